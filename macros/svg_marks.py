"""SVG markup of a chart: canvas, texts, bars, patterns, markers and swatches.

Every colour is a class over a literal attribute: the page's stylesheet decides, and where there is
none (a PDF maker, a downloaded file) the attribute does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from macros.svg_text import HEADING, SIZE, SMALL, words

NARROWEST = 280
"""px of a fluid chart on the narrowest phone: 320 px less the page's margins."""
LINE = 19
"""px from a line of text to the next."""
SWATCH = 24
"""px of width of a swatch."""

COLOURS = ("#0066cc", "#b45309", "#2e7d32", "#7b1fa2", "#455a64", "#c2185b")
PAPER, INK, MUTED, AXIS, GRID = "#ffffff", "#1a1a1a", "#455b71", "#5b6f82", "#d5dee6"
DASHES = ("", "7 4", "2 3", "10 3 2 3", "5 2", "1 4")

# What is drawn in the colour of the paper over a tile of 8 px, and by how much the tile is turned.
_TILES = (
    ("", 0),
    ("M0 4H8", 45),
    ("M1 1h2v2h-2zM5 5h2v2h-2z", 0),
    ("M0 4H8", -45),
    ("M4 0V8", 0),
    ("M0 4H8M4 0V8", 45),
)
# Around (0, 0): circle, square, triangle, diamond, plus, triangle downwards.
_SHAPES = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4-4H4V4H-4z",
    "M0-5L5 4H-5z",
    "M0-5.5L5.5 0L0 5.5L-5.5 0z",
    "M-2-5H2V-2H5V2H2V5H-2V2H-5V-2H-2z",
    "M0 5L5-4H-5z",
)
# The later period of a comparison: a head that points where the value went, or nowhere.
_HEADS = {1: "M0-1V1L-11 6V-6z", -1: "M0-1V1L11 6V-6z", 0: "M0-5L5 0L0 5L-5 0z"}
_TEXTS = {
    "pa-titolo": f' font-size="{HEADING}" font-weight="600"',
    "pa-etichetta": "",
    "pa-valore": ' font-weight="600"',
    "pa-prima": f' fill="{MUTED}"',
    "pa-motivo": f' font-style="italic" fill="{MUTED}"',
    "pa-tacca": f' font-size="{SMALL}" fill="{MUTED}"',
}
# The mark of a target: much taller than a bar is thick, so that it shows across it.
_TARGET = "M-2.5-14h5v28h-5z"
_RULES = {
    "pa-griglia": f'stroke="{GRID}"',
    "pa-asse": f'stroke="{AXIS}"',
    "pa-tratto": f'stroke="{AXIS}" stroke-width="2"',
}


