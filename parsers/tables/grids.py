"""Sizes of problems written as grids: ``512^3``, ``1024x1024x512``."""

from __future__ import annotations

import math
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern

_POWER = Pattern(r"(\d{1,7})\s?(?:\^|\*\*)\s?([23])|(\d{1,7})([²³])")
_PRODUCT = Pattern(r"\d{1,7}(?:\s?[x×*]\s?\d{1,7}){1,3}")
_RAISED: Final = {"²": 2, "³": 3}
_MOST: Final = 10_000


def points_of_grids(texts: pl.Series) -> dict[str, float] | None:
    """Return how many points each of the distinct ``texts`` has, if all of them are grids."""
    stated = texts.drop_nulls().unique()
    if not 0 < len(stated) <= _MOST:
        return None
    points = {text: _points(text) for text in stated}
    known = {text: number for text, number in points.items() if number is not None}
    return known if len(known) == len(points) else None


def _points(text: str) -> float | None:
    if power := _POWER.fullmatch(text):
        side = int(power[1] or power[3])
        return float(side ** (int(power[2]) if power[2] else _RAISED[power[4]]))
    if _PRODUCT.fullmatch(text):
        sides = text.replace("×", "x").replace("*", "x").split("x")
        return float(math.prod(int(side) for side in sides))
    return None
