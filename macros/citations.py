"""How a chart is cited: the lines it comes from, a short and a long citation, its address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from macros.archive import Archivio, Number
from macros.figures import Chart
from macros.formats import day
from macros.places import absolute, chart_page
from macros.sentences import join

MOST_LINES = 8  # of one document; more are told from the first to the last


@dataclass(frozen=True)
class Citation:
    """What a reader copies. `address` is empty where the site's own is not known."""

    short: str
    long: str
    address: str


def lines_told(archive: Archivio, numbers: Sequence[Number]) -> str:
    """Say the documents and lines some numbers come from: «Relazione 2022, righe 10 e 12»."""
    found: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        if number.source is not None and number.line is not None and number.value is not None:
            found[number.source].add(number.line)
    return "; ".join(
        f"{archive.sources[source].head.short}, {_lines(sorted(lines))}"
        for source, lines in found.items()
    )


def _lines(lines: Sequence[int]) -> str:
    """Say some lines of a document, in order."""
    if len(lines) == 1:
        return f"riga {lines[0]}"
    if len(lines) > MOST_LINES:
        return f"{len(lines)} righe, dalla {lines[0]} alla {lines[-1]}"
    return f"righe {join(list(map(str, lines)))}"


def source_line(archive: Archivio, made: Chart) -> str:
    """Return the source line of a chart; where no document prints its numbers, who counted."""
    told = lines_told(archive, made.table.numbers())
    return f"Fonte: {told}." if told else f"Elaborazione: {archive.body.name}."


def owner_line(archive: Archivio, made: Chart) -> str:
    """Say whose a chart is, of when, with which licence and where it stands."""
    body = archive.body
    parts = [body.name, f"aggiornato il {day(body.updated)}", body.content_licence.name]
    return " · ".join([*parts, *filter(None, [absolute(archive, chart_page(made.id))])])


def citation(archive: Archivio, made: Chart) -> Citation:
    """Return the citations of a chart, with its permanent address where the site's is known."""
    body = archive.body
    address = absolute(archive, chart_page(made.id))
    updated = day(body.updated)
    title = f"{body.name}, «{made.title}»"
    told = lines_told(archive, made.table.numbers())
    data = f"Dati: {told}." if told else "Dati: elaborazione dello stesso ente."
    end = [address] if address else []
    return Citation(
        short=", ".join([title, updated, *end]),
        long=" ".join(
            [
                f"{title}, grafico, aggiornato il {updated}.",
                data,
                f"Licenza {body.content_licence.name}.",
                *end,
            ]
        ),
        address=address,
    )
