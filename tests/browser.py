"""A real browser on the built site: the system's Chromium, and a server of this machine."""

from __future__ import annotations

import atexit
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

OPTIONS = ("--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")

# The policy every page must live with, in all that readers do. Pagefind's program is WebAssembly:
# 'wasm-unsafe-eval' lets it be compiled, and nothing else be evaluated.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


class Quiet(SimpleHTTPRequestHandler):
    """A server of files, with our policy, that does not write what it is asked."""

    def end_headers(self) -> None:
        """Add the policy to every answer, as a server configured for the site does."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

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


def program() -> str:
    """Return the system's Chromium, or the one CASA_CHROMIUM names; a missing one is an error."""
    found = os.environ.get("CASA_CHROMIUM") or shutil.which("chromium")
    assert found, "Chromium is missing: see tests/system-packages.sh"
    return found


def options() -> list[str]:
    """Return the options Chromium is started with; root has no sandbox."""
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return [*OPTIONS, *as_root]


@cache
def _playwright() -> Playwright:
    """Start Playwright once a process: it does not nest, and browsers may."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Start Chromium, with more options if given."""
    browser = _playwright().chromium.launch(
        executable_path=program(), args=[*options(), *more], headless=True
    )
    try:
        yield browser
    finally:
        browser.close()
