"""IO500: the result of each of its phases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program


def _refined(run: FoundRun) -> FoundRun | None:
    """The phase, unless it took no time and so did not run."""
    took = [each.value for each in run.measured if each.metric == "runtime"]
    return None if 0 in took else run


def _derived(facts: Mapping[str, Any]) -> dict[str, object]:
    """Whether the phase is invalid, and the nodes that hold the processes."""
    found: dict[str, object] = {"invalid": None, "per_node": None}
    if "invalid" in facts:
        found["validity"] = "INVALID"
    ranks, each = facts.get("ranks"), int(facts.get("per_node", 0))
    if ranks and each and ranks % each == 0:
        found["nodes"] = ranks // each
    return found


PROGRAM = Program(
    name="IO500",
    begins=(
        r"^Start IO500 benchmark with options:",
        r"^IO500 version ",
        r"^\[RESULT(?:-invalid)?\] BW +phase 1 ",
        r"^\[RESULT(?:-invalid)?\] +ior[-_]easy[-_]write ",
        r"^\[RESULT(?:-invalid)?\] +[\w-]+ +[\d.]+ \S+ *: time ",
    ),
    ends=r"^\[SCORE(?: INVALID| )?\] [^\n]*",
    primary="bandwidth iops",
    fields=(
        r"^IO500 version (?P<version>\S+)",
        r"^Processes per host: +(?P<per_node>\d{1,6})$",
        r"^Number of tasks: +{ranks}$",
        r"^\[SCORE (?P<validity>INVALID)\]",
    ),
    rows=tuple(
        r"^\[RESULT(?P<invalid>-invalid)?\](?: (?:BW|IOPS) phase \d+)? {case=word}"
        rf" {quantity} *: time {{runtime:s}} seconds(?: \[(?P<validity>INVALID)\])? *$"
        for quantity in (
            "{bandwidth:GiB/s} GiB/s",
            "{bandwidth:GB/s} GB/s",
            "{iops:kIOPS} k(?:IOPS|iops)",
        )
    ),
    derived=_derived,
    refined=_refined,
    assumes=("the score is a mean of the phases, and left out",),
)
