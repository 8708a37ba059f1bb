"""The schema of the words: front matter of Markdown files, and what is new on the site."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, model_validator

from macros.catalogue import Refusal
from macros.schema_base import Block, Count, DataFile, Day, Flag, Id, Lines, Text, Year


class TopicHead(Block):
    """The front matter of a topic, `content/ANNO/MISSIONE/TEMA.md`."""

    title: Text = Field(alias="titolo")
    summary: Text = Field(alias="sintesi", description="Una frase che dice l'essenziale")
    area: Id | None = None
    order: Count = Field(Decimal(0), alias="ordine", description="Posto nell'elenco dei temi")
    source: Id = Field(alias="fonte")
    section: Text = Field(alias="sezione", description="Titolo della parte del documento")
    lines: Lines = Field(
        alias="righe", description="Righe del testo della fonte, per esempio 10-40"
    )


class NoteHead(Block):
    """The front matter of what a report says of an indicator, `content/ANNO/risultati/ID.md`."""

    source: Id = Field(alias="fonte")
    section: Text = Field(alias="sezione")
    lines: Lines = Field(alias="righe")


class MissioneHead(Block):
    """The front matter of `content/missioni/CODICE.md`."""

    title: Text = Field(alias="titolo")
    summary: Text = Field(alias="sintesi")


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


class PageHead(Block):
    """The front matter of a page of `docs_src/`."""

    title: Text = Field(alias="titolo")
    short: Text | None = Field(None, alias="titolo_breve")
    summary: Text = Field(alias="descrizione")
    style: Text | None = Field(None, alias="classe")
    contents: Flag = Field(False, alias="indice")
    order: Count = Field(Decimal(0), alias="ordine", description="Posto nel menu")
