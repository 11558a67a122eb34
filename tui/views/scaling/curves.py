"""What a series would do ideally and by the laws fitted to it, as curves of any measure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from analysis.series.laws import Fit
from tui.drawing.chart_series import Curve
from tui.views.scaling.measures import Measure, SeriesLine

LAW_NAMES: Final = {"amdahl": "Amdahl", "gustafson": "Gustafson", "usl": "USL"}
LAW_PATTERNS: Final[dict[str, Literal["long", "dashed", "dotted"]]] = {
    "amdahl": "dotted",
    "gustafson": "dotted",
    "usl": "long",
}
"""Amdahl's and Gustafson's laws are never fitted to the same series; the ideal is dashed."""
_SAME: Final = 6
"""The decimals by which two ideals differ."""
FULL: Final = 1.0
"""Ideal efficiency."""
_BEYOND: Final = 4
"""How many times the largest measured count fitted laws are drawn to."""


def ideals(lines: Sequence[SeriesLine], y: Measure) -> Iterator[Curve]:
    """Yield the ideal of each series, from its first point on; one for all where they coincide."""
    alike: dict[tuple[float, float], list[tuple[SeriesLine, Power]]] = {}
    for line in lines:
        ideal = _ideal(line, y)
        if ideal is not None:
            rounded = round(ideal.at_one, _SAME), round(ideal.exponent, _SAME)
            alike.setdefault(rounded, []).append((line, ideal))
    for number, group in enumerate(alike.values()):
        start = min(each.start for _, each in group)
        yield Curve("" if number else "ideal", replace(group[0][1], start=start))


@dataclass(frozen=True, slots=True)
class Power:
    """A power of a count: what it is at 1, as a logarithm, and where it begins to mean something.

    Below ``start`` its value is NaN.
    """

    at_one: float
    exponent: float
    start: float

    def __call__(self, x: float) -> float:
        """Return the value at ``x``."""
        if x < self.start:
            return math.nan
        return math.exp(self.at_one + self.exponent * math.log(x))


def _ideal(line: SeriesLine, y: Measure) -> Power | None:
    """Return what ideal scaling would give: a power of the count, for each measure."""
    known = [
        (float(row["count"]), ideal)
        for row in line.rows
        if (ideal := _ideal_at(row, y, line)) is not None and ideal > 0
    ]
    if not known or known[0][0] == known[-1][0]:
        return None
    (x0, y0), (x1, y1) = known[0], known[-1]
    exponent = (math.log(y1) - math.log(y0)) / (math.log(x1) - math.log(x0))
    return Power(math.log(y0) - exponent * math.log(x0), exponent, x0)


def _ideal_at(row: dict[str, Any], y: Measure, line: SeriesLine) -> float | None:
    base = line.series.baseline_count
    if row["efficiency"] is None or not base:
        return None
    ideal: dict[Measure, float | None] = {
        "speedup": row["count"] / base * line.times,
        "efficiency": FULL,
        "value": row["ideal"],
        "cost": row["cost"] and row["cost"] * row["efficiency"],
    }
    return ideal[y]


def law_curves(lines: Sequence[SeriesLine], y: Measure) -> Iterator[Curve]:
    """Yield the fitted laws: the ideal less the efficiency that a law predicts."""
    for line in lines:
        ideal, base = _ideal(line, y), line.series.baseline_count
        if ideal is None or base is None:
            continue
        worse = -1 if y == "cost" or (y == "value" and line.series.better == "lower") else 1
        for law in line.series.laws:
            if isinstance(law, Fit):
                at = _predicted(law, ideal, base, worse)
                yield Curve(LAW_NAMES[law.law], at, "", LAW_PATTERNS[law.law])


def until(line: SeriesLine) -> float:
    """Return how far the laws of a series are drawn: not at all where there are none."""
    fitted = any(isinstance(law, Fit) for law in line.series.laws)
    return float(max(row["count"] for row in line.rows) * _BEYOND) if fitted else 0.0


def _predicted(
    law: Fit, ideal: Callable[[float], float], base: int, worse: int
) -> Callable[[float], float]:
    return lambda x: ideal(x) * (law.at(x / base) * base / x) ** worse
