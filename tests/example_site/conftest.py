import fcntl
import os
import shutil

import pytest

from tests.example_site.demo import Demo


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory):
    """The example site, loaded at the second attempt: the first one was killed in the middle.

    Loading takes a while, so the processes of a parallel run share one. ``killed.txt`` holds how
    many posts and comments the killed attempt left, ``output.txt`` what the second printed.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    demo = Demo(shared / "example_site")
    with (shared / "example_site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "output.txt").exists():
            demo.kill_while_loading()
            left = demo.count("wagtailcore_page", "depth > 2") + demo.count("django_comments")
            (shared / "killed.txt").write_text(str(left))
            done = demo.run()
            assert done.returncode == 0, done.stderr
            (shared / "output.txt").write_text(done.stdout)
    return shared


@pytest.fixture
def demo(loaded_once, tmp_path):
    """The loaded example site, in a copy that the test may change."""
    shutil.copytree(loaded_once / "example_site", tmp_path / "site")
    return Demo(tmp_path / "site")


@pytest.fixture(scope="session")
def served(loaded_once, tmp_path_factory):
    """The address of the running example site."""
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(loaded_once / "example_site", folder)
    with Demo(folder).serve() as url:
        yield url
