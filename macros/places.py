"""Where things stand on the site: addresses of pages and of numbers, relative links."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from macros.archive import CONTEXT, RESULTS, Archivio, Number
from macros.schema_results import Objective

SOURCES, CALLS, MISSIONI = "fonti/", "bandi/", "missioni/"
CLAIMS = "numeri-verificati/"
CHARTS = "grafici/"
LAW = "amministrazione-trasparente/"
CONTEXTS, MEASURED = f"{CONTEXT}/", f"{RESULTS}/"


@lru_cache(maxsize=4096)
def relative(target: str, here: str) -> str:
    """Return the link from page `here` to `target`, both relative to the site's root.

    Pages end in `/`; the root is the empty text. A fragment is kept.
    """
    path, mark, fragment = target.partition("#")
    base = here if here.endswith("/") or not here else posixpath.dirname(here) + "/"
    link = posixpath.relpath(path or ".", base or ".")
    if link == ".":
        link = "" if mark else "./"
    elif path.endswith("/") or not path:
        link += "/"
    return link + mark + fragment


def absolute(archive: Archivio, target: str) -> str:
    """Return a whole address, `https://…`; empty where the site's own is not known."""
    web = archive.body.web
    return f"{web.rstrip('/')}/{target}" if web else ""


def parent(url: str) -> str:
    """Return the address above: `missioni/011/` -> `missioni/`."""
    above = url.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


def line_page(source: str, line: int) -> str:
    """Return the address of a line on its source's page."""
    return f"{SOURCES}{source}/#r{line}"


def topic_page(year: int, part: str, slug: str) -> str:
    """Return the address of a topic of a missione, or of the context."""
    if part == CONTEXT:
        return f"{CONTEXTS}{year}/{slug}/"
    return f"{MISSIONI}{part}/{year}/{slug}/"


def measured_page(year: int, name: str) -> str:
    """Return the address of an indicatore or objective."""
    return f"{MEASURED}{year}/{name}/"


def node_page(year: int, node: Objective) -> str:
    """Return the address of an objective; an area, which has no page, stands in the year's tree."""
    return measured_page(year, node.id) if node.above else f"{MEASURED}{year}/#{node.id}"


def chart_page(chart: str) -> str:
    """Return the permanent address of a chart."""
    return f"{CHARTS}{chart}/"


def number_page(archive: Archivio, number: Number) -> str:
    """Return the address of the table row where a number stands, for links from its source."""
    kind, second, *rest = number.address.split(".")
    if kind == "fatti":
        page = told_page(archive, int(second), rest[0])
    elif kind == "tavole":
        page = told_page(archive, int(second), archive.grids[int(second), rest[0]].tema)
    elif kind == "indicatori":
        page = measured_page(int(second), rest[0])
    elif kind == "serie":
        serie = archive.series[second]
        page = told_page(archive, max(point.year for point in serie.points), serie.tema)
    elif kind == "bandi":
        page = f"{CALLS}{second}/"
    else:
        page = f"{MISSIONI}{rest[0]}/{second}/" if len(rest) > 1 else MISSIONI
    return f"{page}#{number.address}"


def told_page(archive: Archivio, year: int, slug: str) -> str:
    """Return the page of a tema: of a topic, an objective or an indicatore."""
    topic = archive.topic(year, slug)
    if topic is not None:
        return topic_page(topic.year, topic.part, topic.slug)
    return measured_page(year, slug) if slug in archive.measured_names(year) else ""
