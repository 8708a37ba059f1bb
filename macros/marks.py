"""The small marks that lead from a number to its check: ✓ where it holds, ≠ where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from macros.claim_words import LABELS
from macros.claims import DISAGREEING, Check, State
from macros.formula import parse

PASSAGES = "stesso valore"
COMPARED = 2  # numbers of a statement: of a longer one, none is wrong more than the others


@dataclass(frozen=True)
class Mark:
    """The check a number's mark leads to, and what a screen reader says of it."""

    check: Check
    text: str


def marks(checks: Sequence[Check]) -> Mapping[str, Mark]:
    """Return the mark of every number that has one, by address.

    Of several checks the one that does not hold is shown. A number whose own calculation cannot be
    done again has no ✓, even if another passage prints the same value. A number that is only
    compared in a statement that does not hold is marked where nothing else is known of it.
    """
    chosen: dict[str, Check] = {}
    for _, address, check in sorted(_marked(checks), key=itemgetter(0), reverse=True):
        chosen.setdefault(address, check)
    return {
        address: Mark(check, _text(check, address))
        for address, check in chosen.items()
        if check.state is not State.UNKNOWN
    }


def _marked(checks: Sequence[Check]) -> Iterator[tuple[int, str, Check]]:
    """Yield the numbers checks speak of, each with how much that says of the number."""
    for check in checks:
        declared = check.claim.declared
        if declared is not None:
            yield _weight(check), declared, check
        if check.state in DISAGREEING:
            others = parse(check.claim.formula or "").addresses
            if check.claim.kind == PASSAGES:
                yield from ((_weight(check), address, check) for address in others)
            elif declared is None and len(others) <= COMPARED:
                yield from ((0, address, check) for address in others)


def _weight(check: Check) -> int:
    if check.state in DISAGREEING:
        return 4
    if check.state is State.UNKNOWN:
        return 3
    return 1 if check.claim.kind == PASSAGES else 2


def _text(check: Check, address: str) -> str:
    if check.claim.kind == PASSAGES:
        found = "lo stesso" if check.state.holds else "diverso"
        return f"numero confrontato con un altro passo: è {found}"
    if check.claim.declared == address:
        return f"numero ricalcolato: {LABELS[check.state].lower()}"
    return "numero di un’affermazione che non concorda"
