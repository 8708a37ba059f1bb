"""Tables as data: the same cells become HTML, CSV and the table under a chart."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from macros.archive import Archivio, Call, Number
from macros.formats import bare, day, figure, machine, qualified, rounded
from macros.messages import suggestion
from macros.numbers import QUANTITIES
from macros.schema import MissioneSpending
from macros.sentences import join

LONGEST_NAME = 60
NOTHING = "–"  # where there is nothing to say, not even why
QUANTITY_TITLES = {
    "stanziato": "Stanziato dall’ente (€)",
    "stanziato_altri": "Stanziato da altri (€)",
    "domande": "Domande",
    "ammissibili": "Ammissibili",
    "ammesse": "Ammesse",
    "concesso": "Concesso (€)",
}
QUANTITY_NAMES = {key: f"{key}_euro" for key in ("stanziato", "stanziato_altri", "concesso")}


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
            return "" if self.text == NOTHING else self.text
        if self.number is None:
            return ""
        inferred = "dedotto" if self.number.inferred else ""
        return ", ".join(filter(None, (self.number.qualifier, inferred)))


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
    """A table with its caption; `extra` are the columns that only its CSV has."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()

    def csv(self) -> str:
        """Return the table as CSV (RFC 4180): plain numbers, a gap is empty.

        The last column says what a bare number cannot: why it is missing, «circa», «dedotto».
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([*(column.name for column in self.columns), *self.extra, "note"])
        for row in self.rows:
            pairs = zip(self.columns, row.cells, strict=True)
            notes = [f"{column.name}: {told}" for column, cell in pairs if (told := cell.told)]
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


def spending_table(archive: Archivio, year: int) -> Table:
    """Spending by missione with shares and total."""
    total = archive.number(f"spese.{year}")
    rows = []
    for missione in archive.spending[year].missioni:
        number = archive.number(f"spese.{year}.{missione.code}")
        name = archive.missioni[missione.code].name
        rows.append(
            _share_row(
                text_cell(f"{missione.code} {name}"),
                number,
                total,
                f"missioni/{missione.code}/{year}/",
            )
        )
    whole = (text_cell("Totale"), number_cell(total), _all_of(total))
    last = Row(whole, anchor=total.address, total=True)
    columns = (
        Column("Missione", "missione"),
        Column("Spesa (€)", "spesa_euro", True),
        Column("Quota (%)", "quota_percento", True),
    )
    return Table(f"tabella-spese-{year}", f"Spesa per missione nel {year}", columns, (*rows, last))


def areas_table(archive: Archivio, year: int, code: str) -> Table:
    """Spending by area of a missione with shares and total."""
    total = archive.number(f"spese.{year}.{code}")
    spent = next(m for m in archive.spending[year].missioni if m.code == code)
    rows = [
        _share_row(text_cell(area.name), archive.number(f"spese.{year}.{code}.{area.id}"), total)
        for area in spent.aree
    ]
    last = Row((text_cell("Totale della missione"), number_cell(total), _all_of(total)), total=True)
    columns = (
        Column("Area", "area"),
        Column("Spesa (€)", "spesa_euro", True),
        Column("Quota (%)", "quota_percento", True),
    )
    return Table(
        f"tabella-spese-{year}-{code}",
        f"Spesa per area della missione {code} nel {year}",
        columns,
        (*rows, last),
    )


def _all_of(total: Number) -> Cell:
    """Return the share of a total in itself."""
    return Cell(NOTHING, gap=True) if total.value is None else Cell("100,0", "100")


def _share_row(heading: Cell, number: Number, total: Number, link: str = "") -> Row:
    part = Cell(NOTHING, gap=True)
    if number.value is not None and total.value is not None and total.amount:
        text = figure(number.amount / total.amount * 100, 1)
        part = Cell(text, str(rounded(number.amount / total.amount * 100, 1)))
    return Row((heading, number_cell(number), part), link, number.address)


def calls_table(archive: Archivio, calls: Sequence[Call], table_id: str, caption: str) -> Table:
    """Calls for grants, a row each; a column that no call fills is left out."""
    keys = [
        key
        for key, *_ in QUANTITIES
        if any(f"{call.address}.{key}" in archive.numbers for call in calls)
    ]
    rows = []
    for call in calls:
        cells = [text_cell(call.bando.name), _funders(call), _period(call)]
        for key in keys:
            number = archive.numbers.get(f"{call.address}.{key}")
            cells.append(number_cell(number) if number else Cell(NOTHING, gap=True))
        rows.append(
            Row(
                tuple(cells),
                f"missioni/{call.bando.missione}/{call.year}/{call.bando.tema}/",
                call.address,
            )
        )
    columns = (
        Column("Bando", "bando"),
        Column("Chi mette i fondi", "finanziano"),
        Column("Quando", "periodo"),
        *(Column(QUANTITY_TITLES[key], QUANTITY_NAMES.get(key, key), True) for key in keys),
    )
    return Table(table_id, caption, columns, tuple(rows))


def _funders(call: Call) -> Cell:
    """Return who funds a call, or that the source does not say."""
    if call.bando.funders:
        return text_cell(join(call.bando.funders))
    return Cell("non stampato nella fonte", gap=True)


def _period(call: Call) -> Cell:
    """Return when a call was open, as far as the source says."""
    bando = call.bando
    if bando.period:
        return text_cell(bando.period)
    told = [_edge("da", bando.opened)] if bando.opened else []
    if bando.closed:
        told.append(_edge("a" if told else "fino a", bando.closed))
    return text_cell(" ".join(told)) if told else Cell(NOTHING, gap=True)


def _edge(word: str, when: date) -> str:
    """Return «dal 15 giugno 2022», «all’8 aprile 2023»."""
    return f"{word}ll’{day(when)}" if when.day in (8, 11) else f"{word}l {day(when)}"


def series_table(archive: Archivio, ids: Sequence[str], table_id: str, caption: str) -> Table:
    """Series side by side, a row a year."""
    by_year = {s: {point.year: point for point in archive.points(s)} for s in ids}
    years = sorted({year for points in by_year.values() for year in points})
    rows = []
    for year in years:
        cells = [Cell(str(year), str(year))]
        for name in ids:
            point = by_year[name].get(year)
            cells.append(number_cell(point) if point else Cell(NOTHING, gap=True))
        rows.append(Row(tuple(cells)))
    columns = [Column("Anno", "anno")]
    for name in ids:
        unit = archive.units[archive.series[name].unit]
        mark = {"importo": " (€)", "percentuale": " (%)"}.get(unit.kind, "")
        title = archive.series[name].title + mark
        columns.append(Column(title, f"{name}_{unit.id}".replace("-", "_"), True))
    return Table(table_id, caption, tuple(columns), tuple(rows))


def facts_table(archive: Archivio, year: int, tema: str, caption: str) -> Table:
    """The numbers of a topic, a row each, with unit and line of the source."""
    rows = []
    for address in archive.facts[year, tema]:
        if address in archive.numbers:
            number = archive.numbers[address]
            line = str(number.line or "")
            rows.append(
                Row(
                    (text_cell(number.label), number_cell(number, unit=True), Cell(line, line)),
                    anchor=address,
                    extra=(number.unit.id, number.source or ""),
                )
            )
    columns = (
        Column("Voce", "voce"),
        Column("Valore", "valore", True),
        Column("Riga della fonte", "riga", True),
    )
    name = f"tabella-fatti-{year}-{tema}"
    return Table(name, caption, columns, tuple(rows), ("unita", "fonte"))


class TableError(ValueError):
    """A table that cannot be made of these addresses; `cure` says what can."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what)
        self.what, self.cure = what, cure


