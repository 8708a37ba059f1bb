"""The HTML of numbers, tables, charts, cards and lists, in its place on a page."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros import formats
from macros.archive import Archivio
from macros.late import LateCall
from tests.real import archive, ids, painted, painter, read, rendered, with_values

TOPIC = "missioni/012/2022/protesti/"
HOSTILE = '<script>alert("x")</script> & «così»'


def one(html: str, selector: str) -> LexborNode:
    """Return the only element that matches."""
    (found,) = LexborHTMLParser(html).css(selector)
    return found


def attributes(html: str, selector: str) -> Mapping[str, str | None]:
    return one(html, selector).attributes


def test_a_number_leads_to_the_line_of_its_source() -> None:
    html = painted('{{ valore("spese.2022.012") }}', TOPIC)
    link = attributes(html, "a.pa-numero")
    assert link["href"] == "../../../../fonti/relazione-2022/#r5052"
    assert link["title"] == "Fonte: Relazione 2022, riga 5052"
    assert attributes(html, "data")["value"] == "59504.95"
    assert read(html) == "59.504,95\u00a0€"


def test_the_link_of_a_number_follows_the_page_it_is_on() -> None:
    links = {
        here: attributes(painted('{{ valore("spese.2022.012") }}', here), "a")["href"]
        for here in ("", "missioni/", "fonti/relazione-2022/")
    }
    assert links == {
        "": "fonti/relazione-2022/#r5052",
        "missioni/": "../fonti/relazione-2022/#r5052",
        "fonti/relazione-2022/": "#r5052",
    }


def test_a_sum_leads_to_its_row_and_says_that_the_site_made_it() -> None:
    html = painted('{{ valore("spese.2022") }}', TOPIC)
    link = attributes(html, "a.pa-numero")
    assert link["href"] == "../../../#spese.2022"
    assert link["title"] == "Somma calcolata dal sito di 4 importi"


def test_a_missing_number_is_its_reason_and_no_link() -> None:
    html = painted('{{ valore("bandi.2022.cremona-musica.domande") }}')
    assert html == '<span class="pa-vuota">non stampato nella fonte</span>'


def test_an_inferred_number_looks_different() -> None:
    html = painted('{{ valore("bandi.2022.distretti-del-commercio.concesso") }}')
    assert attributes(html, "a")["class"] == "pa-numero dedotto"


def test_a_computed_share_says_from_what() -> None:
    html = painted('{{ quota("spese.2022.011", "spese.2022") }}')
    assert attributes(html, "span")["title"] == (
        "Calcolato dal sito: 1.865.646,87\u00a0€ su 5.338.581,84\u00a0€"
    )


def test_a_computed_change_says_from_what_to_what() -> None:
    html = painted('{{ variazione("serie.smart-card.2021", "serie.smart-card.2022") }}')
    assert attributes(html, "span")["title"] == (
        "Calcolato dal sito: da 3.862\u00a0dispositivi a 3.019\u00a0dispositivi"
    )


def test_a_date_is_read_by_machines_too() -> None:
    html = painted('{{ data("2022-12-02") }}')
    assert html == '<time datetime="2022-12-02">2 dicembre 2022</time>'


def test_a_table_has_caption_headings_and_its_csv() -> None:
    paint = painter("missioni/")
    html = paint.page(rendered('{{ tabella("spese.2022") }}'))
    assert read(one(html, "caption").html or "") == "Spesa per missione nel 2022"
    assert [node.text() for node in LexborHTMLParser(html).css("th[scope=col]")] == [
        "Missione",
        "Spesa (€)",
        "Quota (%)",
    ]
    assert len(LexborHTMLParser(html).css("th[scope=row]")) == 5
    assert attributes(html, "a[download]")["href"] == "../dati/grafici/tabella-spese-2022.csv"
    assert paint.assets["dati/grafici/tabella-spese-2022.csv"].startswith("missione,spesa_euro,")


def test_the_caption_of_a_table_may_be_the_author_s() -> None:
    html = painted('{{ tabella("spese.2022", titolo="Quanto si è speso") }}')
    assert read(one(html, "caption").html or "") == "Quanto si è speso"


def test_the_rows_and_cells_of_a_table_have_the_addresses_of_their_numbers() -> None:
    spending = ids(painted('{{ tabella("spese.2022") }}'))
    assert [name for name in spending if name.startswith("spese.")] == [
        *(f"spese.2022.{code}" for code in ("011", "012", "016", "032")),
        "spese.2022",
    ]
    call = ids(painted('{{ tabella("bandi.2022.voucher-digitali-base") }}'))
    assert [name for name in call if name.startswith("bandi.")] == [
        "bandi.2022.voucher-digitali-base",
        *(
            f"bandi.2022.voucher-digitali-base.{quantity}"
            for quantity in ("stanziato", "domande", "ammissibili", "ammesse", "concesso")
        ),
    ]


def cells(html: str) -> list[list[str]]:
    return [
        [read(cell.html or "") for cell in row.css("th, td")]
        for row in LexborHTMLParser(html).css("tbody tr")
    ]


def test_the_cells_of_a_table_are_the_numbers_with_links_to_their_lines() -> None:
    html = painted('{{ tabella("serie.smart-card", "serie.token-digitali") }}', TOPIC)
    assert cells(html) == [["2021", "3.862", "524"], ["2022", "3.019", "500"]]
    links = [node.attributes["href"] for node in LexborHTMLParser(html).css("td a")]
    assert links == [f"../../../../fonti/relazione-2022/#r{n}" for n in (4274, 4279, 4274, 4279)]


def test_an_inferred_cell_says_so_in_words() -> None:
    html = painted('{{ tabella("bandi.2022.distretti-del-commercio") }}')
    assert cells(html)[0][-1] == "45.000,00 dedotto"


def test_a_gap_in_a_table_tells_its_reason() -> None:
    html = painted('{{ tabella("serie.masterclass-partecipanti") }}')
    assert cells(html)[4:6] == [
        ["2020", "non stampato nella fonte"],
        ["2021", "non stampato nella fonte"],
    ]


def test_a_chart_has_sentence_picture_downloads_source_and_table() -> None:
    paint = painter("missioni/012/2022/")
    html = paint.page(rendered('{{ grafico("serie.protesti-tempo-medio") }}'))
    assert attributes(html, "figure")["id"] == "grafico-serie-protesti-tempo-medio"
    assert read(one(html, ".pa-grafico-frase").html or "") == (
        "Tempo medio per i protesti: 4\u00a0giorni nel 2022, 3\u00a0giorni nel 2019 "
        "(in aumento del 33,3\u00a0%)."
    )
    assert attributes(html, "svg.pa-disegno")["role"] == "img"
    base = "../../../dati/grafici/serie-protesti-tempo-medio"
    assert attributes(html, "button.pa-interattiva")["data-json"] == f"{base}.json"
    downloads = [node.attributes["href"] for node in LexborHTMLParser(html).css("a[download]")]
    assert downloads == [f"{base}.csv", f"{base}.svg"]
    assert [node.attributes["href"] for node in LexborHTMLParser(html).css(".pa-fonte a")] == [
        "../../../fonti/relazione-2022/",
        "../../../fonti/rendicontazione-2019/",
    ]
    assert cells(html) == [
        ["2019", "3"],
        ["2019 secondo Rendicontazione 2019", "3"],
        *(["2020", "4"], ["2021", "4"], ["2022", "4"]),
    ]
    assert sorted(paint.assets) == [
        f"dati/grafici/serie-protesti-tempo-medio.{kind}" for kind in ("csv", "json", "svg")
    ]


def test_the_files_of_a_chart_say_the_same() -> None:
    paint = painter()
    paint.page(rendered('{{ grafico("serie.smart-card") }}'))
    base = "dati/grafici/serie-smart-card"
    figure = json.loads(paint.assets[f"{base}.json"])
    assert [trace["x"] for trace in figure["data"]] == [[3862.0], [3019.0]]
    rows = list(csv.reader(io.StringIO(paint.assets[f"{base}.csv"], newline="")))
    assert [row[1] for row in rows[1:]] == ["3862", "3019"]
    picture = ElementTree.fromstring(paint.assets[f"{base}.svg"])
    told = " ".join("".join(node.itertext()) for node in picture)
    assert "3.862" in told
    assert "3.019" in told


def test_title_and_sentence_of_a_chart_may_be_the_author_s() -> None:
    html = painted('{{ grafico("spese.2022", titolo="La spesa", frase="Ecco come.") }}')
    assert read(one(html, ".pa-grafico-titolo").html or "") == "La spesa"
    assert read(one(html, ".pa-grafico-frase").html or "") == "Ecco come."


def test_what_an_author_writes_is_text_never_markup() -> None:
    calls = [
        LateCall("grafico", ("spese.2022",), {"titolo": HOSTILE, "frase": HOSTILE}),
        LateCall("tabella", ("spese.2022",), {"titolo": HOSTILE}),
    ]
    for call in calls:
        html = painter().paint(call)
        assert "<script>" not in html
        assert HOSTILE in read(html)


def hostile() -> Archivio:
    """The archive with names that would break out of the page."""
    real = archive()
    missioni = {
        code: one.model_copy(update={"name": HOSTILE, "short": f"{HOSTILE} {code}"})
        for code, one in real.missioni.items()
    }
    numbers = {
        address: replace(number, label=HOSTILE, gap=HOSTILE if number.gap else None)
        for address, number in real.numbers.items()
    }
    series = {
        name: one.model_copy(update={"title": f"{HOSTILE} {name}"})
        for name, one in real.series.items()
    }
    calls = tuple(
        replace(
            call,
            bando=call.bando.model_copy(
                update={"name": f"{HOSTILE} {call.bando.id}", "note": HOSTILE}
            ),
        )
        for call in real.calls
    )
    topics = tuple(
        replace(topic, head=topic.head.model_copy(update={"title": HOSTILE, "summary": HOSTILE}))
        for topic in real.topics
    )
    return replace(
        real, missioni=missioni, numbers=numbers, series=series, calls=calls, topics=topics
    )


@pytest.mark.parametrize(
    "call",
    [
        LateCall("valore", ("bandi.2022.cremona-musica.domande",)),
        LateCall("tabella", ("bandi.2022",)),
        LateCall("tabella", ("spese.2022",)),
        LateCall("tabella", ("fatti.2022.protesti",)),
        LateCall("grafico", ("bandi.2022",)),
        LateCall("grafico", ("spese.2022",)),
        LateCall("grafico", ("spese.2022",), {"tipo": "quote"}),
        LateCall("grafico", ("serie.smart-card", "serie.token-digitali")),
        LateCall("scheda", ("011",)),
        LateCall("cifre", ("serie.smart-card.2022",)),
        LateCall("apertura"),
        LateCall("bandi_frase", ("2022",)),
        LateCall("note_bandi", ("2022",)),
        LateCall("temi", ("2022", "012", "")),
        LateCall("documento", ("relazione-2022",)),
    ],
    ids=lambda call: f"{call.name}-{'-'.join(call.args)}",
)
def test_what_the_data_say_is_text_never_markup(call: LateCall) -> None:
    html = painter(of=hostile()).paint(call)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_sources_of_a_page_list_each_number_once() -> None:
    words = '{{ valore("spese.2022.011") }} {{ numero("spese.2022.011") }} {{ fonti() }}'
    html = painted(f'{words} {{{{ cifre("spese.2022.012") }}}}', TOPIC)
    items = [read(item.html or "") for item in LexborHTMLParser(html).css(".pa-fonti li")]
    assert items == [
        "spesa della missione 011: 1.865.646,87 – Relazione 2022, riga 1172",
        "spesa della missione 012: 59.504,95 – Relazione 2022, riga 5052",
    ]
    links = [node.attributes["href"] for node in LexborHTMLParser(html).css(".pa-fonti a")]
    assert links == [f"../../../../fonti/relazione-2022/#r{line}" for line in (1172, 5052)]


def test_the_sources_count_the_numbers_of_tables_and_charts() -> None:
    html = painted('{{ tabella("spese.2022") }}\n\n{{ fonti() }}')
    assert len(LexborHTMLParser(html).css(".pa-fonti li")) == 4
    html = painted('{{ grafico("serie.protesti-tempo-medio") }}\n\n{{ fonti() }}')
    items = [read(item.html or "") for item in LexborHTMLParser(html).css(".pa-fonti li")]
    assert items == [
        "Tempo medio per i protesti, 2019: 3 – Relazione 2022, riga 5363",
        "Tempo medio per i protesti, 2019: 3 – Rendicontazione 2019, riga 1275",
        "Tempo medio per i protesti, 2020: 4 – Relazione 2022, riga 5365",
        "Tempo medio per i protesti, 2021: 4 – Relazione 2022, riga 5367",
        "Tempo medio per i protesti, 2022: 4 – Relazione 2022, riga 5369",
    ]


def test_a_page_without_numbers_has_no_list_of_sources() -> None:
    assert painted("{{ fonti() }}") == ""


def test_the_card_of_a_missione() -> None:
    html = painted('{{ scheda("012") }}', "missioni/")
    assert read(one(html, ".pa-scheda-nome").html or "") == "Missione 012 Regolazione dei mercati"
    assert attributes(html, ".pa-scheda-nome a")["href"] == "012/"
    assert read(one(html, ".pa-importo").html or "") == "59.504,95\u00a0€"
    assert read(one(html, ".pa-quota").html or "") == "1,1\u00a0% della spesa del 2022"
    results = read(one(html, ".pa-scheda-esiti").html or "")
    assert results == "Risultati del 2019: 2 raggiunti e 1 con un conto che non torna."


def test_the_cards_of_all_missioni_stand_in_the_order_of_the_law() -> None:
    html = painted("{{ schede() }}")
    links = [node.attributes["href"] for node in LexborHTMLParser(html).css(".pa-scheda-nome a")]
    assert links == [f"missioni/{code}/" for code in ("011", "012", "016", "032")]


def test_the_opening_tells_the_shares_the_largest_first() -> None:
    html = LexborHTMLParser(painted("{{ apertura() }}"))
    assert [read(node.html or "") for node in html.css(".pa-quote li")] == [
        "Servizi istituzionali e generali 61,7\u00a0% 3.295.109,02\u00a0€",
        "Competitività e sviluppo delle imprese 34,9\u00a0% 1.865.646,87\u00a0€",
        "Commercio internazionale 2,2\u00a0% 118.321,00\u00a0€",
        "Regolazione dei mercati 1,1\u00a0% 59.504,95\u00a0€",
    ]
    bars = [node.attributes["width"] for node in html.css(".pa-quote rect.pieno")]
    assert bars == ["61.7%", "34.9%", "2.2%", "1.1%"]


def test_the_opening_has_a_mark_for_every_indicatore_of_the_last_year_that_has_them() -> None:
    html = LexborHTMLParser(painted("{{ apertura() }}"))
    marks = html.css(".pa-quadretti a")
    assert len(marks) == len(archive().indicators) == 26
    states = Counter(node.attributes["class"] for node in marks)
    assert states == {
        "raggiunto": 13,
        "dichiarato-raggiunto": 10,
        "da-chiarire": 1,
        "non-misurabile": 2,
    }
    assert all(": " in (node.attributes["aria-label"] or "") for node in marks)


def test_the_sentence_on_the_calls_of_a_year() -> None:
    html = painter("bandi/2022/").paint(LateCall("bandi_frase", ("2022",)))
    assert read(html) == (
        "22 bandi. La somma più alta è andata al bando «Imprese storiche verso il futuro 2022»: "
        "524.405,83\u00a0€. Per 3 la fonte non dà i contributi concessi."
    )


def test_one_call_is_singular() -> None:
    of = replace(archive(), calls=archive().calls[:1])
    html = painter(of=of).paint(LateCall("bandi_frase", ("2022",)))
    assert read(html).startswith("1 bando. ")


def test_the_notes_of_the_calls_stand_by_their_name() -> None:
    html = painter("bandi/2022/").paint(LateCall("note_bandi", ("2022",)))
    items = [read(item.html or "") for item in LexborHTMLParser(html).css("li")]
    noted = [call.bando for call in archive().calls if call.bando.note]
    assert items == [f"{bando.name}: {bando.note}" for bando in noted]


def test_the_topics_of_an_area() -> None:
    html = painter("missioni/012/2022/").paint(LateCall("temi", ("2022", "012", "")))
    links = [node.attributes["href"] for node in LexborHTMLParser(html).css("a")]
    assert sorted(str(link) for link in links) == [
        "attivita-sanzionatoria/",
        "funzioni-metriche/",
        "giustizia-alternativa/",
        "protesti/",
        "registro-imprese/",
    ]


def test_where_a_topic_comes_from() -> None:
    call = LateCall("provenienza", ("relazione-2022", "5340", "5380", "I protesti"))
    html = painter(TOPIC).paint(call)
    assert read(html) == (
        "Questo testo racconta, con parole nostre, la parte «I protesti» del documento "
        "Relazione 2022 (righe 5340–5380)."
    )
    link = attributes(html, "a")["href"]
    assert link is not None
    page, _, line = link.partition("#r")
    assert page == "../../../../fonti/relazione-2022/"
    assert 5340 <= int(line) <= 5380


def test_the_page_of_a_document_shows_its_index_and_where_each_number_is_used() -> None:
    html = painter("fonti/relazione-2022/").paint(LateCall("documento", ("relazione-2022",)))
    source = archive().sources["relazione-2022"]
    text = read(html)
    assert source.head.sha256 in text
    assert f"Numeri stampati{sum(map(len, source.index.values()))}" in text
    row = one(html, "#r5052")
    assert read(row.html or "").startswith("riga 5052 59.504,95 spesa della missione 012 ")
    assert [a.attributes["href"] for a in row.css("a")] == ["../../missioni/#spese.2022.012"]


def test_a_document_to_complete_has_no_link() -> None:
    html = painter("fonti/relazione-2022/").paint(LateCall("documento", ("relazione-2022",)))
    assert "da completare" in read(one(html, "dl").html or "")
    assert LexborHTMLParser(html).css("dl a") == []


@pytest.mark.parametrize("source", archive().sources)
def test_every_line_a_number_cites_has_its_row(source: str) -> None:
    html = painter(f"fonti/{source}/").paint(LateCall("documento", (source,)))
    cited = {
        f"r{line}"
        for number in archive().numbers.values()
        if number.source == source and number.line is not None
        for line in (number.line, *(again.line for again in number.also))
    }
    assert len(cited) > 100
    assert cited - set(ids(html)) == set()


def test_a_chart_and_a_table_of_one_series_share_a_page_without_sharing_ids() -> None:
    """A topic's words may have the table of a series whose chart the page adds by itself."""
    names = ids(painted('{{ tabella("serie.smart-card") }}\n\n{{ grafico("serie.smart-card") }}'))
    assert sorted({name for name in names if names.count(name) > 1}) == []


