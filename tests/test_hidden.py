"""What readers' reports hide is nowhere until staff have looked: not its words, not its effect."""

import json

import pytest
from django.core import mail
from django.core.cache import cache
from wagtail.models import Site

from tests.helping import weeks_go_by
from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.reporting import report_comment
from wagtail_peersupport.models import PraiseMark, SupportReply, SupportThread
from wagtail_peersupport.models.choices import ReportReason
from wagtail_peersupport.notifications.answering import answers, notify_asker
from wagtail_peersupport.threads.listing import Wish, listing
from wagtail_peersupport.threads.section import section
from wagtail_peersupport.viewer import Viewer, public_viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the zebra shirt without shrinking it?"
ANSWER = "Boil it with the giraffe and a litre of bleach."


@kept
def question(post, hub, ann):
    return ann.write(post, QUESTION)


@kept
def bob(db):
    return Reader("Bob")


@kept
def answer(post, question, bob):
    return bob.write(post, ANSWER, question)


@kept
def mara(django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", "mara")
    return let_support(user, "access_admin")


@pytest.fixture
def eve():
    return Reader("Eve").client


@pytest.fixture
def hide(django_user_model, django_capture_on_commit_callbacks):
    """Three accounts report a comment."""

    def hide(comment):
        with django_capture_on_commit_callbacks(execute=True):
            for n in range(3):
                user, __ = django_user_model.objects.get_or_create(
                    username=f"r{n}", defaults={"email": f"r{n}@example.com"}
                )
                report_comment(comment, Viewer(user=user), ReportReason.DANGEROUS)
        assert SupportReply.objects.hides(comment.pk)

    return hide


VERBS = ["helpful", "not-helpful", "accept", "report", "like", "flag", "verify"]


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_does_anything_with_it(verb, post, answer, ann, reader, mara, hide):
    hide(answer)
    for someone in (ann, Reader(account=reader), Reader(account=mara)):
        path = f"/comments/{verb}/{answer.pk}/" if verb in ("like", "flag") else None
        response = someone._post(path, {}) if path else someone.press(verb, answer, reason="rude")
        assert response.status_code == 404


def test_nobody_replies_to_it(post, question, answer, reader, hide):
    form = Reader(account=reader).open_form(post, answer)
    hide(answer)
    robin = Reader(account=reader)
    response = robin._post(form["action"], {**form["fields"], "comment": "Never do that!"})
    assert response.status_code == 422
    assert "no longer there" in words(response)
    assert "giraffe" not in response.content.decode()


def test_the_counts_leave_it_out(post, hub, question, answer, hide):
    viewer = public_viewer(Site.objects.get())
    assert (section(post, viewer).total, listing(viewer, Wish()).rows[0].answers) == (2, 1)
    hide(answer)
    assert (section(post, viewer).total, listing(viewer, Wish()).rows[0].answers) == (1, 0)
    thread = SupportThread.objects.get()
    assert (thread.status, thread.answer_count) == ("unanswered", 0)
    tabs = {tab.name: tab.count for tab in listing(viewer, Wish(tab="answered")).tabs}
    assert (tabs["answered"], tabs["unanswered"]) == (0, 1)


def test_rest_count_leaves_it_out(post, question, answer, eve, hide):
    path = f"/comments/api/blog-blogpage/{post.pk}/count/"
    assert json.loads(eve.get(path).content) == {"count": 2}
    hide(answer)
    assert json.loads(eve.get(path).content) == {"count": 1}


def test_accepted_it_solves_nothing_and_gives_no_credit(post, question, answer, ann, bob, hide):
    ann.press("accept", answer)
    other = bob.write(post, "I have another tip: wash it cold.", question)
    viewer = public_viewer(Site.objects.get())

    def credit():
        faces = [*section(post, viewer).comments]
        for face in faces:
            faces += [one for one in (face.best, *face.replies) if one is not None]
        return next(face.author.answers for face in faces if face.pk == other.pk)

    weeks_go_by()
    assert (SupportThread.objects.get().status, credit()) == ("solved", 2)
    hide(answer)
    cache.clear()
    assert (SupportThread.objects.get().status, credit()) == ("answered", 0)


def test_it_is_no_best_answer(post, question, answer, reader, eve, hide):
    Reader(account=reader).press("helpful", answer)
    assert section(post, public_viewer()).comments[0].best.pk == answer.pk
    hide(answer)
    assert section(post, public_viewer()).comments[0].best is None


def test_no_mail_tells_of_it(post, question, answer, hide):
    hide(answer)
    assert not answers().exists()
    before = len(mail.outbox)
    notify_asker(SupportReply.objects.get(comment_id=answer.pk).pk)
    assert len(mail.outbox) == before


def test_the_search_index_forgets_it(post, question, answer, hide):
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    assert list(SupportThread.objects.all().search("bleach"))
    hide(answer)
    assert "bleach" not in SupportThread.objects.get().search_text
    assert not list(SupportThread.objects.all().search("bleach"))


def test_featured_praise_is_hidden_too(post, hub, question, eve, hide):
    praise = Reader("Dan").write(post, "I love this giraffe.", question)
    PraiseMark.objects.create(comment=praise, featured_at=praise.submit_date)
    assert "giraffe" in words(eve.get(hub.url))
    hide(praise)
    assert "giraffe" not in words(eve.get(hub.url))


def test_it_stays_hidden_when_its_question_is_removed(post, question, answer, eve, mara, hide):
    hide(answer)
    Reader(account=mara).press("remove/rude", question)
    assert "giraffe" not in eve.get(post.url).content.decode()


HIDDEN = "hidden after reports until staff have looked at it"


def test_its_place_is_told_to_its_writer_to_staff_and_where_others_replied(
    post, hub, question, answer, ann, bob, eve, mara, hide
):
    hide(answer)
    thread = f"{hub.url}{question.pk}/"
    for path in (post.url, thread):
        assert f"Your reply is {HIDDEN}." in words(bob.client.get(path, follow=True))
        assert HIDDEN not in words(eve.get(path, follow=True)).lower()
        staff = Reader(account=mara).client.get(path, follow=True).content.decode()
        assert HIDDEN in staff.lower()
        assert f"/comments/{answer.pk}/reports/" in staff
        assert "giraffe" not in staff


def test_what_was_replied_to_it_stays_below_its_place(post, question, answer, reader, eve, hide):
    Reader(account=reader).write(post, "Never do that!", answer)
    hide(answer)
    page = words(eve.get(post.url))
    assert "Hidden after reports until staff have looked at it." in page
    assert page.index("Hidden after reports") < page.index("Never do that!")


def test_staff_find_its_words_in_the_queue_and_on_a_page_of_their_own(
    post, question, answer, mara, eve, hide
):
    hide(answer)
    desk = Reader(account=mara).client
    thread = SupportThread.objects.get()
    screen = words(desk.get(f"/admin/support/{thread.pk}/"))
    assert "Hidden until you have looked at it. Readers say: It is dangerous ×3" in screen
    assert "giraffe" in screen
    assert "3 readers say: It is dangerous ×3" in words(desk.get(f"/comments/{answer.pk}/reports/"))
    assert eve.get(f"/comments/{answer.pk}/reports/").status_code == 404


def test_kept_it_is_back_everywhere(post, hub, question, answer, mara, eve, hide):
    hide(answer)
    Reader(account=mara).press("keep", answer)
    for path in (post.url, hub.url, f"{hub.url}{question.pk}/", f"{hub.url}?q=bleach"):
        assert "giraffe" in eve.get(path, follow=True).content.decode()
