"""What the page of one indicator or objective shows, in the forms the real pages do not have.

The real ones are in `test_pages_results`; the verdicts themselves in `test_verdict`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.archive import Archivio
from macros.late import LateCall
from macros.schema_results import Box, Objective
from tests.built import attribute, text
from tests.real import archive, painter, with_values
from tests.test_boards import shown, two_years
from tests.test_pages_results import VERDICTS

HERE = "risultati/2019/x/"
MISSING = "Non stampato nella fonte"


def changed(name: str, /, **changes: object) -> Archivio:
    """Return the archive with one indicator changed as told."""
    real = archive()
    indicator = real.indicators[2019, name].model_copy(update=changes)
    return replace(real, indicators={**real.indicators, (2019, name): indicator})


def with_node(name: str, /, **changes: object) -> Archivio:
    """Return the archive with one node of the tree changed as told."""
    real = archive()
    file = real.objectives[2019]
    nodes: tuple[Objective, ...] = tuple(
        each.model_copy(update=changes) if each.id == name else each for each in file.objectives
    )
    return replace(real, objectives={2019: file.model_copy(update={"objectives": nodes})})


def paragraphs(found: LexborNode) -> list[str]:
    return [text(p) for p in found.css("p")]


def card(found: LexborNode) -> dict[str, list[str]]:
    """Return what a card says, by the name of the row."""
    return {
        text(row.css_first("dt")): [text(each) for each in row.css("dd")]
        for row in found.css("dl > div")
    }


def test_a_verdict_shows_the_sum_that_gives_it() -> None:
    """Badge, sentence, comparison, what the body declares, what is to be known: in this order."""
    told = paragraphs(shown("esito", "2019", "tempi-protesti"))
    assert told[:4] == [
        "Raggiunto",
        "Risultato: 3\u00a0giorni. Atteso: al massimo 20\u00a0giorni.",
        "Il confronto: 3 ≤ 20. È vero: 17\u00a0giorni in meno.",
        "L’ente lo dichiara: conseguito.",
    ]


def test_a_sum_that_does_not_hold_shows_both_numbers_and_gives_no_verdict() -> None:
    found = shown("esito", "2019", "pratiche-entro-5-giorni")
    assert attribute(found.css_first("div"), "class") == "pa-esito da-chiarire"
    told = " ".join(paragraphs(found))
    assert "18.235 ÷ 20.212 × 100 = 90,22\u00a0%" in told
    assert "Il documento stampa invece 137,56\u00a0%." in told
    assert "per questo qui non ne diamo uno" in told


def test_an_outcome_that_is_not_declared_is_told_with_its_reason() -> None:
    told = paragraphs(shown("esito", "2019", "soddisfazione-servizi-internazionali"))
    gap = archive().indicators[2019, "soddisfazione-servizi-internazionali"].declared_gap
    assert gap
    assert f"L’ente non dichiara un esito. {gap}" in told


def test_the_causes_of_a_deviation_and_the_notes_are_told() -> None:
    of = changed("tempi-protesti", causes="Meno pratiche del solito.", note="Una nota.")
    told = paragraphs(shown("esito", "2019", "tempi-protesti", of=of))
    assert told[-2:] == [
        "Perché è diverso dall’atteso. Meno pratiche del solito.",
        "Da sapere. Una nota.",
    ]


def test_what_is_not_there_leaves_no_empty_paragraph() -> None:
    of = changed("tempi-protesti", causes=None, note=None)
    assert "" not in paragraphs(shown("esito", "2019", "tempi-protesti", of=of))
    assert len(paragraphs(shown("esito", "2019", "tempi-protesti", of=of))) == 4


def cells(found: LexborNode) -> list[str]:
    return [text(each) for each in found.css("tbody th, tbody td")]


def test_target_and_result_lead_to_their_lines() -> None:
    found = shown("atteso_e_raggiunto", "2019", "masterclass", here=HERE)
    links = [attribute(a, "href") for a in found.css("tbody a.pa-numero")]
    assert links == [f"../../../fonti/rendicontazione-2019/#r{line}" for line in (604, 606)]


def test_target_and_result_have_the_addresses_of_their_numbers() -> None:
    base = "indicatori.2019.masterclass"
    found = shown("atteso_e_raggiunto", "2019", "masterclass", here=HERE)
    assert attribute(found.css_first("tbody tr"), "id") == base
    names = [attribute(cell, "id") for cell in found.css("tbody td[id]")]
    assert names == [f"{base}.atteso", f"{base}.raggiunto"]


def test_a_result_that_is_missing_is_its_reason_never_a_zero() -> None:
    of = with_values({"indicatori.2019.masterclass.raggiunto": None})
    found = shown("atteso_e_raggiunto", "2019", "masterclass", of=of)
    assert cells(found)[1:] == ["almeno 4\u00a0masterclass", "in verifica", "Non misurabile"]
    assert text(shown("esito", "2019", "masterclass", of=of).css_first(".pa-bollino")) == (
        "Non misurabile"
    )


def test_the_results_of_parts_are_given_with_their_units_and_notes() -> None:
    base = "fatti.2019.masterclass"
    of = changed("masterclass", partial=(f"{base}.paesi", f"{base}.persone-in-estate"))
    found = shown("parziali", "2019", "masterclass", of=of)
    assert [attribute(row, "id") for row in found.css("tbody tr")] == [
        *(f"{base}.paesi", f"{base}.persone-in-estate"),
    ]
    assert [text(cell) for cell in found.css("td")] == ["39\u00a0Paesi", "circa 1.500\u00a0persone"]
    noted = changed("masterclass", partial=(f"{base}.masterclass-nel-testo",))
    found = shown("parziali", "2019", "masterclass", of=noted)
    note = archive().number(f"{base}.masterclass-nel-testo").note
    assert text(found.css_first("th .pa-nota")) == note


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("più alto è meglio", ["un valore alto"]),
        ("più basso è meglio", ["un valore basso"]),
        ("nessuna", None),
    ],
)
def test_the_card_says_which_way_is_better(direction: str, told: list[str] | None) -> None:
    of = changed("masterclass", direction=direction)
    found = card(shown("scheda_indicatore", "2019", "masterclass", of=of))
    assert found.get("È meglio") == told


def test_the_card_says_what_we_infer() -> None:
    found = card(shown("scheda_indicatore", "2019", "pratiche-entro-5-giorni"))
    assert found["Legame con l’obiettivo"][0].startswith("Dedotto da noi. ")
    assert found["Periodo dell’atteso"] == ["nel triennio"]
    plain = changed("pratiche-entro-5-giorni", objective_inferred=None)
    told = card(shown("scheda_indicatore", "2019", "pratiche-entro-5-giorni", of=plain))
    assert "Legame con l’obiettivo" not in told


def test_a_method_and_a_source_that_are_not_printed_are_said_to_be_missing() -> None:
    of = changed("masterclass", method=None, data_source=None)
    found = card(shown("scheda_indicatore", "2019", "masterclass", of=of))
    assert found["Come si calcola"] == ["Il documento non lo dice."]
    assert found["Fonte dei dati"] == ["Il documento non la dice."]


def test_who_answers_is_who_the_document_names() -> None:
    found = card(shown("scheda_indicatore", "2019", "incontri-suap"))
    assert found["Centro di responsabilità"] == ["CAPPELLI M.G/MAFFEZZONI N."]
    assert found["Responsabile"] == ["MAFFEZZONI NICOLA"]


def test_an_objective_that_names_nobody_says_so() -> None:
    of = with_node("fiere", centre=None, person=None, name=None)
    found = card(shown("scheda_obiettivo", "2019", "fiere", of=of))
    assert found["Centro di responsabilità"] == [MISSING]
    assert found["Responsabile"] == [MISSING]
    assert found["Nome nel documento"] == [MISSING]


def test_an_objective_in_several_boxes_shows_each_with_its_line() -> None:
    """The same code printed twice is two boxes, not one repaired."""
    found = shown("scheda_obiettivo", "2019", "semplificazione", here=HERE)
    boxes = card(found)["Nel documento"]
    node = next(n for n in archive().objectives[2019].objectives if n.id == "semplificazione")
    assert [box.code for box in node.boxes] == ["2019_01_02_05", "2019_01_02_05"]
    assert [box.split(":")[0] for box in boxes] == [
        f"Rendicontazione 2019, riga {box.line}" for box in node.boxes
    ]


@pytest.mark.parametrize(
    ("linked", "note", "told"),
    [
        ((), None, "senza codice"),
        (("Area: UNO",), None, "senza codice. Collegato a: Area: UNO"),
        (("Area: UNO", "Ob.: DUE"), None, "senza codice. Collegato a: Area: UNO; Ob.: DUE"),
        ((), "È vuota.", "senza codice. È vuota."),
        (("SVIL.IMP.",), "È vuota.", "senza codice. Collegato a: SVIL.IMP. È vuota."),
    ],
)
def test_a_box_is_told_in_sentences(linked: tuple[str, ...], note: str | None, told: str) -> None:
    box = Box.model_construct(line=1440, code=None, linked=linked, note=note)
    found = card(shown("scheda_obiettivo", "2019", "fiere", of=with_node("fiere", boxes=(box,))))
    assert found["Nel documento"] == [f"Rendicontazione 2019, riga 1440: {told}"]


def test_the_way_up_from_an_objective_ends_at_its_area() -> None:
    found = shown("scheda_obiettivo", "2019", "fiere", here=HERE)
    links = {
        text(row.css_first("dt")): attribute(row.css_first("a"), "href")
        for row in found.css("dl > div")
        if row.css_first("a")
    }
    assert links["Area strategica"] == "../#area-016"
    assert links["Obiettivo strategico"] == "../internazionalizzazione/"


def test_money_of_the_same_year_is_of_the_whole_missione() -> None:
    told = paragraphs(shown("soldi", "2019", "012", of=two_years()))
    assert told == [
        "Nel 2019 la missione 012, Regolazione dei mercati, è costata 59.504,95\u00a0€. "
        "La spesa è di tutta la missione, non di questo solo obiettivo."
    ]


def test_money_of_another_year_says_that_the_years_differ() -> None:
    told = paragraphs(shown("soldi", "2019", "012", here=HERE))
    assert told == [
        "Qui i risultati sono del 2019. La spesa pubblicata della missione 012, Regolazione dei "
        "mercati, è quella del 2022: 59.504,95\u00a0€. Sono anni diversi: una cifra non spiega "
        "l’altra."
    ]


def test_money_that_is_missing_says_why() -> None:
    of = with_values({"spese.2022.012": None, "spese.2022": None})
    assert paragraphs(shown("soldi", "2019", "012", of=of)) == [
        "La spesa del 2022 della missione 012, Regolazione dei mercati, manca: in verifica."
    ]


def test_money_that_is_not_published_says_so() -> None:
    real = archive()
    numbers = {a: n for a, n in real.numbers.items() if not a.startswith("spese.")}
    of = replace(real, spending={}, numbers=numbers)
    assert paragraphs(shown("soldi", "2019", "012", of=of)) == [
        "La spesa della missione 012, Regolazione dei mercati, non è ancora pubblicata."
    ]


def test_money_of_no_missione_is_nothing() -> None:
    assert painter().paint(LateCall("soldi", ("2019", ""))) == ""


def files(name: str, *args: str) -> Mapping[str, str]:
    """Return the files a block offers for download."""
    paint = painter("risultati/2019/")
    paint.paint(LateCall(name, args))
    return paint.assets


def records(text_: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_, newline=""), strict=True))


def test_one_indicator_is_offered_as_csv_and_json_that_say_the_same() -> None:
    made = files("scarica_indicatore", "2019", "costi-postali")
    assert sorted(made) == [
        "dati/indicatori/2019/costi-postali.csv",
        "dati/indicatori/2019/costi-postali.json",
    ]
    (row,) = records(made["dati/indicatori/2019/costi-postali.csv"])
    told = json.loads(made["dati/indicatori/2019/costi-postali.json"])
    assert {key: value or "" for key, value in told.items()} == row
    assert (row["atteso"], row["raggiunto"], row["esito"]) == ("100", "49.32", "raggiunto")


def test_all_indicators_are_offered_together_once_each() -> None:
    made = files("scarica_indicatori", "2019")
    rows = records(made["dati/indicatori/2019.csv"])
    told = json.loads(made["dati/indicatori/2019.json"])
    assert sorted(row["id"] for row in rows) == sorted(VERDICTS)
    assert [each["id"] for each in told] == [row["id"] for row in rows]


def test_a_year_without_indicators_offers_nothing() -> None:
    paint = painter(of=replace(archive(), indicators={}))
    assert paint.paint(LateCall("scarica_indicatori", ("2019",))) == ""
    assert paint.assets == {}


HOSTILE = '<script>alert("x")</script> & «così»'


def hostile() -> Archivio:
    """The archive whose indicators and objectives would break out of the page."""
    real = archive()
    words = dict.fromkeys(
        ("name", "title", "kind", "method", "data_source", "causes", "note"), HOSTILE
    )
    indicators = {
        key: each.model_copy(update={**words, "objective_inferred": HOSTILE})
        for key, each in real.indicators.items()
    }
    file = real.objectives[2019]
    box = Box.model_construct(line=83, code=HOSTILE, linked=(HOSTILE,), note=HOSTILE)
    nodes = tuple(
        each.model_copy(
            update={
                **dict.fromkeys(("name", "title", "centre", "person", "note"), HOSTILE),
                "boxes": (box,),
            }
        )
        for each in file.objectives
    )
    tree = file.model_copy(update={"objectives": nodes, "note": HOSTILE})
    missioni = {
        code: each.model_copy(update={"short": HOSTILE}) for code, each in real.missioni.items()
    }
    reports = {
        year: report.model_copy(
            update={
                "title": HOSTILE,
                "rule": HOSTILE,
                "parts": tuple(
                    part.model_copy(update={"gap": HOSTILE if part.gap else None})
                    for part in report.parts
                ),
            }
        )
        for year, report in real.reports.items()
    }
    timelines = {
        name: timeline.model_copy(
            update={
                "title": HOSTILE,
                "events": tuple(
                    event.model_copy(update={"what": HOSTILE}) for event in timeline.events
                ),
            }
        )
        for name, timeline in real.timelines.items()
    }
    return replace(
        real,
        indicators=indicators,
        objectives={2019: tree},
        missioni=missioni,
        reports=reports,
        timelines=timelines,
    )


@pytest.mark.parametrize(
    "call",
    [
        LateCall("esito", ("2019", "masterclass")),
        LateCall("atteso_e_raggiunto", ("2019", "masterclass")),
        LateCall("scheda_indicatore", ("2019", "masterclass")),
        LateCall("scheda_obiettivo", ("2019", "fiere")),
        LateCall("soldi", ("2019", "012")),
        LateCall("esiti", ("2019",)),
        LateCall("elenco_indicatori", ("2019",)),
        LateCall("indicatori_di", ("2019", "semplificazione")),
        LateCall("albero", ("2019",)),
        LateCall("rami", ("2019", "innovazione")),
        LateCall("irregolarita", ("2019",)),
        LateCall("soldi_e_risultati", ("012",)),
        LateCall("assenti", ("2022",)),
        LateCall("relazioni"),
        LateCall("cronologia", ("accorpamento",)),
        LateCall("grafico", ("indicatori.2019.masterclass",)),
    ],
    ids=lambda call: f"{call.name}-{'-'.join(call.args)}",
)
def test_what_the_data_say_is_text_never_markup(call: LateCall) -> None:
    html = painter(of=hostile()).paint(call)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert LexborHTMLParser(html).css("script") == []
