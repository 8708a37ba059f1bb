"""Placeholders for generated HTML, filled after Markdown conversion.

Charts, tables, cards and numbers never pass through the Markdown parser: macros leave an empty
element that names the call, and the finished page gets the HTML in its place.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_LATE = re.compile(r'<(span|div) data-late="([^"]*)"></\1>')
_WRAPPED = re.compile(r'<p>(<div data-late="[^"]*"></div>)</p>')


@dataclass(frozen=True)
class LateCall:
    """What stands behind a placeholder: a name and plain arguments."""

    name: str
    args: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


def placeholder(call: LateCall, *, block: bool) -> str:
    """Return the empty element that stands for a call."""
    told = json.dumps([call.name, *call.args, dict(call.options)], ensure_ascii=False)
    tag = "div" if block else "span"
    return f'<{tag} data-late="{html.escape(told)}"></{tag}>'


def _read(told: str) -> LateCall:
    name, *args, options = json.loads(html.unescape(told))
    return LateCall(name, tuple(args), options)


def calls_in(text: str) -> list[LateCall]:
    """Return the calls whose placeholders stand in a text, in order."""
    return [_read(match[2]) for match in _LATE.finditer(text)]


def fill(text: str, paint: Callable[[LateCall], str]) -> str:
    """Put the HTML of every call in the place of its placeholder."""
    return _LATE.sub(lambda match: paint(_read(match[2])), _WRAPPED.sub(r"\1", text))
