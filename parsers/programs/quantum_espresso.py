"""Quantum ESPRESSO: the wall time of the whole program, from the end of its output.

Release 6.3 prints the minutes of the CPU time where the hours of the wall time belong, and what it
pushed out in a line of its own: ``6h26m CPU  26h 6m WALL`` above ``35h`` is 6 h 35 min.
"""

from __future__ import annotations

from typing import Any

from parsers.programs.measurements import UNFINISHED, FoundRun, Measurement
from parsers.programs.program import Program, ProgramOutput


class _QuantumEspresso(Program):
    """The wall time of release 6.3 is put together from where its parts stand."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of one output, and where it ends."""
        runs, end = super().read(output)
        return list(map(_with_wall_time, runs)), end


def _with_wall_time(run: FoundRun) -> FoundRun:
    facts: dict[str, Any] = dict(run.facts)
    if "wall_hours" not in facts:
        return run
    seconds = 3600.0 * facts.pop("wall_hours") + 60.0 * facts.pop("wall_minutes")
    run = run._replace(facts=facts)
    if run.status != UNFINISHED:
        return run
    return run._replace(measured=[Measurement("runtime", seconds, "s")], status=None, reason=None)


PROGRAM = _QuantumEspresso(
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
        r" {runtime=duration} WALL(?: time)?(?! *\n\s*\d+h *$) *$",
        r"^[A-Z][A-Z_.]* +: {_=duration} CPU \d+h *{wall_hours}m WALL *\n"
        r"\s*{wall_minutes}h *$",
    ),
    assumes=("hours below the wall time of release 6.3 are its minutes",),
    fails=(r"^Error in routine {reason=text}$",),
)
