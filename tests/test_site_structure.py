"""What tells the parts of a page to who does not see it: headings, tables, charts with names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.built import Built, attribute, text

HEADINGS = "h1, h2, h3, h4, h5, h6"


def steps(page: LexborHTMLParser) -> list[str]:
    """Return what is wrong with the headings of a page: not one title, or a level left out."""
    levels = [int((heading.tag or "h0")[1]) for heading in page.css(HEADINGS)]
    wrong = [] if levels.count(1) == 1 and levels[0] == 1 else [f"titles: {levels.count(1)}"]
    jumps = pairwise(levels)
    return wrong + [f"h{one} h{two}" for one, two in jumps if two > one + 1]


def test_headings_of_every_page_go_down_by_one_from_one_title(site: Built) -> None:
    wrong = {address: steps(page) for address, page in site.pages.items()}
    assert {address: told for address, told in wrong.items() if told} == {}


@pytest.mark.parametrize(
    ("markup", "wrong"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>", []),
        ("<h1>a</h1><h3>b</h3>", ["h1 h3"]),
        ("<h1>a</h1><h1>b</h1>", ["titles: 2"]),
        ("<h2>a</h2><h1>b</h1>", ["titles: 1"]),
    ],
)
def test_a_level_left_out_and_a_second_title_are_told(markup: str, wrong: list[str]) -> None:
    assert steps(LexborHTMLParser(markup)) == wrong


def tables(site: Built) -> Iterator[tuple[str, LexborNode]]:
    for address, page in site.pages.items():
        for table in page.css("table"):
            yield address, table


def test_every_table_has_a_caption_and_every_heading_of_it_a_scope(site: Built) -> None:
    count = 0
    for address, table in tables(site):
        count += 1
        assert text(table.css_first("caption")), address
        assert {attribute(th, "scope") for th in table.css("thead th")} == {"col"}, address
        assert {attribute(th, "scope") for th in table.css("tbody th")} == {"row"}, address
        firsts = [row.css("th, td")[0].tag for row in table.css("tbody tr")]
        assert set(firsts) == {"th"}, address
    assert count > 150


def test_every_table_scrolls_in_a_named_region_that_takes_the_focus(site: Built) -> None:
    for address, table in tables(site):
        region = table.parent
        assert region is not None
        assert attribute(region, "role") == "region", address
        assert attribute(region, "tabindex") == "0", address
        caption = table.css_first(f"caption [id='{attribute(region, 'aria-labelledby')}']")
        assert text(caption) == text(table.css_first("caption")), address


def test_no_two_regions_of_a_page_have_one_name(site: Built) -> None:
    for address, page in site.pages.items():
        names = [text(caption) for caption in page.css(".pa-scorre caption")]
        assert len(names) == len(set(names)), address


def test_every_chart_is_a_named_picture_with_its_finding_and_its_table(site: Built) -> None:
    """That the cells of the table equal CSV and drawing is in test_site_charts."""
    count = 0
    for address, page in site.pages.items():
        for figure in page.css("figure.pa-grafico"):
            count += 1
            drawing = figure.css_first("svg.pa-disegno")
            assert attribute(drawing, "role") == "img", address
            name = figure.css_first(f"[id='{attribute(drawing, 'aria-labelledby')}']")
            assert len(text(name)) > 10, address
            assert len(text(figure.css_first("figcaption .pa-grafico-titolo"))) > 5, address
            assert text(figure.css_first("figcaption .pa-grafico-frase")).endswith("."), address
            assert figure.css_first("details table tbody td"), address
    assert count > 30
