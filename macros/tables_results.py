"""The tables of indicatori: one with its target and result, many with their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from macros.archive import Archivio, Number
from macros.cells import Cell, Column, Row, Table, number_cell, text_cell
from macros.formats import machine
from macros.schema_results import IndicatorFile
from macros.verdict import verdict
from macros.verdict_words import expected, label, reached

_EXTRA = ("anno", "unita", "confronto", "atteso_massimo", "fonte")


def indicators_table(
    archive: Archivio, indicators: Sequence[IndicatorFile], table_id: str, caption: str
) -> Table:
    """Indicatori, a row each: what was expected, what was reached, how it ended."""
    columns = (
        Column("Indicatore", "indicatore"),
        Column("Atteso", "atteso"),
        Column("Raggiunto", "raggiunto"),
        Column("Esito", "esito"),
    )
    rows = [_row(archive, indicator, linked=len(indicators) > 1) for indicator in indicators]
    return Table(table_id, caption, columns, tuple(rows), _EXTRA)


def _row(archive: Archivio, indicator: IndicatorFile, *, linked: bool) -> Row:
    found = verdict(archive, indicator)
    cells = [text_cell(indicator.title)]
    target = expected(indicator.target, found.target, found.upper)
    if found.target is not None:
        cells.append(_cell(target, found.target))
    else:
        cells.append(text_cell(target))
    result = reached(indicator, found.result)
    if found.result is not None:
        cells.append(_cell(result, found.result))
    else:
        missing = indicator.result is None
        cells.append(Cell(result, "" if missing else result, gap=missing))
    return Row(
        (*cells, text_cell(label(indicator, found))),
        f"risultati/{indicator.year}/{indicator.id}/" if linked else "",
        f"indicatori.{indicator.year}.{indicator.id}",
        extra=(
            str(indicator.year),
            indicator.unit or "",
            indicator.target.comparator or "",
            machine(found.upper) if found.upper is not None else "",
            indicator.source,
        ),
    )


def _cell(text: str, number: Number) -> Cell:
    """Return a number said in words, such as «almeno 80 %»."""
    return Cell(text, machine(number), number, gap=number.value is None)


def partial_table(archive: Archivio, indicator: IndicatorFile) -> Table:
    """The results of each part of an indicatore, where the source prints several."""
    numbers = [archive.number(address) for address in indicator.partial]
    rows = [Row((text_cell(n.label), number_cell(n, unit=True)), anchor=n.address) for n in numbers]
    columns = (Column("Parte", "parte"), Column("Risultato", "risultato", True))
    name = f"tabella-parziali-{indicator.year}-{indicator.id}"
    return Table(name, "I risultati di ogni parte", columns, tuple(rows), noted=True)
