"""HPL, the LINPACK benchmark: a row for each combination of its parameters that was tried.

People paste the table of results without what stands above it.
"""

from __future__ import annotations

from typing import Any

from parsers.programs.program import Program


def _processes(facts: dict[str, Any]) -> dict[str, object]:
    """The processes of the grid, and the GPUs where a rate per GPU stands beside the rate."""
    if "process_rows" not in facts:
        return {}
    ranks = facts["process_rows"] * facts["process_columns"]
    found: dict[str, object] = {"ranks": ranks, "accelerated": None}
    return found | ({"devices": ranks} if "accelerated" in facts else {})


PROGRAM = Program(
    name="HPL",
    begins=(
        r"^(?:HPL-NVIDIA|NVIDIA-HPL)",
        r"^HPLinpack \d",
        r"^T/V(?: +SWP)? +N +NB +P +Q +Time +Gflops",
        r"^W[RC]\d\d[CLR]\d[CLR]\d\w*(?: +\d+){4,5} +\d[\d.]* +\d[\d.]*e[-+]\d+",
    ),
    ends=r"^End of Tests\.",
    primary="flops",
    fields=(
        r"^HPLinpack {version=word}",
        r"^(?P<accelerated>HPL-NVIDIA|NVIDIA-HPL)",
        r"^T/V +N +NB +P +Q +Time +Gflops (?P<accelerated>\( *per GPU\))",
    ),
    rows=(
        # That of AMD has a column for how rows are swapped.
        r"^(?P<variant>W[RC]\w+)(?: +\d+(?=(?: +\d+){4} ))? {size} {nb} {process_rows}"
        r" {process_columns} {runtime:s} {flops:Gflop/s}",
    ),
    fails=(r"^\|\|Ax-b\|\|[^\n]*= *(?P<reason>{_} \.+ FAILED)",),
    derived=_processes,
    assumes=("each process of NVIDIA's HPL has a GPU",),
)
