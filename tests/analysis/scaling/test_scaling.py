from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.configurations import configurations, identity
from analysis.scaling.baselines import Scaled, scale
from analysis.scaling.scaling_notes import NEITHER, NO_DIRECTION, NO_KIND
from tests.asked import queries
from tests.make import records, scaling_runs


def scaled(frame: pl.DataFrame, by: str | None = None, **options: Any) -> Scaled:
    names = identity(frame, by)
    return scale(configurations(frame, names), names, **options)


def efficiencies(frame: pl.DataFrame, **options: Any) -> list[float | None]:
    return scaled(frame, **options).table["efficiency"].to_list()


def test_a_rate_scales_from_the_smallest_count_that_ran() -> None:
    frame = scaling_runs({1: 100.0, 2: 180.0, 8: 400.0})
    table = scaled(frame).table
    assert table["speedup"].to_list() == [1.0, 1.8, 4.0]
    assert table["efficiency"].to_list() == [1.0, 0.9, 0.5]
    assert table["is_baseline"].to_list() == [True, False, False]
    assert table["karp_flatt"].to_list() == [
        None,
        pytest.approx((1 / 1.8 - 1 / 2) / (1 - 1 / 2)),
        pytest.approx((1 / 4 - 1 / 8) / (1 - 1 / 8)),
    ]


def test_a_failed_smallest_run_is_no_baseline() -> None:
    frame = records(
        {"devices": 1, "value": None, "status": "failed"},
        {"devices": 4, "value": 40.0},
        {"devices": 8, "value": 60.0},
    )
    table = scaled(frame).table
    assert table["baseline_devices"].to_list() == [4, 4, 4]
    assert table["efficiency"].to_list() == [None, 1.0, 0.75]


def test_without_a_speed_up_there_is_no_baseline() -> None:
    memory = {"metric": "memory_max", "unit": "B", "better": "lower"}
    assert scaled(scaling_runs({1: 4.0, 2: 5.0}, **memory)).table["is_baseline"].to_list() == [
        False,
        False,
    ]
    times = {"metric": "runtime", "unit": "s", "better": "lower"}
    sizes = ((1, 100.0), (2, 150.0), (4, 500.0))
    odd = records(*({"devices": n, "size": size, "value": 9.0} for n, size in sizes), **times)
    assert scaled(odd).table["is_baseline"].to_list() == [False] * 3


def test_times_are_strong_scaling_unless_the_problem_grows_with_the_devices() -> None:
    times = {"metric": "runtime", "unit": "s", "better": "lower"}
    strong = scaling_runs({1: 100.0, 4: 50.0}, **times)
    assert scaled(strong).table["speedup"].to_list() == [1.0, 2.0]
    assert efficiencies(strong) == [1.0, 0.5]
    assert any("strong scaling assumed" in note for note in scaled(strong).notes)

    weak = records(
        {"devices": 1, "size": 1000.0, "value": 100.0},
        {"devices": 4, "size": 4000.0, "value": 125.0},
        **times,
    )
    assert scaled(weak).table["scaling"].to_list() == ["weak", "weak"]
    assert efficiencies(weak) == [1.0, 0.8]
    assert scaled(weak).table["speedup"].to_list() == [1.0, pytest.approx(3.2)]
    assert efficiencies(strong, kind="weak") == [1.0, 2.0]


def test_the_bandwidth_of_a_collective_operation_does_not_scale() -> None:
    for metric in ("busbw", "algbw", "busbw_max"):
        result = scaled(scaling_runs({2: 92e9, 4: 91e9}, metric=metric, unit="B/s"))
        assert result.table["efficiency"].to_list() == [None, None]
        assert result.table["cost"].to_list() == [None, None]
        assert result.notes == (
            "no efficiency of busbw and algbw: a bandwidth that each rank sees",
        )
    memory = scaling_runs({2: 92e9, 4: 184e9}, metric="bandwidth", unit="B/s")
    assert efficiencies(memory) == [1.0, 1.0]


