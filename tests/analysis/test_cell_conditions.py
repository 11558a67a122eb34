"""Conditions made of cells: they keep, or leave out, just the rows with these values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cell_conditions import joined, other, same, sql_name
from analysis.select import where
from analysis.usage import UsageError

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
KINDS = st.sampled_from(
    [
        TEXTS,
        st.sampled_from(["it's", 'a "b"', "50 %", "512^3", "x' OR 'a' = 'a", "NULL", ""]),
        st.integers(-(2**62), 2**62),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
    ]
)
COLUMNS = KINDS.flatmap(lambda kind: st.lists(st.none() | kind, min_size=1, max_size=6))
NAMES = st.sampled_from(["software", "order", "wall time", 'a"b', "Größe", "min", "true"])


@given(NAMES, COLUMNS, st.data())
def test_same_and_other_part_the_rows(name: str, cells: list[Any], data: st.DataObject) -> None:
    frame = pl.DataFrame({name: cells}).with_row_index("at")
    values = data.draw(st.lists(st.sampled_from(cells), min_size=1))

    kept = where(frame, same(frame[name], values))["at"].to_list()
    left = where(frame, other(frame[name], values))["at"].to_list()

    assert kept == [at for at, cell in enumerate(cells) if cell in values]
    assert sorted(kept + left) == list(range(len(cells)))


def test_conditions_read_as_people_write_them() -> None:
    names = pl.Series("software", ["a", "b", "it's"])
    assert same(names, ["it's"]) == "software = 'it''s'"
    assert same(names, ["a", "b", "a"]) == "software IN ('a', 'b')"
    assert other(names, ["a"]) == "software <> 'a'"
    holes = pl.Series("nodes", [1, None, 2])
    assert same(holes, [None]) == "nodes IS NULL"
    assert same(holes, [None, 1]) == "(nodes = 1 OR nodes IS NULL)"
    assert other(holes, [1, 2]) == "(nodes NOT IN (1, 2) OR nodes IS NULL)"
    assert other(holes, [1, None]) == "nodes <> 1"
    assert other(holes, [None]) == "nodes IS NOT NULL"
    assert sql_name("order") == '"order"'


def test_a_condition_goes_on_from_another() -> None:
    assert joined("", "n = 1") == "n = 1"
    assert joined("a = 1", "n = 1") == "a = 1 AND n = 1"
    assert joined("a = 1 or b = 2", "n = 1") == "(a = 1 or b = 2) AND n = 1"


@pytest.mark.parametrize("value", [float("inf"), float("nan"), [1, 2], datetime(2024, 5, 1)])
def test_what_sql_has_no_word_for_is_refused(value: object) -> None:
    column = pl.Series("when", [value])
    for make in (same, other):
        with pytest.raises(UsageError, match="cannot filter when"):
            make(column, [value])
