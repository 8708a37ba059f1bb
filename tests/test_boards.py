"""The boards of many results: counts, lists, the tree, money beside results.

What the report of 2019 prints is tested page by page in `test_pages_results`; here are the forms
that other bodies and other years may have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.archive import Archivio
from macros.late import LateCall
from macros.schema_results import IndicatorFile, Objective
from tests.built import attribute, text
from tests.real import archive, painter, read, with_values

WARNING = "Attenzione agli anni."
REASON = "in verifica"


def shown(name: str, *args: str, of: Archivio | None = None, here: str = "") -> LexborNode:
    """Return what a block shows, as the only child of an element."""
    html = painter(here, of).paint(LateCall(name, args))
    found = LexborHTMLParser(f"<main>{html}</main>").css_first("main")
    assert found is not None
    return found


def rows(board: LexborNode) -> dict[str, list[str]]:
    """Return the counts of a board by the name of the row."""
    return {
        text(row.css_first("th")): [text(cell) for cell in row.css("td")]
        for row in board.css("tbody tr")
    }


def with_nodes(*nodes: Objective) -> Archivio:
    """Return the archive with other nodes in its tree, after its own."""
    real = archive()
    file = real.objectives[2019]
    grown = file.model_copy(update={"objectives": (*file.objectives, *nodes)})
    return replace(real, objectives={2019: grown})


def with_indicators(kept: Mapping[str, Mapping[str, object]]) -> Archivio:
    """Return the archive with only some indicators, changed as told."""
    real = archive()
    indicators: dict[tuple[int, str], IndicatorFile] = {
        (2019, name): real.indicators[2019, name].model_copy(update=dict(changes))
        for name, changes in kept.items()
    }
    return replace(real, indicators=indicators)


def node(name: str, **changes: object) -> Objective:
    """Return a node of the tree of 2019, changed as told."""
    (found,) = [each for each in archive().objectives[2019].objectives if each.id == name]
    return found.model_copy(update=changes)


def test_the_board_of_the_year_counts_by_missione_and_by_verdict() -> None:
    board = shown("esiti", "2019", here="risultati/2019/")
    assert rows(board) == {
        "Raggiunto": ["7", "2", "2", "2", "13"],
        "Raggiunto, lo dichiara l’ente": ["8", "0", "1", "1", "10"],
        "Il conto non torna": ["0", "1", "0", "0", "1"],
        "Non misurabile": ["0", "0", "0", "2", "2"],
        "Indicatori": ["15", "3", "3", "5", "26"],
    }
    links = [attribute(a, "href") for a in board.css("thead a")]
    assert links == [f"../../missioni/{code}/" for code in ("011", "012", "016", "032")]
    assert text(board.css_first("caption")) == (
        "Quanti indicatori, per missione e per esito, nel 2019"
    )


def test_a_verdict_is_a_shape_and_a_word_never_a_colour_alone() -> None:
    badges = shown("esiti", "2019").css(".pa-bollino")
    assert len(badges) == 4
    for badge in badges:
        assert badge.css_first("svg[aria-hidden=true] path") is not None
        assert text(badge)
    shapes = [attribute(badge.css_first("path"), "d") for badge in badges]
    assert shapes[0] == shapes[1]  # both met: the words say by whose account
    assert len(set(shapes)) == 3


def test_two_areas_of_one_missione_are_counted_once() -> None:
    """Many bodies split a missione between areas."""
    of = with_nodes(node("area-011", id="altra-area-011"))
    assert rows(shown("esiti", "2019", of=of)) == rows(shown("esiti", "2019"))
    groups = [text(h) for h in shown("elenco_indicatori", "2019", of=of).css("h3")]
    assert [group[:12] for group in groups] == [
        *("Missione 011", "Missione 012", "Missione 016", "Missione 032"),
    ]


def test_a_missione_without_indicators_has_a_count_of_zero_and_no_empty_list() -> None:
    of = with_indicators({"tempi-protesti": {}})
    assert rows(shown("esiti", "2019", of=of)) == {
        "Raggiunto": ["0", "1", "0", "0", "1"],
        "Indicatori": ["0", "1", "0", "0", "1"],
    }
    listed = shown("elenco_indicatori", "2019", of=of)
    assert [text(h)[:12] for h in listed.css("h3")] == ["Missione 012"]
    assert [ul for ul in listed.css("ul") if not ul.css("li")] == []


def test_one_indicator_is_singular() -> None:
    of = with_indicators({"tempi-protesti": {}})
    assert text(shown("esiti", "2019", of=of).css_first("p")) == "1 indicatore: 1 raggiunto."


def test_a_year_without_indicators_says_so_and_lists_nothing() -> None:
    of = with_indicators({})
    assert text(shown("esiti", "2019", of=of).css_first("p")) == "Nessun indicatore."
    assert rows(shown("esiti", "2019", of=of)) == {"Indicatori": ["0", "0", "0", "0", "0"]}
    assert painter(of=of).paint(LateCall("elenco_indicatori", ("2019",))) == ""


def test_a_result_that_is_missed_has_its_row_and_badge() -> None:
    of = with_values({"indicatori.2019.masterclass.raggiunto": "3"})
    told = rows(shown("esiti", "2019", of=of))
    # The body declares it met: numbers and words disagree, and neither is chosen.
    assert told["Il conto non torna"] == ["1", "1", "0", "0", "2"]
    silent = with_indicators({"masterclass": {"declared": None, "declared_gap": "Non stampato."}})
    missed = replace(silent, numbers=of.numbers)
    assert rows(shown("esiti", "2019", of=missed))["Non raggiunto"] == ["1", "0", "0", "0", "1"]


def test_the_list_offers_to_filter_by_what_there_is() -> None:
    listed = shown("elenco_indicatori", "2019")
    options = [
        [(attribute(o, "value"), text(o)) for o in select.css("option")]
        for select in listed.css("form select")
    ]
    assert [[value for value, _ in each] for each in options] == [
        ["", "011", "012", "016", "032"],
        ["", "raggiunto", "dichiarato-raggiunto", "da-chiarire", "non-misurabile"],
    ]
    for select in listed.css("form select"):
        assert listed.css_first(f'label[for="{attribute(select, "id")}"]') is not None


def test_every_value_of_the_filter_finds_some_indicator() -> None:
    listed = shown("elenco_indicatori", "2019")
    for name, key in (("missione", "data-missione"), ("esito", "data-esito")):
        values = {attribute(o, "value") for o in listed.css(f"select[name={name}] option")}
        assert values - {""} == {attribute(li, key) for li in listed.css("li.pa-indicatore")}


def test_the_indicators_of_a_node_are_a_list_without_a_filter() -> None:
    listed = shown("indicatori_di", "2019", "semplificazione", here="risultati/2019/x/")
    assert listed.css("form") == []
    links = [attribute(a, "href") for a in listed.css("a")]
    assert links == ["../incontri-suap/", "../e-government/"]


def test_the_branches_below_a_node_are_its_own() -> None:
    found = shown("rami", "2019", "tempi-rapidi-e-trasparenza", here="risultati/2019/x/")
    links = [attribute(a, "href") for a in found.css(".pa-nodo a")]
    assert links == [
        "../registro-imprese/",
        "../trasparenza-commerciale/",
        "../giustizia-alternativa/",
    ]


def test_an_area_shows_in_the_tree_what_is_printed_of_it() -> None:
    """It has no page of its own."""
    area = shown("albero", "2019").css_first("li#area-012")
    assert area is not None
    told = {text(row.css_first("dt")): text(row.css_first("dd")) for row in area.css("dl > div")}
    assert told["Codice"] == "2019_02"
    assert told["Nome nel documento"] == "«MISSIONE 012 - Regolazione del mercato»"
    assert told["Responsabile"] == "Ente"
    assert told["Nel documento"] == "Rendicontazione 2019, riga 1086: codice 2019_02"


def test_a_code_that_is_neither_printed_nor_inferred_is_told_as_missing() -> None:
    of = with_nodes(node("organi-e-comunicazione", id="altro", title="Altro obiettivo"))
    levels = {
        text(each.css_first("a")): text(each.css_first(".pa-livello"))
        for each in shown("albero", "2019", of=of).css(".pa-nodo")
        if each.css_first("a")
    }
    assert levels["Altro obiettivo"] == "obiettivo operativo senza codice"


def test_a_regular_document_has_no_list_of_irregularities() -> None:
    file = archive().objectives[2019]
    regular = tuple(
        each.model_copy(
            update={
                "note": None,
                "boxes": tuple(box.model_copy(update={"note": None}) for box in each.boxes),
            }
        )
        for each in file.objectives
    )
    plain = file.model_copy(update={"objectives": regular, "note": None})
    of = replace(archive(), objectives={2019: plain})
    assert painter(of=of).paint(LateCall("irregolarita", ("2019",))) == ""


def test_the_irregularities_lead_to_their_lines() -> None:
    found = shown("irregolarita", "2019", here="risultati/2019/").css("details li")
    for item in found:
        line = text(item.css_first("a")).removeprefix("Riga ")
        mark = f"#r{line}" if int(line) in archive().sources["rendicontazione-2019"].index else ""
        link = f"../../fonti/rendicontazione-2019/{mark}"
        assert attribute(item.css_first("a"), "href") == link


@cache
def two_years() -> Archivio:
    """The archive with the spending of 2019 too, the same as that of 2022."""
    real = archive()
    again = {
        address.replace("spese.2022", "spese.2019"): replace(
            number,
            address=address.replace("spese.2022", "spese.2019"),
            year=2019,
            operands=tuple(name.replace("spese.2022", "spese.2019") for name in number.operands),
        )
        for address, number in real.numbers.items()
        if address.startswith("spese.2022")
    }
    spending = real.spending[2022].model_copy(update={"year": 2019})
    return replace(
        real, numbers={**real.numbers, **again}, spending={**real.spending, 2019: spending}
    )


def years(found: LexborNode) -> list[str]:
    return [text(each) for each in found.css(".pa-anno")]


def test_money_and_results_of_different_years_warn_and_say_why() -> None:
    found = shown("soldi_e_risultati", "012", here="missioni/012/")
    assert years(found) == ["Spesa del 2022", "Risultati del 2019"]
    warning = text(found.css_first(".pa-avviso"))
    gap = archive().reports[2022].parts[2].gap
    assert warning == (
        f"{WARNING} I soldi sono del 2022, i risultati misurati del 2019: "
        f"non si possono mettere in rapporto. {gap}"
    )


def test_money_and_results_of_the_same_year_need_no_warning() -> None:
    found = shown("soldi_e_risultati", "012", "2019", of=two_years())
    assert years(found) == ["Spesa del 2019", "Risultati del 2019"]
    assert found.css(".pa-avviso") == []


def test_the_page_of_a_year_has_the_money_of_that_year() -> None:
    """When a newer year is published, the page of the one before does not change."""
    found = shown("soldi_e_risultati", "012", "2022", of=two_years())
    assert years(found) == ["Spesa del 2022", "Risultati del 2019"]
    assert years(shown("soldi_e_risultati", "012", of=two_years())) == years(found)
    assert painter().paint(LateCall("soldi_e_risultati", ("012", "2021"))) == ""


def test_a_warning_without_a_report_gives_no_reason() -> None:
    found = shown("soldi_e_risultati", "012", of=replace(archive(), reports={}))
    assert text(found.css_first(".pa-avviso")).endswith("non si possono mettere in rapporto.")


def test_an_amount_that_is_missing_is_its_reason() -> None:
    of = with_values({"spese.2022.012": None, "spese.2022": None})
    assert text(shown("soldi_e_risultati", "012", of=of).css_first(".pa-importo")) == REASON


@pytest.mark.parametrize(
    "of",
    [
        replace(archive(), objectives={}, indicators={}),
        replace(archive(), indicators={}),
        replace(archive(), spending={}),
    ],
    ids=["no objectives", "no indicators", "no spending"],
)
def test_money_and_results_stand_together_or_not_at_all(of: Archivio) -> None:
    assert painter(of=of).paint(LateCall("soldi_e_risultati", ("012",))) == ""


def test_the_years_of_results_with_their_counts() -> None:
    listed = shown("anni_risultati", here="risultati/")
    assert [attribute(a, "href") for a in listed.css("a")] == ["2019/"]
    assert read(listed.html or "") == (
        "I risultati del 2019 26 indicatori: 13 raggiunti, 10 dichiarati raggiunti dall’ente, "
        "1 con un conto che non torna e 2 non misurabili."
    )


def test_a_year_without_a_report_is_not_called_missing() -> None:
    assert painter().paint(LateCall("assenti", ("2020",))) == ""


def test_the_legend_explains_every_verdict_there_can_be() -> None:
    found = shown("legenda_esiti")
    kinds = {attribute(badge, "class").split()[1] for badge in found.css(".pa-bollino")}
    told = {attribute(b, "class").split()[1] for b in shown("esiti", "2019").css(".pa-bollino")}
    assert told <= kinds
    assert "non-raggiunto" in kinds
