"""``show``, ``diff`` and ``export``: load, compute, print; the exit status."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, Final, cast

import polars as pl

from analysis.compare import Comparison, compare
from analysis.runs import each_run, order, runs
from analysis.select import ConditionError
from analysis.sides import Sides, of_conditions, of_inputs, of_values
from parsers import Loaded, load
from parsers.formats.records_file import Form, write_records
from tui.choices import choice, choice_of_records, columns, criteria, glyphs, input_names
from tui.compare_many import comparisons_report, documented, one_below_another, side_by_side
from tui.environment import Terminal
from tui.printed import machine, markdown, text
from tui.printed.gate import offences
from tui.printed.spelling import in_ascii
from tui.report import Report
from tui.reports import comparison_report, runs_report
from tui.streams import Target, abandon_stdout, say

FAILED_GATE: Final = 1
"""Exit status: ``--fail-on`` found what it looks for."""
UNUSABLE: Final = 2
"""Exit status: bad usage, or nothing readable."""
BY_SUFFIX: Final[dict[str, Form]] = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
}


def show(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the table of configurations, or the records with ``--runs``."""
    loaded = _loaded(options.paths)
    if loaded.records.is_empty():
        return UNUSABLE
    if _is_input(options.output, [loaded]):
        return _say(f"{options.output}: is one of the inputs; name another file with -o")
    try:
        table_of = each_run if options.runs else runs
        result = table_of(loaded.records, choice(options))
        _, rows = order(result.table, options.sort or "")
        names = columns(options, result.table.columns)
    except ConditionError as error:
        return _say(str(error))
    rows = _first(rows, options.limit)
    return _print(runs_report(loaded, result, rows, names, glyphs(terminal)), options, terminal)


def diff(options: argparse.Namespace, terminal: Terminal) -> int:
    """Compare inputs with the first, or the two sides that ``--on`` or two conditions choose."""
    one_input = _takes_one_input(options)
    if one_input and not options.on and not (options.base and options.new):
        return _say("--base and --new go together: one SQL condition for each side")
    if options.on and (options.base or options.new):
        return _say("--on and --base, --new are two ways to say one thing; use one of them")
    if not one_input and len(options.paths) < 2:
        return _say(
            "diff takes two inputs, BASE NEW, or one with --on COLUMN or with --base SQL --new SQL"
        )
    inputs = [options.paths] if one_input else [[path] for path in options.paths]
    loaded = [_loaded(paths) for paths in inputs]
    if any(each.records.is_empty() for each in loaded):
        return UNUSABLE
    if _is_input(options.output, loaded):
        return _say(f"{options.output}: is one of the inputs; name another file with -o")
    try:
        comparisons = [
            compare(sides, options.center, criteria(options)) for sides in _sides(loaded, options)
        ]
        report = _compared(comparisons, loaded, options, terminal)
    except ConditionError as error:
        return _say(str(error))
    printed = _print(report, options, terminal)
    return printed or _gated(comparisons, options)


def _gated(comparisons: Sequence[Comparison], options: argparse.Namespace) -> int:
    """Name on stderr each row that ``--fail-on`` is about; return the exit status."""
    several = len(comparisons) > 1
    names = input_names(options.paths)[1:] if several else [""]
    found = [
        f"{name}: {line}" if several else line
        for name, comparison in zip(names, comparisons, strict=True)
        for line in offences(comparison, options.fail_on)
    ]
    for line in found:
        say(line)
    return FAILED_GATE if found else 0


def _compared(
    comparisons: Sequence[Comparison],
    loaded: Sequence[Loaded],
    options: argparse.Namespace,
    terminal: Terminal,
) -> Report:
    """Return the report of one comparison, or of several with one base."""
    first, drawn = comparisons[0], glyphs(terminal)
    if len(comparisons) == 1:
        names = columns(options, first.table.columns)
        return comparison_report(first, _rows(first.table, options), loaded, names, drawn)
    labels = input_names(options.paths)[1:]
    wide = side_by_side(comparisons)
    rows = [_rows(each.table, options) for each in comparisons]
    data = one_below_another(comparisons, rows, labels)
    chosen = columns(options, data.columns)
    data = data.select(chosen) if chosen else documented(data, first.matched)
    shown = wide[_rows(wide, options, len(comparisons))]
    return comparisons_report(shown, comparisons, labels, data, loaded, drawn)


