"""Cards, key figures, the opening of the home page, the list of sources of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from macros import formats
from macros.charts import chart
from macros.painter import Painter
from macros.places import CLAIMS
from macros.sentences import join, share, the


def card_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of cards, by the name their placeholders use."""
    return {
        "scheda": lambda painter, code: painter.render("scheda.html", scheda=_card(painter, code)),
        "schede": _cards,
        "cifre": _key_figures,
        "fonti": _sources,
        "apertura": _opening,
    }


def _card(painter: Painter, code: str) -> dict[str, Any]:
    """Return what the card of a missione says: what it cost in the last year, its share."""
    archive = painter.archive
    text = archive.missione_texts.get(code)
    card = {
        "codice": code,
        "nome": archive.missioni[code].name,
        "url": painter.link(f"missioni/{code}/"),
        "importo": "",
        "quota": "",
        "larghezza": "",
        "frase": text.head.summary if text else "",
    }
    for year in archive.years[:1]:
        number, total = archive.numbers.get(f"spese.{year}.{code}"), archive.number(f"spese.{year}")
        card["importo"] = formats.whole(number) if number else ""
        if number and number.value is not None and total.value is not None and total.amount:
            card["larghezza"] = f"{number.amount / total.amount * 100:.1f}"
            card["quota"] = f"{share(number.amount, total.amount)} della spesa del {year}"
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
    return painter.render(
        "fonti.html", fonti=sources, tornano=holding, verifiche=painter.link(CLAIMS)
    )


def _opening(painter: Painter) -> str:
    """The home page's first screen: how much, for what, in words and in a chart."""
    archive = painter.archive
    if not archive.years:
        return painter.render(
            "apertura.html",
            apertura={
                "occhiello": archive.body.name,
                "titolo": archive.body.motto,
                "cifra": None,
                "frase": "Le spese non sono ancora pubblicate.",
                "cifre": [],
                "grafico": "",
            },
        )
    year = archive.years[0]
    total = archive.number(f"spese.{year}")
    opening = {
        "occhiello": f"{archive.body.name}, anno {year}",
        "titolo": "Abbiamo speso",
        "cifra": {
            "testo": formats.whole(total),
            "url": painter.source_link(total),
            "titolo": painter.source_text(total),
        },
        "frase": _shares(painter, year),
        "cifre": [],
        "grafico": painter.chart(chart(archive, (f"spese.{year}",))),
    }
    return painter.render("apertura.html", apertura=opening)


def _shares(painter: Painter, year: int) -> str:
    """Say what part of the whole each missione is, the largest first."""
    archive = painter.archive
    total = archive.number(f"spese.{year}")
    if total.value is None or not total.amount:
        return f"Il totale manca: {total.gap}." if total.gap else ""
    spent = [
        (archive.number(f"spese.{year}.{m.code}"), archive.missioni[m.code].short)
        for m in archive.spending[year].missioni
    ]
    spent.sort(key=lambda pair: pair[0].amount, reverse=True)
    parts = [f"{the(share(number.amount, total.amount))} per {name}" for number, name in spent]
    told = join(parts)
    return f"{told[0].upper()}{told[1:]}."
