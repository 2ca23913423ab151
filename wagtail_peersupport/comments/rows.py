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


def find_page(pk: Any, label: str = "") -> Any | None:
    """The specific page of that key with its locale, None for anything that names none.

    One query where ``label`` says what xtd's form says of it ("blog.blogpage"); else two.
    """
    models = {model._meta.label_lower: model for model in get_page_models()}
    model = models.get(label, page_model())
    page = model._default_manager.select_related("locale").filter(pk=as_pk(pk)).first()
    if page is None and model is not page_model():
        return find_page(pk)
    return page if page is None or type(page) is page.specific_class else page.specific


def find_pages(pks: Iterable[int]) -> dict[int, Any]:
    """The specific pages of these keys, by their key. One query, and one for each of their models;
    none without keys.
    """
    pages = page_model().objects.filter(pk__in=list(pks))
    return {page.pk: page for page in pages.specific()}


def is_settled(comment: Any) -> bool:
    """Whether xtd has finished saving: it saves every new comment twice, first with ``thread_id``
    0.
    """
    return bool(comment.thread_id)


def settled(**filters: Any) -> QuerySet:
    """All settled comments on pages, oldest first, with their account."""
    return (
        comment_model()
        .norel_objects.filter(content_type_id__in=_page_types(), **filters)
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


def _page_types() -> list[int]:
    # By their keys, which Django need not look into again in every query.
    return [content_type.pk for content_type in page_content_types()]


def on_page(page: Any) -> QuerySet:
    """The settled comments of one post, oldest first."""
    return settled(object_pk=str(page.pk))


def beside(pks: Iterable[int]) -> QuerySet:
    """The settled comments of the posts that these settled comments stand under, oldest first,
    without their accounts.
    """
    own = settled(pk__in=list(pks)).order_by().values("object_pk")
    return settled(object_pk__in=own).select_related(None)


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


def written_by(user: Any, *, since: datetime) -> list[Any]:
    """What an account wrote since then, oldest first: rows to be read only."""
    rows = settled(user_id=user.pk, submit_date__gt=since)
    fields = ("pk", "object_pk", "parent_id", "comment", "submit_date", "is_removed")
    return list(rows.values_list(*fields, named=True))


def twin(
    page_pk: Any,
    words: str,
    since: datetime,
    *,
    reply_to: int | None,
    email: str,
) -> Any:
    """A comment with the same words by the same guest at the same place since then, else None."""
    place = Q(parent_id=reply_to) if reply_to else Q(parent_id=F("pk"))
    same = settled(object_pk=str(page_pk), comment=words, submit_date__gte=since)
    return same.filter(place, user_email__iexact=email, is_removed=False).first()
