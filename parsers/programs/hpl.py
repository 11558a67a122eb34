"""HPL, the LINPACK benchmark: a row for each combination of its parameters that was tried."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="HPL",
    begins=(r"^HPLinpack \d", r"^HPL-NVIDIA|^NVIDIA-HPL"),
    ends=r"^End of Tests\.",
    primary="flops",
    fields=(r"^HPLinpack {version=word}",),
    rows=(
        r"^(?P<variant>W[RC]\w+) {size} {nb} {process_rows} {process_columns}"
        r" {runtime:s} {flops:Gflop/s}",
    ),
    fails=(r"^\|\|Ax-b\|\|[^\n]*= *{reason=text} \.+ FAILED",),
    derived=lambda facts: (
        {"ranks": facts["process_rows"] * facts["process_columns"]}
        if "process_rows" in facts
        else {}
    ),
)
