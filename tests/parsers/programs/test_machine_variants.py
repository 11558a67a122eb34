"""Outputs of machine benchmarks as public repositories have them: old, quoted, cut, or others'."""

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


class TestHpl:
    def test_the_table_alone_with_a_residual_that_is_none(self) -> None:
        # a port to RISC-V: the rate looks right, the solution is not
        text = """\
T/V                N    NB     P     Q               Time                 Gflops
--------------------------------------------------------------------------------
WR11C2R4        8000   256     1     8              40.05             8.5251e+00
||Ax-b||_oo/(eps*(||A||_oo*||x||_oo+||b||_oo)*N)=              nan ...... FAILED
"""
        assert failures(text) == [(3, "nan ...... FAILED")]

    def test_gpus_where_there_is_a_rate_of_each(self) -> None:
        # HPL of NVIDIA's container 24.3, two GPUs
        text = """\
HPL-NVIDIA 24.3.0  -- NVIDIA accelerated HPL benchmark -- NVIDIA
T/V                N    NB     P     Q         Time          Gflops (   per GPU)
--------------------------------------------------------------------------------
WC0           136192  1024     2     1        50.86       3.311e+04 ( 1.656e+04)
"""
        assert rows(text, "flops", "value", "ranks", "devices", "size") == [
            (pytest.approx(3.311e13), 2, 2, 136192)
        ]

    def test_several_tables_below_one_title_are_one_output(self) -> None:
        found = rows(example("hpl.out"), "flops", "software")
        assert {software for (software,) in found} == {"HPL 2.3"}


class TestHplMxp:
    def test_the_rate_with_the_solver_is_the_result(self) -> None:
        assert rows(example("hpl_mxp.out"), "flops", "value", "devices", "size") == [
            (pytest.approx(8.7877e14), 8, 380000)
        ]
        assert rows(example("hpl_mxp.out"), "flops_lu", "value") == [(pytest.approx(1.7273e15),)]

    def test_without_its_banner(self) -> None:
        text = example("hpl_mxp.out")
        alone = text[text.index(" ****** HPL MxP Result") :]
        assert loaded(alone).records["line"].n_unique() == 1


class TestIntelLinpack:
    def test_a_run_for_each_trial(self) -> None:
        assert rows(example("intel_linpack.out"), "flops", "size", "value", "threads") == [
            (1000, pytest.approx(205.4947e9), 8),
            (1000, pytest.approx(189.0014e9), 8),
            (20000, pytest.approx(290.4959e9), 8),
        ]

    def test_a_trial_that_is_wrong(self) -> None:
        text = example("intel_linpack.out").replace("3.116839e-02   pass", "3.116839e+02   fail")
        assert [reason for _, reason in failures(text)] == ["fail"]


class TestStream:
    @pytest.mark.parametrize("unit, factor", [("MB/s", 1e6), ("(MB/s)", 1e6), ("(GB/s)", 1e9)])
    def test_the_table_alone(self, unit: str, factor: float) -> None:
        # a report of a machine at NRIS, and the headings of releases before 5.10
        text = f"""\
Function    Best Rate {unit}  Avg time     Min time     Max time
Copy:          115552.5     0.027806     0.027693     0.028218
Triad:         123121.2     0.039070     0.038986     0.039528
"""
        found = rows(text, "bandwidth", "benchmark", "case", "value")
        assert found == [
            ("STREAM", "Copy", pytest.approx(115552.5 * factor)),
            ("STREAM", "Triad", pytest.approx(123121.2 * factor)),
        ]

    def test_in_fortran(self) -> None:
        text = """\
----------------------------------------------
 STREAM Version $Revision: 5.6 $
----------------------------------------------
 Array size =  10000000
 Number of Threads =            8
Function     Rate (MB/s)  Avg time   Min time  Max time
Triad:     22111.2222      0.0109      0.0108      0.0111
 Solution Validates!
"""
        assert rows(text, "bandwidth", "software", "size", "threads", "value") == [
            ("STREAM 5.6", 10_000_000, 8, pytest.approx(22111.2222e6))
        ]

    def test_with_mpi(self) -> None:
        text = """\
STREAM version $Revision: 1.8 $
Total Aggregate Array size = 80000000 (elements)
Data is distributed across 4 MPI ranks
   Array size per MPI rank = 20000000 (elements)
Number of Threads requested for each MPI rank = 2
Function    Best Rate MB/s  Avg time     Min time     Max time
Triad:          27896.9     0.009346     0.008603     0.011676
Solution Validates: avg error less than 1.000000e-13 on all three arrays
"""
        assert rows(text, "bandwidth", "size", "ranks", "threads") == [(80_000_000, 4, 2)]

    def test_kernels_of_its_own(self) -> None:
        # likwid's stream
        text = """\
 Function      Rate (MB/s)   Avg time     Min time     Max time
 Sum:          21384.63      0.0088       0.0075       0.0082
 Daxpy:        26606.76      0.0203       0.0180       0.0182
"""
        assert rows(text, "bandwidth", "case", "role") == [
            ("Sum", "measured"),
            ("Daxpy", "measured"),
        ]


