"""Claims as open data: one record each, the same in CSV and in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from macros.archive import Archivio
from macros.claim_words import tell
from macros.claims import Check, addresses, difference
from macros.formats import machine
from macros.formula import Value
from macros.places import CLAIMS
from macros.results_data import Record

MOST_DIGITS = 12  # of a recomputed value; thirds have no end


def claim_records(archive: Archivio, checks: Sequence[Check]) -> list[Record]:
    """Return a record per claim, by Italian names; None is what is not known."""
    return [_record(archive, check) for check in checks]


def _record(archive: Archivio, check: Check) -> Record:
    told = tell(archive, check)
    declared = check.declared
    return {
        "indirizzo": check.address,
        "pagina": f"{CLAIMS}#{check.address}",
        "anno": str(check.file.year),
        "missione": check.claim.missione,
        "afferma": check.claim.says,
        "tipo": check.claim.kind,
        "esito": check.state.value,
        "dichiarato_indirizzo": check.claim.declared,
        "dichiarato": machine(declared) if declared else None,
        "dichiarato_stampato": declared.printed if declared else None,
        "unita": declared.unit.id if declared else None,
        "ricalcolato": _plain(check.value),
        "formula": check.claim.formula,
        "differenza": _plain(difference(check)),
        "altri_calcoli": " | ".join(way.formula for way in check.claim.others) or None,
        "voci": " | ".join(check.claim.items) or None,
        "conto": told.sum,
        "spiegazione": " ".join(told.sentences) or None,
        "nota": check.claim.note,
        "fonte": check.file.source,
        "righe": " ".join(f"{source}:{line}" for source, line in lines(archive, check)),
    }


def _plain(value: Value | None) -> str | None:
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, Decimal):
        with localcontext() as context:
            context.prec = MOST_DIGITS
            return f"{+value:f}"
    return None if value is None else value.isoformat()


def lines(archive: Archivio, check: Check) -> list[tuple[str, int]]:
    """Return the lines a claim rests on, each with its source: the declared number's first.

    Then those of the numbers its sum starts from, and those the claim itself names.
    """
    used = (archive.numbers.get(address) for address in addresses(check.claim))
    own = [(number.source, number.line) for number in used if number is not None]
    more = [(check.file.source, line) for line in check.claim.lines]
    return [(source, line) for source, line in dict.fromkeys((*own, *more)) if source and line]
