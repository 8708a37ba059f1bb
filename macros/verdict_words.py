"""The verdict of an indicatore in words: the badge, the sentence, the sum that gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros.archive import Archivio, Number
from macros.formats import counted, day, figure, qualified, whole
from macros.formula import parse
from macros.formula_words import shown
from macros.goals import Goal, compared, goal, is_vague, span
from macros.schema_results import Comparator, IndicatorFile, Target
from macros.sentences import join, lowered, of_the, tally, the
from macros.verdict import State, Verdict

LABELS = {
    State.MET: "Raggiunto",
    State.MISSED: "Non raggiunto",
    State.DECLARED_MET: "Raggiunto, lo dichiara l’ente",
    State.DECLARED_MISSED: "Non raggiunto, o solo in parte: lo dichiara l’ente",
    State.UNCLEAR: "Il conto non torna",
    State.UNMEASURED: "Non misurabile",
}
_COUNTED = {
    State.MET: ("raggiunto", "raggiunti"),
    State.MISSED: ("non raggiunto", "non raggiunti"),
    State.DECLARED_MET: ("dichiarato raggiunto dall’ente", "dichiarati raggiunti dall’ente"),
    State.DECLARED_MISSED: (
        "dichiarato non raggiunto, o solo in parte, dall’ente",
        "dichiarati non raggiunti, o solo in parte, dall’ente",
    ),
    State.UNCLEAR: ("con un conto che non torna", "con un conto che non torna"),
    State.UNMEASURED: ("non misurabile", "non misurabili"),
}
_COMPARED = {
    ">=": "almeno",
    "<=": "al massimo",
    ">": "più di",
    "<": "meno di",
    "=": "esattamente",
}
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}


@dataclass(frozen=True)
class Told:
    """What is said of a verdict: the badge, the sentence, then the steps that lead to it."""

    label: str
    sentence: str
    steps: tuple[str, ...]


def counts(states: Sequence[State]) -> str:
    """Say how many indicatori ended how: «3 raggiunti, 1 non raggiunto e 2 non misurabili»."""
    told = tally((states.count(state), _COUNTED[state]) for state in State)
    return told or "nessun indicatore"


def label(indicator: IndicatorFile, verdict: Verdict) -> str:
    """Return what the badge of one indicatore says; LABELS are for groups of them."""
    if verdict.state is not State.DECLARED_MISSED or indicator.declared is None:
        return LABELS[verdict.state]
    partly = indicator.declared.outcome == "conseguito in parte"
    return f"{'Raggiunto in parte' if partly else 'Non raggiunto'}, lo dichiara l’ente"


def expected(target: Target, number: Number | None, upper: Number | None = None) -> str:
    """Return a target in words: «almeno 80 %», «fra 5 giorni e 8 giorni», or its criterion."""
    if target.criterion is not None:
        return target.criterion
    if number is None or target.comparator is None:
        return ""
    if target.comparator == "fra":
        return f"fra {_end(number)} e {_end(upper)}"
    if number.value is None:
        return number.gap or ""
    if isinstance(number.value, date):
        return _by(target.comparator, day(number.value))
    said_again = number.qualifier in ("almeno", "fino a")  # by the comparison itself
    return f"{_COMPARED[target.comparator]} {whole(number) if said_again else qualified(number)}"


def _end(number: Number | None) -> str:
    """Return an end of a range."""
    if number is None or number.value is None:
        return f"un estremo che manca ({number.gap if number else 'non letto'})"
    return the(day(number.value)) if isinstance(number.value, date) else qualified(number)


def _by(comparator: Comparator, told: str) -> str:
    """Return a term: «entro il 30 giugno 2019», «prima dell’8 marzo 2019»."""
    if comparator in ("<", ">="):
        return f"{'prima' if comparator == '<' else 'non prima'} {of_the(told)}"
    return {"<=": "entro ", ">": "dopo "}.get(comparator, "") + the(told)


def reached(indicator: IndicatorFile, number: Number | None) -> str:
    """Return a result in words, or why it is missing."""
    if indicator.result is None:
        return indicator.result_gap or ""
    if indicator.result.words is not None:
        return indicator.result.words
    return qualified(number) if number is not None else ""


def marked(text: str, number: Number | None) -> str:
    """Return what is said of a number, with a mark if we inferred it."""
    return f"{text} (dedotto)" if number is not None and number.inferred else text


def tell(archive: Archivio, indicator: IndicatorFile, verdict: Verdict) -> Told:
    """Return a verdict in words."""
    steps = (
        *_other_targets(archive, indicator, verdict),
        _period(indicator, verdict),
        _comparison(indicator, verdict),
        *_again(archive, indicator, verdict),
        _against_declared(indicator, verdict),
        _parts(verdict),
    )
    return Told(
        label(indicator, verdict), _sentence(indicator, verdict), tuple(filter(None, steps))
    )


def _sentence(indicator: IndicatorFile, verdict: Verdict) -> str:
    told = expected(indicator.target, verdict.target, verdict.upper).rstrip(".")
    target = lowered(marked(told, verdict.target))
    if indicator.result is None:
        return f"Atteso: {target}. Il risultato manca: {lowered(verdict.gap.rstrip('.'))}."
    result = lowered(marked(reached(indicator, verdict.result).rstrip("."), verdict.result))
    told = f"Risultato: {result}. Atteso: {target}."
    if verdict.state is State.UNMEASURED and verdict.target is not None:
        return f"{told} L’esito non si può dire: {verdict.gap}."
    return told


def _other_targets(archive: Archivio, indicator: IndicatorFile, verdict: Verdict) -> list[str]:
    """Tell what was expected before it was changed, and what is expected for other years."""
    steps = []
    for target in indicator.targets:
        aim = goal(archive, indicator, target)
        told = lowered(expected(target, aim.target, aim.upper).rstrip("."))
        if target.year != indicator.year:
            steps.append(f"Per il {target.year} l’atteso è: {told}.")
        elif target is not indicator.target:
            other = "" if _same(aim, verdict) else " Con quello l’esito sarebbe l’altro."
            steps.append(f"L’atteso è cambiato{_since(indicator)}. Prima era: {told}.{other}")
    return steps


def _since(indicator: IndicatorFile) -> str:
    decided = indicator.target.decided
    return f": vale dal {day(decided)}" if decided else ""


def _same(aim: Goal, verdict: Verdict) -> bool:
    """Tell whether an earlier target would not turn the verdict."""
    if verdict.computed is None or verdict.result is None:
        return True
    return aim.holds(*span(verdict.result)) is not (not verdict.computed)


def _period(indicator: IndicatorFile, verdict: Verdict) -> str:
    period = indicator.target.period
    if period is None or verdict.computed is None:
        return ""
    return f"L’atteso vale {period}; qui si guarda solo il {indicator.year}."


def _comparison(indicator: IndicatorFile, verdict: Verdict) -> str:
    """The sum that gives the verdict: «3 ≤ 20», and by how much."""
    target, result, comparator = verdict.target, verdict.result, indicator.target.comparator
    if verdict.computed is None or target is None or result is None or comparator is None:
        return ""
    holds = "È vero" if verdict.computed else "Non è vero"
    if comparator == "fra" and verdict.upper is not None:
        ends = f"{_exactly(target)} ≤ {_exactly(result)} ≤ {_exactly(verdict.upper)}"
        return f"Il confronto: {ends}. {holds}."
    told = f"Il confronto: {_exactly(result)} {_SIGNS[comparator]} {_exactly(target)}. {holds}"
    return (
        f"{told}."
        if is_vague(result) or is_vague(target)
        else f"{told}: {_margin(comparator, result, target)}."
    )


def _exactly(number: Number) -> str:
    """Return a figure as it is compared, never rounded further, with its qualifier."""
    if not isinstance(number.value, Decimal):
        return day(number.value) if number.value else number.gap or ""
    told = figure(number.value, _decimals(number))
    return f"{number.qualifier} {told}" if number.qualifier else told


def _decimals(*numbers: Number) -> int:
    """Return the decimals that show some numbers whole; euro have cents."""
    cents = 2 if any(number.unit.kind == "importo" for number in numbers) else 0
    return max(cents, *(number.decimals for number in numbers))


def _margin(comparator: Comparator, result: Number, target: Number) -> str:
    """Say how far a result is from its target, in the unit of both."""
    difference = compared(result) - compared(target)
    if difference == 0:
        same = "il risultato è proprio quello atteso"
        return "il risultato è uguale, e non basta" if comparator in (">", "<") else same
    if result.unit.kind == "data":
        days = "1 giorno" if abs(difference) == 1 else f"{figure(abs(difference), 0)} giorni"
        return f"{days} {'dopo' if difference > 0 else 'prima'}"
    told = counted(abs(difference), _decimals(result, target), result.unit)
    if result.unit.kind == "percentuale":
        points = figure(abs(difference), _decimals(result, target))
        told = f"{points} {'punto percentuale' if points == '1' else 'punti percentuali'}"
    return f"{told} in {'più' if difference > 0 else 'meno'}"


def _again(archive: Archivio, indicator: IndicatorFile, verdict: Verdict) -> list[str]:
    """Tell the stated calculation done again, and whether it gives the printed result."""
    if indicator.formula is None:
        return []
    if verdict.again is None:
        return [f"Il conto non si può rifare: {verdict.again_gap}."]
    sum_ = shown(parse(indicator.formula), lambda address: _exactly(archive.numbers[address]))
    value = _value(archive, indicator, verdict.again)
    told = f"Il conto rifatto dal sito: {sum_} = {value}"
    result = verdict.result
    if result is None or result.value is None:
        return [f"{told}.{_would(verdict)}"]
    if verdict.computed is None or verdict.again_met in (None, verdict.computed):
        return [f"{told}{_beside(verdict, result)}"]
    turned = f"Con {value} l’esito sarebbe l’altro: per questo qui non ne diamo uno."
    return [f"{told}{_beside(verdict, result)}", turned]


def _value(archive: Archivio, indicator: IndicatorFile, value: Decimal) -> str:
    """Return a recomputed value with the unit of the indicatore."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if indicator.unit is None:
        return figure(value, decimals)
    return counted(value, decimals, archive.units[indicator.unit])


