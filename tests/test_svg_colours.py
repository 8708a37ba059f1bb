"""Colours: enough contrast in light and dark, and the same ones in pictures and in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros.svg import draw, legend
from macros.svg_marks import AXIS, COLOURS, GRID, INK, MUTED, PAPER
from tests.test_svg import NAMES, figure

CSS = Path(__file__).parents[1] / "docs_src" / "assets" / "css"
CHARTS = (CSS / "grafici.css").read_text("utf-8")
PAGE = (CSS / "pa.css").read_text("utf-8")
PAPER_SHEET = (CSS / "stampa.css").read_text("utf-8")
DARK = "@media screen and (prefers-color-scheme: dark)"


def variables(css: str, opening: str) -> dict[str, str]:
    """Read the custom properties of the first block that opens so; of `var(--x, c)` the colour."""
    block = css.split(opening, 1)[1].split("}", 1)[0]
    pairs = re.findall(r"--([\w-]+):\s*(?:var\([^,]*,\s*)?(#[0-9a-f]{3,6})", block)
    return {name: value if len(value) == 7 else long(value) for name, value in pairs}


def long(colour: str) -> str:
    return "#" + "".join(digit * 2 for digit in colour[1:])


LIGHT_COLOURS = variables(CHARTS, ".pa-grafico {")
DARK_COLOURS = variables(CHARTS.split(DARK, 1)[1], ".pa-grafico {")
LIGHT_PAGE = variables(PAGE, ":root {")
DARK_PAGE = variables(PAGE.split("(prefers-color-scheme: dark)", 1)[1], ":root {")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0066cc", "#ffffff") == pytest.approx(5.57, abs=0.01)


GROUNDS = [
    (LIGHT_COLOURS, "#ffffff"),
    (LIGHT_COLOURS, LIGHT_PAGE["pa-sfondo"]),
    (DARK_COLOURS, "#121212"),
    (DARK_COLOURS, DARK_PAGE["pa-sfondo"]),
]


@pytest.mark.parametrize(("colours", "ground"), GROUNDS)
@pytest.mark.parametrize("name", ["g-testo", "g-tenue", "s1", "s2", "s3", "s4", "s5", "s6"])
def test_texts_and_series_have_a_contrast_of_4_5(
    colours: dict[str, str], ground: str, name: str
) -> None:
    assert contrast(colours[name], ground) >= 4.5


@pytest.mark.parametrize(("colours", "ground"), GROUNDS)
def test_axis_has_a_contrast_of_3(colours: dict[str, str], ground: str) -> None:
    assert contrast(colours["g-asse"], ground) >= 3


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE])
@pytest.mark.parametrize("name", ["pa-testo", "pa-tenue"])
def test_page_colours_that_charts_take_over_have_a_contrast_of_4_5(
    page: dict[str, str], name: str
) -> None:
    assert contrast(page[name], page["pa-sfondo"]) >= 4.5


# Every colour of the page over every ground it stands on, and the least WCAG asks: 4.5 for text,
# 3 for the edge of a control, a mark that tells something, the focus.
ON_PAPER = {
    **dict.fromkeys(("testo", "titolo", "tenue", "link", "bene", "male", "dubbio"), 4.5),
    **dict.fromkeys(("asta", "fuoco"), 3.0),
}


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["pa-sfondo", "pa-velo"])
@pytest.mark.parametrize("name", ON_PAPER)
def test_colours_of_the_page_stand_out_from_its_grounds(
    page: dict[str, str], ground: str, name: str
) -> None:
    assert contrast(page[f"pa-{name}"], page[ground]) >= ON_PAPER[name]


@pytest.mark.parametrize("page", [LIGHT_PAGE, DARK_PAGE], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["pa-fascia", "pa-testata", "pa-piede"])
def test_white_text_stands_out_from_header_and_footer(page: dict[str, str], ground: str) -> None:
    assert contrast("#ffffff", page[ground]) >= 4.5


def test_literal_colours_are_those_of_the_light_page() -> None:
    assert [LIGHT_COLOURS[f"s{n}"] for n in range(1, 7)] == list(COLOURS)
    names = ("g-fondo", "g-testo", "g-tenue", "g-asse", "g-griglia")
    assert [LIGHT_COLOURS[name] for name in names] == [PAPER, INK, MUTED, AXIS, GRID]


def test_every_class_of_a_picture_has_a_rule() -> None:
    used: set[str] = set()
    for name in NAMES:
        markup = draw(figure(name), name) + legend(figure(name), name)
        used.update(*(found.split() for found in re.findall(r'class="([^"]*)"', markup)))
    plain = {"pa-etichetta"}  # Takes the colour of all texts.
    assert {name for name in used - plain if f".{name}" not in CHARTS + PAPER_SHEET} == set()


def rules() -> Iterator[tuple[set[str], str, str]]:
    """Yield what the page's styles paint: classes (or `text`), fill or stroke, the light colour."""
    told = re.findall(
        r"^\.pa-grafico (?::is\(([^)]*)\)|([.\w-]+)) \{([^}]*)\}", CHARTS, re.MULTILINE
    )
    for many, one, block in told:
        names = {name.strip(" .") for name in (many or one).split(",")}
        for paint, colour in re.findall(r"(fill|stroke): (none|var\(--[\w-]+\))", block):
            yield names, paint, colour.removeprefix("var(--").rstrip(")")


def painted(classes: Sequence[str], tag: str, paint: str) -> str | None:
    """Return the colour that the page's styles give an element, the last rule winning."""
    found = None
    for names, kind, colour in rules():
        if kind == paint and names & {*classes, tag}:
            found = colour
    if found == "serie":
        (found,) = [name for name in classes if re.fullmatch(r"s\d", name)]
    return LIGHT_COLOURS.get(found, found) if found else None


@pytest.mark.parametrize("name", NAMES)
def test_without_the_styles_of_the_page_a_picture_has_the_same_colours(name: str) -> None:
    """As a maker of PDF or a viewer of downloaded files shows it: by its literal attributes.

    But for the edge of texts over lines, which the styles add.
    """
    root = ElementTree.fromstring(draw(figure(name), name))
    seen, wrong = 0, []
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        classes = element.get("class", "").split()
        tag = element.tag.rpartition("}")[2]
        for paint in ("fill", "stroke"):
            if tag == "text" and paint == "stroke":
                continue
            expected = painted(classes, tag, paint)
            if expected is None:
                continue
            seen += 1
            literal, at = element.get(paint), element
            while literal is None and at in parents:
                at = parents[at]
                literal = at.get(paint)
            if literal != expected:
                wrong.append((tag, classes, paint, literal, expected))
    assert seen > 5
    assert wrong == []
