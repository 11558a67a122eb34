"""Labels that leave no trace in the values: who ran it, the switch, a reservation, a mark."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from math import log
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions
from parsers.meaning.scattered_values import row_keys, rows_of_each
from parsers.meaning.telling_names import OF_A_RUN
from parsers.meaning.trend import Trend
from parsers.run_records.records import SCALE, SCHEMA
from parsers.tables.cells import is_text

_MOST: Final = 200
"""Nobody keeps such labels by hand for more rows."""
_LEAST: Final = 4
"""So many counts make a curve on which a label that matters would show."""
_STRAIGHT: Final = 0.05
"""Speedups bend down as counts grow; a slope rises by no more than this where nothing else was
changed between runs. What makes a run 5 % faster moves the slopes of twice the count by 0.07."""

_PROPORTIONAL: Final = 1.02


def untraced_labels(known: Decisions, trend: Trend) -> Decision:
    """Drop texts of which nothing is known, that come back along the counts of one smooth curve.

    Who compares two of something runs each of them at the same counts. Where every count is there
    once, a label goes and comes back in one series at least, and the values follow it in none, it
    is a remark on the run.
    """
    if not _LEAST <= known.rows <= _MOST or known.rows > len(trend.speeds):
        return NOTHING
    names = [
        name
        for name, column in known.taken
        if name in known.fields and _may_be_remark(name, column, known)
    ]
    scale = [name for name in SCALE if name in known.fields]
    varied = next((name for name in scale if known.fields[name].n_unique() >= _LEAST), None)
    if not names or varied is None:
        return NOTHING
    counts = known.fields[varied].to_list()
    if None in counts or 0 in counts:
        return NOTHING
    scale += ["size"] if _grows_with(known.fields.get("size"), known.fields[varied]) else []
    others = [name for name in known.fields if name not in (*scale, "run_name", *OF_A_RUN, *names)]
    series = [
        sorted(rows, key=counts.__getitem__)
        for rows in rows_of_each(row_keys(others, known, range(known.rows)))
    ]
    if not all(_is_smooth([(counts[row], trend.speeds[row]) for row in rows]) for rows in series):
        return NOTHING
    said = "comes back along the counts, and the values do not follow it"
    dropped = {
        name: said
        for name in names
        if any(_comes_back([known.fields[name][row] for row in rows]) for rows in series)
    }
    return Decision(dropped=dropped) if len(dropped) == len(names) else NOTHING


def _may_be_remark(name: str, column: Column, known: Decisions) -> bool:
    if name in SCHEMA or column.given or column.heading.role or column.heading.kind != "unknown":
        return False
    return is_text(known.fields[name]) and known.fields[name].n_unique() > 1


def _grows_with(sizes: pl.Series | None, counts: pl.Series) -> bool:
    """Whether the size of the problem is the same on each of what is counted."""
    if sizes is None or sizes.null_count():
        return False
    shares = (sizes / counts).to_list()
    return bool(max(shares) <= _PROPORTIONAL * min(shares))


def _is_smooth(points: Sequence[tuple[float, float | None]]) -> bool:
    """Whether speed over count bends down alone, with every count once."""
    if len(points) < _LEAST or len({count for count, _ in points}) < len(points):
        return False
    if not all(speed for _, speed in points):
        return False
    slopes = [
        log((fast or 1) / (slow or 1)) / log(more / few)
        for (few, slow), (more, fast) in pairwise(points)
    ]
    return all(later <= before + _STRAIGHT for before, later in pairwise(slopes))


def _comes_back(labels: Sequence[Hashable]) -> bool:
    """Whether some label, or none, stands again behind another one."""
    changes = sum(before != after for before, after in pairwise(labels))
    return changes >= len(set(labels)) > 1
