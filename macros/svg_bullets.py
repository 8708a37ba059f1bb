"""Targets and results: a bar against a mark per row, each row on a scale of its own.

Over the bar stands its value, under the mark what was expected: with a line of their own they
never meet, however close result and target are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from macros.svg_figure import Chart, Point
from macros.svg_marks import LINE, Canvas, number, target, tooltip
from macros.svg_scale import Room, Scale, fit, round_ends, spread
from macros.svg_text import SIZE, text_width, wrap

MET = "Valori che soddisfano l’atteso"
"""What the ground behind the bars means, for the key."""

_BAR, _ZONE = 14, 22  # px of thickness.
_ABOVE, _BELOW = 7, 5  # px from the ground to the texts, more than the mark of a target sticks out.
_GAP = 12  # px between two texts side by side.
_APART = 20  # px between rows.


@dataclass(frozen=True)
class _Row:
    """A category with its result and its targets: one, or the two ends of a range."""

    category: str
    result: Point
    targets: tuple[Point, ...]
    towards: str | None

    def marks(self) -> list[float]:
        """Return the targets that are numbers."""
        return [point.value for point in self.targets if point.value is not None]

    def values(self) -> list[float]:
        """Return all that the scale of the row must hold."""
        return self.marks() + ([] if self.result.value is None else [self.result.value])

    def met(self) -> tuple[float, float] | None:
        """Return the ends of the values that meet the target, or None where there are none."""
        low, high = round_ends(self.values())
        marks = self.marks()
        if len(marks) == 2:
            low, high = marks
        elif not marks or self.towards is None:
            return None
        elif self.towards == "alto":
            low = marks[0]
        else:
            high = marks[0]
        return (low, high) if low < high else None


def draw_bullets(canvas: Canvas, chart: Chart) -> None:
    """Draw one row per category, on a scale from zero (or below) to above result and target.

    A missing result has no bar and a missing target no mark: their reasons are printed. Of a
    result far beyond its target the bar is long and the mark near its beginning.
    """
    y = 0.0
    for row in _rows(chart):
        y = _draw_row(canvas, row, y) + _APART
    canvas.height = y - _APART


def has_zone(chart: Chart) -> bool:
    """Tell whether any row shows which values meet its target."""
    return any(row.met() for row in _rows(chart))


def _rows(chart: Chart) -> list[_Row]:
    """Return the rows of a chart; an end of a range that says nothing is none."""
    rows = []
    for i, category in enumerate(chart.categories):
        result, *targets = (series.points[i] for series in chart.series)
        said = tuple(point for point in targets if point.text or point.value is not None)
        rows.append(_Row(category, result, said, chart.towards[i]))
    return rows


def _draw_row(canvas: Canvas, row: _Row, y: float) -> float:
    """Draw a row from `y`; return its bottom."""
    scale = fit([Room(end) for end in round_ends(row.values())], 0, canvas.width)
    lines = wrap(row.category, canvas.width)
    y = canvas.lines(0, y, lines, "pa-etichetta")
    if row.result.value is None:
        y = canvas.lines(0, y, wrap(row.result.text, canvas.width), "pa-motivo")
    else:
        tip, text = [scale(row.result.value)], [row.result.text]
        spans = _spans(canvas, tip, text)
        if spans and spans[0][0] >= text_width(lines[-1]) + _GAP:
            y -= LINE  # The value stands at the right of the category.
        y = _print(canvas, tip, text, y, "pa-valore")
    if row.values():
        middle = number(y + _ABOVE + _ZONE / 2)
        canvas.add(f'<g transform="translate(0 {middle})">{_marks(canvas, row, scale)}</g>')
        y += _ABOVE + _ZONE + _BELOW
    places = [scale(value) for value in row.marks()]
    texts = [point.text for point in row.targets if point.value is not None and point.text]
    if len(texts) < len(places):
        places = [math.fsum(places) / len(places)]  # One text for both ends of a range.
    if texts:
        y = _print(canvas, places, texts, y, "pa-prima")
    for point in row.targets:
        if point.value is None:
            y = canvas.lines(0, y, wrap(point.text, canvas.width), "pa-motivo")
    return y


def _marks(canvas: Canvas, row: _Row, scale: Scale) -> str:
    """Return ground, bar, axis and targets of a row, around zero along y.

    So rows repeat the same markup, which packs well, and each has one tooltip.
    """
    expected = " ".join(point.text for point in row.targets if point.text)
    parts = [tooltip(row.category, f"{row.result.text}; {expected}")]
    parts.append(canvas.rule(0, 0, canvas.width, 0))
    met = row.met()
    if met:
        left, right = map(scale, met)
        parts.append(canvas.zone(left, -_ZONE / 2, right - left, _ZONE))
    if row.result.value is not None:
        left, right = sorted((scale(0), scale(row.result.value)))
        parts.append(canvas.bar(left, -_BAR / 2, right - left, _BAR, 1))
    parts.append(canvas.rule(scale(0), -_ZONE / 2 - 2, scale(0), _ZONE / 2 + 2, "pa-asse"))
    parts += (canvas.at(scale(value), 0, target()) for value in row.marks())
    return "".join(parts)


def _spans(
    canvas: Canvas, places: Sequence[float], texts: Sequence[str]
) -> list[tuple[float, float]] | None:
    """Return where texts near their places begin and end, or None if side by side is too wide.

    What does not meet in the narrowest picture never does: places move apart as it widens.
    """
    halves = [text_width(text) / 2 for text in texts]
    if 2 * math.fsum(halves) + _GAP * (len(halves) - 1) > canvas.width:
        return None
    centres = spread(places, halves, _GAP, canvas.width)
    return [(c - half, c + half) for c, half in zip(centres, halves, strict=True)]


def _print(
    canvas: Canvas, places: Sequence[float], texts: Sequence[str], y: float, css: str
) -> float:
    """Print texts near their places, or on lines of their own; return the bottom."""
    spans = _spans(canvas, places, texts)
    if spans is None:
        for text in texts:
            y = canvas.lines(0, y, wrap(text, canvas.width), css)
        return y
    for place, (left, right), text in zip(places, spans, texts, strict=True):
        # Moved in px from its mark: the wider the picture, the less it seems moved.
        at, anchor = (left + right) / 2, "middle"
        if left < 0.01:
            at, anchor = 0, "start"
        elif right > canvas.width - 0.01:
            at, anchor = canvas.width, "end"
        canvas.add(canvas.text(place, y + SIZE, text, css, anchor=anchor, dx=at - place))
    return y + LINE
