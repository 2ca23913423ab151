"""What a comment is, said by its writer or by staff; and what staff do with praise."""

from django.http import Http404

from ..actions import deciding, praising
from ..models.choices import Kind
from ..threads.lookup import visible_comment
from ..viewer import Viewer
from .verbs import endpoint


@endpoint
def needs_support(pk: int, viewer: Viewer) -> None:
    deciding.decide_needs_support(visible_comment(pk, viewer), viewer, True)


@endpoint
def needs_no_support(pk: int, viewer: Viewer) -> None:
    deciding.decide_needs_support(visible_comment(pk, viewer), viewer, False)


@endpoint
def kind(pk: int, viewer: Viewer, name: str) -> None:
    if name not in Kind.values:
        raise Http404("There is no such kind of comment.")
    deciding.decide_kind(visible_comment(pk, viewer), viewer, Kind(name))


@endpoint
def withdraw(pk: int, viewer: Viewer) -> None:
    deciding.withdraw_decision(visible_comment(pk, viewer), viewer)


@endpoint
def thank(pk: int, viewer: Viewer) -> None:
    praising.thank(visible_comment(pk, viewer), viewer)


@endpoint
def unthank(pk: int, viewer: Viewer) -> None:
    praising.unthank(visible_comment(pk, viewer), viewer)


@endpoint
def feature(pk: int, viewer: Viewer) -> None:
    praising.feature(visible_comment(pk, viewer), viewer)


@endpoint
def unfeature(pk: int, viewer: Viewer) -> None:
    praising.unfeature(visible_comment(pk, viewer), viewer)
