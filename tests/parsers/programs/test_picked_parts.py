"""Parts that people keep of the output of a benchmark: its tail, one table, a line."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows

FIO_GROUPS = """\
  cpu          : usr=6.17%, sys=23.19%, ctx=24255, majf=0, minf=775812
     latency   : target=0, window=0, percentile=100.00%, depth=2

Run status group 0 (all jobs):
   READ: bw=35.0MiB/s (36.7MB/s), 35.0MiB/s-35.0MiB/s (36.7MB/s-36.7MB/s), run=10001-10001msec

Run status group 1 (all jobs):
  WRITE: io=255624KB, aggrb=19933KB/s, minb=20411KB/s, maxb=20411KB/s, mint=12824msec
"""
FIO_JOB = """\
sequential-write: (groupid=3, jobs=5): err= 0: pid=2462
  write: io=255624KB, bw=19933KB/s, iops=2491 , runt= 12824msec

Run status group 3 (all jobs):
  WRITE: io=255624KB, aggrb=19933KB/s, minb=20411KB/s, maxb=20411KB/s, mint=12824msec

real    18m35.082s
"""
HPCG_YAML = """\
n104-8p-1t version: V3.0
Machine Summary:
  Distributed Processes: 8
  Threads per processes: 1
Local Domain Dimensions:
  nx: 104
  ny: 104
  nz: 104
GB/s Summary:
  Raw Total B/W: 25.1834
__________ Final Summary __________:
  HPCG result is VALID with a GFLOP/s rating of: 3.28908
  Results are valid but execution time (sec) is: 50.3291
"""
HPCC_TAIL = """\
Begin of StarSTREAM section.
Function      Rate (GB/s)   Avg time     Min time     Max time
Triad:          2.9362       0.1368       0.1362       0.1375
Solution Validates: avg error less than 1.000000e-13 on all three arrays
End of StarSTREAM section.
Begin of HPL section.
T/V                N    NB     P     Q               Time                 Gflops
WR03R3R4       28284   112     4     4             125.29              1.204e+02
End of Tests.
End of HPL section.
Begin of Summary section.
CommWorldProcs=16
HPL_Tflops=0.120409
HPL_time=125.287
HPL_nprow=4
HPL_npcol=4
End of Summary section.
"""
NCCL = """\
# nThread 1 nGpus 8 minBytes 8 maxBytes 134217728 step: 2(factor) warmup iters: 5 iters: 20
{ranks}#       size         count      type   redop    root     time   algbw   busbw #wrong
           8             1     float     sum      -1     10.5    15.2    13.4      0
# Avg bus bandwidth    : 13.4
"""
ONE_RANK = "#  Rank  {rank} Group  0 Pid     123 on n{host} device  0 [0x01] NVIDIA A100\n"


def test_the_groups_of_fio_count_where_its_jobs_are_not_there() -> None:
    assert rows(FIO_GROUPS, "bandwidth", "case", "value") == [
        ("read", 35.0 * 2**20),
        ("write", 19933.0 * 1024),
    ]
    assert rows(FIO_JOB, "bandwidth", "case", "value") == [
        ("sequential-write write", 19933.0 * 1024)
    ]
    assert rows(FIO_JOB, "runtime", "value") == []


def test_hpcg_as_yaml() -> None:
    assert rows(HPCG_YAML, "flops", "case", "ranks", "threads", "value") == [
        ("104x104x104", 8, 1, pytest.approx(3.28908e9))
    ]
    assert rows(HPCG_YAML, "bandwidth", "value") == [(pytest.approx(25.1834e9),)]


def test_hpcc_from_one_of_its_sections_on() -> None:
    """What HPL and STREAM print within it is told once, by the summary."""
    assert rows(HPCC_TAIL, "flops", "benchmark", "ranks", "value") == [
        ("HPCC", 16, pytest.approx(0.120409e12))
    ]
    assert rows(HPCC_TAIL, "bandwidth", "value") == []


def test_rows_of_hpl_without_their_headings() -> None:
    text = """\
2.)  TCP works fine.
WR11C2R4        5000   160     1     2              10.10          8.253e+00
||Ax-b||_oo / ( eps * ||A||_1  * N        ) =        0.0412956 ...... PASSED
3.)  the same setup, using mpichgm
WR11C2R4        5000   160     1     2              10.43          7.994e+00
||Ax-b||_oo / ( eps * ||A||_1  * N        ) =        0.0353693 ...... PASSED
"""
    assert rows(text, "flops", "ranks", "value") == [(2, 8.253e9), (2, 7.994e9)]


def test_io500_that_says_at_its_end_that_it_is_invalid() -> None:
    text = """\
