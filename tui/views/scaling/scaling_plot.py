"""The scaling chart of several series: what the Scaling screen and ``runcmp plot`` draw."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from analysis.scaling.speedup import cost_unit
from analysis.series.series import FLOOR, ScalingSeries
from tui.drawing.axes import Scale
from tui.drawing.chart_series import Chart, Guide, Panel
from tui.drawing.scaling_chart import scaling_chart
from tui.drawing.series_labels import told_apart
from tui.drawing.series_styles import in_front
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import percent
from tui.views.scaling.cost_words import cost_guides, front_curve
from tui.views.scaling.curves import FULL, ideals, law_curves, until
from tui.views.scaling.measures import Measure, SeriesLine, drawn


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

    The rest as for ``chart_of``; the ``legend`` can be left to the caller.
    """
    chart = chart_of(
        series,
        y,
        chosen=chosen,
        highlight=highlight,
        laws=laws,
        log_x=log_x,
        log_y=log_y,
        floor=floor,
    )
    return scaling_chart(chart, width, height, glyphs=glyphs, legend=legend)


def chart_of(
    series: Sequence[ScalingSeries],
    y: Measure,
    *,
    chosen: Sequence[int | None] | None = None,
    highlight: tuple[int, int] | None = None,
    laws: int | None = None,
    log_x: bool = True,
    log_y: bool | None = None,
    floor: float = FLOOR,
) -> Chart:
    """Return the chart of a measure of ``series`` over their counts.

    Series that begin at different counts have speedups over different baselines. So that these
    can be compared, each is multiplied by the count of its baseline: then all begin on one ideal.
    Efficiency is drawn in a panel below the rest, on the same axis of x, where there is height for
    it. ``chosen`` as for ``tui.drawing.series_styles``. ``highlight``: the index of a series and
    the row of its ``points`` to set apart; its knee is marked, too. ``laws``: the index of the
    series whose fitted laws are drawn, some way beyond its largest count. ``log_y``: None is
    logarithmic but for efficiency. ``value`` and ``cost`` show the series of one quantity alone:
    that of the highlighted series, else of the first in the foreground; over ``cost`` the cheapest
    and the fastest count of the highlighted series, or of one alone, are marked, and the Pareto
    front.
    """
    log_y = y != "efficiency" if log_y is None else log_y
    x_scale: Scale = "log" if log_x else "linear"
    y_scale: Scale = "log" if log_y else "linear"
    apart = len({each.baseline_count for each in series} - {None}) > 1
    lines = [
        SeriesLine(each, each.points.rows(named=True), each.baseline_count or 1 if apart else 1)
        for each in series
    ]
    names = told_apart([each.name for each in series])
    front = in_front(len(lines), chosen)
    current = highlight[0] if highlight else next(iter(front), 0)
    shown = _comparable(lines, y, current)
    fitted = [lines[laws]] if laws is not None and laws in shown else []
    guides = _knee(series[highlight[0]]) if highlight else []
    # Of several series at once the marks of one would be taken for those of all.
    costed = [series[current]] if y == "cost" and series and (highlight or len(series) == 1) else []
    fronts = [curve for each in costed for curve in front_curve(each)]
    marks = [guide for each in costed for guide in cost_guides(each)]
    at_floor = [Guide(f"{percent(floor, 0)} %", "y", floor), *guides]
    below = None
    if y != "efficiency":
        below = Panel(
            "efficiency",
            [drawn(line, "efficiency", name) for line, name in zip(lines, names, strict=True)],
            percent=True,
            curves=[*ideals(lines, "efficiency"), *law_curves(fitted, "efficiency")],
            guides=at_floor,
            include=[FULL, floor],
        )
    return Chart(
        [
            drawn(line, y if index in shown else None, name)
            for index, (line, name) in enumerate(zip(lines, names, strict=True))
        ],
        title=_title([series[index] for index in shown], y, y_scale, apart=apart),
        across=_across([series[index] for index in shown], x_scale),
        x_scale=x_scale,
        y_scale=y_scale,
        percent=y == "efficiency",
        curves=[
            *ideals([lines[at] for at in front if at in shown], y),
            *law_curves(fitted, y),
            *fronts,
        ],
        guides=at_floor if y == "efficiency" else [*guides, *marks],
        include=[FULL, floor] if y == "efficiency" else [],
        until=max((until(line) for line in fitted), default=None),
        highlight=highlight,
        chosen=chosen,
        panel=below,
    )


def _comparable(lines: Sequence[SeriesLine], y: Measure, current: int) -> list[int]:
    """Return the indices of the series that share an axis of y with the current one."""
    if y in ("speedup", "efficiency") or not lines:
        return list(range(len(lines)))
    wanted = _quantity(lines[current].series)
    return [index for index, each in enumerate(lines) if _quantity(each.series) == wanted]


def _quantity(series: ScalingSeries) -> tuple[str | None, str | None, str | None]:
    return series.metric, series.unit, series.better


def _title(series: Sequence[ScalingSeries], y: Measure, y_scale: Scale, *, apart: bool) -> str:
    """Return the name of the axis of y: what is drawn, in which unit, on which scale."""
    if not series:
        return ""
    first = series[0]
    unit = first.unit if y == "value" else cost_unit(*_costed(first)) if y == "cost" else ""
    name = first.metric or y if y == "value" else y
    if y == "speedup" and apart:
        name = "speedup × baseline count"
    what = f"{name} in {unit}" if unit else name
    return _scaled(f"{what[0].upper()}{what[1:]}", y_scale)


def _across(series: Sequence[ScalingSeries], x_scale: Scale) -> str:
    """Return the name of the axis of x: what is counted, on which scale."""
    counted = {each.counted for each in series}
    return _scaled(f"{counted.pop()}s" if len(counted) == 1 else "count", x_scale)


def _scaled(name: str, scale: Scale) -> str:
    return f"{name} (log)" if scale == "log" else name


def _costed(series: ScalingSeries) -> tuple[str | None, str | None, str]:
    return series.metric, series.unit, series.counted


def _knee(series: ScalingSeries) -> list[Guide]:
    knee = knee_within(series)
    return [] if knee is None else [Guide(f"knee at {knee}", "x", knee)]


def knee_within(series: ScalingSeries) -> int | None:
    """Return the knee of a series if a larger count was measured, whose efficiency is too low."""
    last = series.points.filter(series.points["efficiency"].is_not_null())["count"]
    return series.knee if last.len() and series.knee != last[-1] else None
