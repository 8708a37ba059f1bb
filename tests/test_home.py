"""The home page: money, results, sums, news."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from macros.claims import State
from macros.late import LateCall
from macros.lists import block_painters
from macros.painter import Painter
from macros.schema_context import News
from tests.built import attribute, text
from tests.real import archive, painted, painter, site


def test_the_sums_are_told_by_how_they_stand_and_lead_to_their_group() -> None:
    page = Painter(archive(), "", {}, block_painters(site().pages), site().checks)
    shown = LexborHTMLParser(page.paint(LateCall("conti_in_breve")))
    states = Counter(check.state for check in site().checks)
    holding = sum(states[state] for state in State if state.holds)
    assert [(text(link), attribute(link, "href")) for link in shown.css("a")] == [
        (f"{holding} tornano", "numeri-verificati/#esito-concorda"),
        (f"{states[State.DIFFERS]} non tornano", "numeri-verificati/#esito-non-concorda"),
        (
            f"{states[State.CONTRADICTION]} danno due valori diversi",
            "numeri-verificati/#esito-contraddizione",
        ),
        (
            f"{states[State.UNKNOWN]} non si possono rifare",
            "numeri-verificati/#esito-non-ricalcolabile",
        ),
    ]


def test_without_claims_nothing_is_said_of_sums() -> None:
    assert painter().paint(LateCall("conti_in_breve")) == ""


def news(day: int) -> News:
    return News(giorno=date(2031, 1, day), che_cosa=f"Novità {day}", pagina="missioni/")


def test_the_newest_news_comes_first_and_three_are_enough_for_the_home_page() -> None:
    (file,) = archive().news.values()
    told = file.model_copy(update={"news": tuple(map(news, (3, 9, 1, 5)))})
    of = replace(archive(), news={2031: told})
    shown = LexborHTMLParser(painted("{{ ultime_novita() }}", of=of))
    assert [text(item) for item in shown.css("li")] == [
        "9 gennaio 2031 Novità 9",
        "5 gennaio 2031 Novità 5",
        "3 gennaio 2031 Novità 3",
    ]
    assert [attribute(link, "href") for link in shown.css("p a")] == ["novita/"]


def test_where_there_is_no_news_the_home_page_has_no_heading_for_it() -> None:
    of = replace(archive(), news={})
    shown = LexborHTMLParser(painted("{{ in_breve() }}", of=of))
    assert [text(head) for head in shown.css("h2")] == [
        "I contributi alle imprese",
        "Come leggere questo sito",
        "Amministrazione trasparente",
    ]


def test_the_home_page_leads_to_amministrazione_trasparente() -> None:
    shown = LexborHTMLParser(painted("{{ in_breve() }}", of=archive()))
    link = shown.css_first("section[aria-labelledby=trasparente] a")
    assert (text(link), attribute(link, "href")) == (
        "Amministrazione trasparente",
        "amministrazione-trasparente/",
    )


def test_a_body_without_the_law_s_tree_has_no_heading_for_it() -> None:
    shown = LexborHTMLParser(painted("{{ in_breve() }}", of=replace(archive(), law=None)))
    assert "Amministrazione trasparente" not in [text(head) for head in shown.css("h2")]
