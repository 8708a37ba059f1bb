"""Every page of the site visited in a browser, on a phone and on a desk, in light and dark.

All that needs a page open is looked at in the same visit, and the workers of a run share the
visits: each takes the next page that nobody has taken, and writes down what it saw.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from tests import axe

PHONE = ViewportSize(width=360, height=740)
NARROW = ViewportSize(width=320, height=740)
DESK = ViewportSize(width=1280, height=900)

# Before any script of the page: what shifts while it loads, what the policy stops.
WATCH = """(() => {
  window.seen = { shift: 0, stopped: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  addEventListener('securitypolicyviolation', (event) => {
    window.seen.stopped.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
})()"""
# Two frames after fonts are in: what had to move has moved.
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))"""
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# Texts of a chart that leave its box by more than half a pixel, with the side and by how much:
# sideways the box of the text counts, up and down the ink, since a line is higher than its letters.
CUT = """() => {
  const ruler = document.createElement('canvas').getContext('2d');
  return [...document.querySelectorAll('svg.pa-disegno')].flatMap((svg) => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].flatMap((text) => {
      const own = text.getBoundingClientRect();
      const style = getComputedStyle(text);
      ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const ink = ruler.measureText(text.textContent);
      const out = {
        left: box.left - own.left, right: own.right - box.right,
        top: box.top - own.top - (ink.fontBoundingBoxAscent - ink.actualBoundingBoxAscent),
        bottom: own.bottom - box.bottom
          - (ink.fontBoundingBoxDescent - ink.actualBoundingBoxDescent),
      };
      const name = `${svg.querySelector('title').textContent}: «${text.textContent}»`;
      return Object.entries(out).filter(([, by]) => by > 0.5)
        .map(([side, by]) => `${name} ${side} ${by.toFixed(1)}px`);
    });
  });
}"""
# What makes a page wider than its window, apart from what scrolls in a box of its own.
WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((one) =>
    one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest('.pa-scorre, svg'));
  const shown = wide.slice(0, 4).map((one) => one.outerHTML.slice(0, 80));
  return [`${root.scrollWidth} of ${root.clientWidth}px`, ...shown];
}"""
# Texts outside the window, or cut by a box that does not scroll. What is hidden from the eye on
# purpose, and what scrolls in a box of its own, is not lost.
LOST = """() => {
  const width = document.documentElement.clientWidth;
  const lost = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('svg, .pa-scorre, .pa-nascosto, .pa-salti')) continue;
    if (!holder.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    let [left, right] = [0, width];
    for (let one = holder; one !== document.body; one = one.parentElement) {
      if (/hidden|clip/.test(getComputedStyle(one).overflowX)) {
        const frame = one.getBoundingClientRect();
        [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      }
    }
    if (box.left < left - 1 || box.right > right + 1) {
      lost.push(`«${node.data.trim().slice(0, 60)}» ${box.left | 0}–${box.right | 0}px`);
    }
  }
  return lost;
}"""


@dataclass
class Watched:
    """A page with everything it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def watch(page: Page) -> Watched:
    """Note what a page asks for and complains of from now on."""
    seen = Watched(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("requestfailed", lambda request: seen.complaints.append(f"failed {request.url}"))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("console", lambda message: seen.complaints.append(message.text))
    return seen


@dataclass
class Seen:
    """What was seen of one page. Lists name what is wrong; by window, where windows differ."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    shift: dict[str, float] = field(default_factory=dict)
    wide: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)
    axe: dict[str, list[str]] = field(default_factory=dict)
    faint: dict[str, list[str]] = field(default_factory=dict)


def visit(browser: Browser, url: str) -> Seen:
    """Visit a page on a phone and on a desk."""
    seen = Seen()
    with arrived(browser, url, PHONE, seen) as page:
        on_a_phone(page, seen)
    with arrived(browser, url, DESK, seen) as page:
        look(page, seen, "1280")
    return seen


@contextmanager
def arrived(browser: Browser, url: str, window: ViewportSize, seen: Seen) -> Iterator[Page]:
    """Open a page for the first time, let it settle, and note what it did meanwhile."""
    with browser.new_context(viewport=window, color_scheme="light") as context:
        context.add_init_script(WATCH)
        watched = watch(context.new_page())
        page = watched.page
        page.goto(url)
        page.evaluate(SETTLED)
        seen.requests += watched.requests
        seen.shift[f"{window['width']}"] = page.evaluate("window.seen.shift")
        yield page
        seen.complaints += watched.complaints
        seen.stopped += page.evaluate("window.seen.stopped")


def on_a_phone(page: Page, seen: Seen) -> None:
    """Look at a page at 360 px, open what is closed, then narrow the window to 320 px."""
    seen.cut = page.evaluate(CUT)
    seen.wide["360"] = page.evaluate(WIDE)
    page.evaluate(OPEN_ALL)
    seen.wide["360 open"] = page.evaluate(WIDE)
    page.set_viewport_size(NARROW)
    seen.wide["320 open"] = page.evaluate(WIDE)
    seen.lost["320 open"] = page.evaluate(LOST)
    look(page, seen, "320 open")


def look(page: Page, seen: Seen, window: str) -> None:
    """Run axe on a page and compute the contrast of its texts, in light and in dark."""
    axe.bring(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        seen.axe[f"{window} {scheme}"] = axe.faults(page)
        seen.faint[f"{window} {scheme}"] = axe.faint(page)


def shared(
    folder: Path, addresses: Mapping[str, str], go: Callable[[str], Seen]
) -> dict[str, Seen]:
    """Visit the pages that no worker has visited yet; return what all of them saw.

    Args:
        folder: where the workers write, a file for each page.
        addresses: where each page is, by its name.
        go: visits an address.
    """
    folder.mkdir(exist_ok=True)
    for waits in (False, True):  # first those that nobody is visiting, then those of the others
        for number, address in enumerate(addresses.values()):
            visit_once(folder / f"{number}.json", waits, partial(go, address))
    return {
        name: Seen(**json.loads((folder / f"{number}.json").read_text("utf-8")))
        for number, name in enumerate(addresses)
    }


def visit_once(file: Path, waits: bool, go: Callable[[], Seen]) -> None:
    """Write what a visit saw, if nobody has; while somebody does, wait for it or leave."""
    with file.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            return
        if not file.exists():
            file.write_text(json.dumps(asdict(go())), encoding="utf-8")
