"""Checks across files of results and context: the tree, indicatori, notes, tables, timelines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros.archive import CONTEXT, Archivio, Note
from macros.catalogue import problem
from macros.checks import known_address, known_missione, known_source, known_topic, near
from macros.formula import parse
from macros.messages import Place, Problem
from macros.schema_context import TimelineFile
from macros.schema_results import IndicatorFile, Objective, ObjectivesFile, Target

_ABOVE = {
    "obiettivo strategico": ("area strategica",),
    "obiettivo operativo": ("obiettivo strategico", "area strategica"),
}
_AGAINST = {"più alto è meglio": ("<=", "<"), "più basso è meglio": (">=", ">")}


def check_results(archive: Archivio) -> Iterator[Problem]:
    """Yield the problems of objectives, indicatori and context that show across files."""
    for year, objectives in archive.objectives.items():
        yield from known_source(
            archive, objectives.source, archive.place(archive.files[f"obiettivi.{year}"], "fonte")
        )
        yield from _check_tree(archive, objectives)
    for indicator in archive.indicators.values():
        yield from _check_indicator(archive, indicator)
    for note in archive.notes.values():
        yield from _check_note(archive, note)
    yield from _check_context(archive)


def _check_tree(archive: Archivio, file: ObjectivesFile) -> Iterator[Problem]:
    """Every node stands under one of the level above; every area serves a known missione."""
    name = archive.files[f"obiettivi.{file.year}"]
    nodes = {node.id: node for node in file.objectives}
    for index, node in enumerate(file.objectives):
        if node.missione is not None:
            place = archive.place(name, "obiettivi", index, "missione")
            yield from known_missione(archive, node.missione, place)
        if node.above is not None:
            place = archive.place(name, "obiettivi", index, "sopra")
            yield from _check_above(node, nodes, place)
        place = archive.place(name, "obiettivi", index, "id")
        yield from _own_name(archive, file.year, node.id, place)


def _check_above(node: Objective, nodes: dict[str, Objective], place: Place) -> Iterator[Problem]:
    wanted = _ABOVE[node.level]
    right = [each.id for each in nodes.values() if each.level in wanted]
    if node.above not in right:
        cure = near(node.above or "", right, "i nodi di sopra")
        yield problem("D310", place, text=node.above, level=node.level, near=cure)


def _own_name(archive: Archivio, year: int, name: str, place: Place) -> Iterator[Problem]:
    """Objectives, indicatori and topics of a year have one page each, whose address is the name."""
    topic = archive.topic(year, name)
    files = [topic.file] if topic else []
    if (year, name) in archive.indicators:
        files.append(archive.files[f"indicatori.{year}.{name}"])
    for other in [file for file in files if file != place.file][:1]:
        yield problem("D311", place, text=name, year=year, other=other)


def _check_indicator(archive: Archivio, indicator: IndicatorFile) -> Iterator[Problem]:
    file = archive.files[f"indicatori.{indicator.year}.{indicator.id}"]
    tree = archive.objectives.get(indicator.year)
    known = [node.id for node in tree.objectives] if tree else []
    if indicator.objective not in known and not archive.waits(f"obiettivi.{indicator.year}"):
        cure = f"scrivi prima gli obiettivi in data/obiettivi/{indicator.year}.yml"
        cure = near(indicator.objective, known, "gli obiettivi") if known else cure
        place = archive.place(file, "obiettivo")
        yield problem("D312", place, text=indicator.objective, year=indicator.year, near=cure)
    yield from known_source(archive, indicator.source, archive.place(file, "fonte"))
    for index, series in enumerate(indicator.series):
        if series not in archive.series and not archive.waits(f"serie.{series}"):
            place = archive.place(file, "serie", index)
            yield problem("D313", place, text=series, near=near(series, archive.series, "le serie"))
    for index, address in enumerate(indicator.partial):
        yield from known_address(archive, address, archive.place(file, "parziali", index))
    yield from _own_name(archive, indicator.year, indicator.id, archive.place(file, "id"))
    yield from _check_targets(archive, indicator, file)
    if indicator.formula is not None:
        yield from _check_formula(archive, indicator, archive.place(file, "formula"))


def _check_targets(archive: Archivio, indicator: IndicatorFile, file: str) -> Iterator[Problem]:
    """Targets make sense together, with the direction, and say where they are printed."""
    for index, target in enumerate(indicator.targets):
        if target.comparator in _AGAINST.get(indicator.direction, ()):
            place = archive.place(file, "attesi", index, "confronto")
            comparator, direction = target.comparator, indicator.direction
            yield problem("D237", place, comparator=comparator, direction=direction)
        if target.criterion is not None and target.line is None:
            yield problem("D211", archive.place(file, "attesi", index, "criterio"))
        if not _later(target, indicator.targets[:index]):
            place = archive.place(file, "attesi", index, "anno")
            yield problem("D236", place, year=target.year)
    if indicator.result and indicator.result.words and indicator.result.line is None:
        yield problem("D211", archive.place(file, "raggiunto", "testo"))
    base = f"indicatori.{indicator.year}.{indicator.id}"
    low, high = (archive.numbers.get(f"{base}.{name}") for name in ("atteso", "massimo"))
    ends = [n.value for n in (low, high) if n is not None and isinstance(n.value, Decimal)]
    if high is not None and ends != sorted(ends):
        yield problem("D321", high.place)


def _later(target: Target, before: tuple[Target, ...]) -> bool:
    """Tell whether a target is the only one of its year, or a revision of those before it."""
    earlier = [each for each in before if each.year == target.year]
    if not earlier or target.decided is None:
        return not earlier
    return all(each.decided is None or each.decided < target.decided for each in earlier)


def _check_formula(archive: Archivio, indicator: IndicatorFile, place: Place) -> Iterator[Problem]:
    """A formula starts from known numbers, and not from the result it should give."""
    formula = parse(indicator.formula or "")
    addresses = formula.addresses
    if formula.counts_items:
        yield problem(
            "D244", place, reason="«conta()» conta le voci di una verifica, qui non ci sono"
        )
    for address in addresses:
        yield from known_address(archive, address, place)
        number = archive.numbers.get(address)
        if number is not None and number.unit.kind == "data":
            yield problem("D244", place, reason=f"«{address}» è una data")
    if f"indicatori.{indicator.year}.{indicator.id}.raggiunto" in addresses:
        yield problem("D244", place, reason="parte dal risultato stesso, e direbbe sempre di sì")
    if not addresses:
        yield problem("D244", place, reason="non usa nessun numero della fonte")


def _check_note(archive: Archivio, note: Note) -> Iterator[Problem]:
    """A note belongs to an objective or indicatore of its year."""
    yield from known_source(archive, note.head.source, archive.place(note.file, "fonte"))
    names = archive.measured_names(note.year)
    owners = (f"indicatori.{note.year}.{note.slug}", f"obiettivi.{note.year}")
    waits = any(archive.waits(address) for address in owners)
    if note.slug not in names and not waits:
        cure = "sposta il file nella cartella dell'anno giusto"
        cure = near(note.slug, names, "i nomi") if names else cure
        yield problem("P107", Place(note.file), text=note.slug, year=note.year, near=cure)


def _check_context(archive: Archivio) -> Iterator[Problem]:
    for (year, name), grid in archive.grids.items():
        file = archive.files[f"tavole.{year}.{name}"]
        yield from known_topic(archive, year, grid.tema, archive.place(file, "tema"))
        yield from known_source(archive, grid.source, archive.place(file, "fonte"))
    for name, timeline in archive.timelines.items():
        yield from _check_timeline(archive, timeline, archive.files[f"cronologie.{name}"])
    yield from _check_reports(archive)


def _check_timeline(archive: Archivio, timeline: TimelineFile, file: str) -> Iterator[Problem]:
    """Events are in order of time; a month or a year may stand among its own days."""
    yield from known_source(archive, timeline.source, archive.place(file, "fonte"))
    for index, event in enumerate(timeline.events):
        if event.source is not None:
            place = archive.place(file, "eventi", index, "fonte")
            yield from known_source(archive, event.source, place)
        before = [each.when for each in timeline.events[:index]]
        if before and _precedes(event.when, before[-1]):
            place = archive.place(file, "eventi", index, "quando")
            later = next(when for when in before if _precedes(event.when, when))
            yield problem("D315", place, text=event.when, later=later)


def _precedes(one: str, two: str) -> bool:
    """Tell whether a day, month or year is before another, as far as both are known."""
    known = min(len(one), len(two))
    return one[:known] < two[:known]


def _check_reports(archive: Archivio) -> Iterator[Problem]:
    """A section without content says why, and only that one."""
    for year, report in archive.reports.items():
        file = archive.files[f"relazioni.{year}"]
        yield from known_source(archive, report.source, archive.place(file, "fonte"))
        there = {
            CONTEXT: bool(archive.topics_of(year, CONTEXT)),
            "missioni": year in archive.spending,
            "risultati": year in archive.objectives,
        }
        for index, part in enumerate(report.parts if not archive.missing else ()):
            if part.gap is not None and there[part.holds]:
                place = archive.place(file, "sezioni", index, "manca")
                yield problem("D320", place, text=part.title)
            if part.gap is None and not there[part.holds]:
                place = archive.place(file, "sezioni", index, "titolo")
                yield problem("D316", place, text=part.title)
