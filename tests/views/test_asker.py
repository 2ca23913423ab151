"""The links in our mail: whoever asked acts by them without an account, and nobody else does."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from wagtail_peersupport import asker_links
from wagtail_peersupport.actions import merging
from wagtail_peersupport.asker_links import Purpose, asker_url
from wagtail_peersupport.models import (
    Acceptance,
    CommentOrigin,
    Ending,
    FollowUpReason,
    NotYet,
    SupportThread,
)
from wagtail_peersupport.viewer import GUEST_COOKIE, Viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer."
ADDRESS = "ann@example.com"


@kept
def ann(db):
    return Reader("Ann", ADDRESS)


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


@pytest.fixture
def links(answer):
    """The paths in the mail about the answer, by purpose."""
    links = links_in(mail.outbox[-1])
    assert links.keys() == {"solved", "stuck", "question"}
    return links


@pytest.fixture
def anywhere():
    """A browser that knows nothing of the asker, and wants tokens as a real site does."""
    return Client(enforce_csrf_checks=True)


def links_in(message):
    paths = re.findall(r"https?://[^/\s]+(/comments/asker/\S+)", message.body)
    return {str(asker_links.read_token(path.split("/")[-2]).purpose): path for path in paths}


def path_of(purpose, question, answer=None, address=ADDRESS):
    pk = answer.pk if answer is not None else None
    url = asker_url(question.content_object, purpose, question.pk, address, pk)
    return url.partition("localhost")[2]


def say(client, path, name, **data):
    """Press a button of the page, with the token that the page gave."""
    page = client.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    data |= {"say": name, "csrfmiddlewaretoken": token[1] if token else ""}
    return client.post(path, data)


def nothing_said():
    rows = [model.objects.exists() for model in (Acceptance, Ending, FollowUpReason, NotYet)]
    return not any(rows) and SupportThread.objects.get().status == "answered"


# What works ---------------------------------------------------------------------------------------


def test_the_mail_about_an_answer_holds_the_links(links, answer):
    assert links.keys() == {"solved", "stuck", "question"}
    message = mail.outbox[-1]
    assert message.to == [ADDRESS]
    for path in links.values():
        assert path in message.alternatives[0][0]
    assert ADDRESS not in "".join(links.values())


def test_it_solved_it_with_one_button_and_back_with_one(links, anywhere, question, answer):
    page = anywhere.get(links["solved"])
    assert "Did this answer solve it?" in words(page)
    assert ANSWER in words(page)
    assert nothing_said()
    assert say(anywhere, links["solved"], "accept").url == links["solved"]
    acceptance = Acceptance.objects.get()
    origin = CommentOrigin.objects.get(comment=question)
    assert (acceptance.voter, acceptance.for_asker) == (origin.voter, False)
    assert acceptance.accepted_by is None
    shown = words(anywhere.get(links["solved"]))
    assert "Solved. Thank you" in shown
    assert "accepted by the asker" in shown
    say(anywhere, links["solved"], "accept")
    assert Acceptance.objects.count() == 1
    for _ in range(2):
        assert say(anywhere, links["solved"], "unaccept").status_code == 302
    assert nothing_said()


def test_still_stuck_and_back(links, anywhere, question):
    assert "Are you still stuck?" in words(anywhere.get(links["stuck"]))
    for _ in range(2):
        say(anywhere, links["stuck"], "stuck")
    reason = FollowUpReason.objects.get()
    assert (reason.reason, reason.voter) == (
        "still-stuck",
        CommentOrigin.objects.get(comment=question).voter,
    )
    page = anywhere.get(links["stuck"])
    assert "We've told the team" in words(page)
    assert f"?reply_to={question.pk}#ps-form" in page.content.decode()
    say(anywhere, links["stuck"], "not-stuck")
    assert nothing_said()


def test_everything_else_is_said_on_one_page(links, anywhere, question, answer, post):
    other = Reader("Cleo").write(post, "I wash mine by hand, with a little soap.", question)
    path = links["question"]
    for one in (answer, other):
        say(anywhere, path, "accept", answer=one.pk)
    assert Acceptance.objects.count() == 2
    for one in (answer, other):
        say(anywhere, path, "unaccept", answer=one.pk)
    say(anywhere, path, "another-way", note="A net")
    assert "Solved by the asker in another way: A net" in words(anywhere.get(path))
    assert SupportThread.objects.get().status == "solved"
    say(anywhere, path, "not-another-way")
    say(anywhere, path, "blocking")
    assert "Staff know that this blocks you" in words(anywhere.get(path))
    say(anywhere, path, "not-blocking")
    say(anywhere, path, "stuck")
    assert "still stuck" in words(anywhere.get(path))
    say(anywhere, path, "not-stuck")
    assert nothing_said()


def test_it_is_the_askers_in_their_own_browser_too(links, anywhere, ann, post, question):
    say(anywhere, links["stuck"], "stuck")
    assert "We've told the team that you are still stuck" in words(ann.client.get(post.url))
    assert ann.press("not-stuck", question).status_code == 302
    assert nothing_said()


def test_of_an_idea_there_is_nothing_to_accept(post, ann):
    idea = ann.write(post, "Could you offer tote bags with the herring print?")
    Reader("Bob").write(post, "They had some two years ago, in blue and in grey.", idea)
    assert SupportThread.objects.get().kind == "idea"
    assert links_in(mail.outbox[-1]) == {}


def test_a_link_needs_no_browser_that_is_known(links, anywhere, question):
    CommentOrigin.objects.filter(comment=question).update(voter="")
    for _ in range(2):
        say(anywhere, links["stuck"], "stuck")
    assert FollowUpReason.objects.get().voter == f"q:{question.pk}"
    assert "We've told the team" in words(anywhere.get(links["stuck"]))
    say(anywhere, links["stuck"], "not-stuck")
    assert nothing_said()


def test_an_account_acts_by_link_without_logging_in(post, reader, anywhere):
    question = Reader(account=reader).write(post, QUESTION)
    Reader("Bob").write(post, ANSWER, question)
    path = links_in(mail.outbox[-1])["solved"]
    say(anywhere, path, "accept")
    acceptance = Acceptance.objects.get()
    assert (acceptance.voter, acceptance.accepted_by) == (f"u:{reader.pk}", None)
    assert anywhere.get("/accounts/").wsgi_request.user.is_anonymous


def test_opened_by_staff_it_still_is_the_asker_who_speaks(links, admin_user):
    boss = Client()
    boss.force_login(admin_user)
    boss.post(links["solved"], {"say": "accept"})
    acceptance = Acceptance.objects.get()
    assert (acceptance.for_asker, acceptance.accepted_by) == (False, None)


def test_what_is_solved_is_not_asked_about(links, anywhere, post, question):
    say(anywhere, links["solved"], "accept")
    Reader("Cleo").write(post, "I wash mine by hand, with a little soap.", question)
    assert links_in(mail.outbox[-1]).keys() == {"question"}


def test_whose_question_was_merged_gets_no_links(post, question, admin_user):
    other = Reader("Cleo").write(post, "Does the heavy tee shrink when I wash it hot?")
    threads = {row.comment_id: row for row in SupportThread.objects.all()}
    path = path_of(Purpose.QUESTION, other, address="cleo@example.com")
    merging.merge_thread(threads[other.pk], Viewer(user=admin_user), threads[question.pk])
    Reader("Bob").write(post, ANSWER, question)
    told = {message.to[0]: links_in(message) for message in mail.outbox[-2:]}
    assert told["cleo@example.com"] == {}
    assert told[ADDRESS].keys() == {"solved", "stuck", "question"}
    assert Client().get(path).status_code == 410


# What a link leaves behind ------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_get_never_acts_and_nothing_is_kept_of_who_came(links, purpose):
    scanner = Client()
    for method in (scanner.get, scanner.head):
        response = method(links[purpose])
        assert response.status_code == 200
    assert nothing_said()
    response = scanner.post(links["question"], {"say": "accept", "answer": "0"})
    assert not {"sessionid", GUEST_COOKIE} & set(scanner.cookies)
    response = scanner.get(links[purpose])
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert ADDRESS not in response.content.decode()


def test_a_link_opens_nothing_else(links, anywhere, post, question, answer, ann):
    another = ann.write(post, "Is there a discount for members?")
    helpful = Reader("Cleo").write(post, "There is one of ten per cent from May.", another)
    anywhere.get(links["question"])
    say(anywhere, links["question"], "accept", answer=helpful.pk)
    assert not Acceptance.objects.exists()
    for verb, comment in (("accept", answer), ("stuck", question), ("withdraw-question", question)):
        assert Client().post(f"/comments/{comment.pk}/{verb}/").status_code == 403
    viewer = Viewer().as_asker(question.pk, "g:ann")
    from wagtail_peersupport import permissions

    assert permissions.wrote(viewer, question)
    assert not permissions.wrote(viewer, another)
    form = anywhere.get(f"{post.url}?reply_to={question.pk}").content.decode()
    assert ADDRESS not in form


# What is refused ----------------------------------------------------------------------------------


def altered(path):
    return path[:-8] + ("A" if path[-8] != "A" else "B") + path[-7:]


@pytest.mark.parametrize("change", [altered, lambda path: path[:-20] + "/"], ids=["altered", "cut"])
def test_an_altered_link_is_good_for_nothing(links, change):
    client = Client()
    for path in links.values():
        response = client.get(change(path))
        assert response.status_code == 404
        assert "This link doesn't work" in words(response)
        assert client.post(change(path), {"say": "accept"}).status_code == 404
    assert nothing_said()


@pytest.mark.parametrize(
    "claim",
    [
        [],
        {"for": "solved"},
        {"for": "everything", "q": 1, "a": None, "to": "x"},
        {"for": "question", "q": "1 or 1", "a": None, "to": "x"},
        {"for": "question", "q": 1, "a": None, "to": None},
    ],
)
def test_what_we_signed_for_something_else_is_no_link(question, claim):
    token = signing.dumps(claim, salt="wagtail_peersupport.asker")
    assert Client().get(f"/comments/asker/{token}/").status_code == 404
    foreign = signing.dumps({"for": "question"}, salt="another")
    assert Client().get(f"/comments/asker/{foreign}/").status_code == 404


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("solved", "stuck"),
        ("solved", "withdraw"),
        ("stuck", "accept"),
        ("stuck", "another-way"),
        ("question", "endorse"),
        ("question", ""),
    ],
)
def test_a_link_is_for_its_purpose_only(links, answer, purpose, said):
    response = Client().post(links[purpose], {"say": said, "answer": answer.pk})
    assert response.status_code == 404
    assert "This link is not good for that." in words(response)
    assert nothing_said()


def test_a_link_about_one_answer_accepts_no_other(links, post, question, answer):
    other = Reader("Cleo").write(post, "I wash mine by hand, with a little soap.", question)
    Client().post(links["solved"], {"say": "accept", "answer": other.pk})
    assert Acceptance.objects.get().answer_id == answer.pk


def test_a_link_is_for_its_question_only(links, post, answer):
    another = Reader("Dan").write(post, "Is there a discount for members?")
    theirs = Reader("Cleo").write(post, "There is one of ten per cent from May.", another)
    response = Client().post(links["question"], {"say": "accept", "answer": theirs.pk})
    assert response.status_code == 404
    response = Client().get(path_of(Purpose.SOLVED, answer=theirs, question=answer))
    assert response.status_code == 404
    assert not Acceptance.objects.exists()


def test_a_link_for_another_address_is_good_for_nothing(question, answer):
    path = path_of(Purpose.SOLVED, question, answer, "eve@example.com")
    assert Client().post(path, {"say": "accept"}).status_code == 404
    CommentOrigin.objects.filter(comment=question).update(is_confirmed=False)
    path = path_of(Purpose.SOLVED, question, answer)
    assert Client().post(path, {"say": "accept"}).status_code == 404
    assert nothing_said()


def test_an_account_with_a_new_address_is_not_spoken_for_by_the_old(post, reader):
    question = Reader(account=reader).write(post, QUESTION)
    Reader("Bob").write(post, ANSWER, question)
    path = links_in(mail.outbox[-1])["solved"]
    reader.email = "new@example.com"
    reader.save()
    assert Client().post(path, {"say": "accept"}).status_code == 404
    assert nothing_said()


def test_an_old_link_says_so(links, settings):
    settings.PEERSUPPORT = {"ASKER_LINK_DAYS": 0}
    for path in links.values():
        response = Client().post(path, {"say": "accept"})
        assert response.status_code == 410
        assert "This link is too old." in words(response)
    assert nothing_said()


def test_links_work_for_a_month_unless_the_site_says_otherwise(settings):
    from wagtail_peersupport.conf import conf

    assert conf.asker_link_age == timedelta(days=30)


@pytest.mark.parametrize("said", ["withdraw", "no-answer-needed"])
def test_after_withdrawal_every_link_is_void(links, anywhere, question, said):
    say(anywhere, links["question"], said)
    assert not SupportThread.objects.active().exists()
    for path in links.values():
        response = Client().post(path, {"say": "accept"})
        assert response.status_code == 410
        assert "This question is not open any more" in words(response)
        assert "Nothing was changed" not in words(response)
        assert QUESTION not in words(response)
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_of_a_hidden_question_nothing_is_told(links, question, change):
    type(question).norel_objects.filter(pk=question.pk).update(**change)
    for path in links.values():
        response = Client().post(path, {"say": "accept"})
        assert response.status_code == 410
        assert QUESTION not in words(response)
    assert not Acceptance.objects.exists()


def test_a_hidden_answer_is_not_shown_or_accepted(links, answer):
    type(answer).norel_objects.filter(pk=answer.pk).update(is_public=False)
    for path in links.values():
        assert ANSWER not in words(Client().get(path))
    assert Client().get(links["solved"]).status_code == 410
    assert Client().post(links["solved"], {"say": "accept"}).status_code == 404
    assert not Acceptance.objects.exists()


def make_private(post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("hide", [make_private, lambda post: post.unpublish()])
def test_of_a_post_that_is_private_or_a_draft_nothing_is_told(links, post, hide):
    hide(post)
    for path in links.values():
        response = Client().post(path, {"say": "accept"})
        assert response.status_code == 404
        for secret in (QUESTION, ANSWER, post.title):
            assert secret not in words(response)
    assert nothing_said()


def test_a_private_post_is_open_to_the_account_that_may_see_it(post, reader):
    make_private(post)
    question = Reader(account=reader).write(post, QUESTION)
    other = type(reader).objects.create_user("bob", "bob@example.com")
    Reader(account=other).write(post, ANSWER, question)
    path = links_in(mail.outbox[-1])["solved"]
    assert Client().get(path).status_code == 404
    signed_in = Client()
    signed_in.force_login(reader)
    assert signed_in.post(path, {"say": "accept"}).status_code == 302
    assert SupportThread.objects.get().status == "solved"


def test_another_site_cannot_press_the_button(links):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(links["solved"], {"say": "accept"}).status_code == 403
    assert nothing_said()


def test_a_note_that_is_too_long_is_refused_in_words(links, anywhere):
    response = say(anywhere, links["question"], "another-way", note="a" * 301)
    assert response.status_code == 409
    assert "The note is too long" in words(response)
    assert nothing_said()


def test_a_page_takes_as_many_queries_with_many_answers(links, question, post):
    def taken():
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(links["question"]).status_code == 200
        return len(captured)

    taken()
    before = taken()
    for number in range(5):
        Reader(f"R{number}").write(post, ANSWER, question)
    assert taken() == before
