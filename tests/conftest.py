"""The site built once for a whole run, copies of the project to plant mistakes in, a browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from tests.browser import chromium, served
from tests.built import ADDRESS, ROOT, Built, Project, copied
from tests.visits import Seen, shared, visit

# No test asserts how long anything takes: a busy machine is no defect.
settings.register_profile("senza-orologio", deadline=None)
settings.load_profile("senza-orologio")
PATIENCE = 20_000  # ms: a loaded machine is slow, and slowness is no fault of the site


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the workers of a run (`-n 2`) share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def site(common: Path) -> Built:
    """The real project's site, built once."""
    return _once(common, "site", lambda _: Project(ROOT))


@pytest.fixture(scope="session")
def published(common: Path) -> Built:
    """The site as it is once its address is known and some visits are published."""
    return _once(common, "published", _with_address_and_visits)


def _with_address_and_visits(folder: Path) -> Project:
    project = copied(folder / "progetto-pubblicato")
    project.replace(
        "site_config/ente.yml", "indirizzo_sito: da completare", f"indirizzo_sito: {ADDRESS}"
    )
    done = project.run("statistiche", str(ROOT / "tests/golden/registri/access.log"))
    assert done.returncode == 0, done.stderr
    return project


def _once(common: Path, name: str, project: Callable[[Path], Project]) -> Built:
    """Build a site once for all the workers of a run."""
    target = common / name
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return Built(target)
        return project(common).build(target, PYTHONHASHSEED="0")


@pytest.fixture(scope="session")
def address(site: Built) -> Iterator[str]:
    """Where the site is served."""
    with served(site.root) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all the tests of a worker."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def visits(site: Built, address: str, browser: Browser, common: Path) -> dict[str, Seen]:
    """What was seen on a visit to every page; what it asked of the site begins with no host."""

    def go(url: str) -> Seen:
        seen = visit(browser, url)
        return replace(seen, requests=[asked.removeprefix(address) for asked in seen.requests])

    return shared(common / "visits", {page: address + page for page in site.pages}, go)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A copy of the project, for one test."""
    made = copied(tmp_path / "progetto")
    yield made
    shutil.rmtree(made.root)
