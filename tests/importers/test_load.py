"""Moving in with an old blog's comments: what a blogger would lose if it went wrong."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from django_comments_xtd.conf import settings as xtd_settings
from django_comments_xtd.models import XtdComment
from wagtail import blocks
from wagtail.fields import StreamField

from tests.importers.arriving import EXPORT, run, saying
from tests.importers.writing import comment, item
from tests.site.models import BlogPage
from wagtail_peersupport.importers.bodies import filler_for
from wagtail_peersupport.importers.errors import LoadError
from wagtail_peersupport.importers.export import read_export
from wagtail_peersupport.importers.words import NOUNS, counted
from wagtail_peersupport.models import CommentDecision, SupportReply, SupportThread

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2019, 5, 4, 12, 0, tzinfo=UTC)


# Posts -------------------------------------------------------------------------------------------


def test_missing_posts_are_made_live_with_title_slug_date_and_clean_body(blog):
    assert "2 made" in run(EXPORT, blog=blog)
    made = BlogPage.objects.child_of(blog).get(slug="first-firing")
    assert (made.title, made.live) == ("Our first firing", True)
    assert made.first_published_at == datetime(2019, 5, 4, 9, 30, tzinfo=UTC)
    assert made.date.isoformat() == "2019-05-04"
    assert made.body == (
        "<p>Seven hours, <strong>one</strong> crack.</p>\n<h2>What we changed</h2>\n"
        "<p><a>Slower</a> ramps.<br/>Fewer pots.</p>"
    )


def test_posts_that_are_there_are_found_by_their_slug(blog, make_post):
    mine = make_post("First firing, rewritten", slug="first-firing", body="<p>Mine.</p>")
    assert "1 found, 1 made" in run(EXPORT, blog=blog)
    assert saying("How long").object_pk == str(mine.pk)
    mine.refresh_from_db()
    assert mine.body == "<p>Mine.</p>"


def test_comments_of_posts_that_are_nowhere_are_left_out_counted_and_named(blog, make_post):
    make_post("Glazes", slug="glazes")
    said = run(EXPORT, parent="/blog/")
    assert "Comments: 1 added." in said
    assert "Left out with 6 comments" in said
    assert "“Our first firing”" in said
    assert XtdComment.objects.count() == 1


def test_of_two_posts_with_one_slug_the_title_decides(blog, make_post, home):
    make_post("Another", slug="glazes")
    elsewhere = blog.add_child(instance=type(blog)(title="2020", slug="2020"))
    right = elsewhere.add_child(instance=BlogPage(title="Glazes from the shed", slug="glazes"))
    run(EXPORT, parent=str(blog.pk))
    assert saying("Lovely").object_pk == str(right.pk)


def test_a_plain_text_field_takes_the_body_as_plain_text(blog):
    run(EXPORT, blog=blog, body_field="intro")
    intro = BlogPage.objects.get(slug="glazes").intro
    assert intro == "Ash, and more ash."


def test_a_stream_field_takes_the_body_in_its_rich_text_block():
    stream = StreamField([("heading", blocks.CharBlock()), ("text", blocks.RichTextBlock())])
    [(name, value)] = filler_for(stream)('<p onclick="x()">Ash.</p>')
    assert (name, value.source) == ("text", "<p>Ash.</p>")
    with pytest.raises(LoadError, match="no rich text block"):
        filler_for(StreamField([("heading", blocks.CharBlock())]))


def test_the_writer_of_posts_gets_the_account_that_the_blogger_names(blog, reader):
    run(EXPORT, blog=blog, author=["Wren=robin"])
    assert BlogPage.objects.get(slug="glazes").owner == reader
    assert saying("Wait until").user == reader


# Comments ----------------------------------------------------------------------------------------


def test_threads_dates_and_writers_are_kept(blog):
    run(EXPORT, blog=blog)
    question, answer = saying("How long"), saying("Wait until")
    assert question.submit_date == LONG_AGO
    assert (question.user_name, question.user_email) == ("Ines", "ines@example.com")
    assert question.user_url == "https://ines.example/pots"
    assert question.ip_address == "192.0.2.7"
    assert (answer.parent_id, answer.thread_id, answer.level) == (question.pk, question.pk, 1)


def test_the_question_is_a_thread_of_the_archive_with_its_answers(blog):
    run(EXPORT, blog=blog)
    thread = SupportThread.objects.get(comment=saying("How long"))
    assert (thread.is_archive, thread.status) == (True, "answered")
    assert not SupportThread.objects.needing_staff(timezone.now()).exists()
    assert thread.replies.count() == 4


def test_the_archive_is_found_by_search(blog, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(EXPORT, blog=blog)
    [found] = SupportThread.objects.search("kiln cool")
    assert found.comment == saying("How long")


def test_what_waited_for_approval_waits_on_and_stays_hidden(blog):
    assert "Waiting for approval, as in the export: 1." in run(EXPORT, blog=blog)
    waiting = saying("Which cones")
    assert waiting.is_public is False
    assert not SupportThread.objects.filter(comment=waiting).exists()


def test_spam_trash_and_pingbacks_are_left_out_and_counted(blog):
    assert "Left out: 1 spam, 1 trash, 1 pingback." in run(EXPORT, blog=blog)
    assert XtdComment.objects.count() == 7


def test_what_was_left_out_is_said_in_plurals(blog, write):
    entry = "<item><wp:post_type>{}</wp:post_type><title>x</title></item>"
    kinds = ["attachment"] * 3 + ["nav_menu_item", "page", "page"]
    said = run(write(*(entry.format(kind) for kind in kinds)), blog=blog)
    assert "Left out: 3 attachments, 1 menu item, 2 pages without comments." in said


def test_there_are_words_for_everything_that_is_left_out(write):
    written = comment(1, "Nice kiln.", LONG_AGO)
    entries = [
        item(number, kind, written).replace("type>post<", f"type>{kind}<")
        for number, kind in enumerate(("attachment", "nav_menu_item", "revision"))
    ]
    entries += [item(4, "x").replace("type>post<", "type>event<")]
    end = "</wp:comment>"
    entries += [
        item(5, "y", written.replace(end, f"<wp:comment_type>trackback</wp:comment_type>{end}"))
    ]
    paths = [
        write(*entries),
        *(EXPORT.with_name(f"{name}.xml") for name in ("disqus", "wordpress")),
    ]
    left_out = Counter()
    for path in paths:
        left_out.update(read_export(path).left_out)
    assert len(counted(left_out)) == len(left_out) == len(NOUNS)


def test_replies_that_are_too_deep_stand_higher_and_still_answer_whom_they_answered(blog):
    assert "Replies too deep for this site, linked to what they answer: 1." in run(
        EXPORT, blog=blog
    )
    deep, real, above = saying("You can prop"), saying("Mine takes"), saying("Thanks, that")
    assert (deep.parent_id, deep.level) == (above.pk, 3)
    decision = CommentDecision.objects.get()
    assert (decision.comment_id, decision.answers_id) == (deep.pk, real.pk)
    assert decision.source == "import"
    assert SupportReply.objects.get(comment=deep).thread.comment == saying("How long")


def test_where_the_site_allows_no_replies_all_stand_flat_and_keep_their_threads(blog, monkeypatch):
    monkeypatch.setattr(xtd_settings._wrapped, "COMMENTS_XTD_MAX_THREAD_LEVEL", 0)
    run(EXPORT, blog=blog)
    assert set(XtdComment.objects.values_list("level", flat=True)) == {0}
    assert SupportThread.objects.get(comment=saying("How long")).replies.count() == 4


def test_a_long_comment_stays_whole(blog, write):
    words = "All about ash. " * 2000
    run(write(item(1, "ash", comment(1, words, LONG_AGO))), blog=blog)
    assert XtdComment.objects.get().comment == words.strip()


def test_what_is_no_address_is_dropped_and_a_nameless_guest_gets_a_name(blog):
    run(EXPORT, blog=blog)
    guest = saying("Lovely")
    assert (guest.user_name, guest.user_email, guest.user_url) == ("Guest", "", "")
    assert guest.ip_address is None


def test_a_typed_name_gets_no_account(blog, reader):
    run(EXPORT, blog=blog, author=["Wren=robin"])
    assert saying("You can prop").user_name == "Wren"
    assert saying("You can prop").user is None


def test_the_option_that_gives_the_writer_an_account_is_named_until_it_is_used(blog, reader):
    hint = "--author Wren=ACCOUNT"
    assert hint in run(EXPORT, blog=blog, dry_run=True)
    assert hint not in run(EXPORT, blog=blog, dry_run=True, author=["wren@kiln.example=robin"])
    assert hint in run(EXPORT, blog=blog, author=["Ines=robin"])
    assert hint not in run(EXPORT, blog=blog)


def test_without_a_named_account_nobody_gets_one(blog, django_user_model):
    django_user_model.objects.create_user("wren", "wren@kiln.example")
    run(EXPORT, blog=blog)
    assert not XtdComment.objects.filter(user__isnull=False).exists()


def test_what_the_writer_of_the_posts_says_is_read_as_theirs_and_a_typed_name_is_not(blog):
    run(EXPORT, blog=blog)
    reason = "by the author or staff"
    assert reason in saying("Wait until").peersupport_analysis.reasons
    assert saying("You can prop").user_name == "Wren"
    assert reason not in saying("You can prop").peersupport_analysis.reasons


def test_a_disqus_export_arrives_too(blog):
    disqus = EXPORT.with_name("disqus.xml")
    export = read_export(disqus)
    said = run(disqus, blog=blog)
    wanted = sum(len(post.comments) for post in export.posts)
    assert f"Comments: {wanted} added." in said
    assert XtdComment.objects.count() == wanted
