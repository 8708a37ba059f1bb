"""The pages made from data and words: a pure function, `pages(archive)`.

A page is Markdown with macro calls; whoever builds the site turns it into HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.archive import Archivio
from macros.formats import HARD_BLANK, whole
from macros.page import Page, call, late, paragraphs
from macros.pages_context import context_pages, report_pages
from macros.pages_law import law_pages
from macros.pages_results import results_pages
from macros.pages_service import service_pages
from macros.pages_topics import series_chart, series_groups, topic_told
from macros.schema import Area
from macros.sentences import share, the


def pages(archive: Archivio) -> list[Page]:
    """Return every page made from data and words, in the order of the menu."""
    return [
        *_missioni(archive),
        *results_pages(archive),
        *_claims(archive),
        *context_pages(archive),
        *_calls(archive),
        *report_pages(archive),
        *_sources(archive),
        *_glossary(archive),
        *_news(archive),
        *law_pages(archive),
        *service_pages(archive),
        *_visits(archive),
    ]


def _missioni(archive: Archivio) -> Iterator[Page]:
    yield _all_missioni(archive)
    for code in archive.missioni:
        yield _missione(archive, code)
        for year in archive.told_years(code):
            yield _missione_year(archive, code, year)
            yield from (topic_told(archive, topic) for topic in archive.topics_of(year, code))


def _all_missioni(archive: Archivio) -> Page:
    intro = (
        "# Per che cosa spendiamo: le missioni",
        "Una missione è un grande scopo della spesa pubblica. Ogni euro speso appartiene a una "
        "missione.",
    )
    blocks = ["Le spese non sono ancora pubblicate."]
    for year in archive.years[:1]:
        blocks = [
            f"Nel {year} le missioni sono costate in tutto {call('valore', f'spese.{year}')}.",
            "## Le missioni una per una",
            late("schede"),
            "## Quanto per ciascuna",
            call("grafico", f"spese.{year}"),
            _shares(archive, year),
            "## Le cifre",
            *(call("tabella", f"spese.{each}") for each in archive.years),
        ]
    return Page(
        "missioni/index.md",
        "Missioni",
        paragraphs(*intro, *blocks, call("fonti")),
        archive.files[f"spese.{archive.years[0]}"] if archive.years else "site_config/missioni.yml",
        "Quanto è costata ogni missione e che cosa è stato fatto.",
    )


def _shares(archive: Archivio, year: int) -> str:
    """The chart of shares, where every amount is known."""
    known = archive.number(f"spese.{year}").value is not None
    return f'{{{{ grafico("spese.{year}", tipo="quote") }}}}' if known else ""


def _cost(archive: Archivio, code: str, year: int) -> str:
    """Say what a missione cost and its share of the whole."""
    address, total = f"spese.{year}.{code}", f"spese.{year}"
    if address not in archive.numbers:
        return f"La spesa del {year} di questa missione non è ancora pubblicata."
    told = f"Nel {year} questa missione è costata {call('valore', address)}"
    if archive.number(total).value:
        shown = share(archive.number(address).amount, archive.number(total).amount)
        article = the(shown).removesuffix(shown)
        told += f", cioè {article}{call('quota', address, total)} di tutta la spesa"
    return f"{told}."


def _missione(archive: Archivio, code: str) -> Page:
    missione, text = archive.missioni[code], archive.missione_texts.get(code)
    years = archive.told_years(code)
    return Page(
        f"missioni/{code}/index.md",
        f"Missione {code}: {missione.name}",
        paragraphs(
            f"# {missione.name}",
            f"**Missione {code}**"
            + (f", programma «{missione.programma}»" if missione.programma else ""),
            *(_cost(archive, code, year) for year in years[:1]),
            text.body if text else "",
            "## Anno per anno",
            late("anni", code),
            late("soldi_e_risultati", code),
            *(_year_charts(archive, code, year) for year in years[:1]),
            call("fonti"),
        ),
        text.file if text else "site_config/missioni.yml",
        text.head.summary
        if text
        else f"La missione {code}: quanto è costata, che cosa è stato fatto.",
        f"Missione {code}",
    )


def _year_charts(archive: Archivio, code: str, year: int) -> str:
    """The charts of a missione's year: areas, calls, series."""
    charts = []
    if _aree(archive, code, year):
        charts += ["## A che cosa è servita la spesa", call("grafico", f"spese.{year}.{code}")]
    if archive.calls_of(year, code):
        charts += [
            "## Contributi alle imprese",
            call("grafico", f"bandi.{year}.{code}"),
            f"Tutte le cifre sono nella pagina [dei bandi {year}](/bandi/{year}/index.md).",
        ]
    groups = series_groups(archive, [n for n, s in archive.series.items() if s.missione == code])
    if groups:
        charts += ["## I servizi nel tempo", *(series_chart(archive, group) for group in groups)]
    return "\n\n".join(charts)


def _missione_year(archive: Archivio, code: str, year: int) -> Page:
    missione, aree = archive.missioni[code], _aree(archive, code, year)
    address = f"spese.{year}.{code}"
    groups = [] if aree else [late("temi", str(year), code, "")]
    for area in aree:
        groups += [
            f"### {area.name}",
            f"Spesa: {call('valore', f'{address}.{area.id}')}.",
            late("temi", str(year), code, area.id),
        ]
    return Page(
        f"missioni/{code}/{year}/index.md",
        f"Missione {code} nel {year}: {missione.short}",
        paragraphs(
            f"# {missione.name}: il {year}",
            _cost(archive, code, year),
            "## Che cosa è stato fatto" if aree or archive.topics_of(year, code) else "",
            *groups,
            late("soldi_e_risultati", code, str(year)),
            _year_charts(archive, code, year),
            call("tabella", address) if aree else "",
            call("fonti"),
        ),
        archive.files.get(f"spese.{year}") or archive.topics_of(year, code)[0].file,
        _summary(archive, code, year),
        str(year),
    )


