"""A table as data: the same cells become HTML, CSV and the table under a chart."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from macros.archive import Number
from macros.formats import bare, machine, qualified

NOTHING = "–"  # where there is nothing to say, not even why


@dataclass(frozen=True)
class Column:
    """A column: its title, its name in CSV, whether it holds figures."""

    title: str
    name: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: what is read, the plain value for machines, and the number behind it if any."""

    text: str
    value: str = ""
    number: Number | None = None
    gap: bool = False

    @property
    def told(self) -> str:
        """What the plain value does not say: a reason, a qualifier, that it is inferred."""
        if self.gap:
            gap = "" if self.text == NOTHING else self.text
            return ". ".join(filter(None, (gap, self.note)))
        if self.number is None:
            return ""
        inferred = "dedotto" if self.number.inferred else ""
        marks = ", ".join(filter(None, (self.number.qualifier, inferred)))
        return ". ".join(filter(None, (marks, self.note)))

    @property
    def note(self) -> str:
        """What the data say of the number; of a computed total the page says it already."""
        number = self.number
        return number.note or "" if number is not None and not number.operands else ""


@dataclass(frozen=True)
class Row:
    """A row: its first cell is its heading; `link` is a page address, `anchor` its id.

    `extra` are values for the CSV alone.
    """

    cells: tuple[Cell, ...]
    link: str = ""
    anchor: str = ""
    total: bool = False
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with its caption; `extra` are the columns that only its CSV has.

    `note` explains the whole of it; `noted` puts each number's note under its row's heading, not
    below the table.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()
    note: str = ""
    noted: bool = False

    def csv(self) -> str:
        """Return the table as CSV (RFC 4180): plain numbers, a gap is empty.

        The last column says what a bare number cannot: why it is missing, «circa», «dedotto».
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([*(column.name for column in self.columns), *self.extra, "note"])
        for row in self.rows:
            pairs = zip(self.columns, row.cells, strict=True)
            told = [(column.name, cell.told.removesuffix(".")) for column, cell in pairs]
            notes = [f"{name}: {words}" for name, words in told if words]
            writer.writerow([*(cell.value for cell in row.cells), *row.extra, "; ".join(notes)])
        return out.getvalue()

    def numbers(self) -> list[Number]:
        """Return the numbers behind the cells, each once."""
        found = [cell.number for row in self.rows for cell in row.cells if cell.number]
        return list({number.address: number for number in found}.values())


def text_cell(text: str) -> Cell:
    """Return a cell of words."""
    return Cell(text, text)


def number_cell(number: Number, *, unit: bool = False) -> Cell:
    """Return a cell of one number, with its unit if the column does not give it."""
    text = qualified(number) if unit or number.qualifier else bare(number)
    return Cell(text, machine(number), number, gap=number.value is None)
