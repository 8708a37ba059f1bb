"""A chart with all that stands around it, as a plain Plotly figure dict.

Our own facts travel in `layout.meta`: `tipo` (the closed set of the renderer) and `nome` (short
name for who cannot see the picture). Every printed value is in `text`: the renderer formats
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from macros.archive import Number
from macros.cells import Table
from macros.formats import bare, qualified

Figure = dict[str, Any]
SEPARATORS = ",."
NAMES = {
    "barre": "Grafico a barre",
    "quote": "Barra delle quote",
    "linee": "Grafico a linee",
    "confronto": "Confronto fra due anni",
    "bersaglio": "Valore raggiunto e valore atteso",
}


@dataclass(frozen=True)
class Chart:
    """A chart with all that stands around it.

    `holds_numbers`: its table is where its numbers stand on the site, as for series. `note` is what
    must be known to read it.
    """

    id: str
    title: str
    finding: str
    figure: Figure
    table: Table
    holds_numbers: bool = False
    note: str = ""


class ChartError(ValueError):
    """A chart that cannot be made of these addresses; `cure` says what can."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what)
        self.what, self.cure = what, cure


def choose(kind: str | None, allowed: Sequence[str], default: str) -> str:
    """Return the kind asked for, or the usual one. Raises ChartError."""
    if kind is not None and kind not in allowed:
        raise ChartError(
            f"il tipo «{kind}» non va bene per questi dati", f"i tipi sono: {', '.join(allowed)}"
        )
    return kind or default


def value(number: Number | None) -> float | None:
    """Return what is drawn of a number; None where it is missing, or a date."""
    known = number is not None and isinstance(number.value, Decimal)
    return float(number.amount) if number is not None and known else None


def shown(number: Number | None) -> str:
    """Return what is printed at a point; nothing where no source speaks of that year."""
    if number is None:
        return ""
    return f"{qualified(number)} (dedotto)" if number.inferred else qualified(number)


def short(number: Number | None) -> str:
    """Return a point without the name of what it counts: the chart's title gives it."""
    if number is None or number.value is None or number.unit.kind in ("importo", "percentuale"):
        return shown(number)
    told = f"{number.qualifier} {bare(number)}" if number.qualifier else bare(number)
    return f"{told} (dedotto)" if number.inferred else told


def layout(title: str, kind: str, data: list[dict[str, Any]]) -> Figure:
    """Return a figure of some traces with what is common to all."""
    common: dict[str, Any] = {
        "separators": SEPARATORS,
        "dragmode": False,
        "meta": {"tipo": kind, "nome": f"{NAMES[kind]}: {title}"},
    }
    if kind != "linee":
        common["yaxis"] = {"autorange": "reversed"}  # the first category on top, as we draw it
    return {"data": data, "layout": common}
