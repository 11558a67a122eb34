"""How the rates of a log were taken: of each step, or as means of all steps so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from math import inf, isnan, log
from operator import gt

from parsers.training.progress import RATES, Meter
from parsers.training.run_lines import RunLines


def meter(runs: Sequence[RunLines]) -> Meter:
    """Return how the rates of ``runs`` follow each other, as ``progress.meter`` does."""
    follow = impossible = longest = 0
    settling, called_means = 0.0, True
    for run in runs:
        orders = _rates(run)
        at = [run.at[order] for order in orders]
        values = [run.rows.value[run.places[order]] for order in orders]
        elapsed = [place / value if value else inf for place, value in zip(at, values, strict=True)]
        follow += max(len(orders) - 1, 0)
        impossible += sum(map(gt, elapsed, islice(elapsed, 1, None)))
        longest = max(longest, len(orders))
        settling += _settling(at, values)
        called_means = called_means and all(run.rows.is_mean[run.places[order]] for order in orders)
    return Meter(follow, impossible, settling, longest > 0 and called_means, longest)


def _rates(run: RunLines) -> list[int]:
    """The rates of the steps of a run, by their order in it."""
    rows = run.rows
    return [
        order
        for order, (place, metric) in enumerate(zip(run.places, run.metrics, strict=True))
        if metric in RATES and not isnan(rows.step[place]) and not rows.final[place]
    ]


def _settling(at: Sequence[float], values: Sequence[float]) -> float:
    """Return how much likelier the rates of a run are means; ``progress`` says how."""
    changes = [_change(*pair) for pair in pairwise(values)]
    early = changes[: len(values) // 2]
    warm = early.index(max(early)) if early else 0
    begin = warm + 1
    steps = [place / (place - before) if place > before else inf for before, place in pairwise(at)]
    told = [
        (n, change)
        for n, change in zip(steps[begin:], changes[begin:], strict=True)
        if n < inf and change < inf
    ]
    total = sum(change for _, change in told)
    if not total:
        return 0.0
    logs = sum(log(n) for n, _ in told)
    return logs - len(told) * log(sum(n * change for n, change in told) / total)


def _change(earlier: float, value: float) -> float:
    """The relative difference of two rates, as a logarithm; infinite from or to nothing."""
    ratio = value / earlier if earlier else inf
    return abs(log(ratio)) if 0 < ratio < inf else inf
