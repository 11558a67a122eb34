"""WRF: the time of a step of the outermost domain, from ``rsl.out.0000`` or ``rsl.error.0000``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.middle import median
from parsers.programs.measurements import FoundRun, Measurement
from parsers.programs.program import Program, ProgramOutput
from parsers.programs.templates import Template

_STEP: Final = Template(r"^Timing for main: time \S+ on domain +1: {step_time:s} elapsed seconds")


class _Wrf(Program):
    """The first step sets up, and a few others write: the median is that of what is left."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run with its steps, and where the output ends."""
        runs, end = super().read(output)
        found = _STEP.find(output.stream.text, output.start, output.end)
        steps = [each.value for step in found for each in step.measured if each.value is not None]
        if output.ended and steps:
            measured = [
                Measurement(
                    "step_time", median(steps[1:] or steps), "s", samples=steps[1:] or steps
                ),
                Measurement("runtime", sum(steps), "s"),
            ]
            return [run._replace(measured=measured) for run in runs], end
        return [self._unfinished(output, run) for run in runs], end


PROGRAM = _Wrf(
    name="WRF",
    begins=(r"^taskid: 0 hostname: ", r"^WRF V\d[^\n]* MODEL", r"^Timing for main: time "),
    ends=r"[^\n]*SUCCESS COMPLETE WRF",
    primary="step_time",
    fields=(
        r"^WRF V(?P<version>\d\S*) MODEL",
        r"^Ntasks in X {columns} ?, ntasks in Y {rows}",
    ),
    results=(r"^Timing for main: time \S+ on domain +1: {step_time:s} elapsed seconds",),
    derived=lambda facts: (
        {"ranks": facts["columns"] * facts["rows"], "columns": None, "rows": None}
        if "columns" in facts
        else {}
    ),
    assumes=(
        "the value is the median over the steps of domain 1 without the first",
        "`runtime` is their sum, without reading and writing",
    ),
)
