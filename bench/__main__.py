"""`python -m bench`: the real site and synthetic ones, ours and plain MkDocs, in one run."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import python
from bench.printout import heading, machine, record, rows
from bench.site import QUIET, Timed, timed

PROJECT = Path(__file__).resolve().parents[1]
SIZES = (100, 500, 2000)
NOTES = """\
Secondi: quelli dell'orologio. Memoria: il processo più grande, come la dice il sistema alla fine.
«MkDocs» costruisce le pagine; «Pagefind» ne fa l'indice; «tutto» è «make site»: dati, pagine,
collegamenti, indice. «MkDocs + Material» parte dalle stesse pagine già calcolate, con grafici e
tabelle dentro: non legge e non controlla i dati."""


def main() -> None:
    """Measure, print as it goes, and write the JSON if asked."""
    options = _options()
    about = machine()
    print(", ".join(f"{key} {value}" for key, value in about.items()))
    print(f"{NOTES}\n\n{heading()}")
    sites = []
    with tempfile.TemporaryDirectory(prefix="casa-di-vetro-") as folder:
        scratch = Path(folder)
        timed("prima volta", PROJECT, scratch, 1)  # not counted: it fills the disk's cache
        sites.append(_told(timed("il sito vero", PROJECT, scratch, options.ripeti)))
        for pages in options.pagine:
            project = scratch / f"finto-{pages}"
            python("bench.synthetic", str(pages), str(project), folder=PROJECT, environment=QUIET)
            sites.append(_told(timed("sito finto", project, scratch, options.ripeti)))
    if options.json:
        told = {"macchina": about, "ripetizioni": options.ripeti, "siti": list(map(record, sites))}
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(flush=True)
    for module in ("bench.charts", "bench.speed"):
        subprocess.run([sys.executable, "-m", module], cwd=PROJECT, check=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Misura la costruzione.")
    parser.add_argument(
        "--pagine",
        type=int,
        nargs="*",
        default=SIZES,
        metavar="N",
        help="quante pagine hanno i siti finti (se manca: 100 500 2000)",
    )
    parser.add_argument(
        "--ripeti", type=int, default=1, metavar="N", help="quante volte; si stampa la mediana"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="scrive le misure anche qui")
    return parser.parse_args()


def _told(site: Timed) -> Timed:
    print("\n".join(rows(site)), flush=True)
    return site


if __name__ == "__main__":
    main()