@dataclass
class Canvas:
    """The drawing under way, laid out in px at `width`.

    When `fluid`, positions and lengths along x are written in percent of `width`, so that the
    picture stretches with the page while texts, heights and `dx` stay in px.
    """

    chart_id: str
    width: float
    fluid: bool
    height: float = 0
    parts: list[str] = field(default_factory=list)
    patterns: dict[int, str] = field(default_factory=dict)

    def add(self, *markup: str) -> None:
        """Append finished markup to the picture."""
        self.parts.extend(markup)

    def x(self, px: float) -> str:
        """Write a position or a length along x."""
        return f"{number(px / self.width * 100)}%" if self.fluid else number(px)

    def at(self, x: float, y: float, markup: str) -> str:
        """Place markup that is drawn in px around (0, 0)."""
        if self.fluid:
            return f'<svg x="{self.x(x)}" y="{number(y)}" overflow="visible">{markup}</svg>'
        return f'<g transform="translate({number(x)} {number(y)})">{markup}</g>'

    def text(
        self, x: float, y: float, text: str, css: str, *, dx: float = 0, anchor: str = "start"
    ) -> str:
        """Write one line of text with its baseline at `y`."""
        place = f'x="{self.x(x)}"' + (f' dx="{number(dx)}"' if dx else "") + f' y="{number(y)}"'
        turned = "" if anchor == "start" else f' text-anchor="{anchor}"'
        printed = escape(" ".join(words(text)), quote=False)
        return f'<text class="{css}" {place}{turned}{_TEXTS[css]}>{printed}</text>'

    def lines(self, x: float, y: float, lines: Iterable[str], css: str, *, dx: float = 0) -> float:
        """Add lines of text, the top of the first at `y`; return the bottom of the last."""
        for line in lines:
            self.add(self.text(x, y + SIZE, line, css, dx=dx))
            y += LINE
        return y

    def bar(self, x: float, y: float, length: float, height: float, series: int) -> str:
        """Write a bar in the series' colour and pattern."""
        place = f'x="{self.x(x)}" y="{number(y)}" width="{self.x(length)}"'
        return f'<rect {place} height="{number(height)}" {self.fill(series)}/>'

    def rule(self, x1: float, y1: float, x2: float, y2: float, css: str = "pa-griglia") -> str:
        """Write a straight line: of the grid, of the axis, or between two marks ("pa-tratto")."""
        ends = f'x1="{self.x(x1)}" y1="{number(y1)}" x2="{self.x(x2)}" y2="{number(y2)}"'
        return f'<line class="{css}" {ends} {_RULES[css]}/>'

    def fill(self, series: int) -> str:
        """Write the fill of a series: plain for the first, else its pattern, kept once."""
        colour = f'class="s{series}" fill="{COLOURS[series - 1]}"'
        path, angle = _TILES[series - 1]
        if not path:
            return colour
        key = f"{self.chart_id}-p{series}"
        size = 'width="8" height="8"'
        turned = f' patternTransform="rotate({angle})"' if angle else ""
        ink = ("pa-punti", "fill") if "z" in path else ("pa-righe", "stroke")
        self.patterns[series] = (
            f'<pattern id="{key}" {size} patternUnits="userSpaceOnUse"{turned}>'
            f'<rect {size} {colour}/><path class="{ink[0]}" d="{path}" {ink[1]}="{PAPER}"/>'
            "</pattern>"
        )
        return f'fill="url(#{key})"'

    def zone(self, x: float, y: float, length: float, height: float) -> str:
        """Write the ground where values meet their target: quieter than any bar."""
        place = f'x="{self.x(x)}" y="{number(y)}" width="{self.x(length)}"'
        return f'<rect class="pa-zona" {place} height="{number(height)}" fill="{GRID}"/>'

    def swatch(self, kind: str, series: int) -> str:
        """Write the key of a series, or of the met targets' ground (0), around (12, 0)."""
        if kind == "confronto":
            shape = pair_start() if series == 1 else pair_end(1)
            return f'<g transform="translate({12 if series == 1 else 17} 0)">{shape}</g>'
        if kind == "bersaglio" and series > 1:
            return f'<g transform="translate(12 0) scale(.6)">{target()}</g>'
        if series == 0:
            return self.zone(0, -6, SWATCH, 12)
        if kind == "linee":
            mark = f'<g transform="translate(12 0)">{marker(series)}</g>'
            return stroke(series, f"M0 0H{SWATCH}") + mark
        return f'<rect y="-6" width="{SWATCH}" height="12" {self.fill(series)}/>'

    def finish(self) -> str:
        """Return what goes inside the picture: the patterns used, then the drawing."""
        patterns = "".join(markup for _, markup in sorted(self.patterns.items()))
        return (f"<defs>{patterns}</defs>" if patterns else "") + "".join(self.parts)


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


def tooltip(*parts: str) -> str:
    """Write a native tooltip: the parts that are not empty, "category, series: value"."""
    head = ", ".join(part for part in parts[:-1] if part)
    return f"<title>{escape(f'{head}: {parts[-1]}', quote=False)}</title>"


def marker(series: int) -> str:
    """Write the marker of a point of a line."""
    edge = f'stroke="{PAPER}" stroke-width="1.5"'
    shape = f'd="{_SHAPES[series - 1]}" fill="{COLOURS[series - 1]}" {edge}'
    return f'<path class="s{series} pa-segno" {shape}/>'


def leader(dx: float, dy: float) -> str:
    """Write a thin line from a mark to its text, `dx` px aside and `dy` px below."""
    return f'<path class="pa-filo" d="M0 0L{number(dx)} {number(dy)}" stroke="{AXIS}"/>'


def stroke(series: int, path: str) -> str:
    """Write a line of a series with its colour and dash; `path` may be stretched."""
    dash = f' stroke-dasharray="{DASHES[series - 1]}"' if DASHES[series - 1] else ""
    look = f'fill="none" stroke="{COLOURS[series - 1]}" stroke-width="2"{dash}'
    return (
        f'<path class="s{series} pa-linea" d="{path}" {look} vector-effect="non-scaling-stroke"/>'
    )


def target() -> str:
    """Write the mark of a target: a tall line, edged so that it shows on any ground."""
    return (
        f'<path class="pa-atteso" d="{_TARGET}" fill="{INK}" stroke="{PAPER}" stroke-width="1.5"/>'
    )


def pair_start() -> str:
    """Write the mark of the earlier period: a ring."""
    ring = f'fill="{PAPER}" stroke="{COLOURS[0]}" stroke-width="2"'
    return f'<circle class="s1 pa-anello" r="4.5" {ring}/>'


def pair_end(direction: int) -> str:
    """Write the mark of the later period: a head pointing right (1), left (-1) or nowhere (0)."""
    return f'<path class="s2" d="{_HEADS[direction]}" fill="{COLOURS[1]}"/>'
