"""The tables of indicatori: one with its target and result, many with their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from macros.archive import Archivio
from macros.cells import Cell, Column, Row, Table, number_cell, text_cell
from macros.schema_results import IndicatorFile
from macros.verdict import verdict
from macros.verdict_words import LABELS, expected, reached


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
    return Table(table_id, caption, columns, tuple(rows), ("anno", "unita", "confronto", "fonte"))


def _row(archive: Archivio, indicator: IndicatorFile, *, linked: bool) -> Row:
    found = verdict(archive, indicator)
    cells = [text_cell(indicator.title)]
    target = expected(indicator.target, found.target, found.upper)
    if found.target is not None:
        cells.append(Cell(target, number_cell(found.target).value, found.target))
    else:
        cells.append(text_cell(target))
    result = reached(indicator, found.result)
    if found.result is not None:
        cells.append(Cell(result, number_cell(found.result).value, found.result))
    else:
        cells.append(Cell(result, "" if indicator.result is None else result))
    return Row(
        (*cells, text_cell(LABELS[found.state])),
        f"risultati/{indicator.year}/{indicator.id}/" if linked else "",
        f"indicatori.{indicator.year}.{indicator.id}",
        extra=(
            str(indicator.year),
            indicator.unit or "",
            indicator.target.comparator or "",
            indicator.source,
        ),
    )


def partial_table(archive: Archivio, indicator: IndicatorFile) -> Table:
    """The results of each part of an indicatore, where the source prints several."""
    numbers = [archive.number(address) for address in indicator.partial]
    rows = [Row((text_cell(n.label), number_cell(n, unit=True)), anchor=n.address) for n in numbers]
    columns = (Column("Parte", "parte"), Column("Risultato", "risultato", True))
    name = f"tabella-parziali-{indicator.year}-{indicator.id}"
    return Table(name, "I risultati di ogni parte", columns, tuple(rows), noted=True)
