"""Which answers count for whoever wrote them: those that survived."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ..models import Acceptance, NotYet, SupportReply, SupportThread
from ..models.choices import Role, Verdict
from ..viewer import public_viewer

#: An answer counts once it stood for so long, and what it solved once that did.
SURVIVES = timedelta(days=14)


def helping(site: Any) -> QuerySet:
    """The answers, to questions that everybody may see, of persons who did not write as staff.

    Nobody helps themselves, and a guest who proved no address is nobody.
    """
    threads = SupportThread.objects.visible_to(public_viewer(site)).questions()
    confirmed = Q(comment__peersupport_origin__is_confirmed=True) & ~Q(comment__user_email="")
    return by_readers().filter(
        Q(comment__user__isnull=False) | confirmed, thread__in=threads.values("pk")
    )


def by_readers() -> QuerySet:
    """The answers that everybody may see and nobody wrote as staff. Whatever was accepted counts as
    one.
    """
    answers = Q(role=Role.ANSWER) | Q(comment__in=accepted().values("answer"))
    return SupportReply.objects.visible().by_readers().filter(answers, by_asker=False)


def surviving(answers: QuerySet, now: datetime) -> QuerySet:
    """Those that stood for long enough and were not contradicted: neither by staff, who call them
    outdated or wrong, nor by the asker, who says that it did not help or is still stuck.
    """
    pair = Acceptance.objects.filter(question=OuterRef("question"), answer=OuterRef("answer"))
    refused = NotYet.objects.filter(~Exists(pair), answer=OuterRef("comment"))
    return answers.filter(~Exists(refused), _is_old(now)).exclude(_is_warned())


def accepted() -> QuerySet:
    """What solved the question that it stands in, as somebody else says."""
    # By joins it says the same, but then PostgreSQL expects hardly one row and goes through all of
    # them again for every answer.
    there = SupportReply.objects.filter(comment=OuterRef("answer"))
    stands = there.filter(thread__comment=OuterRef("question"))
    taken_in = there.filter(thread__merged__comment=OuterRef("question"))
    own = Q(accepted_by__isnull=False, accepted_by=F("answer__user"))
    return Acceptance.objects.filter(Exists(stands) | Exists(taken_in)).exclude(own)


def standing(now: datetime, solved: Any = None) -> Q:
    """For accepted answers: those that survived, as what they solved did. ``solved`` are those of
    :func:`solving` by their keys, where it is known that they are few.
    """
    solved = solving(now) if solved is None else solved
    return Q(comment__in=solved) & _is_old(now) & ~_is_warned()


def solving(now: datetime) -> QuerySet:
    """The keys of comments that solved something for long enough."""
    stood = accepted().filter(accepted_at__lte=now - SURVIVES)
    return stood.values_list("answer", flat=True)


def _is_old(now: datetime) -> Q:
    return Q(comment__submit_date__lte=now - SURVIVES)


def _is_warned() -> Q:
    warnings = (Verdict.OUTDATED, Verdict.WRONG)
    return Q(
        comment__peersupport_endorsement__isnull=False,
        comment__peersupport_endorsement__verdict__in=warnings,
    )
