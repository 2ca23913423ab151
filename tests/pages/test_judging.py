"""What readers see of what staff said, and what readers and staff are offered under a post."""

import re

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.pages.reading import item, plain, queries, words
from tests.readers import Reader
from wagtail_peersupport.models import (
    Ending,
    Endorsement,
    Removal,
    Report,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.threads.section import section
from wagtail_peersupport.viewer import GUEST_COOKIE, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]


@kept
def mara(staff):
    return Reader(account=staff)


@pytest.fixture
def eve():
    return Reader("Eve")


def places(post, hub, question):
    return post.url, f"{hub.url}{question.pk}/"


def links(client, url, comment):
    html = client.get(url).content.decode()
    return set(re.findall(rf'(?:href|formaction)="/comments/{comment.pk}/([^"?]+)/', html))


# Verdicts ----------------------------------------------------------------------------------------


def test_readers_see_who_vouches_for_an_answer(post, hub, question, answer, mara, eve):
    assert mara.press("verify", answer, next=post.url).url == f"{post.url}#c{answer.pk}"
    for path in places(post, hub, question):
        assert "✓ Verified by mara" in words(eve.client.get(path, follow=True))
    mara.press("unjudge", answer)
    for path in places(post, hub, question):
        assert "Verified" not in words(eve.client.get(path, follow=True))


SAID = {
    "verified": r"✓ Verified by mara: Checked <today>\.",
    "outdated": r"⚠ Outdated since [^:]+: Checked <today>\.",
    "wrong": r"⚠ Staff: this is wrong: Checked <today>\.",
}


@pytest.mark.parametrize("verdict", SAID)
def test_the_note_stands_under_the_answer_and_its_words_stay(
    verdict, post, hub, question, answer, mara, eve
):
    url = f"/comments/{answer.pk}/judge/"
    form = mara.client.get(f"{url}?next={post.url}").content.decode()
    assert "Size up. The cotton shrinks" in form
    said = {"verdict": verdict, "note": "Checked <today>.", "next": post.url}
    assert mara.press("judge", answer, **said).url == f"{post.url}#c{answer.pk}"
    for path in places(post, hub, question):
        page = words(eve.client.get(path, follow=True))
        assert re.search(rf"Size up\. .*first wash\. {SAID[verdict]}", page)
        assert ("⚠ " + verdict.capitalize() in page) == (verdict != "verified")
    again = mara.client.get(url).content.decode()
    assert re.search(rf'value="{verdict}" required checked', again)


def test_a_warning_without_a_note_is_asked_again_and_keeps_what_was_chosen(post, answer, mara):
    refused = mara.press("judge", answer, verdict="wrong", note="", next=post.url)
    assert refused.status_code == 422
    assert "Please say what is wrong with it" in words(refused)
    assert re.search(r'value="wrong" required checked', refused.content.decode())
    assert mara.press("judge", answer, verdict="nonsense").status_code == 404
    assert not Endorsement.objects.exists()


def test_readers_are_offered_to_report_and_staff_to_judge_and_remove(
    post, question, answer, mara, eve
):
    assert links(eve.client, post.url, answer) == {"helpful", "not-helpful", "report"}
    offered = links(mara.client, post.url, answer)
    assert {"verify", "judge", "remove/rude", "remove/off-topic"} <= offered
    assert "report" not in offered
    assert "close" in links(mara.client, post.url, question)
    for verb, comment in (("verify", answer), ("unjudge", answer), ("open-again", question)):
        assert eve.press(verb, comment).status_code == 403
    for verb in ("keep", "unkeep", "remove/rude", "restore", "judge", "close"):
        assert eve.press(verb, question).status_code == 404
    assert not Endorsement.objects.exists()


def test_nobody_is_offered_to_verify_their_own(post, question, say, staff, mara):
    own = say(post, "We made it wider.", parent=question, user=staff, name="mara")
    offered = links(mara.client, post.url, own)
    assert "verify" not in offered
    assert "judge" in offered
    assert 'value="verified"' not in mara.client.get(f"/comments/{own.pk}/judge/").content.decode()


# Two answers on top ------------------------------------------------------------------------------


@kept
def ours(post, question, say, staff):
    return say(post, "Ours run true to size.", parent=question, user=staff, name="mara")


def tops(post):
    face = section_of(post).comments[0]
    return [one and one.pk for one in (face.best, face.also)]


def section_of(post):
    return section(post, Viewer())


