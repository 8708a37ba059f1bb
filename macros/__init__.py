"""Casa di vetro: from words and numbers to a transparent website."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Give mkdocs-macros the macros, bound to the site the adapter has read."""
    from macros.editor_macros import editor_macros  # the core loads only when MkDocs asks

    site = env.conf["extra"]["sito"]
    for name, macro in editor_macros(site.archive).items():
        env.macro(macro.function, name)
