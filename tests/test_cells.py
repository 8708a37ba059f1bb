"""Cells and tables as data: what is read, what machines get, what a bare number cannot say."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.cells import NOTHING, Cell, Column, Row, Table, number_cell, text_cell
from macros.tables import table
from macros.tables_results import indicators_table, partial_table
from tests.real import BLANK, archive, expecting, measured, number


def sheet(made: Table) -> list[dict[str, str]]:
    """Return the rows of a CSV, read as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(made.csv(), newline=""), strict=True))


def one_row(*cells: Cell, extra: tuple[str, ...] = ()) -> Table:
    columns = tuple(Column(f"Colonna {n}", f"c{n}") for n in range(len(cells)))
    names = tuple(f"e{n}" for n in range(len(extra)))
    return Table("prova", "Prova", columns, (Row(cells, extra=extra),), names)


# ---- A cell ----


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "with_unit", "text", "plain"),
    [
        ("22314", "pratiche", None, False, "22.314", "22314"),
        ("22314", "pratiche", None, True, "22.314 pratiche", "22314"),
        ("1", "imprese", None, True, "1 impresa", "1"),
        ("96.63", "percento", None, False, "96,63", "96.63"),
        ("96.63", "percento", None, True, "96,63 %", "96.63"),
        ("118321", "euro", None, False, "118.321,00", "118321"),
        ("13000", "utenti", "circa", False, "circa 13.000 utenti", "13000"),
        ("0", "pratiche", None, False, "0", "0"),
        ("-0.3", "percento", None, False, "−0,3", "-0.3"),
    ],
)
def test_a_number_is_read_in_italian_and_kept_plain(
    value: str, unit: str, qualifier: str | None, with_unit: bool, text: str, plain: str
) -> None:
    cell = number_cell(number(value, unit=unit, qualifier=qualifier), unit=with_unit)
    assert (cell.text.replace(BLANK, " "), cell.value, cell.gap) == (text, plain, False)


def test_a_gap_is_its_reason_and_no_value() -> None:
    cell = number_cell(number(None, gap="non rilevato"))
    assert (cell.text, cell.value, cell.gap) == ("non rilevato", "", True)
    assert cell.told == "non rilevato"


def test_zero_is_no_gap() -> None:
    cell = number_cell(number("0"))
    assert (cell.value, cell.gap, cell.told) == ("0", False, "")


def test_words_are_both_read_and_kept() -> None:
    assert text_cell("Fatto") == Cell("Fatto", "Fatto")
    assert text_cell("Fatto").told == ""


@pytest.mark.parametrize(
    ("qualifier", "inferred", "note", "told"),
    [
        (None, False, None, ""),
        ("circa", False, None, "circa"),
        (None, True, None, "dedotto"),
        ("oltre", True, None, "oltre, dedotto"),
        (None, False, "Stima.", "Stima."),
        ("circa", True, "Stima.", "circa, dedotto. Stima."),
    ],
)
def test_what_a_bare_number_cannot_say(
    qualifier: str | None, inferred: bool, note: str | None, told: str
) -> None:
    made = replace(number("5", qualifier=qualifier, inferred=inferred), note=note)
    assert number_cell(made).told == told


def test_a_gap_tells_its_reason_and_its_note() -> None:
    made = replace(number(None, gap="in verifica"), note="Dal registro.")
    assert number_cell(made).told == "in verifica. Dal registro."


def test_where_there_is_nothing_to_say_nothing_is_said() -> None:
    assert Cell(NOTHING, gap=True).told == ""


def test_a_computed_total_has_no_note_of_its_own() -> None:
    total = archive().number("spese.2022")
    assert total.note
    assert number_cell(total).note == ""


# ---- A table ----


def test_the_csv_has_its_extra_columns_and_the_notes_last() -> None:
    made = one_row(text_cell("A"), number_cell(number("5", qualifier="circa")), extra=("x", "y"))
    assert made.csv() == "c0,c1,e0,e1,note\r\nA,5,x,y,c1: circa\r\n"


def test_notes_of_several_cells_each_with_its_column() -> None:
    made = one_row(
        number_cell(number("5", qualifier="oltre")),
        number_cell(replace(number(None, gap="non rilevato"), note="Mai chiesto.")),
    )
    assert made.csv() == "c0,c1,note\r\n5,,c0: oltre; c1: non rilevato. Mai chiesto\r\n"


def test_a_table_without_rows_is_its_heading() -> None:
    assert Table("prova", "Prova", (Column("A", "a"),), ()).csv() == "a,note\r\n"


@pytest.mark.parametrize("cells", [1, 3])
def test_a_row_that_does_not_fit_its_columns_is_a_mistake_of_ours(cells: int) -> None:
    columns = (Column("A", "a"), Column("B", "b"))
    made = Table("prova", "Prova", columns, (Row((text_cell("x"),) * cells),))
    with pytest.raises(ValueError, match="argument 2 is"):
        made.csv()


