"""The scaling chart and the progress plot: whole at every size, true to order, gaps and layers."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from tui.drawing.axes import Scale
from tui.drawing.chart_series import Chart, Curve, Guide, Panel, Point, Series
from tui.drawing.progress_plot import progress_plot
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs

ANY = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
POINTS = st.lists(
    st.builds(Point, st.one_of(st.floats(), st.integers(-2, 4096).map(float)), ANY, ANY, ANY),
    max_size=6,
).map(tuple)
SERIES = st.lists(
    st.builds(Series, st.text(max_size=30), POINTS, st.text(max_size=12)), max_size=11
)
GLYPHS = st.sampled_from([BRAILLE, ASCII])
SCALES = st.sampled_from(["linear", "log"])
SIZES = st.tuples(st.integers(-1, 130), st.integers(-1, 34))


def chart(
    many: Sequence[Series],
    width: int,
    height: int,
    *,
    ideal: Callable[[float], float] | Sequence[tuple[float, float]] | None = None,
    glyphs: Glyphs = BRAILLE,
    legend: bool = True,
    curves: Sequence[Curve] = (),
    **given: Any,
) -> list[Text]:
    if ideal is not None:
        curves = (Curve("ideal", ideal), *curves)
    drawn = Chart(many, curves=curves, **given)
    return scaling_chart(drawn, width, height, glyphs=glyphs, legend=legend)


def series(
    name: str,
    values: Iterable[float | None],
    counts: Iterable[int] = (1, 2, 4, 8, 16, 32),
    final: str = "",
) -> Series:
    points = zip(counts, values, strict=False)
    return Series(name, tuple(Point(float(x), y) for x, y in points), final)


def amdahl(share: float) -> Callable[[float], float]:
    return lambda n: n / (1 + share * (n - 1))


def text(lines: list[Text]) -> str:
    return "\n".join(line.plain.rstrip() for line in lines)


def cells_of(lines: list[Text], sign: str) -> list[tuple[int, int]]:
    return [
        (column, row)
        for row, line in enumerate(lines)
        for column, found in enumerate(line.plain)
        if found == sign
    ]


def style_at(lines: list[Text], column: int, row: int) -> str:
    return " ".join(str(span.style) for span in lines[row].spans if span.start <= column < span.end)


@given(
    SERIES,
    SIZES,
    GLYPHS,
    SCALES,
    SCALES,
    st.booleans(),
    st.text(max_size=40),
    st.one_of(st.none(), st.tuples(st.integers(-1, 12), st.integers(-1, 7))),
    st.one_of(st.none(), st.lists(st.integers(-1, 12), max_size=4)),
    st.one_of(
        st.none(),
        st.lists(st.tuples(st.floats(), st.floats()), max_size=3),
        st.sampled_from([lambda x: x, lambda x: 1 / (x - 1), math.log, math.exp]),
    ),
    st.floats(),
)
def test_every_size_and_value_gives_a_whole_chart(
    many: list[Series],
    size: tuple[int, int],
    glyphs: Glyphs,
    x_scale: Scale,
    y_scale: Scale,
    percent: bool,
    title: str,
    highlight: tuple[int, int] | None,
    chosen: list[int] | None,
    ideal: Callable[[float], float] | list[tuple[float, float]] | None,
    at: float,
) -> None:
    width, height = size
    lines = chart(
        many,
        width,
        height,
        glyphs=glyphs,
        title=title,
        x_scale=x_scale,
        y_scale=y_scale,
        percent=percent,
        ideal=ideal,
        curves=[Curve("law", lambda x: 2 * x, "red", "dotted")],
        guides=[Guide("knee", "x", at), Guide("floor", "y", at)],
        include=[at],
        highlight=highlight,
        chosen=chosen,
    )
    assert len(lines) == max(height, 0)
    assert all(cell_len(line.plain) == max(width, 0) for line in lines)
    if glyphs.ascii:
        assert all(line.plain.isascii() for line in lines)


@given(SERIES, SIZES, GLYPHS, SCALES)
def test_every_size_and_value_gives_a_whole_progress_plot(
    runs: list[Series], size: tuple[int, int], glyphs: Glyphs, y_scale: Scale
) -> None:
    width, height = size
    lines = progress_plot(runs, width, height, glyphs=glyphs, title="over step", y_scale=y_scale)
    assert len(lines) == max(height, 0)
    assert all(cell_len(line.plain) == max(width, 0) for line in lines)


@given(
    st.lists(st.floats(0.01, 1e4), min_size=2, max_size=6),
    SCALES,
    st.sampled_from([(30, 8), (80, 20), (240, 70)]),
)
def test_a_larger_value_never_lies_lower(
    values: list[float], y_scale: Scale, size: tuple[int, int]
) -> None:
    lines = chart([series("", values)], *size, y_scale=y_scale)
    found = dict(cells_of(lines, "●"))
    rows = [row for _, row in sorted(found.items())]
    assert len(rows) == len(values)
    for (one, row), (other, other_row) in pairwise(zip(values, rows, strict=True)):
        assert (other - one) * (row - other_row) >= 0


def test_a_chart_in_braille() -> None:
    drawn = chart(
        [
            series("A", map(amdahl(0.01), (1, 2, 4, 8, 16, 32)), final="76 %"),
            series("B", map(amdahl(0.1), (1, 2, 4, 8, 16, 32)), final="24 %"),
        ],
        60,
        14,
        title="Speedup vs. GPUs, log-log",
        ideal=lambda x: x,
    )
    assert text(drawn) == dedent("""\
        Speedup vs. GPUs, log-log
           │                                    ⢀ ⠐    ● A      76 %
        20 ┤  ·      ·      ·       ·      · ⣀ ⢀⣀⠤●    ■ B      24 %
           │                             ⢀⡠●⠤⠒⠊⠁       ╌ ideal
        10 ┤  ·      ·      ·       · ⢀⣀⠤⠒⠉·      ·
           │                       ⣀●⠒⠉      ⣀⣀⣀⣀⠤■
         5 ┤  ·      ·      · ⢀⣀⠤⠒⠉ ·⣀⣀⠤⠔⠒⠊■⠉     ·
           │               ⢀●⠒⠉⣀⡠⠤⠒⠊■
           │           ⢀⣀⠔⣀⠤■⠊⠉
         2 ┤  ·     ⢀■⡠⠔⠊⠉  ·       ·      ·      ·
           │     ⢀⡠⠔⠊⠁
         1 ┤  ■⠔⠊⠁   ·      ·       ·      ·      ·
           └──┬──────┬──────┬───────┬──────┬──────┬──
              1      2      4       8      16     32
    """).rstrip("\n")


def test_a_chart_in_ascii() -> None:
    drawn = chart(
        [series("A", (100, 190, 350, 650), final="81 %")],
        30,
        8,
        glyphs=ASCII,
        title="throughput, img/s",
    )
    assert text(drawn) == dedent("""\
        throughput, img/s
        500 +  .      .    350  ...o
            |        190  ..o.''  650
        200 + 100  ...o.''  .      .
        100 +  o.''   .     .      .
            +--+------+-----+------+--
               1      2     4      8
        o A: 81 %
    """).rstrip("\n")


def test_a_missing_point_is_a_gap() -> None:
    whole = chart([series("", (5, 5, 5, 5, 5))], 60, 12)
    for missing in (None, math.nan, math.inf):
        lines = chart([series("", (5, 5, missing, 5, 5))], 60, 12)
        shapes = cells_of(lines, "●")
        assert len(shapes) == 4
        row = shapes[0][1]
        (_, left), (right, _) = [(0, shapes[1][0]), (shapes[2][0], 0)]
        assert set(lines[row].plain[left + 1 : right]) <= {" ", "·"}
        assert " " not in whole[row].plain[left + 1 : right]


def test_points_that_a_log_scale_has_no_place_for_are_counted() -> None:
    lines = chart([series("", (0, -1, None, 5))], 60, 12, title="img/s")
    assert lines[0].plain.startswith("img/s")
    assert lines[0].plain.endswith("2 points off the scale")
    assert "off" not in chart([series("", (0, 5))], 60, 12, y_scale="linear")[0].plain


def test_one_point_is_a_point_and_equal_values_are_a_flat_line() -> None:
    assert len(cells_of(chart([series("", (7,))], 60, 12), "●")) == 1
    flat = cells_of(chart([series("", (7, 7, 7))], 60, 12), "●")
    assert len(flat) == 3
    assert len({row for _, row in flat}) == 1


@pytest.mark.parametrize(
    ("many", "sentence"),
    [
        ([], "no series is selected"),
        ([series("a", ())], "no point has a value"),
        ([series("a", (None, math.nan))], "no point has a value"),
        ([series("a", (0, -3))], "a log scale has no place"),
    ],
)
def test_nothing_to_draw_is_a_sentence(many: list[Series], sentence: str) -> None:
    assert sentence in text(chart(many, 80, 10, title="speedup"))


def test_series_differ_by_shape_and_the_later_is_on_top() -> None:
    lines = chart([series("a", (1, 2, 4)), series("b", (1, 4, 16))], 60, 14)
    circles, squares = cells_of(lines, "●"), cells_of(lines, "■")
    assert len(squares) == 3 + 1
    assert len(circles) == 2 + 1
    assert {style_at(lines, *cell) for cell in circles} == {"cyan"}
    assert {style_at(lines, *cell) for cell in squares} == {"yellow"}


def test_the_highlighted_point_is_on_top_and_its_count_is_set_apart() -> None:
    lines = chart([series("a", (1, 2, 4)), series("b", (1, 4, 16))], 60, 14, highlight=(0, 0))
    column, row = min(cells_of(lines, "●"), key=lambda cell: (cell[0], -cell[1]))
    reversed_cells = [cell for cell in cells_of(lines, "●") if "reverse" in style_at(lines, *cell)]
    assert reversed_cells == [(column, row)]
    assert style_at(lines, column, row) == "reverse bold cyan"
    assert style_at(lines, column, 13) == "bold"
    assert lines[13].plain[column] == "1"


@given(st.integers(8, 60), st.integers(0, 2))
def test_a_highlight_never_covers_an_axis(width: int, index: int) -> None:
    def axis(highlight: tuple[int, int] | None) -> list[str]:
        lines = chart([series("", (1, 2, 4))], width, 10, highlight=highlight)
        return [line.plain[: line.plain.find("│") + 1] for line in lines]

    assert axis((0, index)) == axis(None)


def test_a_highlight_without_a_point_changes_nothing() -> None:
    plain = chart([series("a", (1, None, 4))], 60, 14)
    for nowhere in ((0, 1), (0, 9), (5, 0), (-1, 0)):
        assert chart([series("a", (1, None, 4))], 60, 14, highlight=nowhere) == plain


def test_only_the_chosen_series_have_a_look_of_their_own() -> None:
    many = [series(f"s{index}", (1, 2 + index, 4 + 2 * index)) for index in range(10)]
    lines = chart(many, 100, 24, chosen=[7, 2])
    legend = [line.plain[line.plain.index("s") - 2 :] for line in lines if "s" in line.plain]
    assert [line.split() for line in legend[:3]] == [["●", "s7"], ["■", "s2"], ["·", "s0"]]
    styles = {str(span.style) for line in lines for span in line.spans}
    assert styles == {"cyan", "yellow", "dim"}
    first_eight = chart(many, 100, 24)
    assert cells_of(first_eight, "◇")
    assert sum("· s" in line.plain for line in first_eight) == 2


def test_the_ideal_is_dashed_faint_and_beneath() -> None:
    one = [series("measured", (1, 2, 3, 4, 5, 6))]
    alone = chart(one, 80, 20, include=[32])
    both = chart(one, 80, 20, include=[32], ideal=lambda x: x)
    assert "╌ ideal" in text(both)
    for row, line in enumerate(alone[:-2]):
        for column, sign in enumerate(line.plain):
            if style_at(alone, column, row) == "cyan" and sign != " ":
                assert both[row].plain[column] == sign
    added = [
        (column, row)
        for row, (line, before) in enumerate(zip(both, alone, strict=True))
        for column, sign in enumerate(line.plain)
        if sign != before.plain[column] and "\u2800" < sign <= "\u28ff"
    ]
    assert added
    assert {style_at(both, *cell) for cell in added} == {"dim"}
    columns = {column for column, _ in added}
    assert set(range(min(columns), max(columns))) - columns


def test_a_steep_curve_does_not_make_the_measurements_small() -> None:
    lines = chart([series("a", (1, 1.1, 1.2))], 60, 20, y_scale="linear", ideal=lambda x: 10**x)
    rows = [row for column, row in cells_of(lines, "●") if column < 55]
    assert max(rows) - min(rows) >= 6


def test_a_curve_given_by_points_is_straight_on_the_axes() -> None:
    by_points = chart([series("a", (1, 2, 3))], 60, 20, ideal=[(1, 1), (4, 4)])
    by_function = chart([series("a", (1, 2, 3))], 60, 20, ideal=lambda x: x)
    assert text(by_points) == text(by_function)


def test_error_bars_reach_their_ends() -> None:
    point = Point(1.0, 10.0, 5.0, 20.0)
    lines = chart([Series("a", (point, Point(2.0, 10.0)))], 60, 20)
    (column, row), *_ = sorted(cells_of(lines, "●"))
    top = min(above for at, above in cells_of(lines, "┬") if at == column and above < 17)
    bottom = max(below for at, below in cells_of(lines, "┴") if at == column)
    labels = {line.plain[:2].strip(): number for number, line in enumerate(lines)}
    assert (top, row, bottom) == (labels["20"], labels["10"], labels["5"])
    assert {lines[between].plain[column] for between in range(top + 1, row)} == {"│"}


def test_an_interval_without_an_end_runs_to_the_edge_without_a_cap() -> None:
    lines = chart(
        [Series("a", (Point(1.0, 10.0, 0.0, math.inf), Point(2.0, 100.0), Point(4.0, 1.0)))], 60, 20
    )
    column = min(cells_of(lines, "●"))[0]
    drawn = [line.plain[column] for line in lines[:17]]
    assert drawn.count("│") == len(drawn) - 1


def test_the_legend_is_beside_a_wide_plot_and_below_a_narrow_one() -> None:
    many = [series("one", (1, 2), final="98 %"), series("two", (1, 1.5), final="75 %")]
    wide = chart(many, 80, 14, title="t")
    assert wide[1].plain.endswith("● one  98 %")
    assert wide[2].plain.endswith("■ two  75 %")
    narrow = chart(many, 40, 14, title="t")
    assert narrow[-1].plain.rstrip() == "● one: 98 %   ■ two: 75 %"


def test_a_legend_without_room_says_how_much_is_left_out() -> None:
    many = [series(f"a long name of series {index}", (1, 2)) for index in range(8)]
    assert chart(many, 40, 10)[-1].plain.endswith("+7 more")
    assert "+5 more" in text(chart([*many, *many, *many], 120, 20))


@pytest.mark.parametrize("size", [(30, 8), (60, 12), (80, 20), (120, 30), (240, 70)])
@pytest.mark.parametrize("glyphs", [BRAILLE, ASCII])
def test_labels_of_x_are_measured_counts_under_their_ticks(
    size: tuple[int, int], glyphs: Glyphs
) -> None:
    counts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
    one = Series("", tuple(Point(float(n), float(n)) for n in counts))
    lines = chart([one], *size, glyphs=glyphs)
    corner = next(
        row for row, line in enumerate(lines) if glyphs.corner + glyphs.horizontal in line.plain
    )
    labels = lines[corner + 1].plain.split()
    assert {int(label) for label in labels} <= set(counts)
    assert {"1", "64"} <= set(labels)
    ticks = lines[corner].plain[lines[corner].plain.index(glyphs.corner) + 1 :]
    assert ticks.count(glyphs.bottom_tick) == len(
        {column for column, _ in cells_of(lines[:corner], glyphs.shapes[0])}
    )


@pytest.mark.parametrize(("height", "is_told"), [(30, True), (12, False)])
def test_the_floor_of_a_panel_is_in_the_legend_where_the_panel_is(
    height: int, is_told: bool
) -> None:
    one = series("a", (1, 0.9, 0.8, 0.6))
    panel = Panel("efficiency", [one], guides=[Guide("70 %", "y", 0.7)])
    assert ("┈ 70 %" in text(chart([one], 80, height, panel=panel))) == is_told


def test_guides_cross_the_plot_and_stand_in_the_legend() -> None:
    lines = chart(
        [series("a", (1, 0.9, 0.8, 0.6))],
        80,
        20,
        y_scale="linear",
        percent=True,
        guides=[Guide("floor 70 %", "y", 0.7), Guide("knee at 4", "x", 4), Guide("off", "x", 99)],
    )
    assert "┈ floor 70 %" in text(lines)
    assert "┊ knee at 4" in text(lines)
    faint = [
        (column, row)
        for row, line in enumerate(lines)
        for column, sign in enumerate(line.plain)
        if "\u2800" < sign <= "\u28ff" and style_at(lines, column, row) == "dim"
    ]
    assert max(sum(row == at for _, row in faint) for _, at in faint) > 20
    assert max(sum(column == at for column, _ in faint) for at, _ in faint) > 10


def test_progress_of_two_runs() -> None:
    drawn = progress_plot(
        [
            series("base", (0.6, 0.8, 0.86, None, 0.88, 0.9), range(1, 7)),
            series("new", (0.65, 0.82, 0.85, 0.87, 0.91), range(1, 6)),
        ],
        60,
        12,
        title="test accuracy over epoch",
        percent=True,
    )
    assert text(drawn) == dedent("""\
        test accuracy over epoch
            │                                                 ● base
        90% ┤ ·        ·        ·       · ⢀⣀⣀⡠⠤⠤⠔■⣀⣀⣀⣀⠤⠤⠤⠤●   ■ new
            │            ⢀⣀⣀⣀⣀⠤⠤■⠤⠔⠒⠒⠒⠊⠉■⠉⠁
        80% ┤ ·      ⡠⠔■⠉⠁⠉⠉    ·       ·        ·        ·
            │     ⢀⠔⠊⠔⠁
        70% ┤ · ⡠⠒⠁⠊   ·        ·       ·        ·        ·
            │ ■⠉⠤⠊
        60% ┤ ●⠁       ·        ·       ·        ·        ·
            │
            └─┬────────┬────────┬───────┬────────┬────────┬─
              1        2        3       4        5        6
    """).rstrip("\n")


def test_a_long_course_shows_its_spike_and_few_shapes() -> None:
    values = [100.0] * 5000
    values[3210] = 500.0
    lines = progress_plot([series("run", values, range(5000))], 80, 20)
    assert any("\u2800" < sign <= "\u28ff" for sign in lines[0].plain)
    assert 2 <= len(cells_of(lines, "●")) <= 10


def test_epochs_have_no_ticks_between_them() -> None:
    lines = progress_plot([series("run", (1, 2, 3), (1, 2, 3))], 80, 12)
    assert lines[-1].plain.split() == ["1", "2", "3"]


def test_no_course_is_a_sentence() -> None:
    assert "Nothing to draw" in text(progress_plot([series("run", (None,))], 60, 10))


@pytest.mark.parametrize("width", range(60, 100))
def test_the_name_of_an_axis_stands_apart_from_the_labels_beside_it(width: int) -> None:
    points = tuple(Point(float(x), 100.0 + x % 3, None, None) for x in range(0, 60, 7))
    series = [Series("nights", points)]
    drawn = Chart(series, across="days", x_scale="linear", written=lambda x: f"2026-01-{x:02.0f}")
    last = scaling_chart(drawn, width, 10, legend=False)[-1].plain
    for word in last.split():
        assert word == "days" or (len(word) == len("2026-01-01") and word[0].isdigit())


def sweep(steepness: float, sizes: int = 23) -> Series:
    return Series("a", tuple(Point(2.0**at, 2.0 ** (at * steepness)) for at in range(sizes)))


@pytest.mark.parametrize("steepness", [-1.0, -0.2, 0.0, 0.3, 1.0])
@pytest.mark.parametrize(("width", "height"), [(60, 20), (100, 28)])
def test_values_beside_points_leave_line_and_points_in_sight(
    steepness: float, width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> str:
        return "".join(line.plain for line in chart([sweep(steepness)], width, height))

    with_values = drawn()
    monkeypatch.setattr("tui.drawing.xy_plot.MOST_VALUES", 0)
    without = drawn()
    assert with_values != without
    assert all(map(lambda now, before: now == before or before in " ·", with_values, without))


@pytest.mark.parametrize("width", [50, 80, 100])
def test_an_axis_full_of_labels_has_its_name_below_them(width: int) -> None:
    drawn = text(chart([sweep(0.5)], width, 18, legend=False, across="size (bytes)"))
    assert drawn.splitlines()[-1].strip() == "size (bytes)"
    low = text(chart([sweep(0.5)], width, 11, legend=False, across="size (bytes)"))
    assert low.splitlines()[-1].split()[0] == "1"


def test_the_axis_that_a_panel_shares_has_its_name() -> None:
    panel = Panel("efficiency", [sweep(0.0)])
    drawn = text(chart([sweep(0.5)], 80, 34, legend=False, across="cores", panel=panel))
    assert drawn.splitlines()[-1].strip() == "cores"


def test_of_points_without_room_for_shapes_the_last_has_one() -> None:
    values = [100 + at % 7 for at in range(200)]
    many = [series(name, values, range(1, 201)) for name in "ab"]
    lines = text(chart(many, 80, 12, legend=False, x_scale="linear")).splitlines()
    assert sum(line.count("■") for line in lines) == 1
    assert max(line.rfind("■") for line in lines) == max(
        len(line.rstrip()) - 1 for line in lines[:-2]
    )
