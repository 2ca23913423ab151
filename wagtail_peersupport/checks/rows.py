"""What only the database knows: asked by `migrate`, and by `check --database default`."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Q
from wagtail.models import GroupPagePermission, Site, get_page_models

from ..accounts import account_email, staff_accounts
from ..addresses import hub_models
from .pages import add_method
from .paste import paste

MOST_NAMED = 5


def are_at_hand(databases: Collection[str] | None) -> bool:
    return DEFAULT_DB_ALIAS in (databases or ())


def check_site_row() -> Iterator[checks.CheckMessage]:
    pk = getattr(settings, "SITE_ID", None)
    if not apps.is_installed("django.contrib.sites") or not isinstance(pk, int):
        return
    site = apps.get_model("sites", "Site")
    if _have_tables(site) and not site.objects.filter(pk=pk).exists():
        yield checks.Error(
            f"SITE_ID is {pk}, and there is no such site: pages with comments would fail.",
            hint=paste(
                "Run",
                'python manage.py shell -c "from django.contrib.sites.models import Site; '
                f"Site.objects.create(pk={pk}, domain='example.com', name='example.com')\"",
            ),
            id="peersupport.E026",
        )


def check_commented_pages() -> Iterator[checks.CheckMessage]:
    nowhere = [model for model in _commented_models() if not hasattr(model, "get_absolute_url")]
    if nowhere:
        names = ", ".join(sorted(model._meta.label for model in nowhere))
        yield checks.Warning(
            f"Pages with comments have no get_absolute_url(): {names}. Links to these comments "
            "lead nowhere.",
            hint=add_method(nowhere),
            id="peersupport.W001",
        )


def check_hub() -> Iterator[checks.CheckMessage]:
    models = hub_models()
    if not models or not _have_tables(*models):
        return
    if not any(model.objects.live().exists() for model in models):
        yield checks.Warning(
            "There is no live support hub page, so questions can only be seen under their posts.",
            hint="In the Wagtail admin, add a child page to your home page, choose "
            f"“{models[0]._meta.verbose_name.capitalize()}” and publish it.",
            id="peersupport.W002",
        )


def check_host_name() -> Iterator[checks.CheckMessage]:
    if not _have_tables(Site):
        return
    if Site.objects.filter(hostname__in=["localhost", "127.0.0.1"]).exists():
        yield checks.Warning(
            "A Wagtail site is called localhost, so links in mails lead to the reader's own "
            "machine.",
            hint="In the Wagtail admin, under Settings → Sites, give it the host name and port "
            "that readers use.",
            id="peersupport.W006",
        )


def check_topics() -> Iterator[checks.CheckMessage]:
    if not apps.is_installed("django_comments_xtd"):
        return
    topic = apps.get_model("wagtail_peersupport", "Topic")
    if not _have_tables(topic, get_user_model()):
        return
    alone = topic.objects.filter(staff_only=True)
    if alone.exists() and not staff_accounts().exists():
        yield checks.Warning(
            f"Only staff answer questions about {_listed(alone)}, and no account is staff.",
            hint="In the Wagtail admin, under Settings → Groups, give a group the permission “Can "
            "answer as staff …”, and under Settings → Users put somebody into it.",
            id="peersupport.W007",
        )
    if empty := [one for one in topic.objects.filter(examples=None) if not one.phrases]:
        yield checks.Warning(
            f"These topics have neither words nor examples, so nothing is about them: "
            f"{_listed(empty)}.",
            hint="In the Wagtail admin, under Settings → Support topics, write words that belong "
            "to them, or delete them.",
            id="peersupport.W008",
        )


def check_reach() -> Iterator[checks.CheckMessage]:
    if not _have_tables(get_user_model(), GroupPagePermission):
        return
    everywhere = Q(is_superuser=True) | Q(groups__page_permissions__isnull=False)
    reaching = staff_accounts().filter(everywhere)
    if stuck := staff_accounts().exclude(pk__in=reaching.values("pk"))[:MOST_NAMED]:
        names = ", ".join(str(user) for user in stuck)
        yield checks.Warning(
            f"These accounts may answer as staff and reach no post: {names}.",
            hint="In the Wagtail admin, under Settings → Groups, give one of their groups a page "
            "permission on the page above your posts.",
            id="peersupport.W009",
        )


def check_team() -> Iterator[checks.CheckMessage]:
    if not apps.is_installed("django_comments_xtd"):
        return
    team = apps.get_model("wagtail_peersupport", "TeamSettings")
    if not _have_tables(team, team.members.through, get_user_model()):
        return
    for one in team.objects.select_related("site").prefetch_related("members"):
        members = one.members.all()
        if members and not any(account_email(user) for user in members):
            yield checks.Warning(
                f"Nobody in the support team of {one.site} has an e-mail address, so no mail tells "
                "them what waits.",
                hint="In the Wagtail admin, under Settings → Users, write their addresses, or "
                "choose others under Settings → Support team.",
                id="peersupport.W011",
            )


def check_staff() -> Iterator[checks.CheckMessage]:
    accounts = get_user_model()._default_manager
    if not _have_tables(get_user_model(), Permission) or not accounts.exists():
        return
    if not staff_accounts().exists():
        yield checks.Warning(
            "No account may answer as staff, so nobody is told of questions that wait.",
            hint="In the Wagtail admin, under Settings → Groups, give a group the permission “Can "
            "answer as staff …”, and under Settings → Users put somebody into it.",
            id="peersupport.W012",
        )


STEPS = (
    check_site_row,
    check_commented_pages,
    check_hub,
    check_topics,
    check_reach,
    check_team,
    check_staff,
)


def _listed(topics: Iterable[Any]) -> str:
    return ", ".join(f"“{topic.name}”" for topic in topics)


def _commented_models() -> list[Any]:
    if not apps.is_installed("django_comments_xtd"):
        return []
    comment = apps.get_model("django_comments_xtd", "XtdComment")
    if not _have_tables(*comment._meta.parents, comment, ContentType):
        return []
    pks = comment.objects.order_by().values_list("content_type", flat=True).distinct()
    models = [ContentType.objects.get_for_id(pk).model_class() for pk in pks]
    # A content type outlives its model, and not only pages have comments.
    return [model for model in models if model in get_page_models()]


def _have_tables(*models: Any) -> bool:
    """Whether the tables are there already: before the first `migrate` they are not."""
    tables = connection.introspection.table_names()
    return all(model._meta.db_table in tables for model in models)
