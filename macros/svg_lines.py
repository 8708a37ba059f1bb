"""Time series: lines with gaps, markers, and every value printed where it can be read.

A single series has its values at its points, if none touches the line. Otherwise they stand in a
strip under the years, one row per series; where even that is too narrow, in columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from macros.svg_axis import tick_labels
from macros.svg_cells import Cell, draw_cells
from macros.svg_figure import Axis, Chart, Series, UnsupportedFigure
from macros.svg_labels import Box, Spot, find_places
from macros.svg_marks import LINE, SWATCH, Canvas, marker, number, stroke, tooltip
from macros.svg_scale import Room, Scale, fit
from macros.svg_text import SIZE, SMALL, text_width

_HEIGHT, _HIGHEST = 170, 600  # px of the plot, and how far ticks too close may push it.
_TOP = 26  # px above the plot, for a value or a tick.
_TICK = 18  # px at least between two ticks.
_GAP = 10  # px between two texts side by side.
_AIR = 2  # px around a text at a point.

_Row = dict[int, Cell]


@dataclass(frozen=True)
class _Frame:
    """The plot's vertical scale, its bottom and its axis (the zero, if shown), in px."""

    y: Scale
    bottom: float
    axis: float | None


def draw_lines(canvas: Canvas, chart: Chart) -> None:
    """Draw the series over the years, spaced as in time; a missing value breaks the line."""
    frame = _frame(chart)
    if len(chart.series) == 1 and _draw_labelled(canvas, chart, frame):
        return
    for reasons in (True, False):
        rows = [_row(series, reasons) for series in chart.series]
        x = _across(canvas, chart, rows)
        if all(_fits(canvas, chart, row, x) for row in rows):
            _draw_plot(canvas, chart, x, frame)
            _draw_strip(canvas, chart, rows, x)
            if not reasons:
                _draw_notes(canvas, chart)
            return
    _draw_plot(canvas, chart, _across(canvas, chart, []), frame)
    _draw_columns(canvas, chart)


def _draw_labelled(canvas: Canvas, chart: Chart, frame: _Frame) -> bool:
    """Draw one series with its values at its points; draw nothing if they do not all fit."""
    series = chart.series[0]
    row = _row(series, reasons=True)
    missing = {
        year: row[year]
        for year, point in zip(series.keys, series.points, strict=True)
        if point.value is None and year in row
    }
    plot = Box(max(0, _margin(canvas, chart) - _GAP), 0, canvas.width, frame.bottom)
    # Reasons under their years, if they fit; texts at the ends moved inwards, if they can be.
    for rows in ([missing], [], [row]):
        x = _across(canvas, chart, rows)
        inside = _fits(canvas, chart, missing, x)
        if missing in rows and not inside:
            continue
        runs = list(_runs(series, x, frame.y))
        places = find_places([[spot for _, spot in run] for run in runs], plot)
        if places is None:
            continue
        _draw_plot(canvas, chart, x, frame)
        spots = (pair for run in runs for pair in run)
        for (year, spot), (dx, y) in zip(spots, places, strict=True):
            canvas.add(canvas.text(spot.x, y, row[year].text, "pa-valore", anchor="middle", dx=dx))
        if not inside:
            _draw_notes(canvas, chart)
        elif missing:
            _draw_strip(canvas, chart, [missing], x)
        return True
    return False


# ---- Scales, and what fits along x ----


def _frame(chart: Chart) -> _Frame:
    """Lay out the values, from zero unless the figure says otherwise."""
    ticks = sorted(value for value, _ in chart.values.ticks)
    shown = [point.value for series in chart.series for point in series.points if point.value]
    low, high = chart.values.ends or (min([0, *shown, *ticks]), max([0, *shown, *ticks]))
    if low == high:
        high = low + 1
    nearest = min((after - before for before, after in pairwise(ticks)), default=high - low)
    height = max(_HEIGHT, _TICK * (high - low) / nearest)
    if height > _HIGHEST:
        raise UnsupportedFigure("le tacche dei valori sono troppo vicine tra loro")
    factor = height / (high - low)
    y = Scale(_TOP + high * factor, -factor)
    return _Frame(y, y(low), y(0) if low <= 0 <= high else None)


def _margin(canvas: Canvas, chart: Chart) -> float:
    """Return the px kept free at the left for the ticks, or for the swatches of a strip."""
    margin = max((text_width(text, SMALL) + _GAP for _, text in chart.values.ticks), default=0.0)
    if margin > canvas.width * 0.45:
        raise UnsupportedFigure("le tacche dei valori sono troppo lunghe per un telefono")
    return max(margin, SWATCH + _GAP) if len(chart.series) > 1 else margin


def _across(canvas: Canvas, chart: Chart, rows: Sequence[_Row]) -> Scale:
    """Return the scale of years that leaves room for the years and for the texts of `rows`."""
    rooms = []
    for year, label in _years(chart).items():
        halves = [text_width(row[year].text) / 2 for row in rows if year in row]
        half = max([*halves, text_width(label, SMALL) / 2]) + _AIR
        rooms.append(Room(year, half, half))
    for value, label in chart.years.ticks:
        half = text_width(label, SMALL) / 2
        rooms.append(Room(value, half, half))
    return fit(rooms, _margin(canvas, chart), canvas.width)


def _fits(canvas: Canvas, chart: Chart, row: _Row, x: Scale) -> bool:
    """Tell whether the texts of a row stand side by side under their years."""
    halves = {year: text_width(cell.text) / 2 for year, cell in sorted(row.items())}
    if any(x(year) + half > canvas.width + 0.01 for year, half in halves.items()):
        return False
    return all(
        x(after) - x(before) >= halves[before] + halves[after] + _GAP
        for before, after in pairwise(halves)
    )


