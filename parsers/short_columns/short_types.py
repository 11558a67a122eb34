"""The types of short columns: what they give together, and how one is cast to another."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

import polars as pl

from parsers.short_columns.short_texts import as_float, as_int

TEXT: Final = pl.String()
FLOAT: Final = pl.Float64()
INT: Final = pl.Int64()
BOOL: Final = pl.Boolean()

SCALARS: Final = {int: INT, float: FLOAT, str: TEXT}
_NUMBERS: Final = (pl.Int64, pl.Float64)
_ARITHMETIC: Final = (
    *(operator.add, operator.sub, operator.mul),
    *(operator.truediv, operator.floordiv, operator.mod),
)


def result_type(
    function: Callable[[Any, Any], Any], own: pl.DataType, other: pl.DataType | None
) -> pl.DataType | None:
    """Return the type of what two columns give; ``None`` where Polars has to be asked."""
    both_numbers = isinstance(own, _NUMBERS) and isinstance(other, _NUMBERS)
    if function not in _ARITHMETIC:
        same = both_numbers or (other == TEXT and own == TEXT)
        named = isinstance(own, pl.Enum) and other == TEXT
        return BOOL if same or (named and function in (operator.eq, operator.ne)) else None
    if not both_numbers:
        joins = function is operator.add and own == other == TEXT
        return TEXT if joins else None
    return INT if own == other == INT and function is not operator.truediv else FLOAT


def conversion(
    cells: pl.Series, dtype: pl.DataType, *, strict: bool
) -> Callable[[Any], Any] | None:
    """Return what casts each of the cells; ``None`` where Polars has to be asked."""
    stated = cells.drop_nulls()
    match cells.dtype, dtype:
        case pl.String(), pl.Float64() if not strict:
            return as_float
        case pl.String(), pl.Int64() if not strict:
            return as_int
        case pl.String(), pl.Enum():
            return str if all(map(set(dtype.categories).__contains__, stated)) else None
        case (pl.Enum(), pl.String()):
            return str
        case (pl.Int64() | pl.UInt32() | pl.Boolean(), pl.Float64()):
            return float
        case (pl.UInt32() | pl.Boolean(), pl.Int64()):
            return int
        case (pl.Int64() | pl.UInt32(), pl.String()):
            return str
        case pl.Boolean(), pl.String():
            return lambda flag: "true" if flag else "false"
        case pl.Float64(), pl.Int64():
            return int if all(abs(x) < 2**62 for x in stated) else None
        case pl.Float64(), pl.String():
            return repr if all(x == 0 or 1e-4 <= abs(x) < 1e15 for x in stated) else None
        case pl.Int64(), pl.UInt32():
            return int if all(0 <= x < 2**32 for x in stated) else None
    return None
