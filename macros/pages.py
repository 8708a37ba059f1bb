"""The pages made from data and words: a pure function, `pages(archive)`.

A page is Markdown with macro calls; whoever builds the site turns it into HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.archive import Archivio, Topic
from macros.formats import HARD_BLANK, whole
from macros.late import LateCall, placeholder
from macros.schema import Area
from macros.sentences import share, the


@dataclass(frozen=True)
class Page:
    """A page: address, title, Markdown, the file to edit, a sentence that says what it is.

    `style` names the look of a page that is not ordinary; `contents` asks for its table of
    contents; `line` is where the text begins in the file, if the file holds it.
    """

    uri: str
    title: str
    text: str
    source: str
    summary: str = ""
    short: str = ""
    style: str = ""
    contents: bool = False
    order: int = 0
    line: int = 1

    @property
    def url(self) -> str:
        """The address relative to the site's root: `missioni/011/`."""
        return self.uri.removesuffix("index.md").removesuffix(".md") + (
            "" if self.uri.endswith("index.md") else "/"
        )

    @property
    def name(self) -> str:
        """The title for menus and breadcrumbs."""
        return self.short or self.title


def late(name: str, *args: str) -> str:
    """Return the placeholder of a list that `lists` paints."""
    return placeholder(LateCall(name, args), block=True)


def call(name: str, *args: str) -> str:
    """Return a macro call as staff would write it."""
    return "{{ " + name + "(" + ", ".join(f'"{arg}"' for arg in args) + ") }}"


def paragraphs(*texts: str) -> str:
    """Join the blocks of a page that are not empty, a blank line between them."""
    return "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"


def pages(archive: Archivio) -> list[Page]:
    """Return every page made from data and words, in the order of the menu."""
    return [
        *_missioni(archive),
        *_calls(archive),
        *_sources(archive),
        *_glossary(archive),
    ]


def _missioni(archive: Archivio) -> Iterator[Page]:
    yield _all_missioni(archive)
    for code in archive.missioni:
        yield _missione(archive, code)
        for year in archive.told_years(code):
            yield _missione_year(archive, code, year)
            yield from (_topic(archive, topic) for topic in _topics(archive, code, year))


def _all_missioni(archive: Archivio) -> Page:
    intro = (
        "# Per che cosa spendiamo: le missioni",
        "Una missione è un grande scopo della spesa pubblica. Ogni euro speso appartiene a una "
        "missione.",
    )
    blocks = ["Le spese non sono ancora pubblicate."]
    for year in archive.years[:1]:
        blocks = [
            f"Nel {year} le missioni sono costate in tutto {call('valore', f'spese.{year}')}.",
            "## Le missioni una per una",
            late("schede"),
            "## Quanto per ciascuna",
            call("grafico", f"spese.{year}"),
            _shares(archive, year),
            "## Le cifre",
            *(call("tabella", f"spese.{each}") for each in archive.years),
        ]
    return Page(
        "missioni/index.md",
        "Missioni",
        paragraphs(*intro, *blocks, call("fonti")),
        archive.files[f"spese.{archive.years[0]}"] if archive.years else "site_config/missioni.yml",
        "Quanto è costata ogni missione e che cosa è stato fatto.",
    )


def _shares(archive: Archivio, year: int) -> str:
    """The chart of shares, where every amount is known."""
    known = archive.number(f"spese.{year}").value is not None
    return f'{{{{ grafico("spese.{year}", tipo="quote") }}}}' if known else ""


def _topics(archive: Archivio, code: str, year: int) -> list[Topic]:
    return [t for t in archive.topics if (t.missione, t.year) == (code, year)]


def _cost(archive: Archivio, code: str, year: int) -> str:
    """Say what a missione cost and its share of the whole."""
    address, total = f"spese.{year}.{code}", f"spese.{year}"
    if address not in archive.numbers:
        return f"La spesa del {year} di questa missione non è ancora pubblicata."
    told = f"Nel {year} questa missione è costata {call('valore', address)}"
    if archive.number(total).value:
        shown = share(archive.number(address).amount, archive.number(total).amount)
        article = the(shown).removesuffix(shown)
        told += f", cioè {article}{call('quota', address, total)} di tutta la spesa"
    return f"{told}."


