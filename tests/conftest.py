import contextlib
import gc
import os

import pytest
from django.core.cache import cache
from django.utils import translation

from tests import keeping
from tests.engines import PLAIN
from tests.keeping import factory, kept
from tests.servers import RQ_TASKS, MissingError, RedisServer, in_ci, rq_queues
from wagtail_peersupport import meaning

NOT_TESTED = "NOT TESTED on this machine"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
        if not _asks_the_database(item):
            item.add_marker(pytest.mark.once)
    yield
    keeping.in_groups(items)


def pytest_collection_finish():
    """What is loaded by now stays until the end: the garbage collector need not go through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _asks_the_database(item):
    fixtures = {"db", "live_server", "transactional_db"} & set(item.fixturenames)
    return bool(item.get_closest_marker("django_db") or fixtures)


def pytest_terminal_summary(terminalreporter):
    reasons = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    if missing := [reason for reason in reasons if NOT_TESTED in reason]:
        terminalreporter.section(f"{NOT_TESTED}: {len(missing)} tests", red=True, bold=True)


def give_up(missing):
    """Says loudly what this machine can't test; where CI is set, that is a failure."""
    message = f"{NOT_TESTED}: {missing}"
    if in_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


# The database ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _migrated(django_db_modify_db_settings, django_db_blocker):
    from tests.migrated import Migrated

    with django_db_blocker.unblock():
        return Migrated()


@pytest.fixture(scope="session")
def django_db_keepdb(_migrated):
    """Tells pytest-django that the database is there."""
    return _migrated.is_copy


@pytest.fixture(scope="session")
def django_db_createdb():
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, _migrated, django_db_blocker):
    """The same as pytest-django's, from a copy of what was migrated before.

    A test that commits leaves no empty tables: Wagtail's first page, site and locale come from
    migrations.
    """
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        _migrated.keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: _migrated.restore())
        yield
    with django_db_blocker.unblock():
        _migrated.drop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    keeping.begin()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    if fixturedef.argname == keeping.DATABASE:
        try:
            with request.getfixturevalue("django_db_blocker").unblock():
                keeping.prepare(request)
        except BaseException as error:
            # As pytest's own way of setting up does: the next test begins anew.
            fixturedef.cached_result = (None, fixturedef.cache_key(request), (error, None))
            raise
    return (yield)


@pytest.fixture(autouse=True, scope="module")
def _kept_for_a_module(django_db_blocker):
    yield
    with django_db_blocker.unblock():
        keeping.forget()


# Every test --------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def _default_language():
    """A request through the test client leaves its language behind: no test inherits another's."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def encoder():
    """The sentence encoder of the extra ``[semantic]``: whoever asks for it gets its evidence."""
    return meaning.encoder()


@pytest.fixture(autouse=True)
def _default_install(request, monkeypatch):
    """All other tests see what a site without the extra sees."""
    if "encoder" not in request.fixturenames:
        monkeypatch.setattr(meaning, "available", lambda: False)


@pytest.fixture
def plain_engine(settings):
    """What is understood of a comment stands plainly in its words (tests/engines.py)."""
    settings.PEERSUPPORT = PLAIN


# The blog ----------------------------------------------------------------------------------------


@kept
def home(db):
    """The root page of the only site, at ``/``."""
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True).root_page


@kept
def blog(home):
    """The blog's index, at ``/blog/``."""
    from tests.site.models import BlogIndexPage

    return home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))


@factory
def make_post(blog):
    """Makes a live post of the blog: ``make_post("A title", owner=…, slug=…)``."""
    from tests.site.models import BlogPage

    def make(title, **fields):
        return blog.add_child(instance=BlogPage(title=title, **fields))

    return make


@kept
def post(make_post):
    return make_post("How we print our shirts", slug="how-we-print", body="<p>With ink.</p>")


@kept
def reader(django_user_model):
    """A reader with an account."""
    return django_user_model.objects.create_user("robin", "robin@example.com", "robin")


@kept
def admin_user(django_user_model):
    """Somebody who may do everything; instead of pytest-django's, which is not kept."""
    return django_user_model.objects.create_superuser("admin", "admin@example.com", "password")


@kept
def ann(db):
    """A reader without an account."""
    from tests.readers import Reader

    return Reader("Ann")


@kept
def hub(home):
    """The support hub, at ``/help/``."""
    from wagtail_peersupport.hub.models import SupportHubPage

    return home.add_child(instance=SupportHubPage(title="Help", slug="help"))


# The queue ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _redis_process():
    try:
        server = RedisServer()
    except MissingError as missing:
        give_up(missing)
    yield server
    server.close()


@pytest.fixture
def redis_server(_redis_process):
    """A running, empty Redis; a test may ``stop()`` it."""
    _redis_process.start()
    _redis_process.client().flushdb()
    return _redis_process


@pytest.fixture
def rq_worker(transactional_db, settings, redis_server, tmp_path):
    """The site with its tasks on Redis, and the workers that do them: ``rq_worker.run()``."""
    from tests.workers import Workers

    settings.TASKS = RQ_TASKS
    settings.RQ_QUEUES = rq_queues(redis_server.url)
    workers = Workers(redis_server, tmp_path / "mail")
    yield workers
    workers.close()


# The browser -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _browser():
    """One Chromium for the whole run, or the MissingError that says why there is none."""
    from tests.browser import chromium

    with contextlib.ExitStack() as stack:
        try:
            running = stack.enter_context(chromium())
        except MissingError as missing:
            running = missing
        yield running


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """Starts the browser before the database is made, where any test needs one.

    Playwright keeps an event loop in this thread. Django takes that for async code, refuses to
    work, and keeps its connections elsewhere, so the loop must be there from the beginning.
    """
    if any("browser" in item.fixturenames for item in request.session.items):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        request.getfixturevalue("_browser")


@pytest.fixture(scope="session")
def browser(_browser):
    if isinstance(_browser, MissingError):
        give_up(_browser)
    return _browser


@pytest.fixture
def new_page(browser):
    """Opens pages in windows of their own: ``new_page(viewport=PHONE, java_script_enabled=False)``.

    The test fails where a script of any of the pages did, or the server (a status from 500 on).
    """
    from tests.browser import DESKTOP

    contexts, errors = [], []

    def make(**options):
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on(
            "response", lambda got: got.status >= 500 and errors.append(f"{got.url}: {got.status}")
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)


@pytest.fixture
def page(new_page, live_server):
    """A desktop window on the live server: ``page.goto(post.url)``."""
    return new_page(base_url=live_server.url)


@pytest.fixture
def phone(new_page, live_server):
    """A phone's window, 360 pixels wide."""
    from tests.browser import PHONE

    return new_page(base_url=live_server.url, viewport=PHONE)


@pytest.fixture
def page_without_js(new_page, live_server):
    return new_page(base_url=live_server.url, java_script_enabled=False)


@pytest.fixture
def log_in(live_server, client):
    """Signs a user in without the form: ``log_in(page, reader)``."""

    def log_in(page, user):
        client.force_login(user)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return log_in
