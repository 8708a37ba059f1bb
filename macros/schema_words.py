"""The schema of the words: the front matter of the Markdown files of `content/` and `docs_src/`."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from macros.schema_base import Block, Count, Flag, Id, Lines, Text


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


class PageHead(Block):
    """The front matter of a page of `docs_src/`."""

    title: Text = Field(alias="titolo")
    short: Text | None = Field(None, alias="titolo_breve")
    summary: Text = Field(alias="descrizione")
    style: Text | None = Field(None, alias="classe")
    contents: Flag = Field(False, alias="indice")
    order: Count = Field(Decimal(0), alias="ordine", description="Posto nel menu")
