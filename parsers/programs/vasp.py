"""VASP: the elapsed time at the end of ``OUTCAR``."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="VASP",
    begins=(r"^vasp\.\d", r"^General timing and accounting informations for this job:"),
    ends=r"^Average memory used \(kb\)[^\n]*",
    is_always_ended=False,
    primary="runtime",
    fields=(
        r"^vasp\.(?P<version>\d[\w.]*)",
        r"^running +{ranks} mpi-ranks, with +{threads} threads/rank",
        r"^running [^\n]* on +{nodes} nodes",
        r"^running on +{ranks} total cores",
        r"^NKPTS *= {k_points}",
        r"NIONS *= {atoms}",
    ),
    results=(
        r"^Elapsed time \(sec\): {runtime:s} *$",
        r"^Total CPU time used \(sec\): {cpu_time:s} *$",
        r"^Maximum memory used \(kb\): {memory:KiB} *$",
    ),
    assumes=("before release 6 its cores are ranks",),
)
