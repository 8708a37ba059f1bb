"""What shows only when the files are put together: sources, printed forms, sums, codes, topics."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from macros.checks import near
from macros.load import load
from macros.messages import Problem
from tests.casi.cases import invented, spoil

SPENDING = "data/spese/2031.yml"
CALLS = "data/bandi/2031.yml"
SERIES = "data/serie/visitatori.yml"
FACTS = "data/fatti/2031/scuola-di-vetro.yml"
TOPIC = "content/2031/901/lampioni.md"
OTHER_TOPIC = "content/2031/902/scuola-di-vetro.md"
CONTEXT = "content/2031/contesto/botteghe.md"
Spoiled = Callable[..., list[Problem]]


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    """Return what is wrong with the invented project after some changes (file, old, new)."""
    return partial(spoil, invented(tmp_path / "progetto"))


def only(problems: list[Problem]) -> tuple[str, str, int, int, int]:
    """Return (code, file, line, column, width) of the one problem there is."""
    (found,) = problems
    place = found.place
    return found.code, place.file, place.line, place.column, place.width


# ---- A number and what its source prints ----


def test_a_number_stands_as_it_is_printed(spoiled: Spoiled) -> None:
    assert spoiled() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("valore: 500,00", "valore: 500,01"),
        ("valore: 500,00", "valore: 500"),
        ("valore: 500,00", "valore: 0500,00"),
        ("valore: 500,00", "valore: -500,00"),
        ("valore: 500,00\n      riga: 6", "valore: 500,00\n      riga: 5"),
        ("valore: 500,00\n      riga: 6", "valore: 500,00\n      riga: 99999"),
        ("valore: 500,00\n      riga: 6", 'valore: 500\n      stampato: "501"\n      riga: 6'),
    ],
)
def test_a_number_that_is_not_printed_so_at_its_line_is_refused(
    spoiled: Spoiled, old: str, new: str
) -> None:
    (found,) = spoiled((SPENDING, old, new))
    assert found.code in ("F106", "D105")
    assert found.place.file == SPENDING
    assert found.place.line == 23


def test_what_the_line_prints_is_told(spoiled: Spoiled) -> None:
    (found,) = spoiled((SPENDING, "valore: 500,00", "valore: 500,01"))
    assert found.what == "la fonte non stampa «500,01» alla riga 6"
    assert found.why == "alla riga 6 di «Rendiconto 2031» c'è: 902, 500,00."


def test_a_line_that_prints_no_number_is_told(spoiled: Spoiled) -> None:
    (found,) = spoiled((SPENDING, "riga: 6", "riga: 3"))
    assert found.why == "alla riga 3 di «Rendiconto 2031» c'è: nessun numero."


def test_every_other_line_that_is_cited_is_compared_too(spoiled: Spoiled) -> None:
    also = "valore: 500,00\n      anche:\n        - riga: 7\n"
    (found,) = spoiled((SPENDING, "valore: 500,00\n", also))
    assert (found.code, "alla riga 7" in found.what) == ("F106", True)


def test_another_line_with_another_number_is_refused(spoiled: Spoiled) -> None:
    also = 'valore: 12\n      anche:\n        - riga: 9\n          stampato: "tre"\n'
    (found,) = spoiled((CALLS, "valore: 12\n", also))
    assert (found.code, "«tre»" in found.what) == ("F107", True)


def test_a_printed_form_that_is_another_number_is_refused(spoiled: Spoiled) -> None:
    edit = (FACTS, "valore: 96,5", 'valore: 69,5\n    stampato: "96,5"')
    assert only(spoiled(edit))[:3] == ("F107", FACTS, 14)


def test_a_defective_printed_form_is_explained_by_a_note(spoiled: Spoiled) -> None:
    edit = (FACTS, "valore: 96,5", 'valore: 69,5\n    stampato: "96,5"\n    nota: Cifre invertite.')
    assert spoiled(edit) == []


@pytest.mark.parametrize("value", ["3", "4", "2"])
def test_a_number_in_words_is_worth_what_it_says(spoiled: Spoiled, value: str) -> None:
    edit = (FACTS, "valore: 0\n    stampato: nessun", f"valore: {value}\n    stampato: tre")
    line = (FACTS, "    riga: 11", "    riga: 9")
    assert [found.code for found in spoiled(edit, line)] == ([] if value == "3" else ["F107"])


def test_a_date_is_the_one_that_is_printed(spoiled: Spoiled) -> None:
    edit = (FACTS, "valore: 2031-05-04", "valore: 2031-04-05")
    assert [found.code for found in spoiled(edit)] in (["F106"], ["F107"])


def test_a_deduced_number_need_not_be_printed_but_says_how(spoiled: Spoiled) -> None:
    edit = (FACTS, "valore: 3,5", "valore: 7\n    dedotto: sì\n    nota: Il doppio.")
    assert spoiled(edit) == []


def test_a_missing_number_is_compared_with_nothing(spoiled: Spoiled) -> None:
    edit = (SPENDING, "valore: 500,00\n      riga: 6", "manca: in verifica\n      riga: 3")
    assert spoiled(edit) == []


# ---- Sources ----


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ((FACTS, "fonte: rendiconto-2031", "fonte: rendiconto-2013"), (FACTS, 4, 8, 15)),
        ((SERIES, "fonte: rendiconto-2031", "fonte: rendiconto-2013"), (SERIES, 7, 8, 15)),
        ((SPENDING, "fonte: rendiconto-2031", "fonte: rendiconto-2013"), (SPENDING, 4, 8, 15)),
        ((CALLS, "fonte: rendiconto-2031", "fonte: rendiconto-2013"), (CALLS, 3, 8, 15)),
        ((TOPIC, "fonte: rendiconto-2031", "fonte: rendiconto-2013"), (TOPIC, 5, 8, 15)),
        (
            (FACTS, "valore: 3,5", "valore: 3,5\n    fonte: rendiconto-2013"),
            (FACTS, 20, 12, 15),
        ),
    ],
)
def test_an_unknown_source_is_told_once_where_it_is_named(
    spoiled: Spoiled, edit: tuple[str, str, str], place: tuple[str, int, int, int]
) -> None:
    problems = spoiled(edit)
    assert only(problems) == ("F101", *place)
    assert problems[0].cure == "forse intendevi «rendiconto-2031»"


def test_two_unknown_sources_of_a_file_are_two_mistakes(spoiled: Spoiled) -> None:
    problems = spoiled(
        (FACTS, "fonte: rendiconto-2031", "fonte: rendiconto-2013"),
        (FACTS, "valore: 3,5", "valore: 3,5\n    fonte: bilancio-2031"),
    )
    assert [(found.code, found.place.line) for found in problems] == [("F101", 4), ("F101", 20)]


# ---- Sums ----


def test_areas_that_do_not_add_up_are_told_in_euro(spoiled: Spoiled) -> None:
    (found,) = spoiled((SPENDING, "valore: 234,56", "valore: 1.000,00"))
    assert (found.code, found.place.line) == ("D304", 8)
    assert found.why.replace("\u00a0", " ") == (
        "le aree danno 2.000,00 €, il totale è 1.234,56 €: la differenza è 765,44 €."
    )


def test_a_cent_is_enough(spoiled: Spoiled) -> None:
    edits = (
        (SPENDING, "valore: 234,56\n", "valore: 234,57\n"),
        ("data/fonti/rendiconto-2031.indice.csv", '"234,56"', '"234,57"'),
    )
    assert [found.code for found in spoiled(*edits)] == ["D304"]


@pytest.mark.parametrize(
    "where", ["valore: 234,56\n          riga: 5", "valore: 1.234,56\n      riga: 4"]
)
def test_a_sum_with_a_missing_part_says_nothing(spoiled: Spoiled, where: str) -> None:
    assert spoiled((SPENDING, where, "manca: in verifica")) == []


def test_two_areas_of_one_name_are_told_once(spoiled: Spoiled) -> None:
    (found,) = spoiled((SPENDING, "nome: Lampioni", "nome: Fontane"))
    assert (found.code, found.place.line) == ("D215", 17)


# ---- Codes ----


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ((SPENDING, 'codice: "902"', 'codice: "9O2"'), (SPENDING, 21, 13, 5)),
        ((CALLS, 'missione: "901"', 'missione: "9O1"'), (CALLS, 7, 15, 5)),
        ((SERIES, 'missione: "902"', 'missione: "9O2"'), (SERIES, 5, 11, 5)),
        ((SERIES, 'missione: "902"', "missione: 92"), (SERIES, 5, 11, 2)),
    ],
)
def test_an_unknown_missione_is_underlined(
    spoiled: Spoiled, edit: tuple[str, str, str], place: tuple[str, int, int, int]
) -> None:
    assert only(spoiled(edit)) == ("D303", *place)


def test_where_no_code_is_near_all_are_told(spoiled: Spoiled) -> None:
    (found,) = spoiled((SERIES, 'missione: "902"', "missione: tutte"))
    assert found.cure == "i codici sono: 901, 902"


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ((CALLS, "tema: lampioni", "tema: lampoini"), (CALLS, 9, 11, 8)),
        ((SERIES, "tema: scuola-di-vetro", "tema: scuola"), (SERIES, 6, 7, 6)),
    ],
)
def test_an_unknown_topic_is_underlined(
    spoiled: Spoiled, edit: tuple[str, str, str], place: tuple[str, int, int, int]
) -> None:
    assert only(spoiled(edit)) == ("D305", *place)


def test_facts_of_a_topic_nobody_tells_are_refused(spoiled: Spoiled, tmp_path: Path) -> None:
    text = (
        "schema: 1\nanno: 2031\ntema: fontane\nfonte: rendiconto-2031\ndati:\n  - id: acqua\n"
        "    etichetta: Litri\n    manca: non rilevato\n    unita: domande\n"
    )
    root = invented(tmp_path / "altro")
    (root / "data/fatti/2031/fontane.yml").write_text(text, encoding="utf-8")
    problems = load(root)[1]
    assert only(problems) == ("D305", "data/fatti/2031/fontane.yml", 3, 7, 7)
    assert problems[0].cure == "crea il testo content/2031/MISSIONE/fontane.md"


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        ((TOPIC, "area: lampioni", "area: lampadine"), (TOPIC, 4, 7, 9)),
        ((CALLS, "area: lampioni", "area: lampadine"), (CALLS, 8, 11, 9)),
        ((OTHER_TOPIC, "fonte:", "area: lampioni\nfonte:"), (OTHER_TOPIC, 4, 7, 8)),
        ((CONTEXT, "fonte:", "area: lampioni\nfonte:"), (CONTEXT, 4, 7, 8)),
    ],
)
def test_an_area_the_missione_does_not_have_is_underlined(
    spoiled: Spoiled, edit: tuple[str, str, str], place: tuple[str, int, int, int]
) -> None:
    assert only(spoiled(edit)) == ("D306", *place)


def test_a_topic_of_a_missione_with_areas_says_which(spoiled: Spoiled) -> None:
    problems = spoiled((TOPIC, "area: lampioni\n", ""))
    assert (only(problems)[:3], problems[0].what) == (("D201", TOPIC, 2), "manca «area»")


def test_two_numbers_at_one_address_are_told_at_the_second(spoiled: Spoiled) -> None:
    (found,) = spoiled((FACTS, "id: bottiglie", "id: vetri-rotti"))
    assert (found.code, found.place.line) == ("D302", 28)
    assert found.why.startswith(f"è in {FACTS}, riga 24:")


def test_two_topics_of_a_year_have_two_names(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    text = (root / OTHER_TOPIC).read_text("utf-8")
    (root / "content/2031/902/lampioni.md").write_text(text, encoding="utf-8")
    assert only(load(root)[1])[:3] == ("P106", "content/2031/902/lampioni.md", 1)


def test_a_topic_in_the_folder_of_an_unknown_missione(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    (root / "content/2031/999").mkdir()
    (root / OTHER_TOPIC).rename(root / "content/2031/999/scuola-di-vetro.md")
    assert only(load(root)[1])[:3] == ("D303", "content/2031/999/scuola-di-vetro.md", 1)


def test_a_topic_of_the_context_in_a_folder_misspelled(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    (root / "content/2031/contesti").mkdir()
    text = (root / CONTEXT).read_text("utf-8")
    (root / "content/2031/contesti/mercato.md").write_text(text, encoding="utf-8")
    problems = load(root)[1]
    assert only(problems)[:3] == ("D303", "content/2031/contesti/mercato.md", 1)
    assert problems[0].cure == "forse intendevi «contesto»"


def test_facts_of_an_indicatore_or_objective_are_told_by_its_page(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    for tema in ("riparazioni", "luce-di-notte"):
        text = (root / FACTS).read_text("utf-8").replace("tema: scuola-di-vetro", f"tema: {tema}")
        (root / f"data/fatti/2031/{tema}.yml").write_text(text, encoding="utf-8")
    assert load(root)[1] == []


@pytest.mark.parametrize(
    ("text", "known", "cure"),
    [
        ("visite", ["visitatori", "visita"], "forse intendevi «visita» oppure «visitatori»"),
        ("xyz", ["visitatori", "visita"], "le serie sono: visitatori, visita"),
        ("xyz", [], "le serie non ci sono ancora"),
    ],
)
def test_the_cure_of_an_unknown_name(text: str, known: list[str], cure: str) -> None:
    assert near(text, known, "le serie") == cure


def test_a_text_of_an_unknown_missione(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    (root / "content/missioni/902.md").rename(root / "content/missioni/903.md")
    assert only(load(root)[1])[:3] == ("D303", "content/missioni/903.md", 1)
