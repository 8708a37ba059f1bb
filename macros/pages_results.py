"""The pages of results: the year with its tree and board, one page per objective and indicatore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.archive import Archivio
from macros.charts_results import drawable
from macros.formats import HARD_BLANK
from macros.objectives import Tree, tree
from macros.page import Page, call, late, paragraphs, provenance
from macros.pages_topics import matter, series_chart, series_groups
from macros.schema_results import IndicatorFile, Objective
from macros.verdict import verdict
from macros.verdict_words import tell


def results_pages(archive: Archivio) -> Iterator[Page]:
    """Yield the pages of objectives and indicatori, newest year first."""
    years = sorted(archive.objectives, reverse=True)
    if not years:
        return
    yield Page(
        "risultati/index.md",
        "Risultati",
        paragraphs(
            "# Che cosa volevamo, che cosa abbiamo raggiunto",
            "Ogni anno l’ente si dà degli obiettivi. A ogni obiettivo lega degli indicatori: un "
            "valore atteso prima, un valore raggiunto dopo. Qui si vedono uno accanto all’altro.",
            late("anni_risultati"),
            *(late("assenti", str(year)) for year in sorted(archive.reports, reverse=True)),
        ),
        archive.files[f"obiettivi.{years[0]}"],
        "Gli obiettivi dell’ente, i valori attesi e i valori raggiunti, anno per anno.",
    )
    for year in years:
        grown = tree(archive, year)
        yield _year(archive, grown)
        yield from (_indicator(archive, grown, each) for each in grown.indicators())
        yield from (_objective(archive, grown, node) for node in grown.nodes.values() if node.above)


def _year(archive: Archivio, grown: Tree) -> Page:
    year = str(grown.year)
    measured = grown.indicators()
    codes = dict.fromkeys(grown.missione_of(each.objective) for each in measured)
    drawn = [
        call("grafico", f"indicatori.{year}.{code}")
        for code in codes
        if drawable(grown.indicators(code))
    ]
    return Page(
        f"risultati/{year}/index.md",
        f"I risultati del {year}",
        paragraphs(
            f"# I risultati del {year}",
            late("esiti", year),
            *(["## Gli indicatori, uno per uno", late("elenco_indicatori", year)] * bool(measured)),
            *(["## Atteso e raggiunto", *drawn] if drawn else []),
            "## L’albero degli obiettivi",
            "Ogni area strategica serve una missione. Sotto ci sono gli obiettivi strategici, poi "
            "quelli operativi. I codici sono quelli stampati nel documento.",
            late("albero", year),
            late("irregolarita", year),
            *(["## Come leggere gli esiti", late("legenda_esiti")] * bool(measured)),
            late("scarica_indicatori", year),
            call("fonti"),
        ),
        archive.files[f"obiettivi.{year}"],
        f"Gli obiettivi e gli indicatori del {year}: atteso, raggiunto ed esito.",
        year,
        "risultati",
    )


def _indicator(archive: Archivio, grown: Tree, indicator: IndicatorFile) -> Page:
    year, name = indicator.year, indicator.id
    key = (str(year), name)
    note = archive.notes.get((year, name))
    body = note.body if note else ""
    groups = series_groups(archive, indicator.series)
    told = tell(archive, indicator, verdict(archive, indicator))
    here = [
        late("atteso_e_raggiunto", *key),
        *([call("grafico", f"indicatori.{year}.{name}")] if drawable([indicator]) else []),
        *([late("parziali", *key)] if indicator.partial else []),
    ]
    return Page(
        f"risultati/{year}/{name}.md",
        indicator.title,
        paragraphs(
            f"# {indicator.title}",
            late("esito", *key),
            f"## Atteso e raggiunto nel {year}",
            *here,
            *(["## Nel tempo", *(series_chart(archive, group) for group in groups)] * bool(groups)),
            *([f"## Che cosa è successo nel {year}", body] if body else []),
            *matter(archive, year, name, body, indicator.series),
            "## Come si misura e chi ne risponde",
            late("scheda_indicatore", *key),
            late("soldi", str(year), grown.missione_of(indicator.objective)),
            late("scarica_indicatore", *key),
            provenance(note.head) if note else "",
            call("fonti"),
        ),
        archive.files[f"indicatori.{year}.{name}"],
        f"{indicator.title}, {year}. {told.label}. {told.sentence}".replace(HARD_BLANK, " "),
    )


def _objective(archive: Archivio, grown: Tree, node: Objective) -> Page:
    year = grown.year
    key = (str(year), node.id)
    note = archive.notes.get((year, node.id))
    body = note.body if note else ""
    return Page(
        f"risultati/{year}/{node.id}.md",
        node.title,
        paragraphs(
            f"# {node.title}",
            late("scheda_obiettivo", *key),
            *_below(grown, node),
            *([f"## Che cosa è successo nel {year}", body] if body else []),
            *matter(archive, year, node.id, body),
            late("soldi", str(year), grown.missione_of(node.id)),
            provenance(note.head) if note else "",
            call("fonti"),
        ),
        archive.files[f"obiettivi.{year}"],
        f"{node.title}: {node.level} del {year}, con indicatori e responsabili.",
    )


def _below(grown: Tree, node: Objective) -> Sequence[str]:
    """The indicatori of a node and the objectives under it, or that it has none."""
    year = str(grown.year)
    blocks = []
    if grown.measured.get(node.id):
        blocks += ["## Gli indicatori", late("indicatori_di", year, node.id)]
    if grown.below.get(node.id):
        blocks += ["## Gli obiettivi operativi", late("rami", year, node.id)]
    if not grown.measured.get(node.id):
        blocks.append("Il documento non lega nessun indicatore a questo obiettivo.")
    return blocks
