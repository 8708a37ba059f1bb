"""The 100 % bar: one bar per row, cut into shares, each printed under its segment."""

from __future__ import annotations

import math

from macros.svg_cells import Cell, draw_cells
from macros.svg_figure import Chart, Series
from macros.svg_marks import LINE, PAPER, Canvas, leader, tooltip
from macros.svg_scale import spread
from macros.svg_text import SIZE, text_width, wrap

_HEIGHT = 28
_LEADER = 12  # px from the bar to the shares printed under it.
_GAP = 10  # px between two printed shares.
_APART = 18  # px between rows.


def draw_shares(canvas: Canvas, chart: Chart) -> None:
    """Draw one bar of 100 % per row.

    Shares stand side by side under their segments, tied to them by a leader; where they do not
    all fit at the narrowest width, or one is missing, each stands beside its pattern in columns.
    """
    y = 0.0
    for i, category in enumerate(chart.categories):
        y = canvas.lines(0, y, wrap(category, canvas.width), "pa-etichetta") + 4
        points = [series.points[i] for series in chart.series]
        if any(point.value is not None for point in points):
            centres = _draw_bar(canvas, chart, i, y)
            y += _HEIGHT
        widths = [text_width(point.text) for point in points]
        missing = any(point.value is None for point in points)
        if len({point.text for point in points}) == 1 and points[0].value is None:
            y = draw_cells(canvas, [Cell(points[0].text, "pa-motivo")], y)
        elif missing or math.fsum(widths) + _GAP * (len(widths) - 1) > canvas.width:
            cells = [_cell(canvas, series, i) for series in chart.series]
            y = draw_cells(canvas, cells, y + 6)
        else:
            places = spread(centres, [width / 2 for width in widths], _GAP, canvas.width)
            for centre, place, point in zip(centres, places, points, strict=True):
                # Moved in px from its segment: the wider the picture, the less it seems moved.
                dx, base = place - centre, y + _LEADER + SIZE
                canvas.add(
                    canvas.at(centre, y + 1, leader(dx, _LEADER - 3)),
                    canvas.text(centre, base, point.text, "pa-valore", anchor="middle", dx=dx),
                )
            y += _LEADER + LINE
        y += _APART
    canvas.height = y - _APART


def _draw_bar(canvas: Canvas, chart: Chart, row: int, y: float) -> list[float]:
    """Draw the segments of a row; return the px of their centres."""
    points = [series.points[row] for series in chart.series]
    shares = [point.value or 0 for point in points]
    total = math.fsum(shares)
    canvas.add(f'<g class="pa-segmenti" stroke="{PAPER}">')
    step = canvas.width / 10000  # Ends as they are printed, so that widths add up to 100 %.
    ends = [step * round(10000 * math.fsum(shares[:n]) / total) for n in range(len(shares) + 1)]
    centres = []
    for series, point, left, right in zip(chart.series, points, ends, ends[1:], strict=False):
        centres.append((left + right) / 2)
        if point.value is not None:
            title = tooltip(chart.categories[row], series.name, point.text)
            bar = canvas.bar(left, y, right - left, _HEIGHT, series.number)
            canvas.add(f"<g>{title}{bar}</g>")
    canvas.add("</g>")
    return centres


def _cell(canvas: Canvas, series: Series, row: int) -> Cell:
    point = series.points[row]
    css = "pa-motivo" if point.value is None else "pa-valore"
    return Cell(point.text, css, canvas.swatch("quote", series.number))