CHART = '{{ grafico("serie.smart-card") }}'
TABLE = '{{ tabella("serie.smart-card") }}'


def test_a_chart_that_the_page_has_already_is_a_link_to_it() -> None:
    html = painted(f"{CHART}\n\n{CHART}", TOPIC)
    assert len(LexborHTMLParser(html).css("figure")) == 1
    link = attributes(html, "p > a[href^='#grafico-']")["href"]
    assert link == "#grafico-serie-smart-card"
    assert read(html).endswith(
        "Già in questa pagina: Smart card di firma digitale rilasciate, 2021–2022."
    )
    assert len(ids(html)) == len(set(ids(html)))


def test_the_link_to_a_chart_has_the_author_s_title() -> None:
    again = '{{ grafico("serie.smart-card", titolo="Le <carte>: 5 %") }}'
    assert read(painted(f"{CHART}\n\n{again}")).endswith(
        "Già in questa pagina: Le <carte>: 5\u00a0%."
    )


def test_a_table_that_the_page_has_already_is_a_link_to_it() -> None:
    html = painted(f"{TABLE}\n\n{TABLE}", TOPIC)
    assert len(LexborHTMLParser(html).css("table")) == 1
    assert attributes(html, "p > a[href^='#tabella-']")["href"] == "#tabella-serie-smart-card"


