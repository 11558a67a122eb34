"""GROMACS: the performance at the end of ``md.log``, or of what ``mdrun`` printed.

Releases before 4.6 print two other rates before it; a minimization has steps in an hour instead.
"""

from __future__ import annotations

from typing import Any

from parsers.programs.program import Program


def _scale(facts: dict[str, Any]) -> dict[str, object]:
    """The processes of both kinds, and the GPUs of all nodes, where one says how many it has."""
    found: dict[str, object] = dict.fromkeys(("particle_ranks", "mesh_ranks", "one_node"))
    if "ranks" not in facts and facts.keys() >= {"particle_ranks", "mesh_ranks"}:
        found["ranks"] = facts["particle_ranks"] + facts["mesh_ranks"]
    nodes = 1 if "one_node" in facts else facts.get("nodes")
    if nodes and "devices_per_node" in facts:
        found["devices"] = facts["devices_per_node"] * nodes
    return found


PROGRAM = Program(
    name="GROMACS",
    begins=(
        r"^:-\) GROMACS - gmx mdrun",
        r"^GROMACS: +gmx\S* mdrun",
        r"^Log file opened on [^\n]*\nHost: ",
        r"^R E A L +C Y C L E ",
        r"^On \d+ MPI ranks?\b",
        r"^(?:Core t|NODE) \(s\) +(?:Wall t|Real) \(s\)",
    ),
    ends=r"^Finished mdrun on (?:rank|node)[^\n]*|^GROMACS reminds you:[^\n]*",
    is_always_ended=False,
    primary="performance step_rate runtime",
    fields=(
        r"^(?:GROMACS: +gmx\S* mdrun, |:-\) GROMACS - gmx mdrun, |Gromacs version: +|:-\) +)"
        r"(?:VERSION |version )?(?P<version>\d\S*)",
        r"^Precision: (?P<precision>\w+)",
        r"Running on {nodes} nodes? with total {cores} (?:cores|processing)",
        r"^Using {ranks} MPI (?:process|(?P<one_node>thread)|rank)",
        r"^(?:Using|On) {_} MPI (?:ranks?|process\w*)[^\n]*each using {threads} OpenMP",
        r"^On {ranks} MPI ranks?\b(?! doing)",
        r"^On {particle_ranks} MPI ranks? doing PP",
        r"^on {mesh_ranks} MPI ranks? doing PME",
        r"^Host: \S+ +pid: \d+ +nodeid: 0 +nnodes: +{ranks}",
        r"^Using {threads} OpenMP threads?",
        r"^(?:On host \S+ )?{devices_per_node} GPUs? selected for this run",
        r"^nsteps *= {steps}",
        r"mdrun [^\n]*-s (?:\S*/)?(?P<case>[^\s/]+?)\.tpr",
        r"mdrun [^\n]*-deffnm (?:\S*/)?(?P<case>[^\s/]+)",
    ),
    results=(
        r"^Time: {_} {runtime:s} {_}$",
        r"\(ns/day\) +\(hour/ns\) *\n *Performance: (?:{_} {_} )??"
        r"{performance:ns/day} {time_per_ns:h/ns} *$",
        r"\(steps/hour\) *\n *Performance: {step_rate:steps/h} *$",
    ),
    fails=(r"^Fatal error:\n{reason=text}$",),
    derived=_scale,
    assumes=("the GPUs that one node selects are those of each",),
)
