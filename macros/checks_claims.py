"""Checks of claims: their formulas and addresses, and the gate: no disagreement unexplained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from macros.archive import Archivio
from macros.catalogue import problem
from macros.checks import known_address, known_missione, known_source
from macros.claim_words import tell
from macros.claims import DISAGREEING, check_claim, computed, place_of
from macros.formula import Formula, argument_of, parse
from macros.formula_functions import Missing, Uncomputable
from macros.messages import Place, Problem
from macros.schema_claims import Claim, ClaimKind

RULES = "site_config/verifiche.yml"
_CURES = (
    "aggiungi  dichiarato: …  oppure scrivi un confronto, con < <= > >= ==",
    "togli il confronto dalla formula, oppure togli  dichiarato: …",
)
# What the formula of each kind does: how that shows in it, and in words.
_KINDS: Mapping[ClaimKind, tuple[Callable[[Formula], bool], str]] = {
    "somma": (lambda f: bool(f.operations & {"+", "-", "somma"}), "una somma o una differenza"),
    "quota": (lambda f: "/" in f.operations, "una divisione"),
    "rapporto": (lambda f: "/" in f.operations, "una divisione"),
    "variazione": (lambda f: bool(f.operations & {"-", "/"}), "una differenza o una divisione"),
    "conteggio": (
        lambda f: "conta" in f.operations or not f.addresses,
        "conta() con le voci elencate, oppure un conto di anni o di giorni",
    ),
    "confronto": (
        lambda f: f.is_statement or bool(f.operations & {"minimo", "massimo"}),
        "un confronto (< <= > >= ==), oppure minimo() o massimo()",
    ),
    "stesso valore": (lambda f: len(f.addresses) == 1, "un indirizzo solo: l’altro passo"),
    "data": (lambda f: f.is_statement, "un confronto fra giorni, o un giorno della settimana"),
    "termine": (lambda f: f.is_statement, "un confronto con il termine"),
}


def check_claims(archive: Archivio, *, sound: bool = True) -> Iterator[Problem]:
    """Yield the problems of claims; where there are none, what is unexplained or unverified.

    From data that are not `sound` nothing is computed again: a mistake is told once.
    """
    found = sorted(_check_files(archive))
    yield from found
    if not sound or found or archive.missing:
        return
    broken = list(_check_sums(archive))
    yield from broken
    if not broken:
        yield from _gate(archive)
        yield from _check_forgotten(archive)


def _check_files(archive: Archivio) -> Iterator[Problem]:
    """Yield what is wrong in the claims as they are written."""
    seen: dict[tuple[int, str], Place] = {}
    for (year, name), file in archive.claims.items():
        path = archive.files[f"verifiche.{year}.{name}"]
        yield from known_source(archive, file.source, archive.place(path, "fonte"))
        for index, claim in enumerate(file.claims):
            place = archive.place(path, "verifiche", index, "id")
            first = seen.setdefault((year, claim.id), place)
            if first != place:
                yield problem(
                    "D332", place, text=claim.id, year=year, other=first.file, line=first.line
                )
            wrong = list(_check(archive, path, index, claim))
            yield from wrong or _check_kind(archive, path, index, claim)
            yield from _check_lines(archive, path, index, claim, file.source)
    yield from _check_unclaimed(archive)
    years = {year for year, _ in archive.claims}
    for index, year in enumerate(archive.found_by_us):
        if year not in years and not archive.waits(f"verifiche.{year}"):
            yield problem("D344", archive.place(RULES, "rilevate_dal_sito", index), year=year)


def _check(archive: Archivio, path: str, index: int, claim: Claim) -> Iterator[Problem]:
    """Refuse addresses that lead nowhere, and formulas that do not suit what is declared."""
    if claim.missione is not None:
        place = archive.place(path, "verifiche", index, "missione")
        yield from known_missione(archive, claim.missione, place)
    if claim.declared is not None:
        place = archive.place(path, "verifiche", index, "dichiarato")
        yield from known_address(archive, claim.declared, place)
    for formula, place in _formulas(archive, path, index, claim):
        if formula.is_statement == (claim.declared is not None):
            yield problem("D333", place, near=_CURES[claim.declared is not None])
        elif claim.declared in formula.addresses:
            yield problem("D337", place)
        elif not (formula.addresses or formula.counts_items or claim.lines):
            yield problem("D338", place)
        for address in formula.addresses:
            yield from known_address(archive, address, place)


def _formulas(
    archive: Archivio, path: str, index: int, claim: Claim
) -> Iterator[tuple[Formula, Place]]:
    """Yield every formula of a claim, the main one first, with its place."""
    if claim.formula is not None:
        yield parse(claim.formula), archive.place(path, "verifiche", index, "formula")
    for n, way in enumerate(claim.others):
        place = archive.place(path, "verifiche", index, "altri_calcoli", n, "formula")
        yield parse(way.formula), place


def _check_kind(archive: Archivio, path: str, index: int, claim: Claim) -> Iterator[Problem]:
    """The kind says what is done; two passages with the same value are of the same quantity."""
    if claim.formula is None:
        return
    formula, (fits, wants) = parse(claim.formula), _KINDS[claim.kind]
    if not fits(formula):
        place = archive.place(path, "verifiche", index, "tipo")
        known = ", ".join(_KINDS)
        yield problem("D339", place, kind=claim.kind, wants=wants, kinds=known)
    one = archive.numbers.get(claim.declared or "")
    two = archive.numbers.get(argument_of(formula.tree, "v") or "")
    if claim.kind == "stesso valore" and one and two and one.unit.kind != two.unit.kind:
        place = archive.place(path, "verifiche", index, "formula")
        kinds = one.unit.kind, two.unit.kind
        yield problem("D340", place, kind=claim.kind, one=kinds[0], two=kinds[1])


def _check_lines(
    archive: Archivio, path: str, index: int, claim: Claim, source: str
) -> Iterator[Problem]:
    """A line a claim cites is one the source has: the last that prints a number is its end."""
    if source not in archive.sources or not archive.sources[source].index:
        return
    last = max(archive.sources[source].index)
    for n, line in enumerate(claim.lines):
        if line > last:
            place = archive.place(path, "verifiche", index, "righe", n)
            name = archive.sources[source].head.short
            yield problem("D341", place, line=line, source=name, last=last)


def _check_unclaimed(archive: Archivio) -> Iterator[Problem]:
    """What is listed as no claim is a number of that year's report, and no claim declares it."""
    declared = {
        claim.declared: place_of(archive, file, claim)
        for file in archive.claims.values()
        for claim in file.claims
    }
    for address, listed in archive.unclaimed.items():
        yield from known_address(archive, address, listed.place)
        claimed, number = declared.get(address), archive.numbers.get(address)
        if claimed is not None:
            file, line = claimed.file, claimed.line
            yield problem("D342", listed.place, address=address, file=file, line=line)
        source = archive.sources.get(number.source or "") if number else None
        year = int(PurePosixPath(listed.place.file).name[:4])
        if source is not None and source.head.year != year:
            name = source.head.short
            yield problem("D343", listed.place, address=address, year=year, source=name)


