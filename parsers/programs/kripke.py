"""Kripke: unknowns per second and iteration."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Kripke",
    begins=(r"^Kripke, Version", r"^TIMER_NAMES:Generate,", r"^Figures of Merit *\n *=+ *$"),
    primary="throughput",
    fields=(
        r"^Kripke, Version {version=word}",
        r"^Number of MPI tasks: *{ranks} *$",
        r"^Threads: *{threads} *$",
        r"^Number of unknowns: *{unknowns} *$",
    ),
    results=(
        r"^Throughput: *{throughput:unknowns/s} \[unknowns/\(second/iteration\)\]",
        r"^Sweep efficiency : *{sweep_efficiency:%} \[",
        r"^Solve +\d+ +{runtime:s} *$",
    ),
    better={"sweep_efficiency": "higher"},
    assumes=("its unknowns are those of an iteration",),
)
