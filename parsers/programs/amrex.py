"""AMReX's TinyProfiler: the time of the slowest process."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="AMReX",
    begins=(
        r"^Initializing AMReX \(",
        r"^AMReX \([^)\n]*\) initialized *$",
        r"^TinyProfiler total time across processes",
    ),
    primary="runtime total_time",
    fields=(
        r"AMReX \((?P<version>[^)\n]*)\) *(?:initialized|\.\.\.)",
        r"^MPI initialized with {ranks} MPI processes *$",
        r"^OMP initialized with {threads} OMP threads *$",
        r"initialized with {devices} (?:GPU|device)s? *$",
    ),
    results=(
        r"^TinyProfiler total time across processes \[min\.\.\.avg\.\.\.max\]: {runtime_min:s}"
        r" \.\.\. {runtime_mean:s} \.\.\. {runtime:s} *$",
        r"^(?:Total|Run) [Tt]ime(?: total)? *[:=] *{total_time:s}(?: s(?:ec(?:onds)?)?)? *$",
    ),
    assumes=("a code that is built on AMReX is known by what AMReX prints",),
)
