"""What programs that time code write: hyperfine, pytest-benchmark, Google Benchmark."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

from parsers.formats import delimited, objects
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source


def read(value: object) -> Reading:
    text = json.dumps(value)
    return objects.READER.read(Source("t.json", "t.json", Path("t.json"), text.encode()))


def rows(reading: Reading, *names: str) -> list[tuple[object, ...]]:
    return list(named(reading.records).select(names).rows())


def timed(times: list[float]) -> dict[str, Any]:
    return {
        "mean": statistics.mean(times),
        "stddev": statistics.stdev(times),
        "median": statistics.median(times),
        "user": 3.5,
        "system": 0.25,
        "min": min(times),
        "max": max(times),
        "times": times,
    }


def hyperfine(threads: int, times: list[float], codes: list[int | None]) -> dict[str, Any]:
    command = f"./solve --threads {threads}"
    parameters = {"threads": str(threads)}
    return {"command": command, **timed(times), "exit_codes": codes, "parameters": parameters}


class TestHyperfine:
    def test_times_are_the_repeats_of_one_runtime(self) -> None:
        reading = read({"results": [hyperfine(2, [2.0, 2.25, 2.125], [0, 0, 0])]})
        assert rows(reading, "metric", "unit", "value", "samples", "threads") == [
            ("runtime", "s", 2.125, [2.0, 2.25, 2.125], 2),
            ("user_time", "s", 3.5, None, 2),
            ("system_time", "s", 0.25, None, 2),
        ]

    def test_a_repeat_that_failed_is_left_out(self) -> None:
        codes = [0, 139, 0, None]
        reading = read({"results": [hyperfine(1, [4.0, 0.5, 4.5, 1.0], codes)]})
        assert rows(reading, "value", "samples", "status")[0] == (4.25, [4.0, 4.5], "ok")
        text = "row 1: repeat with a nonzero exit code (and 1 more) skipped"
        assert [note.text for note in reading.notes] == [text]

    def test_a_command_of_which_no_repeat_ended_well_has_failed(self) -> None:
        reading = read({"results": [hyperfine(1, [4.0, 4.5], [1, 1])]})
        assert rows(reading, "metric", "value", "status", "reason")[0] == (
            *("runtime", None, "failed", "exit code 1"),
        )

    def test_commands_that_differ_in_a_parameter_are_one_benchmark(self) -> None:
        results = [hyperfine(count, [4 / count, 5 / count], [0, 0]) for count in (1, 2, 4)]
        names = rows(read({"results": results}), "benchmark")
        assert set(names) == {("./solve --threads {threads}",)}

    def test_the_same_digit_elsewhere_is_no_parameter(self) -> None:
        results = [hyperfine(count, [4 / count, 5 / count], [0, 0]) for count in (1, 2)]
        for result in results:
            result["command"] = f"./solve 1 -j{result['parameters']['threads']} | grep 1"
        names = rows(read({"results": results}), "benchmark")
        assert set(names) == {("./solve 1 -j{threads} | grep 1",)}

    def test_other_commands_keep_their_names(self) -> None:
        results = [hyperfine(count, [4 / count, 5 / count], [0, 0]) for count in (1, 2)]
        results[1]["command"] = "./other 2"
        names = rows(read({"results": results}), "benchmark")
        assert set(names) == {("./solve --threads 1",), ("./other 2",)}


def test_columns_of_parameters_are_called_so() -> None:
    text = "command,mean,user,system,parameter_threads\n./a -j 1,2.5,2,1,1\n./a -j 2,1.5,2,1,2\n"
    source = Source("t.csv", "t.csv", Path("t.csv"), text.encode())
    found = rows(delimited.READER.read(source), "benchmark", "threads", "metric", "value")
    assert found[::3] == [
        ("./a -j {threads}", 1, "runtime", 2.5),
        ("./a -j {threads}", 2, "runtime", 1.5),
    ]


def test_statistics_of_a_list_that_has_none_of_them_stay() -> None:
    row = {"gpus": 1, "mean": 2.0, "min": 1.0, "weights": [7.5, 8.5]}
    metrics = {metric for (metric,) in rows(read([row]), "metric")}
    assert {"value", "value_min"} <= metrics


def test_a_list_may_have_its_own_unit() -> None:
    row = {"gpus": 1, "latency_mean_s": 0.0015, "latency_samples_ms": [1.0, 2.0]}
    assert rows(read([row]), "metric", "unit", "value", "samples") == [
        ("latency", "s", 0.0015, [0.001, 0.002])
    ]


def test_a_list_may_lack_a_number_or_have_none() -> None:
    reading = read([{"gpus": 1, "times": [1.0, None, 3.0]}, {"gpus": 2, "times": []}])
    assert rows(reading, "metric", "value", "samples") == [
        ("runtime", 2.0, [1.0, 3.0]),
        ("runtime", None, []),
    ]


class TestPytestBenchmark:
    def test_data_are_the_repeats(self) -> None:
        data = [0.25, 0.375, 0.5]
        stats = {
            **{key: value for key, value in timed(data).items() if key in ("min", "max", "mean")},
            **{"q1": 0.25, "q3": 0.5, "iqr": 0.25, "ld15iqr": 0.25, "hd15iqr": 0.5},
            **{"rounds": 3, "iterations": 1, "outliers": "1;0", "stddev_outliers": 1},
            **{"ops": 1 / 0.375, "total": sum(data), "data": data},
        }
        benchmark = {"name": "test_sort", "options": {"warmup": False}, "stats": stats}
        reading = read({"machine_info": {"node": "n1"}, "benchmarks": [benchmark]})
        assert rows(reading, "benchmark", "metric", "unit", "value", "samples") == [
            ("test_sort", "runtime", "s", 0.375, data)
        ]
        assert not {"rounds", "iterations", "outliers"} & set(reading.records.columns)

    def test_statistics_alone_are_in_seconds(self) -> None:
        stats = {"mean": 0.5, "q1": 0.25, "rounds": 3, "ops": 2.0, "total": 1.5, "ld15iqr": 0.25}
        reading = read({"benchmarks": [{"name": "test_sort", "stats": stats}]})
        assert rows(reading, "metric", "unit", "value") == [
            ("runtime", "s", 0.5),
            ("runtime_p25", "s", 0.25),
            ("ops", None, 2.0),
        ]

    def test_who_ran_a_job_is_no_time(self) -> None:
        job = {"user": "ann", "time": {"system": 2.5, "elapsed": 9.5}, "nodes": 2}
        assert "user_time" not in [metric for (metric,) in rows(read([job]), "metric")]


def google(suffix: str, aggregate: str | None, time: float, iterations: int) -> dict[str, Any]:
    row = {
        **{"name": f"BM_sort/8{suffix}", "family_index": 0, "run_name": "BM_sort/8"},
        **{"run_type": "aggregate" if aggregate else "iteration", "iterations": iterations},
        **{"real_time": time, "cpu_time": time, "time_unit": "ns"},
    }
    return {**row, "aggregate_name": aggregate} if aggregate else row


class TestGoogleBenchmark:
    ROWS = (
        google("", None, 100.0, 7000),
        google("", None, 102.0, 7100),
        google("_mean", "mean", 101.0, 2),
        google("_stddev", "stddev", 1.5, 2),
        google("_cv", "cv", 0.015, 2),
    )

    def test_repetitions_are_repeats_and_aggregates_none(self) -> None:
        reading = read({"context": {"num_cpus": 8}, "benchmarks": self.ROWS})
        runtimes = named(reading.records).filter(metric="runtime")
        assert runtimes.select("benchmark", "value", "role").rows() == [
            ("BM_sort/8", 1e-7, "measured"),
            ("BM_sort/8", 1.02e-7, "measured"),
            ("BM_sort/8", 1.01e-7, "summary"),
        ]
        assert "iterations" not in reading.records.columns

    def test_the_caches_around_are_no_table_of_runs(self) -> None:
        caches = [{"type": "Data", "level": 1, "size": 32768}]
        around = {"host_name": "n1", "caches": caches}
        reading = read({"context": around, "benchmarks": self.ROWS})
        assert set(rows(reading, "case", "context_host_name")) == {(None, "n1")}

    def test_what_a_name_says_of_a_column_makes_no_other_benchmark(self) -> None:
        runs = [
            google("", None, 100.0 / threads, 7000)
            | {"run_name": f"BM_sort/8/threads:{threads}", "threads": threads}
            for threads in (1, 2, 4)
        ]
        assert rows(read({"benchmarks": runs}), "benchmark", "threads")[::2] == [
            ("BM_sort/8/threads:{threads}", threads) for threads in (1, 2, 4)
        ]

    def test_csv_has_the_aggregate_in_the_name(self) -> None:
        text = (
            "name,iterations,real_time,cpu_time,time_unit\n"
            '"BM_sort/8",7000,100,99,ns\n'
            '"BM_sort/8_mean",2,101,99,ns\n'
            '"BM_sort/8_stddev",2,1.5,0.7,ns\n'
        )
        source = Source("t.csv", "t.csv", Path("t.csv"), text.encode())
        records = named(delimited.READER.read(source).records).filter(metric="runtime")
        assert records.select("line", "benchmark", "role").rows() == [
            (2, "BM_sort/8", "measured"),
            (3, "BM_sort/8", "summary"),
        ]


def test_rows_of_a_column_of_statistics_are_no_runs() -> None:
    cells = [(1, "mean", 2.5), (1, "std", 0.5), (2, "mean", 1.5), (2, "std", 0.25)]
    reading = read([{"gpus": gpus, "stat": stat, "time": time} for gpus, stat, time in cells])
    assert rows(reading, "devices", "value") == [(1, 2.5), (2, 1.5)]
