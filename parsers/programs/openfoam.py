"""OpenFOAM: the times after the last time step of a solver."""

from __future__ import annotations

from typing import Any

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput


class _OpenFoam(Program):
    """Utilities such as ``blockMesh`` end without having timed anything; they are no runs."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of a solver, none of a utility, and where the output ends."""
        runs, end = super().read(output)
        has_ended = [run for run in runs if run.measured or run.status == "failed"]
        return [_in_seconds(run) for run in (has_ended if output.ended else runs)], end


def _in_seconds(run: FoundRun) -> FoundRun:
    """The run without a wall time below the whole seconds that it is given in."""
    measured = [each for each in run.measured if each.metric != "runtime" or each.value]
    has_wall_time = len(measured) == len(run.measured)
    return run._replace(measured=measured, primary=run.primary if has_wall_time else "cpu_time")


def _hosts(facts: dict[str, Any]) -> dict[str, object]:
    hosts = facts.get("host", [])
    return {"host": None} | ({"nodes": len(set(hosts))} if hosts else {})


PROGRAM = _OpenFoam(
    name="OpenFOAM",
    begins=(
        r"^(?:\| +)?\\\\ +/ +F ield +\| OpenFOAM",
        r"^Build +: ",
        r"^Exec +: ",
        # What people kept of a log: one output up to its end or the next banner.
        r"^ExecutionTime = {_} s ClockTime = [^\n]*\n"
        r"(?:(?![|\x20]*\\\\ +/ +F ield|(?:Build|Exec) +: | *End$)[^\n]*\n)*",
    ),
    ends=r"^(?:End|Finalising parallel run)$",
    primary="runtime cpu_time",
    fields=(
        r"^Build +: {version=word}",
        r"^Exec +: (?:\S*/)?(?P<benchmark>\w+)",
        r"^nProcs +: {ranks}",
        r"^Case +: (?:\S*/)?(?P<case>[^\s/]+)$",
    ),
    gathered=(r"^ +\((?P<host>[A-Za-z][\w.-]*) \d+\)$",),
    derived=_hosts,
    results=(
        r"^ExecutionTime = {cpu_time:s} s ClockTime = {runtime:s} s"
        r"(?=[^\n]*\n(?:(?!ExecutionTime)[^\n]*\n)*?End$)",
    ),
    fails=(r"^--> FOAM FATAL (?:IO )?ERROR[^\n]*\n+{reason=text}$",),
    assumes=("`ClockTime` is the wall time", "utilities that time nothing are no runs"),
)
