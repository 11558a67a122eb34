from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.groups import group_codes, number_groups

ROW = st.tuples(
    st.sampled_from(["a", "b", "ab", "", None]),
    st.none() | st.integers(-(2**40), 2**40),
    st.none() | st.sampled_from([0.5, 32.0, 64.0, -1.0]),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 3),
)
SCHEMA = {"s": pl.String, "i": pl.Int64, "f": pl.Float64, "b": pl.Boolean, "k": pl.Int64}


@given(st.lists(ROW, max_size=40))
def test_codes_are_equal_exactly_where_the_rows_are(rows: list[tuple[object, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    codes = group_codes(frame, frame.columns).to_list()
    assert len(codes) == len(rows)
    pairs = set(zip(codes, rows, strict=True))
    assert len(pairs) == len(set(rows)) == len(set(codes))


@given(st.lists(ROW, min_size=1, max_size=40))
def test_groups_are_numbered_by_first_appearance(rows: list[tuple[object, ...]]) -> None:
    frame = number_groups(pl.DataFrame(rows, schema=SCHEMA, orient="row"), ["s", "k"], "number")
    seen: dict[object, int] = {}
    expected = [seen.setdefault((row[0], row[4]), len(seen)) for row in rows]
    assert frame["number"].to_list() == expected


def test_more_combinations_than_an_integer_holds() -> None:
    wide = pl.int_range(0, 2**40, 2**32, eager=True).alias("x")
    frame = pl.DataFrame({name: wide * (n + 1) for n, name in enumerate("abcdef")})
    assert group_codes(frame, frame.columns).n_unique() == frame.height


@pytest.mark.parametrize(
    ("most", "dtype"), [(2**32 - 1, pl.UInt32), (2**32, pl.UInt64)], ids=["fits", "does not fit"]
)
def test_codes_are_as_small_as_their_number_allows(most: int, dtype: pl.DataType) -> None:
    codes = group_codes(pl.DataFrame({"x": [0, most, 1, most - 1]}), ["x"])
    assert codes.dtype == dtype
    assert codes.to_list() == [0, most, 1, most - 1]


def test_interned_text_groups_as_text() -> None:
    frame = pl.DataFrame({"s": pl.Series(["x", "y", None, "x"], dtype=pl.Categorical)})
    assert group_codes(frame, ["s"]).n_unique() == 3


def test_more_columns_than_one_integer_holds_may_be_called_anything() -> None:
    names = ["self", *(f"setting {number}" for number in range(4))]
    frame = pl.DataFrame({name: [0, 2**40 + at, 0, 1] for at, name in enumerate(names)})
    codes = group_codes(frame, names)
    assert codes[0] == codes[2]
    assert codes.n_unique() == 3
