"""Claims in words: the label, the sum written out, the difference, what would have to be true.

They state facts, courteously: never blame, never a guessed cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.archive import Archivio, Number
from macros.claims import Check, Other, State, difference
from macros.formats import bare, counted, day, figure, qualified, rounded, whole
from macros.formula import Value, argument_of, parse
from macros.formula_words import shown
from macros.sentences import lowered, tally

LABELS = {
    State.AGREES: "Concorda",
    State.CUT: "Concorda, tagliando i decimali",
    State.ROUNDED: "Concorda, con gli arrotondamenti",
    State.DIFFERS: "Non concorda",
    State.CONTRADICTION: "Due passi danno valori diversi",
    State.UNKNOWN: "Non ricalcolabile",
}
_COUNTED = {
    State.AGREES: ("concorda", "concordano"),
    State.CUT: ("concorda solo tagliando i decimali", "concordano solo tagliando i decimali"),
    State.ROUNDED: (
        "concorda se si contano gli arrotondamenti",
        "concordano se si contano gli arrotondamenti",
    ),
    State.DIFFERS: ("non concorda", "non concordano"),
    State.CONTRADICTION: (
        "mette a confronto due passi con valori diversi",
        "mettono a confronto due passi con valori diversi",
    ),
    State.UNKNOWN: ("non si può rifare", "non si possono rifare"),
}
FOUND_BY_US = "Rilevato dal sito."
MORE = 2  # decimals shown beyond the printed ones


@dataclass(frozen=True)
class Told:
    """A claim in words: label, sum written out, then sentences."""

    label: str
    sum: str
    sentences: tuple[str, ...]


def counts(checks: Sequence[Check]) -> str:
    """Say how many claims stand how: «120 concordano, 3 non concordano»."""
    states = [check.state for check in checks]
    return tally((states.count(state), _COUNTED[state]) for state in State) or "nessuna verifica"


def tell(archive: Archivio, check: Check) -> Told:
    """Return a claim in words."""
    steps = [
        _rule(check),
        *_difference(check),
        *(_other(archive, check, other) for other in check.others),
        *_needed(check),
        check.gap,
    ]
    return Told(LABELS[check.state], _sum(archive, check), tuple(step for step in steps if step))


def _rule(check: Check) -> str:
    """Say how a declared number that is not exact has been compared."""
    qualifier = check.declared.qualifier if check.declared else None
    if qualifier is None or check.claim.formula is None or isinstance(check.value, bool):
        return ""
    if qualifier == "circa":
        return "«Circa»: lo diciamo concorde se la differenza non passa il 5 %."
    return f"«{qualifier.capitalize()}»: il confronto tiene conto di questa parola."


def _sum(archive: Archivio, check: Check) -> str:
    """Write the sum out: «1.616 + 485 + 425 + 912 = 3.438; dichiarato 3.577»."""
    declared = f"dichiarato {qualified(check.declared)}" if check.declared else ""
    if check.claim.formula is None or check.value is None:
        return declared[:1].upper() + declared[1:]
    if check.claim.kind == "stesso valore" and check.declared is not None:
        passages = qualified(check.declared), _passage(archive, check)
        return f"Un passo: {passages[0]}; l’altro: {passages[1]}"
    made = _written(archive, check.claim.formula, len(check.claim.items))
    if isinstance(check.value, bool):
        return f"{made}: {_yes(check.value)}"
    return f"{made} = {_finer(check)}; {declared}"


def _finer(check: Check) -> str:
    """Return the recomputed value, with more decimals where the printed ones would hide something.

    «49,327 %; dichiarato 49,32 %» agrees by cutting, «31,66 %; dichiarato oltre 31 %» by its word.
    """
    found, declared = check.value, check.declared
    if isinstance(found, Decimal) and declared is not None and declared.value is not None:
        hides = check.state is State.CUT or declared.qualifier is not None
        decimals = declared.decimals + (MORE if hides else 0)
        shown = rounded(found, decimals)
        if hides and shown != rounded(found, declared.decimals):
            return counted(shown, decimals, declared.unit)
    return "" if found is None else value(found, declared)


def _passage(archive: Archivio, check: Check) -> str:
    """Tell the other passage as it prints its number, or how that is brought to the same unit."""
    formula = check.claim.formula or ""
    other = argument_of(parse(formula).tree, "v")
    if other is not None:
        return qualified(archive.numbers[other])
    found = "" if check.value is None else value(check.value, check.declared)
    return f"{_written(archive, formula, len(check.claim.items))} = {found}"


def _written(archive: Archivio, formula: str, items: int = 0) -> str:
    return shown(parse(formula), lambda address: bare(archive.numbers[address]), items)


def _yes(holds: bool) -> str:
    return "è vero" if holds else "non è vero"


def value(found: Value, like: Number | None) -> str:
    """Return a recomputed value with the unit and precision of the declared one."""
    if isinstance(found, bool):
        return _yes(found)
    if isinstance(found, date):
        return day(found)
    if like is None:
        return figure(found, 0 if found == found.to_integral_value() else 2)
    decimals = 2 if like.unit.kind == "importo" else like.decimals
    return counted(rounded(found, decimals), decimals, like.unit)


def _difference(check: Check) -> list[str]:
    """Say by how much a declared number differs from the recomputed one."""
    gap = difference(check)
    if gap is None or check.declared is None:
        return []
    size = value(abs(gap), check.declared)
    if check.declared.unit.kind == "percentuale":
        size = f"{figure(abs(gap), check.declared.decimals)} punti percentuali"
    if check.state is State.CONTRADICTION:
        return [f"Fra i due passi la differenza è {size}."]
    return [f"Il valore dichiarato è {size} in {'più' if gap > 0 else 'meno'}."]


def _other(archive: Archivio, check: Check, other: Other) -> str:
    """Tell another calculation, whether it gives the printed value or not."""
    method = other.way.method.rstrip(".")
    if other.value is None:
        return f"Un altro calcolo, {lowered(method)}, non si può fare."
    made = _written(archive, other.way.formula, len(check.claim.items))
    found = f" = {value(other.value, check.declared)}"
    if isinstance(other.value, bool):
        return f"Un’altra lettura, {lowered(method)}: {made}: {_yes(other.value)}."
    ends = "dà il valore dichiarato" if other.agrees else "non dà il valore dichiarato"
    return f"Un altro calcolo {ends}: {lowered(method)}: {made}{found}."


def _needed(check: Check) -> list[str]:
    """Say what one number would have to be for the printed value to hold, the others staying."""
    told = [
        f"{counted(needed.value, needed.number.decimals, needed.number.unit)} per "
        f"«{needed.number.label}» (stampato: {whole(needed.number)})"
        for needed in check.needed
        if needed.value is not None
    ]
    return [f"Il valore dichiarato tornerebbe con {' oppure con '.join(told)}."] if told else []
