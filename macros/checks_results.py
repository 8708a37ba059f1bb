"""Checks across files of results and context: the tree, indicatori, notes, tables, timelines."""

from __future__ import annotations

from collections.abc import Iterator

from macros.archive import CONTEXT, Archivio, Note
from macros.catalogue import Refusal, problem
from macros.checks import known_missione, known_source, known_topic, near
from macros.formula import parse
from macros.messages import Place, Problem, suggestion
from macros.schema_results import IndicatorFile, Objective, ObjectivesFile

_ABOVE = {
    "obiettivo strategico": ("area strategica",),
    "obiettivo operativo": ("obiettivo strategico", "area strategica"),
}


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
        yield from _own_name(archive, file.year, node.id, archive.place(name, "obiettivi", index))


def _check_above(node: Objective, nodes: dict[str, Objective], place: Place) -> Iterator[Problem]:
    wanted = _ABOVE[node.level]
    right = [each.id for each in nodes.values() if each.level in wanted]
    if node.above not in right:
        cure = near(node.above or "", right, "i nodi di sopra")
        yield problem("D310", place, text=node.above, level=node.level, near=cure)


def _own_name(archive: Archivio, year: int, name: str, place: Place) -> Iterator[Problem]:
    """Objectives, indicatori and topics of a year share one address each."""
    if archive.topic(year, name) is not None or (year, name) in archive.indicators:
        yield problem("D311", place, text=name, year=year)


def _check_indicator(archive: Archivio, indicator: IndicatorFile) -> Iterator[Problem]:
    file = archive.files[f"indicatori.{indicator.year}.{indicator.id}"]
    tree = archive.objectives.get(indicator.year)
    known = [node.id for node in tree.objectives] if tree else []
    if indicator.objective not in known and not archive.waits(f"obiettivi.{indicator.year}"):
        cure = near(indicator.objective, known, "gli obiettivi")
        place = archive.place(file, "obiettivo")
        yield problem("D312", place, text=indicator.objective, year=indicator.year, near=cure)
    yield from known_source(archive, indicator.source, archive.place(file, "fonte"))
    for index, series in enumerate(indicator.series):
        if series not in archive.series and not archive.waits(f"serie.{series}"):
            place = archive.place(file, "serie", index)
            yield problem("D313", place, text=series, near=near(series, archive.series, "le serie"))
    for index, address in enumerate(indicator.partial):
        yield from _known_address(archive, address, archive.place(file, "parziali", index))
    if archive.topic(indicator.year, indicator.id) is not None:
        yield problem("D311", archive.place(file, "id"), text=indicator.id, year=indicator.year)
    yield from _check_formula(archive, indicator, archive.place(file, "formula"))


def _check_formula(archive: Archivio, indicator: IndicatorFile, place: Place) -> Iterator[Problem]:
    if indicator.formula is None:
        return
    try:
        formula = parse(indicator.formula)
    except Refusal as refusal:
        yield refusal.problem(place)
        return
    for address in formula.addresses:
        yield from _known_address(archive, address, place)


def _known_address(archive: Archivio, address: str, place: Place) -> Iterator[Problem]:
    if address not in archive.numbers and not archive.waits(address):
        cure = suggestion(address, archive.numbers) or "cerca l'indirizzo giusto nei file di data/"
        yield problem("D314", place, address=address, near=cure)


def _check_note(archive: Archivio, note: Note) -> Iterator[Problem]:
    """A note belongs to an objective or indicatore of its year."""
    yield from known_source(archive, note.head.source, archive.place(note.file, "fonte"))
    names = archive.measured_names(note.year)
    waits = archive.waits(f"indicatori.{note.year}") or archive.waits(f"obiettivi.{note.year}")
    if note.slug not in names and not waits:
        cure = near(note.slug, names, "i nomi")
        yield problem("P107", Place(note.file), text=note.slug, year=note.year, near=cure)


def _check_context(archive: Archivio) -> Iterator[Problem]:
    for (year, name), grid in archive.grids.items():
        file = archive.files[f"tavole.{year}.{name}"]
        yield from known_topic(archive, year, grid.tema, archive.place(file, "tema"))
    for name, timeline in archive.timelines.items():
        file = archive.files[f"cronologie.{name}"]
        yield from known_source(archive, timeline.source, archive.place(file, "fonte"))
        for index, event in enumerate(timeline.events):
            place = archive.place(file, "eventi", index, "fonte")
            yield from known_source(archive, event.source or timeline.source, place)
            if index and event.when < timeline.events[index - 1].when:
                place = archive.place(file, "eventi", index, "quando")
                yield problem("D315", place, text=event.when)
    yield from _check_reports(archive)


def _check_reports(archive: Archivio) -> Iterator[Problem]:
    """A section without content says why."""
    for year, report in archive.reports.items():
        file = archive.files[f"relazioni.{year}"]
        yield from known_source(archive, report.source, archive.place(file, "fonte"))
        there = {
            CONTEXT: bool(archive.topics_of(year, CONTEXT)),
            "missioni": year in archive.spending,
            "risultati": year in archive.objectives,
        }
        for index, part in enumerate(report.parts):
            if there[part.holds] == (part.gap is not None) and not archive.missing:
                yield problem("D316", archive.place(file, "sezioni", index), text=part.title)
