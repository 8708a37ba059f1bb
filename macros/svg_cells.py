"""Texts in columns under a picture, each with its swatch: what fits in no other place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.svg_marks import SWATCH, Canvas
from macros.svg_text import SIZE, text_width, wrap

_GAP = 14  # px between columns.
_BESIDE = 6  # px between swatch and text.


@dataclass(frozen=True)
class Cell:
    """A text with its class, and the markup of its swatch or nothing."""

    text: str
    css: str
    swatch: str = ""


def draw_cells(canvas: Canvas, cells: Sequence[Cell], y: float, widest: float = 0) -> float:
    """Print the cells row by row from `y` in as many columns as fit; return the bottom.

    `widest` is the px of the longest text of all the lists that should have the same columns.
    """
    indent = SWATCH + _BESIDE if any(cell.swatch for cell in cells) else 0
    column = indent + max(widest, *(text_width(cell.text) for cell in cells))
    columns = min(len(cells), max(1, int((canvas.width + _GAP) / (column + _GAP))))
    for start in range(0, len(cells), columns):
        bottom = y
        for i, cell in enumerate(cells[start : start + columns]):
            x = canvas.width * i / columns
            if cell.swatch:
                canvas.add(canvas.at(x, y + SIZE - 4, cell.swatch))
            lines = wrap(cell.text, canvas.width / columns - indent)
            bottom = max(bottom, canvas.lines(x, y, lines, cell.css, dx=indent))
        y = bottom
    return y
