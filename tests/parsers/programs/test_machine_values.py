"""What benchmarks of machines and networks printed, value for value."""

from __future__ import annotations

import json

import pytest

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example, failures, rows


class TestHpcc:
    def test_what_processes_share_has_ranks(self) -> None:
        columns = ("case", "value", "ranks", "size")
        assert rows(example("hpcc.txt"), "flops", *columns) == [
            ("HPL", pytest.approx(6.03742e9), 4, 1000),
            ("MPIFFT", pytest.approx(5.66344e9), 4, 65536),
        ]

    def test_what_one_process_reaches_has_none(self) -> None:
        columns = ("case", "value", "unit", "ranks", "processes")
        assert rows(example("hpcc.txt"), "bandwidth_triad", *columns) == [
            ("Star", pytest.approx(62.3867e9), "B/s", None, 4),
            ("Single", pytest.approx(73.6917e9), "B/s", None, 4),
        ]

    def test_of_each_test_there_is_one_run(self) -> None:
        records = loaded(example("hpcc.txt")).records
        assert records["line"].n_unique() == 8
        assert records.filter(records["primary"].fill_null(False)).height == 8

    def test_without_success_nothing_counts(self) -> None:
        text = example("hpcc.txt").replace("Success=1", "Success=0")
        assert {reason for _, reason in failures(text)} == {"Success is not 1"}
        assert loaded(text).records["value"].count() == 0


class TestHpcg:
    def test_the_rating_and_the_grid(self) -> None:
        columns = ("value", "unit", "ranks", "threads", "case", "size")
        assert rows(example("hpcg.txt"), "flops", *columns) == [
            (pytest.approx(17.6011e9), "flop/s", 8, 4, "104x104x104", 8998912)
        ]
        assert rows(example("hpcg.txt"), "flops_spmv", "value") == [(pytest.approx(16.3307e9),)]
        assert rows(example("hpcg.txt"), "runtime", "value") == [(62.3041,)]

    def test_an_invalid_result_is_none(self) -> None:
        valid = "HPCG result is VALID with a GFLOP/s rating of=17.6011"
        text = example("hpcg.txt").replace(valid, "HPCG result is INVALID.")
        assert failures(text) == [(1, "INVALID.")]


class TestBabelStream:
    @pytest.mark.parametrize("name", ["babelstream.out", "babelstream_5.csv"])
    def test_best_rates(self, name: str) -> None:
        found = rows(example(name), "bandwidth", "case", "value", "unit")
        assert found[0] == ("Copy", pytest.approx(918211.3e6), "B/s")
        assert [row[0] for row in found] == ["Copy", "Mul", "Add", "Triad", "Dot"]

    def test_mebibytes_where_the_headings_say_so(self) -> None:
        text = example("babelstream.out").replace("MBytes/sec  Min", "MiBytes/sec Min")
        assert rows(text, "bandwidth", "value")[0] == (pytest.approx(918211.3 * 2**20),)

    def test_a_kernel_that_computed_wrongly_fails_all(self) -> None:
        text = example("babelstream.out") + "Validation failed on sum. Error 3.5e-06\n"
        assert len(failures(text)) == 5


class TestImb:
    def test_tables_of_three_kinds(self) -> None:
        columns = ("benchmark", "ranks", "size", "value")
        assert rows(example("imb.out"), "latency", *columns) == [
            ("PingPong", 2, 0, pytest.approx(1.10e-6)),
            ("PingPong", 2, 1024, pytest.approx(2.05e-6)),
            ("PingPong", 2, 1048576, pytest.approx(98.30e-6)),
        ]
        assert rows(example("imb.out"), "collective_latency", *columns) == [
            ("Allreduce", 4, 0, pytest.approx(0.05e-6)),
            ("Allreduce", 4, 8, pytest.approx(2.70e-6)),
            ("Barrier", 4, None, pytest.approx(1.93e-6)),
        ]

    def test_a_megabyte_is_what_fits_size_and_time(self) -> None:
        text = example("imb.out")
        assert rows(text, "bandwidth", "value") == [(499.51e6,), (10667.10e6,)]
        older = text.replace("499.51", "476.37").replace("10667.10", "10172.94")
        assert rows(older, "bandwidth", "value") == [
            (pytest.approx(476.37 * 2**20),),
            (pytest.approx(10172.94 * 2**20),),
        ]
        neither = text.replace("10667.10", "12345.67")
        assert rows(neither, "bandwidth", "value") == [(499.51e6,)]


def test_nas_parallel_benchmarks() -> None:
    columns = ("benchmark", "case", "ranks", "value", "unit")
    text = example("npb.out")
    assert rows(text, "rate", *columns) == [("NPB CG", "A", 4, pytest.approx(3563.12e6), "ops/s")]
    wrong = text.replace("=               SUCCESSFUL", "=             UNSUCCESSFUL")
    assert failures(wrong)[0][1] == "UNSUCCESSFUL"


