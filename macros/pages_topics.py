"""The page of a topic, and the matter every page of a tema shows: series, calls, tables, facts."""

from __future__ import annotations

from collections.abc import Sequence

from macros.archive import Archivio, Topic
from macros.page import Page, call, paragraphs, provenance
from macros.places import topic_page


def topic_told(archive: Archivio, topic: Topic) -> Page:
    """Return the page of a topic."""
    head = topic.head
    return Page(
        f"{topic_page(topic.year, topic.part, topic.slug).rstrip('/')}.md",
        head.title,
        paragraphs(
            f"# {head.title}",
            f'<p class="pa-sommario">{head.summary}</p>',
            topic.body,
            *matter(archive, topic.year, topic.slug, topic.body),
            provenance(head),
            call("fonti"),
        ),
        topic.file,
        head.summary,
    )


def matter(
    archive: Archivio, year: int, tema: str, body: str, shown: Sequence[str] = ()
) -> list[str]:
    """Return what the data hold on a tema and its words do not show already.

    `shown` are the series that the page shows elsewhere.
    """
    names = [name for name in _series_of(archive, year, tema) if f'"serie.{name}"' not in body]
    charts = series_groups(archive, [name for name in names if name not in shown])
    calls = [c.address for c in archive.calls_of(year) if c.bando.tema == tema]
    grids = [
        f"tavole.{year}.{grid.id}"
        for grid in archive.grids.values()
        if (grid.year, grid.tema) == (year, tema)
    ]
    silent = [address for address in grids if call("tabella", address) not in body]
    facts = (year, tema) in archive.facts
    return [
        *(["## I numeri nel tempo"] if charts else []),
        *(series_chart(archive, group) for group in charts),
        *(["## I bandi", call("tabella", *calls)] if calls else []),
        *(call("tabella", address) for address in silent),
        *(["## Tutti i numeri", call("tabella", f"fatti.{year}.{tema}")] if facts else []),
    ]


def _series_of(archive: Archivio, year: int, tema: str) -> list[str]:
    return [
        name
        for name, series in archive.series.items()
        if series.tema == tema and max(point.year for point in series.points) == year
    ]


def series_groups(archive: Archivio, names: Sequence[str]) -> list[list[str]]:
    """Put series together that are drawn together: of one topic, unit kind and years."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in names:
        series = archive.series[name]
        years = tuple(sorted(point.year for point in series.points))
        kind = archive.units[series.unit].kind
        groups.setdefault((series.tema, kind, years), []).append(name)
    return list(groups.values())


def series_chart(archive: Archivio, names: Sequence[str]) -> str:
    """Return the chart of some series, or their table where no source gives a value."""
    known = any(point.value is not None for name in names for point in archive.points(name))
    return call("grafico" if known else "tabella", *(f"serie.{name}" for name in names))
