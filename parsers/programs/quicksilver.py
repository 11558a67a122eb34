"""Quicksilver: segments per second of tracking."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Quicksilver",
    begins=(
        r"^Quicksilver Version *:",
        r"^Timer +Cumulative +Cumulative",
        r"^cycleTracking +\d+ ",
        r"^\W*Figure [Oo]f [Mm]erit\W+[\d.]+e[-+]\d+ \[Num Segments",
    ),
    primary="rate",
    fields=(
        r"^Quicksilver Version *: *{version=text} *$",
        r"^Number of MPI ranks *: *{ranks} *$",
        r"^Number of OpenMP Threads *: *{threads} *$",
    ),
    results=(
        r"^\W*Figure [Oo]f [Mm]erit\W+{rate:segments/s} \[Num Segments / Cycle Tracking Time\]",
    ),
    better={"rate": "higher"},
)
