"""Outputs of tests of the network as people print and copy them: OSU, Intel MPI, nccl-tests."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestOsu:
    def test_of_no_release(self) -> None:
        # a mail to the list of Open MPI: osu_put_latency built by hand
        text = """\
# OSU MPI_Put latency Test
# Window creation: MPI_Win_allocate
# Size            Latency (us)
0                         7.07
8                         7.29
"""
        assert rows(text, "latency", "benchmark", "size", "value") == [
            ("OSU MPI_Put latency", 0.0, pytest.approx(7.07e-6)),
            ("OSU MPI_Put latency", 8.0, pytest.approx(7.29e-6)),
        ]

    def test_release_2_with_tabs(self) -> None:
        # another of that list: OSU 2.0
        title = "# OSU MPI Latency Test (Version 2.0)\n"
        text = f"{title}# Size\t\tLatency (us) \n0\t\t45.86\n1\t\t46.57\n"
        assert rows(text, "latency", "software", "size", "value") == [
            ("OSU Micro-Benchmarks 2.0", 0.0, pytest.approx(45.86e-6)),
            ("OSU Micro-Benchmarks 2.0", 1.0, pytest.approx(46.57e-6)),
        ]

    def test_start_of_mpi_is_a_run_and_hello_is_none(self) -> None:
        # a log of all tests under spack
        text = """\
# OSU MPI Hello World Test v5.6.3
This is a test with 2 processes
# OSU MPI Init Test v5.6.3
nprocs: 2, min: 13 ms, max: 14 ms, avg: 13 ms
# OSU MPI Bi-Directional Bandwidth Test v5.6.3
# Size      Bandwidth (MB/s)
1                       9.42
"""
        assert rows(text, "runtime", "benchmark", "ranks", "value") == [
            ("OSU MPI Init", 2, pytest.approx(0.013))
        ]
        assert loaded(text).records["line"].n_unique() == 2

    def test_indented_as_a_document_quotes_it(self) -> None:
        shown = "".join(f"    {line}\n" for line in example("osu_allreduce.out").splitlines())
        assert rows(shown, "latency", "size", "value") == rows(
            example("osu_allreduce.out"), "latency", "size", "value"
        )

    def test_a_row_that_was_cut_off_has_no_value(self) -> None:
        text = """\
# OSU MPI Allreduce Latency Test v7.1
# Size       Avg Latency(us)   Min Latency(us)   Max Latency(us)  Iterations
64                    178.72             88.40            247.30        1000
128                   1
"""
        assert rows(text, "latency", "size") == [(64.0,)]

    def test_columns_that_its_headings_leave_out(self) -> None:
        # release 7.3 with -f: a report to Open MPI
        text = """\
$ mpirun_rsh --export-all -np 96 ./osu_reduce -d cuda -f
# OSU MPI-CUDA Reduce Latency Test v7.3
# Size       Avg Latency(us)
1                      50.89             18.27             89.23        1000
"""
        assert rows(text, "latency", "ranks", "value") == [(96, pytest.approx(50.89e-6))]

    def test_where_the_buffers_are_tells_runs_apart(self) -> None:
        text = "".join(
            f"# OSU MPI-CUDA Bandwidth Test v7.2\n"
            f"# Send Buffer on {place} and Receive Buffer on {place}\n"
            f"# Size      Bandwidth (MB/s)\n4194304             {rate}\n"
            for place, rate in (("DEVICE (D)", 87543.13), ("HOST (H)", 12543.13))
        )
        columns = ("send_buffer", "receive_buffer", "value")
        assert rows(text, "bandwidth", *columns) == [
            ("DEVICE", "DEVICE", pytest.approx(87543.13e6)),
            ("HOST", "HOST", pytest.approx(12543.13e6)),
        ]

    @pytest.mark.parametrize("is_above", [False, True])
    def test_threads_of_both_sides(self, is_above: bool) -> None:
        text = ""
        for receivers in (2, 4):
            title = "# OSU MPI Multi-threaded Latency Test v5.9\n"
            threads = f"# Number of Sender threads: 1 \n# Number of Receiver threads: {receivers}\n"
            text += threads + title if is_above else title + threads
            text += f"# Size          Latency (us)\n0                 {receivers}.20\n"
        columns = ("sender_threads", "receiver_threads", "value")
        assert rows(text, "latency", *columns) == [
            (1, 2, pytest.approx(2.2e-6)),
            (1, 4, pytest.approx(4.2e-6)),
        ]

    def test_atomic_operations_of_openshmem(self) -> None:
        text = """\
# OSU OpenSHMEM Atomic Operation Rate Test v5.6.3
# Operation                     Million ops/s           Latency (us)
shmem_int_fadd                           2.43                   0.41
"""
        assert rows(text, "latency", "case", "value") == [("shmem_int_fadd", pytest.approx(4.1e-7))]
        assert rows(text, "operation_rate", "value") == [(2.43e6,)]


class TestNcclTests:
    def test_lines_whose_mark_a_page_took(self) -> None:
        # reports to NCCL and nccl-tests
        text = """\
 nThread 1 nGpus 1 minBytes 32 maxBytes 64 step: 2(factor) warmup iters: 5 iters: 20 validation: 1

 Using devices
   Rank  0 Pid 1821213 on node01 device  0 [0x00] NVIDIA A100-SXM4-40GB
   Rank  1 Pid 1821214 on node02 device  0 [0x00] NVIDIA A100-SXM4-40GB

       size         count    type   redop     time   algbw   busbw  error     time   algbw   busbw
        (B)    (elements)                     (us)  (GB/s)  (GB/s)            (us)  (GB/s)  (GB/s)
   536870912     134217728   float     sum   4110.5  130.61  228.57  2e-07   4113.5  130.51  228.40
 Out of bounds values : 0 OK
 Avg bus bandwidth    : 228.5
