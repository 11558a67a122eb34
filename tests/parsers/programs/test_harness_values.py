"""What harnesses and accounting recorded, value for value: ReFrame, Slurm, JUBE."""

from __future__ import annotations

import json
from typing import Any

import pytest

from parsers import load
from tests.parsers.programs.examples import FOLDER, loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestReframe:
    def test_reports_and_databases_hold_the_same(self) -> None:
        columns = (
            "benchmark",
            "system",
            "partition",
            "environ",
            "ranks",
            "threads",
            "value",
            "unit",
        )
        report = rows(example("reframe_report.json"), "triad", *columns)
        database = load([str(FOLDER / "reframe_report.db")]).records
        assert database.filter(database["metric"] == "triad").select(*columns).rows() == report
        assert [row[:6] for row in report] == [
            ("StreamTest", "generic", "default", "builtin", 1, 1),
            ("StreamTest", "generic", "default", "builtin", 1, 1),
            ("StreamTest", "generic", "default", "builtin", 1, 2),
        ]
        assert report[0][6:] == (pytest.approx(413.39127028029276e6), "B/s")

    def test_a_test_that_failed_its_sanity_has_no_value(self) -> None:
        assert failures(example("reframe_report.json")) == [
            (None, "sanity: pattern 'Triad' not found in 'rfm_job.out'")
        ]

    def test_before_version_4_7(self) -> None:
        text = example("reframe_report_3.1.json")
        columns = ("system", "partition", "nodes", "hosts", "value", "unit", "better", "primary")
        assert rows(text, "latency", *columns)[0] == (
            *("daint", "gpu", 2, "n001,n002"),
            *(pytest.approx(1.18e-6), "s", "lower", True),
        )

    def test_passed_without_numbers_it_is_told_and_no_run(self) -> None:
        report = json.loads(example("reframe_report_3.1.json"))
        report["runs"][0]["testcases"][0]["perfvars"] = None
        found = loaded(json.dumps(report))
        assert found.records.height == 1
        assert "1 of 2 test cases passed without a performance variable" in found.notes[0].text

    def test_one_bound_tells_which_way_is_better(self) -> None:
        report: dict[str, Any] = json.loads(example("reframe_report.json"))
        case = report["runs"][0]["testcases"][0]
        case["perfvalues"] = {
            "generic:default:above": [1.0, 1, -0.1, None, "things"],
            "generic:default:below": [1.0, 1, None, 0.1, "things", "fail"],
            "generic:default:between": [1.0, 1, -0.1, 0.1, "things"],
        }
        records = loaded(json.dumps(report)).records
        assert records["better"].to_list()[:3] == ["higher", "lower", None]

    def test_a_log_with_a_header(self) -> None:
        columns = ("line", "ranks", "ranks_per_node", "threads", "value", "unit")
        assert rows(example("reframe_perflog.log"), "wall", *columns)[3] == (
            *(5, 1, 1, 2, pytest.approx(0.062401771545410156), "s"),
        )

    def test_a_log_with_a_line_for_each_variable(self) -> None:
        text = example("reframe_perflog_3.log")
        columns = ("line", "benchmark", "system", "nodes", "ranks", "value", "unit", "primary")
        assert rows(text, "rate", *columns) == [
            (1, "Halo_2", "hawk", 2, 8, 12.5e9, "B/s", True),
            (3, "Halo_4", "hawk", None, None, 24.1e9, "B/s", True),
        ]
        assert rows(text, "step", "line", "value") == [
            (1, pytest.approx(1.75e-3)),
            (3, pytest.approx(0.98e-3)),
        ]

    def test_a_variable_that_comes_again_is_another_run(self) -> None:
        first = example("reframe_perflog_3.log").splitlines(keepends=True)[0]
        assert rows(first + first, "rate", "line") == [(1,), (2,)]

    def test_lines_of_release_3_12_say_where_a_test_ran_behind_an_at(self) -> None:
        text = "".join(
            f"2026-11-30T23:50:27|reframe 3.12.0|Stream %size={size} %tasks=2 @daint:gpu+gnu"
            f"|jobid={job}|triad={triad}|ref=1300 (l=-0.05, u=null)|MB/s\n"
            for size, job, triad in ((1024, 1, 1214.5), (4096, 2, 1310.0))
        )
        columns = ("benchmark", "system", "environ", "ranks", "size", "value", "stated_low")
        assert rows(text, "triad", *columns) == [
            ("Stream", "daint", "gnu", 2, 1024, 1214.5e6, 1235e6),
            ("Stream", "daint", "gnu", 2, 4096, 1310e6, 1235e6),
        ]

    @pytest.mark.parametrize("is_later", [False, True])
    def test_fields_that_name_themselves(self, is_later: bool) -> None:
        tasks = "|num_tasks=32|num_cpus_per_task=8|num_tasks_per_node=16"
        bounds = "|ref=150000|lower=-0.1|upper=null|units=Mflop/s per node"
        about = "2023-02-06T19:02:40|reframe 3.12.0|Grid_ITT /cc391b86 @hawk:rome+gnu|jobid=7"
        flops, wait = (
            f"|Performance=29701.8{bounds}",
            "|wait=1.5|ref=0|lower=null|upper=null|units=s",
        )
        rest = '|spack_spec=grid@develop|env_vars={"OMP_PLACES": "cores, TOKEN=abc"}\n'
        text = f"{about}{flops}{tasks}{rest}"
        if is_later:
            text = f"job_completion_time|version|info|jobid\n{about}{tasks}{flops}{wait}{rest}"
        columns = ("benchmark", "system", "nodes", "ranks", "threads", "unit", "spack_spec")
        found = loaded(text).records
        assert found.select(columns).row(0) == (
            *("Grid_ITT", "hawk", 2, 32, 8, "flop/s/node", "grid@develop"),
        )
        assert found["value"].to_list() == [29701.8e6, 1.5][: 1 + is_later]
        assert found["stated_low"][0] == pytest.approx(135000e6)
        assert "abc" not in str(found.rows())

    def test_a_log_of_tests_that_measure_nothing(self) -> None:
        header = "result|job_completion_time|jobid|name|num_tasks|partition||system\n"
        found = loaded(
            f"{header}pass|2026-11-30T23:50:38|1|A|1|cpu||juno\nfail|2026-11-30|2|B|1|cpu||juno\n"
        )
        assert found.records.select("benchmark", "status").rows() == [("B", "failed")]
        assert [note.text for note in found.notes] == [
            "1 of 2 tests passed without a performance variable"
        ]

    def test_a_log_in_a_layout_of_ones_own(self) -> None:
        text = (
            "result,job_completion_time,system:partition,environ,bw_value,bw_unit\n"
            "pass,2024-02-26T22:39:52,lumi:small,gnu,11.5,GB/s\nodd\n"
        )
        found = loaded(text)
        assert found.records.select("system", "partition", "value").rows() == [
            ("lumi", "small", 11.5e9)
        ]
        assert [note.line for note in found.notes] == [3]


