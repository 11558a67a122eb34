"""IOR: a row for each write and each read of each iteration, under the options of its test."""

from __future__ import annotations

from typing import Any

from parsers.programs.program import Program

KIBI = 1024


def _bytes_and_nodes(facts: dict[str, Any]) -> dict[str, object]:
    """Sizes in bytes; nodes where an old release says how many of its clients share one."""
    found: dict[str, object] = {"transfer_kib": None, "block_kib": None, "per_node": None}
    if "transfer_kib" in facts:
        found["size"] = facts["transfer_kib"] * KIBI
        found["block_size"] = facts["block_kib"] * KIBI
    ranks, per_node = facts.get("ranks"), facts.get("per_node")
    if "nodes" not in facts and ranks and per_node and ranks % per_node == 0:
        found["nodes"] = ranks // per_node
    return found


PROGRAM = Program(
    name="IOR",
    begins=(r"^IOR-[\w.+]+: MPI Coordinated Test of Parallel I/O",),
    ends=r"^(?:Finished *|Run finished): [^\n]*",
    is_always_ended=False,
    primary="bandwidth",
    fields=(
        r"^IOR-(?P<version>[\w.+]+): MPI",
        r"^ *api *[:=] (?P<api>\w+)",
        r"^ *access *[:=] {access=word}",
        r"^ *type *[:=] {type=word}",
        r"^ *ordering in a file *[:=] *(?P<ordering>\w+)",
        r"^ *nodes *: {nodes}$",
        r"^ *tasks *: {ranks}$",
        r"^ *clients *[:=] {ranks} \({per_node} per node\)",
    ),
    rows=(
        r"^(?P<case>write|read) {bandwidth:MiB/s} {iops:ops/s} {latency:s} {block_kib}"
        r" {transfer_kib} {open_time:s} {access_time:s} {close_time:s} {runtime:s} {_} *$",
        r"^(?P<case>write|read) {bandwidth:MiB/s} {block_kib}"
        r" {transfer_kib} {open_time:s} {access_time:s} {close_time:s} {runtime:s} {_} *$",
    ),
    derived=_bytes_and_nodes,
    assumes=("`size` is the transfer size", "the summary repeats the iterations and is left out"),
)