def _missione(archive: Archivio, code: str) -> Page:
    missione, text = archive.missioni[code], archive.missione_texts.get(code)
    years = archive.told_years(code)
    return Page(
        f"missioni/{code}/index.md",
        f"Missione {code}: {missione.name}",
        paragraphs(
            f"# {missione.name}",
            f"**Missione {code}**"
            + (f", programma «{missione.programma}»" if missione.programma else ""),
            *(_cost(archive, code, year) for year in years[:1]),
            text.body if text else "",
            "## Anno per anno",
            late("anni", code),
            *(_year_charts(archive, code, year) for year in years[:1]),
            call("fonti"),
        ),
        text.file if text else "site_config/missioni.yml",
        text.head.summary if text else "",
        f"Missione {code}",
    )


def _year_charts(archive: Archivio, code: str, year: int) -> str:
    """The charts of a missione's year: areas, calls, series."""
    charts = []
    if _aree(archive, code, year):
        charts += ["## A che cosa è servita la spesa", call("grafico", f"spese.{year}.{code}")]
    if archive.calls_of(year, code):
        charts += [
            "## Contributi alle imprese",
            call("grafico", f"bandi.{year}.{code}"),
            f"Tutte le cifre sono nella pagina [dei bandi {year}](/bandi/{year}/index.md).",
        ]
    groups = series_groups(archive, code)
    if groups:
        charts += ["## I servizi nel tempo", *(series_chart(archive, group) for group in groups)]
    return "\n\n".join(charts)


