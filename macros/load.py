"""Reading a project folder into the archive. Every problem of every file is collected."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from macros.archive import Archivio, Call, MissioneText, Topic
from macros.catalogue import Refusal, problem
from macros.checks import check
from macros.messages import Place, Problem, ProblemsFound
from macros.numbers import Register
from macros.scalars import read_id
from macros.schema import (
    BandiFile,
    BodyFile,
    FactsFile,
    MissioneHead,
    MissioniFile,
    SeriesFile,
    SourceFile,
    SpendingFile,
    ThemeFile,
    TopicHead,
    UnitsFile,
)
from macros.schema_base import Block, DataFile, validate
from macros.sources import INDEX_SUFFIX, Source, read_index
from macros.topics import Words, read_words
from macros.yaml_nodes import Node
from macros.yaml_reader import read_yaml

File = TypeVar("File", bound=DataFile)
Head = TypeVar("Head", bound=Block)


@dataclass
class _Desk:
    """What has been read so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    trees: dict[str, Node] = field(default_factory=dict)
    read: set[Path] = field(default_factory=set)

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def open(self, path: Path, model: type[File]) -> tuple[Node, File] | None:
        """Read and type one YAML file, or collect its problems."""
        self.read.add(path)
        if not path.is_file():
            self.problems.append(problem("P103", Place(self.name(path))))
            return None
        reading = read_yaml(path, self.name(path))
        if reading.tree is None:
            self.problems += reading.problems
            return None
        self.trees[self.name(path)] = reading.tree
        file, problems = validate(model, reading.tree)
        self.problems += problems
        return None if file is None else (reading.tree, file)

    def sound(self, path: Path) -> bool:
        """Take note of a file of words; refuse a name that cannot be an address."""
        if not path.is_file():
            return False
        self.read.add(path)
        try:
            read_id(path.stem)
        except Refusal as refusal:
            self.problems.append(refusal.problem(Place(self.name(path))))
            return False
        return True

    def words(self, path: Path, model: type[Head]) -> tuple[Head, Words] | None:
        """Read and type a file of words, or collect its problems."""
        read = read_words(path, self.name(path), model)
        self.problems += read.problems
        if read.tree is not None:
            self.trees[self.name(path)] = read.tree
        return (read.head, read.words) if read.head and read.words else None

    def place(self, path: Path, address: str, wanted: str, named: str = "") -> bool:
        """Note where an address's file is; refuse a name that says another thing than it holds."""
        if (named or path.stem) == wanted:
            self.files[address] = self.name(path)
            return True
        right = path.with_name(f"{wanted}{path.suffix}")
        if named:
            right = path.parent.with_name(wanted) / path.name
        place = Place(self.name(path))
        self.problems.append(
            problem("P104", place, name=named or path.name, inside=wanted, wanted=self.name(right))
        )
        family, _, rest = address.partition(".")
        year = f"{path.parent.name}." if "." in rest else ""
        self.missing.append(f"{family}.{year}{path.stem}")
        return False

    def each(
        self, pattern: str, model: type[File], prefix: str
    ) -> Iterator[tuple[Path, Node, File]]:
        """Read the files of `data/` that match; `prefix` forms the addresses of a broken one."""
        for path in sorted((self.root / "data").glob(pattern)):
            opened = self.open(path, model)
            if opened is None:
                year = path.parent.name
                self.missing.append(prefix.format(stem=path.stem, parent=year))
            else:
                yield path, *opened


def load(root: Path) -> tuple[Archivio | None, list[Problem]]:
    """Read and check a project: the archive (None if the basics are broken) and all problems."""
    desk = _Desk(root.resolve())
    config = desk.root / "site_config"
    body = desk.open(config / "ente.yml", BodyFile)
    theme = desk.open(config / "tema.yml", ThemeFile)
    units = desk.open(config / "unita.yml", UnitsFile)
    missioni = desk.open(config / "missioni.yml", MissioniFile)
    if theme is not None and not (desk.root / theme[1].emblem).is_file():
        desk.problems.append(problem("P103", Place(theme[1].emblem)))
    files = _read(desk)
    if body is None or theme is None or units is None or missioni is None:
        return None, sorted(set(desk.problems))
    archive = _fill(desk, files, body[1], theme[1], units[1], missioni[1])
    return archive, sorted({*desk.problems, *check(archive)})


def load_or_refuse(root: Path) -> Archivio:
    """Read a project; raises ProblemsFound when anything (but a warning) is wrong."""
    archive, problems = load(root)
    errors = [problem for problem in problems if not problem.warning]
    if archive is None or errors:
        raise ProblemsFound(errors)
    return archive


@dataclass(frozen=True)
class _Files:
    """The files of `data/` and `content/`, each with its tree."""

    spending: list[tuple[Node, SpendingFile]]
    calls: list[tuple[Node, BandiFile]]
    series: list[tuple[Node, SeriesFile]]
    facts: list[tuple[Node, FactsFile]]
    sources: dict[str, Source]
    topics: tuple[Topic, ...]
    texts: dict[str, MissioneText]
    glossary: MissioneText | None


