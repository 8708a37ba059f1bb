"""Every page of the site, not a sample: what axe, the console, the policy and the eye find.

The pages are visited once (tests.visits); each test asks one thing of all of them. At the end,
spoiled pages show that each of these questions can be answered with a no.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import served
from tests.built import Built, first_visit
from tests.visits import Seen, visit

WINDOWS = {"320 open light", "320 open dark", "1280 light", "1280 dark"}
ASKED_FOR = ("pagefind", "plotly-basic.min.js")  # fetched for who searches or opens a chart
MOST_SHIFT = 0.01
Visits = dict[str, Seen]


def test_every_html_file_of_the_site_was_visited_in_every_window(
    site: Built, visits: Visits
) -> None:
    files = [path.relative_to(site.root).as_posix() for path in site.root.rglob("*.html")]
    assert sorted(visits) == sorted(file.removesuffix("index.html") for file in files)
    assert len(visits) == len(files) > 100
    assert {window for seen in visits.values() for window in seen.axe} == WINDOWS
    assert all(seen.axe.keys() == seen.faint.keys() == WINDOWS for seen in visits.values())


def test_axe_finds_no_fault_on_any_page(visits: Visits) -> None:
    """WCAG 2.0, 2.1 and 2.2, A and AA, and best practices; also with all disclosures open."""
    assert by_window(visits, "axe") == {}


def test_no_text_has_nearly_the_colour_of_what_is_behind_it(visits: Visits) -> None:
    assert by_window(visits, "faint") == {}


def test_no_page_is_wider_than_a_phone(visits: Visits) -> None:
    assert {window for seen in visits.values() for window in seen.wide} == {
        "360",
        "360 open",
        "320 open",
    }
    assert by_window(visits, "wide") == {}


def test_at_400_percent_no_text_is_lost(visits: Visits) -> None:
    """A window of 1280 px zoomed four times is one of 320."""
    assert by_window(visits, "lost") == {}


def test_no_text_of_a_chart_is_cut_on_a_phone(visits: Visits) -> None:
    assert {page: seen.cut for page, seen in visits.items() if seen.cut} == {}


def test_no_page_complains_to_the_console(visits: Visits) -> None:
    assert {page: seen.complaints for page, seen in visits.items() if seen.complaints} == {}


def test_the_policy_stops_nothing_of_any_page(visits: Visits) -> None:
    assert {page: seen.stopped for page, seen in visits.items() if seen.stopped} == {}


def test_no_page_asks_anything_of_another_host(visits: Visits) -> None:
    asked = [url for seen in visits.values() for url in seen.requests]
    assert len(asked) > 500
    assert [url for url in asked if ":" in url] == []


def test_no_page_asks_for_search_or_plotly_by_itself(visits: Visits) -> None:
    asked = [url for seen in visits.values() for url in seen.requests]
    assert [url for url in asked if any(name in url for name in ASKED_FOR)] == []


def test_nothing_moves_while_a_page_loads(visits: Visits) -> None:
    """Cumulative layout shift, as Chromium counts it."""
    shifts = {page: max(seen.shift.values()) for page, seen in visits.items()}
    assert {page: shift for page, shift in shifts.items() if shift >= MOST_SHIFT} == {}


def test_a_page_loads_what_its_weight_was_counted_from(visits: Visits, site: Built) -> None:
    """The count of test_site_weight and a browser agree, file by file."""
    for page in ("", "missioni/011/2022/", "bandi/2022/"):
        loaded = {site.file(request) for request in visits[page].requests}
        assert loaded == set(first_visit(site, page)), page


def by_window(visits: Visits, question: str) -> dict[str, list[str]]:
    """Return what was found in each window of each page, where something was."""
    found: dict[str, dict[str, list[str]]] = {
        page: getattr(seen, question) for page, seen in visits.items()
    }
    return {
        f"{page} {window}": told
        for page, windows in found.items()
        for window, told in windows.items()
        if told
    }


# ---- Spoiled pages: what was asked above can fail ----

STYLES = """
body { margin: 0; background: #fff; color: #000; }
.uguale { color: #fff; }
.sfumato { color: #fff; background-image: linear-gradient(#eee, #fff); }
.largo { width: 400px; }
.taglia { width: 100px; overflow: hidden; white-space: nowrap; }
svg { display: block; width: 200px; height: 50px; }
"""
SCRIPT = """
addEventListener('load', () => {
  const late = document.createElement('p');
  late.append('Arrivo tardi.', document.createElement('br'), 'Sposto tutto.');
  document.querySelector('main').prepend(late);
  console.log('eccomi');
});
"""
SHELL = """<!doctype html>
<html lang="it"><head><meta charset="utf-8"><title>Guasta</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="guasta.css">{}</head>
<body><main><h1>Guasta</h1>{}</main></body></html>
"""
Spoil = Callable[..., Seen]


@pytest.fixture
def spoiled(tmp_path: Path, browser: Browser) -> Spoil:
    """Visit a page with something wrong in its body or head."""

    def spoil(body: str, head: str = "") -> Seen:
        page = SHELL.format(head, body)
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        (tmp_path / "guasta.css").write_text(STYLES, encoding="utf-8")
        (tmp_path / "guasta.js").write_text(SCRIPT, encoding="utf-8")
        (tmp_path / "favicon.ico").write_bytes(b"")
        with served(tmp_path) as found:
            return visit(browser, found)

    return spoil


def test_a_sound_page_has_no_fault(spoiled: Spoil) -> None:
    seen = spoiled("<p>Un testo.</p>")
    assert (seen.complaints, seen.stopped, seen.cut) == ([], [], [])
    told = [seen.wide, seen.lost, seen.axe, seen.faint]
    assert [lines for windows in told for lines in windows.values() if lines] == []
    assert set(seen.shift.values()) == {0}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<img src="favicon.ico">', "image-alt"),
        ("<h4>Salto</h4>", "heading-order"),
        ("<table><tr><th></th><td>1</td></tr></table>", "empty-table-header"),
        ('<p id="due">a</p><label for="due">b</label><select></select>', "select-name"),
        ('<p><a href="#a">1</a><a href="#b">2</a></p>', "target-size"),
        ("<p class=uguale>Bianco su bianco, senza sfumature.</p>", "color-contrast"),
    ],
)
def test_axe_tells_the_fault_of_a_spoiled_page(spoiled: Spoil, body: str, rule: str) -> None:
    seen = spoiled(body)
    rules = {fault.partition(":")[0] for fault in seen.axe["320 open light"]}
    assert rule in rules


@pytest.mark.parametrize(
    "body",
    [
        '<p class="uguale">Bianco su bianco</p>',
        '<p class="sfumato">Bianco su bianco</p>',
        '<svg><rect width="90" height="40" fill="#ffffff"/><text y="20" fill="#fefefe">'
        "Bianco su bianco</text></svg>",
        '<svg><text y="20" fill="#ffffff">Bianco su bianco</text></svg>',
    ],
)
def test_text_of_the_colour_behind_it_is_told(spoiled: Spoil, body: str) -> None:
    seen = spoiled(body)
    for window in WINDOWS:
        (told,) = seen.faint[window]
        assert told.startswith("«Bianco su bianco» 1.0"), window


def test_white_text_on_a_dark_shape_is_not_told(spoiled: Spoil) -> None:
    seen = spoiled(
        '<svg><rect width="190" height="40" fill="#000"/>'
        '<text y="20" fill="#fff">Bianco</text></svg>'
    )
    assert seen.faint["1280 light"] == []


def test_a_box_wider_than_the_window_is_told(spoiled: Spoil) -> None:
    seen = spoiled('<p class="largo">Largo</p>')
    assert seen.wide["360"][0] == "400 of 360px"


def test_a_text_that_a_box_cuts_is_told(spoiled: Spoil) -> None:
    seen = spoiled('<p class="taglia">Un testo più lungo della sua scatola</p>')
    assert seen.lost["320 open"][0].startswith("«Un testo più lungo della sua scatola»")


def test_a_text_outside_its_chart_is_told(spoiled: Spoil) -> None:
    seen = spoiled(
        '<svg class="pa-disegno"><title>Prova</title><text x="190" y="20">Fuori</text></svg>'
    )
    assert seen.cut[0].startswith("Prova: «Fuori» right")


def test_a_style_in_the_page_is_stopped_by_the_policy(spoiled: Spoil) -> None:
    seen = spoiled('<p style="color: red">Rosso</p>')
    assert seen.stopped[0].startswith("style-src-attr inline")
    assert "Content Security Policy" in seen.complaints[0]


def test_a_picture_of_another_host_is_stopped_by_the_policy(spoiled: Spoil) -> None:
    seen = spoiled('<img src="http://altro.test/a.png" alt="">')
    assert seen.stopped[0].startswith("img-src http://altro.test/a.png")


def test_what_arrives_late_is_a_shift_and_a_word_to_the_console_a_complaint(
    spoiled: Spoil,
) -> None:
    seen = spoiled("<p>Un testo.</p>" * 20, '<script src="guasta.js"></script>')
    assert max(seen.shift.values()) > MOST_SHIFT
    assert seen.complaints == ["eccomi", "eccomi"]
