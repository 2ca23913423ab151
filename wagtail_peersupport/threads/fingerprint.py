"""What the comments of a post look like to anybody, in one short text: it changes whenever they
do.

It is read from the rows themselves, not from a mark that somebody has to remember to set: what was
hidden by hand in the database is gone at the next request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, Q, QuerySet

from .. import comments
from ..accounts import staff_accounts
from ..models import Acceptance, HelpfulVote, Lesson, Thanks

#: What shows of a comment, and of what hangs on it. Names of one row each: all of it is one query.
OF_COMMENT = (
    *("pk", "parent_id", "level", "is_public", "is_removed", "comment"),
    *("user_id", "user_name", "user_url"),
)
ON_COMMENT = {
    "support_thread": "kind language is_archive is_retired merged_into_id is_off_post "
    "answered_at staff_answered_at solved_at closed_at answer_count me_too_count "
    "topic_id topic__name topic__slug topic__staff_only topic__response_target_hours",
    "support_reply": "thread_id role link by_asker hidden_at merit",
    "peersupport_analysis": "kind",
    "peersupport_decision": "kind needs_support",
    "peersupport_origin": "is_confirmed capacity posted_by_id",
    "peersupport_endorsement": "verdict note made_by_id made_at",
    "peersupport_ending": "how note ended_by_id ended_at",
    "peersupport_removal": "reason",
    "peersupport_seen": "seen_by_id seen_at answer_by",
    "peersupport_idea": "status reason",
    "peersupport_praise": "thanked_by_id thanked_at",
}
#: What a user model may have of a name.
NAMES = ("first_name", "last_name", "name", "full_name")


def fingerprint(page: Any) -> str:
    """Six queries, whatever the number of comments. ``page`` is the specific post.

    Not in it: what depends on the viewer, the names of accounts that wrote nothing here, and what
    readers were credited with under other posts.
    """
    digest = hashlib.sha256(f"{page.title} {page.url} {page.owner_id}".encode())
    for rows in _rows(page):
        digest.update(repr(_as_they_are(rows)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _as_they_are(rows: QuerySet) -> list[Any]:
    """Rows as the database's driver gives them: equal ones are equal, and no more is asked."""
    try:
        sql, params = rows.query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _rows(page: Any) -> Iterator[QuerySet]:
    here = str(page.pk)
    yield comments.on_page(page).values_list(*_columns())
    votes = HelpfulVote.objects.filter(comment__object_pk=here, counts=True).order_by("comment_id")
    yield votes.values_list("comment_id").annotate(
        yes=Count("pk", filter=Q(helpful=True)), no=Count("pk", filter=Q(helpful=False))
    )
    accepted = Acceptance.objects.filter(answer__object_pk=here).order_by("pk")
    yield accepted.values_list("question_id", "answer_id", "for_asker", "accepted_by_id")
    thanks = Thanks.objects.filter(answer__object_pk=here, is_public=True).order_by("pk")
    yield thanks.values_list("answer_id", "given_by_id")
    lessons = Lesson.objects.filter(Q(question__object_pk=here) | Q(page=page.pk))
    yield lessons.order_by("pk").values_list("question_id", "page_id", "live_at")
    yield staff_accounts().order_by("pk").values_list("pk")


def _columns() -> list[str]:
    user = get_user_model()
    fields = {field.name for field in user._meta.concrete_fields}
    names = [user.USERNAME_FIELD, *(name for name in NAMES if name in fields)]
    hanging = [f"{one}__{name}" for one, names in ON_COMMENT.items() for name in names.split()]
    return [*OF_COMMENT, *(f"user__{name}" for name in names), *hanging]
