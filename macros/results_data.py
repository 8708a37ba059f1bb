"""Indicatori as open data: one record each, the same in CSV and in JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from macros.archive import Archivio, Number
from macros.formats import machine
from macros.objectives import tree
from macros.schema_results import IndicatorFile
from macros.verdict import verdict
from macros.verdict_words import expected, marked, reached

Record = dict[str, str | None]


def record(archive: Archivio, indicator: IndicatorFile) -> Record:
    """Return what is known of an indicatore, by Italian names; None is what is not known.

    Numbers are plain («137.56»), words stand beside them; `esito` is one of the states of
    `verdict.State`, `esito_calcolato` what the printed numbers say, `esito_ricalcolato` what the
    formula done again says. What the source does not print has its reason in a name that ends in
    `_dedotto` or `_dedotta`, what is missing in one that ends in `_manca`.
    """
    found = verdict(archive, indicator)
    grown = tree(archive, indicator.year)
    node = grown.nodes.get(indicator.objective)
    area = grown.area_of(indicator.objective)
    declared = indicator.declared
    target = expected(indicator.target, found.target, found.upper)
    result = reached(indicator, found.result) if indicator.result is not None else ""
    return {
        "id": indicator.id,
        "indirizzo": f"indicatori.{indicator.year}.{indicator.id}",
        "anno": str(indicator.year),
        "titolo": indicator.title,
        "nome_stampato": indicator.name,
        "tipo": indicator.kind,
        "missione": grown.missione_of(indicator.objective) or None,
        "area_strategica": area.printed_code if area else None,
        "obiettivo": indicator.objective,
        "obiettivo_dedotto": indicator.objective_inferred,
        "obiettivo_codice_stampato": node.printed_code if node else None,
        "obiettivo_nome": node.name if node else None,
        "centro_di_responsabilita": node.centre if node else None,
        "responsabile": node.person if node else None,
        "unita": indicator.unit,
        "unita_dedotta": indicator.unit_inferred,
        "direzione": indicator.direction,
        "confronto": indicator.target.comparator,
        "confronto_dedotto": indicator.target.comparator_inferred,
        "atteso": _plain(found.target),
        "atteso_massimo": _plain(found.upper),
        "atteso_a_parole": _told(target, found.target),
        "atteso_manca": _gap(found.target) or _gap(found.upper),
        "periodo": indicator.target.period,
        "raggiunto": _plain(found.result),
        "raggiunto_a_parole": _told(result, found.result),
        "raggiunto_manca": indicator.result_gap or _gap(found.result),
        "esito": found.state.value,
        "esito_calcolato": None if found.computed is None else _yes(found.computed),
        "esito_dichiarato": declared.outcome if declared else None,
        "esito_dichiarato_manca": indicator.declared_gap,
        "formula": indicator.formula,
        "ricalcolato": None if found.again is None else f"{found.again:f}",
        "ricalcolato_manca": found.again_gap or None,
        "esito_ricalcolato": None if found.again_met is None else _yes(found.again_met),
        "metodo": indicator.method,
        "fonte_dei_dati": indicator.data_source,
        "fonte": indicator.source,
        "riga": str(indicator.line),
        "scostamento": indicator.causes,
        "serie": " ".join(indicator.series) or None,
        "nota": indicator.note,
    }


def _plain(number: Number | None) -> str | None:
    return None if number is None or number.value is None else machine(number)


def _told(words: str, number: Number | None) -> str | None:
    """Return what is said of a number, marked where we inferred it; nothing where it is missing."""
    return None if not words or _gap(number) else marked(words, number)


def _gap(number: Number | None) -> str | None:
    return number.gap if number is not None else None


def _yes(met: bool) -> str:
    return "raggiunto" if met else "non raggiunto"


def records_csv(records: Sequence[Record]) -> str:
    """Return records as CSV (RFC 4180); what is not known is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(records[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def records_json(records: Sequence[Record] | Record) -> str:
    """Return a record, or several, as JSON."""
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
