"""The schema of the data: what staff may write in `data/`, once and for all.

From these models come validation, and later the JSON Schema, the data dictionary and the forms.
Python names are English; the keys of the files (the aliases) are Italian.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from macros.catalogue import Refusal
from macros.schema_base import (
    Block,
    Count,
    DataFile,
    Day,
    Flag,
    Id,
    Line,
    Text,
    Year,
    refuse_twice,
)

TO_COMPLETE = "da completare"

Gap = Literal[
    "non ancora dovuto",
    "non rilevato",
    "indicatore nato dopo",
    "indicatore cessato",
    "in verifica",
    "non stampato nella fonte",
]
Qualifier = Literal["circa", "oltre", "almeno", "quasi", "fino a", "poco più di", "ben", "solo"]


def _is_colour(text: str) -> str:
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text
    raise Refusal("D216", text=text)


Colour = Annotated[Text, AfterValidator(_is_colour)]


def _is_emblem(text: str) -> str:
    if re.fullmatch(r"site_config/[A-Za-z0-9_-]+\.svg", text):
        return text
    raise Refusal("D217", text=text)


def _is_web(text: str) -> str:
    if text == TO_COMPLETE or re.fullmatch(r"https?://[^\s/]+(/\S*)?", text):
        return text
    raise Refusal("D218", text=text)


Emblem = Annotated[Text, AfterValidator(_is_emblem)]
Web = Annotated[Text, AfterValidator(_is_web)]


class Again(Block):
    """Another line of the same source that prints the same number."""

    line: Line = Field(alias="riga", description="Riga della fonte")
    printed: Text | None = Field(None, alias="stampato", description="Come è stampato lì")


class Datum(Block):
    """A number as a source prints it, or the reason why it is missing. Missing is never zero.

    `value` is still text here: it is typed by the unit, which may stand in another block.
    """

    value: Text | None = Field(None, alias="valore", description="Il numero come è stampato")
    gap: Gap | None = Field(None, alias="manca", description="Perché il numero manca")
    line: Line | None = Field(None, alias="riga", description="Riga della fonte")
    source: Id | None = Field(None, alias="fonte", description="Fonte, se diversa dal file")
    printed: Text | None = Field(
        None, alias="stampato", description="Forma stampata, se diversa da «valore»"
    )
    also: tuple[Again, ...] = Field(
        (), alias="anche", description="Altre righe con lo stesso numero"
    )
    qualifier: Qualifier | None = Field(None, alias="qualificatore", description="circa, oltre…")
    inferred: Flag = Field(False, alias="dedotto", description="Sì se il numero è dedotto da noi")
    note: Text | None = Field(None, alias="nota", description="Spiegazione per chi legge")

    @model_validator(mode="after")
    def _value_or_gap(self) -> Datum:
        if (self.value is None) == (self.gap is None):
            raise Refusal("D210")
        if self.value is not None and self.line is None:
            raise Refusal("D211")
        if self.inferred and self.note is None:
            raise Refusal("D212")
        return self


class Unit(Block):
    """A unit of measure of `site_config/unita.yml`."""

    id: Id
    kind: Literal["importo", "percentuale", "conteggio", "misura", "data"] = Field(alias="tipo")
    singular: Text | None = Field(None, alias="singolare")
    plural: Text | None = Field(None, alias="plurale")
    decimals: Count | None = Field(
        None, alias="decimali", description="Decimali da stampare; se manca, quelli della fonte"
    )


class UnitsFile(DataFile):
    """`site_config/unita.yml`."""

    units: tuple[Unit, ...] = Field(alias="unita")

    @model_validator(mode="after")
    def _once(self) -> UnitsFile:
        refuse_twice("unita", (unit.id for unit in self.units), "id")
        return self


class Missione(Block):
    """A missione of public spending and its programma (DPCM 12/12/2012, DM MEF 27/3/2013)."""

    code: Text = Field(alias="codice", description="Codice di tre cifre, fra virgolette")
    name: Text = Field(alias="nome")
    short: Text = Field(alias="nome_breve", description="Nome corto per grafici e menu")
    programma: Text | None = Field(None, alias="programma")


class MissioniFile(DataFile):
    """`site_config/missioni.yml`: a dated vocabulary."""

    valid_from: Year = Field(alias="valido_dal")
    source: Text = Field(alias="norma")
    missioni: tuple[Missione, ...]

    @model_validator(mode="after")
    def _once(self) -> MissioniFile:
        refuse_twice("missioni", (missione.code for missione in self.missioni), "codice")
        return self


class Area(Block):
    """An area of spending inside a missione."""

    id: Id
    name: Text = Field(alias="nome")
    amount: Datum = Field(alias="importo")


class MissioneSpending(Block):
    """What a missione cost in the year."""

    code: Text = Field(alias="codice")
    amount: Datum = Field(alias="importo")
    aree: tuple[Area, ...] = ()

    @model_validator(mode="after")
    def _named_once(self) -> MissioneSpending:
        refuse_twice("aree", (area.name for area in self.aree), "nome")
        return self


class SpendingFile(DataFile):
    """`data/spese/ANNO.yml`: spending by missione and area (art. 7 DM MEF 27/3/2013)."""

    year: Year = Field(alias="anno")
    kind: Literal["consuntivo"] = Field(
        alias="natura", description="Solo spese fatte, mai previste"
    )
    source: Id = Field(alias="fonte")
    missioni: tuple[MissioneSpending, ...]
    note: Text | None = Field(None, alias="nota")


class Bando(Block):
    """A call for grants. Each quantity is a number or the reason why it is missing."""

    id: Id
    name: Text = Field(alias="nome")
    missione: Text
    area: Id | None = None
    tema: Id
    funders: tuple[Text, ...] = Field((), alias="finanziano", description="Chi mette i fondi")
    opened: Day | None = Field(None, alias="apertura")
    closed: Day | None = Field(None, alias="chiusura")
    period: Text | None = Field(None, alias="periodo", description="Periodo, se non ci sono date")
    allocated: Datum = Field(alias="stanziato", description="Stanziato dall'ente")
    allocated_others: Datum | None = Field(
        None, alias="stanziato_altri", description="Stanziato da altri enti"
    )
    applications: Datum = Field(alias="domande")
    admissible: Datum = Field(alias="ammissibili")
    admitted: Datum = Field(alias="ammesse")
    granted: Datum = Field(alias="concesso")
    line: Line = Field(alias="riga", description="Riga dove la fonte comincia a parlarne")
    note: Text | None = Field(None, alias="nota")


class BandiFile(DataFile):
    """`data/bandi/ANNO.yml`."""

    year: Year = Field(alias="anno")
    source: Id = Field(alias="fonte")
    bandi: tuple[Bando, ...]

    @model_validator(mode="after")
    def _named_once(self) -> BandiFile:
        refuse_twice("bandi", (bando.name for bando in self.bandi), "nome")
        return self


class Point(Datum):
    """A point of a series."""

    year: Year = Field(alias="anno")
    elsewhere: tuple[Datum, ...] = Field(
        (), alias="altrove", description="Lo stesso valore in altri documenti, ognuno con la fonte"
    )

    @model_validator(mode="after")
    def _elsewhere_is_elsewhere(self) -> Point:
        for index, datum in enumerate(self.elsewhere):
            if datum.source is None:
                raise Refusal("D231", ("altrove", index))
        return self


class SeriesFile(DataFile):
    """`data/serie/ID.yml`: one time series, each point with its own source."""

    id: Id
    title: Text = Field(alias="titolo")
    unit: Id = Field(alias="unita")
    missione: Text
    tema: Id = Field(description="Il tema la cui pagina mostra la serie")
    source: Id = Field(alias="fonte")
    points: tuple[Point, ...] = Field(alias="punti")
    note: Text | None = Field(None, alias="nota")

    @model_validator(mode="after")
    def _years_once(self) -> SeriesFile:
        seen: set[int] = set()
        for index, point in enumerate(self.points):
            if point.year in seen:
                raise Refusal("D213", ("punti", index, "anno"), year=point.year)
            seen.add(point.year)
        return self


class Fact(Datum):
    """A single number of a report."""

    id: Id
    label: Text = Field(alias="etichetta", description="Che cosa conta o misura")
    unit: Id = Field(alias="unita")


class FactsFile(DataFile):
    """`data/fatti/ANNO/TEMA.yml`: the remaining numbers of a topic."""

    year: Year = Field(alias="anno")
    tema: Id
    source: Id = Field(alias="fonte")
    facts: tuple[Fact, ...] = Field(alias="dati")


class Section(Block):
    """A section of a source text: it runs from its line to the next section."""

    line: Line = Field(alias="da", description="Prima riga della sezione")
    title: Text = Field(alias="titolo")


def _is_sha256(text: str) -> str:
    if text == TO_COMPLETE or (len(text) == 64 and set(text) <= set("0123456789abcdef")):
        return text
    raise Refusal("D214")


class SourceFile(DataFile):
    """`data/fonti/ID.yml`: a document the numbers come from."""

    id: Id
    title: Text = Field(alias="titolo")
    short: Text = Field(alias="titolo_breve")
    body: Text = Field(alias="ente")
    year: Year = Field(alias="anno")
    text: Text = Field(
        alias="testo", description="Nome del file di testo da cui si leggono le righe"
    )
    sha256: Annotated[Text, AfterValidator(_is_sha256)]
    original: Web = Field(alias="originale", description="Indirizzo del documento, o da completare")
    sections: tuple[Section, ...] = Field(alias="sezioni")
    note: Text | None = Field(None, alias="nota")

    @model_validator(mode="after")
    def _sections_in_order(self) -> SourceFile:
        for index, (before, after) in enumerate(pairwise(self.sections), 1):
            if after.line <= before.line:
                raise Refusal("D219", ("sezioni", index, "da"), line=after.line)
        return self


class Forge(Block):
    """Where the project's files are edited."""

    kind: Literal["github", "gitlab", "forgejo"] = Field(alias="tipo")
    address: Web = Field(alias="indirizzo", description="Indirizzo del progetto, o da completare")
    branch: Text = Field(alias="ramo")


