"""Outputs without their headings, of other releases, and those that only a title tells apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import failures, rows

NCCL_CUT = """\
# nThread 1 nGpus 1 minBytes 8 maxBytes 64 step: 2(factor) warmup iters: 5 iters: 20 validation: 1
#
# Using devices
#  Rank  0 Group  0 Pid   1887 on   worker-1 device  0 [0x8d] NVIDIA H100 80GB HBM3
#  Rank  1 Group  0 Pid   1888 on   worker-1 device  1 [0x91] NVIDIA H100 80GB HBM3
"""
IN_PLACE_FIRST = """\
#                                    in-place                       out-of-place
#       size         count     time   algbw   busbw  #wrong     time   algbw   busbw  #wrong
#        (B)    (elements)     (us)  (GB/s)  (GB/s)            (us)  (GB/s)  (GB/s)
  1073741824      33554432                                    7186.2  149.42  130.74      0
  1073741824      33554432   7000.0  150.00  131.25      0    7186.2  149.42  130.74      0
"""
ESCAPED = """\
mpiexec --np 384 --ppn 12 osu_alltoallv -m 4096:4096

\\# OSU MPI All-to-Allv Personalized Exchange Latency Test v7.5
\\# Size       Avg Latency(us)   Min Latency(us)   Max Latency(us)  Iterations
4096                  467.38            460.43            474.05        1000
"""
BENCHMARK_ROWS = """\
1: BM_send/MaxLevel:4/manual_time             0.262 us        0.530 us      2725477 bytes=8
1: BM_send/MaxLevel:16/manual_time            0.274 us        0.553 us      2518242 bytes=32
1: BM_send/MaxLevel:512/manual_time           0.330 us        0.633 us      2198542 bytes=1.024k
1: BM_send_BigO                                0.01 N          0.01 N
"""
OLD_RATES = """\
Benchmark                          Time           CPU Iterations
----------------------------------------------------------------
BM_read/threads:2            1133328 ns    2266106 ns        618   2GB/s   1k items/s
"""
STAMPED = """\
stress-ng: 10:48:33.34 metrc: [18] stressor  bogo ops real time  usr time  sys time   bogo ops/s
stress-ng: 10:48:33.34 metrc: [18] fork     32775 257.99  43311.94  57938.27   1273.32  3237.05
stress-ng: 10:48:33.34 metrc: [18] miscellaneous metrics:
stress-ng: 10:48:33.34 metrc: [18] matrix   352460.80 add matrix ops per sec (mean of 99 instances)
"""
FIO_JOB = """\
job1: (groupid=0, jobs=1): err= 0: pid=561: Wed Jun 26 21:34:30 2019
  write: io=1040.3MB, bw=106500KB/s, iops=26625, runt= 10002msec
     lat (usec): min=4, max=2157.7K, avg=31.29, stdev=4245.32
"""
IOR_BEST = """\
write     25155      2097152    4.00       0.012653   3.91       0.596007   3.91       3

Max Write: 25154.87 MiB/sec (26376.80 MB/sec)
Max Read:  22659.51 MiB/sec (23760.22 MB/sec)
"""
IOR_FOUND = """\
Operation   Max(MiB)   Min(MiB)  Mean(MiB)     StdDev   Max(OPs)   Min(OPs)  Mean(OPs)     StdDev \
   Mean(s) Stonewall(s) Stonewall(MiB) Test# #Tasks tPN reps fPP reord reordoff reordrand seed \
segcnt   blksiz    xsize aggs(MiB)   API RefNum
190: write  565.67   565.67     565.67       0.00     565.67     565.67     565.67       0.00 \
   2.71535         NA            NA     0     48  24    1   0     0        1         0    0      1 \
33554432  1048576    1536.0 MPIIO      0
"""
QE_63 = """\
     Parallel version (MPI), running on    36 processors
     fft_scatt_yz :    830.14s CPU    833.77s WALL ( 2091265 calls)

     PWSCF        :     6h26m CPU       26h 6m WALL

      35h

   This run was terminated on:  19: 8:16  29Aug2018
"""
SYSBENCH_0_4 = """\
sysbench 0.4.12:  multi-threaded system evaluation benchmark

Number of threads: 4
Memory operations type: read
Operations performed: 5242880 (9592744.87 ops/sec)

20480.00 MB transferred (1000.00 MB/sec)

Test execution summary:
    total time:                          0.5465s
    total number of events:              5242880
"""
HPL_OF_AMD = """\
T/V         SWP           N    NB     P     Q            Time             Gflops
--------------------------------------------------------------------------------
WRC06R3C38c 211       121752   456     1     2          628.22         1.9153e+03
"""
ASV_OLD = """\
[100.00%] ··· Running model.Dipole.time_field                                    ok
[100.00%] ····
               ====== ==========
                loop
               ------ ----------
                None   139.11ms
                freq   322.62ms
               ====== ==========
