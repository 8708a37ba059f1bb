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
    site, problems = read_site(root)
    while site is None:
        click.echo(report(problems, root), err=True)
        click.echo("L'anteprima parte quando gli errori sono corretti.", err=True)
        next(watch(*(root / folder for folder in _INPUTS)))
        site, problems = read_site(root)
    os.environ.update(QUIET)
    os.chdir(root)
    os.execv(sys.executable, [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address])