def _aree(archive: Archivio, code: str, year: int) -> Sequence[Area]:
    """Return the areas of a missione in a year, none where nothing is published."""
    spent = archive.spending[year].missioni if year in archive.spending else ()
    return next((missione.aree for missione in spent if missione.code == code), ())


def _summary(archive: Archivio, code: str, year: int) -> str:
    """Say in a sentence, for search engines, what a missione cost in a year."""
    amount = archive.numbers.get(f"spese.{year}.{code}")
    if amount is None:
        return f"Missione {code} nel {year}: che cosa è stato fatto."
    told, total = f"Missione {code} nel {year}: {whole(amount)}", archive.number(f"spese.{year}")
    if amount.value is not None and total.value is not None:
        told += f", {the(share(amount.amount, total.amount))} della spesa"
    return f"{told}.".replace(HARD_BLANK, " ")


def _calls(archive: Archivio) -> Iterator[Page]:
    years = sorted({call.year for call in archive.calls}, reverse=True)
    if not years:
        return
    yield Page(
        "bandi/index.md",
        "Bandi",
        paragraphs(
            "# I bandi per le imprese",
            "Con un bando l’ente, da solo o con altri, dà contributi alle "
            "imprese che li chiedono e ne hanno i requisiti.",
            late("anni_bandi"),
        ),
        archive.files[f"bandi.{years[0]}"],
        "I contributi alle imprese, anno per anno.",
    )
    for year in years:
        yield Page(
            f"bandi/{year}/index.md",
            f"I bandi del {year}",
            paragraphs(
                f"# I bandi del {year}",
                late("bandi_frase", str(year)),
                call("grafico", f"bandi.{year}"),
                "## Tutti i bandi, con domande e contributi",
                "Dove la fonte non stampa una cifra la tabella lo dice: un dato che manca non è "
                "uno zero. La fonte chiama alcune domande «ammissibili», altre «ammesse»: qui "
                "restano distinte.",
                call("tabella", f"bandi.{year}"),
                late("note_bandi", str(year)),
                call("fonti"),
            ),
            archive.files[f"bandi.{year}"],
            f"Tutti i bandi del {year}: fondi, domande, contributi concessi.",
            str(year),
        )


def _claims(archive: Archivio) -> Iterator[Page]:
    if not archive.claims:
        return
    year, name = max(archive.claims)
    yield Page(
        "numeri-verificati.md",
        "Numeri verificati",
        paragraphs(
            "# I numeri verificati",
            late("verifiche_frase"),
            "Una relazione dà percentuali, totali e confronti. Qui il sito rifà ogni conto con i "
            "numeri stampati negli stessi documenti, e dice se torna. Dove non torna mostra i due "
            "valori: non sceglie e non cerca colpe.",
            late("verifiche_grafico"),
            late("verifiche"),
            "## Che cosa non è una verifica",
            "Alcuni numeri non sono il risultato di un conto: sono fissati da un bando, da una "
            "norma o da un obiettivo, oppure sono contati una volta sola.",
            late("verifiche_escluse"),
            late("scarica_verifiche"),
        ),
        archive.files[f"verifiche.{year}.{name}"],
        "Percentuali, totali e confronti delle relazioni, rifatti uno per uno.",
        style="verifiche",
    )


def _sources(archive: Archivio) -> Iterator[Page]:
    yield Page(
        "fonti/index.md",
        "Fonti",
        paragraphs(
            "# Da dove vengono i numeri",
            "Ogni numero di questo sito viene da un documento pubblico. Qui ci sono i "
            "documenti, con l’elenco dei numeri che stampano riga per riga.",
            late("fonti_elenco"),
        ),
        next((source.file for source in archive.sources.values()), "data"),
        "I documenti da cui vengono i numeri.",
    )
    for source in archive.sources.values():
        yield Page(
            f"fonti/{source.id}.md",
            source.head.title,
            paragraphs(f"# {source.head.title}", late("documento", source.id)),
            source.file,
            f"I numeri stampati nel documento: {source.head.short}.",
            source.head.short,
        )


def _news(archive: Archivio) -> Iterator[Page]:
    if archive.news:
        yield Page(
            "novita.md",
            "Novità",
            paragraphs("# Che cosa è cambiato sul sito", late("novita")),
            archive.files[f"novita.{max(archive.news)}"],
            "Che cosa è cambiato sul sito, dal più recente.",
        )


def _glossary(archive: Archivio) -> Iterator[Page]:
    text = archive.glossary
    if text is not None:
        title, summary = text.head.title, text.head.summary
        words = paragraphs(f"# {title}", text.body)
        yield Page("glossario.md", title, words, text.file, summary)


def _visits(archive: Archivio) -> Iterator[Page]:
    """The page of visits, once some are published: none are told before."""
    if archive.visits:
        yield Page(
            "statistiche.md",
            "Quante volte il sito è stato visto",
            paragraphs(
                "# Quante volte il sito è stato visto",
                "Le pagine viste si contano dai registri del server. Nelle pagine non c’è nessun "
                "programma che segue chi legge, e qui non c’è niente che dica chi ha letto.",
                late("visite_mesi"),
                late("visite_pagine"),
                "## Come si contano",
                late("visite_regole"),
            ),
            archive.files[f"visite.{max(archive.visits)}"],
            "Le pagine viste mese per mese, contate dai registri del server senza seguire nessuno.",
            "Statistiche",
        )