class TestSacct:
    def test_at_the_end_of_the_output_of_a_job(self) -> None:
        table = "JobID|JobName|NNodes|Elapsed|State\n7|solve|2|00:10:00|COMPLETED\n"
        text = "Job 7 on n1\nloading\nstep 1\nstep 2\nstep 3\n" + table + "done at 10:00\n"
        found = loaded(text)
        columns = ("line", "benchmark", "nodes", "value")
        assert rows(text, "runtime", *columns) == [(7, "solve", 2, 600.0)]
        assert not found.notes

    def test_steps_are_folded_into_their_jobs(self) -> None:
        records = loaded(example("sacct.psv")).records
        assert records["line"].unique().sort().to_list() == [2, 6, 8, 9, 10]
        row = records.row(0, named=True)
        assert (row["benchmark"], row["partition"], row["hosts"]) == ("hpl", "gpu", "nid[001-002]")
        assert [row[name] for name in ("nodes", "ranks", "cores", "devices", "device")] == [
            *(2, 8, 64, 8, "a100")
        ]
        assert dict(records[:5].select("metric", "value").rows()) == {
            "runtime": 620.0,
            "queue_wait": 150.0,
            "max_rss": 41.5 * 1024**3,
            "energy": 1.5e6,
            "cpu_efficiency": pytest.approx(100 * 37200 / (620 * 64)),
        }

    def test_bars_in_a_name_belong_to_it(self) -> None:
        assert ("a|b `q`", "cpu", "failed") in rows(
            example("sacct.psv"), "runtime", "benchmark", "partition", "status"
        )

    def test_of_what_has_not_ended_there_is_no_runtime(self) -> None:
        found = rows(example("sacct.psv"), "runtime", "line", "value", "status", "reason")
        assert found == [
            (2, 620.0, "ok", None),
            (6, None, "failed", "FAILED, exit code 3:0"),
            (8, None, "cancelled", "CANCELLED"),
            (9, None, "running", "RUNNING"),
            (10, None, "running", "PENDING"),
        ]

    def test_bars_at_the_ends_of_lines(self) -> None:
        lines = example("sacct.psv").splitlines()
        ended = "".join(f"{line}|\n" for line in lines)
        assert loaded(ended).records.equals(loaded(example("sacct.psv")).records)

    def test_aligned_columns(self) -> None:
        text = example("sacct_columns.txt")
        assert rows(text, "runtime", "line", "benchmark", "cores", "value") == [
            (3, "hello wor+", 4, 125.0),
            (6, "entropy+", 1, None),
        ]

    def test_one_rule_below_all_headings_shows_no_columns(self) -> None:
        headings = f"JobID JobName  NNodes  Elapsed   State\n{'-' * 40}\n"
        text = f"{headings}101   solve    1       00:20:00  COMPLETED\n"
        assert rows(text, "runtime", "benchmark", "nodes", "value") == [("solve", 1, 1200.0)]

    def test_a_line_that_does_not_fit_is_told(self) -> None:
        found = loaded("JobID|State|Elapsed\n5|COMPLETED|00:00:07\n6|COMP|LETED|00:00:09\n")
        assert found.records["value"].to_list() == [7.0]
        assert [(note.kind, note.line) for note in found.notes] == [("skipped", 3)]

    @pytest.mark.parametrize("name", ["sacct_json.json", "sacct_json_0.0.40.json"])
    def test_json_of_two_versions(self, name: str) -> None:
        columns = ("benchmark", "system", "nodes", "ranks", "cores", "value")
        assert rows(example(name), "runtime", *columns)[0] == ("hpl_n1", "testc", 1, 2, 2, 3.0)
        assert rows(example(name), "max_rss", "value") == [(12440 * 1024.0,)]
        assert "root" not in str(loaded(example(name)).records.rows())

    def test_gpus_and_states_of_a_later_version(self) -> None:
        text = example("sacct_json_0.0.40.json")
        assert rows(text, "runtime", "devices", "device", "status", "reason") == [
            (4, "h100", "ok", None),
            (None, None, "failed", "OUT_OF_MEMORY"),
        ]

    def test_a_table_of_ones_own_with_ids_of_jobs_is_none(self) -> None:
        text = "JobID,State,Nodes,Runtime (s)\n5,COMPLETED,1,12.5\n6,COMPLETED,2,7.5\n"
        assert loaded(text).files[0].readers == ("delimited text",)


