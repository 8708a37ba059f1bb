"""Every macro call of a page, tried before the page is made: the true line, column and text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.catalogue import CATALOGUE
from macros.editor_macros import editor_macros
from macros.macro_check import check_macros
from macros.messages import Problem
from tests import real

FILE = "content/2022/012/protesti.md"
FIRST = 9
MACROS = editor_macros(real.archive())


def problems(body: str) -> list[Problem]:
    found = list(check_macros(body, FILE, FIRST, MACROS))
    assert all(problem.place.file == FILE for problem in found)
    return found


def told(body: str) -> list[tuple[str, int, int, str]]:
    """Return (code, line, column, underlined text) of every problem of a body."""
    lines = body.split("\n")
    return [
        (
            problem.code,
            problem.place.line,
            problem.place.column,
            lines[problem.place.line - FIRST][problem.place.column - 1 :][: problem.place.width],
        )
        for problem in problems(body)
    ]


def codes(body: str) -> list[str]:
    return [problem.code for problem in problems(body)]


# ---- Calls that work ----


@pytest.mark.parametrize("name", sorted(MACROS))
def test_the_example_of_every_macro_works(name: str) -> None:
    assert codes(MACROS[name].example) == []


@pytest.mark.parametrize(
    "call",
    [
        '{{ valore("spese.2022") }}',
        "{{ valore('spese.2022') }}",
        '{{valore("spese.2022")}}',
        '{{  valore( "spese.2022" )  }}',
        '{{- valore("spese.2022") -}}',
        '{{ valore(indirizzo="spese.2022") }}',
        '{{ quota("spese.2022.011",\n         "spese.2022") }}',
    ],
)
def test_a_call_may_be_spaced_as_one_likes(call: str) -> None:
    assert codes(f"In tutto {call}, e ancora {call}.") == []


@pytest.mark.parametrize(
    "body",
    [
        '{{ grafico("spese.2022") }}',
        'Prima.\n\n{{ grafico("spese.2022") }}\n\nDopo.',
        '\n{{ grafico("spese.2022") }}\n',
        'Prima.\n \t\n{{ grafico("spese.2022") }}  \n\nDopo.',
        '{{ grafico("spese.2022") }}\n\n{{ tabella("spese.2022") }}\n',
        '{{ grafico(\n  "spese.2022",\n  tipo="quote"\n) }}',
    ],
)
def test_a_block_stands_alone_on_its_line(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize("body", ["", "Parole.", "{ a } e } {", "100 %, # e {a: b}"])
def test_words_without_macros_are_right(body: str) -> None:
    assert codes(body) == []


# ---- Calls that do not ----


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("{{ }}", "M102"),
        ("{{ spese.2022 }}", "M102"),
        ("{{ spese }}", "M102"),
        ('{{ "spese.2022" }}', "M102"),
        ("{{ 1 + 1 }}", "M102"),
        ('{{ valore("spese.2022" }}', "M102"),
        ("{{ valore(“spese.2022”) }}", "M102"),
        ('{{ valore("spese.2022) }}', "M102"),
        ('{{ valore "spese.2022" }}', "M102"),
        ('{{ valore("spese.2022") | upper }}', "M102"),
        ('{{ valore("spese.2022") ~ "!" }}', "M102"),
        ('{{ valore("spese.2022"), valore("spese.2022") }}', "M102"),
        ('{{ valore(*"ab") }}', "M102"),
        ('{{ a.b("spese.2022") }}', "M102"),
        ("{{ ''.__class__.__mro__ }}", "M102"),
        ('{{ valroe("spese.2022") }}', "M103"),
        ('{{ Valore("spese.2022") }}', "M103"),
        ('{{ range("spese.2022") }}', "M103"),
        ("{{ valore() }}", "M104"),
        ('{{ valore("a", "b") }}', "M104"),
        ("{{ valore(spese) }}", "M104"),
        ("{{ valore(2022) }}", "M104"),
        ('{{ valore(["spese.2022"]) }}', "M104"),
        ("{{ valore(none) }}", "M104"),
        ('{{ valore(indirizo="spese.2022") }}', "M104"),
        ('{{ valore("spese.2022", indirizzo="spese.2022") }}', "M104"),
        ('{{ quota("spese.2022") }}', "M104"),
        ('{{ grafico("spese.2022", titolo="a", titolo="b") }}', "M104"),
        ('{{ grafico("spese.2022", colore="blu") }}', "M104"),
        ('{{ fonti("spese.2022") }}', "M104"),
        ('{{ valore("spese.2022.01l") }}', "M201"),
        ('{{ valore("") }}', "M201"),
        ('{{ cifre("spese.2022", "spese.1922") }}', "M201"),
        ('{{ importo("serie.smart-card.2022") }}', "M202"),
        ('{{ percentuale("spese.2022") }}', "M202"),
        ('{{ data("spese.2022") }}', "M202"),
        ('{{ data("2022-02-30") }}', "D106"),
        ('{{ quota("spese.2022", "serie.smart-card.2022") }}', "M204"),
        ('{{ tabella("spese.1999") }}', "M206"),
        ("{{ tabella() }}", "M206"),
        ('{{ grafico("spese.2022", tipo="torta") }}', "M207"),
        ("{{ grafico() }}", "M207"),
        ('{{ scheda("11") }}', "D303"),
        ('{{ cronologia("accorpamenti") }}', "M208"),
        ('{{ cronologia("cronologie.accorpamento") }}', "M208"),
        ('{{ grafico("indicatori.2019.tempi-protesto") }}', "M207"),
        ('{{ tabella("tavole.2022.esportazione") }}', "M206"),
        (f"{{{{ valore({'9' * 5000}) }}}}", "M102"),
        (f"{{{{ {'(' * 5000}{')' * 5000} }}}}", "M102"),
    ],
)
def test_a_call_that_cannot_work_is_underlined_whole(call: str, code: str) -> None:
    assert told(f"Prima riga.\n\n{call}\n") == [(code, FIRST + 2, 1, call)]


@pytest.mark.parametrize(
    ("body", "sign", "line", "column"),
    [
        ("{% if vero %}", "{%", 0, 1),
        ("{# nota #}", "{#", 0, 1),
        ('a\n{{ valore("spese.2022")', "{{", 1, 1),
        ('a {{ valore("spese.2022") } b', "{{", 0, 3),
        ("a\n\nb }} c", "}}", 2, 3),
    ],
)
def test_other_marks_are_not_allowed(body: str, sign: str, line: int, column: int) -> None:
    assert told(body) == [("M101", FIRST + line, column, sign)]


@pytest.mark.parametrize(
    "body",
    [
        'Ecco {{ tabella("spese.2022") }}',
        '{{ tabella("spese.2022") }} ecco',
        'Ecco\n{{ tabella("spese.2022") }}\n',
        '{{ tabella("spese.2022") }}\nEcco',
        '- {{ tabella("spese.2022") }}',
        '{{ grafico("spese.2022") }} {{ tabella("spese.2022") }}',
        '## {{ tabella("spese.2022") }}',
    ],
)
def test_a_block_beside_words_is_told(body: str) -> None:
    assert set(codes(body)) == {"M106"}


def test_every_wrong_call_of_a_page_is_told_where_it_stands() -> None:
    body = (
        'Uno {{ valroe("spese.2022") }} e {{ valore("spese.2o22") }}.\n\n'
        'Città è più: {{ valore("spese.2022") }} e {{ quota("spese.2022") }}.\n'
    )
    assert told(body) == [
        ("M103", 9, 5, '{{ valroe("spese.2022") }}'),
        ("M201", 9, 34, '{{ valore("spese.2o22") }}'),
        ("M104", 11, 43, '{{ quota("spese.2022") }}'),
    ]


def test_of_a_call_on_several_lines_the_first_is_underlined() -> None:
    assert told('Ecco {{ quota(\n"spese.2022") }}.') == [("M104", 9, 6, "{{ quota(")]


def test_the_nearest_macro_is_suggested() -> None:
    (found,) = problems('{{ valroe("spese.2022") }}')
    assert found.cure.startswith("forse intendevi «valore»")


def test_the_nearest_address_is_suggested() -> None:
    (found,) = problems('{{ valore("spese.2022.01l") }}')
    assert "«spese.2022.011»" in found.cure


def test_the_cure_of_wrong_arguments_is_an_example() -> None:
    (found,) = problems("{{ quota() }}")
    assert found.cure == 'scrivi per esempio  {{ quota("spese.2022.011", "spese.2022") }}'


def test_a_call_that_waits_for_a_file_is_not_tried_but_its_form_is() -> None:
    body = '{{ valore("serie.x.2022") }} {{ valroe("serie.x.2022") }} {{ valore("serie.y.2022") }}'
    found = check_macros(body, FILE, FIRST, MACROS, lambda address: address.startswith("serie.x"))
    assert [problem.code for problem in found] == ["M103", "M201"]


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text("{}%#()\"'.,|~*=abv \n\\", max_size=60),
        st.text(max_size=40).map(lambda inner: f"{{{{ valore({inner}) }}}}"),
        st.text("\"spe.2022,='[](){}1-+~|x\\ \n", max_size=40).map(
            lambda inner: f"{{{{ valore({inner}) }}}}"
        ),
    )
)
@example('{{ valore("\\N{x}") }}')
@example('{{ valore("a" % 1) }}')
@example("{{ valore(1/0) }}")
def test_nothing_but_problems_comes_of_any_words(body: str) -> None:
    for problem in problems(body):
        assert problem.code in CATALOGUE
        assert FIRST <= problem.place.line <= FIRST + body.count("\n")
