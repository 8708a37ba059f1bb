"""Charts as Plotly figures: valid, drawn by our renderer, and equal to the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.archive import Archivio
from macros.charts import chart
from macros.figures import Chart, ChartError
from macros.formats import qualified
from macros.pages_topics import series_groups
from macros.svg import draw, legend
from tests import italian
from tests.real import BLANK, archive, with_series, with_values

SERIES = tuple(archive().series)
GROUPS = [
    tuple(f"serie.{name}" for name in group)
    for code in archive().missioni
    for group in series_groups(
        archive(), [name for name, series in archive().series.items() if series.missione == code]
    )
]
EVERY: list[tuple[tuple[str, ...], str | None]] = [
    (("spese.2022",), "barre"),
    (("spese.2022",), "quote"),
    (("spese.2022.011",), "barre"),
    (("spese.2022.011",), "quote"),
    (("bandi.2022",), None),
    (("bandi.2022.011",), None),
    (("bandi.2022.016",), None),
    (("serie.protesti-tempo-medio",), "barre"),
    (("serie.protesti-tempo-medio",), "linee"),
    (("serie.masterclass-partecipanti",), "linee"),
    (("serie.smart-card", "serie.token-digitali"), "barre"),
    (("serie.smart-card", "serie.token-digitali"), "linee"),
    *((group, None) for group in GROUPS),
    *(((f"serie.{name}",), None) for name in SERIES),
]
NAMED = pytest.mark.parametrize(
    ("addresses", "kind"), EVERY, ids=[f"{'+'.join(a)}-{k}" for a, k in EVERY]
)


def traces(made: Chart) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = made.figure["data"]
    return data


@NAMED
def test_plotly_accepts_the_figure(addresses: tuple[str, ...], kind: str | None) -> None:
    go.Figure(chart(archive(), addresses, kind).figure)


@NAMED
def test_our_renderer_draws_the_figure(addresses: tuple[str, ...], kind: str | None) -> None:
    made = chart(archive(), addresses, kind)
    drawn = draw(made.figure, made.id)
    assert drawn.startswith("<svg ")
    assert drawn == draw(chart(archive(), addresses, kind).figure, made.id)
    assert bool(legend(made.figure, made.id)) == (len(traces(made)) > 1)


@NAMED
def test_plain_values_only(addresses: tuple[str, ...], kind: str | None) -> None:
    """No numpy, no Decimal, no tuple: what is written as JSON is what the renderer reads."""

    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(type(key) is str and plain(below) for key, below in value.items())
        if isinstance(value, list):
            return all(map(plain, value))
        return value is None or type(value) in (str, int, float, bool)

    assert plain(chart(archive(), addresses, kind).figure)


@NAMED
def test_the_short_name_tells_type_and_title(addresses: tuple[str, ...], kind: str | None) -> None:
    made = chart(archive(), addresses, kind)
    name = made.figure["layout"]["meta"]["nome"]
    assert name.endswith(f": {made.title}")


def test_spending_by_missione_the_largest_first() -> None:
    made = chart(archive(), ["spese.2022"])
    (trace,) = traces(made)
    assert trace["x"] == [3295109.02, 1865646.87, 118321.0, 59504.95]
    assert trace["y"] == [
        "Servizi istituzionali e generali",
        "Competitività e sviluppo delle imprese",
        "Commercio internazionale",
        "Regolazione dei mercati",
    ]
    assert trace["text"] == [
        "3.295.109,02\u00a0€",
        "1.865.646,87\u00a0€",
        "118.321,00\u00a0€",
        "59.504,95\u00a0€",
    ]
    assert made.finding == (
        "La cifra più alta è Servizi istituzionali e generali: 3.295.109,02\u00a0€, cioè il "
        "61,7\u00a0% del totale. La più bassa è Regolazione dei mercati: 59.504,95\u00a0€."
    )
    assert made.figure["layout"]["separators"] == ",."


def test_shares_of_the_missioni_make_the_whole() -> None:
    made = chart(archive(), ["spese.2022"], "quote")
    assert [trace["text"] for trace in traces(made)] == [
        ["61,7\u00a0%"],
        ["34,9\u00a0%"],
        ["2,2\u00a0%"],
        ["1,1\u00a0%"],
    ]
    assert sum(trace["x"][0] for trace in traces(made)) == pytest.approx(100, abs=1e-9)
    assert made.figure["layout"]["barmode"] == "stack"


def test_areas_of_a_missione() -> None:
    (trace,) = traces(chart(archive(), ["spese.2022.011"]))
    assert dict(zip(trace["y"], trace["x"], strict=True)) == {
        "Innovazione": 614539.70,
        "Competitività del territorio": 1053277.02,
        "Sviluppo del capitale umano": 197830.15,
    }


def test_calls_stand_by_amount_granted_with_what_is_missing_last() -> None:
    made = chart(archive(), ["bandi.2022"])
    (trace,) = traces(made)
    known = [value for value in trace["x"] if value is not None]
    assert len(trace["x"]) == 22
    assert known == sorted(known, reverse=True)
    assert trace["y"][:3] == [
        "Imprese storiche verso il futuro 2022",
        "Efficienza energetica per commercio, pubblici esercizi e servizi",
        "Voucher Digitali I4.0 Lombardia Base 2022",
    ]
    assert trace["text"][:3] == ["524.405,83\u00a0€", "117.882,00\u00a0€", "114.286,10\u00a0€"]
    assert trace["x"][-3:] == [None, None, None]
    assert trace["text"][-3:] == ["non stampato nella fonte"] * 3
    assert [row.cells[0].text for row in made.table.rows] == trace["y"]


def test_calls_of_one_missione() -> None:
    made = chart(archive(), ["bandi.2022.016"])
    (trace,) = traces(made)
    assert trace["y"] == ["Digital Export 2022", "Accompagnamento all’Export"]
    assert trace["x"] == [15960.0, None]
    assert made.title == "Contributi concessi per bando della missione 016, 2022"


def test_two_years_are_compared() -> None:
    made = chart(archive(), ["serie.smart-card", "serie.token-digitali"])
    assert made.figure["layout"]["meta"]["tipo"] == "confronto"
    before, after = traces(made)
    assert (before["name"], before["x"]) == ("2021", [3862.0, 524.0])
    assert (after["name"], after["x"]) == ("2022", [3019.0, 500.0])
    assert before["y"] == [
        "Smart card di firma digitale rilasciate",
        "Token digitali di firma (Digital DNA) rilasciati",
    ]
    assert after["text"] == ["3.019", "500"]


def test_many_years_in_a_row_make_a_line() -> None:
    made = chart(archive(), ["serie.protesti-tempo-medio"])
    (line,) = traces(made)
    assert made.figure["layout"]["meta"]["tipo"] == "linee"
    assert (line["x"], line["y"]) == ([2019, 2020, 2021, 2022], [3.0, 4.0, 4.0, 4.0])
    assert made.title == "Tempo medio per i protesti, 2019–2022 (giorni)"


def test_years_far_apart_make_bars() -> None:
    made = chart(archive(), ["serie.personale-in-servizio"])
    (bars,) = traces(made)
    assert made.figure["layout"]["meta"]["tipo"] == "barre"
    assert (bars["y"], bars["x"]) == (["2003", "2010", "2022"], [66.0, 60.0, 41.0])


def test_a_line_breaks_at_gaps_and_at_years_no_source_speaks_of() -> None:
    (line,) = traces(chart(archive(), ["serie.masterclass-partecipanti"], "linee"))
    points = dict(zip(line["x"], zip(line["y"], line["text"], strict=True), strict=True))
    assert points[2010] == (40.0, "40")
    assert points[2015] == (None, "")
    assert points[2019] == (3000.0, "oltre 3.000")
    assert points[2020] == (None, "non stampato nella fonte")
    assert points[2022] == (400.0, "oltre 400")


def test_a_series_joined_across_the_documents_breaks_where_neither_prints_a_year() -> None:
    """2013 and 2016–2019 are of one document, 2021 and 2022 of the other."""
    made = chart(archive(), ["serie.pratiche-registro-imprese"])
    (line,) = traces(made)
    drawn = {year: y for year, y in zip(line["x"], line["y"], strict=True) if y is not None}
    assert drawn == {
        2013: 31192.0,
        **{2016: 19537.0, 2017: 18210.0, 2018: 18528.0, 2019: 20456.0},
        **{2021: 20324.0, 2022: 22314.0},
    }
    assert line["x"] == list(range(2013, 2023))
    sources = {row.cells[0].text: row.extra for row in made.table.rows}
    assert sources["2019"] == ("rendicontazione-2019",)
    assert sources["2021"] == ("relazione-2022",)


def test_the_firms_using_the_services_for_abroad_from_2011_to_2022() -> None:
    (line,) = traces(chart(archive(), ["serie.imprese-servizi-internazionalizzazione"]))
    assert line["text"] == [
        *("344", "390", "517", "660", "495", "627", "447", "621", "865", "", "677", "512"),
    ]


def test_gaps_are_explained_under_the_picture() -> None:
    """What the file of the series says of its gaps is part of the chart."""
    series = archive().series["pratiche-registro-imprese"]
    made = chart(archive(), ["serie.pratiche-registro-imprese"])
    assert series.note
    assert made.note == series.note
    assert made.table.note == series.note


def test_what_another_document_prints_alike_is_said_under_the_picture() -> None:
    made = chart(archive(), ["serie.protesti-tempo-medio"])
    assert made.note.endswith(
        " Per il 2019 la fonte «Rendicontazione 2019» stampa 3\u00a0giorni, lo stesso valore."
    )


def test_what_another_document_prints_differently_is_said_and_kept() -> None:
    """A number alike with another qualifier is not the same thing."""
    made = chart(archive(), ["serie.masterclass-partecipanti"])
    assert made.note.endswith(
        " Per il 2010 la fonte «Rendicontazione 2019» stampa 40\u00a0partecipanti, lo stesso "
        "valore. Per il 2019 la fonte «Rendicontazione 2019» stampa circa "
        "3.000\u00a0partecipanti: i due documenti non coincidono."
    )
    other = "serie.protesti-tempo-medio.2019.rendicontazione-2019"
    against = chart(with_values({other: "5"}), ["serie.protesti-tempo-medio"])
    assert against.note.endswith("stampa 5\u00a0giorni: i due documenti non coincidono.")
    assert [row.cells[1].text for row in against.table.rows] == ["3", "5", "4", "4", "4"]
    assert traces(against)[0]["y"] == [3.0, 4.0, 4.0, 4.0]


def test_an_inferred_value_says_so_where_it_is_printed() -> None:
    (trace,) = traces(chart(archive(), ["bandi.2022"]))
    shown = dict(zip(trace["y"], trace["text"], strict=True))
    assert shown["Turismo eno-agro-olio 2022"] == "19.649,00\u00a0€ (dedotto)"


@pytest.mark.parametrize("name", SERIES)
def test_the_chart_of_a_series_equals_its_points(name: str) -> None:
    """The title names what is counted: there the marks print the bare figure."""
    drawn = [
        (value, text)
        for trace in traces(chart(archive(), [f"serie.{name}"]))
        for value, text in zip(
            trace["y" if trace.get("mode") == "lines+markers" else "x"], trace["text"], strict=True
        )
        if text
    ]
    counts = archive().units[archive().series[name].unit].kind not in ("importo", "percentuale")
    assert drawn == [
        (
            None if point.value is None else float(point.amount),
            qualified(point).split(BLANK)[0] if counts else qualified(point),
        )
        for point in archive().points(name)
    ]


@NAMED
def test_the_table_under_a_chart_has_every_printed_text(
    addresses: tuple[str, ...], kind: str | None
) -> None:
    made = chart(archive(), addresses, kind)
    below = {cell.text.split("\u00a0")[0] for row in made.table.rows for cell in row.cells}
    shown = {
        text.removesuffix(" (dedotto)").split("\u00a0")[0]
        for trace in traces(made)
        for text in trace["text"]
    }
    assert shown - {""} <= below


def test_no_two_charts_share_an_id() -> None:
    """An id is also a file name: two charts would write over each other."""
    by_id: dict[str, list[Chart]] = {}
    for addresses, kind in EVERY:
        made = chart(archive(), addresses, kind)
        by_id.setdefault(made.id, []).append(made)
    clashes = [name for name, found in by_id.items() if any(one != found[0] for one in found)]
    assert clashes == []


VALUES = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


def any_known(values: Sequence[Decimal | None]) -> bool:
    return any(value is not None for value in values)


def axis(values: Sequence[Decimal | None]) -> dict[str, Any]:
    """Return the axis of values of a line through some years."""
    years = {2010 + step: None if v is None else str(v) for step, v in enumerate(values)}
    made = chart(with_series(years), ["serie.prova"], "linee")
    found: dict[str, Any] = made.figure["layout"]["yaxis"]
    return found


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), VALUES), min_size=2, max_size=6).filter(any_known))
def test_ticks_go_in_equal_round_steps_from_zero_to_above_the_highest(
    values: list[Decimal | None],
) -> None:
    made = axis(values)
    ticks = [Decimal(repr(tick)) for tick in made["tickvals"]]
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] == 0
    assert ticks[-1] >= max((value for value in values if value is not None), default=Decimal(0))
    assert 2 <= len(ticks) <= 6
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in {(1,), (2,), (5,), (2, 5)}
    assert made["range"] == [0, float(ticks[-1])]


@settings(deadline=None)
@given(st.lists(VALUES, min_size=2, max_size=6))
def test_ticks_print_what_they_are(values: list[Decimal]) -> None:
    made = axis(values)
    printed = [italian.value(text) for text in made["ticktext"]]
    assert [float(value) for value in printed] == made["tickvals"]
    assert len({len(text.partition(",")[2]) for text in made["ticktext"]}) == 1


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), VALUES), max_size=5), VALUES, st.integers(0, 5))
def test_any_series_with_a_value_is_drawn(
    some: list[Decimal | None], known: Decimal, place: int
) -> None:
    values = [*some[:place], known, *some[place:]]
    years = {2010 + step: None if v is None else str(v) for step, v in enumerate(values)}
    made = chart(with_series(years), ["serie.prova"])
    assert "<svg" in draw(made.figure, made.id)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        ("4", ["0", "1", "2", "3", "4"]),
        ("25789", ["0", "10.000", "20.000", "30.000"]),
        ("3000", ["0", "1.000", "2.000", "3.000"]),
        ("1.87", ["0,0", "0,5", "1,0", "1,5", "2,0"]),
        ("97.23", ["0", "25", "50", "75", "100"]),
    ],
)
def test_ticks_of_some_series(highest: str, ticks: list[str]) -> None:
    assert axis([Decimal(1), Decimal(highest), Decimal(1)])["ticktext"] == ticks


EMPTY = replace(archive(), calls=())


@pytest.mark.parametrize(
    ("of", "addresses", "kind", "what"),
    [
        (archive(), (), None, "non ha indirizzi"),
        (archive(), ("",), None, "«»"),
        (archive(), ("spese",), None, "«spese»"),
        (archive(), ("spese.1999",), None, "«spese.1999»"),
        (archive(), ("spese.2022.099",), None, "«spese.2022.099»"),
        (archive(), ("spese.2022.011.innovazione",), None, "«spese.2022.011.innovazione»"),
        (archive(), ("spese.2022.012",), None, "non ha aree"),
        (archive(), ("bandi.1999",), None, "«bandi.1999»"),
        (archive(), ("bandi.²",), None, "«bandi.²»"),
        (archive(), ("bandi.2022.012",), None, "«bandi.2022.012»"),
        (archive(), ("fatti.2022.protesti",), None, "«fatti.2022.protesti»"),
        (archive(), ("serie.smartcard",), None, "«serie.smartcard»"),
        (archive(), ("serie",), None, "«serie»"),
        (archive(), ("serie.smart-card", "spese.2022"), None, "«spese.2022»"),
        (archive(), ("spese.2022", "serie.smart-card"), None, "solo le serie"),
        (archive(), ("serie.smart-card", "serie.spesa-di-personale"), None, "unità diverse"),
        (archive(), ("spese.2022",), "torta", "«torta»"),
        (archive(), ("spese.2022",), "linee", "«linee»"),
        (archive(), ("spese.2022.011",), "confronto", "«confronto»"),
        (archive(), ("serie.smart-card",), "quote", "«quote»"),
        (archive(), ("bandi.2022",), "linee", "«linee»"),
        (archive(), ("bandi.2022.011",), "torta", "«torta»"),
        (archive(), ("serie.protesti-tempo-medio",), "confronto", "due anni"),
        (with_values({"spese.2022.012": None}), ("spese.2022",), "quote", "tutti gli importi"),
        (with_values({"spese.2022": None}), ("spese.2022",), "quote", "tutti gli importi"),
        (EMPTY, ("bandi.2022",), None, "bandi.2022"),
        (with_series({}), ("serie.prova",), None, "nessun valore"),
        (with_series({2021: None, 2022: None}), ("serie.prova",), None, "nessun valore"),
    ],
    ids=lambda value: "" if isinstance(value, Archivio) else repr(value),
)
def test_what_cannot_be_drawn_is_an_error_with_a_cure(
    of: Archivio, addresses: tuple[str, ...], kind: str | None, what: str
) -> None:
    with pytest.raises(ChartError) as raised:
        chart(of, addresses, kind)
    assert what in raised.value.what
    assert raised.value.cure


def test_days_and_hours_do_not_share_an_axis() -> None:
    """Both are measures, yet 3 days drawn beside 4 hours would be a false picture."""
    hours = with_series({2021: "4", 2022: "5"}, name="ore", unit="ore")
    days = with_series({2021: "3", 2022: "4"}, name="giorni", unit="giorni")
    of = replace(
        hours,
        series={**hours.series, **days.series},
        numbers={**hours.numbers, **days.numbers},
    )
    with pytest.raises(ChartError):
        chart(of, ("serie.ore", "serie.giorni"))


def test_shares_of_a_total_that_is_zero_are_refused() -> None:
    missioni = [f"spese.2022.{code}" for code in archive().missioni]
    of = with_values(dict.fromkeys((*missioni, "spese.2022"), "0"))
    with pytest.raises(ChartError):
        chart(of, ("spese.2022",), "quote")


def test_the_axis_of_negative_values_goes_below_zero() -> None:
    """A balance may be negative."""
    made = chart(with_series({2020: "-3", 2021: "5", 2022: "-1"}), ("serie.prova",))
    assert made.figure["layout"]["yaxis"]["ticktext"] == ["−4", "−2", "0", "2", "4", "6"]
    assert traces(made)[0]["text"] == ["−3", "5", "−1"]
    assert ">−3<" in draw(made.figure, made.id)


@pytest.mark.parametrize(
    ("values", "title"),
    [({2021: "1", 2022: "2"}, "Prova, 2021–2022"), ({2022: "2"}, "Prova, 2022")],
)
def test_the_title_has_the_years_of_the_series(values: dict[int, str | None], title: str) -> None:
    assert chart(with_series(values), ("serie.prova",)).title == title