def test_the_teams_answer_stands_beside_the_readers_best(
    post, hub, question, answer, ours, helped, eve
):
    helped(answer, 2)
    assert tops(post) == [answer.pk, ours.pk]
    page = words(eve.client.get(post.url))
    assert page.index("Most helpful answer") < page.index("Answer from the team")
    assert page.count("Ours run true to size.") == 1
    thread = words(eve.client.get(f"{hub.url}{question.pk}/", follow=True))
    assert thread.index("Most helpful answer") < thread.index("Answer from the team")


def test_the_readers_best_stands_beside_the_teams(
    post, question, answer, ours, helped, accept, eve
):
    accept(ours)
    assert tops(post) == [ours.pk, None]
    helped(answer, 2)
    assert tops(post) == [ours.pk, answer.pk]
    assert "Best answer by readers" in words(eve.client.get(post.url))


def test_a_verified_answer_is_lifted_and_one_that_staff_warn_of_is_not(
    post, question, answer, mara, helped
):
    mara.press("verify", answer)
    assert tops(post) == [answer.pk, None]
    mara.press("judge", answer, verdict="wrong", note="It does not shrink.")
    helped(answer, 3)
    assert tops(post) == [None, None]


def test_nothing_is_counted_twice_below_the_lifted_ones(
    post, question, answer, ours, helped, say, eve
):
    helped(answer, 2)
    for name in ("Cay", "Dot", "Eli"):
        say(post, f"{name} knows no more.", name=name, parent=question)
    assert section_of(post).comments[0].reply_count == 5
    assert "3 more replies" in words(eve.client.get(post.url))


# Reports -----------------------------------------------------------------------------------------


def test_reporting_is_thanked_for_and_can_be_changed_and_taken_back(post, answer, eve):
    url = f"/comments/{answer.pk}/report/"
    form = eve.client.get(f"{url}?next={post.url}")
    assert "Size up." in words(form)
    for word in ("It is wrong", "It is dangerous", "It is rude", "It is advertising"):
        assert word in words(form)
    thanks = eve.press("report", answer, reason="wrong", next=post.url)
    assert "Thank you: staff will look at it" in words(thanks)
    assert f'href="{post.url}#c{answer.pk}"' in thanks.content.decode()
    assert "Change your report" in words(eve.client.get(post.url))
    eve.press("report", answer, reason="rude", next=post.url)
    assert Report.objects.get().reason == "rude"
    assert re.search(r'value="rude" required checked', eve.client.get(url).content.decode())
    eve.press("unreport", answer, next=post.url)
    assert not Report.objects.exists()


def test_opening_the_form_gives_nobody_a_cookie(answer, eve):
    eve.client.get(f"/comments/{answer.pk}/report/")
    assert GUEST_COOKIE not in eve.client.cookies


def test_nobody_is_offered_to_report_their_own_or_what_is_in_no_thread(
    post, question, answer, say, make_post
):
    bob = Reader("Bob")
    own = bob.write(post, "Wash it cold, that is all.", question)
    assert "report" not in links(bob.client, post.url, own)
    assert bob.client.get(f"/comments/{own.pk}/report/").status_code == 404
    elsewhere = make_post("Elsewhere")
    remark = say(elsewhere, "A lovely post.")
    assert "report" not in links(bob.client, elsewhere.url, remark)
    assert bob.press("report", remark, reason="spam").status_code == 404
    assert bob.press("report", answer, reason="nonsense").status_code == 404
    assert not Report.objects.exists()


def test_whose_report_was_settled_reads_so(post, answer, mara, eve):
    eve.press("report", answer, reason="wrong")
    mara.press("keep", answer)
    again = eve.press("report", answer, reason="rude")
    assert again.status_code == 409
    assert "decided to keep the comment" in words(again)


def test_other_readers_do_not_learn_of_reports_and_staff_do(post, answer, mara, eve):
    eve.press("report", answer, reason="wrong")
    assert "report" not in words(Reader("Dan").client.get(post.url)).lower().replace("report ", "")
    assert "1 open report" in words(mara.client.get(post.url))
    page = mara.client.get(f"/comments/{answer.pk}/reports/?next={post.url}")
    assert "1 reader says: It is wrong." in words(page)
    mara.press("keep", answer)
    page = mara.client.get(f"/comments/{answer.pk}/reports/")
    assert "1 reader reported it, and staff decided to keep it." in words(page)
    mara.press("unkeep", answer)
    assert SupportThread.objects.waiting_for("reported", timezone.now()).exists()


