"""The tables of spending, calls, series and facts, each made from its addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from macros.archive import Archivio, Call, Number
from macros.cells import NOTHING, Cell, Column, Row, Table, number_cell, text_cell
from macros.formats import day, figure, rounded
from macros.messages import suggestion
from macros.numbers import QUANTITIES
from macros.schema import MissioneSpending
from macros.schema_context import GridFile
from macros.sentences import join

LONGEST_NAME = 60
QUANTITY_TITLES = {
    "stanziato": "Stanziato dall’ente (€)",
    "stanziato_altri": "Stanziato da altri (€)",
    "domande": "Domande",
    "ammissibili": "Ammissibili",
    "ammesse": "Ammesse",
    "concesso": "Concesso (€)",
}
QUANTITY_NAMES = {key: f"{key}_euro" for key in ("stanziato", "stanziato_altri", "concesso")}


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
    """Series side by side, a row a year; what another document prints has its own row."""
    by_year = {s: {point.year: point for point in archive.points(s)} for s in ids}
    years = sorted({year for points in by_year.values() for year in points})
    rows = []
    for year in years:
        points = [by_year[name].get(year) for name in ids]
        rows.append(_points_row(str(year), str(year), points))
        others = dict.fromkeys(
            archive.numbers[address].source or ""
            for point in points
            for address in (point.elsewhere if point else ())
        )
        for source in others:
            told = f"{year} secondo {archive.sources[source].head.short}"
            theirs = [archive.numbers.get(f"serie.{name}.{year}.{source}") for name in ids]
            rows.append(_points_row(told, str(year), theirs))
    columns = [Column("Anno", "anno")]
    for name in ids:
        unit = archive.units[archive.series[name].unit]
        title = archive.series[name].title + _mark(archive, unit.id)
        columns.append(Column(title, f"{name}_{unit.id}".replace("-", "_"), True))
    notes = " ".join(dict.fromkeys(filter(None, (archive.series[name].note for name in ids))))
    return Table(table_id, caption, tuple(columns), tuple(rows), ("fonte",), notes)


def _points_row(heading: str, year: str, points: Sequence[Number | None]) -> Row:
    cells = [number_cell(point) if point else Cell(NOTHING, gap=True) for point in points]
    sources = dict.fromkeys(point.source or "" for point in points if point)
    return Row((Cell(heading, year), *cells), extra=(" ".join(sources),))


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
    return Table(name, caption, columns, tuple(rows), ("unita", "fonte"), noted=True)


def grid_table(archive: Archivio, grid: GridFile) -> Table:
    """A statistical table as its document prints it; in CSV each column has its unit's name."""
    rows = []
    for row in grid.rows:
        base = f"tavole.{grid.year}.{grid.id}"
        known = (archive.numbers.get(f"{base}.{column.id}.{row.id}") for column in grid.columns)
        cells = (number_cell(number) if number else Cell(NOTHING, gap=True) for number in known)
        rows.append(Row((text_cell(row.title), *cells)))
    columns = (
        Column("Voce", "voce"),
        *(
            Column(f"{c.title}{_mark(archive, c.unit)}", f"{c.unit}_{c.id}".replace("-", "_"), True)
            for c in grid.columns
        ),
    )
    name = f"tabella-tavole-{grid.year}-{grid.id}"
    return Table(name, grid.title, columns, tuple(rows), note=grid.note or "")


def _mark(archive: Archivio, unit: str) -> str:
    """Return the unit as a column's title tells it."""
    known = archive.units.get(unit)
    if known is None or known.kind == "conteggio":
        return ""
    return {"importo": " (€)", "percentuale": " (%)"}.get(known.kind, f" ({known.plural})")


class TableError(ValueError):
    """A table that cannot be made of these addresses; `cure` says what can."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what)
        self.what, self.cure = what, cure


def table(archive: Archivio, addresses: Sequence[str]) -> Table:
    """Make the table of some addresses: spending, calls, series, a statistical table, facts.

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
        "gli indirizzi sono spese.ANNO, bandi.ANNO, bandi.ANNO.NOME, serie.NOME, tavole.ANNO.NOME, "
        "fatti.ANNO.TEMA",
    )


def _single(archive: Archivio, address: str) -> Table | None:
    """Return the table of an address of spending or facts, or None."""
    kind, _, rest = address.partition(".")
    year, _, name = rest.partition(".")
    if not year.isdecimal():
        return None
    if kind == "fatti" and (int(year), name) in archive.facts:
        topic = archive.topic(int(year), name)
        title = f"I numeri di «{topic.head.title}»" if topic else "I numeri di questo tema"
        return facts_table(archive, int(year), name, title)
    if kind == "tavole" and (int(year), name) in archive.grids:
        return grid_table(archive, archive.grids[int(year), name])
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
    return calls_table(archive, calls, table_id, _title_of_calls(archive, calls))


def _title_of_calls(archive: Archivio, calls: Sequence[Call]) -> str:
    """Return the caption of some calls: on a page of many topics, whose they are must be told."""
    topics = {archive.topic(call.year, call.bando.tema) for call in calls}
    only = topics.pop() if len(topics) == 1 else None
    of = f" di «{only.head.title}»" if only else ""
    return f"Bandi{of}: domande, ammesse e contributi"
