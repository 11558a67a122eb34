from __future__ import annotations

from typing import Any

import polars as pl
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.comparable import comparable
from analysis.compare.compare import compare, geomeans
from analysis.compare.pairs import Pairs
from analysis.compare.sides import (
    Sides,
    matched_columns,
    of_conditions,
    of_inputs,
    of_rows,
    of_values,
)
from analysis.compare.verdicts import Criteria
from analysis.configurations import configurations, identity
from analysis.runs import Choice, records_shown, runs
from analysis.usage import UsageError
from tests.make import records

POSITIVE = st.floats(1e-6, 1e6)


def versions() -> pl.DataFrame:
    return records(
        {"software": "v1", "devices": 1, "value": 100.0},
        {"software": "v1", "devices": 2, "value": 180.0},
        {"software": "v1", "devices": 4, "value": None, "status": "failed"},
        {"software": "v2", "devices": 1, "value": 110.0},
        {"software": "v2", "devices": 4, "value": 300.0},
        {"software": "v2", "devices": 8, "value": 500.0},
    )


def test_nothing_is_dropped() -> None:
    sides = of_conditions(versions(), "software = 'v1'", "software = 'v2'")
    table = compare(sides).table
    assert table.select("devices", "n_base", "n_new", "base", "new", "verdict").rows() == [
        (1, 1, 1, 100.0, 110.0, "untested"),
        (4, 0, 1, None, 300.0, "failed"),
        (2, 1, 0, 180.0, None, "missing_new"),
        (8, 0, 1, None, 500.0, "missing_base"),
    ]
    assert table["delta"].to_list() == [pytest.approx(0.1), None, None, None]


def test_differences_and_what_is_the_same() -> None:
    comparison = compare(of_conditions(versions(), "software = 'v1'", "software = 'v2'"))
    named = {each.column: (each.base, each.new) for each in comparison.differences}
    assert named["software"] == (("v1",), ("v2",))
    assert dict(comparison.shared) == {"label": "bench", "benchmark": "LAMMPS"}


def test_naming_one_scale_column_frees_them_all() -> None:
    by = ["benchmark", "nodes", "devices", "devices_per_node", "batch", "steps"]
    assert matched_columns(by, ["nodes"]) == ["benchmark", "batch"]
    assert matched_columns(by, ["batch"]) == [name for name in by if name != "batch"]


def test_runs_on_both_sides_are_told() -> None:
    apart = compare(of_conditions(versions(), "devices = 1", "devices = 2"))
    assert not any("both sides" in note for note in apart.notes)
    overlapping = of_conditions(versions(), "devices = 1", "devices < 3")
    for sides in (overlapping, overlapping.swapped()):
        assert compare(sides).notes[0].startswith("2 runs are on both sides")
    (note,) = compare(of_conditions(versions(), "devices = 2", "devices < 3")).notes[:1]
    assert note.startswith("1 run is on both sides")


def test_a_side_that_no_run_meets_is_an_error() -> None:
    with pytest.raises(UsageError, match="no runs match --new"):
        of_conditions(versions(), "software = 'v1'", "software = 'v3'")


def test_two_inputs_match_on_all_but_the_label() -> None:
    before = records({"devices": 1, "value": 2.0}, label="before")
    after = records({"devices": 1, "value": 1.0, "compiler": "gcc"}, label="after")
    after = after.drop("compiler")
    row = compare(of_inputs([before, after])[0]).table.row(0, named=True)
    assert (row["base"], row["new"], row["delta"], row["ratio"]) == (2.0, 1.0, -0.5, 0.5)


@pytest.mark.parametrize(
    ("names", "labels", "source"),
    [
        (("before_*", "after_*"), ("before_*.log", "after_*.log"), None),
        (("old", "new"), ("old.csv.gz", "new.csv"), "old"),
    ],
)
def test_benchmarks_named_after_their_inputs_match(
    names: tuple[str, str], labels: tuple[str, str], source: str | None
) -> None:
    base, new = (
        records(
            *({"nodes": n, "value": 8.0 / n, "source": source or f"{name}_{n}"} for n in (1, 2)),
            benchmark=name,
            label=label,
        )
        for name, label in zip(names, labels, strict=True)
    )
    assert compare(of_inputs([base, new])[0]).table["delta"].to_list() == [0.0, 0.0]


