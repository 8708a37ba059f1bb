"""Where the browser is, and how it is started."""

from __future__ import annotations

import os
import shutil

OPTIONS = ("--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")


def program() -> str:
    """Return the system's Chromium, or the one CASA_CHROMIUM names; a missing one is an error."""
    found = os.environ.get("CASA_CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is missing: see tests/system-packages.sh"
    return found


def options() -> list[str]:
    """Return the options Chromium is started with; root has no sandbox."""
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return [*OPTIONS, *as_root]
