"""Which columns are shown at which width, whatever the table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.views.column_fit import (
    GAP,
    READABLE,
    WORTH_CUTTING,
    ColumnFit,
    arrange,
    fit,
    narrowest,
    widest,
)
from tui.views.table_columns import shown_by_sign
from tui.views.table_view import TableColumn


def begun(columns: list[TableColumn], width: int, frozen: int) -> ColumnFit:
    """What a screen begins with."""
    arranged = arrange(columns, width, frozen)
    return fit(arranged.columns, width, frozen, 0, arranged.fitting)


def column(name: str, width: int, priority: int = 0, min_width: int | None = None) -> TableColumn:
    return TableColumn(
        name, name, "", width, "left", priority, lambda rows: [""] * len(rows), min_width
    )


def readable(of: TableColumn) -> int:
    enough = max(narrowest(of), READABLE)
    return widest(of) if widest(of) < enough + WORTH_CUTTING else enough


@st.composite
def tables(draw: st.DrawFn) -> list[TableColumn]:
    count = draw(st.integers(1, 9))
    return [
        column(
            f"c{i}",
            draw(st.integers(1, 30)),
            draw(st.integers(0, 9)),
            draw(st.one_of(st.none(), st.integers(2, 12))),
        )
        for i in range(count)
    ]


@given(tables(), st.integers(1, 120), st.integers(0, 2), st.integers(0, 9))
def test_columns_stand_side_by_side_within_the_width(
    columns: list[TableColumn], width: int, frozen: int, start: int
) -> None:
    frozen, start = min(frozen, len(columns)), min(start, len(columns) - 1)
    shown = fit(arrange(columns, width, frozen).columns, width, frozen, start)

    edge = 0
    for placed in shown.placed:
        assert placed.x == edge
        assert narrowest(placed.column) <= placed.width <= widest(placed.column)
        edge += placed.width + GAP
    assert len(shown.placed) + shown.before + shown.after == len(columns)
    assert edge - GAP <= width or len(shown.placed) <= max(1, frozen)


@given(tables(), st.integers(1, 200))
def test_a_column_goes_only_where_the_more_important_ones_leave_no_room(
    columns: list[TableColumn], width: int
) -> None:
    shown = begun(columns, width, 0)
    assume(shown.placed and sum(p.width + GAP for p in shown.placed) - GAP <= width)
    names = [c.name for c in shown.columns]

    assert names == [c.name for c in columns if c.name in names]
    for gone in (c for c in columns if c.name not in names):
        important = [c for c in columns if c.name in names and c.priority <= gone.priority]
        needed = readable if gone.priority else narrowest
        assert sum(needed(c) + GAP for c in [*important, gone]) - GAP > width


@given(tables(), st.integers(1, 200))
def test_columns_have_their_full_width_where_there_is_room(
    columns: list[TableColumn], width: int
) -> None:
    shown = begun(columns, width, 0)

    if sum(widest(c) + GAP for c in columns) - GAP <= width:
        assert [p.width for p in shown.placed] == [widest(c) for c in columns]


def test_texts_shrink_as_far_as_they_can_be_read_and_the_longest_first() -> None:
    columns = [column("long", 30, 0, 5), column("short", 8, 0, 5), column("number", 10, 1)]

    shown = begun(columns, 46, 1)

    assert [(p.column.name, p.width) for p in shown.placed] == [
        ("long", 24),
        ("short", 8),
        ("number", 10),
    ]


def test_no_name_is_cut_by_a_cell_for_a_less_important_column() -> None:
    shown = begun([column("name", 25, 0, 5), column("bars", 7, 1)], 33, 0)

    assert [(p.column.name, p.width) for p in shown.placed] == [("name", 25)]


def test_widths_go_to_cut_columns_before_less_important_ones_come() -> None:
    columns = [column("long", 30, 0, 5), column("short", 8, 0, 5), column("number", 10, 1)]

    shown = begun(columns, 45, 1)

    assert [(p.column.name, p.width) for p in shown.placed] == [("long", 30), ("short", 8)]


@pytest.mark.parametrize(("in_steps", "shown"), [(0, ["first", "second"]), (2, ["first"])])
def test_headings_of_numbers_are_cut_before_others_go_but_nothing_shown_in_steps(
    in_steps: int, shown: list[str]
) -> None:
    first = column("first", 20, 0, 8)._replace(align="right", in_steps=in_steps)
    assert [c.name for c in begun([first, column("second", 8, 1)], 20, 0).columns] == shown


@pytest.mark.parametrize(
    ("width", "widths"),
    [(64, [20, 20, 20]), (51, [7, 20, 20]), (36, [16, 8, 8]), (30, [10, 8, 8])],
    ids=["all whole", "steps whole", "steps least", "all narrow"],
)
def test_what_is_shown_in_steps_is_whole_or_as_narrow_as_can_be(
    width: int, widths: list[int]
) -> None:
    name = column("name", 20, min_width=6)
    sides = [column(side, 20, min_width=8)._replace(in_steps=1) for side in ("base", "new")]
    placed = fit([name, *sides], width, 1, 0).placed

    assert [each.width for each in placed] == widths


@pytest.mark.parametrize(
    ("width", "widths"),
    [(58, [20, 20, 14]), (44, [6, 20, 14]), (43, [17, 8, 14]), (32, [6, 8, 14]), (31, [18, 8, 1])],
)
def test_of_two_steps_the_first_is_whole_before_the_second(width: int, widths: list[int]) -> None:
    name, side = column("name", 20, min_width=6), column("base", 20, min_width=8)
    verdict = shown_by_sign(column("verdict", 14))
    placed = fit([name, side._replace(in_steps=2), verdict], width, 1, 0).placed

    assert [each.width for each in placed] == widths
    assert verdict.shorten("? too few", 8, "…") == "?"


@pytest.mark.parametrize(
    ("width", "shown"),
    [(42, ["name", "cores", "base", "new", "change"]), (41, ["name", "cores", "change"])],
)
def test_values_go_where_they_leave_no_room_for_what_tells_rows_apart(
    width: int, shown: list[str]
) -> None:
    name, cores = (column(each, 8, 8)._replace(tells=True) for each in ("name", "cores"))
    sides, change = [column("base", 6), column("new", 6)], column("change", 6, -1)

    def telling(kept: Sequence[int], room: int) -> list[int]:
        return [1] if 1 not in kept and room >= 8 + GAP else []

    arranged = arrange([name, cores, *sides, change], width, 1, telling)
    assert [each.name for each in arranged.columns[: arranged.fitting]] == shown
