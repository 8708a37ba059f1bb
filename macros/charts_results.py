"""The charts of indicatori (target beside result) and of statistical tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from macros.archive import Archivio, Number
from macros.figures import Chart, ChartError, choose, layout, short, value
from macros.schema_context import GridFile
from macros.schema_results import IndicatorFile
from macros.sentences import join
from macros.tables import grid_table
from macros.tables_results import indicators_table
from macros.verdict import State, Verdict, verdict
from macros.verdict_words import counts, expected, marked, reached, tell

TOTAL = "totale"  # what a statistical table calls its row of totals
MOST_COLUMNS = 6  # as many as there are colours with enough contrast


def results_chart(
    archive: Archivio, indicators: Sequence[IndicatorFile], name: str, title: str
) -> Chart:
    """Target and result of some indicatori, a row each on its own scale.

    Those whose target or result is in words are left out of the picture, not of the table. Raises
    ChartError where none is left.
    """
    pairs = [(each, verdict(archive, each)) for each in indicators]
    drawn = [(each, found) for each, found in pairs if found.target is not None]
    if not drawn:
        raise ChartError("nessun valore atteso è un numero", "mostra questi dati in tabella")
    figure = layout(title, "bersaglio", _bullets(drawn))
    figure["layout"]["meta"]["verso"] = [_towards(each, found) for each, found in drawn]
    table = indicators_table(archive, indicators, f"tabella-{name}", title)
    finding = _finding(archive, pairs)
    return Chart(name, title, finding, figure, table)


def _finding(archive: Archivio, pairs: Sequence[tuple[IndicatorFile, Verdict]]) -> str:
    """Say how one indicatore ended, or how many of several ended how."""
    if len(pairs) == 1:
        told = tell(archive, *pairs[0])
        return f"{told.label}. {told.sentence}"
    several = counts([found.state for _, found in pairs])
    return f"{several[0].upper()}{several[1:]}."


def drawable(indicators: Sequence[IndicatorFile]) -> bool:
    """Tell whether some indicatore has a target that is a number."""
    return any(indicator.target.value is not None for indicator in indicators)


def _bullets(drawn: Sequence[tuple[IndicatorFile, Verdict]]) -> list[dict[str, Any]]:
    labels = [indicator.title for indicator, _ in drawn]
    targets = {"type": "scatter", "mode": "markers", "marker": {"symbol": "line-ns"}, "y": labels}
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": "Raggiunto",
            "y": labels,
            "x": [value(found.result) for _, found in drawn],
            "text": [_reached(indicator, found) for indicator, found in drawn],
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        },
        {
            **targets,
            "name": "Atteso",
            "x": [value(found.target) for _, found in drawn],
            "text": [f"atteso: {_expected(indicator, found)}" for indicator, found in drawn],
            "hovertemplate": "%{text}<extra></extra>",
        },
    ]
    if any(found.upper is not None for _, found in drawn):
        traces.append(
            {
                **targets,
                "name": "Atteso, massimo",
                "x": [value(found.upper) for _, found in drawn],
                "text": ["" for _ in drawn],
                "hovertemplate": "%{x}<extra></extra>",
            }
        )
    return traces


def _reached(indicator: IndicatorFile, found: Verdict) -> str:
    """Return what stands at a bar; one that meets its target in a sum that fails says so."""
    told = marked(reached(indicator, found.result), found.result)
    return f"{told}, ma il conto non torna" if found.state is State.UNCLEAR else told


def _expected(indicator: IndicatorFile, found: Verdict) -> str:
    return marked(expected(indicator.target, found.target, found.upper), found.target)


def _towards(indicator: IndicatorFile, found: Verdict) -> str | None:
    """Return the side of the target that meets it."""
    if found.state is State.UNMEASURED or indicator.target.comparator == "=":
        return None
    return {">=": "alto", ">": "alto", "<=": "basso", "<": "basso"}.get(
        indicator.target.comparator or ""
    )


def grid_chart(archive: Archivio, addresses: Sequence[str], kind: str | None) -> Chart:
    """Columns of a statistical table: a category a row of the table, a colour a column.

    An address names a column, `tavole.ANNO.ID.COLONNA`, or the whole table. Raises ChartError.
    """
    choose(kind, ("barre",), "barre")
    grid, names = _columns(archive, addresses)
    units = {column.unit for column in grid.columns if column.id in names}
    if len(units) > 1:
        raise ChartError("le colonne hanno unità diverse", "disegnale in grafici separati")
    if len(names) > MOST_COLUMNS:
        raise ChartError(f"le colonne sono più di {MOST_COLUMNS}", "scegline meno")
    titles = [_title(grid, name) for name in names]
    whole = len(names) == len(grid.columns)
    title = grid.title if whole else f"{grid.title}: {join(titles)}"
    data = [_column(archive, grid, name) for name in names]
    figure = layout(title, "barre", data)
    if len(data) > 1:
        figure["layout"]["barmode"] = "group"
    chart_id = f"tavole-{grid.year}-{grid.id}" + ("" if whole else "-" + "-".join(names))
    finding = " ".join(_extremes(archive, grid, name, len(names) > 1) for name in names)
    return Chart(chart_id, title, finding, figure, grid_table(archive, grid), holds_numbers=True)


def _columns(archive: Archivio, addresses: Sequence[str]) -> tuple[GridFile, list[str]]:
    """Return the table some addresses name, and their columns in the order of the table."""
    grids: dict[str, GridFile] = {}
    asked: set[str] = set()
    for address in addresses:
        _, _, place = address.partition(".")
        year, _, place = place.partition(".")
        name, _, column = place.partition(".")
        grid = archive.grids.get((int(year) if year.isdecimal() else 0, name))
        if grid is None:
            known = ", ".join(f"tavole.{y}.{n}" for y, n in archive.grids)
            raise ChartError(f"la tavola «{address}» non esiste", f"le tavole sono: {known}")
        all_of_them = [each.id for each in grid.columns]
        if column and column not in all_of_them:
            raise ChartError(
                f"la colonna «{column}» non esiste", f"le colonne sono: {', '.join(all_of_them)}"
            )
        grids[f"{year}.{name}"] = grid
        asked.update([column] if column else all_of_them)
    if len(grids) > 1:
        raise ChartError("le colonne sono di tavole diverse", "usa un grafico per tavola")
    (grid,) = grids.values()
    return grid, [column.id for column in grid.columns if column.id in asked]


def _title(grid: GridFile, column: str) -> str:
    return next(each.title for each in grid.columns if each.id == column)


def _of_column(archive: Archivio, grid: GridFile, column: str) -> list[tuple[str, Number | None]]:
    base = f"tavole.{grid.year}.{grid.id}.{column}"
    return [(row.title, archive.numbers.get(f"{base}.{row.id}")) for row in grid.rows]


def _column(archive: Archivio, grid: GridFile, column: str) -> dict[str, Any]:
    pairs = _of_column(archive, grid, column)
    return {
        "type": "bar",
        "orientation": "h",
        "name": _title(grid, column),
        "y": [title for title, _ in pairs],
        "x": [value(number) for _, number in pairs],
        "text": [short(number) for _, number in pairs],
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }


def _extremes(archive: Archivio, grid: GridFile, column: str, named: bool) -> str:
    """Say the highest and the lowest value of a column, each with all the rows that have it.

    A row of totals is above all others by its nature, and is left out.
    """
    pairs = [pair for pair in _of_column(archive, grid, column) if pair[0].lower() != TOTAL]
    known = [(number, row) for row, number in pairs if number and value(number) is not None]
    title = _title(grid, column)
    if not known:
        return f"{title}: nessun valore è stampato nella fonte."
    amounts = [number.amount for number, _ in known]
    told = _end(known, max(amounts), "il valore più alto è", "i valori più alti sono")
    if min(amounts) < max(amounts):
        told += f"; {_end(known, min(amounts), 'il più basso', 'i più bassi')}"
    elif len(known) > 1:
        told = f"tutte le voci hanno lo stesso valore, {short(known[0][0])}"
    return f"{title}: {told}." if named else f"{told[0].upper()}{told[1:]}."


def _end(known: Sequence[tuple[Number, str]], amount: Decimal, one: str, more: str) -> str:
    """Name the rows that have a value: «il più basso Servizi, 6.469»."""
    there = [(number, row) for number, row in known if number.amount == amount]
    rows = join([row for _, row in there])
    return f"{one if len(there) == 1 else more} {rows}, {short(there[0][0])}"
