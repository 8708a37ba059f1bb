"""How quick the pages are for who opens them: `python -m bench.speed`.

Lighthouse's score of performance, from 0 to 100, on a served and compressed site; the goal is 100
on a desk. The score of a phone simulates a slow one on a slow line, and moves with the load of the
machine: the median of three is told.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from tests.built import COMPRESSIBLE, ROOT
from tests.lighthouse import DEVICES, PAGES, judge

TIMES = 3
CATEGORY = "performance"


class Compressed(SimpleHTTPRequestHandler):
    """A server that compresses what gets smaller, as every server of the web does."""

    def do_GET(self) -> None:
        """Answer with a file, compressed if its kind gains by it; else as the plain server does."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or file.suffix not in COMPRESSIBLE:
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing of what is asked."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def main() -> None:
    """Build the site, run Lighthouse on its main pages, print the medians."""
    print(f"Lighthouse, velocità da 0 a 100 (la mediana di {TIMES})")
    with tempfile.TemporaryDirectory(prefix="casa-di-vetro-") as folder:
        command = [sys.executable, "-m", "macros", "costruisci", "--in", f"{folder}/sito"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        with served(Path(folder) / "sito") as address:
            for page, path in PAGES.items():
                told = [f"{device} {_score(address + path, device):3}" for device in DEVICES]
                print(f"  {page:<18} {'   '.join(told)}", flush=True)


def _score(address: str, device: str) -> int:
    """Return the median score of a page."""
    return int(median(judge(address, device, CATEGORY).scores[CATEGORY] for _ in range(TIMES)))


if __name__ == "__main__":
    main()
