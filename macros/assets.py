"""Browser assets that come from locked npm packages, never committed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_FONT = "@fontsource/titillium-web"
_WEIGHTS = tuple(f"titillium-web-latin-{weight}-normal.woff2" for weight in (400, 600))
_UNPACKED = tuple(f"titillium-web-latin-{weight}-normal.woff" for weight in (400, 600))
_FILES = {
    **{f"assets/fonts/{name}": f"{_FONT}/files/{name}" for name in _WEIGHTS},
    "assets/fonts/LICENSE": f"{_FONT}/LICENSE",  # the OFL asks that it travel with the font
    "assets/js/plotly-basic.min.js": "plotly.js-basic-dist-min/plotly-basic.min.js",
}


class AssetsMissing(FileNotFoundError):
    """The npm packages are not installed; the message says how to install them."""


def browser_assets(root: Path) -> Mapping[str, Path]:
    """Return the assets by their address on the site. Raises AssetsMissing."""
    found = {uri: root / "node_modules" / file for uri, file in _FILES.items()}
    for path in found.values():
        if not path.is_file():
            raise AssetsMissing(f"manca {path.name}: esegui  make site, che installa tutto")
    return found


def font_files(root: Path) -> list[Path]:
    """Return the typeface in the form that programs other than browsers can unpack."""
    return [root / "node_modules" / _FONT / "files" / name for name in _UNPACKED]
