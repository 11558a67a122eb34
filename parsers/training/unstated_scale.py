"""Runs of a log that nothing says the size of, while others in it are of several sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.run_records.records import SCALE
from parsers.training.contexts import RunContext
from parsers.training.run_lines import RunLines
from parsers.training.run_quantities import RunQuantity

Measured = tuple[RunLines, list[RunQuantity]]
_FAR: Final = 1.25
"""By what repeats do not differ."""
_COMPARED: Final = ("throughput", "step_time", "epoch_time")


def of_unstated_scale(
    measured: Sequence[Measured], found: Sequence[RunContext]
) -> frozenset[tuple[int, int]]:
    """Return the block and the part of runs that are no repeats of the first below their heading.

    They begin anew without a heading, in a log whose headings state several counts, and their
    results are far from those of the first.
    """
    stated = {_scale(found[run.block]) for run, _ in measured} - {()}
    if len(stated) < 2:
        return frozenset()
    first = {run.block: own for run, own in measured if run.part == 0}
    return frozenset(
        (run.block, run.part)
        for run, own in measured
        if run.part > 0 and _scale(found[run.block]) and _are_far(first.get(run.block, []), own)
    )


def without_scale(context: RunContext) -> RunContext:
    """Return ``context`` without what it says of how large a run was."""
    facts = {name: fact for name, fact in context.facts.items() if name not in SCALE}
    return context._replace(facts=facts, one_device=False)


def _scale(context: RunContext) -> tuple[object, ...]:
    return tuple(context.facts[name] for name in SCALE if context.facts.get(name) is not None)


def _are_far(one: Sequence[RunQuantity], other: Sequence[RunQuantity]) -> bool:
    """Whether the first quantity that both have, of those that scale, differs as no repeat does."""
    values, others = ({each.metric: each.value for each in run} for run in (one, other))
    for metric in _COMPARED:
        before, after = values.get(metric), others.get(metric)
        if before and after:
            return max(before, after) > _FAR * min(before, after)
    return False
