"""Every number of the built site prints its value in Italian and leads to where it comes from."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from tests.built import ROOT, Built, attribute, column, here, read_yaml, text
from tests.italian import WORDS, figures, long_date, value

SOURCES = [path.stem for path in sorted((ROOT / "data/fonti").glob("*.yml"))]
PAGES = [f"fonti/{source}/" for source in SOURCES]
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


def source_lines(site: Built, page: str) -> dict[str, str]:
    """Return the numbers that each line of a source prints, by the id of its row."""
    rows = site.pages[page].css("tr[id]")
    return {attribute(row, "id"): text(row.css_first("td")) for row in rows}


def spelt(block: Any, source: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield what data/ says is printed in another form: its row, its value, the figure printed.

    «Circa 1 milione» prints 1, «1 ora e mezza» prints 1.
    """
    if isinstance(block, list):
        for one in block:
            yield from spelt(one, source)
    elif isinstance(block, dict):
        source = block.get("fonte", source)
        if "stampato" in block and "valore" in block:
            page = f"fonti/{source}/#r{block['riga']}"
            yield page, str(value(block["valore"])), block["stampato"]
        for one in block.values():
            yield from spelt(one, source)


def other_forms() -> set[tuple[str, str, str]]:
    """Return all that data/ says is printed in another form."""
    return {found for path in (ROOT / "data").rglob("*.yml") for found in spelt(read_yaml(path))}


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
    lines = {page: source_lines(site, page) for page in PAGES}
    forms = other_forms()
    checked, wrong = Counter[str](), []
    for address, page in site.pages.items():
        for link in page.css("a.pa-numero:not(.dedotto)"):
            target, fragment = site.target(here(address, attribute(link, "href")))
            if target not in lines:
                continue
            data = link.css_first("data")
            told = attribute(data, "value") if data else ""
            checked[target] += 1
            row = lines[target][fragment]
            spelt_so = {(f"{target}#{fragment}", told, token) for token in row.split(" · ")}
            if not printed_in(row, text(link), told) and not spelt_so & forms:
                wrong.append((address, text(link), fragment, row))
    assert wrong == []
    assert [page for page in PAGES if checked[page] < 300] == []


def test_a_number_the_site_computes_leads_to_its_own_row(site: Built) -> None:
    computed = [
        (address, link)
        for address, page in site.pages.items()
        for link in page.css("a.pa-numero")
        if site.target(here(address, attribute(link, "href")))[0] not in PAGES
    ]
    assert computed
    for address, link in computed:
        row = site.element(here(address, attribute(link, "href")))
        assert figures(text(link))[0] in figures(text(row)), (address, text(link))


@pytest.mark.parametrize("page", PAGES)
def test_every_line_leads_back_to_the_numbers_that_cite_it(site: Built, page: str) -> None:
    """What a row of a source's page leads to prints one of the row's numbers."""
    checked, wrong, forms = 0, [], other_forms()
    for row in site.pages[page].css("tr[id]"):
        tokens, line = text(row.css_first("td")), f"{page}#{attribute(row, 'id')}"
        for link in row.css("td a"):
            target = site.element(here(page, attribute(link, "href")))
            shown = [(text(data), attribute(data, "value")) for data in target.css("data")]
            checked += 1
            spelt_so = {(line, told, token) for _, told in shown for token in tokens.split(" · ")}
            if (
                not target.css(".dedotto")
                and not any(printed_in(tokens, *one) for one in shown)
                and not spelt_so & forms
            ):
                wrong.append((attribute(row, "id"), tokens, shown))
    assert checked > 100
    assert wrong == []


@pytest.mark.parametrize("source", SOURCES)
def test_the_page_of_a_source_lists_its_whole_index(site: Built, source: str) -> None:
    index: dict[str, list[str]] = {}
    with (ROOT / f"data/fonti/{source}.indice.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            index.setdefault(f"r{line['riga']}", []).append(line["numero"])
    shown = source_lines(site, f"fonti/{source}/")
    assert {row: shown.get(row) for row in index} == {
        row: " · ".join(printed) for row, printed in index.items()
    }


@pytest.mark.parametrize("source", SOURCES)
def test_the_page_of_a_source_says_what_document_it_is(site: Built, source: str) -> None:
    head = read_yaml(ROOT / f"data/fonti/{source}.yml")
    page = site.pages[f"fonti/{source}/"]
    assert text(page.css_first("h1")) == head["titolo"]
    told = [text(node) for node in page.css("main dd")]
    for key in ("ente", "anno", "sha256", "originale"):
        assert head[key] in told, key
