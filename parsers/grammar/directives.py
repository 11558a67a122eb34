"""How large a job was, by the lines of its script that schedulers read: ``#SBATCH -n 4``."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern

_OPTIONS: Final = {
    "nodes": ("-N", "--nodes"),
    "ranks": ("-n", "--ntasks"),
    "devices": ("-G", "--gpus"),
    "threads": ("-c", "--cpus-per-task"),
    "ranks_per_node": ("--ntasks-per-node",),
}
_FIELDS: Final = {option: field for field, options in _OPTIONS.items() for option in options}
_SLURM = Pattern(r"(?m)^#SBATCH +(?P<options>[^#\n]*)")
_OPTION = Pattern(
    r"(?:^| )(?P<name>-[NnGc]|--[a-z-]+)(?:=| +|(?<=-[NnGc]))(?P<count>\d{1,7})(?= |$)"
)
_LSF = Pattern(r"(?m)^#BSUB +-n +(?P<ranks>\d{1,7}) *$")
_PBS = Pattern(
    r"(?m)^#PBS +-l *(?:nodes|select)=(?P<nodes>\d{1,6}):(?:ppn|ncpus)=(?P<each>\d{1,5})"
    r"(?=[:, \n]|$)"
)


def directed_counts(text: str) -> dict[str, int]:
    """Return the counts that the directives in ``text`` ask for, by the fields of a record.

    The processors of PBS are ``cores``, and the ranks of each node ``ranks``, those of all nodes.
    """
    if pbs := _PBS.search(text):
        nodes = int(pbs["nodes"])
        return {"nodes": nodes, "cores": nodes * int(pbs["each"])}
    if lsf := _LSF.search(text):
        return {"ranks": int(lsf["ranks"])}
    counts: dict[str, int] = {}
    for line in _SLURM.finditer(text):
        for option in _OPTION.finditer(line["options"].strip()):
            if field := _FIELDS.get(option["name"]):
                counts[field] = int(option["count"])
    if "ranks" not in counts and counts.keys() >= {"nodes", "ranks_per_node"}:
        counts["ranks"] = counts["nodes"] * counts.pop("ranks_per_node")
    return counts
