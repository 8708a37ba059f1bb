"""Formulas over addresses: `v("serie.x.2019") / v("serie.x.2018") * 100`, computed exactly.

A formula is read by Python's own parser and walked by a short list of what it may hold: numbers,
addresses, the four operations and parentheses. Nothing in it is ever run as Python.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from macros.catalogue import Refusal
from macros.scalars import read_number

LONGEST, DEEPEST, DIGITS = 500, 20, 50
_SIGNS: Mapping[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("−", 1),
    ast.Mult: ("×", 2),
    ast.Div: ("÷", 2),
}
_ATOM = 3


class Uncomputable(ValueError):
    """A formula whose value cannot be had; `reason` says why, in Italian."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Formula:
    """A formula that has been read: its text, its tree, the addresses it names in order."""

    text: str
    tree: ast.expr
    addresses: tuple[str, ...]


def parse(text: str) -> Formula:
    """Read a formula. Raises Refusal where it is not one."""
    if len(text) > LONGEST:
        raise Refusal("D241", most=LONGEST, deep=DEEPEST)
    if "#" in text:  # Python would drop the rest of the line without a word
        raise Refusal("D240", text=text)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refusal("D240", text=text) from None
    found: list[str] = []
    _admit(tree, text.strip(), found, 0)
    return Formula(text, tree, tuple(dict.fromkeys(found)))


def _admit(node: ast.expr, text: str, found: list[str], depth: int) -> None:
    """Refuse whatever is not on the list; gather the addresses."""
    if depth > DEEPEST:
        raise Refusal("D241", most=LONGEST, deep=DEEPEST)
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        _admit(node.left, text, found, depth + 1)
        _admit(node.right, text, found, depth + 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        _admit(node.operand, text, found, depth + 1)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        _admit_number(ast.get_source_segment(text, node) or "")
    elif (address := _address(node)) is not None:
        found.append(address)
    else:
        raise Refusal("D242", text=ast.get_source_segment(text, node) or text, near=_cure(node))


def _admit_number(literal: str) -> None:
    """Refuse a number that is not plain: «1.865» may be thousands, «1_000» is only Python's."""
    try:
        read_number(literal)
    except Refusal as refusal:
        if refusal.code == "D103":
            whole, _, decimals = literal.partition(".")
            raise Refusal("D243", text=literal, whole=whole, decimals=decimals) from None
        raise Refusal("D242", text=literal, near="scrivi il numero per esteso, in cifre") from None


def _cure(node: ast.expr) -> str:
    """Say what to write instead of a piece of Python that is no piece of a formula."""
    if isinstance(node, ast.Tuple):
        return "scrivi i decimali con il punto: 1.5"
    if isinstance(node, ast.BinOp):
        return "usa solo + - * /; una potenza si scrive come moltiplicazione"
    return 'un indirizzo si scrive fra virgolette dritte: v("serie.pratiche.2022")'


def _address(node: ast.expr) -> str | None:
    """Return the address of `v("…")`, or None for anything else."""
    if not isinstance(node, ast.Call) or node.keywords or len(node.args) != 1:
        return None
    name, argument = node.func, node.args[0]
    if isinstance(name, ast.Name) and name.id == "v" and isinstance(argument, ast.Constant):
        return argument.value if isinstance(argument.value, str) else None
    return None


def compute(formula: Formula, value: Callable[[str], Decimal]) -> Decimal:
    """Return a formula's value; `value` gives that of an address, or raises Uncomputable.

    The steps are exact, so that thirds make a whole again; only the end is cut, to 50 digits.
    Raises Uncomputable.
    """
    try:
        exact = _value(formula.tree, formula.text.strip(), value)
    except ZeroDivisionError:
        raise Uncomputable("il divisore è zero") from None
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(exact.numerator) / exact.denominator


def _value(node: ast.expr, text: str, value: Callable[[str], Decimal]) -> Fraction:
    if isinstance(node, ast.BinOp):
        one, two = _value(node.left, text, value), _value(node.right, text, value)
        if isinstance(node.op, ast.Add):
            return one + two
        if isinstance(node.op, ast.Sub):
            return one - two
        return one * two if isinstance(node.op, ast.Mult) else one / two
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, text, value)
    address = _address(node)
    if address is not None:
        return Fraction(value(address))
    return Fraction(read_number(ast.get_source_segment(text, node) or ""))


def shown(formula: Formula, tell: Callable[[str], str]) -> str:
    """Return a formula as one reads it: «18.235 ÷ 20.212 × 100»; `tell` prints an address."""
    return _shown(formula.tree, formula.text.strip(), tell)[0]


def _shown(node: ast.expr, text: str, tell: Callable[[str], str]) -> tuple[str, int]:
    """Return a piece in words and how tightly it binds."""
    if isinstance(node, ast.BinOp):
        sign, binds = _SIGNS[type(node.op)]
        left, right = _shown(node.left, text, tell), _shown(node.right, text, tell)
        one = left[0] if left[1] >= binds else f"({left[0]})"
        two = right[0] if right[1] > binds else f"({right[0]})"
        return f"{one} {sign} {two}", binds
    if isinstance(node, ast.UnaryOp):
        inner, binds = _shown(node.operand, text, tell)
        return f"−{inner if binds == _ATOM else f'({inner})'}", 1
    address = _address(node)
    literal = ast.get_source_segment(text, node) or ""
    told = tell(address) if address is not None else literal.replace(".", ",")
    return told, 1 if told.startswith("−") else _ATOM  # «10 − (−3,5)», never «10 − −3,5»
