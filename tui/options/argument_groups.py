"""The options of each group of settings, and what may stand after them."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, get_args

from tui.options import settings
from tui.options.settings import BASELINES, GATE_KINDS, SEVERITIES, Gate

if TYPE_CHECKING:
    from analysis.audit.kinds import Severity
    from analysis.scaling.baselines import Baseline

PATH = "a file, a folder, a quoted glob, label=PATH, or - for standard input"
Group = Callable[[ArgumentParser], None]
"""Adds its options to a parser, without defaults: the settings have these."""


def selection(parser: ArgumentParser) -> None:
    """Which records a command looks at."""
    group = parser.add_argument_group("which rows")
    group.add_argument("--where", metavar="SQL", help='an SQL condition, such as "nodes > 1"')
    group.add_argument("--metric", metavar="NAME", help="one metric, or all")
    group.add_argument(
        "--better",
        metavar="METRIC=DIRECTION",
        action="append",
        help="say that a metric is better higher or lower",
    )


def table(parser: ArgumentParser) -> None:
    """Which rows and columns a table has, and how its numbers are made."""
    group = parser.add_argument_group("the table")
    group.add_argument("--sort", metavar="KEYS", help="columns by comma, -column for descending")
    group.add_argument("--columns", metavar="A,B", help="the columns to show, in order")
    group.add_argument("--limit", metavar="N", type=positive, help="the first N rows")
    group.add_argument("--runs", action="store_true", help="the records, not configurations")


def series(parser: ArgumentParser) -> None:
    """Which series there are, and how their numbers are made."""
    usual = settings.SeriesOptions()
    group = parser.add_argument_group("the series")
    group.add_argument(
        "--sort", metavar="KEYS", help="in the order of their first rows, sorted by these columns"
    )
    group.add_argument("--limit", metavar="N", type=positive, help="the first N series")
    group.add_argument(
        "--floor",
        metavar="PERCENT",
        type=fraction,
        help=f"the efficiency that the knee still has ({_percent(usual.floor)})",
    )


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
        choices=get_args(settings.ChartMeasure),
        help=f"what to draw over the counts ({settings.ChartOptions().y})",
    )
    group.add_argument("--laws", action="store_true", help="the laws fitted to the first series")
    group.add_argument("--linear", choices=("x", "y", "xy"), help="axes that are not logarithmic")
    group.add_argument("--width", metavar="COLUMNS", type=positive, help="as the terminal, or 100")
    group.add_argument("--height", metavar="LINES", type=positive, help="as the terminal, or 30")
    group.add_argument(
        "-o",
        "--output",
        dest="file",
        metavar="FILE",
        help="write there: a picture where it ends in .svg",
    )


def numbers(parser: ArgumentParser) -> None:
    """What makes a configuration, and what its numbers are relative to."""
    usual = settings.NumberOptions()
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
        help=f"what of its runs is a configuration's value ({usual.center})",
    )
    group.add_argument(
        "--baseline",
        metavar="N",
        type=baseline,
        help="the device count speed-up refers to: a number, stated, or"
        f" {usual.baseline} (default)",
    )
    group.add_argument(
        "--scaling",
        choices=("auto", "strong", "weak"),
        help="strong: one problem for all counts; weak: one for each device; auto: by the problem"
        " size, strong where none is known (default)",
    )


def sides(parser: ArgumentParser) -> None:
    """The sides of a comparison within one input."""
    group = parser.add_argument_group("sides of one input")
    group.add_argument(
        "--on",
        metavar="COLUMN[=A,B]",
        help="compare two values of a column: the two it has, or A with B",
    )
    group.add_argument("--base", metavar="SQL", help="which rows are the base side")
    group.add_argument("--new", metavar="SQL", help="which rows are the new side")


def verdicts(parser: ArgumentParser) -> None:
    """When a change is one, which are shown, and which fail the comparison."""
    usual = settings.VerdictOptions()
    group = parser.add_argument_group("verdicts")
    group.add_argument(
        "--alpha",
        metavar="P",
        type=probability,
        help=f"below which p a difference is no accident ({usual.alpha})",
    )
    group.add_argument(
        "--threshold",
        metavar="PERCENT",
        type=fraction,
        help=f"from which size on a change matters ({_percent(usual.threshold)})",
    )
    group.add_argument(
        "--confidence",
        metavar="PERCENT",
        type=probability,
        help=f"of the intervals ({_percent(usual.confidence)})",
    )
    group.add_argument("--holm", action="store_true", help="correct p for the number of rows")
    group.add_argument(
        "--exact",
        metavar="METRIC",
        action="append",
        help="a metric that does not vary from run to run: any change is one",
    )
    group.add_argument(
        "--only-changed", action="store_true", help="without the rows unchanged or untested"
    )
    group.add_argument(
        "--fail-on",
        metavar="WHAT",
        type=gate,
        action="append",
        help="exit with status 1 where there is a regression, regression:PERCENT"
        f" ({_percent(settings.GATE_THRESHOLD)}), missing or untested row, and name each on stderr",
    )


def findings(parser: ArgumentParser) -> None:
    """Which findings of an audit are printed, and which fail it."""
    group = parser.add_argument_group("findings")
    group.add_argument(
        "--severity",
        metavar="A,B",
        type=severities,
        help="which to print: error, suspect, gap, info, style, or all (all but style)",
    )
    group.add_argument(
        "--fail-on",
        metavar="A,B",
        type=severities,
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
        group.add_argument(
            "-o", "--output", dest="file", metavar="FILE", help="write there, not to stdout"
        )

    return add


def appearance(parser: ArgumentParser) -> None:
    """Colours and glyphs."""
    group = parser.add_argument_group("appearance")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        help="auto: on a terminal, unless NO_COLOR is set",
    )
    group.add_argument(
        "--glyphs",
        choices=("auto", "unicode", "ascii"),
        help="auto: as the locale says",
    )


def _percent(share: float) -> str:
    """Return a share as argparse prints it in a help text."""
    return f"{share:.0%}%"


GROUPS: Final[dict[type[Any], Group]] = {
    settings.SelectionOptions: selection,
    settings.TableOptions: table,
    settings.NumberOptions: numbers,
    settings.SeriesOptions: series,
    settings.SummaryOptions: summary,
    settings.ChartOptions: chart,
    settings.SideOptions: sides,
    settings.VerdictOptions: verdicts,
    settings.FindingOptions: findings,
    settings.OutputOptions: output(settings.PRINTED_FORMATS),
    settings.ExportOptions: output(settings.EXPORT_FORMATS),
    settings.AppearanceOptions: appearance,
}
"""The options of each group of settings."""


# What may stand after an option, each refused with a way out


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
        raise ArgumentTypeError(f"{text!r} is no share; say 5% or 0.05")
    return share


def probability(text: str) -> float:
    """Read a share between 0 and 1, both excluded."""
    share = fraction(text)
    if not 0 < share < 1:
        raise ArgumentTypeError(f"{text!r} is not between 0 and 1; say 0.05 or 5%")
    return share


def gate(text: str) -> Gate:
    """Read ``regression:5%``, ``missing`` or ``untested``."""
    name, colon, size = text.partition(":")
    kind = next((each for each in GATE_KINDS if each == name), None)
    if kind is None or (colon and kind != "regression"):
        raise ArgumentTypeError(
            f"{text!r} is not regression, regression:PERCENT, missing or untested"
        )
    return Gate(kind, fraction(size)) if colon else Gate(kind)


def positive(text: str) -> int:
    """Read a count of 1 or more."""
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is not a count of 1 or more")
    return int(text)


def baseline(text: str) -> Baseline:
    """Read a device count, ``stated`` or ``smallest``."""
    return next((each for each in BASELINES if each == text), None) or positive(text)


def severities(text: str) -> tuple[Severity, ...]:
    """Read ``error,suspect``, or ``all``."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name not in (*SEVERITIES, "all")), None)
    if unknown is not None or not names:
        known = ", ".join(SEVERITIES)
        raise ArgumentTypeError(f"{unknown or text!r} is no severity; there are: {known}, or all")
    return tuple(each for each in SEVERITIES if each in names or "all" in names)
