"""Visits counted from the access logs of the server: no script in the page, nothing of who came.

A line of the «combined» form (Apache, nginx) is read for its day, its page and whether it comes
from a program; the address it was asked from is never kept. What is published is in `visits_file`.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

import yaml

from macros.schema_visits import ROBOTS, SMALL, MonthVisits, VisitsFile

_LINE = re.compile(
    r'\S+ \S+ .*?\[(?P<when>[^\]]{11,40})\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+'
    r'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)".*)?'
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - as logs write
_DAY = re.compile(r"(\d{2})/(\w{3})/(\d{4}):")
_SEEN = ("200", "304")  # given, or unchanged since the reader's last visit
_ROBOT = re.compile("|".join(map(re.escape, ROBOTS)), re.IGNORECASE)


@dataclass
class Month:
    """What was counted of a month; `pages` by their address on the site."""

    days: set[date] = field(default_factory=set)
    pages: Counter[str] = field(default_factory=Counter)
    robots: int = 0


@dataclass
class Reading:
    """What some logs tell: months by (year, month); lines read, and those not understood."""

    months: dict[tuple[int, int], Month] = field(default_factory=lambda: defaultdict(Month))
    lines: int = 0
    unread: list[int] = field(default_factory=list)

    def read(self, lines: Iterable[str], pages: Collection[str], base: str) -> None:
        """Count the lines of a log; `base` is the path the site is published under."""
        for line in lines:
            if line.strip():
                self.lines += 1
                if not self._count(line.rstrip("\r\n"), pages, base):
                    self.unread.append(self.lines)

    def _count(self, line: str, pages: Collection[str], base: str) -> bool:
        """Count a line, if it is a page seen; tell whether it could be read."""
        found = _LINE.fullmatch(line)
        day = _day(found["when"]) if found else None
        if found is None or day is None:
            return False
        method, _, rest = found["request"].partition(" ")
        page = _page(rest.partition(" ")[0], base)
        if method != "GET" or found["status"] not in _SEEN or page is None or page not in pages:
            return True
        month = self.months[day.year, day.month]
        month.days.add(day)
        agent = found["agent"] or "-"
        if agent == "-" or _ROBOT.search(agent):
            month.robots += 1
        else:
            month.pages[page] += 1
        return True


def _day(text: str) -> date | None:
    """Return the day of «10/Oct/2026:13:55:36 +0200», or None."""
    found = _DAY.match(text)
    if found is None or found[2] not in _MONTHS:
        return None
    try:
        return datetime(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])).date()
    except ValueError:
        return None


def _page(target: str, base: str) -> str | None:
    """Return the page that a request asks for, relative to the site; None outside it."""
    path = unquote(target.partition("?")[0].partition("#")[0])
    if not path.startswith(base):
        return None
    return path.removeprefix(base).removesuffix("index.html")


def log_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a log, also packed with gzip. Raises OSError or EOFError."""
    with path.open("rb") as start:
        packed = start.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if packed else path.open("rb") as file:
        for raw in file:
            yield raw.decode("utf-8", errors="replace")


class Fingerprint(Protocol):
    """What `hashlib` makes: it takes bytes, piece by piece."""

    def update(self, data: bytes, /) -> None:
        """Take some more."""


def hashed(lines: Iterable[str], told: Fingerprint) -> Iterator[str]:
    """Yield lines as they are, and take their fingerprint on the way."""
    for line in lines:
        told.update(line.encode())
        yield line


def merged(
    reading: Reading, published: Mapping[int, VisitsFile]
) -> tuple[dict[int, VisitsFile], list[str]]:
    """Return the years to publish, and the months («2026-10») that are left as they were.

    A month that is published already is counted again only from logs that tell at least as much of
    it: the first lines of a log often belong to the month before.
    """
    known = {
        (month.first.year, month.first.month): month
        for file in published.values()
        for month in file.months
    }
    left = []
    for key, month in sorted(reading.months.items()):
        made = _month(month)
        if key in known and made.seen < known[key].seen:
            left.append(f"{key[0]}-{key[1]:02}")
        else:
            known[key] = made
    years = sorted({year for year, _ in known})
    return {
        year: VisitsFile(
            schema="1", anno=year, mesi=tuple(known[key] for key in sorted(known) if key[0] == year)
        )
        for year in years
    }, left


def _month(month: Month) -> MonthVisits:
    """Return what is published of a month: pages seen by few are put together."""
    told = sorted(month.pages.items(), key=lambda entry: (-entry[1], entry[0]))
    shown = [(page, seen) for page, seen in told if seen >= SMALL]
    return MonthVisits.model_validate(
        {
            "dal": min(month.days),
            "al": max(month.days),
            "viste": str(month.pages.total()),
            "robot": str(month.robots),
            "altre": str(month.pages.total() - sum(seen for _, seen in shown)),
            "pagine": tuple({"pagina": f"/{page}", "viste": str(seen)} for page, seen in shown),
        }
    )


class _Plain(yaml.SafeDumper):
    """Writes a value that stands twice in full: our files have no references."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def visits_file(file: VisitsFile) -> str:
    """Return a year as its file is written."""
    told = {
        "schema": 1,
        "anno": file.year,
        "mesi": list(map(_written, file.months)),
    }
    head = (
        "# Pagine viste, contate dai registri del server con: python -m macros statistiche\n"
        "# Nessun dato di chi ha visitato il sito.\n"
    )
    return head + yaml.dump(told, Dumper=_Plain, sort_keys=False, allow_unicode=True)


def _written(month: MonthVisits) -> dict[str, object]:
    """Return a month by its names; one without pages of its own has no empty list (Y115)."""
    pages = [{"pagina": each.page, "viste": int(each.seen)} for each in month.pages]
    return {
        "dal": month.first,
        "al": month.last,
        "viste": int(month.seen),
        "robot": int(month.robots),
        "altre": int(month.others),
        **({"pagine": pages} if pages else {}),
    }