def test_a_chart_of_another_kind_or_of_other_series_is_shown_in_full() -> None:
    """The same numbers drawn in another way are another chart."""
    bars = '{{ grafico("serie.smart-card", tipo="barre") }}'
    both = '{{ grafico("serie.smart-card", "serie.token-digitali") }}'
    html = painted(f"{CHART}\n\n{bars}\n\n{both}\n\n{TABLE}")
    assert [node.attributes["id"] for node in LexborHTMLParser(html).css("figure")] == [
        "grafico-serie-smart-card",
        "grafico-serie-smart-card-barre",
        "grafico-serie-smart-card-token-digitali",
    ]
    assert "Già in questa pagina" not in read(html)


def test_every_page_begins_anew() -> None:
    """What one page shows already, another shows in full."""
    assert "<figure" in painted(CHART, "missioni/")
    assert "<figure" in painted(CHART, TOPIC)


def test_what_another_document_prints_is_said_under_the_picture() -> None:
    html = painted('{{ grafico("serie.protesti-tempo-medio") }}', TOPIC)
    below = read(one(html, "figure > .pa-fonte").html or "")
    assert below.endswith(
        "Per il 2019 la fonte «Rendicontazione 2019» stampa 3\u00a0giorni, lo stesso valore. "
        "Fonte: Relazione 2022; Rendicontazione 2019."
    )


