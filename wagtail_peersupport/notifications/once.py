"""Nobody is told the same twice: what each address was told, kept with what it was told of."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone, translation

from ..models import Notice
from ..models.notices import recipient_hash
from .sending import send

T = TypeVar("T")


def remember(comment: Any, to: str, event: str) -> bool:
    """Note that this address knows of an event around a comment; False where it was noted before,
    by this task or another.
    """
    __, is_new = Notice.objects.get_or_create(
        event=event,
        comment_id=comment.pk,
        recipient_hash=recipient_hash(to),
        defaults={"sent_at": timezone.now()},
    )
    return is_new


def send_once(
    name: str, to: str, event: str, comment: Any, page: Any, context: Callable[[], dict[str, Any]]
) -> None:
    """Send the mail ``name``, in the language of ``page``, unless this address was told. Its
    ``context`` is asked for only then. Raises what the mail backend raises.
    """
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        if remember(comment, to, event):
            with translation.override(page.locale.language_code):
                send(name, to, context())


def tell_each(those: Iterable[T], tell: Callable[[T], None]) -> None:
    """Tell all of them. Raises what the mail backend raises, after everybody else was told."""
    failure: OSError | None = None
    for one in those:
        try:
            tell(one)
        except OSError as error:
            failure = error
    if failure is not None:
        raise failure
