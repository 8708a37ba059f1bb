"""`genera`: the whole site as plain Markdown, for any other generator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from macros.cli import main
from tests.real import ROOT, archive, site

HOME = "https://altro.example.it/sito/"
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the command wrote."""
    target = tmp_path_factory.mktemp("genera") / "pagine"
    done = CliRunner().invoke(main, ["--cartella", str(ROOT), "genera", str(target)])
    assert done.exit_code == 0, done.output
    assert f"{len(site().pages)} pagine scritte" in done.output
    return target


@cache
def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


def markdown(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def names(folder: Path, ending: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob(f"*{ending}")}


def test_every_page_is_written_and_nothing_else(folder: Path) -> None:
    assert names(folder, ".md") == {page.uri for page in site().pages}


def test_every_chart_table_and_indicator_has_its_files_and_nothing_else_is_written(
    folder: Path,
) -> None:
    """A table of one indicator has no CSV of its own: the page offers that of the indicator."""
    figures = {
        str(node.attributes["id"]).removeprefix("grafico-")
        for path in markdown(folder)
        for node in parsed(path).css("figure")
    }
    tables = {
        str(node.attributes["id"])
        for path in markdown(folder)
        for node in parsed(path).css('table[id^="tabella-"]')
    }
    known = [f"{year}-{name}" for year, name in archive().indicators]
    own = {f"tabella-{kind}-{name}" for kind in ("indicatori", "parziali") for name in known}
    data = {"2019", *(f"{year}/{name}" for year, name in archive().indicators)}
    assert len(figures) > 10
    assert len(data) == 1 + 26
    assert names(folder, ".svg") == {f"dati/grafici/{name}.svg" for name in figures}
    assert names(folder, ".json") == {
        *(f"dati/grafici/{name}.json" for name in figures),
        *(f"dati/indicatori/{name}.json" for name in data),
        "dati/verifiche.json",
    }
    assert names(folder, ".csv") == {
        *(f"dati/grafici/{name}.csv" for name in figures | (tables - own)),
        *(f"dati/indicatori/{name}.csv" for name in data),
        "dati/verifiche.csv",
    }


def test_every_page_has_its_title_and_description_in_the_front_matter(folder: Path) -> None:
    for page in site().pages:
        text = (folder / page.uri).read_text("utf-8")
        assert text.startswith("---\n")
        head = yaml.safe_load(text.split("---\n")[1])
        assert head == {"title": page.title, "description": page.summary}


def test_no_macro_and_no_placeholder_is_left(folder: Path) -> None:
    """Most generators give `{{` a meaning of their own: examples of macros must not run there."""
    left = {
        path.relative_to(folder).as_posix(): found
        for path in markdown(folder)
        if (found := re.findall(r"\{\{|\}\}|\{%|data-late", path.read_text("utf-8")))
    }
    assert left == {}


def links(path: Path) -> Iterator[str]:
    """Yield the links of a page, those in Markdown and those in HTML."""
    yield from _LINK.findall(path.read_text("utf-8"))
    for name in ("href", "src", "data-json"):
        for node in parsed(path).css(f"[{name}]"):
            yield node.attributes[name] or ""


def test_links_are_relative(folder: Path) -> None:
    """The folder may stand anywhere: a link from the root would leave it."""
    rooted = {
        path.relative_to(folder).as_posix(): link
        for path in markdown(folder)
        for link in links(path)
        if link.startswith("/")
    }
    assert rooted == {}


def test_links_in_the_html_lead_to_pages_and_files_that_are_written(folder: Path) -> None:
    urls = {page.url: page.uri for page in site().pages}
    lost = []
    for url, uri in urls.items():
        for name in ("href", "data-json"):
            for node in parsed(folder / uri).css(f"[{name}]"):
                link = node.attributes[name] or ""
                target = urljoin(HOME + url, link).removeprefix(HOME)
                file = urlsplit(target).path
                if not urlsplit(target).scheme and file not in urls:
                    lost += [(url, link)] if not (folder / file).is_file() else []
    assert lost == []


def test_links_to_markdown_lead_to_files_that_are_written(folder: Path) -> None:
    lost = [
        (path.relative_to(folder).as_posix(), link)
        for path in markdown(folder)
        for link in _LINK.findall(path.read_text("utf-8"))
        if ".md" in link and not (path.parent / link.partition("#")[0]).is_file()
    ]
    assert lost == []


def test_a_written_page_reads_as_the_report(folder: Path) -> None:
    text = (folder / "missioni/index.md").read_text("utf-8")
    assert "# Per che cosa spendiamo: le missioni" in text
    assert ">5.338.581,84\u00a0€</data>" in text
    topic = (folder / "missioni/012/2022/registro-imprese.md").read_text("utf-8")
    assert "22.314\u00a0pratiche" in topic


def test_a_csv_keeps_its_line_ends(folder: Path) -> None:
    raw = (folder / "dati/grafici/tabella-spese-2022.csv").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == 6


def test_the_same_files_are_written_again(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = CliRunner().invoke(main, ["--cartella", str(ROOT), "genera", str(folder)])
    assert done.exit_code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_every_number_of_the_archive_is_read_on_some_page(folder: Path) -> None:
    """Nothing of the data is left out: each number's id stands on a written page."""
    found = {
        str(node.attributes["id"]) for path in markdown(folder) for node in parsed(path).css("[id]")
    }
    assert archive().numbers.keys() - found == set()
