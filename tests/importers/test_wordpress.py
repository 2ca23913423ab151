"""WordPress exports: what a blogger would lose if we misread one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from wagtail_peersupport.importers.export import (
    NO_DATE,
    Export,
    ExportedComment,
    ExportedPost,
    ExportError,
    read_export,
)

EXPORT = Path(__file__).parent / "exports" / "wordpress.xml"


@pytest.fixture(scope="module")
def export() -> Export:
    return read_export(EXPORT)


@pytest.fixture(scope="module")
def starter(export: Export) -> ExportedPost:
    return export.posts[0]


def comment(post: ExportedPost, identifier: str) -> ExportedComment:
    return next(comment for comment in post.comments if comment.id == identifier)


def wxr(tmp_path: Path, items: str, head: str = "", version: str = "1.2") -> Export:
    namespace = f"http://wordpress.org/export/{version}/"
    path = tmp_path / "small.xml"
    path.write_text(
        f'<?xml version="1.0"?><rss xmlns:wp="{namespace}" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{head}{items}</channel></rss>',
        encoding="utf-8",
    )
    return read_export(path)


def test_the_blog_is_described_without_elements_of_foreign_namespaces(export: Export) -> None:
    assert (export.source, export.title) == ("wordpress", "Sourdough & Co")
    assert (export.url, export.language) == ("https://bread.example", "en-GB")


def test_a_post_keeps_title_address_date_author_and_body(starter: ExportedPost) -> None:
    assert starter.title == "My first starter – and what I got wrong"
    assert starter.url == "https://bread.example/2024/03/first-starter/"
    assert starter.date == datetime(2024, 3, 2, 8, 0, tzinfo=UTC)
    assert (starter.author, starter.slug) == ("Nell the Baker", "first-starter")
    assert starter.body == "<p>Flour, water, patience.</p>"


def test_comments_come_oldest_first_whatever_their_order_in_the_file(
    starter: ExportedPost,
) -> None:
    assert [comment.id for comment in starter.comments] == ["101", "103", "105", "106", "107"]


def test_a_comment_keeps_its_html_and_its_writer_as_typed(starter: ExportedPost) -> None:
    first = comment(starter, "101")
    assert first.author == "Tom & Jo O'Hara"
    assert (first.email, first.ip) == ("tomjo@reader.example", "192.0.2.7")
    assert first.text.startswith("My starter has <em>grey</em> water on top.\n\nIs it dead?")
    assert '<a href="https://pics.example/1?x=1&y=2">' in first.text


def test_dates_are_taken_from_gmt_and_from_local_time_where_gmt_is_zero(
    starter: ExportedPost,
) -> None:
    assert comment(starter, "101").date == datetime(2024, 3, 3, 11, 0, tzinfo=UTC)
    assert comment(starter, "106").date == datetime(2024, 3, 5, 8, 0, tzinfo=UTC)


def test_a_comment_without_a_readable_date_gets_that_of_its_post(export: Export) -> None:
    assert comment(export.posts[1], "101-2").date == datetime(2024, 1, 1, tzinfo=UTC)


def test_a_comment_whose_post_has_no_date_either_says_so(tmp_path: Path) -> None:
    item = "<item><title>x</title><wp:comment><wp:comment_content>Hi</wp:comment_content>"
    export = wxr(tmp_path, f"{item}</wp:comment></item>")
    assert export.posts[0].comments[0].date == NO_DATE


def test_a_reply_to_spam_hangs_on_what_the_spam_replied_to(starter: ExportedPost) -> None:
    assert comment(starter, "105").parent == "101"


def test_a_reply_whose_parent_is_missing_is_an_opening_comment(starter: ExportedPost) -> None:
    assert comment(starter, "106").parent == ""


def test_unapproved_comments_stay_unapproved(starter: ExportedPost) -> None:
    assert not comment(starter, "107").approved
    assert comment(starter, "101").approved


def test_what_was_left_out_is_counted(export: Export) -> None:
    assert export.left_out == {
        "spam": 1,
        "trash": 1,
        "pingback": 1,
        "not a comment": 1,
        "empty": 1,
        "duplicate": 1,
        "page without comments": 1,
        "attachment": 1,
        "menu item": 1,
        "unpublished": 2,
        "comment on unpublished": 1,
    }


def test_nothing_of_a_draft_or_a_protected_post_or_an_order_comes_along(export: Export) -> None:
    assert [post.id for post in export.posts] == ["10", "3", "15", "16", "17"]
    written = "".join(comment.text for post in export.posts for comment in post.comments)
    assert "editors" not in written
    assert "Mill Lane" not in written


@pytest.mark.parametrize(
    ("identifier", "slug"),
    [
        ("15", "no-slug-here"),
        ("16", "crème-brûlée"),
        ("17", "first-starter-2"),
    ],
)
def test_every_post_gets_a_slug_of_its_own(export: Export, identifier: str, slug: str) -> None:
    assert next(post.slug for post in export.posts if post.id == identifier) == slug


def test_one_number_for_two_comments_does_not_mix_them_up(export: Export) -> None:
    ids = [comment.id for post in export.posts for comment in post.comments]
    assert len(ids) == len(set(ids))
    assert comment(export.posts[1], "101-2").author == "Ravi"


def test_a_circle_of_replies_is_opened_at_its_oldest_comment(export: Export) -> None:
    courses = export.posts[1]
    assert comment(courses, "121").parent == ""
    assert comment(courses, "122").parent == "121"


def test_a_reply_dated_before_its_parent_still_follows_it(export: Export) -> None:
    order = [comment.id for comment in export.posts[1].comments]
    assert order.index("122") < order.index("123")
    assert comment(export.posts[1], "123").date == datetime(2023, 12, 31, tzinfo=UTC)


def test_comments_by_those_who_write_posts_are_recognized(starter: ExportedPost) -> None:
    assert [c.id for c in starter.comments if c.by_owner] == ["103"]


def test_a_guest_who_types_the_authors_name_is_not_the_author(tmp_path: Path) -> None:
    export = wxr(
        tmp_path,
        "<item><title>x</title><dc:creator>nell</dc:creator><wp:comment>"
        "<wp:comment_author>nell</wp:comment_author><wp:comment_user_id>0</wp:comment_user_id>"
        "<wp:comment_content>It is me</wp:comment_content></wp:comment></item>",
        head="<wp:author><wp:author_id>1</wp:author_id><wp:author_login>nell</wp:author_login>"
        "<wp:author_email></wp:author_email></wp:author>",
    )
    assert not export.posts[0].comments[0].by_owner


def test_old_exports_without_a_list_of_authors_know_the_author_by_account(tmp_path: Path) -> None:
    export = wxr(
        tmp_path,
        "<item><title>x</title><dc:creator>nell</dc:creator><wp:comment>"
        "<wp:comment_author>Nell</wp:comment_author><wp:comment_user_id>1</wp:comment_user_id>"
        "<wp:comment_content>It is me</wp:comment_content></wp:comment></item>",
        version="1.0",
    )
    assert export.posts[0].comments[0].by_owner


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(tmp_path: Path, version: str) -> None:
    item = "<item><title>x</title><wp:post_id>7</wp:post_id></item>"
    assert [post.id for post in wxr(tmp_path, item, version=version).posts] == ["7"]


def test_a_post_that_stands_twice_in_the_file_is_one_post(tmp_path: Path) -> None:
    def item(number: int) -> str:
        return (
            "<item><title>x</title><wp:post_id>7</wp:post_id><wp:comment>"
            f"<wp:comment_id>{number}</wp:comment_id><wp:comment_content>{number}"
            "</wp:comment_content></wp:comment></item>"
        )

    export = wxr(tmp_path, item(1) + item(2) + item(1))
    assert [[comment.id for comment in post.comments] for post in export.posts] == [["1", "2"]]


def test_posts_without_any_identification_are_not_merged(tmp_path: Path) -> None:
    item = "<item><title>!</title><wp:comment><wp:comment_content>Hi</wp:comment_content>"
    export = wxr(tmp_path, f"{item}</wp:comment></item>" * 2)
    assert len(export.posts) == 2
    assert len({post.slug for post in export.posts}) == 2


def test_the_news_feed_of_a_blog_is_told_from_its_export(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"RSS feed, not a WordPress export.*Tools, Export"):
        wxr(tmp_path, "<item><title>News</title><link>https://bread.example/</link></item>")
