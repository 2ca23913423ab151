"""Staff put a reader's answer into the draft of its post; nothing is published by that."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    PageLogEntry,
    Revision,
    Workflow,
    WorkflowTask,
)
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from tests.keeping import kept
from tests.pages.reading import plain, queries
from tests.site.models import BlogPage, NotePage, StoryPage
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions import merging
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import Acceptance, Endorsement, Lesson, SupportReply
from wagtail_peersupport.staff import teaching
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
WASH = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it <b>cold</b> & hang it up.\n\nNever the dryer!"
PUT = "Put this into the post"


@kept
def thread(ask):
    return ask(WASH, days=9)


@kept
def answer(say, thread):
    """Accepted, by the guest Bob."""
    answer = say(COLD, days=8, name="Bob", parent=thread.comment)
    accept(answer, thread)
    return answer


def accept(answer, thread):
    Acceptance.objects.create(
        question=thread.comment,
        answer_id=answer.pk,
        voter="g:ann",
        for_asker=False,
        accepted_at=timezone.now(),
    )
    refresh_threads([thread.pk])


def teach_path(thread, answer=None):
    path = reverse("peersupport_staff:teach", args=(thread.pk,))
    return f"{path}?answer={answer.pk}" if answer is not None else path


def screen(desk, thread):
    response = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,)))
    return plain(response.content.decode())


def form_of(desk, thread, answer):
    """What the page's form would send as it stands."""
    html = desk.get(teach_path(thread, answer)).content.decode()
    form = re.search(r'<form method="post" novalidate>.*?</form>', html, re.S)[0]
    return querydict_from_html(form).dict()


def teach(desk, thread, answer, **changed):
    """Open the page, change what is given, and send it; returns the response."""
    return desk.post(teach_path(thread, answer), {**form_of(desk, thread, answer), **changed})


def draft_of(page):
    return page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()


def html_of(source):
    """Without the keys that Wagtail gives to blocks."""
    return re.sub(r' data-block-key="\w+"', "", source)


# What is drafted ---------------------------------------------------------------------------------


def test_the_answer_goes_into_a_draft_with_question_credit_and_link(
    desk, mara, post, thread, answer
):
    response = teach(desk, thread, answer)
    assert response.url == reverse("wagtailadmin_pages:edit", args=(post.pk,))
    link = f"http://localhost/blog/how-we-print/#c{answer.pk}"
    assert html_of(draft_of(post).body) == (
        "<p>With ink.</p>"
        f"<h2>{WASH}</h2><p>Wash it <b>cold</b> &amp; hang it up.</p><p>Never the dryer!</p>"
        f'<p><a href="{link}"><i>Answered by Bob in the comments</i></a></p>'
    )
    lesson = Lesson.objects.get()
    assert (lesson.question_id, lesson.answer_id) == (thread.comment_id, answer.pk)
    assert (lesson.page_id, lesson.drafted_by, lesson.live_at) == (post.pk, mara, None)


def test_nothing_is_published_and_the_comment_stays_as_it_is(desk, post, thread, answer):
    teach(desk, thread, answer)
    post.refresh_from_db()
    assert post.body == "<p>With ink.</p>"
    assert post.has_unpublished_changes
    answer.refresh_from_db()
    assert answer.comment == COLD
    assert "With ink" in desk.get(post.url).content.decode()


def test_the_editor_that_follows_shows_it_and_says_how_to_undo_it(desk, post, thread, answer):
    response = teach(desk, thread, answer)
    page = desk.get(response.url)
    html = page.content.decode()
    assert "Answered by Bob in the comments" in html
    assert "restore the version before from the history" in html
    history = reverse("wagtailadmin_pages:history", args=(post.pk,))
    assert f'href="{history}"' in html