def _years(chart: Chart) -> dict[int, str]:
    """Return each year of any series with its label: the tick's, or the year itself."""
    ticks = dict(chart.years.ticks)
    years = sorted(
        {
            year
            for series in chart.series
            for year, point in zip(series.keys, series.points, strict=True)
            if point.text
        }
    )
    return {year: ticks.get(year, str(year)) for year in years}


def _row(series: Series, reasons: bool) -> _Row:
    """Return the texts of a series by year; without `reasons`, a dash where a value is missing."""
    return {
        year: Cell(point.text, "pa-valore")
        if point.value is not None
        else Cell(point.text if reasons else "–", "pa-motivo")
        for year, point in zip(series.keys, series.points, strict=True)
        if point.text
    }


def _runs(series: Series, x: Scale, y: Scale) -> Iterator[list[tuple[int, Spot]]]:
    """Yield the stretches of a line between its gaps."""
    run: list[tuple[int, Spot]] = []
    for year, point in zip(series.keys, series.points, strict=True):
        if point.value is None:
            if run:
                yield run
            run = []
        else:
            run.append((year, Spot(x(year), y(point.value), text_width(point.text) / 2)))
    if run:
        yield run


# ---- Drawing ----


def _draw_plot(canvas: Canvas, chart: Chart, x: Scale, frame: _Frame) -> None:
    """Draw grid, lines, markers and years; leave the canvas as high as they are."""
    for value, label in chart.values.ticks:
        y = frame.y(value)
        canvas.add(canvas.rule(0, y, canvas.width, y), canvas.text(0, y - 4, label, "pa-tacca"))
    css = "pa-griglia" if frame.axis is None else "pa-asse"
    axis = frame.bottom if frame.axis is None else frame.axis
    canvas.add(canvas.rule(0, axis, canvas.width, axis, css))
    unit = 1000 / canvas.width if canvas.fluid else 1
    strokes, marks = [], []
    for series in chart.series:
        points = dict(zip(series.keys, series.points, strict=True))
        name = series.name if len(chart.series) > 1 else ""
        for run in _runs(series, x, frame.y):
            path = " ".join(f"{number(spot.x * unit)} {number(spot.y)}" for _, spot in run)
            if len(run) > 1:
                strokes.append(stroke(series.number, f"M{path}"))
            for year, spot in run:
                title = tooltip(_years(chart)[year], name, points[year].text)
                marks.append(canvas.at(spot.x, spot.y, title + marker(series.number)))
    canvas.add(_stretched("".join(strokes), frame.bottom) if canvas.fluid else "".join(strokes))
    canvas.add(*marks)
    ticks = chart.years.ticks or _thinned(_years(chart), x)
    canvas.height = tick_labels(canvas, Axis(tuple(ticks)), x, frame.bottom + 4, None)


def _stretched(strokes: str, height: float) -> str:
    """Let strokes stretch along x with the picture, not along y and not in thickness."""
    box = f'viewBox="0 0 1000 {number(height)}" preserveAspectRatio="none"'
    size = f'width="100%" height="{number(height)}"'
    return f'<svg {box} {size} overflow="visible">{strokes}</svg>'


def _thinned(years: dict[int, str], x: Scale) -> list[tuple[float, str]]:
    """Leave out the years that would touch, counting from the last; their marks stay."""
    kept: list[tuple[float, str]] = []
    free = float("inf")
    for year, label in sorted(years.items(), reverse=True):
        half = text_width(label, SMALL) / 2
        if x(year) + half <= free:
            kept.append((year, label))
            free = x(year) - half - _GAP
    return kept[::-1]


def _draw_strip(canvas: Canvas, chart: Chart, rows: Sequence[_Row], x: Scale) -> None:
    """Print one row of texts per series under the years."""
    y = canvas.height
    for series, row in zip(chart.series, rows, strict=True):
        if len(rows) > 1:
            canvas.add(canvas.rule(0, y + 3, canvas.width, y + 3))
            canvas.add(canvas.at(0, y + 7 + LINE / 2, canvas.swatch("linee", series.number)))
            y += 7
        for year, cell in row.items():
            place = y + LINE / 2 + SIZE * 0.36
            canvas.add(canvas.text(x(year), place, cell.text, cell.css, anchor="middle"))
        y += LINE
    canvas.height = y


def _draw_notes(canvas: Canvas, chart: Chart) -> None:
    """Print the reasons that have no room under their year."""
    y = canvas.height + 6
    for series in chart.series:
        swatch = canvas.swatch("linee", series.number) if len(chart.series) > 1 else ""
        for year, point in zip(series.keys, series.points, strict=True):
            if point.value is None and point.text:
                note = f"{_years(chart)[year]}: {point.text}"
                y = draw_cells(canvas, [Cell(note, "pa-motivo", swatch)], y)
    canvas.height = y


def _draw_columns(canvas: Canvas, chart: Chart) -> None:
    """Print every year with its value in columns, series by series."""
    y = canvas.height + 6
    for series in chart.series:
        if len(chart.series) > 1:
            swatch = canvas.swatch("linee", series.number)
            y = draw_cells(canvas, [Cell(series.name, "pa-etichetta", swatch)], y)
        cells = [
            Cell(f"{_years(chart)[year]}: {cell.text}", cell.css)
            for year, cell in _row(series, reasons=True).items()
        ]
        y = draw_cells(canvas, cells, y) + 8
    canvas.height = y - 8
