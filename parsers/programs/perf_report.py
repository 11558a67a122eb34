"""``perf report --stdio``: the share of each function in the samples of an event."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="perf report",
    begins=(r"^# Samples: \S+ +of event",),
    primary="overhead",
    fields=(r"^# Samples: \S+ of events? '(?P<event>[^'\n]+)'",),
    rows=(
        r"^(?:{overhead_with_children:%}% )?{overhead:%}% +(?:\d+ +)?(?P<command>\S+)"
        r" (?P<object>\S+) \[[.kguH]\] {case=text} *$",
    ),
    assumes=("a function is a run, with its own share of the samples: perf tells no times",),
)
