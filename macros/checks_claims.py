"""Checks of claims: their formulas and addresses, and the gate: no disagreement unexplained."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from macros.archive import Archivio
from macros.catalogue import problem
from macros.checks import known_address, known_missione, known_source
from macros.claim_words import tell
from macros.claims import DISAGREEING, addresses, check_claim
from macros.formula import parse
from macros.messages import Place, Problem
from macros.schema_claims import Claim

_CURES = (
    "aggiungi  dichiarato: …  oppure scrivi un confronto, con < <= > >= ==",
    "togli il confronto dalla formula, oppure togli  dichiarato: …",
)


def check_claims(archive: Archivio, *, sound: bool = True) -> Iterator[Problem]:
    """Yield the problems of claims; where there are none, what is unexplained or unverified.

    From data that are not `sound` nothing is computed again: a mistake is told once.
    """
    found = sorted(_check_files(archive))
    yield from found
    if sound and not found and not archive.missing:
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
            yield from _check(archive, path, index, claim)
    for address, listed in archive.unclaimed.items():
        yield from known_address(archive, address, listed.place)


def _check(archive: Archivio, path: str, index: int, claim: Claim) -> Iterator[Problem]:
    """Refuse addresses that lead nowhere, and formulas that do not suit what is declared."""

    def place(*steps: str | int) -> Place:
        return archive.place(path, "verifiche", index, *steps)

    if claim.missione is not None:
        yield from known_missione(archive, claim.missione, place("missione"))
    if claim.declared is not None:
        yield from known_address(archive, claim.declared, place("dichiarato"))
    formulas = [(claim.formula, place("formula"))] if claim.formula else []
    formulas += [
        (way.formula, place("altri_calcoli", n, "formula")) for n, way in enumerate(claim.others)
    ]
    for text, where in formulas:
        formula = parse(text)
        if isinstance(formula.tree, ast.Compare) == (claim.declared is not None):
            yield problem("D333", where, near=_CURES[claim.declared is not None])
        for address in formula.addresses:
            yield from known_address(archive, address, where)


def _gate(archive: Archivio) -> Iterator[Problem]:
    """A disagreement needs the body's note, but in the years whose report the site itself reads."""
    for (year, name), file in archive.claims.items():
        path = archive.files[f"verifiche.{year}.{name}"]
        for index, claim in enumerate(file.claims):
            if claim.note is None and year not in archive.found_by_us:
                check = check_claim(archive, file, claim)
                if check.state in DISAGREEING:
                    place = archive.place(path, "verifiche", index, "id")
                    yield problem("D330", place, text=claim.id, sum=tell(archive, check).sum)


def _check_forgotten(archive: Archivio) -> Iterator[Problem]:
    """Every percentage of a report with claims is in one, or is listed with the reason why not."""
    claims = [claim for file in archive.claims.values() for claim in file.claims]
    claimed = {address for claim in claims for address in addresses(claim)}
    told = {file.source for file in archive.claims.values()}
    for address, number in archive.numbers.items():
        if number.unit.kind != "percentuale" or number.source not in told or number.value is None:
            continue
        if address not in claimed and address not in archive.unclaimed:
            yield problem("D331", number.place, warning=True, address=address, year=number.year)
