"""What a figure consists of: its words, its chart, its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from .charts import Chart


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as staff read it, and as a spreadsheet takes it."""

    shown: str
    value: int | float | str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. ``key`` says in a spreadsheet what ``label`` says here, if not the same.
    ``url`` leads to what it is about.
    """

    label: str
    cells: tuple[Cell, ...]
    key: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``headings`` are those of the label and of each cell."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a look of the chart stands for."""

    look: str
    label: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report.

    ``says`` is the figure in a sentence, ``about`` how it is counted, ``empty`` what to do where
    there is nothing to count: then the rest is left out.
    """

    name: str
    heading: str
    icon: str
    about: str
    says: tuple[str, ...] = ()
    chart: Chart | None = None
    keys: tuple[Key, ...] = ()
    table: Table | None = None
    is_long: bool = False
    """The table is folded away."""
    empty: str = ""
