"""Nothing lost: every number a document prints is in the data, or declared to be no datum.

An occurrence is one number printed once at one line. Where a line prints the same number twice,
two citations or exclusions are needed; data that cite the same occurrence again count once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.archive import Archivio, Number
from macros.sources import KINDS, Exclusion, Source, number_in, section_of


@dataclass(frozen=True, order=True)
class Occurrence:
    """A number printed once at a line of a document."""

    line: int
    number: str


@dataclass(frozen=True)
class Coverage:
    """What became of the numbers a document prints.

    `cited` and `excluded` (by kind) count occurrences; `left` are those that are neither, in the
    order of the document; `stale` are the exclusions of what is not printed or is in the data.
    """

    source: Source
    cited: int
    excluded: Mapping[str, int]
    left: tuple[Occurrence, ...]
    stale: tuple[Exclusion, ...]

    @property
    def printed(self) -> int:
        """How many numbers the document prints."""
        return sum(map(len, self.source.index.values()))

    @property
    def whole(self) -> bool:
        """Tell whether every occurrence is accounted for, once."""
        return not self.left and not self.stale


def coverage(archive: Archivio) -> tuple[Coverage, ...]:
    """Return the coverage of every document, in the order of their ids."""
    cited = Counter(place for number in archive.numbers.values() for place in source_places(number))
    return tuple(_cover(archive.sources[name], cited) for name in sorted(archive.sources))


def source_places(number: Number) -> Iterator[tuple[str, Occurrence]]:
    """Yield (document, occurrence) for every line a number says it is printed at."""
    if number.source is None or number.line is None or number.printed is None:
        return
    yield number.source, Occurrence(number.line, number_in(number.printed))
    for again in number.also:
        printed = again.printed or number.printed
        yield number.source, Occurrence(again.line, number_in(printed))


def _cover(source: Source, cited: Mapping[tuple[str, Occurrence], int]) -> Coverage:
    left = Counter(
        Occurrence(line, number) for line, numbers in source.index.items() for number in numbers
    )
    printed = left.total()
    left -= Counter({place: times for (name, place), times in cited.items() if name == source.id})
    in_data = printed - left.total()
    excluded: Counter[str] = Counter()
    stale = []
    for exclusion in source.exclusions:
        place = Occurrence(exclusion.line, exclusion.number)
        if left[place]:
            left[place] -= 1
            excluded[exclusion.kind] += 1
        else:
            stale.append(exclusion)
    listed = (
        Occurrence(line, number)
        for line in sorted(source.index)
        for number in dict.fromkeys(source.index[line])
        for _ in range(left[Occurrence(line, number)])
    )
    return Coverage(source, in_data, excluded, tuple(listed), tuple(stale))


def told(found: Coverage, text: Sequence[str] = ()) -> str:
    """Return the report on a document as staff read it; `text` are its lines, where at hand."""
    head = found.source.head
    counts = [("stampati", found.printed), ("nei dati", found.cited)]
    counts += [
        (f"esclusi, {kind}: {meaning}", found.excluded.get(kind, 0))
        for kind, meaning in KINDS.items()
    ]
    counts += [("né nei dati né esclusi", len(found.left)), ("esclusioni vane", len(found.stale))]
    lines = [head.title, *(f"  {count:>5}  {name}" for name, count in counts)]
    for place in found.left:
        lines.append(
            f"Riga {place.line}: «{place.number}» non è nei dati né fra gli esclusi "
            f"({section_of(head, place.line)})"
        )
        lines += [f"    {line.strip()}" for line in text[place.line - 1 : place.line]]
    for stale in found.stale:
        lines.append(
            f"{stale.place.file}, riga {stale.place.line}: alla riga {stale.line} del documento "
            f"non avanza nessun «{stale.number}» da escludere"
        )
    return "\n".join(lines)
