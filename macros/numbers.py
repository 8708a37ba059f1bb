"""From the files' data to numbers: typed by their unit, each under its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from macros import scalars
from macros.archive import Number
from macros.catalogue import Refusal, problem
from macros.messages import Place, Problem, suggestion
from macros.schema import BandiFile, Datum, FactsFile, Point, SeriesFile, SpendingFile, Unit
from macros.schema_context import GridFile
from macros.schema_results import IndicatorFile
from macros.yaml_nodes import Node, locate

_READERS = {
    "importo": scalars.read_amount,
    "percentuale": scalars.read_percentage,
    "conteggio": scalars.read_count,
    "misura": scalars.read_number,
}
# The quantities of a bando: key of the file, what it counts, unit.
QUANTITIES = (
    ("stanziato", "allocated", "risorse stanziate dall’ente", "euro"),
    ("stanziato_altri", "allocated_others", "risorse stanziate da altri enti", "euro"),
    ("domande", "applications", "domande presentate", "domande"),
    ("ammissibili", "admissible", "domande ammissibili", "domande"),
    ("ammesse", "admitted", "imprese ammesse", "imprese"),
    ("concesso", "granted", "contributi concessi", "euro"),
)


def typed(text: str, unit: Unit) -> tuple[Decimal | date, int]:
    """Read a value by its unit; return it with the decimals it is printed with."""
    if unit.kind == "data":
        return scalars.read_date(text), 0
    value = _READERS[unit.kind](text)
    exponent = value.as_tuple().exponent
    return value, max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass
class Register:
    """Numbers gathered from all files, with the problems met on the way."""

    units: Mapping[str, Unit]
    numbers: dict[str, Number] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(
        self,
        tree: Node,
        path: tuple[str | int, ...],
        datum: Datum,
        *,
        address: str,
        label: str,
        unit: str,
        year: int,
        source: str,
        elsewhere: tuple[str, ...] = (),
        unit_path: tuple[str | int, ...] = (),
    ) -> None:
        """Type a datum and file it under its address.

        `unit_path` is where its unit is written, if not beside it.
        """
        place = locate(tree, (*path, "valore"))
        if unit not in self.units:
            self._unknown_unit(unit, locate(tree, unit_path or (*path, "unita")), address)
            return
        value: Decimal | date | None = None
        decimals = 0
        if datum.value is not None:
            try:
                value, decimals = typed(datum.value, self.units[unit])
            except Refusal as refusal:
                self.problems.append(refusal.problem(place))
                self.failed.append(address)
                return
        number = Number(
            address,
            label,
            self.units[unit],
            year,
            place,
            value,
            datum.gap,
            decimals,
            datum.qualifier,
            datum.printed or datum.value,
            datum.source or source,
            datum.line,
            datum.also,
            datum.inferred,
            datum.note,
            elsewhere=elsewhere,
            source_place=locate(tree, (*path, "fonte")) if datum.source else None,
        )
        self.file(number)

    def _unknown_unit(self, unit: str, place: Place, address: str) -> None:
        near = suggestion(unit, self.units) or "aggiungila a site_config/unita.yml"
        self.problems.append(problem("D301", place, text=unit, near=near))
        self.failed.append(address)

    def file(self, number: Number) -> None:
        """File a number; two numbers at one address are a clash."""
        other = self.numbers.get(number.address)
        if other is None:
            self.numbers[number.address] = number
            return
        self.problems.append(
            problem(
                "D302",
                number.place,
                address=number.address,
                file=other.place.file,
                line=other.place.line,
            )
        )

    def spending(self, tree: Node, file: SpendingFile) -> None:
        """File what each missione and area cost, and the total, which is computed."""
        base = f"spese.{file.year}"
        for m, missione in enumerate(file.missioni):
            path = ("missioni", m)
            address = f"{base}.{missione.code}"
            self.add(
                tree,
                (*path, "importo"),
                missione.amount,
                address=address,
                label=f"spesa della missione {missione.code}",
                unit="euro",
                year=file.year,
                source=file.source,
            )
            for a, area in enumerate(missione.aree):
                self.add(
                    tree,
                    (*path, "aree", a, "importo"),
                    area.amount,
                    address=f"{address}.{area.id}",
                    label=f"spesa dell'area {area.name}",
                    unit="euro",
                    year=file.year,
                    source=file.source,
                )
        self._total(base, [f"{base}.{m.code}" for m in file.missioni], file.year, tree)

    def _total(self, address: str, operands: list[str], year: int, tree: Node) -> None:
        """File the sum of the operands; it is missing when one of them is."""
        parts = [self.numbers[name] for name in operands if name in self.numbers]
        if len(parts) != len(operands):
            self.failed.append(address)
            return
        gap = next((part.gap for part in parts if part.gap), None)
        total = None if gap else sum((part.amount for part in parts), Decimal(0))
        self.file(
            Number(
                address,
                "spesa di tutte le missioni",
                self.units["euro"],
                year,
                tree.place,
                total,
                gap,
                2,
                operands=tuple(operands),
                note="somma calcolata dal sito",
            )
        )

    def bandi(self, tree: Node, file: BandiFile) -> None:
        """File the quantities of each bando."""
        for b, bando in enumerate(file.bandi):
            for key, attribute, label, unit in QUANTITIES:
                datum: Datum | None = getattr(bando, attribute)
                if datum is not None:
                    self.add(
                        tree,
                        ("bandi", b, key),
                        datum,
                        address=f"bandi.{file.year}.{bando.id}.{key}",
                        label=f"{bando.name}: {label}",
                        unit=unit,
                        year=file.year,
                        source=file.source,
                    )

    def series(self, tree: Node, file: SeriesFile) -> None:
        """File the points of a series, whose unit is one for all."""
        if file.unit not in self.units:
            self._unknown_unit(file.unit, locate(tree, ("unita",)), f"serie.{file.id}")
            return
        for p, point in enumerate(file.points):
            self._point(tree, ("punti", p), point, file)

    def _point(
        self, tree: Node, path: tuple[str | int, ...], point: Point, file: SeriesFile
    ) -> None:
        """File a point, and what other documents print for the same year."""
        address, label = f"serie.{file.id}.{point.year}", f"{file.title}, {point.year}"
        others = tuple(f"{address}.{datum.source}" for datum in point.elsewhere)
        steps = [path, *((*path, "altrove", n) for n in range(len(others)))]
        data = (point, *point.elsewhere)
        for where, datum, name in zip(steps, data, (address, *others), strict=True):
            self.add(
                tree,
                where,
                datum,
                address=name,
                label=label,
                unit=file.unit,
                year=point.year,
                source=file.source,
                elsewhere=others if datum is point else (),
            )

    def facts(self, tree: Node, file: FactsFile) -> None:
        """File the single numbers of a topic."""
        for f, fact in enumerate(file.facts):
            self.add(
                tree,
                ("dati", f),
                fact,
                address=f"fatti.{file.year}.{file.tema}.{fact.id}",
                label=fact.label,
                unit=fact.unit,
                year=file.year,
                source=file.source,
            )

    def grid(self, tree: Node, file: GridFile) -> None:
        """File the cells of a statistical table, column by column."""
        for r, row in enumerate(file.rows):
            for c, (column, cell) in enumerate(zip(file.columns, row.cells, strict=True)):
                self.add(
                    tree,
                    ("righe", r, "celle", c),
                    cell,
                    address=f"tavole.{file.year}.{file.id}.{column.id}.{row.id}",
                    label=f"{row.title}: {column.title}",
                    unit=column.unit,
                    year=file.year,
                    source=file.source,
                    unit_path=("colonne", c, "unita"),
                )

    def indicator(self, tree: Node, file: IndicatorFile) -> None:
        """File the targets and the result of an indicator, those that are numbers."""
        for t, target in enumerate(file.targets):
            holds = target is file.target
            name = "atteso" if holds else f"atteso-{target.year}-{t + 1}"
            self._of_indicator(tree, ("attesi", t, "valore"), target.value, file, name)
            upper = "massimo" if holds else f"massimo-{target.year}-{t + 1}"
            self._of_indicator(tree, ("attesi", t, "massimo"), target.upper, file, upper)
        if file.result is not None:
            path = ("raggiunto", "valore")
            self._of_indicator(tree, path, file.result.value, file, "raggiunto")

    def _of_indicator(
        self,
        tree: Node,
        path: tuple[str | int, ...],
        datum: Datum | None,
        file: IndicatorFile,
        name: str,
    ) -> None:
        if datum is None or file.unit is None:
            return
        kinds = {"raggiunto": "valore raggiunto", "atteso": "valore atteso"}
        self.add(
            tree,
            path,
            datum,
            address=f"indicatori.{file.year}.{file.id}.{name}",
            label=f"{file.title}: {kinds.get(name.partition('-')[0], 'valore atteso massimo')}",
            unit=file.unit,
            year=file.year,
            source=file.source,
            unit_path=("unita",),
        )
