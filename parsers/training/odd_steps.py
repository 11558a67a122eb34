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


def _of_run(run: RunLines) -> Iterator[Irregularity]:
    orders = _steps(run)
    at = [run.at[order] for order in orders]
    distances = [after - before for before, after in pairwise(at)]
    counts = Counter(distances)
    usual = _usual(counts)
    if usual is None or len(counts) == 1:
        return
    sorts: Counter[int] = Counter()
    for distance, count in counts.items():
        sorts[_sort(distance / usual)] += count
    rows = run.rows
    for (before, order), distance in zip(pairwise(orders), distances, strict=True):
        times = distance / usual
        step, step_before = rows.step[run.places[order]], rows.step[run.places[before]]
        # Counted from 0 in each epoch, the first step of one stands where the last one ended.
        begins = times == 0 and step < step_before
        is_odd = (times <= 0 and not begins) or (times > 1 and times == floor(times))
        if is_odd and sorts[_sort(times)] <= _MOST_ODD * len(distances):
            missing = 0 if times == 0 else floor(times) - 1
            line, line_before = rows.line[run.places[order]], rows.line[run.places[before]]
            yield Irregularity(line, line_before, step, usual, missing)


def _steps(run: RunLines) -> list[int]:
    """The first quantity of each line of a run that names a step, by their order in the run."""
    lines, steps = run.rows.line, run.rows.step
    orders: list[int] = []
    last: tuple[int, float] | None = None
    for order, place in enumerate(run.places):
        here = lines[place], run.at[order]
        if here != last and not isnan(steps[place]):
            orders.append(order)
            last = here
    return orders


def _usual(counts: Counter[float]) -> float | None:
    """The distance between two steps that is there most often, the smallest of several."""
    forward = {distance: count for distance, count in counts.items() if distance > 0}
    if not forward:
        return None
    most = max(forward.values())
    return min(distance for distance, count in forward.items() if count == most)


def _sort(times: float) -> int:
    """What kind of distance is so many times the usual one: none, backwards, on, or too far."""
    return 2 if times > 1 else (times > 0) - (times < 0)
