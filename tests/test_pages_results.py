"""The pages of results: verdict first, target beside result, the whole tree, nothing repaired.

Verdicts, targets and results are written out as the performance report of 2019 prints them. Titles
and notes are ours and may change: they are read from the files, apart from `macros`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.archive import Archivio
from macros.page import Page
from macros.pages import pages
from tests.built import attribute, read_yaml, text
from tests.real import ROOT, archive, painter, rendered
from tests.test_late import converted

YEAR = "risultati/2019/"
MET, MISSED = "Raggiunto", "Non raggiunto"
DECLARED = "Raggiunto, lo dichiara l’ente"
UNCLEAR, UNMEASURED = "Il conto non torna", "Non misurabile"
VERDICTS = {
    **dict.fromkeys(
        (
            *("costi-consulenze", "costi-postali", "festa-del-torrone"),
            *("imprese-internazionalizzazione", "incontri-suap", "masterclass"),
            *("qualita-arbitrato-e-conciliazione", "qualita-interventi-promozionali"),
            *("qualita-percorsi-formativi", "rapporti-economici", "tempi-protesti"),
            *("soddisfazione-servizi-internazionali", "tempo-indagini-congiunturali"),
        ),
        MET,
    ),
    **dict.fromkeys(
        (
            *("alternanza-scuola-lavoro", "anticorruzione-e-trasparenza", "cremona-food-lab"),
            *("e-government", "eccellenze-in-digitale", "orientamento-al-lavoro"),
            *("patrimonio-culturale", "progetto-punto-impresa-digitale", "sostegno-all-export"),
            "turismo-e-attrattivita",
        ),
        DECLARED,
    ),
    "pratiche-entro-5-giorni": UNCLEAR,
    **dict.fromkeys(("assistenza-agli-organi", "riforma-camerale"), UNMEASURED),
}
# Indicator -> what was expected, what was reached, where both are numbers.
VALUES = {
    "costi-consulenze": ("al massimo 100\u00a0%", "0\u00a0%"),
    "costi-postali": ("al massimo 100\u00a0%", "49,32\u00a0%"),
    "festa-del-torrone": ("almeno 1\u00a0edizione", "1\u00a0edizione"),
    "imprese-internazionalizzazione": ("almeno 70\u00a0%", "139,29\u00a0%"),
    "incontri-suap": ("almeno 3\u00a0incontri", "34\u00a0incontri"),
    "masterclass": ("almeno 4\u00a0masterclass", "33\u00a0masterclass"),
    "pratiche-entro-5-giorni": ("almeno 100\u00a0%", "137,56\u00a0%"),
    "qualita-arbitrato-e-conciliazione": ("almeno 80\u00a0%", "99,2\u00a0%"),
    "qualita-interventi-promozionali": ("almeno 80\u00a0%", "100\u00a0%"),
    "qualita-percorsi-formativi": ("almeno 80\u00a0%", "100\u00a0%"),
    "rapporti-economici": ("almeno 8\u00a0rapporti", "17\u00a0rapporti"),
    "soddisfazione-servizi-internazionali": ("almeno 80\u00a0%", "100\u00a0%"),
    "tempi-protesti": ("al massimo 20\u00a0giorni", "3\u00a0giorni"),
    "tempo-indagini-congiunturali": (
        *("al massimo 5\u00a0giorni lavorativi", "5\u00a0giorni lavorativi"),
    ),
}
SPENT = {
    "011": "1.865.646,87\u00a0€",
    "012": "59.504,95\u00a0€",
    "016": "118.321,00\u00a0€",
    "032": "3.295.109,02\u00a0€",
}
NODES = {node["id"]: node for node in read_yaml(ROOT / "data/obiettivi/2019.yml")["obiettivi"]}
BELOW_AREAS = [name for name, node in NODES.items() if "sopra" in node]


def of_file(name: str) -> dict[str, object]:
    """Return the file of an indicator, every scalar as text."""
    found: dict[str, object] = read_yaml(ROOT / f"data/indicatori/2019/{name}.yml")
    return found


def area_of(node: str) -> str:
    """Return the missione a node of the tree serves."""
    while "sopra" in NODES[node]:
        node = NODES[node]["sopra"]
    return str(NODES[node]["missione"])


def finished(page: Page, of: Archivio | None = None) -> str:
    """Return the HTML of a page as MkDocs would, but for the links between Markdown files."""
    return painter(page.url, of).page(converted(rendered(page.text, of)))


@cache
def by_url() -> Mapping[str, Page]:
    return {page.url: page for page in pages(archive())}


@cache
def main(url: str) -> LexborNode:
    """Return what a page of the project shows."""
    found = LexborHTMLParser(f"<main>{finished(by_url()[url])}</main>").css_first("main")
    assert found is not None
    return found


def blocks(url: str) -> list[LexborNode]:
    """Return the elements of a page in order, one after the other."""
    return list(main(url).iter())


def headings(url: str, level: str = "h2") -> list[str]:
    return [text(node) for node in main(url).css(level)]


def card(url: str) -> dict[str, list[str]]:
    """Return what the card of a page says, by the name of the row."""
    return {
        text(row.css_first("dt")): [text(node) for node in row.css("dd")]
        for row in main(url).css("dl.pa-scheda-documento > div")
    }


def in_order(found: list[str], wanted: list[str]) -> bool:
    """Tell whether all that is wanted is found, in that order."""
    return [one for one in found if one in wanted] == wanted


def test_the_verdicts_written_here_are_of_all_indicators() -> None:
    files = {path.stem for path in (ROOT / "data/indicatori/2019").glob("*.yml")}
    assert VERDICTS.keys() == files
    assert len(files) == 26
    kinds = [of_file(name)["tipo"] for name in files]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "OUTCOME": 1,
        "STRATEGICO": 9,
        "OPERATIVO": 12,
        "EFFICACIA": 4,
    }


@pytest.mark.parametrize("name", VERDICTS)
def test_the_page_of_an_indicator_opens_with_its_verdict(name: str) -> None:
    """Its name, then the verdict in words and the sentence with result and target."""
    title, verdict, *_ = blocks(f"{YEAR}{name}/")
    assert (title.tag, text(title)) == ("h1", of_file(name)["titolo"])
    badge, sentence, *_ = verdict.iter()
    assert text(badge) == VERDICTS[name]
    assert text(sentence).startswith("Atteso: " if VERDICTS[name] == UNMEASURED else "Risultato: ")
    assert "Atteso: " in text(sentence)


@pytest.mark.parametrize(("name", "target", "result"), [(n, *v) for n, v in VALUES.items()])
def test_target_and_result_stand_side_by_side(name: str, target: str, result: str) -> None:
    table = main(f"{YEAR}{name}/").css_first(f"table#tabella-indicatori-2019-{name}")
    assert table is not None
    assert [text(node) for node in table.css("thead th")] == [
        *("Indicatore", "Atteso", "Raggiunto", "Esito"),
    ]
    assert [text(node) for node in table.css("tbody th, tbody td")] == [
        *(of_file(name)["titolo"], target, result, VERDICTS[name]),
    ]


@pytest.mark.parametrize("name", VERDICTS)
def test_target_and_result_are_drawn_where_they_are_numbers(name: str) -> None:
    drawn = main(f"{YEAR}{name}/").css(f"figure#grafico-indicatori-2019-{name}")
    assert len(drawn) == (name in VALUES)


@pytest.mark.parametrize("name", VERDICTS)
def test_every_series_of_an_indicator_is_drawn_on_its_page(name: str) -> None:
    series = of_file(name).get("serie", [])
    assert isinstance(series, list)
    page = main(f"{YEAR}{name}/")
    for one in series:
        points = read_yaml(ROOT / f"data/serie/{one}.yml")["punti"]
        cells = [page.css_first(f'figure td[id="serie.{one}.{p["anno"]}"]') for p in points]
        assert all(cells), one
    assert ("Nel tempo" in headings(f"{YEAR}{name}/")) == bool(series)


@pytest.mark.parametrize("name", VERDICTS)
def test_the_parts_of_the_page_of_an_indicator_stand_in_order(name: str) -> None:
    told = (ROOT / f"content/2019/risultati/{name}.md").is_file()
    wanted = [
        "Atteso e raggiunto nel 2019",
        *["Nel tempo"] * ("serie" in of_file(name)),
        *["Che cosa è successo nel 2019"] * told,
        "Come si misura e chi ne risponde",
        "I soldi della missione",
    ]
    assert in_order(headings(f"{YEAR}{name}/"), wanted)


@pytest.mark.parametrize("name", [*VERDICTS, *BELOW_AREAS])
def test_what_the_notes_say_stands_on_the_page_word_for_word(name: str) -> None:
    """Every paragraph and list item of our words, with its numbers put in."""
    note = archive().notes.get((2019, name))
    if note is None:
        assert not (ROOT / f"content/2019/risultati/{name}.md").exists()
        assert "Che cosa è successo nel 2019" not in headings(f"{YEAR}{name}/")
        return
    words = LexborHTMLParser(painter(f"{YEAR}{name}/").page(converted(rendered(note.body))))
    page = text(main(f"{YEAR}{name}/"))
    assert words.css("p, li")
    assert [text(node) for node in words.css("p, li, h2, h3") if text(node) not in page] == []


@pytest.mark.parametrize("name", VERDICTS)
def test_the_card_says_how_it_is_measured_and_who_answers_for_it(name: str) -> None:
    told, file = card(f"{YEAR}{name}/"), of_file(name)
    node = NODES[str(file["obiettivo"])]
    assert told["Nome nel documento"] == [f"«{file['nome']}»"]
    assert told["Tipo di indicatore"] == [file["tipo"]]
    assert told["Come si calcola"] == [file.get("metodo", "Il documento non lo dice.")]
    assert told["Fonte dei dati"] == [file.get("fonte_dei_dati", "Il documento non la dice.")]
    assert told["Obiettivo"] == [node["titolo"]]
    assert told["Centro di responsabilità"] == [node.get("centro", "Non stampato nella fonte")]
    assert told["Responsabile"] == [node.get("responsabile", "Non stampato nella fonte")]
    assert told["Nel documento"] == [f"Rendicontazione 2019, riga {file['riga']}"]
    inferred = file.get("obiettivo_dedotto")
    assert told.get("Legame con l’obiettivo") == (
        [f"Dedotto da noi. {inferred}"] if inferred else None
    )


@pytest.mark.parametrize("name", [*VERDICTS, *BELOW_AREAS])
def test_the_money_of_its_missione_is_told_with_its_own_year(name: str) -> None:
    code = area_of(str(of_file(name)["obiettivo"]) if name in VERDICTS else name)
    heading = main(f"{YEAR}{name}/").css_first("h2#soldi")
    assert heading is not None
    told = heading.next
    while told is not None and told.tag != "p":
        told = told.next
    assert told is not None
    assert f"missione {code}," in text(told)
    assert f"quella del 2022: {SPENT[code]}." in text(told)
    assert text(told).startswith("Qui i risultati sono del 2019.")
    assert "Sono anni diversi" in text(told)


@pytest.mark.parametrize("name", VERDICTS)
def test_the_data_of_an_indicator_are_offered_as_csv_and_json(name: str) -> None:
    url = f"{YEAR}{name}/"
    links = [attribute(a, "href") for a in main(url).css(".pa-azioni a[download]")]
    there = [urljoin(f"/{url}", link) for link in links]
    assert f"/dati/indicatori/2019/{name}.csv" in there
    assert f"/dati/indicatori/2019/{name}.json" in there


@pytest.mark.parametrize("name", VERDICTS)
def test_the_summary_of_an_indicator_says_the_verdict(name: str) -> None:
    """It is what a search engine shows."""
    page = by_url()[f"{YEAR}{name}/"]
    assert page.summary.startswith(f"{page.title}, 2019. {VERDICTS[name]}. ")


def test_an_indicator_leads_to_its_objective_and_an_area_to_its_place_in_the_tree() -> None:
    def link(name: str) -> str:
        (row,) = [
            node
            for node in main(f"{YEAR}{name}/").css("dl.pa-scheda-documento > div")
            if text(node.css_first("dt")) == "Obiettivo"
        ]
        return attribute(row.css_first("dd a"), "href")

    assert link("masterclass") == "../turismo-cultura-prodotti-tipici/"
    assert link("qualita-interventi-promozionali") == "../#area-011"
    assert main(YEAR).css_first("li#area-011") is not None


def test_the_results_of_each_part_stand_on_the_page_of_the_whole() -> None:
    page = main(f"{YEAR}qualita-interventi-promozionali/")
    table = page.css_first("table#tabella-parziali-2019-qualita-interventi-promozionali")
    assert table is not None
    base = "fatti.2019.qualita-interventi-promozionali"
    parts = (
        *("bandi-progetti", "incontri-pid", "eccellenze-in-digitale", "masterclass-e-festival"),
        *("mostarda", "il-bonta", "mondomusica", "artigiano-in-fiera"),
    )
    rows = [(attribute(row, "id"), text(row.css_first("td"))) for row in table.css("tbody tr")]
    assert rows == [(f"{base}.{part}", "100\u00a0%") for part in parts]


@pytest.mark.parametrize("name", BELOW_AREAS)
def test_the_page_of_an_objective_opens_with_what_is_printed_of_it(name: str) -> None:
    title, first, *_ = blocks(f"{YEAR}{name}/")
    node = NODES[name]
    missing = "Non stampato nella fonte"
    codes = [box["codice"] for box in node["riquadri"] if "codice" in box]
    assert (title.tag, text(title)) == ("h1", node["titolo"])
    assert attribute(first, "class") == "pa-scheda-documento"
    told = card(f"{YEAR}{name}/")
    assert told["Livello"] == [node["livello"].capitalize()]
    assert told["Nome nel documento"] == [f"«{node['nome']}»" if "nome" in node else missing]
    assert told["Codice"] == [codes[0] if codes else missing]
    assert told["Centro di responsabilità"] == [node.get("centro", missing)]
    assert told["Responsabile"] == [node.get("responsabile", missing)]
    assert len(told["Nel documento"]) == len(node["riquadri"])
    for box, line in zip(node["riquadri"], told["Nel documento"], strict=True):
        code = f"codice {box['codice']}" if "codice" in box else "senza codice"
        assert line.startswith(f"Rendicontazione 2019, riga {box['riga']}: {code}")
        assert [link for link in box.get("collegato_a", ()) if link not in line] == []
        assert ".." not in line


def test_what_we_infer_of_an_objective_is_called_inferred() -> None:
    told = card(f"{YEAR}innovazione/")
    assert told["Codice"] == ["Non stampato nella fonte"]
    assert told["Codice dedotto"][0].startswith("2019_01_01. ")
    assert card(f"{YEAR}senza-nome-2019-01-01-3/")["Legame"][0].startswith("Dedotto da noi. ")
    assert "Legame" not in card(f"{YEAR}innovazione-tecnologica/")


@pytest.mark.parametrize("name", BELOW_AREAS)
def test_an_objective_lists_its_indicators_or_says_that_it_has_none(name: str) -> None:
    page = main(f"{YEAR}{name}/")
    own = [each for each in VERDICTS if of_file(each)["obiettivo"] == name]
    listed = [attribute(a, "href") for a in page.css(".pa-indicatore-titolo a")]
    none = "Il documento non lega nessun indicatore a questo obiettivo."
    assert sorted(listed) == sorted(f"../{each}/" for each in own)
    assert (none in text(page)) == (not own)


@pytest.mark.parametrize("name", BELOW_AREAS)
def test_an_objective_lists_the_objectives_below_it(name: str) -> None:
    below = [each for each, node in NODES.items() if node.get("sopra") == name]
    listed = [attribute(a, "href") for a in main(f"{YEAR}{name}/").css(".pa-nodo a")]
    assert listed == [f"../{each}/" for each in below]


def test_every_indicator_is_listed_once_on_the_page_of_its_year() -> None:
    listed = main(YEAR).css("#elenco-indicatori .pa-indicatore")
    assert sorted(attribute(node.css_first("a"), "href") for node in listed) == sorted(
        f"{name}/" for name in VERDICTS
    )
    for node in listed:
        name = attribute(node.css_first("a"), "href").rstrip("/")
        assert text(node.css_first(".pa-bollino")) == VERDICTS[name]
        assert attribute(node, "data-missione") == area_of(str(of_file(name)["obiettivo"]))


def test_the_page_of_the_year_tells_how_the_indicators_ended() -> None:
    assert text(blocks(YEAR)[1]) == (
        "26 indicatori: 13 raggiunti, 10 dichiarati raggiunti dall’ente, "
        "1 con un conto che non torna e 2 non misurabili."
    )


def test_the_page_of_the_year_is_complete_without_javascript() -> None:
    """What the filter hides is in the page; the filter itself is hidden until a script shows it."""
    assert main(YEAR).css_first("form[hidden][data-filtro=elenco-indicatori]") is not None
    assert main(YEAR).css("#elenco-indicatori [hidden], .pa-albero [hidden]") == []


def test_the_page_of_the_year_draws_the_indicators_of_each_missione() -> None:
    drawn = [attribute(node, "id") for node in main(YEAR).css("figure")]
    assert drawn == [f"grafico-indicatori-2019-{code}" for code in SPENT]
    rows = {code: len(main(YEAR).css(f"#dati-indicatori-2019-{code} tbody tr")) for code in SPENT}
    assert rows == {"011": 15, "012": 3, "016": 3, "032": 5}


def test_the_tree_of_the_year_holds_all_nodes_in_the_order_of_the_document() -> None:
    nodes = main(YEAR).css("ul.pa-albero .pa-nodo")
    names = [text(node.css_first("a, strong")) for node in nodes]
    assert len(nodes) == len(NODES) == 35
    assert names == [node["titolo"] for node in NODES.values()]
    levels = [text(node.css_first(".pa-livello")).split("_")[0] for node in nodes]
    counts = [sum(level.startswith(kind) for level in levels) for kind in LEVELS]
    assert counts == [4, 7, 24]


LEVELS = ("area strategica", "obiettivo strategico", "obiettivo operativo")


def test_the_tree_prints_the_codes_as_they_are_and_says_where_there_is_none() -> None:
    """`2019_01_02_4` and `2019_01_02_04` are two; an empty box stays empty, ours is inferred."""
    nodes = main(YEAR).css("ul.pa-albero .pa-nodo")
    found = {text(n.css_first("a, strong")): text(n.css_first(".pa-livello")) for n in nodes}
    for node in NODES.values():
        codes = [box["codice"] for box in node["riquadri"] if "codice" in box]
        inferred = node.get("codice_dedotto", {}).get("valore")
        told = f"senza codice (dedotto: {inferred})" if inferred else "senza codice"
        assert found[node["titolo"]] == f"{node['livello']} {codes[0] if codes else told}"
    printed = [told.split()[-1] for told in found.values() if "senza" not in told]
    assert {"2019_01_02_4", "2019_01_02_04"} <= set(printed)
    assert sum("senza codice" in told for told in found.values()) == 8
    assert sum("dedotto" in told for told in found.values()) == 7


def inside(node: LexborNode, kind: str) -> list[LexborNode]:
    """Return the direct children of a kind: a tag, or a tag and a class."""
    tag, _, name = kind.partition(".")
    return [
        each
        for each in node.iter()
        if each.tag == tag and (not name or name in attribute(each, "class").split())
    ]


def grown(item: LexborNode) -> tuple[str, list[str], list[str]]:
    """Return what a node of the tree shows: its name, its indicators, the nodes below it."""
    (name,) = (text(p.css_first("a, strong")) for p in inside(item, "p.pa-nodo"))
    lists = inside(item, "ul")
    leaves = [ul for ul in lists if attribute(ul, "class") == "pa-foglie"]
    below = [li for ul in lists if ul not in leaves for li in inside(ul, "li")]
    return (
        name,
        [attribute(a, "href") for ul in leaves for a in ul.css("a")],
        [text(p.css_first("a, strong")) for li in below for p in inside(li, "p.pa-nodo")],
    )


def test_every_indicator_and_every_node_stands_in_the_tree_under_its_own() -> None:
    found = [grown(node.parent) for node in main(YEAR).css(".pa-albero .pa-nodo") if node.parent]
    assert [(name, sorted(leaves), below) for name, leaves, below in found] == [
        (
            node["titolo"],
            sorted(f"{each}/" for each in VERDICTS if of_file(each)["obiettivo"] == name),
            [each["titolo"] for each in NODES.values() if each.get("sopra") == name],
        )
        for name, node in NODES.items()
    ]
    areas = main(YEAR).css_first("ul.pa-albero")
    assert areas is not None
    assert [attribute(li, "id") for li in inside(areas, "li")] == [
        *("area-011", "area-012", "area-016", "area-032"),
    ]


def test_what_is_irregular_in_the_document_is_listed_with_its_line() -> None:
    wanted = [
        (node["titolo"], note, line)
        for node in NODES.values()
        for note, line in (
            *((box.get("nota"), box["riga"]) for box in node["riquadri"]),
            (node.get("nota"), node["riquadri"][0]["riga"]),
        )
        if note
    ]
    found = [item for item in main(YEAR).css("details.pa-dettagli li") if item.css_first("strong")]
    assert [text(item) for item in found] == [
        f"{title}: {note} Riga {line}" for title, note, line in wanted
    ]
    assert len(found) > 10


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("201", "Le caselle di codice, centro e responsabile sono vuote"),
        ("698", "2019_01_02_04"),
        ("863", "lo stesso codice"),
        ("1025", "2019_01_03_02"),
    ],
)
def test_the_irregularities_the_document_is_known_for_are_told(line: str, words: str) -> None:
    """Empty boxes, two codes that look alike, a code printed twice, a number that is skipped."""
    told = [text(item) for item in main(YEAR).css("details.pa-dettagli li")]
    assert [item for item in told if item.endswith(f"Riga {line}") and words in item]


def test_all_indicators_are_offered_as_csv_and_json() -> None:
    (actions,) = inside(main(YEAR), "p.pa-azioni")
    links = [attribute(a, "href") for a in actions.css("a[download]")]
    assert links == ["../../dati/indicatori/2019.csv", "../../dati/indicatori/2019.json"]


def test_the_first_page_of_results_lists_the_years_and_says_which_is_missing() -> None:
    page = main("risultati/")
    assert [attribute(a, "href") for a in page.css(".pa-temi a")] == ["2019/"]
    assert "26 indicatori: 13 raggiunti" in text(page.css_first(".pa-temi"))
    missing = read_yaml(ROOT / "data/relazioni/2022.yml")["sezioni"][2]["manca"]
    assert text(page.css_first("h2#assente-2022")) == "I risultati del 2022"
    assert text(page.css_first("p.pa-assente")) == missing


@pytest.mark.parametrize("url", ["missioni/{}/", "missioni/{}/2022/"])
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("011", "15 indicatori: 7 raggiunti e 8 dichiarati raggiunti dall’ente."),
        ("012", "3 indicatori: 2 raggiunti e 1 con un conto che non torna."),
        ("016", "3 indicatori: 2 raggiunti e 1 dichiarato raggiunto dall’ente."),
        (
            "032",
            "5 indicatori: 2 raggiunti, 1 dichiarato raggiunto dall’ente e 2 non misurabili.",
        ),
    ],
)
def test_money_and_results_of_a_missione_are_told_with_both_years(
    url: str, code: str, told: str
) -> None:
    section = main(url.format(code)).css_first("section.pa-soldi-risultati")
    assert section is not None
    years = [text(node) for node in section.css(".pa-anno")]
    assert years == ["Spesa del 2022", "Risultati del 2019"]
    assert text(section.css_first(".pa-importo")) == SPENT[code]
    assert told in text(section)
    warning = text(section.css_first(".pa-avviso"))
    assert "I soldi sono del 2022, i risultati misurati del 2019" in warning
    listed = [attribute(a, "href") for a in section.css(".pa-foglie a")]
    own = [name for name in VERDICTS if area_of(str(of_file(name)["obiettivo"])) == code]
    back = "../../" if url.endswith("{}/") else "../../../"
    assert sorted(listed) == sorted(f"{back}{YEAR}{name}/" for name in own)


def test_every_note_on_a_target_or_a_result_stands_on_the_page_of_its_indicator() -> None:
    notes = {
        address: number.note
        for address, number in archive().numbers.items()
        if address.startswith("indicatori.") and number.note
    }
    assert "indicatori.2019.incontri-suap.raggiunto" in notes
    lost = [
        address
        for address, note in notes.items()
        if note not in text(main(f"{YEAR}{address.split('.')[2]}/"))
    ]
    assert lost == []


def test_an_amount_printed_wrong_is_read_and_told_as_it_is_printed() -> None:
    """The document prints «60,464,10»."""
    page = main(f"{YEAR}turismo-e-attrattivita/")
    cell = page.css_first('[id="serie.contributi-turismo-e-attrattivita.2019"]')
    assert text(cell) == "60.464,10"
    assert "«60,464,10»" in text(page)
    assert "60,464,10" in text(page.css_first(".pa-fonti"))


@pytest.mark.parametrize("url", [url for url in by_url() if url.startswith("risultati/")])
def test_a_figure_never_parts_from_its_sign(url: str) -> None:
    loose = re.findall(r"\d [%€]", text(main(url)))
    assert loose == []
