"""The command line: what was asked for, and whether it goes to a screen or to a stream."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from runcmp import VERSION
from tui.environment import prepare_polars, terminal
from tui.failure import own_error
from tui.streams import abandon_stdout, fill_closed_streams, say

UNUSABLE: Final = 2
COMMANDS: Final = ("show", "diff", "export")

GATES: Final = ("regression", "missing", "untested")
GATE_THRESHOLD: Final = 0.05
"""The size of change from which a regression closes a gate, where none is given."""

MAY_BEGIN_WITH_DASH: Final = ("--sort", "--by")

ABOUT: Final = """\
See how benchmark runs scale, and compare two of them.

  runcmp [PATH...]              open the runs of files and folders in the terminal app
  runcmp show PATH...           print the table of configurations
  runcmp diff BASE NEW...       compare files with the first, or two sides of one input
  runcmp export PATH... -o FILE write the run records: .parquet .csv .jsonl .json

PATH is a file, a folder, a quoted glob, label=PATH, or - for standard input."""

EXAMPLES: Final = """\
examples:
  runcmp results/                                 look around
  runcmp --sort -efficiency results/              the best scaling first
  runcmp show results/ --where "devices >= 8" --format csv > large.csv
  runcmp diff before.csv after.csv
  runcmp diff before.csv after.csv --fail-on regression:5%
  runcmp diff results.md --on software
  runcmp diff results.md --base "software LIKE '%1.11%'" --new "software LIKE '%2.0%'"

exit status: 0 a report was printed; 1 --fail-on found what it looks for; 2 bad usage, or nothing
could be read"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    fill_closed_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = given[0] if given and given[0] in COMMANDS else None
    options = _parser(command).parse_args(_joined(given[1:] if command else given))
    prepare_polars()
    try:
        return _run(command, options)
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        abandon_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        say(own_error(error))
        return UNUSABLE


def _joined(arguments: Sequence[str]) -> list[str]:
    """Join ``--sort -efficiency`` to one word, which argparse would take for two options."""
    joined: list[str] = []
    waiting = False
    for word in arguments:
        if waiting:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
        waiting = not waiting and word in MAY_BEGIN_WITH_DASH
    return joined


def _run(command: str | None, options: argparse.Namespace) -> int:
    where_to = terminal(options.color, options.glyphs)
    to_print = command is not None or options.format or options.output
    if where_to.interactive and not to_print:
        from tui.launch import open_app

        return open_app(options, where_to)
    from tui.printed import commands

    if command == "diff":
        return commands.diff(options, where_to)
    if command == "export":
        return commands.export(options, where_to)
    return commands.show(options, where_to)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments without repeating their control characters."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and ``message``, and exit."""
        if sys.stderr is not None:
            self.print_usage(sys.stderr)
        say(message)
        self.exit(UNUSABLE)


def _parser(command: str | None) -> argparse.ArgumentParser:
    if command is None:
        return _app_parser()
    parser = _Parser(
        prog=f"runcmp {command}",
        description={
            "show": "Print the table of configurations.",
            "diff": "Compare inputs with the first, BASE NEW..., or two sides of one input.",
            "export": "Write the run records, one row per measured quantity of a run.",
        }[command],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="+", metavar="PATH")
    if command == "export":
        _add_output(parser, ("parquet", "csv", "json", "jsonl"))
        _add_selection(parser)
    else:
        _add_table(parser)
        _add_output(parser, ("text", "md", "csv", "json", "jsonl"))
    if command == "diff":
        _add_comparison(parser)
    _add_appearance(parser)
    return parser


def _add_comparison(parser: argparse.ArgumentParser) -> None:
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
        type=_probability,
        default=0.05,
        help="below which p a difference is no accident (0.05)",
    )
    verdicts.add_argument(
        "--threshold",
        metavar="PERCENT",
        type=_fraction,
        default=0.01,
        help="from which size on a change matters (1%%)",
    )
    verdicts.add_argument(
        "--confidence",
        metavar="PERCENT",
        type=_probability,
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
        type=_gate,
        action="append",
        default=[],
        help="exit with status 1 where there is a regression, regression:PERCENT (5%%), missing"
        " or untested row, and name each on stderr",
    )


def _app_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="runcmp",
        usage="runcmp [PATH...] [options]   or   runcmp show|diff|export ... (--help for each)",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=f"runcmp {VERSION}")
    _add_table(parser)
    _add_output(parser, ("text", "md", "csv", "json", "jsonl"))
    _add_appearance(parser)
    return parser


def _add_selection(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("which rows")
    group.add_argument("--where", metavar="SQL", help='a condition such as "nodes > 1"')
    group.add_argument("--metric", metavar="NAME", help="one metric, or all")
    group.add_argument(
        "--better",
        metavar="METRIC=DIRECTION",
        action="append",
        default=[],
        help="say that a metric is better higher or lower",
    )


def _add_table(parser: argparse.ArgumentParser) -> None:
    _add_selection(parser)
    group = parser.add_argument_group("the table")
    group.add_argument("--sort", metavar="KEYS", help="columns by comma, -column for descending")
    group.add_argument("--columns", metavar="A,B", help="the columns to show, in order")
    group.add_argument(
        "--by",
        metavar="COLS",
        help="what makes a configuration: a,b instead of the default, +hosts to add,"
        " --by=-epochs to take away",
    )
    group.add_argument("--center", choices=("median", "mean"), default="median")
    group.add_argument("--limit", metavar="N", type=_positive, help="the first N rows")
    group.add_argument("--runs", action="store_true", help="the records, not configurations")
    group.add_argument(
        "--baseline",
        metavar="N",
        type=_baseline,
        default="smallest",
        help="the device count speed-up refers to: a number, stated, or smallest (default)",
    )
    group.add_argument("--scaling", choices=("auto", "strong", "weak"), default="auto")


def _add_output(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--format", choices=formats)
    group.add_argument("-o", "--output", metavar="FILE", help="write there, not to stdout")


def _add_appearance(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("appearance")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument("--glyphs", choices=("auto", "unicode", "ascii"), default="auto")


def _fraction(text: str) -> float:
    """Read ``5%`` or ``0.05``."""
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    percent = text.strip().endswith("%")
    fraction = number / 100 if percent else number
    # A bare 5 may be meant as 5 % or as five times.
    if not 0 <= fraction < (float("inf") if percent else 1):
        raise argparse.ArgumentTypeError(f"{text!r} is no share; say 5% or 0.05")
    return fraction


def _probability(text: str) -> float:
    fraction = _fraction(text)
    if not 0 < fraction < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 0 and 1; say 0.05 or 5%")
    return fraction


def _gate(text: str) -> tuple[str, float]:
    """Read ``regression:5%``, ``missing`` or ``untested``."""
    what, colon, size = text.partition(":")
    if what not in GATES or (colon and what != "regression"):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not regression, regression:PERCENT, missing or untested"
        )
    return what, _fraction(size) if colon else GATE_THRESHOLD


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a count of 1 or more")
    return int(text)


def _baseline(text: str) -> int | str:
    return text if text in ("smallest", "stated") else _positive(text)
