"""A small page for each chart, at its permanent address: to be cited, and shown in others' pages.

It has no menu and no script, so that a newspaper can frame it; whoever follows it finds the page
the chart belongs to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from macros.archive import Archivio
from macros.citations import citation, source_line
from macros.figures import Chart
from macros.page import Page
from macros.painter import ASSETS, Painter
from macros.places import chart_page, number_page, relative
from macros.svg import draw, legend
from macros.svg_marks import NARROWEST
from macros.svg_text import wrap
from macros.theme import EMBLEM, STYLES

_STYLES = (STYLES, "assets/css/grafici.css", "assets/css/incorpora.css")
_MARGIN = 16  # px, as in incorpora.css
_AROUND = 180  # px of margins and closed disclosures


def chart_homes(
    archive: Archivio, pages: Sequence[Page], shown: Mapping[str, Sequence[Chart]]
) -> dict[str, tuple[Chart, Page]]:
    """Return every chart with the page it belongs to, by its id, in the order of the site.

    `shown` are the charts of each page, by its address. Of several pages a chart belongs to the one
    where its first number stands; else to the deepest, where it is told most closely.
    """
    found: dict[str, tuple[Chart, list[Page]]] = {}
    for page in pages:
        for made in shown.get(page.url, ()):
            found.setdefault(made.id, (made, []))[1].append(page)
    return {name: (made, _home(archive, made, there)) for name, (made, there) in found.items()}


def _home(archive: Archivio, made: Chart, there: Sequence[Page]) -> Page:
    numbers = made.table.numbers()
    stands = number_page(archive, numbers[0]).partition("#")[0] if numbers else ""
    own = [page for page in there if page.url == stands]
    return own[0] if own else max(there, key=lambda page: page.url.count("/"))


def embed_files(archive: Archivio, homes: Mapping[str, tuple[Chart, Page]]) -> Mapping[str, str]:
    """Return the page of every chart, by its file.

    Charts of several pages can have one title, such as «Atteso e raggiunto, 2019»: outside their
    page they are told apart by hers.
    """
    times = Counter(made.title for made, _ in homes.values())
    titled = [
        (
            replace(made, title=f"{made.title}: {home.title}") if times[made.title] > 1 else made,
            home,
        )
        for made, home in homes.values()
    ]
    return {f"{chart_page(made.id)}index.html": _page(archive, made, home) for made, home in titled}


def _page(archive: Archivio, made: Chart, home: Page) -> str:
    here = chart_page(made.id)
    painter = Painter(archive, here, {}, {})
    cited = citation(archive, made)
    drawing = draw(made.figure, made.id)
    source = source_line(archive, made)
    below = (made.note, source, archive.body.name, home.title)
    page = painter.render(
        "incorpora.html",
        ente=archive.body.name,
        grafico={
            "id": f"grafico-{made.id}",
            "titolo": made.title,
            "frase": made.finding,
            "legenda": legend(made.figure, made.id),
            "svg": drawing,
            "nota": made.note,
            "fonte": source,
            "tabella": painter.table(
                replace(made.table, note=""),
                caption=f"Dati del grafico: {made.title}",
                ids=False,
                name=f"dati-{made.id}",
            ),
            "csv": relative(f"{ASSETS}{made.id}.csv", here),
            "svg_url": relative(f"{ASSETS}{made.id}.svg", here),
        },
        pagina={"titolo": home.title, "url": relative(f"{home.url}#grafico-{made.id}", here)},
        stili=[relative(style, here) for style in _STYLES],
        stampa=relative("assets/css/stampa.css", here),
        emblema=relative(EMBLEM, here),
        citazione=cited,
        codice=_frame(cited.address, made, drawing, " ".join(below)),
    )
    # A link must leave the frame: the site itself is shown in no one else's page.
    return page.replace("<a ", '<a target="_top" ') + "\n"


def _frame(address: str, made: Chart, drawing: str, told: str) -> str:
    """Return what to write in another page to show a chart; nothing without an address."""
    if not address:
        return ""
    title = escape(f"{made.figure['layout']['meta']['nome']}")
    return (
        f'<iframe src="{escape(address)}" title="{title}" width="100%" '
        f'height="{_height(made, drawing, told)}" loading="lazy"></iframe>'
    )


def _height(made: Chart, drawing: str, told: str) -> int:
    """Return the px that title, sentence, key, picture and what is `told` below take on a phone."""
    found = re.search(r'height="(\d+)', drawing)
    picture = int(found[1]) if found else 0
    column = NARROWEST - 2 * _MARGIN
    keys = [trace["name"] for trace in made.figure["data"][:6] if len(made.figure["data"]) > 1]
    return (
        picture
        + 26 * (len(wrap(made.title, column, 20)) + len(wrap(made.finding, column, 16)))
        + 25 * sum(len(wrap(key, column - 32, 14)) for key in keys)
        + 22 * len(wrap(told, column, 14))
        + _AROUND
    )
