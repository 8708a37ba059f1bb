"""The live preview as staff use it: what they change shows, what they get wrong does not end it.

A copy of the project is previewed by the copy's own code. Nothing is timed: each wait ends as soon
as what is awaited is there, and fails only after a time no working preview needs.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from macros.build import QUIET
from macros.messages import Problem
from macros.preview import serve
from tests.built import Project, copied

PATIENCE = 60.0  # seconds
PROTESTI = "content/2022/012/protesti.md"
PAGE = "missioni/012/2022/protesti/"


@dataclass(frozen=True)
class Preview:
    """A running preview with its project; `log` is what it says in the terminal."""

    project: Project
    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def page(self, url: str) -> str:
        """Return a page as served now; empty while there is nobody who serves."""
        try:
            with urlopen(f"http://{self.address}/{url}", timeout=PATIENCE / 3) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except (URLError, ConnectionError, TimeoutError):
            return ""

    def told(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def wait(self, done: Callable[[], bool], what: str) -> None:
        """Wait until something is so; the preview must live on meanwhile."""
        limit = time.monotonic() + PATIENCE
        while not done():
            assert self.process.poll() is None, f"the preview ended: {self.told()[-2000:]}"
            assert time.monotonic() < limit, f"{what} never came: {self.told()[-2000:]}"
            time.sleep(0.1)

    def shows(self, url: str, text: str) -> None:
        """Wait until a page shows a text."""
        self.wait(lambda: text in self.page(url), f"«{text}» on /{url}")


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def heeding_interrupts() -> None:
    """Heed Ctrl+C as in a terminal, also where the tests run behind (`&`): there it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(project: Project, log: Path) -> Preview:
    address = free_address()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "macros", "anteprima", "--indirizzo", address],
            cwd=project.root,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that all it starts can be ended with it
            preexec_fn=heeding_interrupts,
        )
    return Preview(project, process, address, log)


def end(preview: Preview) -> None:
    """End a preview with everything it started."""
    preview.process.terminate()
    with suppress(subprocess.TimeoutExpired):
        preview.process.wait(PATIENCE / 3)
    with suppress(ProcessLookupError):
        os.killpg(preview.process.pid, signal.SIGKILL)
    preview.process.wait()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a copy of the project."""
    base = tmp_path_factory.mktemp("anteprima")
    made = started(copied(base / "progetto"), base / "detto.txt")
    try:
        made.shows("", "abbiamo speso")
        yield made
    finally:
        end(made)


def test_a_change_of_words_shows(preview: Preview) -> None:
    preview.project.add(PROTESTI, "Una frase nuova.")
    preview.shows(PAGE, "Una frase nuova.")


@pytest.mark.parametrize(
    ("file", "old", "new", "url"),
    [
        ("data/serie/protesti-tempo-medio.yml", "Tempo medio per i", "Attesa media per i", PAGE),
        ("docs_src/mappa.md", "# Indice di tutte le pagine", "# Parole spiegate", "mappa/"),
        ("site_config/ente.yml", "Come abbiamo speso", "In che modo abbiamo speso", ""),
    ],
    ids=["data", "docs_src", "site_config"],
)
def test_a_change_of_numbers_pages_and_settings_shows(
    preview: Preview, file: str, old: str, new: str, url: str
) -> None:
    preview.project.replace(file, old, new)
    preview.shows(url, new.removeprefix("# "))


def test_a_change_of_code_starts_it_again_with_the_new_code(preview: Preview) -> None:
    preview.project.replace("macros/home.py", 'abbiamo speso"', 'si è speso"')
    preview.shows("", "si è speso")


def test_a_change_of_a_template_shows(preview: Preview) -> None:
    preview.project.replace(
        "macros/templates/cerca.html", "Che cosa cerchi?", "Che cosa vuoi trovare?"
    )
    preview.shows("cerca/", "Che cosa vuoi trovare?")


def test_a_mistake_is_told_and_the_page_of_before_stays(preview: Preview) -> None:
    path = preview.project.root / "content/2022/012/funzioni-metriche.md"
    page, good = "missioni/012/2022/funzioni-metriche/", path.read_text("utf-8")
    path.write_text(good + "\nFrase giusta.\n", encoding="utf-8")
    preview.shows(page, "Frase giusta.")
    try:
        path.write_text(
            good + '\nFrase rotta. {{ valore("niente.di.niente") }}\n', encoding="utf-8"
        )
        preview.wait(lambda: "«niente.di.niente»" in preview.told(), "the error")
        served = preview.page(page)
        assert "Frase giusta." in served
        assert "Frase rotta." not in served
        assert preview.process.poll() is None
    finally:
        path.write_text(good + "\nFrase corretta.\n", encoding="utf-8")
    preview.shows(page, "Frase corretta.")


def test_code_that_does_not_run_is_told_and_cured(preview: Preview) -> None:
    path = preview.project.root / "macros/places.py"
    good = path.read_text("utf-8")
    try:
        path.write_text(good + "\n)(\n", encoding="utf-8")
        preview.wait(lambda: "SyntaxError" in preview.told(), "the error")
        assert preview.process.poll() is None
    finally:
        path.write_text(good, encoding="utf-8")
    preview.shows("missioni/", "Missione 011")


def test_a_preview_started_on_a_mistake_begins_when_it_is_cured(tmp_path: Path) -> None:
    project = copied(tmp_path / "progetto")
    mistake = '\n{{ valore("niente.di.niente") }}\n'
    project.add(PROTESTI, mistake)
    preview = started(project, tmp_path / "detto.txt")
    try:
        preview.wait(lambda: "«niente.di.niente»" in preview.told(), "the error")
        project.replace(PROTESTI, mistake, "\nOra va bene.\n")
        preview.shows(PAGE, "Ora va bene.")
    finally:
        end(preview)


def test_a_mistake_cured_while_the_project_is_read_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody changes the file again: who begins to watch after reading waits for ever."""
    for folder in ("content", "data", "docs_src", "site_config"):
        (tmp_path / folder).mkdir()
    reads: list[Path] = []
    started: list[str] = []

    def read(root: Path) -> tuple[object, list[Problem]]:
        reads.append(root)
        if len(reads) == 1:
            (root / "data/spese.yml").write_text("corretto")
            return None, []
        return object(), []

    def too_late(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("macros.preview.read_site", read)
    monkeypatch.setattr("os.execv", lambda program, arguments: started.extend(arguments))
    monkeypatch.setenv(*next(iter(QUIET.items())))  # what it sets is taken back
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("macros.preview.report", lambda problems, root: "")
    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(int(PATIENCE))
    try:
        serve(tmp_path, "127.0.0.1:8000")
    except KeyboardInterrupt:
        pytest.fail("the cure was missed")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert len(reads) == 2
    assert started[-1] == "127.0.0.1:8000"


def test_the_folder_of_the_project_may_have_blanks_and_accents_in_its_name(tmp_path: Path) -> None:
    preview = started(copied(tmp_path / "Casa di vetro (città)"), tmp_path / "detto.txt")
    try:
        preview.shows("", "abbiamo speso")
    finally:
        end(preview)


def test_a_preview_that_is_ended_leaves_nobody_behind(tmp_path: Path) -> None:
    preview = started(copied(tmp_path / "progetto"), tmp_path / "detto.txt")
    try:
        preview.shows("", "abbiamo speso")
        preview.process.send_signal(signal.SIGINT)
        preview.process.wait(PATIENCE)
        host, port = preview.address.split(":")
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind((host, int(port)))
    finally:
        end(preview)
