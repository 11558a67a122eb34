"""LAMMPS: a run for each ``run`` command, from the lines below its last time step.

SPARTA prints the same of its particles.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput

_RATE: Final = r"^Performance: {_} (?:ns|tau)/day,[^\n]* timesteps/s"
_BELOW: Final = Pattern(
    r" *(?:Performance: |[\d.]+% CPU use with |MPI task timing breakdown:|Section \||-{9,}"
    r"|[A-Z]\w+ +\|)"
)
"""What stands below the line of a loop."""
_RESULTS: Final = (
    r"^Performance: {performance:ns/day} ns/day, {time_per_ns:h/ns} hours/ns"
    r", {rate:timesteps/s} timesteps/s",
    r"^Performance: {performance:tau/day} tau/day, {rate:timesteps/s} timesteps/s",
    r"^Performance: {rate:timesteps/s} timesteps/s",
    *(
        rf"^Performance: [^\n]*, {{atom_rate:{unit}}} {unit}"
        for unit in ("atom-step/s", "katom-step/s", "Matom-step/s")
    ),
    r"CPU use with {ranks} MPI tasks x (?:no|{threads}) OpenMP threads",
)


def _picked(output: ProgramOutput) -> ProgramOutput:
    """The first lines of an output that began without its loop, up to what is not of it."""
    end = output.start
    for start, line in output.stream.lines(output.start, output.end):
        if line.strip() and not _BELOW.match(line):
            break
        end = start + len(line)
    return output._replace(end=end, ended=True)


class _Lammps(Program):
    """Its commands may differ in all but their counts, and so are told apart by their order."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of each command, and where the output ends."""
        if not any(True for _ in self._rows(output)) and _PICKED.has_result(
            output.stream, output.start, output.end
        ):
            return _PICKED.read(_picked(output))
        runs, end = super().read(output)
        return [
            run._replace(facts={**_of_its_program(run.facts), "case": f"run {number}"})
            for number, run in enumerate(runs, start=1)
            if run.facts.get("steps") != 0
        ], end


_PICKED: Final = Program(
    name="LAMMPS", begins=(_RATE,), primary="performance rate", results=_RESULTS
)


def _of_its_program(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts, whose software is not LAMMPS where they are of SPARTA."""
    software = facts.get("software")
    if facts.get("benchmark") != "SPARTA" or not isinstance(software, str):
        return {**facts}
    return {**facts, "software": software.replace("LAMMPS", "SPARTA")}


def _derived(facts: dict[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {"counted": None}
    if facts.get("counted") == "particles":
        found["benchmark"] = "SPARTA"
    if "cores" in facts and "ranks" not in facts:
        found["ranks"] = facts["cores"]
    return found


PROGRAM = _Lammps(
    name="LAMMPS",
    begins=(r"^(?:LAMMPS|SPARTA) \(\d+ \w+ \d{4}", r"^(?:\S+ ?: ?)?Loop time of ", _RATE),
    ends=r"^Total wall time: [^\n]*",
    is_always_ended=False,
    primary="performance rate runtime",
    fields=(
        r"^(?:LAMMPS|SPARTA) \((?P<version>\d+ \w+ \d{4}[^)\n]*)\)",
        r"^will use up to {devices_per_node} GPU\(s\) per node",
    ),
    rows=(
        r"^(?:\S+ ?: ?)?Loop time of {runtime:s} on {cores} procs?(?: \([^)\n]*\))?"
        r" for {steps} steps with {size} (?P<counted>atoms|particles)",
    ),
    results=_RESULTS,
    derived=_derived,
    aborts=(r"^ERROR(?: on proc \d+)?: {reason=text}$",),
    assumes=(
        "the runs of one output are no repeats",
        "what made no step is no run",
        "what people pick from below a loop has its rate alone",
        "its procs are ranks where nothing else is said of them",
    ),
)