def test_a_benchmark_that_is_named_is_not_named_after_its_file() -> None:
    base, new = (
        records({"value": 8.0}, benchmark=name, label=f"{name.lower()}.csv")
        for name in ("HPL", "HPCG")
    )
    verdicts = compare(of_inputs([base, new])[0]).table["verdict"].to_list()
    assert verdicts == ["missing_new", "missing_base"]


def test_two_rows_match_on_what_they_agree_in() -> None:
    frame = versions()
    by = identity(frame)
    rows = configurations(frame, by).rows(named=True)
    comparison = compare(of_rows(frame, rows[0], rows[4], by))
    assert comparison.matched == ("label", "benchmark")
    assert comparison.table.select("base", "new").rows() == [(100.0, 300.0)]


def test_lower_is_better_turns_the_ratio_not_the_change() -> None:
    base = records({"value": 10.0}, better="lower", metric="runtime", unit="s")
    new = records({"value": 5.0}, better="lower", metric="runtime", unit="s")
    row = compare(of_inputs([base, new])[0]).table.row(0, named=True)
    assert (row["delta"], row["ratio"]) == (-0.5, 2.0)


def test_no_direction_no_ratio_and_zeros() -> None:
    base = records({"devices": 1, "value": 0.0}, {"devices": 2, "value": 0.0}, better=None)
    new = records({"devices": 1, "value": 0.0}, {"devices": 2, "value": 3.0}, better=None)
    table = compare(of_inputs([base, new])[0]).table
    assert table["delta"].to_list() == [0.0, None]
    assert table["ratio"].to_list() == [None, None]


@given(POSITIVE, POSITIVE, st.sampled_from(["higher", "lower"]))
def test_swapping_the_sides_inverts_the_ratio(a: float, b: float, better: str) -> None:
    one, two = records({"value": a}, better=better), records({"value": b}, better=better)
    there = compare(of_inputs([one, two])[0]).table["ratio"].item()
    back = compare(of_inputs([two, one])[0]).table["ratio"].item()
    assert there * back == pytest.approx(1.0)


def two(base: list[float], new: list[float], **common: Any) -> Sides:
    """Return two inputs with these repeats of one configuration."""
    frames = [records(*({"value": v} for v in values), **common) for values in (base, new)]
    return of_inputs(frames)[0]


def judged(sides: Sides, **criteria: Any) -> dict[str, Any]:
    return compare(sides, criteria=Criteria(**criteria)).table.row(0, named=True)


FAST, SLOW = [100.0, 101.0, 102.0, 103.0], [90.0, 91.0, 92.0, 93.0]
FLIPPED = {"improved": "regressed", "regressed": "improved"}
REPEATS = st.lists(st.integers(90, 110).map(float), min_size=1, max_size=6)


def test_one_run_a_side_is_untested_and_says_what_would_do() -> None:
    row = judged(two([1.0, 2.0, 3.0], [7.0, 8.0, 9.0]))
    assert (row["verdict"], row["p"]) == ("untested", None)
    assert row["reason"] == "need >= 4 runs per side for p < 0.05 (have 3 and 3)"
    assert judged(two([1.0, 2.0, 3.0], [7.0, 8.0, 9.0]), alpha=0.2)["verdict"] == "improved"


def test_a_change_is_a_verdict_from_the_threshold_on() -> None:
    row = judged(two(SLOW, FAST))
    expected = scipy.stats.mannwhitneyu(SLOW, FAST, method="exact").pvalue
    assert (row["verdict"], row["p"]) == ("improved", pytest.approx(expected))
    assert judged(two(SLOW, FAST), threshold=0.2)["verdict"] == "unchanged"
    assert "+7.5 % to +14 %, within 20 %" in judged(two(SLOW, FAST), threshold=0.2)["reason"]
    assert judged(two(SLOW, FAST), alpha=0.02)["verdict"] == "untested"
    assert judged(two(FAST, [100.5, 99.0, 103.5, 102.0]))["verdict"] == "unclear"


