"""Checks of the law's tree: no node twice, none empty, nothing called not due without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from macros.archive import Archivio
from macros.catalogue import problem
from macros.checks import near
from macros.law import PUBLISHED_FILE, Tree, node_path, section_file
from macros.messages import Place, Problem, suggestion


def check_law(archive: Archivio) -> Iterator[Problem]:
    """Yield what is wrong in the tree, and between it and what the body publishes."""
    tree = archive.law
    if tree is None:
        return
    yield from _check_names(archive, tree)
    yield from _check_published(archive, tree)
    for address in tree.nodes:
        if not tree.below(address) and address not in tree.publications:
            place = node_place(archive, tree, address, "titolo")
            yield problem("D353", place, address=address, rule=tree.nodes[address].rule)


def node_place(archive: Archivio, tree: Tree, address: str, *key: str | int) -> Place:
    """Return where a node, or a key of it, stands."""
    return archive.place(section_file(address), *node_path(tree, address), *key)


def _check_names(archive: Archivio, tree: Tree) -> Iterator[Problem]:
    """No two nodes have one id: an id is the node's name in every list, whatever its sezione."""
    seen: dict[str, str] = {}
    for address, node in tree.nodes.items():
        if node.id in seen:
            place = node_place(archive, tree, address, "id")
            yield problem("D350", place, text=node.id, file=section_file(seen[node.id]))
        seen.setdefault(node.id, address)


def _check_published(archive: Archivio, tree: Tree) -> Iterator[Problem]:
    """What is published names a node; «non dovuto» is said only where it is sure."""
    for index, told in enumerate(tree.published):
        if told.node.partition("/")[0] in tree.unread:
            continue
        if told.node not in tree.nodes:
            place = archive.place(PUBLISHED_FILE, "voci", index, "nodo")
            cure = suggestion(told.node, tree.nodes) or near(
                told.node, tree.head.sections, "le sezioni"
            )
            yield problem("D352", place, text=told.node, near=cure)
        elif told.not_due is not None and not tree.nodes[told.node].excluded:
            place = archive.place(PUBLISHED_FILE, "voci", index, "non_dovuto")
            yield problem("D354", place, rule=tree.nodes[told.node].rule)


def doubts(archive: Archivio, tree: Tree) -> Iterator[tuple[Place, str, str]]:
    """Yield place, title and what is to be confirmed of each unsure node and obbligo."""
    for address, node in tree.nodes.items():
        if node.doubt is not None:
            yield node_place(archive, tree, address, "da_verificare"), node.title, node.doubt
        for index, duty in enumerate(node.duties):
            if duty.doubt is not None:
                place = node_place(archive, tree, address, "obblighi", index, "da_verificare")
                yield place, f"{node.title}, {duty.title}", duty.doubt
