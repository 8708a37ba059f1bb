"""Text in a chart: how wide it can be at most, and where it breaks into lines.

The build has no font engine, so a width is an upper bound: per character the widest of Titillium
Web 400 and 600 and of Arial, which stands in while the site's font loads and in a picture
downloaded alone. What is laid out with these widths is neither cut nor overlapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SIZE = 14
"""Size of labels and values, in px."""
HEADING = 16
"""Size of the heading of a picture that stands alone, in px."""
SMALL = 13
"""Size of years, ticks and notes, in px: nothing is smaller."""

# Widest advance of each character, in em. The tests compare it with the font.
_BY_EM = {
    0.25: "ij‘’‚⁄'",
    0.28: " \u00a0!,.:;Il|¦·ı",
    0.34: "()`¡¨²³´¸¹ˆ˚˜‹›",
    0.39: "[]{}ftr",
    0.50: '"*-/ªº“”„\\•Jcksvxyz',
    0.56: "#$0123456789?L^abdeghnopqu¢£¤¥§¯°±ð÷þ€",
    0.64: "+<=>~«¬µ¶»×−FTZ_¿ßø–",
    0.73: "&ABCDEHKNPRSUVXYÐÞ",
    0.78: "GOQw©®Ø",
    0.89: "%Mmæ¼½¾",
    0.95: "Wœ",
    1.14: "@ÆŒ…™—",
}
_EM = {character: em for em, characters in _BY_EM.items() for character in characters}
_UNKNOWN_EM = 1.4  # Wider than the ideographs and pictographs of the usual fall-back fonts.
_BREAKABLE = re.compile(r"[ \t\r\n]+")  # Not the no-break space of "3.019 €".


def text_width(text: str, size: float = SIZE) -> float:
    """Return the most px that one line of `text` can take at `size` px."""
    return size * sum(map(_em, text))


def wrap(text: str, limit: float, size: float = SIZE) -> list[str]:
    """Break `text` into lines of at most `limit` px; a longer word is broken inside.

    Lines break at ordinary spaces only: "3.019 €" with its no-break space stays whole.
    """
    lines = [""]
    for word in words(text):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(joined, size) <= limit:
            lines[-1] = joined
            continue
        pieces = list(_pieces(word, limit, size))
        lines[-1:] = [*filter(None, lines[-1:]), *pieces]
    return lines


def words(text: str) -> list[str]:
    """Split `text` at its breakable spaces."""
    return [word for word in _BREAKABLE.split(text) if word]


def _pieces(word: str, limit: float, size: float) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and text_width(piece + character, size) > limit:
            yield piece
            piece = ""
        piece += character
    yield piece


def _em(character: str) -> float:
    known = _EM.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    return _EM.get(unicodedata.normalize("NFD", character)[0], _UNKNOWN_EM)
