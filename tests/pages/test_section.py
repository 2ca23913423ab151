import pytest

from tests.pages.reading import item, plain, queries, words
from tests.readers import Reader
from wagtail_peersupport.models import CommentOrigin, FollowUp, SupportReply, SupportThread


def test_heading_counts_comments_questions_and_solved_ones(client, post, answer, accept, say):
    say(post, "Is there a discount for members?", name="Olav")
    say(post, "Lovely post.", name="Gerry")
    accept(answer)
    assert "4 comments · 2 questions, 1 solved" in words(client.get(post.url))


def test_post_without_comments_invites_the_first_one(client, post):
    page = words(client.get(post.url))
    assert "No comments yet" in page
    assert "Ask a question, or say what you think." in page


def test_unanswered_question_says_so_in_a_word(client, post, question):
    assert "○ Unanswered" in plain(item(client.get(post.url), question))


def test_accepted_answer_stands_right_under_its_question(client, post, answer, accept, say):
    say(post, "It fits me well.", name="Aoife", parent=answer)
    accept(answer)
    page = words(client.get(post.url))
    assert "✓ Solved" in page
    start = page.index("between M and L.")
    assert "✓ Accepted answer" in page[start : start + 60]
    assert "after 40 minutes" in page[start : start + 150]


def test_lifted_answer_is_shown_once_and_keeps_its_replies(client, post, answer, accept, say):
    say(post, "It worked, thank you!", parent=answer, minutes_ago=10)
    accept(answer)
    response = client.get(post.url)
    assert response.content.decode().count(f'id="c{answer.pk}"') == 1
    assert words(response).count("The cotton shrinks") == 1
    assert "Bram’s answer, shown above" in words(response)
    assert "It worked, thank you!" in words(response)


def test_answer_that_staff_accepted_says_for_whom(client, post, answer, accept):
    accept(answer, for_asker=True)
    assert "accepted by the team for the asker" in words(client.get(post.url))


def test_answer_that_helped_is_lifted_as_most_helpful(client, post, answer, helped):
    helped(answer, 3)
    page = words(client.get(post.url))
    assert "Most helpful answer" in page
    assert "3 people found this helpful" in page


def test_plain_comment_has_neither_frame_nor_state(client, post, say):
    remark = say(post, "Lovely post, as always.")
    markup = item(client.get(post.url), remark)
    assert "ps-question" not in markup
    assert "ps-state" not in markup


def test_idea_is_called_an_idea(client, post, say):
    idea = say(post, "Could you make tote bags, please?")
    SupportThread.objects.filter(comment_id=idea.pk).update(kind="idea")
    assert SupportThread.objects.get(comment_id=idea.pk).is_idea
    assert "◇ Idea" in plain(item(client.get(post.url), idea))


def test_more_than_three_further_replies_fold(client, post, question, answer, accept, say):
    accept(answer)
    for name in ("Ann", "Bea", "Cay"):
        say(post, "Good to know.", name=name, parent=question, minutes_ago=30)
    assert "more replies" not in words(client.get(post.url))
    say(post, "Same for the light one.", name="Dot", parent=question, minutes_ago=20)
    assert "4 more replies" in words(client.get(post.url))


def test_fold_opens_for_the_comment_just_posted(
    client, post, question, answer, accept, say, reader
):
    accept(answer)
    for name in ("Ann", "Bea", "Cay"):
        say(post, "Good to know.", name=name, parent=question)
    last = say(post, "Good to know.", name="robin", parent=question, user=reader)
    client.force_login(reader)
    assert '<details class="ps-fold">' in client.get(post.url).content.decode()
    response = client.get(post.url, {"posted": last.pk})
    assert '<details class="ps-fold" open>' in response.content.decode()
    assert "Thank you, your comment is live." in words(response)


def test_question_just_posted_hears_by_when_it_is_answered(client, post, say, reader):
    question = say(post, "Does it shrink?", name="robin", user=reader)
    client.force_login(reader)
    page = words(client.get(post.url, {"posted": question.pk}))
    assert "We've got it Expect an answer within 48 hours, from other readers or from us." in page
    assert "We write to you when somebody answers" in page


