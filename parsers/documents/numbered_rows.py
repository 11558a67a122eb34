"""Rows numbered from 0 below headings that leave their numbers without one, as pandas prints."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.documents.borders import Line

_CALLED = "Unnamed:0"
"""What pandas itself calls these numbers where it writes a file."""


def with_numbers_called(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with a heading for the numbers of rows where there is a blank in its place.

    The headings are one fewer than the cells of each row, of which the first begin with 0 and 1.
    """
    done = list(lines)
    for place, (number, text) in enumerate(lines):
        if text[:2].strip() or not text.strip():
            continue
        width = len(text.split()) + 1
        below = [line.split() for _, line in lines[place + 1 : place + 3]]
        numbers = [row[0] for row in below if len(row) == width > 2]
        if numbers == ["0", "1"]:
            blank = len(text) - len(text.lstrip())
            done[place] = (number, f"{_CALLED:<{blank}} {text.lstrip()}")
    return done
