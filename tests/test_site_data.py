"""Everything in data/ is published: every fact, call and point, and for each gap its reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.built import ROOT, TOPICS, Built, page_of, read_yaml, text
from tests.italian import figures, long_date, value

ISO = re.compile(r"\d{4}-\d\d-\d\d")
FACTS = sorted((ROOT / "data/fatti/2022").glob("*.yml"))
BANDI = read_yaml(ROOT / "data/bandi/2022.yml")["bandi"]
QUANTITIES = ("stanziato", "stanziato_altri", "domande", "ammissibili", "ammesse", "concesso")
SERIES = [read_yaml(path) for path in sorted((ROOT / "data/serie").glob("*.yml"))]


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_fact_stands_on_the_page_of_its_topic(site: Built, path: Path) -> None:
    facts = read_yaml(path)
    (address,) = [page_of(topic) for topic in TOPICS if topic.stem == facts["tema"]]
    for fact in facts["dati"]:
        row = site.element(f"http://sito.test/{address}#fatti.2022.{path.stem}.{fact['id']}")
        assert text(row.css_first("th")) == fact["etichetta"]
        shown = text(row.css_first("td"))
        if "manca" in fact:
            assert shown == fact["manca"]
        elif ISO.fullmatch(fact["valore"]):
            assert shown == long_date(fact["valore"])
        else:
            assert figures(shown) == [value(fact["valore"])], fact["id"]
            assert shown.startswith(fact.get("qualificatore", shown)), fact["id"]


@pytest.mark.parametrize("bando", BANDI, ids=lambda bando: str(bando["id"]))
def test_every_call_stands_on_the_page_of_the_calls(site: Built, bando: dict[str, Any]) -> None:
    page = f"http://sito.test/bandi/2022/#bandi.2022.{bando['id']}"
    row = site.element(page)
    assert text(row.css_first("th")) == bando["nome"]
    for funder in bando.get("finanziano", ()):
        assert funder in text(row.css_first("td"))
    for quantity in QUANTITIES:
        if quantity in bando:
            shown = text(site.element(f"{page}.{quantity}"))
            if "manca" in bando[quantity]:
                assert shown == bando[quantity]["manca"], quantity
            else:
                assert figures(shown) == [value(bando[quantity]["valore"])], quantity


@pytest.mark.parametrize("bando", BANDI, ids=lambda bando: str(bando["id"]))
def test_what_is_noted_of_a_call_is_published(site: Built, bando: dict[str, Any]) -> None:
    page = text(site.pages["bandi/2022/"].css_first("main"))
    assert bando.get("nota", "") in page


@pytest.mark.parametrize("series", SERIES, ids=lambda series: str(series["id"]))
def test_every_point_of_a_series_stands_on_the_page_of_its_missione(
    site: Built, series: dict[str, Any]
) -> None:
    page = f"http://sito.test/missioni/{series['missione']}/2022/#serie.{series['id']}"
    for point in series["punti"]:
        shown = text(site.element(f"{page}.{point['anno']}"))
        if "manca" in point:
            assert shown == point["manca"]
        else:
            assert figures(shown) == [value(point["valore"])]


def test_no_empty_cell_prints_a_figure(site: Built) -> None:
    """What is missing shows its reason, never zero."""
    reasons = {text(node) for page in site.pages.values() for node in page.css(".pa-vuota")}
    assert "non stampato nella fonte" in reasons
    assert [reason for reason in reasons if re.search(r"\d", reason)] == []
