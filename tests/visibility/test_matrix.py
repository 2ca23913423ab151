"""Nothing that is hidden leaves through any exit, in whatever way it was hidden."""

import pytest
from django.test import Client

from tests.visibility import elsewhere, letters, readers
from tests.visibility.exits import EXITS
from tests.visibility.ways import WAYS, Way
from tests.visibility.world import World, facts_in

#: Each enters its exits in the table.
TABLES = (readers, elsewhere, letters)
#: Pages of which something is kept in a cache.
KEPT = (
    "{world.post.url}",
    "{world.post.url}?order=helpful",
    "{world.other.url}",
    "{world.hub.url}helpers/",
)


def test_every_exit_shows_what_it_is_said_to_show_while_all_is_public(world):
    wrong = []
    for name, exit_ in EXITS.items():
        found = facts_in(exit_.read(world, Client()))
        if found != exit_.shows:
            more, less = found - exit_.shows, exit_.shows - found
            wrong.append(f"{name}: also {sorted(more)}, but not {sorted(less)}")
    assert not wrong, "\n".join(wrong)


def hide(world: World, way: Way) -> None:
    """With every cache warm from when all was public."""
    way.before(world)
    for path in KEPT:
        Client().get(path.format(world=world))
    way.apply(world)


def leaks(world: World, way: Way, exits: dict, browser: Client | None = None) -> str:
    found = []
    for name, exit_ in exits.items():
        may_not = way.gone if exit_.shows_comments else way.unlisted
        may_not -= way.but.get(name, frozenset())
        left = facts_in(exit_.read(world, browser or Client())) & may_not
        if left:
            found.append(f"{name}: {', '.join(sorted(left))}")
    return "\n".join(found)


@pytest.mark.parametrize("name", WAYS)
def test_nothing_hidden_leaves_to_a_stranger(name, world):
    way = WAYS[name]
    hide(world, way)
    exits = {key: one for key, one in EXITS.items() if not (way.is_kin and one.is_variant)}
    found = leaks(world, way, exits)
    assert not found, found


MAIN = {
    name: EXITS[name]
    for name in (
        "{world.post.url}",
        "{world.hub.url}",
        "{world.hub.url}{world.question.pk}/",
        "/comments/write/?page={world.post.pk}&reply_to={world.answer.pk}",
    )
}
OF_COMMENTS = [
    name for name, way in WAYS.items() if name.startswith(("question", "answer")) and not way.is_kin
]


@pytest.mark.parametrize("name", OF_COMMENTS)
def test_not_even_to_whoever_wrote_it(name, world):
    """In the browser that they wrote it in."""
    way = WAYS[name]
    hide(world, way)
    for who in ("asker", "helper"):
        found = leaks(world, way, MAIN, world.guest(who))
        assert not found, f"{who}\n{found}"


def test_nor_to_an_account_outside_the_group(world):
    way = WAYS["group"]
    hide(world, way)
    robin = Client()
    robin.force_login(world.robin)
    found = leaks(world, way, {**MAIN, **BESIDES}, robin)
    assert not found, found


BESIDES = {
    name: EXITS[name]
    for name in (
        "search",
        "while typing",
        "block",
        "can you help?",
        "peersupport_questions page limit=20",
        "peersupport_latest_solved limit=20",
    )
}


@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.admits])
def test_who_may_see_the_post_sees_all_of_it_as_before(name, world):
    way = WAYS[name]
    hide(world, way)
    browser = way.admits(world)
    missing = []
    for exit_name, exit_ in {**MAIN, **BESIDES}.items():
        less = exit_.shows - facts_in(exit_.read(world, browser))
        if less:
            missing.append(f"{exit_name}: {', '.join(sorted(less))}")
    assert not missing, "\n".join(missing)
