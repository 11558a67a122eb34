"""The chart of several series: what its curves and intervals are, and that it always fits."""

import math
from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from analysis.runs import Choice, runs
from analysis.scaling.scaling_kind import Kind
from analysis.series.laws import Fit
from analysis.series.series import ScalingSeries, series_of
from tests.make import records, scaling_runs
from tui.drawing.chart_series import Curve
from tui.formatting.glyphs import ASCII, BRAILLE, Glyphs
from tui.views.scaling.curves import ideals, law_curves
from tui.views.scaling.measures import MEASURES, Measure, SeriesLine, drawn
from tui.views.scaling.scaling_plot import knee_within, plot

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}
VALUES = st.one_of(st.none(), st.floats(-1e60, 1e60))
SERIES = st.dictionaries(st.integers(1, 5000), VALUES, max_size=7)


def series(*frames: pl.DataFrame, **choice: Any) -> list[ScalingSeries]:
    return series_of(runs(pl.concat(frames), Choice(**choice)))


def line(frame: pl.DataFrame, **choice: Any) -> SeriesLine:
    (one,) = series(frame, **choice)
    return SeriesLine(one, one.points.rows(named=True))


def amdahl(share: float, counts: Sequence[int] = (1, 2, 4, 8, 16)) -> dict[int, float]:
    return {n: 100 * n / (1 + share * (n - 1)) for n in counts}


def at(curve: Curve, x: float) -> float:
    assert callable(curve.at)
    return curve.at(x)


def counts(lines: Sequence[Text]) -> list[str]:
    """Return the labels of x, without the name of the axis."""
    return lines[-1].plain.replace("devices (log)", "").split()


def text(lines: Sequence[Text]) -> str:
    return "\n".join(each.plain.rstrip() for each in lines)


@given(
    st.lists(SERIES, max_size=4),
    st.booleans(),
    st.sampled_from(MEASURES),
    st.tuples(st.integers(-1, 240), st.integers(-1, 70)),
    st.sampled_from([BRAILLE, ASCII]),
    st.booleans(),
    st.sampled_from([None, True, False]),
    st.data(),
)
def test_whatever_was_measured_fits_any_size(
    many: list[dict[int, Any]],
    times: bool,
    y: Measure,
    size: tuple[int, int],
    glyphs: Glyphs,
    log_x: bool,
    log_y: bool | None,
    data: st.DataObject,
) -> None:
    frames = [
        scaling_runs(values, benchmark=f"code {number}", **(TIMES if times else {}))
        for number, values in enumerate(many)
        if values
    ]
    drawable = series(*frames) if frames else []
    indices = st.one_of(st.none(), st.integers(0, max(len(drawable) - 1, 0)))
    at = data.draw(indices) if drawable else None
    lines = plot(
        drawable,
        y,
        *size,
        glyphs,
        chosen=data.draw(st.one_of(st.none(), st.lists(indices, max_size=9))),
        highlight=None if at is None else (at, data.draw(st.integers(0, 7))),
        laws=data.draw(indices) if drawable else None,
        log_x=log_x,
        log_y=log_y,
        legend=data.draw(st.booleans()),
    )
    assert [cell_len(each.plain) for each in lines] == [max(size[0], 0)] * max(size[1], 0)
    if glyphs.ascii:
        assert text(lines).isascii()


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("y", MEASURES)
def test_a_series_that_scales_ideally_lies_on_its_ideal(y: Measure, better: str) -> None:
    values = {n: 3.0 * n if better == "higher" else 3.0 / n for n in (2, 4, 16)}
    own = line(scaling_runs(values, **({} if better == "higher" else TIMES)))
    (ideal,) = ideals([own], y)
    for point in drawn(own, y).points:
        assert at(ideal, point.x) == pytest.approx(point.y)
    assert ideal.name == "ideal"


@pytest.mark.parametrize("glyphs", [BRAILLE, ASCII])
@pytest.mark.parametrize("scaling", ["strong", "weak"])
def test_the_legend_tells_laws_and_ideal_apart_by_their_signs(
    glyphs: Glyphs, scaling: Kind
) -> None:
    values = {n: 100 * n / (1 + 0.03 * (n - 1)) for n in (1, 2, 4, 8, 16, 32)}
    frame = scaling_runs(values, unit="img/s")
    lines = plot(series_of(runs(frame, Choice(scaling=scaling))), "speedup", 80, 24, glyphs, laws=0)
    names = ("ideal", "Amdahl" if scaling == "strong" else "Gustafson", "USL")
    text = "\n".join(line.plain for line in lines)
    signs = {text[text.index(f" {name}") - 1] for name in names}
    assert len(signs) == 3


def test_a_weak_series_has_ideals_of_its_own() -> None:
    own = line(scaling_runs({1: 50.0, 8: 60.0}, **TIMES), scaling="weak")
    at_8 = {y: at(next(ideals([own], y)), 8) for y in MEASURES}
    assert at_8 == pytest.approx(
        {"speedup": 8, "efficiency": 1, "value": 50, "cost": 50 * 8 / 3600}
    )


