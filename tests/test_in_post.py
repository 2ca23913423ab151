"""What a post learned is found once it is published: readers see it, the helper hears of it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, Locale, PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from tests.keeping import kept
from tests.pages.reading import plain, queries, words
from tests.readers import Reader
from tests.site.models import BlogPage
from tests.staff_accounts import let_support
from tests.sweeping import run_sweep
from tests.test_sweep import NO_MAIL_SERVER, NOTHING
from wagtail_peersupport import comments, signals
from wagtail_peersupport.actions import merging
from wagtail_peersupport.actions.lessons import refresh_lessons
from wagtail_peersupport.actions.teaching import draft_lesson
from wagtail_peersupport.addresses import leads_to
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.lessons.posts import insertion_for
from wagtail_peersupport.models import Lesson, Notice, SupportReply, SupportThread
from wagtail_peersupport.notifications.teaching import notify_taught
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
WASH = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it cold & hang it up, never the dryer."
BADGE = "Now in the post"


@kept
def mara(django_user_model):
    user = django_user_model.objects.create_superuser("mara", "mara@example.com", "mara")
    return let_support(user)


@kept
def question(post, ann):
    return ann.write(post, WASH)


@kept
def answer(post, ann, question):
    """By the guest Bob, accepted by the guest Ann."""
    answer = Reader("Bob").write(post, COLD, question)
    ann.press("accept", answer)
    mail.outbox.clear()
    return answer


@pytest.fixture
def draft(mara):
    """Puts an answer into the draft of its post; returns the lesson."""

    def draft(answer):
        reply = SupportReply.objects.select_related("thread__page").get(comment=answer.pk)
        page = reply.thread.page
        page = (page.alias_of or page).specific.get_latest_revision_as_object()
        insertion = insertion_for(
            page,
            heading=WASH,
            words="<p>Cold.</p>",
            credit="Answered by Bob in the comments",
            url=f"http://localhost/blog/how-we-print/#c{answer.pk}",
            question=WASH,
        )
        return draft_lesson(reply, Viewer(user=mara), insertion)

    return draft


@pytest.fixture
def editor(client, mara):
    """Wagtail's editor: press a button of it as it stands, with what is changed."""
    client.force_login(mara)

    def press(page, button="action-publish", **changed):
        path = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        html = client.get(path).content.decode()
        form_id = re.search(r'<form\s[^>]*id="([\w-]*edit[\w-]*)"', html)[1]
        data = {**querydict_from_html(html, form_id=form_id).dict(), **changed, button: "1"}
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = client.post(path, data)
        assert response.status_code == 302, plain(response.content.decode())
        return response

    return press


@pytest.fixture
def learned(post, answer, draft, editor):
    """Published; returns the lesson."""
    lesson = draft(answer)
    editor(post)
    lesson.refresh_from_db()
    return lesson


def told(address="bob@example.com"):
    return [
        one
        for one in mail.outbox
        if one.to == [address] and one.subject.startswith("Your answer is now in")
    ]


def page_of(reader, url="/blog/how-we-print/"):
    return words(reader.client.get(url))


# Which address leads there -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost/blog/how-we-print/#c12", True),
        ("/blog/how-we-print/#c12", True),
        ("#c12", True),
        ("/help/12/how-do-i-wash/#c12", True),
        ("/help/14/another/#c12", True),
        ("/help/12/how-do-i-wash/", True),
        ("https://shop.example.com/help/12/how-do-i-wash/?posted=14", True),
        ("/help/12/", True),
        ("/help/12", True),
        ("/de/hilfe/12/wie-wasche-ich/#c14", True),
        ("/help/12/an-older-title/#c14", True),
        ("/blog/how-we-print/#c120", False),
        ("/blog/how-we-print/#c1", False),
        ("/blog/how-we-print/#comment-12", False),
        ("/blog/12/", False),
        ("/2024/12/how-do-i-wash/", False),
        ("/help/120/how-do-i-wash/", False),
        ("/help/", False),
        ("/help", False),
        ("/help/?q=12", False),
        ("/helper/12/", False),
        ("c12", False),
        ("http://[broken/#c12", False),
        ("", False),
    ],
)
def test_the_key_of_the_comment_decides_with_and_without_a_hub(address, expected):
    assert leads_to(address, 12, ["/help/", "/de/hilfe"]) is expected


# Going live --------------------------------------------------------------------------------------


def test_drafting_changes_nothing_for_readers_and_nobody_hears(post, ann, answer, draft):
    draft(answer)
    assert Lesson.objects.get().live_at is None
    assert BADGE not in page_of(ann)
    assert told() == []