"""
BENCHCMP = """\
benchmark | old ns/op | new ns/op | delta
-------------- | ------------ | ------------- | -------
BenchmarkFoo | 523 | 68.6 | -86.88%

benchmark | old bytes | new bytes | delta
-------------- | ------------ | ------------- | -------
BenchmarkFoo | 80 | 80 | 0.00%
"""


@pytest.mark.parametrize(
    ("text", "metric", "columns", "expected"),
    [
        (NCCL_CUT, "busbw", ("ranks", "value"), [(None, None)]),
        (IN_PLACE_FIRST, "busbw", ("size", "value"), [(2.0**30, 130.74e9)] * 2),
        (IN_PLACE_FIRST, "busbw_in_place", ("value",), [(131.25e9,)]),
        (ESCAPED, "latency", ("ranks", "nodes", "value"), [(384, 32, 467.38e-6)]),
        (BENCHMARK_ROWS, "runtime", ("benchmark", "case", "value"), [
            ("BM_send", "MaxLevel:4", 0.262e-6),
            ("BM_send", "MaxLevel:16", 0.274e-6),
            ("BM_send", "MaxLevel:512", 0.33e-6),
        ]),
        (OLD_RATES, "bandwidth", ("threads", "value"), [(2, 2.0**31)]),
        (OLD_RATES, "throughput", ("value", "unit"), [(1024.0, "items/s")]),
        (STAMPED, "rate", ("case", "value"), [("fork", 1273.32)]),
        (FIO_JOB, "bandwidth", ("case", "value"), [("job1 write", 106500 * 1024.0)]),
        (FIO_JOB, "latency", ("value",), [(31.29e-6,)]),
        (IOR_BEST, "bandwidth", ("case", "value"), [
            ("write", 25154.87 * 2**20),
            ("read", 22659.51 * 2**20),
        ]),
        (IOR_FOUND, "bandwidth", ("case", "nodes", "ranks", "value"), [
            ("write", 2, 48, 565.67 * 2**20),
        ]),
        (QE_63, "runtime", ("ranks", "value"), [(36, 6 * 3600 + 35 * 60.0)]),
        (SYSBENCH_0_4, "bandwidth", ("case", "value"), [("read", 1000 * 2.0**20)]),
        (SYSBENCH_0_4, "op_rate", ("threads", "value"), [(4, 9592744.87)]),
        (HPL_OF_AMD, "flops", ("ranks", "size", "value"), [(2, 121752.0, 1.9153e12)]),
        (HPL_OF_AMD, "runtime", ("value", "unit"), [(628.22, "s")]),
        (ASV_OLD, "runtime", ("loop", "value"), [("None", 0.13911), ("freq", 0.32262)]),
        (BENCHCMP, "time_per_op", ("file", "value"), [("old", 523e-9), ("new", 68.6e-9)]),
        (BENCHCMP, "memory_per_op", ("file", "value"), [("old", 80.0), ("new", 80.0)]),
    ],
)  # fmt: skip
def test_what_is_there_is_read(
    text: str, metric: str, columns: tuple[str, ...], expected: list[tuple[Any, ...]]
) -> None:
    found = rows(text, metric, *columns)
    assert [row[:-1] for row in found] == [row[:-1] for row in expected]
    assert [row[-1] for row in found] == [
        pytest.approx(row[-1]) if isinstance(row[-1], float) else row[-1] for row in expected
    ]


def test_no_events_are_no_result() -> None:
    text = SYSBENCH_0_4.replace("events:              5242880", "events:              0")
    assert [reason for _, reason in failures(text)] == ["total number of events: 0"]


OSU = "# OSU MPI Bcast Latency Test v7.0\n# Size    Avg Latency(us)\n1                   66.94\n"
COMMAND = "mpirun -n 64 osu_bcast\n\n"


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (f"SM2:\n```\n{COMMAND}{OSU}```\n\nSHM:\n```\n{COMMAND}{OSU}```\n", ["SM2", "SHM"]),
        (f"Base\n{OSU}\nOptimized\n{OSU}", ["Base", "Optimized"]),
        (f"Of 9 cells. In serial:\n\n{OSU}\nIn parallel:\n\n{OSU}", ["In serial", "In parallel"]),
        (
            f"# A\n```\nhello\nyou\n\nat 3 of 4\n{OSU}```\n# B\n```\nhi\nyou\n\n!\n{OSU}```\n",
            ["A", "B"],
        ),
        (f"- base\n```\n{OSU}```\n\n- this PR\n```\n{OSU}```\n", ["base", "this PR"]),
        (
            f"Here it is not of much use, to say the least.\n```\n{OSU}```\n"
            f"Now, see.\n```\n{OSU}```\n",
            ["Here it is not of much use, to say the least.", "Now, see."],
        ),
        (
            f"before flags:\n❯ osu_bcast\n{OSU}\nafter flags:\n❯ osu_bcast\n{OSU}",
            [
                "before flags",
                "after flags",
            ],
        ),
        (f"One has, say, this.\n```\n{OSU}```\nThen, once more:\n```\n{OSU}```\n", None),
        (f"See, it is slow.\n```\n{OSU}```\n\n```\n{OSU}```\n", None),
        (f"job 17\n{OSU}\njob 18\n{OSU}", None),
        (f"{OSU}\n{OSU}", None),
        # the input stands in a line of numbers, and twice below it is the same again
        (
            f"100/10 (in/out)\n{OSU}{OSU}500/10 (in/out)\n{OSU}",
            [*2 * ["100/10 (in/out)"], "500/10 (in/out)"],
        ),
        # what ends each turn of a loop, and of a job, says nothing new
        (f"load\n{OSU}\ndone in 1.5 s\nnext\n{OSU}\ndone in 1.7 s\nnext\n{OSU}", None),
        (f"{OSU}\n[n1:321] freed\nreal 1m2s\n{OSU}\n[n1:377] freed\nreal 1m3s\n{OSU}", None),
        # variables of the shell, in no command of a launcher and behind no prompt
        (
            f"Slow:\n```\nTLS=rc osu\n{OSU}```\n\n```\nTLS=sm osu\n{OSU}```\n",
            ["Slow", "TLS=sm osu"],
        ),
        # what stands above all of them is the name of none
        (
            f"Old, it is slow.\n```\nPASS\n{OSU}```\nNow, it is not.\n```\nPASS\n{OSU}```\n",
            ["Old, it is slow.", "Now, it is not."],
        ),
        (
            f"With rc, say.\n\nResult:\n```\n{OSU}```\nWith sm, say.\n\nResult:\n```\n{OSU}```\n",
            ["With rc, say.", "With sm, say."],
        ),
        # headings above those that are known make no title
        (
            f"DEV=0\n```\n#    at first     at last\n{OSU}```\n"
            f"DEV=1\n```\n#    at first     at last\n{OSU}```\n",
            ["DEV=0", "DEV=1"],
        ),
    ],
)
def test_titles_tell_outputs_apart(text: str, sections: list[str] | None) -> None:
    records = loaded(text).records
    assert ("section" in records.columns) == (sections is not None)
    if sections is not None:
        assert records["section"].to_list() == sections


def test_commands_behind_a_prompt_tell_outputs_apart() -> None:
    # the same but for an option, in one block of a pull request to vLLM
    text = "```\n$ python latency.py\nAvg latency: 0.97 seconds\n\n"
    text += "$ python latency.py -O3\nAvg latency: 0.94 seconds\n\n```\n"
    assert rows(text, "latency", "command", "value") == [(None, 0.97), ("-O3", 0.94)]


GO = "BenchmarkMac-2    300000    {0} ns/op\n"
OLD_NEW = "name   old time/op  new time/op  delta\nMac-4  {0}s ± 3%    {1}s ± 2%  -5.10%\n"


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        (
            f"before:\n\n```\n{GO.format(3958)}```\n\nafter:\n\n```\n{GO.format(3906)}```\n",
            "section",
            [("before", 3958e-9), ("after", 3906e-9)],
        ),
        (
            f"{GO.format(3958)}PASS\n{GO.format(3906)}PASS\n",
            "threads",
            [(2, 3958e-9), (2, 3906e-9)],
        ),
        (
            f"$ benchstat a b\n{OLD_NEW.format(2.3, 2.1)}\n"
            f"$ benchstat c d\n{OLD_NEW.format(1.5, 1.4)}",
            "command",
            [("a b", 2.3), ("a b", 2.1), ("c d", 1.5), ("c d", 1.4)],
        ),
        (
            f"{GO.format(100)}$ benchstat old\nname   time/op\nMac-2  101ns ± 1%\n",
            "statistic",
            [("mean", 101e-9), (None, 100e-9)],
        ),
    ],
)
def test_what_stands_between_results_of_go_tells_them_apart(
    text: str, column: str, expected: list[tuple[object, float]]
) -> None:
    found = rows(text, "time_per_op", column, "value")
    assert sorted(found, key=str) == [
        (said, pytest.approx(value)) for said, value in sorted(expected, key=str)
    ]


BENCHSTAT = """\
        │  old.txt   │           new.txt            │
        │   sec/op   │   sec/op     vs base         │
