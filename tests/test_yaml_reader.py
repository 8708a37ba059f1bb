"""YAML as staff type it: texts with their exact places, or Italian problems, never an exception."""

from __future__ import annotations

import random
from collections.abc import Mapping as Dict
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros.catalogue import CATALOGUE
from macros.messages import Place
from macros.topics import split
from macros.yaml_nodes import Mapping, Node, Plain, Scalar, Sequence, locate, plain
from macros.yaml_reader import MAX_BYTES, MAX_DEPTH, Reading, parse_yaml, read_yaml

ROOT = Path(__file__).resolve().parents[1]
NAME = "data/prova.yml"
REAL = tuple(sorted([*ROOT.glob("data/**/*.yml"), *ROOT.glob("site_config/*.yml")]))
# What is pasted, mistyped or left behind.
SLIPS: tuple[str, ...] = (
    *"\t\u00a0\u202f\u200b\"'#:-&*!|>%@`[]{},?~“”\x00\x07\x0c\r\n\u0085\u2028\ufeff0",
    ": ",
    " #",
    "- ",
    "\n\n",
    "\n---\n",
    "\r\n",
    "<<: *a\n",
    "!!python/object:os.system ",
)


def tree(text: str) -> Plain:
    """Return what a text without mistakes says."""
    reading = parse_yaml(text, NAME)
    assert reading.problems == []
    assert reading.tree is not None
    return plain(reading.tree)


def node(text: str) -> Node:
    read = parse_yaml(text, NAME).tree
    assert read is not None
    return read


def told(text: str) -> list[tuple[str, int, int, int]]:
    """Return (code, line, column, width) of every problem of a text that is refused."""
    reading = parse_yaml(text, NAME)
    assert reading.tree is None
    assert {problem.place.file for problem in reading.problems} == {NAME}
    return [
        (problem.code, problem.place.line, problem.place.column, problem.place.width)
        for problem in reading.problems
    ]


# ---- Every scalar is a text ----


@pytest.mark.parametrize(
    "text",
    [
        "011",
        "08",
        "1.865",
        "1e5",
        "0x1F",
        "12:30",
        "NO",
        "no",
        "on",
        "yes",
        "true",
        "null",
        "~",
        ".inf",
        "2022-02-30",
        "01234567890",
        "12345E678",
        "1_000",
        "=",
        "<<",
    ],
)
def test_what_other_readers_change_in_silence_stays_a_text(text: str) -> None:
    assert tree(f"chiave: {text}\n") == {"chiave": text}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"L’ente: nota #1"', "L’ente: nota #1"),
        ("'l''ente'", "l'ente"),
        ('"virgolette \\"dritte\\""', 'virgolette "dritte"'),
        ("senza «virgolette» né altro", "senza «virgolette» né altro"),
        ("https://esempio.it/a:b", "https://esempio.it/a:b"),
        ("C#", "C#"),
        ("", ""),
        ('""', ""),
    ],
)
def test_quotes_are_not_part_of_a_text(typed: str, text: str) -> None:
    assert tree(f"chiave: {typed}\n") == {"chiave": text}


def test_blocks_and_lists_keep_their_order() -> None:
    text = "b:\n  - y: 1\n    x: 2\n  - z\na: c\n"
    read = tree(text)
    assert read == {"b": ({"y": "1", "x": "2"}, "z"), "a": "c"}
    assert isinstance(read, dict)
    assert list(read) == ["b", "a"]


def test_a_long_text_may_stand_on_several_lines() -> None:
    assert tree("nota: |\n  prima riga\n  seconda # riga\n") == {
        "nota": "prima riga\nseconda # riga\n"
    }


def test_comments_on_their_own_line_are_left_out() -> None:
    assert tree("# in alto\na: b\n# in mezzo\nc: d\n") == {"a": "b", "c": "d"}


def test_a_comment_beside_a_key_with_a_block_loses_nothing() -> None:
    assert tree("missioni: # le quattro\n  - a\n") == {"missioni": ("a",)}


