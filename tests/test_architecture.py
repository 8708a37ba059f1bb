"""The shape of the code: who may know whom, how long a module is, what no file may name."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]

# The flow, from what is read to what is written: a module knows its own stage and those before.
STAGES: Mapping[str, frozenset[str]] = {
    "tell": frozenset({"messages", "catalogue"}),
    "read": frozenset(
        {
            *("yaml_nodes", "yaml_reader", "scalars", "topics", "sources", "desk", "formula"),
            *("schema_base", "schema", "schema_words", "schema_context", "schema_results"),
            *("schema_claims", "schema_visits", "schema_law", "formula_functions", "colours"),
        }
    ),
    "put together": frozenset({"archive", "law", "numbers", "objectives"}),
    "print a number": frozenset({"formats", "formula_words", "sentences"}),
    "judge": frozenset({"operands", "goals", "verdict", "claims"}),
    "tell a verdict": frozenset({"verdict_words", "claim_words"}),
    "check": frozenset(
        {
            *("checks", "checks_results", "checks_claims", "checks_law"),
            *("words_check", "load", "coverage"),
        }
    ),
    "draw": frozenset(
        {
            *("svg", "svg_axis", "svg_bars", "svg_bullets", "svg_cells", "svg_figure"),
            *("svg_labels", "svg_lines", "svg_marks", "svg_pairs", "svg_scale", "svg_shares"),
            "svg_text",
        }
    ),
    "render": frozenset(
        {
            *("cells", "tables", "tables_results", "figures", "charts"),
            *("charts_results", "results_data", "claims_data", "marks", "late", "places", "theme"),
        }
    ),
    "offer to staff": frozenset({"editor_macros", "macro_check"}),
    "make pages": frozenset(
        {
            *("page", "pages", "pages_topics", "pages_context", "pages_results", "pages_service"),
            *("painter", "cards", "home", "boards", "results", "claims_board", "lists", "site"),
            *("citations", "embeds", "structured_data", "robots", "pictures"),
            *("visits_board", "pages_law", "law_board"),
        }
    ),
    "write": frozenset(
        {
            *(
                "access_logs",
                "assets",
                "raster",
                "links",
                "paper",
                "sheets",
                "export",
                "build",
                "preview",
                "mkdocs_adapter",
                "cli",
            ),
            *("__init__", "__main__"),
        }
    ),
}
READING = ("tell", "read", "put together", "check")
TELLING = ("print a number", "judge", "tell a verdict")
LONGEST, USUAL = 400, 130  # lines
SHELL = "mkdocs_"  # only these modules know MkDocs
VAGUE = {"utils", "util", "helpers", "helper", "manager", "misc"}
MACHINE = re.compile(
    r"(?<![\w.*])/(?:work|tmp|root|home|Users)/\w|pypi\.org|pythonhosted\.org|registry\.npmjs\.org"
)


@cache
def modules() -> Mapping[str, str]:
    """The text of every module of the package, by its name."""
    return {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "macros").glob("*.py"))}


def imported(name: str) -> Iterator[str]:
    """Yield what a module imports, anywhere in it, with its dots."""
    for node in ast.walk(ast.parse(modules()[name])):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are absolute"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def known(name: str) -> set[str]:
    """Return the modules of the package that a module imports."""
    parts = [dotted.split(".") for dotted in imported(name)]
    return {part[1] for part in parts if part[0] == "macros" and len(part) > 1} & modules().keys()


def stage(name: str) -> int:
    (found,) = [place for place, names in enumerate(STAGES.values()) if name in names]
    return found


def packages(name: str) -> set[str]:
    return {dotted.split(".")[0] for dotted in imported(name)}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control."""
    done = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in done.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@cache
def text(path: Path) -> str:
    """Return a file as text; what is not UTF-8 (a picture) is none."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")


def lines(paths: Iterator[Path], forbidden: re.Pattern[str]) -> list[str]:
    """Return file, line and what was found there, for every match."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), 1)
        if (found := forbidden.search(line))
    ]


def test_every_module_has_one_place_in_the_flow() -> None:
    placed = [name for names in STAGES.values() for name in names]
    assert sorted(placed) == sorted(modules())


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_knows_only_what_is_upstream(name: str) -> None:
    assert sorted(other for other in known(name) if stage(other) > stage(name)) == []


def test_reading_and_checking_know_nothing_of_rendering() -> None:
    """But for the printed form of a number and of a verdict, which messages need too."""
    reading = frozenset[str]().union(*(STAGES[name] for name in READING))
    known_there = frozenset[str]().union(*map(known, reading))
    assert known_there - reading <= frozenset[str]().union(*(STAGES[name] for name in TELLING))


def test_no_import_goes_round_in_a_circle() -> None:
    tuple(TopologicalSorter({name: known(name) for name in modules()}).static_order())


def test_the_renderer_stands_alone() -> None:
    """It draws any figure of the closed set, whatever the project around it."""
    for name in STAGES["draw"]:
        assert known(name) <= STAGES["draw"]
        assert packages(name) <= {"macros", *sys.stdlib_module_names}


@pytest.mark.parametrize("name", sorted(modules()))
def test_only_the_shell_imports_mkdocs(name: str) -> None:
    shell = {"mkdocs", "mkdocs_macros", "material"}
    if not name.startswith(SHELL):
        assert packages(name) & shell == set()


def test_all_but_the_shell_runs_without_mkdocs() -> None:
    """Also what is imported by others in turn; the shell itself is the only way to it."""
    names = [f"macros.{name}" for name in modules() if not name.startswith((SHELL, "__"))]
    told = "import sys\n" + "".join(f"import {name}\n" for name in names)
    told += "assert not {'mkdocs', 'mkdocs_macros', 'material'} & sys.modules.keys()"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(modules()))
def test_the_package_never_imports_its_tests_or_plotly(name: str) -> None:
    assert packages(name) & {"tests", "bench", "plotly", "pytest", "hypothesis"} == set()


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_is_short(name: str) -> None:
    assert len(modules()[name].splitlines()) <= LONGEST


def test_most_modules_are_shorter_still() -> None:
    assert median(len(module.splitlines()) for module in modules().values()) <= USUAL


def test_the_package_is_flat_and_each_name_says_what_it_holds() -> None:
    inside = [path for path in (ROOT / "macros").rglob("*.py") if path.parent.name != "macros"]
    assert inside == []
    assert {part for name in modules() for part in name.split("_")} & VAGUE == set()


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(ast.parse(modules()[name]))


def test_the_note_for_maintainers_names_only_modules_that_exist() -> None:
    note = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)\.py`", note))
    assert len(named) > 5
    assert named - modules().keys() == set()


def test_no_file_names_a_machine_s_folders_or_a_registry() -> None:
    assert len(tracked()) > 200
    assert lines(iter(tracked()), MACHINE) == []


def test_what_belongs_to_one_body_stays_out_of_the_code() -> None:
    """Name and places of a body are in its settings, data and words: the rest serves any body."""
    shared = ("macros", "docs_src")
    paths = [path for path in tracked() if path.relative_to(ROOT).parts[0] in shared]
    assert len(paths) > 60
    assert lines(iter([*paths, ROOT / "mkdocs.yml"]), re.compile("cremona", re.IGNORECASE)) == []


def test_no_file_of_others_is_under_version_control() -> None:
    """Fonts, scripts and styles of others come from locked packages."""
    brought = re.compile(r"\.(woff2?|ttf|otf|eot|min\.js|min\.css|whl|tgz|jar)$")
    assert [str(path) for path in tracked() if brought.search(path.name)] == []
