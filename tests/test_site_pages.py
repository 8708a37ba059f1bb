"""The built pages say what the data say, all of it, and lead to where each number comes from."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborNode

from tests.built import ROOT, Built, attribute, here, text
from tests.italian import WORDS, figures, long_date, value

MISSIONI = {"011": "1.865.646,87", "012": "59.504,95", "016": "118.321,00", "032": "3.295.109,02"}
TOTAL = "5.338.581,84"
EURO = "\u00a0€"
TOPICS = sorted((ROOT / "content/2022").glob("*/*.md"))
SOURCE = "fonti/relazione-2022/"
LINE = "Riga della fonte"
ISO = re.compile(r"\d{4}-\d\d-\d\d")


def read(path: Path) -> Any:
    """Read YAML with every scalar as text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def head(topic: Path) -> dict[str, str]:
    """Return the front matter of a topic."""
    found: dict[str, str] = yaml.load(topic.read_text("utf-8").split("---\n")[1], yaml.BaseLoader)
    return found


def page_of(topic: Path) -> str:
    return f"missioni/{topic.parent.name}/2022/{topic.stem}/"


def topic_page(slug: str) -> str:
    return page_of(next(topic for topic in TOPICS if topic.stem == slug))


# ---- The pages ----


def test_the_site_has_the_pages_it_promises(site: Built) -> None:
    assert len(TOPICS) == 62
    promised = {"", "missioni/", "bandi/", "bandi/2022/", "fonti/", SOURCE, "404.html"}
    promised |= {"glossario/", "cerca/", "mappa/", "guida/macro/"}
    promised |= {f"missioni/{code}/" for code in MISSIONI}
    promised |= {f"missioni/{code}/2022/" for code in MISSIONI}
    promised |= {page_of(topic) for topic in TOPICS}
    assert site.pages.keys() == promised


def test_the_index_of_pages_lists_every_page(site: Built) -> None:
    links = site.pages["mappa/"].css("main a[href]")
    listed = {site.target(here("mappa/", attribute(link, "href")))[0] for link in links}
    assert site.pages.keys() - listed == {"", "404.html"}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_a_topic_has_its_title_and_says_in_one_sentence_what_it_is(
    site: Built, topic: Path
) -> None:
    page = site.pages[page_of(topic)]
    assert text(page.css_first("h1")) == head(topic)["titolo"]
    assert text(page.css_first(".pa-sommario")) == head(topic)["sintesi"]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.stem)
def test_a_topic_names_the_section_and_lines_it_comes_from(site: Built, topic: Path) -> None:
    address, told = page_of(topic), head(topic)
    origin = [node for node in site.pages[address].css("p.pa-fonte") if "righe" in text(node)]
    assert len(origin) == 1
    assert f"«{told['sezione']}»" in text(origin[0])
    assert f"(righe {told['righe']})" in text(origin[0])
    link = origin[0].css_first("a")
    assert link is not None
    page, fragment = site.target(here(address, attribute(link, "href")))
    assert page == SOURCE
    first, last = map(int, told["righe"].split("-"))
    prints_numbers = any(f"r{line}" in site.ids[SOURCE] for line in range(first, last + 1))
    assert first <= int(fragment[1:]) <= last if prints_numbers else fragment == ""


def test_a_missione_lists_its_topics(site: Built) -> None:
    for code in MISSIONI:
        address = f"missioni/{code}/2022/"
        links = site.pages[address].css(".pa-temi a")
        listed = [site.target(here(address, attribute(link, "href")))[0] for link in links]
        mine = [page_of(topic) for topic in TOPICS if topic.parent.name == code]
        assert sorted(listed) == sorted(mine), code


# ---- The money ----


def test_the_home_page_opens_with_the_total(site: Built) -> None:
    assert text(site.pages[""].css_first("h1")) == f"Abbiamo speso {TOTAL}{EURO}"


def test_the_home_page_has_a_card_with_the_amount_of_each_missione(site: Built) -> None:
    cards = {
        text(card.css_first(".pa-codice")): text(card.css_first(".pa-importo"))
        for card in site.pages[""].css(".pa-scheda")
    }
    assert cards == {f"Missione {code}": amount + EURO for code, amount in MISSIONI.items()}


