"""When an answer is due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, IntegerField, Value
from django.db.models.functions import Coalesce

from ..conf import conf


def due_at(since: Any, share: float = 1.0) -> ExpressionWrapper:
    """For threads: when an answer is due that was asked for at ``since``, by the target of the
    topic, else by the site's; with a ``share``, when so much of the target is over.
    """
    hours = Coalesce(
        F("topic__response_target_hours"),
        Value(conf.RESPONSE_TARGET_HOURS),
        output_field=IntegerField(),
    )
    one = Value(timedelta(hours=share))
    return after(since, ExpressionWrapper(hours * one, output_field=DurationField()))


def after(since: Any, span: Any) -> ExpressionWrapper:
    """The moment so long after ``since``; both are expressions."""
    return ExpressionWrapper(since + span, output_field=DateTimeField())