def series_groups(archive: Archivio, code: str) -> list[list[str]]:
    """Return the series of a missione; those of one topic, unit kind and years stand together."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, series in archive.series.items():
        if series.missione == code:
            years = tuple(sorted(point.year for point in series.points))
            kind = archive.units[series.unit].kind
            groups.setdefault((series.tema, kind, years), []).append(name)
    return list(groups.values())


def series_chart(archive: Archivio, names: Sequence[str]) -> str:
    """Return the chart of some series, or their table where no source gives a value."""
    known = any(point.value is not None for name in names for point in archive.points(name))
    return call("grafico" if known else "tabella", *(f"serie.{name}" for name in names))


def _missione_year(archive: Archivio, code: str, year: int) -> Page:
    missione, aree = archive.missioni[code], _aree(archive, code, year)
    address = f"spese.{year}.{code}"
    groups = [] if aree else [late("temi", str(year), code, "")]
    for area in aree:
        groups += [
            f"### {area.name}",
            f"Spesa: {call('valore', f'{address}.{area.id}')}.",
            late("temi", str(year), code, area.id),
        ]
    return Page(
        f"missioni/{code}/{year}/index.md",
        f"Missione {code} nel {year}: {missione.short}",
        paragraphs(
            f"# {missione.name}: il {year}",
            _cost(archive, code, year),
            "## Che cosa è stato fatto" if aree or _topics(archive, code, year) else "",
            *groups,
            _year_charts(archive, code, year),
            call("tabella", address) if aree else "",
            call("fonti"),
        ),
        archive.files.get(f"spese.{year}") or _topics(archive, code, year)[0].file,
        _summary(archive, code, year),
        str(year),
    )


def _aree(archive: Archivio, code: str, year: int) -> Sequence[Area]:
    """Return the areas of a missione in a year, none where nothing is published."""
    spent = archive.spending[year].missioni if year in archive.spending else ()
    return next((missione.aree for missione in spent if missione.code == code), ())


def _summary(archive: Archivio, code: str, year: int) -> str:
    """Say in a sentence, for search engines, what a missione cost in a year."""
    amount = archive.numbers.get(f"spese.{year}.{code}")
    if amount is None:
        return f"Missione {code} nel {year}: che cosa è stato fatto."
    told, total = f"Missione {code} nel {year}: {whole(amount)}", archive.number(f"spese.{year}")
    if amount.value is not None and total.value is not None:
        told += f", {the(share(amount.amount, total.amount))} della spesa"
    return f"{told}.".replace(HARD_BLANK, " ")


def _topic(archive: Archivio, topic: Topic) -> Page:
    head, year = topic.head, topic.year
    calls = [
        f"bandi.{year}.{c.bando.id}"
        for c in archive.calls_of(year, topic.missione)
        if c.bando.tema == topic.slug
    ]
    groups = [
        [name for name in group if f'"serie.{name}"' not in topic.body]
        for group in series_groups(archive, topic.missione)
        if archive.series[group[0]].tema == topic.slug
    ]
    charts = [series_chart(archive, group) for group in groups if group]
    facts = archive.facts.get((year, topic.slug))
    return Page(
        f"missioni/{topic.missione}/{year}/{topic.slug}.md",
        head.title,
        paragraphs(
            f"# {head.title}",
            f'<p class="pa-sommario">{head.summary}</p>',
            topic.body,
            *(["## I numeri nel tempo", *charts] if charts else []),
            *(["## I bandi", call("tabella", *calls)] if calls else []),
            *(
                ["## Tutti i numeri", call("tabella", f"fatti.{year}.{topic.slug}")]
                if facts
                else []
            ),
            late("provenienza", head.source, *map(str, head.lines), head.section),
            call("fonti"),
        ),
        topic.file,
        head.summary,
    )


def _calls(archive: Archivio) -> Iterator[Page]:
    years = sorted({call.year for call in archive.calls}, reverse=True)
    if not years:
        return
    yield Page(
        "bandi/index.md",
        "Bandi",
        paragraphs(
            "# I bandi per le imprese",
            "Con un bando l’ente, da solo o con altri, dà contributi alle "
            "imprese che li chiedono e ne hanno i requisiti.",
            late("anni_bandi"),
        ),
        archive.files[f"bandi.{years[0]}"],
        "I contributi alle imprese, anno per anno.",
    )
    for year in years:
        yield Page(
            f"bandi/{year}/index.md",
            f"I bandi del {year}",
            paragraphs(
                f"# I bandi del {year}",
                late("bandi_frase", str(year)),
                call("grafico", f"bandi.{year}"),
                "## Tutti i bandi, con domande e contributi",
                "Dove la fonte non stampa una cifra la tabella lo dice: un dato che manca non è "
                "uno zero. La fonte chiama alcune domande «ammissibili», altre «ammesse»: qui "
                "restano distinte.",
                call("tabella", f"bandi.{year}"),
                late("note_bandi", str(year)),
                call("fonti"),
            ),
            archive.files[f"bandi.{year}"],
            f"Tutti i bandi del {year}: fondi, domande, contributi concessi.",
            str(year),
        )


def _sources(archive: Archivio) -> Iterator[Page]:
    yield Page(
        "fonti/index.md",
        "Fonti",
        paragraphs(
            "# Da dove vengono i numeri",
            "Ogni numero di questo sito viene da un documento pubblico. Qui ci sono i "
            "documenti, con l’elenco dei numeri che stampano riga per riga.",
            late("fonti_elenco"),
        ),
        next((source.file for source in archive.sources.values()), "data"),
        "I documenti da cui vengono i numeri.",
    )
    for source in archive.sources.values():
        yield Page(
            f"fonti/{source.id}.md",
            source.head.title,
            paragraphs(f"# {source.head.title}", late("documento", source.id)),
            source.file,
            f"I numeri stampati nel documento: {source.head.short}.",
            source.head.short,
        )


def _glossary(archive: Archivio) -> Iterator[Page]:
    text = archive.glossary
    if text is not None:
        title, summary = text.head.title, text.head.summary
        words = paragraphs(f"# {title}", text.body)
        yield Page("glossario.md", title, words, text.file, summary)
