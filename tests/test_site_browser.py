"""What readers see, in a real browser: on a phone, without JavaScript, when they search or ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import chromium, served
from tests.built import Built, attribute, first_visit, here, text

PHONE = ViewportSize(width=360, height=740)
NARROW = ViewportSize(width=320, height=740)
DESK = ViewportSize(width=1280, height=900)
PLOTLY = "plotly-basic.min.js"
PATIENCE = 20_000  # ms: a loaded machine is slow, and slowness is no fault of the site
MISSIONE = "missioni/012/2022/"

OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# Texts of a chart that leave its box by more than half a pixel, with the side and by how much:
# sideways the box of the text counts, up and down the ink, since a line is higher than its letters.
CUT = """() => {
  const ruler = document.createElement('canvas').getContext('2d');
  return [...document.querySelectorAll('svg.pa-disegno')].flatMap((svg) => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].flatMap((text) => {
      const own = text.getBoundingClientRect();
      const style = getComputedStyle(text);
      ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const ink = ruler.measureText(text.textContent);
      const out = {
        left: box.left - own.left, right: own.right - box.right,
        top: box.top - own.top - (ink.fontBoundingBoxAscent - ink.actualBoundingBoxAscent),
        bottom: own.bottom - box.bottom
          - (ink.fontBoundingBoxDescent - ink.actualBoundingBoxDescent),
      };
      const name = `${svg.querySelector('title').textContent}: «${text.textContent}»`;
      return Object.entries(out).filter(([, by]) => by > 0.5)
        .map(([side, by]) => `${name} ${side} ${by.toFixed(1)}px`);
    });
  });
}"""
# What makes a page wider than its window, apart from what scrolls in a box of its own.
WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((one) =>
    one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.pa-scorre, svg'));
  const shown = wide.slice(0, 4).map((one) => one.outerHTML.slice(0, 80));
  return [`${root.scrollWidth} of ${root.clientWidth}px`, ...shown];
}"""


@pytest.fixture(scope="module")
def address(site: Built) -> Iterator[str]:
    with served(site.root) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with chromium() as found:
        yield found


@dataclass
class Watched:
    """A page with everything it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def watch(page: Page) -> Watched:
    seen = Watched(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("requestfailed", lambda request: seen.complaints.append(f"failed {request.url}"))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("console", lambda message: seen.complaints.append(message.text))
    return seen


@pytest.fixture
def desk(browser: Browser) -> Iterator[Watched]:
    """A new page of a wide window."""
    with browser.new_context(viewport=DESK) as context:
        yield watch(context.new_page())


# ---- Every page, on a phone ----


@dataclass
class Visits:
    """What was seen on a visit to every page of the site."""

    wide: dict[str, list[str]] = field(default_factory=dict)
    cut: dict[str, list[str]] = field(default_factory=dict)
    requests: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str, site: Built) -> Visits:
    """Visit every page once at 360 px, open what is closed, then narrow the window to 320 px."""
    found = Visits()
    with browser.new_context(viewport=PHONE) as context:
        seen = watch(context.new_page())
        for url in site.pages:
            found.requests[url] = seen.requests = []
            seen.page.set_viewport_size(PHONE)
            seen.page.goto(address + url)
            seen.page.evaluate("document.fonts.ready.then(() => true)")
            found.cut[url] = seen.page.evaluate(CUT)
            found.wide[f"{url} 360"] = seen.page.evaluate(WIDE)
            seen.page.evaluate(OPEN_ALL)
            found.wide[f"{url} 360 open"] = seen.page.evaluate(WIDE)
            seen.page.set_viewport_size(NARROW)
            found.wide[f"{url} 320 open"] = seen.page.evaluate(WIDE)
        found.complaints = seen.complaints
    return found


def test_no_page_is_wider_than_a_phone(visits: Visits) -> None:
    assert {where: why for where, why in visits.wide.items() if why} == {}


def test_no_text_of_a_chart_is_cut_on_a_phone(visits: Visits) -> None:
    assert {where: texts for where, texts in visits.cut.items() if texts} == {}


def test_no_page_complains_to_the_console(visits: Visits) -> None:
    assert visits.complaints == []


def test_no_page_asks_anything_of_another_host(visits: Visits, address: str) -> None:
    asked = [url for urls in visits.requests.values() for url in urls]
    assert len(asked) > 500
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_no_page_asks_for_search_or_plotly_by_itself(visits: Visits) -> None:
    asked = [url for urls in visits.requests.values() for url in urls]
    assert [url for url in asked if "pagefind" in url or PLOTLY in url] == []


def test_a_page_loads_what_its_weight_was_counted_from(
    visits: Visits, address: str, site: Built
) -> None:
    """The count of test_site_weight and a browser agree, file by file."""
    for url in ("", "missioni/011/2022/", "bandi/2022/"):
        loaded = {site.file(request) for request in visits.requests[url]}
        assert loaded == set(first_visit(site, url)), url


def test_fonts_are_ours_and_used(desk: Watched, address: str) -> None:
    desk.page.goto(address)
    used = "[400, 600].map((weight) => document.fonts.check(`${weight} 16px 'Titillium Web'`))"
    assert desk.page.evaluate(f"document.fonts.ready.then(() => {used})") == [True, True]


# ---- Without JavaScript ----


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a phone where JavaScript is off."""
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        yield context.new_page()


