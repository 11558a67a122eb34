"""IO500: the result of each of its phases."""

from __future__ import annotations

from parsers.measurements import FoundRun
from parsers.programs.program import Program


def _refined(run: FoundRun) -> FoundRun | None:
    """The phase, unless it took no time and so did not run."""
    took = [each.value for each in run.measured if each.metric == "runtime"]
    return None if 0 in took else run


PROGRAM = Program(
    name="IO500",
    begins=(
        r"^IO500 version ",
        r"^\[RESULT(?:-invalid)?\] BW +phase 1 ",
        r"^\[RESULT(?:-invalid)?\] +ior[-_]easy[-_]write ",
    ),
    ends=r"^\[SCORE ?\] [^\n]*",
    primary="bandwidth iops",
    fields=(r"^IO500 version (?P<version>\S+)",),
    rows=tuple(
        r"^\[RESULT(?P<invalid>-invalid)?\](?: (?:BW|IOPS) phase \d+)? {case=word}"
        rf" {quantity} *: time {{runtime:s}} seconds(?: \[(?P<validity>INVALID)\])? *$"
        for quantity in (
            "{bandwidth:GiB/s} GiB/s",
            "{bandwidth:GB/s} GB/s",
            "{iops:kIOPS} k(?:IOPS|iops)",
        )
    ),
    derived=lambda facts: (
        {"invalid": None} | ({"validity": "INVALID"} if "invalid" in facts else {})
    ),
    refined=_refined,
    assumes=("the score is a mean of the phases, and left out",),
)
