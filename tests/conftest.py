"""The site built once for a whole run, and copies of the project to plant mistakes in."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.built import ADDRESS, ROOT, Built, Project, copied

# No test asserts how long anything takes: a busy machine is no defect.
settings.register_profile("senza-orologio", deadline=None)
settings.load_profile("senza-orologio")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real project's site, built once: the workers of a run (`-n 2`) share it."""
    return _once(tmp_path_factory, "site", lambda _: Project(ROOT))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site as it is once its address is known and some visits are published."""
    return _once(tmp_path_factory, "published", _with_address_and_visits)


def _with_address_and_visits(folder: Path) -> Project:
    project = copied(folder / "progetto-pubblicato")
    project.replace(
        "site_config/ente.yml", "indirizzo_sito: da completare", f"indirizzo_sito: {ADDRESS}"
    )
    done = project.run("statistiche", str(ROOT / "tests/golden/registri/access.log"))
    assert done.returncode == 0, done.stderr
    return project


def _once(
    tmp_path_factory: pytest.TempPathFactory, name: str, project: Callable[[Path], Project]
) -> Built:
    """Build a site once for all the workers of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return Built(target)
        return project(shared).build(target, PYTHONHASHSEED="0")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A copy of the project, for one test."""
    made = copied(tmp_path / "progetto")
    yield made
    shutil.rmtree(made.root)
