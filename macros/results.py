"""What the pages of results show: verdicts, boards, the tree, money beside results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from macros import formats
from macros.archive import Archivio
from macros.objectives import ROOT, Tree, tree
from macros.painter import Painter
from macros.places import measured_page
from macros.results_data import record, records_csv, records_json
from macros.schema_context import ReportPart
from macros.schema_results import IndicatorFile, Objective
from macros.tables_results import indicators_table, partial_table
from macros.verdict import State, verdict
from macros.verdict_words import LABELS, counts, tell

DATA = "dati/indicatori/"


def results_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of results, by the name their placeholders use."""
    return {
        "anni_risultati": _years,
        "assenti": _absent,
        "esiti": _board,
        "elenco_indicatori": _list,
        "indicatori_di": _of_node,
        "albero": lambda painter, year: _branches(painter, tree(painter.archive, int(year)), ROOT),
        "rami": lambda painter, year, node: _branches(
            painter, tree(painter.archive, int(year)), node
        ),
        "irregolarita": _oddities,
        "esito": _verdict,
        "legenda_esiti": lambda painter: painter.render("legenda_esiti.html"),
        "atteso_e_raggiunto": _values,
        "parziali": _partial,
        "scheda_indicatore": _indicator_card,
        "scheda_obiettivo": _objective_card,
        "soldi": _money,
        "soldi_e_risultati": _money_and_results,
        "scarica_indicatore": _download,
        "scarica_indicatori": _download_all,
    }


def _states(archive: Archivio, indicators: Sequence[IndicatorFile]) -> list[State]:
    return [verdict(archive, each).state for each in indicators]


def _summary(archive: Archivio, indicators: Sequence[IndicatorFile]) -> str:
    """Say how many indicatori there are and how they ended."""
    number = len(indicators)
    told = f"{number} {'indicatore' if number == 1 else 'indicatori'}"
    return f"{told}: {counts(_states(archive, indicators))}." if number else "Nessun indicatore."


def _years(painter: Painter) -> str:
    archive = painter.archive
    entries = [
        {
            "titolo": f"I risultati del {year}",
            "url": painter.link(f"risultati/{year}/"),
            "sintesi": _summary(archive, tree(archive, year).indicators()),
        }
        for year in sorted(archive.objectives, reverse=True)
    ]
    return painter.render("elenco_temi.html", temi=entries)


def _absent(painter: Painter, year: str) -> str:
    """Say why a year's results are not there, where its report says nothing of them."""
    part = _absence(painter.archive, int(year))
    return painter.render("assente.html", anno=year, sezione=part) if part else ""


def _absence(archive: Archivio, year: int) -> ReportPart | None:
    """Return the section of a year's report that should hold its results, and does not."""
    parts = archive.reports[year].parts if year in archive.reports else ()
    return next((part for part in parts if part.holds == "risultati" and part.gap), None)


def _board(painter: Painter, year: str) -> str:
    archive = painter.archive
    grown = tree(archive, int(year))
    states = [state for state in State if state in _states(archive, grown.indicators())]
    codes = [area.missione or "" for area in grown.below.get(ROOT, ())]
    found = [Counter(_states(archive, grown.indicators(code))) for code in codes]
    return painter.render(
        "esiti.html",
        anno=year,
        frase=_summary(archive, grown.indicators()),
        missioni=[
            {
                "codice": code,
                "nome": archive.missioni[code].short,
                "url": painter.link(f"missioni/{code}/"),
            }
            for code in codes
        ],
        righe=[
            {
                "stato": state.value,
                "testo": LABELS[state],
                "conti": [count[state] for count in found],
                "totale": sum(count[state] for count in found),
            }
            for state in states
        ],
        conti=[count.total() for count in found],
    )


def _entry(painter: Painter, indicator: IndicatorFile, missione: str) -> dict[str, Any]:
    found = verdict(painter.archive, indicator)
    told = tell(painter.archive, indicator, found)
    return {
        "titolo": indicator.title,
        "url": painter.link(measured_page(indicator.year, indicator.id)),
        "stato": found.state.value,
        "esito": told.label,
        "frase": told.sentence,
        "missione": missione,
        "tipo": indicator.kind,
    }


def _list(painter: Painter, year: str) -> str:
    """All indicatori by missione; a form to filter them is there for who has JavaScript."""
    archive = painter.archive
    grown = tree(archive, int(year))
    groups = [
        {
            "codice": area.missione,
            "nome": archive.missioni[area.missione or ""].short,
            "voci": [
                _entry(painter, each, area.missione or "")
                for each in grown.indicators(area.missione)
            ],
        }
        for area in grown.below.get(ROOT, ())
    ]
    there = _states(archive, grown.indicators())
    states = [{"nome": s.value, "testo": LABELS[s]} for s in State if s in there]
    return painter.render("indicatori.html", gruppi=groups, stati=states, filtro=True)


def _of_node(painter: Painter, year: str, node: str) -> str:
    grown = tree(painter.archive, int(year))
    missione = grown.missione_of(node)
    entries = [_entry(painter, each, missione) for each in grown.measured.get(node, ())]
    group = {"codice": missione, "nome": "", "voci": entries}
    return painter.render("indicatori.html", gruppi=[group], stati=[], filtro=False)


