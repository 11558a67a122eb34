"""``diff``: two sides, matched and judged, and the gate that a change may close."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

import polars as pl

from analysis.compare.compare import Comparison, compare
from analysis.compare.sides import Sides, of_conditions, of_inputs, of_values
from analysis.compare.verdicts import changed
from analysis.runs import each_run, order
from analysis.usage import UsageError
from parsers import Loaded
from tui.commands.gate import gated, offences
from tui.commands.loading import check, first_rows, load_inputs
from tui.commands.output import print_report
from tui.options.choices import choice_of_records, columns, criteria, glyphs, input_names
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.views.compare.compare_report import comparison_report
from tui.views.compare.several_inputs import (
    comparisons_report,
    documented,
    one_below_another,
    side_by_side,
)
from tui.views.report import Report


def diff(options: argparse.Namespace, terminal: Terminal) -> int:
    """Compare inputs with the first, or the two sides that ``--on`` or two conditions choose."""
    one_input = _takes_one_input(options)
    if one_input and not options.on and not (options.base and options.new):
        raise UsageError("--base and --new go together: one SQL condition for each side")
    if options.on and (options.base or options.new):
        raise UsageError("use either --on or --base and --new")
    if not one_input and len(options.paths) < 2:
        raise UsageError(
            "diff takes two inputs, BASE NEW, or one with --on COLUMN or with --base SQL --new SQL"
        )
    inputs = [options.paths] if one_input else [[path] for path in options.paths]
    loaded = [load_inputs(paths) for paths in inputs]
    check(loaded, options)
    with explaining_unknown_names(*loaded):
        comparisons = [
            compare(sides, options.center, criteria(options)) for sides in _sides(loaded, options)
        ]
        report = _compared(comparisons, loaded, options, terminal)
    print_report(report, options, terminal)
    return gated(_offences(comparisons, options))


def _offences(comparisons: Sequence[Comparison], options: argparse.Namespace) -> Iterator[str]:
    """Yield a line for each row that ``--fail-on`` is about, with its input where several are."""
    several = len(comparisons) > 1
    names = input_names(options.paths)[1:] if several else [""]
    for name, comparison in zip(names, comparisons, strict=True):
        for line in offences(comparison, options.fail_on):
            yield f"{name}: {line}" if several else line


def _compared(
    comparisons: Sequence[Comparison],
    loaded: Sequence[Loaded],
    options: argparse.Namespace,
    terminal: Terminal,
) -> Report:
    """Return the report of one comparison, or of several with one base."""
    first, drawn = comparisons[0], glyphs(terminal)
    if len(comparisons) == 1:
        names = columns(options.columns, first.table.columns)
        every = _rows(first.table, options)
        report = comparison_report(first, every, loaded, names, drawn, options.limit)
        return report if _takes_one_input(options) else _with_names(report, first, options.paths)
    labels = input_names(options.paths)[1:]
    wide = side_by_side(comparisons)
    rows = [first_rows(_rows(each.table, options), options.limit) for each in comparisons]
    data = one_below_another(comparisons, rows, labels)
    chosen = columns(options.columns, data.columns)
    data = data.select(chosen) if chosen else documented(data, first.matched)
    shown = wide[first_rows(_rows(wide, options, len(comparisons)), options.limit)]
    return comparisons_report(shown, comparisons, labels, data, loaded, chosen, drawn)


def _with_names(report: Report, comparison: Comparison, paths: Sequence[str]) -> Report:
    """Say which input is which, where both have one name and so do not differ in it."""
    if any(difference.column == "label" for difference in comparison.differences):
        return report
    base, new = input_names(paths)
    return report._replace(heading=(f"base {base}, new {new}", *report.heading))


def _rows(table: pl.DataFrame, options: argparse.Namespace, sides: int = 1) -> pl.Series:
    """Return the indices of the rows of a comparison to show, in order."""
    _, rows = order(table, options.sort or "")
    if options.only_changed:
        names = ["", *(f" {number}" for number in range(2, sides + 1))]
        kept = table.select(pl.any_horizontal(changed(end) for end in names)).to_series()
        rows = rows.filter(kept.gather(rows))
    return rows


def _takes_one_input(options: argparse.Namespace) -> bool:
    return any(given is not None for given in (options.on, options.base, options.new))


def _sides(loaded: Sequence[Loaded], options: argparse.Namespace) -> list[Sides]:
    everything = choice_of_records(options, "all")
    records = [each_run(each.records, everything).records for each in loaded]
    if options.metric not in (None, "all"):
        records = [each.filter(pl.col("metric") == options.metric) for each in records]
    if options.where and all(each.is_empty() for each in records):
        raise UsageError(f"no runs match --where {options.where!r}")
    if options.on:
        return [of_values(records[0], options.on, options.by)]
    if options.base:
        return [of_conditions(records[0], options.base, options.new, options.by)]
    return of_inputs(records, options.by)