# A carriage return alone ends no line of our files: the reader of YAML refuses it.
WORDS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_any_words_come_back_from_the_csv(pairs: list[tuple[str, str]]) -> None:
    rows = tuple(Row((text_cell(one), text_cell(two))) for one, two in pairs)
    made = Table("prova", "Prova", (Column("A", "a"), Column("B", "b")), rows)
    assert [(row["a"], row["b"]) for row in sheet(made)] == pairs


def test_the_numbers_behind_a_table_each_once_in_order() -> None:
    one = number("1", year=2021)
    two = number("2", year=2022)
    cells = (number_cell(two), text_cell("x"), number_cell(one), number_cell(two))
    assert one_row(*cells).numbers() == [two, one]


# ---- Tables of indicatori ----


def test_the_table_of_an_indicator() -> None:
    indicator = archive().indicators[2019, "tempi-protesti"]
    made = indicators_table(archive(), [indicator], "prova", "Prova")
    (row,) = made.rows
    assert [cell.text.replace(BLANK, " ") for cell in row.cells] == [
        indicator.title,
        "al massimo 20 giorni",
        "3 giorni",
        "Raggiunto",
    ]
    assert row.link == ""
    assert row.anchor == "indicatori.2019.tempi-protesti"
    (machine,) = sheet(made)
    assert machine == {
        "indicatore": indicator.title,
        "atteso": "20",
        "raggiunto": "3",
        "esito": "Raggiunto",
        "anno": "2019",
        "unita": "giorni",
        "confronto": "<=",
        "atteso_massimo": "",
        "fonte": "rendicontazione-2019",
        "note": machine["note"],
    }
    assert [each.address for each in made.numbers()] == [
        "indicatori.2019.tempi-protesti.atteso",
        "indicatori.2019.tempi-protesti.raggiunto",
    ]


def test_rows_of_many_indicators_lead_to_their_pages() -> None:
    pair = [archive().indicators[2019, name] for name in ("masterclass", "costi-postali")]
    made = indicators_table(archive(), pair, "prova", "Prova")
    assert [row.link for row in made.rows] == [
        "risultati/2019/masterclass/",
        "risultati/2019/costi-postali/",
    ]


def test_a_range_has_both_its_ends_in_the_csv() -> None:
    made, indicator = measured("6", "fra 5 … 8", unit="giorni")
    (row,) = sheet(indicators_table(made, [indicator], "prova", "Prova"))
    assert (row["atteso"], row["atteso_massimo"], row["confronto"]) == ("5", "8", "fra")


@pytest.mark.parametrize(
    ("result", "target", "note"),
    [
        ("manca: non rilevato", ">= 80", "raggiunto: non rilevato"),
        ("90", ">= manca: in verifica", "atteso: in verifica"),
        ("oltre 90", ">= 80", "raggiunto: oltre"),
        ("90", ">= 80", ""),
    ],
)
def test_gaps_and_qualifiers_have_their_note_in_the_csv(
    result: str, target: str, note: str
) -> None:
    made, indicator = measured(result, target)
    (row,) = sheet(indicators_table(made, [indicator], "prova", "Prova"))
    assert row["note"] == note


def test_a_result_that_is_not_printed_is_an_empty_cell_with_its_reason() -> None:
    indicator = archive().indicators[2019, "riforma-camerale"]
    made = indicators_table(archive(), [indicator], "prova", "Prova")
    cell = made.rows[0].cells[2]
    assert (cell.text, cell.value, cell.gap) == (indicator.result_gap, "", True)
    (row,) = sheet(made)
    assert row["raggiunto"] == ""
    assert row["note"] == f"raggiunto: {(indicator.result_gap or '').removesuffix('.')}"


def test_an_outcome_in_part_is_no_more_and_no_less() -> None:
    made, indicator = measured("Fatto a metà", "Fare", declared="conseguito in parte")
    (row,) = sheet(indicators_table(made, [indicator], "prova", "Prova"))
    assert row["esito"] == "Raggiunto in parte, lo dichiara l’ente"


def test_a_revised_target_is_the_one_in_the_table() -> None:
    revised = [expecting(">= 100"), expecting(">= 90", dal="2019-09-30")]
    made, indicator = measured("92", ">= 0", attesi=revised)
    (row,) = sheet(indicators_table(made, [indicator], "prova", "Prova"))
    assert row["atteso"] == "90"


def test_the_results_of_each_part() -> None:
    """The report prints a percentage for each initiative, lines 139-147."""
    indicator = archive().indicators[2019, "qualita-interventi-promozionali"]
    made = partial_table(archive(), indicator)
    assert len(made.rows) == 8
    assert {row.cells[1].text for row in made.rows} == {f"100{BLANK}%"}
    assert [row.anchor for row in made.rows] == list(indicator.partial)
    assert made.noted


def test_no_row_of_a_real_table_has_more_cells_than_columns() -> None:
    for name in archive().series:
        made = table(archive(), [f"serie.{name}"])
        assert {len(row.cells) for row in made.rows} == {len(made.columns)}
