"""What ``vllm bench latency`` (``benchmark_latency.py``) prints at its end."""

from __future__ import annotations

from parsers.programs.program import Program
from parsers.programs.vllm_throughput_console import ARGUMENTS, devices

PROGRAM = Program(
    name="vLLM latency benchmark console",
    begins=(
        r"^Namespace\([^\n]*\btensor_parallel_size=",
        r"^Warming up\.\.\.",
        r"^Avg latency: {_} seconds",
    ),
    ends=r"^99% percentile latency: [^\n]*seconds$",
    is_always_ended=False,
    primary="latency",
    facts={"benchmark": "latency"},
    fields=(*ARGUMENTS, r"^Namespace\([^\n]*?\bbatch_size={batch_size}"),
    derived=devices,
    results=(
        r"^Avg latency: {latency:s} seconds",
        *(
            f"^{each}% percentile latency: {{latency_p{each}:s}} seconds"
            for each in (10, 25, 50, 75, 90, 99)
        ),
    ),
    assumes=("`latency` is the mean",),
)
