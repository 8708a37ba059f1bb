"""Opening the files of a project one by one; every problem met on the way is collected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from macros.catalogue import Refusal, problem
from macros.messages import Place, Problem
from macros.scalars import read_id
from macros.schema_base import Block, DataFile, validate
from macros.topics import Words, read_words
from macros.yaml_nodes import Node
from macros.yaml_reader import read_yaml

File = TypeVar("File", bound=DataFile)
Head = TypeVar("Head", bound=Block)


@dataclass
class Desk:
    """What has been read so far.

    `missing` are the addresses of what could not be read, `files` where each address's file is,
    `trees` what the files hold, `read` the files that somebody has opened.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    trees: dict[str, Node] = field(default_factory=dict)
    read: set[Path] = field(default_factory=set)

    def name(self, path: Path) -> str:
        """Return a file's name inside the project."""
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

    def words(self, path: Path, model: type[Head]) -> tuple[Head, Words] | None:
        """Read and type a file of words, or collect its problems."""
        if not self._sound(path):
            return None
        read = read_words(path, self.name(path), model)
        self.problems += read.problems
        if read.tree is not None:
            self.trees[self.name(path)] = read.tree
        return (read.head, read.words) if read.head and read.words else None

    def _sound(self, path: Path) -> bool:
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

    def family(self, family: str, model: type[File], *keys: str) -> Iterator[tuple[Node, File]]:
        """Read the files of a family of addresses.

        `keys` are the fields that name a file, the folders first: `("year", "tema")` reads
        `data/fatti/2022/hocare.yml`, whose name must be what the file says of itself.
        """
        pattern = "/".join([family, *("*" for _ in keys)]) + ".yml"
        for path in sorted((self.root / "data").glob(pattern)):
            parts = (*path.parts[len(path.parts) - len(keys) : -1], path.stem)
            opened = self.open(path, model)
            if opened is None:
                self.missing.append(".".join([family, *parts]))
                continue
            inside = [str(getattr(opened[1], key)) for key in keys]
            if self._in_place(path, parts, inside):
                self.files[".".join([family, *inside])] = self.name(path)
                yield opened
            else:  # what it is called or what it holds: one of the two will be cured
                self.missing += [".".join([family, *parts]), ".".join([family, *inside])]

    def _in_place(self, path: Path, parts: tuple[str, ...], inside: list[str]) -> bool:
        """Refuse a name that says another thing than the file holds."""
        for depth, (part, wanted) in enumerate(zip(parts[::-1], inside[::-1], strict=True)):
            if part == wanted:
                continue
            right = path.with_name(f"{wanted}{path.suffix}")
            if depth:
                right = path.parent.with_name(wanted) / path.name
            near = f"rinomina il file in {self.name(right)}, oppure correggi il contenuto"
            if right.exists():
                near = f"correggi il contenuto: {self.name(right)} c'è già"
            place, named = Place(self.name(path)), part if depth else path.name
            self.problems.append(problem("P104", place, name=named, inside=wanted, near=near))
            return False
        return True

    def strays(self) -> None:
        """Refuse files that nobody would read: wrong folder, wrong ending."""
        for folder in ("data", "content"):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and path not in self.read and not path.name.startswith("."):
                    self.problems.append(problem("P105", Place(self.name(path))))
