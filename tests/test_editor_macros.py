"""The macros of staff: each documented example works, each mistake is refused by its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from macros.catalogue import Refusal
from macros.editor_macros import Macro, editor_macros
from macros.late import calls_in
from macros.macro_check import check_macros
from macros.messages import Place
from tests.real import archive, painted, read, rendered, with_series, with_values

MACROS = editor_macros(archive())
NAMES = sorted(MACROS)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_macro_calls_it_and_is_in_order(name: str) -> None:
    example = MACROS[name].example
    assert example.startswith("{{ " + name + "(")
    assert list(check_macros(example, "content/prova.md", 1, MACROS)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_macro_becomes_html(name: str) -> None:
    html = painted(MACROS[name].example, "guida/macro/")
    assert "{{" not in html or name == "elenco_macro"
    assert "data-late" not in html
    assert read(html) or name == "fonti"


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("valore", "18\u00a0imprese"),
        ("numero", "32"),
        ("importo", "1.865.646,87\u00a0€"),
        ("percentuale", "96,63\u00a0%"),
        ("data", "2 dicembre 2022"),
        ("quota", "34,9\u00a0%"),
        ("variazione", "in calo del 21,8\u00a0%"),
    ],
)
def test_what_is_read_where_the_example_stands(name: str, result: str) -> None:
    assert read(painted(MACROS[name].example)) == result


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("tabella", ["Anno", "2021", "3.862", "524", "2022", "3.019", "500", "Scarica i dati"]),
        ("grafico", ["Tempo medio per i protesti", "2019", "3", "4", "Vedi i dati in tabella"]),
        ("scheda", ["Missione 011", "1.865.646,87\u00a0€", "34,9\u00a0% della spesa del 2022"]),
        ("cronologia", ["10 dicembre 2016", "Relazione 2022, riga 428", "dicembre 2017"]),
        ("cifre", ["spesa di tutte le missioni", "5.338.581,84\u00a0€", "3.295.109,02\u00a0€"]),
        ("schede", ["Missione 011", "Missione 012", "Missione 016", "Missione 032"]),
        ("ultimi_bandi", ["Nel 2022: 22 bandi", "524.405,83\u00a0€", "Tutti i bandi del 2022"]),
        ("apertura", ["Nel 2022 abbiamo speso", "5.338.581,84\u00a0€", "26 indicatori del 2019"]),
        ("conti_in_breve", ["tornano", "non tornano", "non si possono rifare"]),
        ("in_breve", ["22 bandi", "22 novembre 2026", "Le parole difficili, spiegate"]),
        ("ultime_novita", ["22 novembre 2026", "rifatti uno per uno"]),
        ("ricerca", ["Che cosa cerchi?", "indice di tutte le pagine"]),
        ("mappa", ["Missioni", "Protesti", "Glossario"]),
        ("elenco_macro", ["valore", "Si legge:", "18\u00a0imprese"]),
    ],
)
def test_what_is_read_where_the_block_of_the_example_stands(name: str, parts: list[str]) -> None:
    text = read(painted(MACROS[name].example))
    assert [part for part in parts if part not in text] == []


def test_every_macro_that_shows_something_is_tested_here() -> None:
    inline = {"valore", "numero", "importo", "percentuale", "data", "quota", "variazione"}
    blocks = {"tabella", "grafico", "scheda", "cifre", "schede", "ultimi_bandi", "apertura"}
    pages = {"ricerca", "mappa", "elenco_macro", "fonti"}
    home = {"conti_in_breve", "in_breve", "ultime_novita"}
    assert set(NAMES) == inline | blocks | pages | home | {"cronologia"}


def test_the_guide_shows_every_macro_with_its_example() -> None:
    guide = read(painted("{{ elenco_macro() }}"))
    shown = [macro for macro in MACROS.values() if macro.example in guide and macro.tells in guide]
    assert shown == list(MACROS.values())


@pytest.mark.parametrize("name", NAMES)
def test_blocks_leave_a_block_and_inline_macros_a_span(name: str) -> None:
    mark = rendered(MACROS[name].example)
    assert mark.startswith("<div " if MACROS[name].block else "<span ")
    assert len(calls_in(mark)) == 1


def refusal(macros: Mapping[str, Macro], name: str, *args: str, **options: str) -> Refusal:
    with pytest.raises(Refusal) as raised:
        macros[name].function(*args, **options)
    return raised.value


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("valore", ("spese.2022.01l",), "M201"),
        ("valore", ("",), "M201"),
        ("valore", ("spese",), "M201"),
        ("numero", ("niente",), "M201"),
        ("importo", ("spese.1999",), "M201"),
        ("importo", ("serie.smart-card.2022",), "M202"),
        ("importo", ("serie.quota-pratiche-entro-5-giorni.2022",), "M202"),
        ("percentuale", ("spese.2022.011",), "M202"),
        ("data", ("spese.2022.011",), "M202"),
        ("data", ("serie.smart-card.2020",), "M201"),
        ("data", ("2022-02-30",), "D106"),
        ("data", ("2 dicembre 2022",), "D106"),
        ("data", ("",), "D106"),
        ("quota", ("spese.2022.011", "spese.2202"), "M201"),
        ("quota", ("spese.2022.011", "serie.smart-card.2022"), "M204"),
        ("quota", ("bandi.2022.cremona-musica.domande", "serie.smart-card.2022"), "M203"),
        ("quota", ("spese.2022.011", "bandi.2022.sostegno-al-credito.concesso"), "M205"),
        ("variazione", ("serie.smart-card.2021", "spese.2022"), "M204"),
        ("variazione", ("serie.masterclass-partecipanti.2020", "serie.smart-card.2022"), "M203"),
        ("variazione", ("bandi.2022.sostegno-al-credito.domande", "serie.smart-card.2022"), "M205"),
        ("tabella", (), "M206"),
        ("tabella", ("serie.smartcard",), "M206"),
        ("tabella", ("spese.2022", "serie.smart-card"), "M206"),
        ("tabella", ("bandi",), "M206"),
        ("grafico", (), "M207"),
        ("grafico", ("fatti.2022.protesti",), "M207"),
        ("grafico", ("spese.2022.012",), "M207"),
        ("grafico", ("serie.smart-card", "serie.spesa-di-personale"), "M207"),
        ("scheda", ("11",), "D303"),
        ("scheda", ("",), "D303"),
        ("tabella", ("tavole.2022.esportazioni", "tavole.2022.valore-aggiunto"), "M206"),
        ("grafico", ("tavole.2022.esportazioni",), "M207"),
        ("grafico", ("tavole.2022.esportazioni.var-2020",), "M207"),
        ("grafico", ("tavole.2022.export.valore",), "M207"),
        ("grafico", ("tavole",), "M207"),
        ("grafico", ("indicatori.2019.patrimonio",), "M207"),
        ("grafico", ("indicatori.2022",), "M207"),
        ("cronologia", ("accorpamenti",), "M208"),
        ("cronologia", ("",), "M208"),
        ("cifre", ("spese.2022", "spese.2022.33"), "M201"),
    ],
)
def test_mistakes_are_refused_by_their_code(name: str, args: tuple[str, ...], code: str) -> None:
    assert refusal(MACROS, name, *args).code == code


def test_key_figures_without_an_address_are_refused() -> None:
    (problem,) = check_macros("{{ cifre() }}", "content/prova.md", 1, MACROS)
    assert problem.code == "M104"


@pytest.mark.parametrize(("kind", "code"), [("torta", "M207"), ("confronto", "M207")])
def test_a_chart_of_the_wrong_kind_is_refused(kind: str, code: str) -> None:
    assert refusal(MACROS, "grafico", "serie.protesti-tempo-medio", tipo=kind).code == code
    assert refusal(MACROS, "grafico", "bandi.2022", tipo=kind).code == code


def told(name: str, *args: str) -> tuple[str, str]:
    """Return what a refusal says and how to cure it."""
    problem = refusal(MACROS, name, *args).problem(Place("content/prova.md"))
    return problem.what, problem.cure


def test_an_unknown_address_gets_the_nearest_right_ones() -> None:
    what, cure = told("valore", "serie.smart-card.2012")
    assert what == "l'indirizzo «serie.smart-card.2012» non esiste"
    assert "«serie.smart-card.2022»" in cure


def test_a_wrong_type_says_which_is_wanted_and_what_to_write() -> None:
    assert told("importo", "serie.smart-card.2022") == (
        "«serie.smart-card.2022» non è del tipo giusto",
        'scrivi  {{ valore("serie.smart-card.2022") }}',
    )


def test_a_wrong_missione_gets_the_codes() -> None:
    assert told("scheda", "11")[1].startswith("forse intendevi «011»")
    assert told("scheda", "servizi")[1] == "i codici sono: 011, 012, 016, 032"


def test_a_wrong_timeline_gets_the_nearest_or_all() -> None:
    assert told("cronologia", "accorpamenti")[1] == "forse intendevi «accorpamento»"
    assert told("cronologia", "x")[1] == "le cronologie sono: accorpamento"


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("valore", ("spese.2022.012",)),
        ("numero", ("spese.2022.012",)),
        ("importo", ("spese.2022.012",)),
        ("cifre", ("spese.2022.012",)),
        ("tabella", ("spese.2022",)),
        ("grafico", ("spese.2022",)),
        ("scheda", ("012",)),
        ("schede", ()),
        ("apertura", ()),
    ],
)
def test_a_missing_amount_is_shown_with_its_reason(name: str, args: tuple[str, ...]) -> None:
    of = with_values({"spese.2022.012": None, "spese.2022": None})
    given = ", ".join(f'"{arg}"' for arg in args)
    assert "in verifica" in read(painted("{{ " + f"{name}({given})" + " }}", of=of))


def test_the_guide_is_made_also_where_an_amount_is_missing() -> None:
    """The examples name real addresses, and any of them may be a gap tomorrow."""
    of = with_values({"spese.2022.011": None, "spese.2022": None})
    guide = read(painted("{{ elenco_macro() }}", of=of))
    assert [name for name in MACROS if "{{ " + name + "(" not in guide] == ["quota"]


def test_a_percentage_changes_by_points_in_a_sentence_too() -> None:
    """97,23 % and then 96,63 %: «in calo dello 0,6 %» would be another thing."""
    name = "serie.quota-pratiche-entro-5-giorni"
    html = painted("{{ " + f'variazione("{name}.2021", "{name}.2022")' + " }}")
    assert read(html) == "in calo di 0,60 punti percentuali"


@pytest.mark.parametrize("name", ["apertura", "schede", "ultimi_bandi", "scheda"])
@pytest.mark.parametrize("changed", [{"calls": ()}, {"spending": {}}])
def test_a_block_of_the_last_year_is_refused_where_there_is_none(
    name: str, changed: dict[str, Any]
) -> None:
    """A new body has no data yet: it must be told so, or see an empty block, never a traceback."""
    of = replace(archive(), **changed)
    macro = editor_macros(of)[name]
    args = ("011",) if name == "scheda" else ()
    try:
        macro.function(*args)
    except Refusal as refused:
        assert refused.code == "M208"
    else:
        given = ", ".join(f'"{arg}"' for arg in args)
        painted("{{ " + f"{name}({given})" + " }}", of=of)


def test_macros_are_bound_to_their_archive() -> None:
    of = with_series({2021: "1", 2022: "2"})
    assert "data-late" in editor_macros(of)["valore"].function("serie.prova.2022")
    assert refusal(MACROS, "valore", "serie.prova.2022").code == "M201"
