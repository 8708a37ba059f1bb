"""Source documents and their index: every number a document prints, with its line.

The project commits the index, not the text: so that each datum can be compared, everywhere and
always, with what the document prints at the line it cites.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.catalogue import Refusal, problem
from macros.messages import Place, Problem, suggestion
from macros.schema import TO_COMPLETE, SourceFile
from macros.yaml_nodes import Node, locate

HEADER = ("riga", "numero", "sezione")
INDEX_SUFFIX = ".indice.csv"
EXCLUDED_HEADER = ("riga", "numero", "tipo", "nota")
EXCLUDED_SUFFIX = ".esclusi.csv"
# Why a printed number is no datum: the kinds of `data/fonti/ID.esclusi.csv`.
KINDS: Mapping[str, str] = {
    "data": "giorno, mese, anno od ora",
    "legge": "numero di una norma, di un articolo o di un atto",
    "pagina": "numero di pagina",
    "elenco": "numero che ordina le voci di un elenco o i capitoli",
    "codice": "codice di una missione, di un obiettivo, di un conto",
    "nome": "parte di un nome (Impresa 4.0) o di una formula, non quantità",
}
_UNITS = """
    due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici
    sedici diciassette diciotto diciannove venti
""".split()  # noqa: SIM905 - a list of words reads better without quotes
_TENS = "trenta quaranta cinquanta sessanta settanta ottanta novanta cento".split()  # noqa: SIM905
WORDS = {
    **{word: value for value, word in enumerate(_UNITS, 2)},
    **{word: value for value, word in zip(range(30, 101, 10), _TENS, strict=True)},
    **dict.fromkeys(("nessuno", "nessuna", "nessun"), 0),
    **dict.fromkeys(("entrambi", "entrambe"), 2),
    "mille": 1000,
}
# Digits, with the minus that is glued to them if it joins nothing; words; «un solo».
_NUMBER = re.compile(
    rf"(?:(?<![\w.,)/%-])[-−](?=\d))?\d+(?:[.,]\d+)*|\b(?:{'|'.join(WORDS)})\b"
    r"|\b(?:un|una|uno)\s+sol[oa]\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exclusion:
    """One occurrence of a printed number that is no datum, with its kind (one of KINDS)."""

    line: int
    number: str
    kind: str
    note: str
    place: Place


@dataclass(frozen=True)
class Source:
    """A document with the index of its numbers: line -> numbers as printed.

    `exclusions` are the occurrences declared to be no data.
    """

    head: SourceFile
    index: Mapping[int, tuple[str, ...]]
    file: str
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def id(self) -> str:
        """The name other files call it by."""
        return self.head.id

    def section(self, line: int) -> str:
        """Return the title of the section a line belongs to."""
        return section_of(self.head, line)

    def prints(self, printed: str, line: int) -> bool:
        """Tell whether the document prints this number at this line."""
        return number_in(printed) in self.index.get(line, ())


def section_of(head: SourceFile, line: int) -> str:
    """Return the title of the last section that begins at or before a line."""
    begun = [section.title for section in head.sections if section.line <= line]
    return begun[-1] if begun else head.title


def number_in(printed: str) -> str:
    """Return the bare number of a printed form: «€ 199.286,10» -> «199.286,10»; words small."""
    found = _NUMBER.search(printed)
    return _plain(found[0]) if found else printed.strip().lower()


def word_value(printed: str) -> int | None:
    """Return the value of a number printed as a word, «tre» or «un solo»; None for others."""
    word = number_in(printed)
    return 1 if re.fullmatch(r"un[oa]? sol[oa]", word) else WORDS.get(word)


def numbers_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, number as printed) for every number of a text, digits or words."""
    for line, content in enumerate(text.split("\n"), 1):
        for found in _NUMBER.finditer(content):
            yield line, _plain(found[0])


def _plain(found: str) -> str:
    return " ".join(found.lower().replace("−", "-").split())


def fingerprint(raw: bytes) -> str:
    """Return the SHA-256 of a source text."""
    return hashlib.sha256(raw).hexdigest()


def index_csv(head: SourceFile, text: str) -> str:
    """Return the index of a source text as CSV (riga, numero, sezione)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((line, number, section_of(head, line)) for line, number in numbers_of(text))
    return out.getvalue()


def read_index(path: Path) -> dict[int, tuple[str, ...]]:
    """Read a committed index; raises ValueError where it is not one."""
    lines: dict[int, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != HEADER:
            raise ValueError("header")
        for line, number, _section in rows:
            lines[int(line)].append(number)
    return {line: tuple(numbers) for line, numbers in lines.items()}


def read_exclusions(path: Path, name: str) -> tuple[tuple[Exclusion, ...], list[Problem]]:
    """Read `ID.esclusi.csv`, with every row that cannot be used; a document may have none."""
    exclusions: list[Exclusion] = []
    problems: list[Problem] = []
    if not path.is_file():
        return (), []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        try:
            if tuple(next(rows, ())) != EXCLUDED_HEADER:
                return (), [problem("F108", Place(name))]
            for row in rows:
                try:
                    exclusions.append(_exclusion(row, Place(name, rows.line_num)))
                except Refusal as refusal:
                    problems.append(refusal.problem(Place(name, rows.line_num)))
        except (csv.Error, UnicodeDecodeError):
            problems.append(problem("F108", Place(name, max(1, rows.line_num))))
    return tuple(exclusions), problems


def _exclusion(row: list[str], place: Place) -> Exclusion:
    if len(row) != len(EXCLUDED_HEADER) or not (row[0].isdecimal() and row[1].strip()):
        raise Refusal("F108")
    line, number, kind, note = row
    if kind not in KINDS:
        near = suggestion(kind, KINDS) or "scegli uno di questi tipi"
        raise Refusal("F109", text=kind, known=", ".join(KINDS), near=near)
    return Exclusion(int(line), number_in(number), kind, note, place)


def missing_text(source: Source, tree: Node) -> Problem:
    """Return the problem of a text that is not in the folder of texts."""
    return problem("F103", locate(tree, ("testo",)), file=source.head.text)


def verify_text(source: Source, tree: Node, root: Path, texts: Path) -> list[Problem]:
    """Compare the committed index and fingerprint with the source text itself."""
    path = texts / source.head.text
    if not path.is_file():
        return [missing_text(source, tree)]
    raw = path.read_bytes()
    if source.head.sha256 == TO_COMPLETE:  # told already
        return []
    if fingerprint(raw) != source.head.sha256:
        return [problem("F104", locate(tree, ("sha256",)), sha256=fingerprint(raw))]
    if not source.index:  # told already
        return []
    committed = (root / source.file).with_suffix(INDEX_SUFFIX)
    if committed.read_text(encoding="utf-8") != index_csv(source.head, raw.decode("utf-8")):
        return [problem("F105", Place(source.file))]
    return []
