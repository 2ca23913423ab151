"""The seam: with importers/, the only room that knows django-comments-xtd (2.10 line).

Everything measured about xtd that the rest of the house must not have to know is handled here: rows
that are not settled yet, custom comment models, orphans, saves with side effects, forms that lose
text.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_comments import signals
from django_comments.views.comments import post_comment
from django_comments_xtd import get_form, get_model, signed
from django_comments_xtd import signals as xtd_signals
from django_comments_xtd.conf import settings as xtd_settings
from wagtail.models import get_page_models


def comment_model() -> type:
    """The comment model of the site: xtd's own, or the subclass that COMMENTS_XTD_MODEL names."""
    return get_model()


def page_model() -> type:
    return swapper.load_model("wagtailcore", "Page")


_quiet: ContextVar[bool] = ContextVar("peersupport_quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Inside it, saved comments set nothing in motion; the caller reads them afterwards (import,
    demo).
    """
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    return _quiet.get()


# -- rows
# ---------------------------------------------------------------------------------------------


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


def publish(pk: int) -> None:
    """Show a comment that waited for moderation. An UPDATE: ``save()`` would republish its
    children.
    """
    comment_model().norel_objects.filter(pk=pk).update(is_public=True)


def repair_orphans() -> int:
    """Settle comments that a failed save left with ``thread_id`` 0: as roots, or below their
    parent.

    Returns how many were repaired. Fresh rows (a minute) are left alone: they may still be
    settling.
    """
    model = comment_model()
    orphans = model.norel_objects.filter(
        thread_id=0, submit_date__lt=timezone.now() - timedelta(minutes=1)
    )
    repaired = 0
    for orphan in orphans:
        parent = model.norel_objects.filter(pk=orphan.parent_id).exclude(thread_id=0).first()
        if parent is None or parent.pk == orphan.pk:
            values = {"thread_id": orphan.pk, "parent_id": orphan.pk, "level": 0}
        else:
            values = {"thread_id": parent.thread_id, "level": parent.level + 1}
        repaired += model.norel_objects.filter(pk=orphan.pk, thread_id=0).update(**values)
    return repaired


def add(page: Any, *, text: str, name: str, submit_date: datetime, **fields: Any) -> Any:
    """Save a new comment on ``page`` as it was written elsewhere or earlier, and return it.

    ``fields``: email, url, ip_address, user, parent (a comment), is_public, is_removed, site_id.
    The parent must allow replies (see :func:`allowed_parent`). Raises nothing of its own.
    """
    parent = fields.get("parent")
    comment = comment_model()(
        content_type=ContentType.objects.get_for_model(page),
        object_pk=str(page.pk),
        site_id=fields.get("site_id") or xtd_settings.SITE_ID,
        user=fields.get("user"),
        user_name=name[:50],
        user_email=fields.get("email", ""),
        user_url=fields.get("url", ""),
        ip_address=fields.get("ip_address"),
        comment=text,
        submit_date=submit_date,
        parent_id=parent.pk if parent else 0,
        is_public=fields.get("is_public", True),
        is_removed=fields.get("is_removed", False),
    )
    comment.save()
    return comment


# -- depth
# --------------------------------------------------------------------------------------------


def max_depth(page: Any) -> int:
    """The level of the deepest reply that the site allows under this post; 0 means no replies at
    all.
    """
    meta = page.specific_class._meta if hasattr(page, "specific_class") else page._meta
    by_model = xtd_settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL
    label = f"{meta.app_label}.{meta.model_name}"
    return by_model.get(label, xtd_settings.COMMENTS_XTD_MAX_THREAD_LEVEL)


def allowed_parent(comment: Any, page: Any, known: Mapping[int, Any] | None = None) -> Any | None:
    """``comment``, or its deepest ancestor that may still be replied to; None where nothing may.

    ``known`` holds comments by primary key that need not be asked of the database.
    """
    limit = max_depth(page)
    while comment is not None and comment.level >= limit:
        parent_pk = comment.parent_id if is_reply(comment) else 0
        comment = known.get(parent_pk) if known is not None else find(parent_pk)
    return comment


# -- posting
# ------------------------------------------------------------------------------------------


def form_for(page: Any, *, parent: Any = None, data: Any = None, initial: Any = None) -> Any:
    """xtd's own form (or the site's, COMMENTS_XTD_FORM_CLASS) for a specific page."""
    return get_form()(page, data=data, comment=parent, initial=dict(initial or {}))


def find(pk: Any) -> Any | None:
    """A settled comment by primary key, None for anything that names none."""
    return settled(pk=int(pk)).first() if str(pk).isdigit() else None


def post(request: Any) -> Any:
    """Hand a checked request to xtd's own view; returns its response (400 after a veto)."""
    return post_comment(request)


