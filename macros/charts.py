"""Charts made from addresses, as plain Plotly figure dicts. Drawing them is `svg`'s work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from macros.archive import Archivio, Number
from macros.cells import Table
from macros.charts_results import grid_chart, results_chart
from macros.figures import Chart, ChartError, choose, layout, short, shown, value
from macros.formats import figure, percentage, qualified
from macros.objectives import tree
from macros.sentences import course, join, ranking
from macros.tables import areas_table, calls_table, series_table, spending_table

_SHARE_KINDS = ("barre", "quote")
_SERIES_KINDS = ("linee", "confronto", "barre")


def chart(archive: Archivio, addresses: Sequence[str], kind: str | None = None) -> Chart:
    """Make the chart of some addresses.

    `spese.ANNO` and `spese.ANNO.MISSIONE` give bars or shares; `bandi.ANNO[.MISSIONE]` bars of the
    sums granted; `serie.ID`, also several, lines, two-year comparison or bars;
    `tavole.ANNO.ID[.COLONNA]`, also several columns, bars; `indicatori.ANNO[.ID]` target beside
    result. Raises ChartError.
    """
    if not addresses:
        raise ChartError("il grafico non ha indirizzi", 'scrivi per esempio grafico("spese.2022")')
    if addresses[0].startswith("serie."):
        return _series_chart(archive, addresses, kind)
    if addresses[0].startswith("tavole."):
        return grid_chart(archive, addresses, kind)
    if len(addresses) > 1:
        raise ChartError("solo le serie si disegnano insieme", "usa un indirizzo per grafico")
    family, _, rest = addresses[0].partition(".")
    year, _, code = rest.partition(".")
    if year.isdecimal() and family == "spese" and int(year) in archive.spending:
        if not code:
            return _missioni_chart(archive, int(year), kind)
        if f"spese.{year}.{code}" in archive.numbers and "." not in code:
            return _areas_chart(archive, int(year), code, kind)
    if year.isdecimal() and family == "indicatori" and int(year) in archive.objectives:
        return _results(archive, int(year), code, kind)
    if year.isdecimal() and family == "bandi" and archive.calls_of(int(year), code or None):
        return _calls_chart(archive, int(year), code or None, kind)
    raise ChartError(
        f"di «{addresses[0]}» non si può fare un grafico",
        "si disegnano spese.ANNO, spese.ANNO.MISSIONE, bandi.ANNO, bandi.ANNO.MISSIONE, "
        "serie.NOME, tavole.ANNO.NOME, tavole.ANNO.NOME.COLONNA, indicatori.ANNO e "
        "indicatori.ANNO.NOME, se ci sono i dati",
    )


def _results(archive: Archivio, year: int, name: str, kind: str | None) -> Chart:
    """Target beside result: of one indicatore, of a missione, or of the whole year."""
    choose(kind, ("bersaglio",), "bersaglio")
    one = archive.indicators.get((year, name))
    if one is not None:
        title = f"Atteso e raggiunto, {year}"
        return results_chart(archive, [one], f"indicatori-{year}-{name}", title)
    found = tree(archive, year).indicators(name or None)
    if not found:
        raise ChartError(
            f"nel {year} «{name}» non è un indicatore né una missione con indicatori",
            f"scrivi indicatori.{year} o indicatori.{year}.NOME",
        )
    where = f" della missione {name}" if name else ""
    title = f"Atteso e raggiunto: gli indicatori{where}, {year}"
    return results_chart(archive, found, f"indicatori-{year}" + (f"-{name}" if name else ""), title)


def _missioni_chart(archive: Archivio, year: int, kind: str | None) -> Chart:
    kind = choose(kind, _SHARE_KINDS, "barre")
    codes = [missione.code for missione in archive.spending[year].missioni]
    numbers = [archive.number(f"spese.{year}.{code}") for code in codes]
    labels = [archive.missioni[code].short for code in codes]
    title = f"Spesa per missione, {year}" if kind == "barre" else f"Quota di ogni missione, {year}"
    return _spending_chart(
        kind,
        f"spese-{year}",
        title,
        labels,
        numbers,
        archive.number(f"spese.{year}"),
        spending_table(archive, year),
    )


def _areas_chart(archive: Archivio, year: int, code: str, kind: str | None) -> Chart:
    kind = choose(kind, _SHARE_KINDS, "barre")
    spent = next(m for m in archive.spending[year].missioni if m.code == code)
    if not spent.aree:
        raise ChartError(
            f"la missione {code} non ha aree nel {year}", f'usa grafico("spese.{year}")'
        )
    numbers = [archive.number(f"spese.{year}.{code}.{area.id}") for area in spent.aree]
    title = f"Missione {code}: spesa per area, {year}"
    return _spending_chart(
        kind,
        f"spese-{year}-{code}",
        title,
        [area.name for area in spent.aree],
        numbers,
        archive.number(f"spese.{year}.{code}"),
        areas_table(archive, year, code),
    )


def _spending_chart(
    kind: str,
    chart_id: str,
    title: str,
    labels: Sequence[str],
    numbers: Sequence[Number],
    total: Number,
    table: Table,
) -> Chart:
    whole = total.amount if total.value is not None else None
    pairs = sorted(zip(labels, numbers, strict=True), key=lambda pair: _descending(pair[1]))
    labels, numbers = [label for label, _ in pairs], [number for _, number in pairs]
    finding = ranking(labels, numbers, whole)
    if kind == "barre":
        data = [_bars(title, labels, numbers)]
        return Chart(chart_id, title, finding, layout(title, "barre", data), table)
    if not whole or any(n.value is None for n in numbers):
        raise ChartError("le quote hanno bisogno di tutti gli importi", 'usa tipo="barre"')
    shares = [n.amount / whole * 100 for n in numbers]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label,
            "x": [float(part)],
            "y": [str(total.year)],
            "text": [percentage(part)],
            "hovertemplate": f"{label}: {percentage(part)}<extra></extra>",
        }
        for label, part in zip(labels, shares, strict=True)
    ]
    figure = layout(title, "quote", data)
    figure["layout"]["barmode"] = "stack"
    return Chart(f"{chart_id}-quote", title, finding, figure, table)


def _calls_chart(archive: Archivio, year: int, code: str | None, kind: str | None) -> Chart:
    choose(kind, ("barre",), "barre")
    calls = archive.calls_of(year, code)
    pairs = [(call, archive.number(f"{call.address}.concesso")) for call in calls]
    pairs.sort(key=lambda pair: (*_descending(pair[1]), pair[0].bando.name))
    labels = [call.bando.name for call, _ in pairs]
    numbers = [number for _, number in pairs]
    where = f" della missione {code}" if code else ""
    title = f"Contributi concessi per bando{where}, {year}"
    chart_id = f"bandi-{year}" + (f"-{code}" if code else "")
    table = calls_table(archive, [call for call, _ in pairs], f"tabella-{chart_id}", title)
    data = [_bars(title, labels, numbers)]
    return Chart(chart_id, title, ranking(labels, numbers), layout(title, "barre", data), table)


def _descending(number: Number) -> tuple[bool, Decimal]:
    """Sort key: the largest first, the missing last."""
    return (number.value is None, -number.amount if number.value is not None else Decimal(0))


def _bars(name: str, labels: Sequence[str], numbers: Sequence[Number]) -> dict[str, Any]:
    """One trace of horizontal bars, the printed value of each in `text`."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(labels),
        "x": [None if n.value is None else float(n.amount) for n in numbers],
        "text": [shown(n) for n in numbers],
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }


