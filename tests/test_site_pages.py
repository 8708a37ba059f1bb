"""The built site has every page it promises, and the money of 2022 in words, cards and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.built import ROOT, TOPICS, Built, attribute, here, law_pages, objectives, page_of, text
from tests.italian import value

MISSIONI = {"011": "1.865.646,87", "012": "59.504,95", "016": "118.321,00", "032": "3.295.109,02"}
TOTAL = "5.338.581,84"
EURO = "\u00a0€"
SOURCES = ("relazione-2022", "rendicontazione-2019")
INDICATORS = [path.stem for path in sorted((ROOT / "data/indicatori/2019").glob("*.yml"))]


def head(topic: Path) -> dict[str, str]:
    """Return the front matter of a topic."""
    found: dict[str, str] = yaml.load(topic.read_text("utf-8").split("---\n")[1], yaml.BaseLoader)
    return found


# ---- The pages ----


def test_the_site_has_the_pages_it_promises(site: Built) -> None:
    assert (len(TOPICS), len(INDICATORS), len(objectives("2019"))) == (73, 26, 31)
    promised = {"", "missioni/", "bandi/", "bandi/2022/", "fonti/", "404.html"}
    promised |= {"glossario/", "cerca/", "mappa/", "guida/", "guida/macro/", "guida/verifiche/"}
    promised |= {"contesto/", "contesto/2019/", "contesto/2022/", "relazioni/", "relazioni/2022/"}
    promised |= {"risultati/", "risultati/2019/", "numeri-verificati/", "novita/"}
    promised |= {*law_pages()}
    promised |= {"note-legali/", "privacy/", "accessibilita/", "parere/si/", "parere/no/"}
    promised |= {f"risultati/2019/{name}/" for name in (*INDICATORS, *objectives("2019"))}
    promised |= {f"fonti/{source}/" for source in SOURCES}
    promised |= {f"missioni/{code}/" for code in MISSIONI}
    promised |= {f"missioni/{code}/2022/" for code in MISSIONI}
    promised |= {page_of(topic) for topic in TOPICS}
    assert site.shelled.keys() == promised


def test_the_index_of_pages_lists_every_page(site: Built) -> None:
    links = site.pages["mappa/"].css("main a[href]")
    listed = {site.target(here("mappa/", attribute(link, "href")))[0] for link in links}
    assert site.shelled.keys() - listed == {"", "404.html"}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_a_topic_has_its_title_and_says_in_one_sentence_what_it_is(
    site: Built, topic: Path
) -> None:
    page = site.pages[page_of(topic)]
    assert text(page.css_first("h1")) == head(topic)["titolo"]
    assert text(page.css_first(".pa-sommario")) == head(topic)["sintesi"]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_a_topic_names_the_section_and_lines_it_comes_from(site: Built, topic: Path) -> None:
    address, told = page_of(topic), head(topic)
    origin = [node for node in site.pages[address].css("p.pa-fonte") if "righe" in text(node)]
    assert len(origin) == 1
    assert f"«{told['sezione']}»" in text(origin[0])
    assert f"(righe {told['righe'].replace('-', '–')})" in text(origin[0])
    link = origin[0].css_first("a")
    assert link is not None
    page, fragment = site.target(here(address, attribute(link, "href")))
    assert page == f"fonti/{told['fonte']}/"
    first, last = map(int, told["righe"].split("-"))
    printing = [line for line in range(first, last + 1) if f"r{line}" in site.ids[page]]
    assert first <= int(fragment[1:]) <= last if printing else fragment == ""


@pytest.mark.parametrize("year", ["2019", "2022"])
def test_the_context_of_a_year_lists_its_topics(site: Built, year: str) -> None:
    address = f"contesto/{year}/"
    links = site.pages[address].css(".pa-temi a")
    listed = [site.target(here(address, attribute(link, "href")))[0] for link in links]
    mine = [page_of(topic) for topic in TOPICS if topic.parts[-3:-1] == (year, "contesto")]
    assert sorted(listed) == sorted(mine) != []


def test_a_missione_lists_its_topics(site: Built) -> None:
    for code in MISSIONI:
        address = f"missioni/{code}/2022/"
        links = site.pages[address].css(".pa-temi a")
        listed = [site.target(here(address, attribute(link, "href")))[0] for link in links]
        mine = [page_of(topic) for topic in TOPICS if topic.parent.name == code]
        assert sorted(listed) == sorted(mine), code


# ---- The money ----


def test_the_home_page_opens_with_the_total(site: Built) -> None:
    assert text(site.pages[""].css_first("h1")) == f"Nel 2022 abbiamo speso {TOTAL}{EURO}"


def test_the_home_page_has_a_card_with_the_amount_of_each_missione(site: Built) -> None:
    cards = {
        text(card.css_first(".pa-codice")): text(card.css_first(".pa-importo"))
        for card in site.pages[""].css(".pa-scheda")
    }
    assert cards == {f"Missione {code}": amount + EURO for code, amount in MISSIONI.items()}


def test_every_missione_says_what_it_cost(site: Built) -> None:
    for code, amount in MISSIONI.items():
        for address in (f"missioni/{code}/", f"missioni/{code}/2022/"):
            told = text(site.pages[address].css_first("main"))
            assert f"Nel 2022 questa missione è costata {amount}{EURO}" in told, address


def test_the_total_stands_in_a_table_with_its_four_parts(site: Built) -> None:
    link = site.pages[""].css_first("h1 a")
    assert link is not None
    total = site.element(here("", attribute(link, "href")))
    assert [text(cell) for cell in total.css("th, td")] == ["Totale", TOTAL, "100,0"]
    parts = [
        text(site.element(f"http://sito.test/missioni/#spese.2022.{code}").css_first("td data"))
        for code in MISSIONI
    ]
    assert parts == list(MISSIONI.values())
    assert sum(map(value, parts)) == value(TOTAL)


def test_the_areas_of_missione_011_add_up_to_it(site: Built) -> None:
    table = site.pages["missioni/011/2022/"].css_first("#tabella-spese-2022-011")
    assert table is not None
    *areas, total = [text(row.css_first("td data")) for row in table.css("tbody tr")]
    assert areas == ["614.539,70", "1.053.277,02", "197.830,15"]
    assert sum(map(value, areas)) == value(total) == value(MISSIONI["011"])
