"""What staff read when something is wrong: every mistake of a run, in its file, at its true line.

A spoiled project prints Italian, exits with 1 and leaves the last good site as it was.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.built import Built, Project, copied

PROTESTI = "content/2022/012/protesti.md"
SPENDING = "data/spese/2022.yml"
CALLS = "data/bandi/2022.yml"


@dataclass(frozen=True)
class Mistake:
    """What is written, in which file, and the word a message must name."""

    file: str
    written: str
    named: str


MISTAKES = (
    Mistake(PROTESTI, '{{ valore("spese.2022.01l") }}', "«spese.2022.01l»"),
    Mistake(PROTESTI, '{{ grafco("spese.2022") }}', "«grafco»"),
    Mistake(PROTESTI, '{{ valore("spese.2022" }}', '{{ valore("spese.2022" }}'),
    Mistake("content/2022/011/hocare.md", "{{ spese }}", "{{ spese }}"),
    Mistake("content/2022/011/hocare.md", "{% if spese %}", "{%"),
    Mistake("content/missioni/011.md", '{{ tabella("spese.1999") }}', "«spese.1999»"),
    Mistake("docs_src/mappa.md", '{{ quota("spese.2022.011") }}', "«quota»"),
)


@dataclass(frozen=True)
class Run:
    """A command's end on a project that had a good site before."""

    project: Project
    done: subprocess.CompletedProcess[str]
    before: dict[str, bytes]

    @property
    def printed(self) -> str:
        return self.done.stdout + self.done.stderr

    @property
    def errors(self) -> list[str]:
        """The first line of each error: its code, file, line and column, what it is."""
        return [line for line in self.printed.splitlines() if line.startswith("Errore ")]

    def tells(self, file: str, written: str, named: str) -> bool:
        """Tell whether one error names a file, the true line of a text in it, and a word."""
        place = f"{file}, riga {self.project.line_of(file, written)}, "
        blocks = [block for block in self.printed.split("\n\n") if place in block]
        return any(named in block and "Come" in block for block in blocks)


def run(project: Project, site: Built, command: str = "costruisci") -> Run:
    """Run a command on a project where the site of yesterday stands in site/."""
    target = project.root / "site"
    if not target.exists():
        shutil.copytree(site.root, target)
    before = Built(target).content()
    return Run(project, project.run(command), before)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory, site: Built) -> Iterator[Run]:
    """The build of a project with all the mistakes."""
    project = copied(tmp_path_factory.mktemp("errori") / "progetto")
    for mistake in MISTAKES:
        project.add(mistake.file, mistake.written)
    yield run(project, site)
    shutil.rmtree(project.root)


# ---- Macro calls ----


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: str(mistake.written))
def test_one_run_tells_every_mistake_with_its_file_and_line(spoiled: Run, mistake: Mistake) -> None:
    assert spoiled.tells(mistake.file, mistake.written, mistake.named), spoiled.printed


def test_one_run_tells_as_many_errors_as_there_are(spoiled: Run) -> None:
    assert len(spoiled.errors) == len(MISTAKES), spoiled.printed


def test_the_wrong_text_is_shown_and_underlined(spoiled: Run) -> None:
    number = spoiled.project.line_of(PROTESTI, "grafco")
    line = f"  {number} │ "
    shown = spoiled.printed.splitlines()
    place = shown.index(line + '{{ grafco("spese.2022") }}')
    under = shown[place + 1].partition("│ ")[2]
    assert set(under.strip()) == {"^"}
    assert "grafco" in shown[place].partition("│ ")[2][under.index("^") : len(under)]


def test_a_mistake_stops_the_build_with_exit_code_1(spoiled: Run) -> None:
    assert spoiled.done.returncode == 1


def test_the_last_good_site_stays_byte_for_byte(spoiled: Run) -> None:
    assert Built(spoiled.project.root / "site").content() == spoiled.before


def test_no_python_traceback_is_printed(spoiled: Run) -> None:
    assert "Traceback" not in spoiled.printed
    assert 'File "' not in spoiled.printed


def test_the_check_alone_tells_the_same_and_exits_with_1(spoiled: Run) -> None:
    checked = Run(spoiled.project, spoiled.project.run("controlla"), spoiled.before)
    assert checked.errors == spoiled.errors != []
    assert checked.done.returncode == 1
    assert "Traceback" not in checked.printed


