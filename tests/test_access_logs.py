"""Visits counted from access logs: what is counted, what is left out, what is never published.

`golden/registri/access.log` is invented: a site under /conti/, readers of 192.0.2.0/24.
"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from macros.access_logs import Month, Reading, log_lines, merged, visits_file
from macros.cli import main
from macros.schema_base import validate
from macros.schema_visits import VisitsFile
from macros.yaml_reader import parse_yaml
from tests.casi.cases import check, invented

LOG = Path(__file__).parent / "golden/registri/access.log"
PAGES = {"", "missioni/", "missioni/011/", "bandi/"}
BASE = "/conti/"
LINE = '192.0.2.7 - - [10/Oct/2031:13:55:36 +0200] "GET {} HTTP/1.1" {} 2326 "-" "{}"'
READER = "Mozilla/5.0 Firefox/128.0"
DAY = date(2031, 10, 10)


def reading(*lines: str) -> Reading:
    read = Reading()
    read.read(lines, PAGES, BASE)
    return read


def line(page: str = "/conti/", status: int = 200, agent: str = READER) -> str:
    return LINE.format(page, status, agent)


def month(read: Reading) -> Month:
    (only,) = read.months.values()
    return only


def published(*lines: str) -> VisitsFile:
    (file,) = merged(reading(*lines), {})[0].values()
    return file


def test_a_page_given_to_a_reader_is_counted_on_its_day() -> None:
    read = reading(line(), line("/conti/missioni/011/"), line())
    assert list(read.months) == [(2031, 10)]
    assert month(read).pages == {"": 2, "missioni/011/": 1}
    assert month(read).days == {DAY}


@pytest.mark.parametrize(
    "page", ["/conti/?da=posta", "/conti/index.html", "/conti/#contenuto", "/conti/%3Fx/../"[:7]]
)
def test_one_page_asked_in_several_ways_is_one_page(page: str) -> None:
    assert month(reading(line(page))).pages == {"": 1}


def test_a_page_the_reader_has_already_is_seen_again() -> None:
    assert month(reading(line(status=304))).pages == {"": 1}


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("/conti/", 404),
        ("/conti/", 301),
        ("/conti/assets/css/pa.css", 200),
        ("/conti/non-c-e/", 200),
        ("/altrove/", 200),
        ("/", 200),
    ],
)
def test_what_is_no_page_of_the_site_is_not_counted(page: str, status: int) -> None:
    read = reading(line(page, status))
    assert (dict(read.months), read.unread) == ({}, [])


@pytest.mark.parametrize("agent", ["Esempiobot/1.0", "curl/8.5", "python-requests/2", "-", ""])
def test_a_program_is_counted_apart(agent: str) -> None:
    read = reading(line(agent=agent), line())
    assert (month(read).robots, month(read).pages) == (1, {"": 1})


def test_a_log_without_agents_counts_nobody() -> None:
    """The «common» form does not say who asks: nobody is taken for a reader."""
    read = reading('192.0.2.7 - - [10/Oct/2031:13:55:36 +0200] "GET /conti/ HTTP/1.1" 200 2326')
    assert (month(read).robots, month(read).pages) == (1, {})


@pytest.mark.parametrize(
    "wrong",
    [
        "questa riga non è di un registro",
        line().replace("10/Oct/2031", "31/Feb/2031"),
        line().replace("Oct", "Ott"),
        line()[:60],
        "\ufffd" * 40,
    ],
)
def test_a_line_that_cannot_be_read_is_told_by_its_number(wrong: str) -> None:
    read = reading(line(), "", wrong, line())
    assert (read.lines, read.unread) == (3, [2])
    assert month(read).pages == {"": 2}


def test_quotes_inside_a_field_do_not_end_it() -> None:
    read = reading(line(agent=r"Mozilla \"5.0\" Firefox"))
    assert (month(read).pages, read.unread) == ({"": 1}, [])


def test_a_packed_log_is_read_whatever_its_name(tmp_path: Path) -> None:
    packed = tmp_path / "access.log.1"
    packed.write_bytes(gzip.compress(LOG.read_bytes()))
    assert list(log_lines(packed)) == list(log_lines(LOG))


# ---- What is published ----


def test_pages_seen_by_few_are_published_together() -> None:
    told = [line()] * 12 + [line("/conti/bandi/")] * 9 + [line("/conti/missioni/")] * 3
    (only,) = published(*told).months
    assert [(each.page, int(each.seen)) for each in only.pages] == [("/", 12)]
    assert (int(only.seen), int(only.others)) == (24, 12)


def test_what_is_published_names_no_reader() -> None:
    read = Reading()
    read.read(log_lines(LOG), PAGES, BASE)
    text = "".join(visits_file(file) for file in merged(read, {})[0].values())
    assert "192.0.2" not in text
    assert "Mozilla" not in text
    assert "posta" not in text


def test_the_file_written_is_the_file_read() -> None:
    file = published(*[line()] * 12, line(agent="curl/8"))
    tree = parse_yaml(visits_file(file), "data/visite/2031.yml").tree
    assert tree is not None
    assert validate(VisitsFile, tree) == (file, [])


def test_a_month_told_by_fewer_lines_stays_as_it_was() -> None:
    """The log of November begins with the last minutes of October."""
    before = published(*[line()] * 12)
    november = line().replace("10/Oct", "02/Nov")
    years, left = merged(reading(line(), *[november] * 11), {2031: before})
    assert left == ["2031-10"]
    assert [int(each.seen) for each in years[2031].months] == [12, 11]


def test_a_month_told_whole_takes_the_place_of_the_one_before() -> None:
    years, left = merged(reading(*[line()] * 20), {2031: published(*[line()] * 12)})
    assert left == []
    assert [int(each.seen) for each in years[2031].months] == [20]


# ---- The command ----


def run(root: Path, *logs: Path) -> Result:
    arguments = ["--cartella", str(root), "statistiche", *map(str, logs)]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return invented(tmp_path / "vetrolandia")


def log(root: Path, *lines: str) -> Path:
    path = root.parent / "access.log"
    path.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")
    return path


def test_the_command_writes_the_year_and_says_how_many(root: Path) -> None:
    done = run(root, log(root, *[line("/missioni/")] * 12, *[line("/missioni/901/")] * 2))
    assert (done.exit_code, done.stdout) == (0, "data/visite/2031.yml: 14 pagine viste\n")
    told = yaml.safe_load((root / "data/visite/2031.yml").read_text("utf-8"))
    assert told == {
        "schema": 1,
        "anno": 2031,
        "mesi": [
            {
                "dal": DAY,
                "al": DAY,
                "viste": 14,
                "robot": 0,
                "altre": 2,
                "pagine": [{"pagina": "/missioni/", "viste": 12}],
            }
        ],
    }


@pytest.mark.parametrize("times", [1, 12])  # with no page to be named, and with one
def test_what_the_command_writes_passes_the_check(root: Path, times: int) -> None:
    run(root, log(root, *[line("/missioni/")] * times))
    done = check(root)
    assert done.exit_code == 0, done.output


def test_the_command_tells_the_lines_it_could_not_read(root: Path) -> None:
    path = log(root, line("/missioni/"), "guasta", "guasta")
    done = run(root, path)
    assert done.exit_code == 0
    assert done.stderr == (
        f"{path}: righe che non si capiscono e non sono contate: 2 su 3; la prima è la 2\n"
    )


def test_logs_of_another_site_write_nothing(root: Path) -> None:
    done = run(root, log(root, line("/altrove/")))
    assert done.exit_code == 1
    assert "nessuna pagina di questo sito" in done.stderr
    assert not (root / "data/visite").exists()


@pytest.mark.parametrize("spoiled", ["manca", "tronco"])
def test_a_log_that_cannot_be_opened_writes_nothing(root: Path, spoiled: str) -> None:
    good = log(root, line("/missioni/"))
    bad = root.parent / "access.log.2.gz"
    if spoiled == "tronco":
        bad.write_bytes(gzip.compress(line("/missioni/").encode() * 99)[:-20])
    done = run(root, good, bad)
    assert done.exit_code == 1
    assert f"{bad}: non si legge (" in done.stderr
    assert not (root / "data/visite").exists()


def test_the_same_log_twice_is_refused_and_writes_nothing(root: Path) -> None:
    """The usual accident: `access.log.1` and the same one packed."""
    path = log(root, line("/missioni/"))
    packed = path.with_suffix(".1.gz")
    packed.write_bytes(gzip.compress(path.read_bytes()))
    done = run(root, path, packed)
    assert done.exit_code == 1
    assert done.stderr == f"{packed} è uguale a {path}: le visite si conterebbero due volte.\n"
    assert not (root / "data/visite").exists()
