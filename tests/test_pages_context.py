"""The pages of the context, the timeline, and the yearly report in its statutory order.

The report is made of the pieces of the other pages: each chapter is compared with its own page.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import cache
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.archive import Archivio, Topic
from macros.checks_results import check_results
from macros.late import LateCall, calls_in
from macros.pages import pages
from macros.pages_context import report_pages
from macros.schema_context import ReportFile
from tests.built import attribute, read_yaml, text
from tests.real import ROOT, archive, ids, painted, painter, rendered
from tests.test_late import converted
from tests.test_pages_results import VERDICTS, by_url, finished, headings, main

REPORT = "relazioni/2022/"
TIMELINE = read_yaml(ROOT / "data/cronologie/accorpamento.yml")
TOPICS = [topic for topic in archive().topics if topic.year == 2022]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def page_of(topic: Topic) -> str:
    """Return the address of a topic, as its folder says."""
    if topic.part == "contesto":
        return f"contesto/{topic.year}/{topic.slug}/"
    return f"missioni/{topic.part}/{topic.year}/{topic.slug}/"


# The context


@pytest.mark.parametrize("url", ["contesto/", "contesto/2022/"])
def test_the_context_of_a_year_lists_its_topics_in_order_with_their_summaries(url: str) -> None:
    found = [
        (attribute(item.css_first("a"), "href"), text(item))
        for item in main(url).css(".pa-temi li")
    ]
    own = [topic for topic in TOPICS if topic.part == "contesto"]
    here = "" if url.endswith("2022/") else "2022/"
    assert len(own) == 10
    assert found[: len(own)] == [
        (f"{here}{topic.slug}/", f"{topic.head.title} {topic.head.summary}") for topic in own
    ]


def test_the_context_has_the_years_newest_first() -> None:
    assert headings("contesto/") == ["2022", "2019"]
    links = [attribute(a, "href") for a in main("contesto/").css(".pa-temi a")]
    assert links[-1] == "2019/riforma-e-accorpamento/"


def test_the_economy_of_the_province_has_its_three_tables_whole_and_drawn() -> None:
    page = main("contesto/2022/economia-provinciale/")
    drawn = [attribute(figure, "id") for figure in page.css("figure")]
    for name, rows, columns in (
        ("medie-industria", 5, 4),
        ("esportazioni", 3, 3),
        ("valore-aggiunto", 5, 3),
    ):
        table = page.css_first(f"table#tabella-tavole-2022-{name}")
        assert table is not None
        assert len(table.css("tbody tr")) == rows
        assert len(table.css("tbody td.num a.pa-numero")) == rows * columns
        assert [each for each in drawn if each.startswith(f"grafico-tavole-2022-{name}")]


def test_every_cell_of_a_statistical_table_leads_to_its_line() -> None:
    page = main("contesto/2022/economia-provinciale/")
    cell = page.css_first('[id="tavole.2022.esportazioni.valore.cremona"] a')
    assert text(cell) == "6.469"
    assert attribute(cell, "href") == "../../../fonti/relazione-2022/#r957"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("fatti.2022.struttura-e-personale.posti", "49\u00a0posti"),
        ("fatti.2022.struttura-e-personale.forza-lavoro", "circa 37,20\u00a0FTE"),
        ("fatti.2022.struttura-e-personale.cessazioni-previste", "2\u00a0persone"),
    ],
)
def test_the_internal_context_has_posts_and_staff(address: str, told: str) -> None:
    row = main("contesto/2022/struttura-e-personale/").css_first(f'tr[id="{address}"]')
    assert row is not None
    assert text(row.css_first("td")) == told


def test_the_internal_context_has_the_history_of_staff() -> None:
    page = main("contesto/2022/struttura-e-personale/")
    rows = page.css("figure#grafico-serie-personale-in-servizio tbody tr")
    assert [tuple(text(cell) for cell in row.css("th, td")) for row in rows] == [
        *(("2003", "66"), ("2010", "60"), ("2022", "41")),
    ]


# The timeline


@cache
def events() -> list[LexborNode]:
    """Return the events as the page of the merger shows them."""
    return main("contesto/2022/riforma-e-accorpamento/").css("ol.pa-cronologia > li")


def test_every_event_stands_in_the_timeline_in_the_order_of_the_file() -> None:
    found = [
        (attribute(item.css_first("time"), "datetime"), text(item.css_first("span")))
        for item in events()
    ]
    assert [(when, told.rpartition(" Re")[0]) for when, told in found] == [
        (event["quando"], event["che_cosa"]) for event in TIMELINE["eventi"]
    ]
    assert len(found) > 25


def test_every_event_names_its_document_and_its_line() -> None:
    short = {"relazione-2022": "Relazione 2022", "rendicontazione-2019": "Rendicontazione 2019"}
    found = [text(item.css_first("a.pa-riga")) for item in events()]
    assert found == [
        f"{short[event.get('fonte', TIMELINE['fonte'])]}, riga {event['riga']}"
        for event in TIMELINE["eventi"]
    ]


def test_every_event_leads_to_its_line_or_to_the_document_if_the_line_prints_no_number() -> None:
    for item, event in zip(events(), TIMELINE["eventi"], strict=True):
        source = event.get("fonte", TIMELINE["fonte"])
        index = archive().sources[source].index
        mark = f"#r{event['riga']}" if int(event["riga"]) in index else ""
        link = attribute(item.css_first("a.pa-riga"), "href")
        assert link == f"../../../fonti/{source}/{mark}"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2015-08-07", "7 agosto 2015"),
        ("2016-11-25", "25 novembre 2016"),
        ("2017-08-08", "8 agosto 2017"),
        ("2017-12", "dicembre 2017"),
        ("2018-02-16", "16 febbraio 2018"),
        ("2019-03-15", "15 marzo 2019"),
        ("2020-06-23", "23 giugno 2020"),
        ("2020-09", "settembre 2020"),
        ("2021-11-03", "3 novembre 2021"),
        ("2022-03-01", "1 marzo 2022"),
    ],
)
def test_the_dates_and_rulings_of_the_merger(when: str, told: str) -> None:
    """A month stays a month: no day is made up."""
    times = [item.css_first("time") for item in events()]
    assert told in [text(time) for time in times if attribute(time, "datetime") == when]


def test_an_event_of_which_the_source_gives_only_the_year() -> None:
    real = archive().timelines["accorpamento"]
    timeline = real.model_copy(
        update={"events": (real.events[0].model_copy(update={"when": "2020"}),)}
    )
    of = replace(archive(), timelines={"accorpamento": timeline})
    html = painted('{{ cronologia("accorpamento") }}', of=of)
    assert '<time datetime="2020">2020</time>' in html


# The report of 2022


def is_prose(node: LexborNode) -> bool:
    """Tell whether a node is words of the page: not of a chart, a table, a list of sources.

    Nor is it where the page leads back to a chart it shows already.
    """
    above: LexborNode | None = node
    while above is not None and above.tag not in ("main", "body"):
        if above.tag == "figure" or text(above).startswith("Già in questa pagina: "):
            return False
        if {"pa-tabella", "pa-fonte", "pa-fonti"} & set(attribute(above, "class").split()):
            return False
        above = above.parent
    return True


Chapter = tuple[list[str], list[str]]


def prose(nodes: list[LexborNode], uri: str) -> Chapter:
    """Return headings, paragraphs and list items in order, then where their links lead."""
    words, links = [], []
    for node in nodes:
        for each in node.css("*"):  # the node itself is the first
            if not is_prose(each):
                continue
            if each.tag in ("p", "li", "dt", "dd", *HEADINGS):
                words.append(text(each))
            elif each.tag == "a":
                links.append(target(attribute(each, "href"), uri))
    return words, links


def target(link: str, uri: str) -> str:
    """Return where a link leads from the site's root, whether Markdown or HTML."""
    url = uri.removesuffix(".md") + "/"
    if ".md" not in link:
        return urljoin(f"/{url}", link)
    path, mark, fragment = link.partition("#")
    whole = path if path.startswith("/") else posixpath.join("/", posixpath.dirname(uri), path)
    page = f"{posixpath.normpath(whole).removesuffix('.md')}/".removesuffix("index/")
    return page + mark + fragment


