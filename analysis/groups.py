"""Rows that are equal in several columns, numbered by one integer.

Grouping on many text columns costs Polars a row encoding of them all: at a million runs several
times the memory of the runs themselves. Packed into one integer, they group as fast as one column.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

LARGEST = 2**62
FEW = 2**16


def group_codes(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Return one unsigned integer a row, equal exactly where all ``columns`` are; null is a value.

    u32 where the combinations that the columns allow fit into it, else u64.
    """
    packed = pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True)
    size = 1
    for name in _varying(frame, columns):
        codes, count = _codes(frame[name])
        if count == 1:
            continue
        if size * count > LARGEST:
            packed, size = _dense(packed)
        size *= count
        dtype = pl.UInt32 if size < 2**32 else pl.UInt64
        packed = packed.cast(dtype) * count + codes.cast(dtype)
    return packed.alias("group")


def number_groups(frame: pl.DataFrame, columns: Sequence[str], name: str) -> pl.DataFrame:
    """Return ``frame`` with ``name``: u32, equal where all ``columns`` are, by first appearance."""
    codes = group_codes(frame, columns).alias("group")
    numbers = codes.unique(maintain_order=True).to_frame().with_row_index(name)
    numbered = codes.to_frame().join(numbers, on="group", how="left", maintain_order="left")
    return frame.with_columns(numbered[name].cast(pl.UInt32))


def _varying(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """The columns with more than one value. On the frame, so that literals are not spelt out."""
    if frame.is_empty():
        return []
    # Interned text is looked at as codes anyway; to compare it would be slow.
    plain = frame.select(name for name in columns if frame.schema[name] != pl.Categorical)
    nulls, least, most = (
        made.row(0, named=True) for made in (plain.null_count(), plain.min(), plain.max())
    )
    constant = {
        name
        for name in plain.columns
        if nulls[name] in (0, frame.height) and least[name] == most[name]
    }
    return [name for name in columns if name not in constant]


def _codes(column: pl.Series) -> tuple[pl.Series, int]:
    """Return small integers that are equal where the values are, and how many they may be."""
    if column.dtype in (pl.String, pl.Categorical, pl.Enum):
        text = column if column.dtype != pl.String else column.cast(pl.Categorical)
        return _from_zero(text.to_physical())
    if column.dtype.is_float() and _are_whole(column):
        return _from_zero(column.cast(pl.Int64))
    if column.dtype.is_integer() and _range(column) < LARGEST:
        return _from_zero(column)
    return _dense(column)


def _are_whole(numbers: pl.Series) -> bool:
    """Whether all values are whole and small enough to be integers without loss."""
    return bool(((numbers.floor() == numbers) & (numbers.abs() < 2**53)).all())


def _from_zero(numbers: pl.Series) -> tuple[pl.Series, int]:
    """Return u32 or u64 codes of whole numbers and how many they may be; null is the last."""
    least = numbers.min()
    if not isinstance(least, int):
        return pl.repeat(0, numbers.len(), dtype=pl.UInt32, eager=True), 1
    span = _range(numbers) + 1
    shifted = (numbers.cast(pl.Int64) - least).cast(pl.UInt32 if span < 2**32 else pl.UInt64)
    if span <= FEW:
        shifted, span = _without_gaps(shifted)
    return (shifted.fill_null(span), span + 1) if numbers.null_count() else (shifted, span)


def _without_gaps(codes: pl.Series) -> tuple[pl.Series, int]:
    """Number the codes that occur: 1, 8 and 512 devices are three values, not 512."""
    present = codes.drop_nulls().unique().sort()
    most = present[-1]
    table = pl.repeat(0, most + 1, dtype=pl.UInt32, eager=True).scatter(
        present, pl.int_range(present.len(), dtype=pl.UInt32, eager=True)
    )
    return table.gather(codes), present.len()


def _range(numbers: pl.Series) -> int:
    least, most = numbers.min(), numbers.max()
    return most - least if isinstance(least, int) and isinstance(most, int) else 0


def _dense(column: pl.Series) -> tuple[pl.Series, int]:
    return _from_zero(column.rank("dense"))
