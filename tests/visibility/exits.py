"""The exits through which anything of ours reaches readers, other programs and mailboxes.

Each is a function of the world and somebody's browser that returns the text of everything that
left, headers and addresses among it, and says which facts leave there as long as nothing is hidden.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.visibility.world import World

Read = Callable[[World, Client], str]


@dataclass(frozen=True)
class Exit:
    """``shows`` are exactly the facts that leave while all is public: of these it is tested, and
    any other is known not to leave there. ``of`` are the names of addresses, routes, endpoints and
    tags that it goes through.
    """

    read: Read
    shows: frozenset[str]
    of: tuple[str, ...] = ()
    shows_comments: bool = False
    """Whether it shows what stands under a post, be it a question or none."""
    is_personal: bool = False
    """Whether it depends on who looks."""
    is_variant: bool = False
    """Whether it is another one, narrowed or sorted."""


EXITS: dict[str, Exit] = {}


def register(name: str, shows: set[str], *of: str, **more: bool) -> Callable[[Read], Read]:
    def add(read: Read) -> Read:
        assert name not in EXITS
        EXITS[name] = Exit(read, frozenset(shows), of, **more)
        return read

    return add


def said(response: Any) -> str:
    """All that a response tells, and where it led."""
    assert response.status_code < 500
    parts = [f"{name}: {value}" for name, value in response.headers.items()]
    parts += [url for url, __ in getattr(response, "redirect_chain", ())]
    return "\n".join([*parts, response.content.decode()])


def get(path: str, shows: set[str], *of: str, name: str = "", **more: bool) -> None:
    """An exit that is a page; ``path`` is filled in with the world."""

    def read(world: World, client: Client) -> str:
        return said(client.get(path.format(world=world), follow=True))

    register(name or path, shows, *of, **more)(read)