def test_every_missione_says_what_it_cost(site: Built) -> None:
    for code, amount in MISSIONI.items():
        for address in (f"missioni/{code}/", f"missioni/{code}/2022/"):
            told = text(site.pages[address].css_first("main"))
            assert f"Nel 2022 questa missione è costata {amount}{EURO}" in told, address


def test_the_total_stands_in_a_table_with_its_four_parts(site: Built) -> None:
    link = site.pages[""].css_first("h1 a")
    assert link is not None
    total = site.element(here("", attribute(link, "href")))
    assert [text(cell) for cell in total.css("th, td")] == ["Totale", TOTAL, "100,0"]
    parts = [
        text(site.element(f"http://sito.test/missioni/#spese.2022.{code}").css_first("td"))
        for code in MISSIONI
    ]
    assert parts == list(MISSIONI.values())
    assert sum(map(value, parts)) == value(TOTAL)


def test_the_areas_of_missione_011_add_up_to_it(site: Built) -> None:
    table = site.pages["missioni/011/2022/"].css_first("#tabella-spese-2022-011")
    assert table is not None
    *areas, total = [text(row.css_first("td")) for row in table.css("tbody tr")]
    assert areas == ["614.539,70", "1.053.277,02", "197.830,15"]
    assert sum(map(value, areas)) == value(total) == value(MISSIONI["011"])


# ---- Every number of every page ----


def numbers(site: Built) -> Iterator[tuple[str, str, str]]:
    """Yield (page, value for machines, printed form) of every number.

    The cells of the column «Riga della fonte» are places, not quantities: they are left out.
    """
    for address, page in site.pages.items():
        places = {
            data.mem_id
            for table in page.css("table")
            if LINE in [text(title) for title in table.css("thead th")]
            for cell in column(table, LINE)
            for data in cell.css("data")
        }
        for node in page.css("data"):
            if node.mem_id not in places:
                yield address, attribute(node, "value"), text(node)


def test_every_data_element_holds_a_number_or_a_date(site: Built) -> None:
    wrong = {
        (address, told)
        for address, told, _ in numbers(site)
        if not re.fullmatch(r"-?\d+(\.\d+)?|\d{4}-\d\d-\d\d", told)
    }
    assert wrong == set()


def test_every_number_prints_its_value_in_italian(site: Built) -> None:
    found = list(numbers(site))
    assert len(found) > 900
    wrong = []
    for address, told, printed in found:
        if ISO.fullmatch(told):
            right = printed == long_date(told)
        elif re.fullmatch(r"-?\d+(\.\d+)?", told):
            right = figures(printed) == [Decimal(told)]
        else:
            continue  # the test before this one tells
        if not right:
            wrong.append((address, told, printed))
    assert wrong == []


def words(site: Built) -> Iterator[tuple[str, str]]:
    """Yield every page with its text, without what it quotes («…»): names stay as printed."""
    for address, page in site.pages.items():
        assert page.body is not None
        yield address, re.sub(r"«[^»]*»", "", page.body.text(separator="\n"))


def test_a_figure_and_its_sign_stand_on_one_line(site: Built) -> None:
    """Between a figure and € or % stands a no-break space, and nothing else."""
    pages = list(words(site))
    assert sum(len(re.findall("\\d\u00a0[€%]", told)) for _, told in pages) > 300
    assert [
        (page, found) for page, told in pages for found in re.findall(r"\S*\d ?[€%]", told)
    ] == []


def test_euro_are_printed_after_the_figure(site: Built) -> None:
    before = [
        (address, found) for address, told in words(site) for found in re.findall(r"€ ?\d\S*", told)
    ]
    assert before == []


# ---- Where each number comes from ----


def source_lines(site: Built) -> dict[str, str]:
    """Return the numbers that each line of the source prints, by the id of its row."""
    rows = site.pages[SOURCE].css("tr[id]")
    return {attribute(row, "id"): text(row.css_first("td")) for row in rows}