[RESULT]       ior-easy-write        0.186620 GiB/s  : time 0.027 seconds
[RESULT]    mdtest-easy-write      103.300821 kIOPS : time 1.121 seconds
[SCORE INVALID] Bandwidth 0.172092 GB/s : IOPS 292.625029 kiops : TOTAL 7.096374
"""
    assert rows(text, "runtime", "validity") == [("INVALID",), ("INVALID",)]
    assert "validity" not in loaded(text.replace(" INVALID", "")).records.columns


def test_the_summary_of_iperf3_alone() -> None:
    text = """\
10 Conn
```
[SUM]   0.00-10.00  sec  2.97 GBytes  2.55 Gbits/sec  4162             sender
[SUM]   0.00-10.01  sec  2.96 GBytes  2.54 Gbits/sec                  receiver
```
2 streams
```
[ ID] Interval           Transfer     Bitrate         Retr
[  5]   0.00-10.01  sec   167 GBytes   143 Gbits/sec    1            sender
[  5]   0.00-10.01  sec   167 GBytes   143 Gbits/sec                  receiver
```
"""
    assert rows(text, "bandwidth", "value", "unit") == [(2.54e9, "b/s"), (143e9, "b/s")]


def test_stress_ng_with_its_table_below_the_end() -> None:
    by = "stress-ng: info:  [7670] "
    lines = (
        "dispatching hogs: 96 tmpfs",
        "successful run completed in 100.23s (1 min, 40.23 secs)",
        "stressor       bogo ops real time  usr time  sys time   bogo ops/s   bogo ops/s",
        "                          (secs)    (secs)    (secs)   (real time) (usr+sys time)",
        "tmpfs              8216    100.10    368.02    230.89        82.08        13.72",
        "for a 100.23s run time:",
    )
    text = "".join(f"{by}{line}\n" for line in lines)
    assert rows(text, "rate", "case", "instances", "value") == [("tmpfs", 96, 82.08)]
    assert rows(text * 2, "rate", "value") == [(82.08,), (82.08,)]
    assert failures(text) == []


@pytest.mark.parametrize("cut", [True, False])
def test_what_stands_above_the_table_of_stream(cut: bool) -> None:
    text = """\
STREAM version $Revision: 5.10 $
Array size = 80000000 (elements), Offset = 0 (elements)
Number of Threads requested = 96
Number of Threads counted = 96
Function    Best Rate MB/s  Avg time     Min time     Max time
Copy:          686067.7     0.010067     0.010030     0.010102
"""
    kept = text.partition("\n")[2] if cut else text
    assert rows(kept, "bandwidth", "threads", "size") == [(96, 80e6)]


def test_what_stands_above_the_table_of_ior() -> None:
    text = """\
access              : single-shared-file
nodes               : 3
tasks               : 30
access    bw(MiB/s)  IOPS  Latency(s) block(KiB) xfer(KiB) open(s)  wr/rd(s) close(s) total(s) iter
read      5429       5431  0.005523   5242880    1024.00   0.012188 28.28    0.000251 28.29    0
"""
    assert rows(text, "bandwidth", "nodes", "ranks", "value") == [(3, 30, 5429.0 * 2**20)]


def test_a_stream_on_a_gpu_that_computed_nonsense() -> None:
    text = """\
Implementation: HIP
Precision: double
Running kernels 10 times
Validation failed on a[]. Average error 28585402504.791607
Function    MBytes/sec  Min (sec)   Max         Average
Add4        350674.259  0.00299     0.00414     0.00351
GEOMEAN     349700.843
"""
    assert failures(text) == [(6, "Validation failed on a[]. Average error 28585402504.791607")]


def test_a_banner_below_a_table_begins_another_output() -> None:
    """The facts of the second are none of the first."""
    text = """\
