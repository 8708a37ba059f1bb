"""Verdicts in words: what is printed beside what is computed, in Italian one can read aloud."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.archive import Archivio
from macros.schema import Gap, Qualifier
from macros.schema_results import Comparator, IndicatorFile
from macros.verdict import State, verdict
from macros.verdict_words import LABELS, Told, counts, expected, label, reached, tell
from tests import italian
from tests.real import BLANK, archive, expecting, measured, with_values

POSTAL = 'v("serie.costi-postali.2019") / v("serie.costi-postali.2011") * 100'


def told(made: Archivio, indicator: IndicatorFile) -> Told:
    return tell(made, indicator, verdict(made, indicator))


def real(name: str) -> Told:
    return told(archive(), archive().indicators[2019, name])


def again(
    result: str, target: str, one: str | None, two: str | None, declared: str | None = None
) -> Told:
    """Tell the verdict of an indicatore whose formula divides one number by another."""
    made, indicator = measured(result, target, declared=declared, formula=POSTAL)
    values = {"serie.costi-postali.2019": one, "serie.costi-postali.2011": two}
    changed = {address: with_values(values).number(address) for address in values}
    return told(replace(made, numbers={**made.numbers, **changed}), indicator)


# ---- 2019 ----


def test_the_flagship_shows_both_values_and_gives_no_verdict() -> None:
    found = real("pratiche-entro-5-giorni")
    assert found.label == "Il conto non torna"
    assert found.sentence == f"Risultato: 137,56{BLANK}%. Atteso: almeno 100{BLANK}%."
    assert found.steps == (
        "L’atteso vale nel triennio; qui si guarda solo il 2019.",
        "Il confronto: 137,56 ≥ 100. È vero: 37,56 punti percentuali in più.",
        f"Il conto rifatto dal sito: 18.235 ÷ 20.212 × 100 = 90,22{BLANK}%. "
        f"Il documento stampa invece 137,56{BLANK}%.",
        f"Con 90,22{BLANK}% l’esito sarebbe l’altro: per questo qui non ne diamo uno.",
    )


def test_a_result_whose_decimals_were_cut() -> None:
    found = real("costi-postali")
    assert found.label == "Raggiunto"
    assert found.steps == (
        "Il confronto: 49,32 ≤ 100. È vero: 50,68 punti percentuali in meno.",
        f"Il conto rifatto dal sito: 18.978,38 ÷ 38.475,85 × 100 = 49,33{BLANK}%. "
        f"Il documento stampa 49,32{BLANK}%, cioè taglia i decimali.",
    )


def test_a_result_of_zero_is_a_result() -> None:
    found = real("costi-consulenze")
    assert found.label == "Raggiunto"
    assert found.sentence == f"Risultato: 0{BLANK}%. Atteso: al massimo 100{BLANK}%."
    assert found.steps == (
        "Il confronto: 0 ≤ 100. È vero: 100 punti percentuali in meno.",
        f"Il conto rifatto dal sito: 0,00 ÷ 5.242,72 × 100 = 0{BLANK}%, come stampa il documento.",
    )


@pytest.mark.parametrize(
    ("name", "sentence", "comparison"),
    [
        (
            "tempi-protesti",
            "Risultato: 3 giorni. Atteso: al massimo 20 giorni.",
            "Il confronto: 3 ≤ 20. È vero: 17 giorni in meno.",
        ),
        (
            "tempo-indagini-congiunturali",
            "Risultato: 5 giorni lavorativi. Atteso: al massimo 5 giorni lavorativi.",
            "Il confronto: 5 ≤ 5. È vero: il risultato è proprio quello atteso.",
        ),
        (
            "festa-del-torrone",
            "Risultato: 1 edizione. Atteso: almeno 1 edizione.",
            "Il confronto: 1 ≥ 1. È vero: il risultato è proprio quello atteso.",
        ),
        (
            "rapporti-economici",
            "Risultato: 17 rapporti. Atteso: almeno 8 rapporti.",
            "Il confronto: 17 ≥ 8. È vero: 9 rapporti in più.",
        ),
        (
            "masterclass",
            "Risultato: 33 masterclass. Atteso: almeno 4 masterclass.",
            "Il confronto: 33 ≥ 4. È vero: 29 masterclass in più.",
        ),
    ],
)
def test_counts_and_times(name: str, sentence: str, comparison: str) -> None:
    found = real(name)
    assert found.sentence.replace(BLANK, " ") == sentence
    assert [step.replace(BLANK, " ") for step in found.steps] == [comparison]


def test_a_result_above_its_target_for_three_years() -> None:
    assert real("qualita-arbitrato-e-conciliazione").steps == (
        "L’atteso vale nel triennio; qui si guarda solo il 2019.",
        "Il confronto: 99,2 ≥ 80. È vero: 19,2 punti percentuali in più.",
    )


def test_a_sum_that_is_the_printed_one() -> None:
    assert real("imprese-internazionalizzazione").steps[-1] == (
        f"Il conto rifatto dal sito: 865 ÷ 621 × 100 = 139,29{BLANK}%, come stampa il documento."
    )


def test_a_result_that_is_not_printed_has_its_reason_in_the_sentence() -> None:
    found = real("riforma-camerale")
    gap = archive().indicators[2019, "riforma-camerale"].result_gap or ""
    assert found.label == "Non misurabile"
    assert "Il risultato manca: " in found.sentence
    assert found.sentence.casefold().endswith(gap.casefold())
    assert found.steps == ()


def test_the_year_in_one_sentence() -> None:
    states = [verdict(archive(), each).state for each in archive().indicators.values()]
    assert counts(states) == (
        "13 raggiunti, 10 dichiarati raggiunti dall’ente, 1 con un conto che non torna "
        "e 2 non misurabili"
    )


def sound(text: str) -> None:
    """Assert that a text is punctuated, and holds no leftover of a value that was not there."""
    assert re.fullmatch(r"[A-ZÈ].*[.]", text), text
    assert not re.search(r"\.\.|  | [.,:;]|: \.|None|\(\)|«»|Decimal", text), text


@pytest.mark.parametrize("name", [name for _, name in archive().indicators])
def test_all_that_is_said_of_2019_is_punctuated(name: str) -> None:
    found = real(name)
    for text in (found.sentence, *found.steps):
        sound(text)


@pytest.mark.parametrize("name", [name for _, name in archive().indicators])
def test_numbers_are_those_of_the_archive(name: str) -> None:
    """Every figure of the sentence is the target or the result."""
    indicator = archive().indicators[2019, name]
    found = verdict(archive(), indicator)
    known = {n.amount for n in (found.target, found.result) if n is not None}
    if found.target is not None:
        assert set(italian.figures(real(name).sentence)) == known


# ---- Targets and results in words ----


@pytest.mark.parametrize(
    ("target", "unit", "said"),
    [
        (">= 80", "percento", "almeno 80 %"),
        ("<= 20", "giorni", "al massimo 20 giorni"),
        ("> 80", "percento", "più di 80 %"),
        ("< 1", "giorni", "meno di 1 giorno"),
        ("= 4", "incontri", "esattamente 4 incontri"),
        ("= 0", "ricorsi", "esattamente 0 ricorsi"),
        ("fra 5 … 8", "giorni", "fra 5 giorni e 8 giorni"),
        ("fra 0,5 … 1", "percento", "fra 0,5 % e 1 %"),
        ("<= 60464,10", "euro", "al massimo 60.464,10 €"),
        (">= circa 80", "percento", "almeno circa 80 %"),
        (">= manca: in verifica", "percento", "in verifica"),
        (">= almeno 80", "percento", "almeno 80 %"),
        ("<= fino a 20", "giorni", "al massimo 20 giorni"),
        ("fra 5 … manca: in verifica", "ore", "fra 5 ore e un estremo che manca (in verifica)"),
        ("fra manca: in verifica … 8", "ore", "fra un estremo che manca (in verifica) e 8 ore"),
        ("<= 2019-06-30", "giorno-data", "entro il 30 giugno 2019"),
        ("< 2019-03-08", "giorno-data", "prima dell’8 marzo 2019"),
        ("> 2019-03-11", "giorno-data", "dopo l’11 marzo 2019"),
        (">= 2019-06-30", "giorno-data", "non prima del 30 giugno 2019"),
        ("= 2019-06-30", "giorno-data", "il 30 giugno 2019"),
        ("fra 2019-03-08 … 2019-06-30", "giorno-data", "fra l’8 marzo 2019 e il 30 giugno 2019"),
        ("Rispettare i tempi", "percento", "Rispettare i tempi"),
    ],
)
def test_a_target_in_words(target: str, unit: str, said: str) -> None:
    made, indicator = measured("manca: non rilevato", target, unit=unit)
    found = verdict(made, indicator)
    assert expected(indicator.target, found.target, found.upper).replace(BLANK, " ") == said


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ("99,2", "99,2 %"),
        ("oltre 80", "oltre 80 %"),
        ("0", "0 %"),
        ("manca: non rilevato", "non rilevato"),
        ("Tutto fatto", "Tutto fatto"),
    ],
)
def test_a_result_in_words(result: str, said: str) -> None:
    made, indicator = measured(result, ">= 80")
    found = verdict(made, indicator)
    assert reached(indicator, found.result).replace(BLANK, " ") == said


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("I referti sono regolari", "i referti sono regolari"),
        ("L’ente ha finito.", "l’ente ha finito"),
        ("È tutto a posto", "è tutto a posto"),
        ("A metà", "a metà"),
        ("OIV favorevole", "OIV favorevole"),
        ("D.Lgs 219 attuato", "D.Lgs 219 attuato"),
        ("S", "s"),
    ],
)
def test_words_go_on_inside_a_sentence(words: str, inside: str) -> None:
    found = told(*measured(words, "Rispettare i tempi.", declared="conseguito"))
    assert found.sentence == f"Risultato: {inside}. Atteso: rispettare i tempi."


def test_what_we_inferred_is_marked() -> None:
    value = {"valore": "3", "riga": "1", "dedotto": "sì", "nota": "Dalle note."}
    found = told(*measured("9", "<= 20", unit="giorni", raggiunto={"valore": value}))
    assert found.sentence.replace(BLANK, " ") == (
        "Risultato: 3 giorni (dedotto). Atteso: al massimo 20 giorni."
    )


def test_a_missing_number_has_its_reason() -> None:
    found = told(*measured("manca: non rilevato", ">= 80"))
    assert found.label == "Non misurabile"
    assert found.sentence == (
        f"Risultato: non rilevato. Atteso: almeno 80{BLANK}%. "
        "L’esito non si può dire: manca il risultato (non rilevato)."
    )
    assert found.steps == ()


def test_a_vague_result_has_its_reason() -> None:
    found = told(*measured("circa 100", ">= 100"))
    assert found.sentence == (
        f"Risultato: circa 100{BLANK}%. Atteso: almeno 100{BLANK}%. L’esito non si può dire: "
        "con «circa» non si sa da che parte dell’atteso sta il valore vero."
    )


# ---- The comparison ----


@pytest.mark.parametrize(
    ("result", "target", "unit", "step"),
    [
        ("81", ">= 80", "percento", "81 ≥ 80. È vero: 1 punto percentuale in più."),
        ("79", ">= 80", "percento", "79 ≥ 80. Non è vero: 1 punto percentuale in meno."),
        ("80,5", "> 80", "percento", "80,5 > 80. È vero: 0,5 punti percentuali in più."),
        ("80", "> 80", "percento", "80 > 80. Non è vero: il risultato è uguale, e non basta."),
        ("20", "< 20", "giorni", "20 < 20. Non è vero: il risultato è uguale, e non basta."),
        ("21", "<= 20", "giorni", "21 ≤ 20. Non è vero: 1 giorno in più."),
        ("0", "= 0", "ricorsi", "0 = 0. È vero: il risultato è proprio quello atteso."),
        ("6", "fra 5 … 8", "giorni", "5 ≤ 6 ≤ 8. È vero."),
        ("9", "fra 5 … 8", "giorni", "5 ≤ 9 ≤ 8. Non è vero."),
        ("oltre 80", ">= 80", "percento", "oltre 80 ≥ 80. È vero."),
        ("100000", "<= 60464,1", "euro", "100.000,00 ≤ 60.464,10. Non è vero: 39.535,90 € in più."),
        ("-2,5", "<= -1", "percento", "−2,5 ≤ −1. È vero: 1,5 punti percentuali in meno."),
        (
            "2019-06-28",
            "<= 2019-06-30",
            "giorno-data",
            "28 giugno 2019 ≤ 30 giugno 2019. È vero: 2 giorni prima.",
        ),
        (
            "2019-07-01",
            "<= 2019-06-30",
            "giorno-data",
            "1 luglio 2019 ≤ 30 giugno 2019. Non è vero: 1 giorno dopo.",
        ),
    ],
)
def test_the_comparison_and_by_how_much(result: str, target: str, unit: str, step: str) -> None:
    (found,) = told(*measured(result, target, unit=unit)).steps
    assert found.replace(BLANK, " ") == f"Il confronto: {step}"


def test_a_comparison_shows_the_decimals_it_compares() -> None:
    """A unit printed without decimals does not make 99,6 into 100."""
    made, indicator = measured("99,6", ">= 100")
    whole = archive().units["percento"].model_copy(update={"decimals": Decimal(0)})
    address = "indicatori.2019.prova.raggiunto"
    rounded = replace(made.number(address), unit=whole)
    found = told(replace(made, numbers={**made.numbers, address: rounded}), indicator)
    assert found.steps[0].startswith("Il confronto: 99,6 ≥ 100. Non è vero: ")


# ---- The sum done again ----


def test_a_sum_that_rounding_turned() -> None:
    found = again("100", ">= 100", "99.6", "100")
    assert found.label == "Il conto non torna"
    assert found.steps[1:] == (
        f"Il conto rifatto dal sito: 99,60 ÷ 100,00 × 100 = 99,6{BLANK}%. "
        f"Il documento arrotonda a 100{BLANK}%.",
        f"Con 99,6{BLANK}% l’esito sarebbe l’altro: per questo qui non ne diamo uno.",
    )


def test_a_sum_that_differs_without_turning_the_verdict() -> None:
    found = again("95", ">= 80", "9", "10")
    assert found.label == "Raggiunto"
    assert found.steps[1:] == (
        f"Il conto rifatto dal sito: 9,00 ÷ 10,00 × 100 = 90{BLANK}%. "
        f"Il documento stampa invece 95{BLANK}%.",
    )


def test_a_sum_that_differs_is_not_blamed_for_what_the_body_declares() -> None:
    """Both numbers meet the target; it is the body that says it was missed."""
    found = again("95", ">= 80", "9", "10", "non conseguito")
    assert found.label == "Il conto non torna"
    assert found.steps[1:] == (
        f"Il conto rifatto dal sito: 9,00 ÷ 10,00 × 100 = 90{BLANK}%. "
        f"Il documento stampa invece 95{BLANK}%.",
        "L’ente dichiara «non conseguito», i numeri dicono altro: "
        "per questo qui non diamo un esito.",
    )


def test_a_declared_outcome_that_numbers_deny() -> None:
    found = told(*measured("70", ">= 80", declared="conseguito"))
    assert found.label == "Il conto non torna"
    assert found.steps == (
        "Il confronto: 70 ≥ 80. Non è vero: 10 punti percentuali in meno.",
        "L’ente dichiara «conseguito», i numeri dicono altro: per questo qui non diamo un esito.",
    )


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ("9", "0", "il divisore è zero"),
        ("9", None, "manca «{label}»: in verifica"),
    ],
)
def test_a_sum_that_cannot_be_done(one: str, two: str | None, reason: str) -> None:
    name = archive().number("serie.costi-postali.2011").label
    found = again("90", ">= 80", one, two)
    assert found.label == "Raggiunto"
    assert found.steps[-1] == f"Il conto non si può rifare: {reason.format(label=name)}."


@pytest.mark.parametrize(
    ("target", "would"), [(">= 80", "sarebbe raggiunto"), (">= 91", "non sarebbe raggiunto")]
)
def test_a_sum_where_no_result_is_printed(target: str, would: str) -> None:
    found = again("manca: non rilevato", target, "9", "10", "conseguito")
    assert found.label == "Non misurabile"
    assert found.steps == (
        f"Il conto rifatto dal sito: 9,00 ÷ 10,00 × 100 = 90,00{BLANK}%. "
        f"Con questo valore l’atteso {would}.",
    )


def test_leaving_the_result_out_does_not_hide_a_sum_that_fails() -> None:
    made, indicator = measured("90", ">= 50", declared="conseguito", formula=POSTAL)
    silent = indicator.model_copy(update={"result": None, "result_gap": "Non stampato."})
    numbers = {a: n for a, n in made.numbers.items() if a != "indicatori.2019.prova.raggiunto"}
    found = told(replace(made, numbers=numbers), silent)
    assert found.label == "Non misurabile"
    assert found.sentence == f"Atteso: almeno 50{BLANK}%. Il risultato manca: non stampato."
    assert found.steps == (
        f"Il conto rifatto dal sito: 18.978,38 ÷ 38.475,85 × 100 = 49,33{BLANK}%. "
        "Con questo valore l’atteso non sarebbe raggiunto.",
    )


def test_a_result_in_words_denied_by_the_sum() -> None:
    found = again("Pienamente raggiunto", ">= 91", "9", "10", "conseguito")
    assert found.label == "Il conto non torna"
    assert found.steps == (
        f"Il conto rifatto dal sito: 9,00 ÷ 10,00 × 100 = 90,00{BLANK}%. "
        "Con questo valore l’atteso non sarebbe raggiunto.",
        "L’ente dichiara «conseguito», i numeri dicono altro: per questo qui non diamo un esito.",
    )


def test_a_sum_beside_a_criterion_in_words_is_only_told() -> None:
    made, indicator = measured("Tutto fatto", "Spendere meno", declared="conseguito")
    with_formula = indicator.model_copy(update={"formula": POSTAL})
    assert told(made, with_formula).steps == (
        "Il conto rifatto dal sito: 18.978,38 ÷ 38.475,85 × 100 = 49,33.",
    )


def test_a_vague_result_is_told_beside_the_sum() -> None:
    found = again("oltre 85", ">= 80", "9", "10")
    assert found.steps[-1] == (
        f"Il conto rifatto dal sito: 9,00 ÷ 10,00 × 100 = 90{BLANK}%. "
        f"Il documento stampa oltre 85{BLANK}%."
    )


def test_approximate_operands_say_so() -> None:
    made, indicator = measured("90", ">= 80", formula=POSTAL)
    address = "serie.costi-postali.2019"
    about = replace(made.number(address), qualifier="circa")
    found = told(replace(made, numbers={**made.numbers, address: about}), indicator)
    assert "circa 18.978,38 ÷ 38.475,85 × 100 = 49" in found.steps[-2]


# ---- Badges ----


@pytest.mark.parametrize(
    ("outcome", "badge"),
    [
        ("conseguito", "Raggiunto, lo dichiara l’ente"),
        ("conseguito in parte", "Raggiunto in parte, lo dichiara l’ente"),
        ("non conseguito", "Non raggiunto, lo dichiara l’ente"),
    ],
)
def test_a_declared_outcome_is_labelled_as_declared(outcome: str, badge: str) -> None:
    assert told(*measured("Fatto", "Fare", declared=outcome)).label == badge


def test_every_state_has_a_badge_of_its_own() -> None:
    assert LABELS.keys() == set(State)
    assert len(set(LABELS.values())) == len(State)


@pytest.mark.parametrize("name", [name for _, name in archive().indicators])
def test_the_badge_of_2019_is_the_one_of_its_state(name: str) -> None:
    indicator = archive().indicators[2019, name]
    found = verdict(archive(), indicator)
    assert label(indicator, found) == LABELS[found.state] == real(name).label


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([], "nessun indicatore"),
        ([State.MET], "1 raggiunto"),
        ([State.MISSED] * 2, "2 non raggiunti"),
        ([State.UNMEASURED, State.MET, State.MET], "2 raggiunti e 1 non misurabile"),
        ([State.DECLARED_MISSED], "1 dichiarato non raggiunto, o solo in parte, dall’ente"),
        ([State.UNCLEAR] * 2, "2 con un conto che non torna"),
    ],
)
def test_counts_agree_with_their_nouns(states: list[State], said: str) -> None:
    assert counts(states) == said


@given(st.lists(st.sampled_from(State), max_size=40))
def test_counts_add_up(states: list[State]) -> None:
    found = [int(figure) for figure in re.findall(r"\d+", counts(states))]
    assert sum(found) == len(states)
    assert sorted(found) == sorted(Counter(states).values())


# ---- Several targets, several results ----

FIRST = expecting(">= 100")


def test_a_target_that_was_lowered_says_what_it_was_and_what_it_changes() -> None:
    lowered = expecting(">= 80", dal="2019-12-20")
    found = told(*measured("90", ">= 0", attesi=[FIRST, lowered]))
    assert found.label == "Raggiunto"
    assert found.steps == (
        f"L’atteso è cambiato: vale dal 20 dicembre 2019. Prima era: almeno 100{BLANK}%. "
        "Con quello l’esito sarebbe l’altro.",
        "Il confronto: 90 ≥ 80. È vero: 10 punti percentuali in più.",
    )


def test_a_target_that_was_raised_changes_nothing_for_a_result_above_both() -> None:
    raised = expecting(">= 110", dal="2019-03-01")
    found = told(*measured("120", ">= 0", attesi=[FIRST, raised]))
    assert found.steps[0] == (
        f"L’atteso è cambiato: vale dal 1 marzo 2019. Prima era: almeno 100{BLANK}%."
    )


def test_a_target_that_was_in_words_cannot_turn_a_verdict() -> None:
    words = expecting("Spendere meno")
    found = told(*measured("90", ">= 0", attesi=[words, expecting(">= 80", dal="2019-03-02")]))
    assert found.steps[0] == (
        "L’atteso è cambiato: vale dal 2 marzo 2019. Prima era: spendere meno."
    )


def test_a_target_for_several_years_is_no_matter_where_nothing_is_compared() -> None:
    target = expecting(">= 80", periodo="nel triennio")
    assert told(*measured("manca: non rilevato", ">= 0", attesi=[target])).steps == ()


def test_targets_of_other_years_are_told() -> None:
    found = told(*measured("90", ">= 0", attesi=[FIRST, expecting(">= 120", 2020)]))
    assert found.steps[0] == f"Per il 2020 l’atteso è: almeno 120{BLANK}%."
    words = [expecting("Cominciare", 2018), expecting("Finire")]
    assert told(*measured("Finito", "Finire", attesi=words)).steps == (
        "Per il 2018 l’atteso è: cominciare.",
    )


def test_parts_that_miss_the_target_are_named() -> None:
    base = "fatti.2019.qualita-interventi-promozionali.mostarda-pubblico"
    parts = [f"{base}-molto", f"{base}-abbastanza"]
    named = [archive().number(address).label for address in parts]
    one = told(*measured("100", ">= 60", parziali=parts))
    two = told(*measured("100", ">= 80", parziali=parts))
    assert one.steps[-1].replace(BLANK, " ") == (
        f"Fra i risultati parziali non soddisfa l’atteso: «{named[1]}», 28 %."
    )
    assert two.steps[-1].replace(BLANK, " ") == (
        "Fra i risultati parziali non soddisfano l’atteso: "
        f"«{named[0]}», 69 % e «{named[1]}», 28 %."
    )


# ---- Whatever the numbers ----

FIGURES = st.decimals(-(10**6), 10**6, places=2).map(lambda value: f"{value:f}".replace(".", ","))
NUMBERS = st.one_of(
    FIGURES,
    st.tuples(st.sampled_from(get_args(Qualifier)), FIGURES).map(" ".join),
    st.sampled_from(get_args(Gap)).map("manca: {}".format),
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(NUMBERS, st.just("Tutto fatto")),
    st.sampled_from(get_args(Comparator)),
    st.tuples(NUMBERS, NUMBERS),
    st.sampled_from([None, "conseguito", "conseguito in parte", "non conseguito"]),
    st.sampled_from([None, POSTAL, f"{POSTAL} / 0", f"0 - {POSTAL}"]),
    st.sampled_from(["percento", "giorni", "euro"]),
)
def test_whatever_is_printed_there_is_a_punctuated_sentence(
    result: str,
    comparator: str,
    ends: tuple[str, str],
    declared: str | None,
    formula: str | None,
    unit: str,
) -> None:
    target = f"fra {ends[0]} … {ends[1]}" if comparator == "fra" else f"{comparator} {ends[0]}"
    made = measured(result, target, unit=unit, declared=declared, formula=formula)
    found = told(*made)
    for text in (found.sentence, *found.steps):
        sound(text)
    if verdict(*made).state in (State.UNCLEAR, State.UNMEASURED):
        assert "raggiunto" not in found.label.lower()
