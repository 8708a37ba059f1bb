"""Geometry: no text is cut or covered at any width, all are printed, lengths tell the truth.

The pictures are laid out again as a browser does, at several widths, with the glyph widths of the
site's font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.svg import draw
from macros.svg_marks import NARROWEST
from tests.test_svg import NAMES, figure
from tests.test_svg_text import advances

# px of the picture: the narrowest, phones of 320 and 360 px without margins, a column, a desktop.
WIDTHS = (NARROWEST, 320, 360, 768, 1180)
ROUNDING = 0.1  # px

Figure = dict[str, Any]


@dataclass(frozen=True)
class Box:
    """What something takes, in px."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left + ROUNDING < other.right and other.left + ROUNDING < self.right
        return across and self.top + ROUNDING < other.bottom and other.top + ROUNDING < self.bottom


# ---- Laying out ----


def parse(drawn: str) -> Element:
    root = ElementTree.fromstring(drawn.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    for group in root.iter("g"):
        moved = re.fullmatch(r"translate\(0 ([\d.]+)\)", group.get("transform", ""))
        down = float(moved[1]) if moved else 0
        for child in group:
            for key in {"y", "y1", "y2"} & child.attrib.keys():
                child.set(key, str(float(child.attrib[key]) + down))
    return root


def px(length: str, width: float) -> float:
    return float(length[:-1]) * width / 100 if length.endswith("%") else float(length)


def shown(element: Element) -> Iterator[Element]:
    """Yield what is placed in the picture: not definitions, nor the inside of placed shapes."""
    for child in element:
        if child.tag != "defs":
            yield child
            if child.tag != "svg":
                yield from shown(child)


def text_boxes(root: Element, width: float) -> list[Box]:
    """Lay out the lines of text, each from the top of its capitals to its descenders."""
    boxes = []
    for line in root.iter("text"):
        at = line.attrib
        size, text = float(at.get("font-size", 14)), line.text or ""
        glyphs = advances(int(at.get("font-weight", 400)))
        length = size * sum(glyphs[character] for character in text)
        part = {"start": 0, "middle": 0.5, "end": 1}[at.get("text-anchor", "start")]
        x = px(at["x"], width) + float(at.get("dx", 0)) - length * part
        y = float(at["y"])
        boxes.append(Box(text, x, y - 0.71 * size, x + length, y + 0.24 * size))
    return boxes


def mark_boxes(root: Element, width: float) -> Iterator[Box]:
    """Yield bars, and the marks of points and of comparisons."""
    for element in shown(root):
        x, y = px(element.get("x", "0"), width), float(element.get("y", 0))
        if element.tag == "rect":
            right = x + px(element.attrib["width"], width)
            yield Box("bar", x, y, right, y + float(element.attrib["height"]))
        elif element.tag == "svg" and "viewBox" not in element.attrib:
            for shape in element:
                css, path = shape.get("class", ""), shape.get("d", "")
                if css.endswith("pa-segno"):
                    yield Box("marker", x - 4, y - 4, x + 4, y + 4)
                elif css.endswith("pa-anello"):
                    yield Box("ring", x - 5.5, y - 5.5, x + 5.5, y + 5.5)
                elif css == "pa-atteso":
                    yield Box("target", x - 2.5, y - 14, x + 2.5, y + 14)
                elif css == "s2":
                    reach = {"M0-1V1L-": (11, 0), "M0-1V1L1": (0, 11)}.get(path[:8], (5, 5))
                    yield Box("head", x - reach[0], y - 6, x + reach[1], y + 6)


def strokes(root: Element, width: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight parts of the lines."""
    for plot in root.iter("svg"):
        if plot.get("preserveAspectRatio") == "none":
            for line in plot:
                numbers = [float(n) for n in re.findall(r"-?[\d.]+", line.attrib["d"])]
                across = [x * width / 1000 for x in numbers[::2]]
                points = list(zip(across, numbers[1::2], strict=True))
                yield from ((*start, *end) for start, end in pairwise(points))


def runs_through(stroke: tuple[float, float, float, float], box: Box) -> bool:
    x1, y1, x2, y2 = stroke
    ends = max(x1, box.left), min(x2, box.right)
    if ends[0] >= ends[1]:
        return False
    low, high = sorted(y1 + (y2 - y1) * (x - x1) / (x2 - x1) for x in ends)
    return low < box.bottom and high > box.top


def faults(drawn: str, width: float) -> list[str]:
    """Return what a reader would find cut or covered in a picture of so many px."""
    root = parse(drawn)
    height = float(root.attrib["height"])
    boxes = text_boxes(root, width)
    lines = list(strokes(root, width))
    found = [f"{a.what!r} on {b.what!r}" for a, b in combinations(boxes, 2) if a.meets(b)]
    for box in boxes:
        if box.left < -ROUNDING or box.right > width + ROUNDING:
            found.append(f"{box.what!r} cut at a side")
        if box.top < -ROUNDING or box.bottom > height + ROUNDING:
            found.append(f"{box.what!r} cut above or below")
        found += [f"{box.what!r} on a {m.what}" for m in mark_boxes(root, width) if box.meets(m)]
        found += [f"{box.what!r} on a line" for line in lines if runs_through(line, box)]
    return found


def printed(drawn: str) -> str:
    """Return all printed text without spaces, in order: a long text is broken into lines."""
    return re.sub(r"\s", "", "".join(e.text or "" for e in parse(drawn).iter("text")))


def given_texts(made: Figure) -> list[str]:
    """Return every text that the figure wants printed."""
    axes = [made["layout"].get(axis, {}) for axis in ("xaxis", "yaxis")]
    ticks = [text for axis in axes for text in axis.get("ticktext", [])]
    return [text for trace in made["data"] for text in trace["text"]] + ticks


# ---- Figures of every kind ----

LETTERS = "aàbcdeèfghilmnopqrstuvzABCDEMWÈ0123456789.,'’«»()–-&<>\"%€ "
prose = st.text(st.sampled_from(LETTERS), max_size=70)
values = st.decimals(-(10**9), 10**9, places=2) | st.decimals(0, 100, places=2)
counts = st.decimals(0, 10**7, places=2) | st.decimals(0, 10, places=2)
amounts = counts.map(lambda value: f"{value:,}".translate(str.maketrans(",.", ".,")) + "\u00a0€")


class Texts:
    """Gives each text a mark of its own, so that one printed twice does not hide one left out."""

    def __init__(self, draw_one: st.DrawFn) -> None:
        self.draw_one, self.count = draw_one, 0

    def one(self, kind: st.SearchStrategy[str]) -> str:
        self.count += 1
        return f"{self.draw_one(kind)}~{self.count}~"


def missing_or(kind: st.SearchStrategy[Decimal]) -> st.SearchStrategy[float | None]:
    return st.none() | kind.map(float) | kind.map(float)


def layout(kind: str, **more: object) -> dict[str, object]:
    return {"meta": {"tipo": kind, "nome": "Grafico di prova"}, **more}


@st.composite
def bars(draw_one: st.DrawFn) -> Figure:
    texts = Texts(draw_one)
    rows, series = draw_one(st.integers(1, 5)), draw_one(st.integers(1, 4))
    labels = [texts.one(prose) for _ in range(rows)]
    sign = draw_one(st.sampled_from([values, counts]))
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": texts.one(prose),
            "y": labels,
            "x": draw_one(st.lists(missing_or(sign), min_size=rows, max_size=rows)),
            "text": [texts.one(amounts | prose) for _ in range(rows)],
        }
        for _ in range(series)
    ]
    ticks = draw_one(st.lists(counts.map(float), max_size=4, unique=True))
    axis = {"tickvals": ticks, "ticktext": [texts.one(st.just("100 mila €")) for _ in ticks]}
    return {"data": data, "layout": layout("barre", barmode="group", xaxis=axis)}


@st.composite
def shares(draw_one: st.DrawFn) -> Figure:
    texts = Texts(draw_one)
    rows, series = draw_one(st.integers(1, 3)), draw_one(st.integers(1, 6))
    cuts = st.lists(st.integers(0, 10_000), min_size=series - 1, max_size=series - 1).map(sorted)
    ends = [[0, *draw_one(cuts), 10_000] for _ in range(rows)]
    kind = draw_one(st.sampled_from([prose, st.just("12,34\u00a0%")]))
    labels = [texts.one(prose) for _ in range(rows)]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": texts.one(prose),
            "y": labels,
            "x": [(row[n + 1] - row[n]) / 100 for row in ends],
            "text": [texts.one(kind) for _ in range(rows)],
        }
        for n in range(series)
    ]
    return {"data": data, "layout": layout("quote", barmode="stack")}


@st.composite
def lines(draw_one: st.DrawFn) -> Figure:
    texts = Texts(draw_one)
    years = sorted(draw_one(st.sets(st.integers(2000, 2026), min_size=1, max_size=8)))
    kind = draw_one(st.sampled_from([amounts, prose, st.just("25.789"), st.just("4\u00a0giorni")]))
    sign = draw_one(st.sampled_from([values, counts]))
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": texts.one(prose),
            "x": years,
            "y": draw_one(st.lists(missing_or(sign), min_size=len(years), max_size=len(years))),
        }
        for _ in range(draw_one(st.integers(1, 4)))
    ]
    for trace in data:
        trace["text"] = [texts.one(prose if value is None else kind) for value in trace["y"]]
    found = [value for trace in data for value in trace["y"] if value is not None] or [0]
    ticked = min(found) >= 0 and max(found) > 0 and draw_one(st.booleans())
    steps = [0, max(found) / 2, max(found)] if ticked else []
    axis = {"tickvals": steps, "ticktext": [texts.one(st.just("20")) for _ in steps]}
    return {"data": data, "layout": layout("linee", yaxis=axis)}


@st.composite
def pairs(draw_one: st.DrawFn) -> Figure:
    texts = Texts(draw_one)
    rows = draw_one(st.integers(1, 5))
    labels = [texts.one(prose) for _ in range(rows)]
    kind = draw_one(st.sampled_from([amounts, prose, st.just("3.862")]))
    sign = draw_one(st.sampled_from([values, counts]))
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": texts.one(prose),
            "y": labels,
            "x": draw_one(st.lists(missing_or(sign), min_size=rows, max_size=rows)),
            "text": [texts.one(kind) for _ in range(rows)],
        }
        for _ in range(2)
    ]
    return {"data": data, "layout": layout("confronto")}


@st.composite
def bullets(draw_one: st.DrawFn) -> Figure:
    texts = Texts(draw_one)
    labels = [texts.one(prose) for _ in range(draw_one(st.integers(1, 5)))]
    kind = draw_one(st.sampled_from([amounts, prose, st.just("almeno 80\u00a0%")]))
    sign = draw_one(st.sampled_from([values, counts]))
    ends = []
    for _ in labels:
        low, high = draw_one(missing_or(sign)), draw_one(missing_or(sign))
        ends.append(
            (low, None) if low is None or high is None else (min(low, high), max(low, high))
        )
    found = [draw_one(missing_or(sign)) for _ in labels]
    traces: list[dict[str, Any]] = [{"type": "bar", "orientation": "h", "x": found}]
    for n in range(draw_one(st.integers(1, 2))):
        along = [pair[n] for pair in ends]
        mark = {"mode": "markers", "marker": {"symbol": "line-ns"}}
        traces.append({"type": "scatter", **mark, "x": along})
    for n, trace in enumerate(traces):
        said = [n < 2 or draw_one(st.booleans()) for _ in labels]
        told = [texts.one(kind) if say else "" for say in said]
        trace |= {"name": texts.one(prose), "y": labels, "text": told}
    towards = [draw_one(st.sampled_from(["alto", "basso", None])) for _ in labels]
    made: Figure = {"data": traces, "layout": layout("bersaglio")}
    made["layout"]["meta"]["verso"] = towards
    return made


figures = bars() | shares() | lines() | pairs() | bullets()


# ---- What holds for all of them ----


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_golden_picture_is_cut_or_covered(name: str, width: float) -> None:
    assert faults(draw(figure(name), "x"), width) == []


@settings(deadline=None, max_examples=400)
@given(figures, st.sampled_from(WIDTHS))
def test_no_text_is_cut_or_covered(made: Figure, width: float) -> None:
    assert faults(draw(made, "x"), width) == []


def test_close_ticks_stand_in_two_lanes() -> None:
    made = figure("barre-aree")
    ticks = [0, 400_000, 600_000]
    made["layout"]["xaxis"] = {
        "tickvals": ticks,
        "ticktext": ["0 €", *["400 mila €", "600 mila €"]],
    }
    drawn = draw(made, "x")
    assert [fault for width in WIDTHS for fault in faults(drawn, width)] == []
    labels = [e for e in parse(drawn).iter("text") if e.attrib["class"] == "pa-tacca"]
    assert len({label.attrib["y"] for label in labels}) == 2


def test_long_texts_of_both_signs_stand_under_their_bars() -> None:
    made = figure("barre-variazioni")
    made["data"][0]["text"] = [f"{text} dispositivi rilasciati" for text in made["data"][0]["text"]]
    drawn = draw(made, "x")
    assert [fault for width in WIDTHS for fault in faults(drawn, width)] == []


@settings(deadline=None)
@given(figures)
def test_every_text_given_is_printed(made: Figure) -> None:
    for drawn in (draw(made, "x"), draw(made, "x", width=760)):
        shown_text = printed(drawn)
        assert [t for t in given_texts(made) if re.sub(r"\s", "", t) not in shown_text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_golden_figure_is_printed(name: str) -> None:
    made = figure(name)
    shown_text = printed(draw(made, "x"))
    assert [t for t in given_texts(made) if re.sub(r"\s", "", t) not in shown_text] == []


@settings(deadline=None)
@given(figures)
def test_no_text_is_smaller_than_12_px(made: Figure) -> None:
    drawn = draw(made, "x")
    assert all(float(size) >= 12 for size in re.findall(r'font-size="([\d.]+)"', drawn))


@settings(deadline=None)
@given(bars())
def test_bars_are_as_long_as_their_values_and_start_at_zero(made: Figure) -> None:
    root = parse(draw(made, "x"))
    drawn = [(px(e.attrib["x"], 100), px(e.attrib["width"], 100)) for e in rectangles(root)]
    rows = zip(*(trace["x"] for trace in made["data"]), strict=True)
    shown_values = [value for row in rows for value in row if value is not None]
    assert len(drawn) == len(shown_values)
    longest = max(shown_values, key=abs, default=0)
    if not longest:
        assert all(width == 0 for _, width in drawn)
        return
    scale = drawn[shown_values.index(longest)][1] / abs(longest)
    pairs_drawn = list(zip(drawn, shown_values, strict=True))
    for (_, width), value in pairs_drawn:
        assert width == pytest.approx(abs(value) * scale, abs=0.02)
    starts = [x if value >= 0 else x + width for (x, width), value in pairs_drawn]
    assert max(starts) - min(starts) <= 0.02


@settings(deadline=None)
@given(shares())
def test_shares_are_as_long_as_their_values_and_add_up_to_the_whole(made: Figure) -> None:
    root = parse(draw(made, "x"))
    widths = [Decimal(e.attrib["width"].rstrip("%")) for e in rectangles(root)]
    series = len(made["data"])
    for row in range(len(made["data"][0]["x"])):
        drawn = widths[row * series : (row + 1) * series]
        assert sum(drawn) == 100
        for width, trace in zip(drawn, made["data"], strict=True):
            assert float(width) == pytest.approx(trace["x"][row], abs=0.011)


def rectangles(root: Element) -> list[Element]:
    """Return the bars of a picture in the order they are drawn."""
    return [element for element in shown(root) if element.tag == "rect"]


@settings(deadline=None)
@given(lines())
def test_markers_stand_where_their_values_and_years_are(made: Figure) -> None:
    root = parse(draw(made, "x"))
    spots = [(box.left + 4, box.top + 4) for box in mark_boxes(root, 1000) if box.what == "marker"]
    points = [
        (year, value)
        for trace in made["data"]
        for year, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    ]
    assert len(spots) == len(points)
    for (one, at), (other, there) in pairwise(zip(points, spots, strict=True)):
        assert (one[0] < other[0]) == (at[0] < there[0])
        if abs(one[1] - other[1]) > 1e-3 * max(abs(value) for _, value in points):
            assert (one[1] > other[1]) == (at[1] < there[1])


@settings(deadline=None)
@given(figures, st.integers(320, 1200))
def test_picture_that_stands_alone_has_no_cut_text(made: Figure, width: int) -> None:
    drawn = draw(made, "x", width=width)
    root = parse(drawn)
    for box in text_boxes(root, width):
        assert box.left >= -ROUNDING
        assert box.right <= width - 40 + ROUNDING