def test_series_with_one_baseline_share_an_ideal_and_others_say_theirs() -> None:
    one = scaling_runs({1: 10.0, 2: 19.0}, benchmark="one")
    two = scaling_runs({1: 20.0, 4: 60.0}, benchmark="two")
    four = scaling_runs({4: 10.0, 8: 18.0}, benchmark="four")
    lines = [SeriesLine(each, each.points.rows(named=True)) for each in series(one, two, four)]
    assert [curve.name for curve in ideals(lines, "speedup")] == ["ideal", ""]
    assert (
        len(
            list(
                ideals(
                    [each._replace(times=each.series.baseline_count or 1) for each in lines],
                    "speedup",
                )
            )
        )
        == 1
    )
    assert [curve.name for curve in ideals(lines, "efficiency")] == ["ideal"]
    assert [curve.name for curve in ideals(lines, "value")] == ["ideal", "", ""]


def test_an_ideal_begins_where_its_series_does() -> None:
    one = scaling_runs({1: 10.0, 2: 19.0}, benchmark="one")
    four = scaling_runs({4: 10.0, 8: 18.0}, benchmark="four")
    two = scaling_runs({2: 10.0, 4: 18.0}, benchmark="two")
    lines = [SeriesLine(each, each.points.rows(named=True)) for each in series(four, one, two)]
    of_four, of_one, _ = ideals(lines, "speedup")
    assert at(of_four, 4) == pytest.approx(1) and math.isnan(at(of_four, 3.9))
    assert at(of_one, 1) == pytest.approx(1)
    (shared,) = ideals(lines, "efficiency")
    assert at(shared, 1) == pytest.approx(1)


def test_a_single_point_has_no_ideal() -> None:
    assert list(ideals([line(scaling_runs({4: 10.0}))], "speedup")) == []


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("y", MEASURES)
def test_a_law_that_fits_passes_through_the_points_of_every_measure(
    y: Measure, better: str
) -> None:
    values = amdahl(0.02)
    if better == "lower":
        values = {n: 1e4 / value for n, value in values.items()}
    own = line(scaling_runs(values, **({} if better == "higher" else TIMES)))
    found = {curve.name: curve for curve in law_curves([own], y)}
    for point in drawn(own, y).points:
        assert at(found["Amdahl"], point.x) == pytest.approx(point.y, rel=1e-6)


def test_laws_are_drawn_beyond_the_largest_count_and_without_them_nothing_is() -> None:
    many = series(scaling_runs(amdahl(0.02)))
    assert any(isinstance(law, Fit) for law in many[0].laws)
    with_laws = plot(many, "speedup", 100, 30, BRAILLE, laws=0)
    assert counts(with_laws) == ["1", "2", "4", "8", "16", "64"]
    assert "Amdahl" in text(with_laws)
    without = plot(many, "speedup", 100, 30, BRAILLE)
    assert counts(without) == ["1", "2", "4", "8", "16"]
    few = plot(series(scaling_runs({1: 1.0, 2: 1.9})), "speedup", 100, 30, BRAILLE, laws=0)
    assert counts(few) == ["1", "2"]


@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("y", MEASURES)
def test_intervals_go_with_their_measure(y: Measure, better: str) -> None:
    two = [{"devices": 2, "value": v} for v in (16.0, 18.0, 19.0)]
    own = line(
        records(
            {"devices": 1, "value": 10.0 if better == "higher" else 30.0},
            *two,
            **({} if better == "higher" else TIMES),
        )
    )
    point = drawn(own, y).points[1]
    assert point.y is not None
    ends = sorted((point.y * 16 / 18, point.y * 19 / 18))
    opposite = sorted((point.y * 18 / 16, point.y * 18 / 19))
    grows = y == "value" or (better == "higher") == (y != "cost")
    assert (point.low, point.high) == pytest.approx(ends if grows else opposite)


def test_value_and_cost_show_one_quantity_and_the_title_says_which() -> None:
    rate = scaling_runs({1: 10.0, 2: 19.0}, benchmark="one")
    time = scaling_runs({1: 20.0, 4: 6.0}, benchmark="two", **TIMES)
    many = series(rate, time, metric="all")
    at_time = plot(many, "value", 100, 30, BRAILLE, highlight=(1, 0))
    assert at_time[0].plain.startswith("Runtime in s (log) ")
    assert counts(at_time) == ["1", "2", "4"]
    assert "no value" in text(at_time)
    assert "Cost in device-hours (log)" in text(
        plot(many, "cost", 100, 30, BRAILLE, highlight=(1, 0))
    )
    assert "steps/s" in plot(many, "value", 100, 30, BRAILLE)[0].plain


def test_the_knee_is_marked_where_a_larger_count_lies_below_the_floor() -> None:
    (falls,) = series(scaling_runs({1: 10.0, 2: 18.0, 4: 30.0, 8: 40.0}))
    assert knee_within(falls) == 4
    assert "knee at 4" in text(plot([falls], "speedup", 100, 30, BRAILLE, highlight=(0, 0)))
    (scales,) = series(scaling_runs({1: 10.0, 2: 18.0, 4: 30.0}))
    assert knee_within(scales) is None


def test_efficiency_is_a_panel_where_there_is_height_for_one() -> None:
    many = series(scaling_runs(amdahl(0.05)))
    tall = plot(many, "speedup", 80, 30, BRAILLE)
    heads = [number for number, each in enumerate(tall) if each.plain.startswith("efficiency")]
    assert len(heads) == 1
    assert tall[-1].plain.strip() == "devices (log)"
    ticks = [[i for i, c in enumerate(tall[n].plain) if c == "┬"] for n in (heads[0] - 1, -3)]
    assert len(ticks[0]) == 5
    assert ticks[0] == ticks[1]
    assert "efficiency" not in text(plot(many, "speedup", 80, 24, BRAILLE))
    assert text(plot(many, "efficiency", 80, 24, BRAILLE)).count("Efficiency") == 1
