"""The renderer: golden pictures, and what every picture keeps to.

Each figure in golden/svg/NAME.json is drawn as NAME.svg (fluid, inside a page) and, for one of each
type, as NAME-760.svg (a picture that stands alone). After a wanted change of the look, rewrite them
with `AGGIORNA=1 python -m pytest tests/test_svg.py` and read the difference.
"""

from __future__ import annotations

import copy
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from macros.svg import UnsupportedFigure, draw, legend

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "svg"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))
ALONE = (
    *("barre-pratiche", "quote-missioni", "linee-settori", "confronto-firma"),
    "bersaglio-casi",
)

Figure = dict[str, Any]


def figure(name: str) -> Figure:
    loaded: Figure = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    return loaded


def compare(path: Path, drawn: str) -> None:
    """Compare with the golden file, one element per line so that a difference can be read."""
    drawn = drawn.replace("><", ">\n<") + "\n"
    if os.environ.get("AGGIORNA") == "1":
        path.write_text(drawn, "utf-8")
    assert path.is_file(), f"{path.name} is missing: see the head of this file"
    assert path.read_text("utf-8") == drawn


@pytest.mark.parametrize("name", NAMES)
def test_fluid_picture_is_the_golden_one(name: str) -> None:
    compare(GOLDEN / f"{name}.svg", draw(figure(name), name))


@pytest.mark.parametrize("name", ALONE)
def test_picture_that_stands_alone_is_the_golden_one(name: str) -> None:
    compare(GOLDEN / f"{name}-760.svg", draw(figure(name), name, width=760))


def test_every_type_has_a_golden_picture() -> None:
    kinds = {figure(name)["layout"]["meta"]["tipo"] for name in NAMES}
    assert kinds == {"barre", "quote", "linee", "confronto", "bersaglio"}
    assert {figure(name)["layout"]["meta"]["tipo"] for name in ALONE} == kinds


@pytest.mark.parametrize("name", NAMES)
def test_golden_figure_is_valid_for_plotly(name: str) -> None:
    assert len(go.Figure(figure(name)).data) == len(figure(name)["data"])


@pytest.mark.parametrize("name", NAMES)
def test_picture_weighs_less_than_2_kb_gzipped(name: str) -> None:
    whole = legend(figure(name), name) + draw(figure(name), name)
    assert len(gzip.compress(whole.encode(), mtime=0)) < 2000


# ---- What the money of 2022 looks like ----


def test_spending_prints_every_amount_and_the_longest_bar_is_mission_032() -> None:
    drawn = draw(figure("barre-missioni"), "spese")
    for amount in ("1.865.646,87", "59.504,95", "118.321,00", "3.295.109,02"):
        assert f">{amount}\u00a0€</text>" in drawn
    widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)%"', drawn)]
    assert widths.index(max(widths)) == 3
    assert widths[0] / widths[3] == pytest.approx(1_865_646.87 / 3_295_109.02, abs=0.001)


def test_missing_year_is_a_gap_with_its_reason_not_a_zero() -> None:
    drawn = draw(figure("linee-registro"), "registro")
    assert drawn.count(">2020: non stampato nella fonte</text>") == 2
    assert drawn.count(">–</text>") == 2
    # Protocolli has three points; the two other series have two each, since 2020 is missing.
    assert drawn.count('</title><path class="s') == 3 + 2 + 2


def test_isolated_point_has_a_marker_and_no_line() -> None:
    drawn = draw(figure("linee-masterclass"), "m")
    assert re.findall(r'pa-linea" d="M([^"]*)"', drawn)[0].count(" ") == 3  # 2010–2019 only.
    assert drawn.count('pa-segno"') == 3  # 2010, 2019 and, alone, 2022.


def test_comparison_points_where_the_value_went() -> None:
    drawn = draw(figure("confronto-firma"), "firma")
    heads = re.findall(r'<title>([^<]*)</title><svg[^>]*><path class="s2" d="([^"]*)"', drawn)
    left = "M0-1V1L11 6V-6z"  # The tip is at 0, the head lies at its right: it points left.
    assert heads == [("Smart card, 2022: 3.019", left), ("Token digitali, 2022: 500", left)]


