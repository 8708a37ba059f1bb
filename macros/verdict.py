"""The verdict of an indicatore: computed from target and result, or declared by the body.

The honest check never picks the convenient reading: where the stated method, done again on the
printed numbers, leads to the other verdict, neither is given and both are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import Enum

from macros.archive import Archivio, Number
from macros.formats import rounded
from macros.formula import Uncomputable, compute, parse
from macros.schema_results import Comparator, IndicatorFile


class State(Enum):
    """How an indicatore ended; the value is its name in addresses and files."""

    MET = "raggiunto"
    MISSED = "non-raggiunto"
    DECLARED_MET = "dichiarato-raggiunto"
    DECLARED_MISSED = "dichiarato-non-raggiunto"
    UNCLEAR = "da-chiarire"
    UNMEASURED = "non-misurabile"


@dataclass(frozen=True)
class Verdict:
    """A verdict and what it rests on.

    `computed` is what the numbers alone say (None where there are none); `again` is the value the
    stated formula gives on the printed numbers, `agrees` whether that is the printed result, also
    when it was cut instead of rounded; `gap` why there is no verdict, or no second calculation.
    """

    state: State
    target: Number | None = None
    upper: Number | None = None
    result: Number | None = None
    computed: bool | None = None
    again: Decimal | None = None
    agrees: bool | None = None
    cut: bool = False
    gap: str = ""


def verdict(archive: Archivio, indicator: IndicatorFile) -> Verdict:
    """Return the verdict of an indicatore."""
    target, upper, result = _numbers(archive, indicator)
    if indicator.result is None:
        return Verdict(State.UNMEASURED, target, upper, gap=indicator.result_gap or "")
    if indicator.result.value is None or indicator.target.value is None:
        return Verdict(_declared(indicator), target, upper, result, gap=_no_number(indicator))
    if target is None or result is None or target.value is None or result.value is None:
        missing = next((n.gap for n in (result, target) if n is not None and n.gap), "")
        return Verdict(State.UNMEASURED, target, upper, result, gap=missing or "")
    return _computed(archive, indicator, (target, upper, result))


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


def _numbers(
    archive: Archivio, indicator: IndicatorFile
) -> tuple[Number | None, Number | None, Number | None]:
    base = f"indicatori.{indicator.year}.{indicator.id}"
    names = ("atteso", "massimo", "raggiunto")
    target, upper, result = (archive.numbers.get(f"{base}.{name}") for name in names)
    return target, upper, result


def _declared(indicator: IndicatorFile) -> State:
    """A criterion in words: the verdict is the body's, and is labelled so."""
    if indicator.declared is None:
        return State.UNMEASURED
    met = indicator.declared.outcome == "conseguito"
    return State.DECLARED_MET if met else State.DECLARED_MISSED


def _no_number(indicator: IndicatorFile) -> str:
    if indicator.declared is None:
        return indicator.declared_gap or ""
    return "il criterio è a parole: non si può calcolare"


def _computed(
    archive: Archivio, indicator: IndicatorFile, numbers: tuple[Number, Number | None, Number]
) -> Verdict:
    target, upper, result = numbers
    comparator = indicator.target.comparator
    assert comparator is not None  # the schema pairs it with the target's number
    highest = upper.amount if upper is not None and upper.value is not None else None
    met = meets(comparator, result.amount, target.amount, highest)
    again, gap = _again(archive, indicator)
    agrees, cut, unclear = None, False, False
    if again is not None:
        agrees, cut = _agreement(again, result)
        unclear = not agrees and meets(comparator, again, target.amount, highest) != met
    if indicator.declared is not None:
        unclear = unclear or (indicator.declared.outcome == "conseguito") != met
    state = State.UNCLEAR if unclear else State.MET if met else State.MISSED
    return Verdict(state, target, upper, result, met, again, agrees, cut, gap)


def _again(archive: Archivio, indicator: IndicatorFile) -> tuple[Decimal | None, str]:
    """Do the stated calculation again on the printed numbers; None and why where one cannot."""
    if indicator.formula is None:
        return None, ""

    def value(address: str) -> Decimal:
        number = archive.numbers[address]
        if not isinstance(number.value, Decimal):
            raise Uncomputable(f"manca {number.label}: {number.gap}")
        return number.value

    try:
        return compute(parse(indicator.formula), value), ""
    except Uncomputable as error:
        return None, error.reason


def _agreement(again: Decimal, result: Number) -> tuple[bool, bool]:
    """Tell whether a recomputed value is the printed one, and whether only by cutting decimals."""
    if rounded(again, result.decimals) == result.amount:
        return True, False
    cut = again.quantize(Decimal(1).scaleb(-result.decimals), ROUND_DOWN) == result.amount
    return cut, cut
