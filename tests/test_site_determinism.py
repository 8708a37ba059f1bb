"""The same project makes the same site, byte for byte.

Pagefind's files are compared like all others: measured on 1.5.2, sixteen runs on one and on two
cores gave the same bytes. So are dates: a site carries its own, not the clock's.
"""

from __future__ import annotations

from pathlib import Path

from tests.built import Built, Project


def test_two_builds_with_different_hash_seeds_in_different_folders_are_the_same(
    project: Project, site: Built, tmp_path: Path
) -> None:
    """The first is of the project itself, the second of a copy of it elsewhere."""
    again = project.build(tmp_path / "sito", PYTHONHASHSEED="1")
    first, second = site.content(), again.content()
    assert len(first) > 250
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
