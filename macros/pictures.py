"""The picture that stands for a page where it is shared: 1200 × 630 px, as SVG to be made a PNG.

Of a page with charts it is drawn from the first one that can be read so small; of the others it
says whose the site is.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from macros.archive import Archivio
from macros.figures import Chart
from macros.painter import ASSETS
from macros.svg import draw
from macros.svg_text import words, wrap

WIDTH, HEIGHT = 1200, 630
GENERAL = "assets/anteprima.png"
_MARGIN, _BAND = 48, 88  # px
_INK, _PAPER = "#1a1a1a", "#ffffff"
_SIZE, _LINE = 40, 50  # px of the sentence above a chart
_LARGE, _LARGE_LINE = 60, 74  # px of a sentence alone
_WIDTHS = (800, 700, 600, 460, 360)  # px a chart is laid out at: what is read best is taken
_SMALLEST = 1.3  # times its usual size; smaller than this a chart is only a stain
_FAMILY = "Titillium Web"
_ROOT = re.compile(r'(<svg [^>]*?)width="([\d.]+)" height="([\d.]+)"')
_SENTENCE = re.compile(r"(?<=[.!?])[ ]+(?=[A-ZÈÀÌÒÙ])")


@dataclass(frozen=True)
class Picture:
    """The picture of a page: its file on the site, what it shows in words, its drawing."""

    uri: str
    told: str
    svg: str


def page_picture(archive: Archivio, charts: Sequence[Chart], emblem: bytes) -> Picture:
    """Return the picture of a page that shows some charts, or none."""
    if not charts:
        return _general(archive, emblem)
    for made in charts:
        drawn = _with_chart(archive, made)
        if drawn:
            return _of(made, drawn)
    return _of(charts[0], _words(archive, charts[0]))


def _of(made: Chart, svg: str) -> Picture:
    told = f"{made.figure['layout']['meta']['nome']}. {made.finding}"
    return Picture(f"{ASSETS}{made.id}.png", told, svg)


def _with_chart(archive: Archivio, made: Chart) -> str:
    """Return the band, the sentence and the chart; nothing where the chart would be too small."""
    lines = _shortened(made.finding, _SIZE, 2)
    top = _BAND + 28 + len(lines) * _LINE
    room = (WIDTH - 2 * _MARGIN + 40, HEIGHT - top - 8)  # a chart brings a frame of 20 px
    scale, chart = max(
        (_scaled(draw(made.figure, made.id, width=width), room) for width in _WIDTHS),
        key=lambda found: round(found[0], 1),  # of those about as large, the one that fills most
    )
    if scale < _SMALLEST:
        return ""
    left = _MARGIN - 20 * scale
    placed = f'<g transform="translate({left:.1f} {top}) scale({scale:.3f})">{chart}</g>'
    return _svg(_band(archive) + _text(lines, _BAND + 24, _SIZE, _LINE) + placed)


def _scaled(svg: str, room: tuple[float, float]) -> tuple[float, str]:
    """Return how much larger a chart can be, and the chart."""
    found = _ROOT.search(svg)
    width, height = (float(found[2]), float(found[3])) if found else room
    return min(room[0] / width, room[1] / height), svg


def _words(archive: Archivio, made: Chart) -> str:
    """Return the band, the title of a chart and its sentence."""
    title = _text(wrap(made.title, WIDTH - 2 * _MARGIN, _SIZE)[:2], _BAND + 32, _SIZE, _LINE)
    lines = _shortened(made.finding, _LARGE, 4)
    return _svg(_band(archive) + title + _text(lines, 250, _LARGE, _LARGE_LINE, weight=600))


def _general(archive: Archivio, emblem: bytes) -> Picture:
    """Return the picture of the site itself: emblem, name of the body, motto."""
    body = archive.body
    data = b64encode(emblem).decode("ascii")
    name = wrap(body.name, WIDTH - 2 * _MARGIN, 72)
    told = wrap(body.motto, WIDTH - 2 * _MARGIN, 44)
    below = 250 + len(name) * 88
    svg = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{archive.theme.header}"/>'
        f'<image x="{_MARGIN}" y="64" width="140" height="140" '
        f'href="data:image/svg+xml;base64,{data}"/>'
        + _text(name, 230, 72, 88, weight=600, ink=_PAPER)
        + _text(told, below, 44, 56, ink=_PAPER)
    )
    return Picture(GENERAL, f"{body.name}: {body.motto}", _svg(svg))


def _band(archive: Archivio) -> str:
    """Return the band with the name of the body."""
    name = wrap(archive.body.name, WIDTH - 2 * _MARGIN, 38)[:1]
    ground = f'<rect width="{WIDTH}" height="{_BAND}" fill="{archive.theme.header}"/>'
    return ground + _text(name, 18, 38, 48, weight=600, ink=_PAPER)


def _shortened(text: str, size: int, most: int) -> list[str]:
    """Break a text into so many lines at most: whole sentences that fit, else one cut short."""
    limit = WIDTH - 2 * _MARGIN
    sentences = _SENTENCE.split(text)
    for count in range(len(sentences), 0, -1):
        lines = wrap(" ".join(sentences[:count]), limit, size)
        if len(lines) <= most:
            return lines
    told = words(sentences[0])
    while len(lines := wrap(" ".join(told) + " …", limit, size)) > most:
        told.pop()
    return lines


def _text(
    lines: Sequence[str], top: float, size: int, step: int, *, weight: int = 400, ink: str = _INK
) -> str:
    """Return lines of text, the first from `top` downwards."""
    return "".join(
        f'<text x="{_MARGIN}" y="{top + size + place * step}" font-size="{size}" '
        f'font-weight="{weight}" fill="{ink}">{escape(line, quote=False)}</text>'
        for place, line in enumerate(lines)
    )


def _svg(inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{_FAMILY}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>{inside}</svg>'
    )
