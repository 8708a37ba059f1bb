"""The PDFs of `make print`: all that their pages say, tagged, and as one holds them in hand.

They are read again with pypdf, which knows nothing of how they were made.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.cli import main
from macros.sheets import PrinterMissing, print_sheets, sheets, size_text
from macros.site import read_site_or_refuse
from tests.built import ROOT, Built, Project, attribute, text
from tests.test_build import plant

REPORT = "relazioni/2022/relazione-2022.pdf"
MISSIONI = [f"missioni/{code}/missione-{code}.pdf" for code in ("011", "012", "016", "032")]
ALL = [REPORT, *MISSIONI]
NAME, DATE = "Camera di Commercio di Cremona", "Aggiornato al 22 novembre 2026"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MARGINS = re.compile(rf"^(?:{NAME}|{DATE}|{NAME} {DATE}|Pagina del sito: .*)$", re.MULTILINE)
CONTENTS = re.compile(r"^(.+?)(?:\s+\.){2,}\s*(\d+)$", re.MULTILINE)
# On paper there is nothing to open, to download or to hover over.
OF_THE_SCREEN = ".pa-azioni, .pa-pdf, .pa-dati > summary, a[download], svg title, .pa-nascosto"


@dataclass(frozen=True)
class Pdf:
    """A PDF of the site, with the page it was made from."""

    path: Path
    page: LexborHTMLParser

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(self.path)

    @cached_property
    def texts(self) -> list[str]:
        """What each page prints, in the order of the pages."""
        return [page.extract_text().replace("\u00a0", " ") for page in self.reader.pages]

    @cached_property
    def body(self) -> str:
        """What is printed between the margins, the list of contents left out."""
        whole = "\n".join(self.texts)
        for line in (MARGINS, CONTENTS):
            whole = line.sub("", whole)
        return whole

    @cached_property
    def structure(self) -> list[DictionaryObject]:
        """Every element of the tree of tags, from the top."""
        return list(_elements(self.reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))  # type: ignore[index]

    @cached_property
    def outline(self) -> list[tuple[str, int]]:
        """The bookmarks, each with its page, from 1."""
        return list(self._bookmarks(self.reader.outline))

    def _bookmarks(self, entries: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from self._bookmarks(entry)
            else:
                number = self.reader.get_destination_page_number(entry)
                assert number is not None
                yield entry.title, number + 1


def _elements(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, dict) and "/S" in node:
        yield DictionaryObject(node)
        yield from _elements(node.get("/K", DictionaryObject()))


def headings(page: LexborHTMLParser) -> list[LexborNode]:
    return page.css(".pa-testo :is(h1,h2,h3,h4,h5,h6)")


@dataclass(frozen=True)
class Printed:
    """A site built by `stampa`, with what the command told."""

    site: Built
    told: str

    @cached_property
    def pdfs(self) -> Mapping[str, Pdf]:
        return {
            uri: Pdf(self.site.root / uri, self.site.pages[uri.rpartition("/")[0] + "/"])
            for uri in ALL
        }


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    target = tmp_path_factory.mktemp("stampa") / "site"
    done = Project(ROOT).run("stampa", "--in", str(target), PYTHONHASHSEED="0")
    assert done.returncode == 0, done.stdout + done.stderr
    return Printed(Built(target), done.stdout)


@pytest.fixture(params=ALL)
def pdf(request: pytest.FixtureRequest, printed: Printed) -> Pdf:
    return printed.pdfs[request.param]


# ---- What the command makes ----


def test_the_command_makes_the_report_and_a_sheet_for_each_missione(printed: Printed) -> None:
    made = {
        path.relative_to(printed.site.root).as_posix() for path in printed.site.root.rglob("*.pdf")
    }
    assert made == set(ALL)


def test_the_command_tells_each_pdf_with_its_size_and_pages(printed: Printed) -> None:
    told = [line.strip() for line in printed.told.splitlines()[1:]]
    assert told == [
        f"{uri}: {size_text(pdf.path.stat().st_size)}, {len(pdf.texts)} pagine"
        for uri, pdf in printed.pdfs.items()
    ]


def test_a_page_offers_its_pdf_with_size_and_pages(pdf: Pdf) -> None:
    (link,) = pdf.page.css(".pa-pdf a")
    size = size_text(pdf.path.stat().st_size)
    assert attribute(link, "href") == pdf.path.name
    assert text(link) == f"Scarica in PDF ({size}, {len(pdf.texts)} pagine)"


def test_the_pages_are_those_of_the_site_without_pdfs_but_for_the_link(
    printed: Printed, site: Built
) -> None:
    link = re.compile(r'\n<p class="pa-pdf".*?</p>')
    with_pdfs = {address: link.sub("", printed.site.markup(address)) for address in site.pages}
    assert with_pdfs == {address: site.markup(address) for address in site.pages}


def test_a_site_built_without_printing_offers_no_pdf(site: Built) -> None:
    assert list(site.root.rglob("*.pdf")) == []
    assert [address for address, page in site.pages.items() if page.css(".pa-pdf")] == []


def test_two_printings_are_equal_byte_for_byte(
    printed: Printed, site: Built, tmp_path: Path
) -> None:
    """Another process, another order of sets, another folder."""
    again = tmp_path / "altrove"
    shutil.copytree(site.root, again)
    print_sheets(again, read_site_or_refuse(ROOT))
    assert [
        uri
        for uri, pdf in printed.pdfs.items()
        if (again / uri).read_bytes() != pdf.path.read_bytes()
    ] == []


def test_sizes_are_told_as_readers_count_them() -> None:
    assert [size_text(n) for n in (163_195, 999_400, 1_005_550)] == [
        "163\u00a0kB",
        "999\u00a0kB",
        "1,0\u00a0MB",
    ]


# ---- What a PDF says ----


def test_every_number_of_the_page_is_in_its_pdf_as_often_as_on_the_page(pdf: Pdf) -> None:
    article = LexborHTMLParser(pdf.page.html or "").css_first(".pa-testo")
    assert article is not None
    for node in article.css(OF_THE_SCREEN):
        node.decompose()
    on_page = Counter(NUMBER.findall(article.text(separator=" ")))
    assert on_page.total() > 100
    assert on_page - Counter(NUMBER.findall(pdf.body)) == Counter()


def test_the_numbers_that_charts_print_are_text(printed: Printed) -> None:
    pdf = printed.pdfs[MISSIONI[0]]
    values = pdf.page.css("svg.pa-disegno .pa-valore")
    drawn = {text(value).replace("\u00a0", " ") for value in values}
    assert {"1.053.277,02 €", "614.539,70 €", "197.830,15 €"} < drawn
    assert [value for value in drawn if value not in pdf.body] == []


def test_charts_are_drawn_and_not_photographed(pdf: Pdf) -> None:
    assert [image.name for page in pdf.reader.pages for image in page.images] == []


def test_the_colours_of_a_chart_are_those_of_the_page(printed: Printed) -> None:
    """Blue bars, #0066cc: without the literal colours of the renderer they would be black."""
    reader = printed.pdfs[MISSIONI[0]].reader
    assert any(re.search(rb"\b0 0?\.4 0?\.8 rg\b", drawn) for drawn in streams(reader))


