"""A blog that has comments already: what was asked there, and what nobody answered."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.engines import PLAIN
from tests.keeping import factory, kept
from wagtail_peersupport import comments
from wagtail_peersupport.actions.backfilling import BATCH, in_batches
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.management.progress import Progress
from wagtail_peersupport.models import CommentAnalysis, Notice, SupportReply, SupportThread

pytestmark = pytest.mark.django_db


def run(command="peersupport_backfill", **options):
    out = StringIO()
    call_command(command, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@factory
def write():
    """Comments that stood here before the app was installed: ``write(post, words, days_ago=…)``."""

    def write(post, words, *, days_ago, name="Ann", **fields):
        moment = timezone.now() - timedelta(days=days_ago)
        with comments.quietly():
            return comments.add(post, text=words, name=name, submit_date=moment, **fields)

    return write


@kept
def history(write, post, make_post):
    """Three questions of two posts; one was answered, one is too old for the queue."""
    washing = make_post("Washing", slug="washing")
    asked = write(post, "Which ink do you print with?", days_ago=40)
    write(post, "A water-based one from Leeds.", days_ago=39, name="Bob", parent=asked)
    write(post, "Does the ink crack when it is folded?", days_ago=20)
    write(washing, "How hot may I wash the heavy tee?", days_ago=400)
    write(washing, "Lovely shop!", days_ago=399, name="Cleo")
    return washing


def test_the_support_debt_is_told_in_total_and_by_post(history):
    said = run()
    assert "3 questions found in 5 comments on 2 posts." in said
    assert "Answered: 1 (0 solved). Unanswered: 2. In the archive, being old: 1." in said
    oldest = timezone.localtime(timezone.now() - timedelta(days=400)).strftime("%Y-%m-%d")
    assert f"since {oldest}: “How hot may I wash the heavy tee?” (Washing)" in said
    rows = [line.split() for line in said.splitlines() if line[:20].strip() and "  " in line]
    assert rows[-2][:7] == ["How", "we", "print", "our", "shirts", "2", "1"]
    assert rows[-1] == ["Washing", "1", "1", oldest]


def test_ideas_are_counted_by_themselves(history, write, post, settings):
    settings.PEERSUPPORT = PLAIN
    idea = write(post, "Please add tote bags with the herring print.", name="Dan", days_ago=9)
    write(post, "They had some two years ago.", name="Eve", days_ago=8, parent=idea)
    said = run()
    assert "3 questions found in 7 comments on 2 posts." in said
    assert "Ideas, which nobody owes an answer: 1." in said
    assert "Answered: 1 (0 solved). Unanswered: 2." in said


def test_whoever_has_no_hub_is_told_what_comes_next(history):
    said = run()
    assert "Next: In the Wagtail admin, add a child page to your home page" in said
    assert "There is no live support hub page" in said


def test_whoever_has_a_hub_is_told_nothing_more(history, home):
    home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    assert "Next:" not in run()


@pytest.mark.parametrize("command", ["backfill", "likes", "sweep", "import"])
def test_forgotten_migrations_end_with_what_to_type(monkeypatch, command):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    named = ["export.xml", "--parent", "/"] if command == "import" else []
    with pytest.raises(CommandError, match=r"Run: python manage\.py migrate"):
        call_command(f"peersupport_{command}", *named)


def test_old_questions_are_archive_and_recent_ones_wait_for_staff(history):
    run()
    waiting = SupportThread.objects.needing_staff(timezone.now())
    assert [thread.title for thread in waiting] == ["Does the ink crack when it is folded?"]


def test_a_dry_run_says_the_same_and_writes_nothing(history):
    said = run(dry_run=True)
    assert not CommentAnalysis.objects.exists()
    assert not SupportThread.objects.exists()
    assert not Notice.objects.exists()
    assert said == run() + "Dry run: nothing was written.\n"


def test_running_it_again_changes_nothing(history):
    said = run()
    before = list(SupportThread.objects.values()), list(SupportReply.objects.values())
    assert run() == said
    assert (list(SupportThread.objects.values()), list(SupportReply.objects.values())) == before


def test_only_the_posts_below_a_page_are_read(history, blog):
    assert "1 question found in 2 comments on 1 post." in run(page="/blog/washing/")
    assert set(SupportThread.objects.values_list("page", flat=True)) == {history.pk}
    assert "3 questions found" in run(page=str(blog.pk))


def test_a_page_that_does_not_exist_gives_one_line(history):
    with pytest.raises(CommandError, match="There is no page /shop/"):
        run(page="/shop/")


def test_outdated_reads_again_only_what_another_engine_read(history):
    run()
    old = CommentAnalysis.objects.filter(comment__object_pk=str(history.pk))
    old.update(engine_version="older", digest="", kind="remark", needs_support=False)
    before = dict(CommentAnalysis.objects.values_list("pk", "analyzed_at"))
    assert "3 questions found" in run(outdated=True)
    read = CommentAnalysis.objects.exclude(analyzed_at__in=before.values())
    assert {one.comment.object_pk for one in read} == {str(history.pk)}
    assert not CommentAnalysis.objects.filter(engine_version="older").exists()


def test_outdated_leaves_alone_what_was_never_read(history):
    run(outdated=True)
    assert not CommentAnalysis.objects.exists()


def test_a_hidden_question_is_no_debt(history, write, post):
    write(post, "Is this still for sale?", days_ago=3, is_public=False)
    write(post, "Will you delete my account?", days_ago=3, is_removed=True)
    assert "3 questions found in 7 comments" in run()


def test_comments_of_deleted_posts_are_passed_over(history):
    history.delete()
    assert "2 questions found in 3 comments on 1 post." in run()


def test_a_blog_without_comments_is_fine(blog):
    assert run() == "0 questions found in 0 comments on 0 posts.\n"


def test_nobody_is_mailed_neither_by_the_backfill_nor_by_the_sweep_after_it(
    write, post, reader, django_capture_on_commit_callbacks
):
    asked = write(post, "Which ink do you print with?", days_ago=0.2, user=reader)
    write(post, "A water-based one from Leeds.", days_ago=0.1, name="Bob", parent=asked)
    with django_capture_on_commit_callbacks(execute=True):
        run()
        run("peersupport_sweep")
        run(outdated=True)
    assert SupportThread.objects.get().status == "answered"
    assert mail.outbox == []


def test_posts_are_read_in_batches_and_a_long_one_alone():
    sizes = {1: BATCH // 2, 2: BATCH // 2, 3: 1, 4: BATCH * 3, 5: 2}
    assert list(in_batches(sizes)) == [[1, 2], [3], [4], [5]]


class Terminal(StringIO):
    """What a command's stderr is: a stream that says whether somebody watches."""

    def __init__(self, *, watched):
        super().__init__()
        self.watched = watched

    def isatty(self):
        return self.watched

    def write(self, text, style_func=None, ending=None):
        return super().write(text)


def test_progress_is_one_line_redrawn_on_a_terminal_and_wiped_in_the_end():
    out = Terminal(watched=True)
    with Progress(out, "Reading", 1200) as progress:
        for done in (300, 1200):
            progress(done)
    drawn = out.getvalue()
    assert "\rReading [######..................] 300 of 1,200" in drawn
    assert drawn.endswith("1,200 of 1,200\r\x1b[K")
    assert "\n" not in drawn


def test_progress_is_a_few_plain_lines_where_lines_are_kept():
    out = Terminal(watched=False)
    with Progress(out, "Reading", 1000) as progress:
        for done in range(0, 1001, 10):
            progress(done)
    lines = out.getvalue().splitlines()
    assert (lines[0], lines[-1]) == ("Reading: 0 of 1,000", "Reading: 1,000 of 1,000")
    assert len(lines) == 11
