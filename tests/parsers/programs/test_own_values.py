"""What each program printed, value for value, and what it says of runs that failed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.parsers.programs.examples import FOLDER, loaded


def example(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def rows(content: str, metric: str, *columns: str) -> list[tuple[Any, ...]]:
    records = loaded(content).records
    return records.filter(records["metric"] == metric).select(*columns).rows()


def failures(content: str) -> list[tuple[Any, ...]]:
    records = loaded(content).records
    failed = records.filter(records["status"] == "failed")
    assert failed["value"].count() == 0
    return failed.select("line", "reason").unique(maintain_order=True).rows()


class TestOsu:
    def test_latency(self) -> None:
        assert rows(example("osu_latency.out"), "latency", "size", "value", "unit") == [
            (1.0, pytest.approx(1.21e-6), "s"),
            (8.0, pytest.approx(1.22e-6), "s"),
            (1024.0, pytest.approx(2.65e-6), "s"),
            (1048576.0, pytest.approx(97.11e-6), "s"),
        ]

    def test_the_benchmark_its_version_and_its_datatype(self) -> None:
        row = loaded(example("osu_allreduce.out")).records.row(0, named=True)
        assert row["benchmark"] == "OSU MPI Allreduce Latency"
        assert row["software"] == "OSU Micro-Benchmarks 7.1"
        assert (row["datatype"], row["iterations"]) == ("MPI_INT", 1000)

    def test_full_statistics(self) -> None:
        text = example("osu_allreduce.out")
        assert rows(text, "latency_min", "value")[0] == (pytest.approx(4.02e-6),)
        assert rows(text, "latency_max", "value")[2] == (pytest.approx(1433.9e-6),)

    def test_message_rate_and_bandwidth(self) -> None:
        text = example("osu_mbw_mr.out")
        assert rows(text, "bandwidth", "value", "unit", "better", "pairs") == [
            (22.15e6, "B/s", "higher", 4),
            (9870.4e6, "B/s", "higher", 4),
        ]
        assert rows(text, "message_rate", "value", "unit", "better")[0] == (
            22151000.1,
            "msg/s",
            "higher",
        )

    def test_a_test_without_sizes(self) -> None:
        text = example("osu_barrier.out")
        assert rows(text, "latency", "size", "value") == [(None, pytest.approx(3.72e-6))]

    def test_computation_that_is_inserted_is_neither_good_nor_bad(self) -> None:
        text = example("osu_iallreduce.out")
        assert rows(text, "compute", "value", "better")[0] == (pytest.approx(11.02e-6), None)
        assert rows(text, "overlap", "value", "unit", "better")[0] == (25.84, "%", "higher")

    def test_a_wrong_message_is_a_failure(self) -> None:
        text = (
            "# OSU MPI Bandwidth Test v7.2\n# Size      Bandwidth (MB/s)        Validation\n"
            "1                       3.10              Pass\n"
            "2                       6.20              Fail\n"
        )
        assert failures(text) == [(4, "validation: Fail")]
        assert rows(text, "bandwidth", "value") == [(3.1e6,), (None,)]


class TestNccl:
    def test_out_of_place_comes_first(self) -> None:
        text = example("nccl_tests.out")
        assert rows(text, "busbw", "size", "value", "primary") == [
            (8.0, 0.0, True),
            (1024.0, 0.11e9, True),
            (134217728.0, 229.38e9, True),
        ]
        assert rows(text, "busbw_in_place", "value", "unit")[2] == (230.27e9, "B/s")
        assert rows(text, "collective_latency", "value")[0] == (pytest.approx(15.2e-6),)

    def test_devices_and_nodes_are_counted_in_the_header(self) -> None:
        header = "# nThread 1 nGpus 1 minBytes 8\n# Using devices\n"
        ranks = "".join(
            f"#  Rank {rank:2} Group  0 Pid 10{rank} on node{rank // 2:02} device {rank % 2:2}"
            " [0000:1b:00] AMD Instinct MI250X\n"
            for rank in range(4)
        )
        row = loaded(header + ranks + _table("0")).records.row(0, named=True)
        assert (row["nodes"], row["devices"], row["ranks"]) == (2, 4, 4)
        assert row["device"] == "AMD Instinct MI250X"

    def test_without_a_check_no_result_is_wrong(self) -> None:
        assert failures("# nThread 1 nGpus 1\n" + _table("N/A")) == []

    def test_wrong_results_are_a_failure(self) -> None:
        assert failures("# nThread 1 nGpus 1\n" + _table("3")) == [(4, "wrong: 3")]

    def test_a_blank_block_is_no_result_of_the_other(self) -> None:
        text = "# nThread 1 nGpus 1\n" + _table("0")
        row = text.splitlines()[-1]
        first = row.index("15.20")
        blank = row[: first - 4] + " " * (row.index("14.90") - 4 - (first - 4))
        text = text.replace(row, blank + row[len(blank) :])
        records = loaded(text).records
        assert records["metric"].to_list() == [
            "collective_latency_in_place",
            "algbw_in_place",
            "busbw_in_place",
        ]


def _table(wrong: str) -> str:
    heads = "       size         count      type   redop    root     time   algbw   busbw #wrong"
    units = "        (B)    (elements)                               (us)  (GB/s)  (GB/s)       "
    cells = "           8             2     float     sum      -1    15.20    0.10    0.20"
    again = "     time   algbw   busbw #wrong"
    return (
        f"#{heads[1:]}{again}\n#{units[1:]}     (us)  (GB/s)  (GB/s)       \n"
        f"{cells} {wrong:>6}    14.90    0.30    0.40 {wrong:>6}\n"
    )


class TestHpl:
    def test_rates_times_and_ranks(self) -> None:
        text = example("hpl.out")
        assert rows(text, "flops", "line", "size", "nb", "ranks", "value", "unit") == [
            (16, 20000.0, 192, 8, 208.28e9, "flop/s"),
            (26, 40000.0, 192, 8, 234.14e9, "flop/s"),
        ]
        assert rows(text, "runtime", "value") == [(25.61,), (182.24,)]

    def test_a_residual_too_large_is_a_failure_of_its_own_run(self) -> None:
        text = example("hpl.out").replace("1.90000000e-03 ...... PASSED", "9.0e+03 ...... FAILED")
        assert failures(text) == [(26, "9.0e+03 ...... FAILED")]

    def test_a_run_that_was_cut_off_says_so(self) -> None:
        text = "".join(example("hpl.out").splitlines(keepends=True)[:18])
        assert [note.text for note in loaded(text).notes] == [
            "output of HPL is incomplete: its last line is missing"
        ]


class TestStream:
    def test_the_best_rates(self) -> None:
        text = example("stream.out")
        assert rows(text, "bandwidth", "case", "value", "threads") == [
            ("Copy", 3361.2e6, 2),
            ("Scale", 1592.1e6, 2),
            ("Add", 3719.4e6, 2),
            ("Triad", 4006.0e6, 2),
        ]

    def test_wrong_arrays_are_a_failure_of_all(self) -> None:
        text = example("stream.out").replace("Solution Validates", "Failed Validation on array a[]")
        assert len(failures(text)) == 4


class TestGromacs:
    def test_performance_time_and_the_machine(self) -> None:
        text = example("gromacs.log")
        assert rows(text, "performance", "value", "unit", "better") == [(250.1, "ns/day", "higher")]
        assert rows(text, "time_per_ns", "value", "unit", "better") == [(0.096, "h/ns", "lower")]
        assert rows(text, "runtime", "value", "unit") == [(1.383, "s")]
        row = loaded(text).records.row(0, named=True)
        assert (row["nodes"], row["ranks"], row["threads"], row["cores"]) == (1, 1, 2, 2)
        assert (row["software"], row["steps"]) == ("GROMACS 2022.5-Debian_2022.5_2", 2000)

    def test_a_fatal_error_is_the_reason(self) -> None:
        begin = "".join(example("gromacs.log").splitlines(keepends=True)[:6])
        text = f"{begin}\nFatal error:\nThere is no domain decomposition for 7 ranks\n"
        assert failures(text) == [(1, "There is no domain decomposition for 7 ranks")]


class TestGoogleBenchmark:
    def test_repetitions_are_measured_and_their_median_is_a_summary(self) -> None:
        text = example("google_benchmark.json")
        given = [
            each
            for each in json.loads(text)["benchmarks"]
            if each["run_name"] == "BM_triad/16384/real_time/threads:2"
        ]
        records = loaded(text).records
        times = records.filter(
            records["metric"] == "runtime",
            records["benchmark"] == "BM_triad",
            records["threads"] == 2,
        )
        expected = [
            (pytest.approx(each["real_time"] * 1e-9), each["run_type"] == "aggregate")
            for each in given
            if each.get("aggregate_name") not in ("stddev", "cv")
        ]
        assert len(expected) == 5
        assert [
            (value, role == "summary") for value, role in times.select("value", "role").rows()
        ] == expected
        assert times["case"].unique().to_list() == ["16384"]

    def test_a_benchmark_that_could_not_run_says_why(self) -> None:
        records = loaded(example("google_benchmark.json")).records
        failed = records.filter(records["status"] == "failed")
        assert failed.select("benchmark", "reason").unique().rows() == [("BM_skip", "no GPU")]

    def test_of_a_file_cut_off_what_is_whole_is_read(self) -> None:
        text = example("google_benchmark.json")
        found = loaded(text[: text.index('"BM_sort/1024"')])
        assert found.records["benchmark"].unique().to_list() == ["BM_triad"]
        assert found.records["run"].n_unique() == 10
        assert any("truncated" in note.text for note in found.notes)