def test_the_latency_of_a_collective_operation_does_not_scale() -> None:
    runs = scaling_runs(
        {2: 1.7e-6, 4: 2.7e-6}, metric="collective_latency", unit="s", better="lower"
    )
    assert scaled(runs).table["efficiency"].to_list() == [None, None]
    assert scaled(runs).notes == ("no efficiency of collective_latency: the ranks share no work",)


def test_strong_and_weak_scaling_may_start_at_one_run() -> None:
    frame = records(
        {"devices": 1, "size": 100.0, "value": 80.0},
        {"devices": 2, "size": 100.0, "value": 50.0},
        {"devices": 4, "size": 100.0, "value": 40.0},
        {"devices": 2, "size": 200.0, "value": 100.0},
        {"devices": 4, "size": 400.0, "value": 160.0},
        {"devices": 4, "size": 4.0, "value": 16.0},
        metric="runtime",
        unit="s",
        better="lower",
    )
    table = scaled(frame).table
    assert table["scaling"].to_list()[:5] == ["strong"] * 3 + ["weak"] * 2
    assert table["efficiency"].to_list()[:5] == [1.0, 0.8, 0.5, 0.8, 0.5]
    assert table["baseline_row"].to_list()[:5] == [0] * 5
    assert table["is_baseline"].to_list()[:5] == [True] + [False] * 4
    assert table.height == 6


def test_a_constant_size_is_strong_and_sizes_do_not_mix() -> None:
    frame = records(
        *(
            {"devices": p, "size": size, "value": size / p**0.5}
            for size in (10.0, 20.0)
            for p in (1, 4)
        ),
        metric="runtime",
        unit="s",
        better="lower",
    )
    table = scaled(frame).table
    assert table["series"].to_list() == [0, 0, 1, 1]
    assert table["efficiency"].to_list() == [1.0, 0.5, 1.0, 0.5]


def test_efficiency_is_withheld_where_the_size_follows_neither() -> None:
    frame = records(
        {"devices": 1, "size": 10.0, "value": 100.0},
        {"devices": 4, "size": 17.0, "value": 60.0},
        metric="runtime",
        unit="s",
        better="lower",
    )
    assert efficiencies(frame) == [None, None]
    assert any("no efficiency where" in note for note in scaled(frame).notes)


def test_what_does_not_scale_gets_no_speedup() -> None:
    frame = scaling_runs({1: 0.9, 4: 0.95}, metric="test_accuracy", unit=None)
    assert efficiencies(frame) == [None, None]


@pytest.mark.parametrize("what", [{}, {"metric": "runtime", "unit": "s", "better": "lower"}])
def test_a_value_below_zero_gets_no_speedup(what: dict[str, str]) -> None:
    assert efficiencies(scaling_runs({1: 10.0, 2: -3.0, 4: 10.0}, **what))[1] is None


def test_ranks_and_threads_count_where_there_are_no_devices() -> None:
    frame = records(
        {"ranks": 2, "threads": 4, "value": 10.0}, {"ranks": 4, "threads": 4, "value": 15.0}
    )
    table = scaled(frame).table
    assert table["count"].to_list() == [8, 16]
    assert table["efficiency"].to_list() == [1.0, 0.75]


def test_a_user_sets_the_baseline() -> None:
    frame = scaling_runs({1: 100.0, 2: 180.0, 4: 340.0})
    table = scaled(frame, baseline=2).table
    assert table["speedup"].to_list() == [pytest.approx(100 / 180), 1.0, pytest.approx(340 / 180)]
    assert table["is_baseline"].to_list() == [False, True, False]
    absent = scaled(frame, baseline=3)
    assert absent.table["speedup"].to_list() == [None, None, None]
    assert any("without a run on 3 devices" in note for note in absent.notes)


def test_a_stated_baseline_serves_a_series_without_a_single_device_run() -> None:
    frame = scaling_runs({2: 180.0, 4: 320.0}, stated_baseline=100.0)
    table = scaled(frame).table
    assert table["speedup"].to_list() == [1.8, 3.2]
    assert table["efficiency"].to_list() == [0.9, 0.8]
    assert table["baseline_devices"].to_list() == [1, 1]
    assert not table["is_baseline"].any()


