"""What profilers printed, value for value."""

from __future__ import annotations

import pytest
from pytest import approx

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows


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

    def test_caliper_before_release_2_counts_microseconds(self) -> None:
        # a report of 2019: whole numbers of all ranks
        text = """\
Path                     Min time/rank Max time/rank  Avg time/rank  Time % (total)
main                     209766.000000 4508240.000000 2359003.000000      52.261064
  finitialize              2543.000000    2901.000000    2722.500000       0.060303
"""
        assert rows(text, "self_time", "case", "value") == [
            ("main", pytest.approx(2.359003)),
            ("main/finitialize", pytest.approx(0.0027225)),
        ]

    def test_likwid_adds_up_the_cores_and_takes_the_slowest(self) -> None:
        text = example("likwid.txt")
        columns = ("case", "group", "threads", "value", "unit")
        assert rows(text, "memory_bandwidth", *columns) == [
            ("triad", "MEM", 2, pytest.approx(36120.2515e6), "B/s")
        ]
        assert rows(text, "runtime", "value") == [(2.0153,)]
        assert set(loaded(text).records["metric"]) == {
            *("runtime", "memory_read_bandwidth", "memory_bandwidth", "memory_data_volume")
        }

    def test_likwid_by_its_table_over_all_cores(self) -> None:
        text = example("likwid.txt")
        summed = text[text.rindex("|                 Metric ") :]
        assert rows(summed, "memory_bandwidth", "value") == [(pytest.approx(36120.2515e6),)]
        assert rows(summed, "runtime", "value") == [(2.0153,)]

    def test_likwid_bench(self) -> None:
        assert rows(example("likwid_bench.txt"), "bandwidth", "case", "threads", "value") == [
            ("triad_avx", 4, pytest.approx(78198.65e6))
        ]

    def test_perf_report_has_the_share_of_each_function_and_none_of_the_calls(self) -> None:
        text = example("perf_report.txt")
        assert rows(text, "overhead", "case", "object", "event", "value", "unit") == [
            ("stencil_step", "heat", "cycles:u", 62.31, "%"),
            ("__exp_fma", "libm.so.6", "cycles:u", 25.04, "%"),
            ("Grid::swap(Grid&)", "heat", "cycles:u", 11.92, "%"),
            ("clear_page_erms", "[kernel.kallsyms]", "cycles:u", 0.73, "%"),
        ]
        children = text.replace("    25.04%  heat", "    25.04%    21.70%  heat")
        assert (21.70,) in rows(children, "overhead", "value")
        assert rows(children, "overhead_with_children", "value") == [(25.04,)]