def streams(reader: PdfReader) -> Iterator[bytes]:
    """Yield the drawing of every page, with that of the forms it uses."""
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        found = reader.get_object(number)
        if found is not None and hasattr(found, "get_data"):
            yield found.get_data()


# ---- Tags, language, title, bookmarks ----


def test_it_is_tagged_italian_and_shows_its_title(pdf: Pdf) -> None:
    root: Any = pdf.reader.trailer["/Root"]
    assert root["/MarkInfo"] == {"/Marked": True}
    assert root["/Lang"] == "it"
    assert root["/ViewerPreferences"] == {"/DisplayDocTitle": True}
    assert pdf.reader.metadata is not None
    assert pdf.reader.metadata.title == text(pdf.page.css_first("title"))


def test_it_declares_pdf_ua(pdf: Pdf) -> None:
    metadata: Any = pdf.reader.trailer["/Root"]["/Metadata"]  # type: ignore[index]
    assert re.search(rb"pdfuaid:part=\"1\"", metadata.get_object().get_data())


def test_its_date_is_that_of_the_site_never_that_of_the_clock(pdf: Pdf) -> None:
    told = {key: str(value) for key, value in (pdf.reader.metadata or {}).items()}
    assert (told["/CreationDate"], told["/ModDate"]) == ("D:20261122", "D:20261122")


def test_every_picture_has_a_name(pdf: Pdf) -> None:
    figures = [element for element in pdf.structure if str(element["/S"]) == "/Figure"]
    assert len(figures) > 1
    assert [element for element in figures if not element.get("/Alt")] == []


