"""The built site as its readers get it, and the command that builds it.

Nothing here imports `macros`: what is tested is what the command writes and prints.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parents[1]
HOME = "http://sito.test/"
ADDRESS = "https://www.prova.example/conti/"  # of the site that `published` gives
NOT_FOUND = "404.html"
CHARTS = "grafici/"
COMPRESSIBLE = (".html", ".css", ".js", ".svg", ".json")
LOADED_LINKS = {"stylesheet", "preload", "icon", "modulepreload", "manifest", "prefetch"}
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_ATTRIBUTES = ("src", "poster", "data", "xlink:href")


# Words of a year: those of results are notes of their indicatori, not pages of their own.
TOPICS = [
    path
    for path in sorted((ROOT / "content").glob("[0-9][0-9][0-9][0-9]/*/*.md"))
    if path.parent.name != "risultati"
]


def read_yaml(path: Path) -> Any:
    """Read a YAML file of the project with every scalar as text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def page_of(topic: Path) -> str:
    """Return the address of a topic's page."""
    year, part = topic.parts[-3:-1]
    folder = f"contesto/{year}" if part == "contesto" else f"missioni/{part}/{year}"
    return f"{folder}/{topic.stem}/"


def home(year: str, tema: str) -> str:
    """Return the address of the one page where the numbers of a tema are at home."""
    found = [page_of(topic) for topic in TOPICS if (topic.parts[-3], topic.stem) == (year, tema)]
    if (ROOT / f"data/indicatori/{year}/{tema}.yml").exists() or tema in objectives(year):
        found.append(f"risultati/{year}/{tema}/")
    (address,) = found
    return address


def objectives(year: str) -> list[str]:
    """Return the objectives of a year that have a page: all but the areas they belong to."""
    path = ROOT / f"data/obiettivi/{year}.yml"
    nodes = read_yaml(path)["obiettivi"] if path.exists() else []
    return [node["id"] for node in nodes if "sopra" in node]


def law_pages() -> list[str]:
    """Return the addresses of «Amministrazione trasparente», in the order of the tree's files."""
    law, found = ROOT / "site_config/amministrazione-trasparente", ["amministrazione-trasparente/"]
    for name in read_yaml(law.with_suffix(".yml"))["sezioni"]:
        section = read_yaml(law / f"{name}.yml")
        found.append(f"{found[0]}{name}/")
        below = section.get("sottosezioni", [])
        found += [f"{found[0]}{name}/{node['id']}/" for node in below]
    return found


