"""What may be written in a file of data: the schema, and what is said of what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from macros import schema, schema_context, schema_results, schema_words
from macros.catalogue import Refusal
from macros.messages import Problem
from macros.schema_base import Block, Model, known_keys, refuse_twice, validate
from macros.yaml_reader import parse_yaml

NAME = "data/prova.yml"
ROOT = Path(__file__).resolve().parents[1]

SPENDING = """
schema: 1
anno: 2022
natura: consuntivo
fonte: relazione-2022
missioni:
  - codice: "011"
    importo:
      valore: 1.865.646,87
      riga: 1172
    aree:
      - id: innovazione
        nome: Innovazione
        importo:
          valore: 614.539,70
          riga: 1178
""".lstrip()
FACTS = """
schema: 1
anno: 2022
tema: protesti
fonte: relazione-2022
dati:
  - id: termine
    etichetta: Giorni che la legge concede
    valore: 20
    unita: giorni
    riga: 5359
  - id: anni
    etichetta: Anni della serie
    valore: 3
    unita: anni
    riga: 5361
""".lstrip()
SERIES = """
schema: 1
id: smart-card
titolo: Smart card rilasciate
unita: dispositivi
missione: "011"
tema: firma-digitale
fonte: relazione-2022
punti:
  - anno: 2021
    valore: 3862
    riga: 4274
  - anno: 2022
    manca: non stampato nella fonte
