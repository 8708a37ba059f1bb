"""Building the site aside, checking it, and only then putting it in place of the last good one."""

from __future__ import annotations

import calendar
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from macros.assets import browser_assets
from macros.links import broken_links
from macros.site import Site

MARK = "pagefind/pagefind.js"  # every site we build has it, nothing else does
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material's banner about its own end is in the README
_TOLD = ("WARNING", "ERROR", "CRITICAL", "Error", "Aborted")


class BuildFailed(Exception):
    """The site was not built; the message says why. The last good one is untouched."""


def build(
    root: Path, project: Site, target: Path, finish: Callable[[Path], object] | None = None
) -> int:
    """Build the site of a project, already checked, into `target`; return how many pages it has.

    `finish` adds to the new site, given its folder, before links are followed.
    Raises AssetsMissing before set-up, BuildFailed for the rest. Needs no network.
    """
    _refuse_target(target)
    browser_assets(root)
    aside = target.parent / f".{target.name}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        dated = {"SOURCE_DATE_EPOCH": _midnight(project.archive.body.updated)}
        _run("mkdocs", "build", "--strict", "--site-dir", str(aside), root=root, extra=dated)
        if finish:
            finish(aside)
        _refuse_broken_links(aside, project)
        _run("pagefind", "--site", str(aside), root=root)
        pages = len(list(aside.rglob("*.html")))
        _put_in_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return pages


def _refuse_target(target: Path) -> None:
    """Refuse a folder that the swap would destroy: only a site we built is ever replaced."""
    empty = target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty and not (target / MARK).is_file():
        raise BuildFailed(f"La cartella «{target}» contiene altro: il sito la cancellerebbe.")


def _midnight(day: date) -> str:
    """Return a day as MkDocs wants dates: the site carries its own, never the clock's."""
    return str(calendar.timegm(day.timetuple()))


def _run(
    module: str, *arguments: str, root: Path, extra: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Run a program of the project; what it says is shown only when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        env={**os.environ, **QUIET, **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).splitlines()
        told = [line for line in said if line.startswith(_TOLD)] or said[-5:]
        raise BuildFailed("\n".join(told))


def _refuse_broken_links(site: Path, project: Site) -> None:
    base = urlsplit(project.archive.body.web).path or "/"
    broken = [
        f"  {_source(project, page)}: «{link}» nella pagina {page}"
        for page, link in broken_links(site, base)
    ]
    if broken:
        listed = "\n".join(broken[:20])
        raise BuildFailed(
            f"Collegamenti che non portano a una pagina, o chiedono file ad altri siti: "
            f"{len(broken)}\n{listed}"
        )


def _source(project: Site, page: str) -> str:
    """Return the file a page is made from."""
    made = project.by_url.get(page.removesuffix("index.html"))
    return made.source if made else page


def _put_in_place(aside: Path, target: Path) -> None:
    """Swap the new site in; a crash in between leaves one of the two whole beside."""
    old = aside.with_name(f"{aside.name}.vecchio")
    if target.exists():
        target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