def test_a_file_of_windows_reads_the_same(tmp_path: Path) -> None:
    lines = b"# nota\r\na: b\r\nc:\r\n  - d\r\n  - 'e'\r\n"
    (tmp_path / "a.yml").write_bytes(lines)
    reading = read_yaml(tmp_path / "a.yml", NAME)
    assert reading.problems == []
    assert reading.tree is not None
    assert plain(reading.tree) == {"a": "b", "c": ("d", "e")}


# ---- Places ----


TEXT = 'schema: 1\nmissioni:\n  - codice: "011"\n    importo:\n      valore: 1.865\n'


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("schema",), Place(NAME, 1, 9, 1)),
        (("missioni", 0, "codice"), Place(NAME, 3, 13, 5)),
        (("missioni", 0, "importo", "valore"), Place(NAME, 5, 15, 5)),
        (("missioni", 0, "importo"), Place(NAME, 5, 7, 1)),
        (("missioni", 0), Place(NAME, 3, 5, 1)),
        (("missioni",), Place(NAME, 3, 3, 1)),
        ((), Place(NAME, 1, 1, 1)),
    ],
)
def test_every_value_has_its_line_its_column_and_its_width(
    path: tuple[str | int, ...], place: Place
) -> None:
    assert locate(node(TEXT), path) == place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("missioni",), Place(NAME, 2, 1, 8)),
        (("missioni", 0, "codice"), Place(NAME, 3, 5, 6)),
        (("missioni", 0, "importo", "valore"), Place(NAME, 5, 7, 6)),
    ],
)
def test_every_key_has_its_own_place(path: tuple[str | int, ...], place: Place) -> None:
    assert locate(node(TEXT), path, key=True) == place


def test_what_is_missing_has_the_place_of_its_block() -> None:
    place = locate(node(TEXT), ("missioni", 0, "importo", "riga"))
    assert place == locate(node(TEXT), ("missioni", 0, "importo"))


def test_letters_with_accents_count_as_one_column() -> None:
    assert locate(node("città: perché\n"), ("città",)) == Place(NAME, 1, 8, 6)


def test_a_text_on_several_lines_is_placed_where_it_begins() -> None:
    assert locate(node("a: |\n  uno\n  due\nb: c\n"), ("a",)) == Place(NAME, 1, 4, 1)


def test_an_empty_value_is_placed_after_its_key() -> None:
    assert locate(node("a:\nb: c\n"), ("a",)) == Place(NAME, 1, 3, 1)


def test_the_front_matter_of_a_page_counts_from_the_top_of_the_file() -> None:
    words = split("---\ntitolo: Uno\narea: due\n---\nTesto.\n")
    assert words is not None
    read = parse_yaml(words.head, NAME, first_line=2).tree
    assert read is not None
    assert locate(read, ("area",)) == Place(NAME, 3, 7, 3)


def test_a_mistake_in_front_matter_counts_from_the_top_of_the_file() -> None:
    reading = parse_yaml("titolo: Uno\ntitolo: Due", NAME, first_line=2)
    (found,) = reading.problems
    assert (found.place.line, "riga 2" in found.why) == (3, True)


