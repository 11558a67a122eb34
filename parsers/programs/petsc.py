"""PETSc's ``-log_view``: the time and the rate of the slowest process."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="PETSc",
    begins=(r"^-+ PETSc Performance Summary: -+ *$", r"^Time \(sec\): +[\d.]+"),
    primary="runtime",
    fields=(
        r"^(?:\S*/)?{case=word} on a [^\n]* with {ranks} process(?:or|es)?(?:s|\(s\))?\b",
        r"\bwith {threads} threads per MPI_Comm",
        r"^Using Petsc (?:Release|Development)[^\n]*?(?:Version|revision:) {version=word}",
    ),
    results=(
        r"^Time \(sec\): {runtime:s} ",
        r"^Flops?/sec: {_} {_} {_} {flops:flop/s} *$",
        r"^Memory(?: \(bytes\))?: {_} {_} {_} {memory:B} *$",
    ),
    assumes=("`runtime` is that of the slowest process, `flops` that of all of them",),
)
