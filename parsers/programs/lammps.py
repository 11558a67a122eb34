"""LAMMPS: a run for each ``run`` command, from the lines below its last time step."""

from __future__ import annotations

from parsers.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput


class _Lammps(Program):
    """Its commands may differ in all but their counts, and so are told apart by their order."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of each command, and where the output ends."""
        runs, end = super().read(output)
        return [
            run._replace(facts={**run.facts, "case": f"run {number}"})
            for number, run in enumerate(runs, start=1)
            if run.facts.get("steps") != 0
        ], end


PROGRAM = _Lammps(
    name="LAMMPS",
    begins=(r"^LAMMPS \(\d+ \w+ \d{4}", r"^(?:\S+:)?Loop time of "),
    ends=r"^Total wall time: [^\n]*",
    is_always_ended=False,
    primary="performance rate runtime",
    fields=(
        r"^LAMMPS \((?P<version>\d+ \w+ \d{4}[^)\n]*)\)",
        r"^will use up to {devices_per_node} GPU\(s\) per node",
    ),
    rows=(
        r"^(?:\S+:)?Loop time of {runtime:s} on {cores} procs?(?: \([^)\n]*\))?"
        r" for {steps} steps with {size} atoms",
    ),
    results=(
        r"^Performance: {performance:ns/day} ns/day, {time_per_ns:h/ns} hours/ns"
        r", {rate:timesteps/s} timesteps/s",
        r"^Performance: {performance:tau/day} tau/day, {rate:timesteps/s} timesteps/s",
        *(
            rf"^Performance: [^\n]*, {{atom_rate:{unit}}} {unit}"
            for unit in ("atom-step/s", "katom-step/s", "Matom-step/s")
        ),
        r"CPU use with {ranks} MPI tasks x (?:no|{threads}) OpenMP threads",
    ),
    derived=lambda facts: (
        {"ranks": facts["cores"]} if "cores" in facts and "ranks" not in facts else {}
    ),
    aborts=(r"^ERROR(?: on proc \d+)?: {reason=text}$",),
    assumes=(
        "the runs of one output are no repeats",
        "what made no step is no run",
        "its procs are ranks where nothing else is said of them",
    ),
)
