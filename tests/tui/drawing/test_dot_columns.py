"""Dots by columns: the same dots, and the same cells, as drawing them one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.dot_columns import DotColumns, dots_between, is_level, upright_runs, within
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs

DOTS = st.tuples(st.integers(-20, 60), st.integers(-200, 200))
HEIGHT = 24


@given(DOTS, DOTS)
def test_runs_are_the_dots_of_the_line(start: tuple[int, int], end: tuple[int, int]) -> None:
    if is_level(start, end):
        return
    runs = list(upright_runs(start, end))
    dots = {(x, y) for x, first, last in runs for y in range(first, last + 1)}
    assert dots == set(dots_between(start, end))
    assert len({x for x, _, _ in runs}) == len(runs)


@given(
    st.sampled_from([BRAILLE, ASCII]),
    st.lists(st.tuples(st.integers(-3, 9), st.integers(-9, 40), st.booleans()), max_size=9),
    st.booleans(),
)
def test_cells_are_those_of_the_dots(
    glyphs: Glyphs, dots: list[tuple[int, int, bool]], thick: bool
) -> None:
    across, down, bits = glyphs.across, glyphs.down, glyphs.bits
    height = HEIGHT // down * down
    expected: dict[tuple[int, int], int] = {}
    columns = DotColumns(bits, height, thick=thick)
    for x, y, is_flat in dots:
        columns.add(x, y, is_flat=is_flat)
        if not 0 <= y < height:
            continue
        at_x, at_y = x % across, y % down
        mask = bits[at_y][at_x]
        if thick:
            beside = (within(at_y, down), at_x) if is_flat else (at_y, within(at_x, across))
            mask |= bits[beside[0]][beside[1]]
        cell = x // across, y // down
        expected[cell] = expected.get(cell, 0) | mask
    found = {
        (column, row): mask
        for column, top, masks in columns.columns()
        for row, mask in enumerate(masks, top)
        if mask
    }
    assert found == expected
