"""What readers see, in a real browser: on a phone, without JavaScript, when they search or ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.built import Built, attribute, here, text
from tests.visits import DESK, PHONE, Watched, watch

PLOTLY = "plotly-basic.min.js"
MISSIONE = "missioni/012/2022/"


# The server sends the strict policy with every page (tests.browser.POLICY): what it stops is told
# to the console, and is a complaint of the page here.
@pytest.fixture
def desk(browser: Browser) -> Iterator[Watched]:
    """A new page of a wide window."""
    with browser.new_context(viewport=DESK) as context:
        yield watch(context.new_page())


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


def test_the_search_finds_a_title_of_amministrazione_trasparente(
    desk: Watched, address: str
) -> None:
    desk.page.goto(f"{address}cerca/?q=dotazione+organica")
    found = results(desk.page)
    assert f"{address}amministrazione-trasparente/personale/dotazione-organica/" in found


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


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("societa partecipate", "missioni/011/2022/societa-partecipate/"),  # «società»
        ("5.338.581,84", ""),
        ("tempo medio protesti", "risultati/2019/tempi-protesti/"),
    ],
)
def test_the_search_finds_words_without_accents_numbers_and_indicatori(
    desk: Watched, address: str, asked: str, page: str
) -> None:
    desk.page.goto(f"{address}cerca/?q={asked}")
    assert f"{address}{page}" in results(desk.page)[:5]


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
