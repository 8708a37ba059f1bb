"""How fast the renderer draws: `python -m bench.charts`.

200 charts of mixed types, from the golden figures, each with its legend.
"""

from __future__ import annotations

import gzip
import json
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from macros.svg import draw, legend

CHARTS = 200
ROUNDS = 5
FIGURES = Path(__file__).parents[1] / "tests" / "golden" / "svg"


def main() -> None:
    """Draw the charts a few times over; print the best time and the heaviest chart."""
    figures = [json.loads(path.read_text("utf-8")) for path in sorted(FIGURES.glob("*.json"))]
    chosen = list(islice(cycle(figures), CHARTS))
    best = float("inf")
    for _ in range(ROUNDS):
        start = perf_counter()
        drawn = [legend(figure, f"g{n}") + draw(figure, f"g{n}") for n, figure in enumerate(chosen)]
        best = min(best, perf_counter() - start)
    heaviest = max(len(gzip.compress(chart.encode(), mtime=0)) for chart in drawn)
    print(
        f"{CHARTS} grafici in {best:.3f} s, {CHARTS / best:.0f} al secondo (il meglio di {ROUNDS})"
    )
    print(f"il grafico più pesante, con la legenda: {heaviest} byte compressi (gzip)")


if __name__ == "__main__":
    main()