def _read(desk: _Desk) -> _Files:
    """Read every file; its place must agree with what it says of itself."""
    spending = []
    for path, tree, spent in desk.each("spese/*.yml", SpendingFile, "spese.{stem}"):
        if desk.place(path, f"spese.{spent.year}", str(spent.year)):
            spending.append((tree, spent))
    calls = []
    for path, tree, called in desk.each("bandi/*.yml", BandiFile, "bandi.{stem}."):
        if desk.place(path, f"bandi.{called.year}", str(called.year)):
            calls.append((tree, called))
    series = []
    for path, tree, serie in desk.each("serie/*.yml", SeriesFile, "serie.{stem}."):
        if desk.place(path, f"serie.{serie.id}", serie.id):
            series.append((tree, serie))
    facts = []
    for path, tree, told in desk.each("fatti/*/*.yml", FactsFile, "fatti.{parent}.{stem}."):
        address = f"fatti.{told.year}.{told.tema}"
        if desk.place(path, address, told.tema) and desk.place(
            path, address, str(told.year), path.parent.name
        ):
            facts.append((tree, told))
    sources, topics, texts = _sources(desk), _topics(desk), _missione_texts(desk)
    glossary = _text(desk, desk.root / "content" / "glossario.md")
    _strays(desk)
    return _Files(spending, calls, series, facts, sources, topics, texts, glossary)


def _fill(
    desk: _Desk,
    files: _Files,
    body: BodyFile,
    theme: ThemeFile,
    units: UnitsFile,
    missioni: MissioniFile,
) -> Archivio:
    """Put the files together: every number under its address."""
    register = Register({unit.id: unit for unit in units.units})
    for tree, spent in files.spending:
        register.spending(tree, spent)
    for tree, called in files.calls:
        register.bandi(tree, called)
    for tree, serie in files.series:
        register.series(tree, serie)
    for tree, told in files.facts:
        register.facts(tree, told)
    desk.problems += register.problems
    return Archivio(
        body=body,
        theme=theme,
        missioni={missione.code: missione for missione in missioni.missioni},
        units=register.units,
        sources=files.sources,
        numbers=register.numbers,
        spending={spent.year: spent for _, spent in files.spending},
        calls=tuple(
            Call(called.year, called.source, bando, index)
            for _, called in files.calls
            for index, bando in enumerate(called.bandi)
        ),
        series={serie.id: serie for _, serie in files.series},
        facts={
            (told.year, told.tema): tuple(
                f"fatti.{told.year}.{told.tema}.{fact.id}" for fact in told.facts
            )
            for _, told in files.facts
        },
        topics=files.topics,
        missione_texts=files.texts,
        glossary=files.glossary,
        files=desk.files,
        trees=desk.trees,
        missing=(*desk.missing, *register.failed),
    )


def _sources(desk: _Desk) -> dict[str, Source]:
    sources = {}
    for path in (desk.root / "data" / "fonti").glob("*.yml"):
        desk.read.add(path.with_suffix(INDEX_SUFFIX))
    for path, _tree, head in desk.each("fonti/*.yml", SourceFile, "fonti.{stem}"):
        if not desk.place(path, f"fonti.{head.id}", head.id):
            continue
        index = path.with_suffix(INDEX_SUFFIX)
        try:
            numbers = read_index(index)
        except (OSError, ValueError, csv.Error):
            numbers = {}
        sources[head.id] = Source(head, numbers, desk.name(path))
        if not numbers:
            desk.problems.append(problem("F102", Place(desk.name(path)), file=index.name))
    return sources


def _topics(desk: _Desk) -> tuple[Topic, ...]:
    topics = []
    for path in sorted((desk.root / "content").glob("[0-9][0-9][0-9][0-9]/*/*.md")):
        year, code = path.parent.parent.name, path.parent.name
        told = desk.words(path, TopicHead) if desk.sound(path) else None
        if told is None:
            desk.missing.append(f"temi.{year}.{path.stem}")
            continue
        head, words = told
        name = desk.name(path)
        topics.append(Topic(int(year), code, path.stem, head, words.body, name, words.body_line))
    return tuple(sorted(topics, key=lambda t: (t.year, t.missione, t.head.order, t.slug)))


def _missione_texts(desk: _Desk) -> dict[str, MissioneText]:
    paths = sorted((desk.root / "content" / "missioni").glob("*.md"))
    return {path.stem: text for path in paths if (text := _text(desk, path))}


def _text(desk: _Desk, path: Path) -> MissioneText | None:
    told = desk.words(path, MissioneHead) if desk.sound(path) else None
    if told is None:
        return None
    head, words = told
    return MissioneText(path.stem, head, words.body, desk.name(path), words.body_line)


def _strays(desk: _Desk) -> None:
    """Refuse files that nobody would read: wrong folder, wrong ending."""
    for folder in ("data", "content"):
        for path in sorted((desk.root / folder).rglob("*")):
            if path.is_file() and path not in desk.read and not path.name.startswith("."):
                desk.problems.append(problem("P105", Place(desk.name(path))))