# ---- How the file is typed ----


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: b\nc:\td\n", ("Y103", 2, 3, 1)),
        ("a:\n\tb: c\n", ("Y103", 2, 1, 1)),
        ("a: b\t\n", ("Y103", 1, 5, 1)),
        ("a: b\n\u00a0c: d\n", ("Y104", 2, 1, 1)),
        ("anno\u00a0: 2022\n", ("Y104", 1, 5, 1)),
        ("anno:\u00a02022\n", ("Y104", 1, 6, 1)),
        ("anno: \u00a02022\n", ("Y104", 1, 7, 1)),
        ("a:\n\u202f\u202fb: c\n", ("Y104", 2, 1, 1)),
        ("-\u00a0a: b\n", ("Y104", 1, 2, 1)),
        ("anno:2022\n", ("Y105", 1, 1, 5)),
        ("a:\n  - anno:2022\n", ("Y105", 2, 5, 5)),
        ("a:\n  -id: b\n", ("Y106", 2, 3, 1)),
        ("a: “b”\n", ("Y107", 1, 4, 3)),
        ("a: „b“ e altro\n", ("Y107", 1, 4, 11)),
        ("a: b\nc: d\x07e\n", ("Y108", 2, 5, 1)),
        ("a: b\nc: d\x00e\n", ("Y108", 2, 5, 1)),
        ("a: b\u2028c\n", ("Y108", 1, 5, 1)),
        ("a: b\u0085c: d\n", ("Y108", 1, 5, 1)),
        ("a: b\rc: d\n", ("Y108", 1, 5, 1)),
        ("a: b\x0cc\n", ("Y108", 1, 5, 1)),
        ("a: \ufeffb\n", ("Y108", 1, 4, 1)),
        ("", ("Y110", 1, 1, 1)),
        ("\n\n", ("Y110", 1, 1, 1)),
        ("# solo un commento\n", ("Y110", 1, 1, 1)),
        ("a: b\n---\nc: d\n", ("Y111", 2, 1, 3)),
        ("a: *b\n", ("Y113", 1, 4, 2)),
        ("a: &b c\n", ("Y113", 1, 4, 4)),
        ("*a : b\n", ("Y113", 1, 1, 2)),
        ("a: * b\n", ("Y113", 1, 4, 1)),
        ("a: & b\n", ("Y113", 1, 4, 1)),
        ("a: !b c\n", ("Y114", 1, 4, 4)),
        ("a: !!int 5\n", ("Y114", 1, 4, 7)),
        ("!a b: c\n", ("Y114", 1, 1, 4)),
        ("a: [b, c]\n", ("Y115", 1, 4, 1)),
        ("a: []\n", ("Y115", 1, 4, 1)),
        ("a: {b: c}\n", ("Y115", 1, 4, 1)),
        ("a: [Bando] per tutti\n", ("Y115", 1, 4, 1)),
        ("a: b #c\n", ("Y116", 1, 6, 2)),
        ('a: "b"  # nota \n', ("Y116", 1, 9, 6)),
        ("a:\n  - b # c\n", ("Y116", 2, 7, 3)),
        ("? - a\n: b\n", ("Y117", 1, 3, 1)),
        ("a: b\nc: d\na: e\n", ("Y118", 3, 1, 1)),
        ("a: b\n'a': c\n", ("Y118", 2, 1, 3)),
        ("a: b: c\n", ("Y120", 1, 5, 1)),
        ('a: "b\nc: d\n', ("Y121", 1, 4, 1)),
        ("a: b\nc\nd: e\n", ("Y122", 2, 1, 1)),
        ("a: 'l'ente'\n", ("Y123", 1, 7, 1)),
        ('a: "b" c\n', ("Y123", 1, 8, 1)),
        ("a:\n   b: c\n  d: e\n", ("Y123", 3, 3, 1)),
        ("- a\nb: c\n", ("Y123", 2, 1, 1)),
        ("a: - b\n", ("Y124", 1, 4, 1)),
        ("a: @b\n", ("Y125", 1, 4, 1)),
        ("a: `b`\n", ("Y125", 1, 4, 1)),
        ("a: %b\n", ("Y125", 1, 4, 1)),
        ("a: |b\n", ("Y125", 1, 4, 1)),
        ("a: >1.000\n", ("Y125", 1, 4, 1)),
        ("a: , b\n", ("Y129", 1, 4, 1)),
    ],
)
def test_a_slip_of_typing_is_told_where_it_stands(
    text: str, problem: tuple[str, int, int, int]
) -> None:
    assert told(text) == [problem]


def test_a_line_pushed_right_is_misplaced_and_no_text_with_a_colon() -> None:
    assert [problem[:2] for problem in told("anno: 2022\n  natura: consuntivo\n")] == [("Y123", 2)]


def test_the_missing_blank_is_cured_with_the_line_to_paste() -> None:
    (found,) = parse_yaml("anno:2022\n", NAME).problems
    assert found.cure == "scrivi  anno: 2022"