def guests_may_post(page: Any) -> bool:
    """Whether COMMENTS_XTD_APP_MODEL_OPTIONS lets anybody post, not only accounts."""
    from django_comments_xtd.utils import get_app_model_options  # needs the app registry

    content_type = ContentType.objects.get_for_model(page.specific_class)
    return get_app_model_options(content_type=content_type)["who_can_post"] != "users"


def asks_to_confirm(user: Any) -> bool:
    """Whether a comment of this user waits until an e-mail address is confirmed."""
    signed_in = user is not None and user.is_authenticated
    return bool(xtd_settings.COMMENTS_XTD_CONFIRM_EMAIL) and not signed_in


def digest(comment: Any) -> str:
    """What xtd itself identifies a comment by that it has not saved yet, as one hex string."""
    moment = comment.submit_date.astimezone(UTC)
    parts = [comment.user_name, comment.user_email, str(bool(comment.followup)), moment.isoformat()]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def twin(comment: Any, since: datetime) -> Any | None:
    """An earlier saved comment with the same words by the same writer under the same post."""
    return (
        settled(object_pk=str(comment.object_pk), comment=comment.comment, submit_date__gte=since)
        .filter(user_email__iexact=comment.user_email)
        .first()
    )


# -- confirming
# ---------------------------------------------------------------------------------------


def confirmation_key(comment: Any) -> str:
    """The signed link part that xtd's confirmation understands."""
    key = signed.dumps(comment, compress=True, extra_key=xtd_settings.COMMENTS_XTD_SALT)
    return key.decode()


def read_key(key: str) -> Any | None:
    """The waiting comment of a confirmation link; None if the link was altered, cut or its post is
    gone.
    """
    try:
        return signed.loads(str(key), extra_key=xtd_settings.COMMENTS_XTD_SALT)
    except (ValueError, LookupError, page_model().DoesNotExist, ContentType.DoesNotExist):
        return None


def saved(tmp: Any) -> Any | None:
    """The row that a waiting comment became, None while it waits."""
    return (
        comment_model()
        .norel_objects.filter(
            user_name=tmp.user_name,
            user_email=tmp.user_email,
            followup=tmp.followup,
            submit_date=tmp.submit_date,
        )
        .first()
    )


def confirm(request: Any, key: str) -> Any:
    """xtd's own confirmation: saves the waiting comment unless a receiver discards it."""
    from django_comments_xtd.views import confirm as xtd_confirm  # needs the app registry

    return xtd_confirm(request, key)


def save_posted(sender: Any, comment: Any, request: Any) -> None:
    """xtd's own receiver of ``comment_was_posted``, for comments that need no confirmation."""
    from django_comments_xtd.views import on_comment_was_posted  # needs the app registry

    on_comment_was_posted(sender=sender, comment=comment, request=request)


def listen(*, will_be_posted: Any, was_posted: Any, confirmed: Any) -> None:
    """Connect receivers to what happens to a waiting comment.

    ``was_posted`` takes the place of xtd's own receiver, which would mail its own request to
    confirm.
    """
    from django_comments_xtd import views  # needs the app registry
    from django_comments_xtd.models import TmpXtdComment

    signals.comment_was_posted.disconnect(views.on_comment_was_posted, sender=TmpXtdComment)
    signals.comment_was_posted.connect(was_posted, sender=TmpXtdComment)
    signals.comment_will_be_posted.connect(will_be_posted, sender=TmpXtdComment)
    xtd_signals.confirmation_received.connect(confirmed, sender=TmpXtdComment)


def rest_view(of_count: bool) -> Any:
    """xtd's REST view of a post's comments: the list, or how many there are."""
    from django_comments_xtd.api.views import CommentCount, CommentList  # needs the app registry

    return (CommentCount if of_count else CommentList).as_view()


def from_address() -> str:
    """The sender of the mails about comments."""
    return xtd_settings.COMMENTS_XTD_FROM_EMAIL


def neighbours(comment: Any) -> list[int]:
    """Comments whose reading may depend on one that was deleted: its xtd thread, and one that
    points.
    """
    thread = settled(thread_id=comment.thread_id).values_list("pk", flat=True)
    pointing = settled(
        object_pk=comment.object_pk, peersupport_analysis__points_back=True
    ).values_list("pk", flat=True)
    return [*thread[:1], *pointing[:1]]
