"""What readers' reports hide until staff look: recomputed from the reports, never counted up."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from ..accounts import account_email, staff_accounts
from ..conf import conf
from ..models import CommentOrigin, Report, SupportReply, effective_kind, is_personal
from ..models.choices import SUPPORT_KINDS, Role


def hide_reported(thread_pks: Iterable[int]) -> None:
    """Hide the replies of these threads that enough persons reported, and show the others again.

    A person is an account or a proven address; whoever has several counts once. What asks for
    something, and what staff wrote, is never hidden. The caller holds the locks of the threads. One
    query where nothing was reported, else a fixed number.
    """
    pks = list(thread_pks)
    waiting = Report.objects.filter(settled_at=None, comment__support_reply__thread__in=pks)
    replies = list(
        SupportReply.objects.filter(
            Q(hidden_at__isnull=False) | Q(comment__in=waiting.values("comment")), thread__in=pks
        ).select_related(
            "comment__peersupport_decision",
            "comment__peersupport_analysis",
            "comment__peersupport_origin",
        )
    )
    if not replies:
        return
    since = _since(list(waiting.order_by("created_at", "pk")))
    staff = set(staff_accounts().values_list("pk", flat=True))
    changed = []
    for reply in replies:
        hidden_at = since.get(reply.comment_id) if _can_be_hidden(reply, staff) else None
        if reply.hidden_at != hidden_at:
            reply.hidden_at = hidden_at
            changed.append(reply)
    SupportReply.objects.bulk_update(changed, ["hidden_at"])


def _can_be_hidden(reply: SupportReply, staff: set[Any]) -> bool:
    asks = reply.role != Role.ANSWER and effective_kind(reply.comment) in SUPPORT_KINDS
    is_by_staff = reply.comment.user_id in staff and not is_personal(reply.comment)
    return not (asks or is_by_staff)


def _since(reports: list[Report]) -> dict[int, datetime]:
    """When enough persons had reported a comment, for those where it came to that. ``reports`` come
    in order.
    """
    proofs = _proofs({report.voter for report in reports})
    wanted = conf.REPORTS_THAT_HIDE
    persons: dict[int, list[set[str]]] = {}
    since: dict[int, datetime] = {}
    for report in reports:
        known = persons.setdefault(report.comment_id, [])
        if report.voter in proofs:
            _add(known, proofs[report.voter])
        if wanted and len(known) >= wanted:
            since.setdefault(report.comment_id, report.created_at)
    # A later proof may show that two of them are one.
    return {pk: moment for pk, moment in since.items() if len(persons[pk]) >= wanted}


def _add(persons: list[set[str]], proof: set[str]) -> None:
    """Count one more person, or as the one that shares an account or an address."""
    same = [person for person in persons if person & proof]
    for person in same:
        persons.remove(person)
    persons.append(proof.union(*same))


def _proofs(voters: set[str]) -> dict[str, set[str]]:
    """Who these voters are proven to be: their own key and their addresses. Whoever is proven to be
    nobody is left out.
    """
    found: dict[str, set[str]] = {}
    origins = CommentOrigin.objects.filter(voter__in=voters, is_confirmed=True)
    for voter, email in origins.values_list("voter", "comment__user_email"):
        if voter.startswith("g:") and email:
            found.setdefault(voter, {voter}).add(email.casefold())
    pks = [voter.removeprefix("u:") for voter in voters if voter.startswith("u:")]
    for account in get_user_model()._default_manager.filter(pk__in=pks):
        if account.is_active:
            own = {f"u:{account.pk}", account_email(account).casefold()}
            found[f"u:{account.pk}"] = own - {""}
    return found
