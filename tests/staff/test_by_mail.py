"""A question that came by e-mail is posted for whoever wrote, who stays unknown."""

import pytest
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.log_actions import registry
from wagtail.models import Locale

from tests.engines import SILENT
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions.by_mail import ask_by_mail
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.models import Acceptance, SupportReply, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
URL = reverse("peersupport_staff:by_mail")
TEXT = "Does the heavy tee shrink?\nI wash at 40 degrees."


@pytest.fixture(autouse=True)
def _silent_engine(settings):
    """It takes everything for a remark: what opens a thread does so by decision."""
    settings.PEERSUPPORT = SILENT


def send(desk, post, text=TEXT, **said):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return desk.post(URL, {"page": post.pk, "text": text, **said})


def answer(post, account, thread, **said):
    reader = Reader(account.username, account=account)
    reader.send(post, "It does not, at 30 degrees.", thread.comment, **said)
    row = comments.comment_model().norel_objects.order_by("-pk").first()
    SupportReply.objects.filter(comment_id=row.pk).update(role="answer")
    return SupportReply.objects.get(comment_id=row.pk)


def test_it_opens_a_thread_whatever_the_engine_says(desk, post):
    response = send(desk, post)
    thread = SupportThread.objects.get()
    assert response.url == reverse("peersupport_staff:thread", args=(thread.pk,))
    assert (thread.kind, thread.comment.comment) == ("question", TEXT)
    assert thread.status == "unanswered"
    actions = registry.get_logs_for_instance(thread).values_list("action", flat=True)
    assert list(actions) == ["peersupport.by_mail"]


def test_readers_see_who_posted_it_and_nothing_of_who_wrote(client, desk, post, mara):
    send(desk, post)
    html = Reader("Ann").client.get(post.url).content.decode()
    assert "A customer" in html
    assert "asked by e-mail, posted by mara" in html
    assert "invalid" not in html
    desk.post(reverse("peersupport_staff:not-a-question", args=(SupportThread.objects.get().pk,)))
    assert "posted by mara" in Reader("Ann").client.get(post.url).content.decode()


def test_the_name_is_in_the_language_of_the_post(desk, post, mara):
    post.locale = Locale.objects.create(language_code="de")
    post.save()
    thread = ask_by_mail(post, Viewer(user=mara), TEXT)
    with translation.override("de"):
        assert thread.comment.user_name == gettext("A customer")


def test_the_asker_is_nobody(desk, post, mara, loic):
    send(desk, post)
    send(desk, post, "Do you ship to Norway?")
    first, second = SupportThread.objects.order_by("pk")
    assert not comments.same_writer(first.comment, second.comment)
    reply = answer(post, mara, first)
    assert not reply.by_asker
    assert reply.is_answer


def test_a_stranger_is_not_taken_for_the_asker(desk, post, loic):
    send(desk, post)
    thread = SupportThread.objects.get()
    answer(post, loic, thread)
    shown = Reader("Zoe").client.get(post.url).content.decode()
    assert "/me-too/" in shown
    for verb in ("withdraw-question", "blocking", "stuck", "another-way", "accept"):
        assert f"/{verb}/" not in shown


def test_no_mail_goes_out(desk, post, mara, loic):
    send(desk, post)
    thread = SupportThread.objects.get()
    reply = answer(post, loic, thread)
    desk.post(reverse("peersupport_staff:accept", args=(thread.pk, reply.comment_id)))
    assert not [one for one in mail.outbox if any("invalid" in to for to in one.recipients())]


def test_staff_accept_an_answer_at_once_and_nobody_else_does(desk, post, loic):
    send(desk, post)
    thread = SupportThread.objects.get()
    reply = answer(post, loic, thread)
    Reader("Ann").press("accept", reply.comment)
    assert not Acceptance.objects.exists()
    html = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()
    assert "Accept for the asker" in html
    desk.post(reverse("peersupport_staff:accept", args=(thread.pk, reply.comment_id)))
    assert Acceptance.objects.get().for_asker
    assert SupportThread.objects.get().status == "solved"


def test_what_tells_who_wrote_is_named_and_the_words_are_kept(desk, post):
    text = "Where is order 48213? Call +49 170 1234567 or mail hanna@example.org."
    response = send(desk, post, text)
    html = response.content.decode()
    for words in ("the number “48213”", "+49 170 1234567", "hanna@example.org"):
        assert words in html
    assert 'type="checkbox" name="is_anonymous"' in html
    assert not SupportThread.objects.exists()
    assert send(desk, post, text, is_anonymous="on").status_code == 302
    assert SupportThread.objects.get().comment.comment == text


def test_the_box_is_not_there_before_it_is_needed(desk):
    assert 'type="checkbox" name="is_anonymous"' not in desk.get(URL).content.decode()


def test_a_double_click_is_one_question(desk, post):
    for _time in range(2):
        send(desk, post)
    assert SupportThread.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  \n", "x" * 3001])
def test_an_empty_or_endless_question_comes_back(desk, post, text):
    assert send(desk, post, text).status_code == 200
    assert not SupportThread.objects.exists()


def test_only_posts_that_one_reaches(client, make_post, django_user_model, post):
    user = django_user_model.objects.create_user("nina", "nina@example.com", "nina")
    other = make_post("Another post")
    client.force_login(let_support(user, "access_admin", page=other))
    html = send(client, post).content.decode()
    assert "You support nobody under this page" in html
    with pytest.raises(NotAllowed):
        ask_by_mail(post, Viewer(user=user), TEXT)
    assert not SupportThread.objects.exists()
    assert send(client, other).status_code == 302


def test_a_page_without_comments_takes_none(desk, blog, mara):
    assert send(desk, blog).status_code == 200
    with pytest.raises(Refused, match="takes no comments"):
        ask_by_mail(blog, Viewer(user=mara), TEXT)


def test_without_the_permission_there_is_no_screen(client, reader, post):
    client.force_login(reader)
    assert client.get(URL).status_code in (302, 403)
    send(client, post)
    assert not SupportThread.objects.exists()


def test_the_form_may_name_the_post(desk, post):
    assert post.title in desk.get(f"{URL}?page={post.pk}").content.decode()
