"""The lines around the runs of a log, of which a large one is mostly steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from parsers.source import Source
from parsers.training.run_lines import RunLines

_LARGEST: Final = 1024 * 1024
"""Bytes; of a larger log only the lines around its runs are kept."""
AROUND: Final = 2_000
"""Lines before a run and after it that may be of it."""


def lines_around(source: Source, runs: Sequence[RunLines]) -> Sequence[str]:
    """Return the lines of ``source``; of a large one those far inside its runs are empty.

    Raises ``OSError`` when ``source`` cannot be read.
    """
    if source.size <= _LARGEST:
        return source.lines
    found: list[str] = []
    with source.open() as file:
        for first, last in _windows(runs):
            unread = first - 1 - len(found)
            deque(islice(file, unread), maxlen=0)
            found += [""] * unread
            found += [
                line.decode(errors="replace").rstrip("\r\n")
                for line in islice(file, last - first + 1)
            ]
    return found


def _windows(runs: Sequence[RunLines]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of the lines to keep, 1-based, in order and apart."""
    ends = sorted(
        line
        for run in runs
        if (own := [run.rows.line[at] for at in run.places])
        for line in (min(own), max(own))
    )
    begun = 1
    for place, line in enumerate(ends):
        first = max(begun, line - AROUND)
        last = line + AROUND
        if place + 1 < len(ends):
            last = min(last, ends[place + 1])
        if first <= last:
            yield first, last
            begun = last + 1