"""
        columns = ("nodes", "devices", "device", "value")
        assert rows(text, "busbw", *columns) == [
            (2, 2, "NVIDIA A100-SXM4-40GB", pytest.approx(228.57e9))
        ]
        assert not loaded(text).notes

    def test_a_test_that_failed_says_why(self) -> None:
        text = """\
# nThread 1 nGpus 1 minBytes 8 maxBytes 64 step: 2(factor) warmup iters: 5 iters: 10
#  Rank  0 Group  0 Pid 895544 on n2 device  0 [0002:00:01] NVIDIA H100 80GB HBM3
n4: Test NCCL failure common.cu:1183 'unhandled cuda error / '
 .. n4 pid 739786: Test failure common.cu:1004
"""
        why = "Test NCCL failure common.cu:1183 'unhandled cuda error / '"
        assert [reason for _, reason in failures(text)] == [why]


class TestImb:
    def test_modes_of_one_benchmark_are_told_apart(self) -> None:
        # IMB-RMA and IMB-IO run each benchmark in two modes
        text = """\
#    Intel(R) MPI Benchmarks 2019 Update 4, RMA part
# Benchmarking Unidir_put
# #processes = 2
#    MODE: AGGREGATE
       #bytes #repetitions      t[usec]   Mbytes/sec
         1024         1000         0.25      4096.00
#    MODE: NON-AGGREGATE
       #bytes #repetitions      t[usec]   Mbytes/sec
         1024          100         1.60       640.00
# Benchmarking Get_local
# #processes = 2
       #bytes #repetitions      t[usec]   Mbytes/sec
         1024          100         1.70       602.35
"""
        assert rows(text, "latency", "benchmark", "mode") == [
            ("Unidir_put", "AGGREGATE"),
            ("Unidir_put", "NON-AGGREGATE"),
            ("Get_local", None),
        ]

    def test_several_groups_at_once(self) -> None:
        # release 3.2 with -multi 0
        text = """\
#    Intel (R) MPI Benchmark Suite V3.2.2, MPI-1 part
# Benchmarking Exchange
# ( 2 groups of 2 processes each running simultaneous )
# Group  0:     0    1
       #bytes #repetitions  t_min[usec]  t_max[usec]  t_avg[usec]   Mbytes/sec
            0         1000         2.15         2.15         2.15         0.00
"""
        assert rows(text, "collective_latency", "ranks", "groups") == [(4, 2)]

    def test_a_row_for_each_of_several_groups(self) -> None:
        text = """\
# Benchmarking Multi-Sendrecv
# ( 2 groups of 2 processes each running simultaneous )
#----------------------------------------------------------------
#       group       #bytes #repetitions  t_min[usec]  t_max[usec]  t_avg[usec]   Mbytes/sec
            0         1024         1000         0.92         0.92         0.92      2226.09
            1         1024         1000         0.94         0.94         0.94      2178.72
"""
        assert rows(text, "collective_latency", "ranks", "size", "group", "value") == [
            (4, 1024, 0, pytest.approx(0.92e-6)),
            (4, 1024, 1, pytest.approx(0.94e-6)),
        ]

    def test_a_benchmark_alone(self) -> None:
        # a mail to the list of Open MPI
        text = """\
# Benchmarking Barrier
# #processes = 160
 #repetitions  t_min[usec]  t_max[usec]  t_avg[usec]
         1000        49.75        49.77        49.76
"""
        assert rows(text, "collective_latency", "benchmark", "ranks", "value") == [
            ("Barrier", 160, pytest.approx(49.76e-6))
        ]

    def test_behind_the_time_that_a_server_puts_before_each_line(self) -> None:
        # a log of libfabric
        shown = """\
# Benchmarking Allreduce
# #processes = 4
       #bytes #repetitions  t_min[usec]  t_max[usec]  t_avg[usec]
            4          100         4.25         4.46         4.35
"""
        for time in ("00:55:22  ", "[2024-05-01T00:55:22.123Z] ", "2024-05-01 00:55:22,123 "):
            text = "".join(f"{time}{line}\n" for line in shown.splitlines())
            assert rows(text, "collective_latency", "ranks", "size", "value") == [
                (4, 4.0, pytest.approx(4.35e-6))
            ]

    def test_the_tables_alone_below_strokes(self) -> None:
        # a report to Intel
        headings = "#bytes #repetitions t_min[usec] t_max[usec] t_avg[usec] Mbytes/sec"
        text = f"""\
Sendrecv:
{headings}
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
262144 160 30.48 33.48 32.24 15660.37

Exchange:
{headings}
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
262144 160 82.66 92.93 87.85 11283.53
"""
        assert rows(text, "collective_latency", "section", "size", "value") == [
            ("Sendrecv", 262144.0, pytest.approx(32.24e-6)),
            ("Exchange", 262144.0, pytest.approx(87.85e-6)),
        ]
