"""The scaling chart of several series: what the Scaling screen and ``runcmp plot`` draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from rich.text import Text

from analysis.laws import Fit
from analysis.series import FLOOR, ScalingSeries
from analysis.speedup import cost_unit
from tui.drawing.axes import Scale
from tui.drawing.glyphs import Glyphs
from tui.drawing.looks import looks
from tui.drawing.scaling_chart import scaling_chart
from tui.drawing.series import Curve, Guide, Panel, Point, Series
from tui.numbers import percent

Measure = Literal["speedup", "efficiency", "value", "cost"]

MEASURES: Final[tuple[Measure, ...]] = ("speedup", "efficiency", "value", "cost")
LAW_NAMES: Final = {"amdahl": "Amdahl", "gustafson": "Gustafson", "usl": "USL"}
LAW_PATTERNS: Final[dict[str, Literal["long", "dashed", "dotted"]]] = {
    "amdahl": "dotted",
    "gustafson": "dashed",
    "usl": "long",
}
FULL: Final = 1.0
"""Ideal efficiency."""
BEYOND: Final = 4
"""How many times the largest measured count fitted laws are drawn to."""


def plot(
    series: Sequence[ScalingSeries],
    y: Measure,
    width: int,
    height: int,
    glyphs: Glyphs,
    *,
    chosen: Sequence[int | None] | None = None,
    highlight: tuple[int, int] | None = None,
    laws: int | None = None,
    log_x: bool = True,
    log_y: bool | None = None,
    floor: float = FLOOR,
    legend: bool = True,
) -> list[Text]:
    """Draw ``series`` against their counts; return ``height`` lines of exactly ``width`` cells.

    Efficiency is drawn in a panel below the rest, on the same axis of x, where there is height for
    it. ``chosen`` as for ``tui.drawing.looks``. ``highlight``: the index of a series and the row of
    its ``points`` to set apart; its knee is marked, too. ``laws``: the index of the series whose
    fitted laws are drawn, some way beyond its largest count. ``log_y``: None is logarithmic but for
    efficiency. ``value`` and ``cost`` show the series of one quantity alone: that of the
    highlighted series, else of the first in the foreground.
    """
    log_y = y != "efficiency" if log_y is None else log_y
    x_scale: Scale = "log" if log_x else "linear"
    y_scale: Scale = "log" if log_y else "linear"
    lines = [_Line(each, each.points.rows(named=True)) for each in series]
    front = [index for index, look in looks(len(lines), chosen, glyphs).items() if look.is_front]
    current = highlight[0] if highlight else (front or [0])[0]
    shown = _comparable(lines, y, current)
    fitted = [lines[laws]] if laws is not None and laws in shown else []
    guides = _knee(series[highlight[0]]) if highlight else []
    at_floor = [Guide(f"{percent(floor, 0)} %", "y", floor), *guides]
    below = None
    if y != "efficiency":
        below = Panel(
            "efficiency",
            [_drawn(line, "efficiency") for line in lines],
            percent=True,
            curves=[*_ideals(lines, "efficiency"), *_laws(fitted, "efficiency")],
            guides=at_floor,
            include=[FULL, floor],
        )
    return scaling_chart(
        [_drawn(line, y if index in shown else None) for index, line in enumerate(lines)],
        width,
        height,
        glyphs=glyphs,
        title=_title([series[index] for index in shown], y, x_scale, y_scale),
        x_scale=x_scale,
        y_scale=y_scale,
        percent=y == "efficiency",
        curves=[*_ideals([lines[at] for at in front if at in shown], y), *_laws(fitted, y)],
        guides=at_floor if y == "efficiency" else guides,
        include=[FULL, floor] if y == "efficiency" else [],
        until=max((_until(line) for line in fitted), default=None),
        highlight=highlight,
        chosen=chosen,
        panel=below,
        legend=legend,
    )


@dataclass(frozen=True)
class _Line:
    """A series and its points, row by row."""

    series: ScalingSeries
    rows: list[dict[str, Any]]


def _comparable(lines: Sequence[_Line], y: Measure, current: int) -> list[int]:
    """Return the indices of the series that share an axis of y with the current one."""
    if y in ("speedup", "efficiency") or not lines:
        return list(range(len(lines)))
    wanted = _quantity(lines[current].series)
    return [index for index, each in enumerate(lines) if _quantity(each.series) == wanted]


def _quantity(series: ScalingSeries) -> tuple[str | None, str | None, str | None]:
    return series.metric, series.unit, series.better


def _drawn(line: _Line, y: Measure | None) -> Series:
    """Return the points of a series; None: it has no place on the axis of y."""
    points = [
        Point(float(row["count"]), row[y], *_interval(row, y, line.series.better))
        for row in line.rows
        if y
    ]
    return Series(line.series.name, tuple(points), _final(line.rows))


def final_efficiency(series: ScalingSeries) -> str:
    """Return the efficiency at the largest count that has one, "" where none but a baseline has."""
    return _final(series.points.select("efficiency", "is_baseline").rows(named=True))


def _final(rows: Sequence[dict[str, Any]]) -> str:
    earned = (
        row["efficiency"]
        for row in reversed(rows)
        if row["efficiency"] is not None and not row["is_baseline"]
    )
    last = next(earned, None)
    return "" if last is None else f"{percent(last)} %"


def _interval(
    row: dict[str, Any], y: Measure, better: str | None
) -> tuple[float | None, float | None]:
    """The ends of the value's interval, carried over to what is computed from it."""
    low, high, value, derived = row["low"], row["high"], row["value"], row[y]
    if low is None or not value or derived is None:
        return None, None
    # Speed-up and efficiency grow with a rate and fall with a time, cost the other way round.
    if y == "value" or (better == "higher") == (y != "cost"):
        return derived * low / value, derived * high / value
    least, most = (derived * value / end if end else math.inf for end in (high, low))
    return least, most