def test_undoing_it_is_restoring_the_version_before(desk, post, thread, answer):
    post.save_revision()
    before = post.get_latest_revision()
    teach(desk, thread, answer)
    revert = reverse("wagtailadmin_pages:revisions_revert", args=(post.pk, before.pk))
    data = editor_form(desk, revert)
    desk.post(reverse("wagtailadmin_pages:edit", args=(post.pk,)), data)
    assert "Answered by Bob" not in draft_of(post).body


def editor_form(desk, path):
    """What Wagtail's editor of a page would send as it stands."""
    html = desk.get(path).content.decode()
    form_id = re.search(r'<form\s[^>]*id="([\w-]*edit[\w-]*)"', html)[1]
    return querydict_from_html(html, form_id=form_id)


def test_a_colleagues_draft_is_kept(desk, loic, post, thread, answer):
    post.intro = "New words of Loic."
    post.body = "<p>With better ink.</p>"
    post.save_revision(user=loic)
    shown = plain(desk.get(teach_path(thread, answer)).content.decode())
    assert "has a draft that is not published yet" in shown
    teach(desk, thread, answer)
    draft = draft_of(post)
    assert draft.intro == "New words of Loic."
    assert draft.body.startswith("<p>With better ink.</p><h2")


def test_a_draft_that_is_not_complete_is_kept_as_it_is(desk, post, thread, answer):
    post.date = None
    post.save_revision(clean=False)
    teach(desk, thread, answer)
    assert draft_of(post).date is None
    assert "Answered by Bob" in draft_of(post).body


