"""Disqus exports: threads and posts in one flat file, with what real ones carry."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from wagtail_peersupport.importers.export import Export, ExportedPost, read_export

EXPORT = Path(__file__).parent / "exports" / "disqus.xml"


@pytest.fixture(scope="module")
def export() -> Export:
    return read_export(EXPORT)


@pytest.fixture(scope="module")
def post(export: Export) -> ExportedPost:
    return export.posts[0]


def test_a_stray_byte_before_the_document_does_not_matter(export: Export) -> None:
    assert EXPORT.read_text(encoding="utf-8").startswith("`<?xml")
    assert (export.source, export.title) == ("disqus", "bread")


def test_threads_with_one_address_become_one_post(export: Export, post: ExportedPost) -> None:
    assert len(export.posts) == 1
    assert {"201", "205"} <= {comment.id for comment in post.comments}


def test_titles_lose_their_double_escaping(post: ExportedPost) -> None:
    assert post.title == "Tom & Jo's first starter"


def test_the_slug_comes_from_the_address(post: ExportedPost) -> None:
    assert post.slug == "first-starter"


def test_a_reply_to_a_deleted_post_hangs_on_what_that_replied_to(post: ExportedPost) -> None:
    assert next(c.parent for c in post.comments if c.id == "203") == "201"


def test_identifiers_without_quotes_are_read(post: ExportedPost) -> None:
    assert "dsq:id=20/" in EXPORT.read_text(encoding="utf-8")
    assert "203" in {comment.id for comment in post.comments}


def test_dates_with_and_without_zone_are_utc(post: ExportedPost) -> None:
    dates = {comment.id: comment.date for comment in post.comments}
    assert dates["201"] == datetime(2024, 3, 3, 11, 0, tzinfo=UTC)
    assert dates["205"] == datetime(2024, 3, 10, 11, 0, tzinfo=UTC)


def test_only_an_account_makes_the_owner_never_a_typed_name(post: ExportedPost) -> None:
    assert [comment.id for comment in post.comments if comment.by_owner] == ["203"]


def test_a_post_without_an_id_gets_one_that_stays_the_same(post: ExportedPost) -> None:
    nameless = next(c for c in post.comments if c.text == "A post without an id")
    again = read_export(EXPORT).posts[0].comments
    assert nameless.id
    assert nameless.id in {comment.id for comment in again}


def test_an_anonymous_writer_is_kept_without_a_name(post: ExportedPost) -> None:
    nameless = next(c for c in post.comments if c.text == "A post without an id")
    assert (nameless.author, nameless.email) == ("", "")


def test_held_posts_stay_unapproved(post: ExportedPost) -> None:
    assert [comment.id for comment in post.comments if not comment.approved] == ["209"]


def test_what_was_left_out_is_counted(export: Export) -> None:
    assert export.left_out == {
        "spam": 1,
        "deleted": 1,
        "comment on nothing": 1,
        "comment on deleted": 1,
        "thread without comments": 1,
    }
