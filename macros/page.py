"""A page before it is painted: Markdown with macro calls, and the pieces it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from macros.late import LateCall, placeholder
from macros.schema_words import NoteHead, TopicHead

_SIGNS = frozenset("&<>*_`{}[]\\#|!")  # what Markdown, HTML or a macro would take as its own


@dataclass(frozen=True)
class Page:
    """A page: address, title, Markdown, the file to edit, a sentence that says what it is.

    `style` names the look of a page that is not ordinary; `contents` asks for its table of
    contents; `line` is where the text begins in the file, if the file holds it.
    """

    uri: str
    title: str
    text: str
    source: str
    summary: str = ""
    short: str = ""
    style: str = ""
    contents: bool = False
    order: int = 0
    line: int = 1

    @property
    def url(self) -> str:
        """The address relative to the site's root: `missioni/011/`."""
        return self.uri.removesuffix("index.md").removesuffix(".md") + (
            "" if self.uri.endswith("index.md") else "/"
        )

    @property
    def name(self) -> str:
        """The title for menus and breadcrumbs."""
        return self.short or self.title


def late(name: str, *args: str) -> str:
    """Return the placeholder of a list that `lists` paints."""
    return placeholder(LateCall(name, args), block=True)


def provenance(head: TopicHead | NoteHead) -> str:
    """Return the placeholder that says which lines of which document some words tell."""
    return late("provenienza", head.source, *map(str, head.lines), head.section)


def call(name: str, *args: str) -> str:
    """Return a macro call as staff would write it."""
    return "{{ " + name + "(" + ", ".join(f'"{arg}"' for arg in args) + ") }}"


def literal(text: str) -> str:
    """Return a text of the body as Markdown that shows it as it is, whatever signs it has."""
    return "".join(f"&#{ord(sign)};" if sign in _SIGNS else sign for sign in text)


def paragraphs(*texts: str) -> str:
    """Join the blocks of a page that are not empty, a blank line between them."""
    return "\n\n".join(text.strip() for text in texts if text.strip()) + "\n"
