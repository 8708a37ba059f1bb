"""One site built in every way, again and again, in turns: ours, its parts, and plain MkDocs."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Measure, median, python
from bench.plain import PAGES, write_configs

# As macros/build.py does; not imported from there, so that this process stays small.
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
OURS, WHOLE, SEARCH = "Casa di vetro: MkDocs", "Casa di vetro: tutto", "Casa di vetro: Pagefind"
PLAIN, PLAIN_SEARCH = "MkDocs + Material", "MkDocs + Material, con ricerca"
PAIRS = ((OURS, PLAIN), (WHOLE, PLAIN_SEARCH))  # what is compared with what


class PagesDiffer(Exception):
    """Two sites that should hold the same pages do not: comparing them means nothing."""


@dataclass(frozen=True)
class Timed:
    """A site with what each way of building it took."""

    name: str
    pages: int
    steps: Mapping[str, Measure]


def timed(name: str, project: Path, scratch: Path, times: int) -> Timed:
    """Build a project `times` times in every way; return the medians.

    Raises CommandFailed, PagesDiffer.
    """
    plain, out = scratch / "semplice", scratch / "siti"
    pages = plain / PAGES
    python("macros", "genera", str(pages), folder=project, environment=QUIET)
    write_configs(project, plain)
    measures: dict[str, list[Measure]] = defaultdict(list)
    for _ in range(times):
        shutil.rmtree(out, ignore_errors=True)
        for step, measure in _round(project, plain, out).items():
            measures[step].append(measure)
    count = len(list(pages.rglob("*.md")))
    for site in sorted(out.iterdir()):
        _same_pages(site, count)
    shutil.rmtree(plain)
    shutil.rmtree(out)
    return Timed(name, count, {step: median(each) for step, each in measures.items()})


def _round(project: Path, plain: Path, out: Path) -> dict[str, Measure]:
    """Build everything once."""
    ours, whole, without, search = (out / name for name in ("casa", "tutto", "senza", "con"))

    def mkdocs(folder: Path, site: Path, *options: str) -> Measure:
        arguments = ("mkdocs", "build", "--quiet", "--site-dir", str(site), *options)
        return python(*arguments, folder=folder, environment=QUIET)

    return {
        OURS: mkdocs(project, ours, "--strict"),
        PLAIN: mkdocs(plain, without, "--config-file", "senza.yml"),
        SEARCH: python("pagefind", "--site", str(ours), folder=project, environment=QUIET),
        WHOLE: python(
            "macros", "costruisci", "--in", str(whole), folder=project, environment=QUIET
        ),
        PLAIN_SEARCH: mkdocs(plain, search, "--config-file", "con.yml"),
    }


def _same_pages(site: Path, count: int) -> None:
    built = sum(path.name != "404.html" for path in site.rglob("*.html"))
    if built != count:
        raise PagesDiffer(f"{site.name}: {built} pagine invece di {count}")
