"""Checks across files: sources, printed forms, totals, codes, topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from macros.archive import Archivio, Call, Number, Topic
from macros.catalogue import problem
from macros.messages import Place, Problem, suggestion


def check(archive: Archivio) -> Iterator[Problem]:
    """Yield every problem that shows only when the files are put together."""
    for number in archive.numbers.values():
        yield from _check_source(archive, number)
    for year in archive.spending:
        yield from _check_spending(archive, year)
    for call in archive.calls:
        yield from _check_call(archive, call)
    for (year, slug), _facts in archive.facts.items():
        yield from _known_topic(archive, year, slug, Place(archive.files[f"fatti.{year}.{slug}"]))
    yield from _check_series(archive)
    for topic in archive.topics:
        yield from _check_topic(archive, topic)


def _near(text: str, known: Iterable[str], name: str) -> str:
    words = list(known)
    return suggestion(text, words) or f"{name} sono: {', '.join(words)}"


def _check_source(archive: Archivio, number: Number) -> Iterator[Problem]:
    """Compare a number's printed form with its source's index at every line it cites."""
    if number.source is None or number.value is None or number.line is None:
        return
    if number.source not in archive.sources:
        yield from _known_source(archive, number.source, number.place)
        return
    source = archive.sources[number.source]
    if number.inferred or not source.index:
        return
    printed = [(number.printed or "", number.line)]
    printed += [(again.printed or number.printed or "", again.line) for again in number.also]
    for form, line in printed:
        if not source.prints(form, line):
            there = ", ".join(source.index.get(line, ())) or "nessun numero"
            yield problem(
                "F106", number.place, form=form, line=line, source=source.head.short, there=there
            )


def _known_source(archive: Archivio, name: str, place: Place) -> Iterator[Problem]:
    if name not in archive.sources and f"fonti.{name}" not in archive.missing:
        near = _near(name, archive.sources, "i documenti")
        yield problem("F101", place, text=name, near=near)


def _check_spending(archive: Archivio, year: int) -> Iterator[Problem]:
    """Missioni are known; the areas of a missione add up to it (art. 7 DM MEF 27/3/2013)."""
    for missione in archive.spending[year].missioni:
        total = archive.numbers.get(f"spese.{year}.{missione.code}")
        place = total.place if total else Place(archive.files[f"spese.{year}"])
        yield from _known_missione(archive, missione.code, place)
        parts = [
            part
            for area in missione.aree
            if (part := archive.numbers.get(f"spese.{year}.{missione.code}.{area.id}"))
        ]
        if total and parts and len(parts) == len(missione.aree):
            yield from _check_sum(total, parts)


def _check_sum(total: Number, parts: list[Number]) -> Iterator[Problem]:
    if total.value is None or any(part.value is None for part in parts):
        return
    added = sum((part.amount for part in parts), Decimal(0))
    if added != total.amount:
        difference = abs(total.amount - added)
        yield problem("D304", total.place, added=added, total=total.amount, difference=difference)


def _check_call(archive: Archivio, call: Call) -> Iterator[Problem]:
    number = archive.numbers.get(f"{call.address}.stanziato")
    place = number.place if number else Place(archive.files[f"bandi.{call.year}"])
    yield from _known_missione(archive, call.bando.missione, place)
    yield from _known_topic(archive, call.year, call.bando.tema, place)


def _check_series(archive: Archivio) -> Iterator[Problem]:
    for name, serie in archive.series.items():
        place = Place(archive.files[f"serie.{name}"])
        yield from _known_missione(archive, serie.missione, place)
        newest = max((point.year for point in serie.points), default=0)
        yield from _known_topic(archive, newest, serie.tema, place)


def _check_topic(archive: Archivio, topic: Topic) -> Iterator[Problem]:
    place = Place(topic.file, 2)
    yield from _known_missione(archive, topic.missione, place)
    yield from _known_source(archive, topic.head.source, place)
    missioni = archive.spending[topic.year].missioni if topic.year in archive.spending else ()
    areas = [area.id for m in missioni if m.code == topic.missione for area in m.aree]
    if topic.head.area is not None and topic.head.area not in areas:
        near = _near(topic.head.area, areas, "le aree")
        yield problem("D306", place, text=topic.head.area, year=topic.year, near=near)
    if topic.head.area is None and areas:
        yield problem("D201", place, key="area")


def _known_missione(archive: Archivio, code: str, place: Place) -> Iterator[Problem]:
    if code not in archive.missioni:
        near = _near(code, archive.missioni, "i codici")
        yield problem("D303", place, text=code, near=near)


def _known_topic(archive: Archivio, year: int, slug: str, place: Place) -> Iterator[Problem]:
    known = [topic.slug for topic in archive.topics if topic.year == year]
    if slug not in known and f"temi.{year}.{slug}" not in archive.missing:
        near = suggestion(slug, known) or f"crea il testo content/{year}/MISSIONE/{slug}.md"
        yield problem("D305", place, text=slug, year=year, near=near)
