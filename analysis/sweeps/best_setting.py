"""The best setting of a parameter, and whether it is ahead of the next by more than noise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.configurations import configurations
from analysis.runs import Runs
from analysis.stats.mann_whitney import least_p, mann_whitney, sufficient
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.sweep_axis import PROBLEMS, TIME

_ALPHA: Final = 0.05
_FAR: Final = 8
_LONGER: Final = 2
"""So many times the number, and the time, at which more of it is more work."""
_GIVEN: Final = (*PROBLEMS, "size", TIME)
"""What nobody can choose the best of: how large the problem is, when it ran, and which it is."""


class BestSetting(NamedTuple):
    """The best and the second-best place of a sweep, by their values.

    ``gain``: by which share the best is better. ``p``: of the two being the same, None where the
    runs are too few to reach ``_ALPHA``. As the best was picked among all, p is multiplied by the
    number of the others (Bonferroni). ``needed``: runs on each side that can reach it.
    """

    best: float
    second: float
    gain: float
    p: float | None
    needed: int

    @property
    def is_sure(self) -> bool:
        """Whether the lead is more than noise."""
        return self.p is not None and self.p < _ALPHA


def best_settings(runs: Runs, sweeps: Sequence[Sweep]) -> list[BestSetting | None]:
    """Return the best setting of each sweep; None over what is given, or without a direction."""
    if not sweeps or sweeps[0].over in _GIVEN:
        return [None] * len(sweeps)
    repeats = configurations(runs.records, runs.by, with_repeats=True)["repeats"]
    return [_best(each, repeats) for each in sweeps]


def _best(sweep: Sweep, repeats: pl.Series) -> BestSetting | None:
    known = sweep.points.filter(pl.col("value") > 0)
    if sweep.better is None or known.height < 2 or _is_more_work(known, sweep):
        return None
    higher = sweep.better == "higher"
    ranked = known.sort("value", descending=higher, maintain_order=True)
    first, second = ranked.head(2).iter_rows(named=True)
    ratio = first["value"] / second["value"]
    one, other = (
        [] if repeats[row] is None else list(repeats[row]) for row in (first["row"], second["row"])
    )
    rivals = known.height - 1
    alpha = _ALPHA / rivals
    p = None
    if one and other and least_p(len(one), len(other)) < alpha:
        p = min(1.0, rivals * mann_whitney(one, other).p)
    gain = ratio - 1 if higher else 1 / ratio - 1
    return BestSetting(first["x"], second["x"], gain, p, max(sufficient(1, 1, alpha)[0]))


def _is_more_work(points: pl.DataFrame, sweep: Sweep) -> bool:
    """Whether each place took longer than the one before, as where it is more work.

    A time that grows all along with a number that itself grows far is no matter of choice.
    """
    if sweep.better != "lower" or sweep.axis.texts or points["x"][0] <= 0:
        return False
    x, value = points["x"], points["value"]
    grown = bool((value.diff().drop_nulls() > 0).all())
    return grown and x[-1] >= _FAR * x[0] and value[-1] >= _LONGER * value[0]
