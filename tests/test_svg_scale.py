"""Room along x: the scale that leaves room for texts, and texts moved apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.svg_scale import Room, fit, lanes, round_ends, spread


def test_longest_bar_leaves_room_for_its_text() -> None:
    scale = fit([Room(0), Room(100, 0, 80)], 0, 280)
    assert (scale(0), scale(100)) == (0, 200)


def test_shorter_bar_with_a_longer_text_can_decide() -> None:
    scale = fit([Room(0), Room(100, 0, 10), Room(90, 0, 100)], 0, 280)
    assert scale(90) == 180
    assert scale(100) == pytest.approx(200)


def test_negative_values_have_their_room_at_the_left() -> None:
    scale = fit([Room(0), Room(-50, 30, 0), Room(100, 0, 40)], 0, 280)
    assert (scale(-50), scale(0), scale(100)) == (30, 100, 240)


def test_equal_values_have_no_scale_but_a_place() -> None:
    assert fit([Room(7, 20, 20)], 10, 280)(7) == 30


rooms = st.builds(Room, st.integers(-1000, 1000), st.floats(0, 60), st.floats(0, 60))


@settings(deadline=None)
@given(st.lists(rooms, min_size=1, max_size=12))
def test_every_room_lies_between_the_ends_and_one_touches_each(given_rooms: list[Room]) -> None:
    scale = fit(given_rooms, 40, 280)
    lefts = [scale(room.value) - room.left for room in given_rooms]
    rights = [scale(room.value) + room.right for room in given_rooms]
    assert min(lefts) == pytest.approx(40)
    assert max(rights) <= 280.001
    if len({room.value for room in given_rooms}) > 1:
        assert max(rights) == pytest.approx(280)


ROUND_ENDS = [
    ([137.56, 100], (0, 160)),
    ([33, 4], (0, 40)),
    ([99.2, 80], (0, 120)),
    ([3, 20], (0, 25)),
    ([0.7, 0.5], (0, 0.8)),
    ([1_250_000, 100], (0, 1_400_000)),
    ([-4.5, 0], (-5, 0.5)),
    ([-3, 40], (-3.5, 45)),
    ([0, 0], (0, 1)),
    ([], (0, 1)),
]


@pytest.mark.parametrize(("given_values", "ends"), ROUND_ENDS)
def test_scale_ends_round_beyond_its_values(
    given_values: list[float], ends: tuple[float, float]
) -> None:
    assert round_ends(given_values) == ends


drawable = st.floats(1e-9, 1e15) | st.floats(-1e15, -1e-9) | st.integers(-1000, 1000)


@given(st.lists(drawable, min_size=1, max_size=3))
def test_every_value_lies_inside_round_ends(given_values: list[float]) -> None:
    low, high = round_ends(given_values)
    assert low < high
    assert low <= 0
    assert max(given_values) < high
    assert low < min(given_values) or min(given_values) >= 0
    assert max(map(abs, (low, high))) <= 1.4 * max(1, *map(abs, given_values))
    for end in (low, high):
        assert len(f"{abs(end):.14e}".split("e")[0].rstrip("0").rstrip(".")) <= 3  # As in 1.2e2.


def test_texts_with_room_stay_under_their_marks() -> None:
    assert spread([40, 140, 240], [20, 20, 20], 10, 280) == [40, 140, 240]


def test_touching_texts_move_apart_by_the_same_way() -> None:
    assert spread([140, 140], [20, 20], 10, 280) == [115, 165]


def test_texts_at_the_ends_stay_inside() -> None:
    assert spread([1, 279], [20, 20], 10, 280) == [20, 260]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 280), st.floats(5, 18)), min_size=1, max_size=6))
def test_spread_texts_neither_touch_nor_leave_the_picture(texts: list[tuple[float, float]]) -> None:
    wanted = sorted(centre for centre, _ in texts)
    halves = [half for _, half in texts]
    places = spread(wanted, halves, 10, 280)
    assert places[0] >= halves[0] - 1e-9
    assert places[-1] <= 280 - halves[-1] + 1e-9
    for (a, half_a), (b, half_b) in pairwise(zip(places, halves, strict=True)):
        assert b - a >= half_a + half_b + 10 - 1e-9


def test_spans_that_touch_take_another_lane() -> None:
    assert lanes([(0, 50), (55, 90), (60, 120), (130, 150)], 8) == [0, 1, 0, 0]
