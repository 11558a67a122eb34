"""LULESH: zones per second, its figure of merit."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="LULESH",
    begins=(r"^Running problem size \d+\^3 per domain", r"^Problem size += +\d+ *$"),
    primary="rate",
    fields=(
        r"^Num threads: {threads} *$",
        r"^Total number of elements: {elements} *$",
        r"^Problem size *= *{size} *$",
        r"^MPI tasks *= *{ranks} *$",
        r"^Iteration count *= *{iterations} *$",
    ),
    results=(
        r"^Elapsed time *= *{runtime:s} \(s\) *$",
        r"^FOM *= *{rate:zones/s} \(z/s\) *$",
    ),
    assumes=("`size` is the edge of the part of a rank, in zones",),
)
