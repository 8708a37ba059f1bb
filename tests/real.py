"""The real project read once, and archives that differ from it in one thing.

What the report of 2022 prints is written out in the tests that use this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment
from selectolax.lexbor import LexborHTMLParser

from macros.archive import Archivio, Number
from macros.editor_macros import editor_macros
from macros.export import written
from macros.lists import block_painters
from macros.load import load_or_refuse
from macros.messages import Place, ProblemsFound, report
from macros.numbers import Register
from macros.painter import Painter
from macros.schema import Point
from macros.schema_base import validate
from macros.schema_results import IndicatorFile
from macros.site import Site, read_site_or_refuse
from macros.yaml_reader import parse_yaml

ROOT = Path(__file__).resolve().parents[1]
BLANK = "\u00a0"


@cache
def archive() -> Archivio:
    """The archive of the project itself."""
    try:
        return load_or_refuse(ROOT)
    except ProblemsFound as found:
        raise AssertionError(report(found.problems, ROOT)) from None


@cache
def site() -> Site:
    """The site of the project itself."""
    try:
        return read_site_or_refuse(ROOT)
    except ProblemsFound as found:
        raise AssertionError(report(found.problems, ROOT)) from None


@cache
def files() -> Mapping[str, str]:
    """Every file of the site as `genera` writes it, by its address."""
    return written(site())


def number(
    value: str | None,
    *,
    year: int = 2022,
    unit: str = "pratiche",
    qualifier: str | None = None,
    gap: str | None = None,
    inferred: bool = False,
) -> Number:
    """Return a number as a file of data would give it; None is a gap."""
    exact = None if value is None else Decimal(value)
    decimals = len(value.partition(".")[2]) if value else 0
    reason = gap or ("non rilevato" if value is None else None)
    return Number(
        f"serie.prova.{year}",
        "prova",
        archive().units[unit],
        year,
        Place("data/serie/prova.yml"),
        exact,
        reason,
        decimals,
        qualifier,
        inferred=inferred,
    )


def with_series(
    values: Mapping[int, str | None], *, name: str = "prova", unit: str = "pratiche"
) -> Archivio:
    """Return the archive with one more series: year -> value, None for a gap."""
    real = archive()
    address = f"serie.{name}"
    points = {
        f"{address}.{year}": replace(
            number(value, year=year, unit=unit), address=f"{address}.{year}"
        )
        for year, value in values.items()
    }
    written_points = tuple(
        Point.model_construct(year=year, value=value, gap=None) for year, value in values.items()
    )
    series = real.series["smart-card"].model_copy(
        update={"id": name, "title": name.capitalize(), "unit": unit, "points": written_points}
    )
    return replace(
        real,
        series={**real.series, name: series},
        numbers={**real.numbers, **points},
        files={**real.files, address: f"data/serie/{name}.yml"},
    )


def with_values(values: Mapping[str, str | None]) -> Archivio:
    """Return the archive with other values at some addresses, None for a gap."""
    real = archive()
    changed = {
        address: replace(
            real.numbers[address],
            value=None if value is None else Decimal(value),
            gap="in verifica" if value is None else None,
        )
        for address, value in values.items()
    }
    return replace(real, numbers={**real.numbers, **changed})


def with_indicator(fields: Mapping[str, object]) -> tuple[Archivio, IndicatorFile]:
    """Return the archive with one more indicatore, read from these keys of its file."""
    head = {
        "schema": "1",
        "id": "prova",
        "anno": "2019",
        "fonte": "rendicontazione-2019",
        "nome": "Prova",
        "titolo": "Prova",
        "riga": "1",
        "tipo": "OPERATIVO",
        "obiettivo": "trasparenza-commerciale",
    }
    text = yaml.safe_dump({**head, **fields}, allow_unicode=True, sort_keys=False)
    tree = parse_yaml(text, "data/indicatori/2019/prova.yml").tree
    assert tree is not None, text
    made, problems = validate(IndicatorFile, tree)
    assert made is not None, report(problems, ROOT)
    real = archive()
    register = Register(real.units, dict(real.numbers))
    register.indicator(tree, made)
    assert not register.problems, report(register.problems, ROOT)
    indicators = {**real.indicators, (made.year, made.id): made}
    return replace(real, numbers=register.numbers, indicators=indicators), made


def measured(
    result: str,
    target: str,
    *,
    unit: str = "percento",
    declared: str | None = None,
    formula: str | None = None,
    **more: object,
) -> tuple[Archivio, IndicatorFile]:
    """Return the archive with an indicatore that expects `target` and reached `result`.

    «>= 80» is a target, «fra 5 … 8» a range, «oltre 80» a result with its qualifier, «manca: …» a
    gap; what is not a number is a criterion, or a result, in words. `more` are keys of the file.
    """
    fields: dict[str, object] = {"attesi": [expecting(target)]}
    fields["raggiunto"] = _value(result) or {"testo": result, "riga": "1"}
    numeric = "valore" in expecting(target) or "valore" in _value(result)
    if numeric:
        fields["unita"] = unit
    falls = target.startswith("<")
    better = "più basso è meglio" if falls else "più alto è meglio"
    fields["direzione"] = better if numeric else "nessuna"
    if formula is not None:
        fields["formula"] = formula
    if declared is None:
        fields["esito_manca"] = "La fonte non lo stampa."
    else:
        fields["esito_dichiarato"] = {"esito": declared, "riga": "1"}
    return with_indicator(fields | more)


def expecting(target: str, year: int = 2019, **more: str) -> dict[str, object]:
    """Return a target as its file writes it: «>= 80», «fra 5 … 8», «<= manca: …» or in words."""
    sign, _, rest = target.partition(" ")
    if sign not in (">=", "<=", ">", "<", "=", "fra"):
        return {"anno": str(year), "criterio": target, "riga": "1", **more}
    if sign != "fra":
        return {"anno": str(year), "confronto": sign, **_value(rest), **more}
    low, high = rest.split(" … ")
    ends = {**_value(low), "massimo": _datum(high)}
    return {"anno": str(year), "confronto": sign, **ends, **more}


def _value(text: str) -> dict[str, object]:
    datum = _datum(text)
    return {"valore": datum} if datum else {}


def _datum(text: str) -> dict[str, str]:
    """Return a number as its file writes it; nothing for words."""
    if text.startswith("manca: "):
        return {"manca": text.removeprefix("manca: ")}
    found = re.fullmatch(r"(?:([^\d−-]+) )?([−-]?\d\S*)", text)
    if found is None:
        return {}
    qualified = {"qualificatore": found[1]} if found[1] else {}
    return {"valore": found[2], "riga": "1", **qualified}


def painter(here: str = "", of: Archivio | None = None) -> Painter:
    """Return the painter of a page, with files of its own."""
    return Painter(of or archive(), here, {}, block_painters(site().pages))


def rendered(text: str, of: Archivio | None = None) -> str:
    """Return words with their macro calls run, as MkDocs gives them to Markdown."""
    macros = {name: macro.function for name, macro in editor_macros(of or archive()).items()}
    return Environment().from_string(text).render(macros)


def painted(text: str, here: str = "", of: Archivio | None = None) -> str:
    """Return words with every macro call in its final HTML."""
    return painter(here, of).page(rendered(text, of))


def read(html: str) -> str:
    """Return what is read of a piece of HTML, with single blanks; no-break spaces stay."""
    main = LexborHTMLParser(f"<main>{html}</main>").css_first("main")
    assert main is not None
    text = main.text()
    return " ".join(part for part in text.replace("\n", " ").split(" ") if part)


def ids(html: str) -> Sequence[str]:
    """Return the ids of a piece of HTML, in order."""
    return [node.attributes["id"] or "" for node in LexborHTMLParser(html).css("[id]")]
