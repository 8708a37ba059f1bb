"""What a chart shows: a Plotly figure dict, read strictly into plain values.

The renderer draws a closed set of figures. Whatever it would draw wrongly, or silently leave out,
is an error here, so that the drawing modules need not doubt their input.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

KINDS = ("barre", "quote", "linee", "confronto", "bersaglio")
MOST_SERIES = 6  # As many as there are colours with enough contrast.
TOLERANCE = 0.01  # In percentage points: shares rounded to two decimals rarely make 100 exactly.

_SMALLEST, _LARGEST = 1e-9, 1e15  # What is drawn without losing precision.

# Plotly's keys that would change the picture in ways this renderer does not draw.
_TRACE_KEYS_NOT_DRAWN = (
    *("base", "offset", "stackgroup", "fill", "error_x", "error_y"),
    *("xaxis", "yaxis", "visible", "xperiod", "yperiod", "connectgaps"),
)
_YEAR = re.compile(r"-?\d{1,6}")
_DIRECTIONS = ("alto", "basso", None)
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnsupportedFigure(ValueError):
    """The figure is outside the closed set; the message says in Italian what is not drawn."""


@dataclass(frozen=True)
class Point:
    """One mark: `value` is None where missing, and `text` then gives the reason."""

    value: float | None
    text: str


@dataclass(frozen=True)
class Series:
    """One trace. `number` is 1 to 6 and decides colour, pattern, marker and dash.

    `keys` are the years of a line ("linee"), else empty: the points follow the categories.
    """

    number: int
    name: str
    points: tuple[Point, ...]
    keys: tuple[int, ...] = ()


@dataclass(frozen=True)
class Axis:
    """The axis of values, or that of years: printed ticks, and the ends where they are given."""

    ticks: tuple[tuple[float, str], ...] = ()
    ends: tuple[float, float] | None = None


@dataclass(frozen=True)
class Chart:
    """A figure as drawn: `heading` is printed only in a picture that stands alone.

    `towards` says for each row of a "bersaglio" which side of its target meets it: "alto",
    "basso" or, where neither does, None. Of a range it is what lies between.
    """

    kind: str
    name: str
    heading: str
    series: tuple[Series, ...]
    categories: tuple[str, ...]
    values: Axis
    years: Axis
    towards: tuple[str | None, ...] = ()


def read_figure(figure: Mapping[str, Any]) -> Chart:
    """Read a Plotly figure dict (plain lists, our extras in `layout.meta`).

    The extras are `tipo`, `nome` and, of a "bersaglio", `verso` (see `Chart.towards`). Its traces
    are the result (bars), the target and, where any row has a range, its other end (both
    markers "line-ns"); this one may be without a text.

    Raises:
        UnsupportedFigure: anything outside the closed set, in Italian.
    """
    layout = _mapping(figure.get("layout"), "layout")
    meta = _mapping(layout.get("meta"), "layout.meta")
    kind = meta.get("tipo")
    if kind not in KINDS:
        raise UnsupportedFigure(f"tipo di grafico {kind!r}: i tipi sono {', '.join(KINDS)}")
    name = _printable(meta.get("nome"), "layout.meta.nome")
    traces = _list(figure.get("data"), "data")
    _check_count(kind, len(traces))
    series, labels = [], []
    for number, trace in enumerate(traces, 1):
        one, along = _series(_mapping(trace, f"serie {number}"), number, kind, len(traces))
        series.append(one)
        labels.append(along)
    if any(along != labels[0] for along in labels):
        raise UnsupportedFigure("le serie non hanno le stesse categorie nello stesso ordine")
    _check_modes(kind, layout)
    lines = kind == "linee"
    chart = Chart(
        kind=kind,
        name=name,
        heading=_heading(layout.get("title"), name),
        series=tuple(series),
        categories=tuple(labels[0]),
        values=_axis(layout, "yaxis" if lines else "xaxis"),
        years=_axis(layout, "xaxis") if lines else Axis(),
        towards=_towards(meta, len(labels[0])) if kind == "bersaglio" else (),
    )
    _check_values(chart)
    return chart


def _series(
    trace: Mapping[str, Any], number: int, kind: str, count: int
) -> tuple[Series, list[str]]:
    """Read one trace; return it with its category labels (none for lines)."""
    where = f"serie {number}"
    if "name" in trace or count > 1:
        where = f"serie {_printable(trace.get('name'), f'{where}, name')!r}"
    _check_trace(trace, where, kind, number)
    values_key, along_key = ("y", "x") if kind == "linee" else ("x", "y")
    values = _list(trace.get(values_key), f"{where}, {values_key}")
    along = _list(trace.get(along_key), f"{where}, {along_key}")
    texts = _list(trace.get("text"), f"{where}, text")
    if not len(values) == len(along) == len(texts):
        raise UnsupportedFigure(
            f"{where}: {len(values)} valori, {len(along)} voci e {len(texts)} testi"
        )
    if not values:
        raise UnsupportedFigure(f"{where}: nessun punto")
    points = tuple(
        Point(
            None if value is None else _number(value, f"{where}, {values_key}[{i}]"),
            ""
            if text == "" and _may_be_silent(kind, number, value)
            else _printable(text, f"{where}, text[{i}]"),
        )
        for i, (value, text) in enumerate(zip(values, texts, strict=True))
    )
    name = str(trace.get("name", ""))
    if kind == "linee":
        years = tuple(_year(value, where) for value in along)
        if any(later <= earlier for earlier, later in pairwise(years)):
            raise UnsupportedFigure(f"{where}: gli anni non sono in ordine crescente")
        return Series(number, name, points, years), []
    labels = [_printable(label, f"{where}, {along_key}[{i}]") for i, label in enumerate(along)]
    if len(set(labels)) < len(labels):
        raise UnsupportedFigure(f"{where}: due categorie con lo stesso nome")
    return Series(number, name, points), labels


def _check_count(kind: str, count: int) -> None:
    if not 1 <= count <= MOST_SERIES:
        raise UnsupportedFigure(f"{count} serie: se ne disegnano da 1 a {MOST_SERIES}")
    if kind == "confronto" and count != 2:
        raise UnsupportedFigure(f"un confronto ha due serie, non {count}")
    if kind == "bersaglio" and count not in (2, 3):
        raise UnsupportedFigure(f"un bersaglio ha due o tre serie, non {count}")


def _check_trace(trace: Mapping[str, Any], where: str, kind: str, number: int) -> None:
    """Refuse a trace whose type is not that of its kind of chart, or with keys not drawn."""
    wanted = {"type": "scatter", "mode": "lines+markers" if kind == "linee" else "markers"}
    if kind in ("barre", "quote") or (kind == "bersaglio" and number == 1):
        wanted = {"type": "bar", "orientation": "h"}
    found = {key: trace.get(key) for key in wanted}
    if kind == "bersaglio" and number > 1:
        wanted["marker.symbol"] = "line-ns"
        found["marker.symbol"] = _mapping(trace.get("marker"), f"{where}, marker").get("symbol")
    for key, value in wanted.items():
        if found[key] != value:
            raise UnsupportedFigure(
                f"{where}: {key} è {found[key]!r}, per {kind!r} si disegna {value!r}"
            )
    for key in _TRACE_KEYS_NOT_DRAWN:
        if key in trace:
            raise UnsupportedFigure(f"{where}: la chiave {key!r} non si disegna")


def _may_be_silent(kind: str, number: int, value: object) -> bool:
    """Tell whether a point may be without a text.

    A year that no source speaks of breaks a line without a word; most targets have no other end,
    and the text of a range can tell both.
    """
    return (kind == "linee" and value is None) or (kind == "bersaglio" and number == 3)


def _towards(meta: Mapping[str, Any], rows: int) -> tuple[str | None, ...]:
    towards = _list(meta.get("verso"), "layout.meta.verso")
    if len(towards) != rows:
        raise UnsupportedFigure(f"layout.meta.verso: {len(towards)} versi e {rows} righe")
    for i, side in enumerate(towards):
        if side not in _DIRECTIONS:
            raise UnsupportedFigure(
                f"layout.meta.verso[{i}]: {side!r} non è 'alto', 'basso' o null"
            )
    return tuple(towards)


def _check_modes(kind: str, layout: Mapping[str, Any]) -> None:
    """Refuse bar modes and axis types that Plotly would draw otherwise than we do."""
    wanted = {"barre": ("group", None), "quote": ("stack",)}.get(kind, (None,))
    if layout.get("barmode") not in wanted:
        raise UnsupportedFigure(f"barmode {layout.get('barmode')!r} non si disegna per {kind!r}")
    for key in ("xaxis", "yaxis"):
        axis = _mapping(layout.get(key, {}), f"layout.{key}")
        if axis.get("type", "-") not in ("-", "linear", "category"):
            raise UnsupportedFigure(f"layout.{key}: l'asse {axis['type']!r} non si disegna")
    for key in ("annotations", "shapes", "images"):
        if layout.get(key):
            raise UnsupportedFigure(f"layout.{key} non si disegna")


def _check_values(chart: Chart) -> None:
    """Refuse shares that do not make 100, and values outside the given ends of the axis."""
    if chart.kind == "quote":
        _check_shares(chart)
    if chart.kind == "bersaglio":
        _check_targets(chart)
    if chart.kind in ("barre", "quote") and chart.values.ends:
        raise UnsupportedFigure(f"l'asse di un grafico {chart.kind!r} parte da zero, senza range")
    if chart.years.ends:
        raise UnsupportedFigure("l'asse degli anni va dal primo all'ultimo, senza range")
    if chart.values.ends:
        low, high = chart.values.ends
        shown = [p.value for s in chart.series for p in s.points if p.value is not None]
        outside = [v for v in (*shown, *(v for v, _ in chart.values.ticks)) if not low <= v <= high]
        if outside:
            raise UnsupportedFigure(f"{outside[0]!r} è fuori dal range dell'asse {low!r}–{high!r}")


def _check_shares(chart: Chart) -> None:
    if chart.values.ticks:
        raise UnsupportedFigure("le tacche di un grafico 'quote' non si disegnano")
    for i, category in enumerate(chart.categories):
        shares = [s.points[i].value for s in chart.series if s.points[i].value is not None]
        present = [share for share in shares if share is not None]
        if any(share < 0 for share in present):
            raise UnsupportedFigure(f"{category!r}: una quota negativa")
        total = math.fsum(present)
        if present and abs(total - 100) > TOLERANCE + 1e-9:
            raise UnsupportedFigure(f"{category!r}: le quote fanno {total!r}, non 100")


def _check_targets(chart: Chart) -> None:
    if chart.values.ticks or chart.values.ends:
        raise UnsupportedFigure("ogni riga di un bersaglio ha la sua scala: senza tacche né range")
    for category, (low, *high) in zip(
        chart.categories, zip(*(s.points for s in chart.series[1:]), strict=True), strict=True
    ):
        end = high[0].value if high else None
        if end is not None and (low.value is None or low.value > end):
            raise UnsupportedFigure(f"{category!r}: l’atteso non va da un minimo a un massimo")


def _axis(layout: Mapping[str, Any], key: str) -> Axis:
    axis = _mapping(layout.get(key, {}), f"layout.{key}")
    values = _list(axis.get("tickvals", []), f"layout.{key}.tickvals")
    texts = _list(axis.get("ticktext", []), f"layout.{key}.ticktext")
    if len(values) != len(texts):
        raise UnsupportedFigure(f"layout.{key}: {len(values)} tickvals e {len(texts)} ticktext")
    ticks = tuple(
        (_tick(value, f"layout.{key}.tickvals"), _printable(text, f"layout.{key}.ticktext"))
        for value, text in zip(values, texts, strict=True)
    )
    if len({value for value, _ in ticks}) < len(ticks):
        raise UnsupportedFigure(f"layout.{key}: due tacche sullo stesso valore")
    if axis.get("range") is None:
        return Axis(ticks)
    ends = [_number(value, f"layout.{key}.range") for value in _list(axis["range"], "range")]
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise UnsupportedFigure(f"layout.{key}.range: servono due numeri crescenti")
    return Axis(ticks, (ends[0], ends[1]))


def _heading(title: object, name: str) -> str:
    if isinstance(title, Mapping):
        title = title.get("text")
    return name if title is None else _printable(title, "layout.title")


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UnsupportedFigure(f"{where}: serve un dizionario")
    return value


def _list(value: object, where: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise UnsupportedFigure(f"{where}: serve una lista")
    return value


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnsupportedFigure(f"{where}: {value!r} non è un numero")
    if value != 0 and not _SMALLEST <= abs(value) <= _LARGEST:  # NaN and infinity too.
        raise UnsupportedFigure(f"{where}: {value!r} non è un numero finito da disegnare")
    return value


def _year(value: object, where: str) -> int:
    if not isinstance(value, bool) and isinstance(value, int | str):
        text = str(value)
        if _YEAR.fullmatch(text):
            return int(text)
    raise UnsupportedFigure(f"{where}: {value!r} non è un anno")


def _tick(value: object, where: str) -> float:
    """Ticks of years can be strings, as the years themselves."""
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return int(value)
    return _number(value, where)


def _printable(text: object, where: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise UnsupportedFigure(f"{where}: serve un testo da stampare, non {text!r}")
    if _UNPRINTABLE.search(text):
        raise UnsupportedFigure(f"{where}: un carattere non ammesso in XML in {text!r}")
    return text
