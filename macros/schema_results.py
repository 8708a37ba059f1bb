"""The schema of objectives and indicators: what was aimed at, what was reached (DPCM 18/9/2012).

Printed codes are text and no more than that: real documents leave them out, repeat them, and give
two objectives codes that look alike. What we add to what a source prints is marked as inferred
(`dedotto`) and explained.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from macros.catalogue import Refusal
from macros.schema import Datum
from macros.schema_base import (
    Block,
    DataFile,
    Day,
    FormulaText,
    Id,
    Line,
    Text,
    Year,
    refuse_twice,
)

Level = Literal["area strategica", "obiettivo strategico", "obiettivo operativo"]
Comparator = Literal[">=", "<=", ">", "<", "=", "fra"]
Direction = Literal["più alto è meglio", "più basso è meglio", "nessuna"]
Outcome = Literal["conseguito", "conseguito in parte", "non conseguito"]


_COMPARISONS = {
    ">=": "almeno",
    "<=": "al massimo",
    ">": "più di",
    "<": "meno di",
    "=": "esattamente",
    "fra": "fra due estremi",
}


def _is_comparator(text: object) -> object:
    if not isinstance(text, str) or text in _COMPARISONS:
        return text
    known = ", ".join(f"{sign} ({words})" for sign, words in _COMPARISONS.items())
    near = next((sign for sign, words in _COMPARISONS.items() if words == text.strip()), ">=")
    raise Refusal("D239", text=text, known=known, near=f'"{near}"')


class Inferred(Block):
    """Something the source does not print in its place, and why we say it all the same."""

    value: Text = Field(alias="valore")
    reason: Text = Field(alias="motivo", description="Da che cosa lo ricaviamo")


class Box(Block):
    """A box of the source that a node is printed in."""

    line: Line = Field(alias="riga")
    code: Text | None = Field(None, alias="codice", description="Codice stampato, fra virgolette")
    linked: tuple[Text, ...] = Field((), alias="collegato_a", description="Legami stampati")
    note: Text | None = Field(None, alias="nota", description="Che cosa ha di irregolare")


class Objective(Block):
    """A node of the tree: area strategica, obiettivo strategico or obiettivo operativo."""

    id: Id
    level: Level = Field(alias="livello")
    above: Id | None = Field(None, alias="sopra", description="Nodo a cui appartiene")
    above_inferred: Text | None = Field(
        None, alias="sopra_dedotto", description="Da che cosa ricaviamo il legame, se non stampato"
    )
    name: Text | None = Field(None, alias="nome", description="Nome stampato; manca se non c’è")
    title: Text = Field(alias="titolo", description="Nome in parole semplici, nostro")
    missione: Text | None = Field(None, description="Solo per le aree strategiche")
    boxes: tuple[Box, ...] = Field(alias="riquadri")
    code: Inferred | None = Field(
        None, alias="codice_dedotto", description="Codice che manca nel riquadro"
    )
    centre: Text | None = Field(None, alias="centro", description="Centro di responsabilità")
    person: Text | None = Field(None, alias="responsabile")
    note: Text | None = Field(None, alias="nota")

    @model_validator(mode="after")
    def _in_its_place(self) -> Objective:
        area = self.level == "area strategica"
        if area and self.above is not None:
            raise Refusal("D221", ("sopra",), near="togli la riga, oppure correggi livello:")
        if not area and self.missione is not None:
            raise Refusal("D220", ("missione",), near="togli la riga, oppure correggi livello:")
        if area and self.missione is None:
            code = "aggiungi  missione: … con il codice fra virgolette"
            raise Refusal("D220", ("livello",), near=f"{code}, oppure correggi livello:")
        if not area and self.above is None:
            name = "aggiungi  sopra: … con l'id del nodo a cui appartiene"
            raise Refusal("D221", ("livello",), near=f"{name}, oppure correggi livello:")
        return self

    @property
    def printed_code(self) -> str | None:
        """The code printed in the node's first box that has one."""
        return next((box.code for box in self.boxes if box.code), None)

    @property
    def line(self) -> int:
        """The line its first box begins at."""
        return self.boxes[0].line


class ObjectivesFile(DataFile):
    """`data/obiettivi/ANNO.yml`: the tree, flat, each node under the one named in `sopra`."""

    year: Year = Field(alias="anno")
    source: Id = Field(alias="fonte")
    objectives: tuple[Objective, ...] = Field(alias="obiettivi")
    note: Text | None = Field(None, alias="nota")

    @model_validator(mode="after")
    def _once(self) -> ObjectivesFile:
        refuse_twice("obiettivi", (each.id for each in self.objectives), "id")
        return self


