"""Numbers that are others in each run, as temperatures and seeds are: no setting, and no size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Final

import polars as pl

from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, Decisions
from parsers.meaning.measured import SCATTERED
from parsers.meaning.telling_names import OF_A_RUN
from parsers.meaning.trend import Trend
from parsers.run_records.records import SCALE, SCHEMA

_HUNDRED: Final = 100
_LEAST: Final = 4
"""So many values that go up and down along the counts do so by chance seldom if they were set."""


def scattered_values(known: Decisions, trend: Trend) -> Decision:
    """Drop numbers of which nothing is known, where each run has its own and none was set.

    Without them most rows are repeats whose values agree; or there are none, and along the counts
    of each series the numbers go up and down. What people set comes again from row to row, and
    follows the count where it is a size.
    """
    names = [
        name
        for name, column in known.taken
        if name in known.fields and _may_be_scattered(name, column, known)
    ]
    if not names:
        return NOTHING
    rows = range(len(trend.speeds))
    counts = row_keys([name for name in SCALE if name in known.fields], known, rows)
    others = [name for name in known.fields if name not in (*SCALE, "run_name", *OF_A_RUN, *names)]
    keys = row_keys(others, known, rows)
    if len({*counts}) < 2:
        return NOTHING
    alike = rows_of_each(zip(keys, counts, strict=True))
    repeated = [group for group in alike if len(group) > 1]
    if repeated:
        are_repeats = 2 * sum(map(len, repeated)) >= len(rows)
        found = names if are_repeats and all(trend.agrees(group) for group in repeated) else []
    else:
        series = rows_of_each(keys)
        found = [name for name in names if _go_up_and_down(known.fields[name].to_list(), series)]
    said = "differs from run to run, as what was set does not"
    return Decision(dropped=dict.fromkeys(found, said)) if found else NOTHING


def _may_be_scattered(name: str, column: Column, known: Decisions) -> bool:
    values = known.fields[name]
    if name in SCHEMA or column.given or column.heading.role or not values.dtype.is_numeric():
        return False
    if column.heading.kind != "unknown" and name != "seed":
        return False
    stated = values.drop_nulls()
    if name != "seed" and _are_round(stated.cast(pl.Float64)):
        return False
    return len(stated) > 1 and stated.n_unique() >= SCATTERED * len(stated)


def _are_round(values: pl.Series) -> bool:
    """Whether numbers are such as people set: 1,000, 5,000, 10,000."""
    return bool(((values >= _HUNDRED) & (values.round_sig_figs(1) == values)).all())


def row_keys(names: Sequence[str], known: Decisions, rows: range) -> list[tuple[str, ...]]:
    """Return what each row has in the fields ``names``, as texts."""
    columns = [known.fields[name].head(len(rows)).to_list() for name in names]
    return [tuple(str(column[row]) for column in columns) for row in rows]


def rows_of_each(keys: Iterable[Hashable]) -> list[list[int]]:
    """Return the rows of each key, in their order."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        groups[key].append(row)
    return list(groups.values())


def _go_up_and_down(values: Sequence[float | None], series: Sequence[Sequence[int]]) -> bool:
    """Whether in each series, of several rows, some neighbours rise and some fall."""
    for rows in series:
        stated = [value for row in rows if (value := values[row]) is not None]
        steps = {later > before for before, later in pairwise(stated) if later != before}
        if len(stated) < _LEAST or len(steps) < 2:
            return False
    return True
