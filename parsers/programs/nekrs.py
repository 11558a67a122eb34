"""nekRS: the statistics of its timers, which it prints now and then; the last of them count."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="nekRS",
    begins=(
        r"^MPI tasks: \d+ *$",
        r"^initialization took [\d.]+ s",
        r"^>>> runtime statistics \(step= ",
    ),
    ends=r"^(?:End|finished with exit code \d+|occa max memory usage: +\d+ bytes) *$",
    is_always_ended=False,
    primary="solve_time",
    fields=(
        r"^MPI tasks: {ranks} *$",
        r"^setDevice: +mode: *{backend=word} *$",
    ),
    gathered=(r"^(?:>>> )?runtime statistics \(step= {steps} ",),
    derived=lambda facts: {"steps": max(facts.get("steps") or [0]) or None},
    results=(
        r"^ *elapsedStepSum +{solve_time:s}s\b",
        r"^ *solve +{solve_time:s}s\b",
        r"^(?:>>> )?runtime statistics \(step= *\d+ +(?:totalElapsed|elapsed)= *{runtime:s}s\)",
        r"^ *setup +{setup_time:s}s\b",
        r"^ *min +{step_time_min:s}s\b",
        r"^ *max +{step_time_max:s}s\b",
        r"^ *flops?/(?:s/)?rank +{flops_per_rank:flop/s}",
    ),
    assumes=("the time of the steps is the result; that of the whole has the setup in it",),
)
