"""Golden cases: a mistake planted in an invented project, and the message staff read.

Their form is told in `LEGGIMI.md`, in Italian: they are read by people who do not program.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from macros.cli import main
from macros.load import load
from macros.messages import Problem

FOLDER = Path(__file__).parent
INVENTED = FOLDER / "vetrolandia"
PATHS = tuple(sorted((FOLDER / "errori").glob("*.md")))
_MARK = "\nMessaggio:\n"
_STEP = re.compile(
    r"^Nel file `(?P<edited>[^`]+)`, al posto di\n\n~~~\n(?P<old>.*?)\n~~~\n\nc’è\n\n"
    r"~~~\n(?P<new>.*?)\n~~~$"
    r"|^In fondo al file `(?P<longer>[^`]+)` c’è\n\n~~~\n(?P<tail>.*?)\n~~~$"
    r"|^Il file `(?P<written>[^`]+)` è\n\n~~~\n(?P<whole>.*?)\n?~~~$"
    r"|^Il file `(?P<gone>[^`]+)` manca\.$",
    re.DOTALL | re.MULTILINE,
)
_SIGNS = {
    "tab": "\t",
    "spazio unificatore": "\u00a0",
    "campanello": "\x07",
    "BOM": "\ufeff",
    "fine riga Windows": "\r",
}
_TOKEN = re.compile(
    rf"⟨(?:(?P<sign>{'|'.join(_SIGNS)})|byte (?P<byte>[89A-F][0-9A-F])"
    r"|(?P<times>\d+) volte (?P<text>[^⟩]+))⟩"
)


def _seen(match: re.Match[str]) -> str:
    """Return what a ⟨token⟩ stands for; a byte that is no UTF-8 as Python escapes it."""
    if match["sign"]:
        return _SIGNS[match["sign"]]
    if match["byte"]:
        return bytes.fromhex(match["byte"]).decode("utf-8", "surrogateescape")
    return match["text"].replace("↵", "\n") * int(match["times"])


def _typed(text: str) -> bytes:
    return _TOKEN.sub(_seen, text).encode("utf-8", "surrogateescape")


def visible(text: str) -> str:
    """Return a printed text with its invisible signs as tokens."""
    for name, sign in _SIGNS.items():
        text = text.replace(sign, f"⟨{name}⟩")
    return text


def check(root: Path) -> Result:
    """Run `controlla` on a project, verifying its sources against its own texts."""
    arguments = ["--cartella", str(root), "controlla", "--testi", str(root / "testi")]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def invented(target: Path) -> Path:
    """Copy the invented project."""
    return Path(shutil.copytree(INVENTED, target))


def spoil(root: Path, *edits: tuple[str, str, str]) -> list[Problem]:
    """Return what is wrong with a project after some changes (file, old, new)."""
    for file, old, new in edits:
        text = (root / file).read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old}"
        (root / file).write_text(text.replace(old, new), encoding="utf-8")
    return load(root)[1]


@dataclass(frozen=True)
class Case:
    """A case as written: what is done to the project, what is read then."""

    path: Path
    text: str

    @property
    def code(self) -> str:
        """The code its file is named after."""
        return self.path.stem.partition("-")[0]

    @property
    def told(self) -> str | None:
        """The message that is expected, or None where it is not written yet."""
        found = re.search(_MARK + r"\n~~~\n(.*)\n~~~\n\Z", self.text, re.DOTALL)
        return found[1] if found else None

    def spoil(self, root: Path) -> None:
        """Make the mistake in a project."""
        story = self.text.partition(_MARK)[0]
        steps = list(_STEP.finditer(story))
        left = _STEP.sub("", story).split("\n\n")[1:]
        assert steps, f"{self.path.name}: non si capisce che cosa si fa"
        assert not "".join(left).strip(), f"{self.path.name}: non si capisce «{left}»"
        for step in steps:
            _make(step, root)

    def rewrite(self, told: str) -> None:
        """Write what is read now as what is expected."""
        story = self.text.partition(_MARK)[0].rstrip("\n")
        self.path.write_text(f"{story}\n{_MARK}\n~~~\n{told}\n~~~\n", encoding="utf-8")


def _make(step: re.Match[str], root: Path) -> None:
    if step["edited"]:
        path = root / step["edited"]
        before, old = path.read_bytes(), _typed(step["old"])
        assert before.count(old) == 1, f"{step['edited']}: {step['old']}"
        path.write_bytes(before.replace(old, _typed(step["new"])))
    elif step["longer"]:
        path = root / step["longer"]
        path.write_bytes(path.read_bytes() + _typed(step["tail"]) + b"\n")
    elif step["written"]:
        path = root / step["written"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_typed(step["whole"] + "\n" if step["whole"] else ""))
    else:
        (root / step["gone"]).unlink()


def cases() -> Iterator[Case]:
    """Yield every case."""
    for path in PATHS:
        yield Case(path, path.read_text("utf-8"))