def noted(note: str) -> Archivio:
    """The archive with a note on the smart cards of 2021."""
    real = archive()
    address = "serie.smart-card.2021"
    changed = replace(real.numbers[address], note=note)
    return replace(real, numbers={**real.numbers, address: changed})


def test_the_note_of_a_number_stands_under_its_table_and_under_the_table_of_its_chart() -> None:
    of = noted("Calo del 5 % <sic>.")
    for words in (TABLE, CHART):
        (item,) = LexborHTMLParser(painted(words, of=of)).css(".pa-note li")
        assert read(item.html or "") == "2021: Calo del 5\u00a0% <sic>."


def test_the_note_of_a_fact_stands_by_its_name() -> None:
    html = painted('{{ tabella("fatti.2019.masterclass") }}')
    row = one(html, '[id="fatti.2019.masterclass.masterclass-nel-testo"]')
    note = archive().number("fatti.2019.masterclass.masterclass-nel-testo").note
    assert note
    (told,) = row.css("th .pa-nota")
    assert read(told.html or "") == note


def test_the_note_of_a_series_is_said_once_under_the_picture_not_in_its_table_too() -> None:
    note = archive().series["personale-in-servizio"].note
    assert note
    assert read(painted('{{ grafico("serie.personale-in-servizio") }}')).count(note) == 1
    assert read(painted('{{ tabella("serie.personale-in-servizio") }}')).count(note) == 1