def test_legend_lists_the_series_with_the_swatch_of_the_picture() -> None:
    listed = legend(figure("quote-missioni"), "quote")
    assert listed.count("<li>") == 4
    assert "</svg>Regolazione dei mercati</li>" in listed
    assert 'fill="#b45309"' in listed


def test_single_series_needs_no_legend() -> None:
    assert legend(figure("barre-missioni"), "spese") == ""


def test_text_under_shares_gives_way_to_columns_where_it_does_not_fit() -> None:
    made = figure("quote-missioni")
    for trace in made["data"]:
        trace["text"] = [f"{trace['text'][0]} della spesa del 2022"]
    drawn = draw(made, "quote")
    assert 'class="pa-filo"' not in drawn
    assert all(f">{trace['text'][0]}</text>" in drawn for trace in made["data"])


# ---- Rules of every picture ----


def everything(name: str) -> dict[str, str]:
    made = figure(name)
    return {
        "fluid": draw(made, name),
        "alone": draw(made, f"{name}-760", width=760),
        "legend": legend(made, name) or "<ul/>",
    }


@pytest.mark.parametrize("name", NAMES)
def test_markup_is_well_formed_and_ids_are_unique_and_prefixed(name: str) -> None:
    ids: list[str] = []
    for markup in everything(name).values():
        ids += [e.attrib["id"] for e in ElementTree.fromstring(markup).iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{name}-") for one in ids)


@pytest.mark.parametrize("name", NAMES)
def test_references_lead_to_ids_of_the_same_markup(name: str) -> None:
    for markup in everything(name).values():
        ids = set(re.findall(r' id="([^"]*)"', markup))
        assert set(re.findall(r"url\(#([^)]*)\)", markup)) <= ids
        assert set(re.findall(r'aria-labelledby="([^"]*)"', markup)) <= ids


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_a_strict_policy_refuses(name: str) -> None:
    for markup in everything(name).values():
        bare = markup.replace('xmlns="http://www.w3.org/2000/svg"', "")
        for refused in (" style=", "<style", "<script", "://", "href=", "NaN", "inf"):
            assert refused not in re.sub(r">[^<]*<", "><", bare)


def test_picture_has_one_short_name_for_assistive_technology() -> None:
    drawn = draw(figure("barre-missioni"), "spese")
    assert 'role="img" aria-labelledby="spese-t"' in drawn
    assert '<title id="spese-t">Grafico a barre: spesa per missione, 2022</title>' in drawn
    assert "<desc" not in drawn


def test_fluid_picture_has_no_view_box_and_a_height_in_px() -> None:
    root = ElementTree.fromstring(draw(figure("barre-missioni"), "spese"))
    assert root.attrib["width"] == "100%"
    assert float(root.attrib["height"]) > 200
    assert "viewBox" not in root.attrib


def test_picture_that_stands_alone_has_namespace_heading_and_legend() -> None:
    drawn = draw(figure("quote-missioni"), "quote", width=760)
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="760"')
    assert "%" not in re.sub(r">[^<]*<", "><", drawn)
    assert 'class="pa-titolo"' in drawn
    assert drawn.count(">Regolazione dei mercati</text>") == 1


def test_heading_is_the_figures_title_where_it_has_one() -> None:
    made = figure("barre-missioni")
    made["layout"]["title"] = {"text": "Dove sono andati i soldi"}
    assert ">Dove sono andati i soldi</text>" in draw(made, "spese", width=760)


def test_hostile_texts_are_escaped() -> None:
    made = figure("barre-pratiche")
    evil = "</text><script>alert(\"1\" & '2')</script>"
    made["layout"]["meta"]["nome"] = evil
    for trace in made["data"]:
        trace["name"] += evil
        trace["y"] = [label + evil for label in trace["y"]]
        trace["text"] = [text + evil for text in trace["text"]]
    for markup in (draw(made, "x"), draw(made, "x", width=760), legend(made, "x")):
        assert "<script" not in markup
        ElementTree.fromstring(markup)


def test_equal_figures_give_equal_bytes_in_another_process() -> None:
    code = (
        "import hashlib, json, sys; from pathlib import Path; from macros.svg import draw, legend\n"
        "for path in sorted(Path('tests/golden/svg').glob('*.json')):\n"
        "    figure = json.loads(path.read_text('utf-8')); name = path.stem\n"
        "    whole = draw(figure, name) + draw(figure, name, width=760) + legend(figure, name)\n"
        "    print(hashlib.sha256(whole.encode()).hexdigest())\n"
    )
    here = [
        hashlib.sha256(
            (
                draw(figure(name), name)
                + draw(figure(name), name, width=760)
                + legend(figure(name), name)
            ).encode()
        ).hexdigest()
        for name in NAMES
    ]
    for seed in ("1", "4321"):
        there = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert there.stdout.split() == here


def test_figure_is_left_as_it_was() -> None:
    made = figure("linee-settori")
    before = copy.deepcopy(made)
    draw(made, "x")
    legend(made, "x")
    assert made == before


# ---- What is refused, and in which words ----


def changed(name: str, change: str, value: object) -> Figure:
    """Return a golden figure with the entry at `change` ("data.0.x") changed."""
    made = figure(name)
    place: Any = made
    *path, last = change.split(".")
    for step in path:
        place = place[int(step)] if step.isdigit() else place.setdefault(step, {})
    place[int(last) if isinstance(place, list) else last] = value
    return made


REFUSED = [
    ("barre-missioni", "layout.meta.tipo", "torta", "tipo di grafico 'torta'"),
    ("barre-missioni", "layout.meta.nome", "", "serve un testo da stampare"),
    ("barre-missioni", "data", [], "0 serie"),
    ("barre-missioni", "data.0.type", "pie", "type è 'pie', per 'barre' si disegna 'bar'"),
    ("barre-missioni", "data.0.orientation", "v", "orientation è 'v'"),
    ("barre-missioni", "data.0.base", [1, 2, 3, 4], "la chiave 'base' non si disegna"),
    ("barre-missioni", "data.0.x", [1, 2, 3], "3 valori, 4 voci e 4 testi"),
    ("barre-missioni", "data.0.x", [1, 2, 3, float("nan")], "x[3]: nan non è un numero finito"),
    ("barre-missioni", "data.0.x", [1, 2, 3, float("inf")], "x[3]: inf non è un numero finito"),
    ("barre-missioni", "data.0.x", [1, 2, 3, 10**400], "non è un numero finito"),
    ("barre-missioni", "data.0.x", [1, 2, 3, "4"], "x[3]: '4' non è un numero"),
    ("barre-missioni", "data.0.x", [1, 2, 3, True], "x[3]: True non è un numero"),
    ("barre-missioni", "data.0.text", ["1", "2", "3", ""], "text[3]: serve un testo da stampare"),
    ("barre-missioni", "data.0.text", ["1", "2", "3", 4], "text[3]: serve un testo da stampare"),
    ("barre-missioni", "data.0.text", ["1", "2", "3", "\x00"], "un carattere non ammesso in XML"),
    ("barre-missioni", "data.0.y", ["a", "b", "c", "a"], "due categorie con lo stesso nome"),
    ("barre-missioni", "layout.barmode", "stack", "barmode 'stack' non si disegna"),
    ("barre-missioni", "layout.xaxis.type", "log", "l'asse 'log' non si disegna"),
    ("barre-missioni", "layout.xaxis.range", [10, 20], "parte da zero, senza range"),
    ("barre-missioni", "layout.annotations", [{"text": "!"}], "layout.annotations non si disegna"),
    ("barre-aree", "layout.xaxis.ticktext", ["0"], "3 tickvals e 1 ticktext"),
    ("barre-pratiche", "data.1.y", ["2020", "2022", "2021"], "non hanno le stesse categorie"),
    ("barre-pratiche", "data.1.name", None, "serie 2, name: serve un testo da stampare"),
    ("quote-missioni", "data.0.x", [34.97], "le quote fanno 100.02, non 100"),
    ("quote-missioni", "data.0.x", [-34.95], "una quota negativa"),
    ("quote-missioni", "layout.barmode", "group", "barmode 'group' non si disegna"),
    ("linee-protocolli", "data.0.mode", "lines", "mode è 'lines'"),
    ("linee-protocolli", "data.0.x", [2020, 2022, 2021], "gli anni non sono in ordine"),
    ("linee-protocolli", "data.0.x", ["2020", "2021", "2022/23"], "'2022/23' non è un anno"),
    ("linee-protocolli", "layout.yaxis.range", [22000, 30000], "è fuori dal range dell'asse"),
    ("linee-protocolli", "layout.yaxis.range", [30000, 0], "servono due numeri crescenti"),
    ("confronto-firma", "data.1.mode", "lines", "mode è 'lines'"),
    ("bersaglio-protesti", "data.0.type", "scatter", "per 'bersaglio' si disegna 'bar'"),
    ("bersaglio-protesti", "data.1.type", "bar", "per 'bersaglio' si disegna 'scatter'"),
    ("bersaglio-protesti", "data.1.marker.symbol", "circle", "marker.symbol è 'circle'"),
    ("bersaglio-protesti", "data.1.marker", None, "serie 'Atteso', marker: serve un dizionario"),
    ("bersaglio-protesti", "data.0.text", [""], "text[0]: serve un testo da stampare"),
    ("bersaglio-protesti", "data.1.text", [""], "text[0]: serve un testo da stampare"),
    ("bersaglio-protesti", "layout.meta.verso", None, "layout.meta.verso: serve una lista"),
    ("bersaglio-protesti", "layout.meta.verso", ["alto", "alto"], "2 versi e 1 righe"),
    ("bersaglio-protesti", "layout.meta.verso", ["su"], "'su' non è 'alto', 'basso' o null"),
    ("bersaglio-protesti", "layout.meta.verso", [["alto"]], "['alto'] non è 'alto'"),
    ("bersaglio-protesti", "layout.barmode", "overlay", "barmode 'overlay' non si disegna"),
    ("bersaglio-protesti", "layout.xaxis.range", [0, 30], "ha la sua scala: senza tacche né range"),
    ("bersaglio-casi", "data.1.x.2", 21, "l’atteso non va da un minimo a un massimo"),
    ("bersaglio-casi", "data.1.x.2", None, "l’atteso non va da un minimo a un massimo"),
]


@pytest.mark.parametrize(("name", "change", "value", "message"), REFUSED)
def test_figure_outside_the_closed_set_is_refused(
    name: str, change: str, value: object, message: str
) -> None:
    made = changed(name, change, value)
    for render in (draw, legend):
        with pytest.raises(UnsupportedFigure, match=re.escape(message)):
            render(made, "x")


def test_seventh_series_is_refused() -> None:
    made = figure("barre-pratiche")
    made["data"] = [made["data"][0] | {"name": str(n)} for n in range(7)]
    with pytest.raises(UnsupportedFigure, match="7 serie: se ne disegnano da 1 a 6"):
        draw(made, "x")


def test_comparison_of_three_periods_is_refused() -> None:
    made = figure("confronto-firma")
    made["data"].append(made["data"][0] | {"name": "2023"})
    with pytest.raises(UnsupportedFigure, match="un confronto ha due serie, non 3"):
        draw(made, "x")


@pytest.mark.parametrize("count", [1, 4])
def test_target_without_result_and_fourth_series_are_refused(count: int) -> None:
    made = figure("bersaglio-casi")
    made["data"] = (made["data"] + made["data"][2:])[:count]
    with pytest.raises(UnsupportedFigure, match=f"ha due o tre serie, non {count}"):
        draw(made, "x")


@pytest.mark.parametrize("chart_id", ["", "1a", 'a"b', "a b", "a#b"])
def test_id_that_would_break_references_is_refused(chart_id: str) -> None:
    with pytest.raises(UnsupportedFigure, match="non va bene come id"):
        draw(figure("barre-missioni"), chart_id)


def test_picture_narrower_than_a_phone_is_refused() -> None:
    with pytest.raises(UnsupportedFigure, match="200 px sono pochi"):
        draw(figure("barre-missioni"), "x", width=200)
