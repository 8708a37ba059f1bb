"""axe-core on a page, and the one fault it only suspects: text of its background's colour.

axe files a contrast of 1:1 under what a person should look at, and gives up over pictures and
gradients: so the contrast of every text is computed here too, from the colours of its ancestors
and of the shapes it stands on in a drawing.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.built import ROOT

SOURCE = ROOT / "node_modules/axe-core/axe.min.js"
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
OPTIONS = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    "resultTypes": ["violations", "incomplete"],
}
ENOUGH = 3  # the least WCAG asks of any text; axe asks 4.5 of small ones, where it can compute

# Every text that is shown, with the colours before and behind it, where the contrast is too low.
# An ancestor with a picture behind its text hides the colours below: there the text is told too.
FAINT = """(enough) => {
  const channels = (colour) => {
    const found = colour.match(/^rgba?\\(([^)]+)\\)$/);
    if (!found) return [0, 0, 0, 0];
    const [r, g, b, a = 1] = found[1].split(/[ ,/]+/).map(Number);
    return [r, g, b, a];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((one, i) => one * a + below[i] * (1 - a));
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const canvas = dark ? [18, 18, 18] : [255, 255, 255];
  const grounds = new Map([[null, canvas]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const own = channels(getComputedStyle(element).backgroundColor);
      grounds.set(element, over(own, ground(element.parentElement)));
    }
    return grounds.get(element);
  };
  // Of the shapes drawn before a text, the last that holds its middle.
  const shape = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    let found = ground(text.ownerSVGElement);
    for (const one of text.ownerSVGElement.querySelectorAll('rect, path, circle, polygon')) {
      if (one.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING) break;
      const fill = channels(getComputedStyle(one).fill);
      const [around, style] = [one.getBoundingClientRect(), getComputedStyle(one)];
      const holds = around.left <= x && x <= around.right && around.top <= y && y <= around.bottom;
      if (holds && fill[3]) {
        fill[3] *= Number(style.fillOpacity) * Number(style.opacity);
        found = over(fill, found);
      }
    }
    return found;
  };
  const told = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
    if (holder.closest('title, script, style, [hidden], .pa-nascosto')) continue;
    const style = getComputedStyle(holder);
    const drawn = holder.closest('svg') !== null;
    const below = drawn ? shape(holder) : ground(holder);
    const ink = over(channels(drawn ? style.fill : style.color), below);
    const contrast = ratio(ink, below);
    if (contrast < enough) {
      told.push(`«${node.data.trim().slice(0, 60)}» ${contrast.toFixed(2)}:1, ${ink} on ${below}`);
    }
  }
  return told;
}"""


@cache
def source() -> str:
    """Return the program of axe-core; it is evaluated, not loaded, so no policy stops it."""
    return SOURCE.read_text("utf-8") + ";0"


def bring(page: Page) -> None:
    """Bring axe into a page; once is enough until the page is left."""
    page.evaluate(source())


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong in a page, a line for each rule and element.

    Contrast of 1:1, which axe calls incomplete, is a fault here.
    """
    found = page.evaluate("(options) => axe.run(document, options)", OPTIONS)
    return [
        *(told(rule, node) for rule in found["violations"] for node in rule["nodes"]),
        *(told(rule, node) for rule in found["incomplete"] for node in rule["nodes"] if same(node)),
    ]


def same(node: dict[str, Any]) -> bool:
    """Tell whether axe computed for an element that text and background have the same colour."""
    return any((one.get("data") or {}).get("messageKey") == "equalRatio" for one in node["any"])


def told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    """Return the line of one element that breaks a rule."""
    return f"{rule['id']}: {node['html'][:160]}"


def faint(page: Page) -> list[str]:
    """Return every text whose contrast with what is behind it is under 3:1."""
    found: list[str] = page.evaluate(FAINT, ENOUGH)
    return found
