"""The whole site as data: pages, menu, breadcrumbs, checks of every macro call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from macros.archive import Archivio
from macros.catalogue import problem
from macros.claims import Check, checks_of
from macros.editor_macros import editor_macros
from macros.formats import day
from macros.law import PUBLISHED_FILE
from macros.load import load
from macros.macro_check import check_macros
from macros.messages import Place, Problem, ProblemsFound, suggestion
from macros.page import Page
from macros.pages import pages
from macros.pages_service import NO, OPINION, YES
from macros.places import measured_page, parent, relative, topic_page
from macros.schema import TO_COMPLETE
from macros.schema_words import PageHead
from macros.topics import read_words
from macros.words_check import check_figures, check_links

DOCS = "docs_src"
MENU = (
    *("missioni/", "risultati/", "numeri-verificati/", "contesto/"),
    *("bandi/", "relazioni/", "fonti/"),
)
FOOTER = (*MENU, "novita/", "glossario/", "mappa/", "guida/")
LEGAL = ("amministrazione-trasparente/", "note-legali/", "privacy/", "accessibilita/")
VISITS = "statistiche/"  # in the footer too, once some visits are published


@dataclass(frozen=True)
class Site:
    """Every page of the site: those made from data, and those written in `docs_src/`."""

    archive: Archivio
    pages: tuple[Page, ...]

    @cached_property
    def by_url(self) -> Mapping[str, Page]:
        """The pages by their address."""
        return {page.url: page for page in self.pages}

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every claim, computed again."""
        return tuple(checks_of(self.archive))

    @cached_property
    def children(self) -> Mapping[str, Sequence[Page]]:
        """The pages below each address, in the order of the site."""
        below: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            if page.url:
                below[parent(page.url)].append(page)
        return below

    @cached_property
    def body(self) -> Mapping[str, object]:
        """What templates say of the body; what is not known yet is empty, and not shown."""
        body = self.archive.body
        told = {
            "nome": body.name,
            "nome_breve": body.short,
            "motto": body.motto,
            "appartenenza": body.belongs_to,
            "indirizzo": body.address,
            "codice_fiscale": body.tax_code,
            "partita_iva": body.vat,
            "pec": body.pec,
            "urp": body.urp,
            "rpd": body.rpd,
            "fascia": self.archive.theme.band,
        }
        known = {key: "" if value == TO_COMPLETE else value for key, value in told.items()}
        licence = body.content_licence
        return {**known, "licenza": {"nome": licence.name, "url": licence.url}}

    def about(self, page: Page) -> Mapping[str, object]:
        """Return what the template of a page needs to know of it."""
        body = self.archive.body
        updated = body.updated
        return {
            "title": page.title,
            "briciole": self.breadcrumb(page.url),
            "descrizione": page.summary,
            "aggiornato": updated.isoformat(),
            "aggiornato_testo": day(updated),
            "prossimo": "" if body.next_update == TO_COMPLETE else body.next_update,
            "pareri": self._opinions(page),
            "vicine": self.beside(page.url),
            "indice": page.contents,
            "classe": page.style,
        }

    def _opinions(self, page: Page) -> Mapping[str, str]:
        """Return where the two answers to «Questa pagina è utile?» lead, naming the page."""
        if page.style == OPINION:
            return {}
        asked = quote(page.url or "inizio", safe="/")
        return {
            name: f"{relative(url, page.url)}?pagina={asked}"
            for name, url in (("si", YES), ("no", NO))
        }

    def navigation(self, url: str = "") -> list[Any]:
        """Return the pages nested as their addresses are, each as {name: file}, for MkDocs."""
        entries: list[Any] = [{p.name: p.uri} for p in self.pages if p.url == url]
        for page in self.children.get(url, ()):
            below = page.url in self.children
            entries.append({page.name: self.navigation(page.url) if below else page.uri})
        if url == "":
            orphans = [page for page in self.pages if page.url and parent(page.url)]
            entries += [{p.name: p.uri} for p in orphans if parent(p.url) not in self.by_url]
        return entries

    def breadcrumb(self, url: str) -> list[dict[str, str]]:
        """Return the way from the home page to a page; the last step has no link."""
        steps = [""]
        for part in url.rstrip("/").split("/") if url else []:
            steps.append(f"{steps[-1]}{part}/")
        known = [step for step in steps if step in self.by_url]
        return [
            {
                "titolo": self.by_url[step].name if step else "Inizio",
                "url": "" if step == url else relative(step, url),
            }
            for step in known
        ]

    def beside(self, url: str) -> list[dict[str, object]]:
        """Return the pages of the same part: the pruned navigation of a page."""
        beside = self.children[parent(url)] if parent(url) else ()
        if len(beside) < 2:
            return []
        return [
            {"titolo": page.name, "url": relative(page.url, url), "attivo": page.url == url}
            for page in beside
        ]

    def links(self, urls: Sequence[str], here: str) -> list[dict[str, object]]:
        """Return menu entries as seen from a page."""
        return [
            {
                "titolo": self.by_url[url].name,
                "url": relative(url, here),
                "attivo": here.startswith(url),
            }
            for url in urls
            if url in self.by_url
        ]

    def edit_link(self, page: Page) -> str | None:
        """Return where a page's source is edited on the forge, or None if no forge is set."""
        forge = self.archive.body.forge
        if forge.address == TO_COMPLETE:
            return None
        forms = {
            "github": "{0}/edit/{1}/{2}",
            "gitlab": "{0}/-/edit/{1}/{2}",
            "forgejo": "{0}/_edit/{1}/{2}",
        }
        return forms[forge.kind].format(forge.address.rstrip("/"), forge.branch, page.source)


