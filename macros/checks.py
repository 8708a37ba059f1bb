"""Checks across files: sources, printed forms, totals, codes, topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from macros.archive import CONTEXT, RESULTS, Archivio, Call, Number, Topic
from macros.catalogue import Refusal, problem
from macros.formats import amount
from macros.messages import Place, Problem, suggestion
from macros.numbers import typed
from macros.schema import TO_COMPLETE
from macros.sources import Source, number_in, word_value


def check(archive: Archivio) -> Iterator[Problem]:
    """Yield every problem that shows only when the files are put together."""
    unknown: set[tuple[str, str]] = set()
    for number in archive.numbers.values():
        yield from _check_source(archive, number, unknown)
    for year in archive.spending:
        yield from _check_spending(archive, year)
    for call in archive.calls:
        yield from _check_call(archive, call)
    for (year, slug), _facts in archive.facts.items():
        place = archive.place(archive.files[f"fatti.{year}.{slug}"], "tema")
        yield from known_topic(archive, year, slug, place)
    yield from _check_series(archive)
    yield from _check_words(archive)
    for source in archive.sources.values():
        if source.head.sha256 == TO_COMPLETE:
            yield problem("D214", archive.place(source.file, "sha256"))


def near(text: str, known: Iterable[str], name: str) -> str:
    """Return the nearest right word, or all of them after the name of what they are."""
    words = list(known)
    told = f"{name} sono: {', '.join(words)}" if words else f"{name} non ci sono ancora"
    return suggestion(text, words) or told


def _check_source(
    archive: Archivio, number: Number, unknown: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Compare a number's printed form with its source's index at every line it cites.

    `unknown` are the (file, source) already told: one mistake at the top of a file is one message.
    """
    if number.source is None or number.value is None or number.line is None:
        return
    if number.source not in archive.sources:
        file = number.place.file
        if (file, number.source) not in unknown:
            unknown.add((file, number.source))
            place = number.source_place or archive.place(file, "fonte")
            yield from known_source(archive, number.source, place)
        return
    source = archive.sources[number.source]
    if number.inferred or not source.index:
        return
    yield from _check_printed(number, source)


def _check_printed(number: Number, source: Source) -> Iterator[Problem]:
    printed = [(number.printed or "", number.line or 0)]
    printed += [(again.printed or number.printed or "", again.line) for again in number.also]
    for form, line in printed:
        if not source.prints(form, line):
            there = ", ".join(source.index.get(line, ())) or "nessun numero"
            yield problem(
                "F106", number.place, form=form, line=line, source=source.head.short, there=there
            )
        elif number.note is None and not _says(form, number):
            yield problem("F107", number.place, form=form)


def _says(form: str, number: Number) -> bool:
    """Tell whether a printed form can be the number; a form nobody can read needs a note."""
    word = word_value(form)
    if word is not None:
        return number.value == word
    try:
        return typed(form, number.unit)[0] == number.value
    except Refusal:
        if isinstance(number.value, date):
            return number_in(form) == str(number.value.day)
        return form.replace(".", "").isdecimal() and number.value == Decimal(form.replace(".", ""))


def known_address(archive: Archivio, address: str, place: Place) -> Iterator[Problem]:
    """Yield the problem of an address that leads to no number."""
    if address not in archive.numbers and not archive.waits(address):
        cure = suggestion(address, archive.numbers) or "cerca l'indirizzo giusto nei file di data/"
        yield problem("D314", place, address=address, near=cure)


def known_source(archive: Archivio, name: str, place: Place) -> Iterator[Problem]:
    """Refuse a source that is not in `data/fonti/`."""
    if name not in archive.sources and not archive.waits(f"fonti.{name}"):
        cure = near(name, archive.sources, "i documenti")
        yield problem("F101", place, text=name, near=cure)


def _check_spending(archive: Archivio, year: int) -> Iterator[Problem]:
    """Missioni are known; the areas of a missione add up to it (art. 7 DM MEF 27/3/2013)."""
    file = archive.files[f"spese.{year}"]
    for index, missione in enumerate(archive.spending[year].missioni):
        place = archive.place(file, "missioni", index, "codice")
        yield from known_missione(archive, missione.code, place)
        total = archive.numbers.get(f"spese.{year}.{missione.code}")
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
        yield problem(
            "D304",
            total.place,
            added=amount(added),
            total=amount(total.amount),
            difference=amount(abs(total.amount - added)),
        )


