"""Draws a Plotly figure dict as static SVG, at build time, without a browser.

The picture is fluid: along x everything is in percent, along y and in texts in px, so that text
keeps its size from a 320 px phone to a desktop. Equal figures give equal bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from macros.svg_bars import draw_bars
from macros.svg_bullets import MET, draw_bullets, has_zone
from macros.svg_cells import Cell, draw_cells
from macros.svg_figure import Chart, UnsupportedFigure, read_figure
from macros.svg_lines import draw_lines
from macros.svg_marks import INK, NARROWEST, PAPER, SWATCH, Canvas, number
from macros.svg_pairs import draw_pairs
from macros.svg_shares import draw_shares
from macros.svg_text import HEADING, SIZE, SMALL, wrap

__all__ = ["UnsupportedFigure", "draw", "legend"]

_DRAWERS = {
    "barre": draw_bars,
    "quote": draw_shares,
    "linee": draw_lines,
    "confronto": draw_pairs,
    "bersaglio": draw_bullets,
}
_FONT = 'font-family="Titillium Web, Arial, Helvetica, sans-serif"'
_FRAME = 20  # px around a picture that stands alone.
_TALL = (
    1100  # px: what is higher must shrink more than the others to stay whole on a sheet of paper.
)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def draw(
    figure: Mapping[str, Any],
    chart_id: str,
    *,
    width: int | None = None,
    foot: Sequence[str] = (),
) -> str:
    """Return one `<svg>` element.

    Args:
        figure: A Plotly figure dict: plain lists, our extras in `layout.meta`. Texts are printed
            as given (`text` of each trace, `ticktext` of the axes): nothing is formatted here.
        chart_id: Prefix of the ids inside, unique in the page.
        width: None for a fluid picture inside a page; else the px of a picture that stands alone,
            with its heading and legend, to be saved as a file.
        foot: What is printed below a picture that stands alone, a paragraph each: its source,
            whose it is. In a page this stands around the picture.

    Raises:
        UnsupportedFigure: The figure is outside the closed set; the message is in Italian.
    """
    chart = read_figure(figure)
    _check_id(chart_id)
    if width is None:
        canvas = Canvas(chart_id, NARROWEST, fluid=True)
        _DRAWERS[chart.kind](canvas, chart)
        size = f'width="100%" height="{number(canvas.height)}"'
        look = "pa-disegno pa-alto" if canvas.height > _TALL else "pa-disegno"
        return _svg(chart, chart_id, f'class="{look}" {size}', canvas.finish())
    if width < NARROWEST + 2 * _FRAME:
        raise UnsupportedFigure(f"{width} px sono pochi: almeno {NARROWEST + 2 * _FRAME}")
    canvas = Canvas(chart_id, width - 2 * _FRAME, fluid=False)
    _DRAWERS[chart.kind](canvas, chart)
    head = Canvas(chart_id, canvas.width, fluid=False)
    _draw_head(head, chart)
    end = Canvas(chart_id, canvas.width, fluid=False)
    _draw_foot(end, foot)
    below = head.height + canvas.height
    height = number(below + end.height + 2 * _FRAME)
    head.patterns |= canvas.patterns
    body = (
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
        f'<g transform="translate({_FRAME} {_FRAME})">{head.finish()}'
        f'<g transform="translate(0 {number(head.height)})">{"".join(canvas.parts)}</g>'
    )
    if end.parts:
        body += f'<g transform="translate(0 {number(below)})">{"".join(end.parts)}</g>'
    body += "</g>"
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return _svg(chart, chart_id, f'xmlns="http://www.w3.org/2000/svg" {size}', body)


def legend(figure: Mapping[str, Any], chart_id: str) -> str:
    """Return the key of a chart as an HTML list, or nothing when it has one series.

    Raises:
        UnsupportedFigure: As `draw`.
    """
    chart = read_figure(figure)
    _check_id(chart_id)
    if len(chart.series) == 1:
        return ""
    items = []
    for name, sign in _keys(chart):
        # Patterns of its own: those of the picture vanish when the page hides it.
        canvas = Canvas(f"{chart_id}-l", SWATCH, fluid=False)
        canvas.add(canvas.at(0, 8, canvas.swatch(chart.kind, sign)))
        size = f'width="{SWATCH}" height="16" aria-hidden="true" focusable="false"'
        items.append(f"<li><svg {size}>{canvas.finish()}</svg>{escape(name)}</li>")
    return f'<ul class="pa-legenda">{"".join(items)}</ul>'


def _svg(chart: Chart, chart_id: str, attributes: str, body: str) -> str:
    """Wrap a drawing in its root, named once for assistive technology."""
    look = f'{_FONT} font-size="{SIZE}" fill="{INK}"'
    return (
        f'<svg {attributes} {look} role="img" aria-labelledby="{chart_id}-t">'
        f'<title id="{chart_id}-t">{escape(chart.name, quote=False)}</title>{body}</svg>'
    )


def _draw_head(canvas: Canvas, chart: Chart) -> None:
    """Print heading and legend of a picture that stands alone."""
    y = 0.0
    for line in wrap(chart.heading, canvas.width, HEADING):
        canvas.add(canvas.text(0, y + HEADING, line, "pa-titolo"))
        y += 22
    if len(chart.series) > 1:
        cells = [
            Cell(name, "pa-etichetta", canvas.swatch(chart.kind, sign))
            for name, sign in _keys(chart)
        ]
        y = draw_cells(canvas, cells, y + 6)
    canvas.height = y + 16


def _draw_foot(canvas: Canvas, paragraphs: Sequence[str]) -> None:
    """Print what must go with a picture that stands alone, wherever it is carried."""
    y = 8.0
    for line in (line for told in paragraphs for line in wrap(told, canvas.width, SMALL)):
        canvas.add(canvas.text(0, y + SMALL, line, "pa-tacca"))
        y += 18
    canvas.height = y if canvas.parts else 0


def _keys(chart: Chart) -> list[tuple[str, int]]:
    """Return what the key tells: the name of each sign, and its number among the swatches."""
    keys = [(series.name, series.number) for series in chart.series]
    if chart.kind != "bersaglio":
        return keys
    # Both ends of a range have the mark of the target.
    return keys[:2] + ([(MET, 0)] if has_zone(chart) else [])


def _check_id(chart_id: str) -> None:
    if not _ID.fullmatch(chart_id):
        raise UnsupportedFigure(f"{chart_id!r} non va bene come id: lettere, cifre, trattini")
