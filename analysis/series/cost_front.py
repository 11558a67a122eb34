"""Time against cost along a series: the cheapest count, the fastest, and those worth choosing.

A count is on the Pareto front where no other one is at once as fast and as cheap, and better in one
of the two (V. Pareto, Manuale di economia politica, 1906). What is compared does the same work:
runs of one problem, or rates, whose cost is that of a unit of work.
"""

from __future__ import annotations

from typing import NamedTuple

from analysis.series.series import ScalingSeries


class CountAtCost(NamedTuple):
    """A count, how long the same work takes ``at`` it, in any unit, and what it costs."""

    at: int
    time: float
    cost: float


class CostFront(NamedTuple):
    """The choices along a series.

    ``cheapest`` and ``fastest``: of several alike, the one that is better in the other. ``front``:
    by ascending time. ``beaten``: the other counts, ascending.
    """

    cheapest: CountAtCost
    fastest: CountAtCost
    front: tuple[CountAtCost, ...]
    beaten: tuple[int, ...]


def cost_front(series: ScalingSeries) -> CostFront | None:
    """Return the choices along ``series``; None below two counts that have a value and a cost.

    None as well for times of a problem that grows with the count, which compare no work, and where
    one count occurs several times.
    """
    if series.better == "lower" and series.scaling != "strong":
        return None
    known = [
        CountAtCost(count, value if series.better == "lower" else 1 / value, cost)
        for count, value, cost in series.points.select("count", "value", "cost").iter_rows()
        if value is not None and value > 0 and cost is not None and cost > 0
    ]
    counts = [each.at for each in known]
    if len(known) < 2 or len(set(counts)) < len(counts):
        return None
    front: list[CountAtCost] = []
    for each in sorted(known, key=lambda one: (one.time, one.cost)):
        if not front or each.cost < front[-1].cost:
            front.append(each)
    on_front = {each.at for each in front}
    return CostFront(
        cheapest=front[-1],
        fastest=front[0],
        front=tuple(front),
        beaten=tuple(sorted(set(counts) - on_front)),
    )
