"""Styles of drawings: named ANSI colours, whose tones the theme of the terminal decides."""

from __future__ import annotations

from typing import Final

COLOURS: Final = (
    "cyan",
    "yellow",
    "magenta",
    "green",
    "red",
    "blue",
    "bright_cyan",
    "bright_magenta",
)
"""Colours of the first eight series. Never alone: each series has a shape of its own as well."""

FAINT: Final = "dim"
"""Axes, grid, ideal lines and whatever stays in the background."""

HEADING: Final = "bold"


def highlighted(style: str) -> str:
    """Return ``style`` set apart, visibly so on terminals without colours too."""
    return f"reverse bold {style}".strip()