def test_a_measured_single_device_run_beats_a_stated_one() -> None:
    frame = scaling_runs({1: 90.0, 2: 180.0}, stated_baseline=100.0)
    assert efficiencies(frame) == [1.0, 1.0]
    assert efficiencies(frame, baseline="stated")[1] == 0.9


def test_a_lone_single_device_series_serves_its_neighbours() -> None:
    """The single-device run was described differently: it needs no communication."""
    frame = records(
        {"devices": 1, "value": 100.0, "communication": "without"},
        {"devices": 2, "value": 190.0, "communication": "with"},
        {"devices": 4, "value": 300.0, "communication": "with"},
        {"devices": 1, "value": 50.0, "system": "other", "communication": "without"},
    )
    result = scaled(frame)
    assert result.table["efficiency"].to_list() == [1.0, 0.95, 0.75, 1.0]
    assert result.table["baseline_row"].to_list() == [0, 0, 0, 3]
    assert any("1 series has no single-device run" in note for note in result.notes)


def test_two_possible_neighbours_serve_nobody() -> None:
    frame = records(
        {"devices": 1, "value": 100.0, "optimizer": "a"},
        {"devices": 1, "value": 90.0, "optimizer": "b"},
        {"devices": 2, "value": 150.0, "optimizer": "c"},
        {"devices": 4, "value": 300.0, "optimizer": "c"},
    )
    assert efficiencies(frame)[2:] == [1.0, 1.0]


@given(
    st.dictionaries(st.integers(1, 4096), st.floats(1e-6, 1e9), min_size=1, max_size=8),
    st.floats(1e-3, 1e3),
)
def test_scaling_every_value_changes_no_speedup(values: dict[int, float], by: float) -> None:
    first = scaled(scaling_runs(values), kind="strong").table
    second = scaled(scaling_runs({p: v * by for p, v in values.items()}), kind="strong").table
    for name in ("speedup", "efficiency"):
        assert second[name].to_list() == pytest.approx(first[name].to_list(), rel=1e-9)


@given(st.dictionaries(st.integers(1, 4096), st.floats(1e-3, 1e6), min_size=2, max_size=8))
def test_a_rate_and_its_reciprocal_time_scale_alike(values: dict[int, float]) -> None:
    rate = scaled(scaling_runs(values), kind="strong").table
    time = scaled(
        scaling_runs(
            {p: 1 / v for p, v in values.items()}, metric="runtime", unit="s", better="lower"
        ),
        kind="strong",
    ).table
    assert time["efficiency"].to_list() == pytest.approx(rate["efficiency"].to_list(), rel=1e-9)


def test_counts_of_different_things_are_never_put_in_proportion() -> None:
    rows = [{"nodes": 1, "ranks": 48}, {"nodes": 2, "ranks": 96}, {"nodes": 1}, {"nodes": 2}]
    times = [10.0, 6.0, 9.0, 5.0]
    measured = records(
        *({**row, "value": time} for row, time in zip(rows, times, strict=True)),
        metric="runtime",
        unit="s",
        better="lower",
    )
    by = identity(measured)
    found = scale(configurations(measured, by), by).table
    assert found["baseline_devices"].to_list() == [48, 48, 1, 1]
    assert found["speedup"].to_list() == pytest.approx([1.0, 10 / 6, 1.0, 9 / 5])


def test_a_sweep_over_sizes_on_one_count_has_no_baselines() -> None:
    frame = records(*({"devices": 8, "size": 2.0**k, "value": 3.0 + k} for k in range(4)))
    table = scaled(frame).table
    assert table["efficiency"].to_list() == [None] * 4
    assert table["baseline_row"].to_list() == [None] * 4
    assert table["is_baseline"].to_list() == [False] * 4


def test_a_sweep_over_sizes_on_two_counts_scales_at_each_size() -> None:
    frame = records(
        *(
            {"devices": count, "size": size, "value": count * 10.0}
            for count in (1, 2)
            for size in (8.0, 16.0)
        )
    )
    assert scaled(frame).table["efficiency"].to_list() == [1.0] * 4


