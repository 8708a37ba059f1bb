"""Building aside and swapping in: whatever goes wrong, the last good site stays as it was.

Most tests put a small program in the place of MkDocs and of Pagefind (a module of that name in the
project's folder, where `python -m` looks first), so that each step can be made to fail alone.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.build import MARK
from macros.cli import main
from tests.built import Project

WRITER = """
import sys
from pathlib import Path

folder = Path(sys.argv[sys.argv.index("--site-dir") + 1])
for name, text in {pages!r}.items():
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
{end}
"""
INDEXER = """
import sys
from pathlib import Path

mark = Path(sys.argv[sys.argv.index("--site") + 1]) / {mark!r}
mark.parent.mkdir()
mark.write_text("// ricerca")
{end}
"""
GOOD = {"index.html": '<a href="missioni/">Missioni</a>', "missioni/index.html": "<p>nuovo</p>"}


def plant(
    project: Project, pages: dict[str, str], *, mkdocs_end: str = "", pagefind_end: str = ""
) -> None:
    """Let `python -m mkdocs` write these pages, and `python -m pagefind` the mark of a site."""
    (project.root / "mkdocs.py").write_text(WRITER.format(pages=pages, end=mkdocs_end))
    (project.root / "pagefind.py").write_text(INDEXER.format(mark=MARK, end=pagefind_end))


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(project: Project, target: Path) -> Result:
    """Build a project's site by the command."""
    told = ["--cartella", str(project.root), "costruisci", "--in", str(target)]
    return CliRunner().invoke(main, told)


def built(project: Project, target: Path) -> int:
    """Build a project's site; return how many pages it has."""
    done = run(project, target)
    assert done.exit_code == 0, done.output
    return int(done.output.split()[2])


def refused(project: Project, target: Path) -> str:
    """Build what cannot be built; return what staff read."""
    done = run(project, target)
    assert (done.exit_code, type(done.exception)) == (1, SystemExit), done.output
    assert "Il sito non è stato costruito." in done.output
    return done.output