def test_same_is_what_the_interval_says_and_unclear_what_it_leaves_open() -> None:
    base = [100.0, 100.1, 100.2, 100.3, 100.4]
    same = judged(two(base, [100.05, 100.15, 100.25, 100.35, 100.45]))
    assert (same["verdict"], same["p"] > 0.05) == ("unchanged", True)
    assert -0.01 < same["delta_low"] < 0 < same["delta_high"] < 0.01
    # No less p, but the runs are too uneven to say that nothing changed.
    wide = judged(two([90.0, 95.0, 100.0, 105.0, 110.0], [91.0, 96.0, 101.0, 106.0, 111.0]))
    assert (wide["verdict"], wide["p"] > 0.05) == ("unclear", True)
    assert wide["delta_low"] < -0.01
    # A shift below the threshold that is no accident: the same where all of its interval is small.
    small = judged(two(base, [value * 1.005 for value in base]))
    assert (small["verdict"], small["p"] < 0.05) == ("unchanged", True)
    open_ = judged(two([100.0, 100.5, 101.0, 101.5], [101.6, 101.8, 101.9, 104.0]), threshold=0.02)
    assert (open_["verdict"], open_["p"] < 0.05) == ("unclear", True)
    assert open_["delta"] < 0.02 < open_["delta_high"]
    assert "may reach 2 %" in open_["reason"]


def test_medians_against_most_runs_are_no_verdict() -> None:
    # Runs on two kinds of nodes: on either all are higher, but more are on the low one.
    base = [10 + n / 100 for n in range(6)] + [20 + n / 100 for n in range(6)]
    new = [11 + n / 100 for n in range(8)] + [30 + n / 100 for n in range(7)]
    row = judged(two(base, new))
    assert row["p"] < 0.05
    assert row["delta"] < 0 <= row["delta_low"]
    assert row["verdict"] == "unclear"
    assert "most runs changed the other way" in row["reason"]


@given(REPEATS, REPEATS)
def test_interval_and_verdict_never_disagree(base: list[float], new: list[float]) -> None:
    row = judged(two(base, new))
    low, high = row["delta_low"], row["delta_high"]
    if row["p"] is None:
        assert (low, high) == (None, None)
    elif row["p"] < 0.05:
        assert not low < 0 < high
    else:
        assert low <= 0 <= high
    if row["verdict"] == "unchanged":
        assert -0.01 <= low <= high <= 0.01
    if row["verdict"] == "improved":
        assert low >= 0


def test_the_change_of_zeros_and_of_what_is_below_zero_is_not_that_of_logarithms() -> None:
    assert judged(two([0.0] * 5, [0.0] * 5))["verdict"] == "unchanged"
    row = judged(two([0.0, 0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0, 2.0]))
    assert (row["verdict"], row["delta_low"]) == ("unclear", None)
    assert row["reason"].endswith("no percentage of a base of 0")
    energy = judged(two([-100.0, -101.0, -102.0, -103.0], [-90.0, -91.0, -92.0, -93.0]))
    assert energy["delta_low"] == pytest.approx(7 / 101.5)
    assert energy["delta_high"] == pytest.approx(13 / 101.5)


def test_no_direction_is_no_verdict_but_has_a_p() -> None:
    row = judged(two(SLOW, FAST, better=None))
    assert row["verdict"] is None
    assert row["p"] < 0.05
    assert "better direction" in row["reason"]


def test_from_zero_there_is_a_verdict_without_a_percentage() -> None:
    row = judged(two([0.0] * 4, FAST, better="lower"))
    assert (row["delta"], row["verdict"]) == (None, "regressed")


