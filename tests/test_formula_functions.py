"""The functions of formulas, what else claims may write in them, and hostile formulas."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.catalogue import CATALOGUE, Refusal
from macros.formula import DEEPEST, LONGEST, Value, calculate, compute, parse
from macros.formula_functions import FUNCTIONS, MOST_PLACES, Uncomputable
from macros.formula_words import shown
from macros.messages import Place

NUMBERS: Mapping[str, Value] = {
    "serie.a.2022": Decimal("-3.5"),
    "serie.zero.2022": Decimal(0),
    "fatti.2022.tema.giorno": date(2024, 2, 29),
}
A, ZERO, DAY = (f'v("{address}")' for address in NUMBERS)
PIECES = (
    *(f"{name}(" for name in FUNCTIONS),
    *('data("2024-02-29")', 'data("31/12/2021")', 'data("', 'v("', "v(", A, ZERO, DAY),
    *("(", ")", ",", "-", "+", "*", "/", "**", "<", "<=", "==", ">", ">=", "!=", " in ", " is "),
    *("0", "1", "2.5", "13", "1.865", "1e9", "1_000", "0x1", "9" * 25, '"x"', "'", "#", "\\", "."),
    *("lambda: ", "*", "k=", "True", "not ", " and ", ":=", "[", "]", "{", "}", "\n", " if "),
)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def value(address: str) -> Value:
    if address not in NUMBERS:
        raise Uncomputable(f"manca «{address}»")
    return NUMBERS[address]


def worth(text: str, items: int = 0) -> Value:
    return calculate(parse(text), value, items)


def refused(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        parse(text)
    return caught.value.code


def uncomputable(text: str) -> str:
    with pytest.raises(Uncomputable) as caught:
        worth(text)
    return caught.value.reason


# ---- Hostile input ----


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
        st.text('conta(data(v("2022-01-01"),somma)<=>.0123456789*-/ ', max_size=80),
    )
)
@example("(" * 1400)
@example("conta(" * 200 + ")" * 200)
@example("somma(" * 200 + "1" + ")" * 200)
@example("-" * 1500)
@example("1<" * 700 + "1")
@example("9**9**9**9")
@example("arrotonda(1, " + "9" * 25 + ")")
@example("\ud800")
@example('data("\ud800")')
@example("conta(\x00)")
def test_any_text_is_worth_something_or_is_refused_in_the_staff_s_language(text: str) -> None:
    """Nothing but Refusal when it is read, nothing but Uncomputable when it is computed."""
    try:
        formula = parse(text)
    except Refusal as refusal:
        assert refusal.problem(Place("data/verifiche/2031/x.yml")).code in CATALOGUE
        return
    assert shown(formula, str) != ""
    try:
        found = calculate(formula, value)
    except Uncomputable as error:
        assert error.reason
        return
    assert isinstance(found, Decimal | date | bool)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2 ** 100000", "D242"),
        ("9 ** 9 ** 9 ** 9", "D242"),
        ("somma(2 ** 3)", "D242"),
        ("10 // 3", "D242"),
        ("10 % 3", "D242"),
        ("1 << 1000000", "D242"),
        ("somma(*[1])", "D242"),
        ("conta(*v)", "D242"),
        ("arrotonda(1.5, decimali=0)", "D242"),
        ("somma(**{})", "D242"),
        ("(lambda: 1)()", "D242"),
        ("lambda: 1", "D242"),
        ("(somma)(1).real", "D242"),
        ("somma.value(1)", "D242"),
        ("data.today()", "D242"),
        ("somma", "D242"),
        ("True", "D242"),
        ("conta(True)", "D242"),
        ("None", "D242"),
        ('"testo"', "D242"),
        ('conta("testo")', "D242"),
        ("somma([1, 2])", "D242"),
        ("somma(x for x in (1, 2))", "D242"),
        ("1 if 1 < 2 else 3", "D242"),
        ("1 < 2 and 2 < 3", "D242"),
        ("not 1 < 2", "D242"),
        ("1 != 2", "D242"),
        ("1 in (1, 2)", "D242"),
        ("1 is 1", "D242"),
        ("data(2022)", "D242"),
        ('data("2022-01-01", "2022-01-02")', "D242"),
        ("data()", "D242"),
        (f"data({A})", "D242"),
        ('f"{1}"', "D242"),
        ("(x := 1)", "D242"),
        ("1 = 1", "D240"),
        ("somma(1, 2", "D240"),
        ("import os", "D240"),
        ("sum(1, 2)", "D245"),
        ("eval(1)", "D245"),
        ("__import__(1)", "D245"),
        ("soma(1, 2)", "D245"),
        ("somma()", "D246"),
        ("minimo()", "D246"),
        ("arrotonda(1)", "D246"),
        ("arrotonda(1, 2, 3)", "D246"),
        ("anni(1)", "D246"),
        ('data("2022-02-29")', "D106"),
        ('data("29 febbraio 2024")', "D106"),
        ("somma(1.865, 2)", "D243"),
    ],
)
def test_what_is_beyond_the_language_is_refused(text: str, code: str) -> None:
    assert refused(text) == code


@pytest.mark.parametrize("text", ["1if 1else 2", '"\\d"', "0x1for x in 1"])
def test_python_tells_staff_nothing_of_its_own(text: str) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        refused(text)
    assert told == []


def test_a_function_written_wrong_is_met_with_the_right_one() -> None:
    with pytest.raises(Refusal) as caught:
        parse("soma(1, 2)")
    assert "somma" in str(caught.value.words["near"])


@pytest.mark.parametrize("name", ["somma", "conta", "minimo", "massimo"])
def test_functions_inside_functions_are_as_deep_as_operations_may_be(name: str) -> None:
    assert parse(f"{name}(" * DEEPEST + "1" + ")" * DEEPEST).addresses == ()
    assert refused(f"{name}(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1)) == "D241"


def test_a_long_list_is_refused() -> None:
    assert worth(f"conta({', '.join('1' * 400)})") == 400
    assert refused(f"conta({'1, ' * (LONGEST // 3)}1)") == "D241"


@pytest.mark.parametrize(
    "text", ["1 / 0", f"1 / {ZERO}", "somma(1, 2 / 0)", "1 / (2 - 2) < 3", "0 / 0"]
)
def test_nothing_is_divided_by_zero(text: str) -> None:
    assert uncomputable(text) == "il divisore è zero"


@pytest.mark.parametrize(
    "text",
    [
        f"{DAY} + 1",
        f"{DAY} < 3",
        f"3 == {DAY}",
        'data("2022-01-01") - data("2021-01-01")',
        '-data("2022-01-01")',
        f"somma({DAY})",
        f"minimo({DAY}, {DAY})",
        f"arrotonda({DAY}, 1)",
        "(1 < 2) + 1",
        "(1 < 2) == (2 < 3)",
        "somma(1 < 2)",
    ],
)
def test_days_and_yes_or_no_are_no_numbers(text: str) -> None:
    assert uncomputable(text) == "serve un numero, non una data né un sì o no"


@pytest.mark.parametrize("text", ["anni(1, 2)", "giorni(1 < 2, 3)", f"giorni({DAY}, {A})"])
def test_numbers_are_no_days(text: str) -> None:
    assert uncomputable(text) == "serve una data"


@pytest.mark.parametrize("text", ["arrotonda(1, -1)", "tronca(1, 0.5)", "arrotonda(1, 13)"])
def test_decimals_are_a_small_whole_number(text: str) -> None:
    assert uncomputable(text) == f"i decimali sono un numero intero fino a {MOST_PLACES}"


def test_an_address_nobody_has_gives_its_reason() -> None:
    assert uncomputable('somma(1, v("serie.b.2022"))') == "manca «serie.b.2022»"


@pytest.mark.parametrize("text", ["1 < 2", 'data("2022-01-01")'])
def test_a_formula_that_must_give_a_number_does_not_give_anything_else(text: str) -> None:
    with pytest.raises(Uncomputable, match=r"^la formula non dà un numero$"):
        compute(parse(text), lambda _: Decimal(1))


# ---- Comparisons and days ----


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("1 < 2", True),
        ("2 <= 2", True),
        ("2 < 2", False),
        ("3 > 2 > 1", True),
        ("3 > 2 > 2", False),
        ("1 / 3 * 3 == 1", True),
        ("0.1 + 0.2 == 0.3", True),
        ("0.1 + 0.2 == 0.31", False),
        (f"{A} >= 0", False),
        ('data("2022-06-30") <= data("30/06/2022")', True),
        (f'{DAY} > data("2024-02-28")', True),
        (f'{DAY} == data("2024-03-01")', False),
    ],
)
def test_comparisons_are_exact(text: str, holds: bool) -> None:
    assert worth(text) is holds


def test_a_day_is_a_value_of_its_own() -> None:
    assert worth('data("29/02/2024")') == worth(DAY) == date(2024, 2, 29)


# ---- Functions ----


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("somma(1616, 485, 425, 912)", "3438"),
        ("somma(0.1, 0.2, -0.3)", "0"),
        ("somma(1 / 3, 1 / 3, 1 / 3)", "1"),
        (f"somma({A})", "-3.5"),
        ("conta(5, 5, 0)", "3"),
        ("minimo(3, -2, 2.5)", "-2"),
        ("massimo(3, -2, 10 / 3 * 3)", "10"),
        ("arrotonda(2.5, 0)", "3"),
        ("arrotonda(-2.5, 0)", "-3"),
        ("arrotonda(3.5, 0)", "4"),
        ("arrotonda(2.3450, 2)", "2.35"),
        ("arrotonda(2.3449, 2)", "2.34"),
        ("arrotonda(-0.4, 0)", "0"),
        ("arrotonda(2 / 3, 4)", "0.6667"),
        ("arrotonda(12.50, 12)", "12.5"),
        ("tronca(2.9990, 0)", "2"),
        ("tronca(-2.9990, 0)", "-2"),
        ("tronca(-21.8798, 2)", "-21.87"),
        ("tronca(18978.38 / 38475.85 * 100, 2)", "49.32"),
        ("arrotonda(18978.38 / 38475.85 * 100, 2)", "49.33"),
        ("tronca(0.29 * 100, 0)", "29"),
    ],
)
def test_functions_of_numbers_are_exact(text: str, found: str) -> None:
    assert worth(text) == Decimal(found)


def test_an_empty_count_is_of_the_items_of_the_claim() -> None:
    assert worth("conta()", 4) == 4
    assert worth("conta() + 1", 8) == 9
    assert worth("conta() == 2", 2) is True
    assert worth("conta(7)", 4) == 1


@settings(max_examples=300, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 5))
def test_rounding_and_cutting_are_those_of_decimals(number: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    assert worth(f"arrotonda({number:f}, {places})") == number.quantize(step, ROUND_HALF_UP)
    assert worth(f"tronca({number:f}, {places})") == number.quantize(step, ROUND_DOWN)


@pytest.mark.parametrize(
    ("start", "end", "years", "days"),
    [
        ("2022-01-04", "2022-03-22", 0, 77),
        ("2020-02-28", "2020-03-01", 0, 2),
        ("2021-02-28", "2021-03-01", 0, 1),
        ("2020-02-29", "2021-02-28", 0, 365),
        ("2020-02-29", "2021-03-01", 1, 366),
        ("2020-02-29", "2024-02-29", 4, 1461),
        ("2019-03-01", "2020-03-01", 1, 366),
        ("2010-12-31", "2022-12-30", 11, 4382),
        ("2022-05-01", "2022-05-01", 0, 0),
        ("2024-02-29", "2020-02-29", -4, -1461),
        ("2021-02-28", "2020-02-29", 0, -365),
    ],
)
def test_years_and_days_across_leap_days(start: str, end: str, years: int, days: int) -> None:
    assert worth(f'anni(data("{start}"), data("{end}"))') == years
    assert worth(f'giorni(data("{start}"), data("{end}"))') == days


@settings(max_examples=300, deadline=None)
@given(DAYS, DAYS)
def test_the_years_between_two_days_are_birthdays(one: date, two: date) -> None:
    start, end = sorted((one, two))
    years = worth(f'anni(data("{start}"), data("{end}"))')
    birthdays = [y for y in range(start.year + 1, end.year + 1) if birthday(start, y) <= end]
    assert years == len(birthdays)
    assert worth(f'anni(data("{end}"), data("{start}"))') == -len(birthdays)
    days = worth(f'giorni(data("{start}"), data("{end}"))')
    assert isinstance(days, Decimal)
    assert start + timedelta(int(days)) == end


def birthday(born: date, year: int) -> date:
    """Return the day someone grows older: who was born on a leap day does on the first of March."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


