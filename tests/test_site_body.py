"""A second body: another name, address and forge in site_config/ make another site, no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.built import ADDRESS, Built, Project, attribute, text

NAME = "Camera di Commercio di Prova"
BODY = "site_config/ente.yml"
FORGES = {
    "github": ("https://github.com/prova/conti", "{}/edit/main/{}"),
    "gitlab": ("https://gitlab.com/prova/conti", "{}/-/edit/main/{}"),
    "forgejo": ("https://codeberg.org/prova/conti", "{}/_edit/main/{}"),
}
SOURCES = {
    "": "docs_src/index.md",
    "glossario/": "content/glossario.md",
    "missioni/": "data/spese/2022.yml",
    "missioni/011/": "content/missioni/011.md",
    "missioni/011/2022/": "data/spese/2022.yml",
    "missioni/012/2022/protesti/": "content/2022/012/protesti.md",
    "bandi/": "data/bandi/2022.yml",
    "bandi/2022/": "data/bandi/2022.yml",
    "fonti/relazione-2022/": "data/fonti/relazione-2022.yml",
}


@pytest.mark.parametrize("forge", FORGES)
def test_propose_a_change_leads_to_the_source_file_on_the_forge(
    project: Project, tmp_path: Path, forge: str
) -> None:
    address, form = FORGES[forge]
    project.replace(BODY, "  indirizzo: da completare", f"  indirizzo: {address}")
    project.replace(BODY, "  tipo: github", f"  tipo: {forge}")
    site = project.build(tmp_path / "sito")
    links = {
        page: [
            attribute(link, "href")
            for link in site.pages[page].css(".pa-chiusura a")
            if text(link) == "Proponi una modifica"
        ]
        for page in SOURCES
    }
    assert links == {page: [form.format(address, source)] for page, source in SOURCES.items()}


@pytest.fixture
def other(project: Project, tmp_path: Path) -> Built:
    """The site of another body, at an address that is a folder of a host."""
    project.replace(BODY, "\nnome: Camera di Commercio di Cremona", f"\nnome: {NAME}")
    project.replace(BODY, "nome_breve: Camera di Cremona", "nome_breve: Camera di Prova")
    project.replace(BODY, "indirizzo_sito: da completare", f"indirizzo_sito: {ADDRESS}")
    return project.build(tmp_path / "sito")


def test_another_body_has_its_name_and_address_on_every_page(other: Built) -> None:
    for address, page in other.shelled.items():
        title = text(page.css_first("head > title"))
        assert title == NAME if address == "" else title.endswith(f" · {NAME}"), address
        assert text(page.css_first(".pa-testata .pa-lungo")) == NAME, address
        assert text(page.css_first(".pa-testata .pa-breve")) == "Camera di Prova", address
        assert text(page.css_first(".pa-piede-nome")) == NAME, address
        canonical = [attribute(link, "href") for link in page.css('link[rel="canonical"]')]
        assert canonical == ([] if address == "404.html" else [ADDRESS + address]), address
    listed = {
        line.strip().removeprefix("<loc>").removesuffix("</loc>")
        for line in (other.root / "sitemap.xml").read_text("utf-8").splitlines()
        if "<loc>" in line
    }
    assert listed == {ADDRESS + address for address in other.shelled if address != "404.html"}
    missing = other.pages["404.html"]
    links = {attribute(link, "href") for link in missing.css("[href]:not([href^='#'])")}
    assert [link for link in links if not link.startswith(("/conti/", "https://creative"))] == []
