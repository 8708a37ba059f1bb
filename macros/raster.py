"""PNG made from SVG without a browser, in the site's own typeface; what was made once is kept.

A picture is kept under the fingerprint of its drawing, so it is made again only when it changes.
"""

from __future__ import annotations

import hashlib
import io
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
    packed = {_print(font.read_bytes()): font for font in font_files(root)}
    kept = cache / f"{_print('|'.join([version('resvg-py'), *packed, svg]).encode())}.png"
    if not kept.is_file():
        fonts = [str(_unpacked(font, cache / f"{mark}.ttf")) for mark, font in packed.items()]
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, font_files=fonts, font_family=_FAMILY
        )
        _keep(kept, bytes(drawn))
    return kept.read_bytes()


def _print(content: bytes) -> str:
    """Return the fingerprint something is kept under."""
    return hashlib.sha256(content).hexdigest()


def _unpacked(packed: Path, plain: Path) -> Path:
    """Return a font of the web as a plain one; semi-bold becomes a weight of the same family."""
    if not plain.is_file():
        font = TTFont(packed, recalcTimestamp=False)
        font.flavor = None
        for record in font["name"].names:
            if record.nameID == 1:
                record.string = _FAMILY
        out = io.BytesIO()
        font.save(out)
        _keep(plain, out.getvalue())
    return plain


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another build may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)
