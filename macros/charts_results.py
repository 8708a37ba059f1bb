"""The charts of indicatori (target beside result) and of statistical tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from macros.archive import Archivio, Number
from macros.figures import Chart, ChartError, choose, layout, short, value
from macros.schema_context import GridFile
from macros.schema_results import IndicatorFile
from macros.sentences import join
from macros.tables import grid_table
from macros.tables_results import indicators_table
from macros.verdict import State, Verdict, verdict
from macros.verdict_words import counts, expected, reached, tell

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
        indicator, found = pairs[0]
        return tell(archive, indicator, found).sentence
    told = counts([found.state for _, found in pairs])
    return f"{told[0].upper()}{told[1:]}."


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
            "text": [reached(indicator, found.result) for indicator, found in drawn],
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        },
        {
            **targets,
            "name": "Atteso",
            "x": [value(found.target) for _, found in drawn],
            "text": [
                f"atteso: {expected(indicator.target, found.target, found.upper)}"
                for indicator, found in drawn
            ],
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
    titles = [column.title for column in grid.columns if column.id in names]
    whole = len(names) == len(grid.columns)
    title = grid.title if whole else f"{grid.title}: {join(titles)}"
    data = [_column(archive, grid, column.id) for column in grid.columns if column.id in names]
    figure = layout(title, "barre", data)
    if len(data) > 1:
        figure["layout"]["barmode"] = "group"
    chart_id = f"tavole-{grid.year}-{grid.id}" + ("" if whole else "-" + "-".join(names))
    finding = " ".join(_extremes(archive, grid, name, len(names) > 1) for name in names)
    return Chart(chart_id, title, finding, figure, grid_table(archive, grid), holds_numbers=True)


def _columns(archive: Archivio, addresses: Sequence[str]) -> tuple[GridFile, list[str]]:
    """Return the table some addresses name, and their columns."""
    found: list[tuple[GridFile, list[str]]] = []
    for address in addresses:
        _, year, name, *column = [*address.split("."), "", ""][:4]
        grid = archive.grids.get((int(year) if year.isdecimal() else 0, name))
        if grid is None:
            known = ", ".join(f"tavole.{y}.{n}" for y, n in archive.grids)
            raise ChartError(f"la tavola «{address}» non esiste", f"le tavole sono: {known}")
        all_of_them = [each.id for each in grid.columns]
        wanted = [column[0]] if column[0] else all_of_them
        if wanted[0] not in all_of_them:
            raise ChartError(
                f"la colonna «{column[0]}» non esiste", f"le colonne sono: {', '.join(all_of_them)}"
            )
        found.append((grid, wanted))
    if len({grid.id for grid, _ in found}) > 1:
        raise ChartError("le colonne sono di tavole diverse", "usa un grafico per tavola")
    return found[0][0], list(dict.fromkeys(name for _, names in found for name in names))


def _of_column(archive: Archivio, grid: GridFile, column: str) -> list[tuple[str, Number | None]]:
    base = f"tavole.{grid.year}.{grid.id}.{column}"
    return [(row.title, archive.numbers.get(f"{base}.{row.id}")) for row in grid.rows]


def _column(archive: Archivio, grid: GridFile, column: str) -> dict[str, Any]:
    pairs = _of_column(archive, grid, column)
    return {
        "type": "bar",
        "orientation": "h",
        "name": next(each.title for each in grid.columns if each.id == column),
        "y": [title for title, _ in pairs],
        "x": [value(number) for _, number in pairs],
        "text": [short(number) for _, number in pairs],
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }


def _extremes(archive: Archivio, grid: GridFile, column: str, named: bool) -> str:
    """Say the highest and the lowest value of a column."""
    known = [
        (n, title) for title, n in _of_column(archive, grid, column) if n and n.value is not None
    ]
    title = next(each.title for each in grid.columns if each.id == column)
    if not known:
        return f"{title}: nessun valore è stampato nella fonte."
    known.sort(key=lambda pair: pair[0].amount)
    (low, low_title), (top, top_title) = known[0], known[-1]
    told = f"il valore più alto è {top_title}, {short(top)}"
    if len(known) > 1:
        told += f"; il più basso {low_title}, {short(low)}"
    return f"{title}: {told}." if named else f"{told[0].upper()}{told[1:]}."
