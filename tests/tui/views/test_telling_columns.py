"""Which columns tell rows apart, against all that could be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.asked import queries
from tui.views.column_fit import GAP, narrowest
from tui.views.table_columns import identity_column, number_column
from tui.views.table_view import TableView
from tui.views.telling_columns import TellingColumns

NAMES = ["benchmark", "a", "b", "c", "d"]


def view(rows: Sequence[tuple[int, ...]], widths: list[int]) -> TableView:
    frame = pl.DataFrame(
        {
            name: ["x" * width + str(row[i]) for row in rows]
            for i, (name, width) in enumerate(zip(NAMES, widths, strict=True))
        }
    )
    return TableView(frame, tuple(identity_column(frame, name) for name in NAMES))


ROWS = st.lists(st.tuples(*[st.integers(0, 3)] * len(NAMES)), min_size=1, max_size=20)
WIDTHS = st.lists(st.integers(0, 8), min_size=len(NAMES), max_size=len(NAMES))


@given(ROWS, WIDTHS, st.integers(0, 60))
def test_they_fit_and_none_is_needless(
    rows: Sequence[tuple[int, ...]], widths: list[int], room: int
) -> None:
    table = view(rows, widths)
    chosen = TellingColumns(table)([0], room)

    assert sum(narrowest(table.columns[i]) + GAP for i in chosen) <= room
    assert 0 not in chosen
    told = distinct(rows, [0, *chosen])
    for i in chosen:
        assert distinct(rows, [0, *(each for each in chosen if each != i)]) < told


@given(ROWS)
def test_where_there_is_room_all_rows_are_told_apart_that_can_be(
    rows: Sequence[tuple[int, ...]],
) -> None:
    chosen = TellingColumns(view(rows, [0] * len(NAMES)))([0], 1000)

    assert distinct(rows, [0, *chosen]) == len(set(rows))


def test_what_recurs_in_a_column_is_written_and_cut_once() -> None:
    frame = pl.DataFrame({"benchmark": ["one", "other"] * 400, "nodes": [1, 2, 4, 8] * 200})
    written: list[int] = []
    cut: list[str] = []

    def form(value: int) -> str:
        written.append(value)
        return str(value)

    def shorten(text: str, _width: int, _mark: str) -> str:
        cut.append(text)
        return text

    name = identity_column(frame, "benchmark")._replace(shorten=shorten)
    number = number_column(frame, "nodes", "nodes", form, priority=0)._replace(tells=True)
    written.clear()

    alike = TellingColumns(TableView(frame, (name, number))).alike([name])

    assert [len(rows) for rows in alike] == [400, 400]
    assert (sorted(written), sorted(cut)) == ([1, 2, 4, 8], ["one", "other"])


def test_of_two_columns_the_one_that_tells_more_rows_apart_is_taken() -> None:
    rows = [(0, i % 2, i % 4, 0, 0) for i in range(8)]

    assert TellingColumns(view(rows, [0] * 5))([0], 12) == [2]


def test_names_that_look_alike_when_cut_tell_nothing() -> None:
    frame = pl.DataFrame(
        {
            "benchmark": ["s"] * 300,
            "case": [f"{i % 2}{'x' * 30}{i:03}{'y' * 30}" for i in range(300)],
            "size": [i % 20 for i in range(300)],
        }
    )
    columns = tuple(identity_column(frame, name) for name in frame.columns)

    assert TellingColumns(TableView(frame, columns))([0], 14) == [2]


def distinct(rows: Sequence[tuple[int, ...]], numbers: list[int]) -> int:
    return len({tuple(row[i] for i in numbers) for row in rows})


def test_columns_that_tell_only_together_are_taken_together() -> None:
    rows = [(0, i // 4, i // 2 % 2, i % 2, 0) for i in range(8)]
    best = max(distinct(rows, [0, *pair]) for pair in combinations(range(1, 5), 2))

    assert distinct(rows, [0, *TellingColumns(view(rows, [0] * 5))([0], 6)]) == best


def test_the_most_telling_column_gives_way_to_two_that_tell_all() -> None:
    rows = [(0, min(i, 3), i // 3, i % 3, 0) for i in range(9)]

    assert TellingColumns(view(rows, [0] * 5))([0], 6) == [2, 3]


@given(ROWS, st.integers(1, len(NAMES)))
def test_rows_are_alike_where_a_column_out_of_sight_parts_some(
    rows: Sequence[tuple[int, ...]], shown: int
) -> None:
    table = view(rows, [0] * len(NAMES))
    looks = [row[:shown] for row in rows]
    alike = [i for i, look in enumerate(looks) if looks.count(look) > 1]

    groups = TellingColumns(table).alike(table.columns[:shown])

    parted = len(set(rows)) > len(set(looks))
    assert sorted(row for group in groups for row in group) == (alike if parted else [])


@pytest.mark.parametrize("pairs", [2, 200])
def test_rows_that_hold_the_same_are_found_with_one_query(pairs: int) -> None:
    frame = pl.DataFrame(
        {
            "benchmark": [f"b{i // 2}" for i in range(2 * pairs)],
            "source": ["a.csv", "b.csv"] * pairs,
            "value": [i // 2 for i in range(2 * pairs)],
        }
    )
    columns = tuple(identity_column(frame, name) for name in ("benchmark", "source"))
    telling = TellingColumns(TableView(frame, columns, measured=("value",)))
    telling.alike(columns[:1])

    assert queries(lambda: telling.same(columns[:1])) == 1
    assert len(telling.same(columns[:1])) == pairs
