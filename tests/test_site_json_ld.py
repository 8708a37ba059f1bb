"""The JSON-LD of every page is what schema.org's vocabulary allows."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.built import Built
from tests.json_ld import blocks, complaints, things

DATASET: dict[str, Any] = {
    "@type": "Dataset",
    "name": "Spesa per missione",
    "description": "Quanto si è speso, missione per missione.",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "temporalCoverage": "2022",
    "creator": {"@type": "GovernmentOrganization", "name": "Camera di Prova"},
    "distribution": [
        {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": "https://x.test/a.csv",
        }
    ],
}
STEPS: dict[str, Any] = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://x.test/"}
    ],
}


SPOILED: dict[str, tuple[dict[str, Any], str]] = {
    "a property that a type has not": ({**DATASET, "licenza": "https://x.test/"}, "licenza"),
    "a value of another kind": ({**DATASET, "name": {"@type": "Person"}}, "name"),
    "a type that there is not": ({"@type": "Datset"}, "Datset"),
    "a step of a list": ({**STEPS, "itemListElement": [{"@type": "ListItem", "p": 1}]}, '"p"'),
    "a file": ({**DATASET, "distribution": [{"@type": "DataDownload", "u": "x"}]}, '"u"'),
}


@pytest.fixture(scope="module")
def found(site: Built, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the compiler says of the pages of the site, and of sound and spoiled examples."""
    told = {
        page: [thing for block in blocks(parsed) for thing in things(block)]
        for page, parsed in site.pages.items()
    }
    spoiled = {name: [thing] for name, (thing, _) in SPOILED.items()}
    folder = tmp_path_factory.mktemp("json-ld")
    return complaints({**told, "sound": [DATASET, STEPS], **spoiled}, folder)


def test_every_block_of_every_page_is_valid(found: list[str]) -> None:
    assert [line for line in found if line.partition(": ")[0] not in SPOILED] == []


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_block_is_told(found: list[str], name: str) -> None:
    told = [line for line in found if line.startswith(f"{name}: error TS")]
    assert any(SPOILED[name][1] in line for line in told), found


def test_the_blocks_of_a_page_are_read_graphs_included() -> None:
    page = LexborHTMLParser(
        '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": '
        '[{"@type": "Thing", "name": "uno"}, {"@type": "Thing", "name": "due"}]}</script>'
    )
    (block,) = blocks(page)
    assert [thing["name"] for thing in things(block)] == ["uno", "due"]
