"""Everything in data/ is published: each number on the page of its tema, each word somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborNode

from tests.built import ROOT, Built, attribute, here, home, read_yaml, text, unnoted
from tests.italian import figures, long_date, value

DATA = ROOT / "data"
ISO = re.compile(r"\d{4}-\d\d-\d\d")
QUANTITIES = ("stanziato", "stanziato_altri", "domande", "ammissibili", "ammesse", "concesso")
COMPARED = {">=": "almeno", "<=": "al massimo", ">": "più di", "<": "meno di", "=": "esattamente"}
REASONS = {
    "non ancora dovuto",
    "non rilevato",
    "indicatore nato dopo",
    "indicatore cessato",
    "in verifica",
    "non stampato nella fonte",
}
# What only machines read, and what the tests of numbers below look for in its own form.
FOR_MACHINES = {
    *("schema", "id", "anno", "fonte", "tema", "unita", "area", "missione", "colonna", "sopra"),
    *("obiettivo", "serie", "parziali", "direzione", "confronto", "contiene", "natura", "dedotto"),
    *("riga", "da", "formula", "stampato", "pagina"),
}
NUMBERS = {"valore", "qualificatore", "manca", "quando", "apertura", "chiusura", "giorno"}


def files(family: str) -> list[Path]:
    """Return the files of a family of data, such as `spese`."""
    return sorted((DATA / family).rglob("*.yml"))


def named(path: Path) -> str:
    """Return the name of a test's case: `2019-costi-postali`."""
    return path.relative_to(DATA).with_suffix("").as_posix().partition("/")[2].replace("/", "-")


def heading(row: LexborNode) -> str:
    """Return what a row is about."""
    return unnoted(row.css_first("th"))


def shows(cell: LexborNode, datum: dict[str, Any], source: str) -> bool:
    """Tell whether a cell shows a datum: why it is missing, or its value, where it comes from."""
    shown = text(cell)
    if "manca" in datum:
        return shown == datum["manca"] and cell.css_first(".pa-vuota") is not None
    line = f"fonti/{datum.get('fonte', source)}/#r{datum['riga']}"
    if not attribute(cell.css_first("a.pa-numero"), "href").endswith(line):
        return False
    if ISO.fullmatch(datum["valore"]):
        return shown == long_date(datum["valore"])
    marked = (cell.css_first(".pa-dedotto") is not None) == (datum.get("dedotto") == "sì")
    qualified = shown.startswith(datum.get("qualificatore", ""))
    return figures(shown) == [value(datum["valore"])] and marked and qualified


@cache
def sources() -> dict[str, str]:
    """Return the short title of every source, by its id."""
    return {found["id"]: found["titolo_breve"] for found in map(read_yaml, files("fonti"))}


def test_every_family_of_data_is_looked_for_here() -> None:
    families = {path.name for path in DATA.iterdir() if path.is_dir()}
    assert families == {
        *("bandi", "cronologie", "fatti", "fonti", "indicatori"),
        *("novita", "obiettivi", "relazioni", "serie", "spese", "tavole", "verifiche"),
    }


@pytest.mark.parametrize("path", files("fatti"), ids=named)
def test_every_fact_stands_on_the_page_of_its_topic(site: Built, path: Path) -> None:
    facts = read_yaml(path)
    year, tema = facts["anno"], facts["tema"]
    for fact in facts["dati"]:
        url = f"http://sito.test/{home(year, tema)}#fatti.{year}.{tema}.{fact['id']}"
        row = site.element(url)
        assert heading(row) == fact["etichetta"]
        assert shows(row.css("td")[0], fact, facts["fonte"]), fact["id"]


@pytest.mark.parametrize("path", files("spese"), ids=named)
def test_every_amount_stands_on_the_page_of_its_missione(site: Built, path: Path) -> None:
    spent = read_yaml(path)
    year = spent["anno"]
    for missione in spent["missioni"]:
        address = f"spese.{year}.{missione['codice']}"
        row = site.element(f"http://sito.test/missioni/#{address}")
        assert shows(row.css("td")[0], missione["importo"], spent["fonte"]), address
        page = f"http://sito.test/missioni/{missione['codice']}/{year}/"
        for area in missione.get("aree", ()):
            row = site.element(f"{page}#{address}.{area['id']}")
            assert heading(row) == area["nome"]
            assert shows(row.css("td")[0], area["importo"], spent["fonte"]), area["id"]