def _check_call(archive: Archivio, call: Call) -> Iterator[Problem]:
    bando, file = call.bando, archive.files[f"bandi.{call.year}"]
    place = archive.place(file, "bandi", call.index, "missione")
    yield from known_missione(archive, bando.missione, place)
    place = archive.place(file, "bandi", call.index, "tema")
    yield from known_topic(archive, call.year, bando.tema, place)
    if bando.area is not None:
        place = archive.place(file, "bandi", call.index, "area")
        yield from _known_area(archive, call.year, bando.missione, bando.area, place)


def _check_series(archive: Archivio) -> Iterator[Problem]:
    titles: dict[str, str] = {}
    for name, serie in archive.series.items():
        file = archive.files[f"serie.{name}"]
        yield from known_missione(archive, serie.missione, archive.place(file, "missione"))
        newest = max((point.year for point in serie.points), default=0)
        yield from known_topic(archive, newest, serie.tema, archive.place(file, "tema"))
        if titles.setdefault(serie.title, name) != name:
            yield problem("D215", archive.place(file, "titolo"), text=serie.title)


def _check_words(archive: Archivio) -> Iterator[Problem]:
    seen: dict[tuple[int, str], str] = {}
    for topic in archive.topics:
        yield from _check_topic(archive, topic)
        if seen.setdefault((topic.year, topic.slug), topic.file) != topic.file:
            yield problem("P106", Place(topic.file), other=seen[topic.year, topic.slug])
    for text in archive.missione_texts.values():
        yield from known_missione(archive, text.code, Place(text.file))


def _check_topic(archive: Archivio, topic: Topic) -> Iterator[Problem]:
    if topic.part == CONTEXT:
        yield from _no_area(archive, topic)
    elif topic.part not in archive.missioni:
        cure = near(topic.part, [*archive.missioni, CONTEXT, RESULTS], "le cartelle")
        yield problem("D303", Place(topic.file), text=topic.part, near=cure)
    yield from known_source(archive, topic.head.source, archive.place(topic.file, "fonte"))
    place = archive.place(topic.file, "area")
    yield from _known_area(archive, topic.year, topic.part, topic.head.area, place)


def _no_area(archive: Archivio, topic: Topic) -> Iterator[Problem]:
    """Refuse an area in the context, which belongs to no missione."""
    if topic.head.area is not None:
        place, cure = archive.place(topic.file, "area"), "togli la riga area:"
        yield problem("D306", place, text=topic.head.area, year=topic.year, near=cure)


def _known_area(
    archive: Archivio, year: int, missione: str, area: str | None, place: Place
) -> Iterator[Problem]:
    """Refuse an area the missione does not have, and none where it has some."""
    if year not in archive.spending or archive.waits(f"spese.{year}"):
        return
    if missione not in archive.missioni:  # told already, or a part that has no areas
        return
    areas = [
        known.id for m in archive.spending[year].missioni if m.code == missione for known in m.aree
    ]
    if area is not None and area not in areas:
        cure = near(area, areas, "le aree") if areas else "togli la riga area:"
        yield problem("D306", place, text=area, year=year, near=cure)
    if area is None and areas:
        yield problem("D201", place, key="area")


def known_missione(archive: Archivio, code: str, place: Place) -> Iterator[Problem]:
    """Refuse a missione that is not in `site_config/missioni.yml`."""
    if code not in archive.missioni:
        cure = near(code, archive.missioni, "i codici")
        yield problem("D303", place, text=code, near=cure)


def known_topic(archive: Archivio, year: int, slug: str, place: Place) -> Iterator[Problem]:
    """Refuse a tema that no page of the year tells: a topic, an objective or an indicatore."""
    known = [topic.slug for topic in archive.topics if topic.year == year]
    known += archive.measured_names(year)
    waiting = (f"temi.{year}.{slug}", f"indicatori.{year}.{slug}", f"obiettivi.{year}")
    if slug not in known and not any(archive.waits(address) for address in waiting):
        cure = suggestion(slug, known) or f"crea il testo content/{year}/MISSIONE/{slug}.md"
        yield problem("D305", place, text=slug, year=year, near=cure)
