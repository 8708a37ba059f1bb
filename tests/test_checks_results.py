"""Objectives, indicatori, notes, tables, timelines and reports, put together: what is refused.

The messages word for word are in `tests/casi/`; here is what may stand, and what tells whom.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from macros.load import load
from macros.messages import Problem
from tests.casi.cases import invented, spoil

TREE = "data/obiettivi/2031.yml"
QUICK = "data/indicatori/2031/riparazioni.yml"
GROWTH = "data/indicatori/2031/crescita.yml"
FULL = "data/indicatori/2031/sala-piena.yml"
PARTY = "data/indicatori/2031/festa-del-vetro.yml"
GRID = "data/tavole/2031/imprese-del-vetro.yml"
TIMELINE = "data/cronologie/scuola.yml"
REPORT = "data/relazioni/2031.yml"
NOTE = "content/2031/risultati/riparazioni.md"
FORMULA = 'v("serie.visitatori.2031") / v("serie.visitatori.2030") * 100'
Edit = tuple[str, str, str]
Spoiled = Callable[..., list[Problem]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return invented(tmp_path / "progetto")


@pytest.fixture
def spoiled(root: Path) -> Spoiled:
    """Return what is wrong with the invented project after some changes (file, old, new)."""
    return partial(spoil, root)


def places(problems: list[Problem]) -> list[tuple[str, str, int, int, int]]:
    """Return (code, file, line, column, width) of each problem."""
    found = [(problem.code, problem.place) for problem in problems]
    return [(code, place.file, place.line, place.column, place.width) for code, place in found]


# ---- What may stand ----


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([], id="the project as it is"),
        pytest.param(
            [(TREE, "sopra: strade-illuminate", "sopra: area-luce")], id="operativo under an area"
        ),
        pytest.param(
            [(QUICK, "obiettivo: luce-di-notte", "obiettivo: area-luce")], id="measure of an area"
        ),
        pytest.param(
            [
                (TREE, "        codice: A.b.c\n", ""),
                (TREE, "        codice: D\n", "        codice: A.b\n"),
            ],
            id="codes that lack or are the same",
        ),
        pytest.param(
            [(QUICK, "tipo: OPERATIVO", "serie:\n  - visitatori\ntipo: OPERATIVO")],
            id="a series in another unit",
        ),
        pytest.param(
            [(GROWTH, FORMULA, 'v("fatti.2031.sala-piena.sera") - (-v("serie.visitatori.2031"))')],
            id="a formula that gives another result",
        ),
        pytest.param([(FULL, "più alto è meglio", "più basso è meglio")], id="fra knows no side"),
        pytest.param(
            [(QUICK, 'confronto: "<="', 'confronto: "="')], id="exactly, whatever is better"
        ),
        pytest.param(
            [(FULL, "      valore: 98\n", "      valore: 90\n")], id="a range of one value"
        ),
        pytest.param(
            [
                (
                    PARTY,
                    "attesi:\n",
                    "attesi:\n  - anno: 2030\n    criterio: Pensare la festa\n    riga: 12\n",
                )
            ],
            id="targets of two years",
        ),
        pytest.param(
            [
                (
                    PARTY,
                    "    riga: 12\nraggiunto_manca",
                    "    riga: 12\n  - anno: 2031\n    criterio: Farla in piazza o al chiuso\n"
                    "    riga: 12\n    dal: 30/06/2031\nraggiunto_manca",
                )
            ],
            id="a revision",
        ),
        pytest.param([(GRID, "tema: botteghe", "tema: luce-di-notte")], id="tema: an objective"),
        pytest.param([(GRID, "tema: botteghe", "tema: riparazioni")], id="tema: an indicatore"),
    ],
)
def test_what_real_documents_hold_may_stand(spoiled: Spoiled, edits: list[Edit]) -> None:
    assert spoiled(*edits) == []


def test_a_note_may_tell_of_an_objective(root: Path) -> None:
    (root / NOTE).rename((root / NOTE).with_name("luce-di-notte.md"))
    assert load(root)[1] == []


# ---- The tree ----


def test_every_wrong_node_of_a_tree_is_told(spoiled: Spoiled) -> None:
    problems = spoiled(
        (TREE, "sopra: area-luce", "sopra: area-vetri"),
        (TREE, "sopra: strade-illuminate", "sopra: imparare"),
        (TREE, 'missione: "901"', 'missione: "9O1"'),
    )
    assert places(problems) == [
        ("D303", TREE, 9, 15, 5),
        ("D310", TREE, 16, 12, 10),
        ("D310", TREE, 24, 12, 8),
    ]
    assert problems[1].cure == "forse intendevi «area-vetro» oppure «area-luce»"


def test_what_may_stand_above_is_told_where_nothing_is_near(spoiled: Spoiled) -> None:
    (found,) = spoiled((TREE, "sopra: area-luce", "sopra: x"))
    assert found.cure == "i nodi di sopra sono: area-luce, area-vetro"


def test_a_tree_without_areas_says_that_there_are_none(root: Path) -> None:
    text = (
        "schema: 1\nanno: 2030\nfonte: risultati-2031\nobiettivi:\n  - id: luce\n"
        "    livello: obiettivo strategico\n    sopra: area-luce\n    titolo: Luce\n"
        "    riquadri:\n      - riga: 5\n"
    )
    (root / "data/obiettivi/2030.yml").write_text(text, encoding="utf-8")
    (found,) = load(root)[1]
    assert (found.code, found.cure) == ("D310", "i nodi di sopra non ci sono ancora")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("lampioni", "content/2031/901/lampioni.md"),
        ("botteghe", "content/2031/contesto/botteghe.md"),
        ("sala-piena", "data/indicatori/2031/sala-piena.yml"),
    ],
)
def test_the_page_that_has_the_name_already_is_told(
    spoiled: Spoiled, name: str, other: str
) -> None:
    problems = spoiled(
        (TREE, "id: luce-di-notte", f"id: {name}"),
        (QUICK, "obiettivo: luce-di-notte", f"obiettivo: {name}"),
    )
    assert places(problems) == [("D311", TREE, 22, 9, len(name))]
    assert problems[0].why.startswith(f"è in {other};")


# ---- Indicatori ----


def test_every_mistake_of_an_indicatore_is_told_where_it_stands(spoiled: Spoiled) -> None:
    problems = spoiled(
        (GROWTH, "obiettivo: imparare-il-vetro", "obiettivo: imparare-vetro"),
        (GROWTH, "  - visitatori", "  - visitatrici"),
        (GROWTH, '"serie.visitatori.2030"', '"serie.visitatori.2020"'),
        (GROWTH, 'confronto: ">="', 'confronto: "<"'),
    )
    assert places(problems) == [
        ("D312", GROWTH, 9, 12, 14),
        ("D314", GROWTH, 13, 10, 61),
        ("D237", GROWTH, 16, 16, 3),
        ("D313", GROWTH, 29, 5, 11),
    ]


def test_every_unknown_address_of_a_formula_is_told(spoiled: Spoiled) -> None:
    problems = spoiled(
        (GROWTH, FORMULA, 'v("serie.a.2031") / v("serie.b.2030") * v("serie.a.2031")')
    )
    assert [found.what for found in problems] == [
        "l'indirizzo «serie.a.2031» non esiste",
        "l'indirizzo «serie.b.2030» non esiste",
    ]


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("101.08", "non usa nessun numero della fonte."),
        (
            'v("indicatori.2031.crescita.raggiunto") + v("serie.visitatori.2031") * 0',
            "parte dal risultato stesso, e direbbe sempre di sì.",
        ),
        (
            'v("fatti.2031.scuola-di-vetro.apertura") - v("serie.visitatori.2031")',
            "«fatti.2031.scuola-di-vetro.apertura» è una data.",
        ),
        ('v("indicatori.2031.crescita.atteso") * 1.0108', ""),
    ],
)
def test_a_formula_starts_from_numbers_of_the_source(
    spoiled: Spoiled, formula: str, reason: str
) -> None:
    problems = spoiled((GROWTH, FORMULA, formula))
    assert [(found.code, found.why) for found in problems] == [("D244", reason)] * bool(reason)


@pytest.mark.parametrize(
    ("comparator", "direction", "right"),
    [
        (">=", "più alto è meglio", True),
        (">", "più alto è meglio", True),
        ("<=", "più alto è meglio", False),
        ("<", "più alto è meglio", False),
        ("=", "più alto è meglio", True),
        (">=", "più basso è meglio", False),
        (">", "più basso è meglio", False),
        ("<=", "più basso è meglio", True),
        ("<", "più basso è meglio", True),
        ("=", "più basso è meglio", True),
    ],
)
def test_a_comparison_goes_the_way_that_is_better(
    spoiled: Spoiled, comparator: str, direction: str, right: bool
) -> None:
    problems = spoiled(
        (GROWTH, 'confronto: ">="', f'confronto: "{comparator}"'),
        (GROWTH, "più alto è meglio", direction),
    )
    assert [found.code for found in problems] == ([] if right else ["D237"])


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("", "    dal: 2031-06-30\n", True),
        ("    dal: 2031-01-31\n", "    dal: 2031-06-30\n", True),
        ("", "", False),
        ("    dal: 2031-01-31\n", "", False),
        ("    dal: 2031-06-30\n", "    dal: 2031-06-30\n", False),
        ("    dal: 2031-06-30\n", "    dal: 2031-01-31\n", False),
    ],
)
def test_a_second_target_of_a_year_says_since_when(
    spoiled: Spoiled, first: str, second: str, right: bool
) -> None:
    old = "  - anno: 2031\n    criterio: Fare la festa in piazza\n    riga: 12\n"
    problems = spoiled((PARTY, old, f"{old}{first}{old}{second}"))
    assert places(problems) == ([] if right else [("D236", PARTY, 16 if first else 15, 11, 4)])


def test_a_range_with_a_missing_end_is_not_upside_down(spoiled: Spoiled) -> None:
    end = "      valore: 98\n      riga: 11\n"
    assert spoiled((FULL, end, "      manca: in verifica\n")) == []


def test_a_criterion_and_a_result_in_words_say_their_line(spoiled: Spoiled) -> None:
    problems = spoiled(
        (
            PARTY,
            "    criterio: Fare la festa in piazza\n    riga: 12\n",
            "    criterio: Fare festa\n",
        ),
        (PARTY, "raggiunto_manca: La festa si fa a Capodanno.", "raggiunto:\n  testo: Fatta"),
    )
    assert places(problems) == [("D211", PARTY, 13, 15, 10), ("D211", PARTY, 15, 10, 5)]


def test_an_unknown_unit_of_an_indicatore_is_one_mistake(spoiled: Spoiled) -> None:
    problems = spoiled((FULL, "unita: percento", "unita: percentuale"))
    assert places(problems) == [("D301", FULL, 10, 8, 11)]


def test_an_unknown_source_of_an_indicatore_is_one_mistake(spoiled: Spoiled) -> None:
    problems = spoiled((FULL, "fonte: risultati-2031", "fonte: risultati-2030"))
    assert places(problems) == [("F101", FULL, 4, 8, 14)]


# ---- One cause, one message ----


@pytest.mark.parametrize("file", [TREE, QUICK, GROWTH, FULL, PARTY, GRID, TIMELINE, REPORT, NOTE])
def test_a_file_that_cannot_be_read_makes_no_false_error(root: Path, file: str) -> None:
    path = root / file
    path.write_text(path.read_text("utf-8").replace("fonte:", "fonte:\t", 1), encoding="utf-8")
    assert [(found.code, found.place.file) for found in load(root)[1]] == [("Y103", file)]


def test_a_misspelled_objective_is_told_though_another_indicatore_cannot_be_read(
    spoiled: Spoiled,
) -> None:
    problems = spoiled(
        (QUICK, "fonte:", "fonte:\t"),
        (GROWTH, "obiettivo: imparare-il-vetro", "obiettivo: imparare-vetro"),
    )
    assert {found.code for found in problems} == {"Y103", "D312"}


def test_a_misnamed_note_is_told_though_an_indicatore_cannot_be_read(
    root: Path, spoiled: Spoiled
) -> None:
    (root / NOTE).rename((root / NOTE).with_name("riparazione.md"))
    assert {found.code for found in spoiled((FULL, "fonte:", "fonte:\t"))} == {"Y103", "P107"}


# ---- Timelines ----


def timeline(*days: str) -> str:
    events = "".join(f"  - quando: {day}\n    che_cosa: Un fatto.\n    riga: 18\n" for day in days)
    return f"schema: 1\nid: scuola\ntitolo: La scuola\nfonte: risultati-2031\neventi:\n{events}"


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        (["2029", "2030-06", "2031-05-04"], {}),
        (["2031-05-04", "2031-05-04"], {}),
        (["2031-05-04", "04/05/2031", "2031-05-05"], {}),
        (["2031-05-04", "2031-05", "2031-06-01"], {}),
        (["2031-05", "2031-05-04", "2031"], {}),
        (["2031-05-04", "2031-04"], {1: "2031-05-04"}),
        (["2031", "2030-12-31"], {1: "2031"}),
        (["2029", "2031", "2030", "2032"], {2: "2031"}),
        (["2029", "2030", "2031", "2028"], {3: "2029"}),
        (["2030", "2029", "2028"], {1: "2030", 2: "2030"}),
        (["1861-03-17", "1786"], {1: "1861-03-17"}),
    ],
)
def test_events_stand_in_order_of_time_as_far_as_it_is_known(
    root: Path, days: list[str], wrong: dict[int, str]
) -> None:
    (root / TIMELINE).write_text(timeline(*days), encoding="utf-8")
    problems = load(root)[1]
    assert [(found.code, found.place.line, found.cure) for found in problems] == [
        ("D315", 6 + 3 * at, f"correggi la data, oppure sposta la voce sopra quella del {later}")
        for at, later in wrong.items()
    ]


@pytest.mark.parametrize("day", ["2031-00", "2031-13", "31-12", "2031-02-30", "٢٠٣١", "2031-5"])
def test_a_day_that_is_none_is_told_once(root: Path, day: str) -> None:
    (root / TIMELINE).write_text(timeline(day), encoding="utf-8")
    (found,) = load(root)[1]
    assert (found.code, found.place.line, found.place.column) == ("D238", 6, 13)


def test_an_unknown_source_of_a_timeline_is_told_once_and_of_an_event_where_it_is_named(
    spoiled: Spoiled,
) -> None:
    problems = spoiled(
        (TIMELINE, "fonte: risultati-2031", "fonte: risultati"),
        (TIMELINE, "fonte: rendiconto-2031", "fonte: rendiconto"),
    )
    assert places(problems) == [("F101", TIMELINE, 4, 8, 9), ("F101", TIMELINE, 15, 12, 10)]


# ---- Tables and reports ----


def test_a_table_of_an_unknown_source_is_told_though_it_holds_no_number(root: Path) -> None:
    text = (
        "schema: 1\nid: vuota\nanno: 2031\ntema: botteghe\ntitolo: Vuota\nfonte: risultato-2031\n"
        "colonne:\n  - id: a\n    titolo: A\n    unita: imprese\n"
        "righe:\n  - id: b\n    titolo: B\n    celle:\n      - colonna: a\n"
        "        manca: non stampato nella fonte\n"
    )
    (root / "data/tavole/2031/vuota.yml").write_text(text, encoding="utf-8")
    assert places(load(root)[1]) == [("F101", "data/tavole/2031/vuota.yml", 6, 8, 14)]


def report(year: int, holds: str, gap: str = "") -> str:
    head = f"schema: 1\nanno: {year}\nfonte: rendiconto-2031\ntitolo: Relazione\nnorma: delibera\n"
    part = f"sezioni:\n  - titolo: Parte\n    contiene: {holds}\n    che_cosa_dice: Dice.\n"
    return head + part + gap


@pytest.mark.parametrize("holds", ["contesto", "missioni", "risultati"])
@pytest.mark.parametrize(
    ("year", "gap", "found"),
    [
        (2031, "", []),
        (2031, "    manca: Non c’è.\n", [("D320", 10, 12)]),
        (2030, "", [("D316", 7, 13)]),
        (2030, "    manca: Non c’è.\n", []),
    ],
)
def test_a_section_says_why_it_is_empty_and_only_then(
    root: Path, holds: str, year: int, gap: str, found: list[tuple[str, int, int]]
) -> None:
    (root / f"data/relazioni/{year}.yml").write_text(report(year, holds, gap), encoding="utf-8")
    problems = load(root)[1]
    assert [(each.code, each.place.line, each.place.column) for each in problems] == found
