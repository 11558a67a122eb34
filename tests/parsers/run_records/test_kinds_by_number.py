"""Kinds of records that are told apart by one number are those that their columns tell apart."""

from __future__ import annotations

from random import Random

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from parsers.run_records.kinds_by_number import of_each_kind

WORDS = st.sampled_from(["a", "b", None])
COLUMNS = {
    "word": (pl.Categorical(), WORDS),
    "text": (pl.String(), WORDS),
    "narrow": (pl.Int8(), st.sampled_from([-128, 127, 0, None])),
    "wide": (pl.Int64(), st.sampled_from([-(2**63), 2**63 - 1, 5, None])),
    "large": (pl.UInt64(), st.sampled_from([2**64 - 1, 0, None])),
    "many": (pl.Int64(), st.sampled_from([0, 2**40, 2**40 + 1, None])),
    "flag": (pl.Boolean(), st.sampled_from([True, False, None])),
    "part": (pl.Float64(), st.sampled_from([0.5, -1.0, None])),
    "none": (pl.Int64(), st.none()),
}
ROWS = st.lists(st.tuples(*(values for _, values in COLUMNS.values())), min_size=1, max_size=20)


@given(ROWS, st.randoms(use_true_random=False))
def test_kinds_by_number_are_those_of_the_columns(
    rows: list[tuple[object, ...]], chance: Random
) -> None:
    kinds = [*COLUMNS]
    places = chance.sample(range(100), len(rows))
    schema = {name: dtype for name, (dtype, _) in COLUMNS.items()}
    records = pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        at=pl.Series(places), value=pl.Series(range(len(rows)))
    )
    found = of_each_kind(records, kinds, "at", ["at"], [pl.col("value").alias("values")])
    expected: dict[tuple[object, ...], tuple[int, list[int]]] = {}
    for value, (row, place) in enumerate(zip(rows, places, strict=True)):
        first, values = expected.get(row, (place, []))
        expected[row] = (min(first, place), [*values, value])
    assert found.columns == [*kinds, "at", "values"]
    assert {tuple(row[:-2]): tuple(row[-2:]) for row in found.iter_rows()} == expected
    assert found.height == len(expected)
