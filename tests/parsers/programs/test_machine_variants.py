"""Outputs of machine benchmarks as public repositories have them: old, quoted, cut, or others'."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


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

    def test_results_that_are_wrong_in_a_document(self) -> None:
        text = "    Validation failed on sum. Error 75.5\n    Sum was 150.9 but should be 226.5\n"
        text += "    Function    MB/s        Min (sec)   Max         Average\n"
        text += "    Copy        14.707      0.03481     0.03481     0.03481\n"
        assert failures(text) == [(4, "Validation failed on sum. Error 75.5")]
        assert rows(text.split("226.5\n")[1], "bandwidth", "value") == [(14.707e6,)]


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
