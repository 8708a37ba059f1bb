"""The commands of Casa di vetro, with Italian verbs: `python -m macros --help`."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import click

from macros.access_logs import Reading, hashed, log_lines, merged, visits_file
from macros.archive import Archivio
from macros.assets import AssetsMissing
from macros.build import BuildFailed, build
from macros.checks_law import doubts
from macros.claim_words import counts, tell
from macros.claims import DISAGREEING, Check, place_of
from macros.coverage import coverage, told
from macros.export import written
from macros.law import Tree
from macros.load import load
from macros.messages import Problem, ProblemsFound, report
from macros.preview import preview, serve
from macros.sheets import PrinterMissing, Sheet, print_sheets, size_text
from macros.site import Site, read_site, read_site_or_refuse
from macros.sources import INDEX_SUFFIX, fingerprint, index_csv, missing_text, verify_text


@click.group(help="Casa di vetro: dalle parole e dai numeri al sito.")
@click.option(
    "--cartella",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Cartella del progetto.",
)
@click.pass_context
def main(context: click.Context, cartella: Path) -> None:
    """Hand the project's folder to the commands."""
    context.obj = cartella.resolve()


def _finish(problems: list[Problem], root: Path) -> None:
    """Print the problems and leave with exit code 1 if any is an error."""
    if problems:
        click.echo(report(problems, root), err=True)
    if any(not problem.warning for problem in problems):
        sys.exit(1)


@main.command(help="Controlla parole e numeri, senza costruire il sito.")
@click.option(
    "--testi",
    envvar="CASA_TESTI",
    type=click.Path(path_type=Path),
    help="Cartella dei testi delle fonti, per verificare anche gli indici.",
)
@click.pass_obj
def controlla(root: Path, testi: Path | None) -> None:
    """Check everything; exit code 1 on any error. Then tell every claim, computed again."""
    site, problems = read_site(root)
    archive, _ = load(root) if testi else (None, ())
    if archive is not None and testi is not None:
        for source in archive.sources.values():
            problems += verify_text(source, archive.trees[source.file], root, testi)
    _finish(sorted(problems), root)
    if site is not None and site.archive.law is not None:
        _list_doubts(site.archive, site.archive.law)
    if site is not None and site.checks:
        _list_claims(site)
    click.echo("Tutto in ordine.")


@main.command(help="Rifà i conti delle relazioni e li mostra tutti, uno per uno.")
@click.pass_obj
def verifica(root: Path) -> None:
    """Tell every claim, computed again; exit code 1 where the data are wrong."""
    site, problems = read_site(root)
    _finish(problems, root)
    if site is not None:
        for check in site.checks:
            _tell_claim(site, check)
        click.echo(f"Verifiche: {counts(site.checks)}.")


def _list_doubts(archive: Archivio, tree: Tree) -> None:
    """Print what is not confirmed in the law's tree: for the body, not for readers of the site."""
    found = list(doubts(archive, tree))
    for place, title, doubt in found:
        click.echo(f"Da confermare · {place.file}:{place.line} · {title}: {doubt}")
    if found:
        click.echo(f"Amministrazione trasparente, da confermare: {len(found)}.\n")


def _list_claims(site: Site) -> None:
    """Print claims: a line each; last, and whole, those that do not hold; then how many in all."""
    for check in site.checks:
        if check.state not in DISAGREEING:
            told = tell(site.archive, check)
            steps = filter(None, (told.label, _where(site, check), told.sum, check.gap))
            click.echo(" · ".join(steps))
    click.echo()
    for check in site.checks:
        if check.state in DISAGREEING:
            _tell_claim(site, check)
    click.echo(f"Verifiche: {counts(site.checks)}.")


def _tell_claim(site: Site, check: Check) -> None:
    """Print a claim with its verdict, its line, its sum, and what there is to say of it."""
    told = tell(site.archive, check)
    click.echo(f"{told.label} · {_where(site, check)}")
    for text in filter(None, (check.claim.says, told.sum, *told.sentences, check.claim.note)):
        click.echo(f"  {text}")
    click.echo()


def _where(site: Site, check: Check) -> str:
    place = place_of(site.archive, check.file, check.claim)
    return f"{place.file}:{place.line}"


