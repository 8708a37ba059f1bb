"""Sentences made from numbers: changes in words, and what a chart shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from macros.archive import Number
from macros.formats import percentage, qualified, rounded, whole

_ELIDED = re.compile(r"(?:8\d{0,2}(?:\.\d{3})*|11(?:\.\d{3})?|1)(?:,|[^\d.]|$)")


def the(figure: str) -> str:
    """Return a figure with its article: «il 9,8 %», «l’11 %», «lo 0,5 %»."""
    if figure.startswith("0"):
        return f"lo {figure}"
    return f"l’{figure}" if _ELIDED.match(figure) else f"il {figure}"


def of_the(figure: str) -> str:
    """Return a figure after «di» with its article: «del 9,8 %», «dell’11 %», «dello 0,5 %»."""
    told = the(figure)
    return f"de{told[1:]}" if told.startswith("il ") else f"del{told}"


def share(part: Decimal, total: Decimal) -> str:
    """Return part of total in percent: «34,9 %». Raises ZeroDivisionError."""
    if total == 0:
        raise ZeroDivisionError
    return _short(percentage(part / total * 100))


def _short(shown: str) -> str:
    """Drop a useless «,0»: in a sentence one reads «del 12 %»."""
    return re.sub(r",0(?!\d)", "", shown)


def change(before: Decimal, after: Decimal) -> str:
    """Return a change in words: «in aumento del 9,8 %». Raises ZeroDivisionError."""
    if before == after:
        return "invariato"
    percent = (after - before) / abs(before) * 100
    direction = "in aumento" if percent > 0 else "in calo"
    if rounded(abs(percent), 1) == 0:
        return f"in {'leggerissimo aumento' if percent > 0 else 'leggerissimo calo'}"
    return f"{direction} {of_the(_short(percentage(abs(percent))))}"


def join(words: Sequence[str]) -> str:
    """Return «a, b e c»."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} e {words[-1]}"


def tally(kinds: Iterable[tuple[int, tuple[str, str]]]) -> str:
    """Return «3 raggiunti e 1 non raggiunto» from numbers with their words, one and many."""
    parts = [f"{number} {words[number != 1]}" for number, words in kinds if number]
    return join(parts) if parts else ""


def lowered(text: str) -> str:
    """Return a text that goes on inside a sentence; initials (OIV, D.Lgs) stay as they are."""
    initials = text[:1].isupper() and (text[1:2].isupper() or text[1:2] == ".")
    return text if initials else text[:1].lower() + text[1:]


def ranking(labels: Sequence[str], numbers: Sequence[Number], total: Decimal | None = None) -> str:
    """Say which of several amounts is the largest and which the smallest that is not zero."""
    known = [(n, label) for n, label in zip(numbers, labels, strict=True) if n.value is not None]
    if not known:
        return "Nessun valore è stampato nella fonte."
    known.sort(key=lambda pair: pair[0].amount, reverse=True)
    (top, top_label), (low, low_label) = known[0], known[-1]
    told = f"La cifra più alta è {top_label}: {qualified(top)}"
    if total:
        told += f", cioè {the(share(top.amount, total))} del totale"
    if len(known) > 1 and low.amount:
        told += f". La più bassa è {low_label}: {qualified(low)}"
    zeros = sum(number.amount == 0 for number, _ in known)
    if zeros:
        told += f". {'Una voce è' if zeros == 1 else f'{zeros} voci sono'} a zero"
    absent = len(numbers) - len(known)
    if absent:
        told += f". Per {absent} {'voce' if absent == 1 else 'voci'} la fonte non dà la cifra"
    return told + "."


def course(title: str, points: Sequence[Number]) -> str:
    """Say how a series went from its first known year to its last, and its peak in between."""
    known = [point for point in points if point.value is not None]
    if len(known) < 2:
        only = f": {qualified(known[0])} nel {known[0].year}" if known else ": nessun valore"
        return f"{title}{only}."
    first, last = known[0], known[-1]
    told = f"{title}: {qualified(last)} nel {last.year}, {qualified(first)} nel {first.year}"
    peak = max(known, key=lambda point: point.amount)
    if peak.amount > max(first.amount, last.amount):
        return f"{told}; il valore più alto è {qualified(peak)}, nel {peak.year}."
    return f"{told} ({difference(first, last)})."


def difference(first: Number, last: Number) -> str:
    """Say how a number changed; percentages change by points. Both values must be known."""
    if first.unit.kind == "percentuale":
        points = last.amount - first.amount
        if points == 0:
            return "invariato"
        sign = "in aumento" if points > 0 else "in calo"
        shown = percentage(abs(points), max(first.decimals, last.decimals))[:-2]
        return f"{sign} di {shown} {'punto percentuale' if shown == '1' else 'punti percentuali'}"
    if first.amount == 0:
        return f"da {whole(first)}"
    rough = first.qualifier or last.qualifier
    told = change(first.amount, last.amount)
    return f"{told}, conto su cifre approssimate" if rough and told != "invariato" else told
