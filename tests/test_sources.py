"""Source documents: the numbers they print, their index, and the index against the texts."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.cli import main
from macros.load import load_or_refuse
from macros.scalars import read_number
from macros.schema import SourceFile
from macros.schema_base import validate
from macros.sources import (
    HEADER,
    Source,
    fingerprint,
    index_csv,
    number_in,
    numbers_of,
    read_index,
    section_of,
    verify_text,
    word_value,
)
from macros.yaml_reader import read_yaml
from tests import real
from tests.casi.cases import INVENTED, check, invented

ROOT = Path(__file__).resolve().parents[1]
ID = "relazione-2022"
INDEX = ROOT / f"data/fonti/{ID}.indice.csv"
TEXT = "testi/rendiconto-2031.txt"
YAML = "data/fonti/rendiconto-2031.yml"


def head(path: Path) -> SourceFile:
    tree = read_yaml(path, path.name).tree
    assert tree is not None
    made, problems = validate(SourceFile, tree)
    assert made is not None, problems
    return made


def numbers(line: str) -> list[str]:
    return [number for _, number in numbers_of(line)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return invented(tmp_path / "progetto")


# ---- Numbers of a line ----


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("€ 1.865.646,87 per la missione 011", ["1.865.646,87", "011"]),
        ("pari al 96,63% del totale, circa 13.000 utenti.", ["96,63", "13.000"]),
        ("la 12° edizione, dal 7 al 9 ottobre 2022", ["12", "7", "9", "2022"]),
        ("il 24/10/2022 e il 2022-12-02", ["24", "10", "2022", "2022", "12", "02"]),
        ("L. 580/1993, art. 2; programma 2014-2020", ["580", "1993", "2", "2014", "2020"]),
        ("un errore di stampa: 60,464,10 euro", ["60,464,10"]),
        ("un  solo incontro e Una sola richiesta", ["un solo", "una sola"]),
        ("un incontro", []),
        ("due domande, TRE imprese, nessuna esclusa", ["due", "tre", "nessuna"]),
        ("entrambi i bandi, cento persone, mille carte", ["entrambi", "cento", "mille"]),
        ("lo sponsor, il trentino, il duetto", []),
        ("n.12 e nr.5, I4.0 e Covid-19", ["12", "5", "4.0", "19"]),
        ("scende di -3,5 punti e di −4", ["-3,5", "-4"]),
        ("3,5-4,2 e 0372-490340", ["3,5", "4,2", "0372", "490340"]),
        ("", []),
        ("nessun numero in cifre", ["nessun"]),
    ],
)
def test_every_number_of_a_line_is_found_as_it_is_printed(line: str, found: list[str]) -> None:
    assert numbers(line) == found


def test_lines_are_counted_from_one_and_a_form_feed_ends_none() -> None:
    assert list(numbers_of("uno\n\x0c2 due\n\n3")) == [(2, "2"), (2, "due"), (4, "3")]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("€ 199.286,10", "199.286,10"),
        ("12°", "12"),
        ("Un  Solo", "un solo"),
        ("Tre", "tre"),
        ("−5", "-5"),
        ("ventuno", "ventuno"),
    ],
)
def test_the_bare_number_of_a_printed_form(printed: str, number: str) -> None:
    assert number_in(printed) == number


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("due", 2),
        ("Venti", 20),
        ("trenta", 30),
        ("novanta", 90),
        ("cento", 100),
        ("mille", 1000),
        ("nessuna", 0),
        ("entrambe", 2),
        ("un solo", 1),
        ("una sola", 1),
        ("12", None),
        ("ventuno", None),
    ],
)
def test_numbers_in_words_have_a_value(word: str, value: int | None) -> None:
    assert word_value(word) == value


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_every_amount_in_italian_form_is_found_whole(value: Decimal) -> None:
    printed = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert numbers(f"pari ad € {printed}.") == [printed]
    assert numbers(f"({printed}€)") == [printed]
    assert read_number(numbers(printed)[0]) == value


# ---- The index ----


def test_a_line_belongs_to_the_last_section_begun() -> None:
    made = head(INVENTED / YAML)
    assert [section_of(made, line) for line in (1, 3, 4, 5, 6, 999)] == [
        "Premesse",
        "Premesse",
        "Missione 901",
        "Missione 901",
        "Missione 902 e bandi",
        "Missione 902 e bandi",
    ]


def test_the_index_says_line_number_and_section() -> None:
    made = head(INVENTED / YAML)
    assert index_csv(made, "Rendiconto 2031\n\n\nin tutto 1.234,56 in due anni") == (
        'riga,numero,sezione\n1,2031,Premesse\n4,"1.234,56",Missione 901\n4,due,Missione 901\n'
    )


@settings(deadline=None)
@given(st.text("0123456789.,-−% €\n\x0c\"'duetrn solao", max_size=200))
@example("")
@example('1,2 "3"\n4')
def test_an_index_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "prova.indice.csv"
    path.write_text(index_csv(head(INVENTED / YAML), text), encoding="utf-8", newline="")
    read = read_index(path)
    assert [(line, number) for line in read for number in read[line]] == list(numbers_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "riga;numero;sezione\n1;2;x\n",
        "numero,riga,sezione\n2,1,x\n",
        "riga,numero,sezione\nuno,2,x\n",
        "riga,numero,sezione\n1,2\n",
        "riga,numero,sezione\n1,2,x,y\n",
    ],
)
def test_what_is_no_index_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError):
        read_index(tmp_path / "a.csv")


def test_a_source_prints_a_number_only_at_its_line() -> None:
    source = Source(head(INVENTED / YAML), {7: ("1.234,56", "due", "un solo", "-5")}, YAML)
    assert source.prints("€ 1.234,56", 7)
    assert source.prints("Due domande", 7)
    assert source.prints("un solo", 7)
    assert source.prints("−5", 7)
    assert not source.prints("1.234,56", 8)
    assert not source.prints("1.234,5", 7)
    assert not source.prints("1234,56", 7)
    assert not source.prints("5", 7)
    assert not source.prints("", 7)


# ---- The index against the text ----


def told(root: Path) -> list[str]:
    """Return the first line of each error of `controlla --testi`."""
    return [line for line in check(root).output.splitlines() if line.startswith("Errore ")]


def verify(root: Path) -> list[str]:
    """Return the codes of what is wrong with the text of the invented source."""
    tree = read_yaml(root / YAML, YAML).tree
    assert tree is not None
    made = head(root / YAML)
    source = Source(made, read_index((root / YAML).with_suffix(".indice.csv")), YAML)
    return [found.code for found in verify_text(source, tree, root, root / "testi")]


def test_a_text_that_is_the_one_recorded_is_right(project: Path) -> None:
    assert verify(project) == []


@pytest.mark.parametrize(
    ("file", "edit", "code"),
    [
        (TEXT, lambda raw: raw + b" ", "F104"),
        (TEXT, lambda raw: raw.replace(b"500,00", b"500,01"), "F104"),
        (TEXT, lambda raw: raw.replace(b"\n", b"\r\n"), "F104"),
        ("data/fonti/rendiconto-2031.indice.csv", lambda raw: raw + b"12,7,x\n", "F105"),
        (
            "data/fonti/rendiconto-2031.indice.csv",
            lambda raw: raw.replace(b"Premesse", b"Altro"),
            "F105",
        ),
        (
            "data/fonti/rendiconto-2031.indice.csv",
            lambda raw: raw.replace(b'"500,00"', b'"500,01"'),
            "F105",
        ),
    ],
)
def test_a_changed_text_or_index_is_found(
    project: Path, file: str, edit: Callable[[bytes], bytes], code: str
) -> None:
    before = (project / file).read_bytes()
    (project / file).write_bytes(edit(before))
    assert edit(before) != before
    assert verify(project) == [code]


def test_a_missing_text_is_found(project: Path) -> None:
    (project / TEXT).unlink()
    assert verify(project) == ["F103"]


def test_a_changed_section_makes_the_index_old(project: Path) -> None:
    path = project / YAML
    path.write_text(path.read_text("utf-8").replace("titolo: Premesse", "titolo: Inizio"), "utf-8")
    assert verify(project) == ["F105"]


def test_the_cure_of_a_changed_text_is_its_fingerprint(project: Path) -> None:
    (project / TEXT).write_text("nuovo 1\n", encoding="utf-8")
    assert f"sha256: {fingerprint(b'nuovo 1' + chr(10).encode())}" in check(project).output


def test_without_the_folder_of_texts_no_text_is_asked_for(project: Path) -> None:
    (project / TEXT).unlink()
    done = CliRunner(env={"CASA_TESTI": None}).invoke(
        main, ["--cartella", str(project), "controlla"]
    )
    assert done.exit_code == 0
    assert done.output.endswith("\nVerifiche: 4 concordano.\nTutto in ordine.\n")


def test_a_wrong_text_is_told_together_with_other_mistakes(project: Path) -> None:
    (project / TEXT).write_text("nuovo\n", encoding="utf-8")
    spending = project / "data/spese/2031.yml"
    spending.write_text(spending.read_text("utf-8").replace("500,00", "500,01"), "utf-8")
    assert {line.split()[1] for line in told(project)} == {"F104", "F106"}


def test_an_index_that_is_missing_is_one_mistake(project: Path) -> None:
    (project / YAML).with_suffix(".indice.csv").unlink()
    assert [line.split()[1] for line in told(project)] == ["F102"]


def test_a_never_closed_quote_makes_a_broken_index(project: Path) -> None:
    path = (project / YAML).with_suffix(".indice.csv")
    path.write_text(path.read_text("utf-8") + '12,"' + "9" * csv.field_size_limit(), "utf-8")
    assert [line.split()[1] for line in told(project)] == ["F102"]


# ---- The command that makes the index ----


def index(project: Path) -> tuple[int, str]:
    arguments = ["--cartella", str(project), "indice", str(project / "testi")]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return done.exit_code, done.output


def test_the_command_makes_the_committed_index_again(project: Path) -> None:
    path = (project / YAML).with_suffix(".indice.csv")
    before = path.read_bytes()
    path.unlink()
    code, printed = index(project)
    assert (code, path.read_bytes()) == (0, before)
    assert head(project / YAML).sha256 in printed


def test_the_command_says_which_text_is_missing(project: Path) -> None:
    (project / TEXT).unlink()
    code, printed = index(project)
    assert code == 1
    assert printed.startswith("Errore F103 · data/fonti/rendiconto-2031.yml, riga 7")


def test_the_command_writes_nothing_when_a_text_is_missing(project: Path) -> None:
    path = (project / YAML).with_suffix(".indice.csv")
    path.write_text("vecchio", encoding="utf-8")
    (project / TEXT).unlink()
    index(project)
    assert path.read_text("utf-8") == "vecchio"


# ---- The real report ----


def test_the_committed_index_is_the_one_of_the_recorded_text() -> None:
    """Against the text itself where `CASA_TESTI` says where the texts are; else by its counts."""
    made = head(ROOT / f"data/fonti/{ID}.yml")
    texts = os.environ.get("CASA_TESTI")
    if texts:
        path = (ROOT / texts) / made.text
        raw = path.read_bytes()
        assert fingerprint(raw) == made.sha256
        assert INDEX.read_text("utf-8") == index_csv(made, raw.decode("utf-8"))
    assert made.sha256 == "d097dcc48aa33575271498efe73f5e039dcd107b34d3e9feb6a6b47f20a86422"
    read = read_index(INDEX)
    assert (len(read), sum(map(len, read.values())), min(read), max(read)) == (702, 1114, 3, 5973)


def test_the_real_index_is_whole_and_in_order() -> None:
    with INDEX.open(encoding="utf-8", newline="") as file:
        first, *rows = csv.reader(file)
    made = head(ROOT / f"data/fonti/{ID}.yml")
    assert tuple(first) == HEADER
    lines = [int(row[0]) for row in rows]
    assert lines == sorted(lines)
    assert all(row[2] == section_of(made, int(row[0])) for row in rows)
    assert all(numbers(row[1]) == [row[1]] for row in rows)


def test_sections_follow_one_another() -> None:
    begins = [section.line for section in head(ROOT / f"data/fonti/{ID}.yml").sections]
    assert begins == sorted(set(begins))


def test_every_number_is_printed_at_every_line_it_cites() -> None:
    archive = real.archive()
    cited = Counter[str]()
    for number in archive.numbers.values():
        if number.value is None or number.inferred or number.source is None:
            continue
        assert number.line is not None and number.printed is not None
        lines = [(number.printed, number.line)]
        lines += [(again.printed or number.printed, again.line) for again in number.also]
        for printed, line in lines:
            assert archive.sources[number.source].prints(printed, line), number.address
            cited[number.source] += 1
    assert set(cited) == set(archive.sources)
    assert cited[ID] > 300


def test_the_real_project_is_loaded_without_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASA_TESTI", raising=False)
    assert load_or_refuse(ROOT).numbers
