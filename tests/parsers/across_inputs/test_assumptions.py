"""What was assumed stands beside each record that it is about, and goes through exports."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from polars.testing import assert_frame_equal

from parsers import load
from parsers.formats.records_file import Form, write_records
from parsers.run_records.records import named

EACH = "nodes,gpus,time (s)\n2,4,8\n4,4,5\n8,1,9\n"
PER_NODE = "`gpus` read as GPUs per node: row 4 has 8 nodes and 1 GPU (line 4)"
TOTAL = "devices = nodes × devices_per_node"
TWO_TABLES = """\
# Strong

| nodes | time (s) |
|---|---|
| 1 | 9 |
| 2 | 5 |

# Fast network

| nodes | gpus | time (s) |
|---|---|---|
| 2 | 4 | 8 |
| 4 | 4 | 5 |
| 8 | 1 | 9 |
"""


def assumed(*paths: Path) -> list[str | None]:
    return load([str(path) for path in paths]).records["assumed"].to_list()


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_reading_is_told_with_its_evidence(tmp_path: Path) -> None:
    assert assumed(written(tmp_path / "a.csv", EACH)) == [f"{PER_NODE}; {TOTAL}"] * 3


def test_a_table_is_not_told_what_was_assumed_of_another(tmp_path: Path) -> None:
    told = assumed(written(tmp_path / "a.md", TWO_TABLES))
    assert told[:2] == ["strong scaling: 'Strong' says so (line 3)"] * 2
    assert all("read as GPUs per node" in str(text) and TOTAL in str(text) for text in told[2:])
    assert not any("Strong" in str(text) for text in told[2:])


def test_a_count_of_the_name_and_a_common_label_are_told_of_each_file(tmp_path: Path) -> None:
    for count in (1, 2, 4):
        written(tmp_path / f"run_{count}nodes.csv", f"time (s)\n{8 / count}\n")
    told = assumed(tmp_path)
    assert [str(text).split("; ")[0] for text in told] == [
        f"{nodes}: its name says so" for nodes in ("1 node", "2 nodes", "4 nodes")
    ]
    assert all("each read as one series" in str(text) for text in told)


def test_a_name_with_a_number_0_counts_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "gpu_0.csv", "batch,img/s\n32,100\n64,190\n")
    assert assumed(path) == [None, None]


def test_a_restart_is_told_of_the_run_that_it_began(tmp_path: Path) -> None:
    steps = "".join(f"step {n} loss 0.{n} throughput {90 + n} img/s\n" for n in range(1, 7))
    told = assumed(written(tmp_path / "job.log", steps + steps))
    assert ["restarts" in str(text) for text in told] == [False, False, True, True]


def test_where_nothing_was_assumed_nothing_is_told(tmp_path: Path) -> None:
    assert assumed(written(tmp_path / "a.csv", "nodes,time (s)\n1,9\n2,5\n")) == [None, None]


@pytest.mark.parametrize("form", get_args(Form))
def test_exports_carry_it_and_read_the_same(form: Form, tmp_path: Path) -> None:
    written(tmp_path / "a.csv", EACH)
    written(tmp_path / "b.csv", "nodes,time (s),efficiency (%)\n1,9,100\n2,5,90\n")
    records = load([str(tmp_path)]).records
    assert records["stated_efficiency"].to_list()[-1] == 0.9
    once, twice = tmp_path / f"once.{form}", tmp_path / f"twice.{form}"
    write_records(records, once, form)
    again = load([str(once)]).records
    assert again["assumed"].to_list() == records["assumed"].to_list()
    assert again["source"].to_list() == records["source"].to_list()
    write_records(again, twice, form)
    assert once.read_bytes() == twice.read_bytes()
    assert_frame_equal(load([str(twice)]).records, again)


@pytest.mark.parametrize("form", get_args(Form))
def test_exports_without_it_are_read_as_before(form: Form, tmp_path: Path) -> None:
    records = named(load([str(written(tmp_path / "a.csv", EACH))]).records)
    write_records(records.drop("assumed"), old := tmp_path / f"old.{form}", form)
    again = load([str(old)]).records
    assert again["assumed"].null_count() == 3
    assert_frame_equal(again.drop("assumed"), records.drop("assumed"))


def test_a_column_so_called_stays_what_the_source_means(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "nodes,assumed,time (s)\n1,yes,9\n1,no,8\n")
    records = load([str(path)]).records
    assert records["assumed_given"].to_list() == ["yes", "no"]
    assert records["assumed"].null_count() == 2
