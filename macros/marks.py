"""The small marks that lead from a number to its check: ✓ where it holds, ≠ where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.claim_words import LABELS
from macros.claims import DISAGREEING, Check, State, addresses

PASSAGES = "stesso valore"


@dataclass(frozen=True)
class Mark:
    """The check a number's mark leads to, and what a screen reader says of it."""

    check: Check
    text: str


def marks(checks: Sequence[Check]) -> Mapping[str, Mark]:
    """Return the mark of every number that has one, by address.

    Of several checks the one that does not hold is shown. A number whose own calculation cannot be
    done again has no ✓, even if another passage prints the same value.
    """
    chosen: dict[str, Check] = {}
    for check in checks:
        for address in _marked(check):
            if address not in chosen or _weight(check) > _weight(chosen[address]):
                chosen[address] = check
    return {
        address: Mark(check, _text(check, address))
        for address, check in chosen.items()
        if check.state is not State.UNKNOWN
    }


def _marked(check: Check) -> Iterator[str]:
    """Yield the numbers a check speaks of: those declared; where it does not hold, others too."""
    declared = check.claim.declared
    if declared is not None:
        yield declared
    if check.state in DISAGREEING and (declared is None or check.claim.kind == PASSAGES):
        yield from (address for address in addresses(check.claim) if address != declared)


def _weight(check: Check) -> int:
    if check.state in DISAGREEING:
        return 3
    if check.state is State.UNKNOWN:
        return 2
    return 0 if check.claim.kind == PASSAGES else 1


def _text(check: Check, address: str) -> str:
    if check.claim.kind == PASSAGES:
        found = "lo stesso" if check.state.holds else "diverso"
        return f"numero confrontato con un altro passo: è {found}"
    if check.claim.declared == address:
        return f"numero ricalcolato: {LABELS[check.state].lower()}"
    return "numero di un’affermazione che non concorda"
