"""Quantum ESPRESSO: the wall time of the whole program, from the end of its output."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Quantum ESPRESSO",
    begins=(r"^Program [A-Z][\w.]* v\.?\d\S* starts on",),
    ends=r"^JOB DONE\.",
    primary="runtime",
    fields=(
        r"^Program (?P<benchmark>\w+) v\.?{version=word} starts on",
        r"^Parallel version \(MPI & OpenMP\), running on {cores} processor cores",
        r"^Parallel version \(MPI\), running on {ranks} processors",
        r"^Number of MPI processes: {ranks}",
        r"^Threads/MPI process: {threads}",
        r"^MPI processes distributed on {nodes} nodes",
        r"^K-points division: npool *= {pools}",
        r"^number of atoms/cell *= {atoms}",
        r"^number of k points *= {k_points}",
        r"^Reading input from (?P<case>[^\s/]+?)(?:\.in)?$",
    ),
    results=(r"^[A-Z][A-Z_.]* +: {cpu_time=duration} CPU {runtime=duration} WALL *$",),
    fails=(r"^Error in routine {reason=text}$",),
)
