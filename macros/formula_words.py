"""Formulas as one reads them: «18.235 ÷ 20.212 × 100»."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from macros.formats import day
from macros.formula import Formula, argument_of, children_of, name_of
from macros.formula_functions import FUNCTIONS
from macros.scalars import read_date

_SIGNS: Mapping[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 2),
    ast.Sub: ("−", 2),
    ast.Mult: ("×", 3),
    ast.Div: ("÷", 3),
}
_COMPARISONS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Eq: "=",
}
_COMPARED, _ADDED, _ATOM = 1, 2, 4  # how tightly a piece binds


def shown(formula: Formula, tell: Callable[[str], str], items: int = 0) -> str:
    """Return a formula as one reads it: «18.235 ÷ 20.212 × 100»; `tell` prints an address."""
    return _shown(formula.tree, formula.text.strip(), tell, items)[0]


def _shown(node: ast.expr, text: str, tell: Callable[[str], str], items: int) -> tuple[str, int]:
    """Return a piece in words and how tightly it binds."""
    address, when = argument_of(node, "v"), argument_of(node, "data")
    if address is not None or when is not None or isinstance(node, ast.Constant):
        return _atom(node, text, tell)
    pieces = [_shown(child, text, tell, items) for child in children_of(node, text)]
    if isinstance(node, ast.Compare):
        parts = [_bound(piece, _COMPARED + 1) for piece in pieces]
        signs = [_COMPARISONS[type(sign)] for sign in node.ops]
        rest = (f" {sign} {part}" for sign, part in zip(signs, parts[1:], strict=True))
        return parts[0] + "".join(rest), _COMPARED
    if isinstance(node, ast.UnaryOp):
        return f"−{_bound(pieces[0], _ATOM)}", _ADDED
    if isinstance(node, ast.BinOp):
        sign, binds = _SIGNS[type(node.op)]
        return f"{_bound(pieces[0], binds)} {sign} {_bound(pieces[1], binds + 1)}", binds
    name = name_of(node)
    if name == "conta" and not pieces:
        return f"{items} {'voce elencata' if items == 1 else 'voci elencate'}", _ATOM
    if name == "somma":
        least = [_ADDED, *(_ADDED + 1 for _ in pieces[1:])]
        return FUNCTIONS[name].reads(list(map(_bound, pieces, least))), _ADDED
    return FUNCTIONS[name].reads([piece for piece, _ in pieces]), _ATOM


def _atom(node: ast.expr, text: str, tell: Callable[[str], str]) -> tuple[str, int]:
    address, when = argument_of(node, "v"), argument_of(node, "data")
    if when is not None:
        return day(read_date(when)), _ATOM
    literal = ast.get_source_segment(text, node) or ""
    told = tell(address) if address is not None else literal.replace(".", ",")
    return told, _ADDED if told.startswith("−") else _ATOM  # «10 − (−3,5)», never «10 − −3,5»


def _bound(piece: tuple[str, int], least: int) -> str:
    """Return a piece, in parentheses where it binds less tightly than what is around it."""
    return piece[0] if piece[1] >= least else f"({piece[0]})"
