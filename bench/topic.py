"""A topic of the invented body: what it holds, and its words. The same topics return every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench.words import TITLES, paragraph, sentence, slug

EVERY = 12  # what topics hold comes back every twelve; the first nine are of the first missione
OF_THE_FIRST_MISSIONE = 9
CALLS = (0, 6)
SERIES = (8, 9, 11)  # like the real ones, mostly of the other missioni
FACTS_OF_A_TOPIC = (3, 0, 4, 6)  # in turn
Named = tuple[str, str]  # a label and its address


@dataclass(frozen=True)
class Topic:
    """A topic by its number in the list of titles, and where it belongs."""

    number: int
    missione: str
    area: str

    @property
    def title(self) -> str:
        """The title, different for every number."""
        return TITLES[self.number]

    @property
    def slug(self) -> str:
        """The name in addresses."""
        return slug(self.title)

    @property
    def facts(self) -> int:
        """How many single numbers it has."""
        return FACTS_OF_A_TOPIC[self.number % len(FACTS_OF_A_TOPIC)]

    @property
    def has_calls(self) -> bool:
        """Whether it gave grants."""
        return self.number % EVERY in CALLS

    @property
    def has_series(self) -> bool:
        """Whether its numbers are told over several years."""
        return self.number % EVERY in SERIES


def body(
    random: Random,
    facts: Sequence[Named],
    calls: Sequence[Named],
    points: Sequence[str],
    spent: str,
) -> str:
    """Return the Markdown of a topic: no number typed, only addresses.

    `points` are the addresses of its series' points, `spent` that of what its missione cost.
    """
    return "\n\n".join(
        [
            _opening(random, facts, spent),
            "## Che cosa è stato fatto",
            "\n".join(f"- {item}" for item in _items(random, facts, calls)),
            "## Perché",
            paragraph(random, 4),
            paragraph(random, 3),
            *(_trend(random, points) if points else ()),
        ]
    )


def _opening(random: Random, facts: Sequence[Named], spent: str) -> str:
    shares = [
        f'È il {{{{ quota("{address}", "{spent}") }}}} della spesa della missione.'
        for _, address in facts
        if address.endswith(".costo")
    ]
    return " ".join([paragraph(random, 2), *shares])


def _items(random: Random, facts: Sequence[Named], calls: Sequence[Named]) -> list[str]:
    told = [
        f'**{label}**: {{{{ valore("{address}") }}}}. {sentence(random)}'
        for label, address in facts
    ]
    told += [
        f'**{name}**: l’ente ha messo {{{{ importo("{address}.stanziato") }}}}. Sono arrivate '
        f'{{{{ valore("{address}.domande") }}}} e i contributi sono '
        f'{{{{ importo("{address}.concesso") }}}}.'
        for name, address in calls
    ]
    return [*told, *(sentence(random) for _ in range(3))]


def _trend(random: Random, points: Sequence[str]) -> list[str]:
    series = points[0].rpartition(".")[0]
    return [
        "## Come è andata negli anni",
        f'Le domande sono {{{{ variazione("{points[0]}", "{points[-1]}") }}}}. {sentence(random)}',
        f'{{{{ grafico("{series}") }}}}',
    ]
