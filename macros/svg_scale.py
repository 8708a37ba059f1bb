"""Where values lie along x, so that the text beside each of them still fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

_HEADROOM = Decimal("1.1")  # What a round end leaves free beyond the farthest value.


@dataclass(frozen=True)
class Room:
    """A value and the px it needs at its left and at its right."""

    value: float
    left: float = 0
    right: float = 0


@dataclass(frozen=True)
class Scale:
    """Linear scale from a value to px."""

    origin: float
    factor: float

    def __call__(self, value: float) -> float:
        """Return the px of a value."""
        return self.origin + value * self.factor


def fit(rooms: Sequence[Room], start: float, end: float) -> Scale:
    """Return the largest scale that keeps every room between `start` and `end` px.

    The longest bar need not be the one that decides: a shorter one with a longer text may. A
    wider picture keeps the promise, since positions grow with it and texts do not.
    """
    factor = min(
        (
            max(0.0, end - start - low.left - high.right) / (high.value - low.value)
            for low in rooms
            for high in rooms
            if high.value > low.value
        ),
        default=0.0,
    )
    return Scale(start + max(room.left - room.value * factor for room in rooms), factor)


def round_ends(values: Iterable[float]) -> tuple[float, float]:
    """Return the round ends of a scale from zero, or below, to above all of `values`.

    Where none is above zero, a tenth of the depth shows that there is something above.
    """
    exact = [Decimal(repr(value)) for value in values]
    depth, top = -min([Decimal(0), *exact]), max([Decimal(0), *exact])
    return -_beyond(depth), _beyond(max(top, depth / 10)) or 1.0


def _beyond(value: Decimal) -> float:
    """Return a number of two round digits (12, 15, 40) a little beyond a value; zero of zero."""
    wanted = value * _HEADROOM
    unit = Decimal(1).scaleb(wanted.adjusted())
    step = unit * (Decimal("0.2") if wanted < 2 * unit else Decimal("0.5"))
    return float((wanted / step).to_integral_value(ROUND_CEILING) * step)


def spread(wanted: Sequence[float], halves: Sequence[float], gap: float, end: float) -> list[float]:
    """Move centres as little as possible so that texts between 0 and `end` px do not touch.

    `wanted` are the centres in ascending order, `halves` half the widths. Least squares by
    pooling of neighbours (isotonic regression), then the ends. The texts must fit in all.
    """
    offsets = [0.0]
    for before, after in pairwise(halves):
        offsets.append(offsets[-1] + before + gap + after)
    pools: list[tuple[float, int]] = []
    for centre, offset in zip(wanted, offsets, strict=True):
        mean, count = centre - offset, 1
        while pools and pools[-1][0] > mean:
            previous, size = pools.pop()
            mean, count = (previous * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    low, high = halves[0], end - halves[-1] - offsets[-1]
    free = (min(max(mean, low), high) for mean, count in pools for _ in range(count))
    return [centre + offset for centre, offset in zip(free, offsets, strict=True)]


def lanes(spans: Iterable[tuple[float, float]], gap: float) -> list[int]:
    """Give each span, from left to right, the first lane where it touches no other."""
    ends: list[float] = []
    chosen = []
    for start, end in spans:
        lane = next((i for i, taken in enumerate(ends) if taken + gap <= start), len(ends))
        ends[lane : lane + 1] = [end]
        chosen.append(lane)
    return chosen
