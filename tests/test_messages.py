"""What staff read when something is wrong, word for word: the golden cases of `tests/casi/`.

`AGGIORNA=1` writes what is read now as what is expected; the change is then read by a person.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from macros.catalogue import CATALOGUE
from macros.messages import Place, Problem, describe, excerpt, report, suggestion, summary
from tests.casi.cases import INVENTED, PATHS, Case, check, invented, visible

FIRST = re.compile(r"^(?:Errore|Avviso) ([YDFPM]\d{3}) · ", re.MULTILINE)
PROBLEM = Problem(
    Place("data/spese/2031.yml", 8, 15, 5),
    "D103",
    "«1.865» è un importo ambiguo",
    "può voler dire due cose.",
    "scrivi 1865",
)


def case(path: Path) -> Case:
    return Case(path, path.read_text("utf-8"))


# ---- The cases ----


def test_the_invented_project_has_nothing_wrong() -> None:
    done = check(INVENTED)
    assert done.exit_code == 0
    assert FIRST.findall(done.output) == []
    assert done.output.endswith("\nVerifiche: 4 concordano.\nTutto in ordine.\n")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.stem))
def test_a_mistake_is_told_word_for_word(path: Path, tmp_path: Path) -> None:
    planted = case(path)
    root = invented(tmp_path / "progetto")
    planted.spoil(root)
    done = check(root)
    told = visible(done.output.strip("\n"))
    assert FIRST.findall(told) == [planted.code], told
    assert done.exit_code == (0 if told.startswith("Avviso") else 1)
    if os.environ.get("AGGIORNA") == "1":
        planted.rewrite(told)
    else:
        assert told == planted.told


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.stem))
def test_a_case_has_its_expected_message(path: Path) -> None:
    told = case(path).told
    assert told is not None, f"{path.name}: manca il messaggio atteso (AGGIORNA=1 lo scrive)"
    assert FIRST.findall(told) == [case(path).code]


def test_every_code_has_a_case() -> None:
    assert set(CATALOGUE) - {case(path).code for path in PATHS} == set()


# ---- Their parts ----


def test_a_problem_is_told_with_its_place_its_text_why_and_how() -> None:
    lines = ["schema: 1", *[""] * 5, "    importo:", "      valore: 1.865"]
    assert describe(PROBLEM, lines) == (
        "Errore D103 · data/spese/2031.yml, riga 8, colonna 15: «1.865» è un importo ambiguo\n"
        "  7 │     importo:\n"
        "  8 │       valore: 1.865\n"
        "    │               ^^^^^\n"
        "Perché  può voler dire due cose.\n"
        "Come    scrivi 1865"
    )


def test_the_first_line_has_no_line_before_it() -> None:
    assert excerpt(Place("a.yml", 1, 4, 2), ["a: bc"]) == "  1 │ a: bc\n    │    ^^"


def test_line_numbers_are_aligned_where_they_grow_longer() -> None:
    lines = [f"riga {number}" for number in range(1, 11)]
    told = excerpt(Place("a.yml", 10, 6, 2), lines)
    assert told == "   9 │ riga 9\n  10 │ riga 10\n     │      ^^"


def test_a_place_that_is_not_in_the_file_has_no_excerpt() -> None:
    assert excerpt(Place("a.yml", 3), ["a: b"]) == ""


def test_carets_stop_at_the_end_of_the_line() -> None:
    assert excerpt(Place("a.yml", 1, 4, 99), ["a: bc"]).endswith("    │    ^^")


def test_of_a_long_line_only_what_stands_around_is_shown() -> None:
    line = "a" * 200 + "SBAGLIATO" + "z" * 200
    _, shown, under = excerpt(Place("a.md", 2, 201, 9), ["", line]).split("\n")
    assert shown == "  2 │ …" + "a" * 60 + "SBAGLIATO" + "z" * 40 + "…"
    assert under.index("^") == shown.index("S")
    assert under.count("^") == 9


@pytest.mark.parametrize("strange", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_signs_that_end_no_line_do_not_move_the_excerpt(tmp_path: Path, strange: str) -> None:
    """A form feed pasted from a PDF is no new line: lines are those an editor counts."""
    (tmp_path / "a.md").write_text(f"uno{strange}\ndue\ntre SBAGLIATO\n", encoding="utf-8")
    told = report([Problem(Place("a.md", 3, 5, 9), "P301", "x", "y", "z")], tmp_path)
    assert "  3 │ tre SBAGLIATO\n    │     ^^^^^^^^^\n" in told


@pytest.mark.parametrize(
    ("errors", "warnings", "told"),
    [
        (1, 0, "1 errore in 1 file"),
        (3, 1, "3 errori, 1 avviso in 1 file"),
        (0, 2, "0 errori, 2 avvisi in 1 file"),
    ],
)
def test_the_closing_line_counts_errors_and_warnings(errors: int, warnings: int, told: str) -> None:
    found = [Problem(Place("a.yml", n + 1), "D101", "", "", "") for n in range(errors)]
    found += [Problem(Place("a.yml", n + 1), "P201", "", "", "", True) for n in range(warnings)]
    assert summary(found) == told


def test_problems_are_told_in_the_order_of_files_and_lines_and_each_once(tmp_path: Path) -> None:
    places = [Place("b.yml", 1), Place("a.yml", 10), Place("a.yml", 9), Place("a.yml", 9)]
    told = report([Problem(place, "D111", "x", "y", "z") for place in places], tmp_path)
    assert re.findall(r"· (\S+), riga (\d+)", told) == [
        ("a.yml", "9"),
        ("a.yml", "10"),
        ("b.yml", "1"),
    ]
    assert told.endswith("\n\n3 errori in 2 file")


def test_a_badly_encoded_file_is_still_shown(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"titolo: citt\xe0\n")
    told = report([Problem(Place("a.yml", 1, 13), "Y101", "x", "y", "z")], tmp_path)
    assert "  1 │ titolo: citt�\n    │             ^\n" in told


def test_a_near_word_is_suggested() -> None:
    assert suggestion("lampoini", ["fontane", "lampioni"]) == "forse intendevi «lampioni»"


def test_where_no_word_is_near_nothing_is_suggested() -> None:
    assert suggestion("xyz", ["fontane", "lampioni"]) == ""
