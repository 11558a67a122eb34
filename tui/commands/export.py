"""``export``: the run records in a file, or what a modelling tool reads."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from analysis.runs import each_run, runs
from analysis.series.common_grid import common_grid
from analysis.usage import UsageError, cut
from parsers.formats.records_file import Form, write_records
from tui.commands.destination import write
from tui.commands.loading import check, in_record_names, load_inputs
from tui.options.choices import choice_of_records
from tui.options.settings import ExportSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.printed.extrap import extrap_lines
from tui.terminal.environment import Terminal
from tui.terminal.streams import say

_MOST_NAMED: Final = 6
_BY_SUFFIX: Final[dict[str, Form]] = {
    ".parquet": "parquet",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
}


def export(settings: ExportSettings, terminal: Terminal) -> None:  # noqa: ARG001
    """Write the run records to a file or to stdout, as the format or the file's name says."""
    file = settings.output.file
    if settings.output.format == "extrap":
        _export_extrap(settings)
        return
    form = settings.output.format or _BY_SUFFIX.get(Path(file or ".jsonl").suffix.lower())
    if form is None and file:
        raise UsageError(f"{file}: name a .parquet, .csv, .json or .jsonl file, or --format")
    loaded = load_inputs(settings.paths, settings.reading, settings.selection)
    selection = in_record_names(settings, loaded).selection
    check([loaded], settings.output.file, selection)
    everything = choice_of_records(selection, selection.metric or "all")
    with explaining_unknown_names(loaded):
        records = each_run(loaded.records, everything).records
    if records.is_empty() and selection.where:
        say(f"no records match --where {cut(selection.where)!r}")
    chosen: Form = form or "jsonl"
    write(file, lambda out: write_records(records, out, chosen))


def _export_extrap(settings: ExportSettings) -> None:
    """Write the series that share most points in the text format of Extra-P."""
    loaded = load_inputs(settings.paths, settings.reading, settings.selection)
    selection = in_record_names(settings, loaded).selection
    check([loaded], settings.output.file, selection)
    everything = choice_of_records(selection, selection.metric or "all")
    with explaining_unknown_names(loaded):
        grid = common_grid(runs(loaded.records, everything))
    if not grid.points:
        raise UsageError("nothing to model: no run has a device, rank or node count")
    if grid.left_out:
        named = "; ".join(grid.left_out[:_MOST_NAMED])
        more = len(grid.left_out) - _MOST_NAMED
        say(
            f"left out (one list of points per file): {named}"
            + (f" and {more} more" if more > 0 else "")
            + "; choose series with --where"
        )
    lines = [f"{line}\n".encode() for line in extrap_lines(grid)]
    write(settings.output.file, lambda out: out.writelines(lines))
