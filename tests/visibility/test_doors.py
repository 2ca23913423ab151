"""What one may not see, one can say nothing of; and every way out of ours is in the matrix."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.site.api import api_router
from tests.staff_accounts import let_support
from tests.visibility import elsewhere, letters, readers
from tests.visibility.doors import OF_ANSWERS, OF_QUESTIONS, addresses, of_comment, patterns
from tests.visibility.exits import EXITS
from tests.visibility.ways import WAYS
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.templatetags.peersupport_tags import register

TABLES = (readers, elsewhere, letters)


#: The number of no comment.
NOTHING = 10**6


def answered(world, browser, pk, without=frozenset()):
    """The addresses about a comment that answer otherwise than where there is none at all."""
    data = {"object_pk": world.other.pk, "comment": "Hm?", "reason": "rude", "say": "publicly"}
    if not _NOWHERE:
        for name, path in addresses(NOTHING).items():
            for go in (browser.get, browser.post):
                _NOWHERE[name, go.__name__] = go(path, data).status_code
    # Some keep the form, and say beside it that there is no such question.
    assert set(_NOWHERE.values()) <= {404, 405, 422}
    said = {
        (name, go.__name__): go(path, data).status_code
        for name, path in addresses(pk, without).items()
        for go in (browser.get, browser.post)
    }
    return sorted(
        f"{how} {name}" for (name, how), one in said.items() if one != _NOWHERE[name, how]
    )


#: How each address answers where there is no such comment.
_NOWHERE: dict[tuple[str, str], int] = {}


@pytest.mark.parametrize(
    ("of", "verbs"),
    [("question", OF_QUESTIONS), ("answer", OF_ANSWERS)],
    ids=["question", "answer"],
)
def test_while_it_is_shown_there_is_something_to_say(of, verbs, world):
    pk = getattr(world, of).pk
    for verb in verbs:
        path = reverse(f"wagtail_peersupport:{verb}", args=(pk,))
        assert Client().get(path).status_code in (200, 302), verb


PAGES = ("draft", "login", "other site")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_says_anything_of_what_is_under_a_page_they_may_not_see(name, world):
    WAYS[name].apply(world)
    for comment in (world.question, world.answer):
        assert answered(world, Client(), comment.pk) == []


def test_nor_do_staff_who_do_not_see_the_page(world, django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", "mara")
    mara = Client()
    mara.force_login(let_support(user, "access_admin"))
    WAYS["draft"].apply(world)
    for comment in (world.question, world.answer):
        assert answered(world, mara, comment.pk) == []


@pytest.mark.parametrize(
    "name",
    ["question removed", "question removed by hand", "question not approved", "question deleted"],
)
def test_nobody_says_anything_of_a_hidden_question(name, world):
    WAYS[name].apply(world)
    assert answered(world, Client(), world.question.pk) == []
    assert answered(world, world.guest("asker"), world.question.pk, {"bring_back_question"}) == []


@pytest.mark.parametrize(
    "name", ["answer removed", "answer removed by hand", "answer hidden by reports"]
)
def test_nor_of_a_hidden_answer(name, world):
    WAYS[name].apply(world)
    for browser in (Client(), world.guest("helper")):
        assert answered(world, browser, world.answer.pk) == []


def test_what_was_withdrawn_is_there_for_its_writer_alone(world):
    """Its place says under the post that it was withdrawn, so whoever says it again is refused."""
    WAYS["question withdrawn"].apply(world)
    own = {"withdraw_question", "bring_back_question"}
    assert answered(world, Client(), world.question.pk, own) == []
    for verb in own:
        path = reverse(f"wagtail_peersupport:{verb}", args=(world.question.pk,))
        assert Client().post(path).status_code == 403


# Nothing is forgotten ----------------------------------------------------------------------------

#: Ways out that show nothing of what anybody wrote, or only what its reader sent.
SHOWS_NOTHING = {
    "wagtail_peersupport:widget_script": "a script, the same for everybody",
    "wagtail_peersupport:post_not_helped": "the form again, with the reader's own words",
    "wagtail_peersupport:confirm": "publishes the reader's own comment",
    "wagtail_peersupport:stop_telling": "the reader's own address",
    "wagtail_peersupport:staff_mail": "which mails staff want",
    "comments-post-comment": "another name of write",
    "comments-xtd-confirm": "another name of confirm",
    "comments-xtd-mute": "ends xtd's own mails to the reader",
    "comments-delete-done": "a sentence of django-contrib-comments",
    "comments-approve-done": "a sentence of django-contrib-comments",
    "comments-xtd-api-count": "a number: test_counts.py",
    "hub index_route": "Wagtail's own, which the list stands before",
    "comments-xtd-api-create": "posts: see tests/views/test_doors.py",
    "comments-xtd-api-preview": "the reader's own picture",
    "comments-xtd-api-feedback": "test_xtd_s_own_buttons_know_nothing_of_what_is_hidden",
    "comments-xtd-api-flag": "test_xtd_s_own_buttons_know_nothing_of_what_is_hidden",
}


def test_every_way_out_is_in_the_matrix():
    ways_out = {name for name, pattern in patterns() if not of_comment(pattern)}
    ways_out |= {f"hub {route.name}" for route in SupportHubPage.get_subpage_urls()}
    ours = (name for name in api_router._endpoints if name.startswith("support-"))
    ways_out |= {f"api {name}" for name in ours} | {f"tag {name}" for name in register.tags}
    tested = {name for one in EXITS.values() for name in one.of}
    assert ways_out - tested - SHOWS_NOTHING.keys() == set()
    assert SHOWS_NOTHING.keys() - ways_out == set()
    assert {name for name in tested if name.startswith(("hub", "api", "tag"))} <= ways_out


@pytest.mark.parametrize("name", ["draft", "question removed by hand"])
def test_xtd_s_own_buttons_know_nothing_of_what_is_hidden(name, world):
    robin = Client()
    robin.force_login(world.robin)
    WAYS[name].apply(world)
    pk = world.question.pk
    told = [
        robin.post("/comments/api/feedback/", {"comment": pk, "flag": "like"}).status_code,
        robin.post("/comments/api/flag/", {"comment": pk, "flag": "report"}).status_code,
    ]
    assert told == [
        robin.post("/comments/api/feedback/", {"comment": NOTHING, "flag": "like"}).status_code,
        robin.post("/comments/api/flag/", {"comment": NOTHING, "flag": "report"}).status_code,
    ]