def test_no_count_takes_the_place_of_a_smaller_one_without_a_word() -> None:
    """A time below the clock's resolution is no baseline, and neither is the one after it."""
    frame = scaling_runs({1: 0.0, 2: 0.003, 4: 0.002}, metric="runtime", unit="s", better="lower")
    result = scaled(frame)
    assert result.table["efficiency"].to_list() == [None, None, None]
    assert [note for note in result.notes if "smallest count has the value 0" in note]
    assert efficiencies(frame, baseline=2) == [None, 1.0, 0.75]

    missing = scaling_runs({1: None, 2: 4.0, 4: 2.0}, metric="runtime", unit="s", better="lower")
    assert efficiencies(missing) == [None, 1.0, 1.0]
    told = "efficiency relative to 2 where the smallest count has no value"
    assert told in scaled(missing).notes
    assert told not in scaled(missing, baseline=2).notes


def test_values_without_a_direction_have_no_efficiency_and_say_so() -> None:
    frame = scaling_runs({1: 8.0, 2: 7.9}, metric="value", unit=None, better=None)
    result = scaled(frame)
    assert result.table["efficiency"].to_list() == [None, None]
    assert NO_DIRECTION in result.notes
    for better, second, expected in (("lower", 5.0, 0.8), ("higher", 10.0, 0.625)):
        frame = scaling_runs({1: 8.0, 2: second}, metric="value", unit=None, better=better)
        assert efficiencies(frame) == [1.0, expected]
        assert NO_DIRECTION not in scaled(frame).notes


@pytest.mark.parametrize(
    ("metric", "unit", "better", "said"),
    [
        ("zone_cycles", None, None, NO_KIND),
        ("slowdown", None, "lower", NO_KIND),
        ("speedup_vs_1_cpu_node", None, "higher", NO_KIND),
        ("accuracy", None, "higher", NEITHER),
        ("memory", "B", "lower", NEITHER),
        ("machine_time", "core-h", "lower", NEITHER),
    ],
)
def test_what_is_neither_a_time_nor_a_rate_says_so(
    metric: str, unit: str | None, better: str | None, said: str
) -> None:
    frame = scaling_runs({1: 8.0, 2: 7.9}, metric=metric, unit=unit, better=better)
    assert said.format(metric) in scaled(frame).notes


def test_how_repeats_scatter_has_no_efficiency() -> None:
    times = {"unit": "s", "better": "lower"}
    assert efficiencies(scaling_runs({1: 8.0, 2: 4.0}, metric="runtime_stddev", **times)) == [
        None,
        None,
    ]
    assert efficiencies(scaling_runs({1: 8.0, 2: 4.0}, metric="runtime_min", **times)) == [1.0, 1.0]


def test_one_time_beside_all_counts_is_a_reference() -> None:
    rows = [
        {"devices": p, "metric": metric, "value": value, "line": p, "size": 9.0}
        for p, value in ((1, 8.0), (2, 4.0), (4, 2.0))
        for metric, value in (("runtime", value), ("seq", 7.5))
    ]
    result = scaled(records(*rows, unit="s", better="lower"))
    of_metric = result.table.group_by("metric", maintain_order=True).agg("efficiency")
    assert dict(of_metric.iter_rows()) == {"runtime": [1.0, 1.0, 1.0], "seq": [None, None, None]}
    assert [note for note in result.notes if "one time stands beside all counts" in note]
    alone = scaling_runs({1: 8.0, 2: 8.0, 4: 8.0}, unit="s", better="lower", metric="runtime")
    assert scaled(alone, kind="strong").table["withheld"].null_count() == 3


def test_polars_is_not_asked_more_often_for_more_parameters() -> None:
    def table(parameters: int) -> pl.DataFrame:
        values = (1, 2, 4, 8)
        settings = [{f"setting_{n}": n + count for n in range(parameters)} for count in values]
        runs = [{"devices": count, "value": 8 / count} for count in values]
        return records(*(run | each for run, each in zip(runs, settings, strict=True)), metric="t")

    few, many = table(4), table(100)
    assert len(scaled(many).notes) > len(scaled(few).notes) > 0
    # Where one integer holds no more columns, the rows are numbered anew.
    assert queries(lambda: scaled(many)) <= queries(lambda: scaled(few)) + 96 / 10
