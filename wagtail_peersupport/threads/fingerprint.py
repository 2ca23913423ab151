"""What the comments of a post look like to anybody, in one short text: it changes whenever they
do.

It is read from the rows themselves, not from a mark that somebody has to remember to set: what was
hidden by hand in the database is gone at the next request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections, router
from django.db.models import Q, QuerySet

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
#: Stands for the post's key while the queries are put together; no key is negative.
_ANY_POST = -(2**31)


def fingerprint(page: Any) -> str:
    """Six queries, whatever the number of comments. ``page`` is the specific post.

    Not in it: what depends on the viewer, the names of accounts that wrote nothing here, and what
    readers were credited with under other posts.
    """
    digest = hashlib.sha256(f"{page.title} {page.url} {page.owner_id}".encode())
    keys = {_ANY_POST: page.pk, str(_ANY_POST): str(page.pk)}
    database = router.db_for_read(comments.comment_model())
    page_types = tuple(content_type.pk for content_type in comments.page_content_types())
    with connections[database].cursor() as cursor:
        for sql, params in _statements(database, page_types):
            cursor.execute(sql, [keys.get(param, param) for param in params])
            # As the driver gives them: equal ones are equal, and no more is asked.
            digest.update(repr(list(cursor.fetchall())).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@cache
def _statements(database: str, page_types: tuple[int, ...]) -> list[tuple[str, tuple[Any, ...]]]:
    """The queries about any post: to put them together takes ten times as long as to answer them.

    They depend on nothing but the models and the keys of the ``page_types``.
    """
    queries = (rows.using(database).query for rows in _rows(_ANY_POST))
    return [query.get_compiler(database).as_sql() for query in queries]


def _rows(post: int) -> Iterator[QuerySet]:
    here = str(post)
    yield comments.on_pages([post]).values_list(*_columns())
    votes = HelpfulVote.objects.filter(comment__object_pk=here).order_by("comment_id")
    yield votes.tallies()
    accepted = Acceptance.objects.filter(answer__object_pk=here).order_by("pk")
    yield accepted.values_list("question_id", "answer_id", "for_asker", "accepted_by_id")
    thanks = Thanks.objects.filter(answer__object_pk=here, is_public=True).order_by("pk")
    yield thanks.values_list("answer_id", "given_by_id")
    lessons = Lesson.objects.filter(Q(question__object_pk=here) | Q(page=post))
    yield lessons.order_by("pk").values_list("question_id", "page_id", "live_at")
    yield staff_accounts().order_by("pk").values_list("pk")


def _columns() -> list[str]:
    user = get_user_model()
    fields = {field.name for field in user._meta.concrete_fields}
    names = [user.USERNAME_FIELD, *(name for name in NAMES if name in fields)]
    hanging = [f"{one}__{name}" for one, names in ON_COMMENT.items() for name in names.split()]
    return [*OF_COMMENT, *(f"user__{name}" for name in names), *hanging]
