"""Questions that stand somewhere else than under their post."""

from tests.pages.conftest import accept, answer, helped, hub, question, say, staff

__all__ = ["accept", "answer", "helped", "hub", "question", "say", "staff"]
