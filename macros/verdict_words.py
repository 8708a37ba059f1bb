"""The verdict of an indicatore in words: the badge, the sentence, the sum that gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.archive import Archivio, Number
from macros.formats import bare, counted, figure, qualified, rounded, whole
from macros.formula import parse, shown
from macros.schema_results import Comparator, IndicatorFile, Target
from macros.sentences import join
from macros.verdict import State, Verdict

LABELS = {
    State.MET: "Raggiunto",
    State.MISSED: "Non raggiunto",
    State.DECLARED_MET: "Raggiunto, lo dichiara l’ente",
    State.DECLARED_MISSED: "Non raggiunto, lo dichiara l’ente",
    State.UNCLEAR: "Il conto non torna",
    State.UNMEASURED: "Non misurabile",
}
_COUNTED = {
    State.MET: ("raggiunto", "raggiunti"),
    State.MISSED: ("non raggiunto", "non raggiunti"),
    State.DECLARED_MET: ("dichiarato raggiunto dall’ente", "dichiarati raggiunti dall’ente"),
    State.DECLARED_MISSED: (
        "dichiarato non raggiunto dall’ente",
        "dichiarati non raggiunti dall’ente",
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
    parts = [
        f"{number} {_COUNTED[state][number != 1]}"
        for state in State
        if (number := states.count(state))
    ]
    return join(parts) if parts else "nessun indicatore"


def expected(target: Target, number: Number | None, upper: Number | None = None) -> str:
    """Return a target in words: «almeno 80 %», «fra 5 giorni e 8 giorni», or its criterion."""
    if target.criterion is not None:
        return target.criterion
    if number is None or target.comparator is None:
        return ""
    if number.value is None:
        return number.gap or ""
    if target.comparator == "fra":
        return f"fra {whole(number)} e {whole(upper) if upper else '…'}"
    return f"{_COMPARED[target.comparator]} {whole(number)}"


def reached(indicator: IndicatorFile, number: Number | None) -> str:
    """Return a result in words, or why it is missing."""
    if indicator.result is None:
        return indicator.result_gap or ""
    if indicator.result.words is not None:
        return indicator.result.words
    return qualified(number) if number is not None else ""


def tell(archive: Archivio, indicator: IndicatorFile, verdict: Verdict) -> Told:
    """Return a verdict in words."""
    return Told(
        LABELS[verdict.state],
        _sentence(indicator, verdict),
        tuple(
            filter(None, (_comparison(indicator, verdict), *_again(archive, indicator, verdict)))
        ),
    )


def _sentence(indicator: IndicatorFile, verdict: Verdict) -> str:
    target = _small(expected(indicator.target, verdict.target, verdict.upper))
    if indicator.result is None:
        return f"Atteso: {target}. Il risultato manca: {_small(verdict.gap.rstrip('.'))}."
    result = _small(reached(indicator, verdict.result).rstrip("."))
    told = f"Risultato: {result}. Atteso: {target}."
    if verdict.target is not None and verdict.result is not None and verdict.computed is None:
        return f"{told} Manca un numero: {verdict.gap}."
    return told


def _small(text: str) -> str:
    """Return a text that goes on inside a sentence."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _comparison(indicator: IndicatorFile, verdict: Verdict) -> str:
    """The sum that gives the verdict: «3 ≤ 20», and by how much."""
    target, result, comparator = verdict.target, verdict.result, indicator.target.comparator
    if verdict.computed is None or target is None or result is None or comparator is None:
        return ""
    if comparator == "fra":
        ends = f"{bare(target)} ≤ {bare(result)} ≤ {bare(verdict.upper) if verdict.upper else '…'}"
        return f"Il confronto: {ends}. {_holds(verdict.computed)}"
    told = f"Il confronto: {bare(result)} {_SIGNS[comparator]} {bare(target)}."
    return f"{told} {_holds(verdict.computed)}{_margin(comparator, result, target)}"


def _holds(computed: bool) -> str:
    return "È vero" if computed else "Non è vero"


def _margin(comparator: Comparator, result: Number, target: Number) -> str:
    """Say how far a result is from its target, in the unit of both."""
    difference = result.amount - target.amount
    if difference == 0:
        return ": il risultato è proprio quello atteso."
    decimals = max(result.decimals, target.decimals)
    if result.unit.kind == "percentuale":
        told = f"{figure(abs(difference), decimals)} punti percentuali"
    else:
        told = counted(abs(difference), decimals, result.unit)
    return f": {told} in {'più' if difference > 0 else 'meno'}."


def _again(archive: Archivio, indicator: IndicatorFile, verdict: Verdict) -> list[str]:
    """Tell the stated calculation done again, and whether it gives the printed result."""
    if indicator.formula is None:
        return []
    if verdict.again is None:
        return [f"Il conto non si può rifare: {verdict.gap}."]
    result = verdict.result
    assert result is not None  # nothing is done again without a printed result
    sum_ = shown(parse(indicator.formula), lambda address: bare(archive.numbers[address]))
    value = counted(rounded(verdict.again, result.decimals), result.decimals, result.unit)
    told = f"Il conto rifatto dal sito: {sum_} = {value}"
    if verdict.cut:
        return [f"{told}. Il documento stampa {whole(result)}, cioè taglia i decimali."]
    if verdict.agrees:
        return [f"{told}, come stampa il documento."]
    steps = [f"{told}. Il documento stampa invece {whole(result)}."]
    if verdict.state is State.UNCLEAR:
        steps.append(f"Con {value} l’esito sarebbe l’altro: per questo qui non ne diamo uno.")
    return steps
