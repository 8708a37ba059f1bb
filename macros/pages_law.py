"""The pages of «Amministrazione trasparente»: one for the whole, one for each node of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from macros.archive import Archivio
from macros.law import LAW_FILE, Tree, section_file
from macros.page import Page, late, paragraphs
from macros.places import LAW


def law_pages(archive: Archivio) -> Iterator[Page]:
    """Yield the pages of the tree, in the official order; none where the body has no tree."""
    tree = archive.law
    if tree is None:
        return
    yield Page(
        f"{LAW}index.md",
        tree.head.title,
        paragraphs(f"# {tree.head.title}", late("trasparenza")),
        LAW_FILE,
        "Quello che la legge chiede di pubblicare, con i titoli e nell’ordine della legge.",
    )
    for address in tree.nodes:
        yield _page(tree, address)


def _page(tree: Tree, address: str) -> Page:
    title, section = tree.nodes[address].title, tree.nodes[address.partition("/")[0]].title
    above = "" if "/" not in address else f", sezione «{section}»"
    return Page(
        f"{LAW}{address}/index.md",
        # Two nodes may share a title («Provvedimenti», «Sanzioni…»): the sezione tells them apart.
        f"{title} ({section})" if above else title,
        paragraphs(f"# {title}", late("voce_di_legge", address)),
        section_file(address),
        f"Amministrazione trasparente{above}: che cosa c’è alla voce «{title}».",
        title,
    )
