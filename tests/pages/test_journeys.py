"""What readers do, in a real browser: most of it with JavaScript switched off."""

import re

from playwright.sync_api import expect

QUESTION = "Do you ship to Norway, and who pays the customs?"


def write(page, text, name="Robin"):
    page.get_by_label(re.compile("Your (comment|reply)")).fill(text)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail").fill(f"{name.lower()}@example.com")
    page.get_by_role("button", name=re.compile("Post")).click()


def open_mailed_link(page, mailoutbox, live_server):
    path = re.search(r"https?://[^/]+(/comments/confirm/\S+)", mailoutbox[-1].body).group(1)
    page.goto(live_server.url + path)


def test_guest_asks_confirms_and_finds_the_question(
    page_without_js, live_server, mailoutbox, hub, post
):
    page = page_without_js
    page.goto(post.url)
    write(page, QUESTION)
    expect(page.get_by_role("heading", name="One more step: check your mail")).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_be_visible()

    open_mailed_link(page, mailoutbox, live_server)
    expect(page.get_by_role("status")).to_contain_text("We've got it")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(page).to_have_url(re.compile(r"/help/\d+/do-you-ship-to-norway"))

    page.goto(hub.url)
    page.get_by_role("searchbox").fill("customs")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=QUESTION).click()
    page.get_by_role("link", name=post.title).click()
    expect(page.get_by_role("article", name="Question by Robin")).to_contain_text("Unanswered")


def test_reader_answers_another_votes_and_the_asker_accepts(
    new_page, live_server, mailoutbox, post, reader, say, log_in
):
    say(post, QUESTION, name="robin", user=reader)
    helper = new_page(base_url=live_server.url, java_script_enabled=False)
    helper.goto(post.url)
    helper.get_by_role("link", name="Reply to robin").click()
    expect(helper.get_by_text("Replying to robin")).to_be_visible()
    write(helper, "We do, and the customs are included in the price.", "Sigrid")
    open_mailed_link(helper, mailoutbox, live_server)
    reply = helper.get_by_role("article", name="Comment by Sigrid")
    expect(reply).to_contain_text("customs are included")
    expect(reply.get_by_role("button", name="Helpful")).to_have_count(0)

    voter = new_page(base_url=live_server.url, java_script_enabled=False)
    voter.goto(post.url)
    voter.get_by_role("button", name="Helpful", exact=True).click()
    vote = voter.get_by_role("button", name="Helpful , 1 person found this helpful")
    expect(vote).to_have_attribute("aria-pressed", "true")
    vote.click()
    expect(voter.get_by_role("button", name="Helpful", exact=True)).to_be_visible()

    asker = new_page(base_url=live_server.url, java_script_enabled=False)
    log_in(asker, reader)
    asker.goto(post.url)
    asker.get_by_role("button", name="Accept this answer").click()
    expect(asker.get_by_role("article", name="Answer by Sigrid")).to_contain_text("Accepted answer")
    expect(asker.get_by_role("article", name="Question by robin")).to_contain_text("Solved")
    asker.get_by_role("button", name="Undo accepting this answer").click()
    expect(asker.get_by_role("button", name="Accept this answer")).to_be_visible()


def test_me_too_counts_once_and_can_be_taken_back(page_without_js, live_server, hub, question):
    page = page_without_js
    page.goto(f"{hub.url}{question.pk}/")
    page.get_by_role("button", name="Me too").click()
    pressed = page.get_by_role("button", name="Me too , 1 person has this question, too")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pressed.click()
    expect(page.get_by_role("button", name="Me too", exact=True)).to_be_visible()


def test_rarer_verbs_open_without_a_script(page_without_js, live_server, post, question):
    page = page_without_js
    page.goto(post.url)
    card = page.get_by_role("article", name="Question by Ines")
    before = page.get_by_label("Your comment").bounding_box()
    card.locator("summary", has_text="More").click()
    card.get_by_role("button", name="Ask for staff").wait_for()
    assert page.get_by_label("Your comment").bounding_box() == before
    card.get_by_role("button", name="Ask for staff").click()
    expect(page).to_have_url(re.compile(f"#c{question.pk}$"))
    assert question.support_thread.follow_ups.filter(resolved_at=None).exists()
    expect(card.get_by_text("We've told the team")).to_be_visible()
    expect(card.get_by_role("button", name="Ask for staff")).to_have_count(0)


def test_one_menu_is_open_at_a_time(page_without_js, live_server, post, question, say):
    page = page_without_js
    say(post, "Is there a discount for members?", name="Olav")
    page.goto(post.url)
    menus = page.locator("summary", has_text="More")
    menus.first.click()
    menus.last.click()
    expect(page.get_by_role("button", name="Ask for staff")).to_have_count(1)


def test_words_survive_a_wrong_address(page_without_js, live_server, post):
    page = page_without_js
    page.goto(post.url)
    page.locator("form.ps-form").evaluate("form => form.noValidate = true")
    page.get_by_label("Your comment").fill(QUESTION)
    page.get_by_label("Your name").fill("Robin")
    page.get_by_label("Your e-mail").fill("robin@")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_contain_text("Your words are kept.")
    expect(page.get_by_label("Your comment")).to_have_value(QUESTION)


def test_link_into_a_fold_opens_it(page, question, answer, accept, say, post):
    accept(answer)
    names = ("Ann", "Bea", "Cay", "Dot")
    last = [say(post, f"{name} knows.", name=name, parent=question) for name in names][-1]
    page.goto(f"{post.url}#c{last.pk}")
    expect(page.get_by_text("Dot knows.")).to_be_visible()
