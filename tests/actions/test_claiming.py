"""What the writer ticked in the form becomes their decision once the comment is saved."""

import pytest
from django.core import mail

from tests.readers import Reader, comment_form_in
from wagtail_peersupport.models import CommentDecision, CommentOrigin, PendingComment, SupportThread
from wagtail_peersupport.models.choices import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"
REMARK = "The blue one from the second picture, in my size."
TICKED = {"wants_answer": "on"}
UNTICKED = {"wants_answer_touched": "1"}


@pytest.fixture(params=["guest", "account"])
def writer(request, reader):
    return Reader(account=reader) if request.param == "account" else Reader("Ann")


def post_and_confirm(writer, post, text, **ticked):
    writer.send(post, text, **ticked)
    if writer.account is None:
        writer.confirm(mail.outbox[-1])


@pytest.mark.parametrize(
    ("text", "ticked", "wanted", "opens"),
    [
        (REMARK, TICKED, True, True),
        (REMARK, TICKED | UNTICKED, True, True),
        (REMARK, {}, None, False),
        (REMARK, UNTICKED, False, False),
        (QUESTION, {}, None, True),
        (QUESTION, UNTICKED, False, False),
    ],
    ids=["ticked", "ticked by hand", "nothing", "unticked", "question", "question, unticked"],
)
def test_what_was_ticked_decides(post, writer, text, ticked, wanted, opens):
    post_and_confirm(writer, post, text, **ticked)
    said = list(CommentDecision.objects.values_list("needs_support", "source"))
    assert said == ([] if wanted is None else [(wanted, Source.WRITER)])
    assert SupportThread.objects.active().exists() == opens
    assert not PendingComment.objects.exists()


def test_the_account_that_ticked_is_on_record(post, reader):
    Reader(account=reader).send(post, REMARK, **TICKED)
    assert CommentDecision.objects.get().decided_by == reader
    assert not CommentOrigin.objects.exists()


def test_a_guests_tick_travels_to_the_browser_that_confirms(post):
    Reader("Ann").send(post, REMARK, **TICKED)
    assert PendingComment.objects.get().wants_answer
    Reader("Phone").confirm(mail.outbox[0])
    assert CommentDecision.objects.get().needs_support


def test_confirming_twice_decides_once_and_what_staff_said_since_stays(post, admin_user):
    ann = Reader("Ann")
    ann.send(post, REMARK, **TICKED)
    ann.confirm(mail.outbox[0])
    comment = SupportThread.objects.get().comment
    Reader(account=admin_user).press("needs-no-support", comment)
    ann.confirm(mail.outbox[0])
    assert CommentDecision.objects.get().source == Source.STAFF


def test_a_form_that_comes_back_still_says_what_was_ticked(post):
    response = Reader("Ann").send(post, REMARK, email="nonsense", **TICKED, **UNTICKED)
    html = response.content.decode()
    assert comment_form_in(html)["fields"]["wants_answer_touched"] == "1"
    (box,) = [tag for tag in html.split("<input") if 'name="wants_answer"' in tag]
    assert "checked" in box.split(">")[0]


def test_an_expired_form_that_comes_back_does_too(post):
    response = Reader("Ann").send(post, REMARK, timestamp="1000000000", **TICKED)
    (box,) = [
        tag for tag in response.content.decode().split("<input") if 'name="wants_answer"' in tag
    ]
    assert "checked" in box.split(">")[0]
