"""The door to the importers: one function that reads any export we know."""

from collections.abc import Callable
from pathlib import Path

from wagtail_peersupport.importers.disqus import read_disqus
from wagtail_peersupport.importers.records import (
    NO_DATE,
    Export,
    ExportedComment,
    ExportedPost,
    ExportError,
)
from wagtail_peersupport.importers.wordpress import read_wordpress
from wagtail_peersupport.importers.xml import Limits, read_records

__all__ = [
    "NO_DATE",
    "Export",
    "ExportError",
    "ExportedComment",
    "ExportedPost",
    "Limits",
    "read_export",
]

READERS = {"rss": read_wordpress, "disqus": read_disqus}
DEPTHS = {"rss": 2, "disqus": 1}
DEFAULT_LIMITS = Limits()


def read_export(
    path: str | Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[float], None] | None = None,
) -> Export:
    """Read a WordPress or Disqus export; which of them it is, the file itself tells.

    Nothing of the file is trusted. Whatever is wrong with it raises `ExportError`, whose message is
    one line that begins with the file's name. `progress` is told the share that was read, 0 to 1.
    """
    path = Path(path)
    try:
        records = read_records(path, DEPTHS, limits, progress)
        root = next(records)
        reader = READERS.get(root.name)
        if reader is None:
            raise ExportError(
                f"is neither a WordPress nor a Disqus export: it begins with <{root.name[:40]}>. "
                "In WordPress choose Tools, Export; in Disqus Community, Export."
            )
        return reader(records, limits)
    except ExportError as error:
        raise ExportError(f"{path.name} {error}") from error.__cause__
