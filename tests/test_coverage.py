"""Nothing lost: every number a document prints is in the data or declared to be no datum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.archive import Number
from macros.cli import main
from macros.coverage import Coverage, coverage, source_places, told
from macros.load import load_or_refuse
from macros.messages import Place
from macros.schema import Again
from macros.sources import (
    EXCLUDED_SUFFIX,
    Exclusion,
    Source,
    number_in,
    read_exclusions,
)
from tests import real
from tests.casi.cases import INVENTED, invented

ID = "rendiconto-2031"
CSV = f"data/fonti/{ID}{EXCLUDED_SUFFIX}"
EMPTY = load_or_refuse(INVENTED)
UNIT = EMPTY.units["domande"]


def number(printed: str, line: int, *, source: str = ID, also: tuple[Again, ...] = ()) -> Number:
    return Number(
        f"fatti.2031.prova.{line}",
        "una prova",
        UNIT,
        2031,
        Place("data/fatti/2031/prova.yml"),
        Decimal(1),
        printed=printed,
        source=source,
        line=line,
        also=also,
    )


def again(line: int, printed: str | None = None) -> Again:
    return Again(riga=line, stampato=printed)


def exclusion(line: int, number: str, kind: str = "data") -> Exclusion:
    return Exclusion(line, number, kind, "", Place(CSV, 2))


def covered(
    index: Mapping[int, tuple[str, ...]], numbers: list[Number], *exclusions: Exclusion
) -> Coverage:
    """Return the coverage of an invented document by invented data."""
    source = Source(EMPTY.sources[ID].head, index, f"data/fonti/{ID}.yml", exclusions)
    archive = replace(
        EMPTY, sources={ID: source}, numbers={str(at): each for at, each in enumerate(numbers)}
    )
    (found,) = coverage(archive)
    return found


def left(found: Coverage) -> list[tuple[int, str]]:
    return [(place.line, place.number) for place in found.left]


# ---- What counts as found again ----


def test_a_number_that_is_in_no_data_is_left() -> None:
    found = covered({7: ("12", "2031")}, [number("12", 7)])
    assert (found.printed, found.cited, left(found)) == (2, 1, [(7, "2031")])
    assert not found.whole


def test_a_number_that_is_excluded_is_not_left() -> None:
    found = covered({7: ("12", "2031")}, [number("12", 7)], exclusion(7, "2031"))
    assert (found.excluded, found.left, found.stale) == ({"data": 1}, (), ())
    assert found.whole


def test_a_printed_form_is_compared_by_its_bare_number() -> None:
    assert covered({7: ("1.234,56",)}, [number("€ 1.234,56", 7)]).whole
    assert covered({7: ("tre",)}, [number("Tre", 7)]).whole
    assert covered({7: ("60,464,10",)}, [number("60,464,10", 7)]).whole


@pytest.mark.parametrize("word", ["due", "nessuna", "un solo", "entrambe"])
def test_a_number_in_words_counts(word: str) -> None:
    assert left(covered({7: (word,)}, [])) == [(7, word)]
    assert covered({7: (word,)}, [number(word, 7)]).whole


def test_a_number_is_found_only_at_the_line_it_cites() -> None:
    assert left(covered({7: ("12",), 8: ("12",)}, [number("12", 8)])) == [(7, "12")]


def test_a_number_is_found_only_in_the_document_it_cites() -> None:
    assert left(covered({7: ("12",)}, [number("12", 7, source="altro")])) == [(7, "12")]


def test_the_other_lines_of_a_number_are_found_too_each_as_printed_there() -> None:
    index = {7: ("3",), 9: ("tre",), 11: ("3",)}
    found = covered(index, [number("3", 7, also=(again(9, "tre"), again(11)))])
    assert (found.cited, found.whole) == (3, True)


def test_what_is_computed_or_missing_cites_nothing() -> None:
    missing = replace(number("12", 7), value=None, printed=None, gap="non rilevato")
    computed = replace(number("12", 7), source=None, line=None)
    assert list(source_places(missing)) == list(source_places(computed)) == []
    assert left(covered({7: ("12",)}, [missing, computed])) == [(7, "12")]


# ---- The same number twice ----


def test_a_number_printed_twice_at_a_line_is_needed_twice() -> None:
    index = {7: ("6", "6")}
    assert left(covered(index, [])) == [(7, "6"), (7, "6")]
    assert left(covered(index, [number("6", 7)])) == [(7, "6")]
    assert covered(index, [number("6", 7), number("6", 7)]).whole
    assert covered(index, [number("6", 7)], exclusion(7, "6")).whole
    assert covered(index, [], exclusion(7, "6"), exclusion(7, "6", "elenco")).whole


def test_an_occurrence_that_many_data_cite_counts_once() -> None:
    found = covered({7: ("6",)}, [number("6", 7)] * 3)
    assert (found.cited, found.whole) == (1, True)


def test_citations_of_what_is_not_printed_count_nothing() -> None:
    found = covered({7: ("6",)}, [number("5", 7), number("6", 8)])
    assert (found.cited, left(found)) == (0, [(7, "6")])


def test_what_is_left_is_told_in_the_order_of_the_document() -> None:
    index = {9: ("3", "1"), 7: ("12", "5", "12")}
    assert left(covered(index, [number("5", 7)])) == [(7, "12"), (7, "12"), (9, "3"), (9, "1")]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["6", "due", "1,5"])), max_size=12),
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["6", "due", "1,5"])), max_size=8),
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["6", "due", "1,5"])), max_size=8),
)
def test_every_occurrence_is_counted_once_whatever_is_cited_and_excluded(
    printed: list[tuple[int, str]], cited: list[tuple[int, str]], excluded: list[tuple[int, str]]
) -> None:
    index: dict[int, tuple[str, ...]] = {}
    for line, form in printed:
        index[line] = (*index.get(line, ()), form)
    exclusions = [exclusion(line, form) for line, form in excluded]
    found = covered(index, [number(form, line) for line, form in cited], *exclusions)
    accounted = found.cited + sum(found.excluded.values()) + len(found.left)
    assert accounted == found.printed == len(printed)
    assert sum(found.excluded.values()) + len(found.stale) == len(excluded)
    needed = Counter(printed) - Counter(cited) - Counter(excluded)
    assert Counter(left(found)) == needed


# ---- Exclusions that exclude nothing ----


def test_an_exclusion_of_what_is_not_printed_is_stale() -> None:
    wrong = exclusion(8, "2031")
    found = covered({7: ("2031",)}, [], exclusion(7, "2031"), wrong)
    assert (found.left, found.stale, found.whole) == ((), (wrong,), False)


def test_an_exclusion_of_what_is_in_the_data_is_stale() -> None:
    wrong = exclusion(7, "12")
    found = covered({7: ("12",)}, [number("12", 7)], wrong)
    assert (found.cited, found.stale, found.whole) == (1, (wrong,), False)


def test_one_exclusion_more_than_is_left_over_is_stale() -> None:
    first, second = exclusion(7, "6"), exclusion(7, "6", "pagina")
    found = covered({7: ("6", "6")}, [number("6", 7)], first, second)
    assert (found.excluded, found.stale) == ({"data": 1}, (second,))


# ---- The file of the exclusions ----


def read(path: Path, text: str) -> tuple[list[tuple[int, str, str, str]], list[tuple[str, int]]]:
    """Return the exclusions of a file, and the codes of its problems with their lines."""
    path.write_text(text, encoding="utf-8")
    exclusions, problems = read_exclusions(path, CSV)
    rows = [(each.line, each.number, each.kind, each.note) for each in exclusions]
    return rows, [(found.code, found.place.line) for found in problems]


HEAD = "riga,numero,tipo,nota\n"


def test_exclusions_are_read_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert read(path, f'{HEAD}2,2031,data,\n8,"1,3",codice,misura del PNRR\n9,Due,nome,\n') == (
        [
            (2, "2031", "data", ""),
            (8, "1,3", "codice", "misura del PNRR"),
            (9, "due", "nome", ""),
        ],
        [],
    )
    assert [each.place for each in read_exclusions(path, CSV)[0]] == [
        Place(CSV, 2),
        Place(CSV, 3),
        Place(CSV, 4),
    ]


def test_a_document_may_have_no_exclusions(tmp_path: Path) -> None:
    assert read_exclusions(tmp_path / "manca.csv", CSV) == ((), [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("F108", 1)]),
        ("riga;numero;tipo;nota\n2;2031;data;\n", [("F108", 1)]),
        (f"{HEAD}2,2031,data\n", [("F108", 2)]),
        (f"{HEAD}2,2031,data,,\n", [("F108", 2)]),
        (f"{HEAD}due,2031,data,\n", [("F108", 2)]),
        (f"{HEAD}-2,2031,data,\n", [("F108", 2)]),
        (f"{HEAD}2,,data,\n", [("F108", 2)]),
        (f"{HEAD}\n", [("F108", 2)]),
        (f"{HEAD}2,2031,date,\n", [("F109", 2)]),
        (f"{HEAD}2,2031,,\n", [("F109", 2)]),
        (f"{HEAD}2,2031,date,\n3,4\n", [("F109", 2), ("F108", 3)]),
    ],
)
def test_a_row_that_is_no_exclusion_is_refused(
    tmp_path: Path, text: str, problems: list[tuple[str, int]]
) -> None:
    assert read(tmp_path / "a.csv", text) == ([], problems)


def test_one_wrong_row_does_not_hide_the_others(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "a.csv", f"{HEAD}2,2031,date,\n4,901,codice,\n")
    assert (rows, problems) == ([(4, "901", "codice", "")], [("F109", 2)])


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(f"{HEAD}2,2031,data,citt".encode() + b"\xe0\n")
    assert [found.code for found in read_exclusions(tmp_path / "a.csv", CSV)[1]] == ["F108"]


# ---- The command ----


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return invented(tmp_path / "progetto")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--cartella", str(root), "copertura", *arguments], catch_exceptions=False
    )


TEACHERS = """  - id: maestri
    etichetta: Maestri della scuola
    valore: 3
    stampato: tre
    unita: imprese
    riga: 9
