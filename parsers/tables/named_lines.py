"""Codes that stand before counts in printed results, apart from what is measured of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.headings.read_heading import read_heading

CASE: Final = "case"
_OF_ONE = Pattern(r"(?P<name>\S+(?: \S+){0,2}?) (?P<measured>(?:time )?\([^()]+\))")
"""``icon time (s)``, ``resnet (img/s)``: what ran, and what was measured of it."""
_FEWEST: Final = 3


def with_codes_apart(stated: Sequence[Mapping[str, str]]) -> list[dict[str, str]] | None:
    """Return what lines state, heading -> cell, with a column of its own for what ran.

    ``icon on 2 nodes: 52 s`` and ``wrf on 2 nodes: 36 s`` are two times of one kind, if all lines
    are written so, and each name comes equally often with each count. ``None`` where they are not.
    """
    found = [match for cells in stated if (match := _of_one(cells))]
    names, measured = ({each[place] for each in found} for place in (0, 1))
    if len(found) < max(len(stated), _FEWEST) or len(names) < 2 or len(measured) > 1:
        return None
    apart = [
        {CASE: name, **{of if said == whole else said: cell for said, cell in cells.items()}}
        for cells, (name, of, whole) in zip(stated, found, strict=True)
    ]
    settings = Counter(
        tuple(cells[said] for said in cells if said not in measured) for cells in apart
    )
    return apart if len({*settings.values()}) == 1 else None


def _of_one(cells: Mapping[str, str]) -> tuple[str, str, str] | None:
    """What ran and what was measured of it, beside a count, and the heading that says both."""
    pairs = [match for name in cells if (match := _OF_ONE.fullmatch(name))]
    if len(cells) != 2 or len(pairs) != 1 or read_heading(pairs[0]["name"]).kind != "unknown":
        return None
    return pairs[0]["name"], pairs[0]["measured"], pairs[0][0]
