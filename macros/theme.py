"""The body's colours and emblem, as the files pages load."""

from __future__ import annotations

from macros.schema import ThemeFile

STYLES, EMBLEM = "assets/css/ente.css", "assets/emblema.svg"


def body_styles(theme: ThemeFile) -> str:
    """Return the style sheet of the body's colours; in the dark the common ones stay."""
    tokens = {
        "--pa-testata": theme.header,
        "--pa-fascia": theme.band,
        "--pa-piede": theme.footer,
        "--pa-link": theme.link,
        "--pa-asta": theme.header,
    }
    told = "".join(f"{name}:{colour};" for name, colour in tokens.items())
    return f"@media (prefers-color-scheme:light){{:root{{{told}}}}}\n"
