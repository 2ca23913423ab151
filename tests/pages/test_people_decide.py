"""What staff and writers are offered on the page, and what readers see of it."""

import re

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.keeping import kept
from tests.pages.reading import item, plain, queries, words
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import CommentAnalysis, CommentDecision, PraiseMark, SupportThread
from wagtail_peersupport.threads.painting import ASKED_FOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
ASKED = "Would you like an answer to this?"
DOUBT = "Perhaps the blue one, then."
IDEA = "Please add tote bags with the herring print."
LOVE = "I love this shop, you are wonderful."


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def offered(client, url, comment):
    """The verbs whose buttons stand on a page for one comment."""
    html = client.get(url).content.decode()
    return re.findall(rf'formaction="/comments/{comment.pk}/([^"]+)/"', html)


# Asked once --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "opens"), [("needs-support", True), ("needs-no-support", False)])
def test_the_writer_is_asked_what_the_engine_cannot_tell_and_then_no_more(post, ann, verb, opens):
    comment = ann.write(post, DOUBT)
    url = f"{post.url}?posted={comment.pk}"
    page = words(ann.client.get(url))
    assert f"Thank you, your comment is live. {ASKED} Yes No" in page
    assert verb in offered(ann.client, url, comment)
    ann.press(verb, comment)
    assert ASKED not in words(ann.client.get(url))
    assert SupportThread.objects.active().exists() == opens


def test_nobody_else_is_asked(post, ann, client, desk):
    comment = ann.write(post, DOUBT)
    url = f"{post.url}?posted={comment.pk}"
    for other in (Reader("Bob").client, desk):
        assert ASKED not in words(other.get(url))


@pytest.mark.parametrize("text", ["How do I wash it?", "A lovely day.", LOVE])
def test_of_what_the_engine_is_sure_nobody_is_asked(post, ann, text):
    comment = ann.write(post, text)
    assert ASKED not in words(ann.client.get(f"{post.url}?posted={comment.pk}"))


@pytest.mark.parametrize(
    "said", [{"wants_answer": "on"}, {"wants_answer_touched": "1"}], ids=["yes", "no"]
)
def test_whoever_said_so_in_the_form_is_not_asked(post, reader, said):
    robin = Reader(account=reader)
    response = robin.send(post, DOUBT, **said)
    assert ASKED not in words(robin.client.get(response.url, follow=True))


def test_who_says_nothing_is_not_asked_for_ever(post, ann):
    comment = ann.write(post, DOUBT)
    CommentAnalysis.objects.update(analyzed_at=timezone.now() - ASKED_FOR)
    assert ASKED not in words(ann.client.get(f"{post.url}?posted={comment.pk}"))


def test_the_writer_of_a_doubtful_reply_is_asked_in_the_thread(post, hub, ann):
    question = Reader("Bob").write(post, "How do I wash it?")
    reply = ann.write(post, DOUBT, question)
    page = words(ann.client.get(f"{hub.url}{question.pk}/", follow=True))
    assert ASKED in page
    ann.press("needs-support", reply)
    assert SupportThread.objects.get(comment_id=reply.pk)


# The writer's own buttons ------------------------------------------------------------------------


def test_the_writer_says_it_later_and_takes_it_back(post, ann):
    remark = ann.write(post, "The blue one from the second picture.")
    assert offered(ann.client, post.url, remark) == ["needs-support"]
    assert "I'd like an answer to this" in plain(item(ann.client.get(post.url), remark))
    ann.press("needs-support", remark)
    assert "○ Unanswered" in words(ann.client.get(post.url))
    said = offered(ann.client, post.url, remark)
    assert "needs-no-support" in said
    assert "withdraw" in said
    ann.press("needs-no-support", remark)
    ann.press("withdraw", remark)
    assert offered(ann.client, post.url, remark) == ["needs-support"]


def test_other_readers_are_offered_none_of_it(post, ann):
    question, remark = ann.write(post, "How do I wash it?"), ann.write(post, "A lovely day.")
    bob = Reader("Bob").client
    assert offered(bob, post.url, remark) == []
    assert offered(bob, post.url, question) == ["me-too", "ask-for-staff"]


def test_what_staff_decided_the_writer_is_not_offered_to_change(post, ann, staff):
    question = ann.write(post, "How do I wash it?")
    Reader(account=staff).press("needs-no-support", question)
    assert offered(ann.client, post.url, question) == []


