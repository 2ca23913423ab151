"""Answers and topics in Wagtail's API."""

import pytest

from tests.readers import Reader
from wagtail_peersupport.models import Topic

pytestmark = pytest.mark.django_db
SLUG = "does-the-heavy-tee-run-small"


def test_an_answer_names_its_question(ask, hub, question, answer, accept):
    accept(answer)
    (item,) = ask("answers/")["items"]
    assert item["meta"] == {
        "type": "wagtail_peersupport.SupportReply",
        "detail_url": f"http://localhost/api/v2/support-answers/{answer.pk}/",
        "html_url": f"http://localhost/help/{question.pk}/{SLUG}/#c{answer.pk}",
    }
    assert item["thread"] == {
        "id": question.pk,
        "meta": {
            "type": "wagtail_peersupport.SupportThread",
            "detail_url": f"http://localhost/api/v2/support-threads/{question.pk}/",
            "html_url": f"http://localhost/help/{question.pk}/{SLUG}/",
        },
        "title": "Does the heavy tee run small?",
    }
    assert ask(f"answers/{answer.pk}/")["accepted_by"] == "asker"
    assert ask(f"answers/?thread={question.pk}")["items"] == [item]
    assert ask("answers/?thread=1234567")["items"] == []


def test_whoever_wrote_the_post_and_whoever_is_staff_bear_a_badge(
    ask, django_user_model, hub, post, say, question, staff
):
    post.owner = django_user_model.objects.create_user("olga", "olga@example.com", "olga")
    post.save()
    say(post, "Take L: ours are cut rather small.", user=staff, parent=question)
    say(post, "Take L, it shrinks in the first wash.", user=post.owner, parent=question)
    say(post, "Take M: they are wide enough after the first wash.", name="Olga", parent=question)
    badges = {one["text"]: one["author"]["badge"] for one in ask("answers/")["items"]}
    assert badges == {
        "Take L: ours are cut rather small.": "staff",
        "Take L, it shrinks in the first wash.": "author",
        "Take M: they are wide enough after the first wash.": "guest",
    }


def test_an_account_that_writes_is_shown_by_its_name_alone(ask, hub, post, reader, question):
    Reader(account=reader).write(post, "Take L, it shrinks in the first wash.", question)
    (item,) = ask("answers/")["items"]
    assert item["author"] == {"name": "robin", "badge": ""}


def test_topics_are_those_that_somebody_asked_about(ask, hub, sizes):
    Topic.objects.create(name="Billing", slug="billing")
    (item,) = ask("topics/")["items"]
    assert item == {
        "id": sizes.pk,
        "meta": {
            "type": "wagtail_peersupport.Topic",
            "detail_url": f"http://localhost/api/v2/support-topics/{sizes.pk}/",
            "html_url": "http://localhost/help/?topic=sizes",
        },
        "name": "Sizes",
        "slug": "sizes",
        "description": "What fits whom.",
        "staff_only": False,
        "response_target_hours": None,
    }
    assert ask("topics/?locale=de")["items"] == []
