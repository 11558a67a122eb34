"""Outputs of which the beginning is gone or another's, and words before their lines."""

from __future__ import annotations

import pytest
from pytest import approx

from tests.parsers.programs.examples import loaded, values
from tests.parsers.programs.test_own_values import example, failures, rows

OLD_IOR = """\
Summary:
        api                = POSIX
        access             = single-shared-file
        clients            = 16 (8 per node)
        xfersize           = 20 MiB

access    bw(MiB/s)  block(KiB) xfer(KiB)  open(s)    wr/rd(s)   close(s)   total(s)   iter
------    ---------  ---------- ---------  --------   --------   --------   --------   ----
write     158.39     204800     20480      0.003322   1.47       20.06      20.20      0
"""
OLD_SYSBENCH = """\
Threads fairness:
    execution time (avg/stddev):   9.9991/0.00
* another machine
Running the test with following options:
Number of threads: 2

Doing CPU performance benchmark

Maximum prime number checked in CPU test: 20000

Test execution summary:
    total time:                          40.0s
    total number of events:              10000
    per-request statistics:
         avg:                                  3.38ms
Threads fairness:
    execution time (avg/stddev):   33.8093/0.00
"""
RANKS_OF_GROMACS = """\
On 20 MPI ranks doing PP, and
on 4 MPI ranks doing PME

               Core t (s)   Wall t (s)        (%)
       Time:   205645.180     8568.549     2400.0
                 (ns/day)    (hour/ns)
Performance:        1.008       23.801
"""
COMPARED = """\
asdict: Mean +- std dev: [main] 4.07 us +- 0.41 us -> [pr] 248 ns +- 21 ns: 16.4x faster
Mean +- std dev: [a.json] 1.50 sec +- 0.05 sec -> [b.json] 1.68 sec +- 0.03 sec: 1.12x slower

Geometric mean: 1.28x faster
"""


@pytest.mark.parametrize(
    ("text", "metric", "columns", "expected"),
    [
        (OLD_IOR, "bandwidth", ("ranks", "nodes", "value"), [(16, 2, 158.39 * 2**20)]),
        (OLD_SYSBENCH, "event_rate", ("case", "threads", "value"), [("CPU", 2, 250.0)]),
        (RANKS_OF_GROMACS, "performance", ("ranks", "value"), [(24, 1.008)]),
        (
            COMPARED,
            "runtime",
            ("benchmark", "file", "value"),
            [
                *(("asdict", "main", 4.07e-6), ("asdict", "pr", 248e-9)),
                *(("timeit", "a.json", 1.5), ("timeit", "b.json", 1.68)),
            ],
        ),
    ],
)
def test_what_is_left_is_read(
    text: str, metric: str, columns: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    assert rows(text, metric, *columns) == [
        tuple(approx(each) if isinstance(each, float) else each for each in row) for row in expected
    ]


class TestWordsBeforeLines:
    OSU = (
        "# OSU MPI Latency Test v7.3\n# Size          Latency (us)\n1          {0}\n2         {0}\n"
    )
    STREAM = (
        "Function    Best Rate MB/s  Avg time     Min time     Max time\n"
        "Copy:            8239.8     0.019513     0.019418     0.019651\n"
    )

    def _behind(self, word: str, value: float) -> str:
        return "".join(f"{word}: {line}\n" for line in self.OSU.format(value).splitlines())

    def test_they_tell_outputs_apart(self) -> None:
        text = self._behind("unpatched", 1.67) + self._behind("patched", 1.17)
        expected = [("unpatched", approx(1.67e-6))] * 2 + [("patched", approx(1.17e-6))] * 2
        assert rows(text, "latency", "section", "value") == expected
        cut = text[: text.rindex("patched")]
        assert rows(cut, "latency", "section", "value") == expected[:-1]

    def test_one_alone_is_of_a_logger(self) -> None:
        records = loaded(self._behind("INFO", 1.67)).records
        assert records.height == 2 and "section" not in records.columns

    @pytest.mark.parametrize("prefix", ["[  109.859859] ", "kern  :info  : [    1.000001] "])
    def test_the_log_of_a_kernel(self, prefix: str) -> None:
        lines = example("stress_ng.txt").splitlines(keepends=True)
        found = loaded("".join(f"{prefix}{line}" for line in lines))
        assert values(found.records) == values(loaded("".join(lines)).records)

    def test_other_lines_keep_their_first_word(self) -> None:
        text = self._behind("patched", 1.17) + self.STREAM
        assert rows(text, "bandwidth", "case", "value") == [("Copy", approx(8239.8e6))]


class TestBabelStreamWithoutTable:
    BEGINS = (
        "BabelStream\nVersion: 5.0\nImplementation: CUDA\nRunning kernels 100 times\n"
        "Precision: double\nArray size: 268.4 MB (=0.3 GB)\nTotal size: 805.3 MB (=0.8 GB)\n"
    )

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("Segmentation fault (core dumped)", "Segmentation fault"),
            ("Validation failed on sum. Error 0.00053", "Validation failed on sum. Error 0.00053"),
        ],
    )
    def test_it_failed(self, line: str, reason: str) -> None:
        text = f"{self.BEGINS}{line}\n$\n"
        assert failures(text) == [(1, reason)]
        records = loaded(text).records
        assert records["size"].to_list() == [268.4e6] and "mega" not in records.columns

    def test_a_list_of_devices_is_no_run(self) -> None:
        text = "BabelStream\nVersion: 3.2\nImplementation: HC\n\nDevices:\n0: CPU Device\n"
        table = (
            "Function    MBytes/sec  Min (sec)   Max         Average\n"
            "Copy        375960.286  0.00143     0.00154     0.00148\n"
        )
        found = rows(f"{text}$ ./stream\n{self.BEGINS}{table}", "bandwidth", "status", "value")
        assert found == [("ok", approx(375960.286e6))]


