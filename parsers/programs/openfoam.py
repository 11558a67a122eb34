"""OpenFOAM: the times after the last time step of a solver."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.templates import Template

_TIMES: Final = r"^ExecutionTime = {cpu_time:s} s ClockTime = {runtime:s} s"
_LISTED: Final = Template(_TIMES)
_LIST: Final = r"^ExecutionTime = {_} s ClockTime = {_} s\n(?: *ExecutionTime = [^\n]*\n)+"
"""The last times of several runs, one below the other."""


def _times_fall(runs: list[FoundRun]) -> bool:
    """Whether times do not grow from line to line, as they do within one run."""
    times = [run.measured[0].value or 0.0 for run in runs]
    return any(after < before for before, after in pairwise(times))


class _OpenFoam(Program):
    """Utilities such as ``blockMesh`` end without having timed anything; they are no runs."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of a solver, none of a utility, and where the output ends."""
        if listed := self._listed(output):
            return listed
        runs, end = super().read(output)
        has_ended = [run for run in runs if run.measured or run.status == "failed"]
        return [_in_seconds(run) for run in (has_ended if output.ended else runs)], end

    def _listed(self, output: ProgramOutput) -> tuple[list[FoundRun], int] | None:
        """The runs of a list of their last times, and where it ends; ``None`` for a log."""
        text = output.stream.text
        block = next(Template(_LIST).find(text, output.start, output.end), None)
        if block is None or block.start > output.start:
            return None
        runs = [
            FoundRun(
                output.stream.line_at(found.start),
                {"benchmark": self.name},
                found.measured,
                "runtime",
            )
            for found in _LISTED.find(text, output.start, block.end)
        ]
        return ([*map(_in_seconds, runs)], block.end) if _times_fall(runs) else None


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
        _LIST,
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
    results=(_TIMES + r"(?=[^\n]*\n(?:(?!ExecutionTime)[^\n]*\n)*? *End$)",),
    fails=(r"^--> FOAM FATAL (?:IO )?ERROR[^\n]*\n+{reason=text}$",),
    assumes=("`ClockTime` is the wall time", "utilities that time nothing are no runs"),
)
