"""Horizontal bars: label above, value at the end, baseline at zero."""

from __future__ import annotations

from dataclasses import dataclass

from macros.svg_axis import grid_lines, tick_labels, tick_rooms
from macros.svg_figure import Chart, Point, Series
from macros.svg_marks import LINE, Canvas, tooltip
from macros.svg_scale import Room, Scale, fit
from macros.svg_text import SIZE, text_width, wrap

_BESIDE = 6  # px between a bar and its value.
_BETWEEN = 3  # px between the bars of a category.
_APART = 16  # px between categories.


@dataclass(frozen=True)
class _Layout:
    """What all the bars share: the widest text that stands beside a bar, in px, and the scale."""

    canvas: Canvas
    grouped: bool
    limit: float
    scale: Scale
    height: float


def draw_bars(canvas: Canvas, chart: Chart) -> None:
    """Draw one bar per category and series.

    A text too long to stand beside its bar goes on lines of its own. A missing value has no bar:
    its reason stands where the bar would begin.
    """
    grouped = len(chart.series) > 1
    points = [(series, point) for series in chart.series for point in series.points]
    signed = any(point.value is not None and point.value < 0 for _, point in points)
    left_end = None if signed else 0
    limit = canvas.width * (0.35 if signed else 0.45)
    rooms = [Room(0), *tick_rooms(chart.values, canvas.width, left_end)]
    for series, point in points:
        room = _BESIDE + text_width(_caption(series, point, grouped))
        room = room if room <= limit else 0
        value = point.value or 0
        rooms.append(Room(value, room, 0) if value < 0 else Room(value, 0, room))
    layout = _Layout(canvas, grouped, limit, fit(rooms, 0, canvas.width), 16 if grouped else 20)
    zero = layout.scale(0)
    y = 0.0
    for i, category in enumerate(chart.categories):
        y = canvas.lines(0, y, wrap(category, canvas.width), "pa-etichetta") + 4
        top, rows = y, []
        for series in chart.series:
            row, y = _row(layout, category, series, series.points[i], y)
            rows.append(row)
            y += _BETWEEN
        y -= _BETWEEN
        grid_lines(canvas, chart.values, layout.scale, top - 2, y + 2)
        canvas.add(*rows, canvas.rule(zero, top - 2, zero, y + 2, "pa-asse"))
        y += _APART
    canvas.height = tick_labels(canvas, chart.values, layout.scale, y - _APART + 4, left_end)


def _row(
    layout: _Layout, category: str, series: Series, point: Point, top: float
) -> tuple[str, float]:
    """Return the markup of one bar with its text, and its bottom."""
    canvas, scale = layout.canvas, layout.scale
    caption = _caption(series, point, layout.grouped)
    css = "pa-motivo" if point.value is None else "pa-valore"
    value = point.value or 0
    bottom = top + layout.height
    markup = [tooltip(category, series.name if layout.grouped else "", point.text)]
    if point.value is not None:
        left, right = sorted((scale(0), scale(value)))
        markup.append(canvas.bar(left, top, right - left, layout.height, series.number))
    if _BESIDE + text_width(caption) <= layout.limit:
        y = top + layout.height / 2 + SIZE * 0.36
        anchor, dx = ("end", -_BESIDE) if value < 0 else ("start", _BESIDE)
        markup.append(canvas.text(scale(value), y, caption, css, anchor=anchor, dx=dx))
    else:
        y = top if point.value is None else bottom + 1
        for line in wrap(caption, canvas.width - _BESIDE):
            markup.append(canvas.text(0, y + SIZE, line, css, dx=_BESIDE))
            y += LINE
        bottom = y
    return f"<g>{''.join(markup)}</g>", bottom


def _caption(series: Series, point: Point, grouped: bool) -> str:
    """A missing bar of a group cannot be told by its colour: its series is named."""
    return f"{series.name}: {point.text}" if grouped and point.value is None else point.text
