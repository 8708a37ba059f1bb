"""Every link of the finished pages, followed: the page exists, and so does the place in it.

MkDocs checks the links of Markdown; those inside generated HTML it never sees.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_TARGETS = (("[href]", "href"), ("[src]", "src"), ("[data-json]", "data-json"))
# What a browser fetches by itself must come from the site. Words of a style count too.
_FETCHED = {
    "[src]": "src",
    "[srcset]": "srcset",
    "[poster]": "poster",
    "object[data]": "data",
    "image[href], use[href]": "href",
    "link[href]:not([rel=canonical])": "href",
    "[style]": "style",
}
_FOREIGN = re.compile(r"""(?:^|[\s,(])["']?((?:[a-z][a-z0-9+.-]*:)?//[^\s,)"']+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """What a page offers and asks for: its ids, its links as written, what it fetches elsewhere."""

    ids: frozenset[str]
    links: tuple[str, ...]
    foreign: tuple[str, ...] = ()


def read_page(text: str) -> Found:
    """Read the ids and the links of a page."""
    tree = LexborHTMLParser(text)
    ids = frozenset(node.attributes["id"] or "" for node in tree.css("[id]"))
    links = [
        node.attributes[name] or "" for selector, name in _TARGETS for node in tree.css(selector)
    ]
    fetched = [
        node.attributes.get(name) or ""
        for selector, name in _FETCHED.items()
        for node in tree.css(selector)
    ]
    fetched += [node.text() for node in tree.css("style")]
    foreign = [found for text in fetched for found in _FOREIGN.findall(text)]
    return Found(ids, tuple(dict.fromkeys(links)), tuple(dict.fromkeys(foreign)))


def broken_links(site: Path, base: str = "/") -> Iterator[tuple[str, str]]:
    """Yield (page, link) for every link of a built site that leads nowhere, or fetches from others.

    `base` is the path the site is published under: links that begin with `/` begin with it.
    """
    pages = {
        path.relative_to(site).as_posix(): read_page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
    exists: dict[str, bool] = {}
    for name, page in pages.items():
        for link in page.foreign:
            yield name, link
        for link in page.links:
            inside = link.removeprefix(base.rstrip("/")) if link.startswith(base) else link
            outside = link.startswith("/") and not link.startswith((base, "//"))
            if outside or not _leads(site, name, inside, pages, exists):
                yield name, link


def _leads(
    site: Path, page: str, link: str, pages: dict[str, Found], exists: dict[str, bool]
) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if parts.scheme or parts.netloc:
        return True
    target = page
    if parts.path:
        base = "" if parts.path.startswith("/") else posixpath.dirname(page)
        target = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
        if parts.path.endswith(("/", ".")) or target in (".", ""):
            target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target.startswith(".."):
        return False
    if target not in exists:
        exists[target] = (site / target).is_file()
    if not exists[target] or not parts.fragment:
        return exists[target]
    return target in pages and unquote(parts.fragment) in pages[target].ids
