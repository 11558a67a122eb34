"""``vllm bench latency``: the JSON result of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsers.programs.json_program import JsonProgram, at, real
from parsers.programs.measurements import FoundRun


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun:
    """The mean as it is printed, with the latencies of the iterations as its samples."""
    listed = at(item, "latencies")
    samples = [real(each) for each in listed] if isinstance(listed, list) else []
    repeats = [each for each in samples if each is not None]
    measured = [
        each._replace(samples=repeats) if each.metric == "latency" else each
        for each in run.measured
    ]
    return run._replace(measured=measured)


PROGRAM = JsonProgram(
    name="vLLM latency benchmark",
    keys=("avg_latency", "latencies", "percentiles"),
    primary="latency",
    of_whole=lambda _: {"benchmark": "latency"},
    results={
        "latency": "avg_latency s",
        **{f"latency_p{each}": f"percentiles.{each} s" for each in (10, 25, 50, 75, 90, 99)},
    },
    refined=_refined,
    assumes=("the value is the mean that it prints, `latencies` are its repeats",),
)
