"""The printed numbers a formula counts with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from macros.archive import Archivio
from macros.formula import Value
from macros.formula_functions import Missing


def values(
    archive: Archivio, changed: Mapping[str, Decimal] = MappingProxyType({})
) -> Callable[[str], Value]:
    """Return what gives the value of an address, some of them changed if asked.

    It raises Missing for a number that is missing.
    """

    def value(address: str) -> Value:
        if address in changed:
            return changed[address]
        number = archive.numbers.get(address)
        if number is None:  # its file could not be read
            raise Missing(f"manca «{address}»")
        if number.value is None:
            raise Missing(f"manca «{number.label}»: {number.gap}")
        return number.value

    return value
