"""The edge of a problem that grows with the machine: its cube or its square is the size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.meaning.decisions import FOLLOWS, NOTHING, Decision, Fields, RowRemark
from parsers.meaning.quantities import Quantity
from parsers.meaning.trend import MOST_ROWS, SCALES, Trend
from parsers.run_records.records import SCALE, SCHEMA

_SQUARE: Final = 2
_POWERS: Final = {3: "³", _SQUARE: "²"}
_ALIKE: Final = 1.02
"""Edges are whole numbers: 126 and 159 have twice and four times the cube of 100."""
_COUNTS: Final = 3
"""Fewer may be on such a curve by chance."""
_PROCESSES: Final = 128
"""Few for each are no cells: a grid of processes has an edge too."""
_DIGITS: Final = 4
_SLOWER: Final = -0.25
"""The order of a matrix grows with the square root too; its times do so as well, or more."""


def size_of_edges(fields: Fields, quantities: Sequence[Quantity], trend: Trend) -> Decision:
    """Take the power of a number as the problem size that grows in proportion to the count.

    ``12.6`` and ``15.9`` nm on 2 and 4 nodes instead of 10 on one are boxes of the same volume for
    each. Only where times do not fall as the count grows: the edge of a grid of processes, which
    share one problem, has the same powers. The order of a matrix, of which flop/s are counted,
    grows with the square root of the count, and its work otherwise.
    """
    of_flops = any(isinstance(each.unit, str) and each.unit == "flop/s" for each in quantities)
    for count in (fields[name] for name in SCALE if name in fields):
        if len(count) > MOST_ROWS or not count.dtype.is_numeric() or count.null_count():
            continue
        if count.n_unique() < _COUNTS:
            continue
        gained = trend.exponent(count)
        if gained is None:
            return NOTHING
        for name, edges in fields.items():
            if name != "size" and (name in SCHEMA or "size" in fields):
                continue
            power = _power(edges, count)
            if power is None or (of_flops and power == _SQUARE):
                continue
            if not _fits(power, gained, is_time=trend.is_time):
                continue
            text = f"`{name}`{_POWERS[power]} read as the problem size: it grows with the count"
            return Decision(
                {"size": _volume(edges, power)},
                dropped={} if name == "size" else {name: FOLLOWS},
                remarks=(RowRemark("assumed", text),),
            )
    return NOTHING


def _fits(power: int, gained: float, *, is_time: bool) -> bool:
    """Whether runs get faster with the count as those of problems that grow do."""
    if gained >= SCALES:
        return not is_time
    return power > _SQUARE or gained >= _SLOWER


def _power(edges: pl.Series, count: pl.Series) -> int | None:
    """To which power edges are in proportion to a count, where each count has one of its own."""
    numbers = edges.cast(pl.Float64, strict=False)
    if numbers.null_count() or not (numbers > 0).all():
        return None
    for power in _POWERS:
        each = (numbers**power / count).to_list()
        if max(each) <= _ALIKE * min(each) and min(each) > _PROCESSES:
            return power
    return None


def _volume(edges: pl.Series, power: int) -> pl.Series:
    numbers = edges.cast(pl.Float64)
    volumes = numbers**power
    # A volume has no more digits than its edge.
    return volumes if (numbers == numbers.round()).all() else volumes.round_sig_figs(_DIGITS)
