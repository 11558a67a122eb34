"""Outputs of storage benchmarks as public repositories have them: old, quoted, or cut."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows

TABLE = """\
access    bw(MiB/s)  block(KiB) xfer(KiB)  open(s)    wr/rd(s)   close(s)   total(s)   iter
------    ---------  ---------- ---------  --------   --------   --------   --------   ----
Commencing write performance test: Wed Jan 16 22:55:34 2019
write     44.78      1048576    4.00       0.007478   182.91     49.97      182.93     0
Commencing read performance test: Wed Jan 16 22:58:37 2019
read      52.90      1048576    4.00       0.013605   154.84     40.42      154.85     0
remove    -          -          -          -          -          -          0.064914   0
Max Write: 44.78 MiB/sec (46.96 MB/sec)
Max Read:  52.90 MiB/sec (55.47 MB/sec)
"""
"""From a guide to BeeGFS."""


class TestIor:
    @pytest.mark.parametrize("indent", ["", "      "])
    def test_the_table_alone(self, indent: str) -> None:
        shown = "".join(f"{indent}{line}\n" for line in TABLE.splitlines())
        assert rows(shown, "bandwidth", "case", "size", "value") == [
            ("write", 4096.0, pytest.approx(44.78 * 2**20)),
            ("read", 4096.0, pytest.approx(52.90 * 2**20)),
        ]

    def test_nodes_from_the_clients_of_each(self) -> None:
        # release 3.2, which does not count them
        text = f"""\
IOR-3.2.1: MPI Coordinated Test of Parallel I/O
tasks               : 64
clients per node    : 32
{TABLE}"""
        assert set(rows(text, "bandwidth", "nodes", "ranks")) == {(2, 64)}

    def test_the_summary_where_it_is_all_there_is(self) -> None:
        # release 2.10 as it was run by most
        text = """\
IOR-2.10.3: MPI Coordinated Test of Parallel I/O

Summary:
\tapi                = POSIX
\tclients            = 32 (16 per node)
\txfersize           = 1 MiB
\tblocksize          = 1 GiB

Operation  Max (MiB)  Min (MiB)  Mean (MiB)   Std Dev  Max (OPs)  Min (OPs)  Mean (OPs)
---------  ---------  ---------  ----------   -------  ---------  ---------  ----------
write        1290.40    1290.40     1290.40      0.00    1290.40    1290.40     1290.40

Max Write: 1290.40 MiB/sec (1353.08 MB/sec)
Max Read:  2390.10 MiB/sec (2506.20 MB/sec)

Run finished: Thu Jan 26 13:10:12 2012
"""
        assert rows(text, "bandwidth", "case", "value", "nodes", "size", "block_size") == [
            ("write", pytest.approx(1290.40 * 2**20), 2, 2**20, 2**30),
            ("read", pytest.approx(2390.10 * 2**20), 2, 2**20, 2**30),
        ]

    @pytest.mark.parametrize(
        ("operations", "stonewall"),
        [("  565.67   565.67   565.67   0.00", "NA   NA"), ("", "")],
    )
    def test_the_summary_alone(self, operations: str, stonewall: str) -> None:
        # a report to Benchpark of release 4, and the columns of release 2.10
        text = f"""\
Operation   Max(MiB)   Min(MiB)  Mean(MiB)     StdDev    Mean(s)
write         569.10     561.20     565.67       3.20 {operations}   2.71535 {stonewall}   0 \
    48  24    1   0     0        1         0    0      1 33554432  1048576    1536.0 MPIIO      0
"""
        columns = ("case", "value", "nodes", "ranks", "size", "block_size")
        assert rows(text, "bandwidth", *columns) == [
            ("write", pytest.approx(565.67 * 2**20), 2, 48, 2**20, 2**25)
        ]
        assert rows(text, "runtime", "value") == [(2.71535,)]

    def test_a_summary_that_was_cut_off_is_no_iteration(self) -> None:
        text = (
            "Operation   Max(MiB)   Min(MiB)  Mean(MiB)     StdDev   Max(OPs)   Min(OPs)\n"
            "write        1290.15    1290.15    1290.15       0.00       1.26       1.26"
            "       1.26       0.00   60.32152      60.29\n"
        )
        assert rows(f"{TABLE}{text}", "bandwidth", "value") == rows(TABLE, "bandwidth", "value")
        assert rows(text, "bandwidth", "value") == [(None,)]

    def test_the_tasks_of_release_3_1(self) -> None:
        text = "IOR-3.1.0: MPI Coordinated Test of Parallel I/O\nParticipating tasks: 2\n"
        assert set(rows(f"{text}{TABLE}", "bandwidth", "ranks")) == {(2,)}


class TestMdtest:
    def test_two_tables_alone_are_two_outputs(self) -> None:
        # a mail to linux-xfs; its colon touches a name
        table = """\
SUMMARY: (of 1 iterations)
   Operation                      Max            Min           Mean        Std Dev
   ---------                      ---            ---           ----        -------
   Directory creation:      {0}      {0}      {0}          0.000
   Directory stat    :     310098.612     310098.612     310098.612          0.000
