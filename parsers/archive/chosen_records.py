"""The records of parts that are asked for, and each of their texts once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from parsers.archive.asked import Condition, all_met
from parsers.archive.written_parts import INPUT, YEAR, is_same
from parsers.run_records.records import IDENTITY, SCHEMA

_TEXTS: Final = ("source", "metric", "unit", "hosts", INPUT)
_NOTHING: Final[Mapping[str, str]] = {}
_LOOKED_AT: Final = 1_000
"""Records that tell whether a text is mostly that of the record before."""
_SHORT: Final = 8
"""Records of one text after the other, for which looking up each takes no longer."""


def chosen_of(
    frame: pl.LazyFrame,
    types: Mapping[str, pl.DataType],
    choosing: Sequence[Condition],
    metric: str | None,
) -> pl.LazyFrame:
    """Return the records that conditions choose.

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
    return frame


def with_words(frame: pl.LazyFrame, types: Mapping[str, pl.DataType]) -> pl.LazyFrame:
    """Return records with words of the schema as their numbers; what it does not know is null."""
    words = {name: SCHEMA[name] for name in types if isinstance(SCHEMA.get(name), pl.Enum)}
    return frame.with_columns(
        pl.col(name).cast(dtype, strict=False) for name, dtype in words.items()
    )


def interned_at_once(frame: pl.DataFrame, same: Mapping[str, str] = _NOTHING) -> pl.DataFrame:
    """Return records as ``with_words`` and ``interned_texts`` do.

    ``same`` are texts of columns that they get besides. Most columns of a part say one thing, or
    one after another: to see that takes a quarter of what looking up the text of each record does.
    """
    found = {
        cells.name: _interned(cells, dtype)
        for cells in frame
        if cells.dtype == pl.String and (dtype := _held_as(cells.name)) is not None
        # Mostly a record's source is its input.
        if cells.name != "source" or not cells.equals(frame[INPUT])
    }
    if "source" in frame.columns and "source" not in found:
        found["source"] = found[INPUT].alias("source")
    for name, text in same.items():
        cells = pl.Series(name, [text]).cast(_held_as(name) or pl.String(), strict=False)
        found[name] = cells.new_from_index(0, frame.height)
    return frame.with_columns(found.values())


def _held_as(name: str) -> pl.DataType | None:
    """What a text of this column becomes, null where it stays."""
    word = SCHEMA.get(name)
    if isinstance(word, pl.Enum):
        return word
    return pl.Categorical() if name in (*IDENTITY, *_TEXTS) else None


def _interned(cells: pl.Series, dtype: pl.DataType) -> pl.Series:
    beginning = cells.head(_LOOKED_AT).rle()
    if len(beginning) == 1 and is_same(cells):
        return cells.head(1).cast(dtype, strict=False).new_from_index(0, cells.len())
    if len(beginning) > _LOOKED_AT // _SHORT:
        return cells.cast(dtype, strict=False)
    runs = cells.rle().struct.unnest()
    each = runs.with_columns(pl.col("value").cast(dtype, strict=False))
    return each.select(pl.col("value").repeat_by("len").explode().alias(cells.name)).to_series()


def interned_texts(frame: pl.LazyFrame, types: Mapping[str, pl.DataType]) -> pl.LazyFrame:
    """Return many records with each text once."""
    texts = [name for name in (*IDENTITY, *_TEXTS) if types.get(name) == pl.String]
    return frame.with_columns(pl.col(texts).cast(pl.Categorical))