def test_below_zero_a_change_has_the_sign_of_what_was_measured_and_no_ratio() -> None:
    energy = {"metric": "energy", "unit": "eV", "better": "lower"}
    base = records({"devices": 1, "value": -4.0}, {"devices": 2, "value": -4.0}, **energy)
    new = records({"devices": 1, "value": -3.0}, {"devices": 2, "value": 2.0}, **energy)
    table = compare(of_inputs([base, new])[0]).table
    assert table.select("delta", "ratio").rows() == [(0.25, None), (1.5, None)]


def test_ratios_beyond_what_numbers_hold_are_not_in_the_mean() -> None:
    base = records(*({"devices": p, "value": v} for p, v in ((1, 1e300), (2, 1e-300), (4, 2.0))))
    new = records(*({"devices": p, "value": v} for p, v in ((1, 1e-300), (2, 1e300), (4, 4.0))))
    (mean,) = compare(of_inputs([base, new])[0]).geomeans
    assert (mean.count, mean.rows) == (1, 3)
    assert mean.ratio == pytest.approx(2.0)


def test_exact_quantities_are_not_tested_unless_they_vary() -> None:
    assert judged(two([7.0], [8.0]), exact=frozenset({"throughput"}))["verdict"] == "exact"
    assert judged(two(SLOW, FAST), exact=frozenset({"throughput"}))["verdict"] == "improved"


@given(REPEATS, REPEATS, st.sampled_from(["higher", "lower", None]), st.randoms())
def test_swapping_flips_scaling_and_order_change_nothing(
    base: list[float], new: list[float], better: str | None, random: Any
) -> None:
    row = judged(two(base, new, better=better))
    swapped = judged(two(new, base, better=better), threshold=0.0)
    straight = judged(two(base, new, better=better), threshold=0.0)
    assert swapped["p"] == straight["p"]
    assert swapped["verdict"] == FLIPPED.get(straight["verdict"], straight["verdict"])
    shuffled = judged(two(random.sample(base, len(base)), new, better=better))
    scaled = judged(two([4 * v for v in base], [4 * v for v in new], better=better))
    for other in (shuffled, scaled):
        for name in ("verdict", "reason", "p", "delta", "ratio"):
            assert other[name] == row[name]


def test_holm_asks_for_more_where_there_are_more_rows() -> None:
    frames = [
        records(*({"devices": d, "value": v} for d in (1, 2) for v in values))
        for values in (SLOW, FAST)
    ]
    sides = of_inputs(frames)[0]
    plain, corrected = (compare(sides, criteria=Criteria(holm=h)).table for h in (False, True))
    assert corrected["p"].to_list() == [2 * p for p in plain["p"]]
    assert corrected["verdict"].to_list() == ["unclear"] * 2
    # Four runs a side cannot reach half of 0.05: no change at all is rejected.
    assert corrected["delta_low"].to_list() == [None] * 2
    assert "too few runs for so many rows" in corrected["reason"][0]


def test_samples_are_tested_and_progress_is_not() -> None:
    base = records({"value": 1.0, "samples": SLOW})
    new = records({"value": 1.0, "samples": FAST})
    assert judged(of_inputs([base, new])[0])["verdict"] == "improved"
    base, new = (records({"value": v[-1], "progress": v, "progress_at": v}) for v in (SLOW, FAST))
    assert judged(of_inputs([base, new])[0])["verdict"] == "untested"


def test_the_geometric_mean_counts_what_both_sides_have() -> None:
    sides = of_conditions(versions(), "software = 'v1'", "software = 'v2'")
    (mean,) = compare(sides).geomeans
    assert (mean.count, mean.rows) == (1, 4)
    assert mean.ratio == pytest.approx(1.1)


