"""What leaves by mail, and where the links in mails lead."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.core import mail
from django.test import Client

from tests.visibility.exits import register, said
from tests.visibility.world import World, thread_of
from wagtail_peersupport.asker_links import Purpose, asker_url
from wagtail_peersupport.models import Acceptance, Lesson, MeToo, SupportReply, Thanks
from wagtail_peersupport.notifications import (
    answering,
    helper_links,
    merging,
    solving,
    teaching,
    thanking,
    thanks,
    told_links,
)

ANSWER = {"answer", "answer's words", "helper"}

# Links -------------------------------------------------------------------------------------------


def path_of(url: str) -> str:
    return urlsplit(url).path


@register("what an account helped", {"otherwise"}, "wagtail_peersupport:my_help")
def my_help(world: World, client: Client) -> str:
    client.force_login(world.robin)
    return said(client.get("/comments/my-help/"))


@register("what a guest helped", {"question", "helper"}, "wagtail_peersupport:my_help_by_link")
def my_help_by_link(world: World, client: Client) -> str:
    url = helper_links.helper_url(world.other, world.answer, world.answer.user_email)
    return said(client.get(path_of(url)))


@register("asker's links", ANSWER | {"question", "post"}, "wagtail_peersupport:asker")
def asker(world: World, client: Client) -> str:
    email, asked, answered = world.question.user_email, world.question.pk, world.answer.pk
    urls = [
        asker_url(world.other, Purpose.QUESTION, asked, email),
        asker_url(world.other, Purpose.SOLVED, asked, email, answered),
    ]
    return "".join(said(client.get(path_of(url))) for url in urls)


@register(
    "tell me",
    {"open"},
    *("wagtail_peersupport:tell_me", "wagtail_peersupport:confirm_telling"),
)
def tell_me(world: World, client: Client) -> str:
    wish = MeToo.objects.get(comment_id=world.open.pk)
    url = told_links.confirm_url(world.other, wish.pk, wish.email)
    paths = (f"/comments/{world.open.pk}/tell-me/", path_of(url))
    guest = world.guest("waiting")
    return "".join(said(guest.get(path, follow=True)) for path in paths)


# Mails -------------------------------------------------------------------------------------------

Send = Callable[[World], None]


def mails(name: str, shows: set[str]) -> Callable[[Send], Send]:
    """An exit that is mail: what a function sends."""

    def add(send: Send) -> Send:
        def read(world: World, client: Client) -> str:
            before = len(mail.outbox)
            send(world)
            return "".join(one.message().as_string() for one in mail.outbox[before:])

        register(f"mail: {name}", shows)(read)
        return send

    return add


@mails("somebody answered", ANSWER | {"question", "asker", "post"})
def answered(world: World) -> None:
    for pk in SupportReply.objects.filter(comment=world.answer.pk).values_list("pk", flat=True):
        answering.notify_asker(pk)


@mails("it worked", ANSWER | {"question", "asker", "post"})
def it_worked(world: World) -> None:
    for pk in Acceptance.objects.filter(answer=world.answer.pk).values_list("pk", flat=True):
        thanking.notify_helper(pk)


@mails("it is solved", ANSWER | {"question", "post"})
def solved(world: World) -> None:
    solving.notify_solved(world.asked.pk)


@mails("thank you", ANSWER | {"question", "post"})
def thanked(world: World) -> None:
    for pk in Thanks.objects.values_list("pk", flat=True):
        thanks.notify_thanked(pk)


@mails("it is in the post", {"question", "helper", "post"})
def taught(world: World) -> None:
    for pk in Lesson.objects.values_list("pk", flat=True):
        teaching.notify_taught(pk)


@mails("it was merged", set())
def merged(world: World) -> None:
    for pk in (world.asked.pk, thread_of(world.same).pk):
        merging.notify_merged(pk)
