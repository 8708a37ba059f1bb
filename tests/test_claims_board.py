"""The public page of claims, its open data, and the marks that lead to it from every page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.claim_words import LABELS, tell
from macros.claims import Check, State, addresses
from macros.claims_board import claims_chart
from macros.claims_data import claim_records, lines
from macros.lists import block_painters
from macros.page import call
from macros.painter import Painter
from macros.places import CLAIMS
from tests.built import attribute, text
from tests.real import archive, files, rendered, site

PAGE = "numeri-verificati.md"
TOPIC = "missioni/011/2022/servizi-online/"
HOLDS, OPEN = "M3 8.5l3.5 3.5L13 4.5", "M3 6h10M3 10h10M10.5 2.5l-5 11"  # ✓ and ≠


def html(text_of: str, here: str = TOPIC) -> LexborHTMLParser:
    """Return what macro calls give on a page, with the marks of the real claims."""
    painter = Painter(archive(), here, {}, block_painters(site().pages), site().checks)
    return LexborHTMLParser(painter.page(rendered(text_of)))


@cache
def board() -> LexborHTMLParser:
    return LexborHTMLParser(files()[PAGE])


@cache
def items() -> dict[str, LexborNode]:
    return {attribute(node, "id"): node for node in board().css("li.pa-verifica")}


@cache
def ids_of(url: str) -> frozenset[str]:
    """Return the ids of the page at an address of the site."""
    name = next(page.uri for page in site().pages if page.url == url)
    found = LexborHTMLParser(files()[name]).css("[id]")
    return frozenset(attribute(node, "id") for node in found)


def target(link: str, here: str = CLAIMS) -> tuple[str, str]:
    """Return page and fragment a link leads to."""
    parts = urlsplit(urljoin(f"http://sito.test/{here}", link))
    return parts.path.lstrip("/"), parts.fragment


# ---- The page ----


def test_every_group_is_one_link_away_from_the_top() -> None:
    """Also without JavaScript: the list of 300 claims is long."""
    jumps = {
        attribute(link, "href").lstrip("#"): text(link) for link in board().css(".pa-per-esito a")
    }
    assert jumps == {attribute(head, "id"): text(head) for head in board().css(".pa-verifiche h2")}


def test_no_two_links_of_a_claim_read_the_same() -> None:
    for name, item in items().items():
        links = [(text(link), attribute(link, "href")) for link in item.css(".pa-fonte a")]
        assert len({words for words, _ in links}) == len(set(links)), name


def test_a_page_explains_the_marks_it_shows() -> None:
    def told(of: str) -> str:
        shown = html(f"{call('valore', of)}\n\n{call('fonti')}")
        return " ".join(text(node) for node in shown.css(".pa-segni"))

    assert told("fatti.2022.servizi-online.totale").startswith("Il segno ≠ dice")
    assert told("spese.2022.011").startswith("Il segno ✓ accanto a un numero dice")
    assert told("bandi.2022.digital-export.concesso") == ""


def test_every_claim_stands_once_at_its_anchor() -> None:
    assert sorted(items()) == sorted(check.address for check in site().checks)
    assert len(items()) == len(site().checks) > 250
    every = [attribute(node, "id") for node in board().css("[id]")]
    assert [name for name, times in Counter(every).items() if times > 1] == []


def test_each_claim_says_what_it_found() -> None:
    for check in site().checks:
        words, told = tell(archive(), check), text(items()[check.address]).replace("\u00a0", " ")
        for part in (
            check.claim.says,
            words.label,
            words.sum,
            *words.sentences,
            *check.claim.items,
        ):
            assert " ".join(part.replace("\u00a0", " ").split()) in told, check.address


def test_the_flagship_with_its_sum() -> None:
    told = text(items()["verifiche.2022.agenda-totale"]).replace("\u00a0", " ")
    assert "1.616 + 485 + 425 + 912 = 3.438 appuntamenti; dichiarato 3.577 appuntamenti" in told
    assert "Non concorda" in told
    assert "Nota. Rilevato dal sito. La relazione stampa i servizi prenotabili" in told


def test_only_what_does_not_hold_is_found_by_the_site() -> None:
    for check in site().checks:
        found = "Rilevato dal sito." in text(items()[check.address])
        assert found == (check.state in (State.DIFFERS, State.CONTRADICTION)), check.address


def test_claims_are_grouped_by_verdict_and_what_differs_comes_first() -> None:
    titles = [text(node) for node in board().css("#elenco-verifiche h2")]
    count = Counter(check.state for check in site().checks)
    assert titles == [
        f"{LABELS[state]} ({count[state]})"
        for state in (
            State.DIFFERS,
            State.CONTRADICTION,
            State.UNKNOWN,
            State.CUT,
            State.AGREES,
        )
    ]
    first = board().css_first("#elenco-verifiche section h3")
    assert first is not None
    for check in site().checks:
        assert attribute(items()[check.address], "data-esito") == check.state.value
        assert attribute(items()[check.address], "data-missione") == (
            check.claim.missione or "ente"
        )


def test_a_claim_leads_to_the_place_of_every_number_it_names() -> None:
    """Those of the other calculations too."""
    for check in site().checks:
        linked = [
            target(attribute(link, "href")) for link in items()[check.address].css("p.pa-fonte a")
        ]
        fragments = [fragment for _, fragment in linked]
        for address in addresses(check.claim):
            assert address in fragments, (check.address, address)
        for page, fragment in linked:
            if fragment:
                assert fragment in ids_of(page), (check.address, page, fragment)


def test_a_claim_leads_to_the_lines_of_its_source() -> None:
    for check in site().checks:
        links = items()[check.address].css("p.pa-fonte a")
        cited = lines(archive(), check)
        assert cited, check.address
        sources = links[len(links) - len(cited) :]
        for (source, line), link in zip(cited, sources, strict=True):
            page, fragment = target(attribute(link, "href"))
            assert page == f"fonti/{source}/"
            assert fragment in (f"r{line}", "")
            assert text(link).endswith(f"riga {line}")


def test_the_lines_of_the_flagship() -> None:
    links = items()["verifiche.2022.agenda-totale"].css('p.pa-fonte a[href*="fonti/"]')
    assert [text(link) for link in links] == [
        f"Relazione 2022, riga {line}" for line in (4132, 4124, 4126, 4128, 4130)
    ]
    assert target(attribute(links[0], "href")) == ("fonti/relazione-2022/", "r4132")


def test_the_chart_counts_every_claim() -> None:
    made = claims_chart(site().checks)
    assert sum(int(row.cells[1].text) for row in made.table.rows) == len(site().checks)
    again = [check for check in site().checks if check.state is not State.UNKNOWN]
    good = [check for check in again if check.state.holds]
    assert made.finding == f"Dei {len(again)} conti che si possono rifare ne tornano {len(good)}."


def test_what_is_no_claim_stands_with_its_reason() -> None:
    (closed,) = board().css("details.pa-dettagli:last-of-type")
    told = text(closed)
    assert len(closed.css("li")) == len(archive().unclaimed) > 100
    for listed in archive().unclaimed.values():
        assert " ".join(listed.reason.split()) in told.replace("\u00a0", " ")


# ---- Open data ----


@cache
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files()["dati/verifiche.csv"].lstrip("\ufeff"))))


def records() -> list[dict[str, str | None]]:
    found = json.loads(files()["dati/verifiche.json"])
    if isinstance(found, dict):
        (found,) = [value for value in found.values() if isinstance(value, list)]
    assert isinstance(found, list)
    return found


def test_one_record_per_claim_in_both_forms() -> None:
    wanted = [check.address for check in site().checks]
    assert [row["indirizzo"] for row in rows()] == wanted
    assert [record["indirizzo"] for record in records()] == wanted
    assert len(set(wanted)) == len(wanted)


def test_csv_and_json_agree() -> None:
    for row, record in zip(rows(), records(), strict=True):
        assert row == {name: value or "" for name, value in record.items()}


def test_a_record_says_what_the_page_says() -> None:
    for check, row in zip(site().checks, rows(), strict=True):
        assert row["esito"] == check.state.value
        told = text(items()[check.address]).replace("\u00a0", " ")
        assert " ".join(row["conto"].replace("\u00a0", " ").split()) in told


def test_the_record_of_the_flagship() -> None:
    (row,) = [row for row in rows() if row["indirizzo"] == "verifiche.2022.agenda-totale"]
    wanted = {
        "anno": "2022",
        "missione": "011",
        "tipo": "somma",
        "esito": "non-concorda",
        "dichiarato_indirizzo": "fatti.2022.servizi-online.totale",
        "dichiarato": "3577",
        "ricalcolato": "3438",
        "fonte": "relazione-2022",
        "righe": " ".join(f"relazione-2022:{n}" for n in (4132, 4124, 4126, 4128, 4130)),
    }
    assert {name: row[name] for name in wanted} == wanted


def test_recomputed_values_are_plain() -> None:
    """Digits, a day, yes or no: never a power of ten."""
    form = re.compile(r"-?\d+(\.\d+)?|\d{4}-\d\d-\d\d|sì|no|")
    assert [row["ricalcolato"] for row in rows() if not form.fullmatch(row["ricalcolato"])] == []


def test_a_tiny_value_has_no_power_of_ten() -> None:
    check = next(check for check in site().checks if isinstance(check.value, Decimal))
    tiny = Check(check.claim, check.file, check.state, check.declared, Decimal("1E-9"))
    assert claim_records(archive(), [tiny])[0]["ricalcolato"] == "0.000000001"


# ---- Marks ----


@pytest.mark.parametrize(
    ("address", "anchor", "drawn", "said"),
    [
        (
            "serie.quota-pratiche-entro-5-giorni.2022",
            "verifiche.2022.quota-pratiche-entro-5-giorni-2022",
            HOLDS,
            "(numero ricalcolato: concorda)",
        ),
        (
            "indicatori.2019.costi-postali.raggiunto",
            "verifiche.2019.costi-postali-risultato",
            HOLDS,
            "(numero ricalcolato: concorda, tagliando i decimali)",
        ),
        (
            "fatti.2022.servizi-online.totale",
            "verifiche.2022.agenda-totale",
            OPEN,
            "(numero ricalcolato: non concorda)",
        ),
        (
            "fatti.2022.turismo-e-attrattivita.mostarda-e-torrone",
            "verifiche.2022.turismo-mostarda-nei-due-passi",
            OPEN,
            "(numero confrontato con un altro passo: è diverso)",
        ),
    ],
)
def test_a_checked_number_leads_to_its_check(
    address: str, anchor: str, drawn: str, said: str
) -> None:
    (mark,) = html(f'{{{{ valore("{address}") }}}}').css("a.pa-segno")
    assert target(attribute(mark, "href"), TOPIC) == (CLAIMS, anchor)
    assert attribute(mark.css_first("path"), "d") == drawn
    assert attribute(mark.css_first("svg"), "aria-hidden") == "true"
    assert text(mark.css_first(".pa-nascosto")) == said


def test_checked_numbers_of_a_table_lead_to_their_checks() -> None:
    shown = html('{{ tabella("serie.quota-pratiche-entro-5-giorni") }}')
    found = {}
    for mark in shown.css("td a.pa-segno"):
        (drawing,) = mark.css("path")
        found[target(attribute(mark, "href"), TOPIC)[1]] = attribute(drawing, "d")
    assert found["verifiche.2022.quota-pratiche-entro-5-giorni-2022"] == HOLDS
    assert found["verifiche.2022.quota-pratiche-entro-5-giorni-2021"] == OPEN
    assert found["verifiche.2019.quota-pratiche-2016"] == OPEN


def test_a_number_nobody_checks_has_no_mark() -> None:
    assert html('{{ valore("serie.smart-card.2022") }}').css("a.pa-segno") == []


def test_what_cannot_be_computed_again_has_no_mark() -> None:
    assert html('{{ valore("fatti.2022.registro-imprese.tempo-medio") }}').css("a.pa-segno") == []


@pytest.mark.parametrize(
    "address",
    [
        "serie.protesti-tempo-medio.2019.rendicontazione-2019",
        "indicatori.2019.qualita-interventi-promozionali.raggiunto",
    ],
)
def test_a_number_whose_own_sum_cannot_be_done_has_no_tick(address: str) -> None:
    """That another passage prints the same value proves nothing of it."""
    assert {c.state for c in site().checks if c.claim.declared == address} >= {State.UNKNOWN}
    assert html(f'{{{{ valore("{address}") }}}}').css("a.pa-segno") == []


@pytest.mark.parametrize(
    "address",
    [
        "fatti.2022.turismo-e-attrattivita.mostarda-e-torrone",
        "bandi.2022.festival-della-mostarda.concesso",
    ],
)
def test_both_passages_with_different_values_are_marked(address: str) -> None:
    (mark,) = html(f'{{{{ valore("{address}") }}}}').css("a.pa-segno")
    assert text(mark) == "(numero confrontato con un altro passo: è diverso)"


def test_the_numbers_of_a_statement_that_does_not_hold_are_marked() -> None:
    (mark,) = html('{{ valore("tavole.2022.medie-industria.cremona-2022-2021.produzione") }}').css(
        "a.pa-segno"
    )
    assert text(mark) == "(numero di un’affermazione che non concorda)"


def test_there_are_no_marks_on_the_page_of_claims() -> None:
    assert board().css("a.pa-segno") == []
    assert html('{{ valore("fatti.2022.servizi-online.totale") }}', CLAIMS).css("a.pa-segno") == []


def test_every_mark_of_the_site_leads_to_a_claim() -> None:
    marked: set[str] = set()
    for page in site().pages:
        for mark in LexborHTMLParser(files()[page.uri]).css("a.pa-segno"):
            url, anchor = target(attribute(mark, "href"), page.url)
            assert url == CLAIMS
            assert anchor in items(), (page.url, anchor)
            marked.add(anchor)
    assert len(marked) > 80
    differing = {
        check.address
        for check in site().checks
        if check.declared is not None and check.state in (State.DIFFERS, State.CONTRADICTION)
    }
    hidden = {
        "verifiche.2022.masterclass-anno-di-attivita",
        "verifiche.2019.masterclass-anni-nei-due-documenti",
    }
    assert differing - marked <= hidden  # one number, two checks: the mark leads to one of them
    assert len(hidden & marked) == 1


def test_a_number_that_holds_is_not_marked_for_a_statement_it_is_used_in() -> None:
    """89,14 % comes out right; that a triennium falls short is told on the claim's own line."""
    (mark,) = html('{{ valore("serie.quota-pratiche-entro-5-giorni.2019") }}').css("a.pa-segno")
    assert text(mark) == "(numero ricalcolato: concorda)"
