"""What each output has of the columns, in its order, and the columns that it alone has."""

from __future__ import annotations

from typing import Final

from analysis.column_spec import ColumnSpec
from analysis.columns import COLUMNS, by_name


def _those(names: str) -> tuple[ColumnSpec, ...]:
    return tuple(COLUMNS[name] for name in names.split())


SUMMARY: Final = by_name(
    (ColumnSpec("points", "integer", "counts that have an efficiency"),),
    _those("devices speedup efficiency is_baseline baseline_devices"),
    (
        ColumnSpec("knee", "integer", "largest count with the minimum efficiency"),
        ColumnSpec("cheapest", "integer", "count at which the same work costs least"),
        ColumnSpec("fastest", "integer", "count at which it is done soonest"),
        ColumnSpec(
            "front",
            "text",
            "counts that no other one beats in time and cost at once",
            title="Pareto front",
        ),
        ColumnSpec("serial", "number", "serial fraction (Amdahl, else Gustafson)", "percent"),
        ColumnSpec(
            "limit",
            "number",
            "maximum speedup with this serial fraction",
            "times",
            title="max speedup",
        ),
        ColumnSpec("contention", "number", "contention of the USL", "percent"),
        ColumnSpec("coherency", "number", "coherency of the USL", "percent"),
        ColumnSpec("peak", "number", "count of the peak speedup (USL)", title="peak at"),
        ColumnSpec("r_squared", "number", "goodness of fit", "fraction", title="R²"),
    ),
)
"""The columns of ``scaling --summary`` after the identity columns, in their order.

``devices`` to ``is_baseline`` are of the largest count that has an efficiency."""

SWEEPS: Final = by_name(
    (
        ColumnSpec("points", "integer", "places along the axis that have a value"),
        ColumnSpec("least_x", "number", "the smallest of them", title="from"),
        ColumnSpec("most_x", "number", "the largest of them", title="to"),
        ColumnSpec("latency_fit", "number", "latency of the transfer model, in s", title="latency"),
        ColumnSpec("r_inf", "number", "its asymptotic bandwidth, in B/s"),
        ColumnSpec("n_half", "number", "the size with half of that, in bytes", title="n1/2"),
        ColumnSpec(
            "residual",
            "number",
            "root mean square of its relative residuals",
            "percent",
            title="residual %",
        ),
    ),
)
"""The columns of ``scaling --summary`` over a size or a parameter, after the identity columns."""

PLAN: Final = by_name(
    _those("count n"),
    (
        ColumnSpec(
            "deviation",
            "number",
            "standard deviation of the repeats, as a fraction of their median",
            "percent",
            title="sd %",
        ),
    ),
    (
        ColumnSpec(
            f"{end}{percent}",
            "integer",
            f"runs a side to see a change of {percent} %, {meaning}",
            title=f"{percent} %",
        )
        for percent in (1, 2, 5)
        for end, meaning in (
            ("least_for_", "if the spread is as small as it may be"),
            ("runs_for_", "at the spread seen"),
            ("most_for_", "if it is as large as it may be"),
        )
    ),
    (ColumnSpec("run_cost", "number", "device-hours of one run", title="device-hours/run"),),
)
"""The columns of ``plan`` after the identity columns."""

AUDIT: Final = by_name(
    (
        ColumnSpec("severity", "word", "`error`, `suspect`, `gap`, `info` or `style`"),
        ColumnSpec("kind", "text", "kind of finding"),
    ),
    _those("source line"),
    (
        ColumnSpec("what", "text", "the finding, in a sentence"),
        ColumnSpec("stated", "text", "value stated in the document"),
        ColumnSpec("recomputed", "text", "value recomputed from its rows"),
    ),
)
"""The columns of ``audit``, in their order; ``line``: one, or several with commas."""

CONFIGURATIONS: Final = (
    *("metric", "unit", "better", "n", "failed", "value", "low", "high", "interval", "spread"),
    *("speedup", "efficiency", "baseline_devices", "is_baseline", "karp_flatt", "cost"),
    *("scaling", "series", "count", "status", "source", "line", "audit"),
)
"""The table of configurations after the identity columns, as people name and add them."""

SHOW: Final = (
    *("metric", "unit", "better", "n", "failed", "value", "low", "high", "interval"),
    *("baseline_devices", "is_baseline", "speedup", "efficiency", "karp_flatt"),
    *("status", "source", "line"),
)
"""What ``show`` exports after the identity columns."""

DIFF: Final = (
    *("metric", "unit", "better", "n_base", "n_new", "base", "new"),
    *("delta", "delta_low", "delta_high", "ratio", "p", "verdict"),
)
"""What ``diff`` exports after the matched columns."""

NIGHTLY: Final = (
    *("metric", "unit", "better", "nights", "failed", "latest_started", "latest", "previous"),
    *("change", "n_base", "n_new", "base", "new", "delta", "ratio", "p", "verdict"),
    *("stated_reference", "stated_low", "stated_high", "bounds"),
)
"""What ``history`` exports after the identity columns, a row each series."""

CHANGES: Final = (
    *("metric", "unit", "better", "change_kind", "started", "ended", "base", "new", "delta"),
    *("low", "high", "n_base", "n_new", "changed", "source", "line"),
)
"""What ``history --changes`` exports after them, a row each change; ``low`` to ``high`` is the
95 % interval of ``delta``."""

SCALING: Final = ("devices", "nodes", "value", "speedup", "efficiency", "karp_flatt", "ideal")
"""What ``scaling`` exports after the identity columns; ``devices``: what a series counts."""

POINTS: Final = (
    *("count", "devices", "nodes", "value", "low", "high", "interval", "n"),
    *("speedup", "efficiency", "karp_flatt", "cost", "ideal", "is_baseline", "superlinear"),
    *("source", "line", "row"),
)
"""The points of a series, and in JSON all but ``row``; ``devices`` and ``nodes`` where known."""

OFFERED: Final = tuple(name for name in CONFIGURATIONS if COLUMNS[name].shown != "named")
"""What the picker offers beside the identity columns."""
