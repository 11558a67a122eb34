"""A run that failed stays visible and stays out of the arithmetic."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from analysis.run_counts import run_counts
from analysis.runs import Choice, Runs, runs
from parsers import load
from parsers.grammar.outcomes import is_disowned, read_outcome
from parsers.run_records.conforming import from_rows
from parsers.run_records.records import named
from tests.make import records


def read(folder: Path, text: str, name: str = "runs.csv") -> pl.DataFrame:
    (folder / name).write_text(text)
    return named(load([str(folder / name)]).records)


def shown(frame: pl.DataFrame) -> Runs:
    return runs(frame, Choice())


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("no errors", "ok"),
        ("12 passed, 0 failed", "ok"),
        ("12 passed, 10 failed", "failed"),
        ("not finished", "failed"),
        ("did not finish", "failed"),
        ("passed (after a timeout)", "ok"),
        ("failed (after a timeout)", "timeout"),
        ("completed with errors", "failed"),
        ("OOM risk", None),
        ("may time out", None),
        ("error-free", None),
        ("max error 1e-5", None),
        ("error 404", "failed"),
        ("❌ 0.8x", "failed"),
    ],
)
def test_what_is_denied_or_may_be_has_not_happened(text: str, outcome: str | None) -> None:
    assert read_outcome(text) == outcome


class TestConform:
    def test_a_failed_run_has_no_value_and_no_samples(self) -> None:
        frame = records(
            {"devices": 1, "value": 5.0, "samples": [4.0, 5.0, 6.0], "status": "cancelled"},
            {"devices": 1, "value": 7.0, "samples": [7.0], "status": "running"},
        )
        assert frame["value"].to_list() == [None, 7.0]
        assert frame["samples"].to_list() == [None, [7.0]]

    def test_what_was_written_stays_readable_where_no_reason_is(self) -> None:
        frame = records(
            {"value": 5.0, "status": "failed"},
            {"value": 5.0, "status": "timeout", "reason": "TIME LIMIT"},
            {"status": "failed"},
            {"value": 5.0, "status": "ok"},
        )
        reasons = ["failed, 5.0 steps/s stated", "TIME LIMIT", None, None]
        assert frame["reason"].to_list() == reasons

    def test_conforming_again_changes_nothing(self) -> None:
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
    def test_a_column_of_states_keeps_failed_times_out_of_the_median(self, tmp_path: Path) -> None:
        result = shown(read(tmp_path, STATES))
        table = result.table.select("devices", "n", "failed", "value").rows()
        assert table == [(1, 1, 0, 100.0), (2, 1, 0, 51.0), (4, 1, 2, 27.0)]
        assert run_counts(result) == (5, 2)

    @pytest.mark.parametrize(
        "heading", ["exit_code", "ExitCode", "exit.code", "returncode", "rc", "exit"]
    )
    def test_a_code_other_than_zero_is_a_failure(self, tmp_path: Path, heading: str) -> None:
        frame = read(tmp_path, f"gpus,seconds,{heading}\n1,100,0\n2,51,0\n2,5,137\n")
        assert frame["status"].to_list() == ["ok", "ok", "failed"]
        assert frame["reason"].to_list() == [None, None, "exit code 137"]
        assert frame["value"].to_list() == [100.0, 51.0, None]
        assert len(shown(frame).table) == 2

    def test_a_code_with_its_signal(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "gpus,seconds,ExitCode\n1,100,0:0\n2,51,0:9\n4,27,1:0\n")
        assert frame["status"].to_list() == ["ok", "failed", "failed"]
        assert frame["reason"].to_list() == [None, "exit code 0:9", "exit code 1:0"]

    def test_a_state_says_more_than_a_code(self, tmp_path: Path) -> None:
        frame = read(
            tmp_path, "gpus,seconds,state,exit_code\n1,9,TIMEOUT,1\n1,8,COMPLETED,1\n1,7,,0\n"
        )
        assert frame["status"].to_list() == ["timeout", "failed", "ok"]
        assert frame["reason"].to_list() == ["TIMEOUT", "exit code 1", None]

    def test_codes_that_are_all_zero_leave_no_trace(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "gpus,seconds,rc\n1,100,0\n2,51,0\n")
        assert frame["status"].to_list() == ["ok", "ok"]
        assert "rc" not in frame.columns

    def test_a_status_may_be_a_code(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "gpus,seconds,status\n1,100,0\n2,51,0\n2,5,137\n")
        assert frame["reason"].to_list() == [None, None, "exit code 137"]

    def test_a_status_that_may_mean_either_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "runs.csv").write_text("gpus,seconds,status\n1,100,1\n2,51,0\n")
        loaded = load([str(tmp_path / "runs.csv")])
        assert loaded.records["status"].to_list() == ["ok", "ok"]
        text = "`status`: '1' is not a run status (and 1 more)"
        assert [(note.line, note.text) for note in loaded.notes] == [(2, text)]

    def test_signals_beside_codes(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "JobRuntime,Exitval,Signal,Command\n9,0,0,./a\n5,0,9,./b\n")
        assert frame["status"].to_list() == ["ok", "failed"]
        assert frame["reason"].to_list() == [None, "signal 9"]


class TestAnswers:
    @pytest.mark.parametrize(
        ("heading", "good", "bad", "ended"),
        [
            ("success", "true", "false", "failed"),
            ("success", "1", "0", "failed"),
            ("ok", "1", "0", "failed"),
            ("OK", "True", "False", "failed"),
            ("passed", "yes", "no", "failed"),
            ("valid", "TRUE", "FALSE", "failed"),
            ("completed", "T", "F", "failed"),
            ("failed", "false", "true", "failed"),
            ("failed", "0", "1", "failed"),
            ("is_failed", "0", "1", "failed"),
            ("is.failed", "0", "1", "failed"),
            ("error", "False", "True", "failed"),
            ("oom", "no", "yes", "failed"),
            ("timed_out", "false", "true", "timeout"),
            ("was_cancelled", "0", "1", "cancelled"),
        ],
    )
    def test_a_run_whose_answer_is_bad_has_failed(
        self, tmp_path: Path, heading: str, good: str, bad: str, ended: str
    ) -> None:
        text = f"gpus,seconds,{heading}\n1,100,{good}\n2,51,{good}\n2,5,{bad}\n"
        frame = read(tmp_path, text)
        assert frame["status"].to_list() == ["ok", "ok", ended]
        assert frame["value"].to_list() == [100.0, 51.0, None]
        assert frame["reason"][2].startswith(f"{heading}: ")
        assert len(shown(frame).table) == 2

    def test_a_wrong_answer_of_a_run_that_ended_well_is_what_it_gave(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "task,status,seconds,correct\na,completed,9,False\nb,OOM,5,False\n")
        assert frame["status"].to_list() == ["ok", "failed"]
        assert frame["value"].to_list() == [9.0, None]

    @pytest.mark.parametrize("good", [True, 1])
    def test_answers_may_be_typed(self, tmp_path: Path, good: bool | int) -> None:
        bad = type(good)(not good)
        runs = [{"gpus": 1, "time": 9.5, "ok": good}, {"gpus": 1, "time": 1.5, "ok": bad}]
        frame = read(tmp_path, json.dumps(runs), "runs.json")
        assert frame["status"].to_list() == ["ok", "failed"]

    def test_they_may_be_inside_of_objects(self, tmp_path: Path) -> None:
        runs = [
            {"gpus": 1, "time": 9.5, "end": {"success": True, "exit_code": 0}},
            {"gpus": 2, "time": 1.5, "end": {"success": False, "exit_code": 0}},
            {"gpus": 4, "time": 1.5, "end": {"success": True, "exit_code": 9}},
        ]
        frame = read(tmp_path, json.dumps(runs), "runs.json")
        assert frame["reason"].to_list() == [None, "end.success: no", "exit code 9"]

    @pytest.mark.parametrize(
        ("heading", "cells"),
        [
            ("failed,ok", ["0,120", "1,119", "0,120"]),
            ("failed", ["0", "3", "1"]),
            ("n,failed", ["3,0", "3,1", "2,0"]),
            ("completed", ["1", "1", "0"]),
            ("timeout", ["1", "1", "0"]),
            ("errors", ["0", "1", "0"]),
            ("converged", ["true", "true", "false"]),
        ],
    )
    def test_counts_and_settings_are_no_answers(
        self, tmp_path: Path, heading: str, cells: list[str]
    ) -> None:
        rows = "".join(f"{gpus},{100 / gpus},{cell}\n" for gpus, cell in enumerate(cells, 1))
        frame = read(tmp_path, f"gpus,seconds,{heading}\n{rows}")
        assert set(frame["status"]) == {"ok"}

    def test_a_scheduler_has_the_state_in_an_object(self, tmp_path: Path) -> None:
        job = {"nodes": 1, "elapsed": 9.5, "exit_code": {"status": "SUCCESS", "return_code": 0}}
        jobs = [job | {"state": {"current": word}} for word in ("COMPLETED", "FAILED", ["TIMEOUT"])]
        frame = read(tmp_path, json.dumps({"jobs": jobs}), "jobs.json")
        assert frame["status"].to_list() == ["ok", "failed", "timeout"]

    def test_a_state_says_more_than_an_answer(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "gpus,seconds,state,success\n1,9,TIMEOUT,no\n1,8,,yes\n")
        assert frame["status"].to_list() == ["timeout", "ok"]


class TestCells:
    def test_a_number_that_its_remark_disowns_is_no_value(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "gpus,time (s)\n1,100\n2,51 (timeout)\n4,27 (best of 3)\n8,~14\n")
        assert frame["value"].to_list() == [100.0, None, 27.0, 14.0]
        assert frame["status"].to_list() == ["ok", "timeout", "ok", "ok"]
        assert frame["reason"].to_list() == [None, "51 (timeout)", None, None]

    def test_a_comment_behind_a_number_is_no_part_of_it(self, tmp_path: Path) -> None:
        text = "gpus,time (s)\n1,100 # warm cache\n2,51 # timeout\n4,27 // best of 3\n8,14\n"
        frame = read(tmp_path, text)
        assert frame["value"].to_list() == [100.0, None, 27.0, 14.0]
        assert frame["status"].to_list() == ["ok", "timeout", "ok", "ok"]

    @pytest.mark.parametrize(
        ("cell", "disowned"),
        [
            ("51 (timeout)", True),
            ("51 # killed", True),
            ("51 # warm cache", False),
            ("51 [OOM]", True),
            ("12.1 s (cancelled by user)", True),
            ("51 (passed)", False),
            ("51 (error 0.2)", False),
            ("51 (wall time)", False),
            ("51 (2 nodes failed, rerun on 4)", False),
            ("51", False),
        ],
    )
    def test_which_remarks_disown(self, cell: str, disowned: bool) -> None:
        assert is_disowned(cell) == disowned

    def test_a_bound_is_no_value_but_a_run(self, tmp_path: Path) -> None:
        frame = read(tmp_path, "gpus,time (s)\n1,100\n2,51\n4,>100\n")
        assert frame["status"].to_list() == ["ok", "ok", "unknown"]
        assert frame["reason"].to_list() == [None, None, ">100"]
        assert run_counts(shown(frame)) == (3, 0)


class TestJudgements:
    """A mark beside a percentage or a target judges a result; the run ended well."""

    @pytest.mark.parametrize("mark", ["❌ (11%)", "✗ below target", "✘ <90 %", "❌ too slow"])
    def test_a_mark_with_what_it_judges_is_no_outcome(self, tmp_path: Path, mark: str) -> None:
        text = (
            f"| GPUs | Time (s) | Status |\n|---|---|---|\n| 1 | 100 | ✅ |\n| 2 | 90 | {mark} |\n"
        )
        found = read(tmp_path, text, "runs.md")
        assert found["value"].to_list() == [100, 90]
        assert found["status"].to_list() == ["ok", "ok"]

    @pytest.mark.parametrize(
        "marks",
        [
            ("✅ Fastest", "⚠️ Better than now", "❌ Slowest"),
            ("✓ Excellent", "✓ Excellent", "✗ Poor"),
        ],
        ids=str,
    )
    def test_marks_that_grade_are_no_outcomes(
        self, tmp_path: Path, marks: tuple[str, str, str]
    ) -> None:
        rows = zip(("1.2", "5.1", "16.3"), marks, strict=True)
        text = "| Way | Time (ms) | Status |\n|---|---|---|\n"
        text += "".join(f"| way {time} | {time} | {mark} |\n" for time, mark in rows)
        found = read(tmp_path, text, "runs.md")
        assert found["value"].null_count() == 0
        assert set(found["status"]) == {"ok"}

    @pytest.mark.parametrize(
        ("good", "bad"),
        [
            ("✅ SELECTED", "❌ REJECTED"),
            ("✅ Validated", "❌ Deprecated"),
            ("✅ Viable", "❌ Leaves 1.5 GB for OS"),
            ("✅ Viable", "❌ OOM risk"),
            ("ran; empty", "ran on retry; the first query crashed"),
            ("PASS", "PASS, 0 errors"),
        ],
    )
    def test_a_verdict_on_a_stated_value_takes_it_from_no_run(
        self, tmp_path: Path, good: str, bad: str
    ) -> None:
        text = f"| Way | Time (s) | Verdict |\n|---|---|---|\n| a | 42 | {bad} |\n"
        text += f"| b | 8.6 | {good} |\n| c | - | ❌ no driver |\n"
        found = read(tmp_path, text, "runs.md")
        assert found["value"].to_list() == [42, 8.6, None]
        assert found["status"].to_list() == ["ok", "ok", "failed"]
        assert found["reason"].to_list() == [None, None, "❌ no driver"]

    def test_a_mark_under_a_risk_is_no_failure(self, tmp_path: Path) -> None:
        text = "| Model | tok/s | Long context risk |\n|---|---|---|\n| a | 70 | ✅ Safe |\n"
        text += "| b | 40 | ⚠️ 5% |\n| c | - | ❌ |\n"
        assert read(tmp_path, text, "runs.md")["status"].to_list()[-1] != "failed"

    def test_bare_marks_beside_targets_are_none_either(self, tmp_path: Path) -> None:
        text = "| GPUs | Time (s) | Target | OK |\n|---|---|---|---|\n"
        text += "| 1 | 100 | - | ✅ |\n| 2 | 90 | <60 s | ❌ |\n| 4 | - | <40 s | ❌ |\n"
        found = read(tmp_path, text, "runs.md")
        assert found["value"].to_list() == [100, 90, None]
        assert found["status"].to_list() == ["ok", "ok", "failed"]

    def test_a_word_between_pass_and_fail_makes_both_judgements(self, tmp_path: Path) -> None:
        text = "| Clients | Time (s) | Status |\n|---|---|---|\n| 50 | 10 | PASS |\n"
        text += "| 100 | 14 | FAIL |\n| 150 | 13 | MARGINAL |\n| 200 | - | FAIL |\n"
        found = read(tmp_path, text, "runs.md")
        assert found["value"].to_list() == [10, 14, 13, None]
        assert found["status"].to_list() == ["ok", "ok", "ok", "failed"]

    @pytest.mark.parametrize("mark", ["❌", "✗ OOM at 98 %", "❌ failed above 80 GB"])
    def test_other_marks_are_outcomes(self, tmp_path: Path, mark: str) -> None:
        text = (
            f"| GPUs | Time (s) | Status |\n|---|---|---|\n| 1 | 100 | ✅ |\n| 2 | 90 | {mark} |\n"
        )
        assert read(tmp_path, text, "runs.md")["status"].to_list() == ["ok", "failed"]
