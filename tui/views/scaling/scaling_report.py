"""Reports of scaling series: each with its points, its laws and its notes, or one line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl

from analysis.columns import COLUMNS
from analysis.output_columns import POINTS, SCALING, SUMMARY
from analysis.runs import Runs
from analysis.series.cost_front import cost_front
from analysis.series.laws import Fit
from analysis.series.series import ScalingSeries
from parsers import Loaded
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import count, percent
from tui.views.report import Report, ReportSection
from tui.views.runs.common_facts import baseline_of_all, shared_facts
from tui.views.runs.doubt_marks import doubt_lines
from tui.views.runs.missing import count_from, missing_line
from tui.views.runs.runs_report import first_of, overview, remarks
from tui.views.scaling.cost_words import cost_lines
from tui.views.scaling.scaling_columns import point_columns, summary_columns
from tui.views.scaling.scaling_text import law_words, laws_described
from tui.views.scaling.telling_series import telling_series
from tui.views.table_view import TableView

_DTYPES: Final = {
    "text": pl.String,
    "word": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "flag": pl.Boolean,
}
_NOTHING: Final = {
    name: _DTYPES[COLUMNS[name].type] for name in (*POINTS, "spread", "metric", "unit")
}
"""The points of no series at all."""
_NO_COUNT: Final = "no series: no run has a device, rank, thread or node count"
_NO_ROW: Final = "no series: no rows match the condition"


def scaling_report(
    loaded: Loaded,
    runs: Runs,
    series: Sequence[ScalingSeries],
    floor: float,
    glyphs: Glyphs,
    of: int | None = None,
) -> Report:
    """Return the report of ``series``; those of a single point only where there are no others.

    ``of``: how many there are, where these are the first of them.
    """
    shown = [each for each in series if each.points.height > 1] or list(series)
    points = points_table(shown)
    sections = tuple(
        ReportSection(each.name, each.points.height, tuple(series_lines(each, floor)))
        for each in shown
    )
    return Report(
        _heading(loaded, runs, len(series), of),
        TableView(points, point_columns(points, shown, glyphs) if shown else ()),
        points_data(series),
        (*without_series(loaded, runs, series), *_left_out(series, shown), *remarks(loaded)),
        sections,
    )


def summary_report(
    loaded: Loaded,
    runs: Runs,
    series: Sequence[ScalingSeries],
    glyphs: Glyphs,
    of: int | None = None,
) -> Report:
    """Return the report with a line for each of ``series``, the first of so many."""
    table = summary_table(series)
    columns = summary_columns(table, series, glyphs) if series else ()
    if baseline_of_all(runs.table):
        columns = tuple(column for column in columns if column.name != "baseline_devices")
    return Report(
        _heading(loaded, runs, len(series), of),
        TableView(table, columns),
        table.drop("name"),
        (*without_series(loaded, runs, series), *runs.notes, *remarks(loaded)),
    )


def summary_data(series: Sequence[ScalingSeries]) -> pl.DataFrame:
    """Return one row a series: what tells it apart, and the columns of ``SUMMARY``."""
    return summary_table(series).drop("name")


def points_data(series: Sequence[ScalingSeries]) -> pl.DataFrame:
    """Return the points of all series, one row each, after the columns that tell them apart."""
    points = points_table(series).with_columns(devices="count")
    if "nodes" not in points.columns:
        points = points.with_columns(nodes=pl.lit(None, pl.Int64))
    heights = [each.points.height for each in series]
    return pl.DataFrame(
        [*telling_series(_who(series), heights, SCALING), *(points[name] for name in SCALING)]
    )


def _who(series: Sequence[ScalingSeries]) -> list[dict[str, Any]]:
    """Return what tells each series apart."""
    # What the column ``devices`` has where the runs were scaled over something else.
    counts_others = any(each.counted != "device" for each in series)
    return [
        dict(each.identity)
        | {"metric": each.metric, "unit": each.unit, "layout": each.layout or None}
        | ({"counted": each.counted} if counts_others else {})
        for each in series
    ]


def points_table(series: Sequence[ScalingSeries]) -> pl.DataFrame:
    """Return all points below one another, with the ``metric`` and ``unit`` of their series."""
    if not series:
        return pl.DataFrame(schema=_NOTHING)
    points = pl.concat([each.points for each in series])
    heights = [each.points.height for each in series]
    repeat = {
        name: [
            getattr(each, name)
            for each, high in zip(series, heights, strict=True)
            for _ in range(high)
        ]
        for name in ("metric", "unit")
    }
    spread = (pl.col("high") - pl.col("low")) / 2 / pl.col("value").abs()
    return points.with_columns(
        *(pl.Series(name, values, pl.String) for name, values in repeat.items()), spread=spread
    )


def _heading(loaded: Loaded, runs: Runs, shown: int, of: int | None) -> tuple[str, ...]:
    facts = [*shared_facts(runs), *baseline_of_all(runs.table)]
    limited = [each.replace("shown", "series") for each in first_of(shown, of or shown)]
    said = " · ".join([overview(loaded, runs), *limited])
    return (said, *([" · ".join(facts)] if facts else []), *doubt_lines(runs))


def without_series(loaded: Loaded, runs: Runs, series: Sequence[ScalingSeries]) -> Iterator[str]:
    """Yield why no series has two points, where that is so, and what supplies what they lack."""
    if not series:
        yield _NO_ROW if runs.table.is_empty() else f"{_NO_COUNT}; {count_from(loaded, runs)}"
    elif all(each.points.height < 2 for each in series):
        missing = missing_line(loaded, runs, "--by=")
        yield from [] if missing is None else [missing]


def _left_out(series: Sequence[ScalingSeries], shown: Sequence[ScalingSeries]) -> Iterator[str]:
    left = len(series) - len(shown)
    if left:
        yield f"{left} single-point series not shown"


def series_lines(series: ScalingSeries, floor: float) -> Iterator[str]:
    """Yield what stands below the points of a series: laws, knee, notes."""
    for law in laws_described(series):
        yield law_words(law, series) if isinstance(law, Fit) else f"not fitted: {law.reason}"
    yield from _knee(series, floor)
    yield from cost_lines(series)
    yield from series.notes


def _knee(series: ScalingSeries, floor: float) -> Iterator[str]:
    reached = [each for each in _along(series, "count", "efficiency") if each[1] is not None]
    if len(reached) < 2:
        return
    enough = f"efficiency >= {percent(floor, 0)} %"
    last, efficiency = reached[-1]
    if series.knee is None:
        yield f"knee: none, no count has {enough}"
    elif series.knee == last:
        still = f"{percent(efficiency)} %"
        yield f"knee: not reached at {count(series.knee)} {series.counted}s ({still})"
    else:
        ending = "" if series.knee == 1 else "s"
        yield (
            f"knee: {count(series.knee)} {series.counted}{ending}, the largest count with {enough}"
        )


def _along(series: ScalingSeries, *names: str) -> Iterator[tuple[Any, ...]]:
    """Return these columns of the points, row by row; a frame of a few rows is slow to filter."""
    return zip(*(series.points[name].to_list() for name in names), strict=True)


def summary_table(series: Sequence[ScalingSeries]) -> pl.DataFrame:
    """Return one row a series: its ``name``, who it is, how far it went, its laws and its knee."""
    rows = [_one_line(each) for each in series]
    types = {name: _DTYPES[column.type] for name, column in SUMMARY.items()}
    numbers = pl.DataFrame(rows, schema=types, infer_schema_length=None)
    return pl.DataFrame(
        [
            pl.Series("name", [each.name for each in series], pl.String),
            *telling_series(_who(series), [1] * len(series), ("name", *SUMMARY)),
            *numbers,
        ]
    )


def _one_line(series: ScalingSeries) -> dict[str, Any]:
    names = ("count", "speedup", "efficiency", "is_baseline")
    reached = [
        point
        for each in _along(series, *names)
        if (point := dict(zip(names, each, strict=True)))["efficiency"] is not None
    ]
    laws = {law.law: law for law in series.laws if isinstance(law, Fit)}
    share = laws.get("amdahl") or laws.get("gustafson")
    usl = laws.get("usl")
    last = reached[-1] if reached else {}
    front = cost_front(series)
    return {
        "points": len(reached),
        **{name: last.get(name) for name in ("speedup", "efficiency", "is_baseline")},
        "devices": last.get("count"),
        "baseline_devices": series.baseline_count,
        "knee": series.knee,
        "cheapest": front and front.cheapest.at,
        "fastest": front and front.fastest.at,
        "front": front and " ".join(str(each.at) for each in reversed(front.front)),
        "serial": share and dict(share.parameters)["serial"],
        "limit": share and share.limit,
        "contention": usl and dict(usl.parameters)["contention"],
        "coherency": usl and dict(usl.parameters)["coherency"],
        "peak": usl and usl.peak and usl.peak * (series.baseline_count or 1),
        "r_squared": (usl and usl.r_squared) or (share and share.r_squared),
    }
