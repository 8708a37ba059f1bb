"""The schema of the law's tree, and of what the body publishes in each of its nodes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from macros.catalogue import Refusal
from macros.schema import TO_COMPLETE, Web
from macros.schema_base import Block, DataFile, Day, Id, Text, refuse_twice

Applies = Literal["applicabile", "se_ricorre", "non_applicabile"]
Regime = Literal["dal_2024", "fino_al_2023"]


def _is_known(address: str) -> str:
    if address == TO_COMPLETE:
        raise Refusal("D218", text=address)
    return address


KnownWeb = Annotated[Web, AfterValidator(_is_known)]


class Duty(Block):
    """An obbligo: what must be published, how often, by which rule."""

    title: Text = Field(alias="titolo")
    what: Text = Field(alias="contenuto")
    frequency: Literal["tempestivo", "annuale", "semestrale", "trimestrale", "una_tantum"] = Field(
        alias="frequenza"
    )
    rule: Text | None = Field(None, alias="norma", description="Quella della voce, se manca")
    code: Text | None = Field(None, alias="codice", description="Codice dell’obbligo per AgID")
    due: Text | None = Field(None, alias="scadenza")
    applies: Applies | None = Field(None, alias="applicabile", description="Se non come la voce")
    doubt: Text | None = Field(None, alias="da_verificare", description="Che cosa non è confermato")


class LawNode(Block):
    """A node of the tree: a sezione or a sottosezione, with its official title."""

    id: Id
    title: Text = Field(alias="titolo")
    sought: Text | None = Field(
        None, alias="nome_cercato", description="Come la cercano i controlli, se non dal titolo"
    )
    code: Text | None = Field(None, alias="codice", description="Codice della voce per AgID")
    rule: Text = Field(alias="norma")
    regime: Regime | None = Field(None, alias="regime")
    applies: Applies = Field(alias="applicabile")
    basis: Literal["fonte", "testo_norma", "deduzione"] = Field(alias="base")
    doubt: Text | None = Field(None, alias="da_verificare", description="Che cosa non è confermato")
    at_map: tuple[Text, ...] = ()
    voices: tuple[Text, ...] = Field((), alias="voci", description="Titoli del terzo livello")
    duties: tuple[Duty, ...] = Field((), alias="obblighi")

    @property
    def excluded(self) -> bool:
        """Whether it is sure that the law does not concern this body."""
        return self.applies == "non_applicabile" and self.doubt is None

    @model_validator(mode="after")
    def _once(self) -> LawNode:
        refuse_twice("voci", self.voices)
        refuse_twice("obblighi", (duty.title for duty in self.duties), "titolo")
        return self


class SectionFile(DataFile, LawNode):
    """`site_config/amministrazione-trasparente/ID.yml`: a sezione with its sottosezioni."""

    nodes: tuple[LawNode, ...] = Field((), alias="sottosezioni")


class Credit(Block):
    """Whose data the tree is made of."""

    name: Text = Field(alias="nome")
    address: KnownWeb = Field(alias="indirizzo")
    licence: Text = Field(alias="licenza")


class LawFile(DataFile):
    """`site_config/amministrazione-trasparente.yml`: the sezioni in the official order."""

    title: Text = Field(alias="titolo")
    rule: Text = Field(alias="norma")
    who: Text = Field(alias="chi_pubblica", description="Chi deve pubblicare")
    credit: Credit = Field(alias="fonte")
    sections: tuple[Id, ...] = Field(alias="sezioni")

    @model_validator(mode="after")
    def _once(self) -> LawFile:
        refuse_twice("sezioni", self.sections)
        return self


class PageLink(Block):
    """A page of the site that already holds what a node asks."""

    page: Text = Field(alias="pagina", description="Indirizzo della pagina, senza quello del sito")
    what: Text = Field(alias="che_cosa", description="Che cosa ci si trova")


class WebLink(Block):
    """Another site that holds it: a national database."""

    address: KnownWeb = Field(alias="indirizzo")
    what: Text = Field(alias="che_cosa", description="Che cosa ci si trova")


class Publication(Block):
    """What the body publishes in a node, or why nothing is there."""

    node: Text = Field(alias="nodo", description="SEZIONE/SOTTOSEZIONE, oppure SEZIONE")
    pages: tuple[PageLink, ...] = Field((), alias="pagine")
    links: tuple[WebLink, ...] = Field((), alias="collegamenti")
    gap: Text | None = Field(None, alias="manca", description="Che cosa manca, e perché")
    not_due: Text | None = Field(None, alias="non_dovuto", description="Perché non riguarda l’ente")
    day: Day | None = Field(None, alias="giorno", description="Di quando, se non di ente.yml")
    office: Text = Field(TO_COMPLETE, alias="ufficio", description="Chi pubblica questa voce")

    @model_validator(mode="after")
    def _says_something(self) -> Publication:
        holds = bool(self.pages or self.links or self.gap)
        if not holds and self.not_due is None:
            raise Refusal("D251", text=self.node)
        if holds and self.not_due is not None:
            raise Refusal("D252", ("non_dovuto",))
        return self


class PublicationsFile(DataFile):
    """`site_config/pubblicazioni.yml`: what the body puts in each node of the tree."""

    nodes: tuple[Publication, ...] = Field(alias="voci")

    @model_validator(mode="after")
    def _once(self) -> PublicationsFile:
        refuse_twice("voci", (each.node for each in self.nodes), "nodo")
        return self
