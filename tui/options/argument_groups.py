"""Groups of options that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable

from tui.options.argument_values import baseline, fraction, gate, positive, probability, severities

PATH = "a file, a folder, a quoted glob, label=PATH, or - for standard input"
Group = Callable[[ArgumentParser], None]
"""Adds its options to a parser."""


def selection(parser: ArgumentParser) -> None:
    """Which records a command looks at."""
    group = parser.add_argument_group("rows")
    group.add_argument("--where", metavar="SQL", help='an SQL condition, such as "nodes > 1"')
    group.add_argument("--metric", metavar="NAME", help="one metric, or all")
    group.add_argument(
        "--better",
        metavar="METRIC=DIRECTION",
        action="append",
        default=[],
        help="whether higher or lower is better for METRIC",
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
    _numbers(parser)


def series(parser: ArgumentParser) -> None:
    """Which series there are, and how their numbers are made."""
    group = parser.add_argument_group("series")
    group.add_argument(
        "--sort", metavar="KEYS", help="sort series by these columns of their first row"
    )
    group.add_argument("--limit", metavar="N", type=positive, help="the first N series")
    group.add_argument(
        "--floor",
        metavar="PERCENT",
        type=fraction,
        default=0.7,
        help="minimum efficiency at the knee (70%%)",
    )
    _numbers(parser)


def summary(parser: ArgumentParser) -> None:
    """One line for each series."""
    group = parser.add_argument_group("detail")
    group.add_argument("--summary", action="store_true", help="one line per series: laws and knee")


def chart(parser: ArgumentParser) -> None:
    """What a chart shows, how large it is, and where it goes."""
    group = parser.add_argument_group("chart")
    group.add_argument(
        "--y",
        choices=("speedup", "efficiency", "value", "cost"),
        default="speedup",
        help="y axis (speedup)",
    )
    group.add_argument(
        "--laws", action="store_true", help="draw the laws fitted to the first series"
    )
    group.add_argument("--linear", choices=("x", "y", "xy"), default="", help="linear axes")
    group.add_argument(
        "--width", metavar="COLUMNS", type=positive, help="columns (terminal width, else 100)"
    )
    group.add_argument(
        "--height", metavar="LINES", type=positive, help="lines (terminal height, else 30)"
    )
    group.add_argument("-o", "--output", metavar="FILE", help="write to FILE; .svg for a picture")


def _numbers(parser: ArgumentParser) -> None:
    """What makes a configuration, and what its numbers are relative to."""
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
        default="median",
        help="value of a configuration from its repeats (median)",
    )
    group.add_argument(
        "--baseline",
        metavar="N",
        type=baseline,
        default="smallest",
        help="baseline of speedup: a device count, stated, or smallest (default)",
    )
    group.add_argument(
        "--scaling",
        choices=("auto", "strong", "weak"),
        default="auto",
        help=(
            "strong: fixed problem size; weak: fixed size per device; auto: from the "
            "problem size, strong if unknown (default)"
        ),
    )


def comparison(parser: ArgumentParser) -> None:
    """The sides of a comparison, and when a change is one."""
    sides = parser.add_argument_group("sides of one input")
    sides.add_argument(
        "--on",
        metavar="COLUMN[=A,B]",
        help="compare two values of a column: its only two, or A and B",
    )
    sides.add_argument("--base", metavar="SQL", help="rows of the base side")
    sides.add_argument("--new", metavar="SQL", help="rows of the new side")
    verdicts = parser.add_argument_group("verdicts")
    verdicts.add_argument(
        "--alpha",
        metavar="P",
        type=probability,
        default=0.05,
        help="significance level for p (0.05)",
    )
    verdicts.add_argument(
        "--threshold",
        metavar="PERCENT",
        type=fraction,
        default=0.01,
        help="smallest relevant change (1%%)",
    )
    verdicts.add_argument(
        "--confidence",
        metavar="PERCENT",
        type=probability,
        default=0.95,
        help="confidence level of the intervals (95%%)",
    )
    verdicts.add_argument(
        "--holm", action="store_true", help="Holm correction of p for multiple rows"
    )
    verdicts.add_argument(
        "--exact",
        metavar="METRIC",
        action="append",
        default=[],
        help="a metric without run-to-run noise: any change counts",
    )
    verdicts.add_argument(
        "--only-changed", action="store_true", help="hide rows that are unchanged or untested"
    )
    verdicts.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=gate,
        action="append",
        default=[],
        help=(
            "exit with status 1 on a regression, regression:PERCENT (5%%), missing or "
            "untested row; list each on stderr"
        ),
    )


def audit(parser: ArgumentParser) -> None:
    """Which findings of an audit are told, and which fail it."""
    group = parser.add_argument_group("findings")
    group.add_argument(
        "--severity",
        metavar="A,B",
        type=severities,
        default=("error", "suspect", "gap", "info"),
        help=(
            "severities to print: error, suspect, gap, info, style, or all (default: all but style)"
        ),
    )
    group.add_argument(
        "--fail-on",
        metavar="A,B",
        type=severities,
        default=(),
        help="exit with status 1 on findings of these severities; list each on stderr",
    )


def output(formats: tuple[str, ...]) -> Group:
    """In which of ``formats`` the result is written, and where to."""

    def add(parser: ArgumentParser) -> None:
        group = parser.add_argument_group("output")
        group.add_argument(
            "--format",
            choices=formats,
            help="default: from the extension of FILE, else "
            + ("text" if formats[0] == "text" else "jsonl"),
        )
        group.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of stdout")

    return add


def appearance(parser: ArgumentParser) -> None:
    """Colours and glyphs."""
    group = parser.add_argument_group("appearance")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto: colour on a terminal unless NO_COLOR is set",
    )
    group.add_argument(
        "--glyphs",
        choices=("auto", "unicode", "ascii"),
        default="auto",
        help="auto: from the locale",
    )