Mac-4     {}00 ± 3%   2.100 ± 2%  -8.70% (p=0.000)
"""
LLAMA = """\
| model | backend | test | t/s |
| --- | --- | --: | --: |
| llama 7B | CUDA | tg128 | {} ± 0.40 |
"""


@pytest.mark.parametrize(
    ("text", "metric", "expected"),
    [
        (BENCHSTAT, "time_per_op", [2.3, 1.3]),
        (LLAMA, "throughput", [137.05, 110.05]),
        ("Avg latency: {} seconds\n", "latency", [0.97, 2.94]),
    ],
)
def test_tables_of_documents_and_lines_of_logs_are_apart(
    text: str, metric: str, expected: list[float]
) -> None:
    one, other = (text.format(value) for value in expected)
    document = f"Before:\n```\n{one}```\nAfter:\n```\n{other}```\n"
    log = f"BIND=compact\n{one}BIND=scatter\n{other}"
    for whole, names in (
        (document, ("Before", "After")),
        (log, ("BIND=compact", "BIND=scatter")),
    ):
        found = rows(whole, metric, "section", "value")
        for name, value in zip(names, expected, strict=True):
            assert (name, pytest.approx(value)) in found


def test_files_that_lines_were_picked_from_tell_them_apart() -> None:
    said = "Final Summary::HPCG result is VALID with a GFLOP/s rating of="
    text = "".join(f"n{n}_HPCG-Benchmark_3.1.txt:{said}{n}\n" for n in (1, 2))
    assert rows(text, "flops", "file", "value") == [
        ("n1_HPCG-Benchmark_3.1.txt", 1e9),
        ("n2_HPCG-Benchmark_3.1.txt", 2e9),
    ]


def test_two_kept_ends_of_logs_are_two_runs() -> None:
    end = "ExecutionTime = {0} s  ClockTime = {1} s\n\nSIMPLE solution converged\n\nEnd\n\n"
    text = end.format(116.15, 117) + end.format(519.5, 707)
    assert rows(text, "runtime", "value") == [(117.0,), (707.0,)]


SUMMARY = """\
wandb: Run history:
wandb:   train/loss ▇▅▃
wandb: Run summary:
wandb:   train/loss 0.05482
wandb:     _runtime 288
wandb:         host n01
wandb:   img_per_s 104.5
"""


class TestWandbConsole:
    def test_a_summary_is_a_run(self) -> None:
        found = loaded(SUMMARY).records.select("metric", "value").rows()
        assert found == [("train_loss", 0.05482), ("throughput", 104.5)]

    def test_a_training_log_tells_of_the_same_run(self) -> None:
        log = "".join(f"step {n} loss 0.{n} 10{n}.5 img/s\n" for n in range(1, 6))
        assert loaded(log + SUMMARY).files[0].readers == ("training log",)


CALIPER = """\
Path                       Min time/rank Max time/rank Avg time/rank Time %
main                            5.700000      5.800000      5.737632 {0}
  loop                          5.600000      5.800000      5.737514 {0}
