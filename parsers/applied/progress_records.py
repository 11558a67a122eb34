"""Rows that are steps of runs -> the records of these runs, each quantity with its progress."""

from __future__ import annotations

import polars as pl

from parsers.applied.assembly import constants_of, shared_fields
from parsers.meaning.along_runs import COUNTS, LAST, RUN, AlongRuns
from parsers.meaning.row_values import RowValues
from parsers.run_records.conforming import conform
from parsers.source import Source


def records_of_steps(rows: RowValues, along: AlongRuns, source: Source) -> pl.DataFrame:
    """Return one record for each run and each quantity, with its progress."""
    runs = _runs(rows, along, source)
    records = along.quantities.join(runs, on=RUN, how="left", maintain_order="left")
    return conform(records.drop(RUN))


def _runs(rows: RowValues, along: AlongRuns, source: Source) -> pl.DataFrame:
    """What all quantities of a run share: what its rows have in common, and how it ended."""
    constants = (pl.lit(text).alias(name) for name, text in constants_of(rows, source).items())
    cells = pl.DataFrame(shared_fields(rows, source)).with_columns(
        along.places["block"], along.places["part"], *constants
    )
    left_out = {*RUN, *along.changing, *COUNTS}
    return cells.group_by(RUN, maintain_order=True).agg(
        pl.col(name).drop_nulls().last() if name in LAST else pl.col(name).drop_nulls().first()
        for name in cells.columns
        if name not in left_out
    )
