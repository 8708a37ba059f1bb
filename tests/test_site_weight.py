"""What a first visit transfers: at most 150 kB, counted from the page's own markup and styles.

Bodies only, gzip level 9 for what compresses; a kB is 1,000 bytes. Every font a style sheet names
counts, as do the icon and deferred scripts. What a reader must ask for (plotly.js, search, CSV)
does not: test_site_browser compares this list with what a browser really loads.
"""

from __future__ import annotations

import gzip
import re

from tests.built import Built, attribute, first_visit, transferred

MOST = 150_000
MOST_FOR_A_CHART = 2_000


def weight(site: Built, address: str) -> tuple[int, str]:
    """Return the bytes of a first visit, and their list."""
    files = {file: transferred(file) for file in first_visit(site, address)}
    listed = "\n".join(f"{n:>8,} {file.relative_to(site.root)}" for file, n in files.items())
    total = sum(files.values())
    return total, f"/{address}: {total:,} bytes\n{listed}"


def test_a_first_visit_transfers_at_most_150_kilobytes(site: Built) -> None:
    """Whatever page it is of: also the whole report on one page."""
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
