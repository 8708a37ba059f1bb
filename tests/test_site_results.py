"""The results of 2019 as readers get them: verdict first, the same in page, CSV and JSON."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.built import HOME, ROOT, Built, attribute, here, read_yaml, text, unmarked

YEAR = "risultati/2019/"
INDICATORS: Mapping[str, dict[str, Any]] = {
    path.stem: read_yaml(path) for path in sorted((ROOT / "data/indicatori/2019").glob("*.yml"))
}
NODES: Mapping[str, dict[str, Any]] = {
    node["id"]: node for node in read_yaml(ROOT / "data/obiettivi/2019.yml")["obiettivi"]
}
OBJECTIVES = [name for name, node in NODES.items() if "sopra" in node]
MET = dict.fromkeys(
    (
        "costi-consulenze",
        "costi-postali",
        "festa-del-torrone",
        "imprese-internazionalizzazione",
        "incontri-suap",
        "masterclass",
        "qualita-arbitrato-e-conciliazione",
        "qualita-interventi-promozionali",
        "qualita-percorsi-formativi",
        "rapporti-economici",
        "soddisfazione-servizi-internazionali",
        "tempi-protesti",
        "tempo-indagini-congiunturali",
    ),
    "raggiunto",
)
DECLARED = dict.fromkeys(
    (
        "alternanza-scuola-lavoro",
        "anticorruzione-e-trasparenza",
        "cremona-food-lab",
        "e-government",
        "eccellenze-in-digitale",
        "orientamento-al-lavoro",
        "patrimonio-culturale",
        "progetto-punto-impresa-digitale",
        "sostegno-all-export",
        "turismo-e-attrattivita",
    ),
    "dichiarato-raggiunto",
)
UNMEASURED = dict.fromkeys(("assistenza-agli-organi", "riforma-camerale"), "non-misurabile")
VERDICTS = MET | DECLARED | UNMEASURED | {"pratiche-entro-5-giorni": "da-chiarire"}
WORDS = {
    "raggiunto": "Raggiunto",
    "non-raggiunto": "Non raggiunto",
    "dichiarato-raggiunto": "Raggiunto, lo dichiara l’ente",
    "da-chiarire": "Il conto non torna",
    "non-misurabile": "Non misurabile",
}
SPENT = {"011": "1.865.646,87", "012": "59.504,95", "016": "118.321,00", "032": "3.295.109,02"}


def missione(name: str) -> str:
    """Return the missione that a node of the tree serves."""
    node = NODES[name]
    return node["missione"] if "missione" in node else missione(node["sopra"])


def of_missione(code: str) -> list[str]:
    """Return the indicators of a missione."""
    return [name for name, each in INDICATORS.items() if missione(each["obiettivo"]) == code]


def page_of(site: Built, name: str) -> LexborHTMLParser:
    """Return the page of an indicator or objective."""
    return site.pages[f"{YEAR}{name}/"]


def card(page: LexborHTMLParser) -> dict[str, list[str]]:
    """Return what a page's card says, by the name of each row."""
    return {
        text(row.css_first("dt")): [text(told) for told in row.css("dd")]
        for row in page.css("dl.pa-scheda-documento > div")
    }


def leads_to(site: Built, address: str, link: LexborNode | None) -> tuple[str, str]:
    """Return the page and the fragment a link of a page leads to."""
    return site.target(here(address, attribute(link, "href")))


def test_the_year_has_its_indicators_and_objectives() -> None:
    assert INDICATORS.keys() == VERDICTS.keys()
    assert (len(INDICATORS), len(OBJECTIVES), len(NODES)) == (26, 31, 35)
    kinds = Counter(each["tipo"] for each in INDICATORS.values())
    assert kinds == {"OUTCOME": 1, "STRATEGICO": 9, "OPERATIVO": 12, "EFFICACIA": 4}


# ---- One page per indicator ----