def test_without_javascript_every_chart_is_drawn(plain: Page, address: str) -> None:
    plain.goto(address + MISSIONE)
    charts = plain.locator("figure.pa-grafico svg.pa-disegno")
    assert charts.count() >= 3
    for chart in charts.all():
        box = chart.bounding_box()
        assert box and box["width"] > 250 and box["height"] > 40
    expect(plain.get_by_text("22.314").first).to_be_visible()


def test_without_javascript_a_table_opens_with_a_click(plain: Page, address: str) -> None:
    plain.goto(address + MISSIONE)
    details = plain.locator("details.pa-dati").first
    expect(details.locator("table")).to_be_hidden()
    details.locator("summary").click()
    expect(details.locator("table")).to_be_visible()


def test_without_javascript_the_menu_leads_on(plain: Page, address: str) -> None:
    plain.goto(address + MISSIONE)
    menu = plain.get_by_role("navigation", name="Principale")
    link = menu.get_by_role("link", name="Bandi")
    expect(link).to_be_hidden()
    menu.locator("summary").click()
    link.click()
    expect(plain).to_have_url(f"{address}bandi/")


def test_without_javascript_the_menu_opens_from_the_keyboard(plain: Page, address: str) -> None:
    plain.goto(address)
    menu = plain.get_by_role("navigation", name="Principale")
    menu.locator("summary").focus()
    plain.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Missioni")).to_be_visible()


def test_without_javascript_nothing_that_needs_it_is_offered(plain: Page, address: str) -> None:
    plain.goto(address + MISSIONE)
    for button in plain.locator("button.pa-interattiva").all():
        expect(button).to_be_hidden()


def test_without_javascript_the_search_page_leads_to_the_index(plain: Page, address: str) -> None:
    plain.goto(f"{address}cerca/?q=voucher")
    plain.get_by_role("link", name="indice di tutte le pagine").click()
    expect(plain).to_have_url(f"{address}mappa/")


# ---- Search ----


def results(page: Page) -> list[str]:
    """Return the addresses of the results, once there are some."""
    expect(page.locator(".pa-esiti li").first).to_be_visible()
    return [link.evaluate("a => a.href") for link in page.locator(".pa-esiti h2 a").all()]


def test_an_address_with_a_question_shows_its_results(
    desk: Watched, address: str, site: Built
) -> None:
    desk.page.goto(f"{address}cerca/?q=voucher")
    found = results(desk.page)
    assert f"{address}missioni/011/2022/punto-impresa-digitale/" in found
    for url in found:
        page = site.pages[url.removeprefix(address)]
        assert "voucher" in page.body.text().lower() if page.body else False, url
    assert desk.complaints == []


def test_a_result_has_the_name_of_its_page(desk: Watched, address: str, site: Built) -> None:
    desk.page.goto(f"{address}cerca/?q=missione")
    assert f"{address}missioni/012/2022/" in results(desk.page)
    for link in desk.page.locator(".pa-esiti h2 a").all():
        url = str(link.evaluate("a => a.href")).removeprefix(address)
        title = text(site.pages[url].css_first("head > title"))
        assert link.inner_text() == title.rpartition(" · ")[0], url


def test_typing_a_question_in_the_header_of_a_page_leads_to_results(
    desk: Watched, address: str
) -> None:
    desk.page.goto(address + MISSIONE)
    field = desk.page.get_by_role("searchbox", name="Cerca nel sito")
    field.fill("voucher")
    assert [url for url in desk.requests if "pagefind" in url] == []
    field.press("Enter")
    expect(desk.page).to_have_url(f"{address}cerca/?q=voucher")
    assert len(results(desk.page)) > 1


