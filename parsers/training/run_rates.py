"""How the rates of a log were taken: of each step, or as means of all steps so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from math import inf, isfinite, isnan, log
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
    logs = scaled = changes = 0.0
    count = 0
    for (before, place), (earlier, value) in zip(
        pairwise(at[1:]), pairwise(values[1:]), strict=True
    ):
        span = place - before
        ratio = value / earlier if earlier else inf
        if span <= 0 or ratio <= 0 or not isfinite(ratio):
            continue
        change = abs(log(ratio))
        count += 1
        logs += log(place / span)
        scaled += place / span * change
        changes += change
    return logs - count * log(scaled / changes) if changes > 0 else 0.0
