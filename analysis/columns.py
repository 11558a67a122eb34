"""The column registry: every column of records, configurations, points, comparisons, histories.

The table on screen, its column picker, ``--columns``, sorting, the exports and the tables in
``docs/run-record.md`` read it. A new column is a ``ColumnSpec`` here, its name in the
``analysis.output_columns`` of those outputs that have it, and a formula;
``parsers.run_records.records.RESERVED`` keeps its name from the parameters of a file.

Nothing is imported here, so that whoever needs a name pays for no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

Type = Literal["text", "word", "integer", "number", "flag", "list", "time"]
"""``word``: one of a few; ``flag``: true or false."""
Unit = Literal["", "quantity", "percent", "times", "fraction", "cost"]
"""How a number is to be read: as it is; in the ``unit`` of its row; a fraction that people read as
percent; a factor; a fraction with four decimals; in what ``speedup.cost_unit`` says."""
Shown = Literal["usual", "request", "named", "inner"]
"""Shown where it says anything; offered by the picker and ``--columns``; for those who name it in
``--columns``, ``--sort`` or ``--where``; of no use to them."""


class ColumnSpec(NamedTuple):
    """One column: its name in data, and what people read of it.

    ``meaning``: one line, with names and values between backticks. ``title``: the heading on
    screen where it is not the name. ``falls``: its first sort is descending, as more is better, or
    more worth a look; names and counts begin with the smallest.
    """

    name: str
    type: Type
    meaning: str
    unit: Unit = ""
    title: str = ""
    falls: bool = False
    shown: Shown = "usual"

    @property
    def heading(self) -> str:
        """Its heading on screen."""
        return self.title or self.name.replace("_", " ")

    @property
    def plain_meaning(self) -> str:
        """Its meaning without backticks."""
        return self.meaning.replace("`", "")


RECORD: Final = (
    ColumnSpec(
        "run",
        "text",
        "id, the same at every load: `<label>:<line>` in a text file, `<label>:<index>` elsewhere",
        shown="named",
    ),
    ColumnSpec(
        "label", "text", "the input: `label=PATH` on the command line, else the file's name"
    ),
    ColumnSpec("source", "text", "the file as it was named", shown="request"),
    ColumnSpec("line", "integer", "the line (from 1) of the row or heading", shown="request"),
    ColumnSpec(
        "benchmark",
        "text",
        "what was run: from a column, else a heading, else the file's name; never empty",
    ),
    ColumnSpec("case", "text", "the sub-case that headings or names give"),
    ColumnSpec("software", "text", "framework or library, with its version"),
    ColumnSpec("system", "text", "cluster, partition, or the host a run was on"),
    ColumnSpec("device", "text", "accelerator or CPU model"),
    ColumnSpec("nodes", "integer", "nodes, or hosts"),
    ColumnSpec("devices", "integer", "accelerators in total"),
    ColumnSpec(
        "devices_per_node",
        "integer",
        "accelerators in each node; of this, `nodes` and `devices` any two give the third",
        title="per node",
    ),
    ColumnSpec("ranks", "integer", "processes in total"),
    ColumnSpec("threads", "integer", "threads of each process"),
    ColumnSpec("cores", "integer", "processor cores in total, where the source counts them"),
    ColumnSpec("batch", "number", "batch size per device, as stated"),
    ColumnSpec("size", "number", "problem or message size; bytes where the source says bytes"),
    ColumnSpec(
        "size_unit",
        "text",
        "the unit of the size as the source writes it: `KiB`, `KB`, `B`, `elements`",
        shown="named",
    ),
    ColumnSpec(
        "stated_scaling",
        "word",
        "`strong` or `weak`, where the source says so",
        title="scaling",
    ),
    ColumnSpec(
        "metric",
        "text",
        "what is measured: a common name (`throughput runtime latency bandwidth epoch_time"
        " test_time test_accuracy` …), else the source's own in lower case",
    ),
    ColumnSpec(
        "unit",
        "text",
        "a base unit: `s`, `B/s`, `flop/s`, `img/s`, `samples/s`; empty if unknown",
        shown="request",
    ),
    ColumnSpec(
        "better",
        "word",
        "`higher` or `lower`; empty if unknown: such a change is never called better or worse",
        shown="request",
    ),
    ColumnSpec(
        "value",
        "number",
        'in `unit`; empty when the run failed, never 0 for "no value"',
        "quantity",
        falls=True,
    ),
    ColumnSpec(
        "samples",
        "list",
        "independent repeats inside one file; never the steps of one run",
        "quantity",
        shown="inner",
    ),
    ColumnSpec("progress", "list", "the quantity along the run", "quantity", shown="inner"),
    ColumnSpec(
        "progress_at", "list", "the steps or epochs where `progress` was taken", shown="inner"
    ),
    ColumnSpec("progress_lines", "list", "the lines where `progress` stands", shown="inner"),
    ColumnSpec(
        "role",
        "word",
        "`measured` or `summary`: what the document itself states as mean, median or headline",
        shown="named",
    ),
    ColumnSpec(
        "primary",
        "flag",
        "true for the metric that the program is run for, where its output is a known one",
        shown="inner",
    ),
    ColumnSpec(
        "stated_speedup", "number", "the speedup that the document states", "times", shown="named"
    ),
    ColumnSpec(
        "stated_efficiency",
        "number",
        "the parallel efficiency that the document claims, a fraction",
        "percent",
        shown="named",
    ),
    ColumnSpec(
        "stated_baseline",
        "number",
        "the baseline value that the document states",
        "quantity",
        shown="named",
    ),
    ColumnSpec(
        "stated_reference",
        "number",
        "the value that the source expects",
        "quantity",
        shown="named",
    ),
    ColumnSpec(
        "stated_low", "number", "the smallest value that it allows", "quantity", shown="named"
    ),
    ColumnSpec(
        "stated_high", "number", "the largest value that it allows", "quantity", shown="named"
    ),
    ColumnSpec(
        "value_digit",
        "number",
        "weight of the last digit of `value` (0.1 for `12.5`), where people wrote it",
        "quantity",
        shown="inner",
    ),
    ColumnSpec("speedup_digit", "number", "the same for `stated_speedup`", shown="inner"),
    ColumnSpec("efficiency_digit", "number", "the same for `stated_efficiency`", shown="inner"),
    ColumnSpec(
        "status",
        "word",
        "`ok`, `failed`, `timeout`, `cancelled`, `running` or `unknown`",
        shown="request",
    ),
    ColumnSpec("reason", "text", "the source's own word for its `status`", shown="named"),
    ColumnSpec("started", "time", "when the run was made", shown="named"),
    ColumnSpec("hosts", "text", "the folded host list, exactly as written", shown="named"),
    ColumnSpec(
        "assumed",
        "text",
        "what the reader took for granted about the run, and on which evidence; `;` between",
        shown="named",
    ),
)
"""The columns of a run record, in the order of ``parsers.run_records.records.SCHEMA``."""

CONFIGURATION: Final = (
    ColumnSpec("n", "integer", "runs that have a value", falls=True),
    ColumnSpec("failed", "integer", "runs that did not end well", falls=True),
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
        "half of `high` − `low`, as a fraction of `value`, where that is not 0",
        "percent",
        title="± %",
        falls=True,
    ),
    ColumnSpec("speedup", "number", "speed relative to the baseline", "times", falls=True),
    ColumnSpec(
        "efficiency",
        "number",
        "speedup / (devices / baseline devices); a fraction: 0.93 is 93 %",
        "percent",
        falls=True,
    ),
    ColumnSpec("baseline_devices", "integer", "devices of the baseline", title="rel. to"),
    ColumnSpec("is_baseline", "flag", "whether the row is that baseline", shown="named"),
    ColumnSpec(
        "karp_flatt",
        "number",
        "Karp-Flatt serial fraction",
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
