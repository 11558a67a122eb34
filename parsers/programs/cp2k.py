"""CP2K: the wall time of the whole program, from its table of timings."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="CP2K",
    begins=(
        r"^[\x20*]+PROGRAM STARTED AT ",
        r"^- +T I M I N G +-",
        r"^SUBROUTINE +CALLS +ASD ",
        r"^CP2K +1 +1\.0 {_} {_} {_} {_} *$",
    ),
    ends=r"^[\x20*]+PROGRAM ENDED AT [^\n]*",
    primary="runtime",
    fields=(
        r"^CP2K\| version string: CP2K version {version=word}",
        r"^GLOBAL\| Project name {case=word}",
        r"^GLOBAL\| Total number of message passing processes {ranks}",
        r"^GLOBAL\| Number of threads for this process {threads}",
        r"^DBCSR\| ACC: Number of devices/node {devices_per_node}",
        r"^- Atoms: {atoms}",
    ),
    results=(r"^CP2K +\d+ {_} {_} {_} {_} {runtime:s} *$",),
    fails=(r"^\*[^\n]*\[ABORT\][^\n]*\n *\*[\x20\\_/]*{reason=text} *\*$",),
    assumes=("`runtime` is the longest of the ranks",),
)