Function	Mbytes/sec	Min (sec)	Max		Average
Copy		50552.817	0.01062		0.02924		0.01143
BabelStream
Version: 3.4
Implementation: OpenMP
Function    MBytes/sec  Min (sec)   Max         Average
Copy        87745.870   0.00612     0.00710     0.00684
"""
    assert rows(text, "bandwidth", "software", "value") == [
        (None, pytest.approx(50552.817e6)),
        ("BabelStream 3.4", pytest.approx(87745.87e6)),
    ]


@pytest.mark.parametrize(
    ("command", "listed", "counts"),
    [
        ("", 8, (8, 8, 1)),
        ("", 1, (None, None, None)),
        ("", 0, (None, None, None)),
        ("$ mpirun -np 2 ./all_reduce_perf -g 8\n", 0, (16, 16, None)),
        ("$ mpirun -np 2 ./all_reduce_perf -g 8\n", 16, (16, 16, 2)),
    ],
)
def test_the_gpus_of_each_process_of_nccl_tests(
    command: str, listed: int, counts: tuple[int | None, ...]
) -> None:
    ranks = "".join(ONE_RANK.format(rank=rank, host=rank // 8) for rank in range(listed))
    text = command + NCCL.format(ranks=ranks)
    assert rows(text, "busbw", "ranks", "devices", "nodes") == [counts]


def test_blanks_behind_the_command_of_hyperfine() -> None:
    text = """\
Benchmark 2: node --loader ts-node/esm src/main.tsx{blanks}
  Time (mean ± σ):     112.6 ms ±  12.4 ms    [User: 89.3 ms, System: 38.2 ms]
""".replace("{blanks}", "  ")
    assert rows(text, "runtime", "benchmark", "value") == [
        ("node --loader ts-node/esm src/main.tsx", pytest.approx(0.1126))
    ]


def test_sacct_of_slurm_before_its_gres_became_tres() -> None:
    text = """\
JobID|JobName|State|Elapsed|NNodes|ReqGRES|AllocGRES|AllocCPUS
7|train|COMPLETED|00:01:00|1|gpu:2|gpu:2|8
7.batch|batch|COMPLETED|00:01:00|1|gpu:2|gpu:2|8
"""
    assert rows(text, "runtime", "benchmark", "cores", "value") == [("train", 8, 60.0)]


def test_the_times_of_hyperfine_without_their_command() -> None:
    text = """\
  Time (mean ± σ):      14.9 ms ±   0.7 ms    [User: 12.5 ms, System: 2.3 ms]
  Range (min … max):    14.0 ms …  21.3 ms    187 runs
"""
    assert rows(text, "runtime", "value") == [(pytest.approx(14.9e-3),)]
    assert rows(text, "runtime_max", "value") == [(pytest.approx(21.3e-3),)]


def test_tables_of_pytest_benchmark_below_their_names() -> None:
    # a question on the numbers in parentheses
    table = """\
------------- benchmark: 1 tests -------------
Name (time in s)      Min     Max    Mean  StdDev
----------------------------------------------
foo1[50]           2.0069  2.0069  {0}  0.0000
----------------------------------------------
"""
    text = f"baseline:\n{table.format('2.0069')}\nno-logs:\n{table.format('1.0042')}"
    assert rows(text, "runtime", "section", "value") == [
        ("baseline", 2.0069),
        ("no-logs", 1.0042),
    ]
    repeats = text.replace("baseline", "run 1").replace("no-logs", "run 2")
    assert "section" not in loaded(repeats).records.columns


@pytest.mark.parametrize("below", ["", "slurmstepd: note\n"])
def test_json_in_the_output_of_a_job(below: str) -> None:
    # a report to fio: its command, and what it printed
    above = "[root@data03 bin]# ./fio --name=t2 --output-format=json\nStarting 1 process\n"
    alone = loaded(example("fio.json")).records
    found = loaded(f"{above}{example('fio.json')}\n{below}").records
    assert found["value"].to_list() == alone["value"].to_list()
    assert found["line"].min() == 3


def test_asv_compare_before_it_named_commits() -> None:
    # its first pull request, and a comment to pandas
    first = """\
  before     after    ratio
  98.30ms   68.19ms      0.69  benchmarks.Photometry.time_big_apertures
"""
    factor = """\
BENCHMARK                                    BEFORE      AFTER     FACTOR
...t_categorical.time_concat_categorical      1.34s   122.99ms   0.09183963x
"""
    assert rows(first, "runtime_after", "benchmark", "value") == [
        ("benchmarks.Photometry.time_big_apertures", pytest.approx(0.06819))
    ]
    assert rows(factor, "runtime_before", "benchmark", "value") == [
        ("...t_categorical.time_concat_categorical", 1.34)
    ]