def test_a_key_written_twice_names_the_first_line() -> None:
    (found,) = parse_yaml("a: b\nc: d\na: e\n", NAME).problems
    assert found.why == "è già alla riga 1: una delle due andrebbe persa."


def test_the_same_key_in_two_blocks_is_no_double() -> None:
    assert tree("a:\n  c: 1\nb:\n  c: 2\n") == {"a": {"c": "1"}, "b": {"c": "2"}}


def test_all_slips_of_a_file_are_told() -> None:
    assert [problem[:2] for problem in told("a:\tb\nanno:2022\n  -id: x\n")] == [
        ("Y103", 1),
        ("Y105", 2),
        ("Y106", 3),
    ]


def test_all_doubles_and_lost_comments_of_a_file_are_told() -> None:
    found = [problem[:2] for problem in told("a: b # x\na: c\nd: e # y\nd: f\n")]
    assert found == [("Y116", 1), ("Y118", 2), ("Y116", 3), ("Y118", 4)]


def test_hard_blanks_inside_a_text_are_kept() -> None:
    assert tree("a: 614.539,70\u00a0€ in tutto\n") == {"a": "614.539,70\u00a0€ in tutto"}


def test_as_many_levels_as_allowed_are_read() -> None:
    text = "".join(f"{'  ' * level}a:\n" for level in range(MAX_DEPTH)) + "  " * MAX_DEPTH + "b"
    read = tree(text)
    for _ in range(MAX_DEPTH):
        assert isinstance(read, dict)
        read = read["a"]
    assert read == "b"


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 5_000])
@pytest.mark.parametrize("step", ["- ", "? "])
def test_too_many_levels_are_refused(levels: int, step: str) -> None:
    (found,) = told(step * levels + "a\n")
    assert found[0] in ("Y112", "Y117", "Y129")


def test_aliases_that_multiply_are_refused_at_once() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(20))
    assert told(bomb)[0][0] == "Y113"


# ---- Files ----


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"titolo: citt\xe0\n", ("Y101", 1, 13)),
        ("a: b\ncittà: perch".encode() + b"\xe9\n", ("Y101", 2, 13)),
        ("titolo: città\n".encode("utf-16"), ("Y101", 1, 1)),
        (b"\xef\xbb\xbfa: b\n", ("Y102", 1, 1)),
        (b"a: " + b"b" * MAX_BYTES, ("Y109", 1, 1)),
    ],
)
def test_a_file_in_the_wrong_form_is_refused(
    tmp_path: Path, raw: bytes, problem: tuple[str, int, int]
) -> None:
    (tmp_path / "a.yml").write_bytes(raw)
    reading = read_yaml(tmp_path / "a.yml", NAME)
    assert reading.tree is None
    (found,) = reading.problems
    assert (found.code, found.place.line, found.place.column) == problem


def test_a_file_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"a: b\n#" + b"x" * (MAX_BYTES - 6))
    assert read_yaml(tmp_path / "a.yml", NAME).problems == []


# ---- Whatever is typed ----


def checked(text: str) -> Reading:
    """Read a text; the tree is there exactly where there is no problem, and each is complete."""
    reading = parse_yaml(text, NAME)
    assert (reading.tree is None) == bool(reading.problems)
    lines = text.split("\n")
    for problem in reading.problems:
        assert problem.code in CATALOGUE
        assert problem.what and problem.why and problem.cure
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
    return reading


LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
TEXTS = st.one_of(
    st.text(LETTERS, max_size=20),
    st.sampled_from(["011", "NO", "1.865,00", "atto #5", "a: b", "- a", "“a”", "città", "* a"]),
)
TREES = st.recursive(
    TEXTS,
    lambda below: st.one_of(
        st.lists(below, min_size=1, max_size=4),
        st.dictionaries(st.text(LETTERS, min_size=1, max_size=8), below, min_size=1, max_size=4),
    ),
    max_leaves=12,
)
Written = str | list["Written"] | dict[str, "Written"]


def frozen(written: Written) -> Plain:
    """Return a tree as our reader gives it: tuples for lists."""
    if isinstance(written, dict):
        return {key: frozen(value) for key, value in written.items()}
    return tuple(frozen(item) for item in written) if isinstance(written, list) else written


