"""TensorRT's trtexec: queries per second and what a query takes on the host."""

from __future__ import annotations

from parsers.programs.program import Program

_STATISTICS = (
    r"min = {latency_min:ms} ms, max = {latency_max:ms} ms, mean = {latency:ms} ms,"
    r" median = {latency_p50:ms} ms(?:, percentile\(90%\) = {latency_p90:ms} ms)?"
    r"(?:, percentile\(95%\) = {_} ms)?(?:, percentile\(99%\) = {latency_p99:ms} ms)?"
)

PROGRAM = Program(
    name="trtexec",
    begins=(r"^(?:\[[^\]\n]*\] *)?\[I\] === Performance summary === *$",),
    primary="query_rate",
    fields=(r"^(?:\[[^\]\n]*\] *)?\[I\] Batch: {batch} *$",),
    results=(
        r"\[I\] Throughput: {query_rate:queries/s} qps",
        rf"\[I\] Latency: {_STATISTICS}",
        r"\[I\] GPU Compute Time: [^\n]*mean = {compute_time:ms} ms",
        r"\[I\] Total Host Walltime: {runtime:s} s",
    ),
    assumes=("a query is a batch",),
)
