"""The page of visits: how many by month, the pages most seen, how they are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from macros.formats import LOCALE, figure
from macros.page import Page
from macros.painter import Painter
from macros.results_data import Record, records_csv, records_json
from macros.schema_visits import ROBOTS, SMALL, MonthVisits

DATA = "dati/visite"
_MOST = 20  # pages listed; the others are in the file


def visits_painters(pages: Sequence[Page]) -> Mapping[str, Callable[..., str]]:
    """Return the painters of visits, by the name their placeholders use."""
    titles = {f"/{page.url}": page for page in pages}
    return {
        "visite_mesi": _months_table,
        "visite_pagine": lambda painter: _pages_table(painter, titles),
        "visite_regole": _rules,
    }


def _months(painter: Painter) -> list[MonthVisits]:
    """Return the published months, newest first."""
    files = painter.archive.visits.values()
    return sorted((m for file in files for m in file.months), key=lambda m: m.first, reverse=True)


def _named(month: MonthVisits) -> str:
    return format_date(month.first, "MMMM y", locale=LOCALE)


def _months_table(painter: Painter) -> str:
    rows = [
        _row(
            _named(month),
            f"dal {month.first.day} al {month.last.day}",
            _count(month.seen),
            _count(month.robots),
        )
        for month in _months(painter)
    ]
    titles = ["Mese", "Giorni letti", "Pagine viste", "Richieste di programmi, non contate"]
    return _table(painter, "visite-mesi", "Pagine viste, mese per mese", titles, rows, 2)


def _pages_table(painter: Painter, titles: Mapping[str, Page]) -> str:
    """The most seen pages of the last month; a page that is no longer there has no link."""
    month = _months(painter)[0]
    rows = []
    for each in month.pages[:_MOST]:
        page = titles.get(each.page)
        link = Markup('<a href="{}">{}</a>')
        name = link.format(painter.link(page.url), page.title) if page else each.page
        rows.append(_row(name, _count(each.seen)))
    rest = month.seen - sum(each.seen for each in month.pages[:_MOST])
    if rest:
        rows.append(_row("Tutte le altre pagine", _count(rest)))
    if not rows:
        return _files(painter)
    caption = f"Le pagine più viste, {_named(month)}"
    table = _table(painter, "visite-pagine", caption, ["Pagina", "Viste"], rows, 1)
    return table + _files(painter)


def _count(number: Any) -> dict[str, Any]:
    return {"testo": figure(number, 0), "valore": str(number), "numerica": True}


def _row(heading: str | Markup, *cells: str | dict[str, Any]) -> dict[str, Any]:
    empty = {"html": "", "valore": "", "numerica": False, "vuota": False, "titolo": "", "id": ""}
    return {
        "intestazione": heading,
        "totale": False,
        "id": "",
        "celle": [empty | ({"testo": c} if isinstance(c, str) else c) for c in cells],
    }


def _table(
    painter: Painter,
    name: str,
    caption: str,
    titles: Sequence[str],
    rows: Sequence[dict[str, Any]],
    words: int,
) -> str:
    """Return a table whose first `words` columns hold words."""
    columns = [{"titolo": t, "numerica": place >= words} for place, t in enumerate(titles)]
    return painter.render(
        "tabella.html",
        tabella={
            "id": name,
            "didascalia": caption,
            "csv": "",
            "fonte": [],
            "colonne": columns,
            "righe": rows,
            "note": [],
        },
    )


def _records(painter: Painter) -> Iterator[Record]:
    """Yield a record per page and month; the pages seen by few have no address."""
    for month in reversed(_months(painter)):
        when = {"dal": month.first.isoformat(), "al": month.last.isoformat()}
        for each in month.pages:
            yield {**when, "pagina": each.page, "viste": str(each.seen)}
        yield {**when, "pagina": "", "viste": str(month.others)}


def _files(painter: Painter) -> str:
    """Offer every month as CSV and JSON."""
    records = list(_records(painter))
    told = [(month.first.year, "") for month in _months(painter)]
    return painter.files(DATA, records_csv(records), records_json(records), told)


def _rules(painter: Painter) -> str:
    words = ", ".join(f"«{word.rstrip('/')}»" for word in ROBOTS)
    return str(
        Markup(
            "<ul><li>Si conta ogni pagina data a chi la chiede; immagini e altri file no.</li>"
            "<li>Non si contano i programmi che dicono il loro nome (con una di queste parole: {})"
            " o non ne dicono nessuno.</li>"
            "<li>Le pagine viste meno di {} volte in un mese sono contate insieme.</li>"
            "<li>Non si distingue un lettore dall’altro: chi torna conta di nuovo.</li></ul>"
            "<p>Le statistiche di accesso sono chieste dalle Linee guida di design per i siti "
            "delle pubbliche amministrazioni (AgID, determinazione 224/2022).</p>"
        ).format(words, SMALL)
    )
