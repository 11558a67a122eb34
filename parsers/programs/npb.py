"""NAS Parallel Benchmarks: the rate at the end of each."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="NAS Parallel Benchmarks",
    begins=(
        r"^NAS Parallel Benchmarks[^\n]* Benchmark *$",
        r"^\w+ Benchmark Completed",
    ),
    primary="rate",
    fields=(
        r"^NAS Parallel Benchmarks[^\n]* (?P<kernel>\w+) Benchmark *$",
        r"^(?P<kernel>\w+) Benchmark Completed",
        r"^Class *= *(?P<case>\w)$",
        r"^Class *= (?P<case>\w) *$",
        r"^Iterations *= {iterations}$",
        r"^(?:Total processes|Total number of processes) *= {ranks}$",
        r"^(?:Total t|T)hreads *= {threads}$",
        r"^Version *= {version=word}$",
    ),
    results=(
        r"^Time in seconds *= {runtime:s}$",
        r"^Mop/s total *= {rate:Mop/s}$",
    ),
    fails=(r"^Verification *= *(?P<reason>UNSUCCESSFUL|FAILED)",),
    derived=lambda facts: {"kernel": None, "benchmark": f"NPB {facts.get('kernel', '')}".strip()},
)
