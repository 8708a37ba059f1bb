"""Cards, key figures, the list of sources of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from macros import formats
from macros.objectives import tree
from macros.painter import Painter
from macros.places import CLAIMS, SOURCES
from macros.sentences import share
from macros.verdict import verdict
from macros.verdict_words import counts

MOST_LISTED = 300  # beyond, a list of sources is long and heavy, and nobody reads it


def card_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of cards, by the name their placeholders use."""
    return {
        "scheda": lambda painter, code: painter.render("scheda.html", scheda=_card(painter, code)),
        "schede": _cards,
        "cifre": _key_figures,
        "fonti": _sources,
    }


def _card(painter: Painter, code: str) -> dict[str, Any]:
    """Return what the card of a missione says: what it cost in the last year, its share."""
    archive = painter.archive
    text = archive.missione_texts.get(code)
    card: dict[str, Any] = {
        "codice": code,
        "nome": archive.missioni[code].name,
        "url": painter.link(f"missioni/{code}/"),
        "importo": "",
        "quota": "",
        "frase": text.head.summary if text else "",
        "esiti": "",
    }
    for year in archive.years[:1]:
        number, total = archive.numbers.get(f"spese.{year}.{code}"), archive.number(f"spese.{year}")
        card["importo"] = formats.whole(number) if number else ""
        if number and number.value is not None and total.value is not None and total.amount:
            card["quota"] = f"{share(number.amount, total.amount)} della spesa del {year}"
    for measured in sorted(archive.objectives, reverse=True)[:1]:
        states = [verdict(archive, i).state for i in tree(archive, measured).indicators(code)]
        card |= {"anno_esiti": measured, "esiti": counts(states) if states else ""}
    return card


def _cards(painter: Painter) -> str:
    archive = painter.archive
    codes: Iterable[str] = archive.missioni
    if archive.years:
        codes = [missione.code for missione in archive.spending[archive.years[0]].missioni]
    return painter.render("schede.html", schede=[_card(painter, code) for code in codes])


def _key_figures(painter: Painter, *addresses: str) -> str:
    numbers = [painter.archive.number(address) for address in addresses]
    figures = [
        {
            "testo": formats.qualified(number),
            "etichetta": number.label,
            "url": painter.source_link(number),
            "nota": "",
        }
        for number in numbers
    ]
    return painter.render("cifre.html", cifre=figures)


def _sources(painter: Painter) -> str:
    listed = [n for n in painter.used if n.source is not None and n.line is not None]
    if not listed:
        return ""
    sources = [
        {
            "etichetta": n.label,
            "testo": f"{n.printed or n.gap}{' (dedotto)' if n.inferred else ''}",
            "url": painter.source_link(n),
            "documento": painter.archive.sources[n.source or ""].head.short,
            "riga": n.line,
        }
        for n in listed
    ]
    holding = {mark.check.state.holds for n in listed if (mark := painter.mark_of(n)) is not None}
    documents = dict.fromkeys(n.source or "" for n in listed)
    return painter.render(
        "fonti.html",
        fonti=sources if len(sources) <= MOST_LISTED else [],
        numero=len(sources),
        documenti=[
            {"nome": painter.archive.sources[d].head.short, "url": painter.link(f"{SOURCES}{d}/")}
            for d in documents
        ],
        tornano=holding,
        verifiche=painter.link(CLAIMS),
    )
