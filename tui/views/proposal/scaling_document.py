"""A study of scaling as the document that calls for compute time ask for.

They want, in words of their own, a table and a plot of strong and weak scaling on the system that
is asked for, what was run there, why this many nodes, and the hours that follow: INCITE's
"computational readiness", PRACE's preparatory access and ERCAP's code descriptions, and guides such
as http://docs.hpc.strath.ac.uk/user-guide/scalability/ and https://wiki.bwhpc.de/e/Scaling.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import polars as pl

from analysis.audit.all_checks import Audit
from analysis.repeats import Center
from analysis.runs import Runs
from analysis.series.series import ScalingSeries
from parsers import Loaded
from parsers.run_records.records import RUN
from tui.formatting.glyphs import BRAILLE
from tui.formatting.numbers import pluralize
from tui.views.audit.audit_report import place
from tui.views.document import (
    DocumentBlock,
    DocumentHeading,
    ItemList,
    Sentence,
    TextTable,
    table_block,
)
from tui.views.proposal.device_hours import cost_sentence
from tui.views.proposal.measured_points import Behind, measured_table, records_behind
from tui.views.proposal.scaling_figure import scaling_figure
from tui.views.proposal.setup_facts import missing, setup_table, stated_values
from tui.views.runs.doubt_marks import doubts_shown
from tui.views.runs.runs_report import overview, remarks
from tui.views.scaling.scaling_columns import point_columns, summary_columns
from tui.views.scaling.scaling_report import points_table, series_lines, summary_table
from tui.views.table_columns import cost_column
from tui.views.table_view import TableView

_KINDS: Final = {
    "strong": "Strong scaling",
    "weak": "Weak scaling",
    "assumed": "Scaling, kind not stated",
    "none": "No efficiency",
}
"""The parts of a report, in their order."""
_MOST_FINDINGS: Final = 20
_GRAVE: Final = ("error", "suspect", "gap")


class Study(NamedTuple):
    """What a report is made of.

    ``at_count``: the count to cost, else the knee of each series. ``left_out``: how many series
    are not among these, as others have more points, or come first.
    """

    loaded: Loaded
    runs: Runs
    series: Sequence[ScalingSeries]
    audit: Audit
    floor: float
    center: Center
    at_count: int | None = None
    left_out: int = 0


def document_title(study: Study) -> str:
    """Return the title of a report: its benchmarks."""
    return f"Scaling of {stated_values(study.runs.table, 'benchmark') or 'no runs'}"


def scaling_document(study: Study, made_by: str) -> Iterator[DocumentBlock]:
    """Yield the blocks of a report; ``made_by``: what made it, and from what."""
    behind = records_behind(study.runs, study.series)
    records = pl.concat(behind.values()) if behind else study.runs.records.clear()
    yield DocumentHeading(document_title(study), 1)
    yield Sentence(overview(study.loaded, study.runs))
    yield DocumentHeading("Setup", 2)
    yield setup_table(records, study.runs.by)
    lacking = list(missing(records, study.series))
    if study.left_out:
        lacking.append(f"{study.left_out} series of a single count, or beyond --limit, not shown")
    if lacking:
        yield DocumentHeading("What is missing", 2)
        yield ItemList(tuple(lacking))
    yield from _warnings(study, records)
    if len(study.series) > 1:
        yield DocumentHeading("Summary", 2)
        summary = summary_table(study.series)
        yield table_block(TableView(summary, summary_columns(summary, study.series, BRAILLE)))
    for kind, title in _KINDS.items():
        some = [each for each in study.series if _kind(each) == kind]
        if some:
            yield from _part(kind, title, some, study)
    yield from _measured(study, behind)
    yield Sentence(made_by)


def _kind(series: ScalingSeries) -> str:
    if series.scaling is None or series.points["speedup"].drop_nulls().is_empty():
        return "none"
    return "assumed" if series.assumed else series.scaling


def _warnings(study: Study, records: pl.DataFrame) -> Iterator[DocumentBlock]:
    """Yield what looks wrong with the numbers, and what the audit found about these runs."""
    doubts = [str(doubt) for doubt in doubts_shown(study.runs)]
    shown = records.select(RUN).to_series().unique().implode()
    is_about = pl.col("runs").list.len() == 0
    is_about |= pl.col("runs").list.eval(pl.element().is_in(shown)).list.any()
    every = study.audit.of(_GRAVE).findings
    grave = every.filter(is_about)
    found = [
        f"{row['severity']}: {place(row)}: {row['kind']}: {row['what']}"
        for row in grave.head(_MOST_FINDINGS).iter_rows(named=True)
    ]
    if grave.height > _MOST_FINDINGS:
        found.append(
            f"and {pluralize(grave.height - _MOST_FINDINGS, 'more finding')}: runcmp audit"
        )
    if grave.height < every.height:
        others = pluralize(every.height - grave.height, "finding")
        found.append(f"{others} about other rows of the sources: runcmp audit")
    unread = [str(note) for note in study.loaded.notes if note.kind == "error"]
    if warnings := (*doubts, *unread, *found):
        yield DocumentHeading("Warnings", 2)
        yield ItemList(warnings)


def _part(
    kind: str, title: str, series: Sequence[ScalingSeries], study: Study
) -> Iterator[DocumentBlock]:
    yield DocumentHeading(title, 2)
    figure = scaling_figure(kind, title, series, study.floor)
    if figure is not None:
        yield figure
    elif kind != "none":
        yield Sentence("No chart: no series has speedups at two counts.")
    for each in series:
        yield DocumentHeading(each.name, 3)
        yield _points(each)
        lines = series_lines(each, study.floor)
        yield ItemList((*lines, cost_sentence(each, study.at_count, study.floor)))


def _points(series: ScalingSeries) -> TextTable:
    points = points_table([series])
    columns = tuple(
        column._replace(title=series.metric or column.title) if column.name == "value" else column
        for column in point_columns(points, [series], BRAILLE)
    )
    if points["cost"].is_not_null().any():
        columns = (*columns, cost_column(points, series.counted))
    return table_block(TableView(points, columns))


def _measured(study: Study, behind: Behind) -> Iterator[DocumentBlock]:
    yield DocumentHeading("How it was measured", 2)
    yield Sentence(
        f"Each value is the {study.center} of its runs. Speedup is relative to the baseline, "
        "efficiency is speedup / (count / count of the baseline). Sources are files and lines."
    )
    yield measured_table(study.series, behind)
    if said := (*study.runs.notes, *remarks(study.loaded)):
        yield ItemList(said)
