"""PNG made from SVG without a browser, in the site's own typeface; what was made once is kept.

A picture is kept under the fingerprint of its drawing, so it is made again only when it changes.
"""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import resvg_py
from fontTools.ttLib import TTFont

from macros.assets import font_files

_FAMILY = "Titillium Web"


def png(svg: str, root: Path) -> bytes:
    """Return a drawing as PNG. Equal drawings give equal bytes; no font of the machine is used."""
    cache = root / ".cache" / "immagini"
    kept = cache / f"{_fingerprint(svg)}.png"
    if not kept.is_file():
        fonts = [str(font) for font in _fonts(root, cache)]
        _keep(
            kept,
            bytes(
                resvg_py.svg_to_bytes(
                    svg_string=svg, skip_system_fonts=True, font_files=fonts, font_family=_FAMILY
                )
            ),
        )
    return kept.read_bytes()


def _fingerprint(svg: str) -> str:
    """Return what a picture is kept under: drawing and program."""
    return hashlib.sha256(f"{version('resvg-py')}\n{svg}".encode()).hexdigest()


def _fonts(root: Path, cache: Path) -> list[Path]:
    """Return the typeface's files, unpacked from those for the web."""
    made = []
    for packed in font_files(root):
        plain = cache / f"{packed.stem}.ttf"
        if not plain.is_file():
            font = TTFont(packed, recalcTimestamp=False)
            font.flavor = None
            cache.mkdir(parents=True, exist_ok=True)
            aside = plain.with_suffix(f".{os.getpid()}")
            font.save(aside)
            aside.replace(plain)
        made.append(plain)
    return made


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another build may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
