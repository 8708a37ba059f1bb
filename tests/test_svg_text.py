"""Widths and lines: the estimate is never below what the site's font takes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.svg_text import text_width, words, wrap

FONTS = Path(__file__).parents[1] / "node_modules" / "@fontsource" / "titillium-web" / "files"


@cache
def advances(weight: int) -> dict[str, float]:
    """Return the advance of each character of Titillium Web, in em."""
    font = TTFont(FONTS / f"titillium-web-latin-{weight}-normal.woff2")
    units, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): metrics[name][0] / units for code, name in font.getBestCmap().items()}


@pytest.mark.parametrize("weight", [400, 600])
def test_no_character_of_the_font_is_wider_than_its_estimate(weight: int) -> None:
    wider = {
        character: (em, text_width(character, 1))
        for character, em in advances(weight).items()
        if em > text_width(character, 1)
    }
    assert wider == {}


def test_estimate_stays_near_the_font() -> None:
    text = "Commercio internazionale ed internazionalizzazione del sistema produttivo"
    real = sum(advances(400)[character] for character in text)
    assert real < text_width(text, 1) < real * 1.12


def test_accented_letter_is_as_wide_as_its_base() -> None:
    assert text_width("è") == text_width("e")
    assert text_width("e\u0300") == text_width("e")


def test_line_breaks_between_words() -> None:
    text = "Servizi istituzionali e generali delle amministrazioni pubbliche"
    assert wrap(text, 280, 14) == [
        "Servizi istituzionali e generali delle",
        "amministrazioni pubbliche",
    ]


def test_amount_is_not_parted_from_its_unit() -> None:
    assert wrap("concessi 614.539,70\u00a0€", 100, 14) == ["concessi", "614.539,70\u00a0€"]


def test_word_longer_than_the_line_is_broken_inside() -> None:
    assert wrap("precipitevolissimevolmente", 80, 14) == ["precipitevoli", "ssimevolme", "nte"]


@settings(deadline=None)
@given(st.text(st.sampled_from("abcmW.,€% \u00a0"), min_size=1), st.floats(30, 400))
def test_lines_fit_and_lose_nothing(text: str, limit: float) -> None:
    lines = wrap(text, limit)
    assert all(text_width(line) <= limit for line in lines)
    assert "".join("".join(words(line)) for line in lines) == "".join(words(text))
