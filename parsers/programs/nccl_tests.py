"""nccl-tests and rccl-tests: a row for each size, with numbers out of place and in place."""

from __future__ import annotations

from typing import Any

from parsers.programs.printed_columns import PrintedColumns
from parsers.programs.program import Program


def _machine(facts: dict[str, Any]) -> dict[str, object]:
    """How many ranks there are, each with a device of its own, and on how many hosts."""
    hosts, devices = facts.get("host", []), facts.get("device", [])
    if not hosts:
        return {}
    models = set(devices)
    return {
        "ranks": len(hosts),
        "devices": len(hosts),
        "nodes": len(set(hosts)),
        "device": models.pop() if len(models) == 1 else None,
    }


PROGRAM = Program(
    name="nccl-tests",
    begins=(
        r"^# (?:nccl|rccl)-tests version",
        r"^# Collective test starting:",
        r"^# nThreads? \d",
    ),
    ends=r"^# Avg bus bandwidth[^\n]*(?:\n# *$|\n# Collective test concluded[^\n]*)*",
    primary="busbw",
    fields=(
        r"^# Collective test starting: (?P<benchmark>\w+)",
        r"^# (?P<software>[nr]ccl-tests version \S+)",
    ),
    gathered=(r"^# Rank {_} [^\n]*? on {host=word} device {_} \[[^\]\n]*\] {device=text}$",),
    derived=_machine,
    columns=PrintedColumns(
        header=r"^#? *size +count[^\n]*time[^\n]*busbw[^\n]*$",
        split=r"\s+",
        again="in_place",
        names={
            "size": "=size",
            "count": "",
            "(elements)": "",
            "type": "=type",
            "redop": "=redop",
            "root": "=root",
            "time": "latency:us",
            "cputime": "latency:us",
            "algbw": "algbw:GB/s",
            "busbw": "busbw:GB/s",
            "#wrong": "!wrong",
            "error": "",
        },
    ),
)
