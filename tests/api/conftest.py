"""What the API is asked, by somebody who is nobody in particular."""

import pytest

from tests.keeping import kept
from tests.pages.conftest import accept, answer, helped, hub, question, say, staff

__all__ = ["accept", "answer", "helped", "hub", "question", "say", "staff"]


@pytest.fixture
def ask(client):
    """The JSON at an address of the API: ``ask("threads/?limit=1")``."""

    def ask(path, status=200):
        response = client.get(f"/api/v2/support-{path}")
        assert response.status_code == status, response.content
        return response.json()

    return ask


@kept
def sizes(question):
    """The topic of the question."""
    from wagtail_peersupport.models import SupportThread, Topic

    topic = Topic.objects.create(name="Sizes", slug="sizes", description="What fits whom.")
    SupportThread.objects.filter(comment_id=question.pk).update(topic=topic)
    return topic
