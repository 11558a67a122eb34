"""What tools leave in folders of their own: Criterion.rs and asv."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers import Loaded, load
from tests.parsers.programs.test_own_values import example, failures, rows


def put(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))


class TestCriterion:
    def test_the_slope_is_the_value(self) -> None:
        text = example("criterion.json")
        assert rows(text, "runtime", "value", "unit", "primary") == [
            (pytest.approx(292.125e-9), "s", True)
        ]
        assert rows(text, "runtime_median", "value") == [(pytest.approx(279.625e-9),)]

    def test_without_a_slope_it_is_the_mean(self) -> None:
        given = json.loads(example("criterion.json"))
        given["slope"] = None
        assert rows(json.dumps(given), "runtime", "value") == [(pytest.approx(291.5e-9),)]

    def test_older_versions_write_capitals(self) -> None:
        named = {"median_abs_dev": "MedianAbsDev", "std_dev": "StdDev"}
        text = json.dumps(
            {named.get(name, name.capitalize()): each for name, each in _estimates().items()}
        )
        assert rows(text, "runtime", "value") == [(pytest.approx(292.125e-9),)]

    def test_a_tree_is_a_run_for_each_benchmark(self, tmp_path: Path) -> None:
        folder = tmp_path / "target" / "criterion" / "hash" / "16"
        about = {
            "group_id": "hash",
            "function_id": "sha",
            "value_str": "16",
            "throughput": {"Bytes": 16},
        }
        for name in ("new", "base"):
            put(folder / name / "estimates.json", _estimates())
            put(folder / name / "benchmark.json", about)
            sample = {"sampling_mode": "Linear", "iters": [1.0, 2.0], "times": [300.0, 600.0]}
            put(folder / name / "sample.json", sample)
            put(folder / name / "tukey.json", [1.0, 2.0, 3.0, 4.0])
            put(folder / name / "raw.csv", "group,function,value,throughput_num,throughput_type\n")
        change = {name: _estimates()[name] for name in ("mean", "median")}
        put(folder / "change" / "estimates.json", change)
        put(tmp_path / "target" / "criterion" / "fib" / "new" / "estimates.json", _estimates())
        found = load([str(tmp_path / "target")])
        records = found.records
        assert [note.source for note in found.notes] == [str(tmp_path / "target")]
        runs = records.filter(records["metric"] == "runtime")
        assert runs.select("benchmark", "parameter").sort("benchmark").rows() == [
            ("fib", None),
            ("hash/sha", 16),
        ]
        rate = records.filter(records["metric"] == "bandwidth")
        assert rate["value"].to_list() == [pytest.approx(16 / 292.125e-9)]

    def test_the_console(self) -> None:
        text = example("criterion_console.txt")
        assert rows(text, "runtime", "line", "benchmark", "value") == [
            (5, "hash/16B", pytest.approx(251.82e-9)),
            (17, "calculate/signature::Signature::calculate/4194304", pytest.approx(1.0024e-3)),
        ]
        assert rows(text, "throughput", "value", "unit", "better") == [
            (pytest.approx(60.595 * 2**20), "B/s", "higher"),
            (pytest.approx(1990.2), "elements/s", "higher"),
        ]


class TestAsv:
    def test_a_run_for_each_combination_of_parameters(self) -> None:
        columns = ("benchmark", "system", "param1", "param2", "value", "unit")
        assert rows(example("asv.json"), "runtime", *columns) == [
            ("suite.Solve.time_solve", "node7", 10, "cg", 0.0125, "s"),
            ("suite.Solve.time_solve", "node7", 10, "gmres", 0.105, "s"),
            ("suite.Solve.time_solve", "node7", 100, "cg", None, None),
        ]
        assert failures(example("asv.json")) == [(None, "no result")]

    def test_samples_that_were_kept(self) -> None:
        found = rows(example("asv.json"), "runtime", "samples")
        assert found[0] == ([0.0125, 0.0124, 0.0126],)

    def test_memory_and_values_of_ones_own(self) -> None:
        text = example("asv.json")
        assert rows(text, "memory", "value", "unit", "better") == [(51.2e6, "B", "lower")]
        assert rows(text, "value", "benchmark", "better") == [("suite.track_error", "lower")]
        assert "secret" not in str(rows(text, "runtime", "environment"))

    def test_names_and_units_stand_in_another_file(self, tmp_path: Path) -> None:
        put(tmp_path / "results" / "node7" / "67d2-py.json", example("asv.json"))
        about: dict[str, Any] = {
            "suite.Solve.time_solve": {
                "code": "",
                "timeout": 60.0,
                "param_names": ["threads", "solver"],
                "unit": "seconds",
            },
            "suite.track_error": {"code": "", "param_names": [], "timeout": 1, "unit": "rad"},
            "version": 2,
        }
        put(tmp_path / "results" / "benchmarks.json", about)
        found: Loaded = load([str(tmp_path / "results")])
        times = found.records.filter(found.records["metric"] == "runtime")
        assert times.select("threads", "solver").rows()[:2] == [(10, "cg"), (10, "gmres")]
        values = found.records.filter(found.records["metric"] == "value")
        assert values["unit"].to_list() == ["rad"]

    @pytest.mark.parametrize(
        ("name", "unit", "sense"),
        [
            ("suite.track_throughput", "images/s", "higher"),
            ("suite.Fit.track_accuracy", "percent", "higher"),
            ("track_residual(32)", "unit", "lower"),
            ("suite.track_transfer", "GB/s", "higher"),
            ("suite.track_iterations", "unit", None),
            ("suite.track_it", None, None),
        ],
    )
    def test_name_or_unit_say_whether_more_of_a_tracked_value_is_better(
        self, name: str, unit: str | None, sense: str | None, tmp_path: Path
    ) -> None:
        result = {**json.loads(example("asv.json")), "results": {name: [[1.5], []]}}
        put(tmp_path / "results" / "node7" / "67d2-py.json", result)
        put(tmp_path / "results" / "benchmarks.json", {name: {"code": "", "unit": unit}})
        found = load([str(tmp_path / "results" / "node7")]).records
        assert found["better"].to_list() == [sense]

    def test_what_stands_beside_results_is_named(self, tmp_path: Path) -> None:
        about = {"code": "", "timeout": 60.0, "param_names": [], "unit": "rad"}
        put(tmp_path / "benchmarks.json", {"suite.track_error": about, "version": 2})
        machine = {"arch": "x86_64", "cpu": "", "machine": "node7", "num_cpu": "64", "ram": "1"}
        put(tmp_path / "node7" / "machine.json", {**machine, "os": "", "version": 1})
        errors = [each.error for each in load([str(tmp_path)]).files]
        assert [str(each).partition(";")[0] for each in errors] == [
            "no runs found: names and units of asv's benchmarks",
            "no runs found: asv's description of a machine",
        ]

    def test_of_the_first_version(self) -> None:
        given = json.loads(example("asv.json"))
        del given["result_columns"]
        given["results"] = {"time_x": 0.5, "time_y": {"params": [["1", "2"]], "result": [1.5, 2.5]}}
        assert rows(json.dumps(given), "runtime", "benchmark", "param1", "value") == [
            ("time_x", None, 0.5),
            ("time_y", 1, 1.5),
            ("time_y", 2, 2.5),
        ]


def _estimates() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(example("criterion.json"))
    return found
