"""Sparklines and bars: as wide as asked, true to order and extremes, gaps and signs visible."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.sparkline import bar, change_bar, graded_bar, sparkline
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs

GLYPHS = st.sampled_from([BRAILLE, ASCII])
ANY = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
FINITE = st.floats(-1e6, 1e6)


@given(
    st.lists(ANY, max_size=60),
    st.integers(-1, 40),
    st.one_of(st.none(), st.floats(-10, 10)),
    st.one_of(st.none(), st.floats(-10, 10)),
    st.one_of(st.none(), st.integers(-2, 60)),
    GLYPHS,
)
def test_a_sparkline_is_as_wide_as_asked(
    values: list[float | None],
    width: int,
    low: float | None,
    high: float | None,
    highlight: int | None,
    glyphs: Glyphs,
) -> None:
    line = sparkline(values, width, low, high, highlight, glyphs, style="cyan").plain
    assert len(line) == max(width, 0)
    assert set(line) <= {" ", *glyphs.levels}
    if len(values) <= width:
        missing = [value is None or not math.isfinite(value) for value in values]
        drawable = [value is None or abs(value) <= 1e300 for value in values if value == value]
        if all(drawable):
            assert [sign == " " for sign in line[: len(values)]] == missing


@given(st.lists(FINITE, min_size=1, max_size=20), GLYPHS)
def test_higher_values_are_never_drawn_lower(values: list[float], glyphs: Glyphs) -> None:
    line = sparkline(values, len(values), glyphs=glyphs).plain
    drawn = sorted(zip(values, (glyphs.levels.index(sign) for sign in line), strict=True))
    levels = [level for _, level in drawn]
    assert levels == sorted(levels)


@given(st.lists(st.one_of(st.none(), FINITE), min_size=3, max_size=200), st.integers(2, 20))
def test_both_extremes_survive_fewer_cells_than_values(
    values: list[float | None], width: int
) -> None:
    numbers = [value for value in values if value is not None]
    if not numbers or max(numbers) - min(numbers) < 1e-3:
        return
    line = sparkline(values, width).plain
    assert BRAILLE.levels[0] in line
    assert BRAILLE.levels[-1] in line


@given(st.integers(21, 300), st.integers(2, 20), st.data())
def test_a_single_dip_stays_where_it_was(length: int, width: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, length - 1))
    line = sparkline([100.0 if index != at else 50.0 for index in range(length)], width).plain
    assert line.count(BRAILLE.levels[0]) == 1
    assert line.index(BRAILLE.levels[0]) == (at * width + width - 1) // length


@pytest.mark.parametrize(
    ("values", "options", "expected"),
    [
        ([1, 2, 3, 4, 5, 6, 7], {}, "▁▂▃▄▅▆▇   "),
        ([1, None, 3, math.nan, 5, math.inf, 7, 8], {}, "▁ ▃ ▅ ▇▇  "),
        ([3, 3, 3], {}, "▄▄▄       "),
        ([], {}, "          "),
        ([None, None], {}, "          "),
        ([1.0, 0.9, 0.5, 0.0, 1.3, -0.2], {"low": 0, "high": 1}, "▇▇▄▁▇▁    "),
        ([0.98, 0.98], {"low": 0, "high": 1}, "▇▇        "),
        ([1, 2, 3, 4, 5], {"glyphs": ASCII}, "_.-=^     "),
    ],
)
def test_sparklines(values: list[float | None], options: dict[str, Any], expected: str) -> None:
    assert sparkline(values, 10, **options).plain == expected


def test_the_highlighted_value_is_set_apart() -> None:
    line = sparkline([1, 2, 3], 4, highlight=1, style="cyan")
    spans = [(span.start, span.end, span.style) for span in line.spans]
    assert spans == [(0, 1, "dim cyan"), (1, 2, "bold cyan"), (2, 3, "dim cyan")]


def test_the_highlighted_value_is_shown_in_a_shared_cell() -> None:
    values = [10.0, 5.0, 0.0, 10.0, 10.0, 10.0]
    assert sparkline(values, 2).plain == "▁▇"
    assert sparkline(values, 2, highlight=1).plain == "▄▇"


@given(ANY, st.integers(-1, 30), GLYPHS)
def test_a_bar_is_as_wide_as_asked(fraction: float | None, width: int, glyphs: Glyphs) -> None:
    assert len(bar(fraction, width, glyphs, "green")) == max(width, 0)
    assert len(bar(fraction, width, glyphs).plain) == max(width, 0)


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 20))
def test_a_larger_fraction_never_has_a_shorter_bar(one: float, other: float, width: int) -> None:
    def eighths(fraction: float) -> int:
        drawn = bar(fraction, width).plain
        assert len(drawn) == width
        return sum(1 + BRAILLE.eighths.index(sign) for sign in drawn.rstrip())

    small, large = sorted((one, other))
    assert eighths(small) <= eighths(large)
    assert abs(eighths(small) - small * width * 8) <= 0.5


@pytest.mark.parametrize(
    ("fraction", "expected", "in_ascii"),
    [
        (None, "·    ", ".    "),
        (math.nan, "·    ", ".    "),
        (0, "     ", "     "),
        (0.5, "██▌  ", "==-  "),
        (0.975, "████▉", "====="),
        (1, "█████", "====="),
        (1 + 1e-12, "█████", "====="),
        (1.04, "████►", "====>"),
        (math.inf, "████►", "====>"),
        (-0.1, "◄    ", "<    "),
    ],
)
def test_bars(fraction: float | None, expected: str, in_ascii: str) -> None:
    assert bar(fraction, 5).plain == expected
    assert bar(fraction, 5, ASCII).plain == in_ascii


@pytest.mark.parametrize(
    ("efficiency", "expected", "in_ascii"),
    [
        (1.2, "███► ", "===> "),
        (0.9, "███▋ ", "===- "),
        (0.89, "███▌·", "===-."),
        (0.7, "██▊ ·", "=== ."),
        (0.69, "██▊ ▾", "=== v"),
        (0.1, "▍   ▾", "-   v"),
    ],
)
def test_grades_show_without_colour(efficiency: float, expected: str, in_ascii: str) -> None:
    assert graded_bar(efficiency, 5).plain == expected
    assert graded_bar(efficiency, 5, ASCII).plain == in_ascii


def test_each_grade_has_a_colour_of_its_own() -> None:
    styles = [graded_bar(efficiency, 5).spans[0].style for efficiency in (0.95, 0.8, 0.5)]
    assert len(set(map(str, styles))) == 3


@given(ANY, st.floats(1e-6, 1e6), st.integers(-1, 30), GLYPHS)
def test_a_change_bar_is_as_wide_as_asked(
    change: float | None, scale: float, width: int, glyphs: Glyphs
) -> None:
    assert len(change_bar(change, scale, width, glyphs, "red").plain) == max(width, 0)


@given(st.floats(0, 2), st.integers(1, 10))
def test_changes_of_equal_size_have_bars_of_equal_length(change: float, arm: int) -> None:
    def arms(value: float) -> tuple[str, str]:
        left, right = change_bar(value, 1, 2 * arm + 1).plain.split("│")
        return left.strip(), right.strip()

    assert arms(change)[0] == arms(-change)[1] == "" or change == 0
    assert len(arms(change)[1]) == len(arms(-change)[0])


@pytest.mark.parametrize(
    ("change", "expected", "in_ascii"),
    [
        (None, "   ·   ", "   .   "),
        (0, "   │   ", "   |   "),
        (0.05, "   │━╸ ", "   |=- "),
        (-0.05, " ╺━│   ", " -=|   "),
        (0.1, "   │━━━", "   |==="),
        (0.11, "   │━━►", "   |==>"),
        (-math.inf, "◄━━│   ", "<==|   "),
    ],
)
def test_change_bars(change: float | None, expected: str, in_ascii: str) -> None:
    assert change_bar(change, 0.1, 7).plain == expected
    assert change_bar(change, 0.1, 7, ASCII).plain == in_ascii


def test_a_change_without_a_scale_is_beyond_it() -> None:
    assert change_bar(0.1, 0, 5).plain == "  │━►"
    assert change_bar(0, 0, 5).plain == "  │  "
