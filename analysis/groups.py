"""Rows that are equal in several columns, numbered by one integer.

Grouping on many text columns costs Polars a row encoding of them all: at a million runs several
times the memory of the runs themselves. Packed into one integer, they group as fast as one column.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

import polars as pl

from parsers.run_records.folded import has_several
from parsers.run_records.records import BESIDE, with_computed

_LARGEST = 2**62
_EXACT = 2**53
_INTERNED = (pl.Categorical, pl.Enum)


def group_codes(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Return an integer a row, equal exactly where all ``columns`` are; null is a value of its own.

    ``group``: u32 where that can hold all combinations of the values between the ends, else u64.
    """
    ends = {name: end for name, end in _ends(frame, columns).items() if end.vary(frame.height)}
    if not ends:
        return pl.repeat(0, frame.height, dtype=pl.UInt32, eager=True).alias("group")
    numbers = _numbers(frame, ends)
    spans = {name: most - least + 1 for name, (_, least, most) in numbers.items()}
    counts = {name: span + (ends[name].nulls > 0) for name, span in spans.items()}
    size = prod(counts.values())
    if size > _LARGEST:
        return _packed_again(
            # By place: a parameter may be called `self`.
            frame.select(number.alias(f"{at}") for at, (number, *_) in enumerate(numbers.values()))
        )
    dtype = pl.UInt32 if size <= 2**32 else pl.UInt64
    packed = pl.lit(0, dtype=dtype)
    for at, (name, (number, least, _)) in enumerate(numbers.items()):
        code = (number - least if least else number).cast(dtype)
        code = code.fill_null(spans[name]) if ends[name].nulls else code
        # The first column's count, perhaps 2**32, is one more than its codes need.
        packed = packed * pl.lit(counts[name], dtype=dtype) + code if at else code
    return with_computed(frame, group=packed).to_series().rechunk()


def _packed_again(numbers: pl.DataFrame) -> pl.Series:
    """Pack ranks instead of values, ranked anew where they are more than one integer can hold."""
    ranks = numbers.select(pl.all().rank("dense").cast(pl.UInt64).fill_null(0))
    packed = pl.repeat(0, ranks.height, dtype=pl.UInt64, eager=True)
    size = 1
    for rank, most in zip(ranks, ranks.max().row(0), strict=True):
        if size * (most + 1) > _LARGEST:
            packed = packed.rank("dense").cast(pl.UInt64)
            size = ranks.height + 1
        packed = packed * (most + 1) + rank
        size *= most + 1
    return packed.alias("group")


def varying(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return those of ``columns`` that hold more than one value, in folded records too."""
    ends = _ends(frame, columns)
    beside = {name.removeprefix(BESIDE) for name in frame.columns if name.startswith(BESIDE)}
    return [
        name
        for name, end in ends.items()
        if end.vary(frame.height) or (name in beside and has_several(frame, name))
    ]


class _Ends(NamedTuple):
    """The smallest and the largest value of a column, of interned text its codes, and its nulls."""

    least: Any
    most: Any
    nulls: int

    def vary(self, height: int) -> bool:
        """Whether a column of this ``height`` holds more than one value."""
        return self.nulls not in (0, height) or self.least != self.most


def _ends(frame: pl.DataFrame, columns: Sequence[str]) -> dict[str, _Ends]:
    """On the frame, so that a literal is never spelt out to the frame's length."""
    if frame.is_empty() or not columns:
        return {}
    types = frame.schema
    found = frame.select(
        *(_comparable(name, types[name]).min().alias(f"least {name}") for name in columns),
        *(_comparable(name, types[name]).max().alias(f"most {name}") for name in columns),
        *(pl.col(name).null_count().alias(f"nulls {name}") for name in columns),
    ).row(0, named=True)
    return {
        name: _Ends(found[f"least {name}"], found[f"most {name}"], found[f"nulls {name}"])
        for name in columns
    }


def _numbers(frame: pl.DataFrame, ends: dict[str, _Ends]) -> dict[str, tuple[pl.Expr, int, int]]:
    """Each column as whole numbers that are equal where its values are, and the ends of these."""
    numbers: dict[str, tuple[pl.Expr, int, int]] = {}
    # Polars makes the schema anew each time: with thousands of columns, most of the work.
    types = frame.schema
    for name, (least, most, _) in ends.items():
        dtype = types[name]
        if isinstance(dtype, _INTERNED):
            number = pl.col(name).to_physical()
        elif _is_whole(frame, name, dtype):
            number = pl.col(name).cast(pl.Int64)
        else:
            ranks = _ranks(frame[name])
            number, least, most = pl.lit(ranks), ranks.min(), ranks.max()
        numbers[name] = number, int(least), int(most)
    return numbers


def _ranks(values: pl.Series) -> pl.Series:
    if values.dtype == pl.String:
        return values.cast(pl.Categorical).to_physical()
    return values.rank("dense")


def number_groups(frame: pl.DataFrame, columns: Sequence[str], name: str) -> pl.DataFrame:
    """Return ``frame`` with ``name``: u32, equal where all ``columns`` are, by first appearance."""
    codes = group_codes(frame, columns).alias("group")
    numbers = codes.unique(maintain_order=True).to_frame().with_row_index(name)
    numbered = codes.to_frame().join(numbers, on="group", how="left", maintain_order="left")
    return frame.with_columns(numbered[name].cast(pl.UInt32))


def _comparable(name: str, dtype: pl.DataType) -> pl.Expr:
    """Interned text as its codes, which compare faster than the words."""
    column = pl.col(name)
    return column.to_physical() if isinstance(dtype, _INTERNED) else column


def _is_whole(frame: pl.DataFrame, name: str, dtype: pl.DataType) -> bool:
    """Whether the column holds whole numbers only, as integers or as floats that lose nothing."""
    number = pl.col(name)
    if not dtype.is_float():
        return dtype.is_integer() or dtype == pl.Boolean
    fit = (number.floor() == number) & (number.abs() < _EXACT)
    return bool(with_computed(frame, fit=fit.all()).item())
