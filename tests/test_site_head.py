"""What search engines and those who share a page read of it: head, map of the site, robots.txt."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser

from tests.built import ADDRESS, NOT_FOUND, ROOT, Built, attribute, read_yaml, text

DAY = read_yaml(ROOT / "site_config/ente.yml")["aggiornato"]
NAME = "Camera di Commercio di Cremona"
ALWAYS = ("og:type", "og:locale", "og:site_name", "og:title", "og:description")
CARD = ("twitter:card", "twitter:title", "twitter:description")
WITH_ADDRESS = (
    *("og:url", "og:image", "og:image:type", "og:image:width", "og:image:height"),
    *("og:image:alt", "twitter:image", "twitter:image:alt"),
)
GENERAL = f"{ADDRESS}assets/anteprima.png"


def told(page: LexborHTMLParser) -> dict[str, str]:
    """Return the properties of a page's head; one written twice fails."""
    found = [
        (attribute(node, "property") or attribute(node, "name"), attribute(node, "content"))
        for node in page.css("head > meta[property], head > meta[name]")
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


def readable(site: Built) -> Iterator[tuple[str, LexborHTMLParser, dict[str, str]]]:
    """Yield (address, page, head) of every page that is not framed by others nor an error."""
    for address, page in site.shelled.items():
        if address != NOT_FOUND:
            yield address, page, told(page)


def shared(site: Built, address: str) -> dict[str, str]:
    return told(site.pages[address])


# ---- Title, description, canonical ----


def test_every_page_says_what_it_is_to_who_shares_it(published: Built) -> None:
    for address, page, head in readable(published):
        assert set(head) >= {*ALWAYS, *CARD, *WITH_ADDRESS}, address
        assert "" not in head.values(), address
        assert head["og:description"] == head["twitter:description"] == head["description"]
        assert head["og:title"] == head["twitter:title"]
        assert text(page.css_first("title")).startswith(head["og:title"]), address
        assert head["og:url"] == ADDRESS + address


def test_a_page_of_the_site_is_an_article_and_the_first_is_the_site(published: Built) -> None:
    kinds = {address: head["og:type"] for address, _, head in readable(published)}
    assert [address for address, kind in kinds.items() if kind != "article"] == [""]
    assert kinds[""] == "website"


def test_without_an_address_nothing_that_needs_one_is_said(site: Built) -> None:
    for address, page, head in readable(site):
        assert set(head) >= {*ALWAYS, *CARD}, address
        assert set(head) & set(WITH_ADDRESS) == set(), address
        assert head["twitter:card"] == "summary"
        assert page.css('link[rel="canonical"]') == [], address
    assert list(site.root.rglob("*.png")) == []


# ---- The picture ----


def size(site: Built, url: str) -> tuple[int, int]:
    """Return width and height that a PNG states."""
    raw = (site.root / url.removeprefix(ADDRESS)).read_bytes()
    assert raw[:8] == b"\x89PNG\r\n\x1a\n", url
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def test_every_page_has_a_picture_as_large_as_it_says(published: Built) -> None:
    urls = {head["og:image"] for _, _, head in readable(published)}
    assert {size(published, url) for url in urls} == {(1200, 630)}
    for _, _, head in readable(published):
        assert (head["og:image:width"], head["og:image:height"]) == ("1200", "630")
        assert head["twitter:image"] == head["og:image"]
        assert head["twitter:card"] == "summary_large_image"


def test_no_picture_is_made_that_no_page_shows(published: Built) -> None:
    made = {
        ADDRESS + f.relative_to(published.root).as_posix() for f in published.root.rglob("*.png")
    }
    assert made == {head["og:image"] for _, _, head in readable(published)}


def test_the_picture_is_of_a_chart_of_the_page_or_of_the_site(published: Built) -> None:
    of_charts = 0
    for address, page, head in readable(published):
        charts = [
            attribute(n, "id").removeprefix("grafico-") for n in page.css("figure.pa-grafico")
        ]
        names = {f"{ADDRESS}dati/grafici/{name}.png" for name in charts}
        assert head["og:image"] in (names or {GENERAL}), address
        of_charts += bool(names)
    assert of_charts > 40


def test_the_picture_is_told_in_words(published: Built) -> None:
    assert shared(published, "missioni/")["og:image:alt"].startswith(
        "Grafico a barre: Spesa per missione, 2022. La cifra più alta è "
    )
    assert shared(published, "glossario/")["og:image:alt"].startswith(f"{NAME}: ")


# ---- JSON-LD ----


def things(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """Return what a page tells machines, of schema.org."""
    blocks = [json.loads(n.text()) for n in page.css('script[type="application/ld+json"]')]
    assert {block["@context"] for block in blocks} <= {"https://schema.org"}
    return [thing for block in blocks for thing in block["@graph"]]


def typed(page: LexborHTMLParser, kind: str) -> list[dict[str, Any]]:
    return [thing for thing in things(page) if thing["@type"] == kind]


def test_the_way_told_to_machines_is_the_breadcrumb_that_is_read(published: Built) -> None:
    for address, page, _ in readable(published):
        items = page.css('nav[aria-label="Percorso di navigazione"] li')
        ways = typed(page, "BreadcrumbList")
        assert len(ways) == bool(items), address
        for way in ways:
            steps = way["itemListElement"]
            assert [step["name"] for step in steps] == [text(item) for item in items], address
            assert [step["position"] for step in steps] == list(range(1, len(items) + 1))
            assert steps[0]["item"] == ADDRESS
            assert steps[-1]["item"] == ADDRESS + address
            assert {step["item"].removeprefix(ADDRESS) for step in steps} <= published.pages.keys()


def test_only_the_home_page_describes_the_body(published: Built) -> None:
    bodies = {a: typed(p, "GovernmentOrganization") for a, p, _ in readable(published)}
    assert [address for address, found in bodies.items() if found] == [""]
    (body,) = bodies[""]
    assert body == {
        "@type": "GovernmentOrganization",
        "@id": f"{ADDRESS}#ente",
        "name": NAME,
        "alternateName": "Camera di Cremona",
        "url": ADDRESS,
        "logo": f"{ADDRESS}assets/emblema.svg",
        "memberOf": {"@type": "Organization", "name": "Sistema delle Camere di Commercio"},
    }


def test_every_file_of_a_dataset_is_there_and_offered_by_its_page(published: Built) -> None:
    told = 0
    for address, page, _ in readable(published):
        links = {attribute(a, "href").rpartition("/")[2] for a in page.css("a[download]")}
        for data in typed(page, "Dataset"):
            for file in data["distribution"]:
                path = published.root / file["contentUrl"].removeprefix(ADDRESS)
                assert path.is_file(), (address, path)
                assert path.name in links, (address, path)
                kinds = {".csv": "text/csv", ".json": "application/json"}
                assert file["encodingFormat"] == kinds[path.suffix]
                told += 1
    assert told > 100


def test_indicators_spending_calls_and_checks_are_datasets(published: Built) -> None:
    described = {address for address, page, _ in readable(published) if typed(page, "Dataset")}
    indicators = {
        f"risultati/2019/{p.stem}/" for p in (ROOT / "data/indicatori/2019").glob("*.yml")
    }
    assert described >= indicators
    assert described >= {"missioni/", "missioni/011/2022/", "bandi/2022/", "numeri-verificati/"}
    assert described & {"", "relazioni/2022/", "glossario/", "mappa/", "guida/macro/"} == set()


def test_a_dataset_says_whose_it_is_of_when_and_with_which_licence(published: Built) -> None:
    (data,) = typed(published.pages["missioni/011/2022/"], "Dataset")
    assert data["name"] == "Missione 011 nel 2022: Competitività e sviluppo delle imprese"
    assert data["temporalCoverage"] == "2010/2022"
    assert data["dateModified"] == DAY
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/deed.it"
    assert data["creator"]["@id"] == f"{ADDRESS}#ente"
    # Its series on the Punto Impresa Digitale begin in the document of 2019.
    assert [document["name"] for document in data["isBasedOn"]] == [
        read_yaml(ROOT / f"data/fonti/{name}.yml")["titolo"]
        for name in ("relazione-2022", "rendicontazione-2019")
    ]
    for address, page, _ in readable(published):
        for data in typed(page, "Dataset"):
            assert 50 <= len(data["description"]) <= 5000, address


def test_without_an_address_machines_are_told_names_and_no_addresses(site: Built) -> None:
    for address, page, _ in readable(site):
        for thing in things(page):
            licence = thing.pop("license", "")
            assert licence.startswith("https://creativecommons.org/") or not licence
            assert "http" not in json.dumps(thing), address
    (body,) = typed(site.pages[""], "GovernmentOrganization")
    assert body["name"] == NAME
    assert typed(site.pages["missioni/"], "Dataset")[0]["temporalCoverage"] == "2022"
    assert len(typed(site.pages["missioni/011/"], "BreadcrumbList")[0]["itemListElement"]) == 3


# ---- The map of the site, and robots ----


def test_the_map_of_the_site_has_every_page_with_the_date_of_its_data(published: Built) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ElementTree.parse(published.root / "sitemap.xml")
    dates = {
        url.findtext(f"{space}loc"): url.findtext(f"{space}lastmod")
        for url in tree.iter(f"{space}url")
    }
    assert dates == {ADDRESS + address: DAY for address, _, _ in readable(published)}


def test_robots_may_read_everything_and_find_the_map(published: Built, site: Built) -> None:
    given = (published.root / "robots.txt").read_text("utf-8")
    rules = [line for line in given.splitlines() if line and not line.startswith("#")]
    assert rules == ["User-agent: *", "Allow: /", f"Sitemap: {ADDRESS}sitemap.xml"]
    without = (site.root / "robots.txt").read_text("utf-8")
    assert "Disallow" not in given + without
    assert "Sitemap" not in without
    assert not (site.root / "sitemap.xml").exists()


# ---- Visits ----


def test_without_logs_there_is_no_page_of_visits(site: Built) -> None:
    assert "statistiche/" not in site.pages
    assert not (site.root / "dati/visite.csv").exists()


def test_the_visits_are_told_by_month_and_page(published: Built) -> None:
    """Counted by hand from golden/registri/access.log."""
    months, pages = published.pages["statistiche/"].css("main table")
    assert [[text(cell) for cell in row.css("th, td")] for row in months.css("tbody tr")] == [
        ["ottobre 2031", "dal 2 al 31", "28", "7"],
        ["settembre 2031", "dal 1 al 30", "31", "0"],
    ]
    assert [[text(cell) for cell in row.css("th, td")] for row in pages.css("tbody tr")] == [
        ["Inizio", "14"],
        ["Missione 011: Competitività e sviluppo delle imprese", "11"],
        ["Tutte le altre pagine", "3"],
    ]


def test_the_visits_can_be_downloaded(published: Built) -> None:
    assert (published.root / "dati/visite.csv").read_text("utf-8").splitlines() == [
        "dal,al,pagina,viste",
        "2031-09-01,2031-09-30,/,12",
        "2031-09-01,2031-09-30,/missioni/,10",
        "2031-09-01,2031-09-30,,9",
        "2031-10-02,2031-10-31,/,14",
        "2031-10-02,2031-10-31,/missioni/011/,11",
        "2031-10-02,2031-10-31,,3",
    ]


def test_nothing_of_a_reader_is_in_the_site(published: Built) -> None:
    names = re.compile(rb"192\.0\.2\.|Firefox/128")
    assert [name for name, raw in published.content().items() if names.search(raw)] == []
