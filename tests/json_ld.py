"""What pages tell search engines, checked against the vocabulary of schema.org.

The vocabulary is Google's schema-dts: types for TypeScript, which refuses a property or a value
that the type of a thing does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tests import node
from tests.built import ROOT

CONTEXT = "https://schema.org"
TYPES = ROOT / "node_modules/schema-dts/dist/schema"
OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--pretty", "false")
HEAD = f'import type * as Schema from "{TYPES.as_posix()}";'


def blocks(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """Return the JSON-LD of a page, each block parsed."""
    return [json.loads(found.text()) for found in page.css('script[type="application/ld+json"]')]


def things(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a block speaks of: one thing, or those of its graph."""
    assert block["@context"] == CONTEXT
    own = {key: value for key, value in block.items() if key != "@context"}
    return list(own["@graph"]) if "@graph" in own else [own]


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Yield a thing and every thing in it: the compiler looks closely only at the outermost."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def complaints(told: Mapping[str, list[dict[str, Any]]], folder: Path) -> list[str]:
    """Return what the compiler has against some things, each with the name of who tells it.

    Args:
        told: the things, by the name of the page.
        folder: where the program to be compiled is written.
    """
    names, lines = [""], [HEAD]
    for name, all_of_it in told.items():
        for thing in parts(all_of_it):
            names.append(name)
            lines.append(f"const _{len(lines)}: Schema.{thing['@type']} = {json.dumps(thing)};")
    program = folder / "pagine.ts"
    program.write_text("\n".join([*lines, ""]), encoding="utf-8")
    done = node.run("typescript/bin/tsc", *OPTIONS, program)
    found = re.findall(r"pagine\.ts\((\d+),\d+\): (error .*)", done.stdout)
    assert bool(done.returncode) == bool(found), done.stdout + done.stderr
    return [f"{names[int(line) - 1]}: {message}" for line, message in found]