@settings(deadline=None, max_examples=300)
@given(TREES)
@example({"a": ["011", {"b": "NO"}], "c": ""})
def test_what_a_program_writes_is_read_back_or_refused(written: Written) -> None:
    dumped = yaml.safe_dump(written, default_flow_style=False, allow_unicode=True, width=10_000)
    reading = checked(dumped)
    if reading.tree is not None:
        assert plain(reading.tree) == frozen(written)


@settings(deadline=None, max_examples=300)
@given(
    st.dictionaries(
        st.text("abcz_", min_size=1, max_size=8),
        st.lists(st.text("AaZzàèéìòù019 .,’«»()/-#:!", min_size=1, max_size=20), max_size=4),
        min_size=1,
    )
)
def test_plain_italian_texts_in_quotes_are_always_read(written: dict[str, list[str]]) -> None:
    text = "".join(
        f"{key}:{''.join(f'{chr(10)}  - {chr(34)}{item}{chr(34)}' for item in items)}\n"
        for key, items in written.items()
    )
    expected = {key: tuple(items) if items else "" for key, items in written.items()}
    assert tree(text) == expected


@settings(deadline=None, max_examples=500)
@given(
    st.one_of(st.text(max_size=200), st.text("ab: -\n#'\"[]{}&*!|>?%@`,\t\r\u2028", max_size=60))
)
@example("a: b\u2028c: d")
@example("\rarea: x\n")
@example("sintesi: \x85")
@example('a: "\\ud800"')
@example("? ? ?")
def test_no_text_breaks_the_reader(text: str) -> None:
    checked(text)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yml"
    path.write_bytes(raw)
    reading = read_yaml(path, NAME)
    assert (reading.tree is None) == bool(reading.problems)


def spoiled(text: str, chance: random.Random) -> str:
    """Return a text with one of the slips people make."""
    lines = text.split("\n")
    at, where = chance.randrange(len(lines)), chance.randrange(len(text))
    kind = chance.randrange(6)
    if kind == 0:
        return text[:where] + chance.choice(SLIPS) + text[where:]
    if kind == 1:
        return text[:where] + text[where + chance.randrange(1, 20) :]
    if kind == 2:
        return "\n".join([*lines[:at], *lines[at + 1 :]])
    if kind == 3:
        return "\n".join([*lines[: at + 1], *lines[at:]])
    if kind == 4:
        return "\n".join(
            [*lines[:at], chance.choice(("  ", " ", "\t")) + lines[at], *lines[at + 1 :]]
        )
    key, colon, _ = lines[at].partition(": ")
    return "\n".join([*lines[:at], key + colon + chance.choice(SLIPS), *lines[at + 1 :]])


@pytest.mark.parametrize("path", REAL, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_slip_in_a_real_file_breaks_the_reader(path: Path) -> None:
    text = path.read_text("utf-8")
    assert parse_yaml(text, NAME).problems == []
    chance = random.Random(path.name)
    for _ in range(30):
        once = spoiled(text, chance)
        checked(once)
        checked(spoiled(once, chance) if once else once)


@pytest.mark.parametrize("path", REAL, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_value_of_a_real_file_stands_where_it_is_said_to(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = text.split("\n")
    for scalar in scalars_of(node(text)):
        place = scalar.place
        typed = lines[place.line - 1][place.column - 1 : place.column - 1 + place.width]
        quoted = typed.startswith('"')  # a plain text may end with quotes that are its own
        assert (typed[1:-1] if quoted else typed) == scalar.text


def scalars_of(read: Node) -> list[Scalar]:
    """Return every text of a tree."""
    if isinstance(read, Scalar):
        return [read]
    below: Dict[str, Node] | tuple[Node, ...]
    below = read.values if isinstance(read, Mapping) else read.items
    nodes = below.values() if isinstance(below, dict) else below
    assert isinstance(read, Mapping | Sequence)
    return [scalar for step in nodes for scalar in scalars_of(step)]
