"""From the bytes of an XML file to its text: encodings, and what stands before the document."""

import re
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from wagtail_peersupport.importers.records import ExportError

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
UNMARKED_UTF16 = {b"<\x00?\x00": "utf-16-le", b"\x00<\x00?": "utf-16-be"}
PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>")
HEAD = 1 << 16


def decoded(path: Path, size_limit: int, chunk: int) -> Iterator[tuple[str, float]]:
    """The text of the file in pieces that end with a line where possible, with the share read.

    The XML declaration, and anything before it, is left out. Raises `ExportError` without the
    file's name in it.
    """
    try:
        size = _size(path, size_limit)
        with path.open("rb") as raw:
            encoding = _encoding(raw.read(HEAD))
            raw.seek(0)
            reader = TextIOWrapper(raw, encoding=encoding, newline="\n")
            head = _document(reader.read(HEAD) + reader.readline(HEAD))
            yield head, raw.tell() / size
            while text := reader.read(chunk):
                yield text + reader.readline(HEAD), raw.tell() / size
    except UnicodeDecodeError as error:
        raise ExportError(
            f"is not written in {error.encoding} as it says. Save it as UTF-8 and try again."
        ) from error
    except OSError as error:
        raise ExportError(f"cannot be read: {error.strerror or error}.") from error


def _size(path: Path, limit: int) -> int:
    size = path.stat().st_size
    if not path.is_file():
        raise ExportError("is not a file. Name the exported XML file itself.")
    if size == 0:
        raise ExportError("is empty. Export it again and save it whole.")
    if size > limit:
        raise ExportError(
            f"is larger than {limit:,} bytes. WordPress can export one year at a time: "
            "do that and read the parts one after the other."
        )
    return size


def _encoding(head: bytes) -> str:
    for magic, name in PACKED.items():
        if head.startswith(magic):
            raise ExportError(f"is packed ({name}). Unpack it first and name the XML file inside.")
    for bom, encoding in {**BOMS, **UNMARKED_UTF16}.items():
        if head.startswith(bom):
            return encoding
    found = DECLARED.search(head)
    declared = found[1].decode("ascii") if found else "utf-8"
    try:
        plain = "<?xml".encode(declared)
    except (LookupError, UnicodeError) as error:
        raise ExportError(
            f'says that it is written in "{declared}", which is unknown here. Save it as UTF-8.'
        ) from error
    # A declaration that could be read as ASCII is wrong about any encoding that is not like it.
    return declared if plain == b"<?xml" else "utf-8"


def _document(head: str) -> str:
    """The beginning of the document without what stands before it.

    Exports are often preceded by a stray byte, blank lines or a warning that PHP printed.
    """
    declaration = DECLARATION.search(head)
    start = declaration.end() if declaration else head.find("<")
    if start < 0:
        raise ExportError(
            "is not XML. In WordPress choose Tools, Export; in Disqus Community, Export."
        )
    return head[start:]
