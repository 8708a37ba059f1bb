"""Charts of indicatori and of statistical tables: what is drawn is what is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.archive import Archivio
from macros.charts import chart
from macros.charts_results import MOST_COLUMNS, drawable, results_chart
from macros.figures import Chart, ChartError
from macros.schema import Qualifier
from macros.schema_context import GridFile
from macros.schema_results import Comparator
from macros.svg import draw
from tests import italian
from tests.real import BLANK, archive, measured, with_values

NUMERIC = [each for each in archive().indicators.values() if each.target.value is not None]
WORDS = [each for each in archive().indicators.values() if each.target.value is None]
GRIDS = [f"tavole.{year}.{name}" for year, name in archive().grids]


def traces(made: Chart) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = made.figure["data"]
    return data


def towards(made: Chart) -> list[str | None]:
    sides: list[str | None] = made.figure["layout"]["meta"]["verso"]
    return sides


def bullets(result: str, target: str, **more: Any) -> Chart:
    made, indicator = measured(result, target, **more)
    return results_chart(made, [indicator], "prova", "Atteso e raggiunto")


def refused(*addresses: str, kind: str | None = None, of: Archivio | None = None) -> ChartError:
    with pytest.raises(ChartError) as caught:
        chart(of or archive(), addresses, kind)
    return caught.value


# ---- Target beside result ----


def test_one_indicator_has_a_bar_and_a_mark() -> None:
    made = chart(archive(), ["indicatori.2019.tempi-protesti"])
    result, target = traces(made)
    assert (result["type"], result["name"], result["x"]) == ("bar", "Raggiunto", [3.0])
    assert (target["type"], target["name"], target["x"]) == ("scatter", "Atteso", [20.0])
    assert result["text"] == [f"3{BLANK}giorni"]
    assert target["text"] == [f"atteso: al massimo 20{BLANK}giorni"]
    assert towards(made) == ["basso"]
    assert made.id == "indicatori-2019-tempi-protesti"
    assert made.title == "Atteso e raggiunto, 2019"
    assert made.finding == (
        f"Raggiunto. Risultato: 3{BLANK}giorni. Atteso: al massimo 20{BLANK}giorni."
    )


def test_the_bar_of_the_flagship_does_not_pass_for_a_success() -> None:
    made = chart(archive(), ["indicatori.2019.pratiche-entro-5-giorni"])
    assert traces(made)[0]["text"] == [f"137,56{BLANK}%, ma il conto non torna"]
    assert made.finding == (
        f"Il conto non torna. Risultato: 137,56{BLANK}%. Atteso: almeno 100{BLANK}%."
    )


def test_the_indicators_of_a_missione_with_those_in_words_left_to_the_table() -> None:
    made = chart(archive(), ["indicatori.2019.016"])
    assert made.id == "indicatori-2019-016"
    assert made.title == "Atteso e raggiunto: gli indicatori della missione 016, 2019"
    assert made.finding == "2 raggiunti e 1 dichiarato raggiunto dall’ente."
    result, target = traces(made)
    assert (result["x"], target["x"]) == ([100.0, 139.29], [80.0, 70.0])
    assert len(made.table.rows) == 3


def test_the_indicators_of_the_year() -> None:
    made = chart(archive(), ["indicatori.2019"])
    assert made.title == "Atteso e raggiunto: gli indicatori, 2019"
    assert made.finding == (
        "13 raggiunti, 10 dichiarati raggiunti dall’ente, 1 con un conto che non torna "
        "e 2 non misurabili."
    )
    assert [len(trace["x"]) for trace in traces(made)] == [14, 14]
    assert len(made.table.rows) == 26
    assert set(towards(made)) == {"alto", "basso"}


@pytest.mark.parametrize(
    ("result", "target", "side"),
    [
        ("90", ">= 80", "alto"),
        ("90", "> 80", "alto"),
        ("90", "<= 80", "basso"),
        ("90", "< 80", "basso"),
        ("90", "= 80", None),
        ("90", "fra 80 … 95", None),
        ("manca: non rilevato", ">= 80", None),
        ("circa 80", ">= 80", None),
    ],
)
def test_the_side_that_meets_the_target(result: str, target: str, side: str | None) -> None:
    assert towards(bullets(result, target)) == [side]


def test_a_range_has_two_marks_and_one_text() -> None:
    made = bullets("6,5", "fra 5 … 8", unit="giorni")
    result, low, high = traces(made)
    assert (result["x"], low["x"], high["x"]) == ([6.5], [5.0], [8.0])
    assert low["text"] == [f"atteso: fra 5{BLANK}giorni e 8{BLANK}giorni"]
    assert high["text"] == [""]


def test_a_range_beside_other_targets() -> None:
    first, range_ = measured("6", "fra 5 … 8", unit="giorni")
    made = results_chart(
        first, [range_, first.indicators[2019, "tempi-protesti"]], "prova", "Prova"
    )
    assert traces(made)[2]["x"] == [8.0, None]
    draw(made.figure, made.id)


@pytest.mark.parametrize(
    ("result", "target", "drawn", "texts"),
    [
        ("manca: non rilevato", ">= 80", [None, 80.0], ["non rilevato", "atteso: almeno 80 %"]),
        ("90", ">= manca: in verifica", [90.0, None], ["90 %", "atteso: in verifica"]),
        ("Tutto fatto", ">= 80", [None, 80.0], ["Tutto fatto", "atteso: almeno 80 %"]),
        ("0", "<= 20", [0.0, 20.0], ["0 %", "atteso: al massimo 20 %"]),
        ("-2,5", "<= 0", [-2.5, 0.0], ["−2,5 %", "atteso: al massimo 0 %"]),
    ],
)
def test_gaps_are_not_zeros(
    result: str, target: str, drawn: list[float | None], texts: list[str]
) -> None:
    made = bullets(result, target)
    assert [trace["x"][0] for trace in traces(made)] == drawn
    assert [trace["text"][0].replace(BLANK, " ") for trace in traces(made)] == texts
    draw(made.figure, made.id)


def test_terms_are_printed_and_not_drawn() -> None:
    made = bullets("2019-06-28", "<= 2019-06-30", unit="giorno-data")
    assert [trace["x"] for trace in traces(made)] == [[None], [None]]
    assert [trace["text"] for trace in traces(made)] == [
        ["28 giugno 2019"],
        ["atteso: entro il 30 giugno 2019"],
    ]
    assert "28 giugno 2019</text>" in draw(made.figure, made.id)


def test_an_inferred_value_says_so_where_it_is_drawn() -> None:
    value = {"valore": "3", "riga": "1", "dedotto": "sì", "nota": "Dalle note."}
    made = bullets("9", "<= 20", unit="giorni", raggiunto={"valore": value})
    assert traces(made)[0]["text"] == [f"3{BLANK}giorni (dedotto)"]


@pytest.mark.parametrize("name", [each.id for each in WORDS])
def test_an_indicator_in_words_has_no_chart(name: str) -> None:
    assert drawable([archive().indicators[2019, name]]) is False
    error = refused(f"indicatori.2019.{name}")
    assert str(error) == "nessun valore atteso è un numero"
    assert error.cure == "mostra questi dati in tabella"


@pytest.mark.parametrize("name", [each.id for each in NUMERIC])
def test_the_chart_of_an_indicator_equals_its_numbers(name: str) -> None:
    made = chart(archive(), [f"indicatori.2019.{name}"])
    assert drawable([archive().indicators[2019, name]]) is True
    for trace, field in zip(traces(made), ("raggiunto", "atteso"), strict=True):
        number = archive().number(f"indicatori.2019.{name}.{field}")
        assert trace["x"] == [float(number.amount)]
        assert italian.figures(trace["text"][0])[0] == number.amount
    go.Figure(made.figure)
    assert draw(made.figure, made.id).startswith("<svg ")


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(-(10**6), 10**6, places=2),
    st.sampled_from([None, *get_args(Qualifier)]),
    st.sampled_from(get_args(Comparator)),
    st.decimals(-(10**6), 10**6, places=2),
)
def test_any_target_and_result_are_drawn(
    result: Decimal, qualifier: str | None, comparator: str, target: Decimal
) -> None:
    def typed(value: Decimal) -> str:
        return f"{value:f}".replace(".", ",")

    ends = typed(target) if comparator != "fra" else f"{typed(target)} … {typed(target + 5)}"
    printed = f"{qualifier} {typed(result)}" if qualifier else typed(result)
    made = bullets(printed, f"{comparator} {ends}", unit="giorni")
    assert traces(made)[0]["x"] == [float(result)]
    assert draw(made.figure, made.id) == draw(made.figure, made.id)


# ---- Statistical tables ----


def test_a_column_of_exports() -> None:
    """Lines 957-961, in millions of euro."""
    made = chart(archive(), ["tavole.2022.esportazioni.valore"])
    (trace,) = traces(made)
    assert trace["y"] == ["Cremona", "Lombardia", "Italia"]
    assert trace["x"] == [6469.0, 162606.0, 624603.0]
    assert trace["text"] == ["6.469", "162.606", "624.603"]
    assert made.id == "tavole-2022-esportazioni-valore"
    assert made.finding == "Il valore più alto è Italia, 624.603; il più basso Cremona, 6.469."
    assert "barmode" not in made.figure["layout"]


def test_two_columns_side_by_side_in_the_order_of_the_table() -> None:
    base = "tavole.2022.esportazioni"
    one = chart(archive(), [f"{base}.var-2021", f"{base}.var-2019"])
    two = chart(archive(), [f"{base}.var-2019", f"{base}.var-2021", f"{base}.var-2019"])
    assert one == two
    assert one.id == "tavole-2022-esportazioni-var-2021-var-2019"
    assert [trace["x"] for trace in traces(one)] == [[18.0, 19.1, 19.9], [39.2, 27.5, 31.3]]
    assert traces(one)[0]["text"] == [f"18,0{BLANK}%", f"19,1{BLANK}%", f"19,9{BLANK}%"]
    assert one.figure["layout"]["barmode"] == "group"
    titles = [trace["name"] for trace in traces(one)]
    assert one.title.endswith(f": {titles[0]} e {titles[1]}")
    assert one.finding == (
        f"{titles[0]}: il valore più alto è Italia, 19,9{BLANK}%; il più basso Cremona, "
        f"18,0{BLANK}%. {titles[1]}: il valore più alto è Cremona, 39,2{BLANK}%; il più basso "
        f"Lombardia, 27,5{BLANK}%."
    )


def test_a_whole_table() -> None:
    made = chart(archive(), ["tavole.2022.valore-aggiunto"])
    assert made.id == "tavole-2022-valore-aggiunto"
    assert made.title == archive().grids[2022, "valore-aggiunto"].title
    assert [trace["name"] for trace in traces(made)] == ["2019", "2020", "2021"]
    assert traces(made)[2]["x"] == [515.0, 3086.0, 447.0, 6245.0, 10293.0]


def test_a_total_is_not_the_highest_of_its_parts() -> None:
    made = chart(archive(), ["tavole.2022.valore-aggiunto.2021"])
    assert made.finding == "Il valore più alto è Servizi, 6.245; il più basso Costruzioni, 447."


def test_a_negative_value_is_the_lowest() -> None:
    made = chart(archive(), ["tavole.2022.medie-industria.cremona-2022-2021"])
    assert traces(made)[0]["x"] == [6.1, 5.8, 0.1, 2.7, -0.3]
    assert made.finding == (
        f"Il valore più alto è Produzione, 6,1{BLANK}%; il più basso Occupazione, −0,3{BLANK}%."
    )


def exports(cremona: str | None, lombardia: str | None, italia: str | None) -> Chart:
    """Return the chart of exports with other values in it."""
    rows: Mapping[str, str | None] = {
        "cremona": cremona, "lombardia": lombardia, "italia": italia,
    }  # fmt: skip
    base = "tavole.2022.esportazioni.valore"
    changed = with_values({f"{base}.{row}": value for row, value in rows.items()})
    return chart(changed, [base])


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        (("5", "5", "9"), "Il valore più alto è Italia, 9; i più bassi Cremona e Lombardia, 5."),
        (("9", "5", "9"), "I valori più alti sono Cremona e Italia, 9; il più basso Lombardia, 5."),
        (("5", "5", "5"), "Tutte le voci hanno lo stesso valore, 5."),
        (("5", None, None), "Il valore più alto è Cremona, 5."),
        (("0", None, "9"), "Il valore più alto è Italia, 9; il più basso Cremona, 0."),
    ],
)
def test_what_is_equal_is_named_together(values: tuple[str | None, ...], finding: str) -> None:
    assert exports(*values).finding == finding


def test_a_gap_in_a_table_is_drawn_as_its_reason() -> None:
    (trace,) = traces(exports("5", None, "9"))
    assert trace["x"] == [5.0, None, 9.0]
    assert trace["text"] == ["5", "in verifica", "9"]


def test_a_column_of_gaps_says_so() -> None:
    made = exports(None, None, None)
    title = archive().grids[2022, "esportazioni"].columns[0].title
    assert made.finding == f"{title}: nessun valore è stampato nella fonte."
    assert traces(made)[0]["x"] == [None, None, None]


@pytest.mark.parametrize(
    ("addresses", "what", "cure"),
    [
        (
            ["tavole.2022.importazioni"],
            "la tavola «tavole.2022.importazioni» non esiste",
            "le tavole sono: tavole.2022.esportazioni, ",
        ),
        (["tavole."], "la tavola «tavole.» non esiste", "le tavole sono: "),
        (
            ["tavole.2022.esportazioni.valore", "serie.smart-card"],
            "la tavola «serie.smart-card» non esiste",
            "le tavole sono: ",
        ),
        (["tavole.2022"], "la tavola «tavole.2022» non esiste", "le tavole sono: "),
        (["tavole.x.esportazioni"], "la tavola «tavole.x.esportazioni» non esiste", "le tavole"),
        (
            ["tavole.2021.esportazioni"],
            "la tavola «tavole.2021.esportazioni» non esiste",
            "le tavole",
        ),
        (
            ["tavole.2022.esportazioni.valori"],
            "la colonna «valori» non esiste",
            "le colonne sono: valore, var-2021, var-2019",
        ),
        (
            ["tavole.2022.esportazioni.valore.cremona"],
            "la colonna «valore.cremona» non esiste",
            "le colonne sono: ",
        ),
        (
            ["tavole.2022.esportazioni"],
            "le colonne hanno unità diverse",
            "disegnale in grafici separati",
        ),
        (
            ["tavole.2022.esportazioni.var-2021", "tavole.2022.medie-industria"],
            "le colonne sono di tavole diverse",
            "usa un grafico per tavola",
        ),
    ],
)
def test_what_cannot_be_drawn_says_what_can(addresses: list[str], what: str, cure: str) -> None:
    error = refused(*addresses)
    assert str(error) == what
    assert cure in error.cure


def test_bars_are_the_only_way_to_draw_a_table() -> None:
    assert "«linee»" in str(refused("tavole.2022.valore-aggiunto", kind="linee"))
    assert chart(archive(), ["tavole.2022.valore-aggiunto"], "barre") == chart(
        archive(), ["tavole.2022.valore-aggiunto"]
    )


def with_grid(grid: GridFile) -> Archivio:
    return replace(archive(), grids={**archive().grids, (grid.year, grid.id): grid})


def test_the_same_table_of_two_years_is_not_one_table() -> None:
    old = archive().grids[2022, "esportazioni"].model_copy(update={"year": 2021})
    addresses = ("tavole.2021.esportazioni.valore", "tavole.2022.esportazioni.valore")
    error = refused(*addresses, of=with_grid(old))
    assert str(error) == "le colonne sono di tavole diverse"


def test_no_more_columns_than_colours() -> None:
    grid = archive().grids[2022, "medie-industria"]
    many = tuple(
        grid.columns[0].model_copy(update={"id": f"c-{n}"}) for n in range(MOST_COLUMNS + 1)
    )
    wide = with_grid(grid.model_copy(update={"columns": many}))
    assert str(refused("tavole.2022.medie-industria", of=wide)) == "le colonne sono più di 6"


@pytest.mark.parametrize(
    "address",
    [
        f"{table}.{column.id}"
        for table, grid in zip(GRIDS, archive().grids.values(), strict=True)
        for column in grid.columns
    ],
)
def test_the_chart_of_a_column_equals_its_numbers(address: str) -> None:
    made = chart(archive(), [address])
    (trace,) = traces(made)
    numbers = [n for a, n in archive().numbers.items() if a.startswith(f"{address}.")]
    assert trace["x"] == [float(number.amount) for number in numbers]
    assert [italian.figures(text)[0] for text in trace["text"]] == [n.amount for n in numbers]
    assert made.holds_numbers
    go.Figure(made.figure)
    assert draw(made.figure, made.id).startswith("<svg ")
