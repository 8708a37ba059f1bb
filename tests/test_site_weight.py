"""What a visit transfers, counted from the page's own markup and styles.

Bodies with gzip level 9 where it is worth it, and the headers of each answer; a kB is 1,000 bytes.
Every font a style sheet names counts, as do the icon and deferred scripts. What a reader must ask
for (plotly.js, search, CSV) does not: test_site_access compares this list with what a browser
really loads, and holds that nothing of another host is asked for.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import Browser, Route, ViewportSize

from tests.built import Built, attribute, first_visit, page_loads, transferred
from tests.visits import DESK, PHONE, SETTLED, WATCH

MOST = 150_000
MOST_FIRST, MOST_SECOND = 100_000, 25_000
HEADERS = 300  # bytes of an answer's headers, as nginx and Apache send them with our policy
MAIN = {
    "home": "",
    "missione": "missioni/012/2022/",
    "indicator": "risultati/2019/progetto-punto-impresa-digitale/",
}
MOST_FOR_A_CHART = 2_000


def weighed(site: Built, address: str, files: Sequence[Path], headers: int) -> tuple[int, str]:
    """Return the bytes that some files of a page take, and their list."""
    each = {file: transferred(file) + headers for file in files}
    listed = "\n".join(f"{n:>8,} {file.relative_to(site.root)}" for file, n in each.items())
    total = sum(each.values())
    return total, f"/{address}: {total:,} bytes\n{listed}"


def weight(site: Built, address: str, headers: int = 0) -> tuple[int, str]:
    """Return the bytes of a first visit, bodies alone if headers weigh nothing, and their list."""
    return weighed(site, address, first_visit(site, address), headers)


@pytest.mark.parametrize("page", MAIN)
def test_a_first_visit_to_a_main_page_transfers_at_most_100_kilobytes(
    site: Built, page: str
) -> None:
    total, listed = weight(site, MAIN[page], HEADERS)
    assert total <= MOST_FIRST, listed


@pytest.mark.parametrize("page", MAIN)
def test_a_second_page_transfers_at_most_25_kilobytes(site: Built, page: str) -> None:
    """Whatever main page was the first: styles, fonts, scripts and emblem are already there."""
    for first in MAIN.values():
        known = first_visit(site, first)
        new = [file for file in first_visit(site, MAIN[page]) if file not in known]
        total, listed = weighed(site, MAIN[page], new, HEADERS)
        assert total <= MOST_SECOND, listed


def test_a_page_that_is_too_heavy_is_told(site: Built, tmp_path: Path) -> None:
    """A picture of 90 kB, and the emblem of the page, are counted."""
    (tmp_path / "foto.jpg").write_bytes(bytes(90_000))
    (tmp_path / "index.html").write_text('<img src="foto.jpg" alt="">', encoding="utf-8")
    total, listed = weight(Built(tmp_path), "", HEADERS)
    assert 90_000 + 2 * HEADERS < total < 91_000
    assert "foto.jpg" in listed


def test_a_page_loads_two_fonts(site: Built) -> None:
    for address in site.pages:
        fonts = [file for file in first_visit(site, address) if file.suffix == ".woff2"]
        assert len(fonts) == 2, address


def test_only_our_styles_stop_the_first_paint(site: Built) -> None:
    for address, page in site.pages.items():
        scripts = page.css("script:not([type]), script[type='text/javascript']")
        assert all("defer" in script.attributes for script in scripts), address
        styles = [attribute(link, "href") for link in page.css("link[rel=stylesheet]")]
        assert 1 <= len(styles) <= 4, address
        assert all(":" not in style for style in styles), address
        assert set(styles) <= set(page_loads(page)), address
        imports = [
            file.name
            for file in first_visit(site, address)
            if file.suffix == ".css" and "@import" in file.read_text("utf-8")
        ]
        assert imports == [], address


@pytest.mark.parametrize("page", MAIN)
@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_when_fonts_come_late(
    browser: Browser, address: str, page: str, window: ViewportSize
) -> None:
    """On a quick line nothing does either: test_site_access."""

    def late(route: Route) -> None:
        sleep(0.4)
        route.continue_()

    with browser.new_context(viewport=window) as context:
        context.add_init_script(WATCH)
        opened = context.new_page()
        opened.route("**/*.woff2", late)
        opened.goto(address + MAIN[page])
        opened.evaluate(SETTLED)
        assert opened.evaluate("window.seen.shift") < 0.01


def test_a_first_visit_transfers_at_most_150_kilobytes(site: Built) -> None:
    """Whatever page it is of: also the whole report on one page. Bodies alone."""
    weights = {address: weight(site, address) for address in site.pages}
    assert "relazioni/2022/" in weights
    assert [listed for total, listed in weights.values() if total > MOST] == []


def test_a_first_visit_counts_page_styles_script_both_fonts_and_emblem(site: Built) -> None:
    files = {file.name for file in first_visit(site, "missioni/011/2022/")}
    assert files == {
        "index.html",
        "pa.css",
        "ente.css",
        "grafici.css",
        "stampa.css",
        "grafici.js",
        "titillium-web-latin-400-normal.woff2",
        "titillium-web-latin-600-normal.woff2",
        "emblema.svg",
    }


def pictures(site: Built) -> dict[str, str]:
    """Return every chart of the site as drawn: in pages without its table, and as a file."""
    drawn = {
        f"{address}#{chart}": svg
        for address in site.shelled
        for chart, svg in re.findall(
            r'<figure class="pa-grafico" id="([^"]+)">.*?<div class="pa-quadro"[^>]*>\s*(<svg.*?)'
            r"\s*</div>",
            site.markup(address),
            flags=re.DOTALL,
        )
    }
    files = (site.root / "dati/grafici").glob("*.svg")
    return drawn | {file.name: file.read_text("utf-8") for file in files}


def test_every_chart_is_at_most_two_kilobytes(site: Built) -> None:
    sizes = {
        name: len(gzip.compress(svg.encode(), 9, mtime=0)) for name, svg in pictures(site).items()
    }
    assert {name: size for name, size in sizes.items() if size > MOST_FOR_A_CHART} == {}


def test_every_chart_of_every_page_was_weighed(site: Built) -> None:
    charts = {
        f"{address}#{attribute(figure, 'id')}"
        for address, page in site.shelled.items()
        for figure in page.css("figure.pa-grafico")
    }
    assert len(charts) > 30
    assert charts <= pictures(site).keys()
