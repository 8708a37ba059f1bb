"""The tree of objectives: who is above and below whom, which missione an indicatore serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.archive import Archivio
from macros.schema_results import IndicatorFile, Objective

ROOT = ""  # what the areas stand under


@dataclass(frozen=True)
class Tree:
    """A year's objectives, in the order of the source, with their indicatori."""

    year: int
    nodes: Mapping[str, Objective]
    below: Mapping[str, Sequence[Objective]]
    measured: Mapping[str, Sequence[IndicatorFile]]

    def area_of(self, node: str) -> Objective | None:
        """Return the area strategica a node belongs to, or None where a link is broken."""
        for _ in self.nodes:  # no longer than this, even if links go round
            found = self.nodes.get(node)
            if found is None or found.above is None:
                return found
            node = found.above
        return None

    def missione_of(self, node: str) -> str:
        """Return the code of the missione a node serves, empty where a link is broken."""
        area = self.area_of(node)
        return (area.missione or "") if area else ""

    def indicators(self, missione: str | None = None) -> list[IndicatorFile]:
        """Return the indicatori in the order of the tree, of one missione if given."""
        found = [each for node in self._walk(ROOT) for each in self.measured.get(node, ())]
        return [each for each in found if missione in (None, self.missione_of(each.objective))]

    def path(self, node: str) -> list[Objective]:
        """Return the nodes from the area down to a node."""
        steps: list[Objective] = []
        while node in self.nodes and len(steps) < len(self.nodes):
            steps.append(self.nodes[node])
            node = self.nodes[node].above or ROOT
        return steps[::-1]

    def _walk(self, above: str) -> Iterator[str]:
        for node in self.below.get(above, ()):
            yield node.id
            yield from self._walk(node.id)


def tree(archive: Archivio, year: int) -> Tree:
    """Return the tree of a year; empty where the body has published none."""
    file = archive.objectives.get(year)
    nodes = file.objectives if file else ()
    below: dict[str, list[Objective]] = defaultdict(list)
    for node in nodes:
        below[node.above or ROOT].append(node)
    measured: dict[str, list[IndicatorFile]] = defaultdict(list)
    for (told, _), indicator in archive.indicators.items():
        if told == year:
            measured[indicator.objective].append(indicator)
    for listed in measured.values():
        listed.sort(key=lambda each: each.line)
    return Tree(year, {node.id: node for node in nodes}, below, measured)
