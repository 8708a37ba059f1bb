"""Contrast of colours, as WCAG 2.2 measures it."""

from __future__ import annotations

ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3, for texts of any size
WHITE, PALE = "#ffffff", "#f2f7fc"  # the ground of pages, and of what stands out on them


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (`#rrggbb`), from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def darkened(colour: str, ground: str) -> str:
    """Return a colour, darkened as little as it takes to be read on a light ground."""
    channels = [float(channel) for channel in _channels(colour)]
    while contrast(colour, ground) < ENOUGH:
        channels = [channel * 0.97 for channel in channels]
        colour = "#" + "".join(f"{int(channel):02x}" for channel in channels)
    return colour


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    linear: float = ((channel + 0.055) / 1.055) ** 2.4
    return linear
