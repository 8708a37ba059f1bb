"""The archive: everything the site knows, typed, immutable, each number under its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from macros.law import Tree
from macros.messages import Place, suggestion
from macros.schema import (
    Again,
    Bando,
    BodyFile,
    Missione,
    SeriesFile,
    SpendingFile,
    ThemeFile,
    Unit,
)
from macros.schema_claims import ClaimsFile
from macros.schema_context import GridFile, NewsFile, ReportFile, TimelineFile
from macros.schema_results import IndicatorFile, ObjectivesFile
from macros.schema_visits import VisitsFile
from macros.schema_words import MissioneHead, NoteHead, TopicHead
from macros.sources import Source
from macros.yaml_nodes import Node, locate

CONTEXT, RESULTS = "contesto", "risultati"  # folders of a year's words beside the missioni


@dataclass(frozen=True)
class Number:
    """A number with its address, unit, year and source; `value` None with the reason in `gap`.

    Amounts are in euro, percentages in percent. `decimals` are those the source prints.
    `operands` are the addresses a computed total adds up; `elsewhere` those of what other documents
    print for the same thing; `source_place` is where the number's own source is named, if it is not
    its file's.
    """

    address: str
    label: str
    unit: Unit
    year: int
    place: Place
    value: Decimal | date | None = None
    gap: str | None = None
    decimals: int = 0
    qualifier: str | None = None
    printed: str | None = None
    source: str | None = None
    line: int | None = None
    also: tuple[Again, ...] = ()
    inferred: bool = False
    note: str | None = None
    operands: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    source_place: Place | None = None

    @property
    def amount(self) -> Decimal:
        """The value as a number; raises ValueError where it is missing or a date."""
        if not isinstance(self.value, Decimal):
            raise ValueError(self.address)
        return self.value


@dataclass(frozen=True)
class Topic:
    """A topic of a report told in our words: one Markdown file of `content/ANNO/PARTE/`.

    `part` is the code of a missione, or `contesto`.
    """

    year: int
    part: str
    slug: str
    head: TopicHead
    body: str
    file: str
    body_line: int


@dataclass(frozen=True)
class Note:
    """What a report says of an indicator or objective: one file of `content/ANNO/risultati/`."""

    year: int
    slug: str
    head: NoteHead
    body: str
    file: str
    body_line: int


@dataclass(frozen=True)
class MissioneText:
    """A text of no year: what a missione is (`content/missioni/CODICE.md`), or the glossary."""

    code: str
    head: MissioneHead
    body: str
    file: str
    body_line: int


@dataclass(frozen=True)
class Call:
    """A bando with its year and its place in the file; its quantities are at `bandi.ANNO.ID.…`."""

    year: int
    source: str
    bando: Bando
    index: int

    @property
    def address(self) -> str:
        """The address its quantities begin with."""
        return f"bandi.{self.year}.{self.bando.id}"


@dataclass(frozen=True)
class Unclaimed:
    """Why a printed number is no claim, and the line of `data/verifiche/` that says so."""

    reason: str
    place: Place


class UnknownAddress(KeyError):
    """An address that leads to no number."""

    def __init__(self, address: str, known: Mapping[str, Number]) -> None:
        super().__init__(address)
        self.address, self._known = address, known

    @property
    def hint(self) -> str:
        """The nearest right addresses, in words."""
        return suggestion(self.address, self._known)


@dataclass(frozen=True)
class Archivio:
    """The whole of data and words, checked.

    `missing` holds the address prefixes of files that could not be read, so that nobody is told
    off for an address that would exist once the file is cured; `files` tells where an address's
    file is, `trees` what it holds with its places. `unclaimed` are the printed numbers that are no
    claim, each with the reason; `found_by_us` the years whose disagreements the site itself found.
    """

    body: BodyFile
    theme: ThemeFile
    missioni: Mapping[str, Missione]
    units: Mapping[str, Unit]
    sources: Mapping[str, Source]
    numbers: Mapping[str, Number]
    spending: Mapping[int, SpendingFile]
    calls: tuple[Call, ...] = ()
    series: Mapping[str, SeriesFile] = field(default_factory=dict)
    facts: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    grids: Mapping[tuple[int, str], GridFile] = field(default_factory=dict)
    objectives: Mapping[int, ObjectivesFile] = field(default_factory=dict)
    indicators: Mapping[tuple[int, str], IndicatorFile] = field(default_factory=dict)
    timelines: Mapping[str, TimelineFile] = field(default_factory=dict)
    reports: Mapping[int, ReportFile] = field(default_factory=dict)
    claims: Mapping[tuple[int, str], ClaimsFile] = field(default_factory=dict)
    unclaimed: Mapping[str, Unclaimed] = field(default_factory=dict)
    found_by_us: tuple[int, ...] = ()
    visits: Mapping[int, VisitsFile] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    notes: Mapping[tuple[int, str], Note] = field(default_factory=dict)
    missione_texts: Mapping[str, MissioneText] = field(default_factory=dict)
    glossary: MissioneText | None = None
    news: Mapping[int, NewsFile] = field(default_factory=dict)
    law: Tree | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    trees: Mapping[str, Node] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def place(self, file: str, *path: str | int) -> Place:
        """Return where something stands in a file of the project (`data/spese/2022.yml`)."""
        return locate(self.trees[file], path) if file in self.trees else Place(file)

    def waits(self, address: str) -> bool:
        """Tell whether an address holds, or belongs to, something that could not be read."""
        mine = f"{address}."
        pieces = [f"{name.rstrip('.')}." for name in self.missing if name]
        return any(mine.startswith(piece) or piece.startswith(mine) for piece in pieces)

    def number(self, address: str) -> Number:
        """Return the number at an address; raises UnknownAddress with the nearest ones."""
        try:
            return self.numbers[address]
        except KeyError:
            raise UnknownAddress(address, self.numbers) from None

    def points(self, series: str) -> tuple[Number, ...]:
        """Return the points of a series in order of year."""
        years = sorted(point.year for point in self.series[series].points)
        found = (self.numbers.get(f"serie.{series}.{year}") for year in years)
        return tuple(point for point in found if point is not None)

    def topic(self, year: int, slug: str) -> Topic | None:
        """Return a topic of a year, or None."""
        return self._topics.get((year, slug))

    @cached_property
    def _topics(self) -> Mapping[tuple[int, str], Topic]:
        return {(topic.year, topic.slug): topic for topic in self.topics}

    @cached_property
    def calls_by_address(self) -> Mapping[str, Call]:
        """The calls by the address their quantities begin with."""
        return {call.address: call for call in self.calls}

    def calls_of(self, year: int, missione: str | None = None) -> tuple[Call, ...]:
        """Return the calls of a year, of one missione if given."""
        return tuple(
            call
            for call in self.calls
            if call.year == year and missione in (None, call.bando.missione)
        )

    def told_years(self, missione: str) -> tuple[int, ...]:
        """The years a missione has spending or topics in, newest first."""
        spent = {y for y in self.spending if f"spese.{y}.{missione}" in self.numbers}
        return tuple(sorted(spent | {t.year for t in self.topics if t.part == missione})[::-1])

    def measured_names(self, year: int) -> list[str]:
        """Return the ids of the objectives and indicatori of a year: those with a page."""
        nodes = self.objectives[year].objectives if year in self.objectives else ()
        return [
            *(node.id for node in nodes if node.above),
            *(n for y, n in self.indicators if y == year),
        ]

    def topics_of(self, year: int, part: str) -> tuple[Topic, ...]:
        """Return the topics of a part of a year's report, in order."""
        return tuple(t for t in self.topics if (t.year, t.part) == (year, part))

    @property
    def years(self) -> tuple[int, ...]:
        """The years with spending, newest first."""
        return tuple(sorted(self.spending, reverse=True))
