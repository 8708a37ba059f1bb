"""The PDFs of a built site: the yearly reports and each missione's sheet, beside their pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from macros.formats import HARD_BLANK, day, figure
from macros.page import Page
from macros.paper import Imprint, paper
from macros.places import MISSIONI
from macros.site import Site

VARIANT = "pdf/ua-1"
_KILO = 1000
_OPENING = re.compile(r"</h1>.*?</p>", re.DOTALL)
_LINK = Markup(
    '<p class="pa-pdf" data-pagefind-ignore><a href="{}">Scarica in PDF ({}, {} pagine)</a></p>'
)


class PrinterMissing(Exception):
    """WeasyPrint or its system libraries are missing; the message says how to install them."""


@dataclass(frozen=True)
class Sheet:
    """A PDF that was made: its file relative to the site, its size in bytes, its pages."""

    uri: str
    size: int
    pages: int


def sheets(project: Site) -> Mapping[str, str]:
    """Return the file of each PDF by the address of its page.

    Its name says what it is also where it is saved: `missioni/011/missione-011.pdf`.
    """
    named = {f"relazioni/{year}/": f"relazione-{year}.pdf" for year in project.archive.reports}
    named |= {f"{MISSIONI}{code}/": f"missione-{code}.pdf" for code in project.archive.missioni}
    return {url: url + name for url, name in named.items() if url in project.by_url}


def print_sheets(folder: Path, project: Site) -> list[Sheet]:
    """Write the PDFs of the site built in `folder`, and the link to each in its page.

    Raises PrinterMissing.
    """
    made = []
    for url, uri in sheets(project).items():
        page = folder / url / "index.html"
        html = page.read_text(encoding="utf-8")
        count = _write(paper(html, _imprint(project, project.by_url[url])), page, folder / uri)
        sheet = Sheet(uri, (folder / uri).stat().st_size, count)
        page.write_text(_linked(html, sheet), encoding="utf-8")
        made.append(sheet)
    return made


def size_text(size: int) -> str:
    """Return bytes as readers count them: «163 kB», «1,2 MB»."""
    if size < _KILO**2:
        return f"{figure(Decimal(size) / _KILO, 0)}{HARD_BLANK}kB"
    return f"{figure(Decimal(size) / _KILO**2, 1)}{HARD_BLANK}MB"


def _linked(html: str, sheet: Sheet) -> str:
    """Return a page with the link to its PDF after the paragraph that opens it."""
    link = _LINK.format(Path(sheet.uri).name, size_text(sheet.size), sheet.pages)
    return _OPENING.sub(lambda found: f"{found[0]}\n{link}", html, count=1)


def _imprint(project: Site, page: Page) -> Imprint:
    body = project.archive.body
    return Imprint(
        url=page.url,
        title=page.title,
        summary=page.summary,
        body=body.name,
        licence=body.content_licence.name,
        web=body.web,
        updated=(body.updated.isoformat(), day(body.updated)),
    )


def _write(html: str, page: Path, target: Path) -> int:
    """Write the PDF of a sheet, read as if it stood where its page is; return its pages."""
    try:
        from weasyprint import HTML, URLFetcher  # only who prints has it
    except ImportError:
        raise PrinterMissing("Manca WeasyPrint: esegui  make print, che installa tutto") from None
    except OSError as error:
        raise PrinterMissing(
            f"Mancano librerie di sistema per i PDF: esegui  sh macros/system-packages.sh\n{error}"
        ) from None
    # It tells each rule for screens that it does not know: those are no faults of the page.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fetcher = URLFetcher(allowed_protocols={"file"})
    document = HTML(string=html, base_url=page.as_uri(), url_fetcher=fetcher).render(
        pdf_variant=VARIANT
    )
    document.write_pdf(target, pdf_variant=VARIANT)
    return len(document.pages)