""".lstrip()


def read(model: type[Model], text: str) -> Model:
    """Return what a text without mistakes says."""
    made, problems = typed(model, text)
    assert problems == []
    assert made is not None
    return made


def typed(model: type[Model], text: str) -> tuple[Model | None, list[Problem]]:
    reading = parse_yaml(text, NAME)
    assert reading.tree is not None, reading.problems
    return validate(model, reading.tree)


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def told(model: type[Model], text: str, *edits: tuple[str, str]) -> list[tuple[str, int, int]]:
    """Return (code, line, column) of the problems of a text with some changes."""
    for old, new in edits:
        text = changed(text, old, new)
    made, problems = typed(model, text)
    assert made is None
    places = [problem.place for problem in problems]
    assert {place.file for place in places} == {NAME}
    found = zip(problems, places, strict=True)
    return [(problem.code, place.line, place.column) for problem, place in found]


# ---- What is read ----


def test_spending_is_read_with_its_missioni_and_aree() -> None:
    file = read(schema.SpendingFile, SPENDING)
    (missione,) = file.missioni
    (area,) = missione.aree
    assert (file.year, file.kind, file.source) == (2022, "consuntivo", "relazione-2022")
    assert (missione.code, missione.amount.value, missione.amount.line) == (
        "011",
        "1.865.646,87",
        1172,
    )
    assert (area.id, area.name, area.amount.value) == ("innovazione", "Innovazione", "614.539,70")


@pytest.mark.parametrize("code", ['"011"', "011", "'011'"])
def test_a_code_keeps_its_zeros_with_or_without_quotes(code: str) -> None:
    file = read(schema.SpendingFile, changed(SPENDING, '"011"', code))
    assert file.missioni[0].code == "011"


def test_a_missing_number_says_why() -> None:
    point = read(schema.SeriesFile, SERIES).points[1]
    assert (point.value, point.gap, point.line) == (None, "non stampato nella fonte", None)


def test_a_number_may_say_more_of_itself() -> None:
    more = (
        "    valore: 20\n    qualificatore: circa\n    dedotto: sì\n    nota: Dalla differenza.\n"
        '    stampato: "venti"\n    fonte: altra\n    anche:\n      - riga: 7\n'
    )
    fact = read(schema.FactsFile, changed(FACTS, "    valore: 20\n", more)).facts[0]
    assert (fact.qualifier, fact.inferred, fact.note) == ("circa", True, "Dalla differenza.")
    assert (fact.printed, fact.source, fact.also[0].line) == ("venti", "altra", 7)


def test_dates_and_counts_are_typed() -> None:
    lines = "schema: 1\nunita:\n  - id: giorni\n    tipo: misura\n    decimali: 2\n"
    assert read(schema.UnitsFile, lines).units[0].decimals == Decimal(2)
    body = (ROOT / "site_config/ente.yml").read_text("utf-8")
    assert read(schema.BodyFile, body).updated > date(2022, 1, 1)


def test_what_is_read_cannot_be_changed() -> None:
    file = read(schema.SpendingFile, SPENDING)
    with pytest.raises(ValidationError):
        setattr(file, "year", 2023)  # noqa: B010 - mypy already refuses the plain form


# ---- Keys ----


def test_a_missing_key_is_told_at_its_block() -> None:
    assert told(schema.FactsFile, FACTS, ("    unita: anni\n", "")) == [("D201", 11, 5)]


def test_a_key_missing_at_the_top_is_told_at_the_first_line() -> None:
    assert told(schema.FactsFile, FACTS, ("tema: protesti\n", "")) == [("D201", 1, 1)]


def test_an_unknown_key_is_told_at_the_key_with_those_that_are_known() -> None:
    text = changed(
        SPENDING, "        nome: Innovazione\n", "        nome: Uno\n        colore: blu\n"
    )
    _, (problem,) = typed(schema.SpendingFile, text)
    assert (problem.code, problem.place.line, problem.place.column, problem.place.width) == (
        "D202",
        13,
        9,
        6,
    )
    assert problem.why == "qui si possono scrivere solo: id, nome, importo."


def test_the_nearest_key_is_suggested() -> None:
    _, (problem,) = typed(schema.FactsFile, changed(FACTS, "fonte: ", "fnote: "))
    assert problem.cure == "forse intendevi «fonte»"


def test_a_required_key_misspelled_is_one_mistake() -> None:
    assert told(schema.FactsFile, FACTS, ("fonte: ", "fnote: ")) == [("D202", 4, 1)]


def test_a_misspelled_key_hides_no_missing_key_of_another_block() -> None:
    edits = (("    valore: 20\n", "    valore: 20\n    notta: x\n"), ("    unita: anni\n", ""))
    assert told(schema.FactsFile, FACTS, *edits) == [("D202", 9, 5), ("D201", 12, 5)]


@pytest.mark.parametrize(
    ("italian", "english"),
    [("anno: 2022", "year: 2022"), ("fonte: relazione", "source: relazione")],
)
def test_the_english_names_of_the_code_are_no_keys(italian: str, english: str) -> None:
    codes = [code for code, _, _ in told(schema.FactsFile, FACTS, (italian, english))]
    assert "D202" in codes


# Every block that is a whole file or stands in one.
MODELS = tuple(
    made
    for module in (schema, schema_context, schema_results, schema_words)
    for made in vars(module).values()
    if isinstance(made, type) and issubclass(made, Block) and made.__module__ == module.__name__
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_every_key_of_the_schema_is_of_small_italian_letters(model: type[Block]) -> None:
    for key in known_keys(model, ()):
        assert key.replace("_", "").isalnum() and key.isascii()
        assert key == key.lower()


def test_the_keys_below_a_list_of_lists_are_known() -> None:
    path = ("missioni", 0, "aree", 3)
    assert known_keys(schema.SpendingFile, path) == ["id", "nome", "importo"]


def test_the_keys_of_a_block_that_may_be_missing_are_known() -> None:
    assert "valore" in known_keys(schema.BandiFile, ("bandi", 0, "stanziato_altri"))


# ---- Values ----


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("anno: 2022", "anno: 22", ("D107", 2, 7)),
        ("anno: 2022", "anno:", ("D107", 2, 6)),
        ("natura: consuntivo", "natura: bilancio", ("D203", 3, 9)),
        ("natura: consuntivo", "natura:", ("D203", 3, 8)),
        ("natura: consuntivo", "natura:\n  a: b", ("D206", 4, 3)),
        ("fonte: relazione-2022", "fonte: Relazione 2022", ("D110", 4, 8)),
        ("fonte: relazione-2022", "fonte:\n  - relazione-2022", ("D206", 5, 3)),
        ("riga: 1172", "riga: 1.172", ("D108", 9, 13)),
        ("riga: 1172", "riga:", ("D108", 9, 12)),
        ("nome: Innovazione", "nome:", ("D111", 12, 14)),
        ("nome: Innovazione", 'nome: ""', ("D111", 12, 15)),
        ("nome: Innovazione", 'nome: "{{ x }}"', ("D112", 12, 15)),
        ("nome: Innovazione", "nome:\n          - Innovazione", ("D206", 13, 11)),
        ("id: innovazione", "id: Innovazione", ("D110", 11, 13)),
        ("schema: 1", "schema: 2", ("D207", 1, 9)),
        ("schema: 1", "schema: uno", ("D207", 1, 9)),
        ("      valore: 614.539,70", "      manca: non so", ("D203", 14, 18)),
    ],
)
def test_a_wrong_value_is_told_where_it_stands(
    old: str, new: str, problem: tuple[str, int, int]
) -> None:
    assert told(schema.SpendingFile, SPENDING, (old, new)) == [problem]


def test_a_text_where_a_list_belongs() -> None:
    text = SPENDING[: SPENDING.index("missioni:")] + "missioni: nessuna\n"
    assert told(schema.SpendingFile, text) == [("D204", 5, 11)]


def test_a_block_where_a_list_belongs() -> None:
    text = SPENDING[: SPENDING.index("missioni:")] + 'missioni:\n  codice: "011"\n'
    assert told(schema.SpendingFile, text) == [("D204", 6, 3)]


def test_a_text_where_a_block_belongs() -> None:
    old = "    importo:\n      valore: 1.865.646,87\n      riga: 1172\n"
    assert told(schema.SpendingFile, SPENDING, (old, "    importo: 1.865.646,87\n")) == [
        ("D205", 7, 14)
    ]


@pytest.mark.parametrize("text", ["solo parole\n", "- uno\n- due\n"])
def test_a_file_that_is_no_block(text: str) -> None:
    assert told(schema.SpendingFile, text) == [("D205", 1, 1)]


def test_the_one_allowed_word_is_told() -> None:
    _, (problem,) = typed(schema.SpendingFile, changed(SPENDING, "consuntivo", "consultivo"))
    assert problem.what == "«consultivo» non è fra i valori ammessi"
    assert problem.why == "i valori ammessi sono: consuntivo."
    assert problem.cure == "forse intendevi «consuntivo»"


def test_of_many_allowed_words_all_are_told() -> None:
    _, (problem,) = typed(
        schema.SeriesFile, changed(SERIES, "non stampato nella fonte", "chissà perché")
    )
    assert problem.why == (
        "i valori ammessi sono: non ancora dovuto, non rilevato, indicatore nato dopo, "
        "indicatore cessato, in verifica, non stampato nella fonte."
    )


def test_all_mistakes_of_a_file_are_told() -> None:
    edits = (
        ("anno: 2022", "anno: 22"),
        ("unita: giorni", "unita: Giorni"),
        ("riga: 5361", "riga: x"),
    )
    assert told(schema.FactsFile, FACTS, *edits) == [
        ("D107", 2, 7),
        ("D110", 9, 12),
        ("D108", 15, 11),
    ]


# ---- What must agree ----


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    valore: 20\n", "    valore: 20\n    manca: non rilevato\n", "D210"),
        ("    valore: 20\n", "", "D210"),
        ("    riga: 5359\n", "", "D211"),
        ("    valore: 20\n", "    valore: 20\n    dedotto: sì\n", "D212"),
    ],
)
def test_a_number_is_there_with_its_line_or_says_why_not(old: str, new: str, code: str) -> None:
    assert told(schema.FactsFile, FACTS, (old, new)) == [(code, 6, 5)]


def test_a_missing_number_is_not_zero_and_not_empty() -> None:
    assert told(schema.FactsFile, FACTS, ("valore: 20", "valore:")) == [("D111", 8, 12)]


def test_a_series_has_one_point_a_year() -> None:
    assert told(schema.SeriesFile, SERIES, ("anno: 2022", "anno: 2021")) == [("D213", 12, 11)]


def test_the_fingerprint_of_a_text_has_64_figures() -> None:
    text = (ROOT / "data/fonti/relazione-2022.yml").read_text("utf-8")
    sha = read(schema.SourceFile, text).sha256
    for wrong in (sha[:-1], sha.upper(), "g" * 64):
        assert [code for code, _, _ in told(schema.SourceFile, text, (sha, wrong))] == ["D214"]


@pytest.mark.parametrize("colour", ["#0066cc", "#17324d"])
def test_a_colour_has_six_figures(colour: str) -> None:
    text = (ROOT / "site_config/tema.yml").read_text("utf-8")
    made = read(schema.ThemeFile, changed(text, '"#0066cc"', f'"{colour}"'))
    assert made.header == colour


@pytest.mark.parametrize("colour", ["blu", "#06c", "#0066CC", "0066cc", "#0066cg", "#0066cc; x"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    text = (ROOT / "site_config/tema.yml").read_text("utf-8")
    edit = ('"#0066cc"', f'"{colour}"')
    assert [code for code, _, _ in told(schema.ThemeFile, text, edit)] == ["D216"]


@pytest.mark.parametrize(
    "address", ["https://www.ente.it/", "http://ente.it", "https://ente.it/a?b=c", "da completare"]
)
def test_a_web_address_is_whole_or_to_be_completed(address: str) -> None:
    text = (ROOT / "site_config/ente.yml").read_text("utf-8")
    edit = f'indirizzo_sito: "{address}"'
    assert read(schema.BodyFile, changed(text, "indirizzo_sito: da completare", edit)).site_url


@pytest.mark.parametrize(
    "address",
    ["www.ente.it", "javascript:alert(1)", "//ente.it", "https://", "https://a b", "ftp://a"],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    text = (ROOT / "site_config/ente.yml").read_text("utf-8")
    edit = ("indirizzo_sito: da completare", f'indirizzo_sito: "{address}"')
    assert [code for code, _, _ in told(schema.BodyFile, text, edit)] == ["D218"]


@pytest.mark.parametrize(
    "path",
    ["emblema.svg", "../emblema.svg", "/etc/a.svg", "site_config/a/b.svg", "site_config/a.png"],
)
def test_an_emblem_is_a_drawing_of_the_settings(path: str) -> None:
    text = (ROOT / "site_config/tema.yml").read_text("utf-8")
    edit = ("emblema: site_config/emblema.svg", f"emblema: {path}")
    assert [code for code, _, _ in told(schema.ThemeFile, text, edit)] == ["D217"]


@pytest.mark.parametrize("line", ["1", "100", "130"])
def test_sections_are_in_the_order_of_their_lines(line: str) -> None:
    text = (ROOT / "data/fonti/relazione-2022.yml").read_text("utf-8")
    assert told(schema.SourceFile, text, ("  - da: 200\n", f"  - da: {line}\n")) == [
        ("D219", 16, 9)
    ]


def test_what_must_be_unique_names_the_second() -> None:
    with pytest.raises(Refusal) as caught:
        refuse_twice("unita", ["euro", "giorni", "euro"], "id")
    assert (caught.value.code, caught.value.at) == ("D215", ("unita", 2, "id"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_no_model_lets_pydantic_guess(model: type[BaseModel]) -> None:
    """Its own coercions read '011' as 11 and 'NO' as False: they stay off everywhere."""
    config: dict[str, Any] = dict(model.model_config)
    assert (config["strict"], config["extra"], config["frozen"]) == (True, "forbid", True)
    assert not config.get("populate_by_name")
