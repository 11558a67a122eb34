"""Consoles as people paste them: parts of one, several in a document, those of old releases."""

from __future__ import annotations

import pytest
from pytest import approx

from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import failures, rows

CRITERION = f"""\
bytes/10240{60 * " "}
                        time:   [4.0405 us 4.0725 us 4.1074 us]
                        thrpt:  [2.3219 GiB/s 2.3417 GiB/s 2.3603 GiB/s]
"""
READER = """\
Benchmarking fs/read:
                        time:   [{0}.060 ms {0}.109 ms {0}.124 ms]
                        thrpt:  [882.82 MiB/s 935.20 MiB/s 996.24 MiB/s]

Benchmarking fs/write:
                        time:   [{0}.779 ms {0}.857 ms {0}.938 ms]
                        thrpt:  [1.0460 GiB/s 1.0517 GiB/s 1.0572 GiB/s]
"""
BEFORE_AND_AFTER = (
    f"- before\n\n```\n{READER.format(16)}```\n\n- after\n\n```\n{READER.format(5)}```\n"
)
PYPERFORMANCE = """\
### 2to3 ###
Mean +- std dev: 309 ms +- 11 ms -> 302 ms +- 6 ms: 1.02x faster
Significant (t=4.81)

### chaos ###
Mean +- std dev: 96.1 ms +- 3.0 ms -> 95.0 ms +- 2.6 ms: 1.01x faster
Not significant
"""
REMARKED = "start-stack: Mean +- std dev: 21.6 sec +- 0.5 sec !!! another version\n"
IPERF_SUMMARY = """\
[ ID] Interval   Transfer Bandwidth   Retr
[  4]   0.00-10.00  sec  13.9 GBytes  {0} Gbits/sec  139 sender
[  4]   0.00-10.00  sec  13.9 GBytes  {0} Gbits/sec  receiver

"""
IPERF_THRICE = "Connecting to host 192.168.6.6, port 5201\n" + "".join(
    map(IPERF_SUMMARY.format, ("11.9", "12.2", "11.7"))
)
IPERF_OF_WINDOWS = """\
[ID] Interval        Transfer    Bandwidth
[ 5] 0.00-10.07 sec  0.00 Bytes  0.00 bits/sec  sender
[ 5] 0.00-10.07 sec  280 MBytes  234 Mbits/sec  receiver
"""
IPERF_REMARKED = "".join(
    f"{name}:\n\n// iperf3 -c 1.0.1.1\n\n{IPERF_SUMMARY.format(rate)}"
    for name, rate in (("Manual injection", "0.288"), ("FDMA", "0.936"))
)
FOAM_INDENTED = """\
At the end:

    ExecutionTime = 3.16 s  ClockTime = 3 s

    SIMPLE solution converged in 106 iterations

    End

    Finalising parallel run
"""
LM_EVAL = """\
hf ({'pretrained': '/models/Qwen3-0.6B', 'dtype': 'auto'}), gen_kwargs: ({}), limit: None, \
num_fewshot: None, batch_size: 8
|Tasks|Version|Filter|n-shot| Metric |   |Value |   |Stderr|
|-----|------:|------|-----:|--------|---|-----:|---|-----:|
|piqa |      1|none  |     0|acc     |↑  |0.6627|±  |0.0110|
"""
LIGHTNING = """\
ratio_step,epoch,step,train_loss_step
32.0,0,9,6.575
32.0,0,19,6.387
"""
SYSBENCH = """\
General statistics:
    total time:                          10.0052s
    total number of events:              {0}

Latency (ms):
         avg:                                    3.10
"""
SYSBENCH_BY_THREADS = (
    f"### 1. Test with 10 threads\n{SYSBENCH.format(32189)}\n"
    f"### 2 Test with 16 threads\n{SYSBENCH.format(32517)}"
)
OSU = "# OSU MPI Bcast Latency Test v7.0\n# Size    Avg Latency(us)\n1                   66.9\n"


@pytest.mark.parametrize(
    ("text", "metric", "columns", "expected"),
    [
        (CRITERION, "runtime", ("benchmark", "value"), [("bytes/10240", 4.0725e-6)]),
        (
            BEFORE_AND_AFTER,
            "runtime",
            ("benchmark", "section", "value"),
            [
                ("fs/read", "before", 16.109e-3),
                ("fs/write", "before", 16.857e-3),
                ("fs/read", "after", 5.109e-3),
                ("fs/write", "after", 5.857e-3),
            ],
        ),
        (
            PYPERFORMANCE,
            "runtime",
            ("benchmark", "file", "value"),
            [
                ("2to3", "baseline", 0.309),
                ("2to3", "changed", 0.302),
                ("chaos", "baseline", 0.0961),
                ("chaos", "changed", 0.095),
            ],
        ),
        (REMARKED, "runtime", ("benchmark", "value"), [("start-stack", 21.6)]),
        (IPERF_THRICE, "bandwidth", ("value",), [(11.9e9,), (12.2e9,), (11.7e9,)]),
        (IPERF_OF_WINDOWS, "bandwidth", ("value",), [(234e6,)]),
        (
            IPERF_REMARKED,
            "bandwidth",
            ("section", "value"),
            [("Manual injection", 288e6), ("FDMA", 936e6)],
        ),
        (FOAM_INDENTED, "runtime", ("value",), [(3.0,)]),
        (LM_EVAL, "acc", ("model", "value"), [("Qwen3-0.6B", 0.6627)]),
        (LIGHTNING, "train_loss_step", ("benchmark", "value"), [("training", 6.387)]),
        (SYSBENCH_BY_THREADS, "latency", ("threads", "value"), [(10, 0.0031), (16, 0.0031)]),
        (
            f"## 2 nodes x 4 GPUs\n{OSU}\n## 4 nodes x 4 GPUs\n{OSU}",
            "latency",
            ("nodes", "devices", "value"),
            [(2, 8, 66.9e-6), (4, 16, 66.9e-6)],
        ),
        (
            f"## UCX, 2 nodes\n{OSU}\n## TCP, 4 nodes\n{OSU}",
            "latency",
            ("nodes", "value"),
            [(None, 66.9e-6), (None, 66.9e-6)],
        ),
    ],
)  # fmt: skip
def test_what_was_pasted_is_read(
    text: str, metric: str, columns: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    assert rows(text, metric, *columns) == [
        tuple(approx(each) if isinstance(each, float) else each for each in row) for row in expected
    ]


def test_stressors_that_failed_have_no_result() -> None:
    text = (
        "stress-ng: info:  [3] dispatching hogs: 8 atomic\n"
        "stress-ng: fail:  [4] atomic instance 3 corrupted bogo-ops counter, 544176 vs 0\n"
        "stress-ng: info:  [3] unsuccessful run completed in 7879.76s\n"
    )
    assert [reason for _, reason in failures(text)] == [
        "atomic instance 3 corrupted bogo-ops counter, 544176 vs 0"
    ]


def test_whose_run_it_was_reaches_no_record() -> None:
    log = "".join(
        f"step {step} loss 2.{9 - step} throughput 31.{step} img/s\n" for step in range(4)
    )
    script = (
        "export USER=alice\nexport NODES=4\nTotal time: 3.2 s\nexport NODES=8\nTotal time: 2 s\n"
    )
    for text in (f"SLURM_JOB_ACCOUNT = alice\nUSER=alice\n{log}", script):
        assert "alice" not in str(loaded(text).records.rows())
    assert rows(script, "runtime", "nodes", "value") == [(4, 3.2), (8, 2.0)]
