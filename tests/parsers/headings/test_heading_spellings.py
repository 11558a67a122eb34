"""Headings as people write them, one line each: what a table must not get wrong."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers import load
from parsers.headings.read_heading import read_heading, read_headings


@pytest.mark.parametrize(
    "text",
    ["# A100", "A100s", "V100 GPUs", "H100 count", "# of MI250X GCDs", "Number of H100 GPUs"],
)
def test_accelerators_are_counted_by_their_model(text: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name) == ("schema", "devices")


def test_a_model_alone_is_no_count() -> None:
    assert read_heading("A100").name == "a100"
    assert read_heading("A100 GPUs per node").name == "devices_per_node"


@pytest.mark.parametrize("text", ["learning rate", "refresh rate", "sampling rate (kHz)"])
def test_rates_that_are_set_are_parameters(text: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.better) == ("parameter", None)


def test_a_least_time_beside_no_other_is_in_minutes() -> None:
    _, heading = read_headings(["gpus", "time_to_train_min"])
    assert (heading.name, heading.unit, heading.factor) == ("time_to_train", "s", 60)


def test_workers_that_were_asked_for_are_not_those_that_ran() -> None:
    asked, ran = read_headings(["requested workers", "actual workers"])
    assert (asked.name, ran.name) == ("requested_workers", "workers")


def test_two_words_for_one_resource_count_it_once() -> None:
    assert read_heading("CPU cores").name == "cores"


@pytest.mark.parametrize(
    "text", ["MPI %", "MPI (%)", "GPU (%)", "GPU (s)", "Nodes (s)", "CPU [GB]"]
)
def test_what_has_a_unit_counts_nothing(text: str) -> None:
    assert read_heading(text).kind in ("unknown", "metric")


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Time/s", "runtime", "s"),
        ("Runtime / s", "runtime", "s"),
        ("Bandwidth / (GB/s)", "bandwidth", "B/s"),
        ("Bandwidth / GB/s", "bandwidth", "B/s"),
        ("img / s", "throughput", "img/s"),
        ("photons / s", "throughput", "photons/s"),
        ("GCC / s", "gcc", "s"),
        ("CPU / ms", "cpu", "s"),
        ("case B / s", "case_b", "s"),
        ("t/s", "throughput", "tok/s"),
        ("t / ms", "t", "s"),
        ("T_p (MPI) / s", "t_p", "s"),
        ("setup / ms", "setup", "s"),
        ("tokens-per-s", "throughput", "tok/s"),
        ("samples-per-sec-mean", "throughput", "samples/s"),
        ("time to solution / s", "runtime", "s"),
        ("total / s", "runtime", "s"),
        ("wall / s", "runtime", "s"),
        ("Time / step", "step_time", None),
        ("Time per step / ms", "step_time", "s"),
    ],
)
def test_a_quantity_may_be_divided_by_its_unit(text: str, name: str, unit: str | None) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name, heading.unit) == ("metric", name, unit)


@pytest.mark.parametrize(
    ("text", "name", "statistic"),
    [
        ("Time ± std (s)", "runtime", None),
        ("Throughput (img/s) ± σ", "throughput", None),
        ("mean ± std", "mean", "mean"),
        ("±", "uncertainty", "uncertainty"),
        ("+/-", "uncertainty", "uncertainty"),
        ("± std", "stddev", "stddev"),
        ("σ", "stddev", "stddev"),
        ("Std. dev.", "stddev", "stddev"),
        ("CV (%)", "cv", "cv"),
        ("95% CI", "ci", "ci"),
        ("p99 (ms)", "latency", "p99"),
        ("t_min", "runtime", "min"),
    ],
)
def test_a_spread_is_not_what_it_is_the_spread_of(
    text: str, name: str, statistic: str | None
) -> None:
    heading = read_heading(text)
    assert (heading.name, heading.statistic) == (name, statistic)
    measured = name in ("runtime", "throughput", "latency")
    assert heading.kind == ("metric" if measured else "statistic")


@pytest.mark.parametrize(
    ("text", "name", "better"),
    [
        ("T_total", "runtime", "lower"),
        ("t_wall", "runtime", "lower"),
        ("TTS", "runtime", "lower"),
        ("mAP", "map", "higher"),
        ("Figure of merit", "figure_of_merit", "higher"),
        ("FOM", "fom", "higher"),
        ("TGS", "throughput_per_device", "higher"),
        ("achieved TFLOPs", "flops", "higher"),
        ("Model TFLOPS", "model_flops", "higher"),
        ("total tok/s", "throughput", "higher"),
        ("output_tok_per_s", "output_throughput", "higher"),
        ("Prompt tokens/s", "prompt_throughput", "higher"),
        ("tokens/sec/chip", "throughput_per_device", "higher"),
    ],
)
def test_names_of_metrics(text: str, name: str, better: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.name, heading.better) == ("metric", name, better)


@pytest.mark.parametrize("text", ["% of ideal", "% linear", "percent of ideal", "par. eff. (%)"])
def test_a_share_of_the_ideal_is_an_efficiency(text: str) -> None:
    heading = read_heading(text)
    assert (heading.kind, heading.factor) == ("stated_efficiency", 0.01)


@pytest.mark.parametrize(
    ("text", "name"), [("min/epoch", "epoch_time"), ("Min per step", "step_time")]
)
def test_minutes_per_pass_are_a_time(text: str, name: str) -> None:
    (heading,) = read_headings([text])
    assert (heading.name, heading.unit, heading.factor) == (name, "s", 60)


@pytest.mark.parametrize("text", ["#chips", "num chips", "# of HPUs", "IPUs"])
def test_accelerators_of_all_makers_are_devices(text: str) -> None:
    assert read_heading(text).name == "devices"


@pytest.mark.parametrize("text", ["Ideal", "Theoretical (GB/s)", "Expected", "output"])
def test_what_was_computed_is_not_measured(text: str) -> None:
    assert read_heading(text).kind == "remark"


def test_phases_may_have_a_t_before_them(tmp_path: Path) -> None:
    path = tmp_path / "phases.csv"
    path.write_text("nprocs,t_setup,t_solve,t_io\n1,2,64.5,1\n2,2,33.5,1\n4,2,17.5,1\n")
    names = set(load([str(path)]).records["metric"])
    assert names == {"setup_time", "solve_time", "io_time"}


@pytest.mark.parametrize(
    "headings", ["min_time_min,mean_time_min", "time_min_min,time_mean_min", "t_min_min,t_avg_min"]
)
def test_minutes_behind_a_statistic_are_no_other_one(tmp_path: Path, headings: str) -> None:
    path = tmp_path / "times.csv"
    path.write_text(f"cores,{headings}\n1,10,11\n2,5.5,6\n")
    rows = load([str(path)]).records.filter(pl.col("metric") == "runtime")
    assert rows.select("metric", "unit", "value").rows() == [
        ("runtime", "s", 660.0),
        ("runtime", "s", 360.0),
    ]


@pytest.mark.parametrize(
    ("text", "name", "unit", "factor"),
    [
        ("tokens/day (B)", "throughput", "tok/day", 1e9),
        ("Tokens/s/GPU (k)", "throughput_per_device", "tok/s/GPU", 1e3),
        ("Images (per second)", "throughput", "img/s", 1.0),
        ("days_to_train", "time_to_train", "s", 86400.0),
        ("prefill_tok_s", "prefill_throughput", "tok/s", 1.0),
        ("avg_epoch_s", "epoch_time", "s", 1.0),
        ("read_mb_s", "read", "B/s", 1e6),
        ("pp_tok_s", "pp", "tok/s", 1.0),
        ("time_img_s", "time_img", "s", 1.0),
        ("tok_s_total", "throughput", "tok/s", 1.0),
        ("tok_s_user", "throughput_per_user", "tok/s/user", 1.0),
        ("ips/gpu", "throughput_per_device", "IPS/GPU", 1.0),
    ],
)
def test_units_that_stand_apart_from_their_name(
    text: str, name: str, unit: str, factor: float
) -> None:
    heading = read_heading(text)
    assert (heading.name, heading.unit, heading.factor) == (name, unit, factor)
