"""A project read whole: the real one, and one with mistakes in many files, all told in one run."""

from __future__ import annotations

import random
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from macros.load import load, load_or_refuse
from macros.messages import ProblemsFound, report
from macros.site import read_site
from tests import real
from tests.casi.cases import INVENTED, check, invented

ROOT = Path(__file__).resolve().parents[1]
SPENDING = "data/spese/2031.yml"
CALLS = "data/bandi/2031.yml"
SERIES = "data/serie/visitatori.yml"
FACTS = "data/fatti/2031/scuola-di-vetro.yml"
SOURCE = "data/fonti/rendiconto-2031.yml"
OTHER_SOURCE = "data/fonti/risultati-2031.yml"
TOPIC = "content/2031/901/lampioni.md"
OTHER_TOPIC = "content/2031/902/scuola-di-vetro.md"
TREE = "data/obiettivi/2031.yml"
INDICATOR = "data/indicatori/2031/crescita.yml"
PARTS = "data/indicatori/2031/sala-piena.yml"
GRID = "data/tavole/2031/imprese-del-vetro.yml"
TIMELINE = "data/cronologie/scuola.yml"
REPORT = "data/relazioni/2031.yml"
NOTE = "content/2031/risultati/riparazioni.md"
CONTEXT = "content/2031/contesto/botteghe.md"
POINT = "  - anno: 2031\n    valore: 1402\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return invented(tmp_path / "progetto")


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{file}: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add(root: Path, file: str, text: str) -> None:
    with (root / file).open("a", encoding="utf-8") as out:
        out.write(text)


def told(root: Path) -> list[tuple[str, str, int]]:
    """Return (code, file, line) of each error of `controlla`, in the order it prints them."""
    found = re.findall(r"^Errore (\S+) · (.+?), riga (\d+), ", check(root).output, re.MULTILINE)
    return [(code, file, int(line)) for code, file, line in found]


# ---- The real project ----


def test_the_real_project_has_no_problem() -> None:
    archive, problems = load(ROOT)
    assert archive is not None
    assert problems == []


def test_the_four_missioni_add_up_to_the_total_of_2022() -> None:
    archive = real.archive()
    total = archive.number("spese.2022")
    assert total.amount == Decimal("5338581.84")
    assert total.operands == (
        "spese.2022.011",
        "spese.2022.012",
        "spese.2022.016",
        "spese.2022.032",
    )
    assert [archive.number(address).amount for address in total.operands] == [
        Decimal("1865646.87"),
        Decimal("59504.95"),
        Decimal("118321.00"),
        Decimal("3295109.02"),
    ]


def test_the_three_areas_add_up_to_missione_011() -> None:
    archive = real.archive()
    areas = [
        number for name, number in archive.numbers.items() if name.startswith("spese.2022.011.")
    ]
    assert [area.amount for area in areas] == [
        Decimal("614539.70"),
        Decimal("1053277.02"),
        Decimal("197830.15"),
    ]
    assert sum(area.amount for area in areas) == archive.number("spese.2022.011").amount


def test_every_number_has_an_address_a_unit_a_year_and_where_it_is_written() -> None:
    archive = real.archive()
    for address, number in archive.numbers.items():
        assert number.address == address
        assert number.unit == archive.units[number.unit.id]
        assert 2000 <= number.year <= 2022
        lines = (ROOT / number.place.file).read_text("utf-8").split("\n")
        assert 1 <= number.place.line <= len(lines)


def test_every_number_comes_from_a_line_of_a_source_or_says_why_it_is_missing() -> None:
    archive = real.archive()
    for number in archive.numbers.values():
        if number.operands:
            continue
        assert number.source in archive.sources
        assert (number.value is None) == (number.gap is not None)
        assert number.gap is not None or number.line is not None


def test_the_place_of_a_number_is_where_its_value_is_typed() -> None:
    place = real.archive().number("spese.2022.012").place
    line = (ROOT / place.file).read_text("utf-8").split("\n")[place.line - 1]
    assert line[place.column - 1 : place.column - 1 + place.width] == "59.504,95"


