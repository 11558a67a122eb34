"""The options of each group of settings, and what may stand after them."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, get_args

from tui.options import settings
from tui.options.settings import (
    BASELINES,
    GATE_KINDS,
    NIGHTLY_GATES,
    SEVERITIES,
    Gate,
    GateKind,
)

if TYPE_CHECKING:
    from analysis.audit.kinds import Severity
    from analysis.scaling.baselines import Baseline

MOST_DIGITS: Final = 100
"""Of a count: of thousands of them Python makes no number."""
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
        choices=get_args(settings.PivotCellKind),
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
    usual = settings.SeriesOptions()
    group = parser.add_argument_group("series")
    group.add_argument(
        "--sort", metavar="KEYS", help="sort series by these columns of their first row"
    )
    group.add_argument("--limit", metavar="N", type=positive, help="the first N series")
    group.add_argument(
        "--floor",
        metavar="PERCENT",
        type=fraction,
        help=f"minimum efficiency at the knee ({_percent(usual.floor)})",
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
        choices=get_args(settings.ChartMeasure),
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
        help="write to FILE; .svg for a picture",
    )


def numbers(parser: ArgumentParser) -> None:
    """What makes a configuration, and what its numbers are relative to."""
    usual = settings.NumberOptions()
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
        help=f"baseline of speedup: a device count, stated, or {BASELINES[0]} (default)",
    )
    group.add_argument(
        "--scaling",
        choices=("auto", "strong", "weak"),
        help=(
            "strong: fixed problem size; weak: fixed size per device; auto: from the "
            "problem size, strong if unknown (default)"
        ),
    )


def sides(parser: ArgumentParser) -> None:
    """The sides of a comparison within one input."""
    group = parser.add_argument_group("sides of one input")
    group.add_argument(
        "--on",
        metavar="COLUMN[=A,B,...]",
        help="compare values of a column: its only two, or those named with the first",
    )
    group.add_argument("--base", metavar="SQL", help="rows of the base side")
    group.add_argument("--new", metavar="SQL", help="rows of the new side")


def verdicts(parser: ArgumentParser) -> None:
    """When a change is one, which are shown, and which fail the comparison."""
    usual = settings.VerdictOptions()
    group = parser.add_argument_group("verdicts")
    group.add_argument(
        "--alpha",
        metavar="P",
        type=probability,
        help=f"significance level for p ({usual.alpha})",
    )
    group.add_argument(
        "--threshold",
        metavar="PERCENT",
        type=fraction,
        help=f"smallest relevant change ({_percent(usual.threshold)})",
    )
    group.add_argument(
        "--confidence",
        metavar="PERCENT",
        type=probability,
        help=f"confidence level of the intervals ({_percent(usual.confidence)})",
    )
    group.add_argument("--holm", action="store_true", help="Holm correction of p for multiple rows")
    group.add_argument(
        "--exact",
        metavar="METRIC",
        action="append",
        help="a metric without run-to-run noise: any change counts",
    )
    group.add_argument(
        "--only-changed",
        action="store_true",
        help="only rows that are better, worse, failed or missing; count the others, and fold them"
        " in Markdown",
    )
    group.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=gate_of(GATE_KINDS),
        action="append",
        help="exit with status 1 on a regression, regression:PERCENT"
        f" ({_percent(settings.GATE_THRESHOLD)}), missing, unclear or untested row; list each on"
        " stderr",
    )


def history(parser: ArgumentParser) -> None:
    """Which series in time there are, which of their nights are judged, and by what."""
    usual = settings.HistoryOptions()
    group = parser.add_argument_group("history")
    group.add_argument(
        "--by",
        metavar="COLS",
        help=(
            "columns that tell series apart, beside the usual ones: +compiler adds, --by=-tile "
            "removes, a,b replaces; versions that take turns are no part of them"
        ),
    )
    group.add_argument(
        "--nights",
        metavar="K",
        type=positive,
        help=f"judge the newest K nights ({usual.nights})",
    )
    group.add_argument(
        "--reference",
        metavar="N",
        type=positive,
        help=f"against the N nights before them ({usual.reference})",
    )
    group.add_argument(
        "--alpha",
        metavar="P",
        type=probability,
        help=f"significance level of the verdict ({usual.alpha})",
    )
    group.add_argument(
        "--threshold",
        metavar="PERCENT",
        type=fraction,
        help=f"smallest relevant change of the verdict ({_percent(usual.threshold)})",
    )
    group.add_argument(
        "--holm", action="store_true", help="Holm correction of p for multiple series"
    )
    group.add_argument(
        "--changes", action="store_true", help="one row per change point, not per series"
    )
    group.add_argument(
        "--sort", metavar="KEYS", help="sort keys, comma-separated; -column for descending"
    )
    group.add_argument("--limit", metavar="N", type=positive, help="the first N rows")
    group.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=gate_of(NIGHTLY_GATES),
        action="append",
        help="exit with status 1 on a regression, regression:PERCENT"
        f" ({_percent(settings.GATE_THRESHOLD)}), missing or untested series, or one outside of"
        " the bounds its source states; list each on stderr",
    )


def findings(parser: ArgumentParser) -> None:
    """Which findings of an audit are printed, and which fail it."""
    group = parser.add_argument_group("findings")
    group.add_argument(
        "--severity",
        metavar="A,B",
        type=severities,
        help=(
            "severities to print: error, suspect, gap, info, style, or all (default: all but style)"
        ),
    )
    group.add_argument(
        "--fail-on",
        metavar="A,B",
        type=severities,
        help="exit with status 1 on findings of these severities; list each on stderr",
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
            "-o", "--output", dest="file", metavar="FILE", help="write to FILE instead of stdout"
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


def _percent(share: float) -> str:
    """Return a share as argparse prints it in a help text."""
    return f"{share:.0%}%"


GROUPS: Final[dict[type[Any], Group]] = {
    settings.SelectionOptions: selection,
    settings.SessionOptions: session,
    settings.ReadingOptions: reading,
    settings.WritingOptions: writing,
    settings.TableOptions: table,
    settings.PivotOptions: pivot,
    settings.NumberOptions: numbers,
    settings.SeriesOptions: series,
    settings.AxisOptions: axis,
    settings.SummaryOptions: summary,
    settings.ChartOptions: chart,
    settings.SideOptions: sides,
    settings.VerdictOptions: verdicts,
    settings.HistoryOptions: history,
    settings.FindingOptions: findings,
    settings.OutputOptions: output(settings.PRINTED_FORMATS, "text"),
    settings.DocumentOptions: output(settings.DOCUMENT_FORMATS, "md"),
    settings.ExportOptions: output(settings.EXPORT_FORMATS, "jsonl"),
    settings.CostOptions: cost,
    settings.IngestOptions: ingest,
    settings.MemoryOptions: memory,
    settings.AppearanceOptions: appearance,
}
"""The options of each group of settings."""


# What may stand after an option, each refused with a way out


def seconds(text: str) -> float:
    """Read a number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ArgumentTypeError(f"{text!r} is no time; give a number of seconds above 0")
    return number


