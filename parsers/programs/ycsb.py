"""YCSB: the throughput of a run, and the latencies of each kind of operation.

https://github.com/brianfrankcooper/YCSB/wiki/Running-a-Workload
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from parsers.programs.program import Program

_OPERATIONS: Final = ("READ", "UPDATE", "INSERT", "SCAN", "DELETE", "READ-MODIFY-WRITE")
_STATISTICS: Final = {
    "AverageLatency": "latency",
    "95thPercentileLatency": "latency_p95",
    "99thPercentileLatency": "latency_p99",
}


def _latencies() -> Iterator[str]:
    for operation in _OPERATIONS:
        name = operation.lower().replace("-", "_")
        for statistic, metric in _STATISTICS.items():
            for unit in ("us", "ms"):
                place = f"{{{name}_{metric}:{unit}}}"
                yield rf"^\[{operation}\], *{statistic}\({unit}\), *{place} *\n *\["


PROGRAM = Program(
    name="YCSB",
    begins=(
        r"^[^\n]*\bycsb(?:\.sh|\.bat)? (?:run|load) [^\n]*",
        r"^Command line: ",
        r"^\[OVERALL\], *RunTime\(ms\)",
    ),
    primary="throughput",
    fields=(
        r"(?: -threads | -p threadcount=){client_threads}",
        r" -P (?:[^\s]*/)?(?P<case>\w+)",
    ),
    # A line follows each: a number that was cut off is none.
    results=(
        r"^\[OVERALL\], *Throughput\(ops/sec\), *{throughput:ops/s} *\n *\[",
        r"^\[OVERALL\], *RunTime\(ms\), *{runtime:ms} *\n *\[",
        *_latencies(),
    ),
)