def _beside(verdict: Verdict, result: Number) -> str:
    """Say what the document prints beside a recomputed value."""
    printed = qualified(result)
    if verdict.agrees is None:
        return f". Il documento stampa {printed}."
    if not verdict.agrees:
        return f". Il documento stampa invece {printed}."
    if verdict.cut:
        return f". Il documento stampa {printed}, cioè taglia i decimali."
    same = verdict.again == result.amount
    return ", come stampa il documento." if same else f". Il documento arrotonda a {printed}."


def _would(verdict: Verdict) -> str:
    """Say what a recomputed value would mean, where no result is printed as a number."""
    if verdict.again_met is None:
        return ""
    return f" Con questo valore l’atteso {'' if verdict.again_met else 'non '}sarebbe raggiunto."


def _against_declared(indicator: IndicatorFile, verdict: Verdict) -> str:
    """Say that numbers and body disagree, where that is why there is no verdict."""
    if verdict.state is not State.UNCLEAR or indicator.declared is None:
        return ""
    met = verdict.again_met if verdict.computed is None else verdict.computed
    if met == (indicator.declared.outcome == "conseguito"):
        return ""
    outcome = indicator.declared.outcome
    return f"L’ente dichiara «{outcome}», i numeri dicono altro: per questo qui non diamo un esito."


def _parts(verdict: Verdict) -> str:
    """Name the parts that do not meet the target, whatever the whole does."""
    if not verdict.short:
        return ""
    told = join([f"«{part.label}», {qualified(part)}" for part in verdict.short])
    misses = "non soddisfa" if len(verdict.short) == 1 else "non soddisfano"
    return f"Fra i risultati parziali {misses} l’atteso: {told}."
