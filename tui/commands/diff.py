"""``diff``: two sides, matched and judged, and the gate that a change may close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from analysis.compare.comparable import comparable, told_apart_by
from analysis.compare.compare import Comparison, compare
from analysis.compare.sides import Sides, as_written, of_conditions, of_inputs, of_values
from analysis.compare.verdicts import changed
from analysis.configurations import identity
from analysis.runs import each_run, order
from analysis.usage import UsageError, cut
from parsers import Loaded
from parsers.archive.asked import RepeatsAs
from tui.commands.gate import gated, offences
from tui.commands.loading import check, first_rows, in_record_names, load_inputs
from tui.commands.output import print_report
from tui.commands.read_alike import read_alike
from tui.options.arguments import UNUSABLE
from tui.options.choices import choice_of_records, columns, criteria, glyphs, names_shown_of_inputs
from tui.options.questions import conditions_tell_repeats_apart, tells_repeats_apart
from tui.options.settings import DiffSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.compare.compare_report import comparison_report
from tui.views.compare.compare_table import ARROW
from tui.views.compare.several_inputs import (
    comparisons_report,
    documented,
    one_below_another,
    side_by_side,
)
from tui.views.report import Report


def diff(settings: DiffSettings, terminal: Terminal) -> int:
    """Compare inputs with the first, or the sides that ``--on`` or two conditions choose."""
    inputs = _inputs(settings)
    repeats: RepeatsAs = "runs" if _asks_of_repeats(settings) else "values"
    loaded = [
        load_inputs(paths, settings.reading, settings.selection, repeats=repeats)
        for paths in inputs
    ]
    is_whole = settings.of_one_input or not any(each.records.is_empty() for each in loaded)
    if not is_whole:
        settings, loaded = _readable(settings, loaded)
    loaded, told = _read_alike(settings, loaded, repeats)
    settings = in_record_names(settings, *loaded)
    verdicts = settings.verdicts
    check(loaded, settings.output.file, settings.selection, verdicts.exact)
    with explaining_unknown_names(*loaded):
        pairs = sides_of(loaded, settings)
        comparisons = [
            compare(sides, settings.numbers.center, criteria(verdicts)) for sides in pairs
        ]
        names = _new_names(pairs, settings)
        report = _compared(comparisons, names, loaded, settings, terminal)
    report = report._replace(heading=(*told, *report.heading))
    print_report(report, settings, terminal)
    status = gated(_offences(comparisons, names, settings))
    # No gate lets through what it has not seen.
    return status if is_whole or not settings.verdicts.fail_on else status or UNUSABLE


def _asks_of_repeats(settings: DiffSettings) -> bool:
    """Whether the sides, or what makes a configuration, may tell repeats apart."""
    sides = settings.sides
    columns = ",".join(filter(None, (settings.numbers.by, (sides.on or "").partition("=")[0])))
    return tells_repeats_apart(columns) or conditions_tell_repeats_apart(sides.base, sides.new)


def _readable(
    settings: DiffSettings, loaded: Sequence[Loaded]
) -> tuple[DiffSettings, list[Loaded]]:
    """Return both without the inputs that hold no runs, and say which these are.

    Raises ``UsageError`` where the base is one of them, or nothing is left to compare it with.
    """
    kept = [each for each in loaded if not each.records.is_empty()]
    pairs = zip(settings.paths, loaded, strict=True)
    paths = tuple(path for path, each in pairs if not each.records.is_empty())
    if not kept:
        raise UsageError
    named = " and ".join(names_shown_of_inputs(paths))
    if loaded[0].records.is_empty() or len(kept) < 2:
        raise UsageError(f"nothing to compare {named} with; show prints what could be read")
    others = " and ".join(path for path in settings.paths if path not in paths)
    say(f"compared without {others}")
    return settings._replace(paths=paths), kept


def _read_alike(
    settings: DiffSettings, loaded: list[Loaded], repeats: RepeatsAs
) -> tuple[list[Loaded], list[str]]:
    """Return the inputs with counts per node read alike, and what to know of that."""

    def reread(place: int, told: tuple[str, ...]) -> Loaded | None:
        reading = settings.reading._replace(read=(*told, *settings.reading.read))
        path = settings.paths[place]
        if path == "-":
            return None
        return load_inputs([path], reading, settings.selection, quiet=True, repeats=repeats)

    if settings.of_one_input:
        return loaded, []
    return read_alike(loaded, names_shown_of_inputs(settings.paths), reread)


def _new_names(pairs: Sequence[Sides], settings: DiffSettings) -> Sequence[str]:
    """Return what to call the new side of each comparison."""
    if settings.sides.on:
        column = settings.sides.on.partition("=")[0]
        return [as_written(sides.new[column][0]) for sides in pairs]
    return [""] if settings.of_one_input else names_shown_of_inputs(settings.paths)[1:]


def _inputs(settings: DiffSettings) -> Sequence[Sequence[str]]:
    """Return the paths of each input. Raises ``UsageError`` where the sides are not clear."""
    sides = settings.sides
    if settings.of_one_input and not sides.on and not (sides.base and sides.new):
        raise UsageError("--base and --new go together: one SQL condition for each side")
    if sides.on and (sides.base or sides.new):
        raise UsageError("use either --on or --base and --new")
    return [settings.paths] if settings.of_one_input else [[path] for path in settings.paths]


def _offences(
    comparisons: Sequence[Comparison], names: Sequence[str], settings: DiffSettings
) -> Iterator[str]:
    """Yield a line for each row that ``--fail-on`` is about, with its side where several are."""
    several = len(comparisons) > 1
    for name, comparison in zip(names, comparisons, strict=True):
        for line in offences(comparison, settings.verdicts.fail_on):
            yield f"{name}: {line}" if several else line


def _compared(
    comparisons: Sequence[Comparison],
    labels: Sequence[str],
    loaded: Sequence[Loaded],
    settings: DiffSettings,
    terminal: Terminal,
) -> Report:
    """Return the report of one comparison, or of several with one base."""
    first, drawn, limit = comparisons[0], glyphs(terminal), settings.table.limit
    if len(comparisons) == 1:
        names = columns(settings.table.columns, first.table.columns)
        every = _rows(first.table, settings)
        report = comparison_report(first, every, loaded, names, drawn, limit)
        if settings.of_one_input:
            return report
        return _with_names(report, first, settings.paths)
    wide = side_by_side(comparisons)
    rows = [first_rows(_rows(each.table, settings), limit) for each in comparisons]
    data = one_below_another(comparisons, rows, labels)
    chosen = columns(settings.table.columns, data.columns)
    data = data.select(chosen) if chosen else documented(data, first.matched)
    kept = _rows(wide, settings, len(comparisons))
    rest = wide.filter(~pl.int_range(wide.height).is_in(kept.implode()))
    shown = wide[first_rows(kept, limit)]
    return comparisons_report(shown, rest, comparisons, labels, data, loaded, chosen, drawn)


def _with_names(report: Report, comparison: Comparison, paths: Sequence[str]) -> Report:
    """Say which input is which, where both have one name and so do not differ in it."""
    if any(difference.column == "label" for difference in comparison.differences):
        return report
    base, new = names_shown_of_inputs(paths)
    return report._replace(heading=(f"{base} {ARROW} {new}", *report.heading))


def _rows(table: pl.DataFrame, settings: DiffSettings, sides: int = 1) -> pl.Series:
    """Return the indices of the rows of a comparison to show, in order."""
    _, rows = order(table, settings.table.sort)
    if settings.verdicts.only_changed:
        names = ["", *(f" {number}" for number in range(2, sides + 1))]
        kept = table.select(pl.any_horizontal(changed(end) for end in names)).to_series()
        rows = rows.filter(kept.gather(rows))
    return rows


def sides_of(loaded: Sequence[Loaded], settings: DiffSettings) -> list[Sides]:
    """Return the sides of each comparison asked for. Raises ``UsageError``."""
    selection, sides, by = settings.selection, settings.sides, settings.numbers.by
    everything = choice_of_records(selection, "all")
    records = [each_run(each.records, everything).records for each in loaded]
    if selection.one_metric is not None:
        records = [each.filter(pl.col("metric") == selection.one_metric) for each in records]
    if selection.where and all(each.is_empty() for each in records):
        raise UsageError(f"no runs match --where {cut(selection.where)!r}")
    if sides.on:
        return of_values(records[0], sides.on, by)
    if sides.base and sides.new:
        return [of_conditions(records[0], sides.base, sides.new, by)]
    if len(records) == 1:
        columns_to_name = told_apart_by(comparable(records[0], identity(records[0], by)))
        raise UsageError(
            "diff takes two inputs, BASE NEW, or one with"
            f" {columns_to_name or '--on COLUMN'} or with --base SQL --new SQL"
        )
    return of_inputs(records, by)