def test_from_the_hub_the_writer_comes_back_to_the_post_once_it_is_no_question(post, hub, ann):
    question = ann.write(post, "How do I wash it?")
    here = ann.client.get(f"{hub.url}{question.pk}/", follow=True).redirect_chain[-1][0]
    response = ann.press("needs-no-support", question, next=here)
    landed = ann.client.get(response.url, follow=True)
    assert landed.redirect_chain[-1][0] == f"{post.url}#c{question.pk}"
    assert "How do I wash it?" in words(landed)


def test_that_way_leads_nobody_to_a_post_they_may_not_see(post, hub, ann, staff):
    question = ann.write(post, "How do I wash it?")
    Reader(account=staff).press("needs-no-support", question)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert Reader("Eve").client.get(f"{hub.url}{question.pk}/").status_code == 404


# Staff -------------------------------------------------------------------------------------------


def test_staff_choose_a_kind_in_place_and_go_back(post, ann, desk, staff):
    remark = ann.write(post, "The blue one from the second picture.")
    said = offered(desk, post.url, remark)
    kinds = [f"kind/{kind}" for kind in ("question", "problem", "idea", "praise", "remark")]
    assert [verb for verb in said if verb.startswith("kind/")] == kinds
    assert "withdraw" not in said
    mara = Reader(account=staff)
    mara.press("kind/problem", remark)
    assert "Kind: Problem" in words(desk.get(post.url))
    assert "withdraw" in offered(desk, post.url, remark)
    mara.press("withdraw", remark)
    assert "Kind: Remark" in words(desk.get(post.url))


# Ideas -------------------------------------------------------------------------------------------


@kept
def idea(post, ann):
    return ann.write(post, IDEA)


def test_an_idea_is_new_until_staff_say_so_and_nobody_accepts_an_answer(post, hub, ann, idea):
    Reader("Bob").write(post, "They had some two years ago.", idea)
    for url in (post.url, f"{hub.url}?tab=ideas", f"{hub.url}{idea.pk}/"):
        page = words(ann.client.get(url, follow=True))
        assert "◇ Idea · New" in page
        assert "Accept" not in page


def test_staff_set_the_state_in_place_and_readers_see_it_everywhere(post, hub, idea, desk, staff):
    mara, eve = Reader(account=staff), Reader("Eve").client
    assert "idea/considering" in offered(desk, post.url, idea)
    assert mara.press("idea/considering", idea, next=post.url).url == f"{post.url}#c{idea.pk}"
    for url in (post.url, hub.url, f"{hub.url}{idea.pk}/"):
        assert "◇ Idea · Considering" in words(eve.get(url, follow=True))
    mara.press("idea/new", idea)
    assert "◇ Idea · New" in words(eve.get(post.url))


def test_not_now_asks_for_the_reason_and_keeps_what_was_chosen(post, hub, idea, desk):
    url = f"/comments/{idea.pk}/idea/"
    assert f'href="{url}?next=' in desk.get(post.url).content.decode()
    page = desk.get(f"{url}?next={post.url}")
    assert f'name="next" value="{post.url}"' in page.content.decode()
    refused = desk.post(url, {"status": "not-now", "reason": "", "next": post.url})
    assert refused.status_code == 422
    assert "Please say why not now" in words(refused)
    assert re.search(r'value="not-now" required checked', refused.content.decode())
    said = {"status": "not-now", "reason": "No room <yet>.", "next": post.url}
    assert desk.post(url, said).url == f"{post.url}#c{idea.pk}"
    for address in (post.url, hub.url, f"{hub.url}{idea.pk}/"):
        page = words(Reader("Eve").client.get(address, follow=True))
        assert "◇ Idea · Not now" in page
        assert "Not now: No room <yet>." in page


def test_the_button_alone_cannot_say_not_now(idea, staff):
    assert Reader(account=staff).press("idea/not-now", idea).status_code == 409
    assert Reader(account=staff).press("idea/nonsense", idea).status_code == 404


def test_readers_have_no_say_in_it(post, idea, ann, reader):
    for someone in (ann, Reader("Eve"), Reader(account=reader)):
        assert someone.client.get(f"/comments/{idea.pk}/idea/").status_code == 404
        assert someone.press("idea/done", idea).status_code == 403
        assert "idea/done" not in offered(someone.client, post.url, idea)