def printed_in(row: str, shown: str, told: str) -> bool:
    """Tell whether a line's numbers hold one: as a value, a word, or misprinted («60,464,10»)."""
    tokens = row.split(" · ")
    if ISO.fullmatch(told):
        year, _, day = told.split("-")
        return year in tokens and str(int(day)) in [token.lstrip("0") for token in tokens]
    wanted = figures(shown)
    words = [Decimal(WORDS[word]) for token in tokens for word in token.split() if word in WORDS]
    known = [*words, *(one for token in tokens for one in figures(token))]
    digits = [re.sub(r"\D", "", token) for token in tokens]
    return len(wanted) == 1 and (
        wanted[0] in known or re.sub(r"\D", "", shown.split("\u00a0")[0]) in digits
    )


def test_every_number_leads_to_a_line_that_prints_it(site: Built) -> None:
    lines = source_lines(site)
    checked, wrong = 0, []
    for address, page in site.pages.items():
        for link in page.css("a.pa-numero:not(.dedotto)"):
            target, fragment = site.target(here(address, attribute(link, "href")))
            if target != SOURCE:
                continue
            data = link.css_first("data")
            told = attribute(data, "value") if data else ""
            checked += 1
            if not printed_in(lines[fragment], text(link), told):
                wrong.append((address, text(link), fragment, lines[fragment]))
    assert checked > 800
    assert wrong == []


def test_a_number_the_site_computes_leads_to_its_own_row(site: Built) -> None:
    computed = [
        (address, link)
        for address, page in site.pages.items()
        for link in page.css("a.pa-numero")
        if site.target(here(address, attribute(link, "href")))[0] != SOURCE
    ]
    assert computed
    for address, link in computed:
        row = site.element(here(address, attribute(link, "href")))
        assert figures(text(link))[0] in figures(text(row)), (address, text(link))


def test_every_line_leads_back_to_the_numbers_that_cite_it(site: Built) -> None:
    """What a row of the source's page leads to prints one of the row's numbers."""
    checked, wrong = 0, []
    for row in site.pages[SOURCE].css("tr[id]"):
        tokens = text(row.css_first("td"))
        for link in row.css("td a"):
            target = site.element(here(SOURCE, attribute(link, "href")))
            shown = [(text(data), attribute(data, "value")) for data in target.css("data")]
            checked += 1
            if not target.css(".dedotto") and not any(printed_in(tokens, *one) for one in shown):
                wrong.append((attribute(row, "id"), tokens, shown))
    assert checked > 300
    assert wrong == []