def test_the_geometric_mean_has_the_sign_of_its_rows() -> None:
    times = {"metric": "runtime", "unit": "s", "better": "lower"}
    base = records(*({"devices": d, "value": 100.0} for d in (1, 2)), **times)
    new = records(*({"devices": d, "value": v} for d, v in ((1, 90.0), (2, 80.0))), **times)
    comparison = compare(of_inputs([base, new])[0])
    (mean,) = comparison.geomeans
    assert mean.change == pytest.approx((0.9 * 0.8) ** 0.5 - 1)
    assert mean.ratio == pytest.approx(1 / (1 + mean.change))
    assert mean.better == "lower"
    (first,) = comparison.of_rows(pl.Series([0])).geomeans
    assert first.change == pytest.approx(-0.1)
    assert first.rows == 1
    both = comparison.table.with_columns(better=pl.Series(["lower", "higher"]))
    (mixed,) = geomeans(both)
    assert mixed.better == "mixed"
    assert mixed.ratio == pytest.approx((0.8 / 0.9) ** 0.5)


def builds() -> pl.DataFrame:
    return records(
        {"system": "a", "software": "x+1", "devices": 1, "value": 1.0, "hosts": "a1"},
        {"system": "a", "software": "x+1", "devices": 1, "value": 1.5, "hosts": "a2"},
        {"system": "a", "software": "x+1", "devices": 2, "value": 2.0, "hosts": "a1"},
        {"system": "b", "software": "x+2", "devices": 1, "value": 3.0, "hosts": "b1"},
        {"system": "b", "software": "x+2", "devices": 2, "value": 4.0, "hosts": "b1"},
    )


def test_what_changed_together_is_named_and_keeps_nothing_apart() -> None:
    comparison = compare(of_values(builds(), "system")[0])
    named = [(each.column, each.base, each.new) for each in comparison.confounded]
    assert named == [("software", ("x+1",), ("x+2",))]
    assert comparison.matched == ("label", "benchmark", "devices")
    assert comparison.table["verdict"].to_list() == ["untested", "untested"]


def test_a_benchmark_that_only_one_input_has_is_no_confounded_factor() -> None:
    one, other = records({"value": 1.0}), records({"value": 1.0}, benchmark="GROMACS")
    comparison = compare(of_inputs([one, other])[0])
    assert comparison.confounded == ()
    assert comparison.table["verdict"].to_list() == ["missing_new", "missing_base"]


def test_what_is_pooled_is_counted_within_a_row() -> None:
    (hosts,) = compare(of_values(builds(), "system")[0]).pooled
    assert (hosts.column, hosts.base, hosts.new) == ("hosts", 2, 1)
    devices = compare(of_conditions(builds(), "devices >= 1 AND system = 'a'", "system = 'b'"))
    assert {(each.column, each.base, each.new) for each in devices.pooled} == {
        ("devices", 2, 2),
        ("hosts", 2, 1),
    }


def test_what_by_takes_from_a_configuration_is_pooled() -> None:
    (sides,) = of_inputs([builds(), builds()], by="benchmark,devices")
    pooled = {each.column: each.base for each in compare(sides).pooled}
    assert pooled == {"system": 2, "software": 2, "hosts": 3}


def test_two_values_of_a_column() -> None:
    frame = records(*({"software": s, "value": 1.0} for s in ("v1, old", "v2", "v3")), batch=32.0)
    with pytest.raises(UsageError, match=r"3 values: v1, old \| v2 \| v3; name two"):
        of_values(frame, "software")
    (sides,) = of_values(frame, "software=v3,v1, old")
    assert (sides.base["software"][0], sides.new["software"][0]) == ("v3", "v1, old")
    for wrong, says in (
        ("software=v1,v2", "software has no 'v1'; available"),
        ("software=v2", "software=v2: name two values; available"),
        ("software=v2,v2", "name two values"),
        ("colour", "cannot compare on 'colour'"),
        ("batch", "nothing to compare: 32"),
    ):
        with pytest.raises(UsageError, match=says):
            of_values(frame, wrong)


def test_several_values_of_a_column_have_the_first_as_base() -> None:
    frame = records(
        *(
            {"software": s, "compiler": c, "devices": d, "value": 1.0}
            for s, c in (("v1", "gcc"), ("v2", "gcc"), ("v3, old", "icc"))
            for d in (1, 2)
        )
    )
    pairs = of_values(frame, "software=v2,v3, old,v1")
    assert [side.base["software"][0] for side in pairs] == ["v2", "v2"]
    assert [side.new["software"][0] for side in pairs] == ["v3, old", "v1"]
    # All rows of one table: what one side changed along with its version tells none apart.
    assert {side.matched for side in pairs} == {("label", "benchmark", "devices")}
    with pytest.raises(UsageError, match="name two values"):
        of_values(frame, "software=v1,v2,v1")


