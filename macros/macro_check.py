"""Every macro call of every Markdown file, tried before any page is rendered.

mkdocs-macros alone reports the first bad call of a page and publishes its traceback; here all
calls of all pages are checked in one run, each problem with file, line and column.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.catalogue import Refusal, problem
from macros.editor_macros import Macro
from macros.messages import Place, Problem, suggestion

_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_OTHER = re.compile(r"\{%|\{#|\{\{|\}\}")
_ALONE_BEFORE = re.compile(r"(?:^|\n[ \t]*\n|^[ \t]*\n)$")
_ALONE_AFTER = re.compile(r"[ \t]*(?:$|\n[ \t]*(?:\n|$))")
_ENVIRONMENT = Environment(autoescape=True)


@dataclass(frozen=True)
class _Text:
    """A Markdown body with what is needed to tell places."""

    body: str
    file: str
    first_line: int

    def place(self, match: re.Match[str]) -> Place:
        start = match.start()
        line = self.body.count("\n", 0, start)
        column = start - self.body.rfind("\n", 0, start)
        return Place(self.file, self.first_line + line, column, len(match[0].split("\n")[0]))


def check_macros(
    body: str,
    file: str,
    first_line: int,
    macros: Mapping[str, Macro],
    waits: Callable[[str], bool] = lambda address: False,
) -> Iterator[Problem]:
    """Yield the problems of the macro calls of a Markdown body that starts at `first_line`.

    A call on an address that `waits` for its file to be cured is not tried.
    """
    text = _Text(body, file, first_line)
    for match in _CALL.finditer(body):
        yield from _check_call(text, match, macros, waits)
    rest = _CALL.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    for match in _OTHER.finditer(rest):
        yield problem("M101", text.place(match), text=match[0])


def _check_call(
    text: _Text,
    match: re.Match[str],
    macros: Mapping[str, Macro],
    waits: Callable[[str], bool],
) -> Iterator[Problem]:
    place, call = text.place(match), _parse(match[1])
    if call is None or not isinstance(call.node, nodes.Name):
        yield problem("M102", place)
        return
    macro = macros.get(call.node.name)
    if macro is None:
        near = suggestion(call.node.name, macros) or "scegli una delle macro"
        yield problem("M103", place, name=call.node.name, known=", ".join(macros), near=near)
        return
    try:
        _try(call, macro, waits)
    except (nodes.Impossible, TypeError):
        yield problem("M104", place, name=macro.name, example=macro.example)
    except Refusal as refusal:
        yield refusal.problem(place)
    else:
        if macro.block and not _stands_alone(text.body, match):
            yield problem("M106", place)


def _try(call: nodes.Call, macro: Macro, waits: Callable[[str], bool]) -> None:
    """Run a call. Raises Refusal, TypeError or nodes.Impossible when it cannot work."""
    given = [*call.args, *(option.value for option in call.kwargs)]
    if not all(isinstance(value, nodes.Const) for value in given):  # never "a" * 9 ** 9
        raise TypeError
    args = [argument.as_const() for argument in call.args]
    options = {option.key: option.value.as_const() for option in call.kwargs}
    inspect.signature(macro.function).bind(*args, **options)
    texts = all(isinstance(value, str) for value in (*args, *options.values()))
    if not texts or len(options) < len(call.kwargs):
        raise TypeError
    if not any(waits(address) for address in args):
        macro.function(*args, **options)


def _parse(expression: str) -> nodes.Call | None:
    """Return the one call an expression is made of, or None."""
    try:
        tree = _ENVIRONMENT.parse("{{" + expression + "}}")
    except (TemplateSyntaxError, ValueError, RecursionError):
        return None
    output = tree.body[0] if len(tree.body) == 1 else None
    if isinstance(output, nodes.Output) and len(output.nodes) == 1:
        only = output.nodes[0]
        if isinstance(only, nodes.Call) and not only.dyn_args and not only.dyn_kwargs:
            return only
    return None


def _stands_alone(body: str, match: re.Match[str]) -> bool:
    """Tell whether a macro has its line for itself, with blank lines around."""
    before, after = body[: match.start()], body[match.end() :]
    return bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after))