def _series_chart(archive: Archivio, addresses: Sequence[str], kind: str | None) -> Chart:
    ids = [_series_id(archive, address) for address in addresses]
    if len({_dimension(archive, name) for name in ids}) > 1:
        raise ChartError("le serie hanno unità diverse", "disegnale in grafici separati")
    years = sorted({point.year for name in ids for point in archive.points(name)})
    if not any(point.value is not None for name in ids for point in archive.points(name)):
        raise ChartError("la serie non ha nessun valore", "aggiungi i punti in data/serie/")
    usual = _usual_kind(years)
    kind = choose(kind, _SERIES_KINDS, usual)
    titles = [archive.series[name].title for name in ids]
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    title = f"{join(titles)}, {span}{_measure(archive, ids)}"
    finding = " ".join(course(archive.series[name].title, archive.points(name)) for name in ids)
    chart_id = "serie-" + "-".join(ids) + ("" if kind == usual else f"-{kind}")
    table = series_table(archive, ids, f"tabella-{chart_id}", title)
    makers = {"linee": _lines, "confronto": _pairs, "barre": _grouped}
    data = makers[kind](archive, ids, years)
    figure = layout(title, kind, data)
    if kind == "linee":
        figure["layout"]["yaxis"] = _ticks(archive, ids)
    if kind == "barre":
        figure["layout"]["barmode"] = "group"
    note = " ".join(filter(None, (table.note, *_elsewhere(archive, ids))))
    return Chart(chart_id, title, finding, figure, table, holds_numbers=True, note=note)


