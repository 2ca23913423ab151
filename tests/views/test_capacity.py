"""Staff reply officially or personally; what is personal is a reader's."""

import typing

import pytest

from tests.engines import PLAIN, PlainEngine
from tests.keeping import kept
from tests.readers import Reader, comment_form_in
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.reporting import report_comment
from wagtail_peersupport.detection.types import NO_CONTEXT
from wagtail_peersupport.models import CommentOrigin, SupportReply
from wagtail_peersupport.models.choices import ReportReason
from wagtail_peersupport.threads.section import section
from wagtail_peersupport.viewer import Viewer, public_viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Cold water is enough; hang it up to dry."


@kept
def account(django_user_model):
    return django_user_model.objects.create_user("mara", "mara@example.com", "mara")


@kept
def mara(account):
    return Reader("mara", account=let_support(account))


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


def answers(**chosen):
    found = SupportReply.objects.filter(**chosen)
    return {
        "staff": [reply.comment_id for reply in found.by_staff()],
        "readers": [reply.comment_id for reply in found.by_readers()],
    }


def replies(post):
    return section(post, public_viewer()).comments[0].replies


def send(reader, post, question, **said):
    reader.send(post, ANSWER, question, **said)
    return SupportReply.objects.order_by("-comment_id").first().comment


def test_staff_write_officially_unless_they_say_otherwise(post, question, mara):
    form = mara.open_form(post, question)["fields"]
    assert form["capacity"] == "official"
    plain = send(mara, post, question, capacity="")
    said = Reader("mara", account=mara.account).write(post, "Yes, hang it up.", question)
    assert [face.author.badge for face in replies(post)] == ["staff", "staff"]
    assert answers(thread__comment=question)["staff"] == [plain.pk, said.pk]


def test_what_staff_write_personally_bears_no_badge_and_is_a_readers(post, question, mara):
    bob = Reader("Bob").write(post, "I take it to my aunt.", question)
    mine = send(mara, post, question, capacity="personal")
    assert CommentOrigin.objects.get(comment_id=mine.pk).capacity == "personal"
    assert [face.author.badge for face in replies(post)] == ["", ""]
    assert answers() == {"staff": [], "readers": [bob.pk, mine.pk]}
    assert replies(post)[1].author.name == "mara"


def test_the_author_of_the_post_keeps_that_badge(make_post, account):
    post = make_post("By Mara", owner=account)
    mara = Reader("mara", account=let_support(account))
    question = Reader("Ann").write(post, QUESTION)
    send(mara, post, question, capacity="personal")
    assert [face.author.badge for face in replies(post)] == ["author"]


def test_an_official_answer_stands_beside_a_personal_one(post, question, mara, account):
    mine = send(mara, post, question, capacity="personal")
    Reader("Bob").press("helpful", mine)
    official = Reader("mara", account=account).write(post, "Wash it at 30 degrees.", question)
    face = section(post, public_viewer()).comments[0]
    assert (face.best.pk, face.also.pk) == (mine.pk, official.pk)


def test_reports_hide_what_is_personal_and_nothing_official(
    post, question, mara, settings, django_user_model
):
    settings.PEERSUPPORT = {**PLAIN, "REPORTS_THAT_HIDE": 1}
    official = send(mara, post, question)
    personal = send(mara, post, question, capacity="personal", comment="Boil it.")
    robin = Viewer(user=django_user_model.objects.create_user("robin", "robin@example.com"))
    for comment in (official, personal):
        report_comment(comment, robin, ReportReason.WRONG)
    hidden = SupportReply.objects.filter(hidden_at__isnull=False)
    assert [reply.comment_id for reply in hidden] == [personal.pk]


def test_readers_are_offered_no_choice_and_can_make_none(post, question, reader):
    robin = Reader("robin", account=reader)
    assert "capacity" not in robin.open_form(post, question)["fields"]
    comment = send(robin, post, question, capacity="official")
    assert not CommentOrigin.objects.filter(comment_id=comment.pk).exists()
    assert answers()["staff"] == []


def test_staff_of_other_posts_are_offered_none(post, question, make_post, account):
    other = make_post("Another post")
    loic = Reader("loic", account=let_support(account, page=other))
    assert "capacity" not in loic.open_form(post, question)["fields"]
    assert "capacity" in loic.open_form(other)["fields"]


@pytest.mark.parametrize("changed", [{"comment": ""}, {"reply_to": "999999"}])
def test_the_choice_is_kept_when_the_form_comes_back(post, question, mara, changed):
    said = {"comment": ANSWER, "capacity": "personal", **changed}
    response = mara.send(post, "", question, **said)
    assert response.status_code == 422
    assert comment_form_in(response.content.decode())["fields"]["capacity"] == "personal"


class Listener(PlainEngine):
    """Remembers which words it was told to be by staff."""

    version = "listener-1"
    by_staff: typing.ClassVar = {}

    def analyse(self, text, context=NO_CONTEXT):
        self.by_staff[text] = context.by_staff
        return super().analyse(text, context)


def test_what_is_personal_is_read_as_a_readers_words(post, question, mara, settings):
    settings.PEERSUPPORT = {"ENGINE": "tests.views.test_capacity.Listener"}
    send(mara, post, question, comment="Officially cold.")
    send(mara, post, question, comment="Personally cold.", capacity="personal")
    assert Listener.by_staff["Officially cold."] is True
    assert Listener.by_staff["Personally cold."] is False
