"""Boards of many results: the year, the list, the tree, money beside results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from macros import formats
from macros.archive import Archivio
from macros.objectives import ROOT, Tree, tree
from macros.painter import Painter
from macros.places import measured_page
from macros.schema_context import ReportPart
from macros.schema_results import IndicatorFile, Objective
from macros.verdict import State, verdict
from macros.verdict_words import LABELS, counts, tell


def board_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of boards, by the name their placeholders use."""
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
        "soldi_e_risultati": _money_and_results,
        "legenda_esiti": lambda painter: painter.render("legenda_esiti.html"),
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


def _served(grown: Tree) -> list[str]:
    """Return the codes of the missioni that the areas serve, each once: two may serve the same."""
    return list(dict.fromkeys(area.missione or "" for area in grown.below.get(ROOT, ())))


def _board(painter: Painter, year: str) -> str:
    archive = painter.archive
    grown = tree(archive, int(year))
    states = [state for state in State if state in _states(archive, grown.indicators())]
    codes = _served(grown)
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
            "codice": code,
            "nome": archive.missioni[code].short,
            "voci": [_entry(painter, each, code) for each in grown.indicators(code)],
        }
        for code in _served(grown)
        if grown.indicators(code)
    ]
    if not groups:
        return ""
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
    """The nodes under one, nested, each with its printed code and its indicatori.

    What the document prints of a node without a page of its own stands here.
    """
    card = painter.blocks["scheda_obiettivo"]

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
            "scheda": "" if has_page else card(painter, str(grown.year), node.id),
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
    file = painter.archive.objectives[int(year)]
    told = []
    for node in grown.nodes.values():
        notes = [(box.note, box.line) for box in node.boxes]
        notes.append((node.note, node.line))
        told += [
            {
                "titolo": node.title,
                "nota": note,
                "riga": line,
                "url": painter.line_link(file.source, line),
            }
            for note, line in notes
            if note
        ]
    if not told and not file.note:
        return ""
    return painter.render("irregolarita.html", premessa=file.note or "", note=told)


def _money_and_results(painter: Painter, missione: str, year: str = "") -> str:
    """What a missione cost and what came of it, with the difference of years said plainly.

    The money is of `year`, or of the newest there is; the results are of the same year if they can.
    """
    archive = painter.archive
    measured = [
        y for y in sorted(archive.objectives, reverse=True) if tree(archive, y).indicators(missione)
    ]
    spent = [
        y
        for y in archive.years
        if f"spese.{y}.{missione}" in archive.numbers and year in ("", str(y))
    ]
    if not measured or not spent:
        return ""
    money = spent[0]
    told = money if money in measured else measured[0]
    grown = tree(archive, told)
    gap = _absence(archive, money)
    return painter.render(
        "soldi_e_risultati.html",
        anno_spesa=money,
        spesa=formats.whole(archive.number(f"spese.{money}.{missione}")),
        anno=told,
        frase=_summary(archive, grown.indicators(missione)),
        voci=[_entry(painter, each, missione) for each in grown.indicators(missione)],
        manca=gap.gap if gap and told != money else "",
        url=painter.link(f"risultati/{told}/"),
    )