CALLS = [(calls, one) for calls in map(read_yaml, files("bandi")) for one in calls["bandi"]]


@pytest.mark.parametrize(("calls", "bando"), CALLS, ids=[one["id"] for _, one in CALLS])
def test_every_call_stands_on_the_page_of_the_calls(
    site: Built, calls: dict[str, Any], bando: dict[str, Any]
) -> None:
    year = calls["anno"]
    page = f"http://sito.test/bandi/{year}/#bandi.{year}.{bando['id']}"
    row = site.element(page)
    assert text(row.css_first("th")) == bando["nome"]
    for funder in bando.get("finanziano", ()):
        assert funder in text(row.css_first("td"))
    for quantity in QUANTITIES:
        if quantity in bando:
            cell = site.element(f"{page}.{quantity}")
            assert shows(cell, bando[quantity], calls["fonte"]), quantity


@pytest.mark.parametrize("path", files("serie"), ids=named)
def test_every_point_stands_on_the_pages_of_its_tema_missione_and_indicators(
    site: Built, path: Path
) -> None:
    """Also what other documents print for the same year, in a row that names its document."""
    series = read_yaml(path)
    code, last = series["missione"], max(point["anno"] for point in series["punti"])
    measured = [read_yaml(each) for each in files("indicatori")]
    pages = [
        home(last, series["tema"]),
        f"missioni/{code}/",
        *(f"missioni/{code}/{year.stem}/" for year in files("spese")),
        *(
            f"risultati/{each['anno']}/{each['id']}/"
            for each in measured
            if series["id"] in each.get("serie", ())
        ),
    ]
    for page in pages:
        for point in series["punti"]:
            url = f"http://sito.test/{page}#serie.{series['id']}.{point['anno']}"
            cell = site.element(url)
            assert shows(cell, point, series["fonte"]), url
            assert row_of(cell) == point["anno"]
            for other in point.get("altrove", ()):
                cell = site.element(f"{url}.{other['fonte']}")
                assert shows(cell, other, series["fonte"]), url
                assert row_of(cell) == f"{point['anno']} secondo {sources()[other['fonte']]}"


def row_of(cell: LexborNode) -> str:
    """Return the heading of the row a cell stands in."""
    assert cell.parent is not None
    return heading(cell.parent)


def test_some_points_are_printed_by_two_documents() -> None:
    """So the test before this one looks at rows of other documents too."""
    points = [point for path in files("serie") for point in read_yaml(path)["punti"]]
    assert any("altrove" in point for point in points)


@pytest.mark.parametrize("path", files("tavole"), ids=named)
def test_every_cell_of_a_table_stands_on_the_page_of_its_tema(site: Built, path: Path) -> None:
    grid = read_yaml(path)
    page = f"http://sito.test/{home(grid['anno'], grid['tema'])}"
    for row in grid["righe"]:
        for datum in row["celle"]:
            address = f"tavole.{grid['anno']}.{grid['id']}.{datum['colonna']}.{row['id']}"
            cell = site.element(f"{page}#{address}")
            assert shows(cell, datum, grid["fonte"]), address
            assert row_of(cell) == row["titolo"]


@pytest.mark.parametrize("path", files("indicatori"), ids=named)
def test_what_was_expected_and_reached_stands_on_the_page_of_the_indicator(
    site: Built, path: Path
) -> None:
    indicator = read_yaml(path)
    (target,) = indicator["attesi"]
    address = f"indicatori.{indicator['anno']}.{indicator['id']}"
    url = f"http://sito.test/risultati/{indicator['anno']}/{indicator['id']}/#{address}"
    source = indicator["fonte"]
    expected, reached, _ = site.element(url).css("td")
    if "criterio" in target:
        assert text(expected) == target["criterio"]
    else:
        assert attribute(expected, "id") == f"{address}.atteso"
        word = COMPARED[target["confronto"]]
        assert shows(expected, target["valore"] | {"qualificatore": f"{word} "}, source)
    if "raggiunto_manca" in indicator:
        assert shows(reached, {"manca": indicator["raggiunto_manca"]}, source)
    elif "testo" in indicator["raggiunto"]:
        assert text(reached) == indicator["raggiunto"]["testo"]
    else:
        assert attribute(reached, "id") == f"{address}.raggiunto"
        assert shows(reached, indicator["raggiunto"]["valore"], source)


