"""A post with many comments by accounts, as readers write them: questions, answers, remarks."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django_comments.models import Comment
from wagtail.models import Site

from tests.site.models import BlogIndexPage, BlogPage
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import HelpfulVote, MeToo, SupportReply, SupportThread

MAX_LEVEL = 3
OPENINGS = (
    "Does the heavy tee run small? I'm between M and L, and I'd rather not send it back. ",
    "How long does shipping to the islands take at the moment? Mine left a week ago. ",
    "Which temperature is best for the printed ones? The label says 40 but I am not sure. ",
)
ANSWERS = (
    "Size up. The cotton shrinks about half a size in the first wash, then it stays as it is. ",
    "Wash it inside out at 30 degrees and leave it on the line, that kept mine for three years. ",
    "Ask for the slow parcel: it took nine days to Unst, and the fast one took eleven for me. ",
)
REMARKS = (
    "Lovely post, and the photographs of the harbour are better every year. ",
    "We walked past the shop last summer and it was shut, so this is the next best thing. ",
)
MORE = (
    "My neighbour bought two of them at the market in May and wears nothing else since. "
    "They were folded in paper with a note, which made the children laugh. "
    "The green one went to my sister, who says that it fits as if it were made for her. "
)


def accounts(number: int) -> list[Any]:
    model = get_user_model()
    model.objects.bulk_create(
        model(username=f"reader{n}", email=f"reader{n}@example.com", first_name=f"Reader {n}")
        for n in range(number)
    )
    return list(model.objects.filter(username__startswith="reader").order_by("pk"))


def blog() -> Any:
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))


def post_with(index: Any, size: int, writers: list[Any], title: str = "") -> Any:
    """A live post with so many comments, read by the engine, and with votes on its answers."""
    title = title or f"post {size}"
    post = index.add_child(instance=BlogPage(title=title, slug=slugify(title)))
    _write(post, size, writers)
    first = comments.on_page(post).values_list("pk", flat=True)[:1]
    with comments.quietly():
        sync_comments(list(first), announce=False)
    _vote(post, writers)
    return post


def _write(post: Any, size: int, writers: list[Any]) -> None:
    """Rows as xtd would have saved them: every fourth opens a discussion of up to MAX_LEVEL."""
    chance, who = random.Random(size), cycle(writers)
    start = timezone.now() - timedelta(days=60)
    model, pk = comments.comment_model(), _last_pk()
    content_type = ContentType.objects.get_for_model(post)
    rows: list[Any] = []
    above: list[Any] = []
    for number in range(size):
        pk += 1
        parent = chance.choice(above) if above and number % 4 else None
        user = next(who)
        row = model(
            pk=pk,
            content_type=content_type,
            object_pk=str(post.pk),
            site_id=1,
            user=user,
            user_name=user.first_name,
            user_email=user.email,
            submit_date=start + timedelta(minutes=90 * number * 500 // size),
            comment=_words(chance, parent, number),
            parent_id=parent.pk if parent else pk,
            thread_id=parent.thread_id if parent else pk,
            level=parent.level + 1 if parent else 0,
        )
        above = [one for one in ([*above, row] if parent else [row]) if one.level < MAX_LEVEL]
        rows.append(row)
    _save(_in_order(rows))


def _save(rows: list[Any]) -> None:
    """Inserts rows of django-contrib-comments and of xtd, without a signal of theirs."""
    fields = [field.attname for field in Comment._meta.concrete_fields]
    Comment.objects.bulk_create(
        Comment(**{name: getattr(row, name) for name in fields}) for row in rows
    )
    with transaction.atomic():
        for row in rows:
            row.comment_ptr_id = row.pk
            row.save_base(raw=True, force_insert=True)


def _last_pk() -> int:
    pks = comments.comment_model().norel_objects.order_by("-pk").values_list("pk", flat=True)
    return pks.first() or 0


def _words(chance: random.Random, parent: Any, number: int) -> str:
    if parent is not None:
        start = chance.choice(ANSWERS if parent.level == 0 else (*ANSWERS, *REMARKS))
    else:
        start = chance.choice(OPENINGS if number % 12 else REMARKS)
    return f"{start}{MORE[: chance.choice((0, 82, 154, 240))]} No. {number}"


def _in_order(rows: list[Any]) -> list[Any]:
    """Sets ``order`` and ``nested_count`` as xtd keeps them."""
    below: dict[int, list[Any]] = {row.pk: [] for row in rows}
    for row in rows:
        if row.parent_id != row.pk:
            below[row.parent_id].append(row)

    def place(row: Any, order: int) -> int:
        row.order, first = order, order
        for child in below[row.pk]:
            order = place(child, order + 1)
        row.nested_count = order - first
        return order

    for row in rows:
        if row.parent_id == row.pk:
            place(row, 1)
    return rows


def _vote(post: Any, writers: list[Any]) -> None:
    now = timezone.now()
    answers = SupportReply.objects.filter(thread__page=post.pk).values_list("comment_id", flat=True)
    HelpfulVote.objects.bulk_create(
        HelpfulVote(comment_id=pk, voter=f"u:{who.pk}", helpful=place != 2, created_at=now)
        for pk in answers
        for place, who in enumerate(writers[pk % 5 : pk % 5 + pk % 4])
    )
    asked = SupportThread.objects.filter(page=post.pk).values_list("comment_id", flat=True)
    MeToo.objects.bulk_create(
        MeToo(comment_id=pk, voter=f"u:{who.pk}", created_at=now)
        for pk in asked
        for who in writers[: pk % 3]
    )
    SupportThread.objects.filter(page=post.pk).update(me_too_count=1)
