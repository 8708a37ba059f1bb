"""Sentences made from numbers: every article, direction and comparison as an Italian writes it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from macros.archive import Number
from macros.sentences import change, course, difference, join, of_the, ranking, share
from tests.real import archive, number

EURO, PERCENT = "\u00a0€", "\u00a0%"


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("0,5", "dello 0,5"),
        ("0", "dello 0"),
        ("1", "dell’1"),
        ("1,5", "dell’1,5"),
        ("2", "del 2"),
        ("7,9", "del 7,9"),
        ("8", "dell’8"),
        ("8,3", "dell’8,3"),
        ("9,8", "del 9,8"),
        ("10", "del 10"),
        ("11", "dell’11"),
        ("11,4", "dell’11,4"),
        ("12", "del 12"),
        ("18", "del 18"),
        ("80", "dell’80"),
        ("81,2", "dell’81,2"),
        ("88", "dell’88"),
        ("100", "del 100"),
        ("108", "del 108"),
        ("110", "del 110"),
        ("111", "del 111"),
        ("180", "del 180"),
        ("800", "dell’800"),
        ("888", "dell’888"),
        ("1.000", "del 1.000"),
        ("1.100,5", "del 1.100,5"),
        ("1.899", "del 1.899"),
        ("8.000", "dell’8.000"),
        ("8.123,4", "dell’8.123,4"),
        ("11.000", "dell’11.000"),
        ("18.000", "del 18.000"),
        ("80.000", "dell’80.000"),
        ("110.000", "del 110.000"),
        ("800.000", "dell’800.000"),
    ],
)
def test_the_article_follows_how_a_figure_is_read_aloud(figure: str, told: str) -> None:
    """Otto, ottanta, ottocento, undici and uno begin with a vowel; mille and cento do not."""
    assert of_the(figure) == told
    assert of_the(f"{figure}{PERCENT}") == f"{told}{PERCENT}"


@pytest.mark.parametrize(
    ("part", "total", "told"),
    [
        ("1865646.87", "5338581.84", "34,9"),
        ("3295109.02", "5338581.84", "61,7"),
        ("59504.95", "5338581.84", "1,1"),
        ("1", "2", "50"),
        ("3", "3", "100"),
        ("0", "7", "0"),
        ("3", "2", "150"),
        ("1", "8", "12,5"),
        ("12125", "100000", "12,1"),
        ("12150", "100000", "12,2"),
    ],
)
def test_a_share_is_told_in_percent_without_a_useless_zero(
    part: str, total: str, told: str
) -> None:
    assert share(Decimal(part), Decimal(total)) == told + PERCENT


@pytest.mark.parametrize("part", ["0", "1", "-1"])
def test_a_share_of_nothing_raises(part: str) -> None:
    with pytest.raises(ZeroDivisionError):
        share(Decimal(part), Decimal(0))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("20324", "22314", "in aumento del 9,8"),
        ("3862", "3019", "in calo del 21,8"),
        ("524", "500", "in calo del 4,6"),
        ("677", "512", "in calo del 24,4"),
        ("2738903.00", "1871868.59", "in calo del 31,7"),
        ("100", "111", "in aumento dell’11"),
        ("100", "20", "in calo dell’80"),
        ("200", "201", "in aumento dello 0,5"),
        ("10", "0", "in calo del 100"),
        ("50", "100", "in aumento del 100"),
        ("40", "3000", "in aumento del 7.400"),
        ("10", "110", "in aumento del 1.000"),
        ("-10", "-5", "in aumento del 50"),
        ("-10", "5", "in aumento del 150"),
        ("10", "-5", "in calo del 150"),
        ("10000", "10005", "in aumento dello 0,1"),
    ],
)
def test_a_change_is_told_in_words(before: str, after: str, told: str) -> None:
    assert change(Decimal(before), Decimal(after)) == told + PERCENT


@pytest.mark.parametrize("value", ["0", "41", "-3.5"])
def test_no_change(value: str) -> None:
    assert change(Decimal(value), Decimal(value)) == "invariato"


@pytest.mark.parametrize(
    ("after", "told"),
    [("100001", "in leggerissimo aumento"), ("99999", "in leggerissimo calo")],
)
def test_a_change_too_small_to_print_is_not_told_as_zero(after: str, told: str) -> None:
    assert change(Decimal(100000), Decimal(after)) == told


@pytest.mark.parametrize("after", ["5", "-5"])
def test_a_change_from_zero_raises(after: str) -> None:
    with pytest.raises(ZeroDivisionError):
        change(Decimal(0), Decimal(after))


@pytest.mark.parametrize(
    ("words", "told"),
    [(["a"], "a"), (["a", "b"], "a e b"), (["a", "b", "c"], "a, b e c")],
)
def test_words_are_joined_with_commas_and_an_e(words: list[str], told: str) -> None:
    assert join(words) == told


def numbers(*addresses: str) -> list[Number]:
    return [archive().number(address) for address in addresses]


def test_the_ranking_of_the_missioni() -> None:
    told = ranking(
        ["Imprese", "Mercati", "Estero", "Servizi"],
        numbers("spese.2022.011", "spese.2022.012", "spese.2022.016", "spese.2022.032"),
        archive().number("spese.2022").amount,
    )
    assert told == (
        f"La cifra più alta è Servizi: 3.295.109,02{EURO}, cioè il 61,7{PERCENT} del totale. "
        f"La più bassa è Mercati: 59.504,95{EURO}."
    )


@pytest.mark.parametrize(
    ("gaps", "told"),
    [(1, "Per 1 voce la fonte non dà la cifra."), (2, "Per 2 voci la fonte non dà la cifra.")],
)
def test_the_ranking_tells_how_many_figures_are_missing(gaps: int, told: str) -> None:
    known = [number("25800.57", unit="euro"), number("114286.10", unit="euro")]
    missing = [number(None, unit="euro")] * gaps
    labels = ["musica", "voucher", *("ignoto" for _ in missing)]
    assert ranking(labels, [*known, *missing]) == (
        f"La cifra più alta è voucher: 114.286,10{EURO}. La più bassa è musica: 25.800,57{EURO}. "
        + told
    )


def test_the_ranking_of_one_known_figure_has_no_lowest() -> None:
    told = ranking(["uno", "due"], [number("15960", unit="euro"), number(None, unit="euro")])
    assert told == (
        f"La cifra più alta è uno: 15.960,00{EURO}. Per 1 voce la fonte non dà la cifra."
    )


def test_the_ranking_of_gaps_says_that_nothing_is_printed() -> None:
    assert ranking(["uno"], [number(None)]) == "Nessun valore è stampato nella fonte."


def test_the_ranking_keeps_the_qualifier() -> None:
    about = number("15000", unit="euro", qualifier="circa")
    assert ranking(["uno"], [about]) == f"La cifra più alta è uno: circa 15.000{EURO}."


def points(*values: str | None, first: int = 2019, unit: str = "pratiche") -> list[Number]:
    return [number(value, year=first + step, unit=unit) for step, value in enumerate(values)]


def test_the_course_of_a_series_goes_from_its_first_document_to_its_last() -> None:
    told = course("Pratiche evase", archive().points("pratiche-registro-imprese"))
    assert told == (
        "Pratiche evase: 22.314\u00a0pratiche nel 2022, 31.192\u00a0pratiche nel 2013 "
        f"(in calo del 28,5{PERCENT})."
    )


def test_the_course_of_a_percentage_may_peak_in_between() -> None:
    told = course("Quota", archive().points("quota-pratiche-entro-5-giorni"))
    assert told == (
        f"Quota: 96,63{PERCENT} nel 2022, 64,80{PERCENT} nel 2013; "
        f"il valore più alto è 97,23{PERCENT}, nel 2021."
    )


def test_the_course_of_a_percentage_changes_by_points() -> None:
    told = course("Quota", points("97.23", "96.63", first=2021, unit="percento"))
    assert told == (
        f"Quota: 96,63{PERCENT} nel 2022, 97,23{PERCENT} nel 2021 "
        "(in calo di 0,60 punti percentuali)."
    )


def test_the_course_tells_a_peak_in_between_with_its_qualifier() -> None:
    told = course("Masterclass", archive().points("masterclass-partecipanti"))
    assert told == (
        "Masterclass: oltre 400\u00a0partecipanti nel 2022, 40\u00a0partecipanti nel 2010; "
        "il valore più alto è oltre 3.000\u00a0partecipanti, nel 2019."
    )


@pytest.mark.parametrize("values", [("3", "4", "4"), ("4", "3", "4"), ("3", None, "4")])
def test_a_course_that_peaks_at_an_end_tells_the_change(values: tuple[str | None, ...]) -> None:
    told = course("Pratiche", points(*values))
    first, last = values[0], values[-1]
    assert told.startswith(f"Pratiche: {last}\u00a0pratiche nel 2021, {first}\u00a0pratiche")
    assert told.endswith("(invariato)." if first == last else f"(in aumento del 33,3{PERCENT}).")


def test_gaps_at_the_ends_of_a_course_are_passed_over() -> None:
    told = course("Pratiche", points(None, "10", None, "20", None))
    assert told == (
        "Pratiche: 20\u00a0pratiche nel 2022, 10\u00a0pratiche nel 2020 "
        f"(in aumento del 100{PERCENT})."
    )


def test_a_course_of_one_point() -> None:
    assert course("Pratiche", points(None, "7", None)) == "Pratiche: 7\u00a0pratiche nel 2020."


@pytest.mark.parametrize("values", [(), (None, None)])
def test_a_course_of_no_point(values: tuple[None, ...]) -> None:
    assert course("Pratiche", points(*values)) == "Pratiche: nessun valore."


def test_a_course_from_zero_tells_no_percentage() -> None:
    told = course("Pratiche", points("0", "5"))
    assert told == (
        "Pratiche: 5\u00a0pratiche nel 2020, 0\u00a0pratiche nel 2019 (da 0\u00a0pratiche)."
    )


@pytest.mark.parametrize("rough", [("circa", None), (None, "oltre"), ("circa", "oltre")])
def test_a_change_between_rough_figures_says_so(rough: tuple[str | None, str | None]) -> None:
    first, last = number("100", qualifier=rough[0]), number("50", qualifier=rough[1])
    assert difference(first, last) == f"in calo del 50{PERCENT}, conto su cifre approssimate"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("31", "34", "in aumento di 3 punti percentuali"),
        ("97.23", "96.63", "in calo di 0,60 punti percentuali"),
        ("96.6", "97.23", "in aumento di 0,63 punti percentuali"),
        ("30", "31", "in aumento di 1 punto percentuale"),
        ("12.5", "12.50", "invariato"),
    ],
)
def test_percentages_change_by_points(before: str, after: str, told: str) -> None:
    first, last = number(before, unit="percento"), number(after, unit="percento")
    assert difference(first, last) == told
