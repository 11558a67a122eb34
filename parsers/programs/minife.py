"""miniFE: the rate of its conjugate gradients; what it calls ``Flops`` is no rate."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="miniFE",
    begins=(r"^Mini-Application Name: miniFE", r"^Global Run Parameters:", r"^CG solve: *$"),
    primary="flops",
    fields=(
        r"^Mini-Application Version: *{version=word}",
        r"^nx: *{nx} *$",
        r"^ny: *{ny} *$",
        r"^nz: *{nz} *$",
        r"^number of processors: *{ranks} *$",
        r"^Iterations: *{iterations} *$",
    ),
    results=(
        r"^Total CG Mflops: *{flops:Mflop/s} *$",
        r"^Total CG Time: *{solver_time:s} *$",
        r"^Time per iteration: *{iteration_time:s} *$",
        r"^Total Program Time: *{runtime:s} *$",
    ),
)
