"""The list of indicators in a browser: filtered from the keyboard, whole without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import served
from tests.built import Built, attribute

NARROW = ViewportSize(width=320, height=740)
YEAR = "risultati/2019/"
PATIENCE = 20_000  # ms: a loaded machine is slow, and slowness is no fault of the site
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def address(site: Built) -> Iterator[str]:
    with served(site.root) as found:
        yield found + YEAR


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The results of the year on a narrow phone; a complaint of the page fails the test."""
    complaints: list[str] = []
    with browser.new_context(viewport=NARROW) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        yield page
    assert complaints == []


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """The same where JavaScript is off."""
    with browser.new_context(viewport=NARROW, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def items(site: Built) -> list[tuple[str, str]]:
    """Return missione and verdict of every item of the list, as the page has it."""
    found = site.pages[YEAR].css("#elenco-indicatori li[data-esito]")
    return [(attribute(one, "data-missione"), attribute(one, "data-esito")) for one in found]


def left(page: Page) -> list[tuple[str, str]]:
    """Return missione and verdict of the items that are seen."""
    shown = page.locator("#elenco-indicatori li[data-esito]:visible")
    told: list[tuple[str, str]] = shown.evaluate_all(
        "(all) => all.map((one) => [one.dataset.missione, one.dataset.esito])"
    )
    return [(missione, verdict) for missione, verdict in told]


def groups(page: Page) -> list[str]:
    """Return the missioni whose group, with its heading, is seen."""
    headings = page.locator("#elenco-indicatori section:visible > h3:visible")
    return [told.split()[1].removesuffix(":") for told in headings.all_inner_texts()]


def test_before_any_choice_the_list_is_whole(phone: Page, site: Built) -> None:
    assert left(phone) == items(site)
    assert len(left(phone)) == 26
    expect(phone.locator(".pa-filtro").get_by_role("status")).to_have_text("26 di 26 indicatori")


def test_every_choice_leaves_the_right_indicators_and_hides_empty_groups(
    phone: Page, site: Built
) -> None:
    form = phone.locator("form.pa-filtro")
    codes = ["", *dict.fromkeys(code for code, _ in items(site))]
    verdicts = ["", *dict.fromkeys(verdict for _, verdict in items(site))]
    assert (len(codes), len(verdicts)) == (5, 5)
    empty = 0
    for code, verdict in product(codes, verdicts):
        form.get_by_label("Missione").select_option(code)
        form.get_by_label("Esito").select_option(verdict)
        wanted = [one for one in items(site) if code in ("", one[0]) and verdict in ("", one[1])]
        expect(form.get_by_role("status")).to_have_text(f"{len(wanted)} di 26 indicatori")
        assert left(phone) == wanted, (code, verdict)
        assert groups(phone) == list(dict.fromkeys(one[0] for one in wanted)), (code, verdict)
        empty += not wanted
    assert empty > 0


def test_the_form_offers_what_the_list_holds(phone: Page, site: Built) -> None:
    form = phone.locator("form.pa-filtro")
    there = [attribute(one, "value") for one in site.pages[YEAR].css("#filtro-missione option")]
    assert there == ["", "011", "012", "016", "032"]
    told = form.get_by_label("Esito").locator("option").all_inner_texts()
    assert told == [
        "tutti",
        "Raggiunto",
        "Raggiunto, lo dichiara l’ente",
        "Il conto non torna",
        "Non misurabile",
    ]


def test_the_filter_works_from_the_keyboard_on_a_narrow_phone(phone: Page, address: str) -> None:
    """From the link before the form, with the tab key and by typing the first letters."""
    form = phone.locator("form.pa-filtro")
    phone.locator(".pa-quadro-esiti").locator("xpath=..").focus()  # the box that scrolls
    for _ in range(5):  # its four links, then the form
        phone.keyboard.press("Tab")
    expect(form.get_by_label("Missione")).to_be_focused()
    phone.keyboard.type("012")
    expect(form.get_by_label("Missione")).to_have_value("012")
    expect(form.get_by_role("status")).to_have_text("3 di 26 indicatori")
    phone.keyboard.press("Tab")
    expect(form.get_by_label("Esito")).to_be_focused()
    phone.keyboard.type("Il conto")
    expect(form.get_by_role("status")).to_have_text("1 di 26 indicatori")
    assert left(phone) == [("012", "da-chiarire")]
    phone.keyboard.press("Tab")  # what is hidden is passed over
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(f"{address}pratiche-entro-5-giorni/")


def test_the_filter_never_makes_the_page_wider_than_the_phone(phone: Page, site: Built) -> None:
    form = phone.locator("form.pa-filtro")
    assert not phone.evaluate(WIDER)
    for verdict in {verdict for _, verdict in items(site)}:
        form.get_by_label("Esito").select_option(verdict)
        assert not phone.evaluate(WIDER), verdict
    for field in (form.get_by_label("Missione"), form.get_by_label("Esito")):
        box = field.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"]
        assert box["height"] >= 44


def test_without_javascript_there_is_no_form_and_the_list_is_whole(
    plain: Page, site: Built
) -> None:
    expect(plain.locator("form.pa-filtro")).to_be_hidden()
    assert left(plain) == items(site)
    assert groups(plain) == ["011", "012", "016", "032"]


def test_without_javascript_the_whole_tree_can_be_read(plain: Page) -> None:
    assert plain.locator(".pa-albero .pa-nodo:visible").count() == 35
