"""Lighthouse gives full marks for access, good practice and search engines.

Its score of speed depends on the machine: it is measured in bench/.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import served
from tests.lighthouse import DEVICES, PAGES, judge

CATEGORIES = ("accessibility", "best-practices", "seo")
FULL = dict.fromkeys(CATEGORIES, 100)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_gives_full_marks(address: str, page: str, device: str) -> None:
    found = judge(address + PAGES[page], device, *CATEGORIES)
    assert found.failed == []
    assert found.scores == FULL


def test_a_spoiled_page_loses_points_in_each_category(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<!doctype html><html><body><img src="a.png"></body></html>', encoding="utf-8"
    )
    with served(tmp_path) as found:
        judged = judge(found, "telefono", *CATEGORIES)
    assert max(judged.scores.values()) < 100
    told = {line.partition(":")[0] for line in judged.failed}
    assert {"image-alt", "errors-in-console", "document-title"} <= told
