"""Commands that need the site's database."""

from django.core.management import BaseCommand, CommandError
from django.db import connection

from ..models import SupportThread


class SiteCommand(BaseCommand):
    """Says what to type where the tables are not there yet, instead of failing at the first one."""

    requires_migrations_checks = True

    def check_migrations(self) -> None:
        if SupportThread._meta.db_table not in connection.introspection.table_names():
            raise CommandError(
                "The tables of peer support are not there yet. Run: python manage.py migrate"
            )