def test_typing_on_the_search_page_shows_results_and_tells_how_many(
    desk: Watched, address: str
) -> None:
    desk.page.goto(f"{address}cerca/")
    assert [url for url in desk.requests if "pagefind" in url] == []
    desk.page.get_by_role("searchbox").fill("protesti")
    desk.page.keyboard.press("Enter")
    assert f"{address}missioni/012/2022/protesti/" in results(desk.page)
    expect(desk.page.get_by_role("status")).to_contain_text("pagine per «protesti»")


def test_the_search_knows_italian_words(desk: Watched, address: str) -> None:
    """A plural finds what is written in the singular."""
    desk.page.goto(f"{address}cerca/?q=protesto")
    assert f"{address}missioni/012/2022/protesti/" in results(desk.page)


def test_a_question_without_results_says_so(desk: Watched, address: str) -> None:
    desk.page.goto(f"{address}cerca/?q=xyzzyq")
    expect(desk.page.get_by_role("status")).to_contain_text("Nessuna pagina per «xyzzyq»")


def test_the_search_asks_only_this_site(desk: Watched, address: str) -> None:
    desk.page.goto(f"{address}cerca/?q=voucher")
    results(desk.page)
    assert [url for url in desk.requests if not url.startswith((address, "data:", "blob:"))] == []


# ---- The interactive version ----


def kinds(site: Built) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Return a chart of each kind: its page, its id and its figure."""
    found: dict[str, tuple[str, str, dict[str, Any]]] = {}
    for address, page in site.pages.items():
        for figure in page.css("figure.pa-grafico"):
            button = figure.css_first("button[data-json]")
            if button:
                file = site.file(here(address, attribute(button, "data-json")))
                made = json.loads(file.read_text("utf-8"))
                kind = made["layout"]["meta"]["tipo"]
                found.setdefault(kind, (address, attribute(figure, "id"), made))
    return found


@pytest.mark.parametrize("kind", ["barre", "quote", "linee", "confronto", "bersaglio"])
def test_the_interactive_version_draws_and_goes_back(
    desk: Watched, address: str, site: Built, kind: str
) -> None:
    url, chart, made = kinds(site)[kind]
    desk.page.goto(address + url)
    figure = desk.page.locator(f"#{chart}")
    still = figure.locator("svg.pa-disegno")
    figure.get_by_role("button", name="Versione interattiva").click()
    live = figure.locator(".pa-vivo")
    drawn = live.locator("g.trace.bars" if kind in ("barre", "quote") else "g.trace")
    texts = 2 if kind == "bersaglio" else 0  # they stand at marks of their own, not seen
    expect(drawn).to_have_count(len(made["data"]) + texts)
    box = live.locator("svg.main-svg").first.bounding_box()
    assert box and box["width"] > 400 and box["height"] > 100
    assert (still.bounding_box() or {"width": 0})["width"] <= 1
    figure.get_by_role("button", name="Torna al grafico fisso").click()
    expect(live).to_have_count(0)
    expect(figure.get_by_role("button", name="Versione interattiva")).to_be_focused()
    assert (still.bounding_box() or {"width": 0})["width"] > 400
    assert desk.complaints == []
    assert [asked for asked in desk.requests if not asked.startswith((address, "data:"))] == []


def test_plotly_is_asked_for_only_by_a_click(desk: Watched, address: str) -> None:
    desk.page.goto(address + MISSIONE)
    button = desk.page.get_by_role("button", name="Versione interattiva").first
    button.hover()
    button.focus()
    desk.page.wait_for_load_state("networkidle")
    assert [url for url in desk.requests if PLOTLY in url or url.endswith(".json")] == []
    with desk.page.expect_response(lambda answer: PLOTLY in answer.url):
        button.click()


def test_where_plotly_does_not_arrive_the_static_chart_stays(desk: Watched, address: str) -> None:
    desk.page.route(f"**/{PLOTLY}", lambda route: route.abort())
    desk.page.goto(address + MISSIONE)
    figure = desk.page.locator("figure.pa-grafico").first
    figure.get_by_role("button", name="Versione interattiva").click()
    expect(figure.locator("button.pa-interattiva")).to_contain_text("non disponibile")
    expect(figure.locator("svg.pa-disegno")).to_be_visible()


def test_on_a_phone_the_static_chart_is_the_only_one(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(address + MISSIONE)
        expect(page.locator("svg.pa-disegno").first).to_be_visible()
        expect(page.locator("button.pa-interattiva:visible")).to_have_count(0)
