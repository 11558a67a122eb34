"""The series of a table along an axis other than a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.history.histories_of import histories_of
from analysis.runs import Choice, Runs
from analysis.sweeps.sweep import Sweep, sweeps_of, sweeps_over_time
from analysis.sweeps.sweep_axis import SweepAxis


def sweeps_along(
    runs: Runs, axis: SweepAxis, choice: Choice, rows: Sequence[int] | None = None
) -> list[Sweep]:
    """Return the sweeps of ``runs``, made with ``choice``, along ``axis``: none along a count.

    ``rows`` as for ``sweeps_of``; over time all series come. A number as ``baseline`` is the place
    that ratios refer to. Raises ``UsageError`` where a condition on the table leaves no history.
    """
    if axis.kind == "time":
        found = histories_of(runs.records, replace(choice, over=None))
        return sweeps_over_time(found.series, found.by, is_chosen=axis.chosen)
    base = float(choice.baseline) if isinstance(choice.baseline, int) else None
    return sweeps_of(runs, axis, rows, base)
