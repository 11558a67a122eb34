"""What profilers, proxy applications and solvers with a summary printed, value for value."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest import approx

from parsers import load
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestProfilers:
    def test_petsc_takes_the_slowest_process(self) -> None:
        columns = ("case", "software", "ranks", "value", "unit")
        assert rows(example("petsc.log"), "runtime", *columns) == [
            ("ex56", "PETSc 3.20.4,", 64, 27.14, "s")
        ]
        assert rows(example("petsc.log"), "flops", "value") == [(pytest.approx(9.526e10),)]

    def test_petsc_quoted_by_blanks_and_with_threads(self) -> None:
        text = "".join(f"    {line}" for line in example("petsc.log").splitlines(keepends=True))
        threaded = text.replace("64 processes,", "2 process(es) and CUDA,")
        assert rows(threaded, "runtime", "ranks", "value") == [(2, 27.14)]

    def test_ipm_has_tasks_nodes_and_the_share_of_communication(self) -> None:
        text = example("ipm.txt")
        columns = ("case", "software", "ranks", "nodes", "value")
        assert rows(text, "runtime", *columns) == [("heat3d", "IPM 2.0.6", 96, 2, 36.58)]
        assert rows(text, "communication", "value", "unit", "better") == [(18.44, "%", "lower")]
        assert rows(text, "memory", "value") == [(pytest.approx(41.2 * 2**30),)]

    def test_mpip_takes_a_task_and_no_sum_over_tasks_as_runtime(self) -> None:
        text = example("mpip.txt")
        assert rows(text, "runtime", "case", "ranks", "nodes", "value") == [("heat3d", 4, 2, 31.2)]
        assert rows(text, "communication", "value") == [(14.29,)]
        assert loaded(text).records["line"].n_unique() == 1

    def test_darshan_has_a_run_for_each_module(self) -> None:
        found = rows(example("darshan.txt"), "bandwidth", "module", "ranks", "value", "unit")
        assert found == [
            ("POSIX", 256, pytest.approx(8566.235951 * 2**20), "B/s"),
            ("MPI-IO", 256, pytest.approx(8454.849132 * 2**20), "B/s"),
        ]

    def test_an_identifier_of_a_user_is_no_fact(self) -> None:
        assert not {"uid", "user"} & set(loaded(example("darshan.txt")).records.columns)

    def test_gprof_has_the_time_of_each_function_itself_and_no_share(self) -> None:
        assert rows(example("gprof.txt"), "self_time", "case", "value", "unit") == [
            ("is_prime(unsigned long)", 0.12, "s"),
            ("count_primes", 0.06, "s"),
            ("main", 0.02, "s"),
        ]
        assert rows(example("gprof.txt"), "calls", "value") == [(1e6,), (1.0,)]
        assert set(loaded(example("gprof.txt")).records["metric"]) == {"self_time", "calls"}

    def test_nsys_has_the_sum_over_each_kernel_and_range(self) -> None:
        assert rows(example("nsys.txt"), "total_time", "report", "case", "value") == [
            ("cuda_gpu_kern_sum", "void matmul<(int)256>(float *, int)", approx(0.148357)),
            ("cuda_gpu_kern_sum", "reduce_kernel(float const *)", approx(0.0278)),
            ("nvtx_sum", ":copy-in", approx(939342e-9)),
        ]
        assert rows(example("nsys.txt"), "runtime_min", "value")[0] == (pytest.approx(7.41e-3),)

    def test_nsys_before_it_told_medians(self) -> None:
        text = """\
Time(%)  Total Time (ns)  Num Calls    Average      Minimum     Maximum           Name
-------  ---------------  ---------  ------------  ---------  -----------  -----------------
   67.3        371415742         13    28570441.7       5308    231068328  poll
"""
        assert rows(text, "total_time", "case", "value") == [("poll", pytest.approx(0.371415742))]
        assert rows(text, "runtime_max", "value") == [(pytest.approx(0.231068328),)]

    def test_score_p_has_the_time_of_each_region(self) -> None:
        assert rows(example("scorep_score.txt"), "total_time", "group", "case", "value") == [
            ("ALL", "ALL", 44.97),
            ("MPI", "MPI", 40.71),
            ("COM", "COM", 4.26),
            ("MPI", "MPI_Allreduce", 13.74),
        ]
        old = "flt type         max_tbc         time      % region\n"
        old += "     MPI          264080         0.96    3.4 MPI_Recv\n"
        assert rows(old, "total_time", "case", "value") == [("MPI_Recv", 0.96)]

    def test_caliper_has_the_time_of_each_region_by_those_around_it(self) -> None:
        assert rows(example("caliper.txt"), "self_time", "case", "value") == [
            ("main", 0.000072),
            ("main/main loop", 0.000008),
            ("main/main loop/lulesh.cycle", 0.000006),
            ("main/main loop/lulesh.cycle/foo", 0.00066),
            ("main/init", 0.000646),
        ]
        assert rows(example("caliper.txt"), "self_time_max", "value")[3] == (0.000669,)
        serial = """\
Path       Time (E) Time (I) Time % (E) Time % (I)
main       0.000072 0.001392   5.127546  98.1
  foo      0.000660 0.000660  46.340214  46.3
foo        0.000012 0.000012   0.840214   0.8
"""
        assert rows(serial, "self_time", "case", "value") == [
            *(("main", 0.000072), ("main/foo", 0.00066), ("foo", 0.000012))
        ]
        assert rows(serial, "inclusive_time", "value")[0] == (0.001392,)

    def test_amrex(self) -> None:
        columns = ("software", "ranks", "threads", "value")
        assert rows(example("amrex.txt"), "runtime", *columns) == [
            ("AMReX 24.06-12-gabc123", 16, 2, 41.33)
        ]


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
