"""NAMD: the time for a step that it measures itself, and the wall time of the whole."""

from __future__ import annotations

from parsers.programs.program import Program

_LAST = r"(?=[^\n]*\n(?:(?!Info: Benchmark time:)[^\n]*\n)*?WallClock: )"

PROGRAM = Program(
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
