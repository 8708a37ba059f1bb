"""Formulas over addresses: `v("serie.x.2019") / v("serie.x.2018") * 100`, computed exactly.

A formula is read by Python's own parser and walked by a short list of what it may hold: numbers,
addresses, days, the four operations, comparisons, parentheses and the functions of
`formula_functions`. Nothing in it is ever run as Python.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache

from macros.catalogue import Refusal
from macros.formula_functions import FUNCTIONS, WEEKDAYS, Exact, Uncomputable, number
from macros.messages import suggestion
from macros.scalars import read_date, read_number

Value = Decimal | date | bool
LONGEST, DEEPEST, DIGITS = 1500, 40, 50
LONGEST_QUOTED = 80  # characters of a wrong formula that its message repeats
_SIGN_TEXTS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_SIGNS = tuple(_SIGN_TEXTS)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq)


@dataclass(frozen=True)
class Formula:
    """A formula that has been read: its text, its tree, the addresses it names in order."""

    text: str
    tree: ast.expr
    addresses: tuple[str, ...]

    @property
    def counts_items(self) -> bool:
        """Tell whether it counts listed items, with an empty `conta()`."""
        return any(name_of(call) == "conta" and not call.args for call in self._calls())

    @property
    def is_statement(self) -> bool:
        """Tell whether it is true or false, instead of giving a number or a day."""
        if isinstance(self.tree, ast.Compare):
            return True
        return isinstance(self.tree, ast.Call) and name_of(self.tree) in WEEKDAYS

    @property
    def operations(self) -> frozenset[str]:
        """The signs and functions it uses: «+ - * /», «somma», «conta» and so on."""
        signs = {
            _SIGN_TEXTS[type(node.op)] for node in self._nodes() if isinstance(node, ast.BinOp)
        }
        return frozenset(signs | {name_of(call) for call in self._calls()})

    def _nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)

    def _calls(self) -> Iterator[ast.Call]:
        return (node for node in self._nodes() if isinstance(node, ast.Call))


@cache  # a claim's formula is read again wherever the claim is shown
def parse(text: str) -> Formula:
    """Read a formula. Raises Refusal where it is not one."""
    if len(text) > LONGEST:
        raise Refusal("D241", most=LONGEST, deep=DEEPEST)
    if "#" in text:  # Python would drop the rest of the line without a word
        raise Refusal("D240", text=_short(text))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's own, in English: «invalid decimal literal»
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refusal("D240", text=_short(text)) from None
    found: list[str] = []
    _admit(tree, text.strip(), found, 0)
    return Formula(text, tree, tuple(dict.fromkeys(found)))


def _admit(node: ast.expr, text: str, found: list[str], depth: int) -> None:
    """Refuse whatever is not on the list; gather the addresses."""
    if depth > DEEPEST:
        raise Refusal("D241", most=LONGEST, deep=DEEPEST)
    address, when = argument_of(node, "v"), argument_of(node, "data")
    if address is not None:
        found.append(address)
    elif when is not None:
        read_date(when)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        _admit_number(ast.get_source_segment(text, node) or "")
    else:
        for child in children_of(node, text):
            _admit(child, text, found, depth + 1)


def children_of(node: ast.expr, text: str) -> Sequence[ast.expr]:
    """Return what an operation, comparison or function works on. Raises Refusal for the rest."""
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return (node.left, node.right)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return (node.operand,)
    if isinstance(node, ast.Compare) and all(type(sign) in _COMPARISONS for sign in node.ops):
        return (node.left, *node.comparators)
    called = _called(node)
    if called is not None and called[0] not in ("v", "data"):
        return _arguments(*called)
    piece = ast.get_source_segment(text, node) or text
    raise Refusal("D242", text=_short(piece), near=_cure(node))


def _short(text: str) -> str:
    """Return a text as a message quotes it: of a very long one, the beginning."""
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"


def _called(node: ast.expr) -> tuple[str, Sequence[ast.expr]] | None:
    """Return the name and the arguments of a plain call, or None."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
        return None
    starred = any(isinstance(argument, ast.Starred) for argument in node.args)
    return None if starred else (node.func.id, node.args)