def _rows(table: pl.DataFrame, options: argparse.Namespace, sides: int = 1) -> pl.Series:
    """Return the indices of the rows of a comparison to show, in order."""
    _, rows = order(table, options.sort or "")
    if options.only_changed:
        names = ["", *(f" {number}" for number in range(2, sides + 1))]
        kept = table.select(pl.any_horizontal(_changed(end) for end in names)).to_series()
        rows = rows.filter(kept.gather(rows))
    return _first(rows, options.limit)


def _changed(end: str) -> pl.Expr:
    """Whether something came of a comparison: what is the same or was not tested has no news."""
    verdict, delta = pl.col(f"verdict{end}").cast(pl.String), pl.col(f"delta{end}")
    same = verdict.is_in(["unchanged", "untested"]) | ((verdict == "exact") & (delta == 0))
    return pl.col(f"n_new{end}").is_not_null() & ~same.fill_null(False)


def _takes_one_input(options: argparse.Namespace) -> bool:
    return any(given is not None for given in (options.on, options.base, options.new))


def export(options: argparse.Namespace, terminal: Terminal) -> int:  # noqa: ARG001
    """Write the run records to a file or to stdout, as the format or the file's name says."""
    form: Form | None = options.format or BY_SUFFIX.get(
        Path(options.output or ".jsonl").suffix.lower()
    )
    if form is None and options.output:
        return _say(f"{options.output}: name a .parquet, .csv, .json or .jsonl file, or --format")
    loaded = _loaded(options.paths)
    if loaded.records.is_empty():
        return UNUSABLE
    if _is_input(options.output, [loaded]):
        return _say(f"{options.output}: is one of the inputs; name another file with -o")
    try:
        everything = choice_of_records(options, options.metric or "all")
        records = each_run(loaded.records, everything).records
    except ConditionError as error:
        return _say(str(error))
    chosen: Form = form or "jsonl"
    return _write(options.output, lambda out: write_records(records, out, chosen))


def _sides(loaded: Sequence[Loaded], options: argparse.Namespace) -> list[Sides]:
    everything = choice_of_records(options, options.metric or "all")
    records = [each_run(each.records, everything).records for each in loaded]
    if options.on:
        return [of_values(records[0], options.on, options.by)]
    if options.base:
        return [of_conditions(records[0], options.base, options.new, options.by)]
    return of_inputs(records, options.by)


def _loaded(paths: Sequence[str]) -> Loaded:
    """Load, and say on stderr at once what could not be read."""
    loaded = load(paths, sys.stdin.buffer if sys.stdin else None)
    for note in loaded.notes:
        if note.kind == "error":
            say(str(note))
    return loaded


def _first(rows: pl.Series, limit: int | None) -> pl.Series:
    return rows if limit is None else rows.head(min(limit, rows.len()))


def _is_input(output: str | None, loaded: Sequence[Loaded]) -> bool:
    """Whether ``output`` is a file that the runs were read from."""
    return output is not None and any(
        _same_file(output, file.source) for each in loaded for file in each.files if file.runs
    )


def _same_file(ours: str, theirs: str) -> bool:
    try:
        return Path(ours).samefile(theirs)
    except OSError:
        return False


def _say(problem: str) -> int:
    say(problem)
    return UNUSABLE


def _print(report: Report, options: argparse.Namespace, terminal: Terminal) -> int:
    if not terminal.unicode:
        report = in_ascii(report)
    if options.format in (None, "text"):
        to_screen = options.output is None and sys.stdout is not None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if to_screen else None
        sign = glyphs(terminal).ellipsis
        color = terminal.color and (to_screen or options.color == "always")
        return _write(options.output, lambda out: text.write(report, out, width, color, sign))
    if options.format == "md":
        return _write(options.output, lambda out: markdown.write(report, out))
    return _write(options.output, lambda out: machine.write(report.data, options.format, out))


def _write(path: str | None, write: Callable[[BinaryIO], None]) -> int:
    """Write to a file or to stdout; say why where that fails."""
    if path is None and sys.stdout is None:
        return _say("stdout is closed; name a file with -o")
    target: Target | None = None
    try:
        with Path(path).open("wb") if path else nullcontext(sys.stdout.buffer) as out:
            target = Target(out)
            write(cast(BinaryIO, target))
            out.flush()
    except (OSError, pl.exceptions.PolarsError) as error:
        failure = (target and target.failure) or error
        if not isinstance(failure, OSError) or isinstance(failure, BrokenPipeError):
            raise failure from None
        if path is None:
            abandon_stdout()
        where, why = path or "stdout", failure.strerror
        return _say(f"{where}: cannot be written: {why}; name another file with -o")
    return 0
