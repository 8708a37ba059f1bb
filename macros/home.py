"""The home page: how much was spent, on what, with what result; then what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from macros import formats
from macros.archive import Archivio
from macros.claim_words import LABELS as CLAIM_LABELS
from macros.claims import State as ClaimState
from macros.objectives import tree
from macros.painter import Painter
from macros.places import CLAIMS, LAW, measured_page
from macros.schema_context import News
from macros.schema_results import IndicatorFile
from macros.sentences import share
from macros.verdict import State, Verdict, verdict
from macros.verdict_words import counts, label

LATEST = 3  # news on the home page
# What a reader asks of the sums, and the states of claims that answer.
_SUMS = (
    (ClaimState.AGREES, "tornano", (ClaimState.AGREES, ClaimState.CUT, ClaimState.ROUNDED)),
    (ClaimState.DIFFERS, "non tornano", (ClaimState.DIFFERS,)),
    (ClaimState.CONTRADICTION, "danno due valori diversi", (ClaimState.CONTRADICTION,)),
    (ClaimState.UNKNOWN, "non si possono rifare", (ClaimState.UNKNOWN,)),
)


def home_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of the home page, by the name their placeholders use."""
    return {
        "apertura": _opening,
        "conti_in_breve": _sums,
        "in_breve": _brief,
        "ultime_novita": lambda painter: _news(painter, LATEST),
        "novita": lambda painter: _news(painter, None),
    }


def _opening(painter: Painter) -> str:
    """The first screen: how much, on what, with what result."""
    archive = painter.archive
    year = archive.years[0] if archive.years else None
    return painter.render(
        "apertura.html",
        apertura={
            "titolo": archive.body.motto if year is None else f"Nel {year} abbiamo speso",
            "cifra": _spent(painter, year) if year is not None else None,
            "frase": _absent(archive, year),
            "missioni": _shares(painter, year) if year is not None else [],
            "risultati": _results(painter),
        },
    )


def _absent(archive: Archivio, year: int | None) -> str:
    """Say that the money is not known, where it is not."""
    if year is None:
        return "Le spese non sono ancora pubblicate."
    total = archive.number(f"spese.{year}")
    return "" if total.value is not None else f"Il totale manca: {total.gap}."


def _spent(painter: Painter, year: int) -> dict[str, str] | None:
    total = painter.archive.number(f"spese.{year}")
    if total.value is None:
        return None
    return {
        "testo": formats.whole(total),
        "url": painter.source_link(total),
        "titolo": painter.source_text(total),
    }


def _shares(painter: Painter, year: int) -> list[dict[str, str]]:
    """What each missione cost and its part of the whole, the largest first."""
    archive = painter.archive
    total = archive.number(f"spese.{year}")
    spent = [
        (m.code, archive.number(f"spese.{year}.{m.code}")) for m in archive.spending[year].missioni
    ]
    spent.sort(key=lambda pair: pair[1].amount if pair[1].value is not None else -1, reverse=True)
    whole = total.value is not None and total.amount > 0
    return [
        {
            "nome": archive.missioni[code].short,
            "url": painter.link(f"missioni/{code}/"),
            "importo": formats.whole(number),
            "quota": share(number.amount, total.amount) if whole else "",
            "larghezza": f"{number.amount / total.amount * 100:.1f}" if whole else "",
        }
        for code, number in spent
    ]


def _results(painter: Painter) -> dict[str, Any] | None:
    """The indicatori of the last year that has them, each a small mark; None where none has."""
    archive = painter.archive
    years = [
        year
        for year in sorted(archive.objectives, reverse=True)
        if tree(archive, year).indicators()
    ]
    if not years:
        return None
    measured = tree(archive, years[0]).indicators()
    verdicts = {each.id: verdict(archive, each) for each in measured}
    order = list(State)
    entries = sorted(measured, key=lambda each: order.index(verdicts[each.id].state))
    return {
        "anno": years[0],
        "frase": counts([found.state for found in verdicts.values()]),
        "numero": len(measured),
        "voci": [_mark(painter, each, verdicts[each.id]) for each in entries],
        "url": painter.link(f"risultati/{years[0]}/"),
        "manca": years[0] not in archive.years[:1],
        "anno_spesa": archive.years[0] if archive.years else "",
    }


def _mark(painter: Painter, indicator: IndicatorFile, found: Verdict) -> dict[str, str]:
    return {
        "stato": found.state.value,
        "nome": f"{indicator.title}: {label(indicator, found)}",
        "url": painter.link(measured_page(indicator.year, indicator.id)),
    }


def _sums(painter: Painter) -> str:
    """How many of the sums printed in the reports come out right, done again."""
    found = Counter(check.state for check in painter.checks)
    if not found:
        return ""
    url = painter.link(CLAIMS)
    figures = [
        {
            "stato": first.value,
            "numero": sum(found[state] for state in states),
            "testo": told,
            "url": f"{url}#esito-{first.value}",
            "nome": CLAIM_LABELS[first],
        }
        for first, told, states in _SUMS
        if sum(found[state] for state in states)
    ]
    return painter.render("conti.html", conti=figures, numero=found.total(), url=url)


def _brief(painter: Painter) -> str:
    """What stands side by side at the foot of the home page."""
    return painter.render(
        "in_breve.html",
        bandi=painter.blocks["bandi"](painter),
        novita=_news(painter, LATEST),
        glossario=painter.link("glossario/") if painter.archive.glossary else "",
        trasparente=painter.link(LAW) if painter.archive.law else "",
    )


def _news(painter: Painter, most: int | None) -> str:
    """What has changed on the site, the newest first."""
    listed = [news for file in painter.archive.news.values() for news in file.news]
    listed.sort(key=lambda news: news.day, reverse=True)
    if not listed:
        return ""
    return painter.render(
        "novita.html",
        novita=[_entry(painter, news) for news in listed[:most]],
        tutte=painter.link("novita/") if most is not None and len(listed) > most else "",
    )


def _entry(painter: Painter, news: News) -> dict[str, str]:
    return {
        "giorno": news.day.isoformat(),
        "giorno_testo": formats.day(news.day),
        "che_cosa": news.what,
        "url": painter.link(news.page),
    }
