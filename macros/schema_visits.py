"""The schema of the published visits: `data/visite/ANNO.yml`, written by `statistiche`."""

from __future__ import annotations

from pydantic import Field, model_validator

from macros.catalogue import Refusal
from macros.schema_base import Block, Count, DataFile, Day, Text, Year, refuse_twice

SMALL = 10
"""A page seen fewer times in a month is counted with the other pages of few readers."""
ROBOTS = (
    *("bot", "crawl", "spider", "slurp", "preview", "monitor", "scan", "fetch", "http", "curl"),
    *("wget", "python", "java/", "headless", "lighthouse"),
)
"""The words by which programs name themselves; a request with no name is one too."""


class PageVisits(Block):
    """How many times a page was seen in a month."""

    page: Text = Field(alias="pagina", description="Indirizzo nel sito; / è la pagina iniziale")
    seen: Count = Field(alias="viste")


class MonthVisits(Block):
    """A month: the days the logs tell of, what was seen, what was left out."""

    first: Day = Field(alias="dal", description="Primo giorno letto nei registri")
    last: Day = Field(alias="al", description="Ultimo giorno letto nei registri")
    seen: Count = Field(alias="viste", description="Pagine viste in tutto")
    robots: Count = Field(alias="robot", description="Richieste di programmi, non contate")
    others: Count = Field(alias="altre", description="Viste delle pagine poco viste, insieme")
    pages: tuple[PageVisits, ...] = Field((), alias="pagine", description="Le pagine più viste")

    @model_validator(mode="after")
    def _add_up(self) -> MonthVisits:
        refuse_twice("pagine", (each.page for each in self.pages), "pagina")
        total = self.others + sum(each.seen for each in self.pages)
        if self.seen != total:
            raise Refusal("D249", ("viste",), total=total)
        return self


class VisitsFile(DataFile):
    """The visits of a year, month by month: counts only, nothing of who came."""

    year: Year = Field(alias="anno")
    months: tuple[MonthVisits, ...] = Field(alias="mesi")

    @model_validator(mode="after")
    def _own_months(self) -> VisitsFile:
        refuse_twice("mesi", (f"{each.first:%Y-%m}" for each in self.months), "dal")
        for index, month in enumerate(self.months):
            first, last = month.first, month.last
            if (first.year, first.year, first.month) != (self.year, last.year, last.month):
                raise Refusal("D250", ("mesi", index, "al"), year=self.year)
        return self