@pytest.mark.parametrize("name", INDICATORS)
def test_the_page_of_an_indicator_opens_with_its_verdict(site: Built, name: str) -> None:
    page = page_of(site, name)
    heading = page.css_first(".pa-testo > h1")
    assert text(heading) == INDICATORS[name]["titolo"]
    first = page.css_first(".pa-testo > h1 + *")
    assert attribute(first, "class") == f"pa-esito {VERDICTS[name]}"
    assert first is not None
    assert text(first.css_first(".pa-bollino")) == WORDS[VERDICTS[name]]


@pytest.mark.parametrize("name", INDICATORS)
def test_the_sentence_of_a_verdict_says_what_was_reached_and_expected(
    site: Built, name: str
) -> None:
    page = page_of(site, name)
    told = text(page.css_first(".pa-esito .pa-sommario")).casefold()
    row = site.element(f"{HOME}{YEAR}{name}/#indicatori.2019.{name}")
    expected, reached, verdict = (unmarked(cell).casefold().rstrip(".") for cell in row.css("td"))
    assert expected in told
    assert reached in told
    assert verdict == WORDS[VERDICTS[name]].casefold()


@pytest.mark.parametrize("name", INDICATORS)
def test_what_the_body_declares_is_told_beside_the_verdict(site: Built, name: str) -> None:
    told = text(page_of(site, name).css_first(".pa-esito"))
    indicator = INDICATORS[name]
    if "esito_manca" in indicator:
        assert f"L’ente non dichiara un esito. {indicator['esito_manca']}" in told
    else:
        assert f"L’ente lo dichiara: {indicator['esito_dichiarato']['esito']}." in told


SUMS = {
    "costi-postali": "Il confronto: 49,32 ≤ 100. È vero: 50,68 punti percentuali in meno.",
    "tempi-protesti": "Il confronto: 3 ≤ 20. È vero: 17\u00a0giorni in meno.",
    "tempo-indagini-congiunturali": (
        "Il confronto: 5 ≤ 5. È vero: il risultato è proprio quello atteso."
    ),
    "masterclass": "Il confronto: 33 ≥ 4. È vero: 29\u00a0masterclass in più.",
    "costi-consulenze": "Il confronto: 0 ≤ 100. È vero: 100 punti percentuali in meno.",
}


@pytest.mark.parametrize("name", SUMS)
def test_a_verdict_shows_its_sum(site: Built, name: str) -> None:
    steps = [text(step) for step in page_of(site, name).css(".pa-esito p")]
    assert SUMS[name] in steps


def test_a_sum_that_leads_to_the_other_verdict_is_shown_and_no_verdict_is_given(
    site: Built,
) -> None:
    steps = [text(step) for step in page_of(site, "pratiche-entro-5-giorni").css(".pa-esito p")]
    again = "Il conto rifatto dal sito: 18.235 ÷ 20.212 × 100 = 90,22\u00a0%."
    assert f"{again} Il documento stampa invece 137,56\u00a0%." in steps
    turned = "Con 90,22\u00a0% l’esito sarebbe l’altro: per questo qui non ne diamo uno."
    assert turned in steps


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_is_drawn_where_its_target_is_a_number(site: Built, name: str) -> None:
    (target,) = INDICATORS[name]["attesi"]
    chart = page_of(site, name).css_first(f"#grafico-indicatori-2019-{name}")
    assert (chart is not None) == ("valore" in target)


@pytest.mark.parametrize("name", [name for name, each in INDICATORS.items() if "serie" in each])
def test_the_series_of_an_indicator_are_drawn(site: Built, name: str) -> None:
    charts = [attribute(chart, "id") for chart in page_of(site, name).css("figure.pa-grafico")]
    for series in INDICATORS[name]["serie"]:
        cell = f"serie.{series}."
        (drawn,) = [
            chart
            for chart in charts
            if page_of(site, name).css_first(f'[id="{chart}"] td[id^="{cell}"]')
        ]
        assert drawn.startswith("grafico-serie-")


