"""xtd's doors: its form, its views, its links and its signals, as the rest of the house uses
them.
"""

import hashlib
from datetime import UTC
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.module_loading import import_string
from django_comments import signals
from django_comments.views.comments import post_comment
from django_comments_xtd import get_form, signed
from django_comments_xtd import signals as xtd_signals
from django_comments_xtd.conf import settings as xtd_settings

from .rows import comment_model, page_model


def form_for(page: Any, *, parent: Any = None, data: Any = None, initial: Any = None) -> Any:
    """xtd's own form (or the site's, COMMENTS_XTD_FORM_CLASS) for a specific page."""
    return get_form()(page, data=data, comment=parent, initial=dict(initial or {}))


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
