"""The chart of sweeps: values, or ratios to a chosen one, over a size or a parameter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

from analysis.columns import title
from analysis.sweeps.hockney import Hockney
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.transfers import is_transfer, transfer_model
from tui.drawing.axes import Scale, count
from tui.drawing.chart_series import Chart, Curve, Point, Series
from tui.drawing.series_labels import told_apart
from tui.formatting.binary_sizes import short_binary_size
from tui.views.scaling.measures import interval

SweepMeasure = Literal["value", "ratio"]

DECADES: Final = 8.0
"""From this quotient of the largest and the smallest x on, they are spread evenly by their log."""


def sweep_chart(
    sweeps: Sequence[Sweep],
    y: SweepMeasure,
    *,
    models: bool = False,
    log_x: bool = True,
    log_y: bool = True,
) -> Chart:
    """Return the chart of ``sweeps``; of ``value``, those of the first one's quantity alone.

    ``models``: the fitted transfer models, where there are any. A parameter that has no decades to
    show, or values at or below 0, is drawn on a linear axis whatever is asked for.
    """
    first = sweeps[0] if sweeps else None
    shown = [
        each for each in sweeps if y == "ratio" or (first and _quantity(each) == _quantity(first))
    ]
    x_scale: Scale = "log" if log_x and _spans_decades(shown) else "linear"
    y_scale: Scale = "log" if log_y else "linear"
    in_bytes = bool(shown) and all(map(is_transfer, shown))
    return Chart(
        [
            Series(name, tuple(_points(each, y)))
            for each, name in zip(shown, told_apart([each.name for each in shown]), strict=True)
        ],
        title=_title(shown, y, y_scale),
        across=_across(shown, x_scale, in_bytes=in_bytes),
        x_scale=x_scale,
        y_scale=y_scale,
        curves=list(_curves(shown, y)) if models else [],
        written=short_binary_size if in_bytes else count,
    )


def _quantity(sweep: Sweep) -> tuple[str | None, str | None, str | None]:
    return sweep.metric, sweep.unit, sweep.better


def _spans_decades(sweeps: Sequence[Sweep]) -> bool:
    """Whether there is a log axis to show: positive values far apart; 0 bytes is a latency."""
    xs = [x for each in sweeps for x in each.points["x"] if x or not is_transfer(each)]
    return bool(xs) and min(xs) > 0 and max(xs) >= DECADES * min(xs)


def _points(sweep: Sweep, y: SweepMeasure) -> Iterator[Point]:
    for row in sweep.points.iter_rows(named=True):
        low, high = _interval(row, y, sweep.better)
        yield Point(row["x"], row[y], low, high)


def _interval(
    row: dict[str, Any], y: SweepMeasure, better: str | None
) -> tuple[float | None, float | None]:
    if y == "value":
        return row["low"], row["high"]
    return interval({**row, "speedup": row["ratio"]}, "speedup", better)


def _curves(sweeps: Sequence[Sweep], y: SweepMeasure) -> Iterator[Curve]:
    """Yield the fitted models; one name in the legend stands for all."""
    name = "Hockney"
    for each in sweeps:
        model = transfer_model(each)
        if isinstance(model, Hockney) and y == "value":
            yield Curve(name, _modelled(model, is_rate=each.unit == "B/s"), pattern="dotted")
            name = ""


def _modelled(model: Hockney, *, is_rate: bool) -> Callable[[float], float]:
    def at(size: float) -> float:
        time = model.latency + size / model.bandwidth
        return size / time if is_rate else time

    return at


def _title(sweeps: Sequence[Sweep], y: SweepMeasure, y_scale: Scale) -> str:
    if not sweeps:
        return ""
    what = sweeps[0].metric or "value"
    unit = sweeps[0].unit
    if y == "ratio":
        what, unit = "ratio", None
    name = f"{what} in {unit}" if unit else what
    scaled = " (log)" if y_scale == "log" else ""
    return f"{name[0].upper()}{name[1:]}{scaled} over {title(sweeps[0].over)}"


def _across(sweeps: Sequence[Sweep], x_scale: Scale, *, in_bytes: bool) -> str:
    if not sweeps:
        return ""
    name = title(sweeps[0].over)
    remarks = [*(["in bytes"] if in_bytes else []), *(["log2"] if x_scale == "log" else [])]
    return f"{name} ({', '.join(remarks)})" if remarks else name
