"""What tools that time functions and commands measured, value for value."""

from __future__ import annotations

import json

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestGoogleBenchmark:
    @pytest.mark.parametrize(
        ("name", "first"),
        [("google_benchmark_csv.csv", 28.4181e-6), ("google_benchmark_console.txt", 21.9e-6)],
    )
    def test_repetitions_are_measured_and_their_means_stated(self, name: str, first: float) -> None:
        columns = ("benchmark", "case", "threads", "value", "role")
        found = rows(example(name), "runtime", *columns)
        assert found[0] == ("BM_triad", "16384", 1, pytest.approx(first), "measured")
        assert [row[4] for row in found[:6]] == ["measured"] * 3 + ["summary"] * 2 + ["measured"]
        assert {row[0] for row in found} == {"BM_triad", "BM_sort", "BM_skip"}

    @pytest.mark.parametrize("name", ["google_benchmark_csv.csv", "google_benchmark_console.txt"])
    def test_what_was_skipped_failed(self, name: str) -> None:
        assert {reason for _, reason in failures(example(name))} == {"no GPU"}

    def test_bytes_on_the_console_are_counted_in_1024(self) -> None:
        found = rows(example("google_benchmark_console.txt"), "bandwidth", "value", "unit")
        assert found[0] == (pytest.approx(393216 / 21.9e-6, rel=1e-4), "B/s")

    def test_counters_in_columns_of_their_own(self) -> None:
        text = (
            "Benchmark        Time             CPU   Iterations  Bar     Foo\n"
            "----------------------------------------------------------------\n"
            "BM_x/8        12.5 ns         12.4 ns     56011201    8  1.024M label\n"
            "BM_x/16       25.5 us         25.4 us       560112   16 60k/s\n"
        )
        assert rows(text, "Foo", "value", "note") == [(1.024e6, "label"), (6e4, None)]
        assert rows(text, "runtime", "case", "value")[1] == ("16", pytest.approx(25.5e-6))

    def test_counters_of_json_are_quantities_and_tell_nothing_apart(self) -> None:
        text = example("google_benchmark.json").replace('"time_unit"', '"flops": 2.5, "time_unit"')
        records = loaded(text).records
        assert "flops" not in records.columns
        assert records.filter(records["metric"] == "flops")["value"].unique().to_list() == [2.5]


class TestHyperfine:
    def test_times_are_the_samples_of_a_command(self) -> None:
        columns = ("benchmark", "threads", "value", "unit")
        stated = json.loads(example("hyperfine.json"))["results"][0]
        found = rows(example("hyperfine.json"), "runtime", *columns, "samples")
        assert found[0][:4] == (*("sha256sum /usr/bin/go", 1, pytest.approx(stated["mean"]), "s"),)
        assert len(found[0][4]) == 6
        assert found[1][0] == "stress-ng --cpu {threads} --cpu-ops 200 -q"

    def test_what_a_launcher_is_told_counts(self) -> None:
        given = json.loads(example("hyperfine.json"))
        found = [
            {**given["results"][0], "command": f"mpirun -np {ranks} ./cg", "times": [8 / ranks]}
            for ranks in (1, 2)
        ]
        for each in found:
            each.pop("parameters", None)
        text = json.dumps({"results": found})
        assert rows(text, "runtime", "benchmark", "ranks", "value") == [
            ("./cg", 1, 8.0),
            ("./cg", 2, 4.0),
        ]

    def test_runs_that_failed_are_left_out(self) -> None:
        given = json.loads(example("hyperfine.json"))
        given["results"][0]["exit_codes"][0] = 1
        given["results"][1]["exit_codes"] = [2] * 6
        text = json.dumps(given)
        assert [len(row[0] or ()) for row in rows(text, "runtime", "samples")] == [5, 0, 6, 6]
        assert failures(text) == [(None, "exit code 2")]

    def test_without_times_the_mean_is_all_there_is(self) -> None:
        given = json.loads(example("hyperfine.json"))
        del given["results"][0]["times"]
        (value, samples), *_ = rows(json.dumps(given), "runtime", "value", "samples")
        assert (value, samples) == (pytest.approx(0.08259881783333334), None)

    def test_csv_and_markdown(self) -> None:
        table = (
            "command,mean,stddev,median,user,system,min,max,parameter_threads\n"
            "./solve -t 1,4.012,0.02,4.01,3.9,0.1,3.98,4.05,1\n"
            "./solve -t 2,2.112,0.02,2.11,3.9,0.1,2.08,2.15,2\n"
        )
        assert rows(table, "runtime", "benchmark", "threads", "value", "unit") == [
            ("./solve -t {threads}", 1, 4.012, "s"),
            ("./solve -t {threads}", 2, 2.112, "s"),
        ]
        document = (
            "| Command | Mean [ms] | Min [ms] | Max [ms] | Relative |\n|:---|---:|---:|---:|---:|\n"
            "| `sleep 0.01` | 11.3 ± 0.1 | 11.2 | 11.4 | 1.00 |\n"
        )
        assert rows(document, "runtime", "benchmark", "value") == [
            ("sleep 0.01", pytest.approx(11.3e-3))
        ]