class Licence(Block):
    """A licence with its address."""

    name: Text = Field(alias="nome")
    url: Web = Field(alias="indirizzo")


class BodyFile(DataFile):
    """`site_config/ente.yml`: the body. What is not known is `da completare`, never invented."""

    name: Text = Field(alias="nome")
    short: Text = Field(alias="nome_breve")
    belongs_to: Text = Field(alias="appartenenza")
    motto: Text
    site_url: Web = Field(alias="indirizzo_sito")
    address: Text = Field(alias="sede")
    tax_code: Text = Field(alias="codice_fiscale")
    vat: Text = Field(alias="partita_iva")
    pec: Text
    urp: Text
    rpd: Text
    ipa: Text = Field(alias="codice_ipa")
    content_licence: Licence = Field(alias="licenza_contenuti")
    forge: Forge = Field(alias="forgia")
    updated: Day = Field(alias="aggiornato", description="Data dell'ultimo aggiornamento")
    next_update: Text = Field(
        TO_COMPLETE, alias="prossimo_aggiornamento", description="Quando, o con che cosa"
    )
    opinions: Text = Field(
        TO_COMPLETE, alias="pareri", description="Dove scrive chi vuole dire che cosa non va"
    )
    privacy: Web = Field(TO_COMPLETE, alias="informativa_privacy", description="Indirizzo")
    access_statement: Web = Field(
        TO_COMPLETE,
        alias="dichiarazione_accessibilita",
        description="Indirizzo su form.agid.gov.it",
    )

    @property
    def web(self) -> str:
        """The site's address, empty where it is not known yet."""
        return "" if self.site_url == TO_COMPLETE else self.site_url


class ThemeFile(DataFile):
    """`site_config/tema.yml`: colours and emblem of the body."""

    header: Colour = Field(alias="testata", description="Fondo della testata")
    band: Colour = Field(alias="fascia", description="Fondo della fascia sopra la testata")
    footer: Colour = Field(alias="piede", description="Fondo del piede")
    link: Colour = Field(alias="collegamenti", description="Colore dei collegamenti")
    emblem: Emblem = Field(alias="emblema", description="File SVG dentro site_config/")
