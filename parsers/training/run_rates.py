"""How the rates of a log were taken: of each step, or as means of all steps so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf, isfinite, isnan, log

from parsers.progress import RATES, Meter
from parsers.training.run_lines import RunLines


def meter(runs: Sequence[RunLines]) -> Meter:
    """Return how the rates of ``runs`` follow each other, as ``parsers.progress.meter`` does."""
    follow = impossible = longest = 0
    settling, called_means = 0.0, True
    for run in runs:
        rates = _rates(run)
        elapsed = [at / value if value else inf for at, value in rates]
        follow += max(len(rates) - 1, 0)
        impossible += sum(later < earlier for earlier, later in pairwise(elapsed))
        longest = max(longest, len(rates))
        settling += _settling(rates)
        called_means = called_means and all(run.rows.is_mean[each] for each in _rate_places(run))
    return Meter(follow, impossible, settling, longest > 0 and called_means, longest)


def _rate_places(run: RunLines) -> list[int]:
    rows = run.rows
    return [
        place
        for place, metric in zip(run.places, run.metrics, strict=True)
        if metric in RATES and not isnan(rows.step[place]) and not rows.final[place]
    ]


def _rates(run: RunLines) -> list[tuple[float, float]]:
    """Where the rates of steps stand in a run, and what they are."""
    rows = run.rows
    return [
        (at, rows.value[place])
        for place, at, metric in zip(run.places, run.at, run.metrics, strict=True)
        if metric in RATES and not isnan(rows.step[place]) and not rows.final[place]
    ]


def _settling(rates: Sequence[tuple[float, float]]) -> float:
    """Return how much likelier the rates of a run are means; ``parsers.progress`` says how."""
    logs = scaled = changes = 0.0
    count = 0
    for (before, earlier), (at, value) in pairwise(rates[1:]):
        span = at - before
        ratio = value / earlier if earlier else inf
        if span <= 0 or ratio <= 0 or not isfinite(ratio):
            continue
        change = abs(log(ratio))
        count += 1
        logs += log(at / span)
        scaled += at / span * change
        changes += change
    return logs - count * log(scaled / changes) if changes > 0 else 0.0
