"""Threads in Wagtail's API: what anybody may read, as JSON."""

import pytest
from wagtail.models import Locale

from tests.hiding import hide_page, hold, remove, unpublish
from wagtail_peersupport.actions import merging
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.threads import search_index
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
SLUG = "does-the-heavy-tee-run-small"


def ids(listed):
    return [item["id"] for item in listed["items"]]


def test_a_thread_in_a_list_says_where_it_stands_and_where_it_is(
    ask, hub, post, question, answer, accept, sizes
):
    accept(answer)
    listed = ask("threads/")
    assert listed["meta"] == {"total_count": 1}
    (item,) = listed["items"]
    assert item["id"] == question.pk
    assert item["meta"] == {
        "type": "wagtail_peersupport.SupportThread",
        "detail_url": f"http://localhost/api/v2/support-threads/{question.pk}/",
        "html_url": f"http://localhost/help/{question.pk}/does-the-heavy-tee-run-small/",
    }
    assert item["title"] == "Does the heavy tee run small?"
    assert (item["kind"], item["state"]) == ("question", "solved")
    assert (item["answer_count"], item["me_too_count"]) == (1, 0)
    assert item["best_answer"].startswith("Size up.")
    assert item["topic"] == {
        "id": sizes.pk,
        "meta": {
            "type": "wagtail_peersupport.Topic",
            "detail_url": f"http://localhost/api/v2/support-topics/{sizes.pk}/",
        },
        "name": "Sizes",
        "slug": "sizes",
    }
    assert item["post"] == {
        "id": post.pk,
        "meta": {
            "type": "blog.BlogPage",
            "detail_url": f"http://localhost/api/v2/pages/{post.pk}/",
            "html_url": "http://localhost/blog/how-we-print/",
        },
        "title": "How we print our shirts",
    }


def test_one_thread_holds_its_words_and_its_answers_best_first(
    ask, hub, post, say, question, answer, accept, helped
):
    other = say(
        post,
        "Take <b>M</b>. Mine fits well and did not shrink.",
        name="Cleo",
        parent=question,
        minutes_ago=30,
    )
    helped(other, 2)
    accept(answer)
    thread = ask(f"threads/{question.pk}/")
    assert thread["text"] == "Does the heavy tee run small? I'm between M and L."
    assert thread["html"].startswith("<p>Does the heavy tee")
    assert thread["asker"] == {"name": "Ines", "badge": ""}
    first, second = thread["answers"]
    assert first["id"] == answer.pk
    assert first["meta"]["html_url"].endswith(f"/help/{question.pk}/{SLUG}/#c{answer.pk}")
    assert (first["accepted_by"], second["accepted_by"]) == ("asker", None)
    assert second["helpful_count"] == 2
    assert second["html"] == "<p>Take <b>M</b>. Mine fits well and did not shrink.</p>"
    assert second["text"] == "Take M. Mine fits well and did not shrink."


def test_nothing_leads_to_the_address_of_a_reader(ask, client, hub, post, say, question):
    say(
        post,
        "Take L, it shrinks in the first wash.",
        name="Bram",
        parent=question,
        user_url="https://bram.example",
    )
    for path in (f"threads/{question.pk}/", "threads/?fields=*", "answers/?fields=*"):
        text = client.get(f"/api/v2/support-{path}").content.decode()
        assert "heavy tee" in text
        assert "@" not in text
        assert "bram.example" not in text


