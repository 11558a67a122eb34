"""gprof: the time in each function itself, of its flat profile."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="gprof",
    begins=(r"^Flat profile:", r"^% +cumulative +self "),
    ends=r"^Index by function name *(?:\n *|\n[^\n]*\[\d+\][^\n]*)*",
    is_always_ended=False,
    primary="self_time",
    rows=(
        r"^{_} {_} {self_time:s} {calls:calls} {_} {_} {case=text} *$",
        r"^{_} {_} {self_time:s} (?P<case>[^\s\d][^\n]*?) *$",
    ),
    assumes=("a function is a run; its share of the time is left out",),
)
