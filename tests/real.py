"""The real project read once, and archives that differ from it in one thing.

What the report of 2022 prints is written out in the tests that use this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment
from selectolax.lexbor import LexborHTMLParser

from macros.archive import Archivio, Number
from macros.editor_macros import editor_macros
from macros.export import written
from macros.lists import block_painters
from macros.load import load_or_refuse
from macros.messages import Place, ProblemsFound, report
from macros.painter import Painter
from macros.schema import Point
from macros.site import Site, read_site_or_refuse

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
