"""Outputs of storage benchmarks as public repositories have them: old, quoted, or cut."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import rows

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
