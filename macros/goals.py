"""What was expected, as numbers: whether a value meets it, for sure or not at all."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import product

from macros.archive import Archivio, Number
from macros.formats import rounded
from macros.formula import DIGITS
from macros.schema_results import Comparator, IndicatorFile, Target

FINER = 12  # decimals beyond the printed ones, at most
_ENDLESS = Decimal("Infinity")


def meets(
    comparator: Comparator, value: Decimal, target: Decimal, upper: Decimal | None = None
) -> bool:
    """Tell whether a value meets a target; `fra` includes both ends. Zero is a target like any."""
    if comparator == "fra":
        return target <= value <= (target if upper is None else upper)
    return {
        ">=": value >= target,
        "<=": value <= target,
        ">": value > target,
        "<": value < target,
        "=": value == target,
    }[comparator]


def compared(number: Number) -> Decimal:
    """Return what is compared of a known number: its value; of a date, its day counted."""
    if number.value is None:
        raise ValueError(number.address)
    return number.value if isinstance(number.value, Decimal) else Decimal(number.value.toordinal())


def span(number: Number) -> tuple[Decimal, Decimal]:
    """Return the ends of what a known number may stand for: «oltre 80» is anything above 80."""
    value = compared(number)
    with localcontext() as context:
        context.prec = DIGITS
        under, over = value.next_minus(), value.next_plus()
    spans = {
        "circa": (under, over),
        "quasi": (under, under),
        "poco più di": (over, over),
        "oltre": (over, _ENDLESS),
        "almeno": (value, _ENDLESS),
        "fino a": (-_ENDLESS, value),
    }
    return spans.get(number.qualifier or "", (value, value))


def is_vague(number: Number) -> bool:
    """Tell whether a known number may stand for another than the one printed."""
    return set(span(number)) != {compared(number)}


def _ends(number: Number) -> Set[Decimal]:
    """Return where a target may stand; «almeno» and «fino a» only say its comparison again."""
    return {end for end in span(number) if end.is_finite()}


@dataclass(frozen=True)
class Goal:
    """The target of an indicatore with its comparison; all None where it is in words."""

    comparator: Comparator | None
    target: Number | None
    upper: Number | None

    def holds(self, low: Decimal, high: Decimal) -> bool | None:
        """Tell whether all values between two meet the target, or none does; None otherwise."""
        numbers = [number for number in (self.target, self.upper) if number is not None]
        if self.comparator is None or not numbers or any(n.value is None for n in numbers):
            return None
        found: set[bool] = set()
        for ends in product(*map(_ends, numbers)):
            tried = (low, high, *(end for end in ends if low < end < high))
            found |= {meets(self.comparator, value, *ends) for value in tried}
        return found.pop() if len(found) == 1 else None

    def told(self, exact: Decimal, decimals: int) -> Decimal:
        """Round a value, but not so far that it would say another thing of the target."""
        said = self.holds(exact, exact)
        finer = [rounded(exact, decimals + more) for more in range(FINER + 1)]
        return next((value for value in finer if self.holds(value, value) is said), finer[-1])


def goal(archive: Archivio, indicator: IndicatorFile, target: Target) -> Goal:
    """Return one of the targets of an indicatore, with its numbers."""
    base = f"indicatori.{indicator.year}.{indicator.id}"
    place = next(n for n, each in enumerate(indicator.targets, 1) if each is target)
    mark = "" if target is indicator.target else f"-{target.year}-{place}"
    ends = (archive.numbers.get(f"{base}.{name}{mark}") for name in ("atteso", "massimo"))
    return Goal(target.comparator, *ends)
