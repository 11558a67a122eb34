"""The series of a table along an axis other than a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.history.histories_of import histories_of
from analysis.runs import Choice, Runs
from analysis.sweeps.named_place import place_of
from analysis.sweeps.sweep import Sweep, sweeps_of, sweeps_over_time
from analysis.sweeps.sweep_axis import SweepAxis
from analysis.usage import UsageError, cut


def sweeps_along(
    runs: Runs, axis: SweepAxis, choice: Choice, rows: Sequence[int] | None = None
) -> list[Sweep]:
    """Return the sweeps of ``runs``, made with ``choice``, along ``axis``: none along a count.

    ``rows`` as for ``sweeps_of``; over time all series come. Ratios refer to ``place``, or to a
    number as ``baseline``. Raises ``UsageError`` where there is no such, and where a
    condition on the table leaves no history.
    """
    text = choice.place or (str(choice.baseline) if isinstance(choice.baseline, int) else None)
    base = None if text is None or axis.kind == "count" else place_of(text, axis)
    sweeps = _sweeps(runs, axis, choice, rows, base)
    if base is not None and sweeps and all(each.base is None for each in sweeps):
        raise UsageError(f"--baseline {cut(text or '')}: no series has a value there")
    return sweeps


def _sweeps(
    runs: Runs, axis: SweepAxis, choice: Choice, rows: Sequence[int] | None, base: float | None
) -> list[Sweep]:
    if axis.kind == "time":
        found = histories_of(runs.records, replace(choice, over=None))
        return sweeps_over_time(found.series, found.by, base, is_chosen=axis.chosen)
    return sweeps_of(runs, axis, rows, base)
