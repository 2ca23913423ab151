from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.keeping import factory
from wagtail_peersupport.accounts import staff_accounts
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import Acceptance, SupportReply, SupportThread

ANSWER = "It costs 12 euros; you find it in the shop, on the second page."


@pytest.fixture
def url():
    return reverse("peersupport_staff:insights")


@pytest.fixture
def report(desk, url):
    """The figures that the screen shows, by name: ``report(period="28")["asked"]``."""

    def report(**chosen):
        response = desk.get(url, chosen)
        assert response.status_code == 200
        return {figure.name: figure for figure in response.context["report"].all}

    return report


@pytest.fixture
def numbers(report):
    """The table of a figure, as staff read it: ``numbers("outcomes")``."""

    def numbers(name, **chosen):
        figure = report(**chosen)[name]
        rows = figure.table.rows if figure.table is not None else ()
        return [(row.label, *(cell.shown for cell in row.cells)) for row in rows]

    return numbers


@pytest.fixture
def answer(say):
    """Answers a thread so many hours after it was asked: ``answer(thread, hours=3)``."""

    def answer(
        thread,
        *,
        hours=1,
        name="Bob",
        text=ANSWER,
        **fields,
    ):
        days = (timezone.now() - thread.asked_at) / timedelta(days=1) - hours / 24
        written = say(text, days=days, name=name, parent=thread.comment, **fields)
        tell_sides(thread)
        return written

    return answer


@factory
def accept():
    """Accepts an answer of a thread, so many hours after it was asked."""

    def accept(thread, written, *, hours=5):
        Acceptance.objects.create(
            question=thread.comment,
            answer=written,
            voter="g:ann",
            for_asker=False,
            accepted_at=thread.asked_at + timedelta(hours=hours),
        )
        refresh_threads([thread.pk])

    return accept


def tell_sides(thread):
    """When readers and staff answered first, as the thread's row has it."""
    staff = set(staff_accounts().values_list("pk", flat=True))
    replies = SupportReply.objects.visible().answers().filter(thread=thread)
    said = [(one.comment.submit_date, one.comment.user_id in staff) for one in replies]
    SupportThread.objects.filter(pk=thread.pk).update(
        reader_answered_at=min((at for at, by_staff in said if not by_staff), default=None),
        staff_answered_at=min((at for at, by_staff in said if by_staff), default=None),
    )
