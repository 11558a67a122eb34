"""What benchmarks of file systems printed, value for value: IOR, mdtest, IO500, fio."""

from __future__ import annotations

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, rows

MIB = 2**20


class TestIor:
    @pytest.mark.parametrize("name", ["ior.out", "ior_json.json"])
    def test_each_iteration_is_a_run_and_the_summary_none(self, name: str) -> None:
        found = rows(example(name), "bandwidth", "case", "value", "nodes", "ranks", "size", "api")
        assert found[:3] == [
            ("write", pytest.approx(2104.31 * MIB), 2, 8, MIB, "POSIX"),
            ("read", pytest.approx(4876.19 * MIB), 2, 8, MIB, "POSIX"),
            ("write", pytest.approx(2050.06 * MIB), 2, 8, MIB, "POSIX"),
        ]
        assert len(found) == (4 if name.endswith("out") else 3)

    def test_before_operations_were_counted_nodes_are_known_by_their_clients(self) -> None:
        text = example("ior_3.0.out")
        assert rows(text, "bandwidth", "value", "nodes", "ranks", "size", "block_size") == [
            (pytest.approx(7310.28 * MIB), 2, 32, 4 * MIB, 1024 * MIB)
        ]
        assert rows(text, "runtime", "value") == [(4.48,)]

    def test_without_a_summary_it_is_whole(self) -> None:
        text = "".join(example("ior.out").splitlines(keepends=True)[:-7])
        assert loaded(text).notes == ()


class TestMdtest:
    def test_the_mean_is_the_value_and_what_did_not_run_is_none(self) -> None:
        found = rows(example("mdtest.out"), "rate", "case", "value", "unit", "nodes", "ranks")
        assert found[0] == ("File creation", 20511.73, "ops/s", 4, 64)
        assert "File read" not in [row[0] for row in found]
        assert rows(example("mdtest.out"), "rate_min", "value")[0] == (19870.004,)

    def test_times_count_where_there_are_no_rates(self) -> None:
        text = example("mdtest.out")
        start, end = text.index("SUMMARY rate"), text.index("SUMMARY time")
        assert rows(text[:start] + text[end:], "runtime", "case", "value", "better") == [
            ("File creation", pytest.approx(3.12e-3), "lower"),
            ("File stat", pytest.approx(0.733e-3), "lower"),
        ]


class TestIo500:
    def test_phases_are_runs_and_what_is_invalid_says_so(self) -> None:
        text = example("io500.txt")
        assert rows(text, "bandwidth", "case", "value", "primary")[0] == (
            "ior-easy-write",
            pytest.approx(12.480911 * 2**30),
            True,
        )
        assert rows(text, "iops", "case", "value", "validity") == [
            ("mdtest-easy-write", pytest.approx(41207.733), "INVALID"),
            ("find", pytest.approx(540310.22), None),
        ]

    def test_a_phase_that_took_no_time_did_not_run(self) -> None:
        text = example("io500.txt").replace(
            "540.310220 kIOPS : time 10.312", "0.000000 kIOPS : time 0.000"
        )
        assert [row[0] for row in rows(text, "iops", "case")] == ["mdtest-easy-write"]

    def test_of_2020(self) -> None:
        found = rows(example("io500_2020.txt"), "runtime", "case", "value")
        assert [row[1] for row in found] == [311.11, 305.97, 31.54, 150.09]


class TestFio:
    def test_json(self) -> None:
        row = loaded(example("fio.json")).records.row(0, named=True)
        assert (row["case"], row["size"], row["rw"]) == ("rw read", 4096, "randread")
        assert rows(example("fio.json"), "bandwidth", "value", "unit") == [(29382164.0, "B/s")]
        assert rows(example("fio.json"), "iops", "value") == [(7173.380035,)]
        assert rows(example("fio.json"), "latency", "value") == [(pytest.approx(137.11827832e-6),)]
        assert rows(example("fio.json"), "latency_p99", "value") == [(pytest.approx(452.608e-6),)]

    def test_text(self) -> None:
        text = example("fio_text.txt")
        columns = ("case", "value", "size", "rw", "iodepth")
        assert rows(text, "bandwidth", *columns) == [
            ("rw read", pytest.approx(32.5 * MIB), 4096, "randread", 1)
        ]
        assert rows(text, "iops", "value") == [(8325.0,)]
        assert rows(text, "latency", "value") == [(pytest.approx(117.72e-6),)]

    def test_prefixes_of_rates_and_of_operations(self) -> None:
        text = example("fio_text.txt").replace("IOPS=8325, BW=32.5MiB/s", "IOPS=83.2k, BW=325KiB/s")
        assert rows(text, "iops", "value") == [(83200.0,)]
        assert rows(text, "bandwidth", "value") == [(325 * 1024,)]

    def test_before_version_3_a_kilobyte_was_1024_bytes(self) -> None:
        text = example("fio_text.txt").replace(
            "read: IOPS=8325, BW=32.5MiB/s (34.1MB/s)(16.0MiB/492msec)",
            "read : io=16384KB, bw=33300KB/s, iops=8325, runtime=   492msec",
        )
        assert rows(text, "bandwidth", "value") == [(33300 * 1024,)]
        assert rows(text, "iops", "value") == [(8325.0,)]


class TestPgbench:
    def test_the_rate_without_connecting_is_the_result(self) -> None:
        columns = ("value", "unit", "clients", "client_threads", "primary", "software")
        assert rows(example("pgbench.txt"), "transaction_rate", *columns) == [
            (1209.313582, "transactions/s", 8, 2, True, "pgbench 14.9")
        ]

    def test_a_rate_said_twice_makes_no_second_run(self) -> None:
        text = """\
transaction type: TPC-B (sort of)
number of clients: 1
duration: 30 s
latency average: 9.188 ms
tps = 108.830105 (including connections establishing)
tps = 108.832630 (excluding connections establishing)
"""
        assert rows(text, "transaction_rate", "value") == [(108.83263,)]
        assert rows(text, "latency", "value") == [(pytest.approx(9.188e-3),)]


def test_ycsb_is_run_for_its_throughput() -> None:
    columns = ("case", "client_threads", "value", "unit", "primary")
    assert rows(example("ycsb.txt"), "throughput", *columns) == [
        ("workloadb", 16, pytest.approx(39808.91719745223), "ops/s", True)
    ]
    assert rows(example("ycsb.txt"), "read_latency_p99", "value") == [(pytest.approx(1022e-6),)]


def test_json_below_the_banner_of_ior_is_read() -> None:
    banner = "IOR-4.0.0: MPI Coordinated Test of Parallel I/O\nsrun: job 12 queued\n"
    text = example("ior_json.json")
    columns = ("case", "value", "status")
    assert rows(banner + text, "bandwidth", *columns) == rows(text, "bandwidth", *columns)