def _arguments(name: str, given: Sequence[ast.expr]) -> Sequence[ast.expr]:
    function = FUNCTIONS.get(name)
    if function is None:
        known = f"le funzioni sono: v, data, {', '.join(FUNCTIONS)}"
        near = suggestion(name, FUNCTIONS.keys() - WEEKDAYS) or known
        raise Refusal("D245", text=name, near=near)
    if function.takes is not None and len(given) != function.takes:
        raise _wrong_number(name, f"{function.takes} valori", len(given))
    if not given and name != "conta":
        raise _wrong_number(name, "almeno un valore", 0)
    return given


def _wrong_number(name: str, takes: str, given: int) -> Refusal:
    return Refusal("D246", text=name, takes=takes, given=given, example=FUNCTIONS[name].example)


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


def argument_of(node: ast.expr, name: str) -> str | None:
    """Return the text in `v("…")` or `data("…")`, or None for anything else."""
    called = _called(node)
    if called is None or called[0] != name or len(called[1]) != 1:
        return None
    argument = called[1][0]
    text = argument.value if isinstance(argument, ast.Constant) else None
    return text if isinstance(text, str) else None


def calculate(formula: Formula, value: Callable[[str], Value], items: int = 0) -> Value:
    """Return a formula's value: a number, a day, or whether a comparison holds.

    `value` gives that of an address, or raises Uncomputable; `items` is what an empty `conta()`
    counts. The steps are exact, so that thirds make a whole again; only the end is cut, to 50
    digits. Raises Uncomputable.
    """
    try:
        exact = _value(formula.tree, formula.text.strip(), value, items)
    except ZeroDivisionError:
        raise Uncomputable("il divisore è zero") from None
    if not isinstance(exact, Fraction):
        return exact
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(exact.numerator) / exact.denominator


def compute(formula: Formula, value: Callable[[str], Value]) -> Decimal:
    """Return the value of a formula that gives a number. Raises Uncomputable."""
    found = calculate(formula, value)
    if isinstance(found, Decimal):
        return found
    raise Uncomputable("la formula non dà un numero")


def _value(node: ast.expr, text: str, value: Callable[[str], Value], items: int) -> Exact:
    address, when = argument_of(node, "v"), argument_of(node, "data")
    if address is not None:
        known = value(address)
        return Fraction(known) if isinstance(known, Decimal) else known
    if when is not None:
        return read_date(when)
    if isinstance(node, ast.Constant):
        return Fraction(read_number(ast.get_source_segment(text, node) or ""))
    given = [_value(child, text, value, items) for child in children_of(node, text)]
    if isinstance(node, ast.Compare):
        pairs = zip(node.ops, given, given[1:], strict=False)
        return all(_compared(sign, one, two) for sign, one, two in pairs)
    if isinstance(node, ast.UnaryOp):
        return -number(given[0])
    if isinstance(node, ast.BinOp):
        return _operated(node.op, number(given[0]), number(given[1]))
    name = name_of(node)
    return Fraction(items) if name == "conta" and not given else FUNCTIONS[name].value(given)


def name_of(node: ast.expr) -> str:
    """Return the name of the function a piece of an admitted formula calls."""
    called = _called(node)
    assert called is not None  # nothing else is admitted
    return called[0]


def _operated(sign: ast.operator, one: Fraction, two: Fraction) -> Fraction:
    if isinstance(sign, ast.Add):
        return one + two
    if isinstance(sign, ast.Sub):
        return one - two
    return one * two if isinstance(sign, ast.Mult) else one / two


def _compared(sign: ast.cmpop, one: Exact, two: Exact) -> bool:
    """Compare two numbers or two days; nothing else can be put in order. Raises Uncomputable."""
    if isinstance(one, date) and isinstance(two, date):
        one, two = Fraction(one.toordinal()), Fraction(two.toordinal())
    gap = number(one) - number(two)
    return {
        ast.Lt: gap < 0,
        ast.LtE: gap <= 0,
        ast.Gt: gap > 0,
        ast.GtE: gap >= 0,
        ast.Eq: gap == 0,
    }[type(sign)]
