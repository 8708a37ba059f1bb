"""Takes the README's picture and those of the main pages: `make pictures`.

The README's is committed; the others (360 and 1280 px, light and dark) go to `.cache/pictures/`,
for reviews.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tests.browser import chromium, served

ROOT = Path(__file__).resolve().parent.parent
README_PICTURE = ROOT / "docs_src/assets/immagini/casa-di-vetro.png"
PICTURES = ROOT / ".cache/pictures"
WIDE, NARROW = (1280, 1240), (360, 740)
# The pages a review looks at first, by the name of their pictures.
PAGES = {
    "home": "",
    "missione": "missioni/011/",
    "tema": "missioni/011/2022/servizi-online/",
    "indicatore": "risultati/2019/pratiche-entro-5-giorni/",
    "risultati": "risultati/2019/",
    "numeri-verificati": "numeri-verificati/",
    "bandi": "bandi/2022/",
    "relazione": "relazioni/2022/",
}


def take(browser: Browser, url: str, path: Path, size: tuple[int, int], *, dark: bool) -> None:
    """Write the picture of a page, from its top to the end of a window of that size."""
    scheme: Literal["dark", "light"] = "dark" if dark else "light"
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(url)
    page.evaluate("document.fonts.ready")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    page.close()


def main() -> None:
    """Take all pictures of the built site."""
    with served(ROOT / "site") as address, chromium() as browser:
        take(browser, address, README_PICTURE, WIDE, dark=False)
        for name, url in PAGES.items():
            for size in (WIDE, NARROW):
                for dark in (False, True):
                    shade = "scuro" if dark else "chiaro"
                    path = PICTURES / f"{name}-{size[0]}-{shade}.png"
                    take(browser, address + url, path, size, dark=dark)
                    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