def test_staff_change_the_words_and_choose_the_place(desk, post, thread, answer):
    post.body = "<h2>Care</h2><p>Be kind.</p><h2>Sizes</h2><p>Many.</p>"
    post.save_revision().publish()
    choices = plain(desk.get(teach_path(thread, answer)).content.decode())
    assert "At the end of the part “Care”" in choices
    teach(
        desk,
        thread,
        answer,
        heading="Washing & drying",
        words=rich_text("<p>Cold, <b>always</b>.</p>", features=["bold"]),
        under="Care",
    )
    body = html_of(draft_of(post).body)
    assert body.startswith(
        "<h2>Care</h2><p>Be kind.</p><h3>Washing &amp; drying</h3><p>Cold, <b>always</b>.</p>"
    )
    assert body.endswith("</p><h2>Sizes</h2><p>Many.</p>")
    answer.refresh_from_db()
    assert answer.comment == COLD


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"heading": ""}, "This field is required"),
        ({"heading": "x" * 256}, "at most 255"),
        ({"words": rich_text("<p></p>")}, "This field is required"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_rest_kept(
    desk, post, thread, answer, changed, complaint
):
    sent = {"heading": "My words", **changed}
    response = teach(desk, thread, answer, **sent)
    assert response.status_code == 200
    assert complaint in plain(response.content.decode())
    assert sent["heading"] in response.content.decode()
    assert post.get_latest_revision() is None


def test_a_part_that_is_gone_meanwhile_is_chosen_anew(desk, post, thread, answer):
    post.body = "<h2>Care</h2><p>Be kind.</p>"
    post.save_revision().publish()
    data = {**form_of(desk, thread, answer), "under": "Care"}
    post.body = "<h2>Washing</h2><p>Be kind.</p>"
    post.save_revision()
    response = desk.post(teach_path(thread, answer), data)
    assert response.status_code == 200
    assert "Select a valid choice" in plain(response.content.decode())


def test_markup_of_a_reader_does_no_harm(desk, post, thread, say):
    bad = say(
        '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><h2>Big</h2> cold',
        days=7,
        name='<script>alert("Eve")</script>',
        parent=thread.comment,
    )
    accept(bad, thread)
    teach(desk, thread, bad, heading="<script>alert(2)</script>")
    body = draft_of(post).body
    assert not re.search(r"<(script|img)|javascript:", body)
    assert "Answered by &lt;script&gt;" in body


def test_a_link_in_the_readers_words_is_pointed_out(desk, thread, say):
    linked = say("See https://example.com/ for that.", days=7, name="Bob", parent=thread.comment)
    accept(linked, thread)
    assert "link in the reader’s words" in plain(
        desk.get(teach_path(thread, linked)).content.decode()
    )


def test_no_address_of_the_helper_is_shown_or_drafted(desk, post, thread, answer):
    assert "bob@example.com" not in desk.get(teach_path(thread, answer)).content.decode()
    teach(desk, thread, answer)
    assert "example.com" not in draft_of(post).body


def test_an_account_is_credited_by_its_name_not_its_address(desk, post, thread, say, reader):
    reader.username = "robin@example.com"
    reader.save()
    answer = say("Cold.", days=7, name="robin@example.com", user=reader, parent=thread.comment)
    accept(answer, thread)
    teach(desk, thread, answer)
    assert "Answered by robin in the comments" in draft_of(post).body
    assert "@" not in draft_of(post).body


def test_the_credit_is_in_the_language_of_the_post(desk, home, make_post, ask, say, monkeypatch):
    german = Locale.objects.create(language_code="de")
    post = make_post("Wie wir drucken", body="<p>Mit Farbe.</p>")
    BlogPage.objects.filter(pk=post.pk).update(locale=german)
    thread = ask(WASH, days=9, page=post)
    answer = say("Kalt.", days=8, name="Bob", parent=thread.comment, page=post)
    accept(answer, thread)
    monkeypatch.setattr(teaching, "_", lambda words: f"[{get_language()}] {words}")
    teach(desk, thread, answer)
    assert "[de] Answered by Bob in the comments" in draft_of(post).body


def test_the_link_leads_to_the_hub_where_there_is_one(desk, home, post, thread, answer):
    home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    teach(desk, thread, answer)
    assert f"http://localhost/help/{thread.comment_id}/how-do-i-wash" in draft_of(post).body


def test_a_hub_that_only_some_may_see_is_not_linked(desk, home, post, thread, answer):
    hub = home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    hub.view_restrictions.create(restriction_type="login")
    teach(desk, thread, answer)
    assert f"/blog/how-we-print/#c{answer.pk}" in draft_of(post).body


# Again and again ---------------------------------------------------------------------------------


def test_drafting_it_twice_is_refused_and_changes_nothing(desk, post, thread, answer):
    data = form_of(desk, thread, answer)
    desk.post(teach_path(thread, answer), data)
    response = desk.post(teach_path(thread, answer), data)
    assert "has this answer already" in plain(response.content.decode())
    assert "has this answer already" in refusal(desk, thread, answer)
    assert draft_of(post).body.count("Answered by Bob") == 1
    assert Lesson.objects.count() == 1


def test_drafting_it_again_after_it_was_thrown_away_updates_the_one_lesson(
    desk, loic, post, thread, answer
):
    teach(desk, thread, answer)
    post.refresh_from_db()
    post.save_revision(user=loic)
    Lesson.objects.update(drafted_at=timezone.now() - timedelta(days=1), drafted_by=loic)
    teach(desk, thread, answer)
    assert draft_of(post).body.count("Answered by Bob") == 1
    lesson = Lesson.objects.get()
    assert lesson.drafted_by.username == "mara"
    assert timezone.now() - lesson.drafted_at < timedelta(hours=1)


def test_a_second_accepted_answer_can_follow(desk, post, thread, answer, say):
    other = say("Or in a net, says my aunt.", days=7, name="Cleo", parent=thread.comment)
    accept(other, thread)
    teach(desk, thread, answer)
    teach(desk, thread, other)
    body = draft_of(post).body
    assert "Answered by Bob" in body
    assert "Answered by Cleo" in body
    assert Lesson.objects.get().answer_id == other.pk


# Blocks, and pages that do it themselves ---------------------------------------------------------


@kept
def story(blog):
    return blog.add_child(
        instance=StoryPage(
            title="Story",
            body=json.dumps([{"type": "heading", "value": "One"}, block("<p>Once.</p>")]),
        )
    )


def block(html):
    return {"type": "paragraph", "value": html}


def under(page, ask, say):
    thread = ask(WASH, days=9, page=page)
    answer = say(COLD, days=8, name="Bob", parent=thread.comment, page=page)
    accept(answer, thread)
    return thread, answer


def test_in_a_stream_it_is_a_block_of_its_own(desk, story, ask, say):
    teach(desk, *under(story, ask, say))
    heading, before, new = draft_of(story).body
    assert (heading.value, before.value.source) == ("One", "<p>Once.</p>")
    assert new.block_type == "paragraph"
    assert html_of(new.value.source).startswith(f"<h3>{WASH}</h3><p>Wash it <b>cold</b>")


def test_a_stream_that_is_full_takes_it_into_its_last_text(desk, story, ask, say):
    story.body = [("paragraph", "<p>Once.</p>"), ("paragraph", "<p>Twice.</p>"), ("heading", "End")]
    story.save_revision().publish()
    teach(desk, *under(story, ask, say))
    first, second, end = draft_of(story).body
    assert first.value.source == "<p>Once.</p>"
    assert second.value.source.startswith("<p>Twice.</p><h3")
    assert end.value == "End"


def test_in_a_stream_it_can_go_under_a_heading_of_a_text(desk, story, ask, say):
    story.body = json.dumps([block("<h3>Care</h3><p>a</p><h3>Sizes</h3>"), block("<p>b</p>")])
    story.save_revision().publish()
    teach(desk, *under(story, ask, say), under="Care")
    first, second = draft_of(story).body
    assert re.search(r"<p>a</p><h3[^>]*>How do I wash.*<h3>Sizes</h3>", first.value.source)
    assert second.value.source == "<p>b</p>"


def test_what_a_page_does_itself_wins_and_chooses_the_place(
    desk, post, thread, answer, monkeypatch
):
    def peersupport_teach(self, insertion):
        self.intro = f"{insertion.question} {insertion.credit}: {insertion.url}"

    monkeypatch.setattr(BlogPage, "peersupport_teach", peersupport_teach, raising=False)
    post.body = "<h2>Care</h2>"
    post.save_revision().publish()
    shown = plain(desk.get(teach_path(thread, answer)).content.decode())
    assert "The post itself says where it goes" in shown
    assert "At the end of the part" not in shown
    teach(desk, thread, answer)
    draft = draft_of(post)
    assert draft.body == "<h2>Care</h2>"
    assert draft.intro == f"{WASH} Answered by Bob in the comments: {post.full_url}#c{answer.pk}"


def test_what_a_page_refuses_is_told_in_its_words(desk, post, thread, answer, monkeypatch):
    def peersupport_teach(self, insertion):
        raise ValidationError("Five questions are enough.")

    monkeypatch.setattr(BlogPage, "peersupport_teach", peersupport_teach, raising=False)
    response = teach(desk, thread, answer)
    assert "Five questions are enough." in plain(response.content.decode())
    assert post.get_latest_revision() is None
    assert not Lesson.objects.exists()


# Where it is not offered, and why ----------------------------------------------------------------


def refusal(desk, thread, answer):
    """Why the page sends staff back, in words."""
    response = desk.get(teach_path(thread, answer), follow=True)
    assert response.redirect_chain, "it is offered"
    return plain(response.content.decode())


def test_the_screen_offers_it_for_each_accepted_answer(desk, thread, answer, say):
    other = say("Or in a net, says my aunt.", days=7, name="Cleo", parent=thread.comment)
    page = desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()
    # Once in the panel, once in the menu of the reply.
    assert page.count(f'href="{teach_path(thread, answer)}"') == 2
    assert teach_path(thread, other) not in page


def test_without_an_accepted_answer_nothing_is_offered(desk, thread, say):
    answer = say(COLD, days=8, name="Bob", parent=thread.comment)
    assert PUT not in screen(desk, thread)
    assert desk.get(teach_path(thread, answer)).status_code == 404


def test_a_post_without_rich_text_is_not_offered_anything(desk, blog, ask, say):
    note = blog.add_child(instance=NotePage(title="Note"))
    thread, answer = under(note, ask, say)
    assert PUT not in screen(desk, thread)
    assert "no rich text" in refusal(desk, thread, answer)


def test_how_many_ask_is_said(desk, mara, thread, answer, ask):
    again = ask("Can the heavy tee go into a hot wash?", days=3)
    merging.merge_thread(again, Viewer(user=mara), thread)
    assert "2 questions ask this" in screen(desk, thread)


@pytest.mark.parametrize("verdict", ["outdated", "wrong"])
def test_an_answer_that_staff_warn_of_is_refused(desk, loic, thread, answer, verdict):
    Endorsement.objects.create(
        comment_id=answer.pk, verdict=verdict, note="No.", made_by=loic, made_at=timezone.now()
    )
    assert f"We said of this answer: {verdict.title()}" in screen(desk, thread)
    assert f"We said of this answer: {verdict.title()}" in refusal(desk, thread, answer)


def test_a_hidden_answer_is_refused_and_one_removed_meanwhile(desk, post, thread, answer):
    data = form_of(desk, thread, answer)
    SupportReply.objects.filter(comment=answer.pk).update(hidden_at=timezone.now())
    assert PUT not in screen(desk, thread)
    assert "Readers can’t see this answer" in refusal(desk, thread, answer)
    SupportReply.objects.update(hidden_at=None)
    comments.mark_removed(answer.pk, True)
    desk.post(teach_path(thread, answer), data)
    assert post.get_latest_revision() is None


def test_an_answer_that_is_removed_after_it_was_drafted_is_pointed_out(desk, thread, answer):
    teach(desk, thread, answer)
    warning = "Should the post keep it?"
    assert warning not in screen(desk, thread)
    comments.mark_removed(answer.pk, True)
    assert warning in screen(desk, thread)


def test_a_post_locked_by_a_colleague_is_refused_and_ones_own_lock_is_none(
    desk, mara, loic, post, thread, answer
):
    post.locked, post.locked_by, post.locked_at = True, loic, timezone.now()
    post.save()
    assert "can’t be edited just now: locked by another user" in screen(desk, thread)
    assert "can’t be edited just now" in refusal(desk, thread, answer)
    post.locked_by = mara
    post.save()
    teach(desk, thread, answer)
    assert Lesson.objects.exists()


def test_a_post_that_is_scheduled_is_refused(desk, post, thread, answer):
    post.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    assert "locked by schedule" in refusal(desk, thread, answer)


@pytest.fixture
def moderated(home, django_user_model):
    """Starts the workflow of a page: moderators have to approve."""
    group = Group.objects.create(name="Reviewers")

    def start(page, user):
        task = GroupApprovalTask.objects.create(name="Look at it")
        task.groups.add(group)
        workflow = Workflow.objects.create(name="Ours")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        page.save_revision(user=user)
        return workflow.start(page, user), group

    return start


def test_a_post_in_a_workflow_is_refused_to_everybody(
    desk, mara, loic, post, thread, answer, moderated
):
    __, group = moderated(post, loic)
    before = Revision.objects.count()
    assert "in a workflow" in screen(desk, thread)
    assert "in a workflow" in refusal(desk, thread, answer)
    # Reviewers may edit it meanwhile, but the revision that they look at should not change.
    mara.groups.add(group)
    assert "in a workflow" in refusal(desk, thread, answer)
    assert Revision.objects.count() == before


def test_a_post_that_came_back_from_its_workflow_can_learn(
    desk, loic, post, thread, answer, moderated
):
    state, __ = moderated(post, loic)
    state.current_task_state.specific.reject(user=loic)
    teach(desk, thread, answer)
    assert "Answered by Bob" in draft_of(post).body


def test_a_site_without_workflows_has_none_in_the_way(
    desk, loic, post, thread, answer, moderated, settings
):
    moderated(post, loic)
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    teach(desk, thread, answer)
    assert "Answered by Bob" in draft_of(post).body


def test_who_locks_it_after_the_page_was_opened_is_heard(desk, loic, post, thread, answer):
    data = form_of(desk, thread, answer)
    BlogPage.objects.filter(pk=post.pk).update(locked=True, locked_by=loic)
    desk.post(teach_path(thread, answer), data)
    assert post.get_latest_revision() is None


@pytest.fixture
def ola(client, django_user_model, post):
    """Staff who may only lock pages, not edit them."""
    user = django_user_model.objects.create_user("ola", "ola@example.com", "ola")
    codenames = ("support", "access_admin")
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    group = Group.objects.create(name="Lockers")
    lock = Permission.objects.get(content_type__app_label="wagtailcore", codename="lock_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=lock)
    user.groups.add(group)
    return user


def test_staff_who_may_not_edit_the_post_see_neither_button_nor_draft(
    desk, client, ola, post, thread, answer
):
    teach(desk, thread, answer)
    client.force_login(ola)
    shown = screen(client, thread)
    assert WASH in shown
    assert PUT not in shown
    assert "Drafted by" not in shown
    assert "You may not edit this post" in refusal(client, thread, answer)


def test_others_do_not_get_in(client, desk, reader, post, thread, answer):
    data = form_of(desk, thread, answer)
    client.force_login(reader)
    for response in (
        client.get(teach_path(thread, answer)),
        client.post(teach_path(thread, answer), data),
    ):
        assert response.status_code in (302, 403)
    assert post.get_latest_revision() is None


def test_staff_of_another_part_of_the_site_do_not_get_in(
    client, desk, django_user_model, make_post, post, thread, answer
):
    elsewhere = make_post("Elsewhere")
    user = django_user_model.objects.create_user("kim", "kim@example.com", "kim")
    client.force_login(let_support(user, "access_admin", page=elsewhere))
    assert client.get(teach_path(thread, answer)).status_code == 404


def test_an_answer_of_another_question_is_not_found(desk, thread, answer, ask, say):
    __, theirs = under(BlogPage.objects.get(), ask, say)
    assert desk.get(teach_path(thread, theirs)).status_code == 404
    assert desk.get(f"{teach_path(thread)}?answer=x").status_code == 404
    assert desk.get(teach_path(thread)).status_code == 200


# Aliases -----------------------------------------------------------------------------------------


def test_what_is_asked_under_an_alias_teaches_the_page_that_it_follows(desk, home, post, ask, say):
    alias = post.create_alias(parent=home, update_slug="copy")
    thread, answer = under(alias, ask, say)
    response = teach(desk, thread, answer)
    assert response.url == reverse("wagtailadmin_pages:edit", args=(post.pk,))
    assert f"/copy/#c{answer.pk}" in draft_of(post).body
    assert Lesson.objects.get().page_id == post.pk


# History -----------------------------------------------------------------------------------------


def test_it_stands_in_the_history_of_post_and_thread(desk, mara, post, thread, answer):
    teach(desk, thread, answer)
    entry = PageLogEntry.objects.filter(page=post.pk, action="wagtail.edit").get()
    assert entry.user == mara
    shown = screen(desk, thread)
    assert "Drafted an answer into the post" in shown
    assert "Drafted by mara" in shown
    edit = reverse("wagtailadmin_pages:edit", args=(post.pk,))
    assert (
        f'href="{edit}"'
        in desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()
    )


def test_queries_do_not_grow_with_accepted_answers(desk, thread, answer, say):
    def more(numbers):
        for n in numbers:
            accept(say(f"Cold, {n} times.", days=5, name=f"N{n}", parent=thread.comment), thread)

    path = reverse("peersupport_staff:thread", args=(thread.pk,))
    more(range(2))
    few = queries(desk, path)
    more(range(2, 8))
    assert queries(desk, path) == few
