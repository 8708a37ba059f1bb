"""A real browser on the built site: the system's Chromium, and a server of this machine."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

OPTIONS = ("--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that does not write what it is asked."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, or the one CASA_CHROMIUM names; a missing one is an error."""
    program = os.environ.get("CASA_CHROMIUM") or shutil.which("chromium")
    assert program, "Chromium is missing: see tests/system-packages.sh"
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*OPTIONS, *as_root], headless=True
        )
        yield browser
        browser.close()
