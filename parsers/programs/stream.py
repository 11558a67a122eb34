"""STREAM: the best rate of each of its kernels.

It was written anew for Fortran, MPI and GPUs, with other words around the table and kernels of its
own; people also paste the table alone. So the table is known by its headings.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program
from parsers.programs.templates import number

_HEADINGS: Final = r"^Function +(?:Best )?Rate \(?(?P<rate_unit>[kMGT]i?B/s)\)? +\S"


def _refined(run: FoundRun) -> FoundRun:
    """The rate in the unit of the headings; the size of an array is its length."""
    facts: dict[str, Any] = dict(run.facts)
    if facts.get("size") is not None:
        facts["size_unit"] = "elements"
    rate, unit = str(facts.pop("rate")), str(facts.pop("rate_unit", "MB/s"))
    best = Measurement("bandwidth", number(rate), unit, digit=weight_of_last_digit(rate))
    return run._replace(facts=facts, measured=[best, *run.measured])


PROGRAM = Program(
    name="STREAM",
    begins=(
        r"^STREAM [Vv]ersion \$Revision",
        r"^NVIDIA-STREAM ",
        r"^Array size = \d+ \(elements\)",
        r"^Number of Threads requested = \d",
        _HEADINGS + r"[^\n]*(?=\n *[A-Z]\w*: *\d[\d.]*(?: +\d[\d.]*){3} *$)",
    ),
    ends=r"^(?:Solution Validates|Failed Validation)[^\n]*(?:\n-+)?",
    is_always_ended=False,
    primary="bandwidth",
    fields=(
        _HEADINGS,
        r"^STREAM [Vv]ersion \$Revision: {version=word}",
        r"^(?:Total Aggregate )?Array size *= {size}(?: \(elements\)|,| *$)",
        r"^Array size \(double\)={size}\*",
        r"^Data (?:is|are) distributed across {ranks} MPI ranks",
        r"^Number of Threads requested = {threads}",
        r"^Number of Threads requested for each MPI rank = {threads}",
        r"^Number of Threads(?: counted)?(?: for rank 0)? *= *{threads} *$",
    ),
    rows=(
        r"^(?P<case>[A-Z]\w*): *(?P<rate>\d[\d.]*(?:[eE][-+]?\d+)?)"
        r" {runtime_mean:s} {runtime_min:s} {runtime_max:s} *$",
    ),
    all_fail=(r"^Failed Validation[^\n]*",),
    refined=_refined,
)
