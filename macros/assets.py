"""Browser assets that come from locked npm packages, never committed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# Address on the site -> file of the package. Two weights of the font, one bundle for charts.
_FILES = {
    "assets/fonts/titillium-web-latin-400-normal.woff2": "@fontsource/titillium-web/files/titillium-web-latin-400-normal.woff2",
    "assets/fonts/titillium-web-latin-600-normal.woff2": "@fontsource/titillium-web/files/titillium-web-latin-600-normal.woff2",
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
