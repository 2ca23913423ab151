"""xtd's doors: its form, its views, its links and its signals, as the rest of the house uses
them.
"""

import hashlib
from datetime import UTC
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.shortcuts import get_current_site
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django_comments import signals
from django_comments_xtd import get_form, signed
from django_comments_xtd import signals as xtd_signals
from django_comments_xtd.conf import settings as xtd_settings

from .rows import comment_model, page_model


def form_for(page: Any, *, parent: Any = None, data: Any = None, initial: Any = None) -> Any:
    """xtd's own form (or the site's, COMMENTS_XTD_FORM_CLASS) for a specific page."""
    return get_form()(page, data=data, comment=parent, initial=dict(initial or {}))


def post(request: Any, form: Any) -> Any | None:
    """Post what a valid form of :func:`form_for` holds, as xtd's own view does once it has checked
    the same; returns the waiting comment, None after a veto.
    """
    comment = form.get_comment_object(site_id=get_current_site(request).pk)
    comment.ip_address = request.META.get("REMOTE_ADDR") or None
    if request.user.is_authenticated:
        comment.user = request.user
    said = {"sender": type(comment), "comment": comment, "request": request}
    if any(answer is False for __, answer in signals.comment_will_be_posted.send(**said)):
        return None
    comment.save()
    signals.comment_was_posted.send(**said)
    return comment


def row_of(comment: Any) -> Any | None:
    """The row of a comment that was just posted, None while it waits to be confirmed."""
    # A form of the site's own may make the row itself.
    return comment if isinstance(comment, comment_model()) else comment.xtd_comment


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
    """What xtd's own receiver of ``comment_was_posted`` does with a comment that needs no
    confirmation, but for what it asks the database in vain: whether a link in its mail saved the
    same already, and for the texts of mails that nobody gets.
    """
    from django_comments_xtd import views  # needs the app registry

    if asks_to_confirm(comment.user):
        # Under other things than pages: xtd mails its own request.
        views.on_comment_was_posted(sender=sender, comment=comment, request=request)
        return
    row = comment_model()(**comment)
    row.save()
    comment.xtd_comment = row
    xtd_signals.confirmation_received.send(sender=sender, comment=comment, request=request)
    if comment.is_public and _followers(row).exists():
        views.notify_comment_followers(row)


def _followers(comment: Any) -> QuerySet:
    """The comments of those who follow the whole page, as xtd lets them."""
    rows = comment_model().norel_objects.filter(object_pk=comment.object_pk, followup=True)
    return rows.filter(content_type_id=comment.content_type_id, is_public=True)


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


def xtd_view(path: str, without: Q | None = None) -> Any:
    """A view of xtd, or of django-contrib-comments below it, by its dotted path.

    ``without`` names the comments that a view with a queryset leaves out. Imported when it is first
    used: xtd's views need the app registry.
    """

    def view(request: Any, *args: Any, **kwargs: Any) -> Any:
        found = import_string(path)
        if without is not None:
            found = _leaving_out(found, without)
        return (found.as_view() if isinstance(found, type) else found)(request, *args, **kwargs)

    return view


def _leaving_out(view: Any, without: Q) -> type:
    def get_queryset(self: Any, **kwargs: Any) -> Any:
        return view.get_queryset(self, **kwargs).exclude(without)

    return type(view.__name__, (view,), {"get_queryset": get_queryset})


def from_address() -> str:
    """The sender of the mails about comments."""
    return xtd_settings.COMMENTS_XTD_FROM_EMAIL
