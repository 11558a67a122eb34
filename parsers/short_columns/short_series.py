# ruff: noqa: D102, ARG002
# The methods are those of Polars, with its parameters.
"""Columns of few cells: a Polars series that is worked through in Python.

Most tables that people write have a handful of rows. Asking Polars anything of four cells costs a
tenth of a millisecond, and reading a table asks some hundred times; Python answers in a
microsecond. So that no pass is written twice, the passes speak of ``pl.Series`` alone, and what
they ask most often of a short one is answered here. Anything else is asked of Polars, which gets
the cells when it first needs them.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress, repeat
from typing import Any, Final, NamedTuple

import polars as pl

from parsers.short_columns.short_texts import ShortTexts
from parsers.short_columns.short_types import (
    BOOL,
    FLOAT,
    INT,
    SCALARS,
    TEXT,
    conversion,
    result_type,
)

Text = str

FEW: Final = 1_000
"""Up to so many cells Python is the faster of the two."""
ONCE: Final = 16
"""From more cells on it is worth looking which texts recur."""

_PLAIN: Final = (pl.String, pl.Float64, pl.Int64, pl.UInt32, pl.Boolean)
_TYPES: Final = (*_PLAIN, pl.Enum)
_MADE: Final = type(pl.Series()._s)
_MAKERS: Final[Mapping[type[pl.DataType], Callable[[str, list[Any], bool], Any]]] = {
    pl.String: _MADE.new_str,
    pl.Float64: _MADE.new_opt_f64,
    pl.Int64: _MADE.new_opt_i64,
    pl.UInt32: _MADE.new_opt_u32,
    pl.Boolean: _MADE.new_opt_bool,
}


def short_if_few(cells: pl.Series) -> pl.Series:
    """Return ``cells`` to be worked through in Python where they are few and of a plain type."""
    if len(cells) > FEW or isinstance(cells, ShortSeries) or not isinstance(cells.dtype, _TYPES):
        return cells
    return ShortSeries(cells.to_list(), cells.dtype, cells.name)


def series_of(values: Sequence[Any], dtype: pl.DataType = TEXT) -> pl.Series:
    """Return a column of ``values``, which are of the Python type of ``dtype`` or null."""
    if len(values) > FEW or not isinstance(dtype, _TYPES):
        return pl.Series(values, dtype=dtype)
    return ShortSeries(list(values), dtype)


def repeated(value: Any, rows: int, dtype: pl.DataType = TEXT) -> pl.Series:
    """Return a column with ``value`` in each of its ``rows``."""
    if rows > FEW:
        return pl.Series([value], dtype=dtype).new_from_index(0, rows)
    return ShortSeries([value] * rows, dtype)


def counted(rows: int) -> pl.Series:
    """Return the numbers from 0 on."""
    if rows > FEW:
        return pl.int_range(rows, eager=True)
    return ShortSeries(list(range(rows)), INT)


def stacked(parts: Sequence[pl.Series]) -> pl.Series:
    """Return one column of several, one below the other."""
    if len(parts) == 1:
        return parts[0]
    if not all(isinstance(part, ShortSeries) for part in parts):
        return pl.concat(parts)
    return series_of([cell for part in parts for cell in part], parts[0].dtype)


def first_rows(one: pl.Series, other: pl.Series) -> dict[tuple[Any, Any], int]:
    """Return each pair that stands side by side, with the first row that has it, in row order."""
    found: dict[tuple[Any, Any], int] = {}
    if len(one) <= FEW:
        for row, pair in enumerate(zip(one, other, strict=True)):
            found.setdefault(pair, row)
        return found
    rows = pl.LazyFrame({"one": one, "other": other}).with_row_index("row")
    # In morsels: otherwise a million rows of two columns are encoded whole to be compared.
    pairs = rows.group_by("one", "other").agg(pl.col("row").min()).sort("row")
    return {(one, other): row for one, other, row in pairs.collect(engine="streaming").iter_rows()}


class ShortSeries(pl.Series):
    """A column of few cells: what ``pl.Series`` gives, by Python."""

    def __init__(self, values: list[Any], dtype: pl.DataType, name: str = "") -> None:
        self._cells, self._type, self._title = values, dtype, name
        self._made: Any = None

    @property
    def _s(self) -> Any:  # type: ignore[override]
        """The series of Polars, which all that stands not here goes by."""
        if self._made is None:
            first = self._cells[0] if self._cells else None
            may_be_kept = first is None or isinstance(self._type, pl.Enum)
            if may_be_kept and self._cells.count(first) == len(self._cells):
                kind = type(self._type) if isinstance(self._type, _PLAIN) else _Kind(self._type)
                self._made = _of_one(self._title, first, len(self._cells), kind)._s.clone()
            else:
                self._made = _made_of(self._title, self._cells, self._type)
        return self._made

    @classmethod
    def _from_pyseries(cls, pyseries: Any) -> Any:
        return pl.Series._from_pyseries(pyseries)

    @property
    def dtype(self) -> pl.DataType:
        return self._type

    @property
    def name(self) -> Text:
        return self._title

    @property
    def str(self) -> Any:
        return ShortTexts(self, self.each)

    def alias(self, name: Text) -> pl.Series:
        return ShortSeries(self._cells, self._type, name)

    def __len__(self) -> int:
        return len(self._cells)

    def len(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Any:
        return iter(self._cells)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, int):
            return self._cells[key]
        return self._like(self._cells[key]) if isinstance(key, slice) else super().__getitem__(key)

    def to_list(self) -> list[Any]:
        return list(self._cells)

    def to_series(self) -> pl.Series:
        return self

    def _like(self, values: list[Any]) -> ShortSeries:
        return ShortSeries(values, self._type, self._title)

    def _flags(self, values: list[Any]) -> ShortSeries:
        return ShortSeries(values, BOOL, self._title)

    def each(self, function: Callable[[Any], Any], dtype: pl.DataType) -> ShortSeries:
        """Return ``function`` of each cell, null where that is; of texts that recur, once."""
        cells = self._cells
        if len(cells) > ONCE and self._type == TEXT and 2 * len(texts := {*cells}) < len(cells):
            known = {text: None if text is None else function(text) for text in texts}
            values = [known[cell] for cell in cells]
        else:
            values = [None if cell is None else function(cell) for cell in cells]
        return ShortSeries(values, dtype, self._title)

    # Parts

    def head(self, n: int = 10) -> pl.Series:
        return self if n >= len(self._cells) else self._like(self._cells[:n])

    def drop_nulls(self) -> pl.Series:
        return self._like([cell for cell in self._cells if cell is not None])

    def filter(self, predicate: Any) -> Any:
        return self._like(list(compress(self._cells, predicate)))

    def gather(self, indices: Any, *, null_on_oob: bool = False) -> Any:
        return self._like([None if place is None else self._cells[place] for place in indices])

    def unique(self, *, maintain_order: bool = False) -> pl.Series:
        return self._like(list(dict.fromkeys(self._cells)))

    def sort(self, **options: Any) -> Any:
        if options or self._is_odd() or None in self._cells:
            return super().sort(**options)
        return self._like(sorted(self._cells))

    def rechunk(self, *, in_place: bool = False) -> Any:
        return self

    # Facts

    def is_empty(self, *, ignore_nulls: bool = False) -> bool:
        return not self._cells

    def null_count(self) -> int:
        return self._cells.count(None)

    def count(self) -> int:
        return len(self._cells) - self._cells.count(None)

    def n_unique(self) -> int:
        return len(set(self._cells))

    def any(self, *, ignore_nulls: bool = True) -> Any:
        return True in self._cells

    def all(self, *, ignore_nulls: bool = True) -> Any:
        return False not in self._cells

    def arg_max(self) -> int | None:
        if self._type != BOOL:
            return super().arg_max()
        if True in self._cells:
            return self._cells.index(True)
        return self._cells.index(False) if False in self._cells else None

    def min(self) -> Any:
        return super().min() if self._is_odd() else min(self._stated(), default=None)

    def max(self) -> Any:
        return super().max() if self._is_odd() else max(self._stated(), default=None)

    def sum(self) -> Any:
        return super().sum() if self._type == FLOAT else sum(self._stated())

    def equals(self, other: pl.Series, **options: bool) -> bool:
        if isinstance(other, ShortSeries) and self._type == other._type and not options:
            return self._cells == other._cells
        return super().equals(other, **options)

    def _stated(self) -> list[Any]:
        return [cell for cell in self._cells if cell is not None]

    def _is_odd(self) -> bool:
        """Whether there is a NaN, which Polars puts in an order of its own."""
        return isinstance(self._type, pl.Float64) and any(
            map(operator.ne, self._cells, self._cells)
        )

    # Cell by cell

    def is_null(self) -> pl.Series:
        return self._flags([cell is None for cell in self._cells])

    def is_not_null(self) -> pl.Series:
        return self._flags([cell is not None for cell in self._cells])

    def is_finite(self) -> pl.Series:
        return self.each(math.isfinite, BOOL)

    def is_nan(self) -> pl.Series:
        return self.each(math.isnan, BOOL)

    def is_in(self, other: Any, *, nulls_equal: bool = False) -> pl.Series:
        known = other if isinstance(other, frozenset) else set(other)
        return self.each(known.__contains__, BOOL)

    def abs(self) -> pl.Series:
        return self.each(abs, self._type)

    def floor(self) -> pl.Series:
        if self._type != FLOAT:
            return self
        return self.each(lambda x: float(math.floor(x)) if math.isfinite(x) else x, FLOAT)

    def fill_null(self, value: Any = None, *arguments: Any, **options: Any) -> pl.Series:
        if value is None or arguments or options:
            return super().fill_null(value, *arguments, **options)
        if not isinstance(value, pl.Series):
            return self._like([value if cell is None else cell for cell in self._cells])
        pairs = zip(self._cells, value, strict=True)
        return self._like([other if cell is None else cell for cell, other in pairs])

    def set(self, filter: pl.Series, value: Any) -> pl.Series:
        return self._like(
            [value if is_set else cell for is_set, cell in zip(filter, self, strict=True)]
        )

    def zip_with(self, mask: pl.Series, other: pl.Series) -> Any:
        rows = zip(mask, self._cells, other, strict=True)
        return self._like([cell if is_own else another for is_own, cell, another in rows])

    def replace(self, old: Any, new: Any = None) -> Any:
        if not isinstance(old, Mapping):
            return super().replace(old, new)
        return self._like([old.get(cell, cell) for cell in self._cells])

    def replace_strict(
        self, old: Any, new: Any = None, *, default: Any = None, return_dtype: Any = None
    ) -> Any:
        by = old if isinstance(old, Mapping) else dict(zip(old, new, strict=True))
        dtype = return_dtype() if isinstance(return_dtype, type) else return_dtype
        return ShortSeries([by.get(cell, default) for cell in self._cells], dtype, self._title)

    def cast(self, dtype: Any, *, strict: bool = True, wrap_numerical: bool = False) -> Any:
        dtype = dtype() if isinstance(dtype, type) else dtype
        if _are_same(dtype, self._type):
            return self
        convert = conversion(self, dtype, strict=strict)
        return (
            super().cast(dtype, strict=strict, wrap_numerical=wrap_numerical)
            if convert is None
            else self.each(convert, dtype)
        )

    # Operators

    def __invert__(self) -> pl.Series:
        return self.each(operator.not_, BOOL) if self._type == BOOL else super().__invert__()

    def __and__(self, other: Any) -> Any:
        return self._flags([_both(*pair) for pair in zip(self._cells, other, strict=True)])

    def __or__(self, other: Any) -> Any:
        return self._flags([_either(*pair) for pair in zip(self._cells, other, strict=True)])

    def __eq__(self, other: object) -> Any:
        return self._with(other, operator.eq)

    def __ne__(self, other: object) -> Any:
        return self._with(other, operator.ne)

    def __lt__(self, other: Any) -> Any:
        return self._with(other, operator.lt)

    def __le__(self, other: Any) -> Any:
        return self._with(other, operator.le)

    def __gt__(self, other: Any) -> Any:
        return self._with(other, operator.gt)

    def __ge__(self, other: Any) -> Any:
        return self._with(other, operator.ge)

    def __add__(self, other: Any) -> Any:
        return self._with(other, operator.add)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, operator.sub)

    def __mul__(self, other: Any) -> Any:
        return self._with(other, operator.mul)

    def __mod__(self, other: Any) -> Any:
        return self._with(other, operator.mod)

    def __floordiv__(self, other: Any) -> Any:
        return self._with(other, operator.floordiv)

    def __truediv__(self, other: Any) -> Any:
        return self._with(other, operator.truediv)

    def _with(self, other: Any, function: Callable[[Any, Any], Any]) -> Any:
        """``function`` of each cell and another one, null where either is."""
        cells: Iterable[Any]
        if isinstance(other, ShortSeries):
            cells, dtype = other._cells, result_type(function, self._type, other._type)
            is_odd = self._is_odd() or other._is_odd()
        else:
            cells = repeat(other, len(self._cells))
            dtype, is_odd = (
                result_type(function, self._type, SCALARS.get(type(other))),
                self._is_odd(),
            )
        if dtype is None or is_odd:
            return self._in_polars(other, function)
        try:
            pairs = zip(self._cells, cells, strict=True)
            values = [None if a is None or b is None else function(a, b) for a, b in pairs]
        except (ArithmeticError, ValueError):
            return self._in_polars(other, function)
        return ShortSeries(values, dtype, self._title)

    def _in_polars(self, other: Any, function: Callable[[Any, Any], Any]) -> Any:
        return getattr(pl.Series, f"__{function.__name__}__")(self, other)


class _Kind(NamedTuple):
    """A type by what it is called: of an enumeration Polars hashes all that it may be."""

    dtype: pl.DataType

    def __hash__(self) -> int:
        return hash(type(self.dtype))


@lru_cache(maxsize=1024)
def _of_one(title: Text, value: Any, rows: int, kind: type[pl.DataType] | _Kind) -> pl.Series:
    """A column of Polars with ``value`` in each row: most of a record's are null, and made once."""
    return pl.Series(title, [value] * rows, dtype=kind.dtype if isinstance(kind, _Kind) else kind)


def _made_of(title: Text, cells: list[Any], dtype: pl.DataType) -> Any:
    """A series of Polars; of plain cells as it makes them once it has asked what they are."""
    if (make := _MAKERS.get(type(dtype))) is not None:
        try:
            return make(title, cells, True)
        except (TypeError, OverflowError):
            pass
    return pl.Series(title, cells, dtype=dtype)._s


def _are_same(one: pl.DataType, other: pl.DataType) -> bool:
    # Polars asks far more of two types than whether they are of one class.
    return one is other or (type(one) is type(other) and one == other)


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False
