"""The options of each group of settings."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, Final, get_args

from tui.options import option_groups
from tui.options.argument_values import (
    baseline,
    file_name,
    fraction,
    in_percent,
    positive,
    seconds,
    size,
)
from tui.options.judging_arguments import findings, history, sides, verdicts
from tui.options.option_groups import BASELINES

PATH = "a file, a folder, a quoted glob, label=PATH, or - for standard input"
Group = Callable[[ArgumentParser], None]
"""Adds its options to a parser, without defaults: the settings have these."""


def selection(parser: ArgumentParser) -> None:
    """Which records a command looks at."""
    group = parser.add_argument_group("rows")
    group.add_argument("--where", metavar="SQL", help='an SQL condition, such as "nodes > 1"')
    group.add_argument("--metric", metavar="NAME", help="one metric, or all")
    group.add_argument(
        "--better",
        metavar="METRIC=DIRECTION",
        action="append",
        help="whether higher or lower is better for METRIC",
    )


def files(parser: ArgumentParser) -> None:
    """Which files a command looks at."""
    group = parser.add_argument_group("files")
    group.add_argument(
        "--where",
        metavar="SQL",
        help="the files of which a record meets this condition, such as \"system = 'lumi'\"",
    )


def ingest(parser: ArgumentParser) -> None:
    """Where files go, and who reads them."""
    group = parser.add_argument_group("archive")
    group.add_argument("--to", metavar="FOLDER", help="the archive, made where it is not there")
    group.add_argument(
        "--workers",
        metavar="WHO",
        help=(
            "who reads: a number of processes here, the scheduler file of a Dask cluster, or "
            "slurm:16 for up to so many jobs"
        ),
    )
    group.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=seconds,
        help="leave out a file that takes longer to read (default: 300)",
    )
    group.add_argument(
        "--compact",
        action="store_true",
        help="put small parts of the archive together, which makes it faster to ask",
    )


def reading(parser: ArgumentParser) -> None:
    """How files are read."""
    group = parser.add_argument_group("reading of files")
    group.add_argument(
        "--read",
        metavar="STATEMENTS",
        action="append",
        help=(
            "overrule how files are read, as in 'column cores = threads; series = weak'; "
            "FILE: before what is meant for one file"
        ),
    )
    group.add_argument(
        "--config",
        metavar="FILE",
        help="a configuration file, in place of the runcmp.toml beside the data",
    )


def writing(parser: ArgumentParser) -> None:
    """Whether the reading is written down."""
    group = parser.add_argument_group("output")
    group.add_argument(
        "--write",
        action="store_true",
        help="write the reading to a new runcmp.toml beside the data, for you to mend",
    )


def table(parser: ArgumentParser) -> None:
    """Which rows and columns a table has, and how its numbers are made."""
    group = parser.add_argument_group("table")
    group.add_argument(
        "--sort", metavar="KEYS", help="sort keys, comma-separated; -column for descending"
    )
    group.add_argument("--columns", metavar="A,B", help="the columns to show, in order")
    group.add_argument("--limit", metavar="N", type=positive, help="the first N rows")
    group.add_argument("--runs", action="store_true", help="run records instead of configurations")


def pivot(parser: ArgumentParser) -> None:
    """Which column stands across."""
    group = parser.add_argument_group("pivot")
    group.add_argument(
        "--pivot", metavar="COLUMN", help="one column of numbers for each value of COLUMN"
    )
    group.add_argument(
        "--cell",
        choices=get_args(option_groups.PivotCellKind),
        help="what the cells of a pivot show (value)",
    )


def session(parser: ArgumentParser) -> None:
    """How the app opens, and what it keeps."""
    group = parser.add_argument_group("app")
    group.add_argument("--layout", metavar="NAME", help="a layout that `:layout NAME` kept")
    group.add_argument(
        "--watch", action="store_true", help="reload files that change, and show what is new"
    )
    group.add_argument(
        "--no-state",
        action="store_true",
        help="neither read nor write layouts and what was typed in earlier sessions",
    )


def series(parser: ArgumentParser) -> None:
    """Which series there are, and how their numbers are made."""
    usual = option_groups.SeriesOptions()
    group = parser.add_argument_group("series")
    group.add_argument(
        "--sort", metavar="KEYS", help="sort series by these columns of their first row"
    )
    group.add_argument("--limit", metavar="N", type=positive, help="the first N series")
    group.add_argument(
        "--floor",
        metavar="PERCENT",
        type=fraction,
        help=f"minimum efficiency at the knee ({in_percent(usual.floor)})",
    )


def axis(parser: ArgumentParser) -> None:
    """What series are along."""
    group = parser.add_argument_group("axis")
    group.add_argument(
        "--over",
        metavar="COLUMN",
        help="what series are along: a count, size, batch or a parameter (what the data vary)",
    )


def cost(parser: ArgumentParser) -> None:
    """On which count a run is costed."""
    group = parser.add_argument_group("cost")
    group.add_argument(
        "--count",
        dest="at_count",
        metavar="N",
        type=positive,
        help="cost runs on N devices, or what a series counts (the knee)",
    )


def summary(parser: ArgumentParser) -> None:
    """One line for each series."""
    group = parser.add_argument_group("detail")
    group.add_argument("--summary", action="store_true", help="one line per series: laws and knee")


def chart(parser: ArgumentParser) -> None:
    """What a chart shows, how large it is, and where it goes."""
    group = parser.add_argument_group("chart")
    group.add_argument(
        "--y",
        choices=get_args(option_groups.ChartMeasure),
        help="y axis (efficiency, or value where nothing has one; ratio: over sizes, parameters)",
    )
    group.add_argument(
        "--laws", action="store_true", help="draw the laws fitted to the first series"
    )
    group.add_argument("--linear", choices=("x", "y", "xy"), help="linear axes")
    group.add_argument(
        "--width", metavar="COLUMNS", type=positive, help="columns (terminal width, else 100)"
    )
    group.add_argument(
        "--height", metavar="LINES", type=positive, help="lines (terminal height, else 30)"
    )
    group.add_argument(
        "-o",
        "--output",
        dest="file",
        metavar="FILE",
        type=file_name,
        help="write to FILE; .svg for a picture",
    )


def numbers(parser: ArgumentParser) -> None:
    """What makes a configuration, and what its numbers are relative to."""
    usual = option_groups.NumberOptions()
    group = parser.add_argument_group("numbers")
    group.add_argument(
        "--by",
        metavar="COLS",
        help=(
            "columns that identify a configuration: a,b replaces the default, +hosts "
            "adds, --by=-epochs removes"
        ),
    )
    group.add_argument(
        "--center",
        choices=("median", "mean"),
        help=f"value of a configuration from its repeats ({usual.center})",
    )
    group.add_argument(
        "--baseline",
        metavar="N",
        type=baseline,
        help=(
            f"baseline of speedup: a device count, stated, or {BASELINES[0]} (default); of ratios"
            " along another axis: a version, a date, a size"
        ),
    )
    group.add_argument(
        "--scaling",
        choices=("auto", "strong", "weak"),
        help=(
            "strong: fixed problem size; weak: fixed size per device; auto: from the "
            "problem size, strong if unknown (default)"
        ),
    )


def output(formats: tuple[str, ...], usual: str) -> Group:
    """In which of ``formats`` the result is written, where nothing says so the ``usual``."""

    def add(parser: ArgumentParser) -> None:
        group = parser.add_argument_group("output")
        group.add_argument(
            "--format",
            choices=formats,
            help=f"default: from the extension of FILE, else {usual}",
        )
        group.add_argument(
            "-o",
            "--output",
            dest="file",
            metavar="FILE",
            type=file_name,
            help="write to FILE instead of stdout",
        )

    return add


def memory(parser: ArgumentParser) -> None:
    """How much memory reading may use."""
    group = parser.add_argument_group("memory")
    group.add_argument(
        "--max-memory",
        metavar="SIZE",
        type=size,
        help="memory that reading may use, as in 64GB (what ulimit, cgroup and machine leave)",
    )


def appearance(parser: ArgumentParser) -> None:
    """Colours and glyphs."""
    group = parser.add_argument_group("appearance")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        help="auto: colour on a terminal unless NO_COLOR is set",
    )
    group.add_argument(
        "--glyphs",
        choices=("auto", "unicode", "ascii"),
        help="auto: from the locale",
    )


GROUPS: Final[dict[type[Any], Group]] = {
    option_groups.SelectionOptions: selection,
    option_groups.FileOptions: files,
    option_groups.SessionOptions: session,
    option_groups.ReadingOptions: reading,
    option_groups.WritingOptions: writing,
    option_groups.TableOptions: table,
    option_groups.PivotOptions: pivot,
    option_groups.NumberOptions: numbers,
    option_groups.SeriesOptions: series,
    option_groups.AxisOptions: axis,
    option_groups.SummaryOptions: summary,
    option_groups.ChartOptions: chart,
    option_groups.SideOptions: sides,
    option_groups.VerdictOptions: verdicts,
    option_groups.HistoryOptions: history,
    option_groups.FindingOptions: findings,
    option_groups.OutputOptions: output(option_groups.PRINTED_FORMATS, "text"),
    option_groups.DocumentOptions: output(option_groups.DOCUMENT_FORMATS, "md"),
    option_groups.ExportOptions: output(option_groups.EXPORT_FORMATS, "jsonl"),
    option_groups.CostOptions: cost,
    option_groups.IngestOptions: ingest,
    option_groups.MemoryOptions: memory,
    option_groups.AppearanceOptions: appearance,
}
"""The options of each group of settings."""
