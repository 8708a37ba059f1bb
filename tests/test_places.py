"""Where things stand: every link resolves to its target, every number's page has its place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.archive import Archivio
from macros.export import written
from macros.pages import pages
from macros.places import line_page, number_page, parent, relative, topic_page
from macros.site import DOCS, Site
from tests.real import archive, files, ids, site

HOST = "https://ente.example.it/trasparenza/"
NAME = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
PAGE = st.lists(NAME, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILE = st.tuples(PAGE, NAME, st.sampled_from((".csv", ".svg", ".json"))).map("".join)
FRAGMENT = st.one_of(st.just(""), st.from_regex(r"#[a-z][a-z0-9.-]{0,12}", fullmatch=True))


@settings(deadline=None)
@given(PAGE, st.one_of(PAGE, FILE), FRAGMENT)
def test_a_link_followed_from_its_page_leads_to_the_target(
    here: str, target: str, fragment: str
) -> None:
    link = relative(target + fragment, here)
    assert urljoin(HOST + here, link) == HOST + target + fragment


@settings(deadline=None)
@given(PAGE, st.one_of(PAGE, FILE), FRAGMENT)
def test_a_link_names_no_host_and_not_the_root(here: str, target: str, fragment: str) -> None:
    """The site works in any folder of any server."""
    link = relative(target + fragment, here)
    parts = urlsplit(link)
    assert not (parts.scheme or parts.netloc or parts.path.startswith("/"))
    assert link != ""


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("missioni/", "", "missioni/"),
        ("", "", "./"),
        ("", "missioni/011/", "../../"),
        ("missioni/011/", "missioni/011/", "./"),
        ("missioni/011/", "missioni/011/2022/", "../"),
        ("missioni/011/2022/hocare/", "missioni/012/", "../011/2022/hocare/"),
        ("dati/grafici/spese-2022.csv", "missioni/", "../dati/grafici/spese-2022.csv"),
        ("fonti/relazione-2022/#r1172", "missioni/", "../fonti/relazione-2022/#r1172"),
        ("missioni/#spese.2022", "missioni/", "#spese.2022"),
        ("#inizio", "missioni/", "../#inizio"),
    ],
)
def test_links_as_they_are_written(target: str, here: str, link: str) -> None:
    assert relative(target, here) == link


@pytest.mark.parametrize(
    ("url", "above"),
    [("", ""), ("missioni/", ""), ("missioni/011/", "missioni/"), ("a/b/c/", "a/b/")],
)
def test_the_address_above(url: str, above: str) -> None:
    assert parent(url) == above


def test_addresses_of_lines_and_topics() -> None:
    assert line_page("relazione-2022", 1172) == "fonti/relazione-2022/#r1172"
    assert topic_page(2022, "012", "protesti") == "missioni/012/2022/protesti/"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("spese.2022", "missioni/"),
        ("spese.2022.011", "missioni/"),
        ("spese.2022.011.innovazione", "missioni/011/2022/"),
        ("bandi.2022.voucher-digitali-base.concesso", "bandi/2022/"),
        ("serie.smart-card.2021", "missioni/011/2022/firma-digitale-e-carte/"),
        ("fatti.2022.protesti.termine-di-legge", "missioni/012/2022/protesti/"),
    ],
)
def test_the_page_of_a_number(address: str, page: str) -> None:
    assert number_page(archive(), archive().number(address)) == f"{page}#{address}"


@cache
def next_year() -> Archivio:
    """The archive with one more year, 2023, that spent what 2022 did."""
    real = archive()
    again = {
        address.replace("spese.2022", "spese.2023"): replace(
            number,
            address=address.replace("spese.2022", "spese.2023"),
            year=2023,
            operands=tuple(name.replace("spese.2022", "spese.2023") for name in number.operands),
        )
        for address, number in real.numbers.items()
        if address.startswith("spese.2022")
    }
    return replace(
        real,
        numbers={**real.numbers, **again},
        spending={**real.spending, 2023: real.spending[2022].model_copy(update={"year": 2023})},
        files={**real.files, "spese.2023": "data/spese/2023.yml"},
    )


def told(slug: str, words: str) -> Archivio:
    """The archive with other words in a topic."""
    topics = tuple(
        replace(topic, body=words) if topic.slug == slug else topic for topic in archive().topics
    )
    return replace(archive(), topics=topics)


def missing(of: Archivio) -> list[str]:
    """Return the numbers whose page does not have their id."""
    kept = [page for page in site().pages if page.source.startswith(DOCS)]
    made = Site(of, (*kept, *pages(of)))
    texts = written(made)
    uris = {page.url: page.uri for page in made.pages}
    found = {url: set(ids(texts[uri])) for url, uri in uris.items()}
    places = {number.address: number_page(of, number) for number in of.numbers.values()}
    parts = {address: place.partition("#") for address, place in places.items()}
    return [
        address
        for address, (page, _, fragment) in parts.items()
        if fragment not in found.get(page, set())
    ]


def test_every_number_has_its_place_on_its_page() -> None:
    assert missing(archive()) == []


def test_every_number_has_its_place_when_there_are_two_years() -> None:
    assert missing(next_year()) == []


@pytest.mark.parametrize(
    "words",
    [
        "Senza grafici.",
        '{{ grafico("serie.smart-card") }}',
        '{{ tabella("serie.token-digitali") }}',
        '{{ grafico("serie.smart-card", tipo="barre") }}',
        "{{ grafico('serie.smart-card', 'serie.token-digitali') }}",
        '{{ grafico("serie.token-digitali", "serie.smart-card") }}',
    ],
)
def test_every_number_has_its_place_whatever_charts_the_words_of_its_topic_have(
    words: str,
) -> None:
    """The page adds by itself the chart of smart card and token together."""
    assert missing(told("firma-digitale-e-carte", words)) == []


def test_no_page_has_an_id_twice() -> None:
    twice = {
        uri: sorted({one for one in found if found.count(one) > 1})
        for uri, text in files().items()
        if uri.endswith(".md") and (found := list(ids(text)))
    }
    assert {uri: clashes for uri, clashes in twice.items() if clashes} == {}