def _elsewhere(archive: Archivio, ids: Sequence[str]) -> Iterator[str]:
    """Say what other documents print for the same years, agreeing or not."""
    for point in (point for name in ids for point in archive.points(name)):
        for other in (archive.number(address) for address in point.elsewhere):
            document = archive.sources[other.source or ""].head.short
            same = (other.value, other.qualifier) == (point.value, point.qualifier)
            told = f"Per il {point.year} la fonte «{document}» stampa {qualified(other)}"
            yield (
                f"{told}, lo stesso valore." if same else f"{told}: i due documenti non coincidono."
            )


def _dimension(archive: Archivio, name: str) -> str:
    """Return what the axis of a series measures: counts share one, each measure has its own."""
    unit = archive.units[archive.series[name].unit]
    return unit.id if unit.kind == "misura" else unit.kind


def _measure(archive: Archivio, ids: Sequence[str]) -> str:
    """Name the unit of series that measure; what counts is named by its title."""
    units = {archive.units[archive.series[name].unit] for name in ids}
    names = [unit.plural for unit in units if unit.kind == "misura" and unit.plural]
    return f" ({names[0]})" if len(names) == len(units) == 1 else ""


def _usual_kind(years: Sequence[int]) -> str:
    """Two years are compared, many make a line; a few years far apart are bars."""
    if len(years) == 2:
        return "confronto"
    return "linee" if years[-1] - years[0] < 2 * len(years) else "barre"


def _series_id(archive: Archivio, address: str) -> str:
    kind, _, name = address.partition(".")
    if kind != "serie" or name not in archive.series:
        raise ChartError(
            f"la serie «{address}» non esiste", f"le serie sono: {', '.join(archive.series)}"
        )
    return name


def _at(archive: Archivio, name: str, year: int) -> Number | None:
    return archive.numbers.get(f"serie.{name}.{year}")


def _lines(archive: Archivio, ids: Sequence[str], years: Sequence[int]) -> list[dict[str, Any]]:
    """Lines with gaps: a year that no source gives breaks the line and is not drawn across."""
    years = range(years[0], years[-1] + 1)
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": archive.series[name].title,
            "x": list(years),
            "y": [value(_at(archive, name, year)) for year in years],
            "text": [short(_at(archive, name, year)) for year in years],
            "hovertemplate": "%{x}: %{text}<extra></extra>",
        }
        for name in ids
    ]


def _pairs(archive: Archivio, ids: Sequence[str], years: Sequence[int]) -> list[dict[str, Any]]:
    """Two periods, a row per series."""
    if len(years) != 2:
        raise ChartError("il confronto vuole due anni", 'usa tipo="linee"')
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": str(year),
            "x": [value(_at(archive, name, year)) for name in ids],
            "y": [archive.series[name].title for name in ids],
            "text": [short(_at(archive, name, year)) for name in ids],
            "hovertemplate": f"{year}: %{{text}}<extra></extra>",
        }
        for year in years
    ]


def _grouped(archive: Archivio, ids: Sequence[str], years: Sequence[int]) -> list[dict[str, Any]]:
    """Bars grouped by year, a trace per series."""
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": archive.series[name].title,
            "y": [str(year) for year in years],
            "x": [value(_at(archive, name, year)) for year in years],
            "text": [short(_at(archive, name, year)) for year in years],
            "hovertemplate": "%{y}: %{text}<extra></extra>",
        }
        for name in ids
    ]


def _ticks(archive: Archivio, ids: Sequence[str]) -> dict[str, Any]:
    """A few round steps, zero among them, from below the lowest value to above the highest."""
    known = [p.amount for name in ids for p in archive.points(name) if p.value is not None]
    low, high = min(*known, Decimal(0)), max(*known, Decimal(0))
    step = _step(high - low or Decimal(1))
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    values = [step * n for n in range(first, max(last, first + 1) + 1)]
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return {
        "tickvals": [float(value) for value in values],
        "ticktext": [figure(value, decimals) for value in values],
        "range": [float(values[0]), float(values[-1])],
    }


def _step(span: Decimal) -> Decimal:
    """Return the smallest round step that divides a span in at most four."""
    unit = Decimal(1).scaleb(span.adjusted())
    factors = (Decimal(f) for f in ("0.2", "0.25", "0.5", "1", "2", "2.5"))
    return next(unit * factor for factor in factors if span <= unit * factor * 4)
