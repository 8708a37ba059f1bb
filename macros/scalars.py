"""Scalars as Italian civil servants write them: amounts, counts, percentages, dates, sì/no.

YAML's own typing is never used: it reads 011 as 9 and 1.865 as 1 and a bit. Every scalar arrives
here as the text that was typed, and is either read in the one possible way or refused.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_ITALIAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")  # 1.865.646,87
_COMMA = re.compile(r"\d+,\d+")  # 1865646,87
_POINT = re.compile(r"\d+\.\d+")  # 1865646.87
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")  # 1.865.646
_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DATE_ITALIAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SIGNS = str.maketrans({"−": "-", "–": "-"})
_TRUE, _FALSE = {"sì", "si", "vero"}, {"no", "falso"}
FIRST_YEAR, LAST_YEAR = 1990, 2100


class ScalarError(ValueError):
    """A scalar that cannot be read safely: code, what is wrong, why, cure.

    `at` is the path from the value being validated to the wrong scalar, for checks that see a
    whole block.
    """

    def __init__(
        self, code: str, what: str, why: str, cure: str, at: tuple[str | int, ...] = ()
    ) -> None:
        super().__init__(what)
        self.code, self.what, self.why, self.cure, self.at = code, what, why, cure, at


def read_number(text: str, *, whole: bool = False) -> Decimal:
    """Read a plain or Italian number exactly; `whole` for counts, which have no decimals.

    `1865646.87`, `1865646,87` and `1.865.646,87` are the same number. `1.865` is refused unless
    it counts whole things. Raises ScalarError.
    """
    body = text.strip().translate(_SIGNS)
    sign = -1 if body.startswith("-") else 1
    body = body.lstrip("+-").strip()
    value = _unsigned(body, text, whole)
    if whole and value != value.to_integral_value():
        raise ScalarError(
            "D104",
            f"«{text}» non è un numero intero",
            "qui si contano cose o persone, che non hanno decimali.",
            "scrivi il numero intero stampato nella fonte, per esempio 32",
        )
    return sign * value


def _unsigned(body: str, text: str, whole: bool) -> Decimal:
    if _DIGITS.fullmatch(body):
        if len(body) > 1 and body.startswith("0"):
            raise ScalarError(
                "D105",
                f"«{text}» comincia con zero",
                "un numero non comincia con zero; un codice sì, ma va fra virgolette.",
                f'se è un numero scrivi {int(body)}, se è un codice scrivi "{body}"',
            )
        return Decimal(body)
    if _ITALIAN.fullmatch(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    if _THOUSANDS.fullmatch(body):
        if whole or body.count(".") > 1:
            return Decimal(body.replace(".", ""))
        raise _ambiguous(text, body)
    if _COMMA.fullmatch(body):
        if re.fullmatch(r"[1-9]\d{0,2},\d{3}", body):
            raise _ambiguous(text, body)
        return Decimal(body.replace(",", "."))
    if _POINT.fullmatch(body):
        return Decimal(body)
    raise ScalarError(
        "D101",
        f"«{text}» non è un numero",
        "qui serve un numero, senza parole e senza altri segni.",
        "scrivi per esempio 1865646,87 oppure 1.865.646,87; se il numero manca, togli «valore» "
        "e scrivi  manca: non stampato nella fonte",
    )


def _ambiguous(text: str, body: str) -> ScalarError:
    whole, _, decimals = body.replace(",", ".").partition(".")
    return ScalarError(
        "D103",
        f"«{text}» è un importo ambiguo",
        f"«{text}» può voler dire {whole}{decimals} oppure {whole} virgola {decimals}.",
        f"scrivi {whole}{decimals} se sono migliaia, oppure {whole},{decimals}0 se sono decimali",
    )


def read_amount(text: str) -> Decimal:
    """Read an amount in euro, with or without the sign €. Raises ScalarError."""
    return read_number(re.sub(r"^€\s*|\s*€$", "", text.strip()))


def read_percentage(text: str) -> Decimal:
    """Read a percentage, in percent (96,63 means 96,63 %), with or without %."""
    return read_number(re.sub(r"\s*%$", "", text.strip()))


def read_count(text: str) -> Decimal:
    """Read a count of whole things. Raises ScalarError."""
    return read_number(text, whole=True)


def read_date(text: str) -> date:
    """Read a date written 2022-02-11 or 11/02/2022. Raises ScalarError."""
    iso, italian = _DATE_ISO.fullmatch(text), _DATE_ITALIAN.fullmatch(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if italian:
            return date(int(italian[3]), int(italian[2]), int(italian[1]))
    except ValueError:
        pass
    raise ScalarError(
        "D106",
        f"«{text}» non è una data",
        "una data ha giorno, mese e anno che esistono nel calendario.",
        "scrivi per esempio 2022-02-11 oppure 11/02/2022",
    )


def read_year(text: str) -> int:
    """Read a year of four digits between 1990 and 2100. Raises ScalarError."""
    if _DIGITS.fullmatch(text) and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise ScalarError(
        "D107",
        f"«{text}» non è un anno",
        f"un anno ha quattro cifre ed è compreso fra {FIRST_YEAR} e {LAST_YEAR}.",
        "scrivi per esempio 2022",
    )


def read_line(text: str) -> int:
    """Read the number of a line of a source text, from 1. Raises ScalarError."""
    if _DIGITS.fullmatch(text) and int(text) > 0:
        return int(text)
    raise ScalarError(
        "D108",
        f"«{text}» non è un numero di riga",
        "la riga della fonte è un numero intero da 1 in su.",
        "scrivi per esempio  riga: 1172",
    )


def read_flag(text: str) -> bool:
    """Read sì/no. Raises ScalarError."""
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise ScalarError(
        "D109",
        f"«{text}» non è né sì né no",
        "qui si risponde solo sì oppure no.",
        "scrivi sì oppure no",
    )


def read_id(text: str) -> str:
    """Read an id: small letters, digits and hyphens, as used in addresses. Raises ScalarError."""
    if _CODE.fullmatch(text):
        return text
    raise ScalarError(
        "D110",
        f"«{text}» non può fare da nome in un indirizzo",
        "i nomi negli indirizzi hanno solo lettere minuscole senza accenti, cifre e trattini.",
        "scrivi per esempio voucher-digitali-base",
    )


def read_text(text: str) -> str:
    """Read a text of one or more words. Raises ScalarError when empty or with macro marks."""
    if not text.strip():
        raise ScalarError(
            "D111",
            "il testo è vuoto",
            "una chiave senza valore non dice nulla.",
            "scrivi il testo, oppure togli la riga",
        )
    if any(mark in text for mark in ("{{", "{%", "{#")):
        raise ScalarError(
            "D112",
            "nei dati non si usano le doppie graffe",
            "le macro {{ … }} valgono solo nei file di content/ e docs_src/.",
            "scrivi il testo senza graffe",
        )
    return text
