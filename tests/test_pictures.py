"""The pictures of shared pages: what they show, and that they are made once and the same."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest

from macros.charts import chart
from macros.figures import Chart
from macros.pictures import GENERAL, HEIGHT, WIDTH, Picture, page_picture
from macros.raster import png
from tests.real import ROOT, archive

EMBLEM = (ROOT / "site_config/emblema.svg").read_bytes()
SMALLEST = 18  # px: a third of it is what one sees in a list of links


def made(address: str) -> Chart:
    return chart(archive(), [address])


def picture(*charts: Chart) -> Picture:
    return page_picture(archive(), charts, EMBLEM)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_the_picture_of_a_page_shows_its_first_chart_under_its_sentence() -> None:
    shown = picture(made("spese.2022"), made("spese.2022.011"))
    told = texts(shown.svg)
    assert shown.uri == "dati/grafici/spese-2022.png"
    assert told[0] == "Camera di Commercio di Cremona"
    assert " ".join(told[1:3]).startswith("La cifra più alta è Servizi istituzionali e generali")
    assert "3.295.109,02\u00a0€" in told
    assert "59.504,95\u00a0€" in told


def test_a_chart_too_tall_to_be_read_so_small_leaves_its_place_to_the_next() -> None:
    assert picture(made("bandi.2022"), made("spese.2022")).uri == "dati/grafici/spese-2022.png"


def test_where_no_chart_can_be_read_its_sentence_stands_alone() -> None:
    shown = picture(made("bandi.2022"))
    assert shown.uri == "dati/grafici/bandi-2022.png"
    assert "<rect x=" not in shown.svg  # no bar
    assert "Contributi concessi per bando, 2022" in texts(shown.svg)


def test_a_page_without_charts_has_the_picture_of_the_site() -> None:
    shown = picture()
    assert shown.uri == GENERAL
    assert archive().body.name in " ".join(texts(shown.svg))
    data = re.search(r'href="data:image/svg\+xml;base64,([^"]+)"', shown.svg)
    assert data is not None
    assert b64decode(data[1]) == EMBLEM


def test_a_text_too_long_is_cut_at_a_word_and_says_so() -> None:
    long = replace(made("spese.2022"), finding="parole senza punto " * 60)
    told = texts(picture(long).svg)
    assert told[2].endswith(" …")
    assert set(" ".join(told[1:3]).split()) == {"parole", "senza", "punto", "…"}


@pytest.mark.parametrize("address", ["spese.2022", "spese.2022.011", "serie.personale-in-servizio"])
def test_every_text_of_a_picture_is_large_enough_for_a_thumbnail(address: str) -> None:
    svg = picture(made(address)).svg
    scale = re.search(r'transform="translate\([^)]*\) scale\(([\d.]+)\)"', svg)
    assert scale is not None
    assert float(scale[1]) * 14 >= SMALLEST


def test_what_is_hostile_in_a_text_stays_a_text() -> None:
    shown = picture(replace(made("spese.2022"), finding='<image href="x"/> & così'))
    assert "&lt;image" in shown.svg
    assert "<image" not in shown.svg


# ---- PNG ----


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    return tmp_path


def test_a_drawing_gives_the_same_bytes_in_two_places(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("altrove")
    (other / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    svg = picture(made("spese.2022")).svg
    assert png(svg, root) == png(svg, other)


def test_a_picture_has_the_size_of_its_drawing(root: Path) -> None:
    raw = png(picture().svg, root)
    assert (int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24])) == (WIDTH, HEIGHT)


def test_a_picture_is_made_once_and_another_drawing_is_another_picture(root: Path) -> None:
    first, second = picture(made("spese.2022")).svg, picture(made("spese.2022.011")).svg
    png(first, root)
    (kept,) = (root / ".cache/immagini").glob("*.png")
    kept.write_bytes(b"tenuta")
    assert png(first, root) == b"tenuta"
    assert png(second, root) not in (b"tenuta", b"")
    assert len(list((root / ".cache/immagini").glob("*.png"))) == 2


def test_the_semi_bold_of_the_site_is_used(root: Path) -> None:
    """A weight that the font files did not have would give the same picture."""
    svg = picture(made("spese.2022")).svg
    assert 'font-weight="600"' in svg
    assert png(svg, root) != png(svg.replace('font-weight="600"', 'font-weight="400"'), root)
