"""Targets and results: each row on its own scale, every value over its bar, every gap told."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.svg import draw, legend
from macros.svg_marks import NARROWEST
from macros.svg_scale import round_ends
from tests.test_svg import changed, figure
from tests.test_svg_layout import (
    ROUNDING,
    WIDTHS,
    Figure,
    bullets,
    parse,
    px,
    shown,
    text_boxes,
)


def test_target_is_a_mark_taller_than_the_bar_and_both_are_printed() -> None:
    drawn = draw(figure("bersaglio-protesti"), "protesti")
    bar = re.findall(r'<rect [^>]*height="(\d+)" class="s1"', drawn)
    mark = re.findall(r'class="pa-atteso" d="M-2.5-14h5v(\d+)h-5z"', drawn)
    assert (bar, mark) == (["14"], ["28"])
    assert 'font-weight="600">3\u00a0giorni</text>' in drawn
    assert ">atteso: al massimo 20\u00a0giorni</text>" in drawn


def test_missing_result_has_its_reason_and_no_bar() -> None:
    drawn = draw(figure("bersaglio-casi"), "casi")
    rows = re.split(r'<text class="pa-etichetta"', drawn)[1:]
    (missing,) = [row for row in rows if "Soddisfazione degli utenti" in row]
    assert ">non rilevato: l’indagine è stata rinviata</text>" in missing
    assert 'class="s1"' not in missing
    assert missing.count('class="pa-atteso"') == 1
    (words,) = [row for row in rows if "Progetto di digitalizzazione" in row]
    assert "<rect" not in words
    assert 'class="pa-atteso"' not in words


def test_tooltip_of_a_row_tells_result_and_target() -> None:
    drawn = draw(figure("bersaglio-casi"), "casi")
    for told in (
        "Temperatura degli archivi: 18,5\u00a0°C; atteso: da 14\u00a0°C a 20\u00a0°C",
        "Età media del personale: 52\u00a0anni; atteso: da 45\u00a0anni a 50\u00a0anni",
        "Soddisfazione degli utenti: non rilevato: l’indagine è stata rinviata; "
        "atteso: almeno 80\u00a0%",
    ):
        assert f"<title>{told}</title>" in drawn


def test_range_has_a_mark_at_both_ends_and_one_name_in_the_legend() -> None:
    drawn = draw(figure("bersaglio-casi"), "casi")
    rows = re.split(r'<text class="pa-etichetta"', drawn)[1:]
    (ends,) = [row for row in rows if "Temperatura degli archivi" in row]
    assert ends.count('class="pa-atteso"') == 2
    assert ">atteso: da 14\u00a0°C a 20\u00a0°C</text>" in ends
    names = re.findall(r"</svg>([^<]*)</li>", legend(figure("bersaglio-casi"), "casi"))
    assert names == ["Raggiunto", "Atteso", "Valori che soddisfano l’atteso"]


def test_legend_explains_the_ground_only_where_a_row_has_one() -> None:
    made = changed("bersaglio-protesti", "layout.meta.verso", [None])
    assert "pa-zona" not in draw(made, "x")
    assert re.findall(r"</svg>([^<]*)</li>", legend(made, "x")) == ["Raggiunto", "Atteso"]


# ---- Where things stand ----


def bullet_rows(root: Element) -> list[list[Element]]:
    """Return what is drawn of each row of bullets that has any number, after its thin track."""
    rows: list[list[Element]] = []
    for element in shown(root):
        if element.get("class") == "pa-griglia":
            rows.append([])
        elif element.tag != "g" and rows:
            rows[-1].append(element)
    return rows


def numbers(made: Figure) -> list[tuple[float | None, list[float], str | None]]:
    """Return result, targets and direction of each row that has any number."""
    results, *targets = [trace["x"] for trace in made["data"]]
    rows = [
        (result, [target for target in ends if target is not None], towards)
        for result, towards, *ends in zip(
            results, made["layout"]["meta"]["verso"], *targets, strict=True
        )
    ]
    return [row for row in rows if row[0] is not None or row[1]]


def across(value: float, ends: tuple[float, float]) -> float:
    """Return where a value lies between two ends, in percent."""
    return (value - ends[0]) / (ends[1] - ends[0]) * 100


@settings(deadline=None)
@given(bullets())
def test_bars_and_targets_stand_where_the_scale_of_their_row_says(made: Figure) -> None:
    for row, (result, targets, _) in zip(
        bullet_rows(parse(draw(made, "x"))), numbers(made), strict=True
    ):
        ends = round_ends([value for value in (result, *targets) if value is not None])
        (zero,) = [px(e.attrib["x1"], 100) for e in row if e.get("class") == "pa-asse"]
        assert zero == pytest.approx(across(0, ends), abs=0.01)
        marks = [px(e.attrib["x"], 100) for e in row if e.tag == "svg"]
        assert marks == pytest.approx([across(target, ends) for target in targets], abs=0.01)
        bar = [e for e in row if e.get("class") == "s1"]
        assert len(bar) == (result is not None)
        if result is not None:
            start = px(bar[0].attrib["x"], 100)
            sides = [start, start + px(bar[0].attrib["width"], 100)]
            assert sides == pytest.approx(sorted([zero, across(result, ends)]), abs=0.02)


@settings(deadline=None)
@given(bullets())
def test_ground_lies_where_the_target_is_met(made: Figure) -> None:
    for row, (result, targets, towards) in zip(
        bullet_rows(parse(draw(made, "x"))), numbers(made), strict=True
    ):
        ground = [e for e in row if e.get("class") == "pa-zona"]
        if not targets or (len(targets) == 1 and towards is None):
            assert ground == []
            continue
        ends = round_ends([value for value in (result, *targets) if value is not None])
        marks = [across(target, ends) for target in targets]
        met = {"alto": [marks[0], 100], "basso": [0, marks[0]], None: marks}[towards]
        met = marks if len(marks) == 2 else met
        sides = [met[0], met[0]]
        if ground:
            start = px(ground[0].attrib["x"], 100)
            sides = [start, start + px(ground[0].attrib["width"], 100)]
        assert sides == pytest.approx(met, abs=0.02)


@settings(deadline=None)
@given(bullets(), st.sampled_from(WIDTHS))
def test_result_is_printed_over_the_end_of_its_bar(made: Figure, width: float) -> None:
    made["data"][0]["text"] = [f"{n}\u00a0giorni" for n in range(len(made["data"][0]["x"]))]
    root = parse(draw(made, "x"))
    boxes = {box.what: box for box in text_boxes(root, width)}
    ends = {
        text: round_ends([trace["x"][i] for trace in made["data"] if trace["x"][i] is not None])
        for i, text in enumerate(made["data"][0]["text"])
    }
    for text, value in zip(made["data"][0]["text"], made["data"][0]["x"], strict=True):
        if value is not None:
            tip = across(value, ends[text]) / 100 * width
            assert boxes[text].left - ROUNDING <= tip <= boxes[text].right + ROUNDING


def test_result_shares_the_line_of_a_label_only_where_a_gap_is_left() -> None:
    beside = []
    for length in range(1, 32):
        made = figure("bersaglio-protesti")
        for trace in made["data"]:
            trace["y"] = ["e" * length]
        made["data"][0]["x"] = [25]
        label, result, _ = text_boxes(parse(draw(made, "x")), NARROWEST)
        beside.append(label.bottom == result.bottom)
        if beside[-1]:
            assert result.left - label.right >= 12
    assert beside[:15] == [True] * 15
    assert not beside[-1]


def test_result_far_beyond_its_target_leaves_both_readable() -> None:
    made = figure("bersaglio-indicatori")
    rows = dict(zip(made["data"][0]["y"], bullet_rows(parse(draw(made, "x"))), strict=True))
    row = rows["Masterclass organizzate"]
    (bar,) = [e for e in row if e.get("class") == "s1"]
    (mark,) = [e for e in row if e.tag == "svg"]
    assert (bar.attrib["width"], mark.attrib["x"]) == ("82.5%", "10%")  # 33 and 4 of 40.
