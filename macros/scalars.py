"""Scalars as Italian civil servants write them: amounts, counts, percentages, dates, sì/no.

YAML's own typing is never used: it reads 011 as 9 and 1.865 as 1 and a bit. Every scalar arrives
here as the text that was typed, and is either read in the one possible way or refused.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from macros.catalogue import Refusal

_ITALIAN = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")  # 1.865.646,87
_COMMA = re.compile(r"[0-9]+,[0-9]+")  # 1865646,87
_POINT = re.compile(r"[0-9]+\.[0-9]+")  # 1865646.87
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")  # 1.865.646
_DIGITS = re.compile(r"[0-9]+")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE_ITALIAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SIGNS = str.maketrans({"−": "-", "–": "-"})
_TRUE, _FALSE = {"sì", "si", "vero"}, {"no", "falso"}
FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST = 25  # characters of a number: Decimal calculates exactly with up to 28 digits
_SPAN = re.compile(r"([0-9]{1,7})(?:\s*[-–—]\s*([0-9]{1,7}))?")


def read_number(text: str, *, whole: bool = False) -> Decimal:
    """Read a plain or Italian number exactly; `whole` for counts, which have no decimals.

    `1865646.87`, `1865646,87` and `1.865.646,87` are the same number. `1.865` is refused unless
    it counts whole things. Raises Refusal.
    """
    body = text.strip().translate(_SIGNS)
    negative = body.startswith("-")
    body = re.sub(r"^[+-]\s*", "", body)
    value = _unsigned(body, text, whole, "-" if negative else "")
    if whole and value % 1 != 0:
        raise Refusal("D104", text=text)
    return value.copy_negate() if negative else value


def _unsigned(body: str, text: str, whole: bool, sign: str) -> Decimal:
    if len(body) > LONGEST:
        raise Refusal("D101", text=f"{text[:LONGEST]}…")
    if re.match(r"0[0-9]", body) and _DIGITS.match(body):
        raise Refusal("D105", text=text, value=sign + re.sub(r"^0+(?=[0-9])", "", body))
    if _DIGITS.fullmatch(body):
        return Decimal(body)
    if _ITALIAN.fullmatch(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    if _THOUSANDS.fullmatch(body):
        if whole or body.count(".") > 1:
            return Decimal(body.replace(".", ""))
        raise _ambiguous(text, body, sign)
    if _COMMA.fullmatch(body):
        if re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", body):
            raise _ambiguous(text, body, sign)
        return Decimal(body.replace(",", "."))
    if _POINT.fullmatch(body):
        return Decimal(body)
    raise Refusal("D101", text=text)


def _ambiguous(text: str, body: str, sign: str) -> Refusal:
    whole, _, decimals = body.replace(",", ".").partition(".")
    return Refusal("D103", text=text, whole=sign + whole, decimals=decimals)


def read_amount(text: str) -> Decimal:
    """Read an amount in euro, with or without the sign €. Raises Refusal."""
    return read_number(re.sub(r"^€\s*|\s*€$", "", text.strip()))


def read_percentage(text: str) -> Decimal:
    """Read a percentage, in percent (96,63 means 96,63 %), with or without %."""
    return read_number(re.sub(r"\s*%$", "", text.strip()))


def read_count(text: str) -> Decimal:
    """Read a count of whole things. Raises Refusal."""
    return read_number(text, whole=True)


def read_date(text: str) -> date:
    """Read a date written 2022-02-11 or 11/02/2022. Raises Refusal."""
    iso, italian = _DATE_ISO.fullmatch(text), _DATE_ITALIAN.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if italian:
            return date(int(italian[3]), int(italian[2]), int(italian[1]))
    except ValueError:
        pass
    raise Refusal("D106", text=text)


def read_year(text: str) -> int:
    """Read a year of four digits between 1990 and 2100. Raises Refusal."""
    if _DIGITS.fullmatch(text) and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise Refusal("D107", text=text, first=FIRST_YEAR, last=LAST_YEAR)


def read_line(text: str) -> int:
    """Read the number of a line of a source text, from 1. Raises Refusal."""
    if _DIGITS.fullmatch(text) and len(text) <= LONGEST and int(text) > 0:
        return int(text)
    raise Refusal("D108", text=text)


def read_lines(text: str) -> tuple[int, int]:
    """Read a span of lines of a source, `10-40` or `10`, first and last. Raises Refusal."""
    span = _SPAN.fullmatch(text.strip())
    first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
    if not 0 < first <= last:
        raise Refusal("D113", text=text)
    return first, last


def read_flag(text: str) -> bool:
    """Read sì/no. Raises Refusal."""
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise Refusal("D109", text=text)


def read_id(text: str) -> str:
    """Read an id: small letters, digits and hyphens, as used in addresses. Raises Refusal."""
    if _CODE.fullmatch(text):
        return text
    raise Refusal("D110", text=text)


def read_text(text: str) -> str:
    """Read a text of one or more words. Raises Refusal when empty or with macro marks."""
    if not text.strip():
        raise Refusal("D111")
    if any(mark in text for mark in ("{{", "{%", "{#")):
        raise Refusal("D112")
    return text
