"""The steps of a log that do not follow each other as most of its steps do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import floor, isnan
from typing import Final, NamedTuple

from parsers.training.run_lines import RunLines

_MOST_ODD: Final = 0.25
"""The share of distances between steps up to which those of one sort are slips."""


class Irregularity(NamedTuple):
    """A step that does not follow the one before it as steps do elsewhere in its run.

    ``missing``: how many steps are missing between the two, 0 when the step is a repetition,
    negative when it is one from before; ``usual`` is the distance of steps in the run,
    ``line_before`` the line of the step before.
    """

    line: int
    line_before: int
    step: float
    usual: float
    missing: int


def irregularities(runs: Sequence[RunLines]) -> list[Irregularity]:
    """Return the repeated, the missing and the disordered steps, in order of the document.

    Steps are missing where the usual distance of a run fits several times between two of them. What
    most lines of a run do is its way of printing and not odd.
    """
    return [odd for run in runs for odd in _of_run(run)]


class _Step(NamedTuple):
    line: int
    at: float
    step: float


def _of_run(run: RunLines) -> Iterator[Irregularity]:
    rows = run.rows
    stepped = dict.fromkeys(
        _Step(rows.line[place], at, rows.step[place])
        for place, at in zip(run.places, run.at, strict=True)
        if not isnan(rows.step[place])
    )
    distances = [(before, step, step.at - before.at) for before, step in pairwise(stepped)]
    counts = Counter(distance for _, _, distance in distances if distance > 0)
    if not counts:
        return
    most = max(counts.values())
    usual = min(distance for distance, count in counts.items() if count == most)
    sorts = Counter(_sort(distance / usual) for _, _, distance in distances)
    for before, step, distance in distances:
        times = distance / usual
        # Counted from 0 in each epoch, the first step of one stands where the last one ended.
        begins = times == 0 and step.step < before.step
        is_odd = (times <= 0 and not begins) or (times > 1 and times == floor(times))
        if is_odd and sorts[_sort(times)] <= _MOST_ODD * len(distances):
            missing = 0 if times == 0 else floor(times) - 1
            yield Irregularity(step.line, before.line, step.step, usual, missing)


def _sort(times: float) -> int:
    """What kind of distance is so many times the usual one: none, backwards, on, or too far."""
    return 2 if times > 1 else (times > 0) - (times < 0)
