"""The column registry: every column of records, configurations, points, comparisons, histories.

The table on screen, its column picker, ``--columns``, sorting, the exports and the tables in
``docs/run-record.md`` read it. A new column is a ``ColumnSpec`` here, its name in the
``analysis.output_columns`` of those outputs that have it, and a formula;
``parsers.run_records.records.RESERVED`` keeps its name from the parameters of a file.

Those of a run record stand in ``analysis.record_columns``, what is said of each in
``analysis.column_spec``. No other module is imported, so that who needs a name pays for no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analysis.column_spec import ColumnSpec
from analysis.record_columns import RECORD

CONFIGURATION: Final = (
    ColumnSpec("n", "integer", "runs that have a value", falls=True),
    ColumnSpec("failed", "integer", "runs that failed, timed out or were cancelled", falls=True),
    ColumnSpec(
        "low",
        "number",
        "lower bound: of the median's interval, or the smallest value",
        "quantity",
        shown="request",
    ),
    ColumnSpec(
        "high",
        "number",
        "upper bound: of the median's interval, or the largest value",
        "quantity",
        shown="request",
    ),
    ColumnSpec(
        "interval",
        "word",
        "kind of interval: 95 % CI of the median (`ci95`) or min..max (`range`)",
        shown="request",
    ),
    ColumnSpec(
        "spread",
        "number",
        "half the width of `low`..`high`, relative to `value`",
        "percent",
        title="± %",
        falls=True,
    ),
    ColumnSpec("speedup", "number", "speed relative to the baseline", "times", falls=True),
    ColumnSpec(
        "efficiency",
        "number",
        "speedup / (devices / baseline devices); 0.93 is 93 %",
        "percent",
        falls=True,
    ),
    ColumnSpec("baseline_devices", "integer", "devices of the baseline", title="rel. to"),
    ColumnSpec("is_baseline", "flag", "whether the row is that baseline", shown="named"),
    ColumnSpec(
        "karp_flatt",
        "number",
        "serial fraction that the speedup implies (Karp-Flatt)",
        "fraction",
        title="Karp-Flatt",
        falls=True,
        shown="request",
    ),
    ColumnSpec(
        "cost",
        "number",
        "device-hours of a time, device-time per unit of work of a rate",
        "cost",
        shown="request",
    ),
    ColumnSpec("scaling", "word", "`strong` or `weak`", shown="request"),
    ColumnSpec("series", "integer", "a number for each series", shown="request"),
    ColumnSpec(
        "count",
        "integer",
        "scale of the run: devices, else cores, ranks, threads or nodes",
        shown="named",
    ),
    ColumnSpec(
        "counted",
        "word",
        "what `count` counts: `device`, `core`, `rank`, `thread` or `node`",
        shown="named",
    ),
    ColumnSpec(
        "withheld",
        "word",
        "why there is no efficiency: `flat`, `per device`, `placement`",
        shown="named",
    ),
    ColumnSpec("doubt", "word", "what looks wrong with the numbers of a row", shown="named"),
    ColumnSpec(
        "audit",
        "word",
        "in the app: `error` or `suspect`, where the audit found one",
        shown="named",
    ),
    ColumnSpec("row", "integer", "the row's number before any filter", shown="inner"),
    ColumnSpec("record", "integer", "the row of the first run's record", shown="inner"),
    ColumnSpec(
        "kind_assumed", "flag", "whether no problem size says what the scaling is", shown="inner"
    ),
    ColumnSpec("baseline_row", "integer", "the `row` of the baseline", shown="inner"),
)
"""What is computed for each configuration; ``row`` and those after it serve other computations."""

POINT: Final = (
    ColumnSpec(
        "ideal",
        "number",
        "value at ideal scaling from the baseline",
        "quantity",
        shown="named",
    ),
    ColumnSpec("superlinear", "flag", "whether an efficiency above 1 was earned", shown="named"),
    ColumnSpec("layout", "text", "scale-up or scale-out, where a series has several lines"),
)
"""What the points of scaling series have beside that."""

COMPARISON: Final = (
    ColumnSpec("base", "number", "the value on the base side", "quantity", falls=True),
    ColumnSpec("new", "number", "the value on the new side", "quantity", falls=True),
    ColumnSpec(
        "delta",
        "number",
        "`new` / `base` − 1, a fraction; of a base below 0 with the sign as measured",
        "percent",
        title="change",
        falls=True,
    ),
    ColumnSpec(
        "ratio",
        "number",
        "above 1 is better; empty if the better direction is unknown",
        "times",
        falls=True,
    ),
    ColumnSpec(
        "delta_low",
        "number",
        "the smallest change that the test does not reject, if tested",
        "percent",
        falls=True,
    ),
    ColumnSpec(
        "delta_high",
        "number",
        "the largest change that the test does not reject, if tested",
        "percent",
        falls=True,
    ),
    ColumnSpec("p", "number", "p value, if tested"),
    ColumnSpec("verdict", "word", "verdict on the change"),
    ColumnSpec("new_label", "text", "the new side's name, where there are several"),
    ColumnSpec("repeats", "list", "the values of the runs", "quantity", shown="named"),
)
"""What a comparison computes."""

HISTORY: Final = (
    ColumnSpec("nights", "integer", "nights of the history, also those that failed", falls=True),
    ColumnSpec("latest", "number", "the newest value", "quantity", falls=True),
    ColumnSpec("latest_started", "time", "when that was measured", title="night"),
    ColumnSpec("previous", "number", "the value of the night before", "quantity", falls=True),
    ColumnSpec(
        "change",
        "number",
        "`latest` / `previous` − 1, a fraction",
        "percent",
        title="to previous",
        falls=True,
    ),
    ColumnSpec(
        "bounds",
        "word",
        "`within` or `outside`: `latest` against the bounds that the source states for it",
    ),
    ColumnSpec("change_kind", "word", "`step` or `drift`", title="kind"),
    ColumnSpec("ended", "time", "the last night of a drift", title="to"),
    ColumnSpec(
        "changed",
        "text",
        "what changed in the configuration within two nights of a step",
    ),
)
"""What a history computes beside what a comparison has: ``base`` is the reference window, ``new``
the newest nights, or both are the levels before and after a change."""

SIDED: Final = ("n", "failed", "low", "high", "interval", "repeats", "source", "line")
"""What a comparison has of each side: ``n_base``, ``n_new`` and so on."""


def by_name(*groups: Iterable[ColumnSpec]) -> dict[str, ColumnSpec]:
    """Return name -> column of all ``groups``, in their order."""
    return {column.name: column for group in groups for column in group}


def _of_side(name: str, side: str) -> ColumnSpec:
    column = COLUMNS[name]
    return column._replace(
        name=f"{name}_{side}", meaning=f"{column.meaning}; {side} side", title=""
    )


COLUMNS: Final = by_name(RECORD, CONFIGURATION, POINT, COMPARISON, HISTORY)
"""Name -> column, of names that no parameter of a file has."""
COLUMNS.update(by_name(_of_side(name, side) for name in SIDED for side in ("base", "new")))

UNLISTED: Final = frozenset(name for name, column in COLUMNS.items() if column.shown == "inner")
"""Columns that nobody sorts or filters by."""

WITHOUT_STATISTICS: Final = frozenset(
    name
    for name, column in COLUMNS.items()
    if column.shown == "named" or name in ("line", "series", "better")
)
"""Columns with which other columns are worked out, and numbers that only name a row."""


def title(name: str) -> str:
    """Return the heading of a column, which for a parameter is its name."""
    column = COLUMNS.get(name)
    return column.heading if column else name.replace("_", " ")


def falls_first(name: str) -> bool:
    """Whether the first sort by a column is descending."""
    return name in COLUMNS and COLUMNS[name].falls


def on_request(name: str) -> bool:
    """Whether a column is shown only to those who ask for it."""
    return name in COLUMNS and COLUMNS[name].shown == "request"