def _check_sums(archive: Archivio) -> Iterator[Problem]:
    """Every sum can be done, unless the source does not print one of its numbers."""
    for (year, name), file in archive.claims.items():
        path = archive.files[f"verifiche.{year}.{name}"]
        for index, claim in enumerate(file.claims):
            for formula, place in _formulas(archive, path, index, claim):
                try:
                    computed(archive, formula, len(claim.items))
                except Missing:
                    continue
                except Uncomputable as error:
                    yield problem("D336", place, reason=error.reason)


def _gate(archive: Archivio) -> Iterator[Problem]:
    """A disagreement needs the body's note, but in the years whose report the site itself reads."""
    for file in archive.claims.values():
        for claim in file.claims:
            if claim.note is None and file.year not in archive.found_by_us:
                check = check_claim(archive, file, claim)
                if check.state in DISAGREEING:
                    place = place_of(archive, file, claim)
                    yield problem("D330", place, text=claim.id, sum=tell(archive, check).sum)


def _check_forgotten(archive: Archivio) -> Iterator[Problem]:
    """Every percentage of a report with claims is in one, or is listed with the reason why not."""
    claims = [claim for file in archive.claims.values() for claim in file.claims]
    claimed = {claim.declared for claim in claims}
    told = {file.source for file in archive.claims.values()}
    for address, number in archive.numbers.items():
        if number.unit.kind != "percentuale" or number.source not in told or number.value is None:
            continue
        if address not in claimed and address not in archive.unclaimed:
            yield problem("D331", number.place, warning=True, address=address, year=number.year)
