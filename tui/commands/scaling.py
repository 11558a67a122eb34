"""``scaling``: series with speedup, efficiency and fitted laws."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from analysis.runs import Runs, order, runs
from analysis.series.laws import Fit, Refusal
from analysis.series.series import ScalingSeries, series_of
from parsers import Loaded
from tui.commands.destination import write
from tui.commands.output import print_report
from tui.commands.sweeps import Swept, chosen_sweeps
from tui.options.choices import choice, glyphs
from tui.options.settings import ScalingSettings, SeriesSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.terminal.environment import Terminal
from tui.views.scaling.scaling_report import scaling_report, summary_report
from tui.views.sweeps.sweep_report import sweep_report, sweep_summary


def scaling(settings: ScalingSettings, terminal: Terminal) -> None:
    """Print the series of the inputs, or one line for each with ``--summary``."""
    output, floor = settings.output, settings.series.floor
    swept = chosen_sweeps(settings, output.file, repeats="sums")
    drawn = glyphs(terminal)
    if swept.sweeps:
        print_sweeps(swept, settings, terminal)
        return
    loaded, result, _ = swept[:3]
    series = series_of(result, swept.rows, floor)
    of = len(series)
    series = series[: settings.series.limit]
    if settings.report.summary:
        print_report(summary_report(loaded, result, series, drawn, of), settings, terminal)
    elif output.form in ("json", "jsonl"):
        text = _lines(series, floor, whole=output.form == "json")
        write(output.file, lambda out: out.writelines([text.encode()]))
    else:
        report = scaling_report(loaded, result, series, floor, drawn, of)
        print_report(report, settings, terminal)


def series_shown(
    loaded: Loaded,
    settings: SeriesSettings,
    *,
    with_laws: bool = True,
) -> tuple[Runs, list[ScalingSeries]]:
    """Return the table of what was loaded and all series asked for. Raises ``UsageError``."""
    selection = settings.selection
    with explaining_unknown_names(loaded):
        result = runs(loaded.records, choice(selection, settings.numbers, loaded.wanted))
    _, rows = order(result.table, settings.series.sort)
    wanted = result.table["row"].gather(rows).to_list()
    return result, series_of(result, wanted, settings.series.floor, with_laws=with_laws)


def print_sweeps(swept: Swept, settings: ScalingSettings, terminal: Terminal) -> None:
    """Print the report of sweeps, or its points as data."""
    limit = settings.series.limit
    make = sweep_summary if settings.report.summary else sweep_report
    report = make(
        swept.loaded,
        swept.runs,
        swept.axis,
        swept.sweeps[:limit],
        glyphs(terminal),
        len(swept.sweeps),
    )
    print_report(report, settings, terminal)


def _lines(series: Sequence[ScalingSeries], floor: float, *, whole: bool) -> str:
    """Return all series as one JSON array, or as one object a line."""
    objects = [_json(_object(each, floor)) for each in series]
    return f"[{','.join(objects)}]\n" if whole else "".join(f"{each}\n" for each in objects)


def _json(something: dict[str, Any]) -> str:
    """Return JSON, with null for the numbers that it has no words for."""
    text = json.dumps(something, default=str)
    return json.dumps(json.loads(text, parse_constant=lambda _: None))


def _object(series: ScalingSeries, floor: float) -> dict[str, Any]:
    """Return what is known of a series: who it is, its points, its laws and its notes."""
    return {
        **dict(series.identity),
        "layout": series.layout or None,
        "metric": series.metric,
        "unit": series.unit,
        "better": series.better,
        "scaling": series.scaling,
        "assumed": series.assumed,
        "counted": series.counted,
        "baseline": series.baseline,
        "baseline_devices": series.baseline_count,
        "floor": floor,
        "knee": series.knee,
        "points": series.points.drop("row").to_dicts(),
        "fits": [_law(law) for law in series.laws],
        "notes": list(series.notes),
    }


def _law(law: Fit | Refusal) -> dict[str, Any]:
    if isinstance(law, Refusal):
        return {"law": law.law, "refused": law.reason}
    fields = law._asdict()
    return {"law": fields.pop("law"), **dict(fields.pop("parameters")), **fields}