@pytest.fixture
def old(project: Project) -> Path:
    """A site of yesterday, in its place."""
    site = project.root / "site"
    for name, text in {
        "index.html": "<p>vecchio</p>",
        "relazioni/index.html": "<p>pagina tolta</p>",
        MARK: "// ricerca",
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return site


def kept(project: Project, old: Path) -> str:
    """Build a project that cannot be built; nothing of its folder changes. Return what is told."""
    before, beside = content(old), sorted(project.root.iterdir())
    told = refused(project, old)
    assert content(old) == before
    assert sorted(project.root.iterdir()) == beside
    return told


def test_the_new_site_takes_the_place_of_the_old_one(project: Project, old: Path) -> None:
    plant(project, GOOD)
    beside = sorted(project.root.iterdir())
    assert built(project, old) == 2
    assert sorted(content(old)) == ["index.html", "missioni/index.html", MARK]
    assert sorted(project.root.iterdir()) == beside


def test_the_first_site_needs_no_old_one(project: Project) -> None:
    plant(project, GOOD)
    beside = sorted(project.root.iterdir())
    assert built(project, project.root / "site") == 2
    assert sorted(project.root.iterdir()) == sorted([*beside, project.root / "site"])


def test_an_empty_folder_is_as_good_as_none(project: Project) -> None:
    plant(project, GOOD)
    (project.root / "site").mkdir()
    assert built(project, project.root / "site") == 2


def test_mkdocs_that_fails_half_way(project: Project, old: Path) -> None:
    plant(project, GOOD, mkdocs_end='sys.exit("ERROR - la pagina non va")')
    assert "la pagina non va" in kept(project, old)


def test_pagefind_that_fails(project: Project, old: Path) -> None:
    plant(project, GOOD, pagefind_end='sys.exit("Error: niente da cercare")')
    assert "niente da cercare" in kept(project, old)


def test_a_program_that_dies_without_a_word_still_fails(project: Project, old: Path) -> None:
    plant(project, GOOD, mkdocs_end="import os\nos._exit(3)")
    kept(project, old)


def test_broken_links_and_fragments_are_all_told(project: Project, old: Path) -> None:
    plant(
        project,
        {
            "index.html": '<a href="missioni/#altrove">x</a><a href="niente/">x</a>',
            "missioni/index.html": '<a href="../missioni/">x</a><a href="../niente.csv">x</a>',
        },
    )
    told = kept(project, old)
    assert told.count(" nella pagina ") == 3
    assert "docs_src/index.md: «missioni/#altrove»" in told
    assert "docs_src/index.md: «niente/»" in told
    assert "data/spese/2022.yml: «../niente.csv»" in told


def test_a_page_that_asks_a_file_of_another_site(project: Project, old: Path) -> None:
    plant(project, {"index.html": '<img src="https://www.example.it/spia.png" alt="">'})
    assert "«https://www.example.it/spia.png»" in kept(project, old)


def test_wrong_data_stop_before_anything_is_run(project: Project, old: Path) -> None:
    plant(project, GOOD, mkdocs_end='Path("eseguito").touch()')
    project.replace("data/spese/2022.yml", "59.504,95", "59.504,9X")
    assert "59.504,9X" in kept(project, old)
    assert not (project.root / "eseguito").exists()


def test_missing_browser_assets_stop_before_anything_is_run(project: Project, old: Path) -> None:
    plant(project, GOOD, mkdocs_end='Path("eseguito").touch()')
    (project.root / "node_modules").unlink()
    assert "make site" in kept(project, old)
    assert not (project.root / "eseguito").exists()


def test_what_an_interrupted_build_left_does_not_get_in(project: Project, old: Path) -> None:
    """Another run with the same process number finds the folder of the one that was killed."""
    plant(
        project,
        GOOD,
        mkdocs_end='assert sorted(p.name for p in folder.iterdir()) == ["index.html", "missioni"]',
    )
    scrap = project.root / f".site.{os.getpid()}"
    scrap.mkdir()
    (scrap / "resto.html").write_text("<p>resto</p>")
    built(project, old)
    assert "resto.html" not in content(old)
    assert not scrap.exists()


@pytest.mark.parametrize("inside", ["", "content", "data", "docs_src", "macros", ".."])
def test_a_folder_that_holds_something_else_is_never_replaced(
    project: Project, inside: str
) -> None:
    """`--in .` must not cost a body its data."""
    plant(project, GOOD)
    before = content(project.root)
    refused(project, project.root / inside)
    assert content(project.root) == before


def test_a_file_is_never_replaced(project: Project, tmp_path: Path) -> None:
    plant(project, GOOD)
    target = tmp_path / "lettera.odt"
    target.write_text("importante")
    refused(project, target)
    assert target.read_text() == "importante"


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(
    project: Project, tmp_path: Path
) -> None:
    plant(project, GOOD)
    closed = tmp_path / "chiusa"
    closed.write_text("non è una cartella")
    refused(project, closed / "sito")


def test_the_command_tells_how_many_pages_and_where(project: Project) -> None:
    plant(project, GOOD)
    target = project.root / "fuori" / "sito"
    done = run(project, target)
    assert done.exit_code == 0, done.output
    assert done.output == f"Sito costruito: 2 pagine in {target}\n"
    assert sorted(path.name for path in target.parent.iterdir()) == ["sito"]


def test_links_that_markdown_never_sees_are_followed_in_the_real_site(
    project: Project, old: Path
) -> None:
    project.add("content/glossario.md", '<p><a href="../niente/">qui</a></p>')
    project.add("content/2022/012/protesti.md", '<p><a href="../../../#altrove">qui</a></p>')
    told = kept(project, old)
    assert told.count(" nella pagina ") == 3
    assert "content/glossario.md: «../niente/»" in told
    assert "content/2022/012/protesti.md: «../../../#altrove»" in told
    # The report holds the same words: there the link is written as seen from its page.
    assert "data/relazioni/2022.yml: «../../missioni/#altrove»" in told


def test_a_site_published_under_a_path_is_built(project: Project) -> None:
    """As on the pages of a forge: there the 404 page has links from the root of the host."""
    address = "https://ente.example.it/trasparenza/"
    project.replace(
        "site_config/ente.yml", "indirizzo_sito: da completare", f"indirizzo_sito: {address}"
    )
    plant(project, GOOD)
    (project.root / "mkdocs.py").unlink()
    shutil.rmtree(project.root / "__pycache__", ignore_errors=True)
    assert built(project, project.root / "site") > 70
    missing = (project.root / "site" / "404.html").read_text("utf-8")
    assert 'href="/trasparenza/missioni/"' in missing
