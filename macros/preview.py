"""The live preview: rebuilds when words or numbers change, restarts when the code does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from watchfiles import PythonFilter, run_process

from macros.build import QUIET


def preview(root: Path, address: str) -> None:
    """Serve the site at `address` until interrupted.

    MkDocs follows content/, data/, docs_src/ and site_config/ by itself (`watch:`); it cannot
    reload our code, so a change in macros/ starts it again.
    """
    command = f"python -m mkdocs serve --dev-addr {address}"
    os.environ.update(QUIET)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.chdir(root)
    run_process(root / "macros", target=command, target_type="command", watch_filter=PythonFilter())
