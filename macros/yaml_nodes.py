"""A YAML file as a tree of texts, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from macros.messages import Place


@dataclass(frozen=True)
class Scalar:
    """A text as typed, without its quotes."""

    text: str
    place: Place


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Mapping:
    """A block of keys; `keys` holds the place of each key, `values` what it says."""

    keys: dict[str, Place]
    values: dict[str, Node]
    place: Place


Node = Scalar | Sequence | Mapping
Plain = str | tuple["Plain", ...] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """Return the tree as dicts, tuples and texts, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return tuple(plain(item) for item in node.items)
    return {key: plain(value) for key, value in node.values.items()}


def locate(node: Node, path: tuple[str | int, ...], *, key: bool = False) -> Place:
    """Return the place of what stands at `path`; of the key itself when `key`.

    Steps that the tree does not have (a model's internal names) are passed over, so a problem
    always has the nearest place there is.
    """
    place = node.place
    for step in path:
        if isinstance(node, Mapping) and step in node.values:
            name = str(step)
            place = node.keys[name] if key and step == path[-1] else node.values[name].place
            node = node.values[name]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
    return place