class TestHpcg:
    def test_lines_that_were_picked_are_a_run_each(self) -> None:
        # a sweep over processes on a workstation
        text = """\
4
Final Summary::HPCG result is VALID with a GFLOP/s rating of=10.2709
8
HPCG-Benchmark_3.1.txt:Final Summary::HPCG result is VALID with a GFLOP/s rating of=16.8583
"""
        assert rows(text, "flops", "value") == [
            (pytest.approx(10.2709e9),),
            (pytest.approx(16.8583e9),),
        ]

    def test_of_nvidia(self) -> None:
        text = """\
HPCG-NVIDIA 23.10.0  -- NVIDIA accelerated HPCG benchmark -- NVIDIA
2x2x2 process grid
256x256x256 local domain
total =  9773.1 GF ( 74115.1 GB/s Effective) 1221.6 GF_per ( 9264.4 GB/s Effective)
final =  9574.5 GF ( 72609.1 GB/s Effective) 1196.8 GF_per ( 9076.1 GB/s Effective)
"""
        assert rows(text, "flops", "value", "devices", "case") == [
            (pytest.approx(9574.5e9), 8, "256x256x256")
        ]

    def test_the_rates_without_the_rating(self) -> None:
        # a report to rocHPCG
        text = """\
GB/s Summary=
GB/s Summary::Raw Total B/W=1487.6
GFLOP/s Summary=
GFLOP/s Summary::Raw SpMV=158.515
GFLOP/s Summary::Raw Total=196.268
"""
        assert rows(text, "flops_raw", "value", "primary") == [(196.268e9, True)]


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


class TestNpb:
    def test_the_end_alone(self) -> None:
        # UA of a port to LLVM
        text = """\
 UA Benchmark Completed.
 Class           =                        S
 Time in seconds =                    25.31
 Total threads   =                        1
 Mop/s total     =                     0.49
 Verification    =               SUCCESSFUL
"""
        assert rows(text, "rate", "benchmark", "case", "threads", "value") == [
            ("NPB UA", "S", 1, pytest.approx(0.49e6))
        ]


class TestBabelStream:
    def test_the_triad_alone(self) -> None:
        # with --triad-only
        text = """\
BabelStream
Version: 4.0
Implementation: CUDA
Running triad 100 times
Array size: 268.4 MB (=0.3 GB)
Runtime (seconds): 0.058
Bandwidth (GB/s):  1388.123
"""
        assert rows(text, "bandwidth", "case", "size", "value") == [
            ("triad", 268_400_000, pytest.approx(1388.123e9))
        ]

    def test_results_that_are_wrong_below_why(self) -> None:
        # a report to VC4CL
        text = """\
Validation failed on sum. Error 75.5013
Sum was 150.991104125977 but should be 226.492431640625
Function    MBytes/sec  Min (sec)   Max         Average
Copy        14.707      0.03481     0.03481     0.03481
"""
        assert failures(text) == [(4, "Validation failed on sum. Error 75.5013")]


class TestGnuTime:
    def test_time_and_memory(self) -> None:
        text = example("gnu_time.txt")
        assert rows(text, "runtime", "case", "value") == [("./solver -n 4", 10.45)]
        assert rows(text, "max_rss", "value", "better") == [(123456 * 1024.0, "lower")]

    def test_a_command_that_failed(self) -> None:
        text = example("gnu_time.txt").replace("Exit status: 0", "Exit status: 137")
        assert failures(text) == [(1, "Exit status: 137")]


class TestPerfStat:
    def test_a_run_for_each_command(self) -> None:
        assert rows(example("perf_stat.txt"), "runtime", "case", "value") == [
            ("./matmul 1024", 1.23579),
            ("./matmul 2048", 9.240012345),
        ]
        assert rows(example("perf_stat.txt"), "cycles", "value")[0] == (4567890123.0,)

    def test_what_was_counted_in_intervals_is_summed(self) -> None:
        text = """\
#           time             counts unit events
     1.000123456      1,002.34 msec task-clock                #    1.002 CPUs utilized
     1.000123456     3,012,345,678      cycles                    #    3.005 GHz
     2.500323456        501.34 msec task-clock                #    1.001 CPUs utilized
     2.500323456     1,512,345,678      cycles                    #    3.105 GHz
"""
        assert loaded(text).files[0].readers == ("perf stat",)
        assert rows(text, "runtime", "value") == [(2.500323456,)]
        assert rows(text, "cpu_time", "value", "unit") == [(pytest.approx(1.50368), "s")]
        assert rows(text, "cycles", "value") == [(4524691356.0,)]


