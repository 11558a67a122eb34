"""Lines that a program prints alike: one above others like it has results, and no headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.grammar.patterns import Pattern

_DIGITS: Final = Pattern(r"\d+(?:\.\d+)?")
_VALUE: Final = Pattern(r"[-+]?\d[\d.]*\s*[A-Za-zµ%]|\w+=[-+]?\d")
_AMOUNTS: Final = Pattern(r"(?<!\S)\d+\.\d+ ?(?P<unit>[A-Za-zµ%/]+)(?!\S)")


def is_printed_alike(text: str, below: str) -> bool:
    """Whether a line is one of many that a program prints alike, with amounts of the same units."""
    one, other = (_DIGITS.sub("0", each).split() for each in (text, below))
    units = _AMOUNTS.findall(text)
    return one == other or (bool(units) and units == _AMOUNTS.findall(below))


def is_one_of(headings: Sequence[str], row: Sequence[str]) -> bool:
    """Whether headings are a row: an amount or ``n=8`` among them has one like it below it."""
    return any(
        _VALUE.match(heading) and _DIGITS.sub("0", heading) == _DIGITS.sub("0", cell)
        for heading, cell in zip(headings, row, strict=True)
    )
