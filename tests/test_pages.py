"""The pages made from data and words, and where each stands: address, menu, source to edit."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from macros.archive import Archivio
from macros.export import written
from macros.late import calls_in
from macros.lists import block_painters
from macros.page import Page
from macros.pages import pages
from macros.schema import TO_COMPLETE
from macros.site import FOOTER, LEGAL, MENU, Site
from tests.built import law_pages
from tests.real import ROOT, archive, rendered, site, with_series, with_values

PROTESTI = "missioni/012/2022/protesti/"
FORGE = "https://forgia.example.it/ente/sito"


def by_url(of: Archivio) -> dict[str, Page]:
    return {page.url: page for page in pages(of)}


def test_pages_are_a_pure_function_of_the_archive() -> None:
    assert pages(archive()) == pages(archive())
    assert pages(replace(archive())) == pages(archive())


def test_no_two_pages_share_an_address() -> None:
    urls = [page.url for page in site().pages]
    assert sorted({url for url in urls if urls.count(url) > 1}) == []


def test_addresses_are_plain_and_end_with_a_slash() -> None:
    assert [
        page.url
        for page in site().pages
        if page.url and not re.fullmatch(r"([a-z0-9][a-z0-9-]*/)+", page.url)
    ] == []


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("index.md", ""),
        ("missioni/index.md", "missioni/"),
        ("missioni/012/2022/protesti.md", PROTESTI),
        ("fonti/relazione-2022.md", "fonti/relazione-2022/"),
    ],
)
def test_the_address_of_a_page_follows_from_its_file(uri: str, url: str) -> None:
    assert Page(uri, "Titolo", "Testo", "file.md").url == url


def folders(year: int, *parts: str) -> list[str]:
    """Return the files of words of some parts of a year, as the project has them."""
    return [path.stem for part in parts for path in (ROOT / f"content/{year}/{part}").glob("*.md")]


def test_every_topic_has_its_page_made_from_its_words() -> None:
    made = by_url(archive())
    topics = archive().topics
    assert sorted(topic.slug for topic in topics) == sorted(
        folders(2019, "contesto") + folders(2022, "contesto", "011", "012", "016", "032")
    )
    for topic in topics:
        at = f"missioni/{topic.part}/{topic.year}" if topic.part != "contesto" else "contesto/2022"
        page = made[f"{at if topic.year == 2022 else 'contesto/2019'}/{topic.slug}/"]
        assert page.title == topic.head.title
        assert page.summary == topic.head.summary
        assert page.source == f"content/{topic.year}/{topic.part}/{topic.slug}.md"
        assert topic.body.strip() in page.text


def test_every_missione_result_year_and_source_has_its_page() -> None:
    made = by_url(archive())
    topics = {page.url for page in _topic_pages()}
    measured = [
        f"risultati/2019/{name}/"
        for name in (
            *(path.stem for path in (ROOT / "data/indicatori/2019").glob("*.yml")),
            *(node.id for node in archive().objectives[2019].objectives if node.above),
        )
    ]
    assert len(measured) == 26 + 31
    assert sorted(made.keys() - topics - set(measured)) == sorted(
        [
            "missioni/",
            *(
                url
                for code in ("011", "012", "016", "032")
                for url in (f"missioni/{code}/", f"missioni/{code}/2022/")
            ),
            "risultati/",
            "risultati/2019/",
            "numeri-verificati/",
            "contesto/",
            "contesto/2022/",
            "contesto/2019/",
            "bandi/",
            "bandi/2022/",
            "relazioni/",
            "relazioni/2022/",
            "fonti/",
            "fonti/relazione-2022/",
            "fonti/rendicontazione-2019/",
            "glossario/",
            "novita/",
            *law_pages(),
            *("note-legali/", "privacy/", "accessibilita/", "parere/si/", "parere/no/"),
        ]
    )


def _topic_pages() -> list[Page]:
    files = {topic.file for topic in archive().topics}
    return [page for page in pages(archive()) if page.source in files and page.url.count("/") > 2]


def test_the_parts_of_the_site_follow_each_other_as_in_the_menu() -> None:
    parts = dict.fromkeys(page.url.partition("/")[0] + "/" for page in pages(archive()))
    assert tuple(parts) == (*MENU, "glossario/", "novita/", *LEGAL, "parere/")


@pytest.mark.parametrize(
    ("url", "title", "source"),
    [
        ("missioni/", "Missioni", "data/spese/2022.yml"),
        (
            "missioni/012/",
            "Missione 012: Regolazione dei mercati",
            "content/missioni/012.md",
        ),
        (
            "missioni/012/2022/",
            "Missione 012 nel 2022: Regolazione dei mercati",
            "data/spese/2022.yml",
        ),
        ("bandi/2022/", "I bandi del 2022", "data/bandi/2022.yml"),
        ("risultati/", "Risultati", "data/obiettivi/2019.yml"),
        ("risultati/2019/", "I risultati del 2019", "data/obiettivi/2019.yml"),
        ("contesto/2022/", "Il contesto del 2022", "content/2022/contesto/relazione-e-missioni.md"),
        ("relazioni/", "Le relazioni", "data/relazioni/2022.yml"),
        (
            "relazioni/2022/",
            "Relazione sulla gestione e sui risultati 2022",
            "data/relazioni/2022.yml",
        ),
        ("fonti/", "Fonti", "data/fonti/relazione-2022.yml"),
        (
            "fonti/relazione-2022/",
            "Relazione sulla gestione e sui risultati allegata al bilancio di esercizio 2022",
            "data/fonti/relazione-2022.yml",
        ),
    ],
)
def test_title_and_source_of_the_pages_made_from_data(url: str, title: str, source: str) -> None:
    page = by_url(archive())[url]
    assert (page.title, page.source) == (title, source)


def test_every_page_is_made_from_a_file_of_the_project() -> None:
    assert [page.url for page in site().pages if not (ROOT / page.source).is_file()] == []


def test_every_page_has_a_title_and_says_in_a_sentence_what_it_is() -> None:
    for page in site().pages:
        assert page.title
        assert page.summary.rstrip().endswith("."), page.url


def test_the_summary_of_a_missione_s_year_has_amount_and_share() -> None:
    assert by_url(archive())["missioni/011/2022/"].summary == (
        "Missione 011 nel 2022: 1.865.646,87 €, il 34,9 % della spesa."
    )
    assert by_url(archive())["missioni/012/2022/"].summary == (
        "Missione 012 nel 2022: 59.504,95 €, l’1,1 % della spesa."
    )


def calls(page: Page) -> list[tuple[str, ...]]:
    """Return the blocks a page shows: name and arguments."""
    return [(call.name, *call.args) for call in calls_in(rendered(page.text))]


def test_a_topic_page_adds_its_series_calls_facts_and_sources() -> None:
    page = by_url(archive())["missioni/011/2022/firma-digitale-e-carte/"]
    found = calls(page)
    assert ("grafico", "serie.smart-card", "serie.token-digitali") in found
    assert ("tabella", "fatti.2022.firma-digitale-e-carte") in found
    assert found[-2][0] == "provenienza"
    assert found[-1] == ("fonti",)


def test_a_topic_page_has_the_table_of_its_calls() -> None:
    page = by_url(archive())["missioni/016/2022/digital-export/"]
    assert ("tabella", "bandi.2022.digital-export") in calls(page)


def test_a_chart_that_the_words_have_already_is_not_added_again() -> None:
    real = archive()
    topics = tuple(
        replace(topic, body='I tempi.\n\n{{ grafico("serie.protesti-tempo-medio") }}\n')
        if topic.slug == "protesti"
        else topic
        for topic in real.topics
    )
    found = calls(by_url(replace(real, topics=topics))[PROTESTI])
    assert found.count(("grafico", "serie.protesti-tempo-medio")) == 1


def test_a_missione_with_areas_tells_each_with_its_topics() -> None:
    found = calls(by_url(archive())["missioni/011/2022/"])
    areas = ("innovazione", "competitivita-del-territorio", "sviluppo-del-capitale-umano")
    for area in areas:
        assert ("valore", f"spese.2022.011.{area}") in found
        assert ("temi", "2022", "011", area) in found
    assert ("tabella", "spese.2022.011") in found
    assert ("grafico", "spese.2022.011") in found
    assert ("grafico", "bandi.2022.011") in found


def test_every_series_of_a_missione_is_drawn_once_on_its_page() -> None:
    for code in archive().missioni:
        drawn = [
            name.removeprefix("serie.")
            for call, *names in calls(by_url(archive())[f"missioni/{code}/2022/"])
            if call == "grafico"
            for name in names
            if name.startswith("serie.")
        ]
        assert sorted(drawn) == sorted(
            name for name, series in archive().series.items() if series.missione == code
        )


def test_every_block_of_every_page_has_its_painter() -> None:
    own = {"valore", "numero", "data", "quota", "variazione", "tabella", "grafico"}
    known = own | set(block_painters(()))
    wanted = {name for page in site().pages for name, *_ in calls(page)}
    assert wanted - known == set()


def step(title: str, url: str) -> dict[str, str]:
    return {"titolo": title, "url": url}


def title_of(slug: str) -> str:
    topic = archive().topic(2022, slug)
    assert topic is not None
    return topic.head.title


def test_the_breadcrumb_of_a_topic() -> None:
    assert site().breadcrumb(PROTESTI) == [
        step("Inizio", "../../../../"),
        step("Missioni", "../../../"),
        step("Missione 012", "../../"),
        step("2022", "../"),
        step(title_of("protesti"), ""),
    ]


@pytest.mark.parametrize(
    ("url", "steps"),
    [
        ("", [("Inizio", "")]),
        ("missioni/", [("Inizio", "../"), ("Missioni", "")]),
        ("bandi/2022/", [("Inizio", "../../"), ("Bandi", "../"), ("2022", "")]),
        ("guida/macro/", [("Inizio", "../../"), ("Guida", "../"), ("Le macro", "")]),
    ],
)
def test_the_breadcrumb_of_other_pages(url: str, steps: list[tuple[str, str]]) -> None:
    """A step that is no page (`guida/`) is left out."""
    assert site().breadcrumb(url) == [step(*one) for one in steps]


def test_the_pages_beside_a_topic_are_those_of_its_missione_and_year() -> None:
    beside = site().beside(PROTESTI)
    assert [(entry["titolo"], entry["url"]) for entry in beside] == [
        (topic.head.title, "./" if topic.slug == "protesti" else f"../{topic.slug}/")
        for topic in archive().topics
        if topic.part == "012"
    ]
    assert [entry["titolo"] for entry in beside if entry["attivo"]] == [title_of("protesti")]


@pytest.mark.parametrize("url", ["", "missioni/", "bandi/2022/", "glossario/"])
def test_a_page_alone_in_its_part_has_nobody_beside(url: str) -> None:
    assert site().beside(url) == []


def test_the_missioni_stand_beside_each_other() -> None:
    beside = site().beside("missioni/012/")
    assert [(entry["titolo"], entry["url"], entry["attivo"]) for entry in beside] == [
        ("Missione 011", "../011/", False),
        ("Missione 012", "./", True),
        ("Missione 016", "../016/", False),
        ("Missione 032", "../032/", False),
    ]


def test_the_menu_as_seen_from_a_topic() -> None:
    assert site().links(MENU, PROTESTI) == [
        {"titolo": "Missioni", "url": "../../../", "attivo": True},
        {"titolo": "Risultati", "url": "../../../../risultati/", "attivo": False},
        {"titolo": "Numeri verificati", "url": "../../../../numeri-verificati/", "attivo": False},
        {"titolo": "Contesto", "url": "../../../../contesto/", "attivo": False},
        {"titolo": "Bandi", "url": "../../../../bandi/", "attivo": False},
        {"titolo": "Relazioni", "url": "../../../../relazioni/", "attivo": False},
        {"titolo": "Fonti", "url": "../../../../fonti/", "attivo": False},
    ]


def test_menu_and_footer_lead_to_pages() -> None:
    assert {*MENU, *FOOTER} - site().by_url.keys() == set()


def forged(kind: str, address: str, branch: str = "main") -> Site:
    """Return the site of a body whose forge is set."""
    body = archive().body
    forge = body.forge.model_copy(update={"kind": kind, "address": address, "branch": branch})
    of = replace(archive(), body=body.model_copy(update={"forge": forge}))
    return Site(of, site().pages)


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("github", f"{FORGE}/edit/main/content/2022/012/protesti.md"),
        ("gitlab", f"{FORGE}/-/edit/main/content/2022/012/protesti.md"),
        ("forgejo", f"{FORGE}/_edit/main/content/2022/012/protesti.md"),
    ],
)
def test_a_topic_is_edited_in_its_words_on_every_forge(kind: str, link: str) -> None:
    made = forged(kind, FORGE)
    assert made.edit_link(made.by_url[PROTESTI]) == link
    slashed = forged(kind, f"{FORGE}/")
    assert slashed.edit_link(slashed.by_url[PROTESTI]) == link


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("", "docs_src/index.md"),
        ("missioni/011/", "content/missioni/011.md"),
        ("missioni/011/2022/", "data/spese/2022.yml"),
        ("bandi/2022/", "data/bandi/2022.yml"),
        ("fonti/relazione-2022/", "data/fonti/relazione-2022.yml"),
    ],
)
def test_pages_made_from_data_are_edited_in_the_data(url: str, file: str) -> None:
    made = forged("github", FORGE, "pubblico")
    assert made.edit_link(made.by_url[url]) == f"{FORGE}/edit/pubblico/{file}"


def test_no_edit_link_while_the_forge_is_to_complete() -> None:
    made = forged("github", TO_COMPLETE)
    assert {made.edit_link(page) for page in made.pages} == {None}


def without_numbers(*families: str) -> Archivio:
    """Return the archive of a body that has no series, facts or statistical tables."""
    kept = {
        address: number
        for address, number in archive().numbers.items()
        if not address.startswith(families)
    }
    bare: dict[str, object] = {"series": (), "partial": (), "formula": None}
    indicators = {
        key: indicator.model_copy(update=bare) for key, indicator in archive().indicators.items()
    }
    return replace(
        archive(), numbers=kept, series={}, facts={}, grids={}, indicators=indicators, notes={}
    )


def without_words(of: Archivio) -> Archivio:
    """Return an archive whose words call no macro: each would be refused where its data are not."""
    return replace(
        of,
        topics=tuple(replace(topic, body="Parole.") for topic in of.topics),
        notes={key: replace(note, body="Parole.") for key, note in of.notes.items()},
        missione_texts={
            code: replace(text, body="Parole.") for code, text in of.missione_texts.items()
        },
    )


RESULTS = [a for a in archive().numbers if a.startswith("indicatori.") and a.endswith("raggiunto")]
TARGETS = [a for a in archive().numbers if a.startswith("indicatori.") and a.endswith("atteso")]


@pytest.mark.parametrize(
    "of",
    [
        with_values({"spese.2022.012": None, "spese.2022": None}),
        with_values({"spese.2022.011.innovazione": None}),
        with_values({"spese.2022.012": "0", "spese.2022": "5279076.89"}),
        with_values(dict.fromkeys([n for n in archive().numbers if n.endswith(".concesso")])),
        with_series({2020: None, 2021: None}),
        with_series({2022: "7"}),
        with_series({2020: "0", 2021: "0", 2022: "0"}),
        without_numbers("serie.", "fatti.", "tavole."),
        replace(archive(), calls=()),
        with_values(dict.fromkeys(RESULTS)),
        with_values(dict.fromkeys(TARGETS)),
        with_values(dict.fromkeys(TARGETS, "0")),
        replace(archive(), objectives={}, indicators={}, notes={}),
        replace(archive(), indicators={}, notes={}),
        replace(archive(), notes={}),
        replace(archive(), reports={}),
        replace(archive(), topics=()),
    ],
    ids=[
        "a missione is missing",
        "an area is missing",
        "a missione costs nothing",
        "nothing granted is known",
        "a series of gaps",
        "a series of one year",
        "a series of zeros",
        "no series, facts and tables",
        "no calls",
        "no result is known",
        "no target is known",
        "targets of zero",
        "no results",
        "objectives without indicators",
        "no notes",
        "no report",
        "no topics",
    ],
)
def test_every_page_is_made_whatever_is_missing(of: Archivio) -> None:
    """What is missing is legal data: `controlla` accepts it, so the pages must too."""
    bare = without_words(of)
    made = written(Site(bare, tuple(pages(bare))))
    assert "fonti/relazione-2022.md" in made
