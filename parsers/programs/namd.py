"""NAMD: the time for a step that it measures itself, and the wall time of the whole."""

from __future__ import annotations

from dataclasses import replace

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput

_LAST = r"(?=[^\n]*\n(?:(?!Info: Benchmark time:)[^\n]*\n)*?WallClock: )"

_PICKED = r"(?=[^\n]*(?:\n(?!Info: Benchmark time:)[^\n]*)*\Z)"
"""Behind the last one of lines that people picked, whatever else they kept."""


class _Namd(Program):
    """What people picked from an output is all there is of it: no last line is missing."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the run of an output, or of what was picked from one, and where it ends."""
        text, start, end = output.stream.text, output.start, output.end
        if output.ended or any(True for _ in self.openings[0].find(text, start, end)):
            return super().read(output)
        picked = [each.replace(_LAST, _PICKED) for each in self.results]
        return Program.read(replace(self, results=tuple(picked)), output)


PROGRAM = _Namd(
    name="NAMD",
    begins=(
        r"^Info: NAMD \S+ for ",
        r"^Info: Benchmark time: (?:(?!WallClock: |Info: NAMD |```)[^\n]*\n)+",
    ),
    ends=r"^WallClock: [^\n]*",
    primary="performance step_time runtime",
    fields=(
        r"^Info: NAMD {version=word} for",
        r"^Info: Running on {cores} processors, {ranks} nodes, {nodes} physical nodes",
        r"^Info: Benchmark time: {cores} CPUs",
        r"^Info: {atoms} ATOMS$",
        r"^Info: STRUCTURE FILE (?:\S*/)?(?P<case>[^\s/]+?)(?:\.psf(?:\.gz)?)?$",
    ),
    results=(
        r"^Info: Benchmark time: {_} CPUs {step_time:s} s/step"
        r" {time_per_ns:days/ns} days/ns" + _LAST,
        r"^Info: Benchmark time: {_} CPUs {step_time:s} s/step"
        r" {performance:ns/day} ns/day" + _LAST,
        r"^WallClock: {runtime:s} CPUTime: {cpu_time:s}",
    ),
    fails=(r"^(?:FATAL ERROR|ERROR): {reason=text}$",),
    assumes=(
        "its nodes are processes and its physical nodes nodes",
        "the last benchmark time counts",
    ),
)
