"""IPM's banner: wall clock and share of communication of an MPI job."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="IPM",
    begins=(r"^##IPMv\d",),
    ends=r"^#{20,} *$",
    primary="runtime",
    fields=(
        r"^##IPMv(?P<version>[\w.-]+)#",
        r"^# command *: *(?:\S*/)?{case=word}",
        r"^# mpi_tasks *: *{ranks} on {nodes} nodes?",
    ),
    results=(
        r"^# stop [^\n]*wallclock *: *{runtime:s} *$",
        r"^# mpi_tasks [^\n]*%comm *: *{communication:%} *$",
        r"^# mem \[GB\] *: *{memory:GiB} ",
    ),
    better={"communication": "lower"},
    assumes=("`GB` of memory are powers of 1024",),
)
