"""Rows that are steps of runs: what the runs gave, each quantity with its progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from parsers.grammar.outcomes import read_outcomes
from parsers.grammar.words import words
from parsers.headings.directions import better
from parsers.meaning.decisions import Decision, Fields, RowRemark
from parsers.meaning.quantities import Quantity, in_each_row
from parsers.tables.recurring_texts import spread
from parsers.tables.table import Table

RUN: Final = ("block", "part")
"""The columns that tell runs apart."""
_PROGRESS: Final = ("progress", "progress_at", "progress_lines")
_GROWN: Final = 1.5
"""How many times its first value a time has at its last where it is taken from the start on."""
COUNTS: Final = ("steps", "epochs")
_FIRST: Final = ("run", "line", "started")
LAST: Final = ("status", "reason")
"""What a run is given by its first and by its last row."""


class AlongRuns(NamedTuple):
    """The runs whose progress the rows of a table are.

    ``places`` has ``block`` and ``part`` of the run for each row; ``quantities`` a row for each run
    and quantity, with its progress; ``changing`` are the fields that change along a run.
    """

    places: pl.DataFrame
    quantities: pl.DataFrame
    changing: tuple[str, ...]


def along_runs(
    fields: Fields, quantities: Sequence[Quantity], history: pl.DataFrame, table: Table
) -> tuple[AlongRuns, Decision]:
    """Return the runs of ``history``, and how they ended.

    The value of a quantity is as in a training log: the last one of losses, accuracies, running
    means and times since the start, and the median without the first of everything else.
    """
    from parsers.training.progress import in_first_unit, meter
    from parsers.training.progress import quantities as summed_up

    remarks: list[RowRemark] = []
    entries = _entries(quantities, history, table).filter(in_first_unit())
    rates = meter(entries)
    if rates.is_running_mean:
        text = "rates look like running averages; using the last"
        remarks.append(RowRemark("assumed", text))
    found = summed_up(entries, rates.is_running_mean).drop("line", "final")
    found, said = _timed(found, "step" if history["step"].count() else "epoch")
    remarks += said
    found = found.with_columns(
        pl.when(pl.col("progress").list.len() > 1).then(name) for name in _PROGRESS
    )
    if table.lines is None:
        found = found.drop("progress_lines")
    found = found.with_columns(_directions(quantities, found))
    places = history.select(RUN)
    changing = _changing(fields, places)
    if others := [f"`{name}`" for name in changing if name not in COUNTS]:
        text = f"ignored columns that change along a run: {', '.join(others)}"
        remarks.append(RowRemark("info", text))
    runs = places.n_unique()
    text = f"rows are the progress of {runs} {'run' if runs == 1 else 'runs'}"
    remarks.append(RowRemark("info", text))
    ended = Decision(_ends(fields, quantities), remarks=tuple(remarks))
    return AlongRuns(places, found, changing), ended


def _entries(quantities: Sequence[Quantity], history: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The numbers of all quantities, one a row, in the order of the rows."""
    from parsers.training.progress import MEANS

    lines = table.lines
    line = pl.lit(None, dtype=pl.UInt32) if lines is None else lines.cast(pl.UInt32)
    rows = history.drop("metric").with_columns(line.alias("line"))
    frames = [
        rows.with_columns(
            in_each_row(quantity.name, table.height, pl.String()).alias("metric"),
            in_each_row(quantity.unit, table.height, pl.String()).alias("unit"),
            quantity.values.cast(pl.Float64).alias("value"),
            pl.lit(not MEANS.isdisjoint(words(quantity.heading or ""))).alias("is_mean"),
        ).filter(pl.col("value").is_not_null(), pl.col("metric").is_not_null())
        for quantity in quantities
    ]
    return pl.concat(frames).sort("row", maintain_order=True)


def _timed(found: pl.DataFrame, counted: str) -> tuple[pl.DataFrame, list[RowRemark]]:
    """Tell times since the start of a run, of which the last is its own, from those of a step."""
    progress = pl.col("progress")
    since_start = (
        (progress.list.diff().list.slice(1).list.min() >= 0)
        & (progress.list.last() >= _GROWN * progress.list.first())
        & (progress.list.len() > 1)
    )
    times = found.filter(pl.col("metric") == "runtime").select(since_start).to_series()
    if times.is_empty():
        return found, []
    is_time = pl.col("metric") == "runtime"
    if times.all():
        last = pl.when(is_time).then(progress.list.last()).otherwise("value").alias("value")
        return found.with_columns(last), []
    if found.filter(is_time).select(progress.list.n_unique() == 1).to_series().all():
        # Stated once for the run and read beside each of its steps.
        whole = [pl.when(~is_time).then(name).alias(name) for name in _PROGRESS]
        return found.with_columns(whole), []
    name = f"{counted}_time"
    if name in found["metric"]:
        return found, []
    named = pl.when(is_time).then(pl.lit(name)).otherwise("metric").alias("metric")
    return found.with_columns(named), [RowRemark("assumed", f"times read as per {counted}")]


def _changing(fields: Fields, places: pl.DataFrame) -> tuple[str, ...]:
    """The fields of which a run has more than one value."""
    settings = [name for name in fields if name not in (*_FIRST, *LAST)]
    rows = places.with_columns(**{name: fields[name] for name in settings})
    kinds = rows.group_by(RUN).agg(pl.col(name).drop_nulls().n_unique() for name in settings)
    return tuple(name for name in settings if (kinds[name] > 1).any())


def _ends(fields: Fields, quantities: Sequence[Quantity]) -> Fields:
    """How runs ended, as words in place of numbers say, each over what was known before."""
    ended: dict[str, pl.Series] = {}
    for texts in (quantity.words for quantity in quantities):
        if texts is not None:
            outcomes = spread(texts, read_outcomes).cast(pl.String)
            said = texts.set(outcomes.is_null(), None)
            for name, ends in (("status", outcomes), ("reason", said)):
                before = ended.get(name, fields.get(name))
                ended[name] = ends if before is None else ends.fill_null(before.cast(ends.dtype))
    return ended


def _directions(quantities: Sequence[Quantity], found: pl.DataFrame) -> pl.Series:
    """Which way each quantity improves, as its heading says or else its name and unit."""
    stated = {
        quantity.name: quantity.better
        for quantity in quantities
        if isinstance(quantity.name, str) and isinstance(quantity.better, str)
    }
    named = found.select("metric", "unit").iter_rows()
    ways = [stated.get(metric) or better(metric, unit) for metric, unit in named]
    return pl.Series("better", ways, dtype=pl.String)
