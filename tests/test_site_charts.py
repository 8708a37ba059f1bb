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

from tests.built import Built, attribute, column, here, text
from tests.italian import figures

# The texts of a drawing that are neither names nor marks of its axis.
PRINTED = "svg.pa-disegno text:not(.pa-tacca):not(.pa-etichetta)"


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
        drawn = Counter(text(one) for one in node.css(PRINTED))
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
