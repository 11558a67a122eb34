"""Outputs of storage benchmarks as public repositories have them: old, quoted, or cut."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows

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
