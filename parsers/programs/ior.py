"""IOR: a row for each write and each read of each iteration, under the options of its test.

Old releases print a summary alone, unless they are asked for more; people paste the table alone.
"""

from __future__ import annotations

from typing import Any, Final

from parsers.programs.measurements import FoundRun
from parsers.programs.program import Program, ProgramOutput
from parsers.short_columns.whole_numbers import nearest_whole

KIBI = 1024
_SIZES: Final = {"bytes": 1, "KiB": KIBI, "MiB": KIBI**2, "GiB": KIBI**3, "TiB": KIBI**4}
_TIMES: Final = "{open_time:s} {access_time:s} {close_time:s}"


def _bytes_and_nodes(facts: dict[str, Any]) -> dict[str, object]:
    """Sizes in bytes; nodes where an old release says how many of its clients share one."""
    found: dict[str, object] = {"transfer_kib": None, "block_kib": None, "per_node": None}
    for column, row, given in (
        ("size", "transfer_kib", "xfer"),
        ("block_size", "block_kib", "block"),
    ):
        amount, unit = facts.get(row), "KiB"
        if f"{column}_in_bytes" in facts:
            amount, unit = facts[f"{column}_in_bytes"], "bytes"
        found[f"{column}_in_bytes"] = None
        if amount is None and given in facts:
            amount, unit = facts[given], str(facts[f"{given}_unit"])
        found |= {given: None, f"{given}_unit": None}
        if amount is not None:
            found[column] = nearest_whole(amount * _SIZES[unit])
    ranks, per_node = facts.get("ranks"), facts.get("per_node")
    if "nodes" not in facts and ranks and per_node and ranks % per_node == 0:
        found["nodes"] = ranks // per_node
    return found


class _Ior(Program):
    """The summary counts only where no iteration has a row, and the best where nothing else has."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the runs of one output, and where it ends."""
        runs, end = super().read(output)
        best = [run for run in runs if len(run.measured) == 1]
        summaries = [run for run in runs if "repetitions" in run.facts]
        iterations = [run for run in runs if run not in best and run not in summaries]
        if iterations or summaries:
            return iterations or summaries, end
        return [
            run._replace(facts={**run.facts, "case": str(run.facts["case"]).lower()})
            for run in best
        ], end


PROGRAM = _Ior(
    name="IOR",
    begins=(
        r"^IOR-[\w.+]+: MPI Coordinated Test of Parallel I/O",
        r"^api +[:=] \w+ *$",
        r"^access +: (?:single-shared-file|file-per-process)",
        r"^access(?: +bw\(MiB/s\) |,bw\(MiB/s\),)",
        r"^Operation +Max ?\(MiB\) ",
        r"^Max (?:Write|Read): +[\d.]+ MiB/sec[^\n]*(?:\n *Max Read: [^\n]*)?",
    ),
    ends=r"^(?:Finished *|Run finished): [^\n]*",
    is_always_ended=False,
    primary="bandwidth",
    fields=(
        r"^IOR-(?P<version>[\w.+]+): MPI",
        r"^api *[:=] (?P<api>\w+)",
        r"^access *[:=] {access=word}",
        r"^type *[:=] {type=word}",
        r"^ordering in a file *[:=] *(?P<ordering>\w+)",
        r"^nodes *: {nodes} *$",
        r"^tasks *: {ranks} *$",
        r"^clients *[:=] {ranks} \({per_node} per node\)",
        r"^clients per node *: {per_node} *$",
        r"^Participating tasks *: {ranks} *$",
        *(
            rf"^{given}size *[:=] {{{given}}} (?P<{given}_unit>{'|'.join(_SIZES)}) *$"
            for given in ("xfer", "block")
        ),
    ),
    rows=(
        r"^(?P<case>write|read) {bandwidth:MiB/s} {iops:ops/s} {latency:s} {block_kib}"
        rf" {{transfer_kib}} {_TIMES} {{runtime:s}} \d+ *$",
        r"^(?P<case>write|read) {bandwidth:MiB/s} {block_kib} {transfer_kib}"
        rf" {_TIMES}(?: {{runtime:s}})? \d+ *$",
        # summaryFormat=CSV, each number with its decimals
        r"^(?P<case>write|read),{bandwidth:MiB/s},{iops:ops/s},{latency:s},{block_kib}"
        rf",{{transfer_kib}},{_TIMES.replace(' ', ',')},{{runtime:s}},{{ranks}},\d+ *$",
        # grep -n counts the lines of a file in front of the one that it finds.
        r"^(?:\d+: *)?(?P<case>write|read)"
        r" {bandwidth_max:MiB/s} {bandwidth_min:MiB/s} {bandwidth:MiB/s} {_}"
        r"(?: {_} {_} {iops:ops/s} {_})? {runtime:s}(?: (?:NA|{_}) (?:NA|{_}))? \d+ {ranks}"
        r" {per_node} {repetitions}(?: \d+){6} {block_size_in_bytes} {size_in_bytes} {_}"
        r" (?P<api>[A-Z]\S*) \d+ *$",
        r"^Max (?P<case>Write|Read): {bandwidth:MiB/s} MiB/sec",
    ),
    derived=_bytes_and_nodes,
    assumes=(
        "`size` is the transfer size",
        "the summary repeats the iterations and is left out; without them, its mean is the result",
        "without both, the best of each operation is",
    ),
)