# Removal -----------------------------------------------------------------------------------------


def test_what_was_removed_leaves_a_trace_even_without_replies(
    post, hub, question, answer, mara, eve
):
    mara.press("remove/rude", answer, next=post.url)
    for path in places(post, hub, question):
        page = words(eve.client.get(path, follow=True))
        assert "1 reply was removed: rude" in page
        assert "Size up" not in page
        assert "Bram" not in page
    assert "restore" in links(mara.client, post.url, answer)
    mara.press("restore", answer)
    for path in places(post, hub, question):
        page = words(eve.client.get(path, follow=True))
        assert "removed" not in page
        assert "Size up" in page


def test_what_was_removed_elsewhere_reads_as_before(post, question, answer, say, eve):
    below = say(post, "Thank you, I will.", name="Cay", parent=answer)
    type(answer).objects.filter(pk=answer.pk).update(is_removed=True)
    assert "This comment was removed." in words(eve.client.get(post.url))
    type(answer).objects.filter(pk=below.pk).update(is_removed=True)
    assert "removed" not in words(eve.client.get(post.url))


def test_a_question_leaves_a_trace_too_and_what_was_never_shown_leaves_none(
    post, question, say, mara, eve
):
    mara.press("remove/private", question)
    assert "1 comment was removed: private data" in words(eve.client.get(post.url))
    held = say(post, "Buy pills.", name="Spam", is_public=False)
    mara.press("remove/spam", held)
    assert "advertising" not in words(eve.client.get(post.url))


def test_nothing_is_removed_without_a_reason_that_there_is(answer, mara):
    assert mara.press("remove/nonsense", answer).status_code == 404
    assert not Removal.objects.exists()


# Closing -----------------------------------------------------------------------------------------


def test_a_closed_question_says_who_closed_it_and_why(post, hub, question, mara, eve):
    refused = mara.press("close", question, note="", next=post.url)
    assert refused.status_code == 422
    assert "please say why there is no more to say" in words(refused)
    note = "It is <no longer> made."
    assert (
        mara.press("close", question, note=note, next=post.url).url == f"{post.url}#c{question.pk}"
    )
    for path in (*places(post, hub, question), hub.url):
        page = words(eve.client.get(path, follow=True))
        assert "■ Closed" in page
        assert f"Closed by mara, who has said what we can. {note}" in page
        assert "Be the first to help" not in page
    assert "■ Closed" not in words(eve.client.get(f"{hub.url}?tab=unanswered"))
    assert "Reply" in plain(item(eve.client.get(post.url), question))
    mara.press("open-again", question)
    assert "○ Unanswered" in words(eve.client.get(post.url))


def test_what_staff_said_outlives_their_account(post, question, answer, mara, staff, eve):
    mara.press("verify", answer)
    mara.press("close", question, note="No more to say.")
    staff.delete()
    page = words(eve.client.get(post.url))
    assert "✓ Verified by the team" in page
    assert "Closed: we have said what we can. No more to say." in page


# Queries -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reader", "staff"])
def test_queries_do_not_grow_with_what_was_said(post, hub, say, staff, reader, who):
    now = timezone.now()

    def fill(numbers):
        for n in numbers:
            question = say(post, f"How do I wash number {n}?", name=f"Q{n}")
            answers = [
                say(post, f"Wash it cold, says {name}.", name=f"{name}{n}", parent=question)
                for name in ("Ada", "Ben", "Cay", "Dot")
            ]
            said = {"comment": answers[0], "made_by": staff, "made_at": now}
            Endorsement.objects.create(verdict="verified", **said)
            Report.objects.create(comment=answers[1], voter="u:1", reason="rude", created_at=now)
            SupportReply.objects.filter(comment=answers[2]).update(hidden_at=now)
            type(question).objects.filter(pk=answers[3].pk).update(is_removed=True)
            Removal.objects.create(comment=answers[3], reason="rude", removed_at=now)
            ended = {"how": "said-all", "ended_by": staff, "ended_at": now}
            Ending.objects.create(comment=question, voter="u:1", **ended)
            SupportThread.objects.filter(comment=question).update(closed_at=now)

    client = Reader(account=staff if who == "staff" else reader).client
    fill(range(2))
    few = queries(client, post.url), queries(client, hub.url)
    fill(range(2, 12))
    assert (queries(client, post.url), queries(client, hub.url)) == few
