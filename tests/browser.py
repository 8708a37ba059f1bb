"""A real browser on the built site: the system's Chromium, and a server of this machine."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.chromium import options, program

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


@cache
def _playwright() -> Playwright:
    """Start Playwright once a process: it does not nest, and browsers may."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium."""
    browser = _playwright().chromium.launch(
        executable_path=program(), args=options(), headless=True
    )
    try:
        yield browser
    finally:
        browser.close()
