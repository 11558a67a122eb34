"""What runs on the chosen count cost, in the hours that a proposal asks for."""

from __future__ import annotations

from typing import Any, Final

from analysis.scaling.speedup import SECONDS_OF_HOUR, cost_unit
from analysis.series.series import ScalingSeries
from tui.formatting.numbers import count, hours_text, percent
from tui.views.scaling.measures import final_efficiency

_HOURS: Final = {"s": 1 / SECONDS_OF_HOUR, "min": 1 / 60, "h": 1.0, "day": 24.0}
"""Hours of the times that rates are by."""
_MANY: Final = 1_000_000
_SMALL: Final = 0.01
"""Hours of a unit of work below which those of a million are told."""


def cost_sentence(series: ScalingSeries, chosen: int | None, floor: float) -> str:
    """Return what a run on the ``chosen`` count costs, or why that cannot be said.

    Without one it is the knee, the largest count that keeps the efficiency ``floor``.
    """
    at = series.knee if chosen is None else chosen
    enough = f"efficiency >= {percent(floor, 0)} %"
    if at is None and not final_efficiency(series):
        return "cost: no count chosen, as no efficiency but the baseline's is known (--count N)"
    if at is None:
        return f"cost: no count has {enough}; --count N chooses one"
    row = next((each for each in series.points.iter_rows(named=True) if each["count"] == at), None)
    words = f"{count(at)} {series.counted}{'' if at == 1 else 's'}"
    if row is None or row["value"] is None:
        measured = ", ".join(str(each) for each in series.points["count"])
        return f"cost: not measured on {words}; measured counts: {measured}"
    chosen_by = f"the largest count with {enough}" if chosen is None else "as chosen"
    told = _hours(series, row)
    if told is None:
        unit = series.unit or f"{series.metric or 'value'} without a unit"
        return f"cost: no {series.counted}-hours follow from {unit}"
    return f"cost on {words} ({chosen_by}): {told}"


def _hours(series: ScalingSeries, row: dict[str, Any]) -> str | None:
    """Return the cost of a run, or of what it does per unit of time; null where none is known."""
    cost, counted = row["cost"], series.counted
    if cost is None:
        return None
    kind, _, work = cost_unit(series.metric, series.unit, counted).partition("/")
    if kind == f"{counted}-hours":
        each = f"per {work}" if work else "per run"
        return f"{hours_text(cost)} {kind} {each}{_node_hours(row, cost)}"
    factor = _HOURS.get(kind.removeprefix(f"{counted}-")) if work else None
    if factor is None:
        return None
    hours = cost * factor
    each = work
    if hours < _SMALL:
        hours, each = hours * _MANY, f"million {work}"
    return f"{hours_text(hours)} {counted}-hours per {each}{_node_hours(row, hours)}"


def _node_hours(row: dict[str, Any], hours: float) -> str:
    """Return the same in node-hours, where the nodes are known and are not what is counted."""
    nodes = row.get("nodes")
    if not nodes or nodes == row["count"]:
        return ""
    return f", {hours_text(hours / row['count'] * nodes)} node-hours"