def test_an_address_passed_on_thanks_nobody_for_what_another_wrote(client, post, question):
    page = words(client.get(post.url, {"posted": question.pk}))
    assert "We've got it" not in page
    assert "your comment is live" not in page


def test_writer_of_a_held_first_link_reads_that_the_team_looks_first(client, post):
    ann = Reader("Ann")
    held = ann.write(post, "Is it the one on https://example.com/shirt?")
    page = words(ann.client.get(post.url, {"posted": held.pk}))
    assert "so the team takes a look before it is listed" in page
    assert "expect an answer" not in page
    stranger = words(client.get(post.url, {"posted": held.pk}))
    assert "Is it the one on" in stranger
    assert "the team takes a look" not in stranger


def test_old_unanswered_question_is_archive_and_no_reproach(client, post, question):
    SupportThread.objects.filter(comment_id=question.pk).update(is_archive=True)
    shown = plain(item(client.get(post.url), question))
    assert "From the archive" in shown
    assert "Unanswered" not in shown


def test_reader_who_asked_for_staff_reads_that_they_know(client, post, question):
    ann = Reader("Ann")
    assert "Ask for staff" in words(ann.client.get(post.url))
    ann.press("ask-for-staff", question)
    page = words(ann.client.get(post.url))
    assert "We've told the team" in page
    assert "Ask for staff" not in page
    assert "We've told the team" not in words(client.get(post.url))
    FollowUp.objects.update(resolved_at=question.submit_date)
    assert "Ask for staff" in words(ann.client.get(post.url))


def test_answer_in_the_first_minute_came_within_a_minute(client, post, say, helped):
    question = say(post, "Does it shrink?", minutes_ago=90)
    answer = say(post, "It does, size up.", name="Bram", parent=question, minutes_ago=90)
    SupportReply.objects.filter(comment_id=answer.pk).update(role="answer")
    helped(answer)
    page = words(client.get(post.url))
    assert "within a minute" in page
    assert "0 minutes" not in page


def test_removed_comment_leaves_its_place_but_no_word_of_it(client, post, say):
    rude = say(post, "You are all fools.", name="Rude")
    say(post, "That is not how we talk here.", name="Gerry", parent=rude)
    type(rude).norel_objects.filter(pk=rude.pk).update(is_removed=True)
    page = words(client.get(post.url))
    assert "This comment was removed." in page
    assert "fools" not in page
    assert "Rude" not in page


def test_held_comment_appears_nowhere(client, post, say):
    say(post, "Can you look at https://example.com/shirt please?", name="Vesna", is_public=False)
    page = words(client.get(post.url))
    assert "Vesna" not in page
    assert "example.com/shirt" not in page


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"is_removed": True}])
def test_reply_form_names_no_hidden_comment(client, post, say, hidden):
    secret = say(post, "My order number is 30877.", name="Secretive")
    type(secret).norel_objects.filter(pk=secret.pk).update(**hidden)
    assert "Secretive" not in words(client.get(post.url, {"reply_to": secret.pk}))
    response = client.get("/comments/write/", {"page": post.pk, "reply_to": secret.pk})
    assert "30877" not in words(response)


def test_reply_link_makes_the_form_a_reply(client, post, answer):
    page = words(client.get(post.url, {"reply_to": answer.pk}))
    assert "Replying to Bram Cancel Size up. The cotton shrinks" in page
    assert "Your reply" in page
    assert "Post reply" in page


def test_helpers_are_promised_nothing_and_askers_are(client, post, answer):
    assert "Expect an answer within 48 hours." in words(client.get(post.url))
    page = words(client.get(post.url, {"reply_to": answer.pk}))
    assert "Expect an answer" not in page


def test_markup_in_a_name_is_shown_as_typed(client, post, say):
    say(post, "Hello there.", name="<b>Bo</b> & Co")
    content = client.get(post.url).content.decode()
    assert "&lt;b&gt;Bo&lt;/b&gt; &amp; Co" in content
    assert "<b>Bo</b>" not in content


