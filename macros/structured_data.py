"""What a page tells machines of itself (JSON-LD, schema.org): the body, its way, its data.

Only what is known is said. What schema.org wants as an address is left out while the site has
none: the body then has a name, a step its place, a dataset what it tells of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from macros.page import Page
from macros.painter import Offer
from macros.places import absolute
from macros.schema import TO_COMPLETE
from macros.site import Site
from macros.theme import EMBLEM

Thing = Mapping[str, Any]
_CONTEXT = "https://schema.org"
_MEDIA = {"csv": "text/csv", "json": "application/json"}
# These pages show again what has its own page: the data are described there.
_AGAIN = ("", "relazioni/", "guida/")


def structured_data(site: Site, page: Page, offered: Sequence[Offer]) -> str:
    """Return the JSON-LD of a page as it stands in its head; empty where there is nothing to say.

    `offered` is what the page lets download.
    """
    things = [
        *([body(site)] if page.url == "" else []),
        *([way(site, page)] if page.url else []),
        *dataset(site, page, offered),
    ]
    if not things:
        return ""
    told = json.dumps({"@context": _CONTEXT, "@graph": things}, ensure_ascii=False, sort_keys=True)
    # Inside <script> only `</` and `<!--` could end or change what it holds.
    return told.replace("<", "\\u003c")


def body(site: Site) -> Thing:
    """Return the body: what site_config/ knows of it."""
    own = site.archive.body
    place = {"address": own.address, "taxID": own.tax_code, "vatID": own.vat, "email": own.pec}
    desks = {"Ufficio relazioni con il pubblico": own.urp, "Protezione dei dati": own.rpd}
    known = {name: told for name, told in place.items() if told != TO_COMPLETE}
    contacts = [
        {"@type": "ContactPoint", "contactType": name, "description": told}
        for name, told in desks.items()
        if told != TO_COMPLETE
    ]
    return {
        **_named(site),
        "alternateName": own.short,
        **known,
        **({"contactPoint": contacts} if contacts else {}),
        **({"identifier": f"IPA {own.ipa}"} if own.ipa != TO_COMPLETE else {}),
        **({"logo": absolute(site.archive, EMBLEM)} if own.web else {}),
        "memberOf": {"@type": "Organization", "name": own.belongs_to},
    }


def _named(site: Site) -> Thing:
    """Return the body as others name it."""
    web = absolute(site.archive, "")
    address = {"@id": f"{web}#ente", "url": web} if web else {}
    return {"@type": "GovernmentOrganization", "name": site.archive.body.name, **address}


def way(site: Site, page: Page) -> Thing:
    """Return the way from the home page to a page, as its breadcrumb shows it."""
    here = absolute(site.archive, page.url)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": step["titolo"],
                **({"item": urljoin(here, step["url"])} if here else {}),
            }
            for place, step in enumerate(site.breadcrumb(page.url), 1)
        ],
    }


def dataset(site: Site, page: Page, offered: Sequence[Offer]) -> list[Thing]:
    """Return the data a page offers, as one dataset; nothing where it only shows them again."""
    years = sorted({year for offer in offered for year in offer.years})
    if not years or page.url in _AGAIN or page.url.startswith(_AGAIN[1:]):
        return []
    archive = site.archive
    sources = dict.fromkeys(source for offer in offered for source in offer.sources)
    documents = [
        {"@type": "CreativeWork", "name": archive.sources[source].head.title} for source in sources
    ]
    files = dict.fromkeys(file for offer in offered for file in offer.files)
    licence = archive.body.content_licence
    here = absolute(archive, page.url)
    return [
        {
            "@type": "Dataset",
            "name": page.title,
            "description": _told(page),
            "inLanguage": "it",
            "isAccessibleForFree": True,
            "dateModified": archive.body.updated.isoformat(),
            "temporalCoverage": "/".join(str(y) for y in dict.fromkeys((years[0], years[-1]))),
            "license": licence.url,
            "creator": _named(site),
            **({"isBasedOn": documents} if documents else {}),
            **({"url": here, "distribution": _files(site, files)} if here else {}),
        }
    ]


def _told(page: Page) -> str:
    """Return what a dataset is; search engines want fifty characters at least."""
    told = page.summary or page.title
    return told if len(told) >= 50 else f"{told.rstrip('.')}. I dati, con la fonte di ogni numero."


def _files(site: Site, files: Sequence[str] | Mapping[str, None]) -> list[Thing]:
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": _MEDIA[file.rpartition(".")[2]],
            "contentUrl": absolute(site.archive, file),
        }
        for file in files
    ]
