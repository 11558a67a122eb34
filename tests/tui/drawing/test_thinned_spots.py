"""Of a series without room for all its spots, the extremes of each column are drawn."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.axes import Axis
from tui.drawing.canvas import Canvas
from tui.drawing.frame import Area, Frame
from tui.drawing.points import Spot, thinned
from tui.formatting.glyphs import BRAILLE

COLUMNS = 10
HEIGHTS = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=200)


def frame(length: int) -> Frame:
    area = Area(0, 0, COLUMNS, 5)
    x = Axis("linear", 0, max(length, 1))
    return Frame(Canvas(COLUMNS, 5, BRAILLE), area, x, Axis("linear", 0, 1))


@given(HEIGHTS)
def test_gaps_and_extremes_of_each_column_are_kept(heights: list[float | None]) -> None:
    spots = [None if y is None else Spot(float(x), y, None, None) for x, y in enumerate(heights)]
    within = frame(len(spots))
    kept = thinned(within, spots)
    if len(spots) <= COLUMNS:
        assert kept is spots
        return
    for these in (spots, kept):
        assert [one.x for one in these if one] == sorted(one.x for one in these if one)

    def extremes(these: object) -> list[object]:
        groups = groupby(these, key=lambda one: one and within.column(one.x))  # type: ignore[call-overload]
        return [
            None if column is None else (column, min(ys), max(ys))
            for column, group in groups
            for ys in [[one.y for one in group if one]]
        ]

    assert extremes(kept) == extremes(spots)