@dataclass(frozen=True)
class Project:
    """A project folder and its commands, run as staff run them."""

    root: Path

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m macros …` in the project; the texts of the sources are never given."""
        inherited = {name: text for name, text in os.environ.items() if name != "CASA_TESTI"}
        return subprocess.run(
            [sys.executable, "-m", "macros", *arguments],
            cwd=self.root,
            env=inherited | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def build(self, target: Path, **environment: str) -> Built:
        """Build the site into `target`; a build that fails fails the test."""
        done = self.run("costruisci", "--in", str(target), **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return Built(target)

    def add(self, file: str, *lines: str) -> None:
        """Write lines at the end of a file, each a paragraph of its own."""
        with (self.root / file).open("a", encoding="utf-8") as out:
            out.writelines(f"\n{line}\n" for line in lines)

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        path = self.root / file
        before = path.read_text("utf-8")
        assert before.count(old) == 1, f"{file}: {old}"
        path.write_text(before.replace(old, new), encoding="utf-8")

    def line_of(self, file: str, text: str) -> int:
        """Return the line, from 1, of the only line of a file that holds a text."""
        lines = (self.root / file).read_text("utf-8").split("\n")
        (found,) = [number for number, line in enumerate(lines, 1) if text in line]
        return found


def copied(root: Path) -> Project:
    """Copy the project's inputs into a new folder, where they may be spoiled."""
    root.mkdir()
    for name in ("content", "data", "docs_src", "macros", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy2(ROOT / "mkdocs.yml", root)
    (root / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return Project(root)


@dataclass(frozen=True)
class Built:
    """A built site. A page's address is relative to the site: "", "missioni/011/", "404.html"."""

    root: Path

    @cached_property
    def pages(self) -> Mapping[str, LexborHTMLParser]:
        """Every page, parsed, by its address."""
        return {
            path.relative_to(self.root).as_posix().removesuffix("index.html"): LexborHTMLParser(
                path.read_text("utf-8")
            )
            for path in sorted(self.root.rglob("*.html"))
        }

    @cached_property
    def shelled(self) -> Mapping[str, LexborHTMLParser]:
        """The pages with menu and footer: all but those of one chart, to be framed by others."""
        return {a: page for a, page in self.pages.items() if not a.startswith(CHARTS)}

    @cached_property
    def framed(self) -> Mapping[str, LexborHTMLParser]:
        """The page of every chart, by its address."""
        return {a: page for a, page in self.pages.items() if a.startswith(CHARTS)}

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The ids of every page."""
        return {
            address: frozenset(attribute(node, "id") for node in page.css("[id]"))
            for address, page in self.pages.items()
        }

    def markup(self, address: str) -> str:
        """Return a page as it was written."""
        return self.file(urljoin(HOME, address)).read_text("utf-8")

    def file(self, url: str) -> Path:
        """Return the file a server gives for an address of the site; it may not exist."""
        path = unquote(urlsplit(url).path).lstrip("/")
        found = self.root / path
        return found / "index.html" if path == "" or path.endswith("/") else found

    def content(self) -> dict[str, bytes]:
        """Return every file of the site, byte for byte."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }

    def target(self, url: str) -> tuple[str, str]:
        """Return page and fragment an address of the site leads to."""
        parts = urlsplit(url)
        return unquote(parts.path).lstrip("/").removesuffix("index.html"), unquote(parts.fragment)

    def element(self, url: str) -> LexborNode:
        """Return the element an address of the site leads to."""
        address, fragment = self.target(url)
        node = self.pages[address].css_first(f'[id="{fragment}"]')
        assert node is not None, url
        return node


def attribute(node: LexborNode | None, name: str) -> str:
    """Return an attribute of an element that must be there, empty where it is missing."""
    assert node is not None
    return node.attributes.get(name) or ""


def text(node: LexborNode | None) -> str:
    """Return the text of an element with its blanks made single; no-break spaces stay."""
    assert node is not None
    return " ".join(re.split(r"[ \n\t\r]+", node.text().strip(" \n\t\r")))


def unmarked(cell: LexborNode | None) -> str:
    """Return the text of a cell without the mark that leads to its check."""
    return re.sub(
        r" ?\(numero (?:ricalcolato|confrontato|di un’affermazione)[^)]*\)", "", text(cell)
    )


def unnoted(cell: LexborNode | None) -> str:
    """Return the text of a cell without the notes that may follow it."""
    assert cell is not None
    told = text(cell)
    for note in reversed(cell.css(".pa-nota")):
        told = told.removesuffix(text(note)).rstrip(" ")
    return told


def here(address: str, link: str) -> str:
    """Return the whole address of a link, as a browser on the page resolves it."""
    return urljoin(urljoin(HOME, address), link)


def inside(url: str) -> bool:
    """Tell whether an address belongs to the site."""
    return url.startswith(HOME)


def css_links(css: str) -> Iterator[str]:
    """Yield what a style sheet loads; data: and fragments load nothing."""
    for first, second in _CSS_URL.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        link = first or second
        if not link.startswith(("data:", "#")):
            yield link


def page_loads(page: LexborHTMLParser) -> Iterator[str]:
    """Yield, as written, every address a page makes a browser load without being asked."""
    for node in page.css("link[href]"):
        if LOADED_LINKS & set(attribute(node, "rel").split()):
            yield attribute(node, "href")
    for name in _ATTRIBUTES:
        for node in page.css(f"[{name.replace(':', chr(92) + ':')}]"):
            yield attribute(node, name)
    for node in page.css("[srcset]"):
        yield from (part.split()[0] for part in attribute(node, "srcset").split(","))
    for node in page.css("image[href], use[href]"):
        yield attribute(node, "href")
    for node in page.css("[style]"):
        yield from css_links(attribute(node, "style"))
    for node in page.css("style"):
        yield from css_links(node.text())


def first_visit(site: Built, address: str) -> list[Path]:
    """Return every file a first visit to a page transfers: the page, what it loads, and so on."""
    waiting = [urljoin(HOME, address)]
    found: dict[Path, None] = {}
    while waiting:
        url = waiting.pop(0)
        file = site.file(url)
        if file in found:
            continue
        found[file] = None
        if url == urljoin(HOME, address):
            waiting += [urljoin(url, link) for link in page_loads(site.pages[address])]
        elif file.suffix == ".css":
            waiting += [urljoin(url, link) for link in css_links(file.read_text("utf-8"))]
    return list(found)


def transferred(file: Path) -> int:
    """Return the bytes of a file's body as served: gzip, level 9, where that is worth it."""
    raw = file.read_bytes()
    return len(gzip.compress(raw, 9, mtime=0)) if file.suffix in COMPRESSIBLE else len(raw)


def column(table: LexborNode, title: str) -> list[LexborNode]:
    """Return the cells of the column whose title begins so, the row of the total left out."""
    titles = [text(cell) for cell in table.css("thead th")]
    place = next(n for n, found in enumerate(titles) if found.startswith(title))
    return [row.css("th, td")[place] for row in table.css("tbody tr:not(.totale)")]
