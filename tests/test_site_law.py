"""«Amministrazione trasparente» in the built site, as a national crawler and a reader find it."""

from __future__ import annotations

import csv
from functools import cache

import pytest
from selectolax.lexbor import LexborNode

from tests.built import ROOT, Built, attribute, here, law_pages, read_yaml, text

LAW = "amministrazione-trasparente/"
NAMES = ROOT / "tests/casi/nomi-cercati.csv"
ROOT_NODE = "amministrazione-trasparente"


@cache
def sought() -> tuple[tuple[str, str, str], ...]:
    """Return (node, node above, name) of what the crawler looks for."""
    rows = [line for line in NAMES.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple((row["nodo"], row["padre"], row["nome"]) for row in csv.DictReader(rows))


def said(link: LexborNode) -> set[str]:
    """Return the names a link gives: its text, its title."""
    return {text(link).casefold(), (link.attributes.get("title") or "").casefold()}


def page_of_node(node: str) -> str:
    """Return the page of one of the crawler's nodes that have nodes below."""
    if node == ROOT_NODE:
        return LAW
    (found,) = [page for page in law_pages() if page.rstrip("/").rpartition("/")[2] == node]
    return found


def test_the_crawler_looks_for_as_many_nodes_as_its_rules_have() -> None:
    assert len(sought()) == 126


@pytest.mark.parametrize(
    ("node", "above", "name"), [row for row in sought() if row[1]], ids=lambda text: text[:40]
)
def test_the_crawler_finds_each_name_in_a_link_of_the_page_above(
    site: Built, node: str, above: str, name: str
) -> None:
    address = page_of_node(above)
    links = [a for a in site.pages[address].css("main a[href]") if name.casefold() in said(a)]
    assert links != [], f"{node}: manca il collegamento «{name}» in {address}"
    page, fragment = site.target(here(address, attribute(links[0], "href")))
    assert page in law_pages()
    assert fragment == "" or fragment in site.ids[page]


def test_every_page_leads_to_the_section_by_its_official_name(site: Built) -> None:
    (_, _, name), *_ = sought()
    for address, page in site.shelled.items():
        links = [a for a in page.css("footer a") if name.casefold() in said(a)]
        targets = [site.target(here(address, attribute(link, "href")))[0] for link in links]
        assert targets == [LAW], address


def test_every_official_title_is_the_text_of_a_link_in_the_page_above_in_order(site: Built) -> None:
    folder = ROOT / "site_config/amministrazione-trasparente"
    sections = [
        read_yaml(folder / f"{name}.yml")
        for name in read_yaml(folder.with_suffix(".yml"))["sezioni"]
    ]
    listed = [text(link) for link in site.pages[LAW].css(".pa-temi a")]
    assert listed == [section["titolo"] for section in sections]
    for section in sections:
        links = site.pages[f"{LAW}{section['id']}/"].css(".pa-temi a")
        titles = [node["titolo"] for node in section.get("sottosezioni", [])]
        assert [text(link) for link in links] == titles


@pytest.mark.parametrize("address", law_pages()[1:])
def test_a_page_has_content_a_link_or_a_dated_reason(site: Built, address: str) -> None:
    main = site.pages[address].css_first("main")
    assert main is not None
    links = main.css(".pa-temi a, #che-cosa-trovi-qui + ul a")
    reasons = [
        text(node.parent) for node in main.css("p > time") if "Detto il" in text(node.parent)
    ]
    assert links or any(len(reason) > 40 for reason in reasons)


@pytest.mark.parametrize(
    ("node", "target"),
    [
        ("performance/relazione-performance", "relazioni/2022/"),
        ("performance/relazione-performance", "risultati/2019/"),
        ("bilanci/bilancio-preventivo-consuntivo", "missioni/"),
        ("sovvenzioni-contributi-sussidi-vantaggi-economici/atti-concessione", "bandi/2022/"),
        ("enti-controllati/societa-partecipate", "missioni/011/2022/societa-partecipate/"),
        ("personale/dotazione-organica", "contesto/2022/struttura-e-personale/"),
        ("servizi-erogati/servizi-rete", "missioni/011/2022/servizi-online/"),
    ],
)
def test_what_the_site_has_appears_in_its_statutory_place_by_link(
    site: Built, node: str, target: str
) -> None:
    address = f"{LAW}{node}/"
    links = site.pages[address].css("#che-cosa-trovi-qui + ul a")
    assert target in [site.target(here(address, attribute(a, "href")))[0] for a in links]


def test_the_way_back_goes_through_the_sezione(site: Built) -> None:
    address = f"{LAW}bilanci/bilancio-preventivo-consuntivo/"
    links = site.pages[address].css("nav[aria-label='Percorso'] a, .pa-briciole a")
    steps = dict.fromkeys(site.target(here(address, attribute(a, "href")))[0] for a in links)
    assert list(steps) == ["", LAW, f"{LAW}bilanci/"]
