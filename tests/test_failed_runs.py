"""A run that failed stays visible and stays out of the arithmetic."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.runs import Choice, Runs, run_counts, runs
from parsers import load
from parsers.outcomes import is_disowned
from parsers.records import from_rows, named
from tests.make import records


def read(folder: Path, text: str, name: str = "runs.csv") -> pl.DataFrame:
    (folder / name).write_text(text)
    return named(load([str(folder / name)]).records)


def shown(frame: pl.DataFrame) -> Runs:
    return runs(frame, Choice())


class TestConform:
    def test_a_failed_run_has_no_value_and_no_samples(self):
        frame = records(
            {"devices": 1, "value": 5.0, "samples": [4.0, 5.0, 6.0], "status": "cancelled"},
            {"devices": 1, "value": 7.0, "samples": [7.0], "status": "running"},
        )
        assert frame["value"].to_list() == [None, 7.0]
        assert frame["samples"].to_list() == [None, [7.0]]

    def test_what_was_written_stays_readable_where_no_reason_is(self):
        frame = records(
            {"value": 5.0, "status": "failed"},
            {"value": 5.0, "status": "timeout", "reason": "TIME LIMIT"},
            {"status": "failed"},
            {"value": 5.0, "status": "ok"},
        )
        reasons = ["failed, 5.0 steps/s stated", "TIME LIMIT", None, None]
        assert frame["reason"].to_list() == reasons

    def test_conforming_again_changes_nothing(self):
        frame = records({"value": 5.0, "status": "failed"})
        assert from_rows(list(frame.iter_rows(named=True))).equals(frame)


STATES = """gpus,seconds,State
1,100,COMPLETED
2,51,COMPLETED
4,5,CANCELLED
4,27,COMPLETED
4,3,TIMEOUT
"""


class TestTables:
    def test_a_column_of_states_keeps_failed_times_out_of_the_median(self, tmp_path: Path):
        result = shown(read(tmp_path, STATES))
        table = result.table.select("devices", "n", "failed", "value").rows()
        assert table == [(1, 1, 0, 100.0), (2, 1, 0, 51.0), (4, 1, 2, 27.0)]
        assert run_counts(result) == (5, 2)

    @pytest.mark.parametrize("heading", ["exit_code", "ExitCode", "returncode", "rc"])
    def test_a_code_other_than_zero_is_a_failure(self, tmp_path: Path, heading: str):
        frame = read(tmp_path, f"gpus,seconds,{heading}\n1,100,0\n2,51,0\n2,5,137\n")
        assert frame["status"].to_list() == ["ok", "ok", "failed"]
        assert frame["reason"].to_list() == [None, None, "exit code 137"]
        assert frame["value"].to_list() == [100.0, 51.0, None]
        assert len(shown(frame).table) == 2

    def test_a_code_with_its_signal(self, tmp_path: Path):
        frame = read(tmp_path, "gpus,seconds,ExitCode\n1,100,0:0\n2,51,0:9\n4,27,1:0\n")
        assert frame["status"].to_list() == ["ok", "failed", "failed"]
        assert frame["reason"].to_list() == [None, "exit code 0:9", "exit code 1:0"]

    def test_a_state_says_more_than_a_code(self, tmp_path: Path):
        frame = read(
            tmp_path, "gpus,seconds,state,exit_code\n1,9,TIMEOUT,1\n1,8,COMPLETED,1\n1,7,,0\n"
        )
        assert frame["status"].to_list() == ["timeout", "failed", "ok"]
        assert frame["reason"].to_list() == ["TIMEOUT", "exit code 1", None]

    def test_codes_that_are_all_zero_leave_no_trace(self, tmp_path: Path):
        frame = read(tmp_path, "gpus,seconds,rc\n1,100,0\n2,51,0\n")
        assert frame["status"].to_list() == ["ok", "ok"]
        assert "rc" not in frame.columns


class TestCells:
    def test_a_number_that_its_remark_disowns_is_no_value(self, tmp_path: Path):
        frame = read(tmp_path, "gpus,time (s)\n1,100\n2,51 (timeout)\n4,27 (best of 3)\n8,~14\n")
        assert frame["value"].to_list() == [100.0, None, 27.0, 14.0]
        assert frame["status"].to_list() == ["ok", "timeout", "ok", "ok"]
        assert frame["reason"].to_list() == [None, "51 (timeout)", None, None]

    @pytest.mark.parametrize(
        ("cell", "disowned"),
        [
            ("51 (timeout)", True),
            ("51 [OOM]", True),
            ("12.1 s (cancelled by user)", True),
            ("51 (passed)", False),
            ("51 (error 0.2)", False),
            ("51 (wall time)", False),
            ("51 (2 nodes failed, rerun on 4)", False),
            ("51", False),
        ],
    )
    def test_which_remarks_disown(self, cell: str, disowned: bool):
        assert is_disowned(cell) == disowned

    def test_a_bound_is_no_value_but_a_run(self, tmp_path: Path):
        frame = read(tmp_path, "gpus,time (s)\n1,100\n2,51\n4,>100\n")
        assert frame["status"].to_list() == ["ok", "ok", "unknown"]
        assert frame["reason"].to_list() == [None, None, ">100"]
        assert run_counts(shown(frame)) == (3, 0)
