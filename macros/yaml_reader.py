"""YAML read with positions, every scalar as text.

Only a small, plain part of YAML is accepted: blocks, lists and texts. What YAML would read in a
way that surprises (duplicate keys, tags, anchors, inline braces, comments after a value) is
refused with its cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from macros.catalogue import problem
from macros.messages import Place, Problem
from macros.yaml_nodes import Mapping, Node, Scalar, Sequence

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_GLUED_KEY = re.compile(r"^(\s*(?:- )?)([A-Za-z_]+):([^\s/].*)$")
_GLUED_DASH = re.compile(r"^(\s*)-([A-Za-z_]+):(?:\s|$)")
_CURLY = ("“", "”", "„", "‟")
_HARD_BLANKS = re.compile("[\u00a0\u202f\u2007]")
# Controls and line breaks that are not \n: YAML counts some as lines, editors do not.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\x7f\u0085\u2028\u2029\ufeff]")
_KEYED = re.compile(r"\s*[A-Za-z_]+:(\s|$)")
# What libyaml says -> our code.
_SYNTAX = (
    ("mapping values are not allowed", "Y120"),
    ("found unexpected end of stream", "Y121"),
    ("could not find expected ':'", "Y122"),
    ("did not find expected key", "Y123"),
    ("did not find expected '-' indicator", "Y123"),
    ("block sequence entries are not allowed", "Y124"),
    ("cannot start any token", "Y125"),
    ("did not find expected alphabetic or numeric character", "Y113"),
    ("did not find expected comment or line break", "Y125"),
)


@dataclass
class Reading:
    """What came out of a file: the tree, or None with the problems that prevented it."""

    tree: Node | None
    problems: list[Problem] = field(default_factory=list)


class _StopError(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def read_bytes(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a text file as UTF-8; return its text and the problems of its encoding."""
    if path.stat().st_size > MAX_BYTES:
        return "", [problem("Y109", Place(name), megabytes=MAX_BYTES // 1_000_000)]
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")  # Windows ends lines with two characters
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        start = raw.rfind(b"\n", 0, error.start) + 1
        column = len(raw[start : error.start].decode()) + 1
        return "", [problem("Y101", Place(name, line, column))]
    return ("", [problem("Y102", Place(name))]) if text.startswith("\ufeff") else (text, [])


def read_yaml(path: Path, name: str) -> Reading:
    """Read a YAML file; `name` is its path relative to the project."""
    text, problems = read_bytes(path, name)
    return Reading(None, problems) if problems else parse_yaml(text, name)


def parse_yaml(text: str, name: str, *, first_line: int = 1) -> Reading:
    """Parse YAML text that starts at line `first_line` of file `name`."""
    problems = list(_typing_slips(text, name, first_line))
    if problems:
        return Reading(None, problems)
    builder = _Builder(text, name, first_line)
    try:
        tree = builder.build()
    except _StopError as stop:
        return Reading(None, [stop.problem, *builder.problems])
    except yaml.MarkedYAMLError as error:
        found = _syntax_problem(error, text.split("\n"), name, first_line)
        return Reading(None, [found, *builder.problems])
    except yaml.YAMLError:
        return Reading(None, [problem("Y108", Place(name, first_line))])
    return Reading(None if builder.problems else tree, builder.problems)


def _typing_slips(text: str, name: str, first_line: int) -> Iterator[Problem]:
    """Yield what YAML itself would accept in silence: tabs, hard blanks, glued keys and dashes."""
    for number, line in enumerate(text.split("\n"), first_line):
        indent = len(line) - len(line.lstrip())
        key, colon, rest = line.partition(":")
        gap = len(rest) - len(rest.lstrip(" "))
        head = f"{key}:{rest[: gap + 1]}" if colon else line[: indent + 1]
        if unusable := _UNUSABLE.search(line):
            yield problem("Y108", Place(name, number, unusable.start() + 1))
        elif "\t" in line:
            yield problem("Y103", Place(name, number, line.index("\t") + 1))
        elif blank := _HARD_BLANKS.search(head):
            yield problem("Y104", Place(name, number, blank.start() + 1))
        elif glued := _GLUED_KEY.match(line):
            blanks, word, value = glued.groups()
            place = Place(name, number, len(blanks) + 1, len(word) + 1)
            yield problem("Y105", place, key=word, value=value)
        elif dash := _GLUED_DASH.match(line):
            yield problem("Y106", Place(name, number, len(dash[1]) + 1), key=dash[2])


class _Builder:
    """Turns libyaml's events into our nodes, collecting what is refused."""

    def __init__(self, text: str, name: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._lines = text.split("\n")
        self._name, self._first = name, first_line
        self._events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))

    def build(self) -> Node:
        next(self._events)  # stream start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _StopError(problem("Y110", Place(self._name, self._first)))
        node = self._node(next(self._events), 0)
        next(self._events)  # document end
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise _StopError(problem("Y111", self._place(following)))
        return node

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Place(self._name, self._first)
        width = end.column - start.column if end.line == start.line else 1
        return Place(self._name, start.line + self._first, start.column + 1, max(1, width))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse_specials(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refuse_specials(self, event: yaml.Event, depth: int) -> None:
        place = self._place(event)
        if depth > MAX_DEPTH:
            raise _StopError(problem("Y112", place, depth=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _StopError(problem("Y113", place))
        if getattr(event, "tag", None):
            raise _StopError(problem("Y114", place))
        if getattr(event, "flow_style", False):
            raise _StopError(problem("Y115", place))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._place(event)
        if not event.style or event.style in "'\"":
            self._refuse_trailing_comment(event)
        if not event.style and event.value.startswith(_CURLY):
            self.problems.append(problem("Y107", place))
        return Scalar(event.value, place)

    def _refuse_trailing_comment(self, event: yaml.ScalarEvent) -> None:
        end = event.end_mark
        if end is None or not event.value:
            return
        rest = self._lines[end.line][end.column :]
        comment = rest.lstrip()
        if comment.startswith("#"):
            column = end.column + len(rest) - len(comment) + 1
            place = Place(self._name, end.line + self._first, column, len(comment.rstrip()))
            self.problems.append(problem("Y116", place))

    def _sequence(self, event: yaml.Event, depth: int) -> Sequence:
        items = []
        while not isinstance(step := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(step, depth + 1))
        return Sequence(tuple(items), self._place(event))

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        keys: dict[str, Place] = {}
        values: dict[str, Node] = {}
        while not isinstance(step := next(self._events), yaml.MappingEndEvent):
            place = self._place(step)
            self._refuse_specials(step, depth)
            if not isinstance(step, yaml.ScalarEvent):
                raise _StopError(problem("Y117", place))
            key = step.value
            value = self._node(next(self._events), depth + 1)
            if key in keys:
                self.problems.append(problem("Y118", place, key=key, line=keys[key].line))
            keys.setdefault(key, place)
            values.setdefault(key, value)
        return Mapping(keys, values, self._place(event))


def _syntax_problem(
    error: yaml.MarkedYAMLError, lines: list[str], name: str, first_line: int
) -> Problem:
    """Say in Italian what libyaml found, where it begins: libyaml notices some things later."""
    said = str(error.problem or "")
    code = next((code for words, code in _SYNTAX if words in said), "Y129")
    mark = error.problem_mark or error.context_mark
    if code in ("Y113", "Y121", "Y122", "Y125") and error.context_mark:
        mark = error.context_mark
    before = lines[mark.line][: mark.column] if mark else ":"
    if code == "Y120" and ":" not in before and mark and _KEYED.match(lines[mark.line]):
        code = "Y123"  # libyaml complains of the line's first colon: the line is pushed right
    place = Place(name, mark.line + first_line, mark.column + 1) if mark else Place(name)
    return problem(code, place)
