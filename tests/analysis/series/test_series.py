"""Series as lines: points, baselines, layouts, names, knees, and what their notes say."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.output_columns import POINTS
from analysis.runs import Choice, each_run, runs
from analysis.series.laws import Fit, Refusal
from analysis.series.series import ScalingSeries, series_of
from analysis.series.series_names import spell_size
from tests.make import records, scaling_runs

TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}


def series(frame: pl.DataFrame, **choice: Any) -> list[ScalingSeries]:
    return series_of(runs(frame, Choice(**choice)))


def only(frame: pl.DataFrame, **choice: Any) -> ScalingSeries:
    (found,) = series(frame, **choice)
    return found


def column(line: ScalingSeries, name: str) -> list[Any]:
    return line.points[name].to_list()


def test_a_series_has_its_points_by_ascending_count() -> None:
    line = only(scaling_runs({4: 340.0, 1: 100.0, 2: 190.0}))
    assert column(line, "count") == [1, 2, 4]
    assert column(line, "speedup") == pytest.approx([1.0, 1.9, 3.4])
    assert column(line, "ideal") == [100.0, 200.0, 400.0]
    assert column(line, "is_baseline") == [True, False, False]
    assert column(line, "row") == [1, 2, 0]
    assert (line.baseline, line.baseline_count, line.counted) == ("1 device", 1, "device")
    assert set(line.points.columns) <= set(POINTS)
    assert line.name == "LAMMPS"
    assert dict(line.identity) == {"label": "bench", "benchmark": "LAMMPS"}


def test_the_ideal_time_falls_or_stays_as_the_kind_of_scaling_says() -> None:
    strong = only(scaling_runs({2: 100.0, 8: 40.0}, **TIMES))
    assert column(strong, "ideal") == [100.0, 25.0]
    weak = only(scaling_runs({2: 100.0, 8: 125.0}, **TIMES), scaling="weak")
    assert column(weak, "ideal") == [100.0, 100.0]


def test_cost_is_device_hours_of_a_time_and_devices_per_rate() -> None:
    time = only(scaling_runs({1: 7200.0, 4: 3600.0}, **TIMES))
    assert column(time, "cost") == [2.0, 4.0]
    rate = only(scaling_runs({1: 100.0, 4: 320.0}))
    assert column(rate, "cost") == [0.01, 0.0125]
    accuracy = only(scaling_runs({1: 0.9, 4: 0.8}, metric="test_accuracy", unit=None))
    assert column(accuracy, "cost") == [None, None]


def test_the_knee_is_the_largest_count_above_the_floor() -> None:
    frame = scaling_runs({1: 100.0, 2: 190.0, 4: 300.0, 8: 500.0})
    assert only(frame).knee == 4
    assert [series_of(runs(frame, Choice()), floor=f)[0].knee for f in (0.95, 0.99, 0.6)] == [
        2,
        1,
        8,
    ]
    assert only(scaling_runs({1: 0.9}, metric="accuracy", unit=None)).knee is None
    assert only(scaling_runs({1: 100.0})).knee is None


def test_super_linear_points_are_marked_and_named_but_not_below_the_baseline() -> None:
    frame = scaling_runs({1: 100.0, 2: 210.0, 4: 380.0})
    line = only(frame)
    assert column(line, "superlinear") == [False, True, False]
    assert any("superlinear at 2 (105.0 %)" in note for note in line.notes)
    below = only(frame, baseline=4)
    assert column(below, "superlinear") == [False, False, False]
    assert below.baseline == "4 devices"
    assert any("baseline: 4 devices" in note for note in below.notes)


def test_rounding_does_not_make_a_point_super_linear() -> None:
    assert column(only(scaling_runs({1: 0.1, 3: 0.1 + 0.2})), "superlinear") == [False, False]


def test_a_failed_point_stays_as_a_gap() -> None:
    frame = records(
        {"devices": 1, "value": 100.0},
        {"devices": 2, "value": 0.0},
        {"devices": 4, "value": None, "status": "failed"},
    )
    line = only(frame)
    assert column(line, "value") == [100.0, 0.0, None]
    assert column(line, "speedup") == [1.0, 0.0, None]
    assert "no value at 4" in line.notes
    impossible = only(scaling_runs({1: 5.0, 2: 0.0, 4: -1.0}, **TIMES))
    assert "no speedup at 2, 4: times must be above 0" in impossible.notes
    nothing = only(scaling_runs({1: 0.0, 2: -1.0}, **TIMES))
    assert column(nothing, "speedup") == [None, None]
    assert column(only(scaling_runs({1: 0.0, 2: 9.0, 4: 18.0})), "speedup") == [0.0, 1.0, 2.0]


def test_scale_up_and_scale_out_are_lines_that_share_their_smallest_point() -> None:
    shapes = [(1, 1), (1, 2), (1, 4), (2, 1), (2, 2), (4, 1)]
    frame = records(
        *(
            {"nodes": n, "devices": n * each, "devices_per_node": each, "value": 100.0 * n * each}
            for n, each in shapes
        )
    )
    found = {
        line.name: [*zip(column(line, "nodes"), column(line, "count"), strict=True)]
        for line in series(frame)
    }
    assert found == {
        "scale-up, one node": [(1, 1), (1, 2), (1, 4)],
        "scale-out, 1 per node": [(1, 1), (2, 2), (4, 4)],
        "scale-out, 2 per node": [(1, 1), (1, 2), (2, 4)],
    }


def test_ranks_with_other_threads_are_lines_where_their_cores_collide() -> None:
    shapes = [(1, 1), (4, 1), (8, 1), (2, 2), (4, 2)]
    frame = records(*({"ranks": r, "threads": t, "value": 9.0 * r * t} for r, t in shapes))
    found = {line.name: column(line, "count") for line in series(frame)}
    assert found == {"1 thread each": [1, 4, 8], "2 threads each": [1, 4, 8]}
    assert {line.counted for line in series(frame)} == {"core"}


def test_ranks_and_threads_on_several_nodes_are_lines_without_two_points_at_one_count() -> None:
    shapes = [(n, each, t) for n in (1, 2) for each in (1, 2) for t in (1, 2)]
    frame = records(
        *(
            {"nodes": n, "ranks": n * each, "threads": t, "value": 9.0 * n * each * t}
            for n, each, t in shapes
        )
    )
    found = {
        line.name: [*zip(column(line, "nodes"), column(line, "count"), strict=True)]
        for line in series(frame)
    }
    assert found == {
        "scale-up, one node · 1 thread each": [(1, 1), (1, 2)],
        "scale-up, one node · 2 threads each": [(1, 1), (1, 2), (1, 4)],
        "scale-out, 1 per node": [(1, 1), (2, 2)],
        "scale-out, 2 per node · 1 thread each": [(1, 1), (1, 2), (2, 4)],
        "scale-out, 2 per node · 2 threads each": [(1, 1), (1, 2), (2, 4)],
        "scale-out, 4 per node": [(1, 1), (1, 4), (2, 8)],
    }


def test_counts_of_nodes_alone_scale_and_are_called_nodes() -> None:
    line = only(records({"nodes": 1, "value": 10.0}, {"nodes": 2, "value": 15.0}))
    assert (line.baseline, line.counted, column(line, "efficiency")) == (
        "1 node",
        "node",
        [1, 0.75],
    )
    assert "devices" not in line.points.columns or column(line, "devices") == [None, None]


def test_names_have_what_varies_and_only_as_much_as_tells_lines_apart() -> None:
    frame = records(
        *(
            {"devices": p, "value": 10.0 * p, "batch": b, "optimizer": f"lr{b}", "software": "v1"}
            for b in (32.0, 64.0)
            for p in (1, 2)
        )
    )
    assert [line.name for line in series(frame)] == ["batch 32", "batch 64"]
    parts = records(
        *(
            {"devices": 2, "value": 1.0, "benchmark": b, "system": s}
            for b, s in [("A", "x"), ("A", "y"), ("B", "x")]
        )
    )
    assert [line.name for line in series(parts)] == ["A · x", "A · y", "B · x"]


def test_series_of_one_layout_each_are_named_by_it() -> None:
    shapes = [(n, 8 // t, t) for t in (1, 2, 4) for n in (1, 2, 4)]
    frame = records(
        *(
            {"nodes": n, "ranks_per_node": each, "ranks": n * each, "threads": t, "value": 9.0 * n}
            for n, each, t in shapes
        )
    )
    assert [line.name for line in series(frame)] == ["threads 1", "threads 2", "threads 4"]


def test_a_series_alone_is_named_by_what_tells_it_from_others_of_the_table() -> None:
    frame = records(
        *({"devices": p, "value": 10.0 * p, "system": s} for s in "abc" for p in (1, 2))
    )
    (line,) = series_of(runs(frame, Choice()), rows=[3])
    assert line.name == "b"


def test_metrics_are_lines_of_their_own() -> None:
    frame = pl.concat([scaling_runs({1: 1.0, 2: 2.0}), scaling_runs({1: 9.0, 2: 5.0}, **TIMES)])
    found = series(frame, metric="all")
    assert [(line.name, line.metric) for line in found] == [
        ("throughput", "throughput"),
        ("runtime", "runtime"),
    ]


def test_wanted_rows_choose_whole_series_in_their_order() -> None:
    frame = records(
        *({"devices": p, "value": 10.0 * p, "system": s} for s in "abc" for p in (1, 2))
    )
    table = runs(frame, Choice())
    found = series_of(table, rows=[5, 1, 4])
    assert [(line.name, column(line, "row")) for line in found] == [("c", [4, 5]), ("a", [0, 1])]
    assert series_of(table, rows=[]) == []


def test_a_hidden_baseline_is_among_the_points() -> None:
    frame = scaling_runs({1: 100.0, 2: 190.0, 4: 340.0, 8: 500.0})
    line = only(frame, where="devices IN (2, 4)")
    assert column(line, "count") == [1, 2, 4]
    assert line.baseline == "1 device"


def test_a_baseline_of_another_series_is_a_point_and_is_said() -> None:
    frame = records(
        {"devices": 1, "value": 100.0, "communication": "without"},
        {"devices": 2, "value": 190.0, "communication": "with"},
        {"devices": 4, "value": 300.0, "communication": "with"},
    )
    line = series(frame)[1]
    assert line.baseline == "of another series"
    assert column(line, "count") == [1, 2, 4]
    assert dict(line.identity)["communication"] == "with"
    assert any("measured in another series" in note for note in line.notes)


def test_a_stated_baseline_is_no_point_and_is_said() -> None:
    line = only(scaling_runs({2: 180.0, 4: 320.0}, stated_baseline=100.0))
    assert (line.baseline, column(line, "count")) == ("stated", [2, 4])
    assert column(line, "ideal") == [200.0, 400.0]
    assert any("100 steps/s on 1 device, stated in the source" in note for note in line.notes)


def test_no_run_at_the_wanted_baseline_is_said() -> None:
    line = only(scaling_runs({1: 100.0, 2: 180.0}), baseline=3)
    assert (line.baseline, line.laws, line.knee) == ("none", (), None)
    assert any("no run with a value to serve as baseline" in note for note in line.notes)


def sized(sizes: dict[int, float]) -> pl.DataFrame:
    return records(
        *({"devices": p, "size": size, "value": 100.0 / p} for p, size in sizes.items()), **TIMES
    )


@pytest.mark.parametrize(
    ("sizes", "note"),
    [
        ({1: 50.0, 2: 50.0}, "strong scaling: size 50 at every count"),
        ({1: 50.0, 2: 100.0}, "weak scaling: size 50 per device"),
        (
            {1: 50.0, 2: 70.0},
            "no efficiency: problem size is neither constant nor constant per device "
            "(50 at 1, 70 at 2)",
        ),
    ],
)  # fmt: skip
def test_the_invariant_of_a_kind_of_scaling_is_spelled_out(
    sizes: dict[int, float], note: str
) -> None:
    assert only(sized(sizes)).notes[0] == note


def test_a_weak_series_shows_the_run_it_starts_at_with_a_strong_one() -> None:
    rows = [(1, 100.0, 80.0), (2, 100.0, 50.0), (2, 200.0, 100.0), (4, 400.0, 160.0)]
    strong, weak = series(
        records(*({"devices": p, "size": n, "value": v} for p, n, v in rows), **TIMES)
    )
    assert (strong.scaling, weak.scaling) == ("strong", "weak")
    assert column(weak, "count") == [1, 2, 4]
    assert column(weak, "efficiency") == [1.0, 0.8, 0.5]
    assert weak.notes[0] == "weak scaling: size 100 per device"
    assert (strong.name, weak.name) == ("size 100", "size 100 per device")


def test_an_assumed_kind_is_said_of_times_alone() -> None:
    assumed = "strong scaling assumed (problem size unknown)"
    assert assumed in only(scaling_runs({1: 100.0, 2: 60.0}, **TIMES)).notes
    assert assumed not in only(scaling_runs({1: 100.0, 2: 160.0})).notes
    assert assumed not in only(scaling_runs({1: 9.0, 2: 6.0}, **TIMES), scaling="strong").notes


def test_laws_suit_the_kind_of_scaling() -> None:
    def fitted(line: ScalingSeries) -> list[str]:
        return [law.law for law in line.laws if isinstance(law, Fit)]

    values = {1: 100.0, 2: 180.0, 4: 300.0, 8: 450.0}
    assert fitted(only(scaling_runs(values))) == ["amdahl", "usl"]
    assert fitted(only(scaling_runs(values), scaling="weak")) == ["gustafson", "usl"]
    times = scaling_runs({p: 1e4 / v for p, v in values.items()}, **TIMES)
    assert fitted(only(times)) == ["amdahl", "usl"]
    assert fitted(only(times, scaling="weak")) == ["gustafson", "usl"]
    few = only(scaling_runs({1: 100.0, 2: 180.0, 4: 300.0})).laws[2]
    assert isinstance(few, Refusal)
    assert "(have 3)" in few.reason


def test_laws_are_left_out_on_request() -> None:
    frame = runs(scaling_runs({1: 100.0, 2: 180.0, 4: 300.0}), Choice())
    assert len(series_of(frame)[0].laws) == 3
    assert series_of(frame, with_laws=False)[0].laws == ()


def test_laws_are_relative_to_the_baseline() -> None:
    values = {p: 100 * p / (1 + 0.05 * (p - 1)) for p in (4, 8, 16, 32)}
    line = only(scaling_runs(values))
    amdahl = line.laws[0]
    assert isinstance(amdahl, Fit)
    assert (amdahl.least, amdahl.most, line.baseline) == (1, 8, "4 devices")
    assert amdahl.limit == pytest.approx(1 / 0.05 / (values[4] / 100))


def test_hosts_of_different_speed_behind_one_baseline_are_named() -> None:
    frame = records(
        {"devices": 1, "nodes": 1, "value": 80.0, "system": "a1", "hosts": "a1"},
        {"devices": 1, "nodes": 1, "value": 120.0, "system": "b2", "hosts": "b2"},
        {"devices": 2, "nodes": 2, "value": 140.0, "system": "a1+b2", "hosts": "a1:1xX, b2:1xX"},
        {"devices": 4, "nodes": 2, "value": 260.0, "system": "a1+b2", "hosts": "a1:2xX, b2:2xX"},
        stated_baseline=80.0,
    )
    said = [note for line in series(frame) for note in line.notes if "mixed hosts" in note]
    assert said == [
        (
            "mixed hosts behind one baseline: single-device runs reach 80 steps/s on a1 "
            "and 120 steps/s on b2"
        )
    ]
    alike = frame.with_columns(value=pl.when(pl.col("devices") == 1).then(80.0).otherwise("value"))
    assert not any("different speed" in note for line in series(alike) for note in line.notes)


def test_repeats_of_a_baseline_on_uneven_hosts_are_named() -> None:
    frame = records(
        *({"devices": 1, "value": v, "hosts": h} for h, v in [("n1", 90.0), ("n2", 150.0)]),
        {"devices": 2, "value": 60.0, "hosts": "n1"},
        **TIMES,
    )
    said = "baseline covers 2 hosts of different speed: 90 (n1) to 150 (n2)"
    assert said in only(frame).notes
    assert said not in only(frame.with_columns(value=pl.lit(90.0))).notes
    assert all(said not in line.notes for line in series(frame, by="+hosts"))


def test_what_has_no_scale_or_no_scaling_is_no_series() -> None:
    assert series(records({"value": 1.0}, {"value": 2.0})) == []
    assert series_of(each_run(scaling_runs({1: 1.0}), Choice())) == []
    assert series(scaling_runs({1: 1.0}).clear()) == []


def test_parameters_called_like_columns_of_a_series_change_nothing() -> None:
    for name in ("turn", "own", "home", "borrowed", "scales", "is_time", "kin", "single"):
        frame = records(
            *({"devices": p, "value": 9.0 * p, name: kind} for kind in "ab" for p in (1, 2))
        )
        assert [line.name for line in series(frame)] == ["a", "b"]


def test_many_series_have_each_their_own_points() -> None:
    frame = records(
        *({"devices": p, "value": p * (1.0 + s), "mode": s} for s in range(300) for p in (1, 2, 4))
    )
    found = series(frame)
    assert [line.name for line in found] == [f"mode {s}" for s in range(300)]
    assert all(column(line, "count") == [1, 2, 4] for line in found)
    assert [column(line, "value")[0] for line in found] == [1.0 + s for s in range(300)]


counts = st.one_of(st.none(), st.integers(0, 6))
values = st.one_of(st.none(), st.just(0.0), st.floats(-1e12, 1e12), st.floats(1e-300, 1e300))
runs_of_anything = st.lists(
    st.fixed_dictionaries(
        {
            "devices": counts,
            "nodes": counts,
            "ranks": counts,
            "threads": counts,
            "size": st.one_of(st.none(), st.sampled_from([0.0, 8.0, 16.0, 32.0, math.inf])),
            "value": values,
            "system": st.sampled_from([None, "a", "b", "a+b"]),
            "hosts": st.sampled_from([None, "a", "b", "a,b", "a[1-"]),
            "stated_baseline": st.sampled_from([None, 0.0, 5.0]),
            "status": st.sampled_from(["ok", "failed"]),
        }
    ),
    max_size=12,
)


@given(
    rows=runs_of_anything,
    quantity=st.sampled_from([{}, TIMES, {"metric": "accuracy", "unit": None}]),
    baseline=st.sampled_from(["smallest", "stated", 2]),
    kind=st.sampled_from(["auto", "strong", "weak"]),
)
def test_series_of_anything_have_sound_points(
    rows: list[dict[str, Any]], quantity: dict[str, Any], baseline: Any, kind: Any
) -> None:
    table = runs(records(*rows, **quantity), Choice(baseline=baseline, scaling=kind))
    for line in series_of(table):
        assert line.name
        points = line.points
        assert points["count"].is_sorted()
        assert points["count"].min() > 0  # type: ignore[operator]
        assert points["row"].is_unique().all()
        earned = points.filter(pl.col("efficiency").is_not_null())
        assert earned["speedup"].is_finite().all()
        assert (line.knee is None) or line.knee in earned["count"]
        assert all(isinstance(note, str) and note for note in line.notes)
        for law in line.laws:
            if isinstance(law, Fit):
                assert 0 <= law.r_squared <= 1
                assert all(value >= 0 for _, value in law.parameters)


def test_a_rate_per_device_has_a_speedup() -> None:
    line = only(scaling_runs({1: 100.0, 2: 98.0}, metric="throughput_per_device", unit="img/s/GPU"))
    assert column(line, "speedup") == pytest.approx([1.0, 1.96])
    assert not any("no speedup" in note for note in line.notes)


@pytest.mark.parametrize(
    ("size", "words"),
    [(16777216.0, "size 16777216"), (2.5e9 / 3, "size 833333000"), (0.125, "size 0.125")],
)
def test_a_whole_size_is_written_in_full(size: float, words: str) -> None:
    assert spell_size(size) == words
