"""What the page of one indicatore or objective shows: its verdict, its card, its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from macros import formats
from macros.objectives import Tree, tree
from macros.painter import Painter
from macros.places import node_page
from macros.results_data import record, records_csv, records_json
from macros.schema_results import Box, IndicatorFile, Objective
from macros.tables_results import indicators_table, partial_table
from macros.verdict import verdict
from macros.verdict_words import tell

DATA = "dati/indicatori/"
# A row of a card: what it is, its text, where that leads, what follows it without a link.
Entry = tuple[str, str, str] | tuple[str, str, str, str]


def results_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of results, by the name their placeholders use."""
    return {
        "esito": _verdict,
        "atteso_e_raggiunto": _values,
        "parziali": _partial,
        "scheda_indicatore": _indicator_card,
        "scheda_obiettivo": _objective_card,
        "soldi": _money,
        "scarica_indicatore": _download,
        "scarica_indicatori": _download_all,
    }


def _one(painter: Painter, year: str, name: str) -> IndicatorFile:
    return painter.archive.indicators[int(year), name]


def _verdict(painter: Painter, year: str, name: str) -> str:
    indicator = _one(painter, year, name)
    found = verdict(painter.archive, indicator)
    told = tell(painter.archive, indicator, found)
    return painter.render(
        "esito.html",
        esito={
            "stato": found.state.value,
            "testo": told.label,
            "frase": told.sentence,
            "passi": told.steps,
            "dichiarato": indicator.declared.outcome if indicator.declared else "",
            "dichiarato_nota": indicator.declared.note if indicator.declared else "",
            "manca": indicator.declared_gap or "",
            "scostamento": indicator.causes or "",
            "nota": indicator.note or "",
        },
    )


def _values(painter: Painter, year: str, name: str) -> str:
    made = indicators_table(
        painter.archive,
        [_one(painter, year, name)],
        f"tabella-indicatori-{year}-{name}",
        f"Valore atteso e valore raggiunto nel {year}",
    )
    return painter.table(made, caption=made.caption)


def _partial(painter: Painter, year: str, name: str) -> str:
    made = partial_table(painter.archive, _one(painter, year, name))
    return painter.table(made, caption=made.caption)


def _indicator_card(painter: Painter, year: str, name: str) -> str:
    """How it is measured and who answers for it (DPCM 18/9/2012, art. 3)."""
    indicator = _one(painter, year, name)
    grown = tree(painter.archive, int(year))
    node = grown.nodes.get(indicator.objective)
    target = indicator.target
    rows: list[Entry] = [
        ("Nome nel documento", f"«{indicator.name}»", ""),
        ("Tipo di indicatore", indicator.kind, ""),
        ("Come si calcola", indicator.method or "Il documento non lo dice.", ""),
        ("Formula del sito", indicator.formula or "", ""),
        ("È meglio", _DIRECTIONS[indicator.direction], ""),
        ("Confronto", _inferred(target.comparator_inferred), ""),
        ("Unità di misura", _inferred(indicator.unit_inferred), ""),
        ("Periodo dell’atteso", target.period or "", ""),
        ("Fonte dei dati", indicator.data_source or "Il documento non la dice.", ""),
        *_responsible(painter, grown, node, indicator.objective_inferred),
    ]
    line = painter.line_link(indicator.source, indicator.line)
    document = painter.archive.sources[indicator.source].head.short
    rows.append(("Nel documento", f"{document}, riga {indicator.line}", line))
    return _card(painter, rows)


_DIRECTIONS = {
    "più alto è meglio": "un valore alto",
    "più basso è meglio": "un valore basso",
    "nessuna": "",
}


def _inferred(reason: str | None) -> str:
    return f"Dedotto da noi. {reason}" if reason else ""