def test_several_inputs_are_matched_alike() -> None:
    frames = [
        records({"devices": 1, "software": s, "value": v}, label=s)
        for s, v in (("v1", 1.0), ("v1", 2.0), ("v2", 3.0))
    ]
    first, second = of_inputs(frames)
    assert first.matched == second.matched == ("benchmark", "devices")
    assert (first.confounded, second.confounded) == ((), ("software",))
    assert compare(second).table.select("base", "new").rows() == [(1.0, 3.0)]


def test_an_input_that_names_no_benchmark_matches_one_of_another_name() -> None:
    def file(name: str, **common: Any) -> pl.DataFrame:
        named = {"source": f"runs/{name}.csv", "label": f"{name}.csv", "benchmark": name, **common}
        return records({"devices": 1, "value": 1.0}, {"devices": 2, "value": 2.0}, **named)

    sides = of_inputs([file("before"), file("after")])[0]
    assert (sides.on, sides.matched) == (("label", "benchmark"), ("devices",))
    three = of_inputs([file("before"), file("after"), file("later")])
    assert {each.matched for each in three} == {("devices",)}
    # What a file says itself is what was run.
    said = of_inputs([file("before", benchmark="solver"), file("after")])[0]
    assert said.matched == ("benchmark", "devices")
    same = of_inputs([file("runs", label="old"), file("runs", label="new")])[0]
    assert same.matched == ("benchmark", "devices")


def test_how_far_repeats_scatter_is_not_compared_beside_what_they_are() -> None:
    rows = [{"metric": name, "value": 2.0} for name in ("runtime", "runtime_stddev", "runtime_cv")]
    comparison = compare(of_inputs([records(*rows, label=name) for name in ("a", "b")])[0])
    assert comparison.table["metric"].to_list() == ["runtime"]
    (note,) = comparison.notes
    assert note.startswith("runtime_stddev, runtime_cv not compared: they say how far repeats")
    alone = compare(of_inputs([records(*rows[1:], label=name) for name in ("a", "b")])[0])
    assert (alone.table.height, alone.notes) == (2, ())


def test_what_was_written_alike_in_another_unit_is_a_tie() -> None:
    times = [401, 405, 403, 404, 402]
    in_ns, in_us = [time * 1e-9 for time in times], [time / 1000 * 1e-6 for time in times]
    assert in_ns != in_us
    assert judged(two(in_ns, in_us))["p"] == 1.0


def test_units_that_differ_are_said_and_not_compared() -> None:
    base = records(*({"devices": d, "value": 1.0} for d in (1, 2)), unit="img/s")
    new = records(*({"devices": d, "value": 1.0} for d in (1, 2)), unit="samples/s")
    other = records({"devices": 4, "value": 1.0, "unit": "samples/s"}, {"devices": 1, "value": 9.0})
    comparison = compare(of_inputs([base, new])[0])
    (note,) = comparison.notes
    assert note == ("throughput not compared: img/s on the base side, samples/s on the new side")
    assert comparison.table["verdict"].to_list() == ["missing_new"] * 2 + ["missing_base"] * 2
    # One configuration in another unit is one that the other side lacks.
    assert compare(of_inputs([base, other.head(1)])[0]).notes == ()