def test_the_page_of_a_source_lists_its_whole_index(site: Built) -> None:
    index: dict[str, list[str]] = {}
    with (ROOT / "data/fonti/relazione-2022.indice.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            index.setdefault(f"r{line['riga']}", []).append(line["numero"])
    shown = source_lines(site)
    assert {row: shown.get(row) for row in index} == {
        row: " · ".join(printed) for row, printed in index.items()
    }


def test_the_page_of_a_source_says_what_document_it_is(site: Built) -> None:
    source = read(ROOT / "data/fonti/relazione-2022.yml")
    page = site.pages[SOURCE]
    assert text(page.css_first("h1")) == source["titolo"]
    told = [text(node) for node in page.css("main dd")]
    for key in ("ente", "anno", "sha256", "originale"):
        assert source[key] in told, key


# ---- Everything in data/ is published ----


def fact_files() -> list[Path]:
    return sorted((ROOT / "data/fatti/2022").glob("*.yml"))


@pytest.mark.parametrize("path", fact_files(), ids=lambda path: path.stem)
def test_every_fact_stands_on_the_page_of_its_topic(site: Built, path: Path) -> None:
    facts = read(path)
    address = topic_page(facts["tema"])
    for fact in facts["dati"]:
        row = site.element(f"http://sito.test/{address}#fatti.2022.{path.stem}.{fact['id']}")
        assert text(row.css_first("th")) == fact["etichetta"]
        shown = text(row.css_first("td"))
        if "manca" in fact:
            assert shown == fact["manca"]
        elif ISO.fullmatch(fact["valore"]):
            assert shown == long_date(fact["valore"])
        else:
            assert figures(shown) == [value(fact["valore"])], fact["id"]
            assert shown.startswith(fact.get("qualificatore", shown)), fact["id"]


BANDI = read(ROOT / "data/bandi/2022.yml")["bandi"]
QUANTITIES = ("stanziato", "stanziato_altri", "domande", "ammissibili", "ammesse", "concesso")


@pytest.mark.parametrize("bando", BANDI, ids=lambda bando: str(bando["id"]))
def test_every_call_stands_on_the_page_of_the_calls(site: Built, bando: dict[str, Any]) -> None:
    page = f"http://sito.test/bandi/2022/#bandi.2022.{bando['id']}"
    row = site.element(page)
    assert text(row.css_first("th")) == bando["nome"]
    for funder in bando.get("finanziano", ()):
        assert funder in text(row.css_first("td"))
    for quantity in QUANTITIES:
        if quantity in bando:
            shown = text(site.element(f"{page}.{quantity}"))
            if "manca" in bando[quantity]:
                assert shown == bando[quantity]["manca"], quantity
            else:
                assert figures(shown) == [value(bando[quantity]["valore"])], quantity


@pytest.mark.parametrize("bando", BANDI, ids=lambda bando: str(bando["id"]))
def test_what_is_noted_of_a_call_is_published(site: Built, bando: dict[str, Any]) -> None:
    page = text(site.pages["bandi/2022/"].css_first("main"))
    assert bando.get("nota", "") in page


SERIES = [read(path) for path in sorted((ROOT / "data/serie").glob("*.yml"))]


@pytest.mark.parametrize("series", SERIES, ids=lambda series: str(series["id"]))
def test_every_point_of_a_series_stands_on_the_page_of_its_missione(
    site: Built, series: dict[str, Any]
) -> None:
    page = f"http://sito.test/missioni/{series['missione']}/2022/#serie.{series['id']}"
    for point in series["punti"]:
        shown = text(site.element(f"{page}.{point['anno']}"))
        if "manca" in point:
            assert shown == point["manca"]
        else:
            assert figures(shown) == [value(point["valore"])]


def test_no_empty_cell_prints_a_figure(site: Built) -> None:
    """What is missing shows its reason, never zero."""
    reasons = {text(node) for page in site.pages.values() for node in page.css(".pa-vuota")}
    assert "non stampato nella fonte" in reasons
    assert [reason for reason in reasons if re.search(r"\d", reason)] == []


# ---- Chart, table and files say the same ----


def rows(table: LexborNode) -> list[list[LexborNode]]:
    return [row.css("th, td") for row in table.css("tbody tr")]


def plain(cell: LexborNode) -> str:
    """Return a cell as its CSV must have it: empty if the value is missing."""
    if cell.css_first(".pa-vuota"):
        return ""
    data = cell.css_first("data")
    return attribute(data, "value") if data else text(cell)


def downloads(site: Built) -> Iterator[tuple[str, LexborNode, Path]]:
    """Yield (page, table, CSV file) for every table that offers one."""
    for address, page in site.pages.items():
        for box in page.css("figure.pa-grafico, main .pa-tabella"):
            table, link = box.css_first("table"), box.css_first('a[download][href$=".csv"]')
            if table and link:
                yield address, table, site.file(here(address, attribute(link, "href")))


def test_every_table_equals_the_csv_it_offers(site: Built) -> None:
    found = list(downloads(site))
    assert len({file.name for _, _, file in found}) == len(list(site.root.rglob("*.csv")))
    for address, table, file in found:
        header, *lines = csv.reader(file.read_text("utf-8").splitlines())
        assert header[-1] == "note"
        shown = [[plain(cell) for cell in row] for row in rows(table)]
        assert [line[: len(shown[0])] for line in lines] == shown, (address, file.name)


def test_what_a_csv_leaves_empty_has_its_reason_in_the_note(site: Built) -> None:
    """A dash in the table means that there is nothing to tell, not that a value is missing."""
    told = 0
    for address, table, file in downloads(site):
        header, *lines = csv.reader(file.read_text("utf-8").splitlines())
        for row, line in zip(rows(table), lines, strict=True):
            for name, cell in zip(header, row, strict=False):
                if cell.css_first(".pa-vuota") and text(cell) != "–":
                    assert f"{name}: {text(cell)}" in line[-1].split("; "), (address, file.name)
                    told += 1
    assert told > 50


def test_no_note_of_a_csv_is_a_dash(site: Built) -> None:
    dashes = [
        (file.name, cell)
        for file in site.root.rglob("*.csv")
        for line in csv.reader(file.read_text("utf-8").splitlines())
        for cell in line
        if "–" in [part.strip() for part in cell.split(";")]
    ]
    assert dashes == []


def charts(site: Built) -> Iterator[tuple[str, LexborNode, dict[str, Any]]]:
    """Yield (page, figure, Plotly figure) for every chart."""
    for address, page in site.pages.items():
        for figure in page.css("figure.pa-grafico"):
            button = figure.css_first("button[data-json]")
            assert button is not None, address
            file = site.file(here(address, attribute(button, "data-json")))
            yield address, figure, json.loads(file.read_text("utf-8"))


def column(table: LexborNode, title: str) -> list[LexborNode]:
    """Return the cells of a column, total excluded."""
    titles = [text(cell) for cell in table.css("thead th")]
    place = next(n for n, found in enumerate(titles) if found.startswith(title))
    return [row.css("th, td")[place] for row in table.css("tbody tr") if not is_total(row)]


def is_total(row: LexborNode) -> bool:
    return "totale" in attribute(row, "class")


def named(table: LexborNode, label: str, title: str) -> LexborNode:
    """Return the cell of a column in the row a label names, in full or by its beginning."""
    (cell,) = [
        cell
        for heading, cell in zip(column(table, ""), column(table, title), strict=True)
        if re.sub(r"^\d{3} ", "", text(heading)).startswith(label)
    ]
    return cell


def charted(figure: dict[str, Any], table: LexborNode) -> list[list[LexborNode]]:
    """Return, a list per trace, the cells of the table that a chart draws."""
    kind, data = figure["layout"]["meta"]["tipo"], figure["data"]
    if kind == "quote":
        return [[named(table, trace["name"], "Quota")] for trace in data]
    titles = [text(title) for title in table.css("thead th")]
    if titles[0] in ("Bando", "Missione", "Area"):
        drawn = "Concesso" if titles[0] == "Bando" else "Spesa"
        return [[named(table, label, drawn) for label in data[0]["y"]]]
    names = data[0]["y"] if kind == "confronto" else [trace["name"] for trace in data]
    columns = [column(table, name) for name in names]
    return [list(cells) for cells in zip(*columns, strict=True)] if kind == "confronto" else columns


def test_every_chart_draws_the_values_of_its_table(site: Built) -> None:
    kinds = set()
    for address, node, figure in charts(site):
        kind = figure["layout"]["meta"]["tipo"]
        kinds.add(kind)
        table = node.css_first("details table")
        assert table is not None
        along = "y" if kind == "linee" else "x"
        for trace, cells in zip(figure["data"], charted(figure, table), strict=True):
            told = [plain(cell) for cell in cells]
            drawn = trace[along]
            places = 1 if kind == "quote" else 10
            assert [None if one is None else round(one, places) for one in drawn] == [
                float(one) if one else None for one in told
            ], (address, attribute(node, "id"))
    assert kinds == {"barre", "quote", "linee", "confronto"}


def test_every_chart_prints_its_values_and_its_gaps(site: Built) -> None:
    """What a bar or a point prints is in the picture, and has the figures of the table's cell."""
    for address, node, figure in charts(site):
        table = node.css_first("details table")
        assert table is not None
        drawn = Counter(text(one) for one in node.css("svg.pa-disegno text"))
        shown = Counter(told for trace in figure["data"] for told in trace["text"])
        assert shown - drawn == Counter(), (address, attribute(node, "id"))
        for trace, cells in zip(figure["data"], charted(figure, table), strict=True):
            for told, cell in zip(trace["text"], cells, strict=True):
                assert figures(told) == figures(text(cell)), (address, told)
                if cell.css_first(".pa-vuota"):
                    assert told == text(cell), (address, told)


def test_every_table_of_data_has_a_caption_and_scoped_headings(site: Built) -> None:
    for address, page in site.pages.items():
        for table in page.css(".pa-tabella table"):
            assert text(table.css_first("caption")), address
            assert {attribute(th, "scope") for th in table.css("thead th")} == {"col"}, address
            assert {attribute(th, "scope") for th in table.css("tbody th")} == {"row"}, address
