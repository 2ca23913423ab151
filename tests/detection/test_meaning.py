"""The extra ``[semantic]``: what a comment means counts, too."""

import pytest

from wagtail_peersupport.actions.engines import site_engine
from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.detection.model import SHIPPED
from wagtail_peersupport.detection.types import Context

POST = Context(post_title="How we print our shirts")
CURIOUS = "Curious about the sizing of the new hoodie before I order one."
HAPPY = "We had a lovely evening, thanks to all of you."


@pytest.fixture(scope="module")
def told(encoder):
    return LinearEngine(encoder=encoder)


@pytest.mark.parametrize(
    ("text", "reason", "is_more"),
    [(CURIOUS, "means to get an answer", True), (HAPPY, "means to get no answer", False)],
)
def test_the_meaning_of_a_comment_is_evidence_with_a_reason(told, text, reason, is_more):
    plain, found = LinearEngine().analyse(text, POST), told.analyse(text, POST)
    assert reason in found.reasons
    assert reason not in plain.reasons
    assert (found.score > plain.score) is is_more


def test_analyses_say_that_the_encoder_had_a_part_in_them(told, encoder):
    assert told.version == f"{LinearEngine().version} {encoder.version}"


def test_a_text_without_a_post_is_read_as_without_the_extra(told):
    assert told.analyse(CURIOUS) == LinearEngine().analyse(CURIOUS)


def test_weights_without_meaning_leave_the_encoder_out(encoder, tmp_path, settings):
    for name in ("model.json", "form.json"):
        path = SHIPPED / name
        (tmp_path / name).write_bytes(path.read_bytes())
    assert LinearEngine(tmp_path, encoder).version == LinearEngine(tmp_path).version


def test_where_the_extra_is_installed_a_site_uses_it(encoder, settings):
    assert encoder.version in site_engine().version
    settings.PEERSUPPORT = {"MEANING": False}
    assert encoder.version not in site_engine().version


def test_where_it_is_not_installed_a_site_does_without(settings):
    settings.PEERSUPPORT = {"MEANING": True}
    assert site_engine().version == LinearEngine().version
