"""The records of parts that are asked for, and each of their texts once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from parsers.archive.asked import Condition, all_met
from parsers.archive.written_parts import INPUT, YEAR
from parsers.run_records.records import IDENTITY, SCHEMA

_TEXTS: Final = ("source", "metric", "unit", "hosts", INPUT)


def chosen_of(
    frame: pl.LazyFrame,
    types: Mapping[str, pl.DataType],
    choosing: Sequence[Condition],
    metric: str | None,
) -> pl.LazyFrame:
    """Return the records that conditions choose, words of the schema as their numbers.

    A column that no part has is null.
    ``types``: the columns that any part has.
    """
    missing = {name for each in choosing for name in each.names} - types.keys()
    nulls = [pl.lit(None, SCHEMA.get(name)).alias(name) for name in missing - {YEAR}]
    if YEAR in missing:
        started = pl.col("started") if "started" in types else pl.lit(None, pl.Datetime("us"))
        nulls.append(started.dt.year().cast(pl.Int64).alias(YEAR))
    if metric is not None and "metric" in types:
        frame = frame.filter(pl.col("metric") == metric)
    if choosing:
        frame = frame.with_columns(nulls).filter(all_met(choosing)).drop(missing)
    words = {name: SCHEMA[name] for name in types if isinstance(SCHEMA.get(name), pl.Enum)}
    return frame.with_columns(
        pl.col(name).cast(dtype, strict=False) for name, dtype in words.items()
    )


def interned_at_once(frame: pl.DataFrame) -> pl.DataFrame:
    """Return records with each text once, as ``interned_texts`` does.

    Most columns of a part say one thing: to see that takes an eighth of what looking up each does.
    """
    return frame.with_columns(
        _interned(frame[name])
        for name in (*IDENTITY, *_TEXTS)
        if frame.schema.get(name) == pl.String
    )


def _interned(cells: pl.Series) -> pl.Series:
    first = cells.head(1)
    if cells.is_empty() or cells.null_count() or not (cells == first).all():
        return cells.cast(pl.Categorical)
    return first.cast(pl.Categorical).new_from_index(0, cells.len())


def interned_texts(frame: pl.LazyFrame, types: Mapping[str, pl.DataType]) -> pl.LazyFrame:
    """Return many records with each text once."""
    texts = [name for name in (*IDENTITY, *_TEXTS) if types.get(name) == pl.String]
    return frame.with_columns(pl.col(texts).cast(pl.Categorical))
