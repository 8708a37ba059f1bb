"""A page made ready for paper: addresses of links, scale of charts, letterhead and contents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.paper import Imprint, paper, spell_out
from macros.svg import draw
from tests.built import text
from tests.test_svg import figure

HERE = "missioni/011/"
WEB = "https://www.ente.it/bilancio/"
IMPRINT = Imprint(
    url=HERE,
    title="Missione 011: Imprese",
    summary="Che cosa è la missione.",
    body="Ente di prova",
    licence="CC BY 4.0",
    web="",
    updated=("2026-11-22", "22 novembre 2026"),
)


def sheet(article: str, imprint: Imprint = IMPRINT) -> LexborHTMLParser:
    """Return the sheet of a page with this article."""
    page = f'<html><body><nav>Menu</nav><main><div class="pa-testo">{article}</div></main></body>'
    return LexborHTMLParser(paper(page, imprint))


# ---- Links ----


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../../bandi/2022/", "/bandi/2022/"),
        ("2022/", "/missioni/011/2022/"),
        ("../../fonti/relazione-2022/#r1172", "/fonti/relazione-2022/"),
        ("https://www.normattiva.it/atto/?a=1", "www.normattiva.it/atto"),
    ],
)
def test_a_link_of_the_words_is_spelled_out(link: str, address: str) -> None:
    words = f'<p><a href="{link}">qui</a></p>'
    told = f'<p><a href="{link}" data-indirizzo="{address}">qui</a></p>'
    assert spell_out(words, HERE, "") == told


def test_where_the_site_has_an_address_it_is_part_of_it() -> None:
    told = spell_out('<a href="../../bandi/">qui</a>', HERE, WEB)
    assert 'data-indirizzo="www.ente.it/bilancio/bandi/"' in told


def test_an_address_is_spelled_out_once() -> None:
    words = '<a href="2022/">uno</a> e <a href="2022/">due</a>'
    assert spell_out(words, HERE, "").count("data-indirizzo") == 1


@pytest.mark.parametrize("link", ["#dettagli", "mailto:urp@ente.it"])
def test_places_of_the_page_and_mail_are_not(link: str) -> None:
    words = f'<a href="{link}">qui</a>'
    assert spell_out(words, HERE, "") == words


def test_links_of_a_sheet_lead_to_the_site_where_its_address_is_known() -> None:
    made = sheet('<a href="../../bandi/">qui</a>', replace(IMPRINT, web=WEB))
    (link,) = made.css("main a")
    assert link.attributes["href"] == "https://www.ente.it/bilancio/bandi/"


def test_without_an_address_they_are_text_and_links_inside_stay() -> None:
    made = sheet('<a href="../../bandi/">fuori</a><a href="#qui">dentro</a>')
    assert [link.attributes.get("href") for link in made.css("main a")] == [None, "#qui"]


# ---- Letterhead and contents ----


def test_a_sheet_has_the_article_of_its_page_and_not_its_menu() -> None:
    made = sheet("<h1>Imprese</h1><p>Spesa: 12,50 €.</p>")
    assert text(made.css_first("main p")) == "Spesa: 12,50 €."
    assert made.css("body > nav") == []


def test_the_letterhead_names_body_date_and_address() -> None:
    made = sheet("<h1>Imprese</h1>", replace(IMPRINT, web=WEB))
    lines = [line.text() for line in made.css(".pa-foglio-testa p")]
    assert lines == [
        "Ente di prova",
        "Aggiornato al 22 novembre 2026",
        "https://www.ente.it/bilancio/missioni/011/",
        "Testi e dati si possono riusare con licenza CC BY 4.0.",
    ]


def test_where_the_site_has_no_address_yet_the_path_is_told_as_such() -> None:
    lines = [line.text() for line in sheet("<h1>Imprese</h1>").css(".pa-foglio-testa p")]
    assert lines[2] == "Pagina del sito: /missioni/011/"
    assert lines[3].endswith("Gli indirizzi che cominciano con / sono pagine di questo sito.")


def test_contents_stand_between_the_opening_and_the_first_chapter() -> None:
    made = sheet('<h1>Imprese</h1><p>Apertura</p><h2 id="a">Uno</h2><h3 id="b">Due</h3>')
    parts = [node.tag for node in made.css("main > *")]
    assert parts == ["h1", "p", "nav", "h2", "h3"]
    listed = [(link.attributes["href"], link.text()) for link in made.css("nav a")]
    assert listed == [("#a", "Uno"), ("#b", "Due")]


def test_a_page_without_chapters_has_no_contents() -> None:
    assert sheet("<h1>Imprese</h1><p>Tutto qui.</p>").css("main nav") == []


def test_what_a_body_writes_in_its_name_is_text() -> None:
    made = sheet("<h1>x</h1>", replace(IMPRINT, body="Comune <b>di</b> A & B"))
    assert text(made.css_first(".pa-foglio-ente")) == "Comune <b>di</b> A & B"


# ---- Pictures ----


def test_a_chart_gets_a_size_to_shrink_from() -> None:
    (picture,) = sheet(draw(figure("barre-aree"), "g")).css("svg")
    assert picture.attributes["viewBox"] == "0 0 800 184"
    assert "height" not in picture.attributes


def test_a_chart_higher_than_a_sheet_is_cut_between_its_rows() -> None:
    """Each piece begins with the name of a row; nothing is lost and nothing is twice."""
    whole = draw(figure("bersaglio-indicatori"), "g")
    pieces = sheet(whole).css("svg.pa-disegno")
    names = [piece.css("text")[0].attributes["class"] for piece in pieces]
    assert len(pieces) > 1
    assert names == ["pa-etichetta"] * len(pieces)
    texts = [node.text() for piece in pieces for node in piece.css("text")]
    assert texts == [node.text() for node in LexborHTMLParser(whole).css("text")]


def test_the_pieces_of_a_chart_follow_each_other_without_a_gap() -> None:
    pieces = sheet(draw(figure("bersaglio-indicatori"), "g")).css("svg.pa-disegno")
    boxes = [[float(n) for n in (piece.attributes["viewBox"] or "").split()] for piece in pieces]
    ends = [top + height for _, top, _, height in boxes]
    assert [top for _, top, _, _ in boxes] == [0, *ends[:-1]]
    assert ends[-1] == 1182  # as high as the whole


def test_a_sign_without_a_name_gets_one() -> None:
    made = sheet('<svg aria-hidden="true"><path d="M0 0"/></svg>')
    assert text(made.css_first("svg > title")) == "segno"


def test_the_styles_of_a_sheet_are_those_of_the_page_then_those_of_paper() -> None:
    links = [link.attributes["href"] or "" for link in sheet("<h1>x</h1>").css("link")]
    names = [Path(link).name for link in links]
    assert names == ["pa.css", "ente.css", "grafici.css", "stampa.css"]
    assert all(link.startswith("../../assets/css/") for link in links)
