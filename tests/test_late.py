"""Placeholders: what goes in comes out, whatever it holds, also through Markdown."""

from __future__ import annotations

from functools import cache

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.late import LateCall, calls_in, fill, placeholder
from tests.real import ROOT

CONFIG = (ROOT / "mkdocs.yml").read_text("utf-8")
HOSTILE = (
    "\"'<>&",
    '"></span><script>alert(1)</script>',
    "</div>\n\n# titolo",
    "&quot;&amp;lt;&#0;",
    "a\nb\r\nc\td",
    "\\u0022 \\\\ \\n",
    "*forte* _corsivo_ `codice` [qui](x) {: .classe } | cella",
    "{{ valore() }}{% if %}",
    "perché — «così» 😀 \u00a0 \u2028",
    "",
)
NAMES = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
CALLS = st.builds(
    LateCall,
    NAMES,
    st.lists(st.text(), max_size=4).map(tuple),
    st.dictionaries(NAMES, st.text(), max_size=3),
)


@cache
def converter() -> markdown.Markdown:
    """Return Markdown with the extensions of the site."""
    listed = yaml.safe_load(CONFIG)["markdown_extensions"]
    named = [each if isinstance(each, str) else next(iter(each)) for each in listed]
    options = {name: one for each in listed if isinstance(each, dict) for name, one in each.items()}
    return markdown.Markdown(extensions=named, extension_configs=options)


def converted(text: str) -> str:
    """Return Markdown as the site converts it."""
    return converter().reset().convert(text)


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_whole(text: str, block: bool) -> None:
    call = LateCall("grafico", (text, text), {"frase": text})
    assert calls_in(placeholder(call, block=block)) == [call]


@settings(deadline=None)
@given(st.lists(st.tuples(CALLS, st.booleans()), max_size=4))
@example([(LateCall("valore", HOSTILE, {"titolo": HOSTILE[1]}), True)])
def test_calls_come_back_in_order(made: list[tuple[LateCall, bool]]) -> None:
    text = " e ".join(placeholder(call, block=block) for call, block in made)
    assert calls_in(text) == [call for call, _ in made]


@settings(deadline=None)
@given(CALLS, st.booleans())
def test_a_placeholder_is_one_empty_element(call: LateCall, block: bool) -> None:
    """No argument opens or closes anything: until it is filled the page shows nothing."""
    text = placeholder(call, block=block)
    tag = "div" if block else "span"
    assert (text.count("<"), text.count(">"), text.count('"')) == (2, 2, 2)
    assert text.startswith(f'<{tag} data-late="')
    assert text.endswith(f'"></{tag}>')


@settings(deadline=None)
@given(CALLS, st.booleans())
def test_what_is_painted_stands_in_the_place_of_the_call(call: LateCall, block: bool) -> None:
    seen: list[LateCall] = []

    def paint(met: LateCall) -> str:
        seen.append(met)
        return "<b>\\1 32 &amp; \\g<0></b>"

    filled = fill(f"prima {placeholder(call, block=block)} dopo", paint)
    assert filled == "prima <b>\\1 32 &amp; \\g<0></b> dopo"
    assert seen == [call]


ADDRESSES = st.from_regex(r"[a-z]{3,6}(\.[a-z0-9-]{1,12}){1,3}", fullmatch=True)


@settings(deadline=None)
@given(ADDRESSES, ADDRESSES)
def test_a_sentence_with_a_call_survives_markdown(one: str, two: str) -> None:
    """A macro inside a sentence takes addresses, never free text."""
    call = LateCall("quota", (one, two))
    page = converted(f"Le imprese sono {placeholder(call, block=False)} in *tutto*.")
    assert calls_in(page) == [call]
    assert fill(page, lambda _: "32") == "<p>Le imprese sono 32 in <em>tutto</em>.</p>"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_block_survives_markdown_outside_any_paragraph(text: str) -> None:
    call = LateCall("grafico", ("spese.2022",), {"frase": text})
    page = converted(f"Prima.\n\n{placeholder(call, block=True)}\n\nDopo.")
    assert calls_in(page) == [call]
    filled = fill(page, lambda _: "<figure></figure>")
    assert "".join(filled.split("\n")) == "<p>Prima.</p><figure></figure><p>Dopo.</p>"


@settings(deadline=None)
@given(ADDRESSES)
def test_a_call_survives_markdown_in_a_list_a_table_and_a_quote(address: str) -> None:
    call = LateCall("valore", (address,))
    mark = placeholder(call, block=False)
    page = converted(
        f"- voce {mark}\n- altra\n\n| a | b |\n|---|---|\n| {mark} | x |\n\n> {mark}\n"
    )
    assert calls_in(page) == [call, call, call]


def test_a_block_that_markdown_wrapped_in_a_paragraph_is_freed() -> None:
    mark = placeholder(LateCall("schede"), block=True)
    assert fill(f"<p>{mark}</p>", lambda _: "<ul></ul>") == "<ul></ul>"


def test_what_is_painted_is_not_read_again() -> None:
    inner = placeholder(LateCall("valore", ("x",)), block=False)
    outer = placeholder(LateCall("fonti"), block=True)
    assert fill(outer, lambda call: inner if call.name == "fonti" else "!") == inner


def test_a_placeholder_shown_as_code_is_no_call() -> None:
    mark = placeholder(LateCall("valore", ("x",)), block=False)
    assert calls_in(converted(f"`{mark}`")) == []


def test_text_without_calls_is_left_as_it_is() -> None:
    page = '<p>Uno <span data-altro="[]"></span> e <div></div></p>'
    assert calls_in(page) == []
    assert fill(page, lambda _: "!") == page
