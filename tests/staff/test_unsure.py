"""The list of what the engine can't tell: which comments, in which order, and what is pressed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.models import CommentDecision, CommentOrigin, SupportThread
from wagtail_peersupport.models.choices import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
DOUBT = "Perhaps the blue one, then."
UNSURE = reverse("peersupport_staff:unsure")


@pytest.fixture
def unsure(desk):
    """The words on the list, in their order."""

    def unsure():
        response = desk.get(UNSURE)
        assert response.status_code == 200
        return [row.words for row in response.context["table"].data]

    return unsure


@pytest.fixture
def press(desk):
    """Presses a button of a row, if it is there; returns the page that follows."""

    def press(comment, decision):
        html = desk.get(UNSURE).content.decode()
        url = reverse("peersupport_staff:decide", args=(comment.pk,))
        buttons = [tag.split(">")[0] for tag in html.split("<button")[1:]]
        there = [
            tag for tag in buttons if f'formaction="{url}"' in tag and f'value="{decision}"' in tag
        ]
        assert there, f"{decision} is not offered"
        return desk.post(url, {"decision": decision, "next": UNSURE}, follow=True)

    return press


def undo_of(response):
    """What the button of the message sends, and where."""
    (tag,) = [
        piece.split("</button>")[0]
        for piece in response.content.decode().split("<button")
        if piece.split("</button>")[0].endswith("Undo")
    ]
    return {
        name: tag.split(f'{name}="')[1].split('"')[0] for name in ("formaction", "name", "value")
    }


def test_nearest_to_a_coin_toss_comes_first_then_the_newest(unsure, say):
    for words, days in [
        ("Perhaps 0.30", 1),
        ("Perhaps 0.52", 5),
        ("Perhaps 0.48", 3),
        ("Perhaps 0.50", 9),
        ("Perhaps 0.70", 2),
        ("Perhaps 0.45", 1),
    ]:
        say(words, days=days, name=words)
    assert [words.split()[1] for words in unsure()] == [
        "0.50",
        "0.48",
        "0.52",
        "0.45",
        "0.30",
        "0.70",
    ]


def test_the_page_says_by_what_it_is_ordered_and_why_a_comment_is_there(desk, say):
    say("Perhaps 0.48 of it", name="Cleo")
    html = desk.get(UNSURE).content.decode()
    for words in ("score nearest to 0.5", "says perhaps", "0.48", "Cleo", "How we print our"):
        assert words in html


def decide(comment, **said):
    CommentDecision.objects.create(
        comment=comment, source=Source.STAFF, decided_at=timezone.now(), **said
    )


def change(**fields):
    def change(comment, post):
        comments.comment_model().objects.filter(pk=comment.pk).update(**fields)

    return change


@pytest.mark.parametrize(
    ("happen", "stays"),
    [
        (lambda comment, post: None, True),
        (lambda comment, post: decide(comment, needs_support=True), False),
        (lambda comment, post: decide(comment, needs_support=False), False),
        (lambda comment, post: decide(comment, stands_apart=True), True),
        (lambda comment, post: CommentOrigin.objects.create(comment=comment, is_held=True), False),
        (change(is_public=False), False),
        (change(is_removed=True), False),
        (change(submit_date=timezone.now() - timezone.timedelta(days=91)), False),
        (lambda comment, post: post.unpublish(), False),
        (lambda comment, post: GroupPagePermission.objects.all().delete(), False),
    ],
    ids=[
        "nothing",
        "a question",
        "none",
        "placed",
        "held",
        "hidden",
        "removed",
        "old",
        "draft",
        "out of reach",
    ],
)
def test_only_what_is_shown_current_reached_and_undecided_waits(unsure, say, post, happen, stays):
    comment = say(DOUBT)
    happen(comment, post)
    assert bool(unsure()) == stays


def test_sure_comments_are_not_on_it(unsure, say):
    say("How do I wash it?")
    say("A day like any other.")
    assert unsure() == []


@pytest.mark.parametrize(
    ("decision", "said", "opens"),
    [
        ("yes", "is a question now", "question"),
        ("no", "needs no answer", None),
        ("idea", "is taken for: Idea", "idea"),
        ("praise", "is taken for: Praise", None),
    ],
)
def test_one_press_decides_and_undo_brings_it_back(desk, press, unsure, say, decision, said, opens):
    comment = say(DOUBT)
    response = press(comment, decision)
    assert response.redirect_chain[-1][0] == UNSURE
    assert said in response.content.decode()
    assert unsure() == []
    found = SupportThread.objects.active().values_list("kind", flat=True)
    assert list(found) == ([opens] if opens else [])
    undo = undo_of(response)
    desk.post(undo["formaction"], {undo["name"]: undo["value"], "next": UNSURE})
    assert unsure() == [DOUBT]
    assert not SupportThread.objects.active().exists()


def test_what_a_writer_said_is_decided(press, unsure, say, post):
    ann = Reader("Ann")
    comment = ann.write(post, DOUBT)
    assert unsure() == [DOUBT]
    ann.press("needs-no-support", comment)
    assert unsure() == []


def test_the_queue_shows_how_many_wait(desk, say):
    for number in range(3):
        say(f"Perhaps number {number}.", name=f"R{number}")
    assert "Unsure (3)" in desk.get(reverse("peersupport_staff:queue")).content.decode()


def test_an_empty_list_says_so(desk):
    assert "the engine is sure of every comment" in desk.get(UNSURE).content.decode()


def test_only_staff_see_it_and_decide(client, say, reader, mara):
    comment = say(DOUBT)
    url = reverse("peersupport_staff:decide", args=(comment.pk,))
    client.force_login(reader)
    for response in (client.get(UNSURE), client.post(url, {"decision": "yes"})):
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")
    assert not CommentDecision.objects.exists()


@pytest.mark.parametrize("decision", ["", "nonsense", "YES"])
def test_nonsense_is_no_decision(desk, say, decision):
    url = reverse("peersupport_staff:decide", args=(say(DOUBT).pk,))
    assert desk.post(url, {"decision": decision}).status_code == 404
    assert not CommentDecision.objects.exists()


def test_what_cannot_be_reached_cannot_be_decided(desk, say, post):
    url = reverse("peersupport_staff:decide", args=(say(DOUBT).pk,))
    post.unpublish()
    assert desk.post(url, {"decision": "yes"}).status_code == 404


def test_words_of_readers_are_text(desk, say):
    say("Perhaps <script>alert(1)</script> & 100 % of it")
    html = desk.get(UNSURE).content.decode()
    assert "<script>alert" not in html


def test_the_number_of_queries_does_not_grow(desk, say, make_post):
    def queries():
        desk.get(UNSURE)
        with CaptureQueriesContext(connection) as captured:
            desk.get(UNSURE)
        return len(captured)

    def more(numbers):
        for number in numbers:
            page = make_post(f"Post {number}", slug=f"post-{number}")
            say(f"Perhaps number {number}.", name=f"R{number}", page=page)

    more(range(2))
    before = queries()
    more(range(2, 12))
    assert queries() == before
