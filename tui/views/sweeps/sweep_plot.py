"""The chart of sweeps: values, or ratios to a chosen one, along a size, a parameter or time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from analysis.sweeps.hockney import Hockney
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.transfers import is_transfer, transfer_model
from tui.drawing.axes import Scale, count
from tui.drawing.chart_series import Chart, Curve, Point, Series
from tui.drawing.date_ticks import date_ticks
from tui.drawing.series_labels import told_apart
from tui.formatting.byte_sizes import without_unit
from tui.views.scaling.measures import interval
from tui.views.sweeps.history_guides import history_guides
from tui.views.sweeps.sweep_text import axis_name, size_text, written_x

SweepMeasure = Literal["value", "ratio"]

_DECADES: Final = 8.0
"""From this quotient of the largest and the smallest x on, they are spread evenly by their log."""


def sweep_chart(
    sweeps: Sequence[Sweep],
    y: SweepMeasure,
    *,
    models: bool = False,
    log_x: bool = True,
    log_y: bool = True,
    highlight: tuple[int, int] | None = None,
    chosen: Sequence[int | None] | None = None,
) -> Chart:
    """Return the chart of ``sweeps``; of ``value``, those of one quantity alone.

    That is the quantity of the highlighted sweep, else of the first. ``models``: the fitted
    transfer models, where there are any. Text, time and a parameter that has no decades to show,
    or values at or below 0, are drawn on a linear axis whatever is asked for. Over time the change
    points and the stated bounds of the highlighted sweep, or of one alone, are drawn. ``highlight``
    and ``chosen`` as for ``Chart``.
    """
    current = sweeps[highlight[0] if highlight else 0] if sweeps else None
    alike = [
        y == "ratio" or (current is not None and _quantity(each) == _quantity(current))
        for each in sweeps
    ]
    shown = [each for each, fits in zip(sweeps, alike, strict=True) if fits]
    x_scale: Scale = "log" if log_x and _spans_decades(shown) else "linear"
    y_scale: Scale = "log" if log_y else "linear"
    is_told = current is not None and (highlight is not None or len(shown) == 1)
    guides = history_guides(current, y) if current is not None and is_told else []
    return Chart(
        [
            Series(name, tuple(_points(each, y)) if fits else ())
            for each, fits, name in zip(
                sweeps, alike, told_apart([each.name for each in sweeps]), strict=True
            )
            if fits or chosen is not None
        ],
        title=_title(current, y, y_scale),
        across=_across(shown, x_scale),
        x_scale=x_scale,
        y_scale=y_scale,
        curves=list(_curves(shown, y)) if models else [],
        guides=guides,
        include=[each.at for each in guides if each.axis == "y"],
        highlight=highlight,
        chosen=chosen,
        written=_written(shown),
        ticks=_ticks(shown),
    )


def _quantity(sweep: Sweep) -> tuple[str | None, str | None, str | None]:
    return sweep.metric, sweep.unit, sweep.better


def _spans_decades(sweeps: Sequence[Sweep]) -> bool:
    """Whether there is a log axis to show: positive values far apart; 0 bytes is a latency."""
    if any(each.axis.kind != "number" for each in sweeps):
        return False
    xs = [x for each in sweeps for x in each.points["x"] if x or not is_transfer(each)]
    return bool(xs) and min(xs) > 0 and max(xs) >= _DECADES * min(xs)


def _written(sweeps: Sequence[Sweep]) -> Callable[[float], str]:
    """Return how the ticks are written: bytes without the unit, which the axis names."""
    if sweeps and sweeps[0].axis.kind != "number":
        return written_x(sweeps[0])
    return without_unit(size_text(sweeps)) if _in_bytes(sweeps) else count


def _in_bytes(sweeps: Sequence[Sweep]) -> bool:
    return bool(sweeps) and all(map(is_transfer, sweeps))


def _ticks(sweeps: Sequence[Sweep]) -> list[float]:
    """Return where ticks are that are not the measured places: round dates."""
    xs = [x for each in sweeps if each.axis.kind == "time" for x in each.points["x"]]
    return date_ticks(min(xs), max(xs)) if xs else []


def _points(sweep: Sweep, y: SweepMeasure) -> Iterator[Point]:
    if y == "value":
        columns = (sweep.points[name].to_list() for name in ("x", "value", "low", "high"))
        yield from map(Point, *columns)
        return
    for row in sweep.points.iter_rows(named=True):
        low, high = interval({**row, "speedup": row["ratio"]}, "speedup", sweep.better)
        yield Point(row["x"], row["ratio"], low, high)


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


def _title(sweep: Sweep | None, y: SweepMeasure, y_scale: Scale) -> str:
    if sweep is None:
        return ""
    what = sweep.metric or "value"
    unit = sweep.unit
    if y == "ratio":
        what, unit = "ratio", None
    name = f"{what} in {unit}" if unit else what
    scaled = " (log)" if y_scale == "log" else ""
    return f"{name[0].upper()}{name[1:]}{scaled} over {axis_name(sweep.axis)}"


def _across(sweeps: Sequence[Sweep], x_scale: Scale) -> str:
    """Return the name of the axis of x; dates need none."""
    if not sweeps or sweeps[0].axis.kind == "time":
        return ""
    name = axis_name(sweeps[0].axis)
    remarks = [
        *(["in bytes"] if _in_bytes(sweeps) else []),
        *([f"in {other}"] if (other := sweeps[0].axis.sizes.other) else []),
        *(["log2"] if x_scale == "log" else []),
    ]
    return f"{name} ({', '.join(remarks)})" if remarks else name
