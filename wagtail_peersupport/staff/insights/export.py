"""The numbers of the report as lines of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .tables import Figure


@dataclass(frozen=True, slots=True)
class Exported:
    """One number. ``value`` is in hours, percent or pieces, as ``shown`` says."""

    figure: str
    row: str
    measure: str
    value: int | float | str | None
    shown: str


def exported(figures: Iterable[Figure]) -> Iterator[Exported]:
    """Every number of every table, one a line."""
    for figure in figures:
        for row in figure.table.rows if figure.table is not None else ():
            for measure, cell in zip(figure.table.headings[1:], row.cells, strict=True):
                yield Exported(
                    figure=figure.heading,
                    row=row.key or row.label,
                    measure=measure,
                    value=cell.value if cell.value is not None else "",
                    shown=cell.shown,
                )
