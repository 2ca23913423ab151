"""Importing again, interrupted, wrongly: nothing doubled, nothing half done, nobody mailed."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_comments_xtd.models import XtdComment

from tests.importers.arriving import EXPORT, everything, run, saying
from tests.importers.writing import comment, item
from tests.readers import Reader
from tests.site.models import BlogPage
from wagtail_peersupport import comments
from wagtail_peersupport.importers.errors import LoadError
from wagtail_peersupport.importers.export import read_export
from wagtail_peersupport.importers.load import load
from wagtail_peersupport.importers.posts import PostMaker
from wagtail_peersupport.importers.survey import survey
from wagtail_peersupport.models import CommentAnalysis, ImportedComment, SupportThread

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2019, 5, 4, 12, 0, tzinfo=UTC)


# Again -------------------------------------------------------------------------------------------


def test_importing_again_adds_nothing(blog):
    run(EXPORT, blog=blog)
    before = everything()
    said = run(EXPORT, blog=blog)
    assert "2 found, 0 made" in said
    assert "0 added, 7 were here already" in said
    assert everything() == before


def test_a_newer_export_adds_only_what_is_new_where_it_belongs(blog, write):
    first = comment(1, "How do I glaze the inside of a jug?", LONG_AGO)
    late = comment(
        2,
        "Pour some in, swirl it around and pour the rest out again.",
        LONG_AGO + timedelta(days=9),
        by="Otto",
        parent=1,
    )
    run(write(item(1, "jugs", first)), blog=blog)
    BlogPage.objects.update(slug="about-jugs")
    assert "1 found, 0 made" in run(write(item(1, "jugs", first, late)), blog=blog)
    assert saying("Pour").parent_id == saying("How do").pk
    assert SupportThread.objects.get().status == "answered"


def test_what_was_deleted_here_stays_deleted(blog, write):
    chain = [
        comment(1, "Which clay is that?", LONG_AGO),
        comment(2, "Buy my clay", LONG_AGO + timedelta(hours=1), by="Shop", parent=1),
    ]
    run(write(item(1, "clay", *chain)), blog=blog)
    saying("Buy").delete()
    late = comment(3, "It is stoneware.", LONG_AGO + timedelta(hours=2), by="Otto", parent=2)
    run(write(item(1, "clay", *chain, late)), blog=blog)
    assert XtdComment.objects.count() == 2
    assert saying("It is").parent_id == saying("Which clay").pk


def test_after_its_posts_were_deleted_a_blog_can_be_imported_anew(blog, home):
    run(EXPORT, blog=blog)
    blog.delete()
    again = home.add_child(instance=type(blog)(title="Blog", slug="blog"))
    assert "2 made" in run(EXPORT, blog=again)
    made = BlogPage.objects.get(slug="first-firing")
    assert comments.on_page(made).count() == 6


def test_comments_that_came_here_by_another_way_are_not_doubled(blog, post, write):
    asked = comments.add(post, text="Which ink?", name="Ines", submit_date=LONG_AGO)
    answer = comment(2, "Black.", LONG_AGO + timedelta(hours=1), by="Otto", parent=1)
    said = run(write(item(1, post.slug, comment(1, "Which ink?", LONG_AGO), answer)), blog=blog)
    assert "1 added, 1 were here already" in said
    assert saying("Black.").parent_id == asked.pk


def test_two_comments_of_the_same_words_are_two(blog, write):
    twice = [comment(number, "Nice!", LONG_AGO) for number in (1, 2)]
    run(write(item(1, "jugs", *twice)), blog=blog)
    assert "0 added, 2 were" in run(write(item(1, "jugs", *twice)), blog=blog)


def test_two_blogs_whose_comments_have_the_same_numbers_both_arrive(blog, write):
    run(write(item(1, "jugs", comment(1, "Lovely jug.", LONG_AGO))), blog=blog)
    later = LONG_AGO + timedelta(days=1)
    run(write(item(1, "cups", comment(1, "Lovely cup.", later))), blog=blog)
    assert XtdComment.objects.count() == 2


def test_an_interrupted_import_leaves_nothing_behind(blog):
    export = read_export(EXPORT)
    maker = PostMaker.build(blog, "blog.BlogPage", "body", {})

    def interrupt(_done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(survey(export, blog), export.source, maker, {}, interrupt)
    assert everything() == ([], [])
    assert not ImportedComment.objects.exists()


def test_of_two_imports_at_the_same_time_one_gives_way(blog):
    export = read_export(EXPORT)
    maker = PostMaker.build(blog, "blog.BlogPage", "body", {})
    seen_by_both = survey(export, blog)
    load(seen_by_both, export.source, maker, {}, lambda _done: None)
    before = everything()
    with pytest.raises(LoadError, match="imported elsewhere"):
        load(seen_by_both, export.source, maker, {}, lambda _done: None)
    assert everything() == before


def test_what_an_interrupted_import_left_unread_is_read_by_the_next(blog):
    export = read_export(EXPORT)
    maker = PostMaker.build(blog, "blog.BlogPage", "body", {})
    load(survey(export, blog), export.source, maker, {}, lambda _done: None)
    assert not CommentAnalysis.objects.exists()
    run(EXPORT, blog=blog)
    assert CommentAnalysis.objects.count() == 7


def test_a_dry_run_says_the_same_and_writes_nothing(blog):
    said = run(EXPORT, blog=blog, dry_run=True)
    assert everything() == ([], [])
    really = run(EXPORT, blog=blog)
    for line in ("Posts: 0 found, 2 made.", "Comments: 7 added.", "approval, as in the export: 1."):
        assert line in said
        assert line in really


# Mail --------------------------------------------------------------------------------------------


def test_nobody_is_mailed_neither_by_the_import_nor_by_what_comes_after(
    blog, post, reader, write, django_capture_on_commit_callbacks
):
    follower = comments.add(post, text="Following.", name="Fay", submit_date=timezone.now())
    XtdComment.objects.filter(pk=follower.pk).update(followup=True, user_email="fay@example.com")
    today = timezone.now() - timedelta(hours=3)
    asked = comment(1, "How do I wash this shirt?", today, by="Robin", email="robin@example.com")
    answer = comment(
        2,
        "Wash it cold, inside out, and never put it in the dryer.",
        today + timedelta(hours=1),
        by="Otto",
        parent=1,
    )
    with django_capture_on_commit_callbacks(execute=True):
        export = write(item(1, post.slug, asked, answer))
        run(export, blog=blog, author=["robin@example.com=robin"])
        call_command("peersupport_sweep", stdout=StringIO())
        call_command("peersupport_backfill", stdout=StringIO(), stderr=StringIO())
        call_command("peersupport_sweep", stdout=StringIO())
    assert SupportThread.objects.get().status == "answered"
    assert mail.outbox == []


def test_a_new_answer_to_an_imported_question_is_mailed_as_ever(blog, post, reader, write):
    today = timezone.now() - timedelta(hours=3)
    asked = comment(1, "How do I wash this shirt?", today, by="Robin", email="robin@example.com")
    run(write(item(1, post.slug, asked)), blog=blog, author=["robin@example.com=robin"])
    otto = Reader("Otto")
    otto.write(
        post, "Wash it cold, inside out, and never put it in the dryer.", saying("How do I wash")
    )
    assert [message.to for message in mail.outbox][1:] == [["robin@example.com"]]


# What goes wrong ---------------------------------------------------------------------------------

BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>'
WHOLE = EXPORT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Dear blogger, hello", "is not XML"),
        (WHOLE[: len(WHOLE) // 2], "cut off"),
        (BOMB, "DOCTYPE"),
        ("<html></html>", "neither a WordPress nor a Disqus export"),
    ],
    ids=["no XML", "truncated", "bomb", "another format"],
)
def test_a_bad_file_gives_one_line_and_leaves_the_database_as_it_was(blog, tmp_path, content, said):
    path = tmp_path / "bad.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=said) as caught:
        run(path, blog=blog)
    assert "\n" not in str(caught.value)
    assert everything() == ([], [])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"parent": "/nowhere/"}, "There is no page /nowhere/"),
        ({"parent": "99999"}, "There is no page 99999"),
        ({"page_model": "blog.Nothing"}, "There is no model blog.Nothing"),
        ({"page_model": "BlogPage"}, "There is no model BlogPage"),
        ({"page_model": "auth.User"}, "auth.User is not a page model"),
        ({"page_model": "blog.BlogIndexPage"}, "can't be made below"),
        ({"body_field": "text"}, "no field text. It has: intro, body"),
        ({"body_field": "date"}, "no field for a text"),
        ({"author": ["Wren"]}, "Write it like"),
        ({"author": ["Wren=nobody"]}, "There is no account nobody"),
    ],
)
def test_a_wrong_option_gives_one_line_that_says_what_to_do(blog, changed, said):
    with pytest.raises(CommandError, match=said) as caught:
        run(EXPORT, blog=blog, **changed)
    assert "\n" not in str(caught.value)
    assert everything() == ([], [])


def test_a_file_that_is_not_there_gives_one_line(blog):
    with pytest.raises(CommandError, match=r"nowhere\.xml"):
        run("nowhere.xml", blog=blog)
