"""The words themselves: links between pages, and figures that should be addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.site import read_site
from macros.words_check import check_figures, check_links
from tests.casi.cases import invented

FILE = "content/2022/012/protesti.md"
URI = "missioni/012/2022/protesti.md"
PAGES = {
    "index.md",
    "glossario.md",
    "bandi/2022/index.md",
    "missioni/012/index.md",
    "missioni/012/2022/index.md",
    "missioni/012/2022/protesti.md",
    "missioni/012/2022/registro-imprese.md",
    "missioni/011/2022/hocare.md",
    "assets/immagini/foto.png",
}


def broken(body: str) -> list[tuple[int, int, int, str]]:
    """Return (line, column, width, cure) of every broken link of a body that starts at line 9."""
    problems = list(check_links(body, FILE, 9, URI, PAGES))
    assert all(found.code == "P301" and not found.warning for found in problems)
    assert all(found.place.file == FILE for found in problems)
    return [(p.place.line, p.place.column, p.place.width, p.cure) for p in problems]


def figures(body: str) -> list[str]:
    """Return the figures of a body that are typed by hand."""
    problems = list(check_figures(body, FILE, 9))
    assert all(found.code == "P201" and found.warning for found in problems)
    lines = body.split("\n")
    texts = []
    for found in problems:
        place = found.place
        start = place.column - 1
        texts.append(lines[place.line - 9][start : start + place.width])
        assert found.what == f"«{texts[-1]}» è un numero scritto a mano"
    return texts


# ---- Links ----


@pytest.mark.parametrize(
    "link",
    [
        "registro-imprese.md",
        "./registro-imprese.md",
        "registro-imprese.md#contatti",
        "../index.md",
        "../../011/2022/hocare.md",
        "../../../glossario.md",
        "/glossario.md",
        "/bandi/2022/index.md",
        "/assets/immagini/foto.png",
        "#piu-sotto",
        "https://esempio.it/pagina",
        "mailto:urp@esempio.it",
        "tel:+390372000000",
        "//esempio.it/x",
    ],
)
def test_a_link_that_leads_to_a_page_is_right(link: str) -> None:
    assert broken(f"Vedi [qui]({link}) e [anche]({link} 'titolo').") == []


@pytest.mark.parametrize(
    "link",
    [
        "registro-impresa.md",
        "registro-imprese.html",
        "glossario.md",
        "../glossario.md",
        "/missioni/013/index.md",
        "/assets/immagini/altra.png",
        "../../../../fuori.md",
    ],
)
def test_a_link_that_leads_nowhere_is_underlined(link: str) -> None:
    ((line, column, width, _),) = broken(f"Prima riga.\n\nVedi [qui]({link}).")
    assert (line, column, width) == (11, 12, len(link))


def test_the_nearest_page_is_suggested_in_full() -> None:
    ((*_, cure),) = broken("[qui](registro-impresa.md)")
    assert cure == "scrivi  /missioni/012/2022/registro-imprese.md"


def test_where_no_page_is_near_none_is_suggested() -> None:
    ((*_, cure),) = broken("[qui](/zzz.md)")
    assert cure == "correggi il nome del file, o togli il link"


def test_every_broken_link_of_a_line_is_told() -> None:
    found = broken("[a](x.md), [b](y.md) e [c](registro-imprese.md)")
    assert [column for _, column, _, _ in found] == [5, 16]


def test_a_missing_picture_is_told() -> None:
    assert [width for _, _, width, _ in broken("![Foto](foto.png)")] == [8]


def test_a_link_written_apart_is_followed() -> None:
    assert [place[:3] for place in broken("Vedi [qui][q].\n\n[q]: nulla.md\n")] == [(11, 6, 8)]


@pytest.mark.parametrize(
    "body", ["Si scrive `[testo](pagina.md)`.", "```\n[testo](pagina.md)\n```\n"]
)
def test_a_link_shown_as_code_is_no_link(body: str) -> None:
    assert broken(body) == []


# ---- Figures ----


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Sono stati spesi 1.865.646,87 € in tutto.", ["1.865.646,87 €"]),
        ("Il 96,63 % delle pratiche", ["96,63 %"]),
        ("Il 96,63\u00a0% delle pratiche", ["96,63\u00a0%"]),
        ("circa 13.000 utenti e 32 domande", ["13.000", "32"]),
        ("- 18 imprese\n- 5 bandi", ["18", "5"]),
        ("(3)", ["3"]),
    ],
)
def test_a_figure_typed_by_hand_is_told(body: str, found: list[str]) -> None:
    assert figures(body) == found


@pytest.mark.parametrize(
    "body",
    [
        'Sono {{ valore("spese.2022.011") }} e {{ quota("a.2022", "b.1") }}.',
        "Nel 2022, fra il 2019 e il 2021; programma 2014-2020 e 2021-27, anno scolastico 2021/22",
        "il 24/10/2022, l'11 febbraio 2022, dal 7 al 9 ottobre, l'1° marzo e il 2 giugno",
        "il decreto n. 316/2000, l'art. 2, la legge 580, la legge regionale n. 11, il comma 3",
        "la missione 012, l'asse 1, la misura 2.1, gli obiettivi 3 e 4",
        "Industria I4.0, Covid-19, la 12ª edizione, il 5° anno, HoCare 2.0, CO2 e A4",
        "il bando «Voucher 50 e più»",
        "`valore: 12`",
        "[la pagina](/bandi/2022/pagina-3.md)",
        "1. primo\n2. secondo\n\n   3. terzo",
        "due imprese e nessun bando",
    ],
)
def test_what_is_no_datum_may_have_figures(body: str) -> None:
    assert figures(body) == []


def test_the_place_of_a_figure_is_its_line_and_column() -> None:
    (found,) = check_figures("Uno.\n\nSono {{ x }} e 47 lampioni.", FILE, 9)
    assert (found.place.line, found.place.column, found.place.width) == (11, 16, 2)


@settings(deadline=None)
@example("0\n%")
@given(st.text("0123456789.,%€ \n«»`[](){}#-°aàdilmrt/", max_size=120))
def test_no_text_breaks_the_checks(body: str) -> None:
    for found in [*check_figures(body, FILE, 9), *check_links(body, FILE, 9, URI, PAGES)]:
        assert 9 <= found.place.line <= 9 + body.count("\n")
        assert found.place.column >= 1
    figures(body)


# ---- In a project ----


def test_figures_are_looked_for_in_content_and_not_in_the_service_pages(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    for file in ("content/missioni/901.md", "docs_src/index.md"):
        with (root / file).open("a", encoding="utf-8") as out:
            out.write("\nSono 47 lampioni.\n")
    site, problems = read_site(root)
    assert site is not None
    assert [(p.code, p.place.file) for p in problems] == [("P201", "content/missioni/901.md")]


def test_links_are_followed_from_where_the_page_will_be(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    right = "[a](../../902/2031/scuola-di-vetro.md) [b](/bandi/2031/index.md) [c](../index.md)"
    with (root / "content/2031/901/lampioni.md").open("a", encoding="utf-8") as out:
        out.write(f"\n{right}\n\n[d](../902/scuola-di-vetro.md)\n")
    _, problems = read_site(root)
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [("P301", 17, 5)]


def test_no_word_of_the_real_project_has_a_figure_or_a_broken_link() -> None:
    site, problems = read_site(Path(__file__).resolve().parents[1])
    assert site is not None
    assert problems == []
