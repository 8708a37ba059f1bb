"""What was measured, for people and for machines."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from typing import Any

from bench.measure import Measure
from bench.site import PAIRS, Timed

_COLUMNS = ("", "pagine", "secondi", "secondi CPU", "pagine/s", "memoria MiB")
_WIDTHS = (34, 8, 9, 13, 10, 13)


def heading() -> str:
    """Return the line of titles."""
    return _line(_COLUMNS)


def rows(site: Timed) -> Iterator[str]:
    """Yield a site's lines: one a way of building it, then the ratios."""
    yield site.name
    for step, took in site.steps.items():
        yield _line(
            (
                f"  {step}",
                str(site.pages),
                _italian(took.seconds, 2),
                _italian(took.cpu, 2),
                _italian(site.pages / took.seconds, 1),
                _italian(took.memory, 0),
            )
        )
    for (ours, plain), ratio in zip(PAIRS, _ratios(site), strict=True):
        told = (_italian(each, 2) for each in (ratio.seconds, ratio.cpu, ratio.memory))
        seconds, cpu, memory = told
        yield f"  rapporto «{ours}» / «{plain}»: tempo {seconds}, CPU {cpu}, memoria {memory}"


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = zip(cells, _WIDTHS, strict=True)
    return first[0].ljust(first[1]) + "".join(text.rjust(width) for text, width in rest)


def _italian(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _ratios(site: Timed) -> list[Measure]:
    """Return ours divided by plain, quantity by quantity."""
    pairs = [(site.steps[ours], site.steps[plain]) for ours, plain in PAIRS]
    return [
        Measure(one.seconds / two.seconds, one.cpu / two.cpu, one.memory / two.memory)
        for one, two in pairs
    ]


def record(site: Timed) -> dict[str, Any]:
    """Return a site's measures as plain values; times in seconds, memory in MiB."""
    return {
        "sito": site.name,
        "pagine": site.pages,
        "misure": [
            {
                "passo": step,
                **_plain(took),
                "pagine_al_secondo": round(site.pages / took.seconds, 1),
            }
            for step, took in site.steps.items()
        ],
        "rapporti": [
            {"passo": ours, "rispetto_a": plain, **_plain(ratio)}
            for (ours, plain), ratio in zip(PAIRS, _ratios(site), strict=True)
        ],
    }


def _plain(took: Measure) -> dict[str, float]:
    return {
        "secondi": round(took.seconds, 3),
        "secondi_cpu": round(took.cpu, 3),
        "memoria_mib": round(took.memory, 1),
    }


def machine() -> dict[str, Any]:
    """Return what the measures depend on; the load tells whether something else was running."""
    return {
        "python": platform.python_version(),
        "sistema": f"{platform.system()} {platform.machine()}",
        "processori": os.cpu_count(),
        "carico": round(os.getloadavg()[0], 2),
    }
