"""``history``: the same benchmarks over time, and the gate that a regression may close."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from analysis.compare.verdicts import Criteria
from analysis.history.histories_of import Histories, histories_of
from analysis.history.newest import Windows, over_limit, vain_limits
from analysis.runs import order
from parsers.archive.asked import RepeatsAs
from tui.commands.destination import write
from tui.commands.gate import gated
from tui.commands.loading import check, first_rows, in_record_names, load_inputs
from tui.commands.output import print_report
from tui.options.choices import choice_of_records, glyphs
from tui.options.option_groups import Gate, HistoryOptions
from tui.options.questions import tells_repeats_apart
from tui.options.settings import HistorySettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.history.changes_table import changes_report, changes_table
from tui.views.history.history_data import history_objects
from tui.views.history.history_report import history_report
from tui.views.history.history_text import bounds_said, facts_said, series_said


def history(settings: HistorySettings, terminal: Terminal) -> int:
    """Print the histories of the inputs; return 1 where the gate is closed."""
    repeats: RepeatsAs = "runs" if tells_repeats_apart(settings.history.by) else "values"
    loaded = load_inputs(settings.paths, settings.reading, settings.selection, repeats=repeats)
    settings = in_record_names(settings, loaded)
    selection, options, output = settings.selection, settings.history, settings.output
    check([loaded], output.file, selection)
    metric = selection.metric or loaded.wanted.metric
    chosen = replace(choice_of_records(selection, metric), by=options.by)
    with explaining_unknown_names(loaded):
        windows = windows_of(options)
        found = histories_of(loaded.records, chosen, windows)
        table = changes_table(found) if options.changes else found.table
        _, rows = order(table, options.sort)
    rows = first_rows(rows, options.limit)
    if options.changes:
        print_report(changes_report(loaded, found, table, rows), settings, terminal)
    elif output.form in ("json", "jsonl"):
        text = _lines(history_objects(found, rows), whole=output.form == "json")
        write(output.file, lambda out: out.writelines([text.encode()]))
    else:
        report = history_report(loaded, found, rows, windows, glyphs(terminal))
        print_report(report, settings, terminal)
    limits = loaded.wanted.limits
    for name in vain_limits(found.table, limits):
        say(f"limit of {name}: no benchmark or metric is called so")
    return gated(_offences(found, options.fail_on, limits))


def windows_of(options: HistoryOptions) -> Windows:
    """Return which nights are judged, and by what."""
    criteria = Criteria(alpha=options.alpha, threshold=options.threshold, holm=options.holm)
    if isinstance(options.reference, int):
        return Windows(options.nights, options.reference, criteria)
    return Windows(options.nights, criteria=criteria, until=options.reference)


def _lines(objects: Sequence[dict[str, Any]], *, whole: bool) -> str:
    """Return all series as one JSON array, or as one object a line."""
    texts = [json.dumps(each, default=str) for each in objects]
    return f"[{','.join(texts)}]\n" if whole else "".join(f"{each}\n" for each in texts)


def _offences(
    found: Histories, gates: Sequence[Gate], limits: Mapping[str, float]
) -> Iterator[str]:
    """Yield a line for each series that a gate does not let through.

    ``limits``: of benchmarks and metrics that have one of their own.
    """
    verdict = found.table["verdict"].cast(pl.String)
    for what, size in gates:
        offending = {
            "regression": over_limit(found.table, limits, size),
            "missing": verdict == "failed",
            "untested": verdict == "untested",
            "outside": (found.table["bounds"] == "outside").fill_null(False),
        }[what]
        for place in offending.arg_true():
            series = found.series[place]
            said = bounds_said(series) if what == "outside" else series_said(series)
            yield f"{what}: {', '.join([*facts_said(series, found.by), said])}"
