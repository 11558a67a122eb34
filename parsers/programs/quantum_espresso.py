"""Quantum ESPRESSO: the wall time of the whole program, from the end of its output."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Quantum ESPRESSO",
    begins=(
        r"^Program [A-Z][\w.]* v\.?\d[^\n]* starts on",
        r"^Parallel version \(MPI(?: & OpenMP)?\), running on",
        r"^[A-Z][A-Z_.]* +: [^\n]*\d[sm] CPU[^\n]*\d[sm] WALL",
    ),
    ends=r"^JOB DONE\.",
    primary="runtime",
    fields=(
        r"^Program (?P<benchmark>\w+) v\.?{version=word} [^\n]*starts on",
        r"^Parallel version \(MPI & OpenMP\), running on {cores} processor cores",
        r"^Parallel version \(MPI\), running on {ranks} processors",
        r"^Number of MPI processes: {ranks}",
        r"^Number of processors in use: {ranks}",
        r"^Threads/MPI process: {threads}",
        r"^MPI processes distributed on {nodes} nodes",
        r"^K-points division: npool *= {pools}",
        r"^number of atoms/cell *= {atoms}",
        r"^number of k points *= {k_points}",
        r"^(?P<benchmark>[A-Z][A-Z_.]*) +: [^\n]*CPU[^\n]*WALL",
        r"^Reading input from (?P<case>[^\s/]+?)(?:\.in)?$",
    ),
    results=(
        r"^[A-Z][A-Z_.]* +: {cpu_time=duration} CPU(?: time,)?"
        r" {runtime=duration} WALL(?: time)? *$",
    ),
    fails=(r"^Error in routine {reason=text}$",),
)
