"""The HTML of what macros left for later: numbers, tables, charts; cards and lists come to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from macros import formats
from macros.archive import Archivio, Number
from macros.cells import Cell, Row, Table
from macros.charts import chart
from macros.citations import owner_line, source_line
from macros.claims import Check
from macros.figures import Chart
from macros.late import LateCall, calls_in, fill
from macros.marks import Mark, marks
from macros.places import CLAIMS, chart_page, line_page, number_page, relative
from macros.scalars import read_date
from macros.sentences import difference, share
from macros.svg import draw, legend
from macros.tables import table

ASSETS = "dati/grafici/"
PICTURE_WIDTH = 760
LONGEST_TIED = 24  # a longer number may have to break on a phone, before its mark
_ENVIRONMENT = Environment(
    loader=PackageLoader("macros"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=lambda value: formats.tied(value) if type(value) is str else value,
)
_WITH_NUMBERS = ("valore", "numero", "data", "quota", "variazione", "cifre")


@dataclass(frozen=True)
class Offer:
    """Data that a page lets download: the files, the years and the documents they tell of."""

    files: tuple[str, ...]
    years: tuple[int, ...]
    sources: tuple[str, ...]


@dataclass
class Painter:
    """Paints the calls of one page, `here`.

    `blocks` are the painters of cards and lists by name; the files that charts and tables offer
    for download gather in `assets`; `checks` are the claims computed again; `used` are the numbers
    of the page, `given` the ids it has, `charts` those it shows, `offered` what it lets download.
    With `cited` each chart leads to its own page, where the site has one (see `embeds`).
    """

    archive: Archivio
    here: str
    assets: dict[str, str]
    blocks: Mapping[str, Callable[..., str]]
    checks: Sequence[Check] = ()
    used: list[Number] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    charts: list[Chart] = field(default_factory=list)
    offered: list[Offer] = field(default_factory=list)
    cited: bool = False

    def page(self, text: str) -> str:
        """Fill a page; the numbers its calls use are known to the list of sources."""
        numbers = [number for call in calls_in(text) for number in self._numbers(call)]
        self.used = list({number.address: number for number in numbers}.values())
        return fill(text, self.paint)

    def paint(self, call: LateCall) -> str:
        """Return the HTML of one call. Raises KeyError for a name nobody paints."""
        own: dict[str, Callable[..., str]] = {
            "valore": self._value,
            "numero": self._figure,
            "data": self._date,
            "quota": self._share,
            "variazione": self._change,
            "tabella": self._table_call,
            "grafico": self._chart_call,
        }
        if call.name in own:
            return own[call.name](*call.args, **call.options)
        return self.blocks[call.name](self, *call.args)

    def link(self, target: str) -> str:
        """Return the link to an address of the site, relative to the page."""
        return relative(target, self.here)

    def render(self, template: str, **context: Any) -> str:
        """Return a template filled in, without blank edges."""
        return _ENVIRONMENT.get_template(template).render(**context).strip()

    def files(self, base: str, table: str, tree: str, told: Iterable[tuple[int, str]]) -> str:
        """Publish records as CSV and JSON, and return the box that offers them.

        `told` are the year and the document of each record, empty where it has none.
        """
        self.assets[f"{base}.csv"], self.assets[f"{base}.json"] = table, tree
        self._offer(told, f"{base}.csv", f"{base}.json")
        return self.render(
            "scarica.html", csv=self.link(f"{base}.csv"), json=self.link(f"{base}.json")
        )

    def _offer(self, told: Iterable[tuple[int, str]], *files: str) -> None:
        """Take note of what the page lets download."""
        pairs = list(told)
        years = tuple(sorted({year for year, _ in pairs}))
        sources = tuple(dict.fromkeys(source for _, source in pairs if source))
        self.offered.append(Offer(files, years, sources))

    def _numbers(self, call: LateCall) -> Iterable[Number]:
        """Return the numbers a call shows."""
        if call.name in _WITH_NUMBERS:
            return [self.archive.numbers[a] for a in call.args if a in self.archive.numbers]
        if call.name == "tabella":
            return table(self.archive, call.args).numbers()
        if call.name == "grafico":
            return chart(self.archive, call.args, call.options.get("tipo")).table.numbers()
        if call.name in ("atteso_e_raggiunto", "parziali"):
            return self._of_indicator(*call.args)
        return ()

    def _of_indicator(self, year: str, name: str) -> list[Number]:
        indicator = self.archive.indicators[int(year), name]
        known = [f"indicatori.{year}.{name}.{key}" for key in ("atteso", "massimo", "raggiunto")]
        addresses = (*known, *indicator.partial)
        return [self.archive.numbers[a] for a in addresses if a in self.archive.numbers]

    def source_text(self, number: Number) -> str:
        """Say where a number comes from: «Fonte: Relazione 2022, riga 1172»."""
        if number.operands:
            return f"Somma calcolata dal sito di {len(number.operands)} importi"
        if number.source is None or number.line is None:
            return number.gap or ""
        return f"Fonte: {self.archive.sources[number.source].head.short}, riga {number.line}"

    def source_link(self, number: Number) -> str:
        """Return the link to a number's line in its source; a computed one leads to its row."""
        if number.source is not None and number.line is not None:
            return self.link(line_page(number.source, number.line))
        return self.link(number_page(self.archive, number)) if number.operands else ""

    def line_link(self, source: str, line: int) -> str:
        """Return the link to a line of a source, or to its page where the line prints no number."""
        there = line in self.archive.sources[source].index
        return self.link(line_page(source, line) if there else f"fonti/{source}/")

    def number(self, number: Number, text: str) -> str:
        """Return a number as a link to its source."""
        if number.value is None:
            return str(Markup('<span class="pa-vuota">{}</span>').format(text))
        mark = self._mark(number)
        shown = self._plain_number(number, text)
        tied = mark and len(text) <= LONGEST_TIED
        return f'<span class="pa-unito">{shown}{mark}</span>' if tied else shown + mark

    def mark_of(self, number: Number) -> Mark | None:
        """Return the mark of a number, where it has one."""
        return None if self.here == CLAIMS else self._marks.get(number.address)

    def _mark(self, number: Number) -> str:
        """Return the small link from a checked number to its check."""
        mark = self.mark_of(number)
        if mark is None:
            return ""
        url = self.link(f"{CLAIMS}#{mark.check.address}")
        return self.render("rimando.html", stato=mark.check.state.value, url=url, testo=mark.text)

    @cached_property
    def _marks(self) -> Mapping[str, Mark]:
        return marks(self.checks)

    def _plain_number(self, number: Number, text: str) -> str:
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

    def _value(self, address: str) -> str:
        number = self.archive.number(address)
        return self.number(number, formats.qualified(number))

    def _figure(self, address: str) -> str:
        number = self.archive.number(address)
        return self.number(number, formats.bare(number))

    def _date(self, when: str) -> str:
        if when in self.archive.numbers:
            return self._value(when)
        day = read_date(when)
        shown = Markup('<time datetime="{}">{}</time>').format(day.isoformat(), formats.day(day))
        return str(shown)

    def _computed(self, text: str, how: str) -> str:
        return str(Markup('<span class="pa-calcolato" title="{}">{}</span>').format(how, text))

    def _share(self, part: str, total: str) -> str:
        one, two = self.archive.number(part), self.archive.number(total)
        how = f"Calcolato dal sito: {formats.whole(one)} su {formats.whole(two)}"
        return self._computed(share(one.amount, two.amount), how)

    def _change(self, before: str, after: str) -> str:
        one, two = self.archive.number(before), self.archive.number(after)
        how = f"Calcolato dal sito: da {formats.whole(one)} a {formats.whole(two)}"
        return self._computed(difference(one, two), how)

    def _table_call(self, *addresses: str, titolo: str = "") -> str:
        made = table(self.archive, addresses)
        if made.id in self.given:
            return self._above(made.id, titolo or made.caption)
        uri = f"{ASSETS}{made.id}.csv"
        self.assets[uri] = made.csv()
        self._offer(_origins(made.numbers()), uri)
        return self.table(made, caption=titolo or made.caption, csv=self.link(uri))

    def table(
        self, made: Table, *, caption: str, csv: str = "", ids: bool = True, name: str = ""
    ) -> str:
        """Return a table.

        `ids` gives its rows and cells the addresses of their
        numbers, `name` is its own id if it is not the usual one.
        """
        self.given.add(name or made.id)
        return self.render(
            "tabella.html",
            tabella={
                "id": name or made.id,
                "didascalia": caption,
                "csv": csv,
                "fonte": [],
                "colonne": [{"titolo": c.title, "numerica": c.numeric} for c in made.columns],
                "righe": [self._row(made, row, ids) for row in made.rows],
                "note": self._notes(made),
            },
        )

    @staticmethod
    def _notes(made: Table) -> list[dict[str, str]]:
        """Return what must be said under a table: of the whole of it, then of its numbers."""
        notes = [{"voce": "", "testo": made.note}] if made.note else []
        if not made.noted:
            told = [(row.cells[0].text, cell.note) for row in made.rows for cell in row.cells]
            pairs = dict.fromkeys(pair for pair in told if pair[1])
            notes += [{"voce": heading, "testo": note} for heading, note in pairs]
        return notes

    def _row(self, made: Table, row: Row, ids: bool) -> dict[str, Any]:
        head, *cells = row.cells
        heading = escape(formats.tied(head.text))
        if row.link:
            heading = Markup('<a href="{}">{}</a>').format(self.link(row.link), heading)
        for note in dict.fromkeys(cell.note for cell in cells if made.noted and cell.note):
            heading += Markup(' <span class="pa-nota">{}</span>').format(formats.tied(note))
        return {
            "intestazione": heading,
            "totale": row.total,
            "id": self._once(row.anchor) if ids else "",
            "celle": [
                self._cell(cell, column.numeric, row.anchor if ids else None)
                for cell, column in zip(cells, made.columns[1:], strict=True)
            ],
        }

    def _cell(self, cell: Cell, numeric: bool, anchor: str | None) -> dict[str, Any]:
        """Return a cell; its id is its number's address, unless its row already has it."""
        painted = self.number(cell.number, cell.text) if cell.number and not cell.gap else ""
        if cell.number and cell.number.inferred:
            painted = str(
                Markup('{} <span class="pa-dedotto">dedotto</span>').format(Markup(painted))
            )
        own = cell.number.address if cell.number and anchor is not None else ""
        own = "" if own == anchor else self._once(own)
        return {
            "testo": cell.text,
            "html": painted,
            "valore": cell.value if numeric else "",
            "numerica": numeric,
            "vuota": cell.gap,
            "titolo": "",
            "id": own,
        }

    def _once(self, name: str) -> str:
        """Return an id, or nothing if the page has it already."""
        new = "" if name in self.given else name
        self.given.add(name)
        return new

    def _chart_call(
        self, *addresses: str, tipo: str = "", titolo: str = "", frase: str = ""
    ) -> str:
        return self.chart(chart(self.archive, addresses, tipo or None), titolo, frase)

    def chart(self, made: Chart, title: str = "", finding: str = "") -> str:
        """Return a chart with its sentence, legend, picture, downloads, source and table."""
        if f"grafico-{made.id}" in self.given:
            return self._above(f"grafico-{made.id}", title or made.title)
        self.given.add(f"grafico-{made.id}")
        base = ASSETS + made.id
        self.assets[f"{base}.json"] = json.dumps(made.figure, ensure_ascii=False)
        foot = (source_line(self.archive, made), owner_line(self.archive, made))
        self.assets[f"{base}.svg"] = draw(made.figure, made.id, width=PICTURE_WIDTH, foot=foot)
        self.assets[f"{base}.csv"] = made.table.csv()
        self.charts.append(made)
        self._offer(_origins(made.table.numbers()), f"{base}.csv")
        data = self.table(
            replace(made.table, note=""),  # said under the picture
            caption=f"Dati del grafico: {made.title}",
            ids=made.holds_numbers,
            name=f"dati-{made.id}",
        )
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
                "cita": f"{self.link(chart_page(made.id))}#cita" if self.cited else "",
                "tabella": data,
                "fonte": self._documents(made.table.numbers()),
                "nota": made.note,
            },
        )

    def _above(self, name: str, title: str) -> str:
        """Return the link to what the page shows already."""
        link = Markup('<p>Già in questa pagina: <a href="#{}">{}</a>.</p>')
        return str(link.format(name, formats.tied(title)))

    def _documents(self, numbers: Sequence[Number]) -> list[dict[str, str]]:
        """Return the documents some numbers come from, each once."""
        ids = dict.fromkeys(n.source for n in numbers if n.source and n.value is not None)
        return [
            {"testo": self.archive.sources[name].head.short, "url": self.link(f"fonti/{name}/")}
            for name in ids
        ]


def _origins(numbers: Sequence[Number]) -> list[tuple[int, str]]:
    """Return year and document of the numbers that are known."""
    return [(n.year, n.source or "") for n in numbers if n.value is not None]