def _branches(painter: Painter, grown: Tree, above: str) -> str:
    """The nodes under one, nested, each with its printed code and its indicatori."""

    def branch(node: Objective) -> dict[str, Any]:
        has_page = node.above is not None
        missione = grown.missione_of(node.id)
        return {
            "id": "" if has_page else node.id,
            "livello": node.level,
            "titolo": node.title,
            "codice": node.printed_code or "",
            "dedotto": node.code.value if node.code else "",
            "url": painter.link(measured_page(grown.year, node.id)) if has_page else "",
            "indicatori": [
                _entry(painter, each, missione) for each in grown.measured.get(node.id, ())
            ],
            "rami": [branch(each) for each in grown.below.get(node.id, ())],
        }

    branches = [branch(node) for node in grown.below.get(above, ())]
    return painter.render("albero.html", rami=branches)


def _oddities(painter: Painter, year: str) -> str:
    """What is irregular in the printed tree: told, never repaired."""
    grown = tree(painter.archive, int(year))
    source = painter.archive.objectives[int(year)].source
    told = []
    for node in grown.nodes.values():
        notes = [(box.note, box.line) for box in node.boxes]
        notes.append((node.note, node.line))
        told += [
            {
                "titolo": node.title,
                "nota": note,
                "riga": line,
                "url": painter.line_link(source, line),
            }
            for note, line in notes
            if note
        ]
    return painter.render("irregolarita.html", note=told) if told else ""


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
    rows = [
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
) -> list[tuple[str, str, str]]:
    if node is None:
        return []
    url = painter.link(
        measured_page(grown.year, node.id) if node.above else f"risultati/{grown.year}/#{node.id}"
    )
    return [
        ("Obiettivo", node.title, url),
        ("Legame con l’obiettivo", _inferred(inferred), ""),
        ("Centro di responsabilità", node.centre or "Non stampato nella fonte", ""),
        ("Responsabile", node.person or "Non stampato nella fonte", ""),
    ]


def _card(painter: Painter, rows: Sequence[tuple[str, str, str]]) -> str:
    shown = [{"voce": name, "testo": text, "url": url} for name, text, url in rows if text]
    return painter.render("scheda_dati.html", righe=shown)


def _objective_card(painter: Painter, year: str, name: str) -> str:
    """What the document prints of an objective, box by box, and what we infer."""
    grown = tree(painter.archive, int(year))
    node = grown.nodes[name]
    source = painter.archive.objectives[int(year)].source
    way = [
        (each.level.capitalize(), each.title, _node_link(painter, grown, each))
        for each in grown.path(name)[:-1]
    ]
    boxes = [
        (
            "Nel documento",
            _box(painter, source, box.code, box.line, box.linked, box.note),
            painter.line_link(source, box.line),
        )
        for box in node.boxes
    ]
    code = node.code
    rows = [
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


def _box(
    painter: Painter,
    source: str,
    code: str | None,
    line: int,
    linked: Sequence[str],
    note: str | None,
) -> str:
    document = painter.archive.sources[source].head.short
    told = f"{document}, riga {line}, {f'codice {code}' if code else 'senza codice'}"
    if linked:
        told += f". Collegato a: {'; '.join(linked)}"
    return f"{told}. {note}" if note else told


def _node_link(painter: Painter, grown: Tree, node: Objective) -> str:
    if node.above:
        return painter.link(measured_page(grown.year, node.id))
    return painter.link(f"risultati/{grown.year}/#{node.id}")


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
        nome=archive.missioni[missione].short,
        codice=missione,
        url=painter.link(f"missioni/{missione}/"),
    )


def _money_and_results(painter: Painter, missione: str) -> str:
    """What a missione cost and what came of it, with the difference of years said plainly."""
    archive = painter.archive
    measured = [
        y for y in sorted(archive.objectives, reverse=True) if tree(archive, y).indicators(missione)
    ]
    spent = [y for y in archive.years if f"spese.{y}.{missione}" in archive.numbers]
    if not measured or not spent:
        return ""
    year, money = measured[0], spent[0]
    grown = tree(archive, year)
    gap = _absence(archive, money)
    return painter.render(
        "soldi_e_risultati.html",
        anno_spesa=money,
        spesa=formats.whole(archive.number(f"spese.{money}.{missione}")),
        anno=year,
        frase=_summary(archive, grown.indicators(missione)),
        voci=[_entry(painter, each, missione) for each in grown.indicators(missione)],
        manca=gap.gap if gap and year != money else "",
        url=painter.link(f"risultati/{year}/"),
    )


def _download(painter: Painter, year: str, name: str) -> str:
    made = record(painter.archive, _one(painter, year, name))
    return _files(painter, f"{DATA}{year}/{name}", records_csv([made]), records_json(made))


def _download_all(painter: Painter, year: str) -> str:
    indicators = tree(painter.archive, int(year)).indicators()
    made = [record(painter.archive, each) for each in indicators]
    return _files(painter, f"{DATA}{year}", records_csv(made), records_json(made)) if made else ""


def _files(painter: Painter, base: str, table: str, tree_: str) -> str:
    painter.assets[f"{base}.csv"] = table
    painter.assets[f"{base}.json"] = tree_
    return painter.render(
        "scarica.html", csv=painter.link(f"{base}.csv"), json=painter.link(f"{base}.json")
    )
