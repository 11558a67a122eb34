"""The columns that tell series apart, before what is known of them or of their points."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl

from parsers.run_records.records import names_beside


def telling_series(
    who: Sequence[Mapping[str, Any]], heights: Sequence[int], computed: Collection[str]
) -> list[pl.Series]:
    """Return a column for each fact that any series has, its value as often as it is high.

    ``who``: what each series is. A parameter that is called as one of the ``computed`` columns
    that come after it gets ``_given`` after its name.
    """
    columns = []
    names = dict.fromkeys(name for each in who for name in each)
    for name, own in zip(names, names_beside(names, computed), strict=True):
        values = [each.get(name) for each in who]
        if any(value is not None for value in values):
            repeated = [v for v, height in zip(values, heights, strict=True) for _ in range(height)]
            columns.append(pl.Series(own, repeated, strict=False))
    return columns
