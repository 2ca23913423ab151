"""An editor puts a question into a page, in a real browser."""

from wagtail.models import Page

from tests.site.models import StoryPage
from wagtail_peersupport.models import SupportThread


def test_an_editor_chooses_a_question_for_a_page(page, log_in, admin_user, blog, post, question):
    log_in(page, admin_user)
    page.goto(f"/admin/pages/add/blog/storypage/{blog.pk}/")
    page.locator("#id_title").fill("A story")
    page.get_by_title("Insert a block").first.click()
    page.get_by_role("option", name="Questions from readers").click()
    block = page.locator("[data-contentpath='threads']")
    block.get_by_role("button", name="Add").first.click()
    block.get_by_role("button", name="Choose a question").click()
    modal = page.locator(".modal-body")
    assert "How we print our shirts" in modal.locator("tr", has_text="heavy tee").inner_text()
    modal.get_by_role("link", name="Does the heavy tee run small?").click()
    block.get_by_text("Does the heavy tee run small?").wait_for()
    page.get_by_role("button", name="Save draft").click()
    # Wagtail saves by itself meanwhile, too, and says nothing then.
    page.locator(".messages .success").wait_for()
    story = StoryPage.objects.get(pk=Page.objects.get(title="A story").pk)
    (stored,) = story.get_latest_revision_as_object().body
    assert [thread.pk for thread in stored.value["threads"]] == [SupportThread.objects.get().pk]