"""


@pytest.mark.parametrize(
    ("share", "metric"), [("98.042800", "inclusive_time"), ("49.042800", "self_time")]
)
def test_shares_that_come_to_more_than_the_whole_are_inclusive(share: str, metric: str) -> None:
    found = rows(CALIPER.format(share), metric, "case", "value", "primary")
    assert found == [("main", 5.737632, True), ("main/loop", 5.737514, True)]


def test_json_that_was_cut_off_before_a_result_is_a_run_without_one() -> None:
    text = '{"fio version": "fio-3.28", "jobs": [{"jobname": "a", "read": {"io_bytes": 12,'
    found = loaded(text).records.select("benchmark", "value", "reason").rows()
    assert found == [("fio", None, "output of fio ends before its result")]


def test_results_of_one_command_of_fish() -> None:
    text = (
        "Executed in   33.64 millis    fish           external\n"
        "   usr time   13.04 millis    0.00 micros   13.04 millis\n"
    )
    assert rows(text, "runtime", "value") == [(pytest.approx(0.03364),)]
    assert rows(text, "user_time", "value") == [(pytest.approx(0.01304),)]


def test_an_option_of_a_program_is_no_host_of_a_launcher() -> None:
    part = "$ likwid-bench -t triad -w {}:20GB:20\nCycles:\t\t66\nTime:\t3.3 sec\nMByte/s:\t{}\n"
    text = part.format("S0", 191140.47) + "Cycles per cacheline:\t2.6\n\n" + part.format("S1", 182)
    assert [row[0] for row in rows(text, "bandwidth", "command")] == ["S0:20GB:20", "S1:20GB:20"]
