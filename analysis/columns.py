"""The column registry: every column of every table once, and what each output has of them.

The table on screen, its column picker, ``--columns``, sorting, the exports and the tables in
``docs/run-record.md`` read it. A new column is a ``Column`` here, its name in the outputs that have
it, and a formula; ``parsers.records.RESERVED`` keeps its name from the parameters of a file.

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


class Column(NamedTuple):
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
    Column(
        "run",
        "text",
        "id, the same at every load: `<label>:<line>` in a text file, `<label>:<index>` elsewhere",
        shown="named",
    ),
    Column("label", "text", "the input: `label=PATH` on the command line, else the file's name"),
    Column("source", "text", "the file as it was named", shown="request"),
    Column("line", "integer", "the line (from 1) of the row or heading", shown="request"),
    Column(
        "benchmark",
        "text",
        "what was run: from a column, else a heading, else the file's name; never empty",
    ),
    Column("case", "text", "the sub-case that headings or names give"),
    Column("software", "text", "framework or library, with its version"),
    Column("system", "text", "cluster, partition, or the host a run was on"),
    Column("device", "text", "accelerator or CPU model"),
    Column("nodes", "integer", "nodes, or hosts"),
    Column("devices", "integer", "accelerators in total"),
    Column(
        "devices_per_node",
        "integer",
        "accelerators in each node; of this, `nodes` and `devices` any two give the third",
        title="per node",
    ),
    Column("ranks", "integer", "processes in total"),
    Column("threads", "integer", "threads of each process"),
    Column("batch", "number", "batch size per device, as stated"),
    Column("size", "number", "problem or message size; bytes where the source says bytes"),
    Column(
        "metric",
        "text",
        "what is measured: a common name (`throughput runtime latency bandwidth epoch_time"
        " test_time test_accuracy` …), else the source's own in lower case",
    ),
    Column(
        "unit",
        "text",
        "a base unit: `s`, `B/s`, `flop/s`, `img/s`, `samples/s`; empty if unknown",
        shown="request",
    ),
    Column(
        "better",
        "word",
        "`higher` or `lower`; empty if unknown: such a change is never called better or worse",
        shown="request",
    ),
    Column(
        "value",
        "number",
        'in `unit`; empty when the run failed, never 0 for "no value"',
        "quantity",
        falls=True,
    ),
    Column(
        "samples",
        "list",
        "independent repeats inside one file; never the steps of one run",
        "quantity",
        shown="inner",
    ),
    Column("progress", "list", "the quantity along the run", "quantity", shown="inner"),
    Column("progress_at", "list", "the steps or epochs where `progress` was taken", shown="inner"),
    Column("progress_lines", "list", "the lines where `progress` stands", shown="inner"),
    Column(
        "role",
        "word",
        "`measured` or `summary`: what the document itself states as mean, median or headline",
        shown="named",
    ),
    Column(
        "stated_speedup", "number", "the speedup that the document states", "times", shown="named"
    ),
    Column(
        "stated_baseline",
        "number",
        "the baseline value that the document states",
        "quantity",
        shown="named",
    ),
    Column(
        "value_digit",
        "number",
        "weight of the last digit of `value` (0.1 for `12.5`), where people wrote it",
        "quantity",
        shown="inner",
    ),
    Column("speedup_digit", "number", "the same for `stated_speedup`", shown="inner"),
    Column(
        "status",
        "word",
        "`ok`, `failed`, `timeout`, `cancelled`, `running` or `unknown`",
        shown="request",
    ),
    Column("reason", "text", "the source's own word for its `status`", shown="named"),
    Column("started", "time", "when the run was made", shown="named"),
    Column("hosts", "text", "the folded host list, exactly as written", shown="named"),
)
"""The columns of a run record, in the order of ``parsers.records.SCHEMA``."""

CONFIGURATION: Final = (
    Column("n", "integer", "runs that have a value", falls=True),
    Column("failed", "integer", "runs that did not end well", falls=True),
    Column(
        "low",
        "number",
        "lower bound: of the median's interval, or the smallest value",
        "quantity",
        shown="request",
    ),
    Column(
        "high",
        "number",
        "upper bound: of the median's interval, or the largest value",
        "quantity",
        shown="request",
    ),
    Column(
        "interval",
        "word",
        "kind of interval: 95 % CI of the median (`ci95`) or min..max (`range`)",
        shown="request",
    ),
    Column(
        "spread",
        "number",
        "half of `high` − `low`, as a fraction of `value`, where that is not 0",
        "percent",
        title="± %",
        falls=True,
    ),
    Column("speedup", "number", "speed relative to the baseline", "times", falls=True),
    Column(
        "efficiency",
        "number",
        "speedup / (devices / baseline devices); a fraction: 0.93 is 93 %",
        "percent",
        falls=True,
    ),
    Column("baseline_devices", "integer", "devices of the baseline", title="rel. to"),
    Column("is_baseline", "flag", "whether the row is that baseline", shown="named"),
    Column(
        "karp_flatt",
        "number",
        "Karp-Flatt serial fraction",
        "fraction",
        title="Karp-Flatt",
        falls=True,
        shown="request",
    ),
    Column(
        "cost",
        "number",
        "device-hours of a time, device-time per unit of work of a rate",
        "cost",
        shown="request",
    ),
    Column("scaling", "word", "`strong` or `weak`", shown="request"),
    Column("series", "integer", "a number for each series", shown="request"),
    Column(
        "count",
        "integer",
        "scale of the run: devices, else ranks, threads or nodes",
        shown="named",
    ),
    Column(
        "audit",
        "word",
        "in the app: `error` or `suspect`, where the audit found one",
        shown="named",
    ),
    Column("row", "integer", "the row's number before any filter", shown="inner"),
    Column("record", "integer", "the row of the first run's record", shown="inner"),
    Column("assumed", "flag", "whether no problem size says what the scaling is", shown="inner"),
    Column("baseline_row", "integer", "the `row` of the baseline", shown="inner"),
)
"""What is computed for each configuration; ``row`` and those after it serve other computations."""

POINT: Final = (
    Column(
        "ideal",
        "number",
        "value at ideal scaling from the baseline",
        "quantity",
        shown="named",
    ),
    Column("superlinear", "flag", "whether an efficiency above 1 was earned", shown="named"),
    Column("layout", "text", "scale-up or scale-out, where a series has several lines"),
    Column("counted", "word", "what `devices` counts, if not devices: `rank`, `node` …"),
)
"""What the points of scaling series have beside that."""

COMPARISON: Final = (
    Column("base", "number", "the value on the base side", "quantity", falls=True),
    Column("new", "number", "the value on the new side", "quantity", falls=True),
    Column(
        "delta",
        "number",
        "`new` / `base` − 1, a fraction; of a base below 0 with the sign as measured",
        "percent",
        title="change",
        falls=True,
    ),
    Column(
        "ratio",
        "number",
        "above 1 is better; empty if the better direction is unknown",
        "times",
        falls=True,
    ),
    Column("p", "number", "p value, if tested"),
    Column("verdict", "word", "verdict on the change"),
    Column("new_label", "text", "the new side's name, where there are several"),
    Column("repeats", "list", "the values of the runs", "quantity", shown="named"),
)
"""What a comparison computes."""

SIDED: Final = ("n", "failed", "low", "high", "interval", "repeats", "source", "line")
"""What a comparison has of each side: ``n_base``, ``n_new`` and so on."""


def _by_name(*groups: Iterable[Column]) -> dict[str, Column]:
    return {column.name: column for group in groups for column in group}


def _of_side(name: str, side: str) -> Column:
    column = COLUMNS[name]
    return column._replace(
        name=f"{name}_{side}", meaning=f"{column.meaning}; {side} side", title=""
    )


COLUMNS: Final = _by_name(RECORD, CONFIGURATION, POINT, COMPARISON)
"""Name -> column, of names that no parameter of a file has."""
COLUMNS.update(_by_name(_of_side(name, side) for name in SIDED for side in ("base", "new")))


def _those(names: str) -> tuple[Column, ...]:
    return tuple(COLUMNS[name] for name in names.split())


SUMMARY: Final = _by_name(
    (Column("points", "integer", "counts that have an efficiency"),),
    _those("devices speedup efficiency is_baseline baseline_devices"),
    (
        Column("knee", "integer", "largest count with the minimum efficiency"),
        Column("serial", "number", "serial fraction (Amdahl, else Gustafson)", "percent"),
        Column(
            "limit",
            "number",
            "maximum speedup with this serial fraction",
            "times",
            title="max speedup",
        ),
        Column("contention", "number", "contention of the USL", "percent"),
        Column("coherency", "number", "coherency of the USL", "percent"),
        Column("peak", "number", "count of the peak speedup (USL)", title="peak at"),
        Column("r_squared", "number", "goodness of fit", "fraction", title="R²"),
    ),
)
"""The columns of ``scaling --summary`` after the identity columns, in their order.

``devices`` to ``is_baseline`` are of the largest count that has an efficiency."""

AUDIT: Final = _by_name(
    (
        Column("severity", "word", "`error`, `suspect`, `gap`, `info` or `style`"),
        Column("kind", "text", "kind of finding"),
    ),
    _those("source line"),
    (
        Column("what", "text", "the finding, in a sentence"),
        Column("stated", "text", "value stated in the document"),
        Column("recomputed", "text", "value recomputed from its rows"),
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
    *("delta", "ratio", "p", "verdict"),
)
"""What ``diff`` exports after the matched columns."""

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

UNLISTED: Final = frozenset(name for name, column in COLUMNS.items() if column.shown == "inner")
"""Columns that nobody sorts or filters by."""


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
