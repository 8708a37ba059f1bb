"""What a formula can call: each function with how it counts and how it is written for a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Exact = Fraction | date | bool
MOST_PLACES = 12


class Uncomputable(ValueError):
    """A formula whose value cannot be had; `reason` says why, in Italian."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Missing(Uncomputable):
    """… because the source does not print one of its numbers: nobody's mistake."""


@dataclass(frozen=True)
class Function:
    """A function: its value, how it reads, how many arguments it takes (None: one or more).

    `example` is a call as staff write it.
    """

    value: Callable[[Sequence[Exact]], Exact]
    reads: Callable[[Sequence[str]], str]
    example: str
    takes: int | None = None


def number(value: Exact) -> Fraction:
    """Return a value that must be a number. Raises Uncomputable."""
    if isinstance(value, Fraction):
        return value
    raise Uncomputable("serve un numero, non una data né un sì o no")


def day(value: Exact) -> date:
    """Return a value that must be a day. Raises Uncomputable."""
    if isinstance(value, date):
        return value
    raise Uncomputable("serve una data")


def _scale(value: Exact) -> int:
    places = number(value)
    if places.denominator != 1 or not 0 <= places <= MOST_PLACES:
        raise Uncomputable(f"i decimali sono un numero intero fino a {MOST_PLACES}")
    scale: int = 10 ** int(places)
    return scale


def _rounded(given: Sequence[Exact]) -> Fraction:
    """Half up, away from zero, as the site prints."""
    value, scale = number(given[0]), _scale(given[1])
    size = int(abs(value) * scale + Fraction(1, 2))
    return Fraction(size if value >= 0 else -size, scale)


def _cut(given: Sequence[Exact]) -> Fraction:
    return Fraction(int(number(given[0]) * _scale(given[1])), _scale(given[1]))


def _years(given: Sequence[Exact]) -> Fraction:
    """Whole years from a day to another, negative if it comes before."""
    start, end = day(given[0]), day(given[1])
    sign = 1 if start <= end else -1
    start, end = min(start, end), max(start, end)
    whole = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    return Fraction(sign * whole)


def _days(given: Sequence[Exact]) -> Fraction:
    return Fraction((day(given[1]) - day(given[0])).days)


def _sum(given: Sequence[Exact]) -> Fraction:
    return sum((number(each) for each in given), Fraction(0))


def _decimals(places: str) -> str:
    return f"{places} decimale" if places == "1" else f"{places} decimali"


def _list(texts: Sequence[str]) -> str:
    return ", ".join(texts)


def _weekday(place: int, name: str) -> Function:
    """Return the function that tells whether a day falls on a weekday; Monday is 0."""
    return Function(
        lambda given: day(given[0]).weekday() == place,
        lambda texts: f"{texts[0]} cade di {name}",
        f'{plain(name)}(data("2019-01-01"))',
        1,
    )


def plain(name: str) -> str:
    """Return a weekday as functions are named, without its accent: «lunedi»."""
    return name.replace("ì", "i")


_WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_ONE, _TWO = 'v("fatti.2022.tema.uno")', 'v("fatti.2022.tema.due")'

FUNCTIONS: Mapping[str, Function] = {
    "somma": Function(_sum, lambda texts: " + ".join(texts), f"somma({_ONE}, {_TWO})"),
    "conta": Function(
        lambda given: Fraction(len(given)),
        lambda texts: f"quanti sono ({_list(texts)})",
        f"conta({_ONE}, {_TWO})",
    ),
    "minimo": Function(
        lambda given: min(number(each) for each in given),
        lambda texts: f"il più piccolo fra ({_list(texts)})",
        f"minimo({_ONE}, {_TWO})",
    ),
    "massimo": Function(
        lambda given: max(number(each) for each in given),
        lambda texts: f"il più grande fra ({_list(texts)})",
        f"massimo({_ONE}, {_TWO})",
    ),
    "arrotonda": Function(
        _rounded,
        lambda texts: f"({texts[0]}, arrotondato a {_decimals(texts[1])})",
        f"arrotonda({_ONE}, 2)",
        2,
    ),
    "tronca": Function(
        _cut,
        lambda texts: f"({texts[0]}, tagliato a {_decimals(texts[1])})",
        f"tronca({_ONE}, 2)",
        2,
    ),
    "anni": Function(
        _years,
        lambda texts: f"(anni da {texts[0]} a {texts[1]})",
        f'anni(data("2019-01-01"), {_ONE})',
        2,
    ),
    "giorni": Function(
        _days,
        lambda texts: f"(giorni da {texts[0]} a {texts[1]})",
        f'giorni(data("2019-01-01"), {_ONE})',
        2,
    ),
    **{plain(name): _weekday(place, name) for place, name in enumerate(_WEEKDAYS)},
}
WEEKDAYS = frozenset(map(plain, _WEEKDAYS))
