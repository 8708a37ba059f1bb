"""A year of the invented body: spending, facts, calls and series, each printed in its document.

Shaped on the real year: as many facts, calls, series and printed numbers per topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from bench.document import Document, write_yaml
from bench.topic import Named, Topic, body
from bench.words import sentence, slug
from macros.formats import figure

AREAS = ("Innovazione", "Territorio", "Formazione")
FACTS = (
    ("imprese-aiutate", "Imprese aiutate", "imprese"),
    ("incontri", "Incontri aperti a tutti", "incontri"),
    ("partecipanti", "Partecipanti agli incontri", "partecipanti"),
    ("costo", "Costo dell’iniziativa", "euro"),
    ("domande", "Domande ricevute", "domande"),
    ("quota-concluse", "Domande concluse nell’anno", "percento"),
)
QUANTITIES = (
    ("stanziato", "Stanziato", "euro"),
    ("domande", "Domande", "domande"),
    ("ammissibili", "Ammissibili", ""),
    ("ammesse", "Imprese ammesse", "imprese"),
    ("concesso", "Concesso", "euro"),
)
CALLS_OF_A_TOPIC = ("base", "avanzato")
UNUSED_LINES = 8  # of the document, per topic, with numbers that the site does not use
POINTS = 5  # years of a series; the second is missing
Entry = dict[str, object]


@dataclass
class Year:
    """A year being written; the series go up to the `latest` one."""

    root: Path
    document: Document
    latest: int
    calls: list[Entry] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The year itself."""
        return self.document.year

    def write(self, missioni: Sequence[str], topics: Sequence[Topic]) -> None:
        """Write all files of the year."""
        self._spending(missioni)
        for topic in topics:
            self._topic(topic, Random(f"{self.year}/{topic.slug}"))
        if self.calls:
            self._data("bandi", f"{self.year}", bandi=self.calls)
        self.document.write(self.root)

    def _data(self, folder: str, name: str, **content: object) -> None:
        head = {"schema": "1", "anno": f"{self.year}", "fonte": self.document.id}
        write_yaml(self.root / "data" / folder / f"{name}.yml", head | content)

    def _datum(self, label: str, value: Decimal) -> Entry:
        """Print a value in the document; return it with its line."""
        exponent = value.as_tuple().exponent
        printed = figure(value, max(0, -exponent) if isinstance(exponent, int) else 0)
        return {"valore": printed, "riga": f"{self.document.say(f'{label}: {printed}')}"}

    def _spending(self, missioni: Sequence[str]) -> None:
        random = Random(f"{self.year}")
        self.document.section("La spesa per missione")
        spent: list[Entry] = []
        for code in missioni:
            parts = [_value(random, "euro") * 10 for _ in AREAS]
            entry: Entry = {"codice": code}
            entry["importo"] = self._datum(f"Missione {code}", sum(parts, Decimal(0)))
            if code == missioni[0]:
                entry["aree"] = [
                    {"id": slug(area), "nome": area, "importo": self._datum(area, part)}
                    for area, part in zip(AREAS, parts, strict=True)
                ]
            spent.append(entry)
        self._data("spese", f"{self.year}", natura="consuntivo", missioni=spent)

    def _topic(self, topic: Topic, random: Random) -> None:
        first = self.document.section(topic.title)
        facts = self._facts(topic, random)
        calls = self._calls(topic, random) if topic.has_calls else []
        points = self._series(topic, random) if topic.has_series else []
        for _ in range(UNUSED_LINES):
            self.document.say(f"{sentence(random)} In tutto {random.randrange(10, 999)}.")
        head = {
            "titolo": topic.title,
            "sintesi": sentence(random),
            "ordine": f"{topic.number}",
            "fonte": self.document.id,
            "sezione": topic.title,
            "righe": f"{first}-{self.document.last}",
        }
        if topic.area:
            head["area"] = topic.area
        words = body(random, facts, calls, points, f"spese.{self.year}.{topic.missione}")
        folder = self.root / "content" / f"{self.year}" / topic.missione
        write_words(folder / f"{topic.slug}.md", head, words)

    def _facts(self, topic: Topic, random: Random) -> list[Named]:
        """Write the facts of a topic; return label and address of each."""
        chosen = FACTS[: topic.facts]
        facts = [
            {"id": name, "etichetta": label, "unita": unit}
            | self._datum(label, _value(random, unit))
            for name, label, unit in chosen
        ]
        if facts:
            self._data(f"fatti/{self.year}", topic.slug, tema=topic.slug, dati=facts)
        return [(label, f"fatti.{self.year}.{topic.slug}.{name}") for name, label, _ in chosen]

    def _calls(self, topic: Topic, random: Random) -> list[Named]:
        """Add the calls of a topic; return name and address of each."""
        told = []
        for kind in CALLS_OF_A_TOPIC:
            call, name = f"{topic.slug}-{kind}", f"{topic.title}, contributo {kind}"
            entry: Entry = {
                "id": call,
                "nome": name,
                "missione": topic.missione,
                "tema": topic.slug,
                "finanziano": [self.document.body],
                "riga": f"{self.document.say(name)}",
            }
            for key, label, unit in QUANTITIES:
                entry[key] = (
                    self._datum(label, _value(random, unit))
                    if unit
                    else {"manca": "non stampato nella fonte"}
                )
            self.calls.append(entry)
            told.append((name, f"bandi.{self.year}.{call}"))
        return told

    def _series(self, topic: Topic, random: Random) -> list[str]:
        """Write, in the latest year, the series of a topic; return its points' addresses."""
        years = range(self.latest - POINTS + 1, self.latest + 1)
        if self.year == self.latest:
            points = [
                {"anno": f"{year}"} | self._datum(f"{year}", _value(random, "domande"))
                for year in years
            ]
            points[1] = {"anno": f"{years[1]}", "manca": "non rilevato"}
            series = {
                "schema": "1",
                "id": topic.slug,
                "titolo": f"{topic.title}: domande ricevute",
                "unita": "domande",
                "missione": topic.missione,
                "tema": topic.slug,
                "fonte": self.document.id,
                "punti": points,
            }
            write_yaml(self.root / "data" / "serie" / f"{topic.slug}.yml", series)
        return [f"serie.{topic.slug}.{year}" for year in years]


def _value(random: Random, unit: str) -> Decimal:
    """Return a likely value: euro with cents, percent with two decimals, counts whole."""
    if unit == "euro":
        return Decimal(random.randrange(500_000, 30_000_000)).scaleb(-2)
    if unit == "percento":
        return Decimal(random.randrange(1_000, 9_999)).scaleb(-2)
    return Decimal(random.randrange(2, 3_000))


def write_words(path: Path, head: object, text: str) -> None:
    """Write a Markdown file of `content/` with its front matter."""
    write_yaml(path, head)
    front = path.read_text(encoding="utf-8")
    path.write_text(f"---\n{front}---\n{text}\n", encoding="utf-8")
