"""Contrast, against the values that WCAG's own definition gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.colours import ENOUGH, PALE, WHITE, contrast, darkened

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", WHITE, 21), (WHITE, WHITE, 1), ("#0066cc", WHITE, 5.57), ("#767676", WHITE, 4.54)],
)
def test_contrast_is_the_one_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS, st.sampled_from([WHITE, PALE]))
def test_the_colour_offered_instead_can_be_read(colour: str, ground: str) -> None:
    assert contrast(darkened(colour, ground), ground) >= ENOUGH


@given(COLOURS)
def test_a_colour_that_can_be_read_stays_as_it_is(colour: str) -> None:
    if contrast(colour, WHITE) >= ENOUGH:
        assert darkened(colour, WHITE) == colour
