"""Takes the README's picture: `make site`, then `python -m tests.screenshot`."""

from __future__ import annotations

from pathlib import Path

from tests.browser import chromium, served

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs_src/assets/immagini/casa-di-vetro.png"
PAGE, WIDTH, HEIGHT = "", 1280, 1240  # the home page, down to the cards


def take() -> None:
    """Write the picture of the page as a desktop reader sees it."""
    PICTURE.parent.mkdir(exist_ok=True)
    with served(ROOT / "site") as address, chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(address + PAGE)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    take()
