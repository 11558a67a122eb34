"""ElmerSolver: the time of the whole run, of the processor and of the clock."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Elmer",
    begins=(r"^ELMER SOLVER \(v [^\n]*STARTED AT", r"^SOLVER TOTAL TIME\(CPU,REAL\):"),
    ends=r"^ELMER SOLVER FINISHED AT[^\n]*",
    is_always_ended=False,
    primary="runtime",
    fields=(
        r"^ELMER SOLVER \(v {version=word}\)",
        r"^ParCommInit: +Initialize #PEs: +{ranks} *$",
    ),
    results=(r"^SOLVER TOTAL TIME\(CPU,REAL\): +{cpu_time:s} +{runtime:s} *$",),
)