def fraction(text: str) -> float:
    """Read ``5%`` or ``0.05``."""
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    percent = text.strip().endswith("%")
    share = number / 100 if percent else number
    # A bare 5 may be meant as 5 % or as five times.
    if not 0 <= share < (float("inf") if percent else 1):
        raise ArgumentTypeError(f"{text!r} is not a fraction; use 5% or 0.05")
    return share


def probability(text: str) -> float:
    """Read a share between 0 and 1, both excluded."""
    share = fraction(text)
    if not 0 < share < 1:
        raise ArgumentTypeError(f"{text!r} is not between 0 and 1; use 0.05 or 5%")
    return share


def gate_of(kinds: Sequence[GateKind]) -> Callable[[str], Gate]:
    """Return what reads one of ``kinds``: ``regression:5%``, ``missing``, ``untested``."""

    def gate(text: str) -> Gate:
        name, colon, size = text.partition(":")
        kind = next((each for each in kinds if each == name), None)
        if kind is None or (colon and kind != "regression"):
            first, *between, last = kinds
            named = ", ".join([first, f"{first}:PERCENT", *between])
            raise ArgumentTypeError(f"{text!r} is not {named} or {last}")
        return Gate(kind, fraction(size)) if colon else Gate(kind)

    return gate


def positive(text: str) -> int:
    """Read a count of 1 or more."""
    if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) == 0:
        raise ArgumentTypeError(f"{text[:MOST_DIGITS]!r} is not a count of 1 or more")
    return int(text)


def size(text: str) -> int:
    """Read ``64GB``, ``512M`` or a number of bytes."""
    match = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]+)?) ?([KMGT]?)(?:I?B)?", text.strip().upper())
    if match is None:
        raise ArgumentTypeError(f"{text!r} is not a size; use 64GB, 512M or a number of bytes")
    return int(float(match[1]) * 1000 ** " KMGT".index(match[2] or " "))


def baseline(text: str) -> Baseline:
    """Read a device count, ``stated`` or ``smallest``."""
    return next((each for each in BASELINES if each == text), None) or positive(text)


def severities(text: str) -> tuple[Severity, ...]:
    """Read ``error,suspect``, or ``all``."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in (*SEVERITIES, "all")), None)
    if unknown is not None or not names:
        known = ", ".join(SEVERITIES)
        raise ArgumentTypeError(
            f"{unknown or text!r} is not a severity; available: {known}, or all"
        )
    return tuple(each for each in SEVERITIES if each in names or "all" in names)
