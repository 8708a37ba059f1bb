"""The keyboard alone, on a window of 320 px: a page of every kind, from its first stop to the last.

The order of the stops is that of the page; each is in the window, uncovered, and shows that it
has the focus by an outline that stands out from what is around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import served
from tests.visits import NARROW

KINDS = {
    "home": "",
    "missione": "missioni/012/2022/",
    "topic": "missioni/012/2022/registro-imprese/",
    "indicator": "risultati/2019/progetto-punto-impresa-digitale/",
    "results": "risultati/2019/",
    "verified numbers": "numeri-verificati/",
    "report": "relazioni/2022/",
    "calls": "bandi/2022/",
    "search": "cerca/",
    "map": "mappa/",
    "source": "fonti/relazione-2022/",
    "not found": "404.html",
}
# Of the longest pages, so many stops from the top and as many, going back, from the bottom.
MOST = 120

# Everything that Tab must reach, in the order of the page, numbered.
NUMBER = """() => {
  const asks = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const stops = [...document.querySelectorAll(asks)].filter((one) => {
    const closed = one.closest('details:not([open])');
    const inside = closed && one.closest('summary')?.parentElement !== closed;
    return !one.disabled && !inside && one.checkVisibility({ visibilityProperty: true });
  });
  stops.forEach((one, number) => { one.dataset.stop = number; });
  return stops.length;
}"""
# Where the focus is, and what is wrong with how it shows.
STOP = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  let holder = one.parentElement;
  while (holder && channels(getComputedStyle(holder).backgroundColor)[3] === 0) {
    holder = holder.parentElement;
  }
  const ground = holder ? channels(getComputedStyle(holder).backgroundColor) : [255, 255, 255];
  const [low, high] = [light(ground), light(channels(style.outlineColor))].sort((a, b) => a - b);
  const wrong = [];
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no outline');
  else if ((high + 0.05) / (low + 0.05) < 3) wrong.push('faint outline');
  const [width, height] = [document.documentElement.clientWidth, innerHeight];
  // Of a link on two lines, one line; of a box larger than the window, what is in the window.
  const seen = [...one.getClientRects()].map((box) => ({
    left: Math.max(box.left, 0), right: Math.min(box.right, width),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, height),
  })).filter((box) => box.right - box.left > 1 && box.bottom - box.top > 1);
  if (!seen.length) wrong.push('outside the window');
  const uncovered = seen.some((box) => {
    const at = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return at && (one.contains(at) || at.contains(one) && at.matches('a, button, label, summary'));
  });
  if (seen.length && !uncovered) wrong.push('covered');
  return { stop: Number(one.dataset.stop ?? -1), wrong, name: one.outerHTML.slice(0, 120) };
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a narrow phone, where nothing is touched."""
    with browser.new_context(viewport=NARROW) as context:
        yield context.new_page()


def walk(page: Page, key: str, stops: int) -> list[dict[str, Any]]:
    """Press a key so many times; return where the focus went."""
    told = []
    for _ in range(stops):
        page.keyboard.press(key)
        told.append(page.evaluate(STOP))
    return told


