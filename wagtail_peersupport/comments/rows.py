"""Comments as rows: which are settled, which are shown, what hangs on what, how deep replies may
go.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import swapper
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django_comments.forms import COMMENT_MAX_LENGTH
from django_comments_xtd import get_model
from django_comments_xtd.conf import settings as xtd_settings
from wagtail.models import get_page_models


def comment_model() -> type:
    """The comment model of the site: xtd's own, or the subclass that COMMENTS_XTD_MODEL names."""
    return get_model()


def page_model() -> type:
    return swapper.load_model("wagtailcore", "Page")


def is_settled(comment: Any) -> bool:
    """Whether xtd has finished saving: it saves every new comment twice, first with ``thread_id``
    0.
    """
    return bool(comment.thread_id)


def settled(**filters: Any) -> QuerySet:
    """All settled comments on pages, oldest first, with their account."""
    return (
        comment_model()
        .norel_objects.filter(content_type__in=page_content_types(), **filters)
        .exclude(thread_id=0)
        .select_related("user")
        .order_by("submit_date", "pk")
    )


def as_pk(text: Any) -> int | None:
    """A primary key from an address or a form, None for anything that can be none in a database."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def find(pk: Any) -> Any | None:
    """A settled comment by primary key, None for anything that names none."""
    return settled(pk=as_pk(pk)).first() if as_pk(pk) else None


def takes_comments(page: Any) -> bool:
    """Whether a page is made for comments."""
    return _is_made_for_comments(page.specific_class)


def models_with_comments() -> list[type]:
    """The page models that are made for comments."""
    return [model for model in get_page_models() if _is_made_for_comments(model)]


def _is_made_for_comments(model: type) -> bool:
    """A model that says where its pages are, as xtd's links need it."""
    return hasattr(model, "get_absolute_url")


def shown() -> Q:
    """What makes a comment visible, for a queryset of comments."""
    return Q(is_public=True, is_removed=False)


def is_shown(comment: Any) -> bool:
    return comment.is_public and not comment.is_removed


def page_content_types() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*get_page_models()).values())


def on_page(page: Any) -> QuerySet:
    """The settled comments of one post, oldest first."""
    return settled(object_pk=str(page.pk))


def on_pages(page_pks: Iterable[int]) -> QuerySet:
    return settled(object_pk__in=[str(pk) for pk in page_pks])


def page_pk(comment: Any) -> int:
    """The primary key of the post; ``object_pk`` is text."""
    return int(comment.object_pk)


def is_reply(comment: Any) -> bool:
    """Whether it was written as a reply; a root is its own parent."""
    return comment.parent_id not in (0, comment.pk)


def same_writer(one: Any, other: Any) -> bool:
    """Whether two comments claim to be by the same person: account, else e-mail, else name.

    Good enough to say "the asker's own reply is no answer"; never enough to give anybody a right.
    """
    if one.user_id and other.user_id:
        return bool(one.user_id == other.user_id)
    if one.user_email and other.user_email:
        return one.user_email.casefold() == other.user_email.casefold()
    return one.user_name.casefold() == other.user_name.casefold()


def writer_key(comment: Any) -> str:
    """What the comments of one writer have in common: e-mail, else account, else name. As good as
    ``same_writer``.
    """
    account = f"account {comment.user_id}" if comment.user_id else ""
    return str(comment.user_email.casefold() or account or comment.user_name.casefold())


def neighbours(comment: Any) -> list[int]:
    """A comment to read for one that was deleted: with it, the whole post is read again."""
    return list(settled(object_pk=comment.object_pk).values_list("pk", flat=True)[:1])


def max_depth(page: Any) -> int:
    """The level of the deepest reply that the site allows under this post; 0 means no replies at
    all.
    """
    meta = page.specific_class._meta if hasattr(page, "specific_class") else page._meta
    by_model = xtd_settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL
    label = f"{meta.app_label}.{meta.model_name}"
    return by_model.get(label, xtd_settings.COMMENTS_XTD_MAX_THREAD_LEVEL)


def max_length() -> int:
    """How many characters a comment may have."""
    return int(getattr(settings, "COMMENT_MAX_LENGTH", COMMENT_MAX_LENGTH))


def allowed_parent(comment: Any, page: Any, known: Mapping[int, Any] | None = None) -> Any | None:
    """``comment``, or its deepest ancestor that may still be replied to; None where nothing may.

    ``known`` holds comments by primary key that need not be asked of the database.
    """
    limit = max_depth(page)
    while comment is not None and comment.level >= limit:
        parent_pk = comment.parent_id if is_reply(comment) else 0
        comment = known.get(parent_pk) if known is not None else find(parent_pk)
    return comment


def twin(
    page_pk: Any,
    words: str,
    since: datetime,
    *,
    reply_to: int | None,
    user: Any = None,
    email: str = "",
) -> Any:
    """A comment with the same words by the same writer at the same place since then, else None."""
    writer = Q(user=user) if user is not None else Q(user_email__iexact=email)
    place = Q(parent_id=reply_to) if reply_to else Q(parent_id=F("pk"))
    same = settled(object_pk=str(page_pk), comment=words, submit_date__gte=since)
    return same.filter(writer, place, is_removed=False).first()
