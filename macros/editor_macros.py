"""The macros staff write in Markdown: `{{ valore("spese.2022.011") }}`.

Each one checks its arguments at once, raising Refusal, and leaves a placeholder; `painter` makes
its HTML. Descriptions and examples are in Italian: they become a page of the guide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.archive import Archivio, Number, UnknownAddress
from macros.catalogue import Refusal
from macros.charts import chart
from macros.checks import near
from macros.figures import ChartError
from macros.late import LateCall, placeholder
from macros.messages import suggestion
from macros.scalars import read_date
from macros.svg import draw
from macros.svg_figure import UnsupportedFigure
from macros.tables import TableError, table


@dataclass(frozen=True)
class Macro:
    """A macro with what the guide says of it; blocks stand alone on their line."""

    name: str
    function: Callable[..., str]
    tells: str
    example: str
    block: bool = False


class _Checked:
    """The macros that take addresses, bound to one archive. All raise Refusal."""

    def __init__(self, archive: Archivio) -> None:
        self._archive = archive

    def _number(self, address: str, *kinds: str) -> Number:
        """Return the number at an address, of one of the kinds if any is given."""
        try:
            number = self._archive.number(address)
        except UnknownAddress as error:
            raise self._unknown(error) from None
        if kinds and number.unit.kind not in kinds:
            wanted = " o ".join(kinds)
            raise Refusal("M202", address=address, kind=number.unit.kind, wanted=wanted)
        return number

    @staticmethod
    def _unknown(error: UnknownAddress) -> Refusal:
        near = error.hint or "cerca l'indirizzo giusto nei file di data/"
        return Refusal("M201", address=error.address, near=near)

    def _known(self, address: str) -> Decimal:
        """Return a value one can calculate with."""
        number = self._number(address)
        if isinstance(number.value, Decimal):
            return number.value
        reason = f"il valore manca ({number.gap})" if number.gap else "è una data"
        raise Refusal("M203", address=address, reason=reason)

    def _two(self, first: str, second: str, *, divisor: str) -> None:
        """Check that two numbers can be divided."""
        self._known(first), self._known(second)
        one, two = self._number(first).unit.kind, self._number(second).unit.kind
        if one != two:
            raise Refusal("M204", one=one, two=two)
        if self._known(divisor) == 0:
            raise Refusal("M205", address=divisor)

    def valore(self, indirizzo: str) -> str:
        """A number with unit and qualifier."""
        self._number(indirizzo)
        return _inline("valore", indirizzo)

    def numero(self, indirizzo: str) -> str:
        """A bare figure."""
        self._number(indirizzo)
        return _inline("numero", indirizzo)

    def importo(self, indirizzo: str) -> str:
        """An amount in euro."""
        self._number(indirizzo, "importo")
        return _inline("valore", indirizzo)

    def percentuale(self, indirizzo: str) -> str:
        """A printed percentage."""
        self._number(indirizzo, "percentuale")
        return _inline("valore", indirizzo)

    def data(self, quando: str) -> str:
        """A date, from an address or as 2022-12-02."""
        if "." not in quando:
            read_date(quando)
        elif not isinstance(self._number(quando, "data").value, date):
            raise Refusal("M203", address=quando, reason="la fonte non dà la data")
        return _inline("data", quando)

    def quota(self, parte: str, totale: str) -> str:
        """A share, computed."""
        self._two(parte, totale, divisor=totale)
        return _inline("quota", parte, totale)

    def variazione(self, prima: str, dopo: str) -> str:
        """A change in words, computed."""
        self._two(prima, dopo, divisor=prima)
        return _inline("variazione", prima, dopo)

    def tabella(self, *indirizzi: str, titolo: str = "") -> str:
        """A table with its CSV."""
        try:
            table(self._archive, indirizzi)
        except UnknownAddress as error:
            raise self._unknown(error) from None
        except TableError as error:
            raise Refusal("M206", what=error.what, near=error.cure) from None
        return _block("tabella", *indirizzi, titolo=titolo)

    def grafico(self, *indirizzi: str, tipo: str = "", titolo: str = "", frase: str = "") -> str:
        """A chart with its sentence, table and downloads."""
        try:
            made = chart(self._archive, indirizzi, tipo or None)
            draw(made.figure, made.id)
        except UnknownAddress as error:
            raise self._unknown(error) from None
        except ChartError as error:
            raise Refusal("M207", what=error.what, near=error.cure) from None
        except UnsupportedFigure as error:
            raise Refusal("M207", what=str(error), near="mostra questi dati in tabella") from None
        return _block("grafico", *indirizzi, tipo=tipo, titolo=titolo, frase=frase)

    def scheda(self, missione: str) -> str:
        """The card of a missione."""
        known = self._archive.missioni
        if missione not in known:
            near = suggestion(missione, known) or f"i codici sono: {', '.join(known)}"
            raise Refusal("D303", text=missione, near=near)
        return _block("scheda", missione)

    def cronologia(self, nome: str) -> str:
        """A timeline."""
        known = self._archive.timelines
        if nome not in known and not self._archive.waits(f"cronologie.{nome}"):
            raise Refusal("M208", text=nome, near=near(nome, known, "le cronologie"))
        return _block("cronologia", nome)

    def cifre(self, primo: str, *altri: str) -> str:
        """Key figures."""
        for address in (primo, *altri):
            self._number(address)
        return _block("cifre", primo, *altri)


def _inline(name: str, *args: str) -> str:
    return placeholder(LateCall(name, args), block=False)


def _block(name: str, *args: str, **options: str) -> str:
    given = {key: value for key, value in options.items() if value}
    return placeholder(LateCall(name, args, given), block=True)


def _plain(name: str) -> Callable[[], str]:
    """Return a macro that takes nothing and cannot fail."""
    return lambda: _block(name)


_INLINE = (
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
_BLOCKS = (
    (
        "tabella",
        "Una tabella di spese, bandi, serie, tavole o fatti, con i dati da scaricare.",
        '{{ tabella("serie.smart-card", "serie.token-digitali") }}',
    ),
    (
        "grafico",
        "Un grafico con la frase che lo riassume, la tabella e i dati da scaricare.",
        '{{ grafico("serie.protesti-tempo-medio") }}',
    ),
    ("scheda", "La scheda di una missione.", '{{ scheda("011") }}'),
    (
        "cronologia",
        "Che cosa è successo, in ordine di tempo.",
        '{{ cronologia("accorpamento") }}',
    ),
    ("cifre", "Alcune cifre in grande.", '{{ cifre("spese.2022", "spese.2022.032") }}'),
)
_WHOLE = (
    ("fonti", "fonti", "L’elenco delle fonti dei numeri della pagina."),
    ("schede", "schede", "Le schede di tutte le missioni."),
    ("conti_in_breve", "conti_in_breve", "Quanti conti delle relazioni tornano."),
    ("in_breve", "in_breve", "Bandi, novità e come leggere il sito, uno accanto all’altro."),
    ("ultime_novita", "ultime_novita", "Che cosa è cambiato sul sito: le ultime tre voci."),
    ("ultimi_bandi", "bandi", "I bandi dell’ultimo anno, in una frase."),
    ("apertura", "apertura", "L’apertura della pagina iniziale."),
    ("ricerca", "ricerca", "Il modulo della ricerca."),
    ("mappa", "mappa", "L’indice di tutte le pagine."),
    ("elenco_macro", "elenco_macro", "L’elenco delle macro, con un esempio per ciascuna."),
)


def editor_macros(archive: Archivio) -> Mapping[str, Macro]:
    """Return the macros by name, bound to an archive."""
    checked = _Checked(archive)
    macros = [Macro(n, getattr(checked, n), tells, example) for n, tells, example in _INLINE]
    macros += [
        Macro(n, getattr(checked, n), tells, example, block=True) for n, tells, example in _BLOCKS
    ]
    macros += [
        Macro(n, _plain(late), tells, "{{ " + n + "() }}", block=True) for n, late, tells in _WHOLE
    ]
    return {macro.name: macro for macro in macros}


def examples(archive: Archivio) -> Mapping[str, str]:
    """Return an example of each macro that works on this archive, if it has such data."""
    kinds: dict[str, str] = {}
    for address, number in archive.numbers.items():
        if number.value is not None:
            kinds.setdefault(number.unit.kind, address)
    found = {
        "valore": kinds.get("conteggio"),
        "numero": kinds.get("conteggio"),
        "importo": kinds.get("importo"),
        "percentuale": kinds.get("percentuale"),
        "scheda": next(iter(archive.missioni), None),
        "cronologia": next(iter(archive.timelines), None),
    }
    for name, series in archive.series.items():
        known = [p.address for p in archive.points(name) if p.value is not None]
        if len(known) > 1 and archive.number(known[0]).amount:
            found["variazione"] = f'{known[0]}", "{known[-1]}'
            found["tabella"] = found["grafico"] = f"serie.{series.id}"
            break
    for year in archive.years[:1]:
        total = archive.number(f"spese.{year}")
        if total.value:
            found["quota"] = f'{total.operands[0]}", "{total.address}'
            found["cifre"] = total.address
    given = {name: f'{{{{ {name}("{words}") }}}}' for name, words in found.items() if words}
    return {"data": '{{ data("2022-12-02") }}', **given}
