"""Dots: no repeat is lost, both sides share one axis, medians lie where they should."""

import re
from statistics import median
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.drawing.dots import Side, dots
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs

ANY = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
SIDES = st.lists(st.builds(Side, st.text(max_size=12), st.lists(ANY, max_size=12)), max_size=3)


@given(SIDES, st.integers(-1, 100), st.sampled_from([BRAILLE, ASCII]))
def test_every_line_is_as_wide_as_asked(sides: list[Side], width: int, glyphs: Glyphs) -> None:
    lines = [line.plain for line in dots(sides, width, glyphs=glyphs)]
    assert len(lines) == 2 * len(sides) + 2
    assert all(cell_len(line) == max(width, 0) for line in lines)
    if glyphs.ascii:
        assert all(line.isascii() for line in lines)


@given(
    st.lists(st.floats(1, 1000), min_size=1, max_size=9),
    st.lists(st.floats(1, 1000), min_size=1, max_size=9),
)
def test_no_repeat_is_lost_and_larger_medians_lie_further_right(
    base: list[float], new: list[float]
) -> None:
    lines = [line.plain for line in dots([Side("base", base), Side("new", new)], 80)]
    pointers = []
    for row, (values, shape) in enumerate(((base, "●"), (new, "■"))):
        area = lines[2 * row + 1].partition("│")[2]
        assert sum(int(sign) if sign.isdigit() else sign == shape for sign in area) == len(values)
        assert f"n={len(values)}" in lines[2 * row + 1]
        pointers.append(lines[2 * row].find("▼"))
    if min(len(base), len(new)) > 1:
        assert (pointers[1] - pointers[0]) * (median(new) - median(base)) >= 0


def test_two_sides_on_one_axis() -> None:
    base = [100, 100.1, 104, 109, 98]
    new = [110, 112, None, 119, 118, 118.1]
    drawn = "\n".join(
        line.plain.rstrip() for line in dots([Side("base", base), Side("new", new)], 60)
    )
    assert drawn == dedent("""\
                  │      ▼
        base  n=5 │ ●   ●●       ●          ●
                  │                                             ▼
        new  n=5  │                           ■    ■            2 ■
                  └─────┬──────────┬──────────┬──────────┬──────────
                       100        105        110        115
    """).rstrip("\n")


def test_a_side_without_values_says_so() -> None:
    lines = [line.plain for line in dots([Side("base", [5.0, 5.0]), Side("new", [None])], 40)]
    assert re.search(r"base  n=2 │ +2 +$", lines[1])
    assert re.search(r"new  n=0  │ no value +$", lines[3])


def test_ten_in_one_cell_are_a_plus() -> None:
    assert "+" in dots([Side("base", [5.0] * 10)], 40)[1].plain
