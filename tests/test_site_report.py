"""The yearly report on one page: in the order of the law, made of the pieces of the other pages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.built import ROOT, TOPICS, Built, attribute, here, page_of, read_yaml, text

REPORT = "relazioni/2022/"
MISSIONI = ("011", "012", "016", "032")
MINE = [topic for topic in TOPICS if topic.parts[-3] == "2022"]
# What a page says of itself, not of its topic.
OF_THE_PAGE = ".pa-fonte, .pa-fonti, .pa-azioni"


def head(topic: Path) -> dict[str, str]:
    """Return the front matter of a topic."""
    found: dict[str, str] = yaml.load(topic.read_text("utf-8").split("---\n")[1], yaml.BaseLoader)
    return found


def listed(site: Built, address: str) -> list[str]:
    """Return the pages of topics that a page lists, in its order."""
    links = site.pages[address].css(".pa-temi a")
    return [site.target(here(address, attribute(link, "href")))[0] for link in links]


def test_the_sections_stand_in_the_order_of_the_law(site: Built) -> None:
    sections = [part["titolo"] for part in read_yaml(ROOT / "data/relazioni/2022.yml")["sezioni"]]
    assert [text(node) for node in site.pages[REPORT].css(".pa-testo > h2")] == sections
    assert len(sections) == 3


def test_every_topic_of_the_year_is_told_once_in_the_order_of_its_lists(site: Built) -> None:
    titles = {page_of(topic): head(topic)["titolo"] for topic in MINE}
    lists = ["contesto/2022/", *(f"missioni/{code}/2022/" for code in MISSIONI)]
    wanted = [titles[page] for address in lists for page in listed(site, address)]
    assert sorted(wanted) == sorted(titles.values())
    headings = [text(node) for node in site.pages[REPORT].css("h3, h4, h5")]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_every_missione_is_a_chapter_with_what_it_cost(site: Built) -> None:
    chapters = [text(node) for node in site.pages[REPORT].css(".pa-testo > h3")]
    assert [chapter[9:12] for chapter in chapters if chapter.startswith("Missione ")] == [*MISSIONI]
    told = text(site.pages[REPORT].css_first("main"))
    for code in MISSIONI:
        address = f"missioni/{code}/2022/"
        cost = text(site.pages[address].css_first(".pa-testo > h1 + p")).partition(", cioè")[0]
        assert cost in told


@pytest.fixture(scope="module")
def told(site: Built) -> str:
    """What is read on the page of the report."""
    return text(site.pages[REPORT].css_first(".pa-testo"))


@pytest.mark.parametrize("topic", MINE, ids=lambda topic: topic.stem)
def test_the_words_of_a_topic_stand_in_the_report_unchanged(
    site: Built, told: str, topic: Path
) -> None:
    page = site.pages[page_of(topic)]
    pieces = page.css(".pa-testo > p, .pa-testo > ul > li, .pa-testo > ol > li, .pa-testo > h2")
    own = [piece for piece in pieces if not piece.css_matches(OF_THE_PAGE)]
    assert len(own) > 1
    assert [text(piece) for piece in own if text(piece) not in told] == []


@pytest.mark.parametrize("topic", MINE, ids=lambda topic: topic.stem)
def test_the_charts_and_numbers_of_a_topic_stand_in_the_report(site: Built, topic: Path) -> None:
    page = site.pages[page_of(topic)]
    ids = {attribute(node, "id") for node in page.css("figure.pa-grafico, tr[id], td[id]")}
    assert ids - site.ids[REPORT] == set()


def test_the_report_draws_no_chart_twice(site: Built) -> None:
    charts = [attribute(node, "id") for node in site.pages[REPORT].css("figure.pa-grafico")]
    assert len(charts) == len(set(charts)) > 10


def test_the_list_of_contents_leads_to_every_chapter(site: Built) -> None:
    page = site.pages[REPORT]
    links = page.css("nav.pa-indice a")
    led = [site.target(here(REPORT, attribute(link, "href"))) for link in links]
    chapters = page.css(".pa-testo > h2, .pa-testo > h3, .pa-testo > h4, .pa-testo > h5")
    wanted = [(REPORT, attribute(node, "id")) for node in chapters if attribute(node, "id")]
    assert led == wanted
    titles = {head(topic)["titolo"] for topic in MINE}
    assert titles <= {text(link) for link in links}