@pytest.mark.parametrize("path", files("indicatori"), ids=named)
def test_the_results_of_each_part_stand_on_the_page_of_the_indicator(
    site: Built, path: Path
) -> None:
    indicator = read_yaml(path)
    page = f"risultati/{indicator['anno']}/{indicator['id']}/"
    assert site.ids[page] >= set(indicator.get("parziali", ()))


@pytest.mark.parametrize("path", files("cronologie"), ids=named)
def test_every_event_of_a_timeline_stands_on_a_page_in_order(site: Built, path: Path) -> None:
    timeline = read_yaml(path)
    listed = f'.pa-cronologia[aria-label="{timeline["titolo"]}"]'
    pages = {address: page.css(f"{listed} li") for address, page in site.pages.items()}
    shown = {address: items for address, items in pages.items() if items}
    assert shown
    for address, items in shown.items():
        for item, event in zip(items, timeline["eventi"], strict=True):
            source = event.get("fonte", timeline["fonte"])
            assert attribute(item.css_first("time"), "datetime") == event["quando"]
            told = f"{event['che_cosa']} {sources()[source]}, riga {event['riga']}"
            assert text(item.css_first("span")) == told
            link = attribute(item.css_first("a"), "href")
            assert site.target(here(address, link)) in (
                (f"fonti/{source}/", f"r{event['riga']}"),
                (f"fonti/{source}/", ""),
            )


def words(block: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a file's data, with the key it is written at."""
    if isinstance(block, dict):
        for name, inside in block.items():
            yield from words(inside, name)
    elif isinstance(block, list):
        for inside in block:
            yield from words(inside, key)
    else:
        yield key, block


def plain(told: str) -> str:
    """Return a text as it is compared: single blanks, capitals aside."""
    return " ".join(told.split()).casefold()


@pytest.fixture(scope="module")
def told(site: Built) -> str:
    """What all pages say, one after another; the long report repeats and is left out."""
    pages = [page for address, page in site.pages.items() if address != "relazioni/2022/"]
    bodies = [page.body.text(separator="") for page in pages if page.body]
    names = [attribute(node, "aria-label") for page in pages for node in page.css("[aria-label]")]
    return "\n".join(map(plain, bodies + names))


REPORTS = files("relazioni")
CLAIMS = {"dichiarato"}  # an address
WORDS = [path for path in sorted(DATA.rglob("*.yml")) if path not in REPORTS]


@pytest.mark.parametrize("path", WORDS, ids=named)
def test_every_word_of_the_data_stands_on_a_page(told: str, path: Path) -> None:
    """Names, labels, notes, reasons, criteria, methods: all but what only machines read."""
    unsaid = [
        (key, said)
        for key, said in words(read_yaml(path))
        if key not in FOR_MACHINES | NUMBERS | CLAIMS and plain(said).rstrip(".") not in told
    ]
    assert unsaid == []


@pytest.mark.parametrize("path", files("novita"), ids=named)
def test_every_piece_of_news_has_its_day_and_leads_to_its_page(site: Built, path: Path) -> None:
    items = site.pages["novita/"].css(".pa-novita li")
    found = {
        (attribute(item.css_first("time"), "datetime"), text(item.css_first("a"))): here(
            "novita/", attribute(item.css_first("a"), "href")
        )
        for item in items
    }
    for news in read_yaml(path)["novita"]:
        led = found[news["giorno"], news["che_cosa"]]
        assert led == f"http://sito.test/{news['pagina']}"


@pytest.mark.parametrize("path", REPORTS, ids=named)
def test_every_word_of_a_report_stands_on_its_page(site: Built, path: Path) -> None:
    report = read_yaml(path)
    body = site.pages[f"relazioni/{report['anno']}/"].body
    assert body is not None
    said = [said for key, said in words(report) if key not in FOR_MACHINES]
    assert [one for one in said if plain(one) not in plain(body.text())] == []


def test_what_is_empty_prints_its_reason_never_a_figure(site: Built) -> None:
    missing = {each.get("raggiunto_manca", "–") for each in map(read_yaml, files("indicatori"))}
    shown = {text(node) for page in site.pages.values() for node in page.css(".pa-vuota")}
    assert "non stampato nella fonte" in shown
    assert shown <= REASONS | missing
