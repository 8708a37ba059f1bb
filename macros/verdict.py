"""The verdict of an indicatore: computed from target and result, or declared by the body.

The honest check never picks the convenient reading: where the stated method, done again on the
printed numbers, leads to the other verdict, neither is given and both are shown. Where a number is
missing, or may be on either side of the other («oltre 80»), there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

from macros.archive import Archivio, Number
from macros.formats import cut, rounded
from macros.formula import compute, parse
from macros.formula_functions import Uncomputable
from macros.goals import FINER, Goal, goal, is_vague, span
from macros.operands import values
from macros.schema_results import IndicatorFile


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

    `computed` is what the printed numbers say: None where they say nothing, and `gap` why. `again`
    is what the stated formula gives on the printed numbers, rounded as the result is printed, or
    less where that would change what it says: None where there is no formula or, as `again_gap`
    says, no value. `again_met` is what it says; `agrees` whether it is the printed result, also
    when that was cut (`cut`) instead of rounded. `short` are the results of single parts that do
    not meet the target.
    """

    state: State
    target: Number | None = None
    upper: Number | None = None
    result: Number | None = None
    computed: bool | None = None
    gap: str = ""
    again: Decimal | None = None
    again_met: bool | None = None
    agrees: bool | None = None
    cut: bool = False
    again_gap: str = ""
    short: tuple[Number, ...] = ()


def verdict(archive: Archivio, indicator: IndicatorFile) -> Verdict:
    """Return the verdict of an indicatore."""
    aim = goal(archive, indicator, indicator.target)
    result = archive.numbers.get(f"indicatori.{indicator.year}.{indicator.id}.raggiunto")
    words = _in_words(indicator)
    computed, gap = _computed(indicator, aim, result) if not words else (None, words)
    decimals = _decimals(result)
    exact, again_gap = _again(archive, indicator, decimals)
    again_met = None if exact is None else aim.holds(exact, exact)
    agrees, cut = _agreement(exact, result)
    return Verdict(
        _state(indicator, computed, again_met, in_words=bool(words)),
        aim.target,
        aim.upper,
        result,
        computed,
        gap,
        None if exact is None else aim.told(exact, decimals),
        again_met,
        agrees,
        cut,
        again_gap,
        _short(archive, indicator, aim),
    )


def _state(
    indicator: IndicatorFile, computed: bool | None, again_met: bool | None, *, in_words: bool
) -> State:
    """Numbers first, words where there are none; neither where two of them disagree."""
    declared = indicator.declared
    says = None if declared is None else declared.outcome == "conseguito"
    if computed is None and (says is None or not in_words):
        return State.UNMEASURED
    if len({computed, again_met, says} - {None}) > 1:
        return State.UNCLEAR
    if computed is None:
        return State.DECLARED_MET if says else State.DECLARED_MISSED
    return State.MET if computed else State.MISSED


def _in_words(indicator: IndicatorFile) -> str:
    """Say what is in words, which leaves the verdict to the body; empty if a number is missing."""
    target, result = indicator.target, indicator.result
    if result is None or any(datum and datum.gap for datum in (target.value, result.value)):
        return ""
    if target.criterion is not None:
        return "il criterio è a parole"
    return "il risultato è a parole" if result.words is not None else ""


def _computed(
    indicator: IndicatorFile, aim: Goal, result: Number | None
) -> tuple[bool | None, str]:
    """Compare result and target as printed; None and why where they give no answer."""
    if indicator.result is None:
        return None, indicator.result_gap or ""
    names = ("il risultato", "il valore atteso", "il massimo atteso")
    numbers = (result, aim.target, aim.upper)
    for name, number in zip(names, numbers, strict=True):
        if number is not None and number.value is None:
            return None, f"manca {name} ({number.gap})"
    if result is None or aim.target is None:
        return None, "manca un numero"
    met = aim.holds(*span(result))
    if met is not None:
        return met, ""
    word = next(n.qualifier for n in numbers if n is not None and is_vague(n))
    return None, f"con «{word}» non si sa da che parte dell’atteso sta il valore vero"


def _short(archive: Archivio, indicator: IndicatorFile, aim: Goal) -> tuple[Number, ...]:
    """Return the parts, in the unit of the target, that do not meet it."""
    parts = [archive.numbers[each] for each in indicator.partial if each in archive.numbers]
    return tuple(
        part
        for part in parts
        if aim.target is not None and part.unit.id == aim.target.unit.id
        if part.value is not None and aim.holds(*span(part)) is False
    )


def _again(
    archive: Archivio, indicator: IndicatorFile, decimals: int
) -> tuple[Decimal | None, str]:
    """Do the stated calculation again on the printed numbers; None and why where one cannot."""
    if indicator.formula is None:
        return None, ""

    try:
        if indicator.unit is not None and archive.units[indicator.unit].kind == "data":
            raise Uncomputable("il risultato è una data")
        exact = compute(parse(indicator.formula), values(archive))
        rounded(exact, decimals + FINER)  # so that it can be printed
    except Uncomputable as error:
        return None, error.reason
    except InvalidOperation:
        return None, "il risultato ha troppe cifre"
    return exact, ""


def _decimals(result: Number | None) -> int:
    """Return the decimals a recomputed value is given with: those of the result, cents of euro."""
    if result is None or result.value is None or result.unit.kind == "importo":
        return 2
    return result.decimals


def _agreement(exact: Decimal | None, result: Number | None) -> tuple[bool | None, bool]:
    """Tell whether a recomputed value is the printed one, and whether only by cutting decimals.

    A result that is missing, or printed with «circa» and the like, is neither equal nor different.
    """
    if exact is None or result is None or result.value is None or is_vague(result):
        return None, False
    if rounded(exact, result.decimals) == result.amount:
        return True, False
    by_cutting = cut(exact, result.decimals) == result.amount
    return by_cutting, by_cutting
