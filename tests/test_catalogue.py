"""The catalogue of messages against the code that tells them and the cases that show them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from macros.catalogue import CATALOGUE, Message, Refusal, problem
from macros.messages import Place
from tests.casi.cases import Case, cases

MACROS = Path(__file__).resolve().parents[1] / "macros"
CODE = re.compile(r"[YDFPM]\d{3}")
FIELD = re.compile(r"(?<!\{)\{([a-z0-9_]+)\}(?!\})")
# Which family of codes each module may tell.
FAMILIES = {
    "yaml_reader": "Y",
    "scalars": "D",
    "schema": "D",
    "schema_base": "D",
    "schema_results": "D",
    "schema_context": "D",
    "schema_claims": "D",
    "schema_visits": "D",
    "schema_law": "D",
    "law": "DP",
    "checks_law": "D",
    "formula": "D",
    "checks_claims": "D",
    "numbers": "D",
    "sources": "F",
    "topics": "P",
    "words_check": "P",
    "desk": "P",
    "load": "PF",
    "site": "P",
    "checks": "DFP",
    "checks_results": "DP",
    "macro_check": "M",
    "editor_macros": "MD",
}
# Words of the tools underneath, which say nothing to who writes the data.
FOREIGN = """
    mapping mappings sequence scalar token tokens block stream expected found key keys value values
    string str int bool none null true false list dict type types error errors warning missing
    required field fields extra forbidden input valid invalid validation literal parse parsing
    parser token anchor alias tag flow node line column traceback exception pydantic jinja python
    template undefined decimal tuple object index attribute argument keyword
""".split()  # noqa: SIM905 - a list of words reads better without quotes
# The command to run, names of files, {fields}, and what staff typed or must type.
NOT_OURS = re.compile(
    r"python -m macros \w+|\S+\.(?:md|yml)\b|(?<!\{)\{[a-z0-9_]+\}|«[^»]*»|\{\{.*?\}\}"
)


@dataclass(frozen=True)
class Told:
    """A call `problem("D101", …, text=…)` or `Refusal("D101", text=…)` in the code."""

    module: str
    line: int
    code: str
    words: frozenset[str]
    splat: bool

    def __str__(self) -> str:
        return f"{self.module}.py:{self.line} {self.code}"


def calls() -> Iterator[Told]:
    """Yield every call that tells a code of the catalogue."""
    for path in sorted(MACROS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                first = node.args[0] if node.args else None
                if name in ("problem", "Refusal") and isinstance(first, ast.Constant):
                    words = {
                        word.arg for word in node.keywords if word.arg and word.arg != "warning"
                    }
                    splat = any(word.arg is None for word in node.keywords)
                    assert isinstance(first.value, str)
                    yield Told(path.stem, node.lineno, first.value, frozenset(words), splat)


def named(module: str) -> set[str]:
    """Return every code a module names anywhere, as in the table of what libyaml says."""
    tree = ast.parse((MACROS / f"{module}.py").read_text("utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }


def fields(message: Message) -> set[str]:
    return {field for part in message for field in FIELD.findall(part)}


CALLS = tuple(calls())
MODULES = tuple(sorted(path.stem for path in MACROS.glob("*.py")))


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ù]+", NOT_OURS.sub("", text).lower()))


# ---- The code ----


def test_the_code_tells_problems() -> None:
    assert len(CALLS) > 50


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_code_that_is_told_is_in_the_catalogue(call: Told) -> None:
    assert call.code in CATALOGUE


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_a_message_gets_all_its_words_and_no_other(call: Told) -> None:
    assert not call.splat
    assert call.words == fields(CATALOGUE[call.code])


@pytest.mark.parametrize("module", MODULES)
def test_a_module_tells_only_codes_of_its_family(module: str) -> None:
    codes = named(module) | {call.code for call in CALLS if call.module == module}
    assert {code[0] for code in codes} <= set(FAMILIES.get(module, ""))


def test_every_code_of_the_catalogue_is_told_somewhere() -> None:
    used = set().union(*(named(module) for module in MODULES))
    assert set(CATALOGUE) - used == set()


def test_a_code_named_outside_a_call_needs_no_words() -> None:
    told = {call.code for call in CALLS}
    for code in set().union(*(named(module) for module in MODULES)) - told:
        assert fields(CATALOGUE[code]) == set()


# ---- The texts ----


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_is_a_letter_and_three_figures(code: str) -> None:
    assert CODE.fullmatch(code)


def test_codes_stand_in_order_family_by_family() -> None:
    order = [("YDFPM".index(code[0]), code) for code in CATALOGUE]
    assert order == sorted(order)


def test_no_code_stands_twice_in_the_file() -> None:
    text = (MACROS / "catalogue.yml").read_text("utf-8")
    codes = re.findall(r"^(\w+):$", text, re.MULTILINE)
    assert codes == list(CATALOGUE)


def test_every_message_has_its_three_parts_and_nothing_else() -> None:
    texts = yaml.load((MACROS / "catalogue.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert {tuple(parts) for parts in texts.values()} == {("cosa", "perché", "come")}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_says_what_why_and_how(code: str) -> None:
    what, why, cure = CATALOGUE[code]
    assert what.strip() and why.strip() and cure.strip()
    assert not what.endswith(".")
    assert why.endswith(".")
    assert not cure.endswith(".")
    assert "\n" not in what + why + cure


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_has_no_word_of_the_tools_underneath(code: str) -> None:
    assert words(" ".join(CATALOGUE[code])) & set(FOREIGN) == set()


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_has_no_quote_that_keyboards_lack(code: str) -> None:
    """What is to be pasted must be typed with straight quotes; apostrophes are one kind."""
    assert not set(" ".join(CATALOGUE[code])) & set("’‘“”")


@pytest.mark.parametrize("case", tuple(cases()), ids=lambda case: str(case.path.stem))
def test_a_message_as_it_is_printed_has_no_word_of_the_tools_underneath(case: Case) -> None:
    parts = (r"(?:Errore|Avviso) \S+ · .+?: ", "Perché  ", "Come    ")
    told = [re.findall(rf"^{part}(.*)$", case.told or "", re.MULTILINE) for part in parts]
    assert [len(lines) for lines in told] == [1, 1, 1]
    assert words(" ".join(line for lines in told for line in lines)) & set(FOREIGN) == set()


# ---- Filling them in ----


def test_the_words_are_put_in_their_places() -> None:
    made = problem("D202", Place("a.yml", 3), key="colore", known="id, nome", near="toglila")
    assert (made.what, made.why, made.cure) == (
        "la chiave «colore» non esiste qui",
        "qui si possono scrivere solo: id, nome.",
        "toglila",
    )


def test_double_braces_stay_as_they_are() -> None:
    made = problem("M202", Place("a.md"), address="spese.2022", kind="conteggio", wanted="importo")
    assert made.cure == 'scrivi  {{ valore("spese.2022") }}'


@pytest.mark.parametrize("text", ["{key}", "{0}", "{{ x }}", "{", "a\\1b", "%s"])
def test_what_staff_typed_is_never_filled_in(text: str) -> None:
    assert problem("D101", Place("a.yml"), text=text).what == f"«{text}» non è un numero"


def test_a_word_that_lacks_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        problem("D101", Place("a.yml"))


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        problem("X999", Place("a.yml"))


def test_a_refusal_becomes_a_problem_where_it_is_known_to_stand() -> None:
    made = Refusal("D101", text="x").problem(Place("a.yml", 2, 3, 1))
    assert (made.code, made.place, made.warning) == ("D101", Place("a.yml", 2, 3, 1), False)
