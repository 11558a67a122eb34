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
    group = parser.add_argument_group("which rows")
    group.add_argument("--where", metavar="SQL", help='an SQL condition, such as "nodes > 1"')
    group.add_argument("--metric", metavar="NAME", help="one metric, or all")
    group.add_argument(
        "--better",
        metavar="METRIC=DIRECTION",
        action="append",
        default=[],
        help="say that a metric is better higher or lower",
    )


def table(parser: ArgumentParser) -> None:
    """Which rows and columns a table has, and how its numbers are made."""
    group = parser.add_argument_group("the table")
    group.add_argument("--sort", metavar="KEYS", help="columns by comma, -column for descending")
    group.add_argument("--columns", metavar="A,B", help="the columns to show, in order")
    group.add_argument("--limit", metavar="N", type=positive, help="the first N rows")
    group.add_argument("--runs", action="store_true", help="the records, not configurations")
    _numbers(parser)


def series(parser: ArgumentParser) -> None:
    """Which series there are, and how their numbers are made."""
    group = parser.add_argument_group("the series")
    group.add_argument(
        "--sort", metavar="KEYS", help="in the order of their first rows, sorted by these columns"
    )
    group.add_argument("--limit", metavar="N", type=positive, help="the first N series")
    group.add_argument(
        "--floor",
        metavar="PERCENT",
        type=fraction,
        default=0.7,
        help="the efficiency that the knee still has (70%%)",
    )
    _numbers(parser)


def summary(parser: ArgumentParser) -> None:
    """One line for each series."""
    group = parser.add_argument_group("how much")
    group.add_argument(
        "--summary", action="store_true", help="a line for each series: its laws and its knee"
    )


def chart(parser: ArgumentParser) -> None:
    """What a chart shows, how large it is, and where it goes."""
    group = parser.add_argument_group("the chart")
    group.add_argument(
        "--y",
        choices=("speedup", "efficiency", "value", "cost"),
        default="speedup",
        help="what to draw over the counts (speedup)",
    )
    group.add_argument("--laws", action="store_true", help="the laws fitted to the first series")
    group.add_argument(
        "--linear", choices=("x", "y", "xy"), default="", help="axes that are not logarithmic"
    )
    group.add_argument("--width", metavar="COLUMNS", type=positive, help="as the terminal, or 100")
    group.add_argument("--height", metavar="LINES", type=positive, help="as the terminal, or 30")
    group.add_argument(
        "-o", "--output", metavar="FILE", help="write there: a picture where it ends in .svg"
    )


def _numbers(parser: ArgumentParser) -> None:
    """What makes a configuration, and what its numbers are relative to."""
    group = parser.add_argument_group("the numbers")
    group.add_argument(
        "--by",
        metavar="COLS",
        help="what makes a configuration: a,b instead of the default, +hosts to add,"
        " --by=-epochs to take away",
    )
    group.add_argument(
        "--center",
        choices=("median", "mean"),
        default="median",
        help="what of its runs is a configuration's value (median)",
    )
    group.add_argument(
        "--baseline",
        metavar="N",
        type=baseline,
        default="smallest",
        help="the device count speed-up refers to: a number, stated, or smallest (default)",
    )
    group.add_argument(
        "--scaling",
        choices=("auto", "strong", "weak"),
        default="auto",
        help="strong: one problem for all counts; weak: one for each device; auto: by the problem"
        " size, strong where none is known (default)",
    )


def comparison(parser: ArgumentParser) -> None:
    """The sides of a comparison, and when a change is one."""
    sides = parser.add_argument_group("sides of one input")
    sides.add_argument(
        "--on",
        metavar="COLUMN[=A,B]",
        help="compare two values of a column: the two it has, or A with B",
    )
    sides.add_argument("--base", metavar="SQL", help="which rows are the base side")
    sides.add_argument("--new", metavar="SQL", help="which rows are the new side")
    verdicts = parser.add_argument_group("verdicts")
    verdicts.add_argument(
        "--alpha",
        metavar="P",
        type=probability,
        default=0.05,
        help="below which p a difference is no accident (0.05)",
    )
    verdicts.add_argument(
        "--threshold",
        metavar="PERCENT",
        type=fraction,
        default=0.01,
        help="from which size on a change matters (1%%)",
    )
    verdicts.add_argument(
        "--confidence",
        metavar="PERCENT",
        type=probability,
        default=0.95,
        help="of the intervals (95%%)",
    )
    verdicts.add_argument("--holm", action="store_true", help="correct p for the number of rows")
    verdicts.add_argument(
        "--exact",
        metavar="METRIC",
        action="append",
        default=[],
        help="a metric that does not vary from run to run: any change is one",
    )
    verdicts.add_argument(
        "--only-changed", action="store_true", help="without the rows unchanged or untested"
    )
    verdicts.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=gate,
        action="append",
        default=[],
        help="exit with status 1 where there is a regression, regression:PERCENT (5%%), missing"
        " or untested row, and name each on stderr",
    )


def audit(parser: ArgumentParser) -> None:
    """Which findings of an audit are told, and which fail it."""
    group = parser.add_argument_group("findings")
    group.add_argument(
        "--severity",
        metavar="A,B",
        type=severities,
        default=("error", "suspect", "gap", "info"),
        help="which to print: error, suspect, gap, info, style, or all (all but style)",
    )
    group.add_argument(
        "--fail-on",
        metavar="A,B",
        type=severities,
        default=(),
        help="exit with status 1 where there is a finding of these, and name each on stderr",
    )


def output(formats: tuple[str, ...]) -> Group:
    """In which of ``formats`` the result is written, and where to."""

    def add(parser: ArgumentParser) -> None:
        group = parser.add_argument_group("output")
        group.add_argument(
            "--format",
            choices=formats,
            help="how to write it; else as the name of the file says, and "
            + ("text, for people" if formats[0] == "text" else "jsonl to stdout"),
        )
        group.add_argument("-o", "--output", metavar="FILE", help="write there, not to stdout")

    return add


def appearance(parser: ArgumentParser) -> None:
    """Colours and glyphs."""
    group = parser.add_argument_group("appearance")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto: on a terminal, unless NO_COLOR is set",
    )
    group.add_argument(
        "--glyphs",
        choices=("auto", "unicode", "ascii"),
        default="auto",
        help="auto: as the locale says",
    )
