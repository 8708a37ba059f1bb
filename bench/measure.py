"""Running a command and measuring it: seconds, CPU seconds, peak memory.

Memory is `ru_maxrss` as the kernel tells it when the command ends (wait4): the largest process of
its tree, exact, not sampled. A build by MkDocs is one process, so that is its whole peak; the
whole command runs MkDocs and Pagefind as children one after the other, and what it holds itself
meanwhile is not added.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes on macOS, KiB elsewhere


@dataclass(frozen=True)
class Measure:
    """What a command took: wall-clock seconds, CPU seconds, peak memory in MiB."""

    seconds: float
    cpu: float
    memory: float


class CommandFailed(Exception):
    """A measured command did not succeed: its time means nothing."""


def python(*arguments: str, folder: Path, environment: Mapping[str, str]) -> Measure:
    """Run `python -m …` in a folder and measure it; raises CommandFailed.

    A child starts with the memory its parent had, and the kernel remembers the most: so whoever
    calls this must stay small, and does its own heavy work in other processes.
    """
    command = [sys.executable, "-m", *arguments]
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandFailed(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    memory = usage.ru_maxrss * _MAXRSS_UNIT / 2**20
    return Measure(seconds, usage.ru_utime + usage.ru_stime, memory)


def median(measures: Sequence[Measure]) -> Measure:
    """Return the median of each quantity."""
    return Measure(*(statistics.median(each) for each in zip(*map(astuple, measures), strict=True)))
