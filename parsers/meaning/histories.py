"""Tables with a row for each step or epoch: the rows are the progress of a run, and no runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set, words
from parsers.meaning.column import Column
from parsers.meaning.decisions import MEASURED, Decisions, Fields
from parsers.run_records.records import IDENTITY

_COUNTERS: Final = {"step": "step", "epoch": "epoch", "iteration": "step", "iter": "step"}
"""What the last word of a heading counts. The plural is a setting: how many a run had in all."""
_SO_FAR: Final = word_set("current cur completed")
"""Behind these the plural counts, too: ``current_steps``."""
_LEARNING: Final = word_set("loss losses accuracy perplexity acc ppl")
_FEWEST: Final = 3
_MANY: Final = 20
"""So many points along a run need not be at regular distances."""
_REGULAR: Final = 0.6
_SLIPS: Final = 0.05
"""The share of rows at which a counter may stand still or fall: room for a misprint."""
_OF_A_RUN: Final = (*IDENTITY, "hosts")


def counters(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that may count along a run, by their headings, the finest first.

    Iterations are repeats, unless something is learned in them.
    """
    found: dict[str, Column] = {}
    learns = any(
        column.heading.kind == "metric" and not _LEARNING.isdisjoint(words(column.heading.name))
        for column in columns
    )
    for column in columns:
        last = _counter(column)
        counted = _COUNTERS.get(last)
        if counted is None or column.numbers is None or column.given:
            continue
        if column.heading.kind not in ("parameter", "schema") or (last[0] == "i" and not learns):
            continue
        found.setdefault(counted, column)
    return [found[name] for name in ("step", "epoch") if name in found]


def _counter(column: Column) -> str:
    """The last word of a heading, in the singular where it counts what was done so far."""
    *before, last = words(column.heading.text) or ("",)
    return last.removesuffix("s") if not _SO_FAR.isdisjoint(before[-1:]) else last


def find_history(known: Decisions) -> pl.DataFrame | None:
    """Return the place of each row in its run; ``None`` where each row is a run of its own.

    Columns: ``row``, ``block`` and ``part`` (which tell runs apart), ``step``, ``epoch``, ``at``
    and ``final`` (a row that has no count, and is about the whole run). Rows are along a run where
    a counter goes up from row to row by the same step, and starts again in the next run, while
    what a run has only one of stays as it is.
    """
    counted = counters(known.columns)
    if not counted or known.rows < _FEWEST:
        return None
    rows = _rows(counted)
    if rows.select(pl.col("at").n_unique()).item() < _FEWEST:
        return None
    measured = [column for name, column in known.taken if name == MEASURED]
    apart = [
        column
        for column in known.columns
        if column not in counted and column not in measured and _tells_runs(column, rows)
    ]
    # Not before: most tables count nothing, and need nothing of what reads training logs.
    from parsers.training.progress import split

    history = split(_in_blocks(rows, apart).with_columns(metric=pl.lit("")))
    return history if _goes_up(history) and _keeps(known.fields, history) else None


def _rows(counted: Sequence[Column]) -> pl.DataFrame:
    """The counts of each row; ``at`` is the finest."""
    nothing = pl.lit(None, dtype=pl.Float64)
    columns = {
        _COUNTERS[_counter(column)]: column.numbers.values.cast(pl.Float64)
        for column in counted
        if column.numbers is not None
    }
    rows = pl.DataFrame(columns).with_row_index("row")
    rows = rows.with_columns(
        nothing.alias(name) for name in ("step", "epoch") if name not in columns
    )
    at = pl.col("step" if "step" in columns else "epoch")
    return rows.with_columns(at.alias("at"), final=at.is_null())


def _tells_runs(column: Column, rows: pl.DataFrame) -> bool:
    """Whether runs differ in a column: of each of its values there are rows at the same counts.

    A learning rate changes along a run, so that no two of its values do.
    """
    cells = column.cells if column.numbers is None else column.numbers.values
    if column.given or cells.dtype.is_nested() or cells.null_count():
        return False
    if not 1 < cells.n_unique() <= len(cells) / _FEWEST:
        return False
    counts = [name for name in ("step", "epoch") if rows[name].count()]
    of_each = (
        rows.with_columns(cells.alias("cell"))
        .group_by("cell")
        .agg(
            *(pl.col(name).min().alias(f"{name}_first") for name in counts),
            *(pl.col(name).max().alias(f"{name}_last") for name in counts),
        )
    )
    overlap = [pl.col(f"{name}_first").max() <= pl.col(f"{name}_last").min() for name in counts]
    return bool(of_each.select(pl.all_horizontal(overlap)).item())


def _in_blocks(rows: pl.DataFrame, apart: Sequence[Column]) -> pl.DataFrame:
    """``rows`` with a number for each combination of the cells that tell runs apart."""
    if not apart:
        return rows.with_columns(block=pl.lit(0, dtype=pl.UInt32))
    names = [f"cell_{place}" for place in range(len(apart))]
    cells = [column.cells.alias(name) for name, column in zip(names, apart, strict=True)]
    rows = rows.with_columns(cells)
    blocks = rows.select(names).unique(maintain_order=True).with_row_index("block")
    return rows.join(blocks, on=names, how="left", maintain_order="left").drop(names)


def _goes_up(history: pl.DataFrame) -> bool:
    """Whether the counter goes up along the runs, at regular distances or at many points."""
    distance = pl.col("at").diff().over("block", "part")
    new_epoch = (pl.col("epoch").diff().over("block", "part") > 0).fill_null(False)
    counted = history.filter(~pl.col("final")).with_columns(distance=distance, new=new_epoch)
    distances = counted["distance"].drop_nulls()
    if 2 * counted.height <= history.height or distances.is_empty():
        return False
    slips = (counted["distance"] < 0) | ((counted["distance"] == 0) & ~counted["new"])
    if slips.sum() > _SLIPS * len(distances):
        return False
    points = counted.group_by("block", "part").len()["len"].median()
    usual = distances.mode().min()
    regular = (distances == usual).sum() >= _REGULAR * len(distances)
    return isinstance(points, float) and (points >= _MANY or (regular and points >= _FEWEST))


def _keeps(fields: Fields, history: pl.DataFrame) -> bool:
    """Whether what a run has one of, such as its number of devices, is the same all along it."""
    own = [values.alias(name) for name, values in fields.items() if name in _OF_A_RUN]
    if not own:
        return True
    names = [values.name for values in own]
    several = (
        history.with_columns(own)
        .group_by("block", "part")
        .agg(pl.col(name).drop_nulls().n_unique() > 1 for name in names)
    )
    return not several.select(pl.any_horizontal(pl.col(names).any())).item()
