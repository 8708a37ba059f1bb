"""Every number of the built site prints its value in Italian and leads to where it comes from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal

from tests.built import ROOT, Built, attribute, column, here, read_yaml, text
from tests.italian import WORDS, figures, long_date

SOURCE = "fonti/relazione-2022/"
LINE = "Riga della fonte"
ISO = re.compile(r"\d{4}-\d\d-\d\d")

# ---- Every number of every page ----


def numbers(site: Built) -> Iterator[tuple[str, str, str]]:
    """Yield (page, value for machines, printed form) of every number.

    The cells of the column «Riga della fonte» are places, not quantities: they are left out.
    """
    for address, page in site.pages.items():
        places = {
            data.mem_id
            for table in page.css("table")
            if LINE in [text(title) for title in table.css("thead th")]
            for cell in column(table, LINE)
            for data in cell.css("data")
        }
        for node in page.css("data"):
            if node.mem_id not in places:
                yield address, attribute(node, "value"), text(node)


def test_every_data_element_holds_a_number_or_a_date(site: Built) -> None:
    wrong = {
        (address, told)
        for address, told, _ in numbers(site)
        if not re.fullmatch(r"-?\d+(\.\d+)?|\d{4}-\d\d-\d\d", told)
    }
    assert wrong == set()


def test_every_number_prints_its_value_in_italian(site: Built) -> None:
    found = list(numbers(site))
    assert len(found) > 900
    wrong = []
    for address, told, printed in found:
        if ISO.fullmatch(told):
            right = printed == long_date(told)
        elif re.fullmatch(r"-?\d+(\.\d+)?", told):
            right = figures(printed) == [Decimal(told)]
        else:
            continue  # the test before this one tells
        if not right:
            wrong.append((address, told, printed))
    assert wrong == []


def words(site: Built) -> Iterator[tuple[str, str]]:
    """Yield every page with its text, without what it quotes («…»): names stay as printed."""
    for address, page in site.pages.items():
        assert page.body is not None
        yield address, re.sub(r"«[^»]*»", "", page.body.text(separator="\n"))


def test_a_figure_and_its_sign_stand_on_one_line(site: Built) -> None:
    """Between a figure and € or % stands a no-break space, and nothing else."""
    pages = list(words(site))
    assert sum(len(re.findall("\\d\u00a0[€%]", told)) for _, told in pages) > 300
    assert [
        (page, found) for page, told in pages for found in re.findall(r"\S*\d ?[€%]", told)
    ] == []


def test_euro_are_printed_after_the_figure(site: Built) -> None:
    before = [
        (address, found) for address, told in words(site) for found in re.findall(r"€ ?\d\S*", told)
    ]
    assert before == []


# ---- Where each number comes from ----


def source_lines(site: Built) -> dict[str, str]:
    """Return the numbers that each line of the source prints, by the id of its row."""
    rows = site.pages[SOURCE].css("tr[id]")
    return {attribute(row, "id"): text(row.css_first("td")) for row in rows}


def printed_in(row: str, shown: str, told: str) -> bool:
    """Tell whether a line's numbers hold one: as a value, a word, or misprinted («60,464,10»)."""
    tokens = row.split(" · ")
    if ISO.fullmatch(told):
        year, _, day = told.split("-")
        return year in tokens and str(int(day)) in [token.lstrip("0") for token in tokens]
    wanted = figures(shown)
    words = [Decimal(WORDS[word]) for token in tokens for word in token.split() if word in WORDS]
    known = [*words, *(one for token in tokens for one in figures(token))]
    digits = [re.sub(r"\D", "", token) for token in tokens]
    return len(wanted) == 1 and (
        wanted[0] in known or re.sub(r"\D", "", shown.split("\u00a0")[0]) in digits
    )


def test_every_number_leads_to_a_line_that_prints_it(site: Built) -> None:
    lines = source_lines(site)
    checked, wrong = 0, []
    for address, page in site.pages.items():
        for link in page.css("a.pa-numero:not(.dedotto)"):
            target, fragment = site.target(here(address, attribute(link, "href")))
            if target != SOURCE:
                continue
            data = link.css_first("data")
            told = attribute(data, "value") if data else ""
            checked += 1
            if not printed_in(lines[fragment], text(link), told):
                wrong.append((address, text(link), fragment, lines[fragment]))
    assert checked > 800
    assert wrong == []


def test_a_number_the_site_computes_leads_to_its_own_row(site: Built) -> None:
    computed = [
        (address, link)
        for address, page in site.pages.items()
        for link in page.css("a.pa-numero")
        if site.target(here(address, attribute(link, "href")))[0] != SOURCE
    ]
    assert computed
    for address, link in computed:
        row = site.element(here(address, attribute(link, "href")))
        assert figures(text(link))[0] in figures(text(row)), (address, text(link))


def test_every_line_leads_back_to_the_numbers_that_cite_it(site: Built) -> None:
    """What a row of the source's page leads to prints one of the row's numbers."""
    checked, wrong = 0, []
    for row in site.pages[SOURCE].css("tr[id]"):
        tokens = text(row.css_first("td"))
        for link in row.css("td a"):
            target = site.element(here(SOURCE, attribute(link, "href")))
            shown = [(text(data), attribute(data, "value")) for data in target.css("data")]
            checked += 1
            if not target.css(".dedotto") and not any(printed_in(tokens, *one) for one in shown):
                wrong.append((attribute(row, "id"), tokens, shown))
    assert checked > 300
    assert wrong == []


def test_the_page_of_a_source_lists_its_whole_index(site: Built) -> None:
    index: dict[str, list[str]] = {}
    with (ROOT / "data/fonti/relazione-2022.indice.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            index.setdefault(f"r{line['riga']}", []).append(line["numero"])
    shown = source_lines(site)
    assert {row: shown.get(row) for row in index} == {
        row: " · ".join(printed) for row, printed in index.items()
    }


def test_the_page_of_a_source_says_what_document_it_is(site: Built) -> None:
    source = read_yaml(ROOT / "data/fonti/relazione-2022.yml")
    page = site.pages[SOURCE]
    assert text(page.css_first("h1")) == source["titolo"]
    told = [text(node) for node in page.css("main dd")]
    for key in ("ente", "anno", "sha256", "originale"):
        assert source[key] in told, key
