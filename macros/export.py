"""The pages as plain Markdown with their HTML inside, for any other site generator."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

import yaml
from jinja2 import Environment, StrictUndefined

from macros.editor_macros import editor_macros
from macros.lists import block_painters
from macros.painter import Painter
from macros.site import Site

_ROOTED = re.compile(r"\]\(/([^)\s#]+\.md)")  # a link from the root, which only MkDocs follows


def _beside_links(text: str, uri: str) -> str:
    """Make the links from the root relative to a page."""
    here = posixpath.dirname(uri) or "."
    return _ROOTED.sub(lambda link: f"]({posixpath.relpath(link[1], here)}", text)


def written(site: Site) -> Mapping[str, str]:
    """Return every file of the site by its address: pages in Markdown, chart data, pictures."""
    macros = {name: macro.function for name, macro in editor_macros(site.archive).items()}
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    lists = block_painters(site.pages)
    files: dict[str, str] = {}
    assets: dict[str, str] = {}
    for page in site.pages:
        text = environment.from_string(page.text).render(macros)
        text = _beside_links(text, page.uri)
        painted = Painter(site.archive, page.url, assets, lists, site.checks).page(text)
        head = yaml.safe_dump(
            {"title": page.title, "description": page.summary}, allow_unicode=True
        )
        files[page.uri] = f"---\n{head}---\n{painted}"
    return files | assets