class TestPytestBenchmark:
    def test_parameters_are_columns(self) -> None:
        columns = ("benchmark", "case", "nodes", "n_given", "value", "unit")
        assert rows(example("pytest_benchmark.json"), "runtime", *columns)[:2] == [
            ("test_sum", "test_b.py", 2, 10, pytest.approx(2.2731238038842342e-07), "s"),
            ("test_sum", "test_b.py", 2, 100, pytest.approx(7.10564250583842e-07), "s"),
        ]

    def test_rounds_that_were_saved_are_samples(self) -> None:
        found = rows(example("pytest_benchmark.json"), "runtime", "benchmark", "value", "samples")
        assert found[2] == ("test_saved", 2.5e-3, [2.5e-3, 2.25e-3, 2.75e-3])

    def test_keys_are_left_out(self) -> None:
        assert "secret" not in str(loaded(example("pytest_benchmark.json")).records.rows())

    def test_the_console(self) -> None:
        text = example("pytest_benchmark_console.txt")
        assert rows(text, "runtime", "benchmark", "value", "primary") == [
            ("test_sum[10]", pytest.approx(429.6174e-9), True),
            ("test_sum[1000]", pytest.approx(25127.2051e-9), True),
        ]
        assert rows(text, "runtime_max", "value")[0] == (pytest.approx(297473.8235e-9),)

    def test_the_console_with_other_columns_and_tables(self) -> None:
        text = example("pytest_benchmark_console_columns.txt")
        assert rows(text, "runtime_min", "line", "benchmark", "value") == [
            (4, "select[redis store-1]", pytest.approx(115.4530e-6)),
            (5, "select[redis store-22]", pytest.approx(1115.6680e-6)),
            (11, "test_alone", pytest.approx(0.202716)),
        ]
        assert rows(text, "runtime", "saved")[2] == ("0001_5b78858",)

    def test_a_cell_that_is_no_number_costs_no_row(self) -> None:
        text = example("pytest_benchmark_console.txt").replace("429.6174", "4(29.6174", 1)
        assert [len(rows(text, name, "value")) for name in ("runtime_min", "runtime")] == [2, 1]

    def test_without_a_mean_the_median_is_the_value(self) -> None:
        text = example("pytest_benchmark_console_columns.txt").replace("Mean", "IQR", 1)
        assert rows(text, "runtime_min", "primary")[0] == (True,)


class TestPyperf:
    def test_values_without_calibration_and_warm_up(self) -> None:
        text = example("pyperf.json")
        found = rows(text, "runtime", "benchmark", "unit", "samples")
        runs = json.loads(text)["benchmarks"][0]["runs"]
        assert found[0] == ("sum", "s", [each for run in runs for each in run.get("values", [])])
        assert found[1][0] == "sort"

    def test_the_mean_is_the_value_as_pyperf_prints_it_and_a_remark_says_so(self) -> None:
        (value, samples), *_ = rows(example("pyperf.json"), "runtime", "value", "samples")
        assert value == pytest.approx(sum(samples) / len(samples))
        assert [note.text for note in loaded(example("pyperf.json")).notes] == [
            "the tool itself states the mean of its repeats; --center mean shows it"
        ]

    def test_memory(self) -> None:
        text = example("pyperf.json").replace('"unit": "second"', '"unit": "byte"')
        assert rows(text, "memory", "unit", "better", "primary")[0] == ("B", "lower", True)

    def test_cut_off_before_its_unit_it_has_no_value(self) -> None:
        text = example("pyperf.json")
        found = loaded(text[: text.rindex('"values"')])
        assert found.files[0].readers == ("pyperf",)
        assert found.records.select("value", "reason").rows() == [(None, "cut off before its unit")]
        assert "truncated" in found.notes[0].text


