"""A chart, its table, its CSV and its figure for Plotly say the same, on every page."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborNode

from tests.built import ROOT, Built, attribute, column, here, read_yaml, text, unnoted
from tests.italian import figures

# The texts of a drawing that are neither names nor marks of its axis.
PRINTED = "svg.pa-disegno text:not(.pa-tacca):not(.pa-etichetta)"
MISSIONI = read_yaml(ROOT / "site_config/missioni.yml")["missioni"]


def rows(table: LexborNode) -> list[list[LexborNode]]:
    return [row.css("th, td") for row in table.css("tbody tr")]


def plain(cell: LexborNode) -> str:
    """Return a cell as its CSV must have it: empty if the value is missing, without its note.

    «2019 secondo Rendicontazione 2019» is the year in the CSV, which has a column for the source.
    """
    if cell.css_first(".pa-vuota"):
        return ""
    data = cell.css_first("data")
    if data:
        return attribute(data, "value")
    words = unnoted(cell)
    return re.sub(r"^(\d{4}) secondo .*", r"\1", words) if cell.tag == "th" else words


def downloads(site: Built) -> Iterator[tuple[str, LexborNode, Path]]:
    """Yield (page, table, CSV file) for every table that offers one."""
    for address, page in site.pages.items():
        for box in page.css("figure.pa-grafico, main .pa-tabella"):
            table, link = box.css_first("table"), box.css_first('a[download][href$=".csv"]')
            if table and link:
                yield address, table, site.file(here(address, attribute(link, "href")))


def csv_lines(file: Path) -> list[list[str]]:
    """Return the lines of a CSV."""
    return list(csv.reader(file.read_text("utf-8").splitlines()))


def test_every_csv_is_offered_by_a_table_or_holds_indicators(site: Built) -> None:
    """Those of indicators are read in test_site_results, that of claims in test_site_claims."""
    offered = {file for _, _, file in downloads(site)}
    assert offered == set((site.root / "dati/grafici").glob("*.csv"))
    others = set(site.root.rglob("*.csv")) - offered
    claims = site.root / "dati/verifiche.csv"
    assert others - {claims} == set((site.root / "dati/indicatori").rglob("*.csv")) != set()
    assert claims in others


def test_every_table_equals_the_csv_it_offers(site: Built) -> None:
    for address, table, file in downloads(site):
        header, *lines = csv_lines(file)
        assert header[-1] == "note"
        shown = [[plain(cell) for cell in row] for row in rows(table)]
        assert [line[: len(shown[0])] for line in lines] == shown, (address, file.name)


def test_a_row_of_another_document_names_the_source_of_its_line(site: Built) -> None:
    short = {
        found["titolo_breve"]: found["id"]
        for found in map(read_yaml, (ROOT / "data/fonti").glob("*.yml"))
    }
    told = 0
    for address, table, file in downloads(site):
        header, *lines = csv_lines(file)
        for row, line in zip(rows(table), lines, strict=True):
            other = re.fullmatch(r"\d{4} secondo (.*)", text(row[0]))
            if other:
                assert line[header.index("fonte")] == short[other[1]], (address, file.name)
                told += 1
    assert told > 5


def test_what_a_csv_leaves_empty_has_its_reason_in_the_note(site: Built) -> None:
    """A dash in the table means that there is nothing to tell, not that a value is missing."""
    told = 0
    for address, table, file in downloads(site):
        header, *lines = csv_lines(file)
        for row, line in zip(rows(table), lines, strict=True):
            for name, cell in zip(header, row, strict=False):
                if cell.css_first(".pa-vuota") and text(cell) != "–":
                    reason = re.escape(f"{name}: {text(cell).removesuffix('.')}")
                    assert re.search(rf"(^|; ){reason}(; |\. |$)", line[-1]), (address, line)
                    told += 1
    assert told > 50


def test_no_note_of_a_csv_is_a_dash(site: Built) -> None:
    dashes = [
        (file.name, cell)
        for file in site.root.rglob("*.csv")
        for line in csv_lines(file)
        for cell in line
        if "–" in [part.strip() for part in cell.split(";")]
    ]
    assert dashes == []


def charts(site: Built) -> Iterator[tuple[str, LexborNode, dict[str, Any]]]:
    """Yield (page, figure, Plotly figure) for every chart."""
    for address, page in site.shelled.items():
        for figure in page.css("figure.pa-grafico"):
            button = figure.css_first("button[data-json]")
            assert button is not None, address
            file = site.file(here(address, attribute(button, "data-json")))
            yield address, figure, json.loads(file.read_text("utf-8"))


def named(table: LexborNode, label: str, title: str) -> LexborNode:
    """Return the cell of a column in the row a label names, without the code of a missione."""
    (cell,) = [
        cell
        for heading, cell in zip(column(table, ""), column(table, title), strict=True)
        if re.sub(r"^\d{3} ", "", text(heading)) == label
    ]
    return cell


def of_missione(table: LexborNode, label: str, title: str) -> LexborNode:
    """Return the cell of a column in the row of a missione, told by the short name of charts."""
    names = {one["nome_breve"]: one["codice"] for one in MISSIONI}
    (cell,) = [
        cell
        for heading, cell in zip(column(table, ""), column(table, title), strict=True)
        if text(heading).startswith(f"{names[label]} ")
    ]
    return cell


def of_year(table: LexborNode, year: str, name: str) -> LexborNode | None:
    """Return the cell of a series in the row of a year; None where no document speaks of it."""
    found = [
        cell
        for heading, cell in zip(column(table, "Anno"), measure(table, name), strict=True)
        if text(heading) == year
    ]
    assert len(found) < 2
    return found[0] if found else None


def measure(table: LexborNode, name: str) -> list[LexborNode]:
    """Return the cells of the column of a series or measure, whose title may add its unit."""
    titles = [text(title) for title in table.css("thead th")]
    (title,) = [one for one in titles if re.fullmatch(rf"{re.escape(name)}( \([^()]+\))?", one)]
    place = titles.index(title)
    return [row.css("th, td")[place] for row in table.css("tbody tr")]


def charted(figure: dict[str, Any], table: LexborNode) -> list[list[LexborNode | None]]:
    """Return, a list per trace, the cells of the table that a chart draws, None for no cell."""
    kind, data = figure["layout"]["meta"]["tipo"], figure["data"]
    first = text(table.css("thead th")[0])
    if first in ("Missione", "Area"):
        find, title = (of_missione if first == "Missione" else named), "Spesa"
        if kind == "quote":
            return [[find(table, trace["name"], "Quota")] for trace in data]
        return [[find(table, label, title) for label in data[0]["y"]]]
    if first == "Bando":
        return [[named(table, label, "Concesso") for label in data[0]["y"]]]
    if first == "Voce":
        assert all(trace["y"] == [text(cell) for cell in column(table, "Voce")] for trace in data)
        return [list(measure(table, trace["name"])) for trace in data]
    if first == "Indicatore":
        titles = [trace["name"].partition(",")[0] for trace in data]
        return [
            [named(table, label, title) for label in trace["y"]]
            for trace, title in zip(data, titles, strict=True)
        ]
    if first == "Esito":
        return [[named(table, label, "Verifiche") for label in data[0]["y"]]]
    assert first == "Anno"
    if kind == "confronto":
        return [[of_year(table, trace["name"], name) for name in trace["y"]] for trace in data]
    along = "x" if kind == "linee" else "y"
    return [[of_year(table, str(year), trace["name"]) for year in trace[along]] for trace in data]


def worth(cell: LexborNode | None) -> float | None:
    """Return the value a cell tells machines; None for a missing one, or one in words."""
    data = cell.css_first("data") if cell else None
    return float(attribute(data, "value")) if data else None


def test_every_chart_draws_the_values_of_its_table(site: Built) -> None:
    kinds = set()
    for address, node, figure in charts(site):
        kind = figure["layout"]["meta"]["tipo"]
        kinds.add(kind)
        table = node.css_first("details table")
        assert table is not None
        along = "y" if kind == "linee" else "x"
        for trace, cells in zip(figure["data"], charted(figure, table), strict=True):
            places = 1 if kind == "quote" else 10
            drawn = [None if one is None else round(one, places) for one in trace[along]]
            assert drawn == [worth(cell) for cell in cells], (address, attribute(node, "id"))
    assert kinds == {"barre", "quote", "linee", "confronto", "bersaglio"}


def test_every_value_of_a_table_of_series_measures_or_spending_is_drawn(site: Built) -> None:
    """A chart of some columns draws all their rows; what another document prints is told beside."""
    for address, node, figure in charts(site):
        table = node.css_first("details table")
        assert table is not None
        if text(table.css("thead th")[0]) == "Indicatore":
            continue  # those whose target is in words cannot be drawn
        drawn = [cell for cells in charted(figure, table) for cell in cells if cell]
        rows = [row for row in table.css("tbody tr") if "totale" not in attribute(row, "class")]
        own = [row for row in rows if " secondo " not in text(row.css_first("th"))]
        there = {row.mem_id for row in own}
        assert {cell.parent.mem_id for cell in drawn if cell.parent} == there, address


def with_years(figure: dict[str, Any]) -> set[str]:
    """Return the values of lines with their years, as stood below them where they are many."""
    return {
        f"{year}: {told}"
        for trace in figure["data"]
        for year, told in zip(trace["x"], trace["text"], strict=True)
    }


def test_every_chart_prints_its_values_and_its_gaps(site: Built) -> None:
    """What a bar or a point prints is in the picture, and has the figures of the table's cell.

    A line with many values prints them below, «2013: 20.212».
    """
    for address, node, figure in charts(site):
        table = node.css_first("details table")
        assert table is not None
        printed = [text(one) for one in node.css(PRINTED)]
        drawn = Counter(re.sub(r"^\d{4}: ", "", one) for one in printed)
        shown = Counter(told for trace in figure["data"] for told in trace["text"] if told)
        assert shown - drawn == Counter(), (address, attribute(node, "id"))
        assert {one for one in printed if re.match(r"\d{4}: ", one)} <= with_years(figure)
        for trace, cells in zip(figure["data"], charted(figure, table), strict=True):
            for told, cell in zip(trace["text"], cells, strict=True):
                if cell is None:
                    assert told == "", address
                elif cell.css_first(".pa-vuota"):
                    assert told == text(cell), (address, told)
                else:
                    assert figures(told) == figures(text(cell)), (address, told)


def test_every_table_of_data_has_a_caption_and_scoped_headings(site: Built) -> None:
    for address, page in site.pages.items():
        for table in page.css(".pa-tabella table"):
            assert text(table.css_first("caption")), address
            assert {attribute(th, "scope") for th in table.css("thead th")} == {"col"}, address
            assert {attribute(th, "scope") for th in table.css("tbody th")} == {"row"}, address