@pytest.mark.parametrize("name", INDICATORS)
def test_the_page_of_an_indicator_says_how_it_is_measured_and_who_answers(
    site: Built, name: str
) -> None:
    indicator, told = INDICATORS[name], card(page_of(site, name))
    node = NODES[indicator["obiettivo"]]
    silent = "Non stampato nella fonte"
    assert told["Nome nel documento"] == [f"«{indicator['nome']}»"]
    assert told["Tipo di indicatore"] == [indicator["tipo"]]
    assert told["Come si calcola"] == [indicator.get("metodo", "Il documento non lo dice.")]
    assert told["Fonte dei dati"] == [indicator.get("fonte_dei_dati", "Il documento non la dice.")]
    assert told["Obiettivo"] == [node["titolo"]]
    assert told["Centro di responsabilità"] == [node.get("centro", silent)]
    assert told["Responsabile"] == [node.get("responsabile", silent)]
    assert told["Nel documento"] == [f"Rendicontazione 2019, riga {indicator['riga']}"]


@pytest.mark.parametrize("name", INDICATORS)
def test_the_page_of_an_indicator_leads_to_its_objective(site: Built, name: str) -> None:
    node = NODES[INDICATORS[name]["obiettivo"]]
    address = f"{YEAR}{name}/"
    rows = site.pages[address].css("dl.pa-scheda-documento > div")
    (link,) = [row.css_first("a") for row in rows if text(row.css_first("dt")) == "Obiettivo"]
    wanted = (f"{YEAR}{node['id']}/", "") if "sopra" in node else (YEAR, node["id"])
    assert leads_to(site, address, link) == wanted


@pytest.mark.parametrize("name", INDICATORS)
def test_the_notes_of_the_document_are_told_in_our_words(site: Built, name: str) -> None:
    page = page_of(site, name)
    assert (ROOT / f"content/2019/risultati/{name}.md").is_file()
    assert "Che cosa è successo nel 2019" in [text(node) for node in page.css("h2")]
    origin = [text(node) for node in page.css("p.pa-fonte") if "con parole nostre" in text(node)]
    assert len(origin) == 1


@pytest.mark.parametrize("name", [*INDICATORS, *OBJECTIVES])
def test_the_money_of_the_missione_stands_beside_with_its_own_year(site: Built, name: str) -> None:
    objective = INDICATORS[name]["obiettivo"] if name in INDICATORS else name
    money = page_of(site, name).css_first("#soldi + p")
    told = text(money)
    assert "Qui i risultati sono del 2019." in told
    assert f"è quella del 2022: {SPENT[missione(objective)]}\u00a0€." in told
    assert "Sono anni diversi" in told
    assert money is not None
    page, _ = leads_to(site, f"{YEAR}{name}/", money.css_first("a"))
    assert page == f"missioni/{missione(objective)}/"


# ---- Open data ----


