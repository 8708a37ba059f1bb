"""The same pages as plain MkDocs with Material would build them, for comparison.

The pages are those of `python -m macros genera`: Markdown with the HTML of charts and tables
inside. Default theme in Italian, no font from elsewhere, pruned navigation, automatic menu, our
Markdown extensions, no plugin, or its own search alone.
"""

from __future__ import annotations

from pathlib import Path

import yaml

PAGES = "pagine"


def write_configs(project: Path, folder: Path) -> None:
    """Write `senza.yml` and `con.yml` (without and with search) for the pages in `folder`."""
    ours = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    config = {
        "site_name": ours["site_name"],
        "docs_dir": PAGES,
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "language": "it",
            "font": False,
            "features": ["navigation.prune"],
        },
        "markdown_extensions": ours["markdown_extensions"],
        "validation": ours["validation"],
    }
    for name, plugins in (("senza", []), ("con", ["search"])):
        told = yaml.safe_dump(config | {"plugins": plugins}, sort_keys=False)
        (folder / f"{name}.yml").write_text(told, encoding="utf-8")