class TestBenchstat:
    # From a course on benchmarks in Go that compares two versions of a protocol.
    def test_a_run_for_each_name_and_file_without_their_mean(self) -> None:
        columns = ("benchmark", "sample", "threads", "file", "value", "unit", "better")
        found = rows(example("benchstat.txt"), "time_per_op", *columns)
        assert found == [
            ("Encode", 200, 2, "base", pytest.approx(264.7e-6), "s", "lower"),
            ("Encode", 200, 2, "new", pytest.approx(107e-6), "s", "lower"),
            ("Encode", 2000, 2, "base", pytest.approx(2672.9e-6), "s", "lower"),
            ("Encode", 2000, 2, "new", pytest.approx(900.3e-6), "s", "lower"),
            ("Encode", 10000, 2, "base", pytest.approx(13.335e-3), "s", "lower"),
            ("Encode", 10000, 2, "new", pytest.approx(3.299e-3), "s", "lower"),
        ]

    def test_units_with_binary_prefixes(self) -> None:
        found = rows(example("benchstat.txt"), "bytes/message", "file", "value")
        assert found[:2] == [
            ("base", pytest.approx(5.964 * 1024)),
            ("new", pytest.approx(5.534 * 1024)),
        ]

    def test_a_cell_that_is_missing_is_no_cell_of_another_file(self) -> None:
        text = example("benchstat.txt").replace("264.7µ ± 3%", "           ")
        found = rows(text, "time_per_op", "sample", "file", "value")
        assert found[0] == (200, "new", pytest.approx(107e-6))


def test_libtest_with_commas_and_a_rate() -> None:
    text = example("libtest.txt")
    assert rows(text, "runtime", "benchmark", "value") == [
        ("ten_thousandth_prime", pytest.approx(0.568364467)),
        ("thousandth_prime", pytest.approx(5.852387e-3)),
        ("bench_io", pytest.approx(2.29039375e-3)),
    ]
    assert rows(text, "bandwidth", "value", "unit") == [(120e6, "B/s")]


def test_pyperf_as_printed_with_and_without_names() -> None:
    columns = ("benchmark", "value", "unit")
    assert rows(example("pyperf_console.txt"), "runtime", *columns)[:2] == [
        ("whenever ops", pytest.approx(283e-9), "s"),
        ("parse-comments", pytest.approx(34.1e-3), "s"),
    ]
    text = ".....................\nMean +- std dev: 782 ns +- 18 ns\n"
    assert rows(text, "runtime", *columns) == [("timeit", pytest.approx(782e-9), "s")]


def test_how_many_times_faster_is_a_remark_of_a_cell() -> None:
    # From the tables of pyperf compare_to that the faster-cpython project publishes.
    text = (
        "| Benchmark      | base     | new                    |\n|---|:--:|:--:|\n"
        "| docutils       | 1.02 sec | 1.01 sec: 1.01x faster |\n"
        "| chameleon      | 4.70 ms  | 4.60 ms: 1.02x faster  |\n"
        "| Geometric mean | (ref)    | 1.02x faster           |\n"
    )
    values = loaded(text).records["value"].drop_nulls().to_list()
    assert sorted(values) == pytest.approx([0.0046, 0.0047, 1.01, 1.02])


class TestJmh:
    def test_the_table_at_the_end_has_the_scores(self) -> None:
        columns = ("benchmark", "size", "threads", "value", "unit")
        assert rows(example("jmh_console.txt"), "throughput", *columns) == [
            ("Maps.get", 1000, 4, pytest.approx(118.566e6), "ops/s"),
            ("Maps.put", 1000, 4, pytest.approx(40.112e6), "ops/s"),
        ]

    def test_without_the_table_the_result_of_each_benchmark_counts(self) -> None:
        text = example("jmh_console.txt").partition("# Run complete")[0]
        assert rows(text, "throughput", "benchmark", "value") == [
            ("org.example.Maps.get", pytest.approx(118.566e6))
        ]

    def test_iterations_alone_are_no_result(self) -> None:
        text = example("jmh_console.txt").partition("Result ")[0]
        records = loaded(text).records.select("benchmark", "value", "reason")
        reason = "output of JMH ends before its result"
        assert records.rows() == [("org.example.Maps.get", None, reason)]

    @pytest.mark.parametrize(
        ("row", "key"),
        [
            ("B.run  5112266611200000000  avgt   20  0.145 ± 0.001  us/op", "5112266611200000000"),
            ("B.run  7  avgt  20  0,145 ? 0,001  us/op", 7),
        ],
    )
    def test_columns_of_parameters_shift_no_score(self, row: str, key: object) -> None:
        text = f"Benchmark  (key)  Mode  Cnt  Score   Error  Units\n{row}\n"
        assert rows(text, "time_per_op", "key", "value") == [(key, pytest.approx(145e-9))]


def test_each_cell_of_compared_timers_is_a_run() -> None:
    columns = ("benchmark", "case", "description", "threads", "value")
    found = rows(example("torch_compare.txt"), "runtime", *columns)
    assert len(found) == 8
    assert found[3] == ("Batched dot", "[1024, 1024]", "bmm", 1, pytest.approx(1604.5e-6))
    assert found[6] == ("Batched dot", "[1024, 1024]", "mul/sum", 4, pytest.approx(701.6e-6))
