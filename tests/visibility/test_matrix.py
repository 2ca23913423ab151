"""Nothing that is hidden leaves through any exit, in whatever way it was hidden."""

import pytest
from django.test import Client

from tests.visibility import elsewhere, letters, readers
from tests.visibility.exits import EXITS
from tests.visibility.ways import WAYS
from tests.visibility.world import World, facts_in

assert elsewhere, letters
#: Pages of which something is kept in a cache.
KEPT = ("{world.post.url}", "{world.post.url}?order=helpful", "{world.other.url}", "{world.hub.url}")


def test_every_exit_shows_what_it_is_said_to_show_while_all_is_public(world):
    wrong = []
    for name, exit_ in EXITS.items():
        found = facts_in(exit_.read(world, Client()))
        if found != exit_.shows:
            more, less = found - exit_.shows, exit_.shows - found
            wrong.append(f"{name}: also {sorted(more)}, but not {sorted(less)}")
    assert not wrong, "\n".join(wrong)


def leaks(world: World, way, client_of, exits):
    found = []
    for name, exit_ in exits.items():
        may_not = way.gone if exit_.shows_comments else way.unlisted
        may_not -= way.but.get(name, frozenset())
        left = facts_in(exit_.read(world, client_of(world))) & may_not
        if left:
            found.append(f"{name}: {', '.join(sorted(left))}")
    return found


@pytest.mark.parametrize("name", WAYS)
def test_nothing_hidden_leaves_to_a_stranger(name, world):
    way = WAYS[name]
    way.before(world)
    for path in KEPT:
        Client().get(path.format(world=world))
    way.apply(world)
    found = leaks(world, way, lambda world: Client(), EXITS)
    assert not found, "\n".join(found)
