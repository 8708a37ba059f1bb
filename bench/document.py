"""An invented source document: its text, its sections, and the index of the numbers it prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from macros.schema import SourceFile
from macros.sources import INDEX_SUFFIX, fingerprint, index_csv

TEXTS = "testi"


@dataclass
class Document:
    """The report of a year, written line by line: where a number stands is known at once."""

    year: int
    body: str
    lines: list[str] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The name numbers cite."""
        return f"relazione-{self.year}"

    @property
    def last(self) -> int:
        """The number of the last line written."""
        return len(self.lines)

    def section(self, title: str) -> int:
        """Begin a section; return its first line."""
        line = self.say(title)
        self.sections.append((line, title))
        return line

    def say(self, text: str) -> int:
        """Write a line; return its number."""
        self.lines.append(text)
        return len(self.lines)

    def write(self, root: Path) -> None:
        """Write head and index to `data/fonti/`, the text to `testi/`."""
        text = "\n".join(self.lines) + "\n"
        raw = text.encode()
        head = {
            "schema": "1",
            "id": self.id,
            "titolo": f"Relazione sulla gestione {self.year}",
            "titolo_breve": f"Relazione {self.year}",
            "ente": self.body,
            "anno": str(self.year),
            "testo": f"{self.id}.txt",
            "sha256": fingerprint(raw),
            "originale": "da completare",
            "sezioni": tuple({"da": str(line), "titolo": title} for line, title in self.sections),
        }
        write_yaml(root / "data" / "fonti" / f"{self.id}.yml", head)
        index = index_csv(SourceFile.model_validate(head), text)
        (root / "data" / "fonti" / f"{self.id}{INDEX_SUFFIX}").write_text(index, encoding="utf-8")
        texts = root / TEXTS
        texts.mkdir(exist_ok=True)
        (texts / f"{self.id}.txt").write_bytes(raw)


def write_yaml(path: Path, content: object) -> None:
    """Write a data file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(told, encoding="utf-8")
