"""Factors over decades: what is 0.00 says nothing."""

from __future__ import annotations

from typing import Final

from tui.formatting.glyphs import Glyphs

_LARGE: Final = 100
"""From here on a factor has no decimals."""


def factor(value: float, glyphs: Glyphs) -> str:
    """Return a factor in significant digits, with its sign."""
    sign = "x" if glyphs.ascii else "×"
    return f"{value:.3g}{sign}" if value < _LARGE else f"{value:.0f}{sign}"
