"""AMG, the proxy application of hypre: its figure of merit."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="AMG",
    begins=(
        r"^Running with these driver parameters:",
        r"^Problem \d: (?:Cumulative )?AMG-\w+ (?:Setup|Solve) Time:",
        r"^Figure of Merit \(FOM_\d\):",
    ),
    primary="figure_of_merit",
    fields=(
        r"^(?P<case>Problem \d): ",
        r"^\(Px, Py, Pz\) = \({px}, {py}, {pz}\) *$",
        r"^\(Nx, Ny, Nz\) = \({nx}, {ny}, {nz}\) *$",
        r"^(?:Cum\. No\. of )?Iterations = {iterations} *$",
    ),
    results=(
        r"^Figure of Merit \(FOM_\d\): {figure_of_merit:nnz/s} *$",
        r"^(?:PCG|GMRES) Solve:\n *wall clock time = {runtime:s} seconds *$",
    ),
    derived=lambda facts: (
        {"ranks": facts["px"] * facts["py"] * facts["pz"], "px": None, "py": None, "pz": None}
        if {"px", "py", "pz"} <= facts.keys()
        else {}
    ),
    better={"figure_of_merit": "higher"},
    assumes=("its figure of merit counts nonzeros, times iterations, per second",),
)
