"""A short series gives what a series of Polars gives, whatever is asked of it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_series_equal

from parsers.run_records.records import STATUS
from parsers.short_columns.short_series import (
    FEW,
    ONCE,
    ShortSeries,
    repeated,
    series_of,
    short_if_few,
)

WRITTEN = st.sampled_from(
    ["1", "-2.50", "+3", ".5", "7.", "1e3", "1_000", "inf", "nan", "1,024", "12 s", "n/a", " 8 "]
)
TEXT = st.none() | WRITTEN | st.text("aB1. $\n", max_size=4)
FLOAT = st.none() | st.sampled_from([0.0, -1.5, 2.0, 3.25, 1e6]) | st.floats(-1e9, 1e9, width=32)
INT = st.none() | st.integers(-1000, 1000)
FLAG = st.none() | st.booleans()

Columns = tuple[pl.Series, pl.Series]


def columns(cells: st.SearchStrategy[Any], dtype: pl.DataType) -> st.SearchStrategy[Columns]:
    """A column by Python and by Polars, its cells once or again and again."""
    some = st.lists(cells, max_size=6)
    return st.builds(list.__mul__, some, st.sampled_from([1, 1, ONCE])).map(
        lambda values: (ShortSeries(values, dtype), pl.Series(values, dtype=dtype))
    )


TEXTS = columns(TEXT, pl.String())
FLOATS = columns(FLOAT, pl.Float64())
INTS = columns(INT, pl.Int64())
FLAGS = columns(FLAG, pl.Boolean())
STATES = columns(st.none() | st.sampled_from(STATUS.categories.to_list()), STATUS)
ANY = st.one_of(TEXTS, FLOATS, INTS, FLAGS, STATES)


def same(short: Any, polars: Any) -> None:
    """Both are the same value, or the same cells of the same type."""
    if isinstance(polars, pl.Series):
        assert isinstance(short, pl.Series)
        assert short.dtype == polars.dtype
        assert_series_equal(
            pl.Series(short.to_list(), dtype=short.dtype), polars, check_names=False
        )
    else:
        assert short == polars or (short != short and polars != polars)


@given(ANY)
def test_facts_and_parts(both: Columns) -> None:
    asked: list[Callable[[pl.Series], Any]] = [
        len,
        list,
        pl.Series.null_count,
        pl.Series.count,
        pl.Series.is_empty,
        pl.Series.n_unique,
        pl.Series.is_null,
        pl.Series.is_not_null,
        pl.Series.drop_nulls,
        lambda cells: cells.head(2),
        lambda cells: cells.unique(maintain_order=True),
        lambda cells: cells.filter(cells.is_null()),
        lambda cells: cells.is_not_null().arg_max(),
        lambda cells: cells.is_null().any(),
        lambda cells: cells.is_null().all(),
        lambda cells: cells.set(cells.is_null(), None),
        lambda cells: cells.equals(cells.drop_nulls()),
        lambda cells: cells.cast(pl.String).zip_with(cells.is_null(), cells.cast(pl.String)),
        lambda cells: cells.gather(list(range(len(cells)))[::-1]),
        lambda cells: cells.gather(pl.Series([None], dtype=pl.UInt32)),
    ]
    for question in asked:
        same(question(both[0]), question(both[1]))


@given(TEXTS)
def test_texts(both: Columns) -> None:
    asked: list[Callable[[pl.Series], Any]] = [
        lambda cells: cells.str.contains(r"(?i)^b|\d$"),
        lambda cells: cells.str.contains(".", literal=True),
        lambda cells: cells.str.extract(r"(\d)(?:\.(\d))?"),
        lambda cells: cells.str.replace(r"(\d)", "<$1>"),
        lambda cells: cells.str.replace_all(r"(\d)", "<$1>"),
        lambda cells: cells.str.replace_all(".", "", literal=True),
        lambda cells: cells.str.count_matches(r"\d"),
        lambda cells: cells.str.strip_chars(),
        lambda cells: cells.str.to_lowercase(),
        lambda cells: cells.str.len_chars(),
        lambda cells: cells.str.strip_suffix("1"),
        lambda cells: cells.cast(pl.Float64, strict=False),
        lambda cells: cells.cast(pl.Int64, strict=False),
        lambda cells: cells.replace({"1": "one"}),
        lambda cells: cells.replace_strict({"1": 1}, default=None, return_dtype=pl.Int64),
        lambda cells: cells.replace_strict(["1"], [1.5], default=None, return_dtype=pl.Float64),
        lambda cells: cells.fill_null("x"),
        lambda cells: cells.fill_null(cells),
        lambda cells: cells.is_in(["1", "a"]),
        lambda cells: cells == "1",
        lambda cells: cells != cells,
    ]
    for question in asked:
        same(question(both[0]), question(both[1]))


@given(st.one_of(FLOATS, INTS))
def test_numbers(both: Columns) -> None:
    asked: list[Callable[[pl.Series], Any]] = [
        pl.Series.abs,
        pl.Series.floor,
        pl.Series.min,
        pl.Series.max,
        pl.Series.sum,
        pl.Series.median,
        lambda cells: cells.cast(pl.Float64).is_finite(),
        lambda cells: cells.cast(pl.Float64).is_nan(),
        lambda cells: cells.cast(pl.Int64),
        lambda cells: cells.cast(pl.String),
        lambda cells: cells.cast(pl.UInt32, strict=False),
        lambda cells: cells.is_between(1, 5),
        lambda cells: (cells > 1) & (cells < 3),
        lambda cells: (cells > 1) | cells.is_null(),
        lambda cells: ~(cells == cells.floor()),
        lambda cells: cells * 2,
        lambda cells: cells + 0.5,
        lambda cells: cells / cells,
    ]
    for question in asked:
        same(question(both[0]), question(both[1]))


@given(FLAGS, FLAGS)
def test_flags(one: Columns, other: Columns) -> None:
    rows = min(len(one[0]), len(other[0]))
    for combined in (operator.and_, operator.or_):
        found = combined(one[0].head(rows), other[0].head(rows))
        same(found, combined(one[1].head(rows), other[1].head(rows)))
    for question in (pl.Series.any, pl.Series.all, pl.Series.arg_max, pl.Series.sum, operator.inv):
        same(question(one[0]), question(one[1]))
    same(one[0].cast(pl.String), one[1].cast(pl.String))


@given(STATES)
def test_states(both: Columns) -> None:
    same(both[0].cast(pl.String).cast(STATUS), both[1].cast(pl.String).cast(STATUS))
    same(both[0] == "ok", both[1] == "ok")


def test_a_state_that_is_none_is_refused() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        series_of(["ok", "odd"]).cast(STATUS)


def test_numbers_that_are_none_are_refused_or_null_as_in_polars() -> None:
    large = series_of([1e300], pl.Float64())
    with pytest.raises(pl.exceptions.InvalidOperationError):
        large.cast(pl.Int64)
    assert (
        series_of([1.0, 0.0], pl.Float64()) / series_of([0.0, 0.0], pl.Float64())
    ).is_nan().sum() == 1
    nan = series_of([float("nan"), 2.0], pl.Float64())
    assert (nan == nan).all()
    assert nan.max() == 2.0


def test_it_goes_into_a_frame() -> None:
    short = short_if_few(pl.Series("a", ["x", None]))
    assert isinstance(short, ShortSeries)
    assert pl.DataFrame({"b": short, "c": repeated(1, 2, pl.Int64())}).rows() == [
        ("x", 1),
        (None, 1),
    ]
    assert pl.DataFrame([short.alias("d")]).columns == ["d"]
    assert short.name == "a"


def test_long_columns_and_those_of_other_types_stay_with_polars() -> None:
    for cells in (pl.Series([1] * (FEW + 1)), pl.Series([[1.0]]), pl.Series([1], dtype=pl.Int8)):
        assert short_if_few(cells) is cells
    for made in (repeated("x", FEW + 1), series_of(["x"] * (FEW + 1))):
        assert not isinstance(made, ShortSeries)


def test_what_is_done_to_one_column_of_nothing_is_not_done_to_the_next() -> None:
    one, other = (series_of([None] * 3, pl.Float64()) for _ in range(2))
    one.scatter([0], [1.0])
    assert pl.DataFrame([other]).to_series().to_list() == [None] * 3


def test_what_recurs_is_worked_out_once() -> None:
    asked: list[str] = []
    cells = ShortSeries(["a", None, "b", "a"] * ONCE, pl.String())

    def size(text: str) -> int:
        asked.append(text)
        return len(asked)

    sizes = cells.each(size, pl.Int64())

    assert sorted(asked) == ["a", "b"]
    assert sizes[0] == sizes[3] != sizes[2]
    assert sizes[1] is None
