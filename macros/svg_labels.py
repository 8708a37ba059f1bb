"""Values at the points of one line, above or below each, where they touch nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from macros.svg_text import SIZE

_NEAR = 10  # px from the centre of a marker to its text.
_MARKER = 6  # px from the centre of a marker to its edge, and a little air.
_AIR = 2  # px around a text.


@dataclass(frozen=True)
class Spot:
    """A point of the line in px, and half the width of its text."""

    x: float
    y: float
    half: float


@dataclass(frozen=True)
class Box:
    """What a text or a mark takes, in px."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether the two overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        """Tell whether this lies inside the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def crossed(self, start: Spot, end: Spot) -> bool:
        """Tell whether the stroke between two spots, the first at the left, runs through."""
        left, right = max(self.left, start.x), min(self.right, end.x)
        if left > right or start.x == end.x:
            return False
        slope = (end.y - start.y) / (end.x - start.x)
        heights = [start.y + (x - start.x) * slope for x in (left, right)]
        return min(heights) < self.bottom and max(heights) > self.top


def find_places(runs: Sequence[Sequence[Spot]], plot: Box) -> list[tuple[float, float]] | None:
    """Return the shift along x and the baseline of each text, or None if one has no free place.

    `runs` are the stretches of the line between its gaps. A place free in the narrowest picture is
    free in any other: positions move apart as it widens, and the line only gets flatter.
    """
    strokes = [pair for run in runs for pair in pairwise(run)]
    markers = [
        Box(spot.x - _MARKER, spot.y - _MARKER, spot.x + _MARKER, spot.y + _MARKER)
        for run in runs
        for spot in run
    ]
    found: list[tuple[float, float]] = []
    taken = list(markers)
    for run in runs:
        for i, spot in enumerate(run):
            around = [*run[max(0, i - 1) : i], *run[i + 1 : i + 2]]
            sides = [spot.y - _NEAR, spot.y + _NEAR + SIZE * 0.72]
            if around and all(other.y < spot.y for other in around):
                sides.reverse()  # In a valley the text stands below.
            shifts = (_inward(spot, plot), -spot.half, spot.half)
            for dx, baseline in product(shifts, sides):
                box = _text_box(spot, dx, baseline)
                if (
                    box.within(plot)
                    and not any(map(box.meets, taken))
                    and not any(box.crossed(*stroke) for stroke in strokes)
                ):
                    found.append((dx, baseline))
                    taken.append(box)
                    break
            else:
                return None
    return found


def _inward(spot: Spot, plot: Box) -> float:
    """Return the shift that keeps a text centred on its point, or as near to that as fits."""
    room = spot.half + _AIR + 0.01  # So that rounding does not put it outside.
    return max(plot.left + room - spot.x, min(0.0, plot.right - room - spot.x))


def _text_box(spot: Spot, dx: float, baseline: float) -> Box:
    """Return what a text takes, with some air at its sides."""
    left, right = spot.x + dx - spot.half - _AIR, spot.x + dx + spot.half + _AIR
    return Box(left, baseline - SIZE * 0.8, right, baseline + SIZE * 0.26)