"""


def test_a_lost_number_is_told_with_line_section_and_text(project: Path) -> None:
    """Of the invented document one number is in no file: the «tre maestri»."""
    done = run(project)
    assert done.exit_code == 1
    told = (
        "Rendiconto di Vetrolandia per il 2031\n"
        "     23  stampati\n"
        "     15  nei dati\n"
        "      5  esclusi, data: giorno, mese, anno od ora\n"
        "      0  esclusi, legge: numero di una norma, di un articolo o di un atto\n"
        "      0  esclusi, pagina: numero di pagina\n"
        "      0  esclusi, elenco: numero che ordina le voci di un elenco o i capitoli\n"
        "      2  esclusi, codice: codice di una missione, di un obiettivo, di un conto\n"
        "      0  esclusi, nome: parte di un nome (Impresa 4.0) o di una formula, non quantità\n"
        "      1  né nei dati né esclusi\n"
        "      0  esclusioni vane\n"
        "Riga 9: «tre» non è nei dati né fra gli esclusi (Missione 902 e bandi)\n"
    )
    whole = (
        "Relazione sui risultati di Vetrolandia per il 2031\n"
        "     22  stampati\n"
        "     13  nei dati\n"
        "      7  esclusi, data: giorno, mese, anno od ora\n"
        "      0  esclusi, legge: numero di una norma, di un articolo o di un atto\n"
        "      0  esclusi, pagina: numero di pagina\n"
        "      0  esclusi, elenco: numero che ordina le voci di un elenco o i capitoli\n"
        "      2  esclusi, codice: codice di una missione, di un obiettivo, di un conto\n"
        "      0  esclusi, nome: parte di un nome (Impresa 4.0) o di una formula, non quantità\n"
        "      0  né nei dati né esclusi\n"
        "      0  esclusioni vane\n"
    )
    assert done.output == f"{told}\n{whole}\n"
    text = "    La scuola ha aperto il 4/5/2031, con tre maestri e il 96,5 % dei posti occupati.\n"
    assert run(project, "--testi", str(project / "testi")).output == f"{told}{text}\n{whole}\n"


def test_a_lost_number_that_becomes_a_datum_is_lost_no_more(project: Path) -> None:
    with (project / "data/fatti/2031/scuola-di-vetro.yml").open("a", encoding="utf-8") as file:
        file.write(TEACHERS)
    done = run(project)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Nessun numero è andato perso.")
    assert "     16  nei dati\n" in done.output


def test_a_stale_exclusion_is_told_with_its_place(project: Path) -> None:
    with (project / CSV).open("a", encoding="utf-8") as file:
        file.write("11,2031,data,\n")
    done = run(project)
    assert done.exit_code == 1
    rows = (project / CSV).read_text("utf-8").count("\n")
    assert (
        f"{CSV}, riga {rows}: alla riga 11 del documento non avanza nessun «2031» da escludere\n"
    ) in done.output


def test_a_datum_that_goes_is_a_number_lost(project: Path) -> None:
    path = project / "data/fatti/2031/scuola-di-vetro.yml"
    before = path.read_text("utf-8")
    after = before.replace("    valore: 3,5\n", "    manca: non rilevato\n")
    assert after != before
    path.write_text(after.replace("    riga: 10\n", ""), encoding="utf-8")
    done = run(project)
    assert done.exit_code == 1
    assert "Riga 10: «3,5» non è nei dati" in done.output


def test_a_text_that_is_missing_or_another_is_told(project: Path) -> None:
    text = project / "testi/rendiconto-2031.txt"
    text.write_text("Un altro testo\n", encoding="utf-8")
    assert "Errore F104" in run(project, "--testi", str(project / "testi")).output
    text.unlink()
    done = run(project, "--testi", str(project / "testi"))
    assert done.exit_code == 1
    assert "Errore F103" in done.output


def test_a_malformed_exclusion_is_told_and_the_rest_still_counted(project: Path) -> None:
    path = project / CSV
    path.write_text(path.read_text("utf-8").replace("2,2031,data", "2,2031,date"), encoding="utf-8")
    done = run(project)
    assert done.exit_code == 1
    assert f"Errore F109 · {CSV}, riga 2" in done.output
    assert "      4  esclusi, data:" in done.output


# ---- The real documents ----


def test_of_the_real_documents_nothing_is_lost() -> None:
    found = coverage(real.archive())
    assert [each.source.id for each in found] == ["relazione-2022", "rendicontazione-2019"]
    assert [told(each) for each in found if not each.whole] == []


def test_what_the_real_documents_print_beside_the_data_is_counted_by_kind() -> None:
    counts = {
        found.source.id: (found.printed, dict(found.excluded)) for found in coverage(real.archive())
    }
    assert counts == {
        "relazione-2022": (
            1114,
            {"data": 469, "legge": 124, "pagina": 6, "elenco": 16, "codice": 18, "nome": 47},
        ),
        "rendicontazione-2019": (
            648,
            {"data": 134, "legge": 33, "elenco": 8, "codice": 269, "nome": 15},
        ),
    }


def test_no_amount_or_percentage_is_excluded() -> None:
    """A decimal comma or a thousands' dot is a quantity: only «2.0» and its like are names."""
    excluded = [each for source in real.archive().sources.values() for each in source.exclusions]
    assert len(excluded) > 800
    marked = {each.number for each in excluded if not each.number.isdigit()}
    assert marked == {"1.3", "2.0", "4.0", "entrambi", "sei"}


def test_the_real_exclusions_are_in_the_order_of_the_document() -> None:
    for source in real.archive().sources.values():
        lines = [each.line for each in source.exclusions]
        assert lines == sorted(lines)
        assert all(each.number == number_in(each.number) for each in source.exclusions)
