"""The file `robots.txt`: everyone may read everything (art. 9 d.lgs. 33/2013)."""

from __future__ import annotations

from macros.archive import Archivio
from macros.places import absolute


def robots_file(archive: Archivio) -> str:
    """Return the file; it names the map of the site where the site's address is known."""
    lines = [
        "# I motori di ricerca possono leggere tutto il sito: l'art. 9 del d.lgs. 33/2013",
        "# vieta di nascondere loro i dati pubblicati.",
        "User-agent: *",
        "Allow: /",
    ]
    sitemap = absolute(archive, "sitemap.xml")
    lines += ["", f"Sitemap: {sitemap}"] if sitemap else []
    return "\n".join(lines) + "\n"
