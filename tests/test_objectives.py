"""The tree of objectives of 2019: levels, links, and trees that are not whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.archive import Archivio
from macros.objectives import ROOT, Tree, tree
from macros.schema_results import Objective
from tests.real import archive


def grown() -> Tree:
    return tree(archive(), 2019)


def ids(nodes: Sequence[Objective]) -> list[str]:
    return [node.id for node in nodes]


def with_links(links: Mapping[str, str | None]) -> Archivio:
    """Return the archive with other nodes above some of the tree."""
    file = archive().objectives[2019]
    nodes = tuple(
        node.model_copy(update={"above": links[node.id]}) if node.id in links else node
        for node in file.objectives
    )
    return replace(archive(), objectives={2019: file.model_copy(update={"objectives": nodes})})


def test_the_levels_of_2019() -> None:
    """The 25 boxes of obiettivi operativi are 24 obiettivi: one is printed in two boxes."""
    nodes = grown().nodes.values()
    assert Counter(node.level for node in nodes) == {
        "area strategica": 4,
        "obiettivo strategico": 7,
        "obiettivo operativo": 24,
    }
    boxes = [box for node in nodes if node.level == "obiettivo operativo" for box in node.boxes]
    assert len(boxes) == 25


def test_areas_stand_at_the_root_in_the_order_of_the_document() -> None:
    assert ids(grown().below[ROOT]) == ["area-011", "area-012", "area-016", "area-032"]
    assert [area.missione for area in grown().below[ROOT]] == ["011", "012", "016", "032"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("area-011", ["innovazione", "competitivita-del-territorio", "capitale-umano"]),
        ("area-012", ["tempi-rapidi-e-trasparenza"]),
        ("area-016", ["internazionalizzazione"]),
        ("area-032", ["indirizzo-politico", "servizi-generali"]),
        (
            "internazionalizzazione",
            ["iniziative-con-la-regione", "fiere", "servizi-internazionali"],
        ),
        ("fiere", []),
    ],
)
def test_what_stands_below(above: str, below: list[str]) -> None:
    assert ids(grown().below.get(above, ())) == below


def test_two_codes_that_look_alike_are_two_objectives() -> None:
    """Printed at lines 700 and 731."""
    codes = {node.printed_code: node.id for node in grown().nodes.values() if node.printed_code}
    assert codes["2019_01_02_4"] == "imprese-e-filiere"
    assert codes["2019_01_02_04"] == "conoscenza-dell-economia"


def test_a_code_that_is_not_printed_is_not_made_up() -> None:
    node = grown().nodes["innovazione"]
    assert node.printed_code is None
    assert node.code is not None
    assert node.code.value == "2019_01_01"


def test_indicators_in_the_order_of_the_tree() -> None:
    """Two areas have none of their own; the outcome of area 011 comes before its objectives."""
    assert [indicator.id for indicator in grown().indicators()] == [
        "qualita-interventi-promozionali",
        "progetto-punto-impresa-digitale",
        "eccellenze-in-digitale",
        "cremona-food-lab",
        "turismo-e-attrattivita",
        "masterclass",
        "festa-del-torrone",
        "patrimonio-culturale",
        "tempo-indagini-congiunturali",
        "rapporti-economici",
        "incontri-suap",
        "e-government",
        "alternanza-scuola-lavoro",
        "qualita-percorsi-formativi",
        "orientamento-al-lavoro",
        "pratiche-entro-5-giorni",
        "qualita-arbitrato-e-conciliazione",
        "tempi-protesti",
        "soddisfazione-servizi-internazionali",
        "imprese-internazionalizzazione",
        "sostegno-all-export",
        "riforma-camerale",
        "assistenza-agli-organi",
        "anticorruzione-e-trasparenza",
        "costi-postali",
        "costi-consulenze",
    ]


def test_every_indicator_of_the_year_is_in_the_tree_once() -> None:
    found = [(2019, indicator.id) for indicator in grown().indicators()]
    assert sorted(found) == sorted(archive().indicators)


@pytest.mark.parametrize(
    ("missione", "number"), [("011", 15), ("012", 3), ("016", 3), ("032", 5), ("999", 0)]
)
def test_indicators_of_a_missione(missione: str, number: int) -> None:
    found = grown().indicators(missione)
    assert len(found) == number
    assert {grown().missione_of(each.objective) for each in found} <= {missione}


def test_kinds_of_indicators_are_those_printed() -> None:
    assert Counter(each.kind for each in grown().indicators()) == {
        "OUTCOME": 1,
        "STRATEGICO": 9,
        "OPERATIVO": 12,
        "EFFICACIA": 4,
    }


def test_the_path_goes_from_the_area_down() -> None:
    assert ids(grown().path("registro-imprese")) == [
        "area-012",
        "tempi-rapidi-e-trasparenza",
        "registro-imprese",
    ]
    assert ids(grown().path("area-012")) == ["area-012"]
    assert grown().path("non-esiste") == []


def test_an_area_is_its_own_area() -> None:
    area = grown().area_of("area-016")
    assert area is not None
    assert area.id == "area-016"


def test_a_year_without_objectives_has_an_empty_tree() -> None:
    empty = tree(archive(), 2018)
    assert (empty.year, empty.nodes, empty.indicators(), empty.path("x")) == (2018, {}, [], [])
    assert empty.area_of("x") is None
    assert empty.missione_of("x") == ""


def test_indicators_of_another_year_stay_out() -> None:
    real = archive()
    other = real.indicators[2019, "tempi-protesti"].model_copy(update={"year": 2018})
    changed = replace(real, indicators={**real.indicators, (2018, other.id): other})
    assert [each.year for each in tree(changed, 2019).indicators()] == [2019] * 26


@pytest.mark.parametrize("above", ["non-esiste", "registro-imprese"])
def test_a_broken_link_leads_to_no_missione(above: str) -> None:
    """Also one that leads back to the node itself: whoever looks for the area still comes back."""
    broken = tree(with_links({"registro-imprese": above}), 2019)
    assert broken.area_of("registro-imprese") is None
    assert broken.missione_of("registro-imprese") == ""


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(archive().objectives[2019].objectives, key=lambda n: n.id)).map(
            lambda node: node.id
        ),
        st.sampled_from(
            [None, "non-esiste", *(n.id for n in archive().objectives[2019].objectives)]
        ),
    )
)
def test_any_links_at_all_are_followed_to_an_end(links: Mapping[str, str | None]) -> None:
    found = tree(with_links(links), 2019)
    for name in found.nodes:
        path = ids(found.path(name))
        assert path[-1] == name
        area = found.area_of(name)
        if area is not None:
            assert area.id == path[0]
            assert len(set(path)) == len(path)
    listed = [each.id for each in found.indicators()]
    assert len(set(listed)) == len(listed)
