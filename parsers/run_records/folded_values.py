"""Repeats folded into one record each, of which the values alone are kept one by one.

``folded`` keeps what tells each repeat from the others, which is three times as much as its value.
A table of configurations takes of all that no more than the host beside a value, and of the rest
what differs: each source once, and when the first of a day started. What is of one run (its line)
is that of the first. The place of the first is followed by null where there are more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from parsers.run_records.folded import AT_ONCE, PLACES, UNDATED, VARYING, varying_and_kinds
from parsers.run_records.kinds_by_number import of_each_kind
from parsers.run_records.records import BESIDE, SCHEMA

_FIRST: Final = "runcmp:first"
_DAY: Final = "runcmp:day"
_VALUES: Final = f"{BESIDE}value"


def values_folded(records: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each kind of record, with lists of what is kept of its repeats.

    ``records`` have ``PLACES``, their place among all; ``values_joined`` makes records of these.
    """
    dated, varying, kinds = varying_and_kinds(records)
    lists = {
        "value": pl.col("value"),
        "hosts": pl.col("hosts").cast(pl.Categorical),
        "source": pl.col("source").cast(pl.Categorical).unique(),
    }
    if "started" in varying:
        dated = dated.with_columns(pl.col("started").dt.date().alias(_DAY))
        lists["started"] = _first_of_each_day(is_sorted=dated["started"].is_sorted())
    kept = [each.alias(f"{BESIDE}{name}") for name, each in lists.items() if name in varying]
    folds = of_each_kind(dated, kinds, PLACES, [PLACES, *varying], kept)
    return folds.rename({PLACES: _FIRST})


def values_joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the folded records of several ``values_folded`` frames with the same columns.

    They come in their order. The ``parts`` are emptied; no more than ``AT_ONCE`` repeats are there
    a third time while they are put together.
    """
    everything = pl.concat(parts)
    parts.clear()
    lists = [name for name in everything.columns if name.startswith(BESIDE)]
    given = [name for name in VARYING if name in everything.columns]
    kinds = [name for name in everything.columns if name not in (*lists, *given, _FIRST)]
    heads = everything.drop(lists).with_columns(pl.col(_FIRST).min().over(kinds).alias("kind"))
    firsts = heads.filter(pl.col(_FIRST) == pl.col("kind")).sort("kind").drop("kind")
    pieces = everything.select(lists).with_columns(heads["kind"])
    del everything, heads
    together = pl.concat(_in_pieces(pieces), rechunk=False)
    several = pl.col("samples").list.len() > 0
    return (
        firsts.hstack(together)
        .with_columns(
            pl.when(several)
            .then(pl.concat_list(_FIRST, pl.lit(None, pl.UInt64)))
            .otherwise(pl.concat_list(_FIRST))
            .alias(PLACES),
            *(pl.col(name).cast(SCHEMA[name]) for name in given),
        )
        .drop(_FIRST, UNDATED, strict=False)
    )


def _in_pieces(pieces: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The lists of each kind as one, kinds in their order."""
    sizes = pieces.select("kind", pl.col(_VALUES).list.len().alias("size"))
    steps = (
        sizes.group_by("kind")
        .agg(pl.col("size").sum())
        .sort("kind")
        .select("kind", step=pl.col("size").cum_sum() // AT_ONCE)
    )
    rows = sizes.with_row_index("row").join(steps, on="kind").sort("kind", "row")
    for (_,), some in rows.group_by("step", maintain_order=True):
        whole = pieces[some["row"]].group_by("kind", maintain_order=True).agg(pl.all().explode())
        values = pl.col(_VALUES)
        samples = pl.when(values.list.len() > 1).then(values).alias("samples")
        yield whole.select(samples, pl.exclude("kind", _VALUES))


def _first_of_each_day(*, is_sorted: bool) -> pl.Expr:
    """When the first of each day started, of the repeats of a kind."""
    started, day = pl.col("started"), pl.col(_DAY)
    if not is_sorted:
        started, day = started.sort(), day.sort()
    return started.filter(day.ne_missing(day.shift()))