def test_publishing_in_the_editor_makes_it_live(post, ann, learned):
    post.refresh_from_db()
    assert learned.live_at == post.last_published_at
    shown = page_of(ann)
    assert "Answered by Bob in the comments" in shown
    assert shown.count(BADGE) == 1


def test_thread_page_and_hub_row_say_so_with_a_link_to_the_post(home, ann, question, learned):
    home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    for url in ("/help/", f"/help/{question.pk}/how-do-i-wash-the-heavy-tee-without-shrinking-it/"):
        html = ann.client.get(url).content.decode()
        link = re.search(r'<a class="ps-topic ps-in-post" href="([^"]+)"', html)
        assert link[1] == "/blog/how-we-print/"
        assert BADGE in plain(html)


def test_saving_a_draft_publishes_nothing(post, answer, draft, editor):
    lesson = draft(answer)
    editor(post, "")
    lesson.refresh_from_db()
    assert lesson.live_at is None


def test_the_words_may_change_as_long_as_the_link_stays(post, learned, ann):
    post.refresh_from_db()
    post.body = f'<p>As Bob says: <a href="/blog/how-we-print/#c{learned.answer_id}">cold</a>.</p>'
    publish(post)
    assert BADGE in page_of(ann)


def publish(page):
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


def test_taking_it_out_takes_the_badge_away_and_putting_it_back_tells_nobody_again(
    post, learned, ann
):
    post.refresh_from_db()
    body = post.body
    post.body = "<p>With ink.</p>"
    publish(post)
    learned.refresh_from_db()
    assert learned.live_at is None
    assert BADGE not in page_of(ann)
    post.body = body
    publish(post)
    assert BADGE in page_of(ann)
    assert len(told()) == 1


def test_unpublishing_takes_it_back(client, post, learned):
    path = reverse("wagtailadmin_pages:unpublish", args=(post.pk,))
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(path)
    learned.refresh_from_db()
    assert learned.live_at is None


def test_a_scheduled_publication_makes_it_live_when_its_time_comes(post, answer, draft):
    lesson = draft(answer)
    post.refresh_from_db()
    revision = post.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(hours=1)
    revision.save()
    call_command("publish_scheduled")
    lesson.refresh_from_db()
    assert lesson.live_at is None
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("publish_scheduled")
    lesson.refresh_from_db()
    assert lesson.live_at is not None
    assert len(told()) == 1


def test_an_alias_shows_what_it_follows_has_learned(home, post, ann, draft):
    alias = post.create_alias(parent=home, update_slug="copy")
    asked = ann.write(alias, "How do I dry the heavy tee?")
    answer = Reader("Bob").write(alias, COLD, asked)
    ann.press("accept", answer)
    lesson = draft(answer)
    assert lesson.page_id == post.pk
    publish(BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object())
    assert BADGE in page_of(ann, "/copy/")
    assert BADGE not in page_of(ann)


def test_what_was_merged_into_another_question_counts_for_that_one(post, mara, learned, ann):
    other = ann.write(post, "Can the heavy tee go into a hot wash?")
    merging.merge_thread(
        SupportThread.objects.get(comment=learned.question_id),
        Viewer(user=mara),
        SupportThread.objects.get(comment=other),
    )
    assert page_of(ann).count(BADGE) == 1


def test_a_restricted_post_says_nothing_to_whoever_may_not_see_it(home, post, ann, learned):
    home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert BADGE not in page_of(ann, "/help/")


def test_comments_of_editors_are_no_part_of_the_post(post, mara, answer, draft, editor):
    lesson = draft(answer)
    post.refresh_from_db()
    post.body = "<p>With ink.</p>"
    Comment.objects.create(
        page=post, user=mara, text=f"Where is /#c{answer.pk} ?", contentpath="body"
    )
    publish(post)
    assert f"/#c{answer.pk}" in str(post.serializable_data())
    lesson.refresh_from_db()
    assert lesson.live_at is None


def test_a_second_answer_to_the_same_question_counts_once_it_is_published(
    post, ann, question, learned, draft
):
    other = Reader("Cleo").write(post, "Or in a net, says my aunt.", question)
    ann.press("accept", other)
    before = learned.live_at
    lesson = draft(other)
    assert lesson.pk == learned.pk
    run_sweep()
    lesson.refresh_from_db()
    assert lesson.live_at == before
    assert told("cleo@example.com") == []
    publish(BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object())
    lesson.refresh_from_db()
    assert lesson.live_at > before
    assert len(told("cleo@example.com")) == len(told()) == 1


