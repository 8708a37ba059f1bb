"""A finished page made ready for paper: its own HTML under a letterhead, with a list of contents.

What a page says is not written a second time: the PDF holds the words, charts and tables of the
built page. Only what paper cannot do changes: links, and the size of pictures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.places import relative
from macros.theme import EMBLEM, STYLES

SHEETS = ("assets/css/pa.css", STYLES, "assets/css/grafici.css", "assets/css/stampa.css")
"""The page's own styles, then those of paper, in the order of the page."""
_WIDTH, _HEIGHT = 800, 960  # px of layout of a chart as wide as the sheet, and of the highest one.
_ABOVE = 22  # px from the top of a row of a chart to the base of its name.
_WORDS_LINK = re.compile(r'<a href="([^"]+)"')
_LEVELS = {"h2": 1, "h3": 2, "h4": 3}


@dataclass(frozen=True)
class Imprint:
    """What a sheet says of itself: who publishes it, when, and where it is on the site.

    `web` is the site's address, empty where it is not known yet; `updated` is a day, written as
    ISO 8601 and in words.
    """

    url: str
    title: str
    summary: str
    body: str
    licence: str
    web: str
    updated: tuple[str, str]

    @property
    def address(self) -> str:
        """The page's permanent address; its path where the site's is not known yet."""
        return f"{self.web.rstrip('/')}/{self.url}"


class Heading(NamedTuple):
    """A line of the list of contents."""

    level: int
    id: str
    text: str


def spell_out(html: str, here: str, web: str) -> str:
    """Give the links of written words their address for paper, each address once.

    Called before numbers, cards and tables are painted: beside those an address would only be in
    the way, and their documents are listed at the end of the page.
    """
    told: set[str] = set()

    def spelled(found: re.Match[str]) -> str:
        address = _readable(found[1], here, web)
        if not address or address in told:
            return found[0]
        told.add(address)
        return f'{found[0]} data-indirizzo="{address}"'

    return _WORDS_LINK.sub(spelled, html)


def _readable(link: str, here: str, web: str) -> str:
    """Return an address as one types it; nothing for places of the same page and for mail."""
    parts = urlsplit(link)
    if parts.scheme in ("http", "https"):
        return (parts.netloc + parts.path).rstrip("/")
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    site = urlsplit(web)
    path = urlsplit(urljoin(f"/{here}", link)).path
    return f"{site.netloc}{site.path.rstrip('/')}{path}"


def paper(page: str, imprint: Imprint) -> str:
    """Return a finished page as the HTML of its sheet, to be read from the page's own folder."""
    article = LexborHTMLParser(page).css_first(".pa-testo")
    if article is None:
        raise ValueError(f"{imprint.url}: no article")
    _lead(article, imprint)
    _shrink(article)
    _name(article)
    contents = list(_headings(article))
    opening, rest = _parts(article)
    return (
        _environment()
        .get_template("foglio.html")
        .render(
            imprint=imprint,
            stili=[relative(uri, imprint.url) for uri in SHEETS],
            emblema=relative(EMBLEM, imprint.url),
            apertura=opening,
            indice=contents,
            resto=rest,
            lungo=any(heading.level == max(_LEVELS.values()) for heading in contents),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("macros"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def _lead(article: LexborNode, imprint: Imprint) -> None:
    """Make links lead to the site on the web; where its address is not known they are text."""
    for node in article.css("a[href]"):
        link = node.attributes["href"] or ""
        if link.startswith("#") or urlsplit(link).scheme:
            continue
        if imprint.web:
            node.attrs["href"] = urljoin(imprint.address, link)
        else:
            del node.attrs["href"]


def _shrink(article: LexborNode) -> None:
    """Let pictures scale: fluid ones have no size of their own, so they get one to shrink from.

    A chart is drawn as on a page somewhat wider than the sheet; one higher than a sheet is cut
    between two of its rows, so that no sheet cuts it through a bar.
    """
    for node in article.css("svg.pa-disegno"):
        height = float(node.attributes["height"] or 0)
        del node.attrs["height"]
        if height > _HEIGHT:
            node.replace_with(_cut(node, height))
        else:
            node.attrs["viewBox"] = f"0 0 {_WIDTH} {height:g}"


def _cut(node: LexborNode, height: float) -> LexborNode:
    """Return a picture as several, one below the other, that share name, scale and patterns."""
    shared, rows = _rows(node)
    count = math.ceil(height / _HEIGHT)
    tops = [top for top, _ in rows]
    cuts = [min(tops, key=lambda top: abs(top - height * n / count)) for n in range(count)]
    opening = re.match(r"<svg[^>]*>", node.html or "")
    parts = []
    for top, bottom in pairwise([*cuts, height]):
        inside = "".join(markup for row, markup in rows if top <= row < bottom)
        box = f' viewBox="0 {top:g} {_WIDTH} {bottom - top:g}"'
        parts.append(f"{opening[0][:-1] if opening else '<svg'}{box}>{shared}{inside}</svg>")
    made = LexborHTMLParser(f"<div>{''.join(parts)}</div>").css_first("div")
    assert made is not None
    return made


def _rows(node: LexborNode) -> tuple[str, list[tuple[float, str]]]:
    """Return what all the rows of a picture share, and each row: its top in px and its markup.

    A row begins with its name, which may be of several lines.
    """
    shared, rows, named = "", [(0.0, "")], True
    for child in node.iter():
        label = child.attributes.get("class") == "pa-etichetta"
        if child.tag in ("title", "defs"):
            shared += child.html or ""
            continue
        if label and not named:
            rows.append((float(child.attributes["y"] or 0) - _ABOVE, ""))
        named = label
        rows[-1] = (rows[-1][0], rows[-1][1] + (child.html or ""))
    return shared, rows


def _name(article: LexborNode) -> None:
    """Name the small signs beside words: a tagged PDF may hold no picture without a name."""
    for node in article.css("svg[aria-hidden]"):
        if node.css_first("title") is None:
            named = re.sub(r"^<svg[^>]*>", r"\g<0><title>segno</title>", node.html or "")
            replacement = LexborHTMLParser(named).css_first("svg")
            assert replacement is not None
            node.replace_with(replacement)


def _headings(article: LexborNode) -> Iterator[Heading]:
    """Yield the headings that a reader can be sent to, in the order of the page."""
    for node in article.css("h2[id], h3[id], h4[id]"):
        text = " ".join(node.text().split())
        yield Heading(_LEVELS[node.tag or ""], node.attributes["id"] or "", text)


def _parts(article: LexborNode) -> tuple[str, str]:
    """Cut an article before its first chapter: the list of contents stands between the two."""
    pieces = list(article.iter(include_text=True))
    cut = next(
        (n for n, piece in enumerate(pieces) if piece.tag == "h2" or piece.css_first("h2")),
        len(pieces),
    )
    html = [piece.html or "" for piece in pieces]
    return "".join(html[:cut]), "".join(html[cut:])
