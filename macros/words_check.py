"""Checks of the words themselves: links between pages, figures typed by hand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from macros.catalogue import problem
from macros.messages import Place, Problem

_LINK = re.compile(r"(?:\]\(|^\[[^\]]+\]:\s*)([^)\s]+)", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|#|//")
_MONTHS = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
)
# What may hold figures without being data.
_NOT_DATA = re.compile(
    "|".join(
        (
            r"\{\{.*?\}\}|\]\([^)]*\)|`[^`]*`|«[^»]*»",  # macros, links, code, quoted names
            rf"\b\d\d?°?(?:\s*(?:,|e|al|-|–)?\s*\d\d?°?)*\s+(?:{_MONTHS})\b",  # dal 7 al 9 ottobre
            r"\b\d\d?/\d\d?(?:/\d{4})?\b",  # 24/10/2022
            r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d))?\b",  # 2022, 2014-2020
            r"\b\d+/(?:19|20)\d\d\b",  # 76/2020, an act
            r"\b(?:artt?\.|articol[oi]|comm[ai]|legge|decreto|delibera\w*|regolamento|nn?\.|n°)"
            r"(?:\s+(?:regionale|legislativo|legge|europeo|ministeriale|n\.|n°|e|,))*\s*\d+[/.\d]*",
            r"\b(?:missione|asse|misura|componente|investimento|obiettivi?|azione|fase)"
            r"\s+\d+(?:\.\d+)*(?:\s+e\s+\d+)?",
            r"\b\w*[A-Za-z]\w*[-.]?\d[\w.]*|\b\d+[°ªa-zA-Z]\w*",  # I4.0, Covid-19, 12°
            r"(?<=[A-Za-z])\s\d\.\d\b",  # HoCare 2.0
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?:[^\S\n]?[%€])?")  # a sign on its own line is none of it
_LIST_NUMBER = re.compile(r"^\s*\d+\.\s", re.MULTILINE)


def check_links(
    body: str, file: str, first_line: int, uri: str, pages: Collection[str]
) -> Iterator[Problem]:
    """Yield the links of a Markdown body that lead to no page of the site.

    `uri` is the page's own address and `pages` those of all pages and files, all as `a/b.md`.
    """
    for match in _LINK.finditer(_CODE.sub(_blank, body)):
        target = match[1].partition("#")[0]
        if _SCHEME.match(match[1]) or not target:
            continue
        base = "" if target.startswith("/") else posixpath.dirname(uri)
        meant = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
        if meant not in pages:
            near = get_close_matches(meant, pages, n=1) if meant.endswith(".md") else ()
            cure = f"scrivi  /{near[0]}" if near else "correggi il nome del file, o togli il link"
            place = _place(body, match.start(1), len(match[1]), file, first_line)
            yield problem("P301", place, link=match[1], near=cure)


def check_figures(body: str, file: str, first_line: int) -> Iterator[Problem]:
    """Yield a warning for every figure typed by hand in a Markdown body."""
    blanks = _NOT_DATA.sub(_blank, _LIST_NUMBER.sub(_blank, body))
    for match in _FIGURE.finditer(blanks):
        text = match[0].strip()
        place = _place(body, match.start(), len(text), file, first_line)
        yield problem("P201", place, warning=True, text=text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _place(body: str, start: int, width: int, file: str, first_line: int) -> Place:
    line = body.count("\n", 0, start)
    return Place(file, first_line + line, start - body.rfind("\n", 0, start), width)
