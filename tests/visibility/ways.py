"""The ways in which something stops being public, and what nobody may learn then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client, TestCase
from wagtail.models import PageViewRestriction

from tests import hiding
from tests.visibility.world import ALL, ANSWER, QUESTION, THREAD, World, thread_of
from wagtail_peersupport import comments
from wagtail_peersupport.actions import deciding, merging, moderating, reporting, withdrawing
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import CommentOrigin
from wagtail_peersupport.models.choices import RemovalReason, ReportReason
from wagtail_peersupport.viewer import Viewer

Hide = Callable[[World], Any]


def nothing(world: World) -> None:
    pass


@dataclass(frozen=True)
class Way:
    """How something is hidden."""

    hide: Hide
    gone: frozenset[str]
    """The facts that leave through no exit any more."""
    unlisted: frozenset[str]
    """Those that leave only where the comments of a post are shown, since nobody counts the
    question as one any more; ``gone`` among them.
    """
    before: Hide = nothing
    """What happens while everybody still sees everything."""
    admits: Callable[[World], Client] | None = None
    """A browser of somebody who may see it all the same."""
    is_kin: bool = False
    """Whether another way says the same in the end: then the main exits are enough."""
    but: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What leaves through some exits all the same, and rightly."""

    def apply(self, world: World) -> None:
        with TestCase.captureOnCommitCallbacks(execute=True):
            self.hide(world)


def boss() -> Viewer:
    users = get_user_model()._default_manager
    user = users.filter(username="boss").first()
    return Viewer(user=user or users.create_superuser("boss", "boss@example.com", "boss"))


# Pages -------------------------------------------------------------------------------------------


def pages(hide: Callable[[Any, Any], Any]) -> Hide:
    def hide_both(world: World) -> None:
        for page in (world.post, world.translated):
            hide(page, world.question)

    return hide_both


def page(hide: Callable[[Any, Any], Any], **more: Any) -> Way:
    return Way(pages(hide), gone=ALL, unlisted=ALL, **more)


def logged_in(world: World) -> Client:
    client = Client()
    client.force_login(world.robin)
    return client


def in_club(world: World) -> Client:
    world.robin.groups.add(Group.objects.get(name="Club"))
    return logged_in(world)


def who_knows_the_password(world: World) -> Client:
    client = Client()
    for restriction in PageViewRestriction.objects.all():
        path = f"/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
        client.post(path, {"password": "open", "return_url": "/"})
    return client


def merge_away(world: World) -> None:
    """The question counts as the other one, under a post that stays."""
    merging.merge_thread(thread_of(world.question), boss(), thread_of(world.same))


def take_in(world: World) -> None:
    """The other question counts as this one."""
    merging.merge_thread(thread_of(world.same), boss(), thread_of(world.question))


# Comments ----------------------------------------------------------------------------------------


def by_hand(hide: Callable[[Any, Any], Any], name: str = "question") -> Hide:
    return lambda world: hide(world.post, getattr(world, name))


def question(hide: Hide, **more: Any) -> Way:
    return Way(hide, gone=QUESTION, unlisted=THREAD, **more)


def answer(hide: Hide, **more: Any) -> Way:
    return Way(hide, gone=ANSWER, unlisted=ANSWER, **more)


def removed(name: str) -> Hide:
    return lambda world: moderating.remove_comment(getattr(world, name), boss(), RemovalReason.RUDE)


def unapproved(name: str) -> Hide:
    def take_back(world: World) -> None:
        comment = getattr(world, name)
        comment.is_public = False
        comment.save()

    return take_back


def held(world: World) -> None:
    """As a comment that the site's own rules keep until staff looked."""
    CommentOrigin.objects.filter(comment_id=world.question.pk).update(is_held=True)
    hiding.hold(world.post, world.question)
    sync_comments([world.question.pk])


def deleted(name: str) -> Hide:
    return lambda world: comments.find(getattr(world, name).pk).delete()


def withdrawn(world: World) -> None:
    withdrawing.withdraw_question(world.question, Viewer(guest_key="asker"))


def no_question(world: World) -> None:
    deciding.decide_needs_support(world.question, boss(), False)


def reported(world: World) -> None:
    users = get_user_model()._default_manager
    for number in range(3):
        user = users.create_user(f"r{number}", f"r{number}@example.com")
        reporting.report_comment(world.answer, Viewer(user=user), ReportReason.DANGEROUS)


#: Robin's own answers, where Robin may see them.
OWN = {"what an account helped": frozenset({"otherwise"})}
#: On its other site the post is as public as before: whoever asked or answered there hears of it,
#: and a block that knows no request asks for no site.
THERE = {
    "blocks without a request": ALL,
    **{f"mail: {name}": ALL for name in ("somebody answered", "it worked", "it is solved")},
    **{f"mail: {name}": ALL for name in ("thank you", "it is in the post")},
}
#: The thread that it was merged into tells who asked the same.
ASKED_THE_SAME = {
    name: frozenset({"asker", "post"})
    for name in (
        "{world.hub.url}{world.question.pk}/",
        "{world.hub.url}{world.same.pk}/",
        "after asking: meanwhile",
    )
}
#: The address of what was a question leads to its place under the post.
ITS_PLACE = {"{world.hub.url}{world.question.pk}/": ALL}

WAYS = {
    "draft": page(hiding.unpublish),
    "expired": page(hiding.expire, is_kin=True),
    "scheduled": page(hiding.schedule, is_kin=True),
    "login": page(hiding.hide_page, admits=logged_in, but=OWN),
    "login above": page(hiding.hide_above, admits=logged_in, but=OWN, is_kin=True),
    "group": page(hiding.hide_for_group, admits=in_club, is_kin=True),
    "password": page(hiding.hide_by_password, admits=who_knows_the_password, is_kin=True),
    "alias of a restricted page": page(hiding.hide_source, admits=logged_in, but=OWN, is_kin=True),
    "other site": page(hiding.move_to_another_site, but=THERE),
    "draft, after another question was merged into it": page(hiding.unpublish, before=take_in),
    "login, after it was merged into another question": page(
        hiding.hide_page, before=merge_away, but=OWN
    ),
    "question removed": question(removed("question")),
    "question removed by hand": question(by_hand(hiding.remove)),
    "question not approved": question(unapproved("question"), is_kin=True),
    "question not approved by hand": question(by_hand(hiding.hold), is_kin=True),
    "question held": question(held, is_kin=True),
    "question withdrawn": question(withdrawn),
    "question deleted": question(deleted("question"), is_kin=True),
    "question removed, after it was merged into another one": question(
        removed("question"), before=merge_away, is_kin=True
    ),
    "merged into another question": Way(
        merge_away, gone=frozenset(), unlisted=THREAD, but=ASKED_THE_SAME
    ),
    "no question, say staff": Way(no_question, gone=frozenset(), unlisted=THREAD, but=ITS_PLACE),
    "answer removed": answer(removed("answer")),
    "answer removed by hand": answer(by_hand(hiding.remove, "answer")),
    "answer not approved": answer(unapproved("answer"), is_kin=True),
    "answer not approved by hand": answer(by_hand(hiding.hold, "answer"), is_kin=True),
    "answer hidden by reports": answer(reported),
    "answer deleted": answer(deleted("answer"), is_kin=True),
    "praise removed by hand": Way(
        by_hand(hiding.remove, "praise"),
        gone=frozenset({"praise", "praiser"}),
        unlisted=frozenset({"praise", "praiser"}),
        is_kin=True,
    ),
}
