"""The law's tree put together: its sezioni in order, and what the body publishes in each node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from macros.catalogue import problem
from macros.desk import Desk
from macros.messages import Place
from macros.schema_law import LawFile, LawNode, Publication, PublicationsFile, SectionFile

LAW_FILE = "site_config/amministrazione-trasparente.yml"
LAW_FOLDER = "site_config/amministrazione-trasparente"
PUBLISHED_FILE = "site_config/pubblicazioni.yml"


@dataclass(frozen=True)
class Tree:
    """The tree; a node's address is `SEZIONE`, or `SEZIONE/SOTTOSEZIONE`."""

    head: LawFile
    sections: tuple[SectionFile, ...]
    published: tuple[Publication, ...]
    unread: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def nodes(self) -> Mapping[str, LawNode]:
        """Every node by its address, in the official order."""
        found: dict[str, LawNode] = {}
        for section in self.sections:
            found[section.id] = section
            found.update({f"{section.id}/{node.id}": node for node in section.nodes})
        return found

    @cached_property
    def publications(self) -> Mapping[str, Publication]:
        """What the body publishes, by the address of the node."""
        return {each.node: each for each in self.published}

    def below(self, address: str) -> tuple[str, ...]:
        """Return the addresses of the sottosezioni of a sezione."""
        node = self.nodes[address]
        nodes = node.nodes if isinstance(node, SectionFile) else ()
        return tuple(f"{address}/{each.id}" for each in nodes)


def section_file(address: str) -> str:
    """Return the file that tells a node."""
    return f"{LAW_FOLDER}/{address.partition('/')[0]}.yml"


def node_path(tree: Tree, address: str) -> tuple[str | int, ...]:
    """Return where a node stands in its file."""
    section, _, name = address.partition("/")
    if not name:
        return ()
    return ("sottosezioni", tree.below(section).index(address))


def read_law(desk: Desk) -> Tree | None:
    """Read the tree and what is published in it; None where a body has none, or it is broken."""
    if not (desk.root / LAW_FILE).is_file():
        return None
    head = desk.open(desk.root / LAW_FILE, LawFile)
    published = desk.open(desk.root / PUBLISHED_FILE, PublicationsFile)
    if head is None:
        return None
    sections = [_section(desk, name) for name in head[1].sections]
    for path in sorted((desk.root / LAW_FOLDER).glob("*")):
        if path not in desk.read:
            desk.problems.append(problem("D351", Place(desk.name(path)), name=path.stem))
    if published is None:
        return None
    lost = zip(head[1].sections, sections, strict=True)
    return Tree(
        head[1],
        tuple(section for section in sections if section is not None),
        published[1].nodes,
        frozenset(name for name, section in lost if section is None),
    )


def _section(desk: Desk, name: str) -> SectionFile | None:
    file = section_file(name)
    opened = desk.open(desk.root / file, SectionFile)
    if opened is None:
        return None
    if opened[1].id != name:
        near = f"scrivi  id: {name}"
        desk.problems.append(
            problem("P104", Place(file), name=f"{name}.yml", inside=opened[1].id, near=near)
        )
        return None
    return opened[1]
