"""The page of each chart: the chart with its source, how to cite it, how to show it elsewhere."""

from __future__ import annotations

import csv
import re
from collections import Counter
from html import unescape

from playwright.sync_api import Route
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.browser import chromium
from tests.built import ADDRESS, CHARTS, Built, attribute, here, text

SPENDING = f"{CHARTS}spese-2022/"
SIZE = """() => [
    document.querySelector("main").getBoundingClientRect().height, innerHeight,
    document.documentElement.scrollWidth, innerWidth,
]"""
NARROW, WIDE = 280, 760  # px of the column of a newspaper


def figures(site: Built) -> dict[str, list[LexborNode]]:
    """Return the charts of the pages, by the address of their own page."""
    found: dict[str, list[LexborNode]] = {}
    for page in site.shelled.values():
        for figure in page.css("figure.pa-grafico"):
            name = attribute(figure, "id").removeprefix("grafico-")
            found.setdefault(f"{CHARTS}{name}/", []).append(figure)
    return found


def frame(page: LexborHTMLParser) -> LexborNode:
    """Return the frame that a page gives to copy."""
    code = page.css_first("textarea#codice")
    assert code is not None
    found = LexborHTMLParser(code.text()).css_first("iframe")
    assert found is not None
    return found


def test_every_chart_has_its_page_and_there_is_no_other(site: Built) -> None:
    assert site.framed.keys() == figures(site).keys()
    assert len(site.framed) > 40


def test_every_chart_leads_to_its_citation(site: Built) -> None:
    for address, page in site.shelled.items():
        for figure in page.css("figure.pa-grafico"):
            name = attribute(figure, "id").removeprefix("grafico-")
            links = [here(address, attribute(a, "href")) for a in figure.css(".pa-azioni a")]
            assert here("", f"{CHARTS}{name}/#cita") in links, (address, name)


def test_the_page_of_a_chart_shows_it_as_its_own_page_does(site: Built) -> None:
    for address, page in site.framed.items():
        (drawn,) = [node.html for node in page.css("svg.pa-disegno")]
        shown = {n.html for figure in figures(site)[address] for n in figure.css("svg.pa-disegno")}
        assert shown == {drawn}, address


def test_its_table_holds_the_values_of_its_csv(site: Built) -> None:
    for address, page in site.framed.items():
        link = page.css_first('a[download][href$=".csv"]')
        file = site.file(here(address, attribute(link, "href")))
        _, *lines = csv.reader(file.read_text("utf-8").splitlines())
        cells = Counter(attribute(data, "value") for data in page.css("table tbody data"))
        known = Counter(cell for line in lines for cell in line)
        assert cells - known == Counter(), address
        assert len(page.css("table tbody tr")) == len(lines), address


def test_it_says_its_source_its_body_and_the_page_it_belongs_to(site: Built) -> None:
    for address, page in site.framed.items():
        (source,) = page.css("figure > .pa-fonte")
        assert re.search(r"(Fonte: .*, (riga|righe|\d+ righe)|Elaborazione: )", text(source))
        assert "Camera di Commercio di Cremona: " in text(source), address
        home, fragment = site.target(here(address, attribute(source.css_first("a"), "href")))
        name = address.removeprefix(CHARTS).rstrip("/")
        assert home in site.shelled, address
        assert fragment == f"grafico-{name}", address


def test_a_chart_belongs_to_the_page_where_its_numbers_stand(site: Built) -> None:
    homes = {
        name: site.target(
            here(f"{CHARTS}{name}/", attribute(page.css_first(".pa-fonte a"), "href"))
        )[0]
        for name in ("spese-2022", "spese-2022-011", "bandi-2022", "verifiche")
        for page in [site.framed[f"{CHARTS}{name}/"]]
    }
    assert homes == {
        "spese-2022": "missioni/",
        "spese-2022-011": "missioni/011/2022/",
        "bandi-2022": "bandi/2022/",
        "verifiche": "numeri-verificati/",
    }


def test_it_has_no_script_and_leaves_the_frame_when_followed(site: Built) -> None:
    for address, page in site.framed.items():
        assert page.css("script") == [], address
        links = page.css("a[href]")
        assert {attribute(link, "target") for link in links} == {"_top"}, address


def test_search_engines_are_sent_to_the_page_it_belongs_to(site: Built) -> None:
    told = {attribute(p.css_first('meta[name="robots"]'), "content") for p in site.framed.values()}
    assert told == {"noindex, follow"}
    hidden = [a for a, page in site.shelled.items() if page.css('meta[name="robots"]')]
    assert hidden == []  # art. 9 d.lgs. 33/2013


def test_the_search_of_the_site_does_not_find_it_twice(site: Built) -> None:
    assert [a for a, page in site.framed.items() if page.css("[data-pagefind-body]")] == []


def test_without_an_address_there_is_nothing_to_copy_and_it_says_so(site: Built) -> None:
    for page in site.framed.values():
        assert page.css("textarea") == []
        assert "indirizzo di questo sito è ancora da completare" in text(page.css_first("#cita"))


def test_with_an_address_the_code_to_copy_frames_this_very_page(published: Built) -> None:
    for address, page in published.framed.items():
        assert attribute(frame(page), "src") == ADDRESS + address
        name = text(page.css_first("svg.pa-disegno title"))
        assert unescape(attribute(frame(page), "title")) == name


def test_with_an_address_both_citations_end_with_it(published: Built) -> None:
    for address, page in published.framed.items():
        short, long, *_ = [text(told) for told in page.css("#cita > p")]
        assert short.endswith(f", 22 novembre 2026, {ADDRESS}{address}")
        assert long.endswith(f" Licenza CC BY 4.0. {ADDRESS}{address}")


def test_every_chart_fits_its_frame_in_another_site_narrow_and_wide(published: Built) -> None:
    """No scroll bar, neither way: title, sentence, picture and source are all in sight."""

    def given(route: Route) -> None:
        url = route.request.url.removeprefix(ADDRESS)
        route.fulfill(path=published.file(f"http://sito.test/{url}"))

    codes = {a: text(page.css_first("textarea")) for a, page in published.framed.items()}
    cut = []
    with chromium() as browser:
        page = browser.new_page()
        page.route(f"{ADDRESS}**", given)
        for width in (NARROW, WIDE):
            frames = "".join(codes.values()).replace('loading="lazy"', "")
            page.set_content(f'<title>Giornale</title><div style="width:{width}px">{frames}</div>')
            page.wait_for_load_state("networkidle")
            for inside in page.frames[1:]:
                size = inside.evaluate(SIZE)
                if size[0] > size[1] or size[2] > size[3]:
                    cut.append((width, inside.url, size))
        assert len(page.frames) == len(codes) + 1
    assert cut == []


def test_charts_with_one_title_are_told_apart_where_they_are_cited(site: Built) -> None:
    page = site.framed[f"{CHARTS}indicatori-2019-costi-postali/"]
    title = "Atteso e raggiunto, 2019: Spese postali"
    assert text(page.css_first("h1")).startswith(title)
    assert f"«{title}" in text(page.css_first("#cita > p"))