def test_the_real_project_has_nothing_wrong(project: Project) -> None:
    done = project.run("controlla")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"\nVerifiche: .+\nTutto in ordine\.\n$", done.stdout)


# ---- Data ----


def test_mistakes_of_data_and_words_are_told_in_one_run(project: Project, site: Built) -> None:
    project.replace(SPENDING, "valore: 59.504,95", "valore: 59.504,95 lire")
    project.replace(
        CALLS, "  - id: voucher-digitali-base\n", "  - id: voucher-digitali-base\n    colore: blu\n"
    )
    project.add(PROTESTI, '{{ valore("spese.2023") }}')
    found = run(project, site)
    assert found.tells(SPENDING, "59.504,95 lire", "59.504,95 lire"), found.printed
    assert found.tells(CALLS, "colore: blu", "colore"), found.printed
    assert found.tells(PROTESTI, "spese.2023", "«spese.2023»"), found.printed
    assert len(found.errors) == 3, found.printed


def test_a_syntax_error_of_yaml_stops_the_build(project: Project, site: Built) -> None:
    project.replace(SPENDING, "natura: consuntivo", "natura:\tconsuntivo\n\tanno: 2022")
    found = run(project, site)
    assert found.tells(SPENDING, "\tanno: 2022", "\tanno: 2022") or found.tells(
        SPENDING, "natura:\tconsuntivo", "natura"
    ), found.printed
    assert found.done.returncode == 1
    assert "Traceback" not in found.printed
    assert Built(project.root / "site").content() == found.before


def test_one_syntax_error_of_each_file_is_told(project: Project, site: Built) -> None:
    project.replace(SPENDING, "natura: consuntivo", "natura: [consuntivo")
    project.replace("site_config/missioni.yml", "valido_dal: 2014", 'valido_dal: "2014')
    found = run(project, site)
    named = {line.partition(" · ")[2].partition(",")[0] for line in found.errors}
    assert named == {SPENDING, "site_config/missioni.yml"}, found.printed


def test_a_number_that_the_source_does_not_print_stops_the_build(
    project: Project, site: Built
) -> None:
    project.replace(SPENDING, "59.504,95", "59.504,96")
    found = run(project, site)
    assert found.tells(SPENDING, "59.504,96", "59.504,95"), found.printed
    assert found.done.returncode == 1


# ---- Links ----

LINKS = (
    "non-esiste.md",
    "registro-imprese.md#non-esiste",
    "/bandi/1999/index.md",
    "nulla.png",
)


@pytest.mark.parametrize("link", LINKS)
def test_a_broken_link_stops_the_build_and_names_its_file(
    project: Project, site: Built, link: str
) -> None:
    project.add(PROTESTI, f"Vedi [qui]({link}).")
    found = run(project, site)
    assert found.done.returncode == 1
    assert link.removesuffix("index.md").split(".md#")[-1] in found.printed
    assert PROTESTI in found.printed, found.printed
    assert "Traceback" not in found.printed
    assert Built(project.root / "site").content() == found.before


def test_a_missing_browser_asset_says_what_to_do(project: Project, site: Built) -> None:
    (project.root / "node_modules").unlink()
    found = run(project, site)
    assert found.done.returncode == 1
    assert "make site" in found.printed
    assert "Traceback" not in found.printed


# ---- Where the site is written ----


def test_the_folder_of_the_site_is_made_with_those_above_it(
    project: Project, tmp_path: Path
) -> None:
    project.build(tmp_path / "uno/due/sito")
    assert (tmp_path / "uno/due/sito/index.html").is_file()
    assert [path.name for path in (tmp_path / "uno/due").iterdir()] == ["sito"]


def test_a_new_site_takes_the_place_of_the_last_one(
    project: Project, site: Built, tmp_path: Path
) -> None:
    target = tmp_path / "fuori" / "sito"
    shutil.copytree(site.root, target)
    (target / "pagina-tolta.html").write_text("<h1>Di ieri</h1>", encoding="utf-8")
    assert project.build(target).content().keys() == site.content().keys()
    assert [path.name for path in target.parent.iterdir()] == ["sito"]


def test_a_folder_that_is_no_site_is_never_replaced(project: Project) -> None:
    words = project.root / "content"
    before = Built(words).content()
    done = project.run("costruisci", "--in", "content")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert Built(words).content() == before