def test_ideas_stand_in_their_own_tab_and_in_no_figure(post, hub, idea, ann):
    Reader("Bob").write(post, "They had some two years ago.", idea)
    client = Reader("Eve").client
    tabs = client.get(hub.url, {"tab": "ideas"}).context["listing"].tabs
    assert [(tab.name, tab.count) for tab in tabs] == [
        ("open", 0),
        ("unanswered", 0),
        ("solved", 0),
        ("ideas", 1),
        ("all", 1),
    ]
    assert words(client.get(post.url)).count("2 comments") == 1
    assert "1 question" not in words(client.get(post.url))
    assert IDEA.rstrip(".") in words(client.get(hub.url, {"tab": "ideas"}))


# Praise ------------------------------------------------------------------------------------------


@kept
def praise(post, ann):
    return ann.write(post, LOVE)


def test_praise_has_no_frame_and_staff_may_thank(post, praise, desk, staff):
    assert not SupportThread.objects.exists()
    said = offered(desk, post.url, praise)
    assert {"thank", "feature"} <= set(said)
    mara, eve = Reader(account=staff), Reader("Eve").client
    mara.press("thank", praise)
    assert "Thanked by mara" in plain(item(eve.get(post.url), praise))
    assert "unthank" in offered(desk, post.url, praise)
    mara.press("unthank", praise)
    assert "Thanked by" not in words(eve.get(post.url))


def test_thanks_outlive_the_account(post, praise, staff):
    Reader(account=staff).press("thank", praise)
    staff.delete()
    assert "Thanked by the team" in words(Reader("Eve").client.get(post.url))


def test_nobody_else_may_and_nothing_but_praise(post, praise, ann, reader, staff):
    for someone in (ann, Reader(account=reader)):
        assert someone.press("thank", praise).status_code == 403
    remark = ann.write(post, "A lovely day.")
    assert "feature" not in offered(Reader(account=staff).client, post.url, remark)
    assert Reader(account=staff).press("feature", remark).status_code == 403


SAY = "What readers say"


def test_the_hub_shows_the_last_three_that_were_featured(post, hub, staff):
    mara, eve = Reader(account=staff), Reader("Eve").client
    assert SAY not in words(eve.get(hub.url))
    written = [Reader(f"R{n}").write(post, f"I love number {n}, honestly.") for n in range(4)]
    for comment in (written[2], written[0], written[3], written[1]):
        mara.press("feature", comment)
    page = words(eve.get(hub.url)).partition(SAY)[2]
    places = [page.index(f"I love number {n}") for n in (1, 3, 0)]
    assert places == sorted(places)
    assert "number 2" not in page
    assert "under How we print our shirts" in page
    mara.press("unfeature", written[1])
    assert "number 2" in words(eve.get(hub.url))


def test_who_searches_is_shown_results_only(hub, praise, staff):
    Reader(account=staff).press("feature", praise)
    assert SAY not in words(Reader("Eve").client.get(hub.url, {"q": "shop"}))


def restrict(post, praise):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)


def unpublish(post, praise):
    post.unpublish()


def translate(post, praise):
    post.locale = Locale.objects.create(language_code="de")
    post.save()


def remove(post, praise):
    comments.comment_model().objects.filter(pk=praise.pk).update(is_removed=True)


def hold(post, praise):
    comments.comment_model().objects.filter(pk=praise.pk).update(is_public=False)


def call_it_a_question(post, praise):
    CommentDecision.objects.create(
        comment=praise, needs_support=True, source="staff", decided_at=timezone.now()
    )
    sync_comments([praise.pk])


@pytest.mark.parametrize("hide", [restrict, unpublish, translate, remove, hold, call_it_a_question])
def test_featured_praise_shows_nothing_that_may_not_be_seen(post, hub, praise, staff, hide):
    Reader(account=staff).press("feature", praise)
    eve = Reader("Eve").client
    assert SAY in words(eve.get(hub.url))
    hide(post, praise)
    assert SAY not in words(eve.get(hub.url))


# Queries -----------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_ideas_and_praise(post, hub, say, staff):
    def fill(numbers):
        for number in numbers:
            say(post, f"Please add number {number}.", name=f"I{number}")
            praise = say(post, f"I love number {number}.", name=f"P{number}")
            PraiseMark.objects.create(
                comment=praise,
                thanked_by=staff,
                thanked_at=timezone.now(),
                featured_at=timezone.now(),
            )
            say(post, f"Perhaps number {number}?", name=f"D{number}")

    client = Reader(account=staff).client
    fill(range(3))
    few = queries(client, post.url), queries(client, hub.url)
    fill(range(3, 20))
    assert (queries(client, post.url), queries(client, hub.url)) == few
