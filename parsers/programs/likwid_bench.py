"""``likwid-bench``: one kernel of its own."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="likwid-bench",
    begins=(r"^LIKWID MICRO BENCHMARK *$",),
    primary="bandwidth",
    fields=(
        r"^Test: {case=word} *$",
        r"^Using {threads} threads *$",
    ),
    results=(
        r"^MByte/s: {bandwidth:MB/s}",
        r"^MFlops/s: {flops:Mflop/s}",
        r"^Time: {runtime:s} sec",
    ),
)
