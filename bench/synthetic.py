"""A project folder of any size: an invented body, valid to every check, for the benchmark.

`python -m bench.synthetic PAGES FOLDER`. A body grows by a year at a time, so the folder does too:
each year has as many topics as the real one, and a document of its own. The code and the written
pages are the project's; words and numbers are made from fixed lists with a seeded generator, so
the same size gives the same files.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.document import Document, write_yaml
from bench.topic import EVERY, OF_THE_FIRST_MISSIONE, Topic
from bench.words import TITLES, paragraph, sentence, slug
from bench.year import AREAS, Year, write_words
from macros.site import read_site_or_refuse

PROJECT = Path(__file__).resolve().parents[1]
BODY, SHORT = "Camera di Commercio di Vallechiara", "Camera di Vallechiara"
LATEST, FIRST = 2022, 1990  # the years a datum may have begin with FIRST
PAGES_OF_A_YEAR = 68  # of the real site: 62 topics, 4 missioni, calls, document


def synthetic(root: Path, pages: int) -> None:
    """Write a project whose site has exactly `pages` pages. Raises ValueError if it cannot."""
    count = min(LATEST - FIRST + 1, max(1, round(pages / PAGES_OF_A_YEAR)))
    years = range(LATEST - count + 1, LATEST + 1)
    missioni = _shell(root)
    _write(root, years, missioni, len(years))
    # A topic is a page: what the site has besides topics is counted, not assumed.
    besides = len(read_site_or_refuse(root).pages) - len(years)
    topics = pages - besides
    if not len(years) <= topics <= len(years) * len(TITLES):
        raise ValueError(f"{pages} pages cannot be made: {besides} of them are not topics")
    _write(root, years, missioni, topics)


def _shell(root: Path) -> list[str]:
    """Take code, configuration and written pages from the project; return the missioni's codes."""
    root.mkdir(parents=True, exist_ok=True)
    for shared in ("macros", "node_modules"):
        (root / shared).symlink_to(PROJECT / shared, target_is_directory=True)
    own = shutil.ignore_patterns("pubblicazioni.yml", "amministrazione-trasparente*")
    for copied in ("docs_src", "site_config"):
        shutil.copytree(PROJECT / copied, root / copied, ignore=own)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    body = _read(root / "site_config" / "ente.yml")
    write_yaml(root / "site_config" / "ente.yml", body | {"nome": BODY, "nome_breve": SHORT})
    (root / "site_config" / "verifiche.yml").write_text("schema: 1\n", encoding="utf-8")
    missioni = _read(root / "site_config" / "missioni.yml")["missioni"]
    for missione in missioni:
        random = Random(missione["codice"])
        head = {"titolo": missione["nome"], "sintesi": sentence(random)}
        text = f"{paragraph(random, 4)}\n\n{paragraph(random, 4)}"
        write_words(root / "content" / "missioni" / f"{missione['codice']}.md", head, text)
    return [missione["codice"] for missione in missioni]


def _read(path: Path) -> dict[str, Any]:
    """Read a YAML file with every scalar as text, as the site does."""
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return read


def _write(root: Path, years: Sequence[int], missioni: Sequence[str], topics: int) -> None:
    """Write the years with `topics` topics in all, shared out evenly."""
    for place, year in enumerate(years):
        count = topics // len(years) + (place < topics % len(years))
        chosen = [_topic(number, missioni) for number in range(count)]
        Year(root, Document(year, BODY), years[-1]).write(missioni, chosen)


def _topic(number: int, missioni: Sequence[str]) -> Topic:
    place = max(0, number % EVERY - OF_THE_FIRST_MISSIONE + 1) % len(missioni)
    area = slug(AREAS[number % len(AREAS)]) if place == 0 else ""
    return Topic(number, missioni[place], area)


if __name__ == "__main__":
    synthetic(Path(sys.argv[2]), int(sys.argv[1]))
