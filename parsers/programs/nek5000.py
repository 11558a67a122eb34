"""Nek5000: the time of the whole run and of its solver."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Nek5000",
    begins=(
        r"^\| Version: +[\w.-]+ +\|$",
        r"^Number of MPI ranks : *\x20{5}\d+ *$",
        r"^total elapsed time *: *[\d.]+",
    ),
    primary="runtime",
    fields=(
        r"^(?:\| *)?Version: *{version=word} *\|? *$",
        r"^Number of MPI ranks *: *{ranks} *$",
    ),
    results=(
        r"^total elapsed time *: *{runtime:s} sec *$",
        r"^total solver time w/o IO *: *{solver_time:s} sec *$",
        r"^time/timestep *: *{step_time:s} sec *$",
        r"^total max memory usage *: *{memory:GB} GB *$",
    ),
)
