"""The schema of claims: what a report states of its own numbers, to be computed again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from macros.catalogue import Refusal
from macros.formula import parse
from macros.schema_base import Block, DataFile, FormulaText, Id, Line, Text, Year, refuse_twice

ClaimKind = Literal[
    "somma",
    "quota",
    "variazione",
    "rapporto",
    "conteggio",
    "confronto",
    "stesso valore",
    "data",
    "termine",
]


class OtherWay(Block):
    """Another calculation that could stand behind a printed value."""

    method: Text = Field(alias="metodo", description="Che cosa si calcola, a parole")
    formula: FormulaText


class Claim(Block):
    """A claim of a report.

    `declared` is the address of the number as printed; without it the formula itself says yes or no
    (a ranking, a term of law). `missing` says which number the calculation lacks.
    """

    id: Id
    says: Text = Field(alias="dice", description="Che cosa afferma il documento, a parole nostre")
    kind: ClaimKind = Field(alias="tipo")
    missione: Text | None = Field(None, description="Manca per ciò che riguarda tutto l’ente")
    declared: Text | None = Field(None, alias="dichiarato", description="Indirizzo del numero")
    formula: FormulaText | None = Field(None, description="Il calcolo, sugli indirizzi dei numeri")
    missing: Text | None = Field(
        None, alias="non_ricalcolabile", description="Quale numero manca per rifare il conto"
    )
    items: tuple[Text, ...] = Field((), alias="voci", description="Le voci elencate, da contare")
    others: tuple[OtherWay, ...] = Field((), alias="altri_calcoli")
    lines: tuple[Line, ...] = Field((), alias="righe", description="Righe della fonte, se altre")
    note: Text | None = Field(None, alias="nota", description="La spiegazione dell’ente")

    @model_validator(mode="after")
    def _computable_or_not(self) -> Claim:
        if (self.formula is None) == (self.missing is None):
            raise Refusal("D232")
        if self.missing is not None and self.declared is None:
            raise Refusal("D233")
        refuse_twice("voci", self.items)
        written = [self.formula, *(way.formula for way in self.others)]
        counted = any(parse(text).counts_items for text in written if text)
        if counted and not self.items:
            raise Refusal("D234", ("formula",))
        if self.items and not counted:
            raise Refusal("D235", ("voci",))
        return self


class ClaimsFile(DataFile):
    """`data/verifiche/ANNO/ID.yml`: the claims of a part of a report."""

    id: Id
    year: Year = Field(alias="anno")
    source: Id = Field(alias="fonte")
    claims: tuple[Claim, ...] = Field(alias="verifiche")

    @model_validator(mode="after")
    def _once(self) -> ClaimsFile:
        refuse_twice("verifiche", (claim.id for claim in self.claims), "id")
        return self


class ClaimsRules(DataFile):
    """`site_config/verifiche.yml`: the years whose disagreements the site itself has found.

    For any other year a claim that disagrees needs the body's note, or the build stops.
    """

    found_by_us: tuple[Year, ...] = Field((), alias="rilevate_dal_sito")

    @model_validator(mode="after")
    def _once(self) -> ClaimsRules:
        refuse_twice("rilevate_dal_sito", map(str, self.found_by_us))
        return self
