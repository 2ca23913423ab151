"""django-comments-xtd's own addresses stay open for what is public, and for nothing else."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.actions.test_sync import add
from tests.keeping import kept
from tests.readers import Reader, comment_form_in
from wagtail_peersupport import comments
from wagtail_peersupport.hub.models import SupportHubPage

pytestmark = pytest.mark.django_db
WORDS = "How do I wash the zebra shirt without shrinking it?"


@pytest.fixture
def stranger():
    return Reader("Eve").client


@kept
def question(post):
    return Reader("Ann").write(post, WORDS)


def test_what_reverses_xtds_names_still_finds_something(question):
    assert reverse("comments-xtd-reply", args=[question.pk])
    assert reverse("comments-flag", args=[question.pk])
    assert question.get_absolute_url()
    for name in ("comments-xtd-sent", "comments-post-comment", "comments-xtd-api-create"):
        assert reverse(name)


@pytest.mark.parametrize("tail", ["", "count/", ".json", ".json/", "count.json"])
def test_rest_lists_of_a_restricted_post_are_closed_in_every_spelling(
    tail, post, question, stranger
):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    path = f"/comments/api/blog-blogpage/{post.pk}"
    response = stranger.get(path + tail if tail.startswith(".") else f"{path}/{tail}")
    assert response.status_code == 404
    assert "zebra" not in response.content.decode()


def test_rest_lists_of_other_things_are_not_ours_to_close(question, stranger):
    assert stranger.get("/comments/api/auth-user/99/").status_code == 200
    assert stranger.get("/comments/api/no-such/99/").status_code == 404


@pytest.mark.parametrize("door", ["reply", "flag", "like", "dislike"])
@pytest.mark.parametrize("digits", ["{}", "\u0967"])
def test_no_door_shows_a_hidden_comment(door, digits, question, reader):
    comments.comment_model().objects.filter(pk=question.pk).update(is_public=False)
    client = Reader(account=reader).client
    response = client.get(f"/comments/{door}/{digits.format(question.pk)}/", follow=True)
    assert response.status_code == 404
    assert "zebra" not in response.content.decode()


def test_the_address_of_a_draft_is_not_told(post, question, stranger):
    post.unpublish()
    assert "/blog/" not in stranger.get(f"/comments/sent/?c={question.pk}").headers.get(
        "Location", ""
    )
    assert stranger.get(question.get_absolute_url()).status_code == 404


ODD = ["0", "-1", "²", "१", "9" * 19, "9" * 30, "9" * 5000, "", "x", "1e3", "\x00"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_numbers_break_nothing(odd, post, home, stranger):
    hub = home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    assert stranger.get(post.url, {"reply_to": odd}).status_code == 200
    assert stranger.get(hub.url, {"page": odd}).status_code == 200
    assert stranger.get("/comments/write/", {"page": odd}).status_code == 404
    assert stranger.get("/comments/sent/", {"c": odd}).status_code == 200
    for path in (f"{hub.url}{odd}/", f"/comments/{odd}/helpful/", f"/comments/reply/{odd}/"):
        assert stranger.get(path, follow=True).status_code in (200, 404)


def test_searching_for_nothing_a_keyboard_types_breaks_nothing(home, question, stranger):
    hub = home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    for text in ("zebra\x00", '"', "'", "a AND", "(", "*", "%", "\\", "x" * 5000):
        assert stranger.get(hub.url, {"q": text}).status_code == 200


def test_nul_characters_lose_no_words(post):
    ann = Reader("Ann", "ann\x00@example.com")
    response = ann.send(post, WORDS + "\x00")
    assert response.status_code == 200
    assert mail.outbox[0].to == ["ann@example.com"]


def test_a_preview_button_of_an_older_template_posts(post):
    assert Reader("Ann").send(post, WORDS, preview="Preview").status_code == 200
    assert len(mail.outbox) == 1


def test_an_account_writes_under_its_own_name_whatever_it_types(post, reader):
    Reader(account=reader).send(post, WORDS, name="The Boss", email="boss@example.com")
    comment = comments.comment_model().objects.get()
    assert (comment.user_name, comment.user_email) == ("robin", "robin@example.com")


def test_through_xtds_api_too(post, reader):
    client = Reader(account=reader).client
    form = comment_form_in(client.get(post.url).content.decode())["fields"]
    data = {**form, "comment": WORDS, "name": "Boss", "email": "boss@example.com"}
    data |= {"reply_to": 0, "followup": True}
    response = client.post("/comments/api/comment/", data, content_type="application/json")
    assert response.status_code in (201, 204), response.content
    comment = comments.comment_model().objects.get()
    assert (comment.user_name, comment.user_email) == ("robin", "robin@example.com")


def test_the_same_words_under_two_questions_are_two_answers(post, reader):
    questions = [add(post, f"How do I wash shirt number {n}?", f"Q{n}") for n in (1, 2)]
    robin = Reader(account=reader)
    for question in questions:
        robin.send(post, "Yes, write to us about it.", question)
    mine = comments.comment_model().objects.filter(user=reader)
    assert set(mine.values_list("parent_id", flat=True)) == {one.pk for one in questions}


def test_words_that_were_removed_may_be_sent_again(post, reader):
    robin = Reader(account=reader)
    robin.send(post, WORDS)
    comments.comment_model().objects.update(is_removed=True)
    robin.send(post, WORDS)
    assert comments.comment_model().objects.filter(is_removed=False).count() == 1


def test_a_page_that_is_neither_post_nor_hub_takes_no_comments(home, blog, stranger):
    hub = home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    for page, status in ((home, 404), (blog, 404), (hub, 200)):
        assert stranger.get(f"/comments/write/?page={page.pk}").status_code == status


def test_a_hub_may_have_any_letters_in_its_address(home, question, stranger):
    hub = home.add_child(instance=SupportHubPage(title="Fragen", slug="fragen-über-alles"))
    response = stranger.get(f"{hub.url}{question.pk}/", follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) == 1
