"""The HTML of what macros left for later: numbers, charts, tables, cards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from macros import formats
from macros.archive import Archivio, Number
from macros.charts import Chart, chart
from macros.late import LateCall, calls_in, fill
from macros.places import line_page, number_page, relative
from macros.scalars import read_date
from macros.sentences import change, share
from macros.svg import draw, legend
from macros.tables import Cell, Row, Table, table

ASSETS = "dati/grafici/"
PICTURE_WIDTH = 760


@dataclass(frozen=True)
class Entry:
    """A page as lists show it: title, address, one sentence, name of its part of the site."""

    title: str
    url: str
    summary: str = ""


@dataclass
class Painter:
    """Paints the calls of one page; the files its charts need gather in `assets`."""

    archive: Archivio
    here: str
    assets: dict[str, str] = field(default_factory=dict)
    lists: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    used: list[Number] = field(default_factory=list)

    def page(self, text: str) -> str:
        """Fill a page; the numbers its calls use are known to the list of sources."""
        calls = calls_in(text)
        self.used = _unique(number for call in calls for number in self._numbers(call))
        return fill(text, self.paint)

    def paint(self, call: LateCall) -> str:
        """Return the HTML of one call. Raises KeyError for a name nobody paints."""
        inline: dict[str, Callable[..., str]] = {
            "valore": lambda a: self.number(self._n(a), formats.qualified(self._n(a))),
            "numero": lambda a: self.number(self._n(a), formats.bare(self._n(a))),
            "data": self._date,
            "quota": self._share,
            "variazione": self._change,
        }
        blocks: dict[str, Callable[..., str]] = {
            "tabella": self._table_call,
            "grafico": self._chart_call,
            "scheda": lambda code: self.render("scheda.html", scheda=self._card(code)),
            "schede": self._cards,
            "cifre": lambda *a: self.render("cifre.html", cifre=[self._key(x) for x in a]),
            "fonti": self._sources,
            "apertura": self._opening,
        }
        painter = inline.get(call.name) or blocks.get(call.name)
        if painter is None:
            return str(self.lists[call.name](self, *call.args))
        return painter(*call.args, **call.options)

    def link(self, target: str) -> str:
        """Return the link to an address of the site, relative to the page."""
        return relative(target, self.here)

    def render(self, template: str, **context: Any) -> str:
        """Return a template filled in, without blank edges."""
        return ENVIRONMENT.get_template(template).render(**context).strip()

    def _n(self, address: str) -> Number:
        return self.archive.number(address)

    def _numbers(self, call: LateCall) -> list[Number]:
        """Return the numbers a call shows."""
        if call.name in ("valore", "numero", "quota", "variazione", "cifre", "data"):
            return [self._n(a) for a in call.args if a in self.archive.numbers]
        if call.name == "tabella":
            return table(self.archive, call.args).numbers()
        if call.name == "grafico":
            return chart(self.archive, call.args, call.options.get("tipo")).table.numbers()
        return []

    def source_text(self, number: Number) -> str:
        """Say where a number comes from: «Relazione 2022, riga 1172»."""
        if number.operands:
            return f"Somma calcolata dal sito di {len(number.operands)} importi"
        if number.source is None or number.line is None:
            return number.gap or ""
        told = f"Fonte: {self.archive.sources[number.source].head.short}, riga {number.line}"
        return f"{told} (dedotto)" if number.inferred else told

    def source_link(self, number: Number) -> str:
        """Return the link to a number's line in its source; a computed one leads to its row."""
        if number.source is not None and number.line is not None:
            return self.link(line_page(number.source, number.line))
        return self.link(number_page(self.archive, number)) if number.operands else ""

    def number(self, number: Number, text: str) -> str:
        """Return a number as a link to its source."""
        return self.render(
            "numero.html",
            numero={
                "testo": text,
                "url": self.source_link(number),
                "titolo": self.source_text(number),
                "valore": formats.machine(number),
                "classe": "dedotto" if number.inferred else "",
            },
        )

    def _date(self, when: str) -> str:
        if when in self.archive.numbers:
            number = self._n(when)
            return self.number(number, formats.qualified(number))
        day: date = read_date(when)
        return str(
            Markup('<time datetime="{}">{}</time>').format(day.isoformat(), formats.day(day))
        )

    def _computed(self, text: str, how: str) -> str:
        return str(Markup('<span class="pa-calcolato" title="{}">{}</span>').format(how, text))

    def _share(self, part: str, total: str) -> str:
        one, two = self._n(part), self._n(total)
        how = f"Calcolato dal sito: {formats.whole(one)} su {formats.whole(two)}"
        return self._computed(share(one.amount, two.amount), how)

    def _change(self, before: str, after: str) -> str:
        one, two = self._n(before), self._n(after)
        how = f"Calcolato dal sito: da {formats.whole(one)} a {formats.whole(two)}"
        return self._computed(change(one.amount, two.amount), how)

    def _table_call(self, *addresses: str, titolo: str = "") -> str:
        made = table(self.archive, addresses)
        return self.table(made, caption=titolo or made.caption, csv=self._csv(made))

    def _csv(self, made: Table) -> str:
        uri = f"{ASSETS}{made.id}.csv"
        self.assets[uri] = made.csv()
        return self.link(uri)

    def table(
        self, made: Table, *, caption: str, csv: str = "", ids: bool = True, prefix: str = ""
    ) -> str:
        """Return a table; `ids` gives its rows the addresses of their numbers."""
        return self.render(
            "tabella.html",
            tabella={
                "id": prefix + made.id,
                "didascalia": caption,
                "csv": csv,
                "fonte": [],
                "colonne": [{"titolo": c.title, "numerica": c.numeric} for c in made.columns],
                "righe": [self._row(made, row, ids) for row in made.rows],
            },
        )

    def _row(self, made: Table, row: Row, ids: bool) -> dict[str, Any]:
        head, *cells = row.cells
        heading: str | Markup = head.text
        if row.link:
            heading = Markup('<a href="{}">{}</a>').format(self.link(row.link), head.text)
        return {
            "intestazione": heading,
            "totale": row.total,
            "id": row.anchor if ids else "",
            "celle": [
                self._cell(cell, column.numeric, ids and row.anchor)
                for cell, column in zip(cells, made.columns[1:], strict=True)
            ],
        }

    def _cell(self, cell: Cell, numeric: bool, anchor: str | bool) -> dict[str, Any]:
        """Return a cell; its id is its number's address, unless its row already has it."""
        painted = self.number(cell.number, cell.text) if cell.number and not cell.gap else ""
        own = cell.number.address if cell.number and anchor is not False else ""
        return {
            "testo": cell.text,
            "html": painted,
            "valore": cell.value,
            "numerica": numeric,
            "vuota": cell.gap,
            "titolo": "",
            "id": "" if own == anchor else own,
        }

    def _chart_call(
        self, *addresses: str, tipo: str = "", titolo: str = "", frase: str = ""
    ) -> str:
        return self.chart(chart(self.archive, addresses, tipo or None), titolo, frase)

    def chart(self, made: Chart, title: str = "", finding: str = "") -> str:
        """Return a chart with its sentence, legend, picture, downloads, source and table."""
        base = ASSETS + made.id
        self.assets[f"{base}.json"] = json.dumps(made.figure, ensure_ascii=False)
        self.assets[f"{base}.svg"] = draw(made.figure, made.id, width=PICTURE_WIDTH)
        self.assets[f"{base}.csv"] = made.table.csv()
        return self.render(
            "figura.html",
            figura={
                "id": f"grafico-{made.id}",
                "titolo": title or made.title,
                "sottotitolo": "",
                "frase": finding or made.finding,
                "legenda": legend(made.figure, made.id),
                "svg": draw(made.figure, made.id),
                "csv": self.link(f"{base}.csv"),
                "json": self.link(f"{base}.json"),
                "svg_url": self.link(f"{base}.svg"),
                "tabella": self.table(
                    made.table, caption=made.table.caption, ids=made.id.startswith("serie-"), prefix="dati-"
                ),
                "fonte": self._documents(made.table.numbers()),
                "nota": "",
            },
        )

    def _documents(self, numbers: Sequence[Number]) -> list[dict[str, str]]:
        """Return the documents some numbers come from, each once."""
        ids = dict.fromkeys(n.source for n in numbers if n.source and n.value is not None)
        return [
            {"testo": self.archive.sources[name].head.short, "url": self.link(f"fonti/{name}/")}
            for name in ids
        ]

    def _card(self, code: str) -> dict[str, Any]:
        year = self.archive.years[0]
        missione = self.archive.missioni[code]
        text = self.archive.missione_texts.get(code)
        card = {
            "codice": code,
            "nome": missione.name,
            "url": self.link(f"missioni/{code}/"),
            "importo": "",
            "quota": "",
            "larghezza": "",
            "frase": text.head.summary if text else "",
        }
        number = self.archive.numbers.get(f"spese.{year}.{code}")
        total = self.archive.number(f"spese.{year}")
        if number and number.value is not None and total.value is not None:
            percent = number.amount / total.amount * 100
            card |= {
                "importo": formats.whole(number),
                "larghezza": f"{percent:.1f}",
                "quota": f"{share(number.amount, total.amount)} della spesa del {year}",
            }
        return card

    def _cards(self) -> str:
        codes = [m.code for m in self.archive.spending[self.archive.years[0]].missioni]
        return self.render("schede.html", schede=[self._card(code) for code in codes])

    def _key(self, address: str) -> dict[str, str]:
        number = self._n(address)
        return {
            "testo": formats.qualified(number),
            "etichetta": number.label,
            "url": self.source_link(number),
            "nota": "",
        }

    def _sources(self) -> str:
        listed = [n for n in self.used if n.source is not None and n.line is not None]
        if not listed:
            return ""
        return self.render(
            "fonti.html",
            fonti=[
                {
                    "etichetta": n.label,
                    "testo": n.printed or n.gap,
                    "url": self.source_link(n),
                    "documento": self.archive.sources[n.source or ""].head.short,
                    "riga": n.line,
                }
                for n in listed
            ],
        )

    def _opening(self) -> str:
        year = self.archive.years[0]
        total = self._n(f"spese.{year}")
        pairs = [
            (self._n(f"spese.{year}.{m.code}"), self.archive.missioni[m.code].short)
            for m in self.archive.spending[year].missioni
        ]
        known = [pair for pair in pairs if pair[0].value is not None]
        top, name = max(known, key=lambda pair: pair[0].amount)
        phrase = (
            f"La cifra più alta è per {name}: {formats.whole(top)}, cioè il "
            f"{share(top.amount, total.amount)}."
            if total.value is not None
            else ""
        )
        return self.render(
            "apertura.html",
            apertura={
                "occhiello": f"{self.archive.body.name}, anno {year}",
                "titolo": "Abbiamo speso",
                "cifra": {
                    "testo": formats.whole(total),
                    "url": self.source_link(total),
                    "titolo": self.source_text(total),
                },
                "frase": phrase,
                "cifre": [],
                "grafico": self.chart(chart(self.archive, (f"spese.{year}",), None)),
            },
        )

    def topics(self, entries: Iterable[Entry]) -> str:
        """Return a list of pages with a sentence each."""
        return self.render(
            "elenco_temi.html",
            temi=[
                {"titolo": e.title, "url": self.link(e.url), "sintesi": e.summary} for e in entries
            ],
        )

    def search(self) -> str:
        """Return the search page's form."""
        return self.render("cerca.html", mappa=self.link("mappa/"))


ENVIRONMENT = Environment(
    loader=PackageLoader("macros"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=False,
    keep_trailing_newline=False,
)


def _unique(numbers: Iterable[Number]) -> list[Number]:
    return list({number.address: number for number in numbers}.values())
