"""How each number was measured: the runs behind a point, their spread, their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import polars as pl

from analysis.runs import Runs
from analysis.series.series import ScalingSeries
from tui.formatting.numbers import scale_for
from tui.views.document import TextSide, TextTable
from tui.views.runs.places import begin_at, row_records

_TITLES: Final = ("series", "count", "runs", "interval", "of", "source")
_SIDES: Final[tuple[TextSide, ...]] = ("left", "right", "right", "right", "left", "left")
_INTERVALS: Final = {"ci95": "95 % CI of the median", "range": "smallest to largest"}

Behind = Mapping[int, pl.DataFrame]
"""The records behind each row of the table of runs, by its number."""


def records_behind(runs: Runs, series: Sequence[ScalingSeries]) -> Behind:
    """Return the repeats of each point of ``series``."""
    rows = {row for each in series for row in each.points["row"].to_list()}
    found = runs.everything.filter(pl.col("row").is_in(list(rows)))
    return {row["row"]: row_records(row, runs) for row in found.iter_rows(named=True)}


def measured_table(series: Sequence[ScalingSeries], behind: Behind) -> TextTable:
    """Return a row for each point of each series: its runs, their spread, their lines."""
    rows = [row for each in series for row in _rows(each, behind)]
    kept = [
        at
        for at, title in enumerate(_TITLES)
        if (title != "series" or len(series) > 1) and any(row[at] for row in rows)
    ]
    return TextTable(
        tuple(_TITLES[at] for at in kept),
        tuple(_SIDES[at] for at in kept),
        [[row[at] for at in kept] for row in rows],
    )


def _rows(series: ScalingSeries, behind: Behind) -> Iterator[list[str]]:
    points = series.points
    scale = scale_for(series.unit, [*points["low"], *points["high"], *points["value"]])
    for row in points.iter_rows(named=True):
        several = (row["n"] or 0) > 1 and row["low"] is not None
        interval = f"{scale.number(row['low'])} to {scale.quantity(row['high'])}"
        places = "; ".join(map(str, begin_at(behind[row["row"]])))
        yield [
            series.name,
            str(row["count"]),
            str(row["n"] or 0),
            interval if several else "",
            _INTERVALS.get(row["interval"], "") if several else "",
            places,
        ]
