"""Axes: order is kept, ticks are round and apart, labels say what they stand at."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.drawing.axes import (
    LARGEST,
    Scale,
    compact,
    count,
    fit_axis,
    in_whole_cells,
    is_drawable,
    labelling_order,
    measured_ticks,
    place_labels,
    value_ticks,
)

SCALES = st.sampled_from(["linear", "log"])
ANY = st.floats(allow_nan=True, allow_infinity=True)
USUAL = st.floats(1e-9, 1e12)
POWERS = {"n": 1e-9, "µ": 1e-6, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15}


def number(label: str) -> float:
    """Read a tick label back."""
    if label.endswith("%"):
        return float(label[:-1]) / 100
    found = re.fullmatch(r"([-+.e\d]+?)([a-zA-Zµ]?)", label)
    assert found is not None
    digits, prefix = found.groups()
    return float(digits) * POWERS[prefix]


@given(st.lists(ANY, max_size=8), SCALES, st.integers(0, 200), st.floats(0, 5))
def test_all_drawable_values_lie_on_the_axis_in_their_order(
    values: list[float], scale: Scale, cells: int, margin: float
) -> None:
    axis = fit_axis(values, scale, cells, margin)
    drawable = sorted(value for value in values if is_drawable(value, scale))
    positions = [axis.position(value) for value in drawable]
    assert all(0 <= position <= 1 for position in positions)
    assert positions == sorted(positions)


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("value", [5e-324, 1e-304, 1e-300, 1e300, 1e308])
def test_numbers_at_the_ends_of_floats_have_a_place_or_none(value: float, scale: Scale) -> None:
    axis = fit_axis([value, value], scale, 3, 0.5)
    assert value_ticks(axis, 3, 1)
    assert is_drawable(value, scale) == (value <= 1e300 and (scale == "linear" or value >= 1e-300))


@given(st.lists(USUAL, min_size=2, max_size=6), SCALES)
def test_the_ends_keep_their_margin(values: list[float], scale: Scale) -> None:
    assume(max(values) > min(values) * 1.001)
    axis = fit_axis(values, scale, cells=40, margin=2)
    assert axis.position(min(values)) * 40 == pytest.approx(2)
    assert axis.position(max(values)) * 40 == pytest.approx(38)


@given(USUAL, SCALES)
def test_equal_values_lie_in_the_middle(value: float, scale: Scale) -> None:
    assert fit_axis([value, value], scale, 20, 1).position(value) == pytest.approx(0.5)


@given(st.lists(USUAL, min_size=1, max_size=6), SCALES, st.floats(0, 1))
def test_a_position_and_its_value_belong_together(
    values: list[float], scale: Scale, position: float
) -> None:
    axis = fit_axis(values, scale, 40, 1)
    value = axis.value(position)
    assume(is_drawable(value, scale))
    assert axis.position(value) == pytest.approx(position, abs=1e-6)


@given(st.lists(ANY, max_size=6), SCALES, st.integers(1, 120), st.sampled_from([1, 2, 3, 9]))
def test_ticks_lie_on_the_axis_in_order_and_apart(
    values: list[float], scale: Scale, cells: int, gap: int
) -> None:
    axis = fit_axis(values, scale, cells, 0.5)
    ticks = value_ticks(axis, cells, gap)
    places = [axis.position(tick.value) * cells for tick in ticks]
    assert all(-1e-6 <= place <= cells + 1e-6 for place in places)
    assert all(after - before >= gap * 0.999 for before, after in pairwise(places))
    assert all(tick.label for tick in ticks)


@given(
    st.lists(st.floats(1e-9, 1e14), min_size=2, max_size=6),
    SCALES,
    st.integers(4, 60),
    st.booleans(),
)
def test_labels_differ_and_say_the_value_of_their_tick(
    values: list[float], scale: Scale, rows: int, percent: bool
) -> None:
    axis = fit_axis(values, scale, rows, 0.5)
    ticks = value_ticks(axis, rows, 2, percent=percent)
    labels = [tick.label for tick in ticks]
    assert len(set(labels)) == len(labels)
    for tick in ticks:
        assert number(tick.label) == pytest.approx(tick.value, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(
    ("values", "scale", "rows", "percent", "expected"),
    [
        ([1, 32], "log", 26, False, "1 2 5 10 20"),
        ([80, 2500], "log", 20, False, "100 200 500 1k 2k"),
        ([1, 1e6], "log", 14, False, "1 10 100 1k 10k 100k 1M"),
        ([1e-9, 1e9], "log", 10, False, "1µ 1 1M"),
        ([3100, 3900], "log", 20, False, "3.1k 3.2k 3.3k 3.4k 3.5k 3.6k 3.7k 3.8k 3.9k"),
        ([3132, 11000], "linear", 12, False, "4k 6k 8k 10k"),
        ([0, 0.4], "linear", 12, False, "0 0.1 0.2 0.3 0.4"),
        ([0, 1], "linear", 12, True, "0% 20% 40% 60% 80% 100%"),
        ([0.97, 1.0], "linear", 12, True, "97% 98% 99% 100%"),
        ([-3, 3], "linear", 8, False, "-2 0 2"),
        ([0.99, 1.0], "linear", 12, True, "99.0% 99.2% 99.4% 99.6% 99.8% 100.0%"),
        ([0.0001, 0.1], "log", 8, True, "0.01% 0.1% 1% 10%"),
        ([0.0002, 0.0009], "linear", 12, False, "200µ 400µ 600µ 800µ"),
    ],
)
def test_ticks_that_one_would_choose_by_hand(
    values: list[float], scale: Scale, rows: int, percent: bool, expected: str
) -> None:
    axis = fit_axis(values, scale, rows, 0.5)
    ticks = value_ticks(axis, rows, 2, percent=percent)
    assert [tick.label for tick in ticks] == expected.split()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"), (0.25, "0.25"), (120, "120"), (999.9, "1k"), (1500, "1.5k"), (2e7, "20M"),
        (5e-6, "5µ"), (-1500, "-1.5k"), (1e20, "1e20"), (math.inf, "inf"),
    ],
)  # fmt: skip
def test_compact_numbers(value: float, expected: str) -> None:
    assert compact(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "1"), (12288, "12288"), (1.5, "1.5"), (1 << 20, "1Mi"), (1 << 17, "128Ki"),
        (1_000_000, "1M"), (3 << 30, "3Gi"),
    ],
)  # fmt: skip
def test_counts(value: float, expected: str) -> None:
    assert count(value) == expected


def test_counts_have_one_tick_each() -> None:
    assert [tick.label for tick in measured_ticks([8, 1, 2, 2, 8.0], count)] == ["1", "2", "8"]


@given(
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 10**6)), max_size=30, unique=True),
    st.integers(0, 20),
    st.integers(0, 100),
)
def test_labels_never_touch_and_stay_inside(
    ticks: list[tuple[int, int]], first: int, end: int
) -> None:
    labels = [(column, str(value)) for column, value in sorted(ticks)]
    placed = place_labels(labels, range(len(labels)), first, end)
    for label, after in pairwise(placed):
        assert label.column + len(label.text) < after.column
    assert all(first <= label.column <= end - len(label.text) for label in placed)


def test_the_first_in_order_that_fits_gets_its_label() -> None:
    assert [label.text for label in place_labels([(5, "abc")], [0], 0, 20)] == ["abc"]
    crowded = [(0, "1"), (2, "12"), (3, "16"), (8, "32")]
    assert [label.text for label in place_labels(crowded, [2, 1, 0, 3], 0, 10)] == ["1", "16", "32"]


@given(st.lists(st.floats(1e-300, LARGEST), unique=True, max_size=40).map(sorted), SCALES)
def test_every_tick_may_get_a_label(values: list[float], scale: Scale) -> None:
    assert sorted(labelling_order(values, scale)) == list(range(len(values)))


def test_marked_ends_and_powers_of_two_get_their_labels_first() -> None:
    values = [1, 2, 3, 4, 6, 8, 12]
    order = labelling_order(values, "log", marked=6)
    assert [values[index] for index in order[:3]] == [6, 1, 12]
    assert {values[index] for index in order[:6]} == {6, 1, 12, 2, 4, 8}


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(4, 60))
def test_an_axis_in_whole_cells_keeps_its_values_and_has_even_ticks(
    low: float, span: float, cells: int
) -> None:
    axis = fit_axis([low, low + span], "linear", cells, 0.5)
    even, apart = in_whole_cells(axis, cells)
    assert even.start <= axis.start + span * 1e-6 and even.end >= axis.end - span * 1e-6
    assert even.end - even.start <= 2.6 * (axis.end - axis.start)
    rows = [int(even.position(tick.value) * cells) for tick in value_ticks(even, cells, apart)]
    assert {b - a for a, b in pairwise(rows)} <= {apart}


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6), st.integers(4, 60))
def test_an_axis_of_what_is_never_negative_has_no_tick_below_zero(
    low: float, span: float, cells: int
) -> None:
    axis = fit_axis([low, low + span], "linear", cells, 0.5)
    even, apart = in_whole_cells(axis, cells, signed=False)
    assert all(even.start <= value <= even.end for value in (low, low + span))
    assert all(tick.value >= 0 for tick in value_ticks(even, cells, apart))
