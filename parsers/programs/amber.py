"""Amber's ``mdout``: ns/day over all steps, from the timings of pmemd."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Amber",
    begins=(r"^Amber \d+ PMEMD", r"^\| *Final Performance Info: *$"),
    primary="performance",
    fields=(
        r"^Amber {version=word} PMEMD",
        r"^\| *Running AMBER/MPI version on {ranks} (?:MPI task|node)",
        r"^\| *CUDA Device Name: {device=text} *$",
        r"^NATOM *= *{atoms} ",
        r"\bnstlim *= *{steps} *,",
    ),
    results=(
        r"^\| *Average timings for all steps:\n[^\n]*\n *\| *ns/day *= *{performance:ns/day} ",
        r"^\| *Average timings for all steps:\n *\| *Elapsed\(s\) *= *{elapsed:s} ",
        r"^\| *(?:Master )?Total wall time: *{runtime:s} seconds",
    ),
    assumes=("the rate of the last steps alone is left out",),
)
