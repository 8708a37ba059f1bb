"""How charts are cited: source lines, the two citations, the foot of a downloaded picture."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from macros.archive import Archivio
from macros.charts import chart
from macros.citations import citation, lines_told, owner_line, source_line
from macros.claims_board import claims_chart
from macros.svg import draw
from macros.svg_text import SMALL
from tests.real import archive, painter, site

# The last group of a picture: texts only.
FOOT = re.compile(r'<g transform="translate\(0 ([\d.]+)\)">(?:<text[^>]*>[^<]*</text>)+</g></g>')
WEB = "https://www.prova.example/conti"


def addressed(web: str = WEB) -> Archivio:
    """The archive of a body that has an address."""
    return replace(archive(), body=archive().body.model_copy(update={"site_url": web}))


def numbers(*addresses: str) -> str:
    return lines_told(archive(), [archive().number(address) for address in addresses])


def test_one_number_is_told_with_its_line() -> None:
    assert numbers("spese.2022.012") == "Relazione 2022, riga 5052"


def test_several_lines_of_a_document_are_told_in_order() -> None:
    assert numbers("spese.2022.012", "spese.2022.011") == "Relazione 2022, righe 1172 e 5052"


def test_a_sum_made_by_the_site_has_no_line() -> None:
    assert numbers("spese.2022") == ""


def test_many_lines_are_told_from_the_first_to_the_last() -> None:
    made = chart(archive(), ["bandi.2022"])
    told = lines_told(archive(), made.table.numbers())
    assert re.fullmatch(r"Relazione 2022, \d+ righe, dalla \d+ alla \d+", told)


def test_two_documents_are_told_one_after_the_other() -> None:
    known = [n for n in archive().numbers.values() if n.source and n.line and n.value is not None]
    pair = [next(n for n in known if n.source == source) for source in archive().sources]
    told = lines_told(archive(), pair)
    assert [part.split(",")[0] for part in told.split("; ")] == [
        archive().sources[source].head.short for source in archive().sources
    ]


def test_a_chart_of_counts_of_ours_says_who_counted() -> None:
    body = archive().body.name
    assert source_line(archive(), claims_chart(site().checks)) == f"Elaborazione: {body}."


def test_the_citations_of_a_chart_with_its_permanent_address() -> None:
    cited = citation(addressed(), chart(archive(), ["spese.2022"]))
    assert cited.address == f"{WEB}/grafici/spese-2022/"
    assert cited.short == (
        "Camera di Commercio di Cremona, «Spesa per missione, 2022», 22 novembre 2026, "
        f"{WEB}/grafici/spese-2022/"
    )
    assert cited.long == (
        "Camera di Commercio di Cremona, «Spesa per missione, 2022», grafico, aggiornato il 22 "
        "novembre 2026. Dati: Relazione 2022, righe 1172, 5052, 5454 e 5732. Licenza CC BY 4.0. "
        f"{WEB}/grafici/spese-2022/"
    )


def test_an_address_with_its_final_slash_is_the_same() -> None:
    made = chart(archive(), ["spese.2022"])
    assert citation(addressed(f"{WEB}/"), made) == citation(addressed(), made)


def test_a_citation_never_invents_an_address() -> None:
    cited = citation(archive(), chart(archive(), ["spese.2022"]))
    assert cited.address == ""
    assert "http" not in cited.short + cited.long
    assert cited.short.endswith("22 novembre 2026")


def test_a_downloaded_picture_carries_source_body_date_and_licence_as_text() -> None:
    made = painter("missioni/", addressed())
    made.chart(chart(archive(), ["spese.2022"]))
    root = ElementTree.fromstring(made.assets["dati/grafici/spese-2022.svg"])
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    told = " ".join(text or "" for text in texts)
    assert "Fonte: Relazione 2022, righe 1172, 5052, 5454 e 5732." in told
    assert (
        f"Camera di Commercio di Cremona · aggiornato il 22 novembre 2026 · CC BY 4.0 · {WEB}/"
        in told
    )


@pytest.mark.parametrize("width", [320, 760])
def test_the_foot_of_a_picture_stands_below_its_drawing_and_inside_it(width: int) -> None:
    made = chart(archive(), ["spese.2022"])
    foot = (source_line(archive(), made), owner_line(archive(), made))
    bare = draw(made.figure, "x", width=width)
    whole = draw(made.figure, "x", width=width, foot=foot)
    before, after = (float(re.findall(r'height="([\d.]+)"', svg)[0]) for svg in (bare, whole))
    group = re.search(
        r'<g transform="translate\(0 ([\d.]+)\)">(?:<text[^>]*>[^<]*</text>)+</g></g>', whole
    )
    assert group is not None
    lines = [float(y) for y in re.findall(r'y="([\d.]+)"', group[0])]
    assert lines == sorted(set(lines))
    assert float(group[1]) >= before - 40  # below: the frame's two edges of 20 px
    assert 20 + float(group[1]) + lines[-1] + SMALL / 3 <= after


def test_a_picture_inside_a_page_has_no_foot() -> None:
    made = chart(archive(), ["spese.2022"])
    assert draw(made.figure, "x", foot=("Fonte: prova.",)) == draw(made.figure, "x")
