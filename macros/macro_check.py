"""Every macro call of every Markdown file, tried before any page is rendered.

mkdocs-macros alone reports the first bad call of a page and publishes its traceback; here all
calls of all pages are checked in one run, each problem with file, line and column.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.editor_macros import Macro, MacroError
from macros.messages import Place, Problem, suggestion

_CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_OTHER = re.compile(r"\{%|\{#|\{\{|\}\}")
_ENVIRONMENT = Environment(autoescape=True)


@dataclass(frozen=True)
class _Text:
    """A Markdown body with what is needed to tell places."""

    body: str
    file: str
    first_line: int

    def place(self, start: int, end: int) -> Place:
        line = self.body.count("\n", 0, start)
        column = start - (self.body.rfind("\n", 0, start) + 1) + 1
        width = (self.body[start:end].split("\n", 1)[0:1] or [""])[0]
        return Place(self.file, self.first_line + line, column, max(1, len(width)))


def check_macros(
    body: str, file: str, first_line: int, macros: Mapping[str, Macro]
) -> Iterator[Problem]:
    """Yield the problems of the macro calls of a Markdown body that starts at `first_line`."""
    text = _Text(body, file, first_line)
    for match in _CALL.finditer(body):
        place = text.place(*match.span())
        problem = _try(match[1], place, macros)
        if problem:
            yield problem
        elif _stands_badly(text.body, match, macros):
            yield Problem(
                place,
                "M106",
                "questa macro deve stare da sola su una riga",
                "mette un blocco intero (un grafico, una tabella), non una parola.",
                "lasciale una riga sua, con una riga vuota prima e una dopo",
            )
    rest = _CALL.sub(lambda match: " " * len(match[0]), body)
    for match in _OTHER.finditer(rest):
        yield Problem(
            text.place(*match.span()),
            "M101",
            f"«{match[0]}» non si può usare qui",
            'le macro si scrivono solo così: {{ nome("…") }}.',
            "chiudi le doppie graffe, oppure toglile",
        )


def _try(expression: str, place: Place, macros: Mapping[str, Macro]) -> Problem | None:
    call = _parse(expression)
    if call is None or not isinstance(call.node, nodes.Name):
        return Problem(
            place,
            "M102",
            "questa macro non si capisce",
            "dentro le doppie graffe sta un solo nome con i suoi indirizzi.",
            'scrivi per esempio  {{ valore("spese.2022.011") }}, con le virgolette dritte',
        )
    macro = macros.get(call.node.name)
    if macro is None:
        return Problem(
            place,
            "M103",
            f"la macro «{call.node.name}» non esiste",
            f"le macro sono: {', '.join(macros)}.",
            suggestion(call.node.name, macros) or "scegli una delle macro",
        )
    try:
        args = [argument.as_const() for argument in call.args]
        options = {option.key: option.value.as_const() for option in call.kwargs}
        inspect.signature(macro.function).bind(*args, **options)
    except (nodes.Impossible, TypeError):
        return Problem(
            place,
            "M104",
            f"gli argomenti di «{macro.name}» non vanno bene",
            "mancano, sono troppi, oppure non sono fra virgolette.",
            f"scrivi per esempio  {macro.example}",
        )
    try:
        macro.function(*args, **options)
    except MacroError as error:
        return Problem(place, error.code, error.what, error.why, error.cure)
    return None


def _parse(expression: str) -> nodes.Call | None:
    """Return the one call an expression is made of, or None."""
    try:
        tree = _ENVIRONMENT.parse("{{" + expression + "}}")
    except TemplateSyntaxError:
        return None
    output = tree.body[0] if len(tree.body) == 1 else None
    if isinstance(output, nodes.Output) and len(output.nodes) == 1:
        only = output.nodes[0]
        if isinstance(only, nodes.Call) and not only.dyn_args and not only.dyn_kwargs:
            return only
    return None


def _stands_badly(body: str, match: re.Match[str], macros: Mapping[str, Macro]) -> bool:
    """Tell whether a block macro shares its paragraph with something else."""
    call = _parse(match[1])
    name = call.node.name if call and isinstance(call.node, nodes.Name) else ""
    if not macros[name].block:
        return False
    before, after = body[: match.start()], body[match.end() :]
    return not (
        re.search(r"(^|\n[ \t]*\n)$", before) and re.match(r"[ \t]*(\n[ \t]*(\n|$)|$)", after)
    )
