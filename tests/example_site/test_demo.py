"""`make demo`: what a newcomer sees first."""

import json
import re
import socket
import urllib.request

import pytest

from tests.example_site.demo import ROOT, Demo

pytestmark = pytest.mark.once

POSTS = [json.loads(file.read_text("utf-8")) for file in ROOT.glob("example_site/data/posts/*")]
PREFIXES = {"en": "/", "de": "/de/", "fr": "/fr/"}
HUBS = ["/help/", "/de/hilfe/", "/fr/aide/"]
TABS = ["unanswered", "answered", "solved", "all"]


def test_an_interrupted_start_leaves_nothing_and_the_next_one_loads_everything(loaded_once):
    assert (loaded_once / "killed.txt").read_text() == "0"
    demo = Demo(loaded_once / "example_site")
    lines = [file.read_text("utf-8") for file in ROOT.glob("example_site/data/comments/*.jsonl")]
    assert demo.count("django_comments") == sum(text.count("\n") for text in lines)
    assert demo.count("shop_blogpage") == len(POSTS)


def test_what_was_understood_is_counted_in_the_database(loaded_once):
    demo = Demo(loaded_once / "example_site")
    output = (loaded_once / "output.txt").read_text()
    questions, comments = re.search(r"(\d+) questions.* in (\d+) comments", output).groups()
    seen = "kind = 'question' AND NOT is_retired AND comment_id IN (SELECT id FROM django_comments"
    seen += " WHERE is_public AND NOT is_removed)"
    assert int(questions) == demo.count("wagtail_peersupport_supportthread", seen) > 50
    assert int(comments) == demo.count("django_comments")


def test_what_is_unanswered_is_said_hub_by_hub_and_adds_up(loaded_once):
    output = (loaded_once / "output.txt").read_text()
    total, places = re.search(r"(\d+) unanswered \((.+?)\)", output).groups()
    assert re.findall(r"on the (\w+) hub", places) == ["English", "German", "French"]
    assert places.endswith("in the archive")
    assert sum(map(int, re.findall(r"\d+", places))) == int(total)


def test_the_english_hub_shows_as_many_as_were_announced(loaded_once, demo):
    announced = re.search(r"(\d+) on the English", (loaded_once / "output.txt").read_text())[1]
    with demo.serve() as url, urllib.request.urlopen(f"{url}/help/?tab=unanswered") as response:
        html = response.read().decode()
    tab = re.search(r"Unanswered\D+(\d+)", html[html.index("tab=unanswered") :])
    assert tab[1] == announced


def test_readers_votes_and_acceptances_are_loaded(loaded_once):
    demo = Demo(loaded_once / "example_site")
    assert demo.count("wagtail_peersupport_helpfulvote") > 300
    assert demo.count("wagtail_peersupport_metoo") > 50
    assert demo.count("wagtail_peersupport_acceptance", "for_asker") > 0
    assert demo.count("wagtail_peersupport_acceptance", "NOT for_asker") > 10
    assert demo.count("wagtail_peersupport_followup") > 0


def test_loading_sends_no_mail_but_that_of_the_morning_where_it_is_one(loaded_once):
    demo = Demo(loaded_once / "example_site")
    mornings = demo.count("wagtail_peersupport_heartbeat", "name LIKE 'morning %'")
    assert len(list(demo.folder.rglob("*.eml"))) == mornings


def test_a_second_start_keeps_what_happened_since(demo):
    comments = demo.count("django_comments")
    kept = demo.folder / "mail" / "20260101-000000-000000-00000000.eml"
    # There is one already where the mail of the morning was due.
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("Subject: Kept\n\n")
    done = demo.run()
    assert done.returncode == 0
    assert "Loading" not in done.stdout + done.stderr
    assert demo.count("django_comments") == comments
    assert kept.exists()


def test_a_broken_database_is_named_with_the_way_out(tmp_path):
    (tmp_path / "demo.sqlite3").write_text("This is no database." * 99)
    done = Demo(tmp_path).run()
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: Can't use ")
    assert "demo --fresh" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = Demo(tmp_path).run("--port", str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"CommandError: Port {port} is taken. Choose another: make demo PORT=8123\n"
    )


def test_every_page_answers(served):
    paths = [*PREFIXES.values(), "/mail/", "/login/", "/admin/login/", "/another-site/"]
    paths += [f"/api/v2/support-{name}/" for name in ("threads", "answers", "topics")]
    paths += [f"{PREFIXES[post['locale']]}{post['slug']}/" for post in POSTS]
    paths += [f"{hub}?tab={tab}" for hub in HUBS for tab in TABS]
    for path in paths:
        with urllib.request.urlopen(served + path) as response:
            assert response.status == 200, path
            assert response.url == served + path