def test_lists_are_narrowed_by_state_kind_topic_post_and_language(
    ask, hub, blog, make_post, post, say, question, answer, accept, sizes
):
    accept(answer)
    other_post = make_post("Shipping", slug="shipping")
    waiting = say(other_post, "How long does the parcel to Norway take?", minutes_ago=20)
    idea = say(
        other_post, "Could you please offer gift cards? That would be a great idea.", minutes_ago=10
    )
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    frage = say(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?", minutes_ago=5)
    assert ids(ask("threads/")) == [frage.pk, idea.pk, waiting.pk, question.pk]
    assert ids(ask("threads/?state=solved")) == [question.pk]
    assert ids(ask("threads/?state=unanswered&locale=en")) == [waiting.pk]
    assert ids(ask("threads/?state=idea")) == ids(ask("threads/?kind=idea")) == [idea.pk]
    assert ids(ask("threads/?topic=sizes")) == [question.pk]
    assert ids(ask("threads/?topic=unheard-of")) == []
    assert ids(ask(f"threads/?post={other_post.pk}")) == [idea.pk, waiting.pk]
    assert ids(ask("threads/?locale=de")) == [frage.pk]


def test_lists_are_sorted_and_paged(ask, hub, post, say, question):
    younger = say(post, "Is the zebra shirt made of linen?", minutes_ago=5)
    SupportThread.objects.filter(comment_id=question.pk).update(me_too_count=3)
    assert ids(ask("threads/?order=asked_at")) == [question.pk, younger.pk]
    assert ids(ask("threads/?order=-me_too_count")) == [question.pk, younger.pk]
    paged = ask("threads/?limit=1&offset=1")
    assert (ids(paged), paged["meta"]["total_count"]) == ([question.pk], 2)


def test_search_finds_what_is_solved_first(ask, hub, post, say, question, answer, accept):
    other = say(post, "Is the heavy tee heavy, and the heavy tee a tee?", minutes_ago=5)
    say(post, "Do you ship to Norway?", minutes_ago=4)
    accept(answer)
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    assert ids(ask("threads/?search=heavy tee")) == [question.pk, other.pk]
    assert ids(ask("threads/?search=heavy tee&order=-asked_at")) == [other.pk, question.pk]
    assert ids(ask('threads/?search="')) == []


def test_search_within_a_post_looks_there_only(
    ask, hub, post, say, question, make_post, monkeypatch
):
    """However many match elsewhere, and better."""
    monkeypatch.setattr(search_index, "CANDIDATES", 2)
    elsewhere = make_post("Tees", slug="tees")
    for minutes in (5, 4, 3):
        say(elsewhere, "Heavy tee, heavy tee: is the heavy tee a tee?", minutes_ago=minutes)
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    assert ids(ask(f"threads/?search=heavy tee&post={post.pk}")) == [question.pk]
    assert ids(ask("threads/?search=heavy tee&post=999999")) == []
    assert ids(ask("threads/?search=heavy tee&locale=de")) == []


def test_fields_are_chosen_as_in_the_rest_of_the_api(ask, question):
    (item,) = ask("threads/?fields=_,title,text")["items"]
    assert item == {
        "title": "Does the heavy tee run small?",
        "text": "Does the heavy tee run small? I'm between M and L.",
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("state=lost", "state must be one of: unanswered"),
        ("kind=joke", "kind must be one of: question"),
        ("post=first", "post must be a number"),
        ("order=user_email", "order must be one of: asked_at"),
        ("user_email=ines@example.com", "unknown query parameters: user_email"),
        ("topic=%00", "null characters"),
        ("limit=99999999999", "reasonable"),
        ("limit=21", "limit cannot be higher than 20"),
        ("fields=comment", "unknown fields: comment"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_does(query, said, ask, question):
    assert said in ask(f"threads/?{query}", status=400)["message"]


@pytest.mark.parametrize("hide", [hide_page, unpublish, remove, hold])
def test_what_is_not_public_is_nowhere_not_even_for_staff(
    hide, ask, client, admin_user, hub, post, question, answer, sizes
):
    client.force_login(admin_user)
    hide(post, question)
    assert ask("threads/")["meta"]["total_count"] == 0
    assert ask("answers/")["meta"]["total_count"] == 0
    assert ask("topics/")["meta"]["total_count"] == 0
    ask(f"threads/{question.pk}/", status=404)
    ask(f"answers/{answer.pk}/", status=404)
    ask(f"topics/{sizes.pk}/", status=404)


@pytest.mark.parametrize("hide", [remove, hold])
def test_a_hidden_answer_leaves_neither_words_nor_a_count(hide, ask, hub, post, question, answer):
    hide(post, answer)
    thread = ask(f"threads/{question.pk}/")
    assert (thread["answers"], thread["answer_count"], thread["best_answer"]) == ([], 0, "")
    assert ask("answers/")["items"] == []
    ask(f"answers/{answer.pk}/", status=404)


def test_a_question_that_was_merged_leads_to_the_other(
    client, admin_user, hub, post, say, question
):
    again = say(post, "Is the heavy tee small?", name="Cleo", minutes_ago=10)
    merging.merge_thread(
        SupportThread.objects.get(comment_id=again.pk),
        Viewer(user=admin_user),
        SupportThread.objects.get(comment_id=question.pk),
    )
    response = client.get(f"/api/v2/support-threads/{again.pk}/?fields=_,title")
    assert response.url == f"/api/v2/support-threads/{question.pk}/?fields=_,title"


def test_without_a_hub_addresses_lead_to_the_post(ask, question, sizes):
    (item,) = ask("threads/")["items"]
    assert item["meta"]["html_url"] == f"http://localhost/blog/how-we-print/#c{question.pk}"
    assert ask("topics/")["items"][0]["meta"]["html_url"] is None
