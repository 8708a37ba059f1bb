"""The pages every public site has: legal notes, privacy, access, and the answer to a reader."""

from __future__ import annotations

from collections.abc import Iterator

from macros.archive import Archivio
from macros.page import Page, literal, paragraphs
from macros.schema import TO_COMPLETE

BODY_FILE = "site_config/ente.yml"
OPINION = "parere"  # style of the pages that answer «Questa pagina è utile?»
YES, NO = "parere/si/", "parere/no/"


def service_pages(archive: Archivio) -> Iterator[Page]:
    """Yield the service pages; what the body has not said yet is left out."""
    yield _legal(archive)
    yield _privacy(archive)
    yield _access(archive)
    yield from _opinions(archive)


def _legal(archive: Archivio) -> Page:
    body = archive.body
    licence = body.content_licence
    return Page(
        "note-legali.md",
        "Note legali",
        paragraphs(
            "# Note legali",
            f"Chi pubblica il sito: {literal(body.name)}. Il sito racconta documenti pubblici: "
            "ogni numero porta alla riga da cui viene. Se una frase del sito e il documento dicono "
            "cose diverse, vale il documento.",
            "## Licenza dei contenuti",
            "Testi e dati si possono copiare, cambiare e riusare, anche per lavoro, con la "
            f"licenza [{licence.name}]({licence.url}). Basta dire da dove vengono: "
            f"{literal(body.name)}.",
            "Il programma che costruisce il sito si chiama Casa di vetro ed è libero: la sua "
            "licenza è la EUPL 1.2.",
        ),
        BODY_FILE,
        "Di chi è il sito, quanto valgono i testi, come si possono riusare i dati.",
    )


def _privacy(archive: Archivio) -> Page:
    body = archive.body
    return Page(
        "privacy.md",
        "Privacy",
        paragraphs(
            "# Privacy",
            "Questo sito non usa cookie, non chiede dati e non carica niente da altri siti. Non "
            "sa chi sei e non segue quello che leggi.",
            "Il server che lo ospita può annotare le visite, come ogni server.",
            _known(body.privacy, "L’informativa completa dell’ente: [{0}]({0})."),
            _known(body.rpd, "Responsabile della protezione dei dati: {0}."),
        ),
        BODY_FILE,
        "Che cosa il sito sa di chi lo legge: niente.",
    )


def _access(archive: Archivio) -> Page:
    body = archive.body
    return Page(
        "accessibilita.md",
        "Accessibilità",
        paragraphs(
            "# Accessibilità",
            "Il sito si legge con la tastiera, con un lettore di schermo, ingrandito al "
            "400\u00a0%, con i colori del proprio dispositivo e senza JavaScript. Ogni grafico ha "
            "una frase che dice che cosa mostra e una tabella con gli stessi numeri.",
            "Le regole sono quelle delle WCAG 2.2, livello AA. A ogni modifica un programma "
            "controlla tutte le pagine; quello che un programma non vede lo può dire chi legge.",
            _known(body.access_statement, "La dichiarazione di accessibilità: [{0}]({0})."),
            _known(body.opinions, "Per segnalare un problema: {0}."),
        ),
        BODY_FILE,
        "Come si può leggere il sito, e a chi dire che cosa non va.",
    )


def _opinions(archive: Archivio) -> Iterator[Page]:
    """The answers to «Questa pagina è utile?»: opening one is the answer, no form is sent."""
    counted = (
        "Non ci sono moduli da compilare. Il server conta quante volte si apre questa pagina, e da "
        "quale pagina del sito."
    )
    write = _known(archive.body.opinions, "Vuoi dire di più? Scrivi a {0}.")
    for url, answer, title in (
        (YES, "sì", "Grazie"),
        (NO, "no", "Grazie: cercheremo di fare meglio"),
    ):
        yield Page(
            f"{url}index.md",
            title,
            paragraphs(f"# {title}", counted, write, "[Torna alla pagina iniziale](/index.md)"),
            BODY_FILE,
            f"La risposta «{answer}» alla domanda «Questa pagina è utile?».",
            style=OPINION,
        )


def _known(text: str, told: str) -> str:
    """Return a sentence on something the body has said, or nothing."""
    return "" if text == TO_COMPLETE else told.format(literal(text))
