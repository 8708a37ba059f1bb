"""Every message to staff, by its code: what is wrong, why it matters, how to cure it.

The texts are in `catalogue.yml`, for who writes Italian; code only names them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from macros.messages import Place, Problem

_FIELD = re.compile(r"(?<!\{)\{([a-z0-9_]+)\}(?!\})")  # {name}, not the {{ … }} of a macro


class Message(NamedTuple):
    """The three parts of a message, with {fields}."""

    what: str
    why: str
    cure: str


def _read() -> Mapping[str, Message]:
    path = Path(__file__).with_suffix(".yml")
    texts = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {code: Message(t["cosa"], t["perché"], t["come"]) for code, t in texts.items()}


CATALOGUE = _read()


def problem(code: str, place: Place, *, warning: bool = False, **words: object) -> Problem:
    """Return the problem of a code at a place. Raises KeyError for an unknown code or field."""
    parts = (_FIELD.sub(lambda field: str(words[field[1]]), part) for part in CATALOGUE[code])
    what, why, cure = parts
    return Problem(place, code, what, why, cure, warning)


class Refusal(ValueError):
    """A value that cannot be accepted, by code; where it stands is known further up.

    `at` is the path from the value being read to the wrong part of it.
    """

    def __init__(self, code: str, at: tuple[str | int, ...] = (), **words: object) -> None:
        super().__init__(code)
        self.code, self.at, self.words = code, at, words

    def problem(self, place: Place) -> Problem:
        """Return the problem at a place."""
        return problem(self.code, place, warning=False, **self.words)
