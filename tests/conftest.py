"""The site built once for a whole run, and copies of the project to plant mistakes in."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.built import ROOT, Built, Project, copied

# No test asserts how long anything takes: a busy machine is no defect.
settings.register_profile("senza-orologio", deadline=None)
settings.load_profile("senza-orologio")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real project's site, built once: the workers of a run (`-n 2`) share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.exists():
            return Built(target)
        return Project(ROOT).build(target, PYTHONHASHSEED="0")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A copy of the project, for one test."""
    made = copied(tmp_path / "progetto")
    yield made
    shutil.rmtree(made.root)
