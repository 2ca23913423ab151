"""Whoever has a question, too, may be told, once, when it is solved."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader, link_in
from wagtail_peersupport.actions.sweeping import sweep
from wagtail_peersupport.models import AddressCheck, MeToo, SupportThread
from wagtail_peersupport.notifications import told_links

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold and hang it up to dry."
OFFER = "Tell me when it is solved"
PROMISE = "We tell you when it is solved"
SENT = "One more step: check your mail"


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def cleo(question):
    """A guest who has the question, too."""
    cleo = Reader("Cleo")
    cleo.press("me-too", question)
    return cleo


@kept
def robin(question, reader):
    """An account that has it, too."""
    robin = Reader(account=reader)
    robin.press("me-too", question)
    return robin


def wish():
    return MeToo.objects.values_list("wants_mail", "email", "is_confirmed").get()


def link(message):
    return link_in(message, "/tell-me/")


def confirm(guest, question, email="cleo@example.com"):
    guest.press("tell-me", question, email=email)
    return Reader("Mail").client.post(link(mail.outbox[-1]))


def checks(to="cleo@example.com"):
    return [one for one in mail.outbox if one.to == [to] and "/tell-me/" in one.body]


# Accounts ----------------------------------------------------------------------------------------


def test_an_account_wishes_with_one_click_and_takes_it_back_with_another(post, question, robin):
    assert OFFER in words(robin.client.get(post.url))
    assert robin.press("tell-me", question).status_code == 302
    assert wish() == (True, "", False)
    page = words(robin.client.get(post.url))
    assert PROMISE in page
    assert OFFER not in page
    robin.press("do-not-tell-me", question)
    assert wish() == (False, "", False)
    assert OFFER in words(robin.client.get(post.url))


def test_an_account_without_an_address_is_offered_nothing(post, question, robin, reader):
    reader.email = ""
    reader.save()
    assert OFFER not in words(robin.client.get(post.url))
    assert robin.press("tell-me", question).status_code == 403
    assert wish() == (False, "", False)


def test_wishing_twice_is_one_wish(question, robin):
    assert [robin.press("tell-me", question).status_code for _ in range(2)] == [302, 302]
    assert wish() == (True, "", False)


# Guests ------------------------------------------------------------------------------------------


def test_a_guests_address_counts_once_its_owner_confirmed_it(post, question, cleo):
    assert OFFER in words(cleo.client.get(post.url))
    response = cleo.press("tell-me", question, email="cleo@example.com")
    assert SENT in words(response)
    assert wish() == (False, "", False)
    elsewhere = Reader("Phone").client
    opened = elsewhere.get(link(mail.outbox[-1]))
    assert "Shall we tell you when it is solved?" in words(opened)
    assert QUESTION in words(opened)
    assert wish() == (False, "", False)
    for _ in range(2):
        assert PROMISE in words(elsewhere.post(link(mail.outbox[-1])))
    assert wish() == (True, "cleo@example.com", True)
    assert PROMISE in words(cleo.client.get(post.url))


def test_the_page_for_the_address_is_a_plain_form_that_keeps_what_was_typed(question, cleo):
    page = cleo.client.get(f"/comments/{question.pk}/tell-me/")
    assert 'type="email"' in page.content.decode()
    response = cleo.press("tell-me", question, email="cleo@example")
    assert response.status_code == 422
    assert 'value="cleo@example"' in response.content.decode()
    assert "This is no e-mail address" in words(response)
    assert not AddressCheck.objects.exists()


def test_reading_the_page_sets_no_cookie(question):
    stranger = Reader("Stranger")
    assert stranger.client.get(f"/comments/{question.pk}/tell-me/").status_code == 302
    assert "peersupport_guest" not in stranger.client.cookies


def test_the_address_is_kept_nowhere_before_it_is_confirmed(question, cleo):
    cleo.press("tell-me", question, email="cleo@example.com")
    check = AddressCheck.objects.get()
    assert "cleo" not in f"{check.recipient_hash} {check.voter} {MeToo.objects.get().email}"


@pytest.mark.parametrize("undo", ["not-me-too", "do-not-tell-me"])
def test_taking_it_back_forgets_the_address(question, cleo, undo):
    confirm(cleo, question)
    cleo.press(undo, question)
    assert not MeToo.objects.exclude(email="", wants_mail=False).exists()


def test_a_link_is_void_once_me_too_was_taken_back(question, cleo):
    cleo.press("tell-me", question, email="cleo@example.com")
    cleo.press("not-me-too", question)
    cleo.press("me-too", question)
    for method in ("get", "post"):
        response = getattr(Reader("Mail").client, method)(link(mail.outbox[-1]))
        assert response.status_code == 409
        assert "was taken back" in words(response)
    assert wish() == (False, "", False)


def test_a_link_that_is_opened_when_it_is_solved_already_keeps_no_address(
    post, ann, question, cleo
):
    answer = Reader("Bob").write(post, ANSWER, question)
    cleo.press("tell-me", question, email="cleo@example.com")
    path = link(mail.outbox[-1])
    ann.press("accept", answer)
    assert "It is solved already" in words(Reader("Mail").client.post(path))
    assert wish() == (False, "", False)


# Links -------------------------------------------------------------------------------------------


def altered(path):
    return path[:-3] + ("x" if path[-3] != "x" else "y") + path[-2:]


def of_another_purpose(path):
    return path.replace("/tell-me/", "/stop-telling/")


def made_up(path):
    key = signing.dumps([1, "victim@example.com"], salt="another")
    return f"/comments/tell-me/{key}/"


@pytest.mark.parametrize("change", [altered, of_another_purpose, made_up])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_or_for_something_else_does_nothing(question, cleo, change, method):
    cleo.press("tell-me", question, email="cleo@example.com")
    response = getattr(Reader("Mail").client, method)(change(link(mail.outbox[-1])))
    assert response.status_code == 409
    assert "This link is too old, or not whole." in words(response)
    assert wish() == (False, "", False)


def test_a_link_has_an_age(question, cleo, monkeypatch):
    cleo.press("tell-me", question, email="cleo@example.com")
    monkeypatch.setattr(told_links, "CONFIRM_WITHIN", timedelta(seconds=-1))
    assert Reader("Mail").client.post(link(mail.outbox[-1])).status_code == 409
    assert wish() == (False, "", False)


def test_the_stop_link_takes_back_every_wish_of_an_address(post, question, cleo, robin, reader):
    confirm(cleo, question, reader.email.upper())
    robin.press("tell-me", question)
    other = Reader("Gil")
    other.press("me-too", question)
    confirm(other, question, "gil@example.com")
    path = told_links.stop_url(post, reader.email).partition("localhost")[2]
    stranger = Reader("Mail").client
    assert "Stop these mails?" in words(stranger.get(path))
    assert MeToo.objects.filter(wants_mail=True).count() == 3
    for _ in range(2):
        assert "We don't write to you any more" in words(stranger.post(path))
    assert MeToo.objects.get(wants_mail=True).email == "gil@example.com"
    assert not MeToo.objects.filter(email__iexact=reader.email).exists()


def test_a_mail_programs_own_button_stops_them_without_a_token(post, question, robin, reader):
    from django.test import Client

    robin.press("tell-me", question)
    path = told_links.stop_url(post, reader.email).partition("localhost")[2]
    program = Client(enforce_csrf_checks=True)
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert wish() == (False, "", False)


# Limits ------------------------------------------------------------------------------------------


def test_nobody_learns_whether_an_address_is_known(question, cleo, reader):
    pages = [
        words(cleo.press("tell-me", question, email=email)).replace(email, "…")
        for email in (reader.email, "new@example.com", "ann@example.com")
    ]
    assert len(set(pages)) == 1


def test_one_address_gets_so_many_mails_a_day_whoever_asks(question, settings):
    settings.PEERSUPPORT = {"ADDRESS_CHECKS_PER_DAY": 2}
    for number in range(4):
        guest = Reader(f"Guest {number}")
        guest.client.defaults["REMOTE_ADDR"] = f"198.51.100.{number}"
        guest.press("me-too", question)
        email = "Victim@example.com" if number else "victim@example.com"
        assert SENT in words(guest.press("tell-me", question, email=email))
    sent = [one for one in mail.outbox if one.to[0].casefold() == "victim@example.com"]
    assert len(sent) == 2
    assert all("/tell-me/" in one.body for one in sent)
    AddressCheck.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    guest.press("tell-me", question, email="victim@example.com")
    assert "/tell-me/" in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["victim@example.com"]


def test_asking_for_a_link_counts_as_a_vote(question, settings):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 3}
    cleo = Reader("Cleo")
    cleo.press("me-too", question)
    statuses = [
        cleo.press("tell-me", question, email=f"someone{n}@example.com").status_code
        for n in range(3)
    ]
    assert statuses == [200, 200, 429]
    assert AddressCheck.objects.count() == 2


def test_throwing_the_cookie_away_sends_no_more_mail(question, settings):
    settings.PEERSUPPORT = {"VOTES_PER_DAY": 6}
    sent = 0
    for number in range(6):
        guest = Reader(f"Guest {number}")
        guest.press("me-too", question)
        MeToo.objects.update(created_at=timezone.now() - timedelta(minutes=2))
        response = guest.press("tell-me", question, email=f"someone{number}@example.com")
        AddressCheck.objects.update(created_at=timezone.now() - timedelta(minutes=2))
        sent += response.status_code == 200
    assert sent == 3


def test_what_was_asked_for_and_never_confirmed_is_forgotten_after_a_day(question, cleo):
    cleo.press("tell-me", question, email="cleo@example.com")
    AddressCheck.objects.update(created_at=timezone.now() - timedelta(hours=25))
    sweep()
    assert not AddressCheck.objects.exists()


# Who may -----------------------------------------------------------------------------------------


def test_whoever_did_not_say_me_too_is_asked_to(post, question):
    stranger = Reader("Stranger")
    response = stranger.press("tell-me", question, email="stranger@example.com")
    assert response.status_code == 403
    assert checks("stranger@example.com") == []


@pytest.mark.parametrize("state", ["archive", "solved", "closed", "idea"])
def test_nothing_is_offered_where_there_is_nothing_to_wait_for(post, question, cleo, state):
    changed = {
        "archive": {"is_archive": True},
        "solved": {"solved_at": timezone.now()},
        "closed": {"closed_at": timezone.now()},
        "idea": {"kind": "idea"},
    }
    SupportThread.objects.update(**changed[state])
    assert OFFER not in words(cleo.client.get(post.url))
    assert cleo.press("tell-me", question, email="cleo@example.com").status_code == 403
    assert checks() == []


def test_nobody_is_told_of_what_they_may_not_see(post, question, cleo):
    cleo.press("tell-me", question, email="cleo@example.com")
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    path = link(mail.outbox[-1])
    for response in (
        cleo.press("tell-me", question, email="cleo@example.com"),
        Reader("Mail").client.get(path),
        Reader("Mail").client.post(path),
    ):
        assert response.status_code == 404
    assert wish() == (False, "", False)


# Logging in --------------------------------------------------------------------------------------


def log_in(guest):
    guest.client.post("/accounts/login/", {"username": "robin", "password": "robin"})


@pytest.mark.parametrize(
    ("said_before", "email", "expected"),
    [
        (False, "robin@example.com", (True, "", False)),
        (False, "other@example.com", (True, "other@example.com", True)),
        (True, "robin@example.com", (True, "", False)),
        (True, "other@example.com", (True, "other@example.com", True)),
    ],
)
def test_a_guests_wish_becomes_the_accounts_on_logging_in(
    question, cleo, reader, said_before, email, expected
):
    if said_before:
        Reader(account=reader).press("me-too", question)
    confirm(cleo, question, email)
    log_in(cleo)
    assert wish() == expected
    assert MeToo.objects.get().voter == f"u:{reader.pk}"


def test_the_accounts_own_wish_wins(question, cleo, robin):
    robin.press("tell-me", question)
    confirm(cleo, question, "other@example.com")
    log_in(cleo)
    assert wish() == (True, "", False)


def test_a_link_that_is_opened_after_logging_in_is_good(question, cleo, reader):
    cleo.press("tell-me", question, email="robin@example.com")
    path = link(mail.outbox[-1])
    log_in(cleo)
    assert PROMISE in words(cleo.client.post(path))
    assert wish() == (True, "robin@example.com", True)


def test_the_offer_costs_no_query_of_its_own(post, question, ann, cleo):
    def queries(client):
        client.get(post.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(post.url)
        return len(captured)

    before = queries(cleo.client)
    confirm(cleo, question)
    assert queries(cleo.client) == before
    assert queries(ann.client) <= before
