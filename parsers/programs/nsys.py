"""The statistics of Nsight Systems: what each kernel, call or range took in sum."""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_HEADINGS: Final = r"Time ?\(%\) +Total Time \(ns\) "
_EACH: Final = "{runtime_mean:ns} {runtime_median:ns} {runtime_min:ns} {runtime_max:ns} {_}"
_BEFORE_2021: Final = "{runtime_mean:ns} {runtime_min:ns} {runtime_max:ns}(?: {_})?"

PROGRAM = Program(
    name="Nsight Systems",
    begins=(
        r"^(?:\*\* [^\n]*\(\w+\):|(?:\[\d+/\d+\] )?Executing '\w+' stats report) *\n\s*"
        + _HEADINGS,
        "^" + _HEADINGS,
    ),
    primary="total_time",
    fields=(
        r"^\*\* [^\n]*\((?P<report>\w+)\):",
        r"^(?:\[\d+/\d+\] )?Executing '(?P<report>\w+)' stats report",
    ),
    rows=tuple(
        rf"^{{_}} {{total_time:ns}} {{calls:calls}} {times} (?:(?:PushPop|StartEnd) )?"
        r"(?P<case>[^\s\d-][^\n]*?) *$"
        for times in (_EACH, _BEFORE_2021)
    ),
    assumes=("a kernel, call or range is a run; its share of the time is left out",),
)