"""
        text = f"Without:\n{table.format(68968.919)}With:\n{table.format(75538.919)}"
        assert [row for row in rows(text, "rate", "line", "value") if row[1] < 1e5] == [
            (5, 68968.919),
            (11, 75538.919),
        ]
        assert loaded(text).records["line"].n_unique() == 4

    def test_an_underscore_before_the_release(self) -> None:
        text = """\
mdtest_v1.9.3 was launched
SUMMARY: (of 50 iterations)
   Directory creation:   9273.825   6788.107   8343.664    668.352
"""
        assert rows(text, "rate", "software", "value") == [("mdtest v1.9.3", 8343.664)]

    @pytest.mark.parametrize(
        ("headings", "cells"),
        [
            (
                "per Rank:   Max   Min   Mean   Std Dev   per Iteration: Max   Min   Mean",
                ":   8133.33   1540.97   6062.86   355.91   4577.00   1524.97   3439.61",
            ),
            (
                "per Rank: Max   Min   Mean   per Iteration: Max   Min   Mean   Std Dev",
                "8133.33   1540.97   6062.86   4577.00   1524.97   3439.61   355.91",
            ),
        ],
    )
    def test_the_iterations_beside_the_ranks(self, headings: str, cells: str) -> None:
        # two states of release 4.0 in development
        table = f"   Operation   {headings}\n   File stat   {cells}\n"
        text = f"SUMMARY rate: (of 3 iterations)\n{table}"
        assert rows(text, "rate", "case", "value") == [("File stat", 3439.61)]
        assert rows(text, "rate_max", "value") == [(4577.0,)]


class TestIo500:
    def test_a_summary_without_its_first_line(self) -> None:
        # the notes of a site; result_summary.txt has no version
        text = """\
[RESULT]       ior-easy-write       10.608264 GiB/s : time 35.013 seconds [INVALID]
[RESULT]    mdtest-easy-write       29.244625 kIOPS : time 33.941 seconds [INVALID]
[      ]            timestamp        0.000000 kIOPS : time 0.001 seconds
"""
        assert rows(text, "bandwidth", "case", "value", "validity") == [
            ("ior-easy-write", pytest.approx(10.608264 * 2**30), "INVALID")
        ]
        assert loaded(text).records["line"].n_unique() == 2

    def test_the_scale_that_a_script_prints_first(self) -> None:
        # esc-io500 of DDN
        text = """\
Start IO500 benchmark with options:

Data directory:     /mnt/exacloud/workload
Hosts list:         10.0.0.19,10.0.0.23,10.0.0.21,10.0.0.9,10.0.0.25,10.0.0.18,10.0.0.20,10.0.0.2
Processes per host: 8
Files per process:  129281
Number of tasks:    64

IO500 version io500-sc20_v3
[RESULT]       ior-easy-write        6.173493 GiB/s : time 329.228 seconds
[RESULT]    mdtest-easy-write       21.002955 kIOPS : time 401.247 seconds
[SCORE] Bandwidth 1.868072 GiB/s : IOPS 22.952705 kiops : TOTAL 6.548076
"""
        assert rows(text, "runtime", "case", "ranks", "nodes", "software") == [
            ("ior-easy-write", 64, 8, "IO500 io500-sc20_v3"),
            ("mdtest-easy-write", 64, 8, "IO500 io500-sc20_v3"),
        ]
        uneven = text.replace("per host: 8", "per host: 7")
        assert rows(uneven, "runtime", "ranks", "nodes") == [(64, None), (64, None)]

    def test_gigabytes_of_2019(self) -> None:
        line = (
            "[RESULT] BW   phase 1            ior_easy_write    2.203 GB/s : time 356.73 seconds\n"
        )
        assert rows(line, "bandwidth", "value") == [(pytest.approx(2.203e9),)]

    def test_the_scores_of_result_txt(self) -> None:
        text = example("io500_result.txt")
        assert rows(text, "bandwidth", "case", "value") == [
            ("ior-easy-write", pytest.approx(101.038894 * 2**30))
        ]
        assert rows(text, "iops", "case", "value") == [
            ("mdtest-easy-write", pytest.approx(4240894.878)),
            ("find", pytest.approx(1561258.73)),
        ]
        assert rows(text, "runtime", "value") == [(426.7161,), (312.3422,), (316.6142,)]

    def test_phases_that_were_picked_are_told_apart_by_what_is_said_of_them(self) -> None:
        # a report on MPI-IO
        text = """\
result (API: MPIIO)
```
[RESULT]       ior-hard-write        2.423454 GiB/s : time 300.345 seconds
```
result (API: POSIX)
```
[RESULT]       ior-hard-write        3.770933 GiB/s : time 1843.400 seconds
```
"""
        assert rows(text, "bandwidth", "case", "section", "value") == [
            ("ior-hard-write", "result (API: MPIIO)", pytest.approx(2.423454 * 2**30)),
            ("ior-hard-write", "result (API: POSIX)", pytest.approx(3.770933 * 2**30)),
        ]

    def test_phases_that_took_no_time_are_an_output_without_a_result(self) -> None:
        text = """\
