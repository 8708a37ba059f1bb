"""Reading a project folder into the archive. Every problem of every file is collected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from macros.archive import Archivio, Call, MissioneText, Topic
from macros.catalogue import problem
from macros.checks import check
from macros.messages import Place, Problem, ProblemsFound
from macros.numbers import Register
from macros.schema import (
    BandiFile,
    BodyFile,
    FactsFile,
    Missione,
    MissioneHead,
    MissioniFile,
    SeriesFile,
    SourceFile,
    SpendingFile,
    ThemeFile,
    TopicHead,
    Unit,
    UnitsFile,
)
from macros.schema_base import DataFile, validate
from macros.sources import INDEX_SUFFIX, Source, read_index
from macros.topics import read_words
from macros.yaml_nodes import Node
from macros.yaml_reader import read_yaml

File = TypeVar("File", bound=DataFile)


@dataclass
class _Desk:
    """What has been read so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
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
        file, problems = validate(model, reading.tree)
        self.problems += problems
        return None if file is None else (reading.tree, file)

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
    if body is None or theme is None or units is None or missioni is None:
        return None, sorted(set(desk.problems))
    archive = _fill(desk, body[1], theme[1], _units(units[1]), _missioni(missioni[1]))
    return archive, sorted({*desk.problems, *check(archive)})


def load_or_refuse(root: Path) -> Archivio:
    """Read a project; raises ProblemsFound when anything (but a warning) is wrong."""
    archive, problems = load(root)
    errors = [problem for problem in problems if not problem.warning]
    if archive is None or errors:
        raise ProblemsFound(errors)
    return archive


def _units(file: UnitsFile) -> dict[str, Unit]:
    return {unit.id: unit for unit in file.units}


def _missioni(file: MissioniFile) -> dict[str, Missione]:
    return {missione.code: missione for missione in file.missioni}


def _fill(
    desk: _Desk,
    body: BodyFile,
    theme: ThemeFile,
    units: dict[str, Unit],
    missioni: dict[str, Missione],
) -> Archivio:
    register = Register(units)
    spending, calls, series, facts = {}, [], {}, {}
    for path, tree, spent in desk.each("spese/*.yml", SpendingFile, "spese.{stem}"):
        _same_name(desk, path, str(spent.year))
        desk.files[f"spese.{spent.year}"] = desk.name(path)
        spending[spent.year] = spent
        register.spending(tree, spent)
    for path, tree, called in desk.each("bandi/*.yml", BandiFile, "bandi.{stem}."):
        _same_name(desk, path, str(called.year))
        desk.files[f"bandi.{called.year}"] = desk.name(path)
        calls += [Call(called.year, called.source, bando) for bando in called.bandi]
        register.bandi(tree, called)
    for path, tree, serie in desk.each("serie/*.yml", SeriesFile, "serie.{stem}."):
        _same_name(desk, path, serie.id)
        desk.files[f"serie.{serie.id}"] = desk.name(path)
        series[serie.id] = serie
        register.series(tree, serie)
    for path, tree, told in desk.each("fatti/*/*.yml", FactsFile, "fatti.{parent}.{stem}."):
        _same_name(desk, path, told.tema)
        _same_name(desk, path.parent, str(told.year))
        base = f"fatti.{told.year}.{told.tema}"
        desk.files[base] = desk.name(path)
        facts[told.year, told.tema] = tuple(f"{base}.{fact.id}" for fact in told.facts)
        register.facts(tree, told)
    sources = _sources(desk)
    _strays(desk)
    desk.problems += register.problems
    return Archivio(
        body,
        theme,
        missioni,
        units,
        sources,
        register.numbers,
        spending,
        tuple(calls),
        series,
        facts,
        _topics(desk),
        _missione_texts(desk),
        desk.files,
        (*desk.missing, *register.failed),
    )


def _sources(desk: _Desk) -> dict[str, Source]:
    sources = {}
    for path, _tree, head in desk.each("fonti/*.yml", SourceFile, "fonti.{stem}"):
        _same_name(desk, path, head.id)
        index = path.with_suffix(INDEX_SUFFIX)
        desk.read.add(index)
        try:
            sources[head.id] = Source(head, read_index(index), desk.name(path))
        except (OSError, ValueError):
            sources[head.id] = Source(head, {}, desk.name(path))
            desk.problems.append(problem("F102", Place(desk.name(path)), file=index.name))
    return sources


def _topics(desk: _Desk) -> tuple[Topic, ...]:
    topics = []
    for path in sorted((desk.root / "content").glob("[0-9]*/*/*.md")):
        desk.read.add(path)
        head, words, problems = read_words(path, desk.name(path), TopicHead)
        desk.problems += problems
        if not head:
            desk.missing.append(f"temi.{path.parent.parent.name}.{path.stem}")
        if head and words:
            year, code = path.parent.parent.name, path.parent.name
            topics.append(
                Topic(
                    int(year), code, path.stem, head, words.body, desk.name(path), words.body_line
                )
            )
    return tuple(sorted(topics, key=lambda t: (t.year, t.missione, t.head.order, t.slug)))


def _missione_texts(desk: _Desk) -> dict[str, MissioneText]:
    texts = {}
    for path in sorted((desk.root / "content" / "missioni").glob("*.md")):
        desk.read.add(path)
        head, words, problems = read_words(path, desk.name(path), MissioneHead)
        desk.problems += problems
        if head and words:
            texts[path.stem] = MissioneText(
                path.stem, head, words.body, desk.name(path), words.body_line
            )
    return texts


def _same_name(desk: _Desk, path: Path, wanted: str) -> None:
    if path.stem != wanted:
        desk.problems.append(
            problem(
                "P104",
                Place(desk.name(path)),
                name=path.name,
                inside=wanted,
                wanted=f"{wanted}{path.suffix}",
            )
        )


def _strays(desk: _Desk) -> None:
    """Refuse files that nobody would read: wrong folder, wrong ending."""
    for folder in ("data", "content"):
        for path in sorted((desk.root / folder).rglob("*")):
            known = path in desk.read or (path.suffix == ".md" and folder == "content")
            if path.is_file() and not known and not path.name.startswith("."):
                desk.problems.append(problem("P105", Place(desk.name(path))))
