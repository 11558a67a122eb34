"""The columns of a run record: what was run, on how much of which machine, and what it gave."""

from __future__ import annotations

from typing import Final

from analysis.column_spec import ColumnSpec

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