IO500 version io500-isc20_v3
[RESULT-invalid]       ior-easy-write        0.000000 GiB/s  : time 0.000 seconds
"""
        assert rows(text, "bandwidth", "value", "status") == [(None, "unknown")]


class TestFio:
    def test_a_job_without_its_first_line(self) -> None:
        # fio 2 puts blanks before commas
        text = """\
randread: (groupid=0, jobs=1): err= 0: pid=4321: Tue Mar  1 12:00:00 2016
  read : io=3071.7MB, bw=63317KB/s, iops=15829 , runt= 49677msec
     lat (msec): min=1 , max=10 , avg= 2.02, stdev= 0.50
"""
        assert rows(text, "bandwidth", "case", "value") == [("randread read", 63317 * 1024.0)]
        assert rows(text, "latency", "value") == [(pytest.approx(2.02e-3),)]

    def test_behind_the_prefix_of_a_test_runner(self) -> None:
        # a log of Avocado
        shown = (
            "seq-read: (groupid=6, jobs=1): err= 0: pid=4035: Sun May  3 20:16:21 2020",
            "  read: IOPS=188, BW=94.1MiB/s (98.7MB/s)(128MiB/1360msec)",
            "     lat (usec): min=50, max=64334, avg=2224.19, stdev=10154.00",
        )
        text = "".join(f"20:16:21 DEBUG| [stdout] {line}\n" for line in shown)
        assert rows(text, "iops", "case", "value") == [("seq-read read", 188.0)]
        assert rows(text, "latency", "value") == [(pytest.approx(2224.19e-6),)]


class TestSacct:
    def test_a_state_that_its_column_is_too_narrow_for(self) -> None:
        text = """\
JobID           JobName  Partition  AllocCPUS      State    Elapsed
------------ ---------- ---------- ---------- ---------- ----------
123             heat_4n    compute        512  COMPLETED   00:12:34
124             heat_8n    compute       1024 OUT_OF_ME+   00:02:34
"""
        columns = ("benchmark", "value", "status", "reason")
        assert rows(text, "runtime", *columns) == [
            ("heat_4n", 754.0, "ok", None),
            ("heat_8n", None, "failed", "OUT_OF_MEMORY"),
        ]


class TestSeff:
    def test_time_efficiency_memory_and_cores(self) -> None:
        text = example("seff.txt")
        columns = ("system", "nodes", "cores", "value")
        assert rows(text, "runtime", *columns) == [("juno", 4, 128, 1098.0)]
        assert rows(text, "cpu_efficiency", "value") == [(91.45,)]
        assert rows(text, "max_rss", "value", "unit") == [(38.5 * 2**30, "B")]

    def test_days_and_a_job_that_did_not_complete(self) -> None:
        text = example("seff.txt").replace("00:18:18", "2-00:18:18")
        assert rows(text, "runtime", "value") == [(2 * 86400 + 1098.0,)]
        failed = text.replace("COMPLETED (exit code 0)", "OUT_OF_MEMORY (exit code 0)")
        assert failures(failed) == [(1, "OUT_OF_MEMORY")]


def test_a_summary_of_ior_alone_is_its_result() -> None:
    text = """{"Version": "4.0.0", "summary": [
  {"operation": "write", "API": "POSIX", "numTasks": 8, "tasksPerNode": 4, "repetitions": 3,
   "transferSize": 262144, "blockSize": 16777216, "bwMaxMIB": 312.5, "bwMinMIB": 240.0,
   "bwMeanMIB": 280.0, "OPsMean": 1120.0, "MeanTime": 0.055}
]}
"""
    assert rows(text, "bandwidth", "case", "nodes", "ranks", "size", "value") == [
        ("write", 2, 8, 262144.0, pytest.approx(280.0 * 2**20))
    ]
    assert rows(text, "bandwidth_max", "value") == [(pytest.approx(312.5 * 2**20),)]


def test_ior_as_csv() -> None:
    text = """\
access,bw(MiB/s),IOPS,Latency,block(KiB),xfer(KiB),open(s),wr/rd(s),close(s),total(s),numTasks,iter
write,565.6680,565.8000,0.0848,32768.0000,1024.0000,0.0005,2.7147,0.0002,2.7153,48,0
read,2565.6680,2565.8000,0.0048,32768.0000,1024.0000,0.0005,0.7147,0.0002,0.7153,48,0
"""
    columns = ("case", "ranks", "size", "block_size", "value", "primary")
    assert rows(text, "bandwidth", *columns) == [
        ("write", 48, 2**20, 2**25, pytest.approx(565.668 * 2**20), True),
        ("read", 48, 2**20, 2**25, pytest.approx(2565.668 * 2**20), True),
    ]
    assert rows(text, "runtime", "value") == [(2.7153,), (0.7153,)]


def test_the_processes_of_io500_stand_above_its_release() -> None:
    text = "[run]\nprocs           = 144\nversion         = io500-isc24_v3 (standard)\n"
    text += "[ior-easy-write]\nscore           = 1.5\nt_delta         = 301.3\n[SCORE]\n"
    assert rows(text, "bandwidth", "ranks", "value") == [(144, 1.5 * 2**30)]
