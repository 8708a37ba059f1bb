"""The axis of values along x: quiet grid lines and printed ticks."""

from __future__ import annotations

from macros.svg_figure import Axis, UnsupportedFigure
from macros.svg_marks import LINE, Canvas
from macros.svg_scale import Room, Scale, lanes
from macros.svg_text import SMALL, text_width

_GAP = 8  # px between two ticks of one lane.


def tick_rooms(axis: Axis, width: float, left_end: float | None) -> list[Room]:
    """Return the room of the tick labels in a chart of `width` px.

    Labels are centred on their value; one at `left_end`, where the axis begins, stands beside it.
    """
    rooms = []
    for value, text in axis.ticks:
        room = text_width(text, SMALL)
        if room > width * 0.45:
            raise UnsupportedFigure(f"la tacca {text!r} è troppo lunga per un telefono")
        rooms.append(Room(value, 0, room) if value == left_end else Room(value, room / 2, room / 2))
    return rooms


def grid_lines(canvas: Canvas, axis: Axis, scale: Scale, top: float, bottom: float) -> None:
    """Draw the grid behind one category only, so that it crosses no label."""
    for value, _ in axis.ticks:
        canvas.add(canvas.rule(scale(value), top, scale(value), bottom))


def tick_labels(
    canvas: Canvas, axis: Axis, scale: Scale, top: float, left_end: float | None
) -> float:
    """Print the tick labels in as many lanes as they need; return the bottom."""
    rooms = tick_rooms(axis, canvas.width, left_end)
    texts = [text for _, text in axis.ticks]
    placed = sorted(zip(rooms, texts, strict=True), key=lambda pair: pair[0].value)
    spans = [(scale(room.value) - room.left, scale(room.value) + room.right) for room, _ in placed]
    chosen = lanes(spans, _GAP)
    for lane, (room, text) in zip(chosen, placed, strict=True):
        anchor = "middle" if room.left else "start"
        y = top + lane * LINE + SMALL + 2
        canvas.add(canvas.text(scale(room.value), y, text, "pa-tacca", anchor=anchor))
    return top + LINE * (max(chosen, default=-1) + 1)