@cache
def chapters() -> dict[str, tuple[str, list[LexborNode]]]:
    """Return what the report says of each topic: its level, and its elements up to the next."""
    titles = {topic.head.title: topic.slug for topic in TOPICS}
    assert len(titles) == len(TOPICS)
    found: dict[str, tuple[str, list[LexborNode]]] = {}
    slug = ""
    for node in main(REPORT).iter():
        if node.tag in HEADINGS and slug and node.tag <= found[slug][0]:
            slug = ""
        if node.tag in HEADINGS and not slug and text(node) in titles:
            slug = titles[text(node)]
            found[slug] = (node.tag, [])
        if slug:
            found[slug][1].append(node)
    return found


def test_every_topic_of_the_year_has_its_chapter() -> None:
    assert sorted(chapters()) == sorted(topic.slug for topic in TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_a_chapter_says_what_its_page_says_and_nothing_else(topic: Topic) -> None:
    """Words, order and links are the same; only headings stand deeper."""
    page = list(main(page_of(topic)).iter())
    words, links = prose(page, f"{page_of(topic).rstrip('/')}.md")
    told, led = prose(chapters()[topic.slug][1], "relazioni/2022.md")
    assert told == words
    assert led == links
    assert told[:2] == [topic.head.title, topic.head.summary]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_every_number_of_a_topic_stands_in_the_report_too(topic: Topic) -> None:
    kinds = ("fatti.", "bandi.", "serie.", "tavole.")
    own = {name for name in ids(main(page_of(topic)).html or "") if name.startswith(kinds)}
    assert own - set(ids(main(REPORT).html or "")) == set()


def test_the_report_has_its_sections_in_the_order_of_the_rule() -> None:
    parts = read_yaml(ROOT / "data/relazioni/2022.yml")["sezioni"]
    assert [part["contiene"] for part in parts] == ["contesto", "missioni", "risultati"]
    assert headings(REPORT) == [part["titolo"] for part in parts]
    assert "circolare MISE prot. n. 50114 del 9 aprile 2015" in text(list(main(REPORT).iter())[1])
    for part in parts:
        assert part["che_cosa_dice"] in [text(p) for p in main(REPORT).css("p")]


def test_the_chapters_stand_in_the_order_of_the_other_pages() -> None:
    """First the context, then missione by missione, in each missione area by area."""
    order = list(chapters())
    assert order[:10] == [topic.slug for topic in TOPICS if topic.part == "contesto"]
    parts = {topic.slug: topic.part for topic in TOPICS}
    assert list(dict.fromkeys(parts[slug] for slug in order)) == [
        *("contesto", "011", "012", "016", "032"),
    ]
    areas = {topic.slug: topic.head.area for topic in TOPICS if topic.part == "011"}
    assert list(dict.fromkeys(areas[slug] for slug in order if slug in areas)) == [
        *("innovazione", "competitivita-del-territorio", "sviluppo-del-capitale-umano"),
    ]


def test_no_heading_of_the_report_skips_a_level() -> None:
    levels = [HEADINGS.index(node.tag or "") + 1 for node in main(REPORT).css(", ".join(HEADINGS))]
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_the_second_section_tells_what_each_missione_and_area_cost() -> None:
    told = text(main(REPORT))
    for code, spent in (
        ("011", "1.865.646,87\u00a0€"),
        ("012", "59.504,95\u00a0€"),
        ("016", "118.321,00\u00a0€"),
        ("032", "3.295.109,02\u00a0€"),
    ):
        heading = f"Missione {code}: {archive().missioni[code].name}"
        assert f"{heading} Nel 2022 questa missione è costata {spent}." in told
    for area, spent in (
        ("Innovazione", "614.539,70\u00a0€"),
        ("Competitività del territorio", "1.053.277,02\u00a0€"),
        ("Sviluppo del capitale umano", "197.830,15\u00a0€"),
    ):
        assert f"{area} Spesa: {spent}." in told


def test_the_third_section_says_why_it_is_missing_and_nothing_else() -> None:
    part = read_yaml(ROOT / "data/relazioni/2022.yml")["sezioni"][2]
    nodes = list(main(REPORT).iter())
    (start,) = [n for n, node in enumerate(nodes) if text(node) == part["titolo"]]
    words = [text(node) for node in nodes[start:] if node.tag != "section"]
    assert words == [part["titolo"], part["che_cosa_dice"], part["manca"]]
    assert attribute(nodes[start + 2], "class") == "pa-assente"


def test_the_report_asks_for_its_list_of_contents() -> None:
    page = by_url()[REPORT]
    assert (page.contents, page.style) == (True, "relazione")


def test_every_link_of_the_report_leads_to_a_page_or_to_a_place_in_it() -> None:
    paint = painter(REPORT)
    paint.page(converted(rendered(by_url()[REPORT].text)))
    known = {f"/{page.url}" for page in pages(archive())} | {f"/{uri}" for uri in paint.assets}
    here = set(ids(main(REPORT).html or ""))
    lost = []
    for link in [attribute(a, "href") for a in main(REPORT).css("a[href]")]:
        page, mark, fragment = target(link, "relazioni/2022.md").partition("#")
        if page not in known or (page == f"/{REPORT}" and mark and fragment not in here):
            lost.append(link)
    assert lost == []


def test_a_chart_the_report_shows_twice_is_a_link_to_the_first() -> None:
    """The staff is drawn in the first section; the second leads back there."""
    figures = main(REPORT).css("figure#grafico-serie-personale-in-servizio")
    links = [p.css_first("a") for p in main(REPORT).css("p") if text(p).startswith("Già in")]
    assert len(figures) == 1
    assert "#grafico-serie-personale-in-servizio" in [attribute(a, "href") for a in links]


def test_the_first_page_of_reports_lists_them() -> None:
    (link,) = main("relazioni/").css(".pa-temi a")
    title = read_yaml(ROOT / "data/relazioni/2022.yml")["titolo"]
    assert (attribute(link, "href"), text(link)) == ("2022/", title)


# A report of 2019, whose third section is there


def report_of_2019() -> Archivio:
    """Return the archive with a report of 2019: context, no spending, results."""
    real = archive().reports[2022]
    context, money, results = real.parts
    report = real.model_copy(
        update={
            "year": 2019,
            "source": "rendicontazione-2019",
            "title": "Relazione 2019",
            "parts": (
                context,
                money.model_copy(update={"gap": "La spesa del 2019 non è pubblicata."}),
                results.model_copy(update={"gap": None}),
            ),
        }
    )
    return with_report(report)


def with_report(report: ReportFile) -> Archivio:
    real = archive()
    return replace(
        real,
        reports={**real.reports, report.year: report},
        files={**real.files, f"relazioni.{report.year}": f"data/relazioni/{report.year}.yml"},
    )


@cache
def whole() -> LexborNode:
    """Return the report of 2019 as its readers see it."""
    of = report_of_2019()
    (page,) = [page for page in report_pages(of) if page.url == "relazioni/2019/"]
    found = LexborHTMLParser(f"<main>{finished(page, of)}</main>").css_first("main")
    assert found is not None
    return found


def section(number: int) -> list[LexborNode]:
    """Return the elements of a section of the report of 2019."""
    nodes = list(whole().iter())
    starts = [n for n, node in enumerate(nodes) if node.tag == "h2"] + [len(nodes)]
    return nodes[starts[number - 1] + 1 : starts[number]]


def test_a_report_with_results_is_accepted_by_the_checks() -> None:
    assert list(check_results(report_of_2019())) == []


def test_the_third_section_holds_the_indicators_of_the_year_with_their_verdicts() -> None:
    names = [attribute(a, "href") for node in section(3) for a in node.css(".pa-indicatore a")]
    assert sorted(names) == sorted(f"../../risultati/2019/{name}/" for name in VERDICTS)
    for node in section(3):
        for item in node.css(".pa-indicatore"):
            name = attribute(item.css_first("a"), "href").split("/")[-2]
            assert text(item.css_first(".pa-bollino")) == VERDICTS[name]


def test_the_third_section_has_the_board_of_the_year() -> None:
    (table,) = [table for node in section(3) for table in node.css("table#esiti-2019")]
    totals = [text(row.css("td")[-1]) for row in table.css("tbody tr")]
    assert totals == ["13", "10", "1", "2", "26"]
    sentence = section(3)[1]
    assert text(sentence).startswith("26 indicatori: 13 raggiunti, 10 dichiarati raggiunti")


def test_the_third_section_groups_the_indicators_by_missione() -> None:
    groups = [text(h) for node in section(3) for h in node.css("h3")]
    assert [group.partition(":")[0] for group in groups] == [
        *("Missione 011", "Missione 012", "Missione 016", "Missione 032"),
    ]


def test_the_other_sections_of_that_report_tell_what_they_have() -> None:
    assert "La riforma delle Camere" in text(section(1)[1])
    assert [text(node) for node in section(2)][1:] == ["La spesa del 2019 non è pubblicata."]
    assert all(attribute(node, "class") != "pa-assente" for node in section(3))


def test_no_heading_of_that_report_skips_a_level_either() -> None:
    levels = [HEADINGS.index(node.tag or "") for node in whole().css(", ".join(HEADINGS))]
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_the_reports_are_listed_newest_first() -> None:
    html = painter("relazioni/", report_of_2019()).paint(LateCall("relazioni"))
    links = [attribute(a, "href") for a in LexborHTMLParser(html).css("a")]
    assert links == ["2022/", "2019/"]


def test_a_year_whose_report_holds_its_results_is_not_called_missing() -> None:
    of = report_of_2019()
    assert painter("risultati/", of).paint(LateCall("assenti", ("2019",))) == ""
    assert painter("risultati/", of).paint(LateCall("assenti", ("2022",))) != ""


def test_a_body_without_reports_and_without_context_has_no_such_pages() -> None:
    bare = replace(archive(), reports={}, topics=())
    assert [
        page.url for page in pages(bare) if page.url.startswith(("relazioni", "contesto"))
    ] == []


# A chapter keeps its links, wherever the words it is made of stand


def told(body: str) -> str:
    """Return the report's chapter of a topic with other words, as Markdown."""
    topics = tuple(
        replace(topic, body=body) if topic.slug == "protesti" else topic
        for topic in archive().topics
    )
    of = replace(archive(), topics=topics)
    (page,) = [page for page in report_pages(of) if page.url == REPORT]
    return page.text


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("[qui](registro-imprese.md)", "[qui](/missioni/012/2022/registro-imprese.md)"),
        ("[qui](registro-imprese.md#a)", "[qui](/missioni/012/2022/registro-imprese.md#a)"),
        ("[qui](../../011/2022/hocare.md)", "[qui](/missioni/011/2022/hocare.md)"),
        ("[qui](/glossario.md)", "[qui](/glossario.md)"),
        ("[qui](#le-date)", "[qui](/missioni/012/2022/protesti.md#le-date)"),
        ("[qui](https://www.example.it/a)", "[qui](https://www.example.it/a)"),
        ("[qui](mailto:a@example.it)", "[qui](mailto:a@example.it)"),
        ("[x]: registro-imprese.md", "[x]: /missioni/012/2022/registro-imprese.md"),
        (
            '<a href="../registro-imprese/">qui</a>',
            '<a href="../../missioni/012/2022/registro-imprese/">',
        ),
        ('<a href="../../../#x">qui</a>', '<a href="../../missioni/#x">'),
        ('<a href="#le-date">qui</a>', '<a href="../../missioni/012/2022/protesti/#le-date">'),
        ('<a href="https://www.example.it/a">qui</a>', '<a href="https://www.example.it/a">'),
        ("Nota.[^1]\n\n[^1]: Testo.", "Nota.[^protesti-1]\n\n[^protesti-1]: Testo."),
        ("## Le date", "<h5>Le date</h5>"),
        ("### Prima", "<h6>Prima</h6>"),
        ("#### Ancora", "<h6>Ancora</h6>"),
    ],
)
def test_links_footnotes_and_headings_of_a_topic_in_the_report(words: str, moved: str) -> None:
    assert f"\n{moved}" in told(f"Prima.\n\n{words}\n\nDopo.")


def test_two_topics_with_the_same_footnote_keep_each_its_own() -> None:
    bodies = {
        "protesti": "Uno.[^1]\n\n[^1]: Prima nota.",
        "hocare": "Due.[^1]\n\n[^1]: Altra nota.",
    }
    topics = tuple(
        replace(topic, body=bodies.get(topic.slug, "Parole.")) for topic in archive().topics
    )
    of = replace(archive(), topics=topics, facts={}, series={}, grids={}, calls=())
    (page,) = [page for page in report_pages(of) if page.url == REPORT]
    notes = LexborHTMLParser(converted(page.text)).css(".footnote li")
    assert sorted(text(note).rstrip(" \u00a0↩") for note in notes) == ["Altra nota.", "Prima nota."]


def test_the_third_section_asks_for_its_own_year_not_the_newest() -> None:
    (page,) = [page for page in report_pages(report_of_2019()) if page.url == "relazioni/2019/"]
    asked = [call for call in calls_in(page.text) if call.name in ("esiti", "elenco_indicatori")]
    assert asked == [LateCall("esiti", ("2019",)), LateCall("elenco_indicatori", ("2019",))]