@main.command(help="Rifà gli indici dei numeri delle fonti, leggendo i testi in CARTELLA.")
@click.argument("testi", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def indice(root: Path, testi: Path) -> None:
    """Write the index of every source and tell its fingerprint."""
    archive, problems = load(root)
    if archive is None:
        _finish(problems, root)
        return
    missing = [
        source for source in archive.sources.values() if not (testi / source.head.text).is_file()
    ]
    _finish([missing_text(source, archive.trees[source.file]) for source in missing], root)
    for source in archive.sources.values():
        raw = (testi / source.head.text).read_bytes()
        target = (root / source.file).with_suffix(INDEX_SUFFIX)
        target.write_text(index_csv(source.head, raw.decode("utf-8")), encoding="utf-8")
        click.echo(f"{target.name}: sha256 {fingerprint(raw)}")


@main.command(help="Dice se ogni numero stampato nelle fonti è nei dati o fra gli esclusi.")
@click.option(
    "--testi",
    type=click.Path(path_type=Path),
    help="Cartella dei testi delle fonti, per mostrare anche le righe.",
)
@click.pass_obj
def copertura(root: Path, testi: Path | None) -> None:
    """Report on every source; exit code 1 when a number is lost or an exclusion is stale."""
    archive, problems = load(root)
    if archive is None:
        _finish(problems, root)
        return
    covered = coverage(archive)
    for found in covered:
        source, lines = found.source, list[str]()
        if testi is not None:
            problems += verify_text(source, archive.trees[source.file], root, testi)
            if (testi / source.head.text).is_file():
                lines = (testi / source.head.text).read_text(encoding="utf-8").split("\n")
        click.echo(f"{told(found, lines)}\n")
    _finish(sorted(problems), root)
    if not all(found.whole for found in covered):
        sys.exit(1)
    click.echo("Nessun numero è andato perso.")


@main.command(help="Conta le pagine viste nei registri del server e scrive data/visite/ANNO.yml.")
@click.argument(
    "registri", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path)
)
@click.pass_obj
def statistiche(root: Path, registri: tuple[Path, ...]) -> None:
    """Publish the visits told by access logs; exit code 1 when a log cannot be read."""
    site, problems = read_site(root)
    if site is None:
        _finish(problems, root)
        return
    base = f"{urlsplit(site.archive.body.web).path.rstrip('/')}/"
    reading = _read_logs(registri, site.by_url, base)
    if not reading.months:
        _refuse("Nei registri non c’è nessuna pagina di questo sito: non è stato scritto niente.")
    years, left = merged(reading, site.archive.visits)
    for year, file in years.items():
        path = root / "data" / "visite" / f"{year}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(visits_file(file), encoding="utf-8")
        seen = sum(month.seen for month in file.months)
        click.echo(f"{path.relative_to(root).as_posix()}: {seen} pagine viste")
    for month in left:
        click.echo(
            f"{month}: i registri ne dicono meno di quanto è già pubblicato; il mese resta com’è. "
            "Per rifarlo servono tutti i suoi registri.",
            err=True,
        )


def _read_logs(paths: Sequence[Path], pages: Collection[str], base: str) -> Reading:
    """Read the logs, all or none, and tell how many lines could not be read."""
    reading = Reading()
    seen: dict[bytes, Path] = {}
    for path in paths:
        before, unread = reading.lines, len(reading.unread)
        try:
            told = sha256()
            reading.read(hashed(log_lines(path), told), pages, base)
        except (OSError, EOFError, zlib.error) as error:
            _refuse(f"{path}: non si legge ({error}). Non è stato scritto niente.")
        if told.digest() in seen:
            same = seen[told.digest()]
            _refuse(f"{path} è uguale a {same}: le visite si conterebbero due volte.")
        seen[told.digest()] = path
        wrong = [line - before for line in reading.unread[unread:]]
        if wrong:
            click.echo(
                f"{path}: righe che non si capiscono e non sono contate: {len(wrong)} su "
                f"{reading.lines - before}; la prima è la {wrong[0]}",
                err=True,
            )
    return reading


def _refuse(told: str) -> NoReturn:
    click.echo(told, err=True)
    sys.exit(1)


@main.command(help="Costruisce il sito nella cartella site/.")
@click.option("--in", "target", type=click.Path(path_type=Path), help="Cartella da scrivere.")
@click.pass_obj
def costruisci(root: Path, target: Path | None) -> None:
    """Build the site; exit code 1 and the old site kept when anything is wrong."""
    _build(root, target)


@main.command(help="Costruisce il sito con i PDF da stampare: le relazioni e le missioni.")
@click.option("--in", "target", type=click.Path(path_type=Path), help="Cartella da scrivere.")
@click.pass_obj
def stampa(root: Path, target: Path | None) -> None:
    """Build the site as `costruisci` does, with a PDF beside each report and each missione."""
    made: list[Sheet] = []
    _build(root, target, lambda site: lambda folder: made.extend(print_sheets(folder, site)))
    for sheet in made:
        click.echo(f"  {sheet.uri}: {size_text(sheet.size)}, {sheet.pages} pagine")


def _build(
    root: Path, target: Path | None, finish: Callable[[Site], Callable[[Path], None]] | None = None
) -> None:
    """Build the site, with what `finish` adds to it; leave with exit code 1 if that cannot be."""
    out = (target or root / "site").resolve()
    site, problems = read_site(root)
    if problems:
        click.echo(report(problems, root), err=True)
    if site is None:
        _not_built()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        pages = build(root, site, out, finish(site) if finish else None)
    except (BuildFailed, AssetsMissing, PrinterMissing, OSError) as error:
        click.echo(str(error), err=True)
        _not_built()
    click.echo(f"Sito costruito: {pages} pagine in {out}")


def _not_built() -> NoReturn:
    click.echo("Il sito non è stato costruito. Quello di prima resta al suo posto.", err=True)
    sys.exit(1)


@main.command(help="Mostra il sito mentre lo si scrive.")
@click.option("--indirizzo", default="127.0.0.1:8000", show_default=True, help="Dove mostrarlo.")
@click.pass_obj
def anteprima(root: Path, indirizzo: str) -> None:
    """Serve the live preview."""
    preview(root, indirizzo)


@main.command(hidden=True)
@click.argument("indirizzo")
@click.pass_obj
def servi(root: Path, indirizzo: str) -> None:
    """Serve once, without following the code: what `anteprima` starts again and again."""
    serve(root, indirizzo)


@main.command(help="Scrive le pagine in Markdown, per un altro generatore di siti.")
@click.argument("cartella", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def genera(root: Path, cartella: Path) -> None:
    """Write every page and download as files."""
    try:
        site = read_site_or_refuse(root)
    except ProblemsFound as found:
        _finish(found.problems, root)
        return
    for uri, text in written(site).items():
        path = cartella / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    click.echo(f"{len(site.pages)} pagine scritte in {cartella}")
