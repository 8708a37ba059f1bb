"""What comes out of the printer: every page as a browser puts it on A4, also without JavaScript."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize
from pypdf import PdfReader

from tests.built import Built, attribute, text

SHEET = ViewportSize(width=657, height=994)  # A4 at 96 px to the inch, without the margins
# One of each kind: opening, missione, chart longer than a sheet, cards, lines, tables, words.
KINDS = [
    *("", "missioni/011/", "bandi/2022/", "risultati/2019/", "missioni/012/2022/registro-imprese/"),
    *("contesto/2022/economia-provinciale/", "missioni/011/2022/servimpresa/"),
]
# What is wider than the sheet, what is folded, and what a reader on paper cannot use.
FAULTS = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true });
  const name = (one) => one.outerHTML.slice(0, 90);
  const wide = [...document.body.querySelectorAll('*')].filter((one) => shown(one)
    && !one.closest('svg, .pa-nascosto') && one.getBoundingClientRect().right > innerWidth + 1);
  const folded = [...document.querySelectorAll('.pa-testo details:not([open]) > :not(summary)')]
    .filter((one) => !shown(one));
  const useless = [...document.querySelectorAll('form, button, [download], .pa-barra-menu,'
    + '.pa-briciole, .pa-vicine, .pa-indice, .pa-salti, .pa-dati summary')].filter(shown);
  return [...wide, ...folded, ...useless].map(name);
}"""


@pytest.fixture(scope="module")
def papers(browser: Browser, address: str) -> dict[str, list[str]]:
    """The text of each sheet of one page of each kind, from a dark screen."""
    found = {}
    with browser.new_context(color_scheme="dark", java_script_enabled=False) as context:
        page = context.new_page()
        for url in KINDS:
            page.goto(address + url)
            raw = page.pdf(prefer_css_page_size=True)
            found[url] = [
                sheet.extract_text().replace("\u00a0", " ")
                for sheet in PdfReader(BytesIO(raw)).pages
            ]
    return found


def test_every_page_fits_a_sheet_unfolded_and_without_its_controls(
    browser: Browser, address: str, site: Built
) -> None:
    faults: dict[str, Any] = {}
    with browser.new_context(viewport=SHEET) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for url in site.pages:
            page.goto(address + url)
            faults[url] = page.evaluate(FAULTS)
    assert len(faults) == len(site.pages)
    assert {url: found[:5] for url, found in faults.items() if found} == {}


@pytest.mark.parametrize("url", KINDS[:-1])  # the last has no chart
def test_no_chart_is_cut_by_the_end_of_a_sheet(
    papers: dict[str, list[str]], site: Built, url: str
) -> None:
    """All that a picture prints is on one sheet, in its order; edged texts are printed twice."""
    for picture in site.pages[url].css("svg.pa-disegno"):
        lines = [re.sub(r"\s", "", text(line)) for line in picture.css("text")]
        whole = re.compile("".join(rf"(?:{re.escape(line)})+" for line in lines))
        sheets = [re.sub(r"\s", "", sheet) for sheet in papers[url]]
        assert any(whole.search(sheet) for sheet in sheets), text(picture.css_first("title"))


@pytest.mark.parametrize("url", KINDS)
def test_a_page_on_paper_says_when_it_was_updated_and_where_it_is(
    papers: dict[str, list[str]], url: str
) -> None:
    last = " ".join(papers[url][-1].split())
    assert "Ultimo aggiornamento: 22 novembre 2026" in last
    assert f"Indirizzo di questa pagina: /{url}" in last


def test_the_heads_of_a_table_are_on_every_sheet_it_takes(papers: dict[str, list[str]]) -> None:
    heads = [n for n, sheet in enumerate(papers["bandi/2022/"]) if "Chi mette i fondi" in sheet]
    rows = [
        n
        for n, sheet in enumerate(papers["bandi/2022/"])
        if re.search(r"Camera di\s+Commercio di\s+Cremona\s+(?:e\s+Regione|–|dal|fino)", sheet)
    ]
    assert len(rows) > 1
    assert set(rows) <= set(heads)


def test_links_of_the_words_are_spelled_out(papers: dict[str, list[str]], site: Built) -> None:
    spelled = 0
    for url in KINDS:
        told = [
            attribute(link, "data-indirizzo") for link in site.pages[url].css("[data-indirizzo]")
        ]
        paper = re.sub(r"\s", "", "".join(papers[url]))
        assert [one for one in told if f"({one})" not in paper] == []
        spelled += len(told)
    assert spelled > 5


def test_numbers_are_not_followed_by_the_address_of_their_source(
    papers: dict[str, list[str]],
) -> None:
    assert [url for url, sheets in papers.items() if "#r" in "".join(sheets)] == []


def test_paper_is_light_whatever_the_screen(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=SHEET, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address + "missioni/011/")
        page.emulate_media(media="print", color_scheme="dark")
        ground, ink = page.evaluate(
            "() => { const look = getComputedStyle(document.body); "
            "return [look.backgroundColor, look.color]; }"
        )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_the_styles_of_paper_delay_no_screen(site: Built) -> None:
    for address, page in site.pages.items():
        (link,) = page.css('link[href$="assets/css/stampa.css"]')
        assert attribute(link, "media") == "print", address
