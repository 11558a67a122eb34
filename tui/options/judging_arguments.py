"""The options that say what is compared or followed, and when that is judged."""

from __future__ import annotations

from argparse import ArgumentParser

from tui.options import option_groups
from tui.options.argument_values import (
    fraction,
    gate_of,
    in_percent,
    nights_or_day,
    positive,
    probability,
    severities,
)
from tui.options.option_groups import GATE_KINDS, GATE_THRESHOLD, NIGHTLY_GATES


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
    usual = option_groups.VerdictOptions()
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
        help=f"smallest relevant change ({in_percent(usual.threshold)})",
    )
    group.add_argument(
        "--confidence",
        metavar="PERCENT",
        type=probability,
        help=f"confidence level of the intervals ({in_percent(usual.confidence)})",
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
        f" ({in_percent(GATE_THRESHOLD)}), missing, unclear or untested row; list each on"
        " stderr",
    )


def history(parser: ArgumentParser) -> None:
    """Which series in time there are, which of their nights are judged, and by what."""
    usual = option_groups.HistoryOptions()
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
        metavar="N|DATE",
        type=nights_or_day,
        help=f"against the N nights before them ({usual.reference}), or the nights until DATE",
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
        help=f"smallest relevant change of the verdict ({in_percent(usual.threshold)})",
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
        f" ({in_percent(GATE_THRESHOLD)}), missing or untested series, or one outside of"
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
