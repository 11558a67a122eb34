"""Series over a size, a parameter, versions or time as a document: setup, chart, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.runs import Runs
from analysis.sweeps.sweep import Sweep
from analysis.sweeps.sweep_axis import SweepAxis
from parsers.clean import clean
from tui.drawing.series_styles import MOST
from tui.formatting.numbers import pluralize
from tui.views.document import DocumentBlock, DocumentHeading, Figure, Sentence, blocks_of
from tui.views.proposal.setup_facts import setup_table, stated_values
from tui.views.report import Report
from tui.views.sweeps.sweep_plot import sweep_chart
from tui.views.sweeps.sweep_text import axis_name


def sweep_title(runs: Runs, axis: SweepAxis) -> str:
    """Return the title: the benchmarks, and what they are along."""
    return f"{stated_values(runs.table, 'benchmark') or 'Runs'} over {axis_name(axis)}"


def sweep_document(
    title: str,
    runs: Runs,
    axis: SweepAxis,
    sweeps: Sequence[Sweep],
    report: Report,
    made_by: str,
) -> Iterator[DocumentBlock]:
    """Yield the blocks: what was run, the chart of ``sweeps``, and what ``scaling`` prints."""
    yield DocumentHeading(title, 1)
    yield DocumentHeading("Setup", 2)
    yield setup_table(runs.records, runs.by)
    yield DocumentHeading("Measured", 2)
    yield _figure(sweeps, axis)
    yield from blocks_of(report)
    yield Sentence(made_by)


def _figure(sweeps: Sequence[Sweep], axis: SweepAxis) -> Figure:
    """Return the chart of the first few sweeps of one quantity, with their fitted models."""
    first = sweeps[0]
    alike = [each for each in sweeps if (each.metric, each.unit) == (first.metric, first.unit)]
    front = alike[:MOST]
    shown = f", first {len(front)} of {pluralize(len(sweeps), 'series')}"
    caption = (
        f"{first.metric or 'value'} over {axis_name(axis)}"
        f"{'' if len(front) == len(sweeps) else shown}."
    )
    chart = sweep_chart(front, "value", models=True)
    return Figure("sweep", clean(chart.title), clean(caption), chart)