def test_graph500() -> None:
    columns = ("value", "unit", "ranks", "scale", "edge_factor")
    assert rows(example("graph500.out"), "teps", *columns) == [
        (pytest.approx(3.328e8), "edges/s", 4, 20, 16)
    ]
    assert rows(example("graph500.out"), "teps_sssp", "value") == [(pytest.approx(9.101e7),)]


def test_sysbench() -> None:
    text = example("sysbench.txt")
    assert rows(text, "event_rate", "value", "unit", "better", "primary", "threads") == [
        (3424.63, "events/s", "higher", True, 1)
    ]
    assert rows(text, "latency", "value") == [(pytest.approx(0.29e-3),)]
    assert rows(text, "latency_p95", "value") == [(pytest.approx(0.34e-3),)]


@pytest.mark.parametrize("name", ["stress_ng.txt", "stress_ng_metrics.yaml"])
def test_stress_ng(name: str) -> None:
    found = rows(example(name), "rate", "case", "value", "unit", "better")
    assert found == [
        ("cpu", pytest.approx(971.66, abs=0.01), "bogo-ops/s", "higher"),
        ("vm", pytest.approx(10496.94, abs=0.01), "bogo-ops/s", "higher"),
    ]


def test_iperf3_counts_what_the_receiver_got() -> None:
    columns = ("value", "unit", "primary", "streams", "ranks")
    text = example("iperf3.json")
    assert rows(text, "bandwidth", *columns) == [(10486659334.565987, "b/s", True, 1, None)]


def test_an_error_of_iperf3_is_the_reason() -> None:
    given = json.loads(example("iperf3.json"))
    text = json.dumps({**given, "error": "unable to connect to server"})
    assert failures(text) == [(None, "unable to connect to server")]


def test_sysbench_that_counts_events_alone() -> None:
    # release 1.0.7: a question on why its time is always 10 s
    text = """\
sysbench 1.0.7 (using bundled LuaJIT 2.1.0-beta2)
Number of threads: 1
General statistics:
    total time:                          10.0005s
    total number of events:              9083
"""
    assert rows(text, "event_rate", "threads", "value", "primary") == [
        (1, pytest.approx(9083 / 10.0005), True)
    ]
    assert rows(text, "runtime", "value", "primary") == [(10.0005, None)]


def test_sysbench_that_only_wrote() -> None:
    text = """\
File operations:
    reads/s:                      0.00
    writes/s:                     15273.00
    fsyncs/s:                     19538.85
Throughput:
    read, MiB/s:                  0.00
    written, MiB/s:               238.64
General statistics:
    total time:                          10.0030s
    total number of events:              348278
"""
    assert rows(text, "write_rate", "value", "primary") == [(15273.0, True)]
    assert rows(text, "read_rate", "value") == rows(text, "event_rate", "value") == []


class TestCommunicationLibraries:
    def test_the_last_line_of_ucx_perftest_has_the_whole_run(self) -> None:
        columns = ("case", "size", "memory", "iterations", "value", "unit")
        assert rows(example("ucx_perftest.txt"), "bandwidth", *columns) == [
            ("tag match bandwidth", 1048576, "host", 10000, pytest.approx(9596.1 * 2**20), "B/s")
        ]

    def test_the_size_of_ucc_perftest_is_that_in_bytes(self) -> None:
        columns = ("benchmark", "size", "value", "primary")
        assert rows(example("ucc_perftest.txt"), "busbw", *columns) == [
            ("Allreduce", 4096, 1.2e9, True),
            ("Allreduce", 8192, 1.91e9, True),
        ]
        latencies = rows(example("ucc_perftest.txt"), "collective_latency", "value")
        assert latencies == [(pytest.approx(5.12e-6),), (pytest.approx(6.44e-6),)]


class TestMlc:
    PLACES = ("cores_of_numa_node", "memory_of_numa_node")

    def test_matrices_say_which_cores_reach_which_memory(self) -> None:
        found = rows(example("mlc.txt"), "latency", *self.PLACES, "value")
        assert found[1:3] == [(0, 1, pytest.approx(162.4e-9)), (1, 0, pytest.approx(161.9e-9))]
        found = rows(example("mlc.txt"), "bandwidth", "case", *self.PLACES, "value")
        assert found[1] == ("3:1 Reads-Writes", None, None, 361210.9e6)
        assert found[-1] == (None, 1, 1, 195480.0e6)

    def test_a_matrix_whose_unit_is_nowhere_is_withheld(self) -> None:
        text = "Intel(R) Memory Latency Checker - v3.8\n    Numa node\nNuma node  0  1\n"
        assert not loaded(text + "  0  95.1  162.4\n  1  161.9  94.8\n").records.height
