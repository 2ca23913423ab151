"""Whatever goes wrong, the reader gets the form back with every word in it."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_comments.signals import comment_will_be_posted
from django_comments_xtd.conf import settings as xtd_settings
from wagtail.models import Locale, PageViewRestriction

from tests.readers import Reader, comment_form_in, link_in
from wagtail_peersupport import comments
from wagtail_peersupport.models import CommentOrigin, PendingComment, SupportThread
from wagtail_peersupport.threads.reviewing import similar_digest

pytestmark = pytest.mark.django_db
WORDS = "How do I wash the heavy tee without shrinking it? I have tried <cold> & slow."


def rows():
    return comments.comment_model().objects.count()


def kept(response):
    """What the comment field of the answered form holds."""
    return comment_form_in(response.content.decode())["fields"]["comment"].strip()


def test_a_guest_is_shown_their_words_and_mailed_a_link(post):
    ann = Reader("Ann")
    response = ann.send(post, WORDS)
    assert "How do I wash" in response.content.decode()
    assert "ann@example.com" in response.content.decode()
    assert rows() == 0
    assert mail.outbox[0].to == ["ann@example.com"]
    assert "How do I wash the heavy tee" in mail.outbox[0].body
    assert mail.outbox[0].alternatives


@pytest.mark.django_db(transaction=True)
def test_the_link_in_the_mail_lands_on_the_question_in_its_thread(post):
    ann = Reader("Ann")
    ann.send(post, WORDS)
    response = ann.confirm(mail.outbox[0])
    thread = SupportThread.objects.get()
    landing = urlsplit(response.url)
    assert landing.path == post.url
    assert parse_qs(landing.query)["posted"] == [str(thread.comment_id)]
    assert landing.fragment == f"c{thread.comment_id}"
    page = ann.client.get(response.url)
    assert page.status_code == 200
    assert "How do I wash" in page.content.decode()


def test_confirming_twice_saves_once(post):
    ann = Reader("Ann")
    ann.send(post, WORDS)
    assert ann.confirm(mail.outbox[0]).status_code == 302
    assert ann.confirm(mail.outbox[0]).status_code == 302
    assert rows() == 1


def test_the_same_words_sent_twice_become_one_comment(post):
    ann = Reader("Ann")
    ann.send(post, WORDS)
    ann.send(post, WORDS)
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert ann.confirm(message).status_code == 302
    assert rows() == 1


def test_confirming_in_another_browser_still_recognises_the_first(post):
    ann = Reader("Ann")
    ann.send(post, WORDS)
    Reader("Phone").confirm(mail.outbox[0])
    origin = CommentOrigin.objects.get()
    assert origin.is_confirmed
    assert origin.voter.startswith("g:")
    assert not PendingComment.objects.exists()


@pytest.mark.parametrize("cut", [5, 40])
def test_a_link_that_was_cut_off_gets_a_page_that_says_so(post, cut):
    ann = Reader("Ann")
    ann.send(post, WORDS)
    path = link_in(mail.outbox[0]).rstrip("/")[:-cut] + "/"
    response = ann.client.get(path)
    assert response.status_code == 404
    assert "This link doesn't work" in unescape(response.content.decode())
    assert rows() == 0


def test_an_account_posts_at_once(post, reader):
    robin = Reader(account=reader)
    response = robin.send(post, WORDS)
    assert response.status_code == 302
    assert comments.comment_model().objects.get().user == reader
    assert mail.outbox == []


@pytest.mark.parametrize(
    "changed",
    [
        {"timestamp": "1000000000"},
        {"security_hash": "0" * 40},
        {"honeypot": "I am a robot"},
        {"email": "no address"},
        {"name": ""},
        {"reply_to": "999999"},
        {"reply_to": "nonsense"},
    ],
    ids=["expired", "forged", "honeypot", "bad e-mail", "no name", "gone", "nonsense"],
)
def test_a_form_with_something_wrong_comes_back_with_the_words(post, changed):
    response = Reader("Ann").send(post, WORDS, **changed)
    assert response.status_code == 422
    assert kept(response) == WORDS
    assert rows() == 0
    assert mail.outbox == []


def test_an_expired_form_can_be_sent_again_as_it_came_back(post):
    ann = Reader("Ann")
    response = ann.send(post, WORDS, timestamp="1000000000")
    form = comment_form_in(response.content.decode())
    again = ann.client.post(form["action"], form["fields"])
    assert again.status_code == 200
    assert len(mail.outbox) == 1


def test_words_that_are_too_long_come_back_whole(post):
    words = "very long " * 400
    response = Reader("Ann").send(post, words)
    assert response.status_code == 422
    assert kept(response) == words.strip()


def test_a_draft_takes_no_comment_and_keeps_the_words(post):
    ann = Reader("Ann")
    form = ann.open_form(post)
    post.unpublish()
    data = {**form["fields"], "comment": WORDS, "name": "Ann", "email": "ann@example.com"}
    response = ann.client.post(form["action"], data)
    assert response.status_code == 422
    assert kept(response) == WORDS
    assert mail.outbox == []


def test_a_restricted_post_takes_no_comment_from_those_who_may_not_see_it(post, reader):
    form = Reader("Ann").open_form(post)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    data = {**form["fields"], "comment": WORDS, "name": "Ann", "email": "ann@example.com"}
    assert Reader("Ann").client.post(form["action"], data).status_code == 422
    assert Reader(account=reader).client.post(form["action"], data).status_code == 302


def test_a_reply_deeper_than_the_site_allows_is_offered_one_level_up(post):
    chain = [Reader("Ann").write(post, WORDS)]
    for depth in range(3):
        chain.append(Reader(f"R{depth}").write(post, f"Reply number {depth} to that.", chain[-1]))
    assert chain[-1].level == 3
    forced = Reader("Eve").send(post, "One deeper.", reply_to=str(chain[-1].pk))
    assert forced.status_code == 422
    assert kept(forced) == "One deeper."
    fields = comment_form_in(forced.content.decode())["fields"]
    assert fields["reply_to"] == str(chain[2].pk)


def test_a_veto_by_the_site_gives_the_words_back(post):
    def veto(sender, comment, request, **kwargs):
        return False

    comment_will_be_posted.connect(veto)
    try:
        response = Reader("Ann").send(post, WORDS)
    finally:
        comment_will_be_posted.disconnect(veto)
    assert response.status_code == 422
    assert kept(response) == WORDS


def test_too_many_comments_in_a_minute_are_asked_to_wait(post, settings):
    settings.PEERSUPPORT = {"POSTS_PER_MINUTE": 2}
    ann = Reader("Ann")
    ann.write(post, "One lovely post.")
    ann.write(post, "Another lovely post.")
    response = ann.send(post, WORDS)
    assert response.status_code == 422
    assert kept(response) == WORDS
    other_name_same_address = Reader("Ann again").send(post, WORDS)
    assert other_name_same_address.status_code == 200


def test_waiting_comments_from_one_address_count_too(post, settings):
    settings.PEERSUPPORT = {"POSTS_PER_MINUTE": 2}
    for name in ("Ann", "Bob"):
        assert Reader(name).send(post, WORDS).status_code == 200
    assert Reader("Cleo").send(post, WORDS).status_code == 422
    assert len(mail.outbox) == 2


def test_a_site_that_lets_only_accounts_comment_says_so(post, monkeypatch):
    form = Reader("Ann").open_form(post)
    options = {"default": {"who_can_post": "users"}}
    # xtd copies all settings once, so overriding Django's has no effect.
    monkeypatch.setitem(vars(xtd_settings._wrapped), "COMMENTS_XTD_APP_MODEL_OPTIONS", options)
    data = {**form["fields"], "comment": WORDS, "name": "Ann", "email": "ann@example.com"}
    response = Reader("Ann").client.post(form["action"], data)
    assert response.status_code == 422
    assert "log in" in response.content.decode()


def test_xtds_own_address_for_posting_is_as_careful(post):
    form = Reader("Ann").open_form(post)
    data = {**form["fields"], "comment": WORDS, "name": "Ann", "email": "ann@example.com"}
    response = Reader("Ann").client.post("/comments/post/", {**data, "timestamp": "1000000000"})
    assert response.status_code == 422
    assert kept(response) == WORDS


def test_xtds_rest_lists_show_nothing_of_a_restricted_post(post):
    Reader("Ann").write(post, WORDS)
    stranger = Reader("Eve").client
    path = f"/comments/api/blog-blogpage/{post.pk}/"
    assert "How do I wash" in stranger.get(path).content.decode()
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"{path}count/").status_code == 404


def test_the_form_leaves_xtds_page_wide_follow_up_off(post):
    ann = Reader("Ann")
    ann.send(post, WORDS, followup="on")
    ann.confirm(mail.outbox[0])
    assert comments.comment_model().objects.get().followup is False


def test_a_reply_link_shows_whom_one_replies_to(post):
    question = Reader("Ann").write(post, WORDS)
    html = Reader("Eve").client.get(f"{post.url}?reply_to={question.pk}").content.decode()
    assert comment_form_in(html)["fields"]["reply_to"] == str(question.pk)
    assert "Replying to <b>Ann</b>" in html


def test_an_accounts_double_click_is_one_comment(post, reader):
    robin = Reader(account=reader)
    assert robin.send(post, WORDS).url == robin.send(post, WORDS).url
    assert rows() == 1


def test_logging_in_in_another_tab_loses_no_word(post, reader):
    strict = Client(enforce_csrf_checks=True)
    html = strict.get(post.url).content.decode()
    form = comment_form_in(html)
    strict.post("/accounts/login/", {"username": "robin", "password": "robin"})
    strict.force_login(reader)
    strict.cookies["csrftoken"] = "x" * 32
    response = strict.post(form["action"], {**form["fields"], "comment": WORDS})
    assert response.status_code == 422
    assert kept(response) == WORDS
    assert rows() == 0
    again = comment_form_in(response.content.decode())
    assert strict.post(again["action"], again["fields"]).status_code == 302
    assert rows() == 1


def test_a_post_that_became_a_draft_is_not_named_to_strangers(post):
    form = Reader("Ann").open_form(post)
    post.unpublish()
    data = {**form["fields"], "comment": WORDS, "name": "Ann", "email": "ann@example.com"}
    response = Reader("Eve").client.post(form["action"], data)
    assert kept(response) == WORDS
    assert post.title not in response.content.decode()


def test_what_happens_next_is_said_in_the_language_of_the_post(post, blog):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    response = Reader("Anke").send(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?")
    assert "check your mail" not in response.content.decode().lower()
    assert "Confirm" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("words", "is_reply", "queries"),
    [
        ("Lovely post, and the photographs are better every year.", False, 28),
        ("Size up, the cotton shrinks about half a size in the first wash.", True, 72),
    ],
)
def test_posting_asks_the_database_little(post, reader, words, is_reply, queries):
    question = Reader("Ann").write(post, WORDS)
    robin = Reader(account=reader)
    robin.write(post, "We walked past the shop last summer.")
    form = comment_form_in(robin.client.get(post.url).content.decode())
    sent = {**form["fields"], "comment": words, "reviewed": similar_digest(words)}
    if is_reply:
        sent["reply_to"] = question.pk
    with CaptureQueriesContext(connection) as captured:
        assert robin.client.post(form["action"], sent).status_code == 302
    assert len(captured) <= queries
