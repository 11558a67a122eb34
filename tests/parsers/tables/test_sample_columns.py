"""Columns that hold the repeats of one quantity, and those that do not."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers.formats.delimited import READER
from parsers.run_records.records import named
from parsers.source import Source


def read(text: str) -> pl.DataFrame:
    source = Source("runs.csv", "runs.csv", Path("runs.csv"), text.encode())
    return named(READER.read(source).records)


def samples(text: str) -> list[object]:
    records = read(text)
    assert records["metric"].unique().to_list() == ["runtime"]
    return records["samples"].to_list()


@pytest.mark.parametrize(
    "headings",
    [
        "time 1,time 2,time 3",
        "time_1,time_2,time_3",
        "time1,time2,time3",
        "time0,time1,time2",
        "t1 (s),t2 (s),t3 (s)",
        "t1,t2,t3",
        "Time (run 1),Time (run 2),Time (run 3)",
        "Trial #1 time [s],Trial #2 time [s],Trial #3 time [s]",
        "time rep 1,time rep 2,time rep 3",
        "run1_time,run2_time,run3_time",
        "Runtime 1 (s),Runtime 2 (s),Runtime 3 (s)",
        "time_1_s,time_2_s,time_3_s",
        "1st time (s),2nd time (s),3rd time (s)",
    ],
)
def test_columns_whose_numbers_run_on_are_samples(headings: str) -> None:
    rows = "1,512,508,515\n2,262,265,260\n"
    assert samples(f"cores,{headings}\n{rows}") == [[512, 508, 515], [262, 265, 260]]


@pytest.mark.parametrize("heading", ["Rep. {}", "#{}", "Lauf {}", "r{}", "exp {}"])
def test_what_is_numbered_alone_is_repeats_where_it_agrees(heading: str) -> None:
    headings = ",".join(heading.format(number) for number in (1, 2, 3))
    near = read(f"cores,{headings}\n1,51.2,50.8,51.5\n2,26.2,26.5,26.0\n")
    assert near["samples"].to_list() == [[51.2, 50.8, 51.5], [26.2, 26.5, 26.0]]


def test_what_may_number_repeats_does_not_where_numbers_are_far_apart() -> None:
    far = read("cores,exp 1 (s),exp 2 (s)\n1,51.2,5.8\n2,26.2,2.5\n")
    assert far["samples"].null_count() == far.height


@pytest.mark.parametrize("heading", ["mean", "Average", "mean time", "avg time (s)", "median", "±"])
def test_what_is_computed_from_them_is_none(heading: str) -> None:
    text = f"cores,time 1,time 2,{heading}\n1,512,508,510\n2,262,266,264\n"
    assert samples(text) == [[512, 508], [262, 266]]


def test_a_mean_names_what_runs_measured() -> None:
    text = "threads,Run 1,Run 2,Avg (ms),Spread\n1,512,508,510,0.4\n2,262,266,264,0.8\n"
    records = read(text)
    assert records["samples"].to_list() == [[0.512, 0.508], [0.262, 0.266]]
    assert records["unit"].to_list() == ["s", "s"]


def test_a_spread_beside_runs_is_no_setting() -> None:
    text = "threads,Run 1,Run 2,Average,Spread\n1,512,508,510,0.4\n2,262,266,264,0.8\n"
    records = read(text)
    assert "spread" not in records.columns
    assert records.filter(pl.col("role") == "measured")["value"].to_list() == [512, 508, 262, 266]


def test_units_in_cells_are_kept() -> None:
    text = "threads,time 1,time 2\n1,512 ms,508 ms\n2,262 ms,266 ms\n"
    assert samples(text) == [[0.512, 0.508], [0.262, 0.266]]


def test_other_quantities_stay_beside_them() -> None:
    text = "cores,time 1,time 2,memory (GB)\n1,512,508,2.1\n2,262,266,1.2\n"
    assert read(text)["metric"].to_list() == ["runtime", "memory"] * 2


def test_a_cell_may_be_blank() -> None:
    assert samples("cores,time 1,time 2\n1,512,\n2,262,266\n") == [[512], [262, 266]]


@pytest.mark.parametrize(
    "text",
    [
        # Times on 1 and 2, or of parts.
        "size,t1,t2\n100,512,260\n200,1024,530\n",
        "size,t1,t2,t4\n100,512,508,505\n200,1024,1030,1020\n",
        "cores,time 1,time 2,time 3\n1,512,8,90\n2,262,4,50\n",
        # Steps, and parts of machines.
        "cores,epoch 1 time,epoch 2 time\n1,512,508\n2,262,266\n",
        "cores,time epoch 1,time epoch 2\n1,512,508\n2,262,266\n",
        "cores,time gpu 0,time gpu 1\n1,512,508\n2,262,266\n",
    ],
)
def test_others_are_no_samples(text: str) -> None:
    assert read(text)["samples"].null_count() == read(text).height


@pytest.mark.parametrize("headings", ["t1,t2,t4", "T1 (s),T2 (s),T4 (s)", "time_1,time_2,time_4"])
def test_numbers_that_double_are_counts(headings: str) -> None:
    records = read(f"mesh,{headings}\nsmall,512,260,135\nlarge,1024,530,270\n")
    assert records["ranks"].to_list() == [1, 2, 4] * 2
    assert records["metric"].unique().to_list() == ["runtime"]


@pytest.mark.parametrize("said", ["by number of threads", "on 1, 2 and 4 threads"])
def test_the_text_above_says_what_they_count(said: str) -> None:
    text = f"# time {said}\nmesh,t1,t2,t4\nsmall,512,260,135\nlarge,1024,530,270\n"
    assert read(text)["threads"].to_list() == [1, 2, 4] * 2


def test_beside_a_count_they_are_none() -> None:
    records = read("threads,t1,t2,t4\n1,512,260,135\n2,1024,530,270\n")
    assert records["ranks"].null_count() == records.height


@pytest.mark.parametrize("noun", ["Run {}", "rep {}", "run{}", "trial_{}"])
@pytest.mark.parametrize("before", ["", "Compiler,"])
def test_repeats_that_nothing_names_are_of_one_value(noun: str, before: str) -> None:
    headings = ",".join(noun.format(number) for number in (1, 2, 3))
    cells = "gcc," if before else ""
    records = read(f"{before}{headings}\n{cells}382.6,379.8,381.2\n{cells}191.2,191.1,190.8\n")
    assert records["metric"].to_list() == ["value"] * 2
    assert [len(each) for each in records["samples"]] == [3, 3]


def test_hosts_that_change_with_the_count_hide_no_direction() -> None:
    records = read(
        "nodes,run 1,run 2,host\n4,75.4,75.2,nid[01-04]\n8,38.2,38.1,nid[01-08]\n"
        "4,75.5,75.1,nid[01-04]\n8,38.3,38.2,nid[01-08]\n"
    )
    assert records["metric"].unique().to_list() == ["runtime"]
