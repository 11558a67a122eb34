"""``seff`` of Slurm: what one job asked for and used."""

from __future__ import annotations

from typing import Any

from parsers.programs.program import Program


def _cores(facts: dict[str, Any]) -> dict[str, object]:
    """The cores of all nodes."""
    nodes, each = facts.get("nodes"), facts.get("cores_per_node")
    found: dict[str, object] = {"cores_per_node": None}
    return found | ({"cores": nodes * each} if nodes and each else {})


PROGRAM = Program(
    name="Slurm seff",
    begins=(r"^Job ID: \d+[^\n]*\n(?:[^\n]*\n){0,3}?(?= *State: [A-Z])",),
    ends=r"^Memory Efficiency: [^\n]*",
    is_always_ended=False,
    primary="runtime",
    fields=(
        r"^Cluster: (?P<system>\S+)",
        r"^Nodes: {nodes} *$",
        r"^Cores per node: {cores_per_node} *$",
        r"^Cores: {cores} *$",
    ),
    results=(
        r"^Job Wall-clock time: {runtime=duration} *$",
        r"^CPU Efficiency: {cpu_efficiency:%}% of ",
        *(rf"^Memory Utilized: {{max_rss:{unit[0]}iB}} {unit}\b" for unit in ("KB", "MB", "GB")),
    ),
    fails=(r"^State: (?P<reason>(?!COMPLETED|RUNNING|PENDING)[A-Z_]+)",),
    derived=_cores,
    assumes=("`MB` and `GB` of memory are powers of 1024",),
)
