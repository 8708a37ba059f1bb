"""Where things stand on the site: addresses of pages and of numbers, relative links."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from macros.archive import Archivio, Number

SOURCES, CALLS, MISSIONI = "fonti/", "bandi/", "missioni/"


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


def parent(url: str) -> str:
    """Return the address above: `missioni/011/` -> `missioni/`."""
    above = url.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


def line_page(source: str, line: int) -> str:
    """Return the address of a line on its source's page."""
    return f"{SOURCES}{source}/#r{line}"


def topic_page(year: int, missione: str, slug: str) -> str:
    """Return the address of a topic."""
    return f"{MISSIONI}{missione}/{year}/{slug}/"


def number_page(archive: Archivio, number: Number) -> str:
    """Return the address of the table row where a number stands, for links from its source."""
    kind, second, *rest = number.address.split(".")
    if kind == "fatti":
        page = _topic_url(archive, int(second), rest[0])
    elif kind == "serie":
        serie = archive.series[second]
        page = _topic_url(archive, max(point.year for point in serie.points), serie.tema)
    elif kind == "bandi":
        page = f"{CALLS}{second}/"
    else:
        page = f"{MISSIONI}{rest[0]}/{second}/" if len(rest) > 1 else MISSIONI
    return f"{page}#{number.address}"


def _topic_url(archive: Archivio, year: int, slug: str) -> str:
    topic = archive.topic(year, slug)
    return topic_page(topic.year, topic.missione, topic.slug) if topic else ""
