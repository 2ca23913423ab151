"""Without a script: what may have answered a question is shown before it is posted."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.forms import CharField
from django.test import Client
from django.utils import timezone
from django_comments_xtd.forms import XtdCommentForm
from wagtail.models import PageViewRestriction

from tests.keeping import kept
from tests.pages.asking import ANSWERED, ASKED, SAME
from tests.pages.reading import words
from tests.readers import Reader, comment_form_in
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.sweeping import sweep
from wagtail_peersupport.models import CommentDecision, Deflection, MeToo, SupportThread

pytestmark = pytest.mark.django_db
BEFORE = "Before you post: was this answered?"
PRIVATE = "Before you post: this will be public"
SECRET = "Lovely post! Call me on +49 170 1234567 about it."


@kept
def solved(make_post, say, accept):
    """A question that was asked and solved under another post."""
    elsewhere = make_post("How to wash a shirt", slug="how-to-wash")
    question = say(elsewhere, ASKED, name="Ines", minutes_ago=600)
    accept(say(elsewhere, ANSWERED, name="Bram", parent=question, minutes_ago=500))
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    return SupportThread.objects.get(comment=question)


@kept
def waiting(make_post, say):
    elsewhere = make_post("How to wash a shirt", slug="how-to-wash")
    question = say(elsewhere, ASKED, name="Ines", minutes_ago=600)
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    return SupportThread.objects.get(comment=question)


def fields_of(response):
    return comment_form_in(response.content.decode())["fields"]


def press(reader, response, name):
    """Press the button that says ``name`` on a page; the whole form around it is sent along."""
    markup = response.content.decode()
    button = next(
        tag for tag in re.findall(r"<button.*?</button>", markup, re.DOTALL) if name in tag
    )
    action = re.search(r'formaction="([^"]+)"', button)
    form = comment_form_in(markup)
    named = re.search(r' name="(\w+)" value="(\w+)"', button)
    more = {named[1]: named[2]} if named else {}
    return reader._post(action[1] if action else form["action"], {**form["fields"], **more})


def rows():
    return comments.comment_model().objects.count()


# Was this answered? ------------------------------------------------------------------------------


def test_what_answers_a_question_is_shown_before_it_is_posted(post, solved, ann):
    before = rows()
    response = ann.send(post, SAME)
    page = words(response)
    assert BEFORE in page
    assert ASKED in page
    assert ANSWERED in page
    assert "✓ Solved" in page
    assert fields_of(response)["comment"].strip() == SAME
    assert (rows(), mail.outbox) == (before, [])


def test_posted_anyway_it_is_not_asked_again_and_nothing_is_lost(post, solved, ann):
    sent = ann.anyway(ann.send(post, SAME, url="https://ann.example", wants_answer="on"))
    assert "One more step: check your mail" in words(sent)
    ann.confirm(mail.outbox[0])
    comment = comments.comment_model().objects.latest("pk")
    assert (comment.comment, comment.user_url) == (SAME, "https://ann.example")
    assert CommentDecision.objects.get().is_by_writer


def test_words_that_were_changed_on_the_way_are_posted_as_changed(post, solved, ann):
    ann.anyway(ann.send(post, SAME), comment="Never mind, I love it.")
    assert "Never mind, I love it." in mail.outbox[0].body


def test_an_account_is_asked_once_too(post, solved, reader):
    robin = Reader(account=reader)
    asked = robin.send(post, SAME)
    assert BEFORE in words(asked)
    assert robin.anyway(asked).status_code == 302


def test_whoever_saw_it_while_typing_is_not_asked_again(client, post, solved, ann):
    guessed = ann.client.post("/comments/guess/", {"comment": SAME, "object_pk": post.pk}).json()
    assert ANSWERED in words_in(guessed["suggestions"])
    ann.send(post, SAME, reviewed=guessed["reviewed"])
    assert len(mail.outbox) == 1


def test_what_was_seen_for_other_words_does_not_count(post, solved, ann):
    seen = {"comment": "Do you have it in a nice blue?", "object_pk": post.pk}
    guessed = ann.client.post("/comments/guess/", seen).json()
    assert BEFORE in words(ann.send(post, SAME, reviewed=guessed["reviewed"]))


@pytest.mark.parametrize(
    "text",
    ["I wash the heavy tee without shrinking it. Lovely shirt!", "Do you sell gift cards?"],
    ids=["no question", "nothing similar"],
)
def test_other_comments_are_posted_at_once(post, solved, ann, text):
    assert "check your mail" in words(ann.send(post, text))


def test_whoever_says_that_no_answer_is_needed_is_not_asked(post, solved, ann):
    assert "check your mail" in words(ann.send(post, SAME, wants_answer_touched="1"))


def test_replies_are_not_asked(post, solved, ann, say):
    remark = say(post, "A lovely shirt.", name="Bo")
    assert "check your mail" in words(ann.send(post, SAME, remark))


def test_staff_are_never_asked(post, solved, reader):
    mara = Reader(account=let_support(reader))
    assert mara.send(post, f"{SAME} Order 48213.").status_code == 302


def test_nothing_is_suggested_that_the_reader_may_not_see(post, solved, ann):
    PageViewRestriction.objects.create(page=solved.page, restriction_type="login")
    assert "check your mail" in words(ann.send(post, SAME))
    guessed = ann.client.post("/comments/guess/", {"comment": SAME, "object_pk": post.pk}).json()
    assert guessed["suggestions"] == ""


def test_a_hidden_answer_is_not_quoted(post, solved, ann):
    comments.comment_model().objects.filter(comment=ANSWERED).update(is_removed=True)
    assert "inside out" not in words(ann.send(post, SAME))


# "That helped" ------------------------------------------------------------------------------------


def test_that_helped_is_counted_once_and_says_where_to_read_it(post, solved, ann):
    asked = ann.send(post, SAME)
    for _ in range(2):
        thanks = press(ann, asked, "That helped")
    assert "Glad that it helped" in words(thanks)
    assert f"Read “{ASKED}”" in words(thanks)
    assert SAME in words(thanks)
    row = Deflection.objects.get()
    assert (row.page_id, row.thread, row.voter[:2]) == (post.pk, solved, "g:")
    assert rows() == 2


def test_another_question_after_all_takes_it_back_and_keeps_the_words(post, solved, ann):
    thanks = press(ann, ann.send(post, SAME), "That helped")
    again = press(ann, thanks, "My question is another one")
    assert not Deflection.objects.exists()
    assert fields_of(again)["comment"].strip() == SAME
    assert "check your mail" in words(ann.anyway(again))


def test_me_too_joins_instead_of_asking_and_is_no_deflection(post, waiting, ann):
    asked = ann.send(post, SAME)
    assert "○ Unanswered" in words(asked)
    joined = press(ann, asked, "Me too")
    assert "You are in" in words(joined)
    assert MeToo.objects.get().comment == waiting.comment
    again = press(ann, joined, "My question is another one")
    assert fields_of(again)["comment"].strip() == SAME
    assert not MeToo.objects.exists()
    assert not Deflection.objects.exists()


def test_the_post_itself_can_have_helped(post, ann):
    data = {"object_pk": post.pk, "inline": "1"}
    for _ in range(2):
        assert "Glad that it helped" in ann._post("/comments/helped/", data).json()["html"]
    assert Deflection.objects.get().thread is None
    assert ann._post("/comments/not-helped/", data).json() == {"html": ""}
    assert not Deflection.objects.exists()


def test_too_many_at_once_are_asked_to_wait_and_keep_their_words(post, solved, ann, settings):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 0}
    response = press(ann, ann.send(post, SAME), "That helped")
    assert "That was a lot in a short time" in words(response)
    assert fields_of(response)["comment"].strip() == SAME
    data = {"object_pk": post.pk, "inline": "1"}
    assert ann._post(f"/comments/{solved.comment_id}/helped/", data).status_code == 429


def test_staff_and_other_sites_count_nothing(post, solved, reader):
    path = f"/comments/{solved.comment_id}/helped/"
    data = {"object_pk": post.pk, "inline": "1"}
    assert Reader(account=let_support(reader))._post(path, data).status_code == 403
    assert Client(enforce_csrf_checks=True).post(path, data).status_code == 403
    assert not Deflection.objects.exists()


@pytest.mark.parametrize("hide", ["thread", "post"])
def test_nobody_says_it_of_what_they_may_not_see(post, solved, ann, hide):
    page = solved.page if hide == "thread" else post
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    data = {"object_pk": post.pk, "inline": "1"}
    for verb in ("helped", "same"):
        assert ann._post(f"/comments/{solved.comment_id}/{verb}/", data).status_code == 404
    assert not Deflection.objects.exists()
    assert not MeToo.objects.exists()


def test_a_suggestion_that_was_hidden_meanwhile_loses_no_words(post, solved, ann):
    asked = ann.send(post, SAME)
    PageViewRestriction.objects.create(page=solved.page, restriction_type="login")
    response = press(ann, asked, "That helped")
    assert "This question is not here any more." in words(response)
    assert fields_of(response)["comment"].strip() == SAME


def test_logging_in_makes_it_the_accounts(post, solved, ann, reader):
    press(ann, ann.send(post, SAME), "That helped")
    Deflection.objects.create(
        page=post, thread=solved, voter=f"u:{reader.pk}", created_at=timezone.now()
    )
    ann.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    row = Deflection.objects.get()
    assert (row.voter, row.address_hash) == (f"u:{reader.pk}", "")


def test_the_hashed_address_is_forgotten_after_a_day(post, solved, ann):
    press(ann, ann.send(post, SAME), "That helped")
    assert Deflection.objects.get().address_hash
    Deflection.objects.update(created_at=timezone.now() - timedelta(hours=25))
    sweep()
    assert Deflection.objects.get().address_hash == ""


# This will be public ------------------------------------------------------------------------------


def test_what_is_private_is_asked_about_before_it_is_public(post, ann):
    response = ann.send(post, SECRET)
    assert PRIVATE in words(response)
    assert "a phone number: +49 170 1234567" in words(response)
    assert fields_of(response)["comment"].strip() == SECRET
    assert mail.outbox == []


def test_it_can_be_hidden_and_is_read_once_more(post, ann):
    hidden = press(ann, ann.send(post, SECRET), "Hide it")
    assert "it is hidden in the text below" in words(hidden)
    text = fields_of(hidden)["comment"].strip()
    assert text == "Lovely post! Call me on [phone number] about it."
    assert "check your mail" in words(ann.anyway(hidden))
    assert "1234567" not in mail.outbox[0].body


def test_it_can_be_posted_as_it_is(post, ann):
    assert "check your mail" in words(ann.anyway(ann.send(post, SECRET)))
    assert "+49 170 1234567" in mail.outbox[0].body


def test_what_is_added_later_is_asked_about_again(post, ann):
    more = ann.anyway(ann.send(post, SECRET), comment=f"{SECRET} Or robin@example.org.")
    assert "an e-mail address: robin@example.org" in words(more)
    assert "a phone number" not in words(more)


def test_replies_are_asked_about_it_too(post, ann, say):
    remark = say(post, "A lovely shirt.", name="Bo")
    asked = ann.send(post, SECRET, remark)
    assert PRIVATE in words(asked)
    ann.anyway(asked)
    ann.confirm(mail.outbox[0])
    assert comments.comment_model().objects.latest("pk").parent_id == remark.pk


def test_both_questions_stand_on_one_page(post, solved, ann):
    response = ann.send(post, f"{SAME} It is order 48213.")
    assert BEFORE in words(response)
    assert "a number, such as that of an order: 48213" in words(response)
    hidden = press(ann, response, "Hide it")
    assert "check your mail" in words(ann.anyway(hidden))


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("help@example.com", 'href="mailto:help@example.com"'),
        ("/contact/", 'href="/contact/"'),
        ("https://example.com/contact/", 'href="https://example.com/contact/"'),
    ],
)
def test_the_private_way_is_named_where_there_is_one(post, ann, settings, contact, link):
    assert "privately" not in words(ann.send(post, SECRET))
    settings.PEERSUPPORT = {"PRIVATE_CONTACT": contact}
    response = ann.send(post, SECRET)
    assert "Write to us privately" in words(response)
    assert link in response.content.decode()


def test_a_field_of_the_sites_own_form_is_kept_too(post, ann, monkeypatch):
    class SizedForm(XtdCommentForm):
        size = CharField(required=False)

    monkeypatch.setattr("wagtail_peersupport.comments.doors.get_form", lambda: SizedForm)
    assert fields_of(ann.send(post, SECRET, size="M"))["size"] == "M"


def words_in(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())
