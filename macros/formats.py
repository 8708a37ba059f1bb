"""Italian forms of numbers and dates.

Babel prints; we round half up first, since Babel rounds half to even.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from babel.dates import format_date
from babel.numbers import format_decimal

from macros.archive import Number
from macros.schema import Unit

LOCALE = "it"
HARD_BLANK = "\u00a0"
_LOOSE_SIGN = re.compile(r"(?<=\d) (?=[%€])")


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up, away from zero, to `decimals` places."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def cut(value: Decimal, decimals: int) -> Decimal:
    """Drop what is beyond `decimals` places, without rounding."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


@cache
def figure(value: Decimal, decimals: int) -> str:
    """Return 1865646.87 as «1.865.646,87», with a true minus sign."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown = rounded(value, decimals) + 0  # no minus before a zero
    return format_decimal(shown, pattern, locale=LOCALE).replace("-", "−")


def amount(value: Decimal, decimals: int = 2) -> str:
    """Return euro as «614.539,70 €», with a no-break space."""
    return f"{figure(value, decimals)}{HARD_BLANK}€"


def percentage(value: Decimal, decimals: int = 1) -> str:
    """Return percent as «96,63 %», with a no-break space."""
    return f"{figure(value, decimals)}{HARD_BLANK}%"


def day(value: date) -> str:
    """Return a date as «11 febbraio 2022»."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def tied(text: str) -> str:
    """Return a text with each figure tied to the sign after it: «−21,83 %» never breaks."""
    return _LOOSE_SIGN.sub(HARD_BLANK, text)


def when(text: str) -> str:
    """Return 2016-12-10, 2017-12 or 2020 in words: «10 dicembre 2016», «dicembre 2017», «2020»."""
    if len(text) == len("2020"):
        return text
    if len(text) == len("2017-12"):
        return format_date(date.fromisoformat(f"{text}-01"), "MMMM y", locale=LOCALE)
    return day(date.fromisoformat(text))


def counted(value: Decimal, decimals: int, unit: Unit) -> str:
    """Return a value with its unit: «32 imprese», «1 impresa», «614.539,70 €», «1,87 giorni»."""
    if unit.kind == "importo":
        return amount(value, decimals)
    if unit.kind == "percentuale":
        return percentage(value, decimals)
    word = unit.singular if rounded(value, decimals) == 1 else unit.plural
    return figure(value, decimals) + (f"{HARD_BLANK}{word}" if word else "")


def _decimals(number: Number) -> int:
    """Euro show cents unless the source rounds («circa»); the rest as the source prints it."""
    if number.unit.decimals is not None:
        return int(number.unit.decimals)
    if number.unit.kind == "importo" and not (number.qualifier and number.decimals == 0):
        return 2
    return number.decimals


def bare(number: Number) -> str:
    """Return the figure alone, or the reason why it is missing."""
    if isinstance(number.value, date):
        return day(number.value)
    return number.gap or "" if number.value is None else figure(number.value, _decimals(number))


def whole(number: Number) -> str:
    """Return the number with its unit, or the reason why it is missing."""
    if not isinstance(number.value, Decimal):
        return bare(number)
    return counted(number.value, _decimals(number), number.unit)


def qualified(number: Number) -> str:
    """Return the number with unit and qualifier: «circa 13.000 utenti»."""
    return f"{number.qualifier} {whole(number)}" if number.qualifier else whole(number)


def machine(number: Number) -> str:
    """Return the value for files and attributes: «614539.70», «2022-12-02», or nothing."""
    if isinstance(number.value, Decimal):
        return f"{number.value:f}"  # never 1E-7
    return "" if number.value is None else number.value.isoformat()
