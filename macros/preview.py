"""The live preview: rebuilds when words or numbers change, restarts when the code does."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click
from watchfiles import PythonFilter, run_process, watch

from macros.build import QUIET
from macros.messages import report
from macros.site import read_site

_CODE = PythonFilter(extra_extensions=(".html", ".yml"))
_MOMENT = 100  # ms
_INPUTS = ("content", "data", "docs_src", "site_config")


def preview(root: Path, address: str) -> None:
    """Serve the site at `address` until interrupted.

    MkDocs follows content/, data/, docs_src/ and site_config/ by itself (`watch:`); it cannot
    reload our code, so a change in macros/ starts it again.
    """
    command = shlex.join(
        [sys.executable, "-m", "macros", "--cartella", str(root), "servi", address]
    )
    os.chdir(root)
    run_process(root / "macros", target=command, target_type="command", watch_filter=_CODE)


def serve(root: Path, address: str) -> None:
    """Become MkDocs' own server, as soon as the project has no mistake."""
    folders = [root / folder for folder in _INPUTS]
    changes = watch(*folders, rust_timeout=_MOMENT, yield_on_timeout=True)
    next(changes)  # watched before they are read: a mistake cured meanwhile is not missed
    site, problems = read_site(root)
    while site is None:
        click.echo(report(problems, root), err=True)
        click.echo("L'anteprima parte quando gli errori sono corretti.", err=True)
        while not next(changes):
            pass
        site, problems = read_site(root)
    changes.close()
    os.environ.update(QUIET)
    os.chdir(root)
    os.execv(sys.executable, [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address])