def test_every_chart_is_named_as_on_the_page(printed: Printed) -> None:
    pdf = printed.pdfs["missioni/012/missione-012.pdf"]
    named = {
        str(element.get("/Alt")) for element in pdf.structure if str(element["/S"]) == "/Figure"
    }
    titles = {text(node) for node in pdf.page.css("svg.pa-disegno > title")}
    assert len(titles) > 3
    assert titles <= named


def test_every_table_has_a_row_of_heads(pdf: Pdf) -> None:
    tags = Counter(str(element["/S"]) for element in pdf.structure)
    assert tags["/Table"] >= len(pdf.page.css(".pa-testo table")) > 0
    assert tags["/TH"] >= len(pdf.page.css(".pa-testo th"))
    assert tags["/TD"] >= len(pdf.page.css(".pa-testo td"))


def test_the_bookmarks_are_the_headings_of_the_page_and_the_contents(pdf: Pdf) -> None:
    titles = [title for title, _ in pdf.outline]
    assert titles.pop(1) == "Indice"
    assert titles == [" ".join(text(node).split()) for node in headings(pdf.page)]


def test_the_list_of_contents_tells_the_page_of_each_chapter(pdf: Pdf) -> None:
    listed = CONTENTS.findall("\n".join(pdf.texts[:2]))
    marks = [mark for mark in pdf.outline if mark[0] != "Indice"]
    chapters = [
        mark
        for node, mark in zip(headings(pdf.page), marks, strict=True)
        if node.tag in ("h2", "h3", "h4") and attribute(node, "id")
    ]
    assert len(listed) == len(chapters) > 0
    assert [(title, int(page)) for title, page in listed] == chapters


# ---- In the hand ----


def test_every_page_has_its_number_of_how_many(pdf: Pdf) -> None:
    last = len(pdf.texts)
    for number, printed in enumerate(pdf.texts, 1):
        assert f"Pagina {number} di {last}" in printed


def test_every_page_has_name_date_and_address(pdf: Pdf) -> None:
    address = pdf.path.parent.relative_to(pdf.path.parents[2]).as_posix()
    for printed in pdf.texts[1:]:
        assert f"{NAME} {DATE}\nPagina del sito: /{address}/ Pagina " in printed
    assert pdf.texts[0].startswith(f"{NAME}\n{DATE}\nPagina del sito: /{address}/\n")


def test_the_heads_of_a_table_are_on_every_page_it_takes(printed: Printed) -> None:
    """The table of calls of missione 011: its first row and its last are a page apart."""
    pages = printed.pdfs[MISSIONI[0]].texts
    caption = "Dati del grafico: Contributi concessi per bando della missione 011, 2022"
    first = next(n for n, page in enumerate(pages) if caption in page)
    last = next(n for n, page in enumerate(pages) if "60.000,00 non stampato" in page)
    assert last == first + 1
    assert [n for n, page in enumerate(pages) if "Chi mette i fondi" in page] == [first, last]


def test_no_link_leads_to_a_file_of_the_machine_it_was_made_on(pdf: Pdf) -> None:
    links = [
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.reader.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert [link for link in links if not link.startswith("https://")] == []
    raw = pdf.path.read_bytes() + b"".join(streams(pdf.reader))
    assert b"file:" not in raw
    assert str(ROOT).encode() not in raw


# ---- Without the printer ----


def test_without_weasyprint_the_old_site_stays_and_the_cure_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = '<h1>Titolo</h1><div class="pa-testo"><p>Parole</p></div>'
    site = read_site_or_refuse(ROOT)
    plant(project, {f"{url}index.html": page for url in sheets(site)})
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = CliRunner().invoke(main, ["--cartella", str(project.root), "stampa"])
    assert done.exit_code == 1
    assert "Manca WeasyPrint: esegui  make print, che installa tutto" in done.output
    assert "Il sito non è stato costruito." in done.output
    assert not (project.root / "site").exists()


def test_without_its_system_libraries_their_script_is_told(
    site: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unloadable:
        def __getattr__(self, name: str) -> None:
            raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setitem(sys.modules, "weasyprint", Unloadable())
    with pytest.raises(PrinterMissing, match=r"sh macros/system-packages\.sh"):
        print_sheets(site.root, read_site_or_refuse(ROOT))
    assert list(tmp_path.iterdir()) == []
