"""``scorep-score`` of Score-P: the time of each group of regions and each region, of all ranks."""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_REGION: Final = r"^(?:[*+-] )?(?P<group>[A-Z]{3,12}) {_}"

PROGRAM = Program(
    name="Score-P",
    begins=(
        r"^Estimated aggregate size of event trace:",
        r"^flt +type +max_(?:buf|tbc)",
    ),
    primary="total_time",
    rows=(
        _REGION + " {visits:calls} {total_time:s} {_} {_} {case=text} *$",
        _REGION + " {total_time:s} {_} (?P<case>[A-Za-z_][^\n]*?) *$",
    ),
    assumes=("a region is a run, with its time summed over all threads of all ranks",),
)
