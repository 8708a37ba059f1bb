"""Lighthouse on a page: the scores it gives, and what it takes points off for."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass

from tests import chromium, node
from tests.built import ROOT

PROGRAM = ROOT / "node_modules/lighthouse/cli/index.js"
DEVICES = {"telefono": (), "scrivania": ("--preset=desktop",)}
# A page of each kind that readers meet first.
PAGES = {
    "home": "",
    "missione": "missioni/012/2022/",
    "indicatore": "risultati/2019/progetto-punto-impresa-digitale/",
    "numeri verificati": "numeri-verificati/",
}


@dataclass(frozen=True)
class Judged:
    """The scores of a page, from 0 to 100, by category, and the audits that failed."""

    scores: dict[str, int]
    failed: list[str]


def judge(address: str, device: str, *categories: str) -> Judged:
    """Run Lighthouse on a page, in a browser of its own."""
    chosen = ",".join(categories)
    flags = " ".join(["--headless=new", *chromium.options()])
    command = [node.program(), str(PROGRAM), address, *DEVICES[device], "--quiet"]
    command += [f"--only-categories={chosen}", f"--chrome-flags={flags}", "--output=json"]
    environment = os.environ | {"CHROME_PATH": chromium.program()}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert "runtimeError" not in told, told["runtimeError"]
    found = {name: round(100 * one["score"]) for name, one in told["categories"].items()}
    weighed = {
        part["id"]
        for one in told["categories"].values()
        for part in one["auditRefs"]
        if part["weight"]
    }
    failed = [
        f"{name}: {told['audits'][name]['title']}"
        for name in sorted(weighed)
        if (told["audits"][name]["score"] or 0) < 1
        and told["audits"][name]["scoreDisplayMode"] not in ("notApplicable", "manual")
    ]
    return Judged(found, failed)
