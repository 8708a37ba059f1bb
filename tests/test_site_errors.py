"""What staff read when something is wrong: every mistake of a run, in its file, at its true line.

A spoiled project prints Italian, exits with 1 and leaves the last good site as it was.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.built import ROOT, Built, Project, attribute, text
from tests.conftest import INPUTS

PROTESTI = "content/2022/012/protesti.md"
HOCARE = "content/2022/011/hocare.md"
SPENDING = "data/spese/2022.yml"
# What is written, and what the message must name.
MISTAKES = {
    '{{ valore("spese.2022.01l") }}': "spese.2022.01l",
    '{{ grafco("spese.2022") }}': "grafco",
    '{{ valore("spese.2022" }}': '{{ valore("spese.2022" }}',
    "{{ spese }}": "{{ spese }}",
    "{% if spese %}": "{%",
    '{{ valore("spese.2022.011", "spese.2022.012") }}': "valore",
    '{{ tabella("spese.1999") }}': "spese.1999",
}

Done = subprocess.CompletedProcess[str]


def add(project: Project, file: str, *lines: str) -> None:
    """Add lines at the end of a file."""
    with (project.root / file).open("a", encoding="utf-8") as out:
        out.writelines(f"\n{line}\n" for line in lines)


def replace(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    before = path.read_text("utf-8")
    assert before.count(old) == 1
    path.write_text(before.replace(old, new), encoding="utf-8")


def printed(done: Done) -> str:
    return done.stdout + done.stderr


def place(project: Project, file: str, mistake: str) -> str:
    """Return how a message names the place of a mistake."""
    return f"{file}, riga {project.line_of(file, mistake)}, "


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def spoiled(
    tmp_path_factory: pytest.TempPathFactory, make_project: type[Project]
) -> Project:
    raise NotImplementedError
