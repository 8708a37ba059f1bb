"""Words: Markdown files of `content/`, with their front matter typed and their body untouched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from macros.catalogue import problem
from macros.messages import Place, Problem
from macros.schema_base import Block, validate
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


def read_words(
    path: Path, name: str, model: type[Head]
) -> tuple[Head | None, Words | None, list[Problem]]:
    """Read a Markdown file and type its front matter."""
    text, problems = read_bytes(path, name)
    if problems:
        return None, None, problems
    words = split(text)
    if words is None:
        return (
            None,
            None,
            [problem("P101", Place(name))],
        )
    if not words.body.strip():
        problems.append(problem("P102", Place(name, words.body_line)))
    reading = parse_yaml(words.head, name, first_line=2)
    if reading.tree is None:
        return None, words, [*problems, *reading.problems]
    head, found = validate(model, reading.tree)
    return head, words, [*problems, *found]
