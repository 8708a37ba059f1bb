"""Italian numbers and dates, read and written without the project's own formats."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

MONTHS = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
WORDS = {
    **dict.fromkeys(("nessun", "nessuno", "nessuna"), 0),
    **dict.fromkeys(("un", "uno", "una"), 1),
    **dict.fromkeys(("due", "entrambi", "entrambe"), 2),
    **{"tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9},
    **{"dieci": 10, "undici": 11, "dodici": 12, "tredici": 13, "quattordici": 14},
    **{"quindici": 15, "sedici": 16, "diciassette": 17, "diciotto": 18, "diciannove": 19},
    **{"venti": 20, "trenta": 30, "quaranta": 40, "cinquanta": 50, "cento": 100, "mille": 1000},
}
# Grouped by three from the right, a comma before decimals, a true minus sign.
FIGURE = re.compile(r"(?<![\d.,])−?(?:0|[1-9]\d{0,2}(?:\.\d{3})*)(?:,\d+)?(?![\d.,]*\d)")


def value(figure: str) -> Decimal:
    """Read an Italian figure: «1.865.646,87», «−3,5»; or a plain one, «60464.10»."""
    if re.fullmatch(r"-?\d+\.\d{1,2}", figure):
        return Decimal(figure)
    return Decimal(figure.replace(".", "").replace(",", ".").replace("−", "-"))


def figures(text: str) -> list[Decimal]:
    """Return the well-formed Italian figures of a text, in order."""
    return [value(found) for found in FIGURE.findall(text)]


def long_date(iso: str) -> str:
    """Return «2022-12-02» as «2 dicembre 2022»."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
