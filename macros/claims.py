"""Claims computed again: what a report states of its own numbers, against what they give.

The honest check never picks the convenient reading: the main formula is what the report says it
does; another way of calculating that gives the printed value is shown beside it, never instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import product
from operator import ge, gt, le, lt
from types import MappingProxyType

from macros.archive import Archivio, Number
from macros.formats import cut, rounded
from macros.formula import Formula, Value, argument_of, calculate, parse
from macros.formula_functions import Uncomputable
from macros.messages import Place
from macros.operands import values
from macros.schema_claims import Claim, ClaimsFile, OtherWay

MOST_SOLVED = 3  # numbers in a formula for which it is worth saying what would have to be true
NEARLY = Decimal("0.05")  # how far «circa» may be from what it stands for
MOST_ROUNDED = 6  # rounded operands whose extremes are tried together
TOO_LARGE = Decimal(10) ** 15  # beyond it a value cannot be printed to the last decimal
_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "oltre": gt,
    "poco più di": gt,
    "almeno": ge,
    "ben": ge,
    "quasi": lt,
    "fino a": le,
}


class State(Enum):
    """How a claim stands; the value is its name in addresses and files."""

    AGREES = "concorda"
    CUT = "concorda-troncando"
    ROUNDED = "concorda-arrotondando"
    DIFFERS = "non-concorda"
    CONTRADICTION = "contraddizione"
    UNKNOWN = "non-ricalcolabile"

    @property
    def holds(self) -> bool:
        """Tell whether the printed value is reproduced, in whatever way."""
        return self in (State.AGREES, State.CUT, State.ROUNDED)


DISAGREEING = (State.DIFFERS, State.CONTRADICTION)


@dataclass(frozen=True)
class Needed:
    """What a number would have to be for the printed value to hold; None where nothing would do."""

    number: Number
    value: Decimal | None


@dataclass(frozen=True)
class Other:
    """Another calculation with its value (None where it cannot be had), and whether it agrees."""

    way: OtherWay
    value: Value | None
    agrees: bool


@dataclass(frozen=True)
class Check:
    """A claim with its verdict: the declared number, the value computed again, the other ways."""

    claim: Claim
    file: ClaimsFile
    state: State
    declared: Number | None = None
    value: Value | None = None
    others: tuple[Other, ...] = ()
    needed: tuple[Needed, ...] = ()
    gap: str = ""

    @property
    def address(self) -> str:
        """Its stable address, also its id on the page: `verifiche.2022.totale-agenda`."""
        return f"verifiche.{self.file.year}.{self.claim.id}"


def checks_of(archive: Archivio) -> Iterator[Check]:
    """Yield every claim computed again, in the order of the files."""
    for file in archive.claims.values():
        for claim in file.claims:
            yield check_claim(archive, file, claim)


def place_of(archive: Archivio, file: ClaimsFile, claim: Claim) -> Place:
    """Return where a claim is written."""
    path = archive.files[f"verifiche.{file.year}.{file.id}"]
    return archive.place(path, "verifiche", file.claims.index(claim), "id")


def difference(check: Check) -> Decimal | None:
    """Return declared minus recomputed, at the printed precision; None where it holds or cannot be.

    A recomputed value that no number was declared for has none.
    """
    declared = check.declared
    if check.state.holds or declared is None or not isinstance(check.value, Decimal):
        return None
    if not isinstance(declared.value, Decimal):
        return None
    return declared.value - rounded(check.value, declared.decimals)


def check_claim(archive: Archivio, file: ClaimsFile, claim: Claim) -> Check:
    """Compute a claim again. Its formulas and addresses have been checked already."""
    declared = archive.numbers.get(claim.declared or "")
    others = tuple(_other(archive, claim, way, declared) for way in claim.others)
    if claim.formula is None:
        return Check(claim, file, State.UNKNOWN, declared, None, others, gap=claim.missing or "")
    if claim.declared is not None and declared is None:
        return Check(claim, file, State.UNKNOWN, gap=f"Manca «{claim.declared}».")
    if declared is not None and declared.value is None:
        return Check(claim, file, State.UNKNOWN, declared, gap=f"Il numero manca: {declared.gap}.")
    formula = parse(claim.formula)
    try:
        value = computed(archive, formula, len(claim.items))
    except Uncomputable as error:
        gap = f"{error.reason[:1].upper()}{error.reason[1:]}."
        return Check(claim, file, State.UNKNOWN, declared, None, others, gap=gap)
    state = _state(archive, claim, formula, declared, value)
    differs = state is State.DIFFERS
    needed = _needed(archive, formula, declared, len(claim.items)) if differs else ()
    return Check(claim, file, state, declared, value, others, needed)


def computed(
    archive: Archivio,
    formula: Formula,
    items: int,
    changed: Mapping[str, Decimal] = MappingProxyType({}),
) -> Value:
    """Return what a formula gives, some numbers changed if asked. Raises Uncomputable."""
    found = calculate(formula, values(archive, changed), items)
    if isinstance(found, Decimal) and abs(found) >= TOO_LARGE:
        raise Uncomputable("il risultato ha troppe cifre")
    return found


def addresses(claim: Claim) -> Iterator[str]:
    """Yield the addresses a claim declares or counts with."""
    if claim.declared is not None:
        yield claim.declared
    for text in filter(None, (claim.formula, *(way.formula for way in claim.others))):
        yield from parse(text).addresses


def _state(
    archive: Archivio, claim: Claim, formula: Formula, declared: Number | None, value: Value
) -> State:
    if declared is None:
        return State.AGREES if value is True else State.DIFFERS
    if agrees(value, declared) or _other_is_vague(archive, formula, declared):
        return State.AGREES
    exact = declared.qualifier is None  # cutting and rounding explain nothing of «quasi 100»
    if exact and isinstance(value, Decimal) and isinstance(declared.value, Decimal):
        if cut(value, declared.decimals) == declared.value:
            return State.CUT
        if _within_roundings(archive, formula, declared, len(claim.items)):
            return State.ROUNDED
    return State.CONTRADICTION if claim.kind == "stesso valore" else State.DIFFERS


def agrees(value: Value, declared: Number) -> bool:
    """Tell whether a value is the declared one at its printed precision.

    «oltre 3.000» holds for more, «quasi» for less, «circa» for what is within a twentieth.
    """
    if not isinstance(value, Decimal) or not isinstance(declared.value, Decimal):
        return value == declared.value
    compared = _COMPARED.get(declared.qualifier or "")
    if compared is not None:
        return compared(value, declared.value)
    if rounded(value, declared.decimals) == declared.value:
        return True
    near = abs(value - declared.value) <= abs(declared.value) * NEARLY
    return declared.qualifier == "circa" and near


def _other_is_vague(archive: Archivio, formula: Formula, declared: Number) -> bool:
    """Tell whether the other passage is vague: «circa 3.000» does not deny «oltre 3.000»."""
    other = archive.numbers.get(argument_of(formula.tree, "v") or "")
    if other is None or other.qualifier is None or declared.value is None:
        return False
    return agrees(declared.value, other)


def _within_roundings(archive: Archivio, formula: Formula, declared: Number, items: int) -> bool:
    """Tell whether the printed value holds for some value each rounded operand may stand for.

    Amounts in euro and counts are exact; percentages and measures are printed rounded. The
    operations are monotone in each operand, so the extremes are enough.
    """
    soft = [archive.numbers[a] for a in formula.addresses if _is_rounded(archive.numbers[a])]
    if not soft or len(soft) > MOST_ROUNDED or not isinstance(declared.value, Decimal):
        return False
    found: list[Decimal] = []
    for signs in product((-1, 1), repeat=len(soft)):
        moved = {n.address: n.amount + sign * _half(n) for n, sign in zip(soft, signs, strict=True)}
        try:
            value = computed(archive, formula, items, moved)
        except Uncomputable:
            return False
        if isinstance(value, Decimal):
            found.append(value)
    half = _half(declared)
    return bool(found) and min(found) - half <= declared.value <= max(found) + half


def _is_rounded(number: Number) -> bool:
    if not isinstance(number.value, Decimal):
        return False
    return number.unit.kind == "percentuale" or (
        number.unit.kind == "misura" and number.decimals > 0
    )


def _half(number: Number) -> Decimal:
    return Decimal(5).scaleb(-number.decimals - 1)


def _other(archive: Archivio, claim: Claim, way: OtherWay, declared: Number | None) -> Other:
    try:
        value = computed(archive, parse(way.formula), len(claim.items))
    except Uncomputable:
        return Other(way, None, False)
    return Other(way, value, value is True if declared is None else agrees(value, declared))


def _needed(
    archive: Archivio, formula: Formula, declared: Number | None, items: int
) -> tuple[Needed, ...]:
    """Say, for each number of a short formula, what it would have to be."""
    if declared is None or not isinstance(declared.value, Decimal):
        return ()
    numbers = [archive.numbers[address] for address in formula.addresses]
    if len(numbers) > MOST_SOLVED or any(not isinstance(n.value, Decimal) for n in numbers):
        return ()
    return tuple(Needed(n, _solved(archive, formula, n, declared, items)) for n in numbers)


def _solved(
    archive: Archivio, formula: Formula, number: Number, declared: Number, items: int
) -> Decimal | None:
    """Return the value of one number that gives the printed result, at that number's precision.

    Formulas here are straight in a number or in its inverse; anything else is not solved.
    """
    wanted, here = declared.amount, number.amount

    def at(x: Decimal) -> Decimal:
        value = computed(archive, formula, items, {number.address: x})
        if not isinstance(value, Decimal):
            raise Uncomputable("non è un numero")
        return value

    try:
        guess = _line(at, here, wanted)
        found = rounded(guess, number.decimals) if guess is not None else None
        if found is None or not _possible(found, number) or not agrees(at(found), declared):
            return None
        return found
    except (ArithmeticError, Uncomputable):  # for some value of it the formula has none
        return None


def _possible(value: Decimal, number: Number) -> bool:
    """Tell whether a number could be that: none turns negative, no share goes over 100."""
    if value < 0 <= number.amount:
        return False
    return not (number.unit.kind == "percentuale" and value > 100 >= number.amount)


def _line(at: Callable[[Decimal], Decimal], x: Decimal, wanted: Decimal) -> Decimal | None:
    """Solve at(x) = wanted where `at` is a line in x or in 1/x; None where it is neither."""
    points = (x, x + 1, x + 2)
    first, second, third = (at(point) for point in points)
    tiny = abs(first) * Decimal("1e-20")
    if abs((third - second) - (second - first)) <= tiny:
        slope = second - first
        return x + (wanted - first) / slope if abs(slope) > tiny else None
    inverse = [1 / point for point in points]
    slope = (second - first) / (inverse[1] - inverse[0])
    if abs(first + slope * (inverse[2] - inverse[0]) - third) > tiny:
        return None
    return 1 / (inverse[0] + (wanted - first) / slope)
