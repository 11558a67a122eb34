"""Rows that are steps of runs -> the records of these runs, each quantity with its progress."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcomes
from parsers.headings.directions import better
from parsers.records import conform
from parsers.tables.assembly import constants_of, in_each_row, over, shared_fields
from parsers.tables.cells import spread
from parsers.tables.draft import Draft
from parsers.tables.quantities import Quantity

_RUN: Final = ("block", "part")
_PROGRESS: Final = ("progress", "progress_at", "progress_lines")
_GROWN: Final = 1.5
"""How many times its first value a time has at its last where it is taken from the start on."""
_COUNTS: Final = ("steps", "epochs")
_FIRST: Final = ("run", "line", "started")
_LAST: Final = ("status", "reason")


def records_along(draft: Draft, quantities: list[Quantity], history: pl.DataFrame) -> pl.DataFrame:
    """Return one record for each run of ``history`` and each quantity, with its progress.

    Its value is as in a training log: the last one of losses, accuracies, running means and times
    since the start, and the median without the first of everything else.
    """
    from parsers.progress import in_first_unit, meter
    from parsers.progress import quantities as summed_up

    entries = _entries(draft, quantities, history).filter(in_first_unit())
    rates = meter(entries)
    if rates.rates and rates.is_running_mean:
        text = "rates look like running averages; using the last"
        draft.note("assumed", text)
    found = summed_up(entries, rates.is_running_mean).drop("line", "final")
    found = _timed(draft, found, "step" if history["step"].count() else "epoch")
    found = found.with_columns(
        pl.when(pl.col("progress").list.len() > 1).then(name) for name in _PROGRESS
    )
    if draft.table.lines is None:
        found = found.drop("progress_lines")
    runs = _runs(draft, quantities, history)
    text = f"rows are the progress of {runs.height} {'run' if runs.height == 1 else 'runs'}"
    draft.note("info", text)
    records = found.with_columns(_directions(quantities, found))
    records = records.join(runs, on=_RUN, how="left", maintain_order="left")
    return conform(records.drop(_RUN))


def _entries(draft: Draft, quantities: list[Quantity], history: pl.DataFrame) -> pl.DataFrame:
    """The numbers of all quantities, one a row, in the order of the rows."""
    lines = draft.table.lines
    line = pl.lit(None, dtype=pl.UInt32) if lines is None else lines.cast(pl.UInt32)
    rows = history.drop("metric").with_columns(line.alias("line"))
    frames = [
        rows.with_columns(
            in_each_row(quantity.name, draft.rows, pl.String()).alias("metric"),
            in_each_row(quantity.unit, draft.rows, pl.String()).alias("unit"),
            quantity.values.cast(pl.Float64).alias("value"),
        ).filter(pl.col("value").is_not_null(), pl.col("metric").is_not_null())
        for quantity in quantities
    ]
    return pl.concat(frames).sort("row", maintain_order=True)


def _timed(draft: Draft, found: pl.DataFrame, counted: str) -> pl.DataFrame:
    """Tell times since the start of a run, of which the last is its own, from those of a step."""
    progress = pl.col("progress")
    since_start = (
        (progress.list.diff().list.slice(1).list.min() >= 0)
        & (progress.list.last() >= _GROWN * progress.list.first())
        & (progress.list.len() > 1)
    )
    times = found.filter(pl.col("metric") == "runtime").select(since_start).to_series()
    if times.is_empty():
        return found
    is_time = pl.col("metric") == "runtime"
    if times.all():
        return found.with_columns(
            pl.when(is_time).then(progress.list.last()).otherwise("value").alias("value")
        )
    name = f"{counted}_time"
    if name in found["metric"]:
        return found
    draft.note("assumed", f"times read as per {counted}")
    return found.with_columns(
        pl.when(is_time).then(pl.lit(name)).otherwise("metric").alias("metric")
    )


def _runs(draft: Draft, quantities: list[Quantity], history: pl.DataFrame) -> pl.DataFrame:
    """What all quantities of a run share: what its rows have in common, and how it ended."""
    shared = shared_fields(draft)
    for quantity in quantities:
        if quantity.words is not None:
            outcomes = spread(quantity.words, read_outcomes).cast(pl.String)
            said = quantity.words.set(outcomes.is_null(), None)
            shared["status"] = over(shared, "status", outcomes)
            shared["reason"] = over(shared, "reason", said)
    constants = (pl.lit(text).alias(name) for name, text in constants_of(draft).items())
    rows = pl.DataFrame(shared).with_columns(history["block"], history["part"], *constants)
    settings = [name for name in rows.columns if name not in (*_RUN, *_FIRST, *_LAST)]
    kinds = rows.group_by(_RUN).agg(pl.col(name).drop_nulls().n_unique() for name in settings)
    changing = [name for name in settings if (kinds[name] > 1).any()]
    others = [f"`{name}`" for name in changing if name not in _COUNTS]
    if others:
        draft.note("info", f"ignored columns that change along a run: {', '.join(others)}")
    columns = [name for name in rows.columns if name not in (*_RUN, *changing)]
    return rows.group_by(_RUN, maintain_order=True).agg(
        pl.col(name).drop_nulls().last() if name in _LAST else pl.col(name).drop_nulls().first()
        for name in columns
        if name not in _COUNTS
    )


def _directions(quantities: list[Quantity], found: pl.DataFrame) -> pl.Series:
    """Which way each quantity improves, as its heading says or else its name and unit."""
    stated = {
        quantity.name: quantity.better
        for quantity in quantities
        if isinstance(quantity.name, str) and isinstance(quantity.better, str)
    }
    named = found.select("metric", "unit").iter_rows()
    ways = [stated.get(metric) or better(metric, unit) for metric, unit in named]
    return pl.Series("better", ways, dtype=pl.String)
