"""The macros staff write in Markdown: `{{ valore("spese.2022.011") }}`.

Each one checks its arguments at once, raising MacroError, and leaves a placeholder; `painter`
makes its HTML. Descriptions and examples are in Italian: they become the guide's page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.archive import Archivio, Number, UnknownAddress
from macros.charts import ChartError, chart
from macros.late import LateCall, placeholder
from macros.messages import suggestion
from macros.scalars import ScalarError, read_date
from macros.tables import TableError, table


class MacroError(ValueError):
    """A macro call that cannot work: code, what is wrong, why, cure."""

    def __init__(self, code: str, what: str, why: str, cure: str) -> None:
        super().__init__(what)
        self.code, self.what, self.why, self.cure = code, what, why, cure


@dataclass(frozen=True)
class Macro:
    """A macro with what the guide says of it; blocks stand alone on their line."""

    name: str
    function: Callable[..., str]
    tells: str
    example: str
    block: bool = False


class Desk:
    """The macros bound to one archive."""

    def __init__(self, archive: Archivio) -> None:
        self._archive = archive

    def _number(self, address: str, *kinds: str) -> Number:
        try:
            number = self._archive.number(str(address))
        except UnknownAddress as error:
            raise MacroError(
                "M201",
                f"l'indirizzo «{address}» non esiste",
                "nessun numero di data/ ha questo indirizzo.",
                error.hint or "cerca l'indirizzo giusto nei file di data/",
            ) from None
        if kinds and number.unit.kind not in kinds:
            raise MacroError(
                "M202",
                f"«{address}» non è del tipo giusto",
                f"è un numero di tipo {number.unit.kind}, qui serve: {' o '.join(kinds)}.",
                f'scrivi  {{{{ valore("{address}") }}}}',
            )
        return number

    def _known(self, address: str) -> Number:
        number = self._number(address)
        if not isinstance(number.value, Decimal):
            raise MacroError(
                "M203",
                f"con «{address}» non si può calcolare",
                f"il valore manca ({number.gap})." if number.gap else "è una data, non un numero.",
                "togli il calcolo, oppure usa un numero che c'è",
            )
        return number

    def _two(self, first: str, second: str, *, divisor: str) -> None:
        one, two = self._known(first), self._known(second)
        if one.unit.kind != two.unit.kind:
            raise MacroError(
                "M204",
                "i due numeri hanno unità diverse",
                f"uno è di tipo {one.unit.kind}, l'altro di tipo {two.unit.kind}.",
                "scegli due numeri della stessa specie",
            )
        if self._known(divisor).amount == 0:
            raise MacroError(
                "M205",
                f"«{divisor}» vale zero",
                "non si divide per zero.",
                "scrivi la frase senza questo calcolo",
            )

    def valore(self, indirizzo: str) -> str:
        self._number(indirizzo)
        return _inline("valore", indirizzo)

    def numero(self, indirizzo: str) -> str:
        self._number(indirizzo)
        return _inline("numero", indirizzo)

    def importo(self, indirizzo: str) -> str:
        self._number(indirizzo, "importo")
        return _inline("valore", indirizzo)

    def percentuale(self, indirizzo: str) -> str:
        self._number(indirizzo, "percentuale")
        return _inline("valore", indirizzo)

    def data(self, quando: str) -> str:
        try:
            read_date(str(quando))
        except ScalarError as error:
            if "." not in str(quando):
                raise MacroError(error.code, error.what, error.why, error.cure) from None
            if not isinstance(self._number(quando, "data").value, date):
                raise MacroError(
                    "M203",
                    f"la data «{quando}» manca",
                    "la fonte non la dà.",
                    "scrivi la frase senza la data",
                ) from None
        return _inline("data", quando)

    def quota(self, parte: str, totale: str) -> str:
        self._two(parte, totale, divisor=totale)
        return _inline("quota", parte, totale)

    def variazione(self, prima: str, dopo: str) -> str:
        self._two(prima, dopo, divisor=prima)
        return _inline("variazione", prima, dopo)

    def tabella(self, *indirizzi: str, titolo: str = "") -> str:
        try:
            table(self._archive, indirizzi)
        except TableError as error:
            raise MacroError(
                "M206", error.what, "una tabella mostra spese, bandi, serie o fatti.", error.cure
            ) from None
        return _block("tabella", *indirizzi, titolo=titolo)

    def grafico(self, *indirizzi: str, tipo: str = "", titolo: str = "", frase: str = "") -> str:
        try:
            chart(self._archive, indirizzi, tipo or None)
        except ChartError as error:
            raise MacroError(
                "M207", error.what, "non tutti i dati si possono disegnare così.", error.cure
            ) from None
        return _block("grafico", *indirizzi, tipo=tipo, titolo=titolo, frase=frase)

    def scheda(self, missione: str) -> str:
        self._missione(missione)
        return _block("scheda", missione)

    def _missione(self, code: str) -> None:
        if code not in self._archive.missioni:
            known = self._archive.missioni
            raise MacroError(
                "M208",
                f"la missione «{code}» non esiste",
                f"i codici sono: {', '.join(known)}.",
                suggestion(str(code), known) or "scrivi uno dei codici",
            )

    def cifre(self, *indirizzi: str) -> str:
        for address in indirizzi:
            self._number(address)
        return _block("cifre", *indirizzi)

    def fonti(self) -> str:
        return _block("fonti")

    def apertura(self) -> str:
        return _block("apertura")

    def schede(self) -> str:
        return _block("schede")

    def ultimi_bandi(self) -> str:
        return _block("bandi")

    def ricerca(self) -> str:
        return _block("ricerca")

    def mappa(self) -> str:
        return _block("mappa")

    def elenco_macro(self) -> str:
        return _block("elenco_macro")


def _inline(name: str, *args: str) -> str:
    return placeholder(LateCall(name, tuple(map(str, args))), block=False)


def _block(name: str, *args: str, **options: str) -> str:
    given = {key: value for key, value in options.items() if value}
    return placeholder(LateCall(name, tuple(map(str, args)), given), block=True)


_TELLS = (
    (
        "valore",
        "Un numero con la sua unità e, se la fonte lo dice, con «circa», «oltre» e simili.",
        '{{ valore("bandi.2022.voucher-digitali-base.ammesse") }}',
    ),
    ("numero", "La sola cifra.", '{{ numero("bandi.2022.voucher-digitali-base.domande") }}'),
    (
        "importo",
        "Un importo in euro; se l’indirizzo non è un importo è un errore.",
        '{{ importo("spese.2022.011") }}',
    ),
    (
        "percentuale",
        "Una percentuale stampata nella fonte.",
        '{{ percentuale("serie.quota-pratiche-entro-5-giorni.2022") }}',
    ),
    ("data", "Una data per esteso.", '{{ data("2022-12-02") }}'),
    (
        "quota",
        "Quanta parte è il primo numero del secondo: la calcola il sito.",
        '{{ quota("spese.2022.011", "spese.2022") }}',
    ),
    (
        "variazione",
        "Come è cambiato un numero, in parole: lo calcola il sito.",
        '{{ variazione("serie.smart-card.2021", "serie.smart-card.2022") }}',
    ),
)
_TELLS_BLOCKS = (
    (
        "tabella",
        "Una tabella di spese, bandi, serie o fatti, con il CSV da scaricare.",
        '{{ tabella("serie.smart-card", "serie.token-digitali") }}',
    ),
    (
        "grafico",
        "Un grafico con la frase che lo riassume, la tabella e i dati da scaricare.",
        '{{ grafico("serie.protesti-tempo-medio") }}',
    ),
    ("scheda", "La scheda di una missione.", '{{ scheda("011") }}'),
    ("cifre", "Alcune cifre in grande.", '{{ cifre("spese.2022", "spese.2022.032") }}'),
    ("fonti", "L’elenco delle fonti dei numeri della pagina.", "{{ fonti() }}"),
    ("schede", "Le schede di tutte le missioni.", "{{ schede() }}"),
    (
        "ultimi_bandi",
        "I bandi dell’ultimo anno, in una frase e un grafico.",
        "{{ ultimi_bandi() }}",
    ),
    ("apertura", "L’apertura della pagina iniziale.", "{{ apertura() }}"),
    ("ricerca", "Il modulo della ricerca.", "{{ ricerca() }}"),
    ("mappa", "L’indice di tutte le pagine.", "{{ mappa() }}"),
    ("elenco_macro", "Questo elenco.", "{{ elenco_macro() }}"),
)


def editor_macros(archive: Archivio) -> Mapping[str, Macro]:
    """Return the macros by name, bound to an archive."""
    desk = Desk(archive)
    inline = [Macro(name, getattr(desk, name), tells, example) for name, tells, example in _TELLS]
    blocks = [
        Macro(name, getattr(desk, name), tells, example, block=True)
        for name, tells, example in _TELLS_BLOCKS
    ]
    return {macro.name: macro for macro in (*inline, *blocks)}
