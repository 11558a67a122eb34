"""Sizes of problems written as grids: ``512^3``, ``1024x1024x512``, ``2048²×128``."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern

_FACTOR: Final = r"\d{1,7}(?:\s?(?:\^|\*\*)\s?[23]|[²³])?"
_GRID = Pattern(rf"{_FACTOR}(?:\s?[xX×*]\s?{_FACTOR}){{0,3}}")
_TUPLE = Pattern(r"[(\[]\s?\d{1,7}(?:(?:[,;]\s?|\s)\d{1,7}){1,3}\s?[)\]]")
"""``(512, 512)``, the shape of an array."""
_SPACED = Pattern(r"\d{1,7}(?:(?:[ _]\d{1,7}){2}|(?:-\d{1,7}){2}|(?:/\d{1,7}){2})")
"""Three sides parted by a mark; dates and versions stand under other headings."""
_MULTIPLE = Pattern(r"(?:[1-9]\d*\s?)?[Nn]0?")
_SIDE = Pattern(r"(\d{1,7})(?:\s?(?:\^|\*\*)\s?([23])|([²³]))?")
_RAISED: Final = {"²": 2, "³": 3}
_MOST: Final = 10_000


def points_of_grids(texts: pl.Series) -> dict[str, float] | None:
    """Return how many points each of the distinct ``texts`` has, if all of them are grids.

    Of ``N``, ``2N`` and ``4N`` it is how many times as many as the first one has.
    """
    stated = texts.drop_nulls().unique()
    if not 0 < len(stated) <= _MOST:
        return None
    if len(stated) > 1 and all(map(_MULTIPLE.fullmatch, stated)):
        return {text: float(text.lower().partition("n")[0] or 1) for text in stated}
    points = {text: _points(text) for text in stated}
    known = {text: number for text, number in points.items() if number is not None}
    return known if len(known) == len(points) else None


def _points(text: str) -> float | None:
    if text.isdecimal() or not any(each.fullmatch(text) for each in (_GRID, _TUPLE, _SPACED)):
        return None
    sides = [
        int(side[1]) ** (int(side[2]) if side[2] else _RAISED.get(side[3], 1))
        for side in _SIDE.finditer(text)
    ]
    return float(math.prod(sides))
