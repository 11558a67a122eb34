"""HPL-MxP of NVIDIA: the rate of a solution in mixed precision, and that of its factors alone."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="HPL-MxP",
    begins=(r"^HPL-MxP-NVIDIA \d", r"^\*+ HPL MxP Result \*+ *\n(?= *EPS)"),
    ends=r"^LU GFLOPS = [^\n]*",
    primary="flops",
    fields=(
        r"^HPL-MxP-NVIDIA {version=word}",
        r"^N = {size}, NB = {nb}, NPROW = {process_rows}, NPCOL = {process_columns}",
    ),
    results=(
        r"^GFLOPS = {flops:Gflop/s}, per GPU",
        r"^LU GFLOPS = {flops_lu:Gflop/s}, per GPU",
    ),
    fails=(r"^\|\|Ax-b\|\|[^\n]*= *(?P<reason>{_} \.+ FAILED)",),
    derived=lambda facts: (
        dict.fromkeys(("ranks", "devices"), facts["process_rows"] * facts["process_columns"])
        if "process_rows" in facts
        else {}
    ),
    assumes=("each process has a GPU",),
)
