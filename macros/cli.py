"""The commands of Casa di vetro, with Italian verbs: `python -m macros --help`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from macros.load import load
from macros.messages import Problem, report
from macros.sources import INDEX_SUFFIX, fingerprint, index_csv, verify_text


@click.group(help="Casa di vetro: dalle parole e dai numeri al sito.")
@click.option(
    "--cartella",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Cartella del progetto.",
)
@click.pass_context
def main(context: click.Context, cartella: Path) -> None:
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
    archive, problems = load(root)
    if archive is not None and testi is not None:
        for source in archive.sources.values():
            problems += verify_text(source, root, testi)
    _finish(sorted(problems), root)
    click.echo("Tutto in ordine.")


@main.command(help="Rifà gli indici dei numeri delle fonti, leggendo i testi in CARTELLA.")
@click.argument("testi", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def indice(root: Path, testi: Path) -> None:
    archive, problems = load(root)
    if archive is None:
        _finish(problems, root)
        return
    for source in archive.sources.values():
        raw = (testi / source.head.text).read_bytes()
        target = (root / source.file).with_suffix(INDEX_SUFFIX)
        target.write_text(index_csv(source.head, raw.decode("utf-8")), encoding="utf-8")
        click.echo(f"{target.name}: sha256 {fingerprint(raw)}")
