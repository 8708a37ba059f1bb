"""The page of claims and the marks that lead to it, as readers get them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from selectolax.lexbor import LexborNode

from tests.built import HOME, ROOT, Built, attribute, here, read_yaml, text
from tests.test_site_weight import MOST, weight

PAGE = "numeri-verificati/"
TOPIC = "missioni/012/2022/registro-imprese/"
PHONE = ViewportSize(width=320, height=740)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLAIMS = [
    (str(file["anno"]), claim)
    for path in sorted((ROOT / "data/verifiche").glob("*/*.yml"))
    for file in (read_yaml(path),)
    for claim in file["verifiche"]
]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE) as context:
        yield context.new_page()


def listed(site: Built) -> list[LexborNode]:
    return site.pages[PAGE].css("li.pa-verifica")


def marks(site: Built) -> Iterator[tuple[str, LexborNode]]:
    """Yield every mark of the site with its page."""
    for page, parsed in site.pages.items():
        for mark in parsed.css("a.pa-segno"):
            yield page, mark


def test_every_claim_of_the_data_is_on_the_page_at_its_own_address(site: Built) -> None:
    wanted = sorted(f"verifiche.{year}.{claim['id']}" for year, claim in CLAIMS)
    assert len(wanted) > 250
    assert sorted(attribute(claim, "id") for claim in listed(site)) == wanted


def test_a_claim_says_what_it_states_and_how_it_stands(site: Built) -> None:
    told = {f"verifiche.{year}.{claim['id']}": claim["dice"] for year, claim in CLAIMS}
    for claim in listed(site):
        says = text(claim.css_first(".pa-verifica-dice")).replace("\u00a0", " ")
        assert says == told[attribute(claim, "id")].replace("\u00a0", " ")
        assert text(claim.css_first(".pa-bollino"))


def test_the_sum_of_the_agenda_is_written_out(site: Built) -> None:
    sums = [text(found) for found in site.pages[PAGE].css(".pa-conto")]
    assert [told for told in sums if told.startswith("1.616 + 485 + 425 + 912 = 3.438")] == [
        "1.616 + 485 + 425 + 912 = 3.438\u00a0appuntamenti; dichiarato 3.577\u00a0appuntamenti"
    ]


def test_every_claim_leads_to_a_line_of_its_source(site: Built) -> None:
    for claim in listed(site):
        links = [here(PAGE, attribute(a, "href")) for a in claim.css(".pa-fonte a")]
        assert any(link.startswith(f"{HOME}fonti/") for link in links), attribute(claim, "id")


def test_the_page_weighs_no_more_than_any_other(site: Built) -> None:
    total, listing = weight(site, PAGE)
    assert total <= MOST, listing


def test_a_mark_leads_to_its_claim_and_says_how_it_stands(site: Built) -> None:
    """Screen readers hear the hidden words; the drawing says nothing to them."""
    found = list(marks(site))
    assert len({page for page, _ in found}) > 10
    for page, mark in found:
        claim = site.element(here(page, attribute(mark, "href")))
        label = text(claim.css_first(".pa-bollino")).lower()
        said = text(mark.css_first(".pa-nascosto"))
        holds = attribute(claim, "data-esito").startswith("concorda")
        assert said in (
            f"(numero ricalcolato: {label})",
            f"(numero confrontato con un altro passo: è {'lo stesso' if holds else 'diverso'})",
            "(numero di un’affermazione che non concorda)",
        )
        assert attribute(mark.css_first("svg"), "aria-hidden") == "true"


def test_the_share_of_cases_in_time_has_its_mark(site: Built) -> None:
    (mark, *_) = site.pages[TOPIC].css("p a.pa-segno")
    assert mark.parent is not None and "96,63\u00a0% (numero ricalcolato: concorda)" in text(
        mark.parent
    )


def test_without_javascript_every_claim_is_there_and_no_filter(
    browser: Browser, address: str
) -> None:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + PAGE)
        expect(page.locator("li.pa-verifica").last).to_be_visible()
        assert page.locator("li.pa-verifica:visible").count() == len(CLAIMS)
        expect(page.locator("form.pa-filtro")).to_be_hidden()


def test_the_filter_shows_the_claims_of_a_missione_that_do_not_hold(
    phone: Page, address: str, site: Built
) -> None:
    wanted = site.pages[PAGE].css('li[data-esito="non-concorda"][data-missione="011"]')
    phone.goto(address + PAGE)
    phone.get_by_label("Missione", exact=True).select_option("011")
    phone.get_by_label("Esito", exact=True).select_option("non-concorda")
    expect(phone.locator("li.pa-verifica:visible")).to_have_count(len(wanted))
    told = phone.locator("form.pa-filtro").get_by_role("status")
    expect(told).to_have_text(f"{len(wanted)} di {len(CLAIMS)} verifiche")
    assert 0 < len(wanted) < len(CLAIMS)


def test_the_filter_works_from_the_keyboard(phone: Page, address: str) -> None:
    phone.goto(address + PAGE)
    choice = phone.get_by_label("Esito", exact=True)
    choice.focus()
    phone.keyboard.press("ArrowDown")
    expect(choice).to_have_value("non-concorda")
    expect(phone.locator("li.pa-verifica.concorda").first).to_be_hidden()
    expect(phone.locator("li.pa-verifica.non-concorda").first).to_be_visible()


def test_numbers_and_source_of_a_claim_open_from_the_keyboard(phone: Page, address: str) -> None:
    phone.goto(address + PAGE)
    details = phone.locator("details.pa-dove").first
    expect(details.locator("a").first).to_be_hidden()
    details.locator("summary").focus()
    phone.keyboard.press("Enter")
    expect(details.locator("a").first).to_be_visible()


def test_a_mark_followed_by_a_reader_shows_the_claim_with_its_source(
    phone: Page, address: str
) -> None:
    phone.goto(address + TOPIC)
    phone.locator("p a.pa-segno").first.click()
    claim = phone.locator("li.pa-verifica:target")
    expect(claim).to_be_in_viewport()
    expect(claim.locator(".pa-fonte a").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("url", [PAGE, TOPIC])
def test_nothing_is_wider_than_a_phone(
    browser: Browser, address: str, url: str, width: int
) -> None:
    with browser.new_context(viewport=ViewportSize(width=width, height=740)) as context:
        page = context.new_page()
        page.goto(address + url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate(SIDEWAYS) <= 0
