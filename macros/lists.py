"""Lists that join pages and data: topics, years, calls, documents, the index of the site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from macros.archive import CONTEXT, Archivio, Number
from macros.boards import board_painters
from macros.cards import card_painters
from macros.catalogue import Refusal
from macros.claims_board import claim_painters
from macros.editor_macros import Macro, editor_macros, examples
from macros.formats import when, whole
from macros.home import home_painters
from macros.late import LateCall
from macros.law_board import law_painters
from macros.page import Page
from macros.pages_service import OPINION
from macros.painter import Painter
from macros.places import line_page, number_page, parent, topic_page
from macros.results import results_painters
from macros.schema import TO_COMPLETE
from macros.visits_board import visits_painters

BlockPainter = Callable[..., str]


@dataclass(frozen=True)
class Entry:
    """A page as lists show it: title, address, one sentence."""

    title: str
    url: str
    summary: str


def block_painters(pages: Sequence[Page]) -> Mapping[str, BlockPainter]:
    """Return the painters of cards and lists, by the name their placeholders use."""
    return {
        **card_painters(),
        **home_painters(),
        **board_painters(),
        **results_painters(),
        **claim_painters(),
        **law_painters(),
        **visits_painters(pages),
        "temi": _topics,
        "temi_contesto": lambda painter, year: _topics(painter, year, CONTEXT, ""),
        "relazioni": _reports,
        "cronologia": _timeline,
        "anni": _years,
        "anni_bandi": _call_years,
        "bandi": _latest_calls,
        "bandi_frase": lambda painter, year: _calls_sentence(painter.archive, int(year)),
        "note_bandi": _call_notes,
        "provenienza": _origin,
        "fonti_elenco": _documents,
        "documento": _document,
        "ricerca": lambda painter: painter.render("cerca.html", mappa=painter.link("mappa/")),
        "mappa": lambda painter: _map(painter, [page for page in pages if page.style != OPINION]),
        "elenco_macro": _macros,
    }


def _entries(painter: Painter, entries: Iterable[Entry]) -> str:
    """Return a list of pages with a sentence each."""
    listed = [
        {"titolo": entry.title, "url": painter.link(entry.url), "sintesi": entry.summary}
        for entry in entries
    ]
    return painter.render("elenco_temi.html", temi=listed) if listed else ""


def _topics(painter: Painter, year: str, code: str, area: str) -> str:
    topics = [
        t
        for t in painter.archive.topics
        if (t.part, t.year, t.head.area or "") == (code, int(year), area)
    ]
    return _entries(
        painter,
        (Entry(t.head.title, topic_page(t.year, t.part, t.slug), t.head.summary) for t in topics),
    )


def _reports(painter: Painter) -> str:
    archive = painter.archive
    return _entries(
        painter,
        (
            Entry(
                archive.reports[year].title, f"relazioni/{year}/", f"{archive.reports[year].rule}."
            )
            for year in sorted(archive.reports, reverse=True)
        ),
    )


def _timeline(painter: Painter, name: str) -> str:
    """Events in order of time, each with the line of its source."""
    timeline = painter.archive.timelines[name]
    events = [
        {
            "quando": event.when,
            "quando_testo": when(event.when),
            "che_cosa": event.what,
            "url": painter.line_link(event.source or timeline.source, event.line),
            "documento": painter.archive.sources[event.source or timeline.source].head.short,
            "riga": event.line,
        }
        for event in timeline.events
    ]
    return painter.render("cronologia.html", titolo=timeline.title, eventi=events)


def _years(painter: Painter, code: str) -> str:
    archive = painter.archive
    told = {year: archive.numbers.get(f"spese.{year}.{code}") for year in archive.told_years(code)}
    return _entries(
        painter,
        (
            Entry(
                str(year),
                f"missioni/{code}/{year}/",
                f"Spesa: {whole(number)}." if number else "Spesa non ancora pubblicata.",
            )
            for year, number in told.items()
        ),
    )


def _call_years(painter: Painter) -> str:
    years = sorted({call.year for call in painter.archive.calls}, reverse=True)
    return _entries(
        painter,
        (
            Entry(f"I bandi del {year}", f"bandi/{year}/", _sentence(painter.archive, year))
            for year in years
        ),
    )


def _sentence(archive: Archivio, year: int) -> str:
    """Say how many calls there were, how many granted something, and which granted most."""
    calls = archive.calls_of(year)
    granted = [(archive.number(f"{call.address}.concesso"), call.bando.name) for call in calls]
    known = [(number.amount, number, name) for number, name in granted if number.value is not None]
    told = f"{len(calls)} {'bando' if len(calls) == 1 else 'bandi'}"
    if known:
        _, top, name = max(known, key=lambda entry: entry[0])
        told += f". La somma più alta è andata al bando «{name}»: {whole(top)}"
    silent = len(calls) - len(known)
    if silent:
        told += f". Per {silent} la fonte non dà i contributi concessi"
    return f"{told}."


def _calls_sentence(archive: Archivio, year: int) -> str:
    return str(Markup('<p class="pa-sommario">{}</p>').format(_sentence(archive, year)))


def _latest_calls(painter: Painter) -> str:
    year = max((call.year for call in painter.archive.calls), default=None)
    if year is None:
        return "<p>Non ci sono ancora bandi.</p>"
    told = Markup('<p>Nel {}: {}</p><p><a href="{}">Tutti i bandi del {}</a></p>').format(
        year, _sentence(painter.archive, year), painter.link(f"bandi/{year}/"), year
    )
    return str(told)


def _call_notes(painter: Painter, year: str) -> str:
    items = Markup("").join(
        Markup("<li><strong>{}</strong>: {}</li>").format(call.bando.name, call.bando.note)
        for call in painter.archive.calls_of(int(year))
        if call.bando.note
    )
    return str(Markup('<h2 id="note">Note</h2><ul>{}</ul>').format(items)) if items else ""


def _origin(painter: Painter, source: str, first: str, last: str, section: str) -> str:
    head = painter.archive.sources[source].head
    told = Markup(
        '<p class="pa-fonte">Questo testo racconta, con parole nostre, la parte «{}» del documento '
        '<a href="{}">{}</a> (righe {}–{}).</p>'
    )
    page = painter.link(_first_line(painter, source, range(int(first), int(last) + 1)))
    return str(told.format(section, page, head.short, first, last))


def _first_line(painter: Painter, source: str, lines: range) -> str:
    """Return the page of a source, at the first of some lines that prints a number if any does."""
    printing = [line for line in painter.archive.sources[source].index if line in lines]
    return line_page(source, min(printing)) if printing else f"fonti/{source}/"


def _documents(painter: Painter) -> str:
    return _entries(
        painter,
        (
            Entry(
                source.head.title, f"fonti/{source.id}/", f"{source.head.body}, {source.head.year}."
            )
            for source in painter.archive.sources.values()
        ),
    )


def _document(painter: Painter, source_id: str) -> str:
    source = painter.archive.sources[source_id]
    head = source.head
    original: str | Markup = head.original
    if head.original != TO_COMPLETE:
        original = Markup('<a href="{0}">{0}</a>').format(head.original)
    told = [
        ("Ente", head.body),
        ("Anno", str(head.year)),
        ("Documento originale", original),
        ("Testo indicizzato", head.text),
        ("Impronta SHA-256 del testo", Markup("<code>{}</code>").format(head.sha256)),
        ("Numeri stampati", str(sum(map(len, source.index.values())))),
    ]
    facts = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in told
    )
    note = Markup("<p>{}</p>").format(head.note) if head.note else ""
    return str(
        Markup(
            '<dl class="pa-scheda-documento">{}</dl>{}'
            '<h2 id="indice">I numeri, riga per riga</h2>{}'
        ).format(facts, note, Markup(_index_table(painter, source_id)))
    )


def _index_table(painter: Painter, source_id: str) -> str:
    """The index of a document: a row a line, with the pages where its numbers stand."""
    source = painter.archive.sources[source_id]
    used = _used(painter.archive, source_id)
    rows = [
        {
            "id": f"r{line}",
            "intestazione": f"riga {line}",
            "totale": False,
            "celle": [
                _plain(" · ".join(numbers)),
                {**_plain(""), "html": _uses(painter, used[line])},
                _plain(source.section(line)),
            ],
        }
        for line, numbers in sorted({**dict.fromkeys(used, ()), **source.index}.items())
    ]
    titles = ("Riga", "Numeri stampati", "Dove stanno nel sito", "Parte del documento")
    return painter.render(
        "tabella.html",
        tabella={
            "id": f"indice-{source_id}",
            "didascalia": "Indice dei numeri del documento",
            "csv": "",
            "colonne": [{"titolo": title, "numerica": False} for title in titles],
            "righe": rows,
            "note": [],
            "fonte": [],
        },
    )


def _plain(text: str) -> dict[str, Any]:
    return {
        "testo": text,
        "html": "",
        "valore": "",
        "numerica": False,
        "vuota": False,
        "titolo": "",
        "id": "",
    }


def _used(archive: Archivio, source_id: str) -> Mapping[int, list[Number]]:
    """Return the numbers that cite each line of a document."""
    used: dict[int, list[Number]] = defaultdict(list)
    for number in archive.numbers.values():
        if number.source == source_id and number.value is not None and number.line is not None:
            for line in (number.line, *(again.line for again in number.also)):
                used[line].append(number)
    return used


def _uses(painter: Painter, numbers: Sequence[Number]) -> str:
    links = [
        Markup('<a href="{}">{}</a>').format(
            painter.link(number_page(painter.archive, number)), number.label
        )
        for number in numbers
    ]
    return str(Markup("; ").join(links))


def _map(painter: Painter, pages: Sequence[Page]) -> str:
    """The index of all pages, nested as their addresses are."""
    urls = {page.url for page in pages}
    children: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.url:
            above = parent(page.url)
            while above and above not in urls:
                above = parent(above)
            children[above].append(page)

    def listed(above: str) -> Markup:
        items = Markup("").join(
            Markup('<li><a href="{}">{}</a>{}</li>').format(
                painter.link(page.url), page.title, listed(page.url)
            )
            for page in children.get(above, ())
        )
        return Markup("<ul>{}</ul>").format(items) if items else Markup("")

    return str(listed(""))


def _macros(painter: Painter) -> str:
    """What each macro does, with its example and, for those inside a sentence, the result."""
    parts, given = [], examples(painter.archive)
    for macro in editor_macros(painter.archive).values():
        shown = macro.example if _works(macro) else given.get(macro.name, "–")
        result: str | Markup = ""
        # Entities, so that no other generator takes the example for a call.
        example = Markup(str(escape(shown)).replace("{", "&#123;").replace("}", "&#125;"))
        if not macro.block and shown != "–":
            result = Markup("<p>Si legge: <q>{}</q></p>").format(Markup(_result(painter, shown)))
        parts.append(
            Markup('<h2 id="{0}">{0}</h2><p>{1}</p><pre><code>{2}</code></pre>{3}').format(
                macro.name, macro.tells, example, result
            )
        )
    return str(Markup("").join(parts))


def _works(macro: Macro) -> bool:
    """Tell whether a macro's own example names data that this body has."""
    try:
        macro.function(*_arguments(macro.example))
    except Refusal:
        return False
    return True


def _arguments(example: str) -> tuple[str, ...]:
    inside = example.partition("(")[2].rpartition(")")[0]
    return tuple(argument.strip(' "') for argument in inside.split(",") if argument)


def _result(painter: Painter, example: str) -> str:
    name = example.strip("{ ").partition("(")[0]
    known = {"importo": "valore", "percentuale": "valore"}
    return painter.paint(LateCall(known.get(name, name), _arguments(example)))