# ---- How they are read ----


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("somma(1616, 485, 425, 912)", "1616 + 485 + 425 + 912"),
        ("somma(1, 2) * 3", "(1 + 2) × 3"),
        ("10 - somma(1, 2)", "10 − (1 + 2)"),
        ("10 + somma(1, 2)", "10 + (1 + 2)"),
        ("somma(5, -3)", "5 + (−3)"),
        (f"somma(5, {A})", "5 + (−3,5)"),
        (f"somma({A}, 5)", "−3,5 + 5"),
        ("somma(1 - 2, 3 - 4)", "1 − 2 + (3 − 4)"),
        ("conta(3, 4)", "quanti sono (3, 4)"),
        ("conta() * 2", "4 voci elencate × 2"),
        ("minimo(1, 2 + 3)", "il più piccolo fra (1, 2 + 3)"),
        ("massimo(1, 2) <= 20", "il più grande fra (1, 2) ≤ 20"),
        ("arrotonda(2 / 3, 1)", "(2 ÷ 3, arrotondato a 1 decimale)"),
        ("arrotonda(2 / 3, 0) * 2", "(2 ÷ 3, arrotondato a 0 decimali) × 2"),
        ("tronca(2.75, 1)", "(2,75, tagliato a 1 decimale)"),
        ('anni(data("2010-01-01"), data("2022-12-31"))',
         "(anni da 1 gennaio 2010 a 31 dicembre 2022)"),
        (f'giorni({DAY}, data("1/3/2024"))', "(giorni da 29 febbraio 2024 a 1 marzo 2024)"),
        ("1 < 2 <= 3", "1 < 2 ≤ 3"),
        ("1 + 2 == 3", "1 + 2 = 3"),
        ("2 > 1 >= 0", "2 > 1 ≥ 0"),
        ("(1 < 2) < 3", "(1 < 2) < 3"),
    ],
)  # fmt: skip
def test_every_function_is_read_aloud(text: str, told: str) -> None:
    def tell(address: str) -> str:
        return {"serie.a.2022": "−3,5"}.get(address, "29 febbraio 2024")

    assert shown(parse(text), tell, 4) == told


def test_one_item_is_one() -> None:
    assert shown(parse("conta()"), str, 1) == "1 voce elencata"
    assert shown(parse("conta()"), str, 2) == "2 voci elencate"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=1, max_size=8))
def test_a_sum_read_back_means_the_same(numbers: list[Decimal]) -> None:
    told = shown(parse(f"somma({', '.join(f'{number:f}' for number in numbers)})"), str)
    again = told.replace("−", "-").replace(",", ".")
    assert "+ -" not in again
    assert compute(parse(again), as_nothing) == sum(numbers)


as_nothing: Callable[[str], Value] = dict[str, Value]().__getitem__  # no address has a value


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=10))
def test_a_sum_of_inverses_loses_nothing_but_the_fiftieth_digit(parts: list[int]) -> None:
    found = worth(f"somma({', '.join(f'1 / {part}' for part in parts)})")
    assert isinstance(found, Decimal)
    exact = sum((Fraction(1, part) for part in parts), Fraction(0))
    with localcontext() as context:
        context.prec = 50
        assert found == Decimal(exact.numerator) / exact.denominator
