"""``likwid-bench``: one kernel of its own. Those that move no data are run for their flops."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="likwid-bench",
    begins=(
        r"^LIKWID MICRO BENCHMARK *$",
        # What people keep of it begins with the counted cycles.
        r"^Cycles: +\d+ *\n *(?:CPU Clock|Time): ",
    ),
    primary="bandwidth flops",
    fields=(
        r"^Test: {case=word} *$",
        r"^Using {threads} threads *$",
    ),
    results=(
        r"^MByte/s: (?!0\.0*$){bandwidth:MB/s}",
        r"^MFlops/s: {flops:Mflop/s}",
        r"^Time: {runtime:s} sec",
    ),
)
