"""What is said of claims: labels, sums, differences and counts; facts, courteously."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from macros.claim_words import FOUND_BY_US, LABELS, counts, tell, value
from macros.claims import State, checks_of
from macros.claims_board import summary
from tests.real import archive, number, with_values
from tests.test_claims import again, at, made, real, sentences, told

BLAME = (
    *("errore", "errori", "sbaglia", "sbagliato", "sbagliata", "falso", "falsa", "bugia"),
    *("colpa", "purtroppo", "refuso", "svista", "dimenticato", "scorretto", "inesatto"),
    *("forse", "probabilmente", "evidentemente", "dovrebbe"),
)


def test_every_state_has_a_label_of_its_own() -> None:
    assert set(LABELS) == set(State)
    assert len(set(LABELS.values())) == len(State)


@pytest.mark.parametrize("word", BLAME)
def test_nothing_is_blamed_or_guessed(word: str) -> None:
    for check in checks_of(archive()):
        words = tell(archive(), check)
        said = " ".join((words.label, words.sum, *words.sentences, check.claim.note or ""))
        assert not re.search(rf"\b{word}\b", said.lower()), check.address


def test_every_claim_has_its_sum_or_says_what_is_missing() -> None:
    for check in checks_of(archive()):
        words = tell(archive(), check)
        assert words.sum or check.state is State.UNKNOWN, check.address
        assert all(text and text == text.strip() for text in words.sentences), check.address
        assert all(text.endswith(".") for text in words.sentences), check.address
        if check.state is State.UNKNOWN:
            assert words.sentences, check.address
        elif check.claim.kind == "stesso valore":
            assert words.sum.startswith("Un passo: "), check.address
        elif check.declared is not None:
            assert "; dichiarato " in words.sum, check.address


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("2022.agenda-totale", "Il valore dichiarato è 139 appuntamenti in più."),
        ("2022.golden-age-imprese", "Il valore dichiarato è 1 impresa in meno."),
        ("2022.pid-imprese-ammesse", "Il valore dichiarato è 4 imprese in meno."),
        ("2022.smart-card-variazione", "Il valore dichiarato è 0,03 punti percentuali in più."),
        ("2022.turismo-mostarda-nei-due-passi", "Fra i due passi la differenza è 17.000,00 €."),
        ("2019.giudizi-mostarda", "Il valore dichiarato è 3 punti percentuali in più."),
    ],
)
def test_the_difference_has_its_unit_and_its_side(name: str, sentence: str) -> None:
    assert sentences(real(name))[0] == sentence


def test_the_other_counts_of_the_firms_of_the_pid() -> None:
    assert sentences(real("2022.pid-imprese-ammesse"))[1:3] == [
        "Un altro calcolo non dà il valore dichiarato: contando per il bando SI4.0 soltanto le "
        "imprese finanziate: 18 + 1 + 2 = 21 imprese.",
        "Un altro calcolo dà il valore dichiarato: contando soltanto i due Voucher: "
        "18 + 1 = 19 imprese.",
    ]


def test_another_way_without_its_number_says_so() -> None:
    of = with_values({"fatti.2022.punto-impresa-digitale.si40-finanziate": None})
    check = again("2022.pid-imprese-ammesse", of)
    assert sentences(check, of)[1] == (
        "Un altro calcolo, contando per il bando SI4.0 soltanto le imprese finanziate, "
        "non si può fare."
    )


def test_an_acronym_keeps_its_capitals() -> None:
    assert sentences(real("2019.giudizi-mostarda"))[1].startswith(
        "Un altro calcolo non dà il valore dichiarato: le sole risposte del pubblico"
    )


@pytest.mark.parametrize(
    ("states", "told_so"),
    [
        ((), "nessuna verifica"),
        (("2022.hocare-eliche",), "1 concorda"),
        (("2022.hocare-eliche", "2019.sei-obiettivo-duplice"), "2 concordano"),
        (("2022.agenda-totale",), "1 non concorda"),
        (
            ("2022.agenda-totale", "2022.golden-age-imprese", "2019.costi-postali-risultato"),
            "1 concorda solo tagliando i decimali e 2 non concordano",
        ),
    ],
)
def test_how_many_stand_how(states: tuple[str, ...], told_so: str) -> None:
    assert counts([real(name) for name in states]) == told_so


def test_the_summary_counts_every_claim_once() -> None:
    checks = tuple(checks_of(archive()))
    said = summary(checks)
    assert said.startswith(f"{len(checks)} affermazioni esaminate: ")
    first, *parts = [int(figure) for figure in re.findall(r"\d+", said)]
    assert first == sum(parts) == len(checks)
    assert summary(checks[:1]).startswith("1 affermazione esaminata: ")
    assert summary(()) == "Nessuna verifica."


@pytest.mark.parametrize(
    ("found", "unit", "declared", "printed"),
    [
        ("90.2186", "percento", "137.56", "90,22 %"),
        ("-21.8274", "percento", "-21.80", "−21,83 %"),
        ("49.325", "percento", "49.32", "49,33 %"),
        ("3438", "imprese", "3577", "3.438 imprese"),
        ("0.5", "imprese", "3", "1 impresa"),
        ("89507.54", "euro", "89507.54", "89.507,54 €"),
        ("100", "euro", "99", "100,00 €"),
    ],
)
def test_a_recomputed_value_is_printed_as_the_declared_one(
    found: str, unit: str, declared: str, printed: str
) -> None:
    assert value(Decimal(found), number(declared, unit=unit)).replace("\u00a0", " ") == printed


def test_yes_and_no() -> None:
    assert (value(True, None), value(False, None)) == ("è vero", "non è vero")


def test_a_value_of_no_declared_number_has_decimals_only_if_it_needs_them() -> None:
    assert (value(Decimal("3"), None), value(Decimal("2.345"), None)) == ("3", "2,35")


def test_a_negative_operand_never_stands_beside_a_sign() -> None:
    low = at("fatti.2031.prova.a", "-3")
    check, of = made(at("fatti.2031.prova.totale", "2"), f'somma(5, v("{low.address}"))', low)
    assert told(check, of) == "5 + (−3) = 2 imprese; dichiarato 2 imprese"


def test_the_note_of_the_site_names_who_found_the_difference() -> None:
    assert FOUND_BY_US == "Rilevato dal sito."
