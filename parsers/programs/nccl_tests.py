"""nccl-tests and rccl-tests: a row for each size, with numbers out of place and in place.

Where a page took a ``#`` for its own mark, the lines lack theirs.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.launched import RANKS_OF_A_PROCESS
from parsers.programs.printed_columns import PrintedColumns
from parsers.programs.program import Program

_HEADINGS: Final = r"^#? *size +count[^\n]*time[^\n]*busbw[^\n]*$"
"""They open a table, too, where nothing above it was kept."""


def _machine(facts: dict[str, Any]) -> dict[str, object]:
    """How many ranks there are, each with a device of its own, and on how many hosts.

    People shorten the list of a large job: what the last rank is tells how many there are, but
    nothing of the hosts that were left out. Each process has as many as ``nThread`` times
    ``nGpus``: a list of another number was cut off, as is one with no table below it.
    """
    hosts, ranks = facts.get("host", []), facts.get("rank", [])
    each = facts.get("threads_each", 1) * facts.get("gpus_each", 1)
    found: dict[str, object] = {"threads_each": None, "gpus_each": None}
    models, count = set(facts.get("device", [])), 1 + max(ranks, default=-1)
    if hosts:
        found["device"] = models.pop() if len(models) == 1 else None
    if not hosts or count % each or "table" not in facts:
        return found | {RANKS_OF_A_PROCESS: each}
    nodes = len(set(hosts)) if count == len(set(ranks)) else None
    return found | {"ranks": count, "devices": count, "nodes": nodes}


PROGRAM = Program(
    name="nccl-tests",
    begins=(
        r"^# (?:nccl|rccl)-tests version",
        r"^# Collective test starting:",
        r"^(?:# ?)?nThreads? \d+ nGpus \d",
        _HEADINGS,
    ),
    ends=r"^(?:# )?Avg bus bandwidth[^\n]*(?:\n# *$|\n# Collective test concluded[^\n]*)*",
    primary="busbw",
    fields=(
        r"^# Collective test starting: (?P<benchmark>\w+)",
        r"^# (?P<software>[nr]ccl-tests version \S+)",
        r"^(?:# ?)?nThreads? {threads_each} nGpus {gpus_each} ",
    ),
    gathered=(
        r"^(?:# )?Rank {rank} [^\n]*? on {host=word} device {_} \[[^\]\n]*\] {device=text}$",
        r"^#? *(?P<table>size) +count ",
    ),
    derived=_machine,
    aborts=(r"^(?:[^\n]*?: )?(?P<reason>Test (?:[A-Z]+ )?failure [^\n]*)",),
    columns=PrintedColumns(
        header=_HEADINGS,
        split=r"\s+",
        again="in_place",
        turned=r"in-place +out-of-place",
        names={
            "size": "=size",
            "count": "",
            "(elements)": "",
            "type": "=type",
            "redop": "=redop",
            "root": "=root",
            "time": "collective_latency:us",
            "cputime": "collective_latency:us",
            "algbw": "algbw:GB/s",
            "busbw": "busbw:GB/s",
            "#wrong": "!wrong",
            "error": "",
        },
    ),
)
