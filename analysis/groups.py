"""Rows that are equal in several columns, numbered by one integer.

Grouping on many text columns costs Polars a row encoding of them all: at a million runs several
times the memory of the runs themselves. Packed into one integer, they group as fast as one column.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

LARGEST = 2**62
EXACT = 2**53
INTERNED = (pl.Categorical, pl.Enum)


def group_codes(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Return an integer a row, equal exactly where all ``columns`` are; null is a value of its own.

    ``group``: u32 where that can hold all combinations of the values between the ends, else u64.
    """
    numbers = {name: _whole(frame, name) for name in varying(frame, columns)}
    if not numbers:
        return pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True).alias("group")
    ends = frame.select(
        *(number.min().alias(f"least {name}") for name, number in numbers.items()),
        *(number.max().alias(f"most {name}") for name, number in numbers.items()),
        *(pl.col(name).null_count().alias(f"nulls {name}") for name in numbers),
    ).row(0, named=True)
    packed, size = pl.lit(0, dtype=pl.UInt64), 1
    for name, number in numbers.items():
        least, most = ends[f"least {name}"], ends[f"most {name}"]
        span = most - least + 1
        count = span + (ends[f"nulls {name}"] > 0)
        if size * count > LARGEST:
            return _packed_again(frame.select(**numbers))
        code = (number.cast(pl.Int64) - least).cast(pl.UInt64).fill_null(span)
        packed, size = packed * count + code, size * count
    dtype = pl.UInt32 if size <= 2**32 else pl.UInt64
    # In morsels, so that no step of the arithmetic is ever as long as the frame.
    packs = frame.lazy().select(packed.cast(dtype).alias("group")).collect(engine="streaming")
    return packs.to_series().rechunk()


def _packed_again(numbers: pl.DataFrame) -> pl.Series:
    """Pack ranks instead of values, two columns at a time: more than one integer can hold."""
    packed = pl.repeat(0, numbers.height, dtype=pl.UInt64, eager=True)
    for name in numbers.columns:
        ranks = numbers[name].rank("dense").cast(pl.UInt64).fill_null(0)
        most = ranks.max()
        count = most + 1 if isinstance(most, int) else 1
        packed = (packed * count + ranks).rank("dense").cast(pl.UInt64)
    return packed.alias("group")


def varying(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return those of ``columns`` that hold more than one value.

    On the frame, so that a literal is never spelt out to the frame's length.
    """
    if frame.is_empty() or not columns:
        return []
    types = frame.schema
    ends = frame.select(
        *(_comparable(name, types[name]).min().alias(f"least {name}") for name in columns),
        *(_comparable(name, types[name]).max().alias(f"most {name}") for name in columns),
        *(pl.col(name).null_count().alias(f"nulls {name}") for name in columns),
    ).row(0, named=True)
    return [
        name
        for name in columns
        if ends[f"nulls {name}"] not in (0, frame.height)
        or ends[f"least {name}"] != ends[f"most {name}"]
    ]


def number_groups(frame: pl.DataFrame, columns: Sequence[str], name: str) -> pl.DataFrame:
    """Return ``frame`` with ``name``: u32, equal where all ``columns`` are, by first appearance."""
    codes = group_codes(frame, columns).alias("group")
    numbers = codes.unique(maintain_order=True).to_frame().with_row_index(name)
    numbered = codes.to_frame().join(numbers, on="group", how="left", maintain_order="left")
    return frame.with_columns(numbered[name].cast(pl.UInt32))


def _comparable(name: str, dtype: pl.DataType) -> pl.Expr:
    """Interned text as its codes, which compare faster than the words."""
    column = pl.col(name)
    return column.to_physical() if isinstance(dtype, INTERNED) else column


def _whole(frame: pl.DataFrame, name: str) -> pl.Expr:
    """A column as whole numbers that are equal where its values are."""
    dtype = frame.schema[name]
    if dtype == pl.String:
        return pl.lit(frame[name].cast(pl.Categorical).to_physical())
    if isinstance(dtype, INTERNED):
        return pl.col(name).to_physical()
    if dtype.is_integer() or dtype == pl.Boolean:
        return pl.col(name).cast(pl.Int64)
    if dtype.is_float() and _are_whole(frame, name):
        return pl.col(name).cast(pl.Int64)
    return pl.lit(frame[name].rank("dense"))


def _are_whole(frame: pl.DataFrame, name: str) -> bool:
    """Whether all values are whole and small enough to be integers without loss."""
    number = pl.col(name)
    fit = (number.floor() == number) & (number.abs() < EXACT)
    return bool(frame.lazy().select(fit.all()).collect(engine="streaming").item())
