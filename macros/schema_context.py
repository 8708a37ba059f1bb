"""The schema of what surrounds the figures: tables, timelines, the yearly report, news."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from macros.catalogue import Refusal
from macros.scalars import read_date
from macros.schema import Datum
from macros.schema_base import Block, DataFile, Day, Id, Line, Text, Year, refuse_twice


class Column(Block):
    """A column of a statistical table."""

    id: Id
    title: Text = Field(alias="titolo")
    unit: Id = Field(alias="unita")


class Entry(Datum):
    """A cell of a statistical table."""

    column: Id = Field(alias="colonna")


class GridRow(Block):
    """A row of a statistical table."""

    id: Id
    title: Text = Field(alias="titolo")
    cells: tuple[Entry, ...] = Field(alias="celle")


class GridFile(DataFile):
    """`data/tavole/ANNO/ID.yml`: a table a document prints whole."""

    id: Id
    year: Year = Field(alias="anno")
    tema: Id
    title: Text = Field(alias="titolo")
    source: Id = Field(alias="fonte")
    columns: tuple[Column, ...] = Field(alias="colonne")
    rows: tuple[GridRow, ...] = Field(alias="righe")
    note: Text | None = Field(None, alias="nota")

    @model_validator(mode="after")
    def _rectangular(self) -> GridFile:
        refuse_twice("colonne", (column.id for column in self.columns), "id")
        refuse_twice("righe", (row.id for row in self.rows), "id")
        wanted = [column.id for column in self.columns]
        for index, row in enumerate(self.rows):
            found = [cell.column for cell in row.cells]
            if found != wanted:
                same = zip(found[:-1], wanted, strict=False)
                wrong = next((n for n, pair in enumerate(same) if len({*pair}) > 1), len(found) - 1)
                place = ("righe", index, "celle", wrong, "colonna")
                raise Refusal("D230", place, found=", ".join(found), wanted=", ".join(wanted))
        return self


def _is_when(text: str) -> str:
    """Accept a day, a month or a year: 2016-12-10, 2017-12, 2020."""
    if re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", text):
        return text
    try:
        return read_date(text).isoformat()
    except Refusal:
        raise Refusal("D238", text=text) from None


class Event(Block):
    """Something that happened: a day, or the month or year if the source says no more."""

    when: Annotated[Text, AfterValidator(_is_when)] = Field(
        alias="quando", description="2016-12-10, oppure 2017-12, oppure 2020"
    )
    what: Text = Field(alias="che_cosa")
    line: Line = Field(alias="riga")
    source: Id | None = Field(None, alias="fonte", description="Fonte, se diversa dal file")


class TimelineFile(DataFile):
    """`data/cronologie/ID.yml`: events in order of time, each with its source."""

    id: Id
    title: Text = Field(alias="titolo")
    source: Id = Field(alias="fonte")
    events: tuple[Event, ...] = Field(alias="eventi")


class ReportPart(Block):
    """A section of the yearly report, and what the site puts there."""

    title: Text = Field(alias="titolo")
    holds: Literal["contesto", "missioni", "risultati"] = Field(alias="contiene")
    intro: Text = Field(alias="che_cosa_dice", description="Una frase che dice che cosa contiene")
    gap: Text | None = Field(None, alias="manca", description="Perché non c’è, se non c’è")


class ReportFile(DataFile):
    """`data/relazioni/ANNO.yml`: the report in its reading order (circolare MISE 50114/2015)."""

    year: Year = Field(alias="anno")
    source: Id = Field(alias="fonte")
    title: Text = Field(alias="titolo")
    rule: Text = Field(alias="norma")
    parts: tuple[ReportPart, ...] = Field(alias="sezioni")


class News(Block):
    """Something that has changed on the site, and the page where it is seen."""

    day: Day = Field(alias="giorno")
    what: Text = Field(alias="che_cosa", description="In una frase, per chi legge")
    page: Text = Field(alias="pagina", description="Indirizzo della pagina, senza quello del sito")


class NewsFile(DataFile):
    """`data/novita/ANNO.yml`: what has changed on the site in a year."""

    year: Year = Field(alias="anno")
    news: tuple[News, ...] = Field(alias="novita")

    @model_validator(mode="after")
    def _of_its_year(self) -> NewsFile:
        for index, news in enumerate(self.news):
            if news.day.year != self.year:
                raise Refusal("D247", ("novita", index, "giorno"), year=self.year)
        return self
