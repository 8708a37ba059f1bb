"""The files of a project opened one by one: what is read, what is missing, what nobody reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.desk import Desk
from macros.schema import FactsFile, SeriesFile, SpendingFile
from macros.schema_results import IndicatorFile
from macros.schema_words import NoteHead, TopicHead
from tests.casi.cases import invented

SERIES = "data/serie/visitatori.yml"
FACTS = "data/fatti/2031/sala-piena.yml"
TOPIC = "content/2031/901/lampioni.md"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(invented(tmp_path / "progetto"))


def spoil(desk: Desk, file: str) -> None:
    with (desk.root / file).open("a", encoding="utf-8") as out:
        out.write("\tx\n")


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """Return (code, file, cure) of every problem met."""
    return [(found.code, found.place.file, found.cure) for found in desk.problems]


# ---- One file ----


def test_a_file_that_is_opened_is_typed_and_remembered(desk: Desk) -> None:
    opened = desk.open(desk.root / SERIES, SeriesFile)
    assert opened is not None
    tree, series = opened
    assert (series.id, len(series.points)) == ("visitatori", 2)
    assert desk.trees == {SERIES: tree}
    assert desk.read == {desk.root / SERIES}
    assert desk.problems == []


def test_a_file_that_is_missing_is_told(desk: Desk) -> None:
    assert desk.open(desk.root / "site_config/altro.yml", SeriesFile) is None
    assert [found[:2] for found in told(desk)] == [("P103", "site_config/altro.yml")]


def test_a_file_that_is_not_yaml_is_told_and_counts_as_read(desk: Desk) -> None:
    spoil(desk, SERIES)
    assert desk.open(desk.root / SERIES, SeriesFile) is None
    assert [found[:2] for found in told(desk)] == [("Y103", SERIES)]
    assert desk.read == {desk.root / SERIES}
    assert desk.trees == {}


def test_a_file_of_another_form_is_told_with_every_wrong_key(desk: Desk) -> None:
    assert desk.open(desk.root / SERIES, FactsFile) is None
    assert {code for code, _, _ in told(desk)} == {"D201", "D202"}


def test_words_are_read_with_their_front_matter_typed(desk: Desk) -> None:
    read = desk.words(desk.root / TOPIC, TopicHead)
    assert read is not None
    head, words = read
    assert (head.title, head.lines, words.body_line) == ("Lampioni nuovi", (4, 5), 9)
    assert desk.read == {desk.root / TOPIC}
    assert TOPIC in desk.trees


def test_words_with_a_wrong_front_matter_are_told_where_it_stands(desk: Desk) -> None:
    path = desk.root / TOPIC
    path.write_text(path.read_text("utf-8").replace("righe: 4-5", "righe: 5-4"), encoding="utf-8")
    assert desk.words(path, TopicHead) is None
    (found,) = desk.problems
    assert (found.code, found.place.file, found.place.line) == ("D113", TOPIC, 7)


def test_words_whose_name_cannot_be_an_address_are_told_and_count_as_read(desk: Desk) -> None:
    path = desk.root / "content/2031/901/Lampioni Nuovi.md"
    (desk.root / TOPIC).rename(path)
    assert desk.words(path, TopicHead) is None
    assert [found[:2] for found in told(desk)] == [("D110", "content/2031/901/Lampioni Nuovi.md")]
    assert path in desk.read


def test_a_folder_called_like_words_is_no_file(desk: Desk) -> None:
    (desk.root / "content/2031/901/cartella.md").mkdir()
    assert desk.words(desk.root / "content/2031/901/cartella.md", NoteHead) is None
    assert (desk.problems, desk.read) == ([], set())


# ---- A family of files ----


def test_a_family_is_read_in_the_order_of_its_names(desk: Desk) -> None:
    found = [file.id for _, file in desk.family("indicatori", IndicatorFile, "year", "id")]
    assert found == ["crescita", "festa-del-vetro", "riparazioni", "sala-piena"]
    assert desk.files["indicatori.2031.crescita"] == "data/indicatori/2031/crescita.yml"
    assert (desk.missing, desk.problems) == ([], [])


def test_a_file_of_a_family_that_cannot_be_read_leaves_its_address_missing(desk: Desk) -> None:
    spoil(desk, FACTS)
    found = [file.tema for _, file in desk.family("fatti", FactsFile, "year", "tema")]
    assert found == ["scuola-di-vetro"]
    assert desk.missing == ["fatti.2031.sala-piena"]
    assert "fatti.2031.sala-piena" not in desk.files


@pytest.mark.parametrize(
    ("file", "name", "inside", "cure", "missing"),
    [
        (
            "data/fatti/2031/sala.yml",
            "sala.yml",
            "sala-piena",
            "rinomina il file in data/fatti/2031/sala-piena.yml, oppure correggi il contenuto",
            ["fatti.2031.sala", "fatti.2031.sala-piena"],
        ),
        (
            "data/fatti/2030/sala-piena.yml",
            "2030",
            "2031",
            "rinomina il file in data/fatti/2031/sala-piena.yml, oppure correggi il contenuto",
            ["fatti.2030.sala-piena", "fatti.2031.sala-piena"],
        ),
        (
            "data/fatti/2030/sala.yml",
            "sala.yml",
            "sala-piena",
            "rinomina il file in data/fatti/2030/sala-piena.yml, oppure correggi il contenuto",
            ["fatti.2030.sala", "fatti.2031.sala-piena"],
        ),
    ],
)
def test_a_file_whose_name_says_another_thing_than_it_holds_is_one_mistake(
    desk: Desk, file: str, name: str, inside: str, cure: str, missing: list[str]
) -> None:
    """The name comes first, then the folder; both addresses wait until it is cured."""
    path = desk.root / file
    path.parent.mkdir(exist_ok=True)
    (desk.root / FACTS).rename(path)
    assert [f.tema for _, f in desk.family("fatti", FactsFile, "year", "tema")] == [
        "scuola-di-vetro"
    ]
    (found,) = desk.problems
    assert (found.code, found.place.file, found.cure) == ("P104", file, cure)
    assert (name in found.what, inside in found.why) == (True, True)
    assert desk.missing == missing


def test_a_copy_is_not_to_be_renamed_over_the_file_it_was_copied_from(desk: Desk) -> None:
    text = (desk.root / "data/spese/2031.yml").read_text("utf-8")
    (desk.root / "data/spese/2032.yml").write_text(text, encoding="utf-8")
    assert [file.year for _, file in desk.family("spese", SpendingFile, "year")] == [2031]
    assert told(desk) == [
        ("P104", "data/spese/2032.yml", "correggi il contenuto: data/spese/2031.yml c'è già")
    ]


def test_a_family_nobody_has_written_is_empty(desk: Desk) -> None:
    assert list(desk.family("altro", SeriesFile, "id")) == []
    assert desk.problems == []


# ---- What nobody reads ----


def test_what_nobody_has_opened_is_told(desk: Desk) -> None:
    desk.read |= {path for part in ("data", "content") for path in (desk.root / part).rglob("*")}
    desk.strays()
    assert desk.problems == []
    desk.read -= {desk.root / SERIES, desk.root / TOPIC}
    (desk.root / "data/serie/.visitatori.yml.swp").write_text("x", encoding="utf-8")
    desk.strays()
    assert [found[:2] for found in told(desk)] == [("P105", SERIES), ("P105", TOPIC)]
