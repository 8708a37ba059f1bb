"""Two periods compared: a ring, a line and a head that points where the value went."""

from __future__ import annotations

from macros.svg_axis import grid_lines, tick_labels, tick_rooms
from macros.svg_figure import Chart, Point
from macros.svg_marks import Canvas, pair_end, pair_start, tooltip
from macros.svg_scale import Room, Scale, fit
from macros.svg_text import SIZE, text_width, wrap

_BESIDE = 12  # px from the tip of a mark to its text: more than a mark is wide.
_HEIGHT = 22
_APART = 14  # px between categories.

_Row = tuple[Point, Point]


def draw_pairs(canvas: Canvas, chart: Chart) -> None:
    """Draw one row per category, each value printed on the outer side of its mark.

    The lower value stands at the left and the higher at the right, so that they never meet
    however close they are. Texts too long for that, and reasons, go on lines of their own.
    """
    before, after = chart.series
    rows = list(zip(before.points, after.points, strict=True))
    ends = chart.values.ends or (0.0, 0.0)
    left_end = min(*ends, *(point.value for row in rows for point in row if point.value))
    rooms = [*map(Room, ends), *tick_rooms(chart.values, canvas.width, left_end)]
    for row in rows:
        rooms += _rooms(canvas, row)
    scale = fit(rooms, 0, canvas.width)
    y = 0.0
    for category, row in zip(chart.categories, rows, strict=True):
        y = canvas.lines(0, y, wrap(category, canvas.width), "pa-etichetta") + 3
        if _sides(row):
            grid_lines(canvas, chart.values, scale, y, y + _HEIGHT)
            titles = [
                tooltip(category, s.name, p.text) for s, p in zip(chart.series, row, strict=True)
            ]
            _draw_row(canvas, scale, row, titles, y)
            y += _HEIGHT
        for series, point in zip(chart.series, row, strict=True):
            if point.value is None or not _beside(canvas, row):
                css = "pa-motivo" if point.value is None else "pa-etichetta"
                y = canvas.lines(0, y, wrap(f"{series.name}: {point.text}", canvas.width), css)
        y += _APART
    canvas.height = tick_labels(canvas, chart.values, scale, y - _APART, left_end)


def _draw_row(canvas: Canvas, scale: Scale, row: _Row, titles: list[str], top: float) -> None:
    """Draw the marks of a row around its middle line, and their texts where they fit."""
    y = top + _HEIGHT / 2
    before, after = row
    direction = 0
    if before.value is not None and after.value is not None:
        direction = (after.value > before.value) - (after.value < before.value)
        canvas.add(canvas.rule(scale(before.value), y, scale(after.value), y, "pa-tratto"))
    marks = (pair_start(), pair_end(direction))
    for i, side in _sides(row).items():
        point = row[i]
        place = scale(point.value or 0)
        parts = [titles[i], canvas.at(place, y, marks[i])]
        if _beside(canvas, row):
            css, anchor = ("pa-prima", "pa-valore")[i], "start" if side > 0 else "end"
            baseline = y + SIZE * 0.36
            parts.append(
                canvas.text(place, baseline, point.text, css, anchor=anchor, dx=side * _BESIDE)
            )
        canvas.add(f"<g>{''.join(parts)}</g>")


def _sides(row: _Row) -> dict[int, int]:
    """Tell for each value present (0 earlier, 1 later) on which side of its mark it is printed."""
    before, after = (point.value for point in row)
    if before is None or after is None:
        return {i: 1 for i, point in enumerate(row) if point.value is not None}
    return {0: 1, 1: -1} if after < before else {0: -1, 1: 1}


def _beside(canvas: Canvas, row: _Row) -> bool:
    """Tell whether the texts of a row stand beside its marks: two fit in one width with room."""
    present = (point for point in row if point.value is not None)
    return all(_BESIDE + text_width(point.text) <= canvas.width * 0.4 for point in present)


def _rooms(canvas: Canvas, row: _Row) -> list[Room]:
    rooms = []
    for i, side in _sides(row).items():
        point = row[i]
        text = text_width(point.text) if _beside(canvas, row) else 0
        left, right = (0, text) if side > 0 else (text, 0)
        rooms.append(Room(point.value or 0, _BESIDE + left, _BESIDE + right))
    return rooms
