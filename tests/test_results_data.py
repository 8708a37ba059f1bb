"""Indicatori as open data: every field, plain numbers, and a reason for whatever is not there."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from typing import Any

import pytest

from macros.objectives import tree
from macros.results_data import Record, record, records_csv, records_json
from macros.verdict import verdict
from tests.real import archive, expecting, files, measured

NAMES = [name for _, name in archive().indicators]


def real(name: str) -> Record:
    return record(archive(), archive().indicators[2019, name])


def made(result: str, target: str, **more: Any) -> Record:
    return record(*measured(result, target, **more))


def chosen(found: Record, *names: str) -> list[str | None]:
    return [found[name] for name in names]


def test_the_flagship_gives_both_outcomes_and_takes_neither() -> None:
    assert chosen(
        real("pratiche-entro-5-giorni"),
        *("raggiunto", "esito_calcolato", "ricalcolato", "esito_ricalcolato"),
        *("esito_dichiarato", "esito"),
    ) == ["137.56", "raggiunto", "90.22", "non raggiunto", "conseguito", "da-chiarire"]


def test_where_the_flagship_stands() -> None:
    """Its objective has no printed code, centre or person (line 1184); that is not made up."""
    found = real("pratiche-entro-5-giorni")
    assert chosen(found, "missione", "area_strategica", "obiettivo") == [
        "012",
        "2019_02",
        "tempi-rapidi-e-trasparenza",
    ]
    assert chosen(found, "obiettivo_codice_stampato", "responsabile") == [None, None]
    assert "riga 1108" in (found["obiettivo_dedotto"] or "")
    assert chosen(found, "anno", "tipo", "fonte", "riga") == [
        "2019",
        "STRATEGICO",
        "rendicontazione-2019",
        "1129",
    ]
    assert chosen(found, "unita", "direzione", "confronto", "atteso", "periodo") == [
        "percento",
        "più alto è meglio",
        ">=",
        "100",
        "nel triennio",
    ]


def test_the_person_in_charge_is_the_one_of_the_objective() -> None:
    """Lines 1228-1256: the box before the indicatore."""
    names = ("centro_di_responsabilita", "responsabile", "missione")
    assert chosen(real("tempi-protesti"), *names) == [
        "CAPPELLI MARIA GRAZIA",
        "CAPPELLI MARIA GRAZIA",
        "012",
    ]


@pytest.mark.parametrize(
    ("name", "value", "outcome"),
    [
        ("costi-postali", "49.33", "raggiunto"),
        ("costi-consulenze", "0", "raggiunto"),
        ("imprese-internazionalizzazione", "139.29", "raggiunto"),
    ],
)
def test_recomputed_values_are_plain(name: str, value: str, outcome: str) -> None:
    """Zero times one hundred is «0», not «0E+2»."""
    assert chosen(real(name), "ricalcolato", "esito_ricalcolato") == [value, outcome]


def test_a_very_small_value_is_plain_too() -> None:
    formula = 'v("serie.costi-consulenze.2019") + 0.0000001'
    assert made("0,0000002", ">= 0", formula=formula)["ricalcolato"] == "0.0000001"


def test_what_is_inferred_has_its_reason() -> None:
    found = real("incontri-suap")
    indicator = archive().indicators[2019, "incontri-suap"]
    assert found["confronto"] == ">="
    assert found["confronto_dedotto"] == indicator.target.comparator_inferred
    assert found["confronto_dedotto"]
    assert found["unita_dedotta"] == indicator.unit_inferred
    assert found["unita_dedotta"]


def test_what_is_printed_is_not_marked_as_inferred() -> None:
    found = real("costi-postali")
    names = ("obiettivo_dedotto", "unita_dedotta", "confronto_dedotto")
    assert chosen(found, *names) == [None] * 3


@pytest.mark.parametrize("name", ["riforma-camerale", "assistenza-agli-organi"])
def test_a_reason_is_no_result(name: str) -> None:
    found = real(name)
    indicator = archive().indicators[2019, name]
    assert chosen(found, "raggiunto", "raggiunto_a_parole") == [None, None]
    assert found["raggiunto_manca"] == indicator.result_gap
    assert found["esito_dichiarato_manca"] == indicator.declared_gap
    assert chosen(found, "esito", "esito_calcolato", "esito_dichiarato") == [
        "non-misurabile",
        None,
        None,
    ]


def test_gaps_of_numbers_have_their_reasons() -> None:
    found = made("manca: non rilevato", ">= manca: in verifica")
    names = ("atteso", "atteso_a_parole", "atteso_manca")
    assert chosen(found, *names) == [None, None, "in verifica"]
    names = ("raggiunto", "raggiunto_a_parole", "raggiunto_manca")
    assert chosen(found, *names) == [None, None, "non rilevato"]


def test_a_range_has_both_its_ends() -> None:
    found = made("6,5", "fra 5 … 8", unit="giorni")
    assert chosen(found, "confronto", "atteso", "atteso_massimo", "raggiunto") == [
        "fra",
        "5",
        "8",
        "6.5",
    ]
    assert made("6", "fra 5 … manca: in verifica")["atteso_manca"] == "in verifica"


def test_a_criterion_in_words_has_no_numbers() -> None:
    found = made("Tutto fatto", "Rispettare i tempi", declared="conseguito in parte")
    assert chosen(found, "atteso", "atteso_a_parole", "raggiunto", "raggiunto_a_parole") == [
        None,
        "Rispettare i tempi",
        None,
        "Tutto fatto",
    ]
    assert chosen(found, "esito", "esito_calcolato", "esito_dichiarato", "unita") == [
        "dichiarato-non-raggiunto",
        None,
        "conseguito in parte",
        None,
    ]


def test_a_qualifier_is_kept_in_words() -> None:
    found = made("oltre 80", ">= 80")
    assert chosen(found, "raggiunto", "raggiunto_a_parole") == ["80", "oltre 80\u00a0%"]


def test_an_inferred_result_is_marked() -> None:
    value = {"valore": "3", "riga": "1", "dedotto": "sì", "nota": "Dalle note."}
    found = made("9", "<= 20", unit="giorni", raggiunto={"valore": value})
    assert found["raggiunto_a_parole"] == "3\u00a0giorni (dedotto)"


def test_why_a_sum_cannot_be_done_again() -> None:
    found = made("90", ">= 80", formula='v("serie.costi-consulenze.2019") / 0')
    assert chosen(found, "ricalcolato", "ricalcolato_manca", "esito_ricalcolato") == [
        None,
        "il divisore è zero",
        None,
    ]


def test_causes_and_series_are_there() -> None:
    found = made("70", ">= 80", scostamento="Una frana.", serie=["smart-card", "costi-postali"])
    assert chosen(found, "scostamento", "serie") == ["Una frana.", "smart-card costi-postali"]


def test_a_revised_target_is_the_one_that_holds() -> None:
    revised = [expecting(">= 100"), expecting(">= 90", dal="2019-09-30")]
    assert made("92", ">= 0", attesi=revised)["atteso"] == "90"


def test_an_indicator_of_no_known_objective_is_still_recorded() -> None:
    found = made("92", ">= 80", obiettivo="che-non-esiste")
    assert (
        chosen(found, "missione", "area_strategica", "obiettivo_nome", "responsabile") == [None] * 4
    )
    assert found["obiettivo"] == "che-non-esiste"


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_plain_and_equal_those_of_the_archive(name: str) -> None:
    found = real(name)
    judged = verdict(archive(), archive().indicators[2019, name])
    pairs = {"atteso": judged.target, "atteso_massimo": judged.upper, "raggiunto": judged.result}
    for field, number in pairs.items():
        text = found[field]
        if number is None:
            assert text is None
        else:
            assert text is not None
            assert re.fullmatch(r"-?\d+(\.\d+)?", text)
            assert Decimal(text) == number.amount
    assert found["esito"] == judged.state.value


@pytest.mark.parametrize("name", NAMES)
def test_every_record_has_the_same_names_and_no_empty_text(name: str) -> None:
    found = real(name)
    assert list(found) == list(real("pratiche-entro-5-giorni"))
    assert "" not in found.values()


def test_the_csv_says_what_the_records_say() -> None:
    records = [real(name) for name in NAMES]
    rows = list(csv.DictReader(io.StringIO(records_csv(records), newline=""), strict=True))
    assert rows == [{key: text or "" for key, text in each.items()} for each in records]


def test_the_csv_keeps_to_rfc_4180() -> None:
    text = records_csv([made("70", ">= 80", scostamento='Una "frana", in via Po\ne altro')])
    assert text.endswith("\r\n")
    assert '"Una ""frana"", in via Po\ne altro"' in text
    assert text.startswith("id,indirizzo,anno,titolo,")


def test_the_json_says_what_the_records_say() -> None:
    records = [real(name) for name in NAMES]
    assert json.loads(records_json(records)) == records
    assert json.loads(records_json(records[0])) == records[0]
    assert "perché" in records_json({"x": "perché"})  # letters as they are, not \u00e9


@pytest.mark.parametrize("name", NAMES)
def test_the_published_files_are_the_record(name: str) -> None:
    base = f"dati/indicatori/2019/{name}"
    assert json.loads(files()[f"{base}.json"]) == real(name)
    assert files()[f"{base}.csv"] == records_csv([real(name)])


def test_the_published_files_of_the_year_are_all_the_records_in_the_order_of_the_tree() -> None:
    found = [record(archive(), each) for each in tree(archive(), 2019).indicators()]
    assert json.loads(files()["dati/indicatori/2019.json"]) == found
    assert files()["dati/indicatori/2019.csv"] == records_csv(found)
