"""What is checked of claims, and the gate: a disagreement without a note stops the build.

Mistakes are planted in the invented project; the claims of 2019 and 2022 are the real ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

import pytest

from macros.archive import Archivio
from macros.checks_claims import check_claims
from macros.claims import State, addresses, checks_of
from macros.formula_functions import FUNCTIONS
from macros.load import load
from macros.messages import Place, Problem
from macros.schema_claims import Claim, ClaimKind
from tests.casi.cases import invented, spoil
from tests.real import ROOT, archive, with_values

CLAIMS = "data/verifiche/2031/scuola.yml"
EXCLUDED = "data/verifiche/2031.esclusi.csv"
RULES = "site_config/verifiche.yml"
MEAN = '(v("fatti.2031.sala-piena.mattina") + v("fatti.2031.sala-piena.sera")) / 2'
MOST = 'v("fatti.2031.sala-piena.mattina") / v("fatti.2031.sala-piena.sera") * 100'
WRONG = (CLAIMS, MEAN, MOST)
Spoiled = Callable[..., list[Problem]]


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    """Return what is wrong with the invented project after some changes (file, old, new)."""
    return partial(spoil, invented(tmp_path / "progetto"))


def codes(problems: list[Problem]) -> list[str]:
    return [found.code for found in problems]


def without_notes(of: Archivio) -> Archivio:
    """Return the archive as if no claim had a note."""
    claims = {
        key: file.model_copy(
            update={"claims": tuple(c.model_copy(update={"note": None}) for c in file.claims)}
        )
        for key, file in of.claims.items()
    }
    return replace(of, claims=claims)


# ---- The gate ----


def test_claims_that_hold_are_no_problem(spoiled: Spoiled) -> None:
    assert spoiled() == []


def test_a_disagreement_without_a_note_is_an_error(spoiled: Spoiled) -> None:
    (found,) = spoiled(WRONG)
    assert (found.code, found.warning, found.place.file) == ("D330", False, CLAIMS)
    assert found.what == "la verifica «sala-piena-in-media» non concorda e non ha una nota"
    assert "98,0 ÷ 95,0 × 100 = 103,2 %; dichiarato 96,5 %" in found.why.replace("\u00a0", " ")


def test_a_disagreement_with_a_note_passes(spoiled: Spoiled) -> None:
    file, old, new = WRONG
    assert spoiled((file, old, f"{new}\n    nota: Conta solo il mattino.")) == []


def test_a_year_whose_differences_the_site_found_needs_no_note(spoiled: Spoiled) -> None:
    assert spoiled(WRONG, (RULES, "schema: 1", "schema: 1\nrilevate_dal_sito:\n  - 2031")) == []


def test_a_contradiction_is_a_disagreement(spoiled: Spoiled) -> None:
    kind = "    dice: In media i posti occupati sono il 96,5 %.\n    tipo: "
    evening = (CLAIMS, MEAN, 'v("fatti.2031.sala-piena.sera")')
    problems = spoiled(evening, (CLAIMS, f"{kind}rapporto", f"{kind}stesso valore"))
    assert codes(problems) == ["D330"]
    assert "Un passo: " in problems[0].why


def test_a_term_that_is_not_kept_needs_a_note_too(spoiled: Spoiled) -> None:
    (found,) = spoiled((CLAIMS, 'data("2031-06-21")', 'data("2031-05-04")'))
    assert found.code == "D330"
    assert "4 maggio 2031 < 4 maggio 2031: non è vero" in found.why


def test_what_cannot_be_computed_needs_no_note(spoiled: Spoiled) -> None:
    problems = spoiled((CLAIMS, f"formula: {MEAN}", "non_ricalcolabile: Manca il pomeriggio."))
    assert [found for found in problems if not found.warning] == []


def test_the_real_differences_are_ours() -> None:
    assert archive().found_by_us == (2019, 2022)
    assert list(check_claims(without_notes(archive()))) == []


@pytest.mark.parametrize("year", [2019, 2022])
def test_the_same_differences_in_new_data_of_the_body_would_stop_the_build(year: int) -> None:
    ours = tuple(other for other in (2019, 2022) if other != year)
    of = replace(without_notes(archive()), found_by_us=ours)
    found = list(check_claims(of))
    differing = {
        check.claim.id
        for check in checks_of(archive())
        if check.file.year == year and check.state in (State.DIFFERS, State.CONTRADICTION)
    }
    assert {problem.code for problem in found} == {"D330"}
    assert {name for name in differing if any(f"«{name}»" in p.what for p in found)} == differing
    assert len(found) == len(differing) >= 7


def test_a_number_that_changes_is_caught_by_its_claim() -> None:
    of = with_values({"spese.2022.011.innovazione": "614539.71"})
    assert list(check_claims(of)) == []  # 2022 is ours
    (found,) = [
        problem
        for problem in check_claims(replace(of, found_by_us=(2019,)))
        if "spesa-della-missione-011" in problem.what
    ]
    told = found.why.replace("\u00a0", " ")
    assert "614.539,71 + 1.053.277,02 + 197.830,15 = 1.865.646,88 €" in told


# ---- Formulas and addresses ----


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("serie.visitatori.2031", "D240"),
        ('v("serie.visitatori.2031") **', "D240"),
        ('v("serie.visitatori.2031") ** 9', "D242"),
        ('v("serie.visitatori.2031") * 1.402', "D243"),
        ('media(v("serie.visitatori.2031"))', "D245"),
        ("arrotonda(1)", "D246"),
        (f"somma({'1, ' * 800}1)", "D241"),
        ('giorni(data("31/2/2031"), data("2031-03-01"))', "D106"),
        ('v("serie.visitatori.2032")', "D314"),
        ('v("serie.visitatori.2031") > 1', "D333"),
    ],
)
def test_a_wrong_formula_is_told_as_wrong_data_is(
    spoiled: Spoiled, formula: str, code: str
) -> None:
    (found,) = spoiled((CLAIMS, MEAN, formula))
    assert (found.code, found.warning, found.place.file) == (code, False, CLAIMS)
    assert found.place.line == 17


def test_the_formula_of_another_way_is_checked_too(spoiled: Spoiled) -> None:
    more = f"{MEAN}\n    altri_calcoli:\n      - metodo: Il massimo\n        formula: masimo(1, 2)"
    (found,) = spoiled((CLAIMS, MEAN, more))
    assert (found.code, found.place.line) == ("D245", 20)
    assert "massimo" in found.cure


def test_an_address_that_leads_nowhere_has_its_cure(spoiled: Spoiled) -> None:
    (found,) = spoiled((CLAIMS, "indicatori.2031.sala-piena.raggiunto", "indicatori.2031.sala"))
    assert (found.code, found.place.line) == ("D314", 16)


def test_a_number_is_declared_or_the_formula_says_yes_or_no(spoiled: Spoiled) -> None:
    line = "    dichiarato: indicatori.2031.sala-piena.raggiunto\n"
    found = next(p for p in spoiled((CLAIMS, line, "")) if not p.warning)
    assert (found.code, found.place.line) == ("D333", 16)
    assert "dichiarato" in found.cure


def test_two_claims_of_one_year_have_two_addresses(spoiled: Spoiled, tmp_path: Path) -> None:
    assert spoiled() == []
    root = tmp_path / "progetto"
    text = (root / CLAIMS).read_text("utf-8")
    other = root / "data/verifiche/2031/altre.yml"
    other.write_text(text.replace("id: scuola\n", "id: altre\n"), encoding="utf-8")
    problems = load(root)[1]
    assert codes(problems) == ["D332"] * 4
    assert {found.place.file for found in problems} <= {CLAIMS, "data/verifiche/2031/altre.yml"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (f"    formula: {MEAN}\n", "", "D232"),
        (f"formula: {MEAN}", f"formula: {MEAN}\n    non_ricalcolabile: Manca.", "D232"),
        ("tipo: quota", "tipo: percentuale", "D203"),
        ("id: sala-piena-in-media", "id: crescita-dei-visitatori", "D215"),
        ("fonte: risultati-2031", "fonte: risultati-2032", "F101"),
    ],
)
def test_the_form_of_a_claim(spoiled: Spoiled, old: str, new: str, code: str) -> None:
    errors = [found for found in spoiled((CLAIMS, old, new)) if not found.warning]
    assert codes(errors) == [code]


# ---- Every percentage ----


def test_every_percentage_is_in_a_claim_or_is_listed_with_the_reason() -> None:
    of = archive()
    claimed = {
        address for file in of.claims.values() for c in file.claims for address in addresses(c)
    }
    shares = [
        n.address
        for n in of.numbers.values()
        if n.unit.kind == "percentuale" and n.value is not None
    ]
    assert len(shares) > 100
    assert [name for name in shares if name not in claimed and name not in of.unclaimed] == []
    declared = {c.declared for file in of.claims.values() for c in file.claims}
    assert [name for name in of.unclaimed if name in declared] == []


def test_the_reasons_are_reasons() -> None:
    assert set(map(excluded_file, archive().unclaimed)) == {2019, 2022}
    for address, listed in archive().unclaimed.items():
        assert address in archive().numbers
        assert len(listed.reason) > 10
        assert (ROOT / listed.place.file).is_file()


def excluded_file(address: str) -> int:
    return int(archive().unclaimed[address].place.file.split("/")[-1][:4])


def test_a_forgotten_percentage_is_a_warning(spoiled: Spoiled) -> None:
    (found,) = spoiled((EXCLUDED, 'indicatori.2031.crescita.atteso,"obiettivo, non conto"\n', ""))
    assert (found.code, found.warning) == ("D331", True)
    assert "indicatori.2031.crescita.atteso" in found.what


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("indicatori.2031.crescita.atteso", "indicatori.2031.crescita.attesi", "D314", 2),
        ("indirizzo,motivo", "indirizzo;motivo", "F120", 1),
        ('indicatori.2031.crescita.atteso,"obiettivo, non conto"',
         "indicatori.2031.crescita.atteso,", "F120", 2),
    ],
)  # fmt: skip
def test_a_wrong_line_of_the_list_is_told_at_its_place(
    spoiled: Spoiled, old: str, new: str, code: str, line: int
) -> None:
    errors = [found for found in spoiled((EXCLUDED, old, new)) if not found.warning]
    assert [found.code for found in errors] == [code]
    assert errors[0].place == Place(EXCLUDED, line)


# ---- The guide ----


def test_the_guide_names_every_kind_function_and_key() -> None:
    told = (ROOT / "docs_src/guida/verifiche.md").read_text("utf-8")
    kinds = get_args(ClaimKind)
    keys = [field.alias or name for name, field in Claim.model_fields.items()]
    assert [name for name in (*kinds, *keys) if f"`{name}`" not in told] == []
    assert [name for name in FUNCTIONS if f"`{name}(" not in told] == []