def test_every_file_of_data_and_content_is_read() -> None:
    archive = real.archive()
    read = {*archive.files.values(), *(topic.file for topic in archive.topics)}
    read |= {text.file for text in archive.missione_texts.values()}
    read |= {note.file for note in archive.notes.values()}
    read |= {listed.place.file for listed in archive.unclaimed.values()}
    read |= {archive.glossary.file} if archive.glossary else set()
    for source in archive.sources.values():
        endings = (".yml", ".indice.csv", ".esclusi.csv")
        read |= {source.file.replace(".yml", ending) for ending in endings}
    files = [path for part in ("data", "content") for path in (ROOT / part).rglob("*")]
    wanted = {path.relative_to(ROOT).as_posix() for path in files if path.is_file()}
    assert wanted <= read


# ---- The invented project ----


def test_a_total_is_missing_where_a_part_is(project: Path) -> None:
    edit(project, SPENDING, "      valore: 500,00\n      riga: 6", "      manca: in verifica")
    archive, _ = load(project)
    assert archive is not None
    total = archive.number("spese.2031")
    assert (total.value, total.gap) == (None, "in verifica")


def test_the_years_of_a_series_may_be_written_in_any_order(project: Path) -> None:
    text = (project / SERIES).read_text("utf-8")
    head, _, points = text.partition("punti:\n")
    first, second = points.split("  - anno: ")[1:]
    (project / SERIES).write_text(f"{head}punti:\n  - anno: {second}  - anno: {first}", "utf-8")
    archive = load_or_refuse(project)
    assert [point.year for point in archive.points("visitatori")] == [2030, 2031]


