"""Italian numbers and dates, read and written without the project's own formats."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

MONTHS = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
).split()
WORDS = {
    word: value
    for value, words in enumerate(
        "nessun nessuno nessuna,un uno una,due entrambi entrambe,tre,quattro,cinque,sei,sette,otto,"
        "nove,dieci,undici,dodici,tredici,quattordici,quindici,sedici,diciassette,diciotto,"
        "diciannove,venti".split(",")
    )
    for word in words.split()
}
# Grouped by three from the right, a comma before decimals, a true minus sign.
FIGURE = re.compile(r"(?<![\d.,])−?(?:0|[1-9]\d{0,2}(?:\.\d{3})*)(?:,\d+)?(?![\d.,]*\d)")


def value(figure: str) -> Decimal:
    """Read an Italian figure: «1.865.646,87», «−3,5»."""
    return Decimal(figure.replace(".", "").replace(",", ".").replace("−", "-"))


def figures(text: str) -> list[Decimal]:
    """Return the well-formed Italian figures of a text, in order."""
    return [value(found) for found in FIGURE.findall(text)]


def long_date(iso: str) -> str:
    """Return «2022-12-02» as «2 dicembre 2022»."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
