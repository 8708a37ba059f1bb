"""What may be written of objectives, indicatori, statistical tables, timelines and reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros.messages import Problem
from macros.schema_base import Model, known_keys, validate
from macros.schema_context import GridFile, ReportFile, TimelineFile
from macros.schema_results import IndicatorFile, ObjectivesFile
from macros.schema_words import NoteHead
from macros.topics import read_words
from macros.yaml_reader import parse_yaml
from tests.casi.cases import INVENTED

NAME = "data/prova.yml"


def text_of(file: str) -> str:
    return (INVENTED / file).read_text("utf-8")


TREE = text_of("data/obiettivi/2031.yml")
QUICK = text_of("data/indicatori/2031/riparazioni.yml")
GROWTH = text_of("data/indicatori/2031/crescita.yml")
FULL = text_of("data/indicatori/2031/sala-piena.yml")
PARTY = text_of("data/indicatori/2031/festa-del-vetro.yml")
GRID = text_of("data/tavole/2031/imprese-del-vetro.yml")
TIMELINE = text_of("data/cronologie/scuola.yml")
REPORT = text_of("data/relazioni/2031.yml")


def typed(model: type[Model], text: str) -> tuple[Model | None, list[Problem]]:
    reading = parse_yaml(text, NAME)
    assert reading.tree is not None, reading.problems
    return validate(model, reading.tree)


def read(model: type[Model], text: str, *edits: tuple[str, str]) -> Model:
    """Return what a text without mistakes says, after some changes."""
    made, problems = typed(model, changed(text, *edits))
    assert problems == []
    assert made is not None
    return made


def told(model: type[Model], text: str, *edits: tuple[str, str]) -> list[tuple[str, int, int]]:
    """Return (code, line, column) of the problems of a text, after some changes."""
    made, problems = typed(model, changed(text, *edits))
    assert made is None
    return [(found.code, found.place.line, found.place.column) for found in problems]


def changed(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# ---- The tree ----


def test_a_node_holds_what_its_boxes_print() -> None:
    area, strategic, operative, *_ = read(ObjectivesFile, TREE).objectives
    assert (area.level, area.missione, area.above, area.person) == (
        "area strategica",
        "901",
        None,
        "Assessora alla Luce",
    )
    assert (strategic.above, strategic.printed_code, strategic.line) == ("area-luce", "A.b", 5)
    assert operative.above_inferred == "Il codice comincia con quello dell’obiettivo strategico."


def test_a_code_is_that_of_the_first_box_that_prints_one() -> None:
    boxes = "      - riga: 9\n        nota: Il codice non è stampato.\n"
    more = "      - riga: 12\n        codice: D.e\n      - riga: 13\n        codice: D.f\n"
    node = read(ObjectivesFile, TREE, (boxes, boxes + more)).objectives[-1]
    assert (node.printed_code, node.line) == ("D.e", 9)
    assert read(ObjectivesFile, TREE).objectives[-1].printed_code is None


def test_codes_may_be_the_same_and_keep_their_zeros() -> None:
    edits = (("codice: A.b.c", 'codice: "2019_01_02_04"'), ("codice: D\n", 'codice: "011"\n'))
    nodes = read(ObjectivesFile, TREE, *edits, ("codice: A.b\n", 'codice: "011"\n')).objectives
    assert [node.printed_code for node in nodes] == ["A", "011", "2019_01_02_04", "011", None]


def test_a_node_may_have_no_printed_name_and_an_inferred_code() -> None:
    edits = (
        ("    nome: Imparare il vetro\n", ""),
        (
            "        nota: Il codice non è stampato.\n",
            "    codice_dedotto:\n      valore: D.e\n      motivo: Lo stampa la riga 12.\n",
        ),
    )
    node = read(ObjectivesFile, TREE, *edits).objectives[-1]
    assert (node.name, node.code and node.code.value) == (None, "D.e")


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (('    missione: "901"\n', ""), ("D220", 6, 14)),
        (("    sopra: area-vetro\n", '    missione: "902"\n'), ("D220", 43, 15)),
        (("    sopra: area-vetro\n", ""), ("D221", 42, 14)),
        (
            ('    missione: "902"\n', '    missione: "902"\n    sopra: area-luce\n'),
            ("D221", 37, 12),
        ),
        (("id: area-vetro", "id: area-luce"), ("D215", 32, 9)),
        (("livello: obiettivo operativo", "livello: operativo"), ("D203", 23, 14)),
        (("      - riga: 9\n        nota: Il codice non è stampato.\n", ""), ("D204", 46, 14)),
        (("      - riga: 4\n", "      - nota: Nessuna riga.\n"), ("D201", 11, 9)),
    ],
)
def test_a_node_in_no_place_is_told(edit: tuple[str, str], problem: tuple[str, int, int]) -> None:
    assert told(ObjectivesFile, TREE, edit) == [problem]


# ---- Indicatori ----


def test_the_target_that_holds_is_the_last_of_the_year() -> None:
    old = "  - anno: 2031\n    criterio: Fare la festa in piazza\n    riga: 12\n"
    revised = "  - anno: 2031\n    criterio: Farla al chiuso\n    riga: 12\n    dal: 30/06/2031\n"
    later = "  - anno: 2032\n    criterio: Farne due\n    riga: 12\n"
    indicator = read(IndicatorFile, PARTY, (old, old + revised + later))
    assert (indicator.target.criterion, indicator.target.decided) == (
        "Farla al chiuso",
        date(2031, 6, 30),
    )


def test_numbers_stay_text_until_their_unit_is_known() -> None:
    indicator = read(IndicatorFile, QUICK)
    assert indicator.target.value is not None and indicator.result is not None
    assert indicator.result.value is not None
    assert (indicator.target.value.value, indicator.result.value.value) == ("5", "3,5")


def test_a_number_may_answer_a_criterion_in_words_and_words_a_number() -> None:
    number = "raggiunto:\n  valore:\n    valore: 3\n    riga: 12\n"
    edits = (
        ("raggiunto_manca: La festa si fa a Capodanno.\n", number),
        ("direzione: nessuna", "unita: imprese\ndirezione: più alto è meglio"),
    )
    assert read(IndicatorFile, PARTY, *edits).unit == "imprese"
    words = "raggiunto:\n  testo: Presto\n  riga: 7\n"
    old = "raggiunto:\n  valore:\n    valore: 3,5\n    riga: 7\n"
    result = read(IndicatorFile, QUICK, (old, words)).result
    assert (result and result.words, result and result.value) == ("Presto", None)


def test_a_missing_number_says_why_in_its_place() -> None:
    old = "    valore: 3,5\n    riga: 7\n"
    result = read(IndicatorFile, QUICK, (old, "    manca: in verifica\n")).result
    assert result and result.value and result.value.gap == "in verifica"


@pytest.mark.parametrize(
    ("text", "edit", "problem"),
    [
        (PARTY, ("    criterio: Fare la festa in piazza\n", ""), ("D222", 12, 5)),
        (QUICK, ("raggiunto:\n", "raggiunto:\n  testo: Presto\n"), ("D222", 19, 10)),
        (QUICK, ('    confronto: "<="\n', ""), ("D223", 15, 7)),
        (PARTY, ("    criterio", '    confronto: "="\n    criterio'), ("D223", 13, 16)),
        (QUICK, ('"<="', '"="\n    massimo:\n      valore: 9\n      riga: 7'), ("D224", 16, 7)),
        (QUICK, ('"<="', "fra"), ("D224", 14, 16)),
        (QUICK, ('"<="', "al massimo"), ("D239", 14, 16)),
        (QUICK, ('"<="', '"≤"'), ("D239", 14, 16)),
        (PARTY, ("raggiunto_manca: La festa si fa a Capodanno.\n", ""), ("D225", 1, 1)),
        (QUICK, ("raggiunto:", "raggiunto_manca: Boh\nraggiunto:"), ("D225", 18, 18)),
        (PARTY, ("esito_manca: La fonte non dice l’esito.\n", ""), ("D226", 1, 1)),
        (QUICK, ("tipo:", "esito_manca: Boh\ntipo:"), ("D226", 8, 14)),
        (QUICK, ("unita: giorni\n", ""), ("D227", 1, 1)),
        (PARTY, ("direzione:", "unita: giorni\ndirezione:"), ("D227", 10, 8)),
        (QUICK, ("più basso è meglio", "nessuna"), ("D228", 11, 12)),
        (PARTY, ("nessuna", "più alto è meglio"), ("D228", 10, 12)),
        (QUICK, ("  - anno: 2031", "  - anno: 2030"), ("D229", 13, 11)),
        (GROWTH, ("* 100", "* cento"), ("D242", 13, 10)),
        (GROWTH, ("* 100", "*"), ("D240", 13, 10)),
        (QUICK, ("esito: conseguito", "esito: sì"), ("D203", 23, 10)),
        (QUICK, ("esito: conseguito\n  riga: 7", "esito: conseguito"), ("D201", 23, 3)),
        (QUICK, ("più basso è meglio", "giù"), ("D203", 11, 12)),
        (QUICK, ("      valore: 5\n      riga: 7\n", "      valore: 5\n"), ("D211", 16, 7)),
        (
            QUICK,
            ("    valore:\n      valore: 5\n      riga: 7\n", "    valore: 5\n"),
            ("D205", 15, 13),
        ),
    ],
)
def test_an_indicatore_that_does_not_hold_together_is_told_once(
    text: str, edit: tuple[str, str], problem: tuple[str, int, int]
) -> None:
    assert told(IndicatorFile, text, edit) == [problem]


@pytest.mark.parametrize(
    ("words", "sign"),
    [("almeno", ">="), ("al massimo", "<="), ("più di", ">"), ("meno di", "<"), ("circa", ">=")],
)
def test_of_a_comparison_in_words_the_sign_is_suggested(words: str, sign: str) -> None:
    _, (problem,) = typed(IndicatorFile, changed(QUICK, ('"<="', words)))
    assert problem.cure == f'scrivi per esempio  confronto: "{sign}", con le virgolette'


def test_every_comparison_is_accepted() -> None:
    for sign in (">=", "<=", ">", "<", "="):
        indicator = read(IndicatorFile, QUICK, ('"<="', f'"{sign}"'))
        assert indicator.target.comparator == sign
    assert read(IndicatorFile, FULL).target.comparator == "fra"


# ---- Tables ----


def test_a_table_has_a_cell_for_each_column_of_each_row() -> None:
    grid = read(GridFile, GRID)
    cells = [[cell.value or cell.gap for cell in row.cells] for row in grid.rows]
    assert cells == [["12", "60,0"], ["8", "non stampato nella fonte"]]


LAST = "      - colonna: parte\n        manca: non stampato nella fonte\n"


@pytest.mark.parametrize(
    ("edit", "found", "line"),
    [
        ((LAST, ""), "quante", 27),
        ((LAST, LAST + LAST), "quante, parte, parte", 32),
        ((LAST, LAST.replace("parte", "parti")), "quante, parti", 30),
        ((LAST, LAST.replace("parte", "quante")), "quante, quante", 30),
        (("      - colonna: parte\n        valore: 60,0\n        riga: 15\n", ""), "quante", 18),
    ],
)
def test_the_first_cell_out_of_place_is_told(edit: tuple[str, str], found: str, line: int) -> None:
    _, (problem,) = typed(GridFile, changed(GRID, edit))
    assert (problem.code, problem.place.line, problem.place.column) == ("D230", line, 18)
    assert problem.what.endswith(f"ma: {found}")
    assert problem.why.endswith(": quante, parte.")


def test_a_row_without_cells_is_told() -> None:
    cells = GRID[GRID.rindex("      - colonna: quante") :]
    assert told(GridFile, GRID, (cells, "")) == [("D204", 26, 11)]


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (("id: parte", "id: quante"), ("D215", 11, 9)),
        (("id: vetrai", "id: soffiatori"), ("D215", 24, 9)),
    ],
)
def test_rows_and_columns_have_a_name_each(
    edit: tuple[str, str], problem: tuple[str, int, int]
) -> None:
    assert told(GridFile, GRID, edit) == [problem]


# ---- Timelines and reports ----


@pytest.mark.parametrize(
    ("typed_as", "kept"),
    [
        ("2030", "2030"),
        ("2030-06", "2030-06"),
        ("2030-06-30", "2030-06-30"),
        ("30/06/2030", "2030-06-30"),
        ("1/6/2030", "2030-06-01"),
    ],
)
def test_an_event_has_a_day_a_month_or_a_year(typed_as: str, kept: str) -> None:
    events = read(TimelineFile, TIMELINE, ("quando: 2030-06\n", f"quando: {typed_as}\n")).events
    assert events[1].when == kept


@pytest.mark.parametrize("when", ["06/2030", "giugno 2030", "2030-6", "30-06-2030", "202", "ieri"])
def test_what_is_no_time_is_refused(when: str) -> None:
    edit = ("quando: 2030-06\n", f"quando: {when}\n")
    assert told(TimelineFile, TIMELINE, edit) == [("D238", 9, 13)]


def test_a_report_has_only_the_sections_the_site_can_fill() -> None:
    assert [part.holds for part in read(ReportFile, REPORT).parts] == [
        "contesto",
        "missioni",
        "risultati",
    ]
    assert told(ReportFile, REPORT, ("contiene: contesto", "contiene: economia")) == [
        ("D203", 8, 15)
    ]


def test_a_note_says_where_it_comes_from_and_no_title() -> None:
    name = "content/2031/risultati/riparazioni.md"
    made = read_words(INVENTED / name, name, NoteHead)
    assert made.head is not None
    assert (made.head.source, made.head.lines) == ("risultati-2031", (6, 7))
    assert known_keys(NoteHead, ()) == ["fonte", "sezione", "righe"]


def test_a_note_copied_from_a_topic_is_told_its_keys_that_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "nota.md"
    path.write_text(text_of("content/2031/902/scuola-di-vetro.md"), encoding="utf-8")
    made = read_words(path, "nota.md", NoteHead)
    assert [(found.code, found.place.line) for found in made.problems] == [("D202", 2), ("D202", 3)]
