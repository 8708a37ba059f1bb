"""The benchmark's invented projects are as good as the real one, whatever their size."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.document import TEXTS
from bench.synthetic import synthetic
from tests.built import Project


@pytest.mark.parametrize("pages", [30, 110], ids=["one year", "two years"])
def test_an_invented_project_passes_every_check_and_has_the_pages_asked_for(
    pages: int, tmp_path: Path
) -> None:
    project = Project(tmp_path / "finto")
    synthetic(project.root, pages)

    checked = project.run("controlla", "--testi", TEXTS)
    assert (checked.returncode, checked.stderr) == (0, "")

    built = project.build(tmp_path / "sito")
    assert len(built.shelled.keys() - {"404.html"}) == pages


def words_and_numbers(root: Path) -> dict[str, bytes]:
    files = [file for name in ("content", "data") for file in (root / name).rglob("*.*")]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def test_the_same_size_gives_the_same_files(tmp_path: Path) -> None:
    synthetic(tmp_path / "uno", 30)
    synthetic(tmp_path / "due", 30)

    written = words_and_numbers(tmp_path / "uno")
    assert "data/spese/2022.yml" in written
    assert written == words_and_numbers(tmp_path / "due")


def test_a_size_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="3 pages cannot be made"):
        synthetic(tmp_path / "finto", 3)
