"""The public page of claims: the summary, the chart, every claim with its sum and its links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from macros.archive import Archivio, Number
from macros.cells import Cell, Column, Row, Table, text_cell
from macros.claim_words import FOUND_BY_US, LABELS, counts, tell
from macros.claims import DISAGREEING, Check, State, addresses
from macros.claims_data import claim_records, lines
from macros.figures import Chart, layout
from macros.painter import Painter
from macros.places import number_page
from macros.results_data import records_csv, records_json

DATA = "dati/verifiche"
BODY = "ente"  # what stands for the missione of a claim on the whole body
WHOLE_BODY = "Tutto l’ente e il contesto"
# What a reader looks for first comes first.
_ORDER = (
    State.DIFFERS,
    State.CONTRADICTION,
    State.UNKNOWN,
    State.CUT,
    State.ROUNDED,
    State.AGREES,
)


def claim_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of claims, by the name their placeholders use."""
    return {
        "verifiche_frase": lambda painter: painter.render(
            "frase.html", frase=summary(painter.checks)
        ),
        "verifiche_grafico": lambda painter: painter.chart(claims_chart(painter.checks)),
        "verifiche": _claims,
        "verifiche_escluse": _unclaimed,
        "scarica_verifiche": _download,
    }


def summary(checks: Sequence[Check]) -> str:
    """Say in a sentence how many claims there are and how they stand."""
    number = len(checks)
    told = "affermazione esaminata" if number == 1 else "affermazioni esaminate"
    return f"{number} {told}: {counts(checks)}." if checks else "Nessuna verifica."


def claims_chart(checks: Sequence[Check]) -> Chart:
    """How many claims stand how, a bar each."""
    found = Counter(check.state for check in checks)
    states = [state for state in State if found[state]]
    title = "I numeri verificati, per esito"
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": title,
            "y": [LABELS[state] for state in states],
            "x": [float(found[state]) for state in states],
            "text": [str(found[state]) for state in states],
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        }
    ]
    rows = [
        Row((text_cell(LABELS[state]), Cell(str(found[state]), str(found[state]))))
        for state in states
    ]
    columns = (Column("Esito", "esito"), Column("Verifiche", "verifiche", True))
    table = Table("tabella-verifiche", title, columns, tuple(rows))
    again = [check for check in checks if check.state is not State.UNKNOWN]
    good = sum(check.state.holds for check in again)
    finding = f"Dei {len(again)} conti che si possono rifare ne tornano {good}."
    return Chart("verifiche", title, finding, layout(title, "barre", data), table)


def _claims(painter: Painter) -> str:
    archive = painter.archive
    groups = []
    for state in _ORDER:
        found = [check for check in painter.checks if check.state is state]
        if found:
            groups.append(
                {
                    "nome": state.value,
                    "testo": LABELS[state],
                    "numero": len(found),
                    "parti": _by_missione(painter, found),
                }
            )
    missioni = dict.fromkeys(check.claim.missione or "" for check in painter.checks)
    choices = [{"codice": code or BODY, "nome": _name(archive, code)} for code in sorted(missioni)]
    years = [{"anno": year, "nome": _document(archive, year)} for year in _years(painter.checks)]
    return painter.render("verifiche.html", gruppi=groups, missioni=choices, anni=years)


def _years(checks: Sequence[Check]) -> list[int]:
    return sorted({check.file.year for check in checks}, reverse=True)


def _document(archive: Archivio, year: int) -> str:
    """Return the name of the document whose claims are of a year."""
    files = [file for file in archive.claims.values() if file.year == year]
    return archive.sources[files[0].source].head.short


def _by_missione(painter: Painter, checks: Sequence[Check]) -> list[dict[str, Any]]:
    codes = sorted({check.claim.missione or "" for check in checks})
    return [
        {
            "codice": code,
            "nome": _name(painter.archive, code),
            "voci": [_claim(painter, c) for c in checks if (c.claim.missione or "") == code],
        }
        for code in codes
    ]


def _name(archive: Archivio, code: str) -> str:
    return f"Missione {code}: {archive.missioni[code].short}" if code else WHOLE_BODY


def _claim(painter: Painter, check: Check) -> dict[str, Any]:
    archive = painter.archive
    told = tell(archive, check)
    used = dict.fromkeys(addresses(check.claim))
    numbers = [archive.numbers[address] for address in used if address in archive.numbers]
    note = check.claim.note or ""
    if check.state in DISAGREEING and check.file.year in archive.found_by_us:
        note = f"{FOUND_BY_US} {note}".strip()
    return {
        "id": check.address,
        "stato": check.state.value,
        "etichetta": told.label,
        "missione": check.claim.missione or BODY,
        "anno": check.file.year,
        "dice": check.claim.says,
        "conto": told.sum,
        "frasi": told.sentences,
        "voci": check.claim.items,
        "nota": note,
        "numeri": _links(painter, numbers),
        "righe": [
            {
                "testo": f"{archive.sources[source].head.short}, riga {line}",
                "url": painter.line_link(source, line),
            }
            for source, line in lines(archive, check)
        ],
    }


def _links(painter: Painter, numbers: Sequence[Number]) -> list[dict[str, str]]:
    """Return the links to where numbers stand; two of the same name say which document each is."""
    named = Counter(number.label for number in numbers)
    return [
        {
            "etichetta": n.label if named[n.label] == 1 else f"{n.label} ({_where(painter, n)})",
            "url": painter.link(number_page(painter.archive, n)),
        }
        for n in numbers
    ]


def _where(painter: Painter, number: Number) -> str:
    source = painter.archive.sources[number.source or ""].head.short
    return f"{source}, riga {number.line}" if number.line else source


def _unclaimed(painter: Painter) -> str:
    """What is printed and is no claim, each with the reason."""
    archive = painter.archive
    listed = [
        {
            "etichetta": archive.numbers[address].label,
            "url": painter.link(number_page(archive, archive.numbers[address])),
            "motivo": listed_as.reason,
        }
        for address, listed_as in archive.unclaimed.items()
        if address in archive.numbers
    ]
    return painter.render("verifiche_escluse.html", voci=listed) if listed else ""


def _download(painter: Painter) -> str:
    records = claim_records(painter.archive, painter.checks)
    declared = [check.declared for check in painter.checks if check.declared]
    told = [(number.year, number.source or "") for number in declared]
    return painter.files(DATA, records_csv(records), records_json(records), told)
