"""The one place that knows MkDocs: hands it our pages, and puts the late HTML in its pages.

Run as a hook (`hooks:` in mkdocs.yml), always through `python -m mkdocs` or our own commands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkPage

from macros.assets import AssetsMissing, browser_assets
from macros.embeds import chart_homes, embed_files
from macros.figures import Chart
from macros.lists import block_painters
from macros.messages import report
from macros.page import Page
from macros.painter import Offer, Painter
from macros.paper import spell_out
from macros.pictures import HEIGHT, WIDTH, Picture, page_picture
from macros.places import absolute
from macros.raster import png
from macros.robots import robots_file
from macros.site import FOOTER, LEGAL, MENU, VISITS, Site, read_site
from macros.structured_data import structured_data
from macros.theme import EMBLEM, STYLES, body_styles

_BEFORE_PLUGINS = 100
_THEME_FILES_KEPT = ("404.html",)
_LOG = logging.getLogger("mkdocs.casa_di_vetro")
_assets: dict[str, str] = {}
_charts: dict[str, list[Chart]] = {}  # what each page shows, by its address
_offered: dict[str, list[Offer]] = {}
_pictures: dict[str, str] = {}  # the drawings of what is shown where a page is shared


@event_priority(_BEFORE_PLUGINS)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the project; refuse to build when anything is wrong."""
    root = Path(config.config_file_path).parent
    site, problems = read_site(root)
    if site is None:
        _LOG.error("\n%s", report(problems, root))
        raise Abort("Il sito non è stato costruito: correggi gli errori qui sopra.")
    body = site.archive.body
    config.extra["sito"] = site
    config.site_name = body.name
    config.site_url = config.site_url or body.web  # the preview has its own
    config.nav = site.navigation()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages made from data and the browser assets; leave the theme's own scripts out."""
    site: Site = config.extra["sito"]
    root = Path(config.config_file_path).parent
    for file in list(files):
        if (
            file.generated_by is None
            and file.src_uri.startswith("assets/")
            and not Path(config.docs_dir, file.src_uri).is_file()
        ):
            files.remove(file)
    for page in site.pages:
        if not page.source.startswith(Path(config.docs_dir).name):
            files.append(File.generated(config, page.uri, content=_markdown(page)))
    for uri, path in _browser_assets(root).items():
        files.append(File.generated(config, uri, abs_src_path=str(path)))
    theme = site.archive.theme
    files.append(File.generated(config, STYLES, content=body_styles(theme)))
    files.append(File.generated(config, EMBLEM, abs_src_path=str(root / theme.emblem)))
    for kept in (_assets, _charts, _offered, _pictures):
        kept.clear()
    return files


def _browser_assets(root: Path) -> Mapping[str, Path]:
    try:
        return browser_assets(root)
    except AssetsMissing as error:
        raise Abort(str(error)) from None


def _markdown(page: Page) -> str:
    head = yaml.safe_dump({"title": page.title}, allow_unicode=True)
    return f"---\n{head}---\n{page.text}"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Tell the templates about the body."""
    site: Site = config.extra["sito"]
    env.globals["ente"] = site.body
    env.globals["menu"] = site.links(MENU, "")
    env.globals["piede"] = site.links((*FOOTER, VISITS), "")
    env.globals["legale"] = site.links(LEGAL, "")
    return env


def on_page_context(
    context: dict[str, Any], page: MkPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the template where the page stands: menu, breadcrumb, pages beside, edit link."""
    site: Site = config.extra["sito"]
    own = site.by_url[page.url.removeprefix("./")]
    page.edit_url = site.edit_link(own)
    page.meta.update(site.about(own))
    page.meta["dati_strutturati"] = structured_data(site, own, _offered[own.url])
    if site.archive.body.web:  # whoever shows a page elsewhere needs whole addresses
        root = Path(config.config_file_path).parent
        page.meta["immagine"] = _picture(site, _charts[own.url], root)
    page.update_date = str(page.meta["aggiornato"])  # for the map of the site: never the clock's
    context["menu"] = site.links(MENU, own.url)
    context["piede"] = site.links((*FOOTER, VISITS), own.url)
    context["legale"] = site.links(LEGAL, own.url)
    return context


def _picture(site: Site, charts: Sequence[Chart], root: Path) -> dict[str, object]:
    """Take note of the picture of a page, and tell the template of it."""
    emblem = (root / site.archive.theme.emblem).read_bytes()
    made: Picture = page_picture(site.archive, charts, emblem)
    _pictures[made.uri] = made.svg
    return {
        "url": absolute(site.archive, made.uri),
        "testo": made.told,
        "larga": WIDTH,
        "alta": HEIGHT,
    }


def on_page_content(html: str, page: MkPage, config: MkDocsConfig, files: Files) -> str:
    """Put charts, tables, cards and numbers in the page."""
    site: Site = config.extra["sito"]
    here = page.url.removeprefix("./")
    painter = Painter(
        *(site.archive, here, _assets, block_painters(site.pages), site.checks), cited=True
    )
    painted = painter.page(spell_out(html, here, site.archive.body.web))
    _charts[here], _offered[here] = painter.charts, painter.offered
    return painted


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Keep showing the last good site while there is a mistake; MkDocs would hang."""
    build = server.builder

    def patient() -> None:
        try:
            build()
        except (Abort, PluginError) as error:
            _LOG.warning("%s", error)

    server.builder = patient
    return server


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files beside the pages: downloads, the pages of charts, what robots may read.

    There is no map without addresses.
    """
    site: Site = config.extra["sito"]
    if not config.site_url:
        for path in Path(config.site_dir).glob("sitemap.xml*"):
            path.unlink()
    homes = chart_homes(site.archive, site.pages, _charts)
    made = {**_assets, **embed_files(site.archive, homes), "robots.txt": robots_file(site.archive)}
    for uri, content in made.items():
        path = Path(config.site_dir, uri)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    for uri, svg in _pictures.items():
        Path(config.site_dir, uri).write_bytes(png(svg, Path(config.config_file_path).parent))