def read_csv(path: Path) -> list[dict[str, str | None]]:
    """Return the lines of a CSV by name; what is empty is None, as in JSON."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: cell or None for key, cell in line.items()} for line in csv.DictReader(file)]


@pytest.mark.parametrize("name", INDICATORS)
def test_the_page_of_an_indicator_offers_its_data(site: Built, name: str) -> None:
    offered = [
        attribute(link, "href")
        for link in page_of(site, name).css("p.pa-azioni > a[download]")
        if "dati/indicatori/" in attribute(link, "href")
    ]
    files = {site.file(here(f"{YEAR}{name}/", link)) for link in offered}
    base = site.root / "dati/indicatori/2019"
    assert files == {base / f"{name}.csv", base / f"{name}.json"}


@pytest.mark.parametrize("name", INDICATORS)
def test_the_csv_and_the_json_of_an_indicator_say_the_same(site: Built, name: str) -> None:
    base = site.root / f"dati/indicatori/2019/{name}"
    record = json.loads(base.with_suffix(".json").read_text("utf-8"))
    assert read_csv(base.with_suffix(".csv")) == [record]


@pytest.mark.parametrize("name", INDICATORS)
def test_the_json_of_an_indicator_agrees_with_its_page_and_its_file(site: Built, name: str) -> None:
    record = json.loads((site.root / f"dati/indicatori/2019/{name}.json").read_text("utf-8"))
    indicator = INDICATORS[name]
    node = NODES[indicator["obiettivo"]]
    row = site.element(f"{HOME}{YEAR}{name}/#indicatori.2019.{name}")
    expected, reached, _ = row.css("td")
    values = [
        attribute(data, "value") if data else None
        for data in (expected.css_first("data"), reached.css_first("data"))
    ]
    gap = "raggiunto_manca" in indicator
    assert [record["atteso"], record["raggiunto"]] == values
    assert record["atteso_a_parole"] == unmarked(expected)
    assert record["raggiunto_a_parole"] == (None if gap else unmarked(reached))
    assert record["raggiunto_manca"] == (text(reached) if gap else None)
    assert record["esito"] == VERDICTS[name]
    assert record["esito_dichiarato"] == indicator.get("esito_dichiarato", {}).get("esito")
    assert record["missione"] == missione(indicator["obiettivo"])
    assert record["responsabile"] == node.get("responsabile")
    for key in ("id", "titolo", "tipo", "obiettivo", "unita", "formula", "metodo", "riga", "nota"):
        assert record[key] == indicator.get(key), key
    assert record["nome_stampato"] == indicator["nome"]


def test_the_data_of_the_year_are_those_of_its_indicators(site: Built) -> None:
    base = site.root / "dati/indicatori/2019"
    records = json.loads(base.with_suffix(".json").read_text("utf-8"))
    assert read_csv(base.with_suffix(".csv")) == records
    apart = [json.loads(path.read_text("utf-8")) for path in sorted(base.glob("*.json"))]
    assert sorted(records, key=lambda record: str(record["id"])) == apart


# ---- One page per objective ----


@pytest.mark.parametrize("name", OBJECTIVES)
def test_the_page_of_an_objective_says_what_the_document_prints(site: Built, name: str) -> None:
    node, page = NODES[name], page_of(site, name)
    told = card(page)
    silent = "Non stampato nella fonte"
    codes = [box["codice"] for box in node["riquadri"] if "codice" in box]
    assert text(page.css_first("h1")) == node["titolo"]
    assert told["Livello"] == [node["livello"].capitalize()]
    assert told["Nome nel documento"] == [f"«{node['nome']}»" if "nome" in node else silent]
    assert told["Codice"] == [codes[0] if codes else silent]
    assert told["Centro di responsabilità"] == [node.get("centro", silent)]
    assert told["Responsabile"] == [node.get("responsabile", silent)]
    assert len(told["Nel documento"]) == len(node["riquadri"])
    for box, shown in zip(node["riquadri"], told["Nel documento"], strict=True):
        code = f"codice {box['codice']}" if "codice" in box else "senza codice"
        assert shown.startswith(f"Rendicontazione 2019, riga {box['riga']}: {code}")
        assert all(link in shown for link in box.get("collegato_a", ()))
        assert shown.endswith(box.get("nota", ""))


@pytest.mark.parametrize("name", OBJECTIVES)
def test_what_we_infer_of_an_objective_is_marked(site: Built, name: str) -> None:
    node, told = NODES[name], card(page_of(site, name))
    code = node.get("codice_dedotto")
    marked = [f"Dedotto da noi. {node['sopra_dedotto']}"] if "sopra_dedotto" in node else None
    assert told.get("Legame") == marked
    assert told.get("Codice dedotto") == ([f"{code['valore']}. {code['motivo']}"] if code else None)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_the_page_of_an_objective_lists_its_indicators_and_branches(site: Built, name: str) -> None:
    address = f"{YEAR}{name}/"
    page = site.pages[address]
    cards = page.css(".pa-indicatore-titolo a")
    assert {leads_to(site, address, link)[0] for link in cards} == {
        f"{YEAR}{each}/" for each, found in INDICATORS.items() if found["obiettivo"] == name
    }
    branches = page.css(".pa-albero > li > .pa-nodo a")
    assert {leads_to(site, address, link)[0] for link in branches} == {
        f"{YEAR}{each}/" for each, node in NODES.items() if node.get("sopra") == name
    }
    none = "Il documento non lega nessun indicatore a questo obiettivo."
    assert (none in text(page.css_first(".pa-testo"))) == (not cards)


# ---- The year ----


def test_the_board_counts_the_verdicts_by_missione(site: Built) -> None:
    table = site.pages[YEAR].css_first("table.pa-quadro-esiti")
    assert table is not None
    codes = [text(link).split()[0] for link in table.css("thead a")]
    assert codes == ["011", "012", "016", "032"]
    shown = {
        text(row.css_first("th")): [text(cell) for cell in row.css("td")]
        for row in table.css("tbody tr")
    }
    by_code = [Counter(VERDICTS[name] for name in of_missione(code)) for code in codes]
    whole = Counter(VERDICTS.values())
    states = [state for state in WORDS if whole[state]]
    wanted = {WORDS[s]: [str(found[s]) for found in (*by_code, whole)] for s in states}
    wanted["Indicatori"] = [str(found.total()) for found in (*by_code, whole)]
    assert shown == wanted
    assert wanted["Indicatori"] == ["15", "3", "3", "5", "26"]


def test_the_year_says_in_words_how_many_were_met(site: Built) -> None:
    told = text(site.pages[YEAR].css_first(".pa-sommario"))
    assert told == (
        "26 indicatori: 13 raggiunti, 10 dichiarati raggiunti dall’ente, 1 con un conto che non "
        "torna e 2 non misurabili."
    )


def test_the_year_lists_every_indicator_under_its_missione(site: Built) -> None:
    groups = site.pages[YEAR].css("#elenco-indicatori > section")
    listed = {
        text(group.css_first("h3")).split()[1].removesuffix(":"): {
            leads_to(site, YEAR, link)[0] for link in group.css(".pa-indicatore-titolo a")
        }
        for group in groups
    }
    assert listed == {code: {f"{YEAR}{each}/" for each in of_missione(code)} for code in SPENT}


def test_every_item_of_the_list_has_the_verdict_of_its_indicator(site: Built) -> None:
    for item in site.pages[YEAR].css("#elenco-indicatori li"):
        page, _ = leads_to(site, YEAR, item.css_first("a"))
        name = page.split("/")[2]
        assert attribute(item, "data-esito") == VERDICTS[name]
        assert attribute(item, "data-missione") == missione(INDICATORS[name]["obiettivo"])
        assert text(item.css_first(".pa-bollino")) == WORDS[VERDICTS[name]]
        verdict = page_of(site, name).css_first(".pa-esito .pa-sommario")
        assert text(item.css("p")[-1]) == text(verdict), name


def test_the_tree_holds_every_node_with_its_printed_code(site: Built) -> None:
    nodes = site.pages[YEAR].css(".pa-albero .pa-nodo")
    shown = sorted((text(node.css_first("a, strong")), text(node.css("span")[0])) for node in nodes)
    wanted = []
    for node in NODES.values():
        printed = [box["codice"] for box in node["riquadri"] if "codice" in box]
        inferred = node.get("codice_dedotto", {}).get("valore")
        code = printed[0] if printed else "senza codice"
        if inferred and not printed:
            code += f" (dedotto: {inferred})"
        wanted.append((node["titolo"], f"{node['livello']} {code}"))
    assert shown == sorted(wanted)


def test_the_tree_is_nested_as_the_objectives_are(site: Built) -> None:
    page = site.pages[YEAR]
    for node in NODES.values():
        if "sopra" not in node:
            (item,) = page.css(f'.pa-albero > li[id="{node["id"]}"]')
            below = {leads_to(site, YEAR, one)[0] for one in item.css(".pa-nodo a")}
            assert below == {
                f"{YEAR}{each}/" for each in OBJECTIVES if missione(each) == node["missione"]
            }


def test_what_is_irregular_in_the_document_is_told(site: Built) -> None:
    told = [text(item) for item in site.pages[YEAR].css("details.pa-dettagli > ul > li")]
    there = 0
    for node in NODES.values():
        notes = [box["nota"] for box in node["riquadri"] if "nota" in box]
        for note in [*notes, *([node["nota"]] if "nota" in node else [])]:
            found = [one for one in told if one.startswith(f"{node['titolo']}: {note} Riga ")]
            assert len(found) == 1, node["id"]
            there += 1
    assert len(told) == there != 0


def test_two_codes_that_look_alike_are_two_objectives(site: Built) -> None:
    codes = {name: card(page_of(site, name))["Codice"] for name in OBJECTIVES}
    alike = ["2019_01_02_4", "2019_01_02_04"]
    assert [[name for name in codes if codes[name] == [code]] for code in alike] == [
        ["imprese-e-filiere"],
        ["conoscenza-dell-economia"],
    ]


# ---- Badges ----


def test_every_badge_has_a_word_and_a_shape(site: Built) -> None:
    """Never a colour alone: each state has its own word, and a sign that goes with it."""
    shapes: dict[str, set[str]] = {}
    words: dict[str, set[str]] = {}
    for address, page in site.pages.items():
        for badge in page.css(".pa-bollino") if address != "numeri-verificati/" else ():
            state = attribute(badge, "class").removeprefix("pa-bollino ")
            shapes.setdefault(state, set()).add(attribute(badge.css_first("svg path"), "d"))
            words.setdefault(state, set()).add(text(badge))
    assert shapes.keys() == WORDS.keys()
    assert all(len(drawn) == 1 for drawn in shapes.values())
    assert shapes["raggiunto"] == shapes["dichiarato-raggiunto"]
    assert len({drawn for found in shapes.values() for drawn in found}) == len(WORDS) - 1
    legend = {"dichiarato-raggiunto": {"Lo dichiara l’ente"}}
    assert words == {state: {word} | legend.get(state, set()) for state, word in WORDS.items()}


# ---- Around the results ----


def test_the_third_section_of_2022_is_said_to_be_missing(site: Built) -> None:
    report = read_yaml(ROOT / "data/relazioni/2022.yml")
    (gap,) = [part["manca"] for part in report["sezioni"] if "manca" in part]
    for address in ("risultati/", "relazioni/2022/"):
        assert gap in [text(node) for node in site.pages[address].css(".pa-assente")], address


@pytest.mark.parametrize("code", SPENT)
@pytest.mark.parametrize("year", ["", "2022/"])
def test_a_missione_has_its_money_beside_its_results(site: Built, code: str, year: str) -> None:
    address = f"missioni/{code}/{year}"
    box = site.pages[address].css_first(".pa-soldi-risultati")
    assert box is not None
    assert text(box.css_first(".pa-importo")) == f"{SPENT[code]}\u00a0€"
    assert [text(node) for node in box.css(".pa-anno")] == ["Spesa del 2022", "Risultati del 2019"]
    assert "I soldi sono del 2022, i risultati misurati del 2019" in text(
        box.css_first(".pa-avviso")
    )
    listed = {leads_to(site, address, link)[0] for link in box.css(".pa-foglie a")}
    assert listed == {f"{YEAR}{name}/" for name in of_missione(code)}