def _title(series: Sequence[ScalingSeries], y: Measure, x_scale: Scale, y_scale: Scale) -> str:
    if not series:
        return ""
    counted = {each.counted for each in series}
    over = f"{counted.pop()}s" if len(counted) == 1 else "count"
    first = series[0]
    unit = first.unit if y == "value" else cost_unit(*_costed(first)) if y == "cost" else ""
    words = {"speedup": "speed-up", "value": first.metric or "value"}
    what = f"{words.get(y, y)} in {unit}" if unit else words.get(y, y)
    scales = {
        ("log", "log"): "log-log",
        ("linear", "linear"): "linear",
        ("log", "linear"): "log x",
        ("linear", "log"): "log y",
    }
    return f"{what} over {over}, {scales[x_scale, y_scale]}"


def _costed(series: ScalingSeries) -> tuple[str | None, str | None, str]:
    return series.metric, series.unit, series.counted


def _knee(series: ScalingSeries) -> list[Guide]:
    knee = knee_within(series)
    return [] if knee is None else [Guide(f"knee at {knee}", "x", knee)]


def knee_within(series: ScalingSeries) -> int | None:
    """Return the knee of a series if a larger count was measured, whose efficiency is too low."""
    last = series.points.filter(series.points["efficiency"].is_not_null())["count"]
    return series.knee if last.len() and series.knee != last[-1] else None


def _ideals(lines: Sequence[_Line], y: Measure) -> Iterator[Curve]:
    """Yield the ideal of each series; where they coincide, one for all of them."""
    known: set[tuple[float, ...]] = set()
    for line in lines:
        ideal = _ideal(line, y)
        if ideal is None:
            continue
        key = tuple(round(math.log(ideal(x)), 6) for x in (1.0, 2.0))
        if key not in known:
            known.add(key)
            yield Curve(_ideal_name(y, line.series, first=len(known) == 1), ideal)


def _ideal_name(y: Measure, series: ScalingSeries, *, first: bool) -> str:
    """Only speed-ups have few ideals: one for each baseline."""
    if first:
        return "ideal"
    return f"ideal, {series.baseline}" if y == "speedup" else ""


def _ideal(line: _Line, y: Measure) -> Callable[[float], float] | None:
    """Return what ideal scaling would give at a count: a power of it, for each measure."""
    known = [
        (float(row["count"]), ideal)
        for row in line.rows
        if (ideal := _ideal_at(row, y, line.series)) is not None and ideal > 0
    ]
    if not known or known[0][0] == known[-1][0]:
        return None
    (x0, y0), (x1, y1) = known[0], known[-1]
    power = math.log(y1 / y0) / math.log(x1 / x0)
    return lambda x: y0 * (x / x0) ** power


def _ideal_at(row: dict[str, Any], y: Measure, series: ScalingSeries) -> float | None:
    if row["efficiency"] is None or not series.baseline_count:
        return None
    ideal: dict[Measure, float | None] = {
        "speedup": row["count"] / series.baseline_count,
        "efficiency": FULL,
        "value": row["ideal"],
        "cost": row["cost"] and row["cost"] * row["efficiency"],
    }
    return ideal[y]


def _laws(lines: Sequence[_Line], y: Measure) -> Iterator[Curve]:
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


def _until(line: _Line) -> float:
    """Return how far the laws of a series are drawn: not at all where there are none."""
    fitted = any(isinstance(law, Fit) for law in line.series.laws)
    return float(max(row["count"] for row in line.rows) * BEYOND) if fitted else 0.0


def _predicted(
    law: Fit, ideal: Callable[[float], float], base: int, worse: int
) -> Callable[[float], float]:
    return lambda x: ideal(x) * (law.at(x / base) * base / x) ** worse
