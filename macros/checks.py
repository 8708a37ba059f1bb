"""Checks across files: sources, printed forms, totals, codes, topics."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from macros.archive import Archivio, Number
from macros.messages import Place, Problem, suggestion


def check(archive: Archivio, root: Path) -> Iterator[Problem]:
    """Yield every problem that shows only when the files are put together."""
    for number in archive.numbers.values():
        yield from _check_source(archive, number)
    yield from _check_spending(archive)
    yield from _check_calls(archive)
    yield from _check_topics(archive)


def _check_source(archive: Archivio, number: Number) -> Iterator[Problem]:
    """Compare a number's printed form with its source's index at the line it cites."""
    if number.source is None or number.value is None or number.line is None:
        return
    source = archive.sources.get(number.source)
    if source is None:
        if number.source not in archive.missing:
            yield Problem(
                number.place,
                "F101",
                f"la fonte «{number.source}» non esiste",
                "le fonti sono i documenti descritti in data/fonti/.",
                suggestion(number.source, archive.sources)
                or f"i documenti sono: {', '.join(archive.sources)}",
            )
        return
    if number.inferred or not source.index:
        return
    printed = [(number.printed or "", number.line)]
    printed += [(again.printed or number.printed or "", again.line) for again in number.also]
    for form, line in printed:
        if not source.prints(form, line):
            there = ", ".join(source.index.get(line, ())) or "nessun numero"
            yield Problem(
                number.place,
                "F106",
                f"la fonte non stampa «{form}» alla riga {line}",
                f"alla riga {line} di «{source.head.short}» c'è: {there}.",
                "correggi valore: o riga:; se la forma stampata è diversa dal valore "
                'aggiungi  stampato: "…"',
            )


def _check_spending(archive: Archivio) -> Iterator[Problem]:
    for year, file in archive.spending.items():
        where = Place(archive.files[f"spese.{year}"])
        for missione in file.missioni:
            total = archive.numbers.get(f"spese.{year}.{missione.code}")
            place = total.place if total else where
            if missione.code not in archive.missioni:
                yield Problem(
                    place,
                    "D303",
                    f"la missione «{missione.code}» non esiste",
                    "i codici delle missioni sono in site_config/missioni.yml.",
                    suggestion(missione.code, archive.missioni)
                    or f"i codici sono: {', '.join(archive.missioni)}",
                )
            parts = [
                archive.numbers.get(f"spese.{year}.{missione.code}.{area.id}")
                for area in missione.aree
            ]
            if total and parts and all(part and part.gap is None for part in parts):
                yield from _check_sum(total, [part for part in parts if part])


def _check_sum(total: Number, parts: list[Number]) -> Iterator[Problem]:
    added = sum((part.amount for part in parts), Decimal(0))
    if total.gap is None and added != total.amount:
        yield Problem(
            total.place,
            "D304",
            "la somma delle aree non dà il totale della missione",
            f"le aree danno {added}, il totale è {total.amount}: la differenza è "
            f"{total.amount - added}.",
            "correggi il numero sbagliato",
        )


def _check_calls(archive: Archivio) -> Iterator[Problem]:
    for call in archive.calls:
        bando = call.bando
        place = (
            archive.numbers[f"{call.address}.domande"].place
            if f"{call.address}.domande" in archive.numbers
            else Place(archive.files[f"bandi.{call.year}"])
        )
        yield from _known_missione(archive, bando.missione, place)
        yield from _known_topic(archive, call.year, bando.tema, place)


def _known_missione(archive: Archivio, code: str, place: Place) -> Iterator[Problem]:
    if code not in archive.missioni:
        yield Problem(
            place,
            "D303",
            f"la missione «{code}» non esiste",
            "i codici delle missioni sono in site_config/missioni.yml.",
            suggestion(code, archive.missioni) or f"i codici sono: {', '.join(archive.missioni)}",
        )


def _known_topic(archive: Archivio, year: int, slug: str, place: Place) -> Iterator[Problem]:
    known = [topic.slug for topic in archive.topics if topic.year == year]
    if slug not in known:
        yield Problem(
            place,
            "D305",
            f"il tema «{slug}» non esiste",
            f"un tema è un file di content/{year}/, per esempio registro-imprese.md.",
            suggestion(slug, known) or f"crea il testo in content/{year}/…/{slug}.md",
        )


def _check_topics(archive: Archivio) -> Iterator[Problem]:
    for (year, slug), _facts in archive.facts.items():
        yield from _known_topic(archive, year, slug, Place(archive.files[f"fatti.{year}.{slug}"]))
    for name, serie in archive.series.items():
        place = Place(archive.files[f"serie.{name}"])
        if serie.missione is not None:
            yield from _known_missione(archive, serie.missione, place)
        if serie.tema is not None:
            yield from _known_topic(archive, max(p.year for p in serie.points), serie.tema, place)
    for topic in archive.topics:
        place = Place(topic.file, 2)
        if topic.missione not in archive.missioni:
            yield from _known_missione(archive, topic.missione, place)
        if topic.head.source not in archive.sources:
            yield Problem(
                place,
                "F101",
                f"la fonte «{topic.head.source}» non esiste",
                "le fonti sono i documenti descritti in data/fonti/.",
                f"i documenti sono: {', '.join(archive.sources)}",
            )