def test_a_title_that_another_process_printed_opens_nothing() -> None:
    title, heading, row = TestWordsBeforeLines.OSU.format(1.2).splitlines()[:3]
    assert rows(f"{title}\n{title}\n{heading}\n{row}\n", "latency", "value") == [(approx(1.2e-6),)]
    other = title.replace("Latency", "Bandwidth")
    cut = loaded(f"{other}\n{title}\n{heading}\n{row}\n").records
    assert cut["benchmark"].to_list() == ["OSU MPI Bandwidth", "OSU MPI Latency"]


def test_others_have_benchmarks_too() -> None:
    text = "# Benchmarking PyTorch\n# batch 32, 10 iterations\nresnet50 forward: 12.3 ms\n"
    assert "Intel MPI Benchmarks" not in loaded(text).files[0].readers


def test_tests_of_reframe_that_ended_are_not_cut_off() -> None:
    line = "[       OK ] (20/22) OSULatency on daint:gpu using intel [compile: 0.1s run: 119.4s]\n"
    assert not loaded(line * 2).records.height


def test_a_share_before_a_word_is_no_prompt() -> None:
    end = (
        "Loop time of {0} on 4 procs for 100 steps with 2048 atoms\n\n"
        "Performance: {1} tau/day, {0} timesteps/s\n99.8% CPU use with 4 MPI tasks x 1 OpenMP\n\n"
    )
    text = f"$ srun -n 4 lmp\n{end.format(10.0, 20.0)}{end.format(10.1, 20.2)}"
    assert "command" not in loaded(text).records.columns


COMPOSER = """\
num_nodes: 2
[epoch=1][batch=1/50]:
\t Train throughput/tokens_per_sec: 1.5
[epoch=1][batch=2/50]:
\t Train throughput/tokens_per_sec: {0}82.8
"""
MLLOG = """\
:::MLLOG {{"key": "run_start", "time_ms": 1000, "value": null, "metadata": {{}}}}
:::MLLOG {{"key": "run_stop", "time_ms": {0}000, "metadata": {{"status": "success"}}}}
"""


@pytest.mark.parametrize(
    ("output", "metric", "values"),
    [(COMPOSER, "token_throughput", (2082.8, 4082.8)), (MLLOG, "time_to_train", (19.0, 39.0))],
)
def test_titles_tell_logs_of_trainings_apart(
    output: str, metric: str, values: tuple[float, float]
) -> None:
    text = f"8 GPUs\n{output.format(20)}16 GPUs\n{output.format(40)}"
    assert rows(text, metric, "devices", "value") == [
        (8, approx(values[0])),
        (16, approx(values[1])),
    ]


def test_lines_of_a_log_that_differ_in_numbers_are_no_table_with_headings() -> None:
    # what DLRM prints
    line = "Finished training it {0}/150 of epoch 0, 459.{0} ms/it, loss 0.4{0}, accuracy 78 %\n"
    text = "".join(map(line.format, (128, 144, 150)))
    assert loaded(text).files[0].readers == ("training log",)
    assert rows(text, "step_time", "value") == [(approx(0.459147),)]
    assert rows(text, "loss", "value") == [(approx(0.4150),)]
