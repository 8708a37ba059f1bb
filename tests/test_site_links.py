"""Every link of the built site leads somewhere, and no page asks anything of another host.

Written apart from the build's own check of links, so that each can catch the other's mistakes.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urljoin

from tests.built import (
    HOME,
    NOT_FOUND,
    ROOT,
    Built,
    attribute,
    css_links,
    here,
    inside,
    page_loads,
    read_yaml,
    text,
)
from tests.italian import long_date

LINKS = ("href", "src", "action", "formaction", "data-json")


def links(site: Built, address: str) -> list[str]:
    """Return every link of a page, as the browser resolves it."""
    page = site.pages[address]
    written = [attribute(node, name) for name in LINKS for node in page.css(f"[{name}]")]
    return [here(address, link) for link in [*written, *page_loads(page)]]


def test_every_internal_link_leads_to_a_file(site: Built) -> None:
    broken = [
        (address, url)
        for address in site.pages
        for url in links(site, address)
        if inside(url) and not site.file(url).is_file()
    ]
    assert broken == []


def test_every_fragment_leads_to_an_element_of_its_page(site: Built) -> None:
    fragments = [
        (address, *site.target(url))
        for address in site.pages
        for url in links(site, address)
        if inside(url) and "#" in url
    ]
    assert len(fragments) > 1000
    assert [found for found in fragments if found[2] not in site.ids[found[1]]] == []


def test_links_to_folders_end_with_a_slash(site: Built) -> None:
    """A server answers the other form with a redirect: one request more."""
    bare = [
        (address, url)
        for address in site.pages
        for url in links(site, address)
        if inside(url) and site.file(url).is_dir()
    ]
    assert bare == []


def test_every_page_is_reached_from_the_home_page(site: Built) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        address = waiting.pop()
        page = site.pages[address]
        urls = [here(address, attribute(node, "href")) for node in page.css("a[href]")]
        found = {site.target(url)[0] for url in urls if inside(url)} & site.pages.keys()
        waiting += found - reached
        reached |= found
    assert site.pages.keys() - reached == {NOT_FOUND}


def test_no_page_loads_anything_from_another_host(site: Built) -> None:
    loaded = [
        (address, link)
        for address, page in site.pages.items()
        for link in page_loads(page)
        if not inside(here(address, link))
    ]
    assert loaded == []


def test_no_page_prepares_a_connection_or_sends_a_form_elsewhere(site: Built) -> None:
    asked = [
        (address, attribute(node, name))
        for address, page in site.pages.items()
        for selector, name in (
            ('link[rel~="preconnect"], link[rel~="dns-prefetch"]', "href"),
            ("form[action]", "action"),
            ("a[ping]", "ping"),
            ("iframe, embed, object, base", "src"),
        )
        for node in page.css(selector)
        if name != "action" or not inside(here(address, attribute(node, name)))
    ]
    assert asked == []


def test_no_style_sheet_or_picture_loads_anything_from_another_host(site: Built) -> None:
    files = [*site.root.glob("assets/css/*.css"), *site.root.glob("**/*.svg")]
    assert len(files) > 20
    loaded = [
        (file.name, link)
        for file in files
        for link in [
            *css_links(file.read_text("utf-8")),
            *re.findall(r'\bhref="([^"#]*)"', file.read_text("utf-8")),
        ]
        if not inside(urljoin(HOME, link))
    ]
    assert loaded == []


def test_our_scripts_name_no_other_host() -> None:
    scripts = sorted((ROOT / "docs_src/assets/js").glob("*.js"))
    assert [script.name for script in scripts] == ["cerca.js", "filtri.js", "grafici.js"]
    told = [
        (script.name, found)
        for script in scripts
        for found in re.findall(r"(?:\b\w+:|[\"'`])//[^\s\"'`]*", script.read_text("utf-8"))
    ]
    assert told == []


def test_links_to_other_sites_lead_only_where_the_settings_and_the_sources_say(
    site: Built,
) -> None:
    body = read_yaml(ROOT / "site_config/ente.yml")
    sources = [read_yaml(path)["originale"] for path in (ROOT / "data/fonti").glob("*.yml")]
    law = read_yaml(ROOT / "site_config/amministrazione-trasparente.yml")["fonte"]["indirizzo"]
    nodes = read_yaml(ROOT / "site_config/pubblicazioni.yml")["voci"]
    elsewhere = [link["indirizzo"] for node in nodes for link in node.get("collegamenti", [])]
    licence, forge = body["licenza_contenuti"]["indirizzo"], body["forgia"]["indirizzo"]
    known = (licence, forge, law, *elsewhere, *sources)
    allowed = tuple(address for address in known if address != "da completare")
    found = {
        url
        for address, page in site.pages.items()
        for url in (here(address, attribute(node, "href")) for node in page.css("a[href]"))
        if not inside(url)
    }
    assert found >= {body["licenza_contenuti"]["indirizzo"]}
    assert [url for url in found if not url.startswith(allowed)] == []


def test_every_page_is_in_italian(site: Built) -> None:
    languages = {
        address: [attribute(node, "lang") for node in page.css("html")]
        for address, page in site.pages.items()
    }
    assert [address for address, found in languages.items() if found != ["it"]] == []


def test_every_page_has_one_first_heading(site: Built) -> None:
    headings = {a: [text(node) for node in page.css("h1")] for a, page in site.pages.items()}
    assert {a: found for a, found in headings.items() if len(found) != 1 or not found[0]} == {}


def test_every_page_has_a_title_of_its_own(site: Built) -> None:
    titles = [text(page.css_first("head > title")) for page in site.pages.values()]
    assert "" not in titles
    assert {title: n for title, n in Counter(titles).items() if n > 1} == {}


def test_every_page_has_a_description_of_its_own(site: Built) -> None:
    told = [
        attribute(node, "content")
        for page in site.pages.values()
        for node in page.css('head > meta[name="description"]')
    ]
    assert len(told) == len(site.pages)
    assert "" not in told
    assert {one: n for one, n in Counter(told).items() if n > 1} == {}


def test_every_breadcrumb_goes_from_home_to_the_page_itself(site: Built) -> None:
    """The home page has none: it would be one step, to itself."""
    for address, page in site.shelled.items():
        if address in ("", NOT_FOUND):
            continue
        *steps, last = page.css('nav[aria-label="Percorso di navigazione"] li')
        assert attribute(last.css_first("[aria-current]"), "aria-current") == "page", address
        assert last.css("a") == [], address
        assert text(last), address
        ways = [
            site.target(here(address, attribute(step.css_first("a"), "href")))[0] for step in steps
        ]
        parts = address.rstrip("/").split("/")
        above = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts))]
        assert ways == [way for way in above if way in site.pages], address


def test_without_a_forge_no_page_names_a_file_that_readers_cannot_open(site: Built) -> None:
    shown = [a for a, page in site.pages.items() if page.css(".pa-chiusura code, .pa-chiusura a")]
    assert shown == []


def test_every_page_tells_when_it_was_updated(site: Built) -> None:
    day = read_yaml(ROOT / "site_config/ente.yml")["aggiornato"]
    for address, page in site.shelled.items():
        if address != NOT_FOUND:
            closing = text(page.css_first(".pa-chiusura"))
            assert closing.startswith(f"Ultimo aggiornamento: {long_date(day)}"), address
            assert attribute(page.css_first(".pa-chiusura time"), "datetime") == day, address