def _responsible(
    painter: Painter, grown: Tree, node: Objective | None, inferred: str | None
) -> list[Entry]:
    if node is None:
        return []
    url = painter.link(node_page(grown.year, node))
    return [
        ("Obiettivo", node.title, url),
        ("Legame con l’obiettivo", _inferred(inferred), ""),
        ("Centro di responsabilità", node.centre or "Non stampato nella fonte", ""),
        ("Responsabile", node.person or "Non stampato nella fonte", ""),
    ]


def _card(painter: Painter, rows: Sequence[Entry]) -> str:
    """Rows without a text are left out; those that follow under the same name share it."""
    told = [row for row in rows if row[1]]
    shown = [
        {
            "voce": name,
            "testi": [
                {"testo": text, "url": url, "altro": "".join(more)} for _, text, url, *more in same
            ],
        }
        for name, same in groupby(told, key=itemgetter(0))
    ]
    return painter.render("scheda_dati.html", righe=shown)


def _objective_card(painter: Painter, year: str, name: str) -> str:
    """What the document prints of an objective, box by box, and what we infer."""
    grown = tree(painter.archive, int(year))
    node = grown.nodes[name]
    source = painter.archive.objectives[int(year)].source
    way: list[Entry] = [
        (each.level.capitalize(), each.title, painter.link(node_page(grown.year, each)))
        for each in grown.path(name)[:-1]
    ]
    document = painter.archive.sources[source].head.short
    boxes: list[Entry] = [
        (
            "Nel documento",
            f"{document}, riga {box.line}",
            painter.line_link(source, box.line),
            _box(box),
        )
        for box in node.boxes
    ]
    code = node.code
    rows: list[Entry] = [
        ("Livello", node.level.capitalize(), ""),
        ("Nome nel documento", f"«{node.name}»" if node.name else "Non stampato nella fonte", ""),
        ("Codice", node.printed_code or "Non stampato nella fonte", ""),
        ("Codice dedotto", f"{code.value}. {code.reason}" if code else "", ""),
        *way,
        ("Legame", _inferred(node.above_inferred), ""),
        ("Centro di responsabilità", node.centre or "Non stampato nella fonte", ""),
        ("Responsabile", node.person or "Non stampato nella fonte", ""),
        *boxes,
        ("Nota", node.note or "", ""),
    ]
    return _card(painter, rows)


def _box(box: Box) -> str:
    """Say what a box prints of itself, and what is irregular in it."""
    told = f": {f'codice {box.code}' if box.code else 'senza codice'}"
    if box.linked:
        told += f". Collegato a: {'; '.join(box.linked)}"
    return f"{told.removesuffix('.')}. {box.note}" if box.note else told


def _money(painter: Painter, year: str, missione: str) -> str:
    """Beside an indicatore, what its missione cost: in the same year, or saying it is not."""
    archive = painter.archive
    if missione not in archive.missioni:
        return ""
    same = archive.numbers.get(f"spese.{year}.{missione}")
    spent = next((y for y in archive.years if f"spese.{y}.{missione}" in archive.numbers), None)
    number = same or archive.numbers.get(f"spese.{spent}.{missione}")
    return painter.render(
        "soldi.html",
        anno=year,
        anno_spesa=year if same else spent,
        spesa=formats.whole(number) if number else "",
        manca=number is not None and number.value is None,
        nome=archive.missioni[missione].short,
        codice=missione,
        url=painter.link(f"missioni/{missione}/"),
    )


def _download(painter: Painter, year: str, name: str) -> str:
    indicator = _one(painter, year, name)
    made, told = record(painter.archive, indicator), [(indicator.year, indicator.source)]
    return painter.files(f"{DATA}{year}/{name}", records_csv([made]), records_json(made), told)


def _download_all(painter: Painter, year: str) -> str:
    indicators = tree(painter.archive, int(year)).indicators()
    made = [record(painter.archive, each) for each in indicators]
    if not made:
        return ""
    told = [(each.year, each.source) for each in indicators]
    return painter.files(f"{DATA}{year}", records_csv(made), records_json(made), told)
