"""What proxy applications, tests of networks and harnesses printed, value for value."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestProxies:
    def test_lulesh(self) -> None:
        columns = ("ranks", "threads", "size", "value", "unit", "better")
        assert rows(example("lulesh.txt"), "rate", *columns) == [
            (27, 4, 45, 42063.172, "zones/s", "higher")
        ]
        assert rows(example("lulesh.txt"), "runtime", "value") == [(181.62,)]

    def test_xsbench(self) -> None:
        columns = ("case", "method", "threads", "value", "unit")
        assert rows(example("xsbench.txt"), "rate", *columns) == [
            ("large", "History Based", 32, 8041627, "lookups/s")
        ]

    def test_xsbench_with_a_wrong_checksum_failed(self) -> None:
        warned = "WARNING - INVALID CHECKSUM!"
        text = example("xsbench.txt").replace("(Valid)", f"({warned})")
        assert [reason for _, reason in failures(text)] == [warned]

    def test_only_the_results_of_xsbench(self) -> None:
        block = (
            "   Threads:     16\n   Runtime:     {}\n   Lookups:     1,000\n   Lookups/s:   {}\n\n"
        )
        text = "BEFORE\n" + block.format("9.5 seconds", "105") + "AFTER\n"
        text += block.format("8.25 seconds", "121")
        assert rows(text, "rate", "threads", "value") == [(16, 105), (16, 121)]
        assert rows(text, "runtime", "value") == [(9.5,), (8.25,)]

    def test_amg(self) -> None:
        columns = ("case", "ranks", "value", "unit", "better")
        assert rows(example("hypre_amg.txt"), "figure_of_merit", *columns) == [
            ("Problem 2", 16, 1.904417e9, "nnz/s", "higher")
        ]
        assert rows(example("hypre_amg.txt"), "runtime", "value") == [(61.204518,)]

    def test_nek5000(self) -> None:
        columns = ("software", "ranks", "value")
        assert rows(example("nek5000.log"), "runtime", *columns) == [("Nek5000 19.0", 512, 412.041)]
        assert rows(example("nek5000.log"), "step_time", "value") == [(0.398118,)]

    def test_amber_takes_the_rate_of_all_steps(self) -> None:
        columns = ("software", "device", "atoms", "steps", "value")
        assert rows(example("amber.out"), "performance", *columns) == [
            ("Amber 22", "NVIDIA A100-SXM4-40GB", 90906, 500000, 1371.21)
        ]
        assert rows(example("amber.out"), "runtime", "value") == [(129.0,)]

    def test_kripke(self) -> None:
        columns = ("software", "ranks", "unknowns", "value", "unit", "better")
        assert rows(example("kripke.txt"), "throughput", *columns) == [
            ("Kripke 1.2.5-dev", 16, 503316480, 5.52341e8, "unknowns/s", "higher")
        ]
        assert rows(example("kripke.txt"), "sweep_efficiency", "value") == [(71.20415,)]

    def test_the_timers_of_kripke_are_no_table(self) -> None:
        text = example("kripke.txt")
        found = loaded(text[text.index("TIMER_NAMES") :])
        assert found.files[0].readers == ("Kripke",)
        assert set(found.records["metric"]) == {"throughput", "sweep_efficiency"}

    def test_figures_of_merit_of_kripke_alone(self) -> None:
        text = example("kripke.txt")
        assert rows(text[text.index("Figures of Merit") :], "throughput", "value") == [(5.52341e8,)]

    def test_minife_takes_the_rate_and_no_count_of_operations(self) -> None:
        columns = ("ranks", "nx", "value", "unit")
        text = example("minife.yaml")
        assert rows(text, "flops", *columns) == [(32, 200, pytest.approx(75641.9e6), "flop/s")]
        assert rows(text, "runtime", "value") == [(4.81203,)]
        assert not rows(text, "total_cg", "value")

    def test_quicksilver(self) -> None:
        columns = ("ranks", "threads", "value", "unit", "better")
        assert rows(example("quicksilver.txt"), "rate", *columns) == [
            (8, 4, 2.431e7, "segments/s", "higher")
        ]


class TestNetworks:
    def test_megabytes_of_perftest_are_of_1024(self) -> None:
        columns = ("benchmark", "nic", "queue_pairs", "size", "value", "unit")
        assert rows(example("perftest.txt"), "bandwidth", *columns) == [
            ("RDMA_Write BW", "mlx5_2", 2, 4096, pytest.approx(11398.21 * 2**20), "B/s"),
            ("RDMA_Write BW", "mlx5_2", 2, 65536, pytest.approx(23509.37 * 2**20), "B/s"),
        ]
        size_times_rate = 65536 * 0.376150e6
        assert size_times_rate == pytest.approx(23509.37 * 2**20, rel=1e-5)

    def test_gigabits_of_perftest_are_of_1000(self) -> None:
        text = example("perftest.txt").replace("[MB/sec]", "[Gb/sec]")
        assert rows(text, "bandwidth", "value", "unit")[0] == (pytest.approx(11398.21e9), "b/s")

    def test_a_peak_that_was_not_measured_is_left_out(self) -> None:
        text = example("perftest.txt").replace("11420.55", "0.00    ")
        assert rows(text, "bandwidth_peak", "size") == [(65536,)]

    def test_latencies_of_perftest(self) -> None:
        text = example("perftest_latency.txt")
        columns = ("benchmark", "size", "value", "primary")
        assert rows(text, "latency", *columns) == [
            ("RDMA_Read Latency", 2, pytest.approx(1.88e-6), True),
            ("RDMA_Read Latency", 8, pytest.approx(1.89e-6), True),
        ]
        assert rows(text, "latency_p99", "value")[0] == (pytest.approx(2.31e-6),)

    def test_tests_of_perftest_that_send_to_and_fro(self) -> None:
        text = example("perftest.txt").replace("RDMA_Write BW Test", "Send Bidirectional BW Test")
        assert rows(text, "bandwidth", "benchmark")[0] == ("Send Bidirectional BW",)

    def test_qperf_has_repeats(self) -> None:
        text = example("qperf.txt")
        assert rows(text, "bandwidth", "case", "value") == [
            ("tcp_bw", pytest.approx(1.18e9)),
            ("rc_rdma_write_bw", pytest.approx(11.9e9)),
            ("rc_rdma_write_bw", pytest.approx(12.1e9)),
        ]
        assert rows(text, "latency", "case", "value") == [("tcp_lat", pytest.approx(12.4e-6))]

    def test_nvbandwidth(self) -> None:
        columns = ("software", "device", "case", "value")
        device = "NVIDIA H100 80GB HBM3"
        assert rows(example("nvbandwidth.txt"), "bandwidth", *columns) == [
            ("nvbandwidth 0.7", device, "host_to_device_memcpy_ce", pytest.approx(110.55e9)),
            ("nvbandwidth 0.7", device, "device_to_device_memcpy_read_ce", pytest.approx(781.56e9)),
        ]


class TestHarnesses:
    def test_catch2_under_a_name_of_two_lines(self) -> None:
        assert rows(example("catch2.txt"), "runtime", "benchmark", "value") == [
            ("pack 64^3", pytest.approx(3.01842e-6)),
            (
                "pack, send and unpack the six faces of a block of 256^3",
                pytest.approx(918.771e-6),
            ),
        ]

    def test_jmh(self) -> None:
        text = example("jmh.json")
        columns = ("benchmark", "threads", "elements", "value", "unit", "better")
        assert rows(text, "time_per_op", *columns) == [
            ("org.example.SortBench.parallelSort", 4, 1000000, 0.01225, "s/op", "lower")
        ]
        assert rows(text, "throughput", "value", "unit") == [(48120.5, "ops/s")]
        (samples,) = rows(text, "time_per_op", "samples")[0]
        assert samples == pytest.approx([0.0121, 0.0122, 0.0122, 0.0125])

    def test_jmh_without_a_score_has_no_value(self) -> None:
        text = example("jmh.json").replace("12.25,", '"NaN",')
        assert rows(text, "time_per_op", "value") == [(None,)]

    def test_apache_bench(self) -> None:
        text = example("apache_bench.txt")
        columns = ("case", "concurrency", "value", "better")
        assert rows(text, "request_rate", *columns) == [("/v1/models", 32, 10689.47, "higher")]
        assert rows(text, "latency", "value") == [(pytest.approx(2.994e-3),)]
        assert rows(text, "failed_requests", "value") == [(3.0,)]

    def test_apache_bench_in_the_log_of_a_workflow(self) -> None:
        lines = example("apache_bench.txt").splitlines(keepends=True)
        text = "".join(f"2026-03-02T12:54:33.97{at:05}Z {line}" for at, line in enumerate(lines))
        assert rows(text, "request_rate", "concurrency", "value") == [(32, 10689.47)]

    def test_wrk(self) -> None:
        columns = ("client_threads", "connections", "value", "unit", "better")
        text = example("wrk.txt")
        assert rows(text, "request_rate", *columns) == [(12, 400, 748868.53, "req/s", "higher")]
        assert rows(text, "latency", "value", "unit") == [(pytest.approx(635.91e-6), "s")]
        assert rows(text, "bandwidth", "value") == [(pytest.approx(606.33 * 2**20),)]

    def test_wrk_in_the_comment_of_a_script(self) -> None:
        text = "".join(f"# {line}" for line in example("wrk.txt").splitlines(keepends=True))
        assert rows(text, "request_rate", "client_threads", "value") == [(12, 748868.53)]

    def test_trtexec(self) -> None:
        text = example("trtexec.txt")
        assert rows(text, "query_rate", "value", "unit") == [(1342.71, "queries/s")]
        assert rows(text, "latency", "value") == [(pytest.approx(0.842191e-3),)]
        assert rows(text, "latency_p99", "value") == [(pytest.approx(0.912109e-3),)]

    def test_a_tag_of_tensorboard_is_in_the_name_of_the_file(self, tmp_path: Path) -> None:
        for name, metric, run in (
            ("run-lr3e-4-tag-train_loss.csv", "train_loss", "lr3e-4"),
            ("accuracy.csv", "accuracy", "training"),
        ):
            path = tmp_path / name
            path.write_text(example("tensorboard_export.csv"))
            row = load([str(path)]).records.row(0, named=True)
            assert (row["metric"], row["benchmark"], row["value"]) == (metric, run, 1.4902)
            assert row["progress_at"] == [0, 100, 200, 300]
