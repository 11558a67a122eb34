"""mpiP's report: the time of the application on its first task, and the share of MPI in all."""

from __future__ import annotations

from typing import Any

from parsers.programs.program import Program


def _counted(facts: dict[str, Any]) -> dict[str, object]:
    """Tasks and nodes, from the lines that say which task ran where."""
    ranks, hosts = facts.get("task", []), facts.get("host", [])
    found: dict[str, object] = {"task": None, "host": None}
    if ranks:
        found |= {"ranks": len(set(ranks)), "nodes": len(set(hosts))}
    return found


PROGRAM = Program(
    name="mpiP",
    begins=(r"^@ mpiP *$", r"^@--- MPI Time \(seconds\)"),
    primary="runtime",
    fields=(
        r"^@ Version *: *{version=word} *$",
        r"^@ Command *: *(?:\S*/)?{case=word}",
    ),
    gathered=(r"^@ MPI Task Assignment *: *{task} {host=word} *$",),
    results=(
        r"^Task +AppTime +MPITime +MPI%\n *{_} {runtime:s} {_} {_} *$",
        r"^\* {application_time:s} {communication_time:s} {communication:%} *$",
    ),
    derived=_counted,
    better={"communication": "lower"},
    assumes=(
        "`runtime` is that of the first task",
        "times behind `*` are sums over the tasks",
    ),
)
