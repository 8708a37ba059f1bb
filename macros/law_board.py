"""What the pages of «Amministrazione trasparente» show: lists of nodes, contents, obblighi."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from macros.formats import day
from macros.law import Tree
from macros.painter import Painter
from macros.places import LAW
from macros.schema import TO_COMPLETE
from macros.schema_law import Duty, Publication

FREQUENCIES = {
    "tempestivo": "subito, a ogni cambiamento (aggiornamento tempestivo)",
    "annuale": "ogni anno",
    "semestrale": "ogni sei mesi",
    "trimestrale": "ogni tre mesi",
    "una_tantum": "una volta sola",
}
REGIMES = {
    None: "",
    "dal_2024": "Procedure dal 1° gennaio 2024",
    "fino_al_2023": "Procedure fino al 31 dicembre 2023",
}
HERE = "che-cosa-trovi-qui"  # id of the part that holds the contents


def law_painters() -> Mapping[str, Callable[..., str]]:
    """Return the painters of the tree's pages, by the name their placeholders use."""
    return {"trasparenza": _whole, "voce_di_legge": _node}


def _tree(painter: Painter) -> Tree:
    """Return the tree: only a body that has one has these pages."""
    tree = painter.archive.law
    if tree is None:
        raise LookupError("law")
    return tree


def _whole(painter: Painter) -> str:
    tree = _tree(painter)
    return painter.render(
        "trasparenza.html",
        norma=tree.head.rule,
        chi=tree.head.who,
        sezioni=_links(painter, tree, (section.id for section in tree.sections)),
        fonte={
            "nome": tree.head.credit.name,
            "url": tree.head.credit.address,
            "licenza": tree.head.credit.licence,
        },
    )


def _links(painter: Painter, tree: Tree, addresses: Iterable[str]) -> list[dict[str, str | Markup]]:
    """Return links to nodes: the official title, and the name checks look for if it is another."""
    return [
        {
            "titolo": escape(tree.nodes[address].title),  # as the law has it, no blank tied
            "nome": tree.nodes[address].sought or "",
            "url": painter.link(f"{LAW}{address}/"),
        }
        for address in addresses
    ]


def _groups(painter: Painter, tree: Tree, address: str) -> list[dict[str, Any]]:
    """Return the sottosezioni of a sezione, those of each regime together."""
    below = tree.below(address)
    regimes = dict.fromkeys(tree.nodes[each].regime for each in below)
    return [
        {
            "titolo": REGIMES[regime],
            "voci": _links(painter, tree, (a for a in below if tree.nodes[a].regime == regime)),
        }
        for regime in regimes
    ]


def _node(painter: Painter, address: str) -> str:
    """Show a node; what is not confirmed of the law is left out, and said to be."""
    tree = _tree(painter)
    node = tree.nodes[address]
    told = tree.publications.get(address)
    asks = node.doubt is None and not node.excluded
    duties = [duty for duty in node.duties if asks and _sure(duty)]
    return painter.render(
        "voce_di_legge.html",
        regime=REGIMES[node.regime],
        norma="" if node.doubt else node.rule,
        in_verifica=node.doubt is not None,
        altri_in_verifica=asks and any(duty.doubt for duty in node.duties),
        qui=HERE,
        contenuto=_published(painter, told) if told else None,
        gruppi=_groups(painter, tree, address),
        voci=[
            {"titolo": escape(voice), "id": slug(voice), "sola": voice not in _titles(duties)}
            for voice in node.voices
        ],
        obblighi=[_duty(duty) for duty in duties],
    )


def slug(title: str) -> str:
    """Return the id a title has in its page, never that of the page's own title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "parte-" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _sure(duty: Duty) -> bool:
    """Whether an obbligo is confirmed, and is one the body has."""
    return duty.doubt is None and duty.applies != "non_applicabile"


def _titles(duties: Iterable[Duty]) -> set[str]:
    return {duty.title for duty in duties}


def _duty(duty: Duty) -> dict[str, str]:
    return {
        "titolo": duty.title,
        "id": slug(duty.title),
        "contenuto": duty.what,
        "frequenza": FREQUENCIES[duty.frequency],
        "norma": duty.rule or "",
        "scadenza": duty.due or "",
    }


def _published(painter: Painter, told: Publication) -> dict[str, Any]:
    """What the body has put in a node; a statement has its day."""
    when = told.day or painter.archive.body.updated
    return {
        "pagine": [{"url": painter.link(link.page), "che_cosa": link.what} for link in told.pages],
        "altrove": [{"url": link.address, "che_cosa": link.what} for link in told.links],
        "manca": told.gap or "",
        "non_dovuto": told.not_due or "",
        "giorno": when.isoformat(),
        "giorno_testo": day(when),
        "ufficio": "" if told.office == TO_COMPLETE else told.office,
    }