def faults(stops: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with some stops."""
    return [f"{', '.join(one['wrong'])}: {one['name']}" for one in stops if one["wrong"]]


@pytest.mark.parametrize("kind", KINDS)
def test_tab_stops_at_everything_in_order_and_the_focus_is_always_seen(
    phone: Page, address: str, kind: str
) -> None:
    phone.goto(address + KINDS[kind])
    count = phone.evaluate(NUMBER)
    assert count > 5
    seen = min(count, MOST)
    forth = walk(phone, "Tab", seen)
    assert [one["stop"] for one in forth] == list(range(seen))
    assert faults(forth) == []
    phone.locator(f'[data-stop="{count - 1}"]').focus()
    back = walk(phone, "Shift+Tab", seen - 1)
    assert [one["stop"] for one in back] == list(range(count - 2, count - seen - 1, -1))
    assert faults(back) == []


@pytest.mark.parametrize("kind", ["missione", "calls", "verified numbers"])
def test_with_everything_open_tab_stops_at_everything_in_order(
    phone: Page, address: str, kind: str
) -> None:
    phone.goto(address + KINDS[kind])
    closed = phone.evaluate(NUMBER)
    phone.evaluate(
        "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    count = phone.evaluate(NUMBER)
    assert count > closed
    seen = min(count, MOST)
    forth = walk(phone, "Tab", seen)
    assert [one["stop"] for one in forth] == list(range(seen))
    assert faults(forth) == []


def test_the_first_stop_skips_to_the_content(phone: Page, address: str) -> None:
    phone.goto(address + KINDS["missione"])
    phone.keyboard.press("Tab")
    skip = phone.get_by_role("link", name="Vai al contenuto")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    phone.keyboard.press("Enter")
    expect(phone.locator("main")).to_be_focused()
    phone.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert phone.evaluate(inside) is True


def test_the_menu_opens_leads_through_its_links_and_closes(phone: Page, address: str) -> None:
    phone.goto(address + KINDS["missione"])
    menu = phone.get_by_role("navigation", name="Principale")
    links = menu.get_by_role("link")
    expect(links.first).to_be_hidden()
    menu.locator("summary").focus()
    phone.keyboard.press("Enter")
    for link in links.all():
        phone.keyboard.press("Tab")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
    for _ in links.all():
        phone.keyboard.press("Shift+Tab")
    expect(menu.locator("summary")).to_be_focused()
    phone.keyboard.press("Space")
    expect(links.first).to_be_hidden()


@pytest.mark.parametrize("kind", ["missione", "indicator", "verified numbers", "calls", "report"])
def test_every_disclosure_opens_and_closes(phone: Page, address: str, kind: str) -> None:
    phone.goto(address + KINDS[kind])
    summaries = phone.locator("main summary:visible").all()[:12]
    assert summaries
    for summary in summaries:
        for key, is_open in (("Enter", True), ("Space", False)):
            summary.press(key)
            assert summary.evaluate("one => one.parentElement.open") is is_open


@pytest.mark.parametrize("kind", ["calls", "report"])
def test_a_wide_table_scrolls_from_the_keyboard_and_keeps_its_first_column(
    phone: Page, address: str, kind: str
) -> None:
    phone.goto(address + KINDS[kind])
    phone.evaluate(
        "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    )
    wide = [
        region
        for region in phone.get_by_role("region").and_(phone.locator(".pa-scorre")).all()
        if region.evaluate("one => one.scrollWidth > one.clientWidth + 8")
    ]
    assert wide
    for region in wide[:6]:
        head = region.locator("tbody th").first
        before = (head.bounding_box() or {"x": -1})["x"]
        region.focus()
        for _ in range(3):
            phone.keyboard.press("ArrowRight")
        phone.wait_for_function("one => one.scrollLeft > 0", arg=region.element_handle())
        after = (head.bounding_box() or {"x": -2})["x"]
        assert after == pytest.approx(before, abs=1)


def test_the_search_is_found_asked_and_followed(phone: Page, address: str) -> None:
    phone.goto(address + KINDS["topic"])
    way = phone.get_by_role("banner").get_by_role("link", name="Cerca", exact=True)
    while not way.evaluate("one => one === document.activeElement"):
        phone.keyboard.press("Tab")
        assert phone.evaluate(STOP)["name"].find("pa-piede") == -1, "the way was not found"
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(f"{address}cerca/")
    field = phone.get_by_role("searchbox")
    while not field.evaluate("one => one === document.activeElement"):
        phone.keyboard.press("Tab")
    phone.keyboard.type("voucher")
    phone.keyboard.press("Enter")
    first = phone.locator(".pa-esiti h2 a").first
    expect(first).to_be_visible()
    phone.keyboard.press("Tab")  # the button
    phone.keyboard.press("Tab")
    expect(first).to_be_focused()
    assert faults([phone.evaluate(STOP)]) == []
    leads_to = first.evaluate("one => one.href")
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(leads_to)


# ---- Spoiled pages: what was asked above can fail ----

STYLES = """
body { margin: 0; background: #fff; }
:focus-visible { outline: 3px solid #036; }
.spento { outline: 0; }
.pallido { outline-color: #ddd; }
.lontano { position: absolute; left: -999px; }
.sotto { position: relative; }
.coperta { position: absolute; inset: 0; background: #fff; }
"""


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('<p><a href="#a">Un collegamento</a></p>', []),
        ('<p><a class="spento" href="#a">Un collegamento</a></p>', ["no outline"]),
        ('<p><a class="pallido" href="#a">Un collegamento</a></p>', ["faint outline"]),
        ('<p><a class="lontano" href="#a">Un collegamento</a></p>', ["outside the window"]),
        (
            '<p class="sotto"><a href="#a">Un collegamento</a><span class="coperta"></span></p>',
            ["covered"],
        ),
    ],
)
def test_a_stop_that_is_not_seen_is_told(
    phone: Page, tmp_path: Path, body: str, wrong: list[str]
) -> None:
    page = f'<!doctype html><link rel="stylesheet" href="guasta.css">{body}'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "guasta.css").write_text(STYLES, encoding="utf-8")
    with served(tmp_path) as found:
        phone.goto(found)
        assert phone.evaluate(NUMBER) == 1
        (stop,) = walk(phone, "Tab", 1)
    assert (stop["stop"], stop["wrong"]) == (0, wrong)


def test_a_stop_out_of_order_is_told(phone: Page, tmp_path: Path) -> None:
    page = '<!doctype html><a href="#a">Uno</a> <a href="#b" tabindex="1">Due</a>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with served(tmp_path) as found:
        phone.goto(found)
        assert phone.evaluate(NUMBER) == 2
        assert [one["stop"] for one in walk(phone, "Tab", 2)] == [1, 0]
