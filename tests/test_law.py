"""The law's tree: its order, its titles, what is left out, the body that has none."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from macros.archive import Archivio
from macros.checks_law import doubts
from macros.late import LateCall
from macros.law import Tree
from macros.law_board import slug
from macros.lists import block_painters
from macros.load import load_or_refuse
from macros.pages import pages
from macros.painter import Painter
from macros.schema_law import LawNode
from tests.built import attribute, text
from tests.casi.cases import INVENTED, check, invented
from tests.real import archive

SECTIONS = [
    "Disposizioni generali",
    "Organizzazione",
    "Consulenti e collaboratori",
    "Personale",
    "Bandi di concorso",
    "Performance",
    "Enti controllati",
    "Attività e procedimenti",
    "Provvedimenti",
    "Bandi di gara e contratti",
    "Sovvenzioni, contributi, sussidi, vantaggi economici",
    "Bilanci",
    "Beni immobili e gestione patrimonio",
    "Controlli e rilievi sull'amministrazione",
    "Servizi erogati",
    "Pagamenti dell'amministrazione",
    "Opere pubbliche",
    "Pianificazione e governo del territorio",
    "Informazioni ambientali",
    "Strutture sanitarie private accreditate",
    "Interventi straordinari e di emergenza",
    "Altri contenuti",
]
LAW = "amministrazione-trasparente/"


def tree(of: Archivio) -> Tree:
    assert of.law is not None
    return of.law


def shown(address: str, of: Archivio) -> LexborHTMLParser:
    """Return what the page of a node shows; the whole tree's has no address."""
    call = LateCall("voce_di_legge", (address,)) if address else LateCall("trasparenza")
    here = f"{LAW}{address}/" if address else LAW
    return LexborHTMLParser(Painter(of, here, {}, block_painters(pages(of))).paint(call))


def words(address: str, of: Archivio) -> str:
    return text(shown(address, of).body)


def doubtful(of: Archivio, address: str, doubt: str) -> Archivio:
    """Return an archive where a sezione without sottosezioni is to be confirmed."""
    law = tree(of)
    sections = tuple(
        section.model_copy(update={"doubt": doubt}) if section.id == address else section
        for section in law.sections
    )
    return replace(of, law=replace(law, sections=sections))


@pytest.fixture(scope="module")
def vetrolandia() -> Archivio:
    return load_or_refuse(INVENTED)


# ---- The tree of a Chamber ----


def test_the_sezioni_have_their_official_titles_and_order() -> None:
    assert [section.title for section in tree(archive()).sections] == SECTIONS


def test_the_tree_has_its_nodes_and_obblighi() -> None:
    nodes = tree(archive()).nodes
    assert len(nodes) == 22 + 69
    assert sum(len(node.duties) for node in nodes.values()) == 148


def test_each_node_says_whether_it_concerns_the_body_and_how_that_is_known() -> None:
    told = Counter((node.applies, node.basis) for node in tree(archive()).nodes.values())
    assert told == {
        ("applicabile", "deduzione"): 75,
        ("applicabile", "fonte"): 3,
        ("se_ricorre", "deduzione"): 7,
        ("non_applicabile", "testo_norma"): 5,
        ("non_applicabile", "deduzione"): 1,
    }


def test_the_contracts_have_the_nodes_of_both_regimes() -> None:
    law = tree(archive())
    regimes = Counter(law.nodes[each].regime for each in law.below("bandi-gara-contratti"))
    assert regimes == {"dal_2024": 8, "fino_al_2023": 2}
    heads = [text(head) for head in shown("bandi-gara-contratti", archive()).css("h2")]
    assert heads == ["Procedure dal 1° gennaio 2024", "Procedure fino al 31 dicembre 2023"]


def test_the_keys_of_the_national_map_are_seventy_and_none_is_twice() -> None:
    keys = Counter(key for node in tree(archive()).nodes.values() for key in node.at_map)
    assert (len(keys), max(keys.values())) == (70, 1)


def test_only_what_the_law_s_own_words_exclude_is_called_not_due() -> None:
    law = tree(archive())
    told = {each.node for each in law.published if each.not_due is not None}
    assert told == {address for address, node in law.nodes.items() if node.basis == "testo_norma"}
    assert len(told) == 5


# ---- What a node shows ----


