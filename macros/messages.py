"""Problems found in what staff wrote, and how they are told: in Italian, with place and cure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Place:
    """Where a text stands: file relative to the project, line and column from 1, length of it."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: stable code, place, what it is, why it matters, how to cure it.

    A warning (`warning=True`) is told but does not stop the build.
    """

    place: Place
    code: str
    what: str
    why: str
    cure: str
    warning: bool = False


class ProblemsFound(Exception):
    """Raised when the input cannot be used; carries every problem of the run, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(summary(self.problems))


def suggestion(word: str, known: Iterable[str], *, most: int = 3) -> str:
    """Return «forse intendevi …» with the nearest known words, or an empty string."""
    near = get_close_matches(word, list(known), n=most, cutoff=0.6)
    return "forse intendevi " + " oppure ".join(f"«{name}»" for name in near) if near else ""


_BEFORE, _AFTER = 60, 40  # characters shown around the wrong text of a long line


def excerpt(place: Place, lines: list[str]) -> str:
    """Return the line before, the wrong line and carets under the wrong text.

    A paragraph is one long line: only what stands around the wrong text is shown.
    """
    if not 1 <= place.line <= len(lines) or not lines[place.line - 1].strip():
        return ""
    gutter = len(str(place.line))
    start = max(0, place.column - 1 - _BEFORE)
    end = place.column - 1 + place.width + _AFTER
    shown = [
        f"  {number:>{gutter}} │ {_cut(lines[number - 1], start, end)}"
        for number in (place.line - 1, place.line)
        if number >= 1
    ]
    column = place.column - 1 - start + (1 if start else 0)
    carets = "^" * max(1, min(place.width, len(lines[place.line - 1]) - place.column + 1))
    return "\n".join([*shown, f"  {' ' * gutter} │ {' ' * column}{carets}"])


def _cut(line: str, start: int, end: int) -> str:
    """Return a part of a line, with … where something was left out."""
    return ("…" if start else "") + line[start:end] + ("…" if len(line) > end else "")


def file_lines(root: Path) -> Callable[[str], list[str]]:
    """Return a reader of a project file's lines that copes with missing or badly encoded files."""

    def lines(name: str) -> list[str]:
        path = root / name
        if not path.is_file():
            return []
        return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r", "").split("\n")

    return lines


def describe(problem: Problem, lines: list[str]) -> str:
    """Return one problem as staff read it in the terminal."""
    kind = "Avviso" if problem.warning else "Errore"
    place = problem.place
    parts = [
        f"{kind} {problem.code} · {place.file}, riga {place.line}, colonna {place.column}: "
        f"{problem.what}",
        excerpt(place, lines),
        f"Perché  {problem.why}",
        f"Come    {problem.cure}",
    ]
    return "\n".join(part for part in parts if part)


def summary(problems: Iterable[Problem]) -> str:
    """Return the closing line, for example «3 errori, 1 avviso in 2 file»."""
    listed = list(problems)
    warnings = sum(problem.warning for problem in listed)
    errors = len(listed) - warnings
    counts = [f"{errors} {'errore' if errors == 1 else 'errori'}"]
    if warnings:
        counts.append(f"{warnings} {'avviso' if warnings == 1 else 'avvisi'}")
    return f"{', '.join(counts)} in {len({problem.place.file for problem in listed})} file"


def report(problems: Iterable[Problem], root: Path) -> str:
    """Return every problem, ordered by file and line, and the closing line."""
    listed = sorted(set(problems))
    lines = file_lines(root)
    told = [describe(problem, lines(problem.place.file)) for problem in listed]
    return "\n\n".join([*told, summary(listed)])