class TestJube:
    """Tables of results, which need no reader of their own."""

    def test_as_separated_values_with_statistics(self) -> None:
        text = (
            "jube_benchmark_id,jube_wp_id,nodes,tasks,time_avg,time_std,time_min,time_max,time_cnt\n"
            "3,0,1,4,12.5,0.1,12.4,12.6,3\n3,1,2,8,6.5,0.1,6.4,6.6,3\n"
        )
        assert rows(text, "runtime", "nodes", "ranks", "value") == [(1, 4, 12.5), (2, 8, 6.5)]
        assert rows(text, "runtime_min", "value") == [(12.4,), (6.4,)]

    def test_as_a_table_of_which_iterations_are_repeats(self) -> None:
        text = (
            "result:\n| jube_wp_id | jube_wp_iteration | nodes | runtime[s] |\n"
            "|------------|-------------------|-------|------------|\n"
            "|          0 |                 0 |     1 |      12.50 |\n"
            "|          1 |                 1 |     1 |      12.60 |"
        )
        records = loaded(text).records
        assert records.select("nodes", "value", "unit").rows() == [(1, 12.5, "s"), (1, 12.6, "s")]
        assert not {"jube_wp_id", "jube_wp_iteration"} & set(records.columns)


class TestReFrameConsole:
    def test_the_variables_of_each_test_and_those_that_failed(self) -> None:
        text = example("reframe_console.txt")
        columns = ("benchmark", "partition", "environ", "threads", "value", "unit")
        assert rows(text, "triad_bw", *columns) == [
            ("StreamTest", "cpu", "gnu", 8, pytest.approx(30564.7e6), "B/s"),
            ("StreamTest", "cpu", "gnu", 4, pytest.approx(17250.3e6), "B/s"),
        ]
        assert failures(text) == [(20, "failed during 'sanity'")]

    def test_the_bounds_of_a_reference(self) -> None:
        for text in (
            example("reframe_console.txt"),
            example("reframe_console.txt").split("finished\n")[1],
        ):
            found = rows(text, "triad_bw", "stated_reference", "stated_low", "stated_high")
            assert found[0] == (pytest.approx(30e9), pytest.approx(28.5e9), None)

    def test_the_report_of_release_3(self) -> None:
        columns = ("benchmark", "system", "environ", "ranks", "value")
        assert rows(example("reframe_console_3.txt"), "Copy", *columns) == [
            ("StreamTest", "juno", "gnu", 2, pytest.approx(23767.1e6)),
            ("StreamTest", "juno", "intel", 2, pytest.approx(25012.8e6)),
        ]

    def test_the_report_of_release_3_names_parameters_and_a_place_once(self) -> None:
        name = "StreamTest %size=4096 %tasks=1"
        text = (
            f"[     FAIL ] (1/1) {name} @juno:cpu+gnu\n==> test failed during 'performance': x\n"
            "PERFORMANCE REPORT\n---\nLatTest\n- juno:cpu\n   - gnu\n      * lat: 1.5 us\n---\n"
            f"{name}\n   - gnu\n      * num_tasks: 1\n      * triad: 1310.0 MB/s\n---\n"
        )
        columns = ("benchmark", "size", "ranks", "value", "status")
        assert loaded(text).records.select(columns).rows() == [
            ("LatTest", None, None, pytest.approx(1.5e-6), "ok"),
            ("StreamTest", 4096, 1, 1310e6, "ok"),
        ]

    def test_tests_without_variables_are_no_runs(self) -> None:
        text = "[ReFrame Setup]\n[       OK ] (1/1) Hello /1a2b3c4d @juno:cpu+gnu\n"
        ended = f"{text}[----------] all spawned checks have finished\n"
        assert loaded(ended).records.height == 0
        assert loaded(text).records["status"].to_list() == ["unknown"]