def test_a_node_shows_its_law_its_contents_and_its_obblighi(vetrolandia: Archivio) -> None:
    assert words("conti/bilanci", vetrolandia).split("Le parti di questa voce") == [
        "Norma: art. 2 del regolamento. Che cosa trovi qui Quanto è costata ogni missione "
        "I bilanci in una banca dati inventata (altro sito) ",
        " Bilancio preventivo Bilancio consuntivo Bilancio preventivo "
        "Vale quello che è scritto in Che cosa trovi qui. "
        "Che cosa chiede la norma Bilancio consuntivo Quanto è stato speso. "
        "Quando si aggiorna: ogni anno; termine: entro giugno. "
        "Norma: art. 2, c. 1, del regolamento.",
    ]


def test_content_is_linked_where_it_is(vetrolandia: Archivio) -> None:
    links = [attribute(link, "href") for link in shown("conti/bilanci", vetrolandia).css("a")]
    assert links[:2] == ["../../../missioni/", "https://vetrolandia.example/bilanci"]


def test_a_part_leads_to_its_obbligo_in_the_page(vetrolandia: Archivio) -> None:
    page = shown("conti/bilanci", vetrolandia)
    for link in page.css("ul a[href^='#']"):
        target = page.css_first(attribute(link, "href"))
        assert text(target) == text(link)


def test_what_does_not_concern_the_body_says_why_and_asks_nothing(vetrolandia: Archivio) -> None:
    assert words("conti/gondole", vetrolandia) == (
        "Norma: art. 3 del regolamento. Che cosa trovi qui Questa voce resta vuota. "
        "Il regolamento riguarda chi ha canali. (Detto il 31 gennaio 2032.)"
    )


def test_what_is_missing_is_said_with_its_own_day(vetrolandia: Archivio) -> None:
    told = words("giardini", vetrolandia)
    assert "L’elenco dei giardini non c’è ancora. (Detto il 15 gennaio 2032.)" in told


def test_law_that_is_not_confirmed_is_not_shown(vetrolandia: Archivio) -> None:
    told = words("giardini", doubtful(vetrolandia, "giardini", "il comma"))
    assert "art. 4" not in told
    assert "I giardini del Comune." not in told
    assert "il comma" not in told
    assert "La norma e gli obblighi di questa voce sono ancora da confermare" in told


def test_an_obbligo_that_is_not_confirmed_is_not_shown() -> None:
    told = words("disposizioni-generali/atti-generali", archive())
    assert "Estremi e testi aggiornati di statuti" not in told
    assert "Altri obblighi di questa voce sono ancora da confermare" in told


def test_the_link_to_a_node_carries_the_name_it_is_looked_for_by(vetrolandia: Archivio) -> None:
    links = shown("conti", vetrolandia).css("a")
    assert [(text(link), link.attributes.get("title")) for link in links] == [
        ("Bilanci", "Bilanci del Comune"),
        ("Gondole", None),
    ]


def test_the_whole_tree_credits_who_made_its_data(vetrolandia: Archivio) -> None:
    told = words("", vetrolandia)
    assert told.endswith("Titoli, ordine e frequenze: Regolamento inventato, CC BY 4.0.")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Attività e procedimenti", "parte-attivita-e-procedimenti"),
        ('Accesso civico "semplice"', "parte-accesso-civico-semplice"),
        ("Posti (art. 14, c. 1-bis)", "parte-posti-art-14-c-1-bis"),
    ],
)
def test_the_id_of_a_title_is_plain(title: str, name: str) -> None:
    assert slug(title) == name


# ---- The body ----


def test_the_body_reads_in_the_check_what_is_to_be_confirmed(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    path = root / f"site_config/{LAW}giardini.yml"
    path.write_text(path.read_text("utf-8") + "    da_verificare: il termine\n", encoding="utf-8")
    output = check(root).output
    assert output.startswith(
        "Da confermare · site_config/amministrazione-trasparente/giardini.yml:11 · "
        "Giardini, Elenco dei giardini: il termine\n"
        "Amministrazione trasparente, da confermare: 1.\n"
    )


def test_twenty_one_nodes_and_ten_obblighi_are_to_be_confirmed() -> None:
    law = tree(archive())
    sure: list[LawNode] = [node for node in law.nodes.values() if node.doubt is None]
    assert len(law.nodes) - len(sure) == 21
    assert len(list(doubts(archive(), law))) == 31


def test_a_body_without_a_tree_has_no_pages_of_it(tmp_path: Path) -> None:
    root = invented(tmp_path / "progetto")
    settings = root / "site_config"
    shutil.rmtree(settings / "amministrazione-trasparente")
    (settings / "amministrazione-trasparente.yml").unlink()
    (settings / "pubblicazioni.yml").unlink()
    assert check(root).exit_code == 0
    assert [page for page in pages(load_or_refuse(root)) if page.url.startswith(LAW)] == []
