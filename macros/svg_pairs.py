"""Two periods compared: a ring, a line and a head that points where the value went."""

from __future__ import annotations

from dataclasses import dataclass

from macros.svg_axis import grid_lines, tick_labels, tick_rooms
from macros.svg_cells import Cell, draw_cells
from macros.svg_figure import Chart, Point
from macros.svg_marks import Canvas, pair_end, pair_start, tooltip
from macros.svg_scale import Room, Scale, fit
from macros.svg_text import SIZE, text_width, wrap

_BESIDE = 12  # px from the tip of a mark to its text: more than a mark is wide.
_HEIGHT = 22
_APART = 14  # px between categories.


@dataclass(frozen=True)
class _Row:
    """A category with its earlier and its later point."""

    category: str
    points: tuple[Point, Point]

    def sides(self) -> dict[int, int]:
        """Tell on which side of its mark each value present (0 earlier, 1 later) is printed."""
        before, after = (point.value for point in self.points)
        if before is None or after is None:
            return {i: 1 for i, point in enumerate(self.points) if point.value is not None}
        return {0: 1, 1: -1} if after < before else {0: -1, 1: 1}

    def direction(self) -> int:
        """Tell where the value went: up (1), down (-1), or nowhere known (0)."""
        sides = self.sides()
        moved = len(sides) == 2 and self.points[0].value != self.points[1].value
        return sides[1] if moved else 0


def draw_pairs(canvas: Canvas, chart: Chart) -> None:
    """Draw one row per category, each value printed on the outer side of its mark.

    The lower value stands at the left and the higher at the right, so that they never meet
    however close they are. Where a text is too long for that, all stand under their row.
    """
    pairs = zip(*(series.points for series in chart.series), strict=True)
    rows = [_Row(*row) for row in zip(chart.categories, pairs, strict=True)]
    present = [point for row in rows for point in row.points if point.value is not None]
    # Two of these beside each other leave a fifth of the width to the marks.
    beside = all(_BESIDE + text_width(point.text) <= canvas.width * 0.4 for point in present)
    ends = chart.values.ends or (0.0, 0.0)
    left_end = min(*ends, *(point.value or 0 for point in present)) if present else ends[0]
    rooms = [*map(Room, ends), *tick_rooms(chart.values, canvas.width, left_end)]
    for row in rows:
        rooms += _rooms(row, beside)
    scale = fit(rooms, 0, canvas.width)
    y = 0.0
    for row in rows:
        y = canvas.lines(0, y, wrap(row.category, canvas.width), "pa-etichetta") + 3
        if row.sides():
            grid_lines(canvas, chart.values, scale, y, y + _HEIGHT)
            _draw_marks(canvas, chart, scale, row, y + _HEIGHT / 2, beside)
            y += _HEIGHT
        y = _draw_texts(canvas, chart, row, y, beside) + _APART
    canvas.height = tick_labels(canvas, chart.values, scale, y - _APART, left_end)


def _rooms(row: _Row, beside: bool) -> list[Room]:
    """Return the room of each mark, with its text if that stands beside it."""
    rooms = []
    for i, side in row.sides().items():
        text = text_width(row.points[i].text) if beside else 0
        left, right = (0, text) if side > 0 else (text, 0)
        rooms.append(Room(row.points[i].value or 0, _BESIDE + left, _BESIDE + right))
    return rooms


def _draw_marks(
    canvas: Canvas, chart: Chart, scale: Scale, row: _Row, y: float, beside: bool
) -> None:
    """Draw the marks of a row around `y`, and the texts beside them."""
    sides = row.sides()
    places = {i: scale(row.points[i].value or 0) for i in sides}
    if len(sides) == 2:
        canvas.add(canvas.rule(places[0], y, places[1], y, "pa-tratto"))
    for i, side in sides.items():
        text = row.points[i].text
        mark = pair_end(row.direction()) if i else pair_start()
        parts = [tooltip(row.category, chart.series[i].name, text), canvas.at(places[i], y, mark)]
        if beside:
            css, anchor = ("pa-prima", "pa-valore")[i], "start" if side > 0 else "end"
            base = y + SIZE * 0.36
            parts.append(canvas.text(places[i], base, text, css, anchor=anchor, dx=side * _BESIDE))
        canvas.add(f"<g>{''.join(parts)}</g>")


def _draw_texts(canvas: Canvas, chart: Chart, row: _Row, y: float, beside: bool) -> float:
    """Print under a row what does not stand beside its marks; return the bottom."""
    cells = []
    for i, (series, point) in enumerate(zip(chart.series, row.points, strict=True)):
        if point.value is None:
            cells.append(Cell(f"{series.name}: {point.text}", "pa-motivo"))
        elif not beside:
            mark = canvas.swatch("confronto", series.number)
            cells.append(Cell(point.text, ("pa-prima", "pa-valore")[i], mark))
    widest = max(text_width(point.text) for series in chart.series for point in series.points)
    return draw_cells(canvas, cells, y, 0 if beside else widest) if cells else y
