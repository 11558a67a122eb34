"""mdtest: the mean rate of each metadata operation over its iterations."""

from __future__ import annotations

from typing import Any

from parsers.programs.measurements import FoundRun, Measurement, weight_of_last_digit
from parsers.programs.program import Program
from parsers.programs.templates import number


def _refined(run: FoundRun) -> FoundRun | None:
    """The row by the title of its table; rates give what times of the same operations would.

    A rate of 0 stands for an operation that was not asked for.
    """
    facts: dict[str, Any] = dict(run.facts)
    table, tables = str(facts.pop("table", "rate")), facts.pop("tables", [])
    unit = facts.pop("unit_of_time", None)
    cells = _of_iterations(str(facts.pop("cells")).split(), str(facts.pop("layout", "")))
    if (table == "time" and "rate" in tables) or number(cells["max"]) == 0:
        return None
    metric, unit = ("rate", "ops/s") if table == "rate" else ("runtime", unit or "s")
    measured = [
        Measurement(name, number(text), unit, digit=weight_of_last_digit(text))
        for name, text in (
            (metric, cells["mean"]),
            (f"{metric}_min", cells["min"]),
            (f"{metric}_max", cells["max"]),
        )
    ]
    return run._replace(facts=facts, measured=measured, primary=metric)


def _of_iterations(cells: list[str], layout: str) -> dict[str, str]:
    """The numbers over the iterations; those over the ranks may stand before them.

    The deviation is that of the ranks in some releases, and of the iterations in others.
    """
    of_ranks = len(cells) - 4
    if of_ranks and layout.split("per Iteration")[0].rstrip().endswith("Dev"):
        of_ranks += 1
    return dict(zip(("max", "min", "mean"), cells[of_ranks:], strict=False))


PROGRAM = Program(
    name="mdtest",
    begins=(
        r"^mdtest[-_]\S+ was launched",
        r"^SUMMARY(?: rate)?(?: \([^)\n]*\))?: \(of \d+ iterations\)",
    ),
    ends=r"^-- finished at [^\n]*",
    is_always_ended=False,
    primary="rate runtime",
    fields=(
        r"^mdtest[-_]{version=word} was launched",
        r"^mdtest\S+ was launched with {ranks} total task\(s\) on {nodes} *node\(s\)",
        r"^SUMMARY (?P<table>rate|time)",
        r"^SUMMARY time \(in (?P<unit_of_time>ms/op|s/op|us/op)\)",
        r"^\d+ tasks, {items} files",
        r"^Operation (?P<layout>per Rank: [^\n]*)$",
    ),
    gathered=(r"^SUMMARY (?P<tables>rate|time)",),
    derived=lambda facts: {"tables": facts.get("tables", [])},
    rows=(
        r"^(?P<case>(?:Directory|File|Tree) [a-z]+)(?: *:)? *"
        r"(?P<cells>\d+(?:\.\d+)?(?: \d+(?:\.\d+)?){2}(?: {_}|(?: \d+(?:\.\d+)?){4})) *$",
    ),
    refined=_refined,
    assumes=("the value is the mean of the iterations", "a rate of 0 was not measured"),
)
