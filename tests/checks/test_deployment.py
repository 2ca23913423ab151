import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from wagtail.models import Site

from .messages import found


@pytest.mark.usefixtures("hub")
def test_live_site_gets_no_message():
    Site.objects.update(hostname="blog.example.com")
    assert found(databases=["default"], deploy=True) == {}


def test_sqlite_that_refuses_a_second_writer_is_named_on_a_live_site(monkeypatch):
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    assert '"transaction_mode": "IMMEDIATE"' in found(deploy=True)["W003"].hint
    assert found() == {}


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("COMMENTS_XTD_THREADED_EMAILS", True, "W004"),
        ("COMMENTS_XTD_FROM_EMAIL", "webmaster@localhost", "W005"),
    ],
)
def test_mail_that_gets_lost_is_named_on_a_live_site(settings, name, value, number):
    setattr(settings, name, value)
    assert set(found(deploy=True)) == {number}
    assert found() == {}


@pytest.mark.usefixtures("hub")
def test_site_called_localhost_is_named_when_it_is_live():
    assert set(found(databases=["default"], deploy=True)) == {"W006"}
