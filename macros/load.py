"""Reading a project folder into the archive. Every problem of every file is collected."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from macros.archive import RESULTS, Archivio, Call, MissioneText, Note, Topic, Unclaimed
from macros.catalogue import problem
from macros.checks import check
from macros.checks_claims import check_claims
from macros.checks_law import check_law
from macros.checks_results import check_results
from macros.desk import Desk
from macros.law import read_law
from macros.messages import Place, Problem, ProblemsFound
from macros.numbers import Register
from macros.schema import (
    BandiFile,
    BodyFile,
    FactsFile,
    MissioniFile,
    SeriesFile,
    SourceFile,
    SpendingFile,
    ThemeFile,
    UnitsFile,
)
from macros.schema_claims import ClaimsFile, ClaimsRules
from macros.schema_context import GridFile, NewsFile, ReportFile, TimelineFile
from macros.schema_results import IndicatorFile, ObjectivesFile
from macros.schema_visits import VisitsFile
from macros.schema_words import MissioneHead, NoteHead, TopicHead
from macros.sources import EXCLUDED_SUFFIX, INDEX_SUFFIX, Source, read_exclusions, read_index
from macros.yaml_nodes import Node


def load(root: Path) -> tuple[Archivio | None, list[Problem]]:
    """Read and check a project: the archive (None if the basics are broken) and all problems."""
    desk = Desk(root.resolve())
    config = desk.root / "site_config"
    body = desk.open(config / "ente.yml", BodyFile)
    theme = desk.open(config / "tema.yml", ThemeFile)
    units = desk.open(config / "unita.yml", UnitsFile)
    missioni = desk.open(config / "missioni.yml", MissioniFile)
    if theme is not None and not (desk.root / theme[1].emblem).is_file():
        desk.problems.append(problem("P103", Place(theme[1].emblem)))
    rules = desk.open(config / "verifiche.yml", ClaimsRules)
    data, words, law = _read_data(desk), _read_words(desk), read_law(desk)
    desk.strays()
    if body is None or theme is None or units is None or missioni is None or rules is None:
        return None, sorted(set(desk.problems))
    settings = (body[1], theme[1], units[1], missioni[1], rules[1])
    archive = replace(_fill(desk, data, words, settings), law=law)
    found = {*desk.problems, *check(archive), *check_results(archive), *check_law(archive)}
    sound = all(each.warning for each in found)
    return archive, sorted({*found, *check_claims(archive, sound=sound)})


def load_or_refuse(root: Path) -> Archivio:
    """Read a project; raises ProblemsFound when anything (but a warning) is wrong."""
    archive, problems = load(root)
    errors = [problem for problem in problems if not problem.warning]
    if archive is None or errors:
        raise ProblemsFound(errors)
    return archive


@dataclass(frozen=True)
class _Data:
    """The files of `data/`, each with its tree."""

    spending: list[tuple[Node, SpendingFile]]
    calls: list[tuple[Node, BandiFile]]
    series: list[tuple[Node, SeriesFile]]
    facts: list[tuple[Node, FactsFile]]
    grids: list[tuple[Node, GridFile]]
    objectives: list[tuple[Node, ObjectivesFile]]
    indicators: list[tuple[Node, IndicatorFile]]
    timelines: list[tuple[Node, TimelineFile]]
    reports: list[tuple[Node, ReportFile]]
    claims: list[tuple[Node, ClaimsFile]]
    unclaimed: dict[str, Unclaimed]
    news: list[tuple[Node, NewsFile]]
    visits: list[tuple[Node, VisitsFile]]
    sources: dict[str, Source]


@dataclass(frozen=True)
class _Words:
    """The files of `content/`."""

    topics: tuple[Topic, ...]
    notes: dict[tuple[int, str], Note]
    texts: dict[str, MissioneText]
    glossary: MissioneText | None


def _read_data(desk: Desk) -> _Data:
    return _Data(
        spending=list(desk.family("spese", SpendingFile, "year")),
        calls=list(desk.family("bandi", BandiFile, "year")),
        series=list(desk.family("serie", SeriesFile, "id")),
        facts=list(desk.family("fatti", FactsFile, "year", "tema")),
        grids=list(desk.family("tavole", GridFile, "year", "id")),
        objectives=list(desk.family("obiettivi", ObjectivesFile, "year")),
        indicators=list(desk.family("indicatori", IndicatorFile, "year", "id")),
        timelines=list(desk.family("cronologie", TimelineFile, "id")),
        reports=list(desk.family("relazioni", ReportFile, "year")),
        claims=list(desk.family("verifiche", ClaimsFile, "year", "id")),
        unclaimed=_unclaimed(desk),
        news=list(desk.family("novita", NewsFile, "year")),
        visits=list(desk.family("visite", VisitsFile, "year")),
        sources=_sources(desk),
    )


def _fill(
    desk: Desk,
    data: _Data,
    words: _Words,
    config: tuple[BodyFile, ThemeFile, UnitsFile, MissioniFile, ClaimsRules],
) -> Archivio:
    """Put the files together: every number under its address."""
    body, theme, units, missioni, rules = config
    register = Register({unit.id: unit for unit in units.units})
    for tree, spent in data.spending:
        register.spending(tree, spent)
    for tree, called in data.calls:
        register.bandi(tree, called)
    for tree, serie in data.series:
        register.series(tree, serie)
    for tree, told in data.facts:
        register.facts(tree, told)
    for tree, grid in data.grids:
        register.grid(tree, grid)
    for tree, indicator in data.indicators:
        register.indicator(tree, indicator)
    desk.problems += register.problems
    unsourced = [
        n.address for n in register.numbers.values() if n.source and n.source not in data.sources
    ]
    return Archivio(
        body=body,
        theme=theme,
        missioni={missione.code: missione for missione in missioni.missioni},
        units=register.units,
        sources=data.sources,
        numbers=register.numbers,
        spending={spent.year: spent for _, spent in data.spending},
        calls=tuple(
            Call(called.year, called.source, bando, index)
            for _, called in data.calls
            for index, bando in enumerate(called.bandi)
        ),
        series={serie.id: serie for _, serie in data.series},
        facts={
            (told.year, told.tema): tuple(
                f"fatti.{told.year}.{told.tema}.{fact.id}" for fact in told.facts
            )
            for _, told in data.facts
        },
        grids={(grid.year, grid.id): grid for _, grid in data.grids},
        objectives={tree.year: tree for _, tree in data.objectives},
        indicators={(each.year, each.id): each for _, each in data.indicators},
        timelines={timeline.id: timeline for _, timeline in data.timelines},
        reports={report.year: report for _, report in data.reports},
        claims={(file.year, file.id): file for _, file in data.claims},
        unclaimed=data.unclaimed,
        visits={file.year: file for _, file in data.visits},
        found_by_us=rules.found_by_us,
        topics=words.topics,
        notes=words.notes,
        missione_texts=words.texts,
        glossary=words.glossary,
        news={file.year: file for _, file in data.news},
        files=desk.files,
        trees=desk.trees,
        missing=(*desk.missing, *register.failed, *unsourced),
    )


def _unclaimed(desk: Desk) -> dict[str, Unclaimed]:
    """Read the lists of what is no claim, by address."""
    listed: dict[str, Unclaimed] = {}
    for path in sorted((desk.root / "data" / "verifiche").glob("*.esclusi.csv")):
        desk.read.add(path)
        name = desk.name(path)
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, strict=True)
            try:
                if next(rows, []) != ["indirizzo", "motivo"]:
                    desk.problems.append(problem("F120", Place(name, 1)))
                    continue
                for row in rows:
                    place = Place(name, rows.line_num)
                    first = listed.get(row[0].strip()) if row else None
                    if first is not None:
                        there = first.place
                        desk.problems.append(
                            problem(
                                "F121", place, text=row[0].strip(), file=there.file, line=there.line
                            )
                        )
                    elif len(row) == 2 and all(cell.strip() for cell in row):
                        listed[row[0].strip()] = Unclaimed(row[1].strip(), place)
                    else:
                        desk.problems.append(problem("F120", place))
            except (csv.Error, UnicodeDecodeError):
                desk.problems.append(problem("F120", Place(name, max(1, rows.line_num))))
    return listed


def _sources(desk: Desk) -> dict[str, Source]:
    sources = {}
    for path in (desk.root / "data" / "fonti").glob("*.yml"):
        desk.read |= {path.with_suffix(INDEX_SUFFIX), path.with_suffix(EXCLUDED_SUFFIX)}
    for _tree, head in desk.family("fonti", SourceFile, "id"):
        file = desk.files[f"fonti.{head.id}"]
        index = (desk.root / file).with_suffix(INDEX_SUFFIX)
        try:
            numbers = read_index(index)
        except (OSError, ValueError, csv.Error):
            numbers = {}
        excluded = (desk.root / file).with_suffix(EXCLUDED_SUFFIX)
        exclusions, problems = read_exclusions(excluded, desk.name(excluded))
        desk.problems += problems
        sources[head.id] = Source(head, numbers, file, exclusions)
        if not numbers:
            desk.problems.append(problem("F102", Place(file), file=index.name))
    return sources


def _read_words(desk: Desk) -> _Words:
    topics: list[Topic] = []
    notes: dict[tuple[int, str], Note] = {}
    for path in sorted((desk.root / "content").glob("[0-9][0-9][0-9][0-9]/*/*.md")):
        year = int(path.parent.parent.name)
        if path.parent.name == RESULTS:
            notes |= _note(desk, path, year)
        else:
            topics += _topic(desk, path, year)
    texts = sorted((desk.root / "content" / "missioni").glob("*.md"))
    return _Words(
        tuple(sorted(topics, key=lambda t: (t.year, t.part, t.head.order, t.slug))),
        notes,
        {path.stem: text for path in texts if (text := _text(desk, path))},
        _text(desk, desk.root / "content" / "glossario.md"),
    )


def _topic(desk: Desk, path: Path, year: int) -> list[Topic]:
    told = desk.words(path, TopicHead)
    if told is None:
        desk.missing.append(f"temi.{year}.{path.stem}")
        return []
    head, words = told
    name, part = desk.name(path), path.parent.name
    return [Topic(year, part, path.stem, head, words.body, name, words.body_line)]


def _note(desk: Desk, path: Path, year: int) -> dict[tuple[int, str], Note]:
    told = desk.words(path, NoteHead)
    if told is None:
        return {}
    head, words = told
    note = Note(year, path.stem, head, words.body, desk.name(path), words.body_line)
    return {(year, path.stem): note}


def _text(desk: Desk, path: Path) -> MissioneText | None:
    told = desk.words(path, MissioneHead)
    if told is None:
        return None
    head, words = told
    return MissioneText(path.stem, head, words.body, desk.name(path), words.body_line)
