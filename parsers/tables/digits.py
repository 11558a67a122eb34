"""How finely a column of numbers is written: the weight of the last digit of each cell."""

from __future__ import annotations

from typing import Final

import polars as pl

from parsers.tables.columns import Column

_NUMBER: Final = r"(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
_GROUPED: Final = r"(\d),(\d{3})"
_CLOCK: Final = r"\d+:\d{2}(?:\.(\d+))?\s*$"
_TWO_FIELDS: Final = r"^\s*(\d+):(\d{2})\s*$"


def last_digits(column: Column) -> pl.Series | None:
    """Return the weight of the last digit written in each cell, in the base unit of the values.

    0.01 for ``1158.50``, 1 for ``14:36:52``, 360 for ``1.5 hours``. Null where a cell has no number
    or several; ``None`` for what a program wrote: its digits say nothing.
    """
    if not column.as_written or column.cells.dtype != pl.String or column.numbers is None:
        return None
    cells = pl.DataFrame({"text": column.cells, "value": column.in_base_units()})
    cells = cells.with_columns(pl.col("text").str.replace_all(_GROUPED, "$1$2"))
    text = pl.col("text")
    is_clock = text.str.contains(_CLOCK)
    is_single = text.str.count_matches(_NUMBER) == 1
    digit = pl.when(is_clock).then(_of_clock(text)).when(is_single).then(_of_number(text))
    return cells.select(digit.alias("digit")).to_series()


def finest_digit(values: pl.Series) -> float:
    """Return the weight of the last decimal that any of ``values`` (``Float64``) has.

    A speedup that is computed from rounded numbers has decimals that nobody stated.
    """
    decimals = values.cast(pl.String).str.extract(r"\.(\d*[1-9])0*$").str.len_chars()
    return float(10.0 ** -int(str(decimals.max() or 0)))


def _of_number(text: pl.Expr) -> pl.Expr:
    written = text.str.extract(_NUMBER)
    number = written.cast(pl.Float64, strict=False)
    decimals = written.str.extract(r"\.(\d+)").str.len_chars().cast(pl.Int64).fill_null(0)
    power = written.str.extract(r"[eE]([+-]?\d+)").cast(pl.Int64, strict=False).fill_null(0)
    # The cell's own unit or the heading's: what the number was multiplied by.
    factor = pl.when(number != 0).then((pl.col("value") / number).abs()).otherwise(1.0)
    return factor * pl.lit(10.0).pow(power - decimals)


def _of_clock(text: pl.Expr) -> pl.Expr:
    decimals = text.str.extract(_CLOCK).str.len_chars().cast(pl.Int64).fill_null(0)
    fields = text.str.extract_groups(_TWO_FIELDS)
    first, second = (fields.struct.field(name).cast(pl.Float64) for name in ("1", "2"))
    # Two fields are minutes and seconds or hours and minutes.
    in_seconds = first * 60 + second
    least = pl.when(in_seconds > 0).then(pl.col("value") / in_seconds).fill_null(1.0)
    return least * pl.lit(10.0).pow(-decimals)