def table(archive: Archivio, addresses: Sequence[str]) -> Table:
    """Make the table of some addresses: spending, calls, series or the facts of a topic.

    Raises TableError.
    """
    kinds = {address.partition(".")[0] for address in addresses}
    if kinds == {"serie"}:
        return _series(archive, addresses)
    if kinds == {"bandi"}:
        return _calls(archive, addresses)
    made = _single(archive, addresses[0]) if len(addresses) == 1 else None
    if made is not None:
        return made
    raise TableError(
        f"di «{', '.join(addresses)}» non si può fare una tabella",
        "gli indirizzi sono spese.ANNO, bandi.ANNO, bandi.ANNO.NOME, serie.NOME, fatti.ANNO.TEMA",
    )


def _single(archive: Archivio, address: str) -> Table | None:
    """Return the table of an address of spending or facts, or None."""
    kind, _, rest = address.partition(".")
    year, _, name = rest.partition(".")
    if not year.isdecimal():
        return None
    if kind == "fatti" and (int(year), name) in archive.facts:
        return facts_table(archive, int(year), name, "I numeri di questo tema")
    if kind == "spese" and int(year) in archive.spending and not name:
        return spending_table(archive, int(year))
    if kind == "spese" and any(m.code == name and m.aree for m in _spent(archive, int(year))):
        return areas_table(archive, int(year), name)
    return None


def _spent(archive: Archivio, year: int) -> Sequence[MissioneSpending]:
    return archive.spending[year].missioni if year in archive.spending else ()


def _series(archive: Archivio, addresses: Sequence[str]) -> Table:
    ids = [address.partition(".")[2] for address in addresses]
    for name in ids:
        if name not in archive.series:
            raise TableError(
                f"la serie «{name}» non esiste", f"le serie sono: {', '.join(archive.series)}"
            )
    title = join([archive.series[name].title for name in ids])
    return series_table(archive, ids, "tabella-serie-" + "-".join(ids), title)


def _calls(archive: Archivio, addresses: Sequence[str]) -> Table:
    known = archive.calls_by_address
    calls: list[Call] = []
    for address in addresses:
        year = address.removeprefix("bandi.")
        if year.isdecimal():
            calls += archive.calls_of(int(year))
        elif address in known:
            calls.append(known[address])
        else:
            raise TableError(
                f"il bando «{address}» non esiste",
                suggestion(address, known) or "scrivi bandi.ANNO.NOME",
            )
    if not calls:
        raise TableError("non c'è nessun bando", "controlla l'anno")
    names = "-".join(call.bando.id for call in calls)
    if addresses[0].count(".") == 1:
        table_id = f"tabella-bandi-{calls[0].year}"
    elif len(names) > LONGEST_NAME:  # it becomes a file name
        digest = hashlib.sha256(names.encode()).hexdigest()[:8]
        table_id = f"tabella-bandi-{calls[0].year}-{calls[0].bando.id}-{digest}"
    else:
        table_id = f"tabella-bandi-{calls[0].year}-{names}"
    return calls_table(archive, calls, table_id, "Bandi: domande, ammesse e contributi")
