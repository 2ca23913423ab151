"""What many tests begin with is made once, through the doors that readers use, and kept.

A fixture marked ``@kept`` leaves what it did in the database, in a transaction around the tests
that follow in the same module; each of them gets a copy of what it returned and of the mail that
it sent. Whatever a test does is undone as ever. What is kept is made before all other fixtures
that touch the database, and the cache is empty after it.

A kept fixture builds on ``db``, on what is kept, on ``@factory`` fixtures and on those of a wider
scope. It changes the database, its own arguments and the mail: nothing else.
"""

import copy
import functools
import inspect
import itertools
import time
from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

# Seconds until all is made anew: no test finds that "now" was long ago.
AGE = 20

# pytest-django's fixture that gives a test its database.
DATABASE = "_django_db_helper"
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}
# Through these a fixture changes what others see of it only while its test runs.
PASSING = {"client", "monkeypatch", "request", "settings", "tmp_path"}


def kept(function=None, **options):
    """A fixture whose outcome the tests of a module share. To tests that commit it is as any."""
    if function is None:
        return functools.partial(kept, **options)
    if wrong := PASSING & set(inspect.signature(function).parameters):
        raise TypeError(f"{function.__name__} can't be kept: it uses {', '.join(sorted(wrong))}")

    @functools.wraps(function)
    def copied(**arguments):
        if function not in _given:
            return function(**arguments)
        # Not before: pytest-django and Django empty the outbox when a test begins.
        mail.outbox += _mail
        _mail.clear()
        return _given[function]

    copied.kept = function
    return pytest.fixture(copied, **options)


def factory(function):
    """A fixture that does nothing itself, and returns a function that kept ones may use."""
    function.is_factory = True
    return pytest.fixture(function)


@dataclass(frozen=True)
class _Level:
    """The state after one kept fixture, in a transaction within that of the level below.

    ``plan`` says all that it came from; ``outcome`` is what the fixtures till then returned, and
    the mail.
    """

    plan: tuple
    outcome: tuple
    atomic: transaction.Atomic
    made_at: float


_levels = []
# What this test is given: the function of a fixture → its own copy of what that returned.
_given = {}
_mail = []


def in_groups(items):
    """Tests of a module that begin alike stand together, else in the order that they had."""
    modules = [list(found) for __, found in itertools.groupby(items, key=lambda item: item.path)]
    for tests in modules:
        tests.sort(key=lambda item: _Needs(item).names())
    items[:] = itertools.chain.from_iterable(modules)


def begin():
    """A test begins, and was given nothing yet."""
    _given.clear()
    _mail.clear()


def prepare(request):
    """Finds or makes what this test builds on. Runs before pytest-django opens its transaction."""
    needs = None if _commits(request.node) else _Needs(request.node, request)
    plans = needs.plans() if needs else []
    forget(_in_common(plans))
    if plans:
        for plan in plans[len(_levels) :]:
            _make(plan, needs)
        values, messages = copy.deepcopy(_levels[-1].outcome)
        _given.update(values)
        _mail.extend(messages)


def forget(count=0):
    """Undoes all levels above the first ``count``."""
    while len(_levels) > count:
        transaction.set_rollback(True)
        _levels.pop().atomic.__exit__(None, None, None)


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(COMMITTING & set(item.fixturenames) or (marker and marker.kwargs))


def _in_common(plans):
    """The number of levels that this test can build on."""
    if _levels and time.monotonic() - _levels[0].made_at > AGE:
        return 0
    count = 0
    for level, plan in zip(_levels, plans, strict=False):
        if level.plan != plan:
            break
        count += 1
    return count


def _make(plan, needs):
    """One level more: runs the last fixture of a plan."""
    needs.set_up_around()
    values, messages = copy.deepcopy(_levels[-1].outcome) if _levels else ({}, [])
    mail.outbox[:] = messages
    atomic = transaction.atomic()
    # As TestCase's own, so that code which wants to be the outermost transaction may run.
    atomic._from_testcase = True
    atomic.__enter__()
    try:
        function = plan[-1].func.kept
        values[function] = needs.call(function, values)
    except BaseException:
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        raise
    _levels.append(_Level(plan, (values, list(mail.outbox)), atomic, time.monotonic()))
    cache.clear()
    translation.deactivate()


class _Needs:
    """The fixtures of one test."""

    def __init__(self, item, request=None):
        self._request = request
        found = item._fixtureinfo.name2fixturedefs
        self._definitions = {name: found[name][-1] for name in item.fixturenames if name in found}

    def plans(self):
        """For each kept fixture in the order of making: all that is made until then."""
        around, order = self._around(), self._order()
        return [(*around, *order[: count + 1]) for count in range(len(order))]

    def names(self):
        return [definition.argname for definition in (*self._around(), *self._order())]

    def set_up_around(self):
        for definition in self._around():
            self._request.getfixturevalue(definition.argname)

    def call(self, function, values):
        """What a kept fixture or a factory returns for these ``values`` of kept ones."""
        return function(**{name: self._value(name, values) for name in _arguments(function)})

    def _value(self, name, values):
        if name == "db":
            return None
        if name == "django_user_model":
            return get_user_model()
        definition = self._definitions[name]
        if _is_kept(definition):
            return values[definition.func.kept]
        if hasattr(definition.func, "is_factory"):
            return self.call(definition.func, values)
        if definition.scope == "function":
            pytest.fail(f"{name} is neither kept nor a factory (tests/keeping.py)", pytrace=False)
        return self._request.getfixturevalue(name)

    def _order(self):
        order = {}
        for definition in sorted(self._definitions.values(), key=_place):
            if _is_kept(definition):
                self._add(definition, order)
        return list(order)

    def _add(self, definition, order):
        for name in definition.argnames:
            if name in self._definitions and name != definition.argname:
                self._add(self._definitions[name], order)
        if _is_kept(definition):
            order[definition] = None

    def _around(self):
        """Fixtures of ours without a database that may change how all others work."""
        return [
            definition
            for definition in self._definitions.values()
            if definition.baseid.startswith("tests")
            and not self._uses(definition, {"db", DATABASE})
            and (definition.scope != "function" or self._uses(definition, PASSING))
        ]

    def _uses(self, definition, names):
        return any(
            name in names
            or (name in self._definitions and self._uses(self._definitions[name], names))
            for name in definition.argnames
            if name != definition.argname
        )


def _is_kept(definition):
    return hasattr(definition.func, "kept")


def _arguments(function):
    return inspect.signature(function).parameters


def _place(definition):
    """A module's own fixtures come first, as they stand there; then those of all modules."""
    code = inspect.unwrap(definition.func).__code__ if _is_kept(definition) else None
    return -len(definition.baseid), code.co_firstlineno if code else 0
