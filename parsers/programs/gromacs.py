"""GROMACS: the performance at the end of ``md.log``, or of what ``mdrun`` printed."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="GROMACS",
    begins=(r"^ *:-\) GROMACS - gmx", r"^GROMACS: +gmx\S* mdrun"),
    ends=r"^Finished mdrun on rank[^\n]*|^GROMACS reminds you:[^\n]*",
    primary="performance",
    fields=(
        r"^GROMACS: +gmx\S* mdrun, (?:VERSION|version) {version=word}",
        r"^Precision: (?P<precision>\w+)",
        r"Running on {nodes} nodes? with total {cores} (?:cores|processing)",
        r"^Using {ranks} MPI (?:process|thread|rank)",
        r"^(?:Using|On) {_} MPI (?:ranks?|process\w*)[^\n]*each using {threads} OpenMP",
        r"^On {ranks} MPI ranks?",
        r"^Using {threads} OpenMP threads?",
        r"^{devices} GPUs? selected for this run",
        r"^ *nsteps *= {steps}",
        r"-s (?P<case>\S+)\.tpr",
    ),
    results=(
        r"^ *Time: {_} {runtime:s} {_}$",
        r"^ *Performance: {performance:ns/day} {time_per_ns:h/ns}",
    ),
    fails=(r"^Fatal error:\n{reason=text}$",),
)
