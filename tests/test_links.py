"""Following every link of a built site, on small sites made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.links import broken_links, read_page

PAGE = "missioni/011/index.html"


def made(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a site into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def broken(folder: Path, html: str, base: str = "/") -> list[str]:
    """Return the broken links of a page of a small site."""
    site = made(
        folder / "sito",
        {
            "index.html": '<h1 id="inizio">Inizio</h1>',
            "404.html": "<p>Non c’è</p>",
            "missioni/index.html": '<table><tr id="spese.2022"><td></td></tr></table>',
            "missioni/012/index.html": '<p id="qualità">Qualità</p>',
            "con spazio/index.html": "<p></p>",
            "dati/grafici/spese-2022.csv": "missione\r\n",
            "dati/grafici/spese-2022.json": "{}",
            "dati/più.csv": "x\r\n",
            PAGE: f'<h1 id="qui">Qui</h1>{html}',
        },
    )
    found = list(broken_links(site, base))
    assert {page for page, _ in found} <= {PAGE}
    return [link for _, link in found]


@pytest.mark.parametrize(
    "link",
    [
        "#qui",
        "#",
        "",
        "./",
        ".",
        "./#qui",
        "index.html",
        "index.html#qui",
        "../",
        "..",
        "../#spese.2022",
        "../012/",
        "../012/index.html",
        "../../",
        "../../#inizio",
        "../../404.html",
        "../../dati/grafici/spese-2022.csv",
        "/",
        "/#inizio",
        "/missioni/",
        "/missioni/#spese.2022",
        "/dati/grafici/spese-2022.csv",
        "?q=bando",
        "?q=bando#qui",
        "../?q=bando",
        "../012/?q=a/b&amp;c=d#qualit%C3%A0",
        "../012/#qualità",
        "../012/#qualit%C3%A0",
        "../../con%20spazio/",
        "../../dati/pi%C3%B9.csv",
        "../../dati/più.csv",
        "../../dati/../missioni/./012/",
    ],
)
def test_links_that_lead_somewhere(tmp_path: Path, link: str) -> None:
    assert broken(tmp_path, f'<a href="{link}">x</a>') == []


@pytest.mark.parametrize(
    "link",
    [
        "#altrove",
        "./#altrove",
        "niente/",
        "niente.html",
        "../niente/",
        "../012",
        "../012/#qui",
        "../#spese.2021",
        "../../niente.html",
        "../../dati/grafici/",
        "../../dati/grafici/spese-2021.csv",
        "../../dati/grafici/spese-2022.csv#r1",
        "/niente/",
        "/#altrove",
        "/missioni/011/#altrove",
        "../niente/?q=bando",
        "?q=bando#altrove",
        "../../con+spazio/",
        "../../dati/pi%F9.csv",
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, link: str) -> None:
    assert broken(tmp_path, f'<a href="{link}">x</a>') == [link]


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.it/",
        "https://www.example.it/niente#altrove",
        "http://example.it",
        "//www.example.it/niente/",
        "mailto:urp@example.it",
        "tel:+390372",
        "data:text/plain,ciao",
    ],
)
@pytest.mark.parametrize("base", ["/", "/progetto/"])
def test_links_to_other_places_are_not_followed(tmp_path: Path, link: str, base: str) -> None:
    assert broken(tmp_path, f'<a href="{link}">x</a>', base) == []


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="niente">',
        '<script src="niente"></script>',
        '<img src="niente" alt="">',
        '<button data-json="niente">Versione interattiva</button>',
        '<svg><use href="niente"/></svg>',
        "<a href='niente'>x</a>",
        "<A HREF=niente>x</A>",
        "<figure><div><p><a class='x' href='niente'>x</a></p></div></figure>",
    ],
)
def test_links_of_every_element_are_followed(tmp_path: Path, html: str) -> None:
    assert broken(tmp_path, html) == ["niente"]


FOREIGN = "https://www.example.it/x.png"


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{FOREIGN}" alt="">',
        f'<script src="{FOREIGN}"></script>',
        f'<iframe src="{FOREIGN}"></iframe>',
        f'<link rel="stylesheet" href="{FOREIGN}">',
        f'<link rel="preload" as="font" href="{FOREIGN}">',
        '<img src="//www.example.it/x.png" alt="">',
        '<img src="HTTPS://www.example.it/x.png" alt="">',
        f'<img srcset="{FOREIGN} 2x" alt="">',
        f'<img srcset="../012/index.html 1x, {FOREIGN} 2x" alt="">',
        f'<video poster="{FOREIGN}"></video>',
        f'<object data="{FOREIGN}"></object>',
        f'<svg><image href="{FOREIGN}"/></svg>',
        f'<p style="background: url({FOREIGN})">x</p>',
        f'<style>@import "{FOREIGN}";</style>',
    ],
)
def test_a_file_that_a_browser_would_fetch_from_another_host_is_refused(
    tmp_path: Path, html: str
) -> None:
    """Who reads the site is known to nobody else."""
    assert len(broken(tmp_path, html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="canonical" href="https://ente.example.it/missioni/">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<img src="../../dati/grafici/spese-2022.csv" alt="">',
        '<a href="https://www.example.it/x.png">x</a>',
    ],
)
def test_what_a_browser_fetches_from_nobody_else_is_fine(tmp_path: Path, html: str) -> None:
    assert broken(tmp_path, html) == []


def test_the_data_of_an_interactive_chart_are_followed(tmp_path: Path) -> None:
    button = '<button data-json="../../dati/grafici/spese-{}.json">x</button>'
    html = button.format(2022) + button.format(2021)
    assert broken(tmp_path, html) == ["../../dati/grafici/spese-2021.json"]


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <a href="niente">x</a> -->',
        "<pre><code>&lt;a href=&quot;niente&quot;&gt;</code></pre>",
        '<p title="href=niente">x</p>',
        '<a name="x">x</a>',
    ],
)
def test_what_is_no_link_is_not_followed(tmp_path: Path, html: str) -> None:
    assert broken(tmp_path, html) == []


def test_each_broken_link_of_a_page_is_told_once_in_order(tmp_path: Path) -> None:
    html = '<a href="b/">x</a><a href="a/">x</a><a href="b/">x</a><a href="#c">x</a>'
    assert broken(tmp_path, html) == ["b/", "a/", "#c"]


def test_every_page_is_followed(tmp_path: Path) -> None:
    site = made(
        tmp_path,
        {
            "index.html": '<a href="a/">x</a><a href="niente/">x</a>',
            "a/index.html": '<a href="../">x</a><a href="../niente/">x</a>',
            "404.html": '<a href="/niente/">x</a>',
        },
    )
    assert list(broken_links(site)) == [
        ("404.html", "/niente/"),
        ("a/index.html", "../niente/"),
        ("index.html", "niente/"),
    ]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("/progetto/", True),
        ("/progetto/missioni/#spese.2022", True),
        ("/progetto/niente/", False),
        ("/progetto/#altrove", False),
        ("/missioni/", False),
        ("/", False),
        ("/progettone/missioni/", False),
        ("../012/", True),
        ("../../", True),
    ],
)
@pytest.mark.parametrize("base", ["/progetto/", "/progetto"])
def test_links_from_the_root_begin_with_the_path_of_the_site(
    tmp_path: Path, base: str, link: str, leads: bool
) -> None:
    """A site published under a path, as on the pages of a forge."""
    assert broken(tmp_path, f'<a href="{link}">x</a>', base) == ([] if leads else [link])


@pytest.mark.parametrize(
    "link", ["../../../segreto.txt", "../../../segreto.txt?x", "/../segreto.txt"]
)
def test_a_link_out_of_the_site_leads_nowhere_even_if_a_file_is_there(
    tmp_path: Path, link: str
) -> None:
    """A browser stops at the root: what lies beside the site on this disk is not published."""
    (tmp_path / "segreto.txt").write_text("x")
    assert broken(tmp_path, f'<a href="{link}">x</a>') == [link]


@pytest.mark.parametrize("link", ["http://[", "//[niente", "https://[::1/"])
def test_a_link_that_is_no_address_is_broken_and_stops_nothing(tmp_path: Path, link: str) -> None:
    html = f'<a href="{link}">x</a><a href="niente/">x</a>'
    assert broken(tmp_path, html) == [link, "niente/"]


def test_a_folder_without_pages_has_no_broken_links(tmp_path: Path) -> None:
    assert list(broken_links(tmp_path)) == []


def test_what_is_read_of_a_page() -> None:
    found = read_page('<p id="a">x</p><a id="b" href="c">x</a><a href="c">x</a><img src="d">')
    assert found.ids == {"a", "b"}
    assert found.links == ("c", "d")
