"""Italian forms of numbers and dates, and what rounding does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.formats import (
    amount,
    bare,
    counted,
    cut,
    day,
    figure,
    machine,
    percentage,
    qualified,
    rounded,
    tied,
    when,
    whole,
)
from macros.scalars import read_number
from tests.real import BLANK, archive, number

MINUS = "−"
VALUES = st.decimals(
    min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        ("0.125", 2, "0,13"),
        ("2.675", 2, "2,68"),
        ("-0.125", 2, "−0,13"),
        ("-2.675", 2, "−2,68"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "−3"),
        ("0.124999", 2, "0,12"),
        ("9.995", 2, "10,00"),
        ("999.95", 1, "1.000,0"),
    ],
)
def test_half_is_rounded_away_from_zero(value: str, decimals: int, printed: str) -> None:
    assert figure(Decimal(value), decimals) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        ("5338581.84", 2, "5.338.581,84"),
        ("22314", 0, "22.314"),
        ("999", 0, "999"),
        ("1000", 0, "1.000"),
        ("1234567890.1", 1, "1.234.567.890,1"),
        ("96.63", 2, "96,63"),
        ("118321", 2, "118.321,00"),
        ("0", 2, "0,00"),
        ("-1234.5", 1, "−1.234,5"),
    ],
)
def test_thousands_have_a_point_and_decimals_a_comma(
    value: str, decimals: int, printed: str
) -> None:
    assert figure(Decimal(value), decimals) == printed


@pytest.mark.parametrize(("value", "left"), [("83.669", "83.66"), ("-21.827", "-21.82")])
def test_cutting_drops_what_follows(value: str, left: str) -> None:
    assert cut(Decimal(value), 2) == Decimal(left)


def test_a_tiny_number_is_published_in_full() -> None:
    tiny = replace(archive().number("spese.2022.011"), value=Decimal("1E-7"))
    assert machine(tiny) == "0.0000001"


@pytest.mark.parametrize(("value", "decimals"), [("-0.04", 1), ("-0.004", 2), ("-0.4", 0)])
def test_what_rounds_to_zero_has_no_sign(value: str, decimals: int) -> None:
    assert MINUS not in figure(Decimal(value), decimals)


@settings(deadline=None)
@given(VALUES, st.integers(0, 4))
def test_rounding_is_the_nearest_with_halves_away_from_zero(value: Decimal, decimals: int) -> None:
    exact = Fraction(value) * 10**decimals
    nearest = floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    assert Fraction(rounded(value, decimals)) * 10**decimals == nearest


@settings(deadline=None)
@given(VALUES, st.sampled_from((0, 1, 2, 4)))
def test_a_printed_figure_reads_back_as_the_rounded_value(value: Decimal, decimals: int) -> None:
    """Three decimals are left out: «1,865» has two readings, and the reader refuses it."""
    printed = figure(value, decimals)
    assert read_number(printed, whole=decimals == 0) == rounded(value, decimals)


@settings(deadline=None)
@given(VALUES, st.integers(0, 4))
def test_a_negative_figure_has_the_true_minus_sign(value: Decimal, decimals: int) -> None:
    printed = figure(value, decimals)
    assert "-" not in printed
    if rounded(value, decimals) < 0:
        assert printed == MINUS + figure(-value, decimals)


def test_an_amount_has_cents_and_a_no_break_space_before_the_euro() -> None:
    assert amount(Decimal("614539.7")) == "614.539,70\u00a0€"


def test_a_negative_amount_has_the_true_minus_sign() -> None:
    assert amount(Decimal("-1500")) == "−1.500,00\u00a0€"


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [("96.63", 2, "96,63\u00a0%"), ("34.946", 1, "34,9\u00a0%"), ("-31.65", 1, "−31,7\u00a0%")],
)
def test_a_percentage_has_a_no_break_space_before_its_sign(
    value: str, decimals: int, printed: str
) -> None:
    assert percentage(Decimal(value), decimals) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "printed"),
    [
        ("1", 0, "imprese", "1\u00a0impresa"),
        ("32", 0, "imprese", "32\u00a0imprese"),
        ("0", 0, "imprese", "0\u00a0imprese"),
        ("22314", 0, "pratiche", "22.314\u00a0pratiche"),
        ("1.87", 2, "giorni", "1,87\u00a0giorni"),
        ("1", 0, "giorni", "1\u00a0giorno"),
        ("96.63", 2, "percento", "96,63\u00a0%"),
        ("0", 2, "euro", "0,00\u00a0€"),
        ("7.5", 1, "misura", "7,5"),
    ],
)
def test_a_value_carries_its_unit(value: str, decimals: int, unit: str, printed: str) -> None:
    assert counted(Decimal(value), decimals, archive().units[unit]) == printed


@pytest.mark.parametrize("value", ["1.2", "0.9", "1.0"])
def test_what_is_printed_as_one_is_singular(value: str) -> None:
    assert counted(Decimal(value), 0, archive().units["giorni"]) == "1\u00a0giorno"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("spese.2022", "5.338.581,84\u00a0€"),
        ("spese.2022.011", "1.865.646,87\u00a0€"),
        ("spese.2022.016", "118.321,00\u00a0€"),
        ("serie.quota-pratiche-entro-5-giorni.2022", "96,63\u00a0%"),
        ("serie.smart-card.2022", "3.019\u00a0dispositivi"),
        ("serie.protesti-tempo-medio.2022", "4\u00a0giorni"),
        ("bandi.2022.innovazione-filiere-economia-circolare.ammesse", "1\u00a0impresa"),
        ("bandi.2022.voucher-digitali-base.ammesse", "18\u00a0imprese"),
        ("bandi.2022.sostegno-al-credito.concesso", "0,00\u00a0€"),
        ("bandi.2022.soluzioni-innovative-si40.concesso", "non stampato nella fonte"),
    ],
)
def test_numbers_of_the_report_with_their_unit(address: str, printed: str) -> None:
    assert whole(archive().number(address)) == printed


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("fatti.2022.sito-web.utenti", "circa 13.000\u00a0utenti"),
        ("serie.masterclass-partecipanti.2019", "oltre 3.000\u00a0partecipanti"),
        ("fatti.2022.accompagnamento-export.incontri", "almeno 6\u00a0incontri"),
        ("fatti.2022.punto-impresa-digitale.si40-finanziate", "solo 2\u00a0imprese"),
        ("serie.smart-card.2021", "3.862\u00a0dispositivi"),
    ],
)
def test_the_qualifier_of_the_source_stands_before_the_number(address: str, printed: str) -> None:
    assert qualified(archive().number(address)) == printed


@pytest.mark.parametrize(
    ("address", "printed", "plain"),
    [
        ("spese.2022.032", "3.295.109,02", "3295109.02"),
        ("serie.smart-card.2021", "3.862", "3862"),
        ("fatti.2022.sito-web.utenti", "13.000", "13000"),
        ("bandi.2022.cremona-musica.domande", "non stampato nella fonte", ""),
    ],
)
def test_the_bare_figure_and_the_value_for_machines(address: str, printed: str, plain: str) -> None:
    assert bare(archive().number(address)) == printed
    assert machine(archive().number(address)) == plain


def test_an_amount_the_source_rounds_keeps_no_cents() -> None:
    about = number("15000", unit="euro", qualifier="circa")
    assert qualified(about) == "circa 15.000\u00a0€"
    assert whole(replace(about, qualifier=None)) == "15.000,00\u00a0€"


def test_a_unit_may_fix_the_decimals() -> None:
    days = archive().units["giorni"].model_copy(update={"decimals": Decimal(1)})
    assert whole(replace(number("1.87", unit="giorni"), unit=days)) == "1,9\u00a0giorni"


@pytest.mark.parametrize(
    ("date_", "printed"),
    [
        (date(2022, 2, 11), "11 febbraio 2022"),
        (date(2022, 12, 2), "2 dicembre 2022"),
        (date(2023, 3, 31), "31 marzo 2023"),
        (date(2024, 2, 29), "29 febbraio 2024"),
    ],
)
def test_dates_in_full(date_: date, printed: str) -> None:
    assert day(date_) == printed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2016-12-10", "10 dicembre 2016"),
        ("2022-03-01", "1 marzo 2022"),
        ("2017-12", "dicembre 2017"),
        ("2020-09", "settembre 2020"),
        ("2020", "2020"),
    ],
)
def test_a_day_a_month_or_a_year_as_far_as_it_is_known(text: str, told: str) -> None:
    assert when(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("in calo del −21,83 %.", "in calo del −21,83\u00a0%."),
        ("1.000 € e 5 %", "1.000\u00a0€ e 5\u00a0%"),
        ("già unito: 5\u00a0%", "già unito: 5\u00a0%"),
        ("attaccato: 5%", "attaccato: 5%"),
        ("il % da solo, la parola % e 5 imprese", "il % da solo, la parola % e 5 imprese"),
        ("", ""),
    ],
)
def test_a_figure_is_tied_to_the_sign_after_it(text: str, told: str) -> None:
    assert tied(text) == told


def test_a_number_may_be_a_date() -> None:
    found = replace(number(None, unit="giorno-data"), value=date(2022, 12, 2), gap=None)
    assert (bare(found), whole(found), machine(found)) == (
        "2 dicembre 2022",
        "2 dicembre 2022",
        "2022-12-02",
    )


def test_no_printed_number_of_the_archive_breaks_at_the_end_of_a_line() -> None:
    """The only ordinary blank may stand after the qualifier, or inside the words of a unit."""
    for found in archive().numbers.values():
        if found.value is not None:
            assert whole(found).split(BLANK)[0] == bare(found)