def test_a_project_of_windows_is_read(project: Path) -> None:
    for path in [*project.rglob("*.yml"), *project.rglob("*.md")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    told = check(project).output
    assert "Errore" not in told
    assert told.endswith("\nVerifiche: 4 concordano.\nTutto in ordine.\n")


def test_hidden_files_of_editors_and_systems_are_left_alone(project: Path) -> None:
    (project / "data/.DS_Store").write_bytes(b"\x00")
    (project / "content/2031/.lampioni.md.swp").write_bytes(b"\x00")
    assert told(project) == []


def test_nothing_is_returned_where_anything_is_wrong(project: Path) -> None:
    edit(project, SPENDING, "500,00", "500,01")
    with pytest.raises(ProblemsFound) as caught:
        load_or_refuse(project)
    assert [problem.code for problem in caught.value.problems] == ["F106"]


# ---- All mistakes of a run ----


def test_mistakes_in_many_files_are_told_in_one_run_in_order(project: Path) -> None:
    edit(project, SPENDING, "natura: consuntivo", "natura:\tconsuntivo")
    edit(project, CALLS, "chiusura: 30/04/2031", "chiusura: 31/04/2031")
    edit(project, CALLS, "    tema: lampioni\n", "    tema: lampioni\n    colore: blu\n")
    edit(project, SERIES, POINT, POINT.replace("1402", "1403"))
    edit(project, FACTS, "valore: 96,5", "valore: 96,5 %%")
    edit(project, FACTS, "valore: 3,5", "valore: 3,500")
    edit(project, SOURCE, "anno: 2031", "anno: 31")
    edit(project, "site_config/unita.yml", "tipo: misura", "tipo: misure")
    add(project, TOPIC, '\n{{ valroe("spese.2031") }}\n')
    add(project, OTHER_TOPIC, "\n[qui](non-esiste.md)\n")
    (project / "content/missioni/901.md").write_text("Senza intestazione.\n", encoding="utf-8")
    (project / "data/altro.txt").write_text("x", encoding="utf-8")
    found = told(project)
    assert [(code, file) for code, file, _ in found if file.startswith(("data", "site"))] == [
        ("P105", "data/altro.txt"),
        ("D202", CALLS),
        ("D106", CALLS),
        ("D107", SOURCE),
        ("Y103", SPENDING),
        ("D203", "site_config/unita.yml"),
    ]
    assert ("P101", "content/missioni/901.md", 1) in found
    assert [(file, line) for _, file, line in found] == sorted((f, n) for _, f, n in found)


def test_mistakes_of_data_and_of_words_are_told_together(project: Path) -> None:
    edit(project, SERIES, POINT, POINT.replace("1402", "1403"))
    edit(project, FACTS, "valore: 96,5", "valore: novantasei")
    edit(project, FACTS, "valore: 3,5", "valore: 3,500")
    edit(project, FACTS, "unita: giorni\n", "unita: giornni\n")
    add(project, TOPIC, '\n{{ valroe("spese.2031") }}\n\n{{ valore("spese.1999") }}\n')
    assert told(project) == [
        ("M103", TOPIC, 15),
        ("M201", TOPIC, 17),
        ("D101", FACTS, 14),
        ("D301", FACTS, 20),
        ("F107", SERIES, 14),
    ]


def test_the_last_line_counts_them_and_the_exit_code_is_1(project: Path) -> None:
    edit(project, SERIES, POINT, POINT.replace("1402", "1403"))
    add(project, TOPIC, '\n{{ valroe("spese.2031") }}\n\nSono 12 lampioni.\n')
    done = check(project)
    assert done.exit_code == 1
    assert done.output.endswith("\n\n2 errori, 1 avviso in 2 file\n")


def test_a_warning_alone_lets_the_site_be_built(project: Path) -> None:
    add(project, TOPIC, "\nSono 12 lampioni.\n")
    done = check(project)
    assert (done.exit_code, "0 errori, 1 avviso in 1 file" in done.output) == (0, True)


@pytest.mark.parametrize("name", ["ente", "tema", "unita", "missioni"])
def test_a_broken_setting_hides_no_mistake_of_the_data(project: Path, name: str) -> None:
    add(project, f"site_config/{name}.yml", "\tx\n")
    edit(project, SPENDING, "natura: consuntivo", "natura: [consuntivo]")
    (project / "content/missioni/901.md").write_text("Senza intestazione.\n", encoding="utf-8")
    assert {(code, file) for code, file, _ in told(project)} == {
        ("Y103", f"site_config/{name}.yml"),
        ("Y115", SPENDING),
        ("P101", "content/missioni/901.md"),
    }


# ---- One cause, one message ----


@pytest.mark.parametrize(
    ("file", "calls"),
    [
        (SPENDING, ['valore("spese.2031")', 'grafico("spese.2031")', 'tabella("spese.2031")']),
        (SPENDING, ['quota("spese.2031.901", "spese.2031")', 'cifre("spese.2031")']),
        (CALLS, ['valore("bandi.2031.lampioni-nuovi.concesso")', 'grafico("bandi.2031")']),
        (CALLS, ['tabella("bandi.2031")', 'tabella("bandi.2031.lampioni-nuovi")']),
        (SERIES, ['valore("serie.visitatori.2031")', 'grafico("serie.visitatori")']),
        (SERIES, ['tabella("serie.visitatori")', 'cifre("serie.visitatori.2030")']),
        (FACTS, ['valore("fatti.2031.scuola-di-vetro.posti-occupati")']),
        (FACTS, ['tabella("fatti.2031.scuola-di-vetro")']),
        (INDICATOR, ['valore("indicatori.2031.crescita.raggiunto")']),
        (INDICATOR, ['grafico("indicatori.2031.crescita")']),
        (PARTS, ['valore("indicatori.2031.sala-piena.massimo")']),
        (GRID, ['valore("tavole.2031.imprese-del-vetro.parte.soffiatori")']),
        (GRID, ['tabella("tavole.2031.imprese-del-vetro")']),
        (GRID, ['grafico("tavole.2031.imprese-del-vetro.parte")']),
        (TIMELINE, ['cronologia("scuola")']),
        (SOURCE, ['grafico("serie.visitatori")', 'tabella("serie.visitatori")']),
        (OTHER_SOURCE, ['grafico("serie.visitatori")', 'grafico("indicatori.2031.sala-piena")']),
        (TREE, ['valore("indicatori.2031.crescita.raggiunto")']),
        (REPORT, ['valore("spese.2031")']),
    ],
)
def test_nobody_is_told_off_for_an_address_of_a_file_that_could_not_be_read(
    project: Path, file: str, calls: list[str]
) -> None:
    for call in calls:
        add(project, OTHER_TOPIC, f"\n{{{{ {call} }}}}\n")
    assert told(project) == []
    add(project, file, "\tx\n")
    assert [code for code, _, _ in told(project)] == ["Y103"]


def test_a_wrong_amount_makes_no_false_error_elsewhere(project: Path) -> None:
    add(project, OTHER_TOPIC, '\n{{ grafico("spese.2031") }}\n\n{{ tabella("spese.2031") }}\n')
    edit(project, SPENDING, "500,00", "500,00 lire")
    assert told(project) == [("D101", SPENDING, 23)]


def test_a_wrong_point_makes_no_false_error_elsewhere(project: Path) -> None:
    edit(project, SERIES, POINT, POINT.replace("1402", "tanti"))
    assert [code for code, _, _ in told(project)] == ["D101"]


def test_an_address_beside_those_of_a_broken_file_is_still_unknown(project: Path) -> None:
    add(project, OTHER_TOPIC, '\n{{ valore("serie.visite.2031") }}\n')
    add(project, SERIES, "\tx\n")
    assert [code for code, _, _ in told(project)] == ["M201", "Y103"]


def test_an_unknown_unit_of_a_series_is_one_mistake(project: Path) -> None:
    edit(project, SERIES, "unita: visitatori", "unita: visitatrici")
    assert told(project) == [("D301", SERIES, 4)]


def test_an_unknown_source_of_a_file_is_one_mistake(project: Path) -> None:
    edit(project, FACTS, "fonte: rendiconto-2031", "fonte: rendiconto-2013")
    assert told(project) == [("F101", FACTS, 4)]


def test_a_source_that_could_not_be_read_makes_no_false_error(project: Path) -> None:
    add(project, SOURCE, "\tx\n")
    assert [code for code, _, _ in told(project)] == ["Y103"]


def test_a_topic_that_could_not_be_read_makes_no_false_error(project: Path) -> None:
    edit(project, OTHER_TOPIC, "titolo:", "titolo:\t")
    assert [code for code, _, _ in told(project)] == ["Y103"]


def test_last_years_file_copied_without_changing_the_year_is_one_mistake(project: Path) -> None:
    for file in (SPENDING, CALLS):
        copy = project / file.replace("2031.yml", "2032.yml")
        shutil.copyfile(project / file, copy)
    assert [(code, file) for code, file, _ in told(project)] == [
        ("P104", "data/bandi/2032.yml"),
        ("P104", "data/spese/2032.yml"),
    ]


def test_a_series_renamed_inside_its_file_is_one_mistake(project: Path) -> None:
    edit(project, SERIES, "id: visitatori", "id: visite")
    assert [(code, file) for code, file, _ in told(project)] == [("P104", SERIES)]


@pytest.mark.parametrize(
    ("old", "new"), [("tema: scuola-di-vetro", "tema: scuola"), ("anno: 2031", "anno: 2030")]
)
def test_facts_that_disagree_with_their_place_are_one_mistake(
    project: Path, old: str, new: str
) -> None:
    edit(project, FACTS, old, new)
    assert [(code, file) for code, file, _ in told(project)] == [("P104", FACTS)]


@pytest.mark.parametrize("file", [INDICATOR, PARTS, GRID, TIMELINE, SERIES, FACTS])
def test_a_file_renamed_outside_and_not_inside_is_one_mistake(project: Path, file: str) -> None:
    path = project / file
    renamed = path.with_name(f"altro{path.suffix}")
    path.rename(renamed)
    assert [(code, file) for code, file, _ in told(project)] == [
        ("P104", renamed.relative_to(project).as_posix())
    ]


@pytest.mark.parametrize("file", [NOTE, CONTEXT])
def test_words_that_could_not_be_read_make_no_false_error(project: Path, file: str) -> None:
    edit(project, file, "fonte:", "fonte:\t")
    assert [code for code, _, _ in told(project)] == ["Y103"]


def test_links_wait_until_the_data_are_right(project: Path) -> None:
    """Of wrong data no page can be made, so nobody can tell where a link leads."""
    add(project, OTHER_TOPIC, "\n[qui](/risultati/2031/non-esiste.md)\n")
    edit(project, SPENDING, 'codice: "902"', 'codice: "9O2"')
    assert told(project) == [("D303", SPENDING, 21)]
    edit(project, SPENDING, 'codice: "9O2"', 'codice: "902"')
    assert told(project) == [("P301", OTHER_TOPIC, 12)]


def test_a_bando_of_an_unknown_missione_is_one_mistake(project: Path) -> None:
    edit(project, CALLS, 'missione: "901"', 'missione: "9O1"')
    assert told(project) == [("D303", CALLS, 7)]


# ---- Folders and names ----


@pytest.mark.parametrize(
    "name",
    [
        "data/spesa/2031.yml",
        "data/2031.yml",
        "data/spese/2031.yaml",
        "data/serie/2031/visite.yml",
        "data/fatti/scuola.yml",
        "data/bandi/2031.csv",
        "data/fonti/altro.indice.csv",
        "data/obiettivi/2031/albero.yml",
        "data/indicatori/2031.yml",
        "data/tavole/imprese.yml",
        "data/cronologie/2031/scuola.yml",
        "data/relazioni/2031/relazione.yml",
        "data/relazione/2031.yml",
        "content/2031/risultati/altro/nota.md",
        "content/contesto/nota.md",
        "content/nota.md",
        "content/2031/nota.md",
        "content/901/nota.md",
        "content/2031/901/altro/nota.md",
        "content/2031/901/foto.jpg",
        "content/2031-bozza/901/nota.md",
        "content/missioni/altro/901.md",
    ],
)
def test_a_file_that_nobody_would_read_is_told(project: Path, name: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\ntitolo: Nota\n---\nTesto.\n", encoding="utf-8")
    assert told(project) == [("P105", name, 1)]


def test_the_folder_of_the_year_agrees_with_its_files(project: Path) -> None:
    shutil.copytree(project / "data/fatti/2031", project / "data/fatti/2030")
    edit(
        project, "data/fatti/2030/scuola-di-vetro.yml", "tema: scuola-di-vetro", "tema: altro-vetro"
    )
    assert told(project) == [
        ("P104", "data/fatti/2030/sala-piena.yml", 1),
        ("P104", "data/fatti/2030/scuola-di-vetro.yml", 1),
    ]


def test_the_glossary_is_checked_as_the_other_words_are(project: Path) -> None:
    text = '---\ntitolo: Glossario\nsintesi: Le parole.\n---\nVedi {{ valroe("spese.2031") }}.\n'
    (project / "content/glossario.md").write_text(text, encoding="utf-8")
    assert told(project) == [("M103", "content/glossario.md", 5)]


@pytest.mark.parametrize("name", ["ente.yml", "tema.yml", "unita.yml", "missioni.yml"])
def test_a_missing_setting_is_told(project: Path, name: str) -> None:
    (project / "site_config" / name).unlink()
    assert told(project) == [("P103", f"site_config/{name}", 1)]


def test_a_folder_called_like_a_file_breaks_nothing(project: Path) -> None:
    (project / "content/missioni/903.md").mkdir()
    (project / "data/serie/altra.yml").mkdir()
    (project / "data/fonti/altra.yml").mkdir()
    done = check(project)
    assert "Traceback" not in done.output


def test_a_project_without_data_is_read(project: Path) -> None:
    shutil.rmtree(project / "data")
    shutil.rmtree(project / "content")
    (project / "docs_src/index.md").write_text(
        "---\ntitolo: Inizio\ndescrizione: Niente ancora.\n---\nPresto.\n", encoding="utf-8"
    )
    assert told(project) == []


# ---- Whatever is typed ----


PIECES = (
    *"\t\u00a0\"'#:-&*!|>%[{~0\x07\x0c\r\u2028",
    "{{ ",
    "}}",
    ": ",
    " #x",
    "\n",
    "\n\n",
    "---\n",
    "999",
    "1.234",
    "-5",
    "x",
    "è",
)
FILES = tuple(
    path.relative_to(INVENTED).as_posix()
    for path in sorted(INVENTED.rglob("*"))
    if path.suffix in (".yml", ".md", ".csv")
)


@pytest.mark.parametrize("file", FILES)
def test_no_slip_in_any_file_breaks_the_check(project: Path, file: str) -> None:
    path = project / file
    text = path.read_text("utf-8")
    chance = random.Random(file)
    for _ in range(12):
        where = chance.randrange(len(text))
        kept = where + chance.choice((0, 0, 1, 5, 30))
        path.write_bytes((text[:where] + chance.choice(PIECES) + text[kept:]).encode())
        site, problems = read_site(project)
        assert (site is None) == any(not problem.warning for problem in problems)
        assert report(problems, project) if problems else site


@pytest.mark.parametrize("file", FILES)
def test_no_lost_line_of_any_file_breaks_the_check(project: Path, file: str) -> None:
    path = project / file
    lines = path.read_text("utf-8").split("\n")
    step = max(1, len(lines) // 8)
    for number in range(0, len(lines), step):
        path.write_text("\n".join([*lines[:number], *lines[number + 1 :]]), encoding="utf-8")
        site, problems = read_site(project)
        assert (site is None) == any(not problem.warning for problem in problems)