class Target(Block):
    """What was expected for a year: a number with its comparison, or a criterion in words.

    The last target of a year is the one that holds; earlier ones are revisions, with their day.
    """

    year: Year = Field(alias="anno")
    decided: Day | None = Field(None, alias="dal", description="Da quando vale, se è una revisione")
    comparator: Annotated[Comparator, BeforeValidator(_is_comparator)] | None = Field(
        None, alias="confronto"
    )
    comparator_inferred: Text | None = Field(
        None, alias="confronto_dedotto", description="Perché, se il confronto non è stampato"
    )
    value: Datum | None = Field(None, alias="valore")
    upper: Datum | None = Field(None, alias="massimo", description="L’altro estremo, con «fra»")
    criterion: Text | None = Field(None, alias="criterio", description="Il criterio, a parole")
    period: Text | None = Field(None, alias="periodo", description="Se vale per più anni")
    line: Line | None = Field(None, alias="riga", description="Riga del criterio")

    @model_validator(mode="after")
    def _number_or_words(self) -> Target:
        if (self.value is None) == (self.criterion is None):
            raise Refusal("D222", ("criterio",))
        if (self.value is None) != (self.comparator is None):
            raise Refusal("D223", ("confronto",) if self.comparator else ("valore",))
        if (self.comparator == "fra") != (self.upper is not None):
            raise Refusal("D224", ("massimo",) if self.upper else ("confronto",))
        return self


class Result(Block):
    """What was reached: a number, or words."""

    value: Datum | None = Field(None, alias="valore")
    words: Text | None = Field(None, alias="testo", description="Il risultato, a parole")
    line: Line | None = Field(None, alias="riga", description="Riga del testo")

    @model_validator(mode="after")
    def _number_or_words(self) -> Result:
        if (self.value is None) == (self.words is None):
            raise Refusal("D222", ("testo",))
        return self


class Declared(Block):
    """The outcome the body declares."""

    outcome: Outcome = Field(alias="esito")
    line: Line = Field(alias="riga")
    note: Text | None = Field(None, alias="nota")


class IndicatorFile(DataFile):
    """`data/indicatori/ANNO/ID.yml`: an indicator with the fields of DPCM 18/9/2012, art. 3."""

    id: Id
    year: Year = Field(alias="anno")
    source: Id = Field(alias="fonte")
    name: Text = Field(alias="nome", description="Nome stampato")
    title: Text = Field(alias="titolo", description="Nome in parole semplici, nostro")
    line: Line = Field(alias="riga", description="Riga dove comincia")
    kind: Text = Field(alias="tipo", description="OUTCOME, STRATEGICO, OPERATIVO, EFFICACIA…")
    objective: Id = Field(alias="obiettivo", description="Nodo dell’albero a cui appartiene")
    objective_inferred: Text | None = Field(
        None, alias="obiettivo_dedotto", description="Da che cosa ricaviamo il legame"
    )
    unit: Id | None = Field(None, alias="unita", description="Manca se il criterio è a parole")
    unit_inferred: Text | None = Field(
        None, alias="unita_dedotta", description="Perché, se l’unità non è stampata"
    )
    direction: Direction = Field(alias="direzione")
    method: Text | None = Field(None, alias="metodo", description="Come si calcola")
    formula: FormulaText | None = Field(None, description="Il calcolo, sugli indirizzi dei numeri")
    data_source: Text | None = Field(None, alias="fonte_dei_dati")
    targets: tuple[Target, ...] = Field(alias="attesi")
    result: Result | None = Field(None, alias="raggiunto")
    result_gap: Text | None = Field(
        None, alias="raggiunto_manca", description="Perché il risultato manca"
    )
    partial: tuple[Text, ...] = Field(
        (), alias="parziali", description="Indirizzi dei risultati di ogni parte"
    )
    declared: Declared | None = Field(None, alias="esito_dichiarato")
    declared_gap: Text | None = Field(
        None, alias="esito_manca", description="Se la fonte non dichiara l’esito"
    )
    causes: Text | None = Field(None, alias="scostamento", description="Cause dello scostamento")
    series: tuple[Id, ...] = Field((), alias="serie", description="Serie che lo seguono nel tempo")
    note: Text | None = Field(None, alias="nota")

    @model_validator(mode="after")
    def _whole(self) -> IndicatorFile:
        if (self.result is None) == (self.result_gap is None):
            raise Refusal("D225", ("raggiunto_manca",))
        if (self.declared is None) == (self.declared_gap is None):
            raise Refusal("D226", ("esito_manca",))
        numeric = any(target.value for target in self.targets) or (
            self.result is not None and self.result.value is not None
        )
        if numeric != (self.unit is not None):
            raise Refusal("D227", ("unita",) if self.unit else ())
        if numeric == (self.direction == "nessuna"):
            raise Refusal("D228", ("direzione",))
        if not any(target.year == self.year for target in self.targets):
            raise Refusal("D229", ("attesi", 0, "anno"), year=self.year)
        return self

    @property
    def target(self) -> Target:
        """The target that holds for the indicator's year."""
        return [target for target in self.targets if target.year == self.year][-1]