def test_what_can_be_compared() -> None:
    frame = records(
        {"software": "v2", "devices": 2, "value": 1.0, "run": "a"},
        {"software": "v2", "devices": 2, "value": 1.0, "run": "a", "metric": "runtime"},
        {"software": "v1", "devices": 1, "value": 1.0, "hosts": "n1"},
        {"software": "v1", "devices": 8, "value": 1.0, "hosts": "n2"},
        batch=32.0,
    )
    found = comparable(frame, identity(frame))
    assert [(each.column, each.values, each.runs) for each in found] == [
        ("software", ("v1", "v2"), (2, 1)),
        ("hosts", ("n1", "n2"), (1, 1)),
        ("devices", (1, 2, 8), (1, 1, 1)),
    ]
    labels = comparable(records({"label": "b"}, {"label": "a"}), ["label", "benchmark"])
    assert [(each.column, each.values) for each in labels] == [("label", ("b", "a"))]


def test_a_pair_is_judged_as_among_all_and_says_what_differs() -> None:
    frames = [
        records(*({"devices": d, "software": s, "value": v} for d in (1, 2) for v in values))
        for s, values in (("v1", SLOW), ("v2", FAST))
    ]
    pairs = Pairs.of(of_inputs(frames)[0], criteria=Criteria(holm=True))
    pair = pairs.pair(pairs.comparison.table.row(1, named=True))
    assert pair.comparison.table.equals(pairs.comparison.table[[1]])
    assert [pair.sides.base["value"].to_list(), pair.sides.new["value"].to_list()] == [SLOW, FAST]
    differing = [(each.column, each.base, each.new) for each in pair.comparison.differences]
    assert differing == [("software", ("v1",), ("v2",))]
    assert dict(pair.comparison.shared)["devices"] == 2

    there = pairs.comparison.table
    back = pairs.swapped().comparison.table
    assert back.select("base", "new", "p").equals(there.select(base="new", new="base", p="p"))
    assert pairs.judged_by(Criteria()).comparison.table["p"][0] == there["p"][0] / 2


def test_a_pair_of_which_a_side_is_missing() -> None:
    pairs = Pairs.of(of_conditions(versions(), "software = 'v1'", "software = 'v2'"))
    (row,) = pairs.comparison.table.filter(pl.col("devices") == 8).rows(named=True)
    pair = pairs.pair(row)
    assert pair.sides.base.is_empty()
    assert [(each.column, each.base, each.new) for each in pair.comparison.differences] == [
        ("software", (), ("v2",))
    ]
    assert dict(pair.comparison.shared) == {"label": "bench", "benchmark": "LAMMPS", "devices": 8}


def test_configurations_are_stepped_through_once_each() -> None:
    rows = [
        {"devices": d, "metric": m, "value": 1.0} for d in (1, 2) for m in ("throughput", "runtime")
    ]
    pairs = Pairs.of(of_inputs([records(*rows), records(*rows)])[0])
    assert pairs.first_rows(pl.Series([0, 1, 2, 3]), 3) == ([0, 2], 1)
    assert pairs.first_rows(pl.Series([3, 1, 2]), 1) == ([3, 1], 1)
    nothing_matched = Pairs.of(pairs.sides._replace(matched=()))
    assert nothing_matched.first_rows(pl.Series([1, 0]), 0) == ([1], 0)
    assert nothing_matched.pair({}).comparison.table.height == 2


def test_the_records_of_what_a_filter_has_left() -> None:
    frame = records(
        {"devices": 1, "value": 1.0, "hosts": "n1", "run": "a"},
        {"devices": 1, "value": 5.0, "hosts": "n1", "run": "a", "metric": "runtime", "unit": "s"},
        {"devices": 2, "value": 2.0, "hosts": "n1", "run": "b"},
        {"devices": 2, "value": 2.1, "hosts": "n2", "run": "c"},
        unit="samples/s",
    )

    def left(where: str | None, metric: str | None = None) -> list[float]:
        choice = Choice(where=where, metric=metric)
        return records_shown(frame, choice, runs(frame, choice))["value"].to_list()

    assert left(None) == [1.0, 5.0, 2.0, 2.1]
    assert left("value < 1.5") == [1.0, 5.0]
    assert left("value < 1.5", "throughput") == [1.0]
    assert left("speedup > 1.5") == [2.0, 2.1]
    assert left("hosts = 'n1'") == [1.0, 5.0, 2.0]
