"""The pages of the context, and the yearly report in its reading order (circ. MISE 50114/2015)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from macros.archive import CONTEXT, Archivio, Topic
from macros.page import Page, call, late, paragraphs
from macros.pages_topics import matter, topic_told
from macros.places import relative, topic_page
from macros.schema_context import ReportFile, ReportPart

_HEADING = re.compile(r"^(#{2,4}) (.+)$", re.MULTILINE)
_LINK = re.compile(
    r"(\]\(|^\[[^\]^]+\]:\s*)(?![a-z][a-z0-9+.-]*:|/)([^)\s]+)", re.MULTILINE | re.IGNORECASE
)
_HTML_LINK = re.compile(r'((?:href|src)=")(?![a-z][a-z0-9+.-]*:|/)([^"]+)', re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^(?=[^\]\s]+\])")


def context_pages(archive: Archivio) -> Iterator[Page]:
    """Yield the pages of the economy and of the institution, year by year."""
    years = sorted({t.year for t in archive.topics if t.part == CONTEXT}, reverse=True)
    if not years:
        return
    yield Page(
        "contesto/index.md",
        "Il contesto",
        paragraphs(
            "# Il contesto in cui lavoriamo",
            "L’economia, le leggi e le persone: quello che serve per capire spese e risultati.",
            *(f"## {year}\n\n{late('temi_contesto', str(year))}" for year in years),
        ),
        archive.topics_of(years[0], CONTEXT)[0].file,
        "L’economia, le leggi e l’organizzazione dell’ente, anno per anno.",
        "Contesto",
    )
    for year in years:
        topics = archive.topics_of(year, CONTEXT)
        yield Page(
            f"contesto/{year}/index.md",
            f"Il contesto del {year}",
            paragraphs(f"# Il contesto del {year}", late("temi_contesto", str(year))),
            topics[0].file,
            f"L’economia, le leggi e l’organizzazione dell’ente nel {year}.",
            str(year),
        )
        yield from (topic_told(archive, topic) for topic in topics)


def report_pages(archive: Archivio) -> Iterator[Page]:
    """Yield the yearly reports, each one long page made of the pieces of the other pages."""
    if not archive.reports:
        return
    years = sorted(archive.reports, reverse=True)
    yield Page(
        "relazioni/index.md",
        "Le relazioni",
        paragraphs(
            "# Le relazioni da leggere per intero",
            "Ogni anno l’ente racconta in una relazione che cosa ha fatto e con quali soldi. Qui "
            "si legge tutta di seguito, nell’ordine voluto dalle norme.",
            late("relazioni"),
        ),
        archive.files[f"relazioni.{years[0]}"],
        "Le relazioni sulla gestione e sui risultati, da leggere di seguito.",
        "Relazioni",
    )
    for year in years:
        yield _report(archive, archive.reports[year])


def _report(archive: Archivio, report: ReportFile) -> Page:
    blocks = [
        f"# {report.title}",
        f'<p class="pa-sommario">Tutta la relazione di seguito, nell’ordine della {report.rule}. '
        "Ogni parte è la stessa che si trova nelle altre pagine del sito.</p>",
    ]
    for part in report.parts:
        blocks += [f"## {part.title}", part.intro, *_part(archive, report.year, part)]
    return Page(
        f"{_url(report.year).rstrip('/')}.md",
        report.title,
        paragraphs(*blocks, call("fonti")),
        archive.files[f"relazioni.{report.year}"],
        f"La relazione del {report.year} tutta di seguito.",
        str(report.year),
        "relazione",
        contents=True,
    )


def _part(archive: Archivio, year: int, part: ReportPart) -> list[str]:
    """Return the pieces of a section, or why it is not there."""
    if part.gap is not None:
        return [f'<p class="pa-assente">{part.gap}</p>']
    if part.holds == CONTEXT:
        return [piece for t in archive.topics_of(year, CONTEXT) for piece in _topic(archive, t, 3)]
    if part.holds == "risultati":
        return [late("esiti", str(year)), late("elenco_indicatori", str(year))]
    return [
        piece for m in archive.spending[year].missioni for piece in _missione(archive, year, m.code)
    ]


def _missione(archive: Archivio, year: int, code: str) -> list[str]:
    address = f"spese.{year}.{code}"
    spent = next(m for m in archive.spending[year].missioni if m.code == code)
    pieces = [
        f"### Missione {code}: {archive.missioni[code].name}",
        f"Nel {year} questa missione è costata {call('valore', address)}.",
    ]
    if spent.aree:
        pieces.append(call("grafico", address))
    topics = archive.topics_of(year, code)
    for area in spent.aree:
        pieces += [f"#### {area.name}", f"Spesa: {call('valore', f'{address}.{area.id}')}."]
        for topic in topics:
            if topic.head.area == area.id:
                pieces += _topic(archive, topic, 5)
    for topic in topics:
        if topic.head.area is None:
            pieces += _topic(archive, topic, 4)
    return pieces


def _topic(archive: Archivio, topic: Topic, level: int) -> list[str]:
    """Return a topic as a chapter: headings one step below, links and footnotes that hold here."""
    url = topic_page(topic.year, topic.part, topic.slug)
    body = topic.body + "\n\n" + "\n\n".join(matter(archive, topic.year, topic.slug, topic.body))
    shifted = _HEADING.sub(lambda found: _tag(min(6, len(found[1]) + level - 1), found[2]), body)
    linked = _LINK.sub(lambda found: found[1] + _from_words(url, found[2]), shifted)
    linked = _HTML_LINK.sub(
        lambda found: found[1] + _from_page(url, found[2], _url(topic.year)), linked
    )
    told = _FOOTNOTE.sub(f"[^{topic.slug}-", linked)
    return [f"{'#' * level} {topic.head.title}", f"**{topic.head.summary}**", told]


def _tag(level: int, text: str) -> str:
    """Return a heading as a tag: those inside a topic are not for the list of contents."""
    return f"<h{level}>{text}</h{level}>"


def _url(year: int) -> str:
    return f"relazioni/{year}/"


def _from_words(url: str, target: str) -> str:
    """Return what a link in the words of a page means from the site's root."""
    file, mark, fragment = target.partition("#")
    here = posixpath.dirname(url.rstrip("/"))
    meant = posixpath.normpath(posixpath.join(here, file)) if file else f"{url.rstrip('/')}.md"
    return f"/{meant}{mark}{fragment}"


def _from_page(url: str, target: str, here: str) -> str:
    """Return a link in the HTML of a page as another page has to write it."""
    path, mark, fragment = target.partition("#")
    meant = posixpath.normpath(posixpath.join(url, path)) if path else url
    if meant == ".":
        meant = ""
    elif path.endswith("/"):
        meant += "/"
    return relative(meant + mark + fragment, here)