def test_other_pages_cost_one_query_when_they_are_published(post, answer, draft, make_post):
    draft(answer)
    other = make_post("Another")
    with TestCase.captureOnCommitCallbacks() as callbacks:
        other.save_revision().publish()
    assert not [one for one in callbacks if "enqueue_after_commit" in one.__qualname__]


def test_queries_of_the_section_do_not_grow_with_lessons(post, ann, client, mara, draft):
    def more(numbers):
        for n in numbers:
            asked = ann.write(post, f"How do I wash it {n} times?")
            answer = Reader(f"Bob{n}").write(post, COLD, asked)
            ann.press("accept", answer)
            draft(answer)
        publish(BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object())

    more(range(2))
    few = queries(ann.client, post.url)
    more(range(2, 4))
    assert page_of(ann).count(BADGE) == 4
    assert queries(ann.client, post.url) == few


def test_the_signal_comes_once_with_thread_and_lesson(post, answer, draft, editor):
    heard = []

    def receiver(sender, thread, lesson, **kwargs):
        heard.append((sender, thread.title, lesson.answer_id))

    signals.post_learned.connect(receiver)
    draft(answer)
    editor(post)
    editor(post)
    signals.post_learned.disconnect(receiver)
    assert heard == [(Lesson, WASH, answer.pk)]


# The mail ----------------------------------------------------------------------------------------


def test_the_helper_hears_of_it_once(post, learned, editor):
    (message,) = told()
    assert message.subject == "Your answer is now in “How we print our shirts”"
    assert WASH in message.body
    assert "http://localhost/blog/how-we-print/\n" in message.body
    assert f"http://localhost/blog/how-we-print/#c{learned.answer_id}" in message.body
    assert "http://localhost/blog/how-we-print/" in message.alternatives[0][0]
    editor(post)
    notify_taught(learned.pk)
    assert len(told()) == 1


def test_the_helper_hears_of_it_in_the_language_of_the_post(post, answer, draft, editor):
    post.locale = Locale.objects.create(language_code="de")
    post.save()
    draft(answer)
    editor(post)
    (message,) = [one for one in mail.outbox if one.to == ["bob@example.com"]]
    assert message.subject == "Deine Antwort steht jetzt in „How we print our shirts“"


def test_staff_are_not_told_of_their_own(post, ann, question, mara, draft, editor):
    answer = Reader(account=mara).write(post, COLD, question)
    ann.press("accept", answer)
    draft(answer)
    editor(post)
    assert Lesson.objects.get().live_at is not None
    assert told("mara@example.com") == []


def test_an_address_that_was_never_proven_gets_no_mail(post, answer, draft, editor):
    answer.peersupport_origin.is_confirmed = False
    answer.peersupport_origin.save()
    draft(answer)
    editor(post)
    assert told() == []


def hide(post, lesson):
    SupportReply.objects.update(hidden_at=timezone.now())


def remove(post, lesson):
    comments.mark_removed(lesson.question_id, True)


def restrict(post, lesson):
    PageViewRestriction.objects.create(page=post, restriction_type="login")


def archive(post, lesson):
    SupportThread.objects.update(is_archive=True)


def take_out(post, lesson):
    Lesson.objects.update(live_at=None)


@pytest.mark.parametrize("change", [hide, remove, restrict, archive, take_out])
def test_what_changed_before_the_mail_went_out_is_told_nobody(post, answer, draft, editor, change):
    lesson = draft(answer)
    with override_settings(**NO_MAIL_SERVER):
        editor(post)
    change(post, lesson)
    notify_taught(lesson.pk)
    assert told() == []
    assert not Notice.objects.filter(event=Notice.Event.IN_POST).exists()


# The sweep ---------------------------------------------------------------------------------------


def test_the_sweep_finds_what_a_lost_job_left_undone(post, answer, draft, ann):
    lesson = draft(answer)
    # A queue that lost the job: nothing that waits for the commit is done.
    post.refresh_from_db()
    post.get_latest_revision().publish()
    lesson.refresh_from_db()
    assert lesson.live_at is None
    out = run_sweep()
    assert "1 answer found in or out of its post" in out
    assert BADGE in page_of(ann)
    run_sweep()
    assert len(told()) == 1
    assert run_sweep() == NOTHING


def test_a_mail_that_failed_is_sent_by_the_sweep_once(post, answer, draft, editor):
    draft(answer)
    with override_settings(**NO_MAIL_SERVER):
        editor(post)
        with pytest.raises(CommandError, match="the next sweep tries again"):
            run_sweep()
    assert "1 lesson told of" in run_sweep()
    assert run_sweep() == NOTHING
    assert len(told()) == 1


def test_finding_them_again_changes_nothing(learned):
    assert refresh_lessons() == []
    assert refresh_lessons([learned.page_id, 4711]) == []
