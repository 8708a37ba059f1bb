"""YAML read with positions: a tree of texts that knows where each one stands.

Only a small, plain part of YAML is accepted: blocks, lists and texts. What YAML would read in a
way that surprises (duplicate keys, tags, anchors, inline braces, comments after a value) is
refused with its cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from macros.messages import Place, Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_GLUED_KEY = re.compile(r"^(\s*(?:- )?)([A-Za-z_]+):([^\s/].*)$")
_GLUED_DASH = re.compile(r"^(\s*)-([A-Za-z_]+):(?:\s|$)")
_CURLY = ("“", "”", "„", "‟", "«")


@dataclass(frozen=True)
class Scalar:
    """A text as typed, without its quotes."""

    text: str
    place: Place


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """A block of keys; `keys` holds the place of each key, `values` what it says."""

    keys: dict[str, Place]
    values: dict[str, Node]
    place: Place


Node = Scalar | Sequence | Mapping
Plain = str | tuple["Plain", ...] | dict[str, "Plain"]


@dataclass
class Reading:
    """What came out of a file: the tree, or None with the problems that prevented it."""

    tree: Node | None
    problems: list[Problem] = field(default_factory=list)


class _Stop(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def plain(node: Node) -> Plain:
    """Return the tree as dicts, tuples and texts, without positions."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.items)
    return {key: plain(value) for key, value in node.values.items()}


def locate(node: Node, path: tuple[str | int, ...], *, key: bool = False) -> Place:
    """Return the place of what stands at `path`; of the key itself when `key`.

    Steps that the tree does not have (a model's internal names) are passed over, so a problem
    always has the nearest place there is.
    """
    place = node.place
    for step in path:
        if isinstance(node, Mapping) and step in node.values:
            place = node.keys[str(step)]
            node = node.values[str(step)]
            if not key or step != path[-1]:
                place = node.place
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place


