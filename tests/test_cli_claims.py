"""What the commands tell of claims: `controlla` those that do not hold, `verifica` all of them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from macros.cli import main
from tests.casi.cases import INVENTED, invented

CLAIMS = "data/verifiche/2031/scuola.yml"
MEAN = '(v("fatti.2031.sala-piena.mattina") + v("fatti.2031.sala-piena.sera")) / 2'
HIGHEST = 'v("fatti.2031.sala-piena.mattina") / v("fatti.2031.sala-piena.sera") * 100'


def run(root: Path, command: str) -> Result:
    arguments = ["--cartella", str(root), command]
    runner = CliRunner(env={"CASA_TESTI": None})  # the invented body's texts are elsewhere
    return runner.invoke(main, arguments, catch_exceptions=False)


def disagreeing(target: Path, note: str = "") -> Path:
    """The invented project with a mean that is not one, and the note that explains it."""
    root = invented(target)
    path = root / CLAIMS
    before = path.read_text("utf-8")
    assert before.count(MEAN) == 1
    path.write_text(before.replace(MEAN, HIGHEST + note), encoding="utf-8")
    return root


def test_the_check_lists_every_claim_on_a_line() -> None:
    done = run(INVENTED, "controlla")
    lines = done.stdout.replace("\u00a0", " ").splitlines()
    assert done.exit_code == 0
    assert lines[0] == (
        "Concorda · data/verifiche/2031/scuola.yml:6 · "
        "1.402 ÷ 1.387 × 100 = 101,08 %; dichiarato 101,08 %"
    )
    assert sum(line.startswith("Concorda · ") for line in lines) == 4
    assert lines[-2:] == ["Verifiche: 4 concordano.", "Tutto in ordine."]


def test_a_claim_that_does_not_hold_is_told_last_and_whole(tmp_path: Path) -> None:
    done = run(disagreeing(tmp_path / "x", "\n    nota: La sera si conta una volta."), "controlla")
    assert done.exit_code == 0
    assert done.stdout.partition("\n\n")[2] == (
        "Non concorda · data/verifiche/2031/scuola.yml:12\n"
        "  In media i posti occupati sono il 96,5 %.\n"
        "  98,0 ÷ 95,0 × 100 = 103,2\u00a0%; dichiarato 96,5\u00a0%\n"
        "  Il valore dichiarato è 6,7 punti percentuali in meno.\n"
        "  Il valore dichiarato tornerebbe con 91,7\u00a0% per «Posti occupati al mattino» "
        "(stampato: 98,0\u00a0%).\n"
        "  La sera si conta una volta.\n"
        "\n"
        "Verifiche: 3 concordano e 1 non concorda.\n"
        "Tutto in ordine.\n"
    )


def test_without_a_note_it_stops_the_check(tmp_path: Path) -> None:
    done = run(disagreeing(tmp_path / "x"), "controlla")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Errore D330 · data/verifiche/2031/scuola.yml, riga 12" in done.stderr


def test_every_claim_is_told_with_its_line(tmp_path: Path) -> None:
    done = run(INVENTED, "verifica")
    heads = [line for line in done.stdout.splitlines() if " · " in line]
    assert heads == [f"Concorda · {CLAIMS}:{line}" for line in (6, 12, 18, 23)]
    assert "  1.402 ÷ 1.387 × 100 = 101,08\u00a0%; dichiarato 101,08\u00a0%\n" in done.stdout
    assert done.stdout.endswith("\nVerifiche: 4 concordano.\n")


def test_claims_of_wrong_data_are_not_told(tmp_path: Path) -> None:
    root = invented(tmp_path / "x")
    (root / "data/serie/visitatori.yml").write_text("schema: 1\n", encoding="utf-8")
    done = run(root, "verifica")
    assert (done.exit_code, done.stdout) == (1, "")