class TestIperf3Text:
    @pytest.mark.parametrize(
        ("text", "rate"),
        [
            (
                "[SUM]  54.00-55.00  sec   110 MBytes   924 Mbits/sec                  (omitted)\n"
                "[SUM]   0.00-1.00   sec   110 MBytes   924 Mbits/sec\n"
                "[SUM]   0.00-1.00   sec   113 MBytes   950 Mbits/sec    0             sender\n"
                "[SUM]   0.00-1.00   sec   113 MBytes   950 Mbits/sec                  receiver\n",
                950e6,
            ),
            (  # before release 3.0
                "Accepted connection from 10.0.0.1, port 56738\n"
                "[ ID] Interval       Transfer     Bandwidth\n      Sent\n"
                "[  5] 0.00-31.05 sec  3.75 MBytes  1.01 Mbits/sec\n      Received\n"
                "[  5] 0.00-31.05 sec  3.50 MBytes   946 Kbits/sec\n",
                946e3,
            ),
            (  # release 3.0 with -u
                "Connecting to host 10.0.0.2, port 5201\n"
                "[  4]   0.00-1.00   sec   116 KBytes   950 Kbits/sec  82\n"
                "[  4]   0.00-10.00  sec  1.24 MBytes  1.04 Mbits/sec  0.011 ms  3/159 (1.9%)\n"
                "[  4] Sent 159 datagrams\n",
                1.04e6,
            ),
        ],
    )
    def test_what_came_in_is_the_result_in_any_release(self, text: str, rate: float) -> None:
        assert rows(text, "bandwidth", "value", "unit") == [(rate, "b/s")]
        assert loaded(text).files[0].readers == ("iperf3",)

    def test_the_sum_of_what_the_receiver_got(self) -> None:
        assert rows(example("iperf3_text.txt"), "bandwidth", "value", "unit") == [(9.38e9, "b/s")]
        summed = example("iperf3_text.txt").replace(
            "receiver\n",
            "receiver\n[SUM]   0.00-10.04  sec  21.8 GBytes  18.7 Gbits/sec             receiver\n",
        )
        assert rows(summed, "bandwidth", "value") == [(18.7e9,)]


class TestIperf2:
    INTERVALS = (
        "[  3]  0.0- 1.0 sec  10.9 MBytes  91.0 Mbits/sec\n"
        "[  3]  1.0- 2.0 sec  10.6 MBytes  88.5 Mbits/sec\n"
    )

    def test_intervals_are_no_results(self) -> None:
        whole = f"{self.INTERVALS}[  3]  0.0- 2.0 sec  21.4 MBytes  89.7 Mbits/sec\n"
        assert rows(whole, "bandwidth", "value", "status") == [(pytest.approx(89.7e6), "ok")]
        assert rows(self.INTERVALS, "bandwidth", "value") == [(None,)]

    def test_connections_to_a_server_are_a_run_each(self) -> None:
        text = (
            "Server listening on TCP port 5001\n"
            "[  1] local 10.0.0.1 port 5001 connected with 10.0.0.2 port 46490\n"
            "[ ID] Interval       Transfer     Bandwidth\n"
            "[  1] 0.0000-10.0143 sec  1.10 GBytes   112 MBytes/sec\n"
            "[  2] local 10.0.0.1 port 5001 connected with 10.0.0.3 port 46491\n"
            "[  2] 0.0000-10.0211 sec  1.00 GBytes   102 MBytes/sec\n"
        )
        assert rows(text, "bandwidth", "value") == [(112 * 2.0**20,), (102 * 2.0**20,)]

    def test_what_was_sent_by_udp_did_not_all_come_in(self) -> None:
        text = (
            "Client connecting to 10.0.0.1, UDP port 5001\n"
            "[  3]  0.0-10.0 sec   125 MBytes   105 Mbits/sec\n[  3] Sent 89165 datagrams\n"
        )
        assert rows(text, "bandwidth", "value", "status") == [(None, "unknown")]


class TestTailsOfHpcg:
    def test_each_rating_has_the_processes_above_it(self) -> None:
        text = "".join(
            f"Machine Summary::Distributed Processes={ranks}\n"
            "GB/s Summary::Total with convergence and optimization phase overhead=21.1\n"
            f"Final Summary::HPCG result is VALID with a GFLOP/s rating of={rating}\n"
            for ranks, rating in ((1, 2.75), (2, 4.5), (4, 7.25))
        )
        assert rows(text, "flops", "ranks", "value") == [
            (1, pytest.approx(2.75e9)),
            (2, pytest.approx(4.5e9)),
            (4, pytest.approx(7.25e9)),
        ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "osu_bw: list.h:547: append: Assertion `0 == item->count' failed.",
            "Assertion `0 == item->count' failed",
        ),
        ("[node15:30395] Signal: Aborted (6)", "Signal: Aborted (6)"),
        (
            "[node15:30395] Signal: Segmentation fault (11)",
            "Signal: Segmentation fault (11)",
        ),
    ],
)
def test_a_signal_between_headings_and_results_says_why(line: str, reason: str) -> None:
    head = "# OSU MPI Bandwidth Test v4.4\n# Size      Bandwidth (MB/s)\n"
    assert failures(f"{head}{line}\n") == [(1, reason)]