def test_every_note_of_the_data_is_read_where_its_number_stands() -> None:
    """Those of numbers of series, facts, calls and tables: nothing is known and not said."""
    addresses = [
        *(f"serie.{name}" for name in archive().series),
        *(f"fatti.{year}.{tema}" for year, tema in archive().facts),
        *(f"tavole.{year}.{name}" for year, name in archive().grids),
        "bandi.2022",
    ]
    told = {each: read(painted('{{ tabella("' + each + '") }}')) for each in addresses}
    notes = [(a, n.note) for a, n in archive().numbers.items() if n.note and not n.operands]
    of_tables = [(a, note) for a, note in notes if not a.startswith("indicatori.")]
    assert len(of_tables) > 20
    lost = [
        address
        for address, note in of_tables
        if not any(formats.tied(note) in words for words in told.values())
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("in calo del 21,8 %", "in calo del 21,8\u00a0%"),
        ("costa 5 € e vale 10 €", "costa 5\u00a0€ e vale 10\u00a0€"),
    ],
)
def test_a_sentence_of_the_author_keeps_its_figures_with_their_signs(text: str, tied: str) -> None:
    html = painted('{{ grafico("spese.2022", frase="' + text + '") }}')
    assert read(one(html, ".pa-grafico-frase").html or "") == tied


def test_a_row_that_leads_to_a_page_keeps_its_figures_with_their_signs() -> None:
    real = archive()
    first = real.calls[0]
    call = replace(first, bando=first.bando.model_copy(update={"name": "Sconto del 20 %"}))
    of = replace(real, calls=(call, *real.calls[1:]))
    html = painted('{{ tabella("bandi.2022") }}', of=of)
    assert "Sconto del 20\u00a0%" in [a.text() for a in LexborHTMLParser(html).css("th a")]


def test_a_name_that_nobody_paints_raises() -> None:
    with pytest.raises(KeyError):
        painter().paint(LateCall("niente"))


def test_every_gap_of_the_data_is_told_where_its_number_stands() -> None:
    """Missing is never zero, and never silent: the reason is in sentence and table."""
    gaps = [number for number in archive().numbers.values() if number.value is None]
    assert len(gaps) > 20
    for number in gaps:
        assert read(painted(f'{{{{ valore("{number.address}") }}}}')) == number.gap


def test_the_total_of_the_opening_may_be_missing() -> None:
    of = with_values({"spese.2022.012": None, "spese.2022": None})
    assert "Il totale manca: in verifica." in read(painted("{{ apertura() }}", of=of))