def test_only_web_addresses_become_a_link_on_a_name(client, post, say):
    say(post, "Hello there.", name="Kim", url="javascript:alert(1)")
    say(post, "Hello again.", name="Lou", url="https://lou.example.org/")
    content = client.get(post.url).content.decode()
    assert "javascript:" not in content
    assert 'href="https://lou.example.org/" rel="nofollow ugc noopener"' in content


def test_list_holds_no_token(client, post, answer):
    content = client.get(post.url).content.decode()
    start, end = content.index('<ol class="ps-list"'), content.index('<div class="ps-write"')
    assert "csrfmiddlewaretoken" not in content[start:end]


def test_asker_may_accept_and_a_stranger_may_not(client, post, say, reader):
    question = say(post, "Does it shrink?", name="Robin", user=reader, minutes_ago=90)
    answer = say(post, "Half a size.", name="Bram", parent=question)
    assert "Accept this answer" not in words(client.get(post.url))
    client.force_login(reader)
    assert "Accept this answer" in plain(item(client.get(post.url), answer))


def test_staff_find_their_verbs_and_readers_do_not(client, post, question, staff, say):
    say(post, "Lovely post.", name="Gerry")
    assert "Not a question" not in words(client.get(post.url))
    client.force_login(staff)
    page = words(client.get(post.url))
    assert "Not a question" in page
    assert "This is a question" in page


def test_badges_and_credit_come_from_proof(client, post, say, accept, staff):
    question = say(post, "Does it shrink?", name="Ines", minutes_ago=90)
    by_staff = say(post, "Half a size.", name="mara", user=staff, parent=question)
    by_guest = say(post, "I know better.", name="Mara", parent=question)
    accept(by_staff)
    page = client.get(post.url)
    assert "Staff" in plain(item(page, by_staff))
    assert "guest" in plain(item(page, by_guest))
    assert "Staff" not in plain(item(page, by_guest))


def test_order_is_chosen_by_links_and_survives_a_vote(client, post, say):
    say(post, "The first word.", name="Ann", minutes_ago=90)
    say(post, "The last word.", name="Bea", minutes_ago=10)
    response = client.get(post.url, {"order": "newest"})
    page = words(response)
    assert page.index("The last word.") < page.index("The first word.")
    assert f'name="next" value="{post.url}?order=newest"' in response.content.decode()


def test_guests_are_asked_to_log_in_where_only_accounts_may_post(client, post, monkeypatch):
    from django_comments_xtd.conf import settings

    options = settings.COMMENTS_XTD_APP_MODEL_OPTIONS
    monkeypatch.setitem(options, "blog.blogpage", {"who_can_post": "users"})
    response = client.get(post.url)
    assert "Please log in to comment." in words(response)
    assert 'name="comment"' not in response.content.decode()


def test_account_is_asked_for_neither_name_nor_address(client, post, reader):
    client.force_login(reader)
    content = client.get(post.url).content.decode()
    assert 'name="comment"' in content
    assert 'name="email"' not in content


def test_queries_do_not_grow_with_the_comments(client, post, say, helped, reader):
    def fill(count):
        for number in range(count):
            asked = say(post, f"Does edition {number} run small?", name=f"Ann{number}")
            reply = say(post, "It does, size up.", name=f"Bo{number}", parent=asked)
            helped(reply)
            CommentOrigin.objects.create(comment_id=reply.pk, voter="g:b", is_confirmed=True)

    client.force_login(reader)
    fill(2)
    few = queries(client, post.url)
    fill(30)
    assert queries(client, post.url) == few


def test_first_of_several_answers_says_why_under_the_dots(
    client, post, question, answer, say, accept
):
    say(post, "You can also order it one size up, mine fits.", name="Aoife", parent=question)
    accept(answer)
    page = words(client.get(post.url))
    assert page.count("Why is this first?") == 1
    assert "Accepted by the asker" in page


def test_only_answer_needs_no_explanation(client, post, answer, accept):
    accept(answer)
    assert "Why is this first?" not in words(client.get(post.url))
