"""Words: Markdown files of `content/`, with their front matter typed and their body untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from macros.catalogue import problem
from macros.messages import Place, Problem
from macros.schema_base import Block, validate
from macros.yaml_nodes import Node
from macros.yaml_reader import parse_yaml, read_bytes

_FENCE = "---"
Head = TypeVar("Head", bound=Block)


@dataclass(frozen=True)
class Words:
    """A Markdown file in two: its front matter as text, and its body with its first line."""

    head: str
    body: str
    body_line: int


def split(text: str) -> Words | None:
    """Split a Markdown text at its front matter; None where there is none."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == _FENCE:
            return Words("\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1)
    return None


@dataclass(frozen=True)
class Read(Generic[Head]):
    """What came out of a file of words: typed front matter, words, its tree, the problems."""

    head: Head | None = None
    words: Words | None = None
    tree: Node | None = None
    problems: Sequence[Problem] = ()


def read_words(path: Path, name: str, model: type[Head]) -> Read[Head]:
    """Read a Markdown file and type its front matter."""
    text, problems = read_bytes(path, name)
    words = None if problems else split(text)
    if problems:
        return Read(problems=problems)
    if words is None:
        return Read(problems=[problem("P101", Place(name))])
    if not words.body.strip():
        problems.append(problem("P102", Place(name, words.body_line)))
    reading = parse_yaml(words.head, name, first_line=2)
    if reading.tree is None:
        return Read(None, words, None, [*problems, *reading.problems])
    head, found = validate(model, reading.tree)
    return Read(head, words, reading.tree, [*problems, *found])