def read_bytes(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a text file as UTF-8; return its text and the problems of its encoding."""
    where = Place(name)
    if path.stat().st_size > MAX_BYTES:
        return "", [
            Problem(
                where,
                "Y109",
                "il file è troppo grande",
                f"un file di dati non supera {MAX_BYTES // 1_000_000} MB.",
                "dividi i dati in più file",
            )
        ]
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return "", [
            Problem(
                Place(name, line, column),
                "Y101",
                "il file non è scritto in UTF-8",
                "le lettere accentate si leggerebbero sbagliate.",
                "salva di nuovo il file scegliendo la codifica UTF-8",
            )
        ]
    if text.startswith("\ufeff"):
        return "", [
            Problem(
                where,
                "Y102",
                "il file comincia con un segno invisibile (BOM)",
                "il segno finirebbe nella prima chiave.",
                "salva di nuovo il file come «UTF-8», non «UTF-8 con BOM»",
            )
        ]
    return text, []


def read_yaml(path: Path, name: str) -> Reading:
    """Read a YAML file; `name` is its path relative to the project."""
    text, problems = read_bytes(path, name)
    return Reading(None, problems) if problems else parse_yaml(text, name)


def parse_yaml(text: str, name: str, *, first_line: int = 1) -> Reading:
    """Parse YAML text that starts at line `first_line` of file `name`."""
    problems = list(_typing_slips(text, name, first_line))
    if problems:
        return Reading(None, problems)
    builder = _Builder(text, name, first_line)
    try:
        tree = builder.build()
    except _Stop as stop:
        return Reading(None, [stop.problem, *builder.problems])
    except yaml.MarkedYAMLError as error:
        return Reading(None, [_syntax_problem(error, name, first_line), *builder.problems])
    except yaml.YAMLError:
        place = Place(name, first_line)
        return Reading(
            None,
            [
                Problem(
                    place,
                    "Y108",
                    "c'è un carattere che non si può usare",
                    "il file contiene un carattere di controllo invisibile.",
                    "cancella il carattere e riscrivi la riga",
                )
            ],
        )
    return Reading(None if builder.problems else tree, builder.problems)


def _typing_slips(text: str, name: str, first_line: int) -> Iterator[Problem]:
    """Yield what YAML itself would accept in silence: tabs, hard blanks, glued keys and dashes."""
    for number, line in enumerate(text.splitlines(), first_line):
        indent = len(line) - len(line.lstrip())
        if "\t" in line:
            yield Problem(
                Place(name, number, line.index("\t") + 1),
                "Y103",
                "c'è una tabulazione",
                "YAML rientra le righe solo con gli spazi.",
                "sostituisci la tabulazione con due spazi",
            )
        elif "\u00a0" in line[: indent + 1] or "\u00a0" in line.partition(":")[0]:
            yield Problem(
                Place(name, number, line.index("\u00a0") + 1),
                "Y104",
                "c'è uno spazio speciale (unificatore)",
                "viene da un testo incollato e non vale come spazio.",
                "cancellalo e riscrivi uno spazio normale",
            )
        elif glued := _GLUED_KEY.match(line):
            blanks, key, value = glued.groups()
            yield Problem(
                Place(name, number, len(blanks) + 1, len(key) + 1),
                "Y105",
                f"manca lo spazio dopo «{key}:»",
                "senza spazio la riga non dà un valore alla chiave.",
                f"scrivi  {key}: {value}",
            )
        elif dash := _GLUED_DASH.match(line):
            yield Problem(
                Place(name, number, len(dash[1]) + 1),
                "Y106",
                "manca lo spazio dopo il trattino",
                "senza spazio il trattino diventa parte della chiave.",
                f"scrivi  - {dash[2]}: …",
            )


class _Builder:
    """Turns libyaml's events into our nodes, collecting what is refused."""

    def __init__(self, text: str, name: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._lines = text.splitlines()
        self._name, self._first = name, first_line
        self._events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))

    def build(self) -> Node:
        next(self._events)  # stream start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _Stop(
                Problem(
                    Place(self._name, self._first),
                    "Y110",
                    "il file è vuoto",
                    "un file di dati deve contenere qualcosa.",
                    "scrivi i dati oppure cancella il file",
                )
            )
        node = self._node(next(self._events), 0)
        next(self._events)  # document end
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise _Stop(
                Problem(
                    self._place(following),
                    "Y111",
                    "c'è un secondo documento",
                    "dopo una riga «---» comincia un altro documento, che non verrebbe letto.",
                    "togli la riga «---»",
                )
            )
        return node

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return Place(self._name, start.line + self._first, start.column + 1, max(1, width))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse_specials(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refuse_specials(self, event: yaml.Event, depth: int) -> None:
        place = self._place(event)
        if depth > MAX_DEPTH:
            raise _Stop(
                Problem(
                    place,
                    "Y112",
                    "i rientri sono troppi",
                    f"i dati non hanno più di {MAX_DEPTH} livelli.",
                    "controlla i rientri delle righe",
                )
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Stop(
                Problem(
                    place,
                    "Y113",
                    "un testo non può cominciare con * o &",
                    "YAML li prende per rimandi ad altre righe.",
                    'metti il testo fra virgolette: "* …"',
                )
            )
        if getattr(event, "tag", None):
            raise _Stop(
                Problem(
                    place,
                    "Y114",
                    "un testo non può cominciare con !",
                    "YAML lo prende per un comando.",
                    'metti il testo fra virgolette: "! …"',
                )
            )
        if getattr(event, "flow_style", False):
            raise _Stop(
                Problem(
                    place,
                    "Y115",
                    "le parentesi [ ] e { } non si usano",
                    "YAML le prende per un elenco, e le virgole dei numeri lo rompono.",
                    "se è un testo mettilo fra virgolette; se è un elenco scrivi una "
                    "riga per voce, con il trattino",
                )
            )

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._place(event)
        if event.style is None or event.style in "'\"":
            self._refuse_trailing_comment(event, place)
        if event.style is None and event.value.startswith(_CURLY[:4]):
            self.problems.append(
                Problem(
                    place,
                    "Y107",
                    "le virgolette curve non sono virgolette per YAML",
                    "resterebbero dentro il testo.",
                    'usa le virgolette dritte: "…"',
                )
            )
        return Scalar(event.value, place)

    def _refuse_trailing_comment(self, event: yaml.ScalarEvent, place: Place) -> None:
        rest = self._lines[event.end_mark.line][event.end_mark.column :]
        if rest.lstrip().startswith("#") and event.value:
            column = event.end_mark.column + 1 + len(rest) - len(rest.lstrip())
            line = event.end_mark.line + self._first
            self.problems.append(
                Problem(
                    Place(self._name, line, column, len(rest.strip())),
                    "Y116",
                    "quello che segue # andrebbe perso",
                    "dopo uno spazio, # comincia un commento e il testo finisce lì.",
                    "se fa parte del testo metti tutto fra virgolette; se è un commento mettilo in una "
                    "chiave nota: oppure su una riga sua",
                )
            )

    def _sequence(self, event: yaml.Event, depth: int) -> Sequence:
        items = []
        while not isinstance(step := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(step, depth + 1))
        return Sequence(tuple(items), self._place(event))

    def _mapping(self, event: yaml.Event, depth: int) -> Mapping:
        keys: dict[str, Place] = {}
        values: dict[str, Node] = {}
        while not isinstance(step := next(self._events), yaml.MappingEndEvent):
            place = self._place(step)
            if not isinstance(step, yaml.ScalarEvent):
                raise _Stop(
                    Problem(
                        place,
                        "Y117",
                        "qui serve una chiave",
                        "una chiave è una parola seguita da due punti.",
                        "controlla i rientri e i due punti",
                    )
                )
            self._refuse_specials(step, depth)
            key = step.value
            value = self._node(next(self._events), depth + 1)
            if key in keys:
                self.problems.append(
                    Problem(
                        place,
                        "Y118",
                        f"la chiave «{key}» è scritta due volte",
                        f"è già alla riga {keys[key].line}: una delle due andrebbe persa.",
                        "tieni quella giusta e cancella l'altra",
                    )
                )
            keys.setdefault(key, place)
            values.setdefault(key, value)
        return Mapping(keys, values, self._place(event))


_SYNTAX = (
    (
        "mapping values are not allowed",
        "i due punti dentro un testo confondono YAML",
        "dopo due punti e spazio comincia un valore nuovo.",
        'metti il testo fra virgolette: "…"',
    ),
    (
        "found unexpected end of stream",
        "le virgolette non si chiudono",
        "dopo virgolette aperte il testo continua fino in fondo al file.",
        "chiudi le virgolette; se dentro c'è un apostrofo usa le virgolette doppie",
    ),
    (
        "could not find expected ':'",
        "mancano i due punti dopo la chiave",
        "una riga di dati ha una chiave, due punti, uno spazio e un valore.",
        "scrivi  chiave: valore",
    ),
    (
        "did not find expected key",
        "la riga non sta al posto giusto",
        "il rientro non corrisponde alle righe vicine, oppure dopo le virgolette c'è altro testo.",
        "allinea la riga alle altre dello stesso blocco; un testo con apostrofi va fra virgolette "
        "doppie",
    ),
    (
        "did not find expected '-' indicator",
        "la riga non sta al posto giusto",
        "in un elenco ogni voce comincia con il trattino, allineato agli altri.",
        "allinea il trattino, o rientra la riga sotto la sua voce",
    ),
    (
        "block sequence entries are not allowed",
        "il trattino non sta al posto giusto",
        "un elenco comincia sulla riga dopo la chiave.",
        "porta il trattino sulla riga dopo, rientrato di due spazi",
    ),
    (
        "cannot start any token",
        "un testo non può cominciare con questo segno",
        "YAML usa alcuni segni (@ ` % |) per sé.",
        'metti il testo fra virgolette: "…"',
    ),
)


def _syntax_problem(error: yaml.MarkedYAMLError, name: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(name, mark.line + first_line, mark.column + 1) if mark else Place(name)
    for words, what, why, cure in _SYNTAX:
        if words in str(error.problem or ""):
            if words == "found unexpected end of stream" and error.context_mark:
                start = error.context_mark
                place = Place(name, start.line + first_line, start.column + 1)
            return Problem(place, "Y120", what, why, cure)
    return Problem(
        place,
        "Y121",
        "questa riga non si riesce a leggere",
        "rientri, trattini, due punti o virgolette non tornano.",
        "confronta la riga con quelle vicine; un testo con segni speciali va fra virgolette",
    )