def read_site(root: Path) -> tuple[Site | None, list[Problem]]:
    """Read a project and make its site; the problems of data, words and macros, all together."""
    root = root.resolve()
    archive, problems = load(root)
    if archive is None:
        return None, problems
    written, found = _written_pages(root)
    problems += found
    problems += _check_words(archive, written, root, problems)
    if any(not problem.warning for problem in problems):
        return None, sorted(set(problems))
    made = sorted([*written, *pages(archive)], key=lambda page: page.order)
    urls = {page.url for page in made}
    problems += [*_check_news(archive, urls), *_check_publications(archive, urls)]
    if any(not problem.warning for problem in problems):
        return None, sorted(set(problems))
    return Site(archive, tuple(made)), sorted(set(problems))


def _check_news(archive: Archivio, urls: Collection[str]) -> Iterator[Problem]:
    """Every piece of news leads to a page of the site."""
    for year, file in archive.news.items():
        for index, news in enumerate(file.news):
            if news.page.partition("#")[0] not in urls:
                place = archive.place(archive.files[f"novita.{year}"], "novita", index, "pagina")
                yield _lost(place, news.page, urls)


def _check_publications(archive: Archivio, urls: Collection[str]) -> Iterator[Problem]:
    """What is published in a node of the law's tree is on a page of the site."""
    for index, told in enumerate(archive.law.published if archive.law else ()):
        for number, link in enumerate(told.pages):
            if link.page.partition("#")[0] not in urls:
                keys = ("voci", index, "pagine", number, "pagina")
                yield _lost(archive.place(PUBLISHED_FILE, *keys), link.page, urls)


def _lost(place: Place, link: str, urls: Collection[str]) -> Problem:
    """Return the problem of a link in the data that leads to no page."""
    cure = suggestion(link, urls) or "scrivi per esempio  pagina: risultati/2019/"
    return problem("P301", place, link=link, near=cure)


def read_site_or_refuse(root: Path) -> Site:
    """Read a project's site; raises ProblemsFound."""
    site, problems = read_site(root)
    if site is None:
        raise ProblemsFound(problems)
    return site


def _markdown(root: Path) -> list[Path]:
    return sorted(p for p in (root / DOCS).rglob("*.md") if "templates" not in p.parts)


def _written_pages(root: Path) -> tuple[list[Page], list[Problem]]:
    """Read the pages of `docs_src/`."""
    found: list[Page] = []
    problems: list[Problem] = []
    for path in _markdown(root):
        name = path.relative_to(root).as_posix()
        read = read_words(path, name, PageHead)
        problems += read.problems
        head, words = read.head, read.words
        if head and words:
            found.append(
                Page(
                    path.relative_to(root / DOCS).as_posix(),
                    head.title,
                    words.body,
                    name,
                    head.summary,
                    head.short or "",
                    head.style or "",
                    head.contents,
                    int(head.order),
                    words.body_line,
                )
            )
    return found, problems


def _check_words(
    archive: Archivio, written: Sequence[Page], root: Path, told: Sequence[Problem]
) -> list[Problem]:
    """Try every macro call, link and figure of the words.

    Where errors were `told` already links are not followed: from wrong data no page can be made.
    """
    sound, waits = all(problem.warning for problem in told), _waits(archive, told)
    macros = editor_macros(archive)
    texts = [*_texts(archive), *((page.source, page.uri, page.text, page.line) for page in written)]
    known = {uri for _, uri, _, _ in texts} | _assets(root)
    known |= {page.uri for page in pages(archive)} if sound else set()
    problems: list[Problem] = []
    for file, uri, body, line in texts:
        problems += check_macros(body, file, line, macros, waits)
        if sound:
            problems += check_links(body, file, line, uri, known)
        if not file.startswith(DOCS):
            problems += check_figures(body, file, line)
    return problems


def _waits(archive: Archivio, told: Sequence[Problem]) -> Callable[[str], bool]:
    """Return what tells whether an address must wait for its file to be cured.

    A chart of indicatori needs the whole tree of the year and every one of them.
    """
    results = ("data/obiettivi/", "data/indicatori/")
    wrong = any(each.place.file.startswith(results) and not each.warning for each in told)
    return lambda address: archive.waits(address) or (wrong and address.startswith("indicatori."))


def _texts(archive: Archivio) -> Iterator[tuple[str, str, str, int]]:
    """Yield (file, page, body, first line) of the words of `content/`."""
    for topic in archive.topics:
        uri = f"{topic_page(topic.year, topic.part, topic.slug).rstrip('/')}.md"
        yield topic.file, uri, topic.body, topic.body_line
    for note in archive.notes.values():
        uri = f"{measured_page(note.year, note.slug).rstrip('/')}.md"
        yield note.file, uri, note.body, note.body_line
    for text in archive.missione_texts.values():
        yield text.file, f"missioni/{text.code}/index.md", text.body, text.body_line
    if archive.glossary is not None:
        yield (
            archive.glossary.file,
            "glossario.md",
            archive.glossary.body,
            archive.glossary.body_line,
        )


def _assets(root: Path) -> set[str]:
    files = (root / DOCS / "assets").rglob("*")
    return {path.relative_to(root / DOCS).as_posix() for path in files if path.is_file()}
