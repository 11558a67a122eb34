"""The table of runs as it is chosen now, and what the Runs screen says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis.configurations import records_of
from analysis.plausibility import Doubt
from analysis.runs import Choice, Runs, runs
from analysis.scaling.baselines import Baseline
from analysis.sweeps.sweep import Sweep, sweeps_of
from analysis.sweeps.sweep_axis import SweepAxis, axis_of, keys_of
from analysis.usage import UsageError, cut
from parsers import Loaded
from parsers.run_records.records import empty
from tui.app.first_table import Opened
from tui.app.metrics import Metrics, MetricTab
from tui.formatting.glyphs import Glyphs
from tui.formatting.numbers import pluralize
from tui.options.choices import columns
from tui.options.option_groups import BASELINES
from tui.options.own_names import OwnNames
from tui.options.unknown_names import explaining_unknown_names
from tui.views.report import Report
from tui.views.runs.common_facts import shared_by_all
from tui.views.runs.doubt_marks import doubts_shown, with_doubts
from tui.views.runs.missing import missing_line
from tui.views.runs.news import News, news_of
from tui.views.runs.runs_report import overview, runs_report
from tui.views.runs.runs_table import runs_columns
from tui.views.runs.stated_marks import marked
from tui.views.table_view import TableColumn

if TYPE_CHECKING:
    from analysis.audit.by_row import Audited
    from analysis.series.series import ScalingSeries


class ShownRuns:
    """What was loaded, what is chosen of it, the table made of that, and what the audit found.

    It is empty until ``open`` fills it.
    """

    def __init__(self) -> None:
        self.loaded = Loaded(empty(), (), ())
        self.choice = Choice()
        self.metrics = Metrics(empty())
        self.runs = Runs(empty(), (), pl.DataFrame(), pl.DataFrame(), ())
        self.audited: Audited | None = None
        self.facts: Sequence[str] = ()
        self.doubts: Sequence[Doubt] = ()
        """What looks wrong with the rows."""
        self.news = News()
        """What the last reading brought."""
        self.missing: str | None = None
        """What keeps the table from having any scaling, and what supplies it."""
        self._chosen: Sequence[str] = ()
        self._added: list[str] = []
        self._columns: Sequence[TableColumn] = ()
        self._shared: tuple[Sequence[TableColumn], Sequence[str]] | None = None
        """What all rows have in common, with the columns that it is beside."""
        self._axis: SweepAxis | None = None
        self._keys: Sequence[str] | None = None
        self._series: tuple[int | None, Sequence[ScalingSeries]] | None = None

    def open(self, opened: Opened) -> None:
        """Take what the app opens on."""
        self.loaded, self.choice, self._chosen = opened.loaded, opened.choice, opened.columns
        self._added = list(opened.layout.added)
        self.metrics = Metrics(opened.loaded.records)
        self._show(opened.runs)

    def choose(self, choice: Choice) -> None:
        """Compute the table for another choice. Raises ``UsageError``."""
        with explaining_unknown_names(self.loaded):
            table = runs(self.loaded.records, self.metrics.decided(choice), self.audited)
            if choice.over is not None and choice.over != self.choice.over:
                axis_of(table, choice.over)
        self.choice = choice
        self._show(table)

    def replace(self, loaded: Loaded) -> None:
        """Make the same choice of other records, not yet audited. Raises ``UsageError``."""
        before, table = (self.loaded, self.audited, self.metrics), self.runs.table
        metric = self.metrics.shown(self.choice)
        self.loaded, self.audited, self.metrics = loaded, None, Metrics(loaded.records)
        choice = self.choice
        if choice.metric is None and metric in self.metrics.names:
            # The one that most runs are about may be another one now; what is looked at stays.
            other = self.metrics.shown(choice) != metric
            choice = replace(choice, metric=metric) if other else choice
        try:
            self.choose(choice)
        except UsageError:
            self.loaded, self.audited, self.metrics = before
            raise
        self.news = news_of(table, self.runs.table, self.runs.by)

    def judge(self, audited: Audited) -> None:
        """Take what the audit found into the table."""
        self.audited, table = audited, self.runs
        self.runs = table._replace(
            table=audited.judge(table.table, table.by),
            everything=audited.judge(table.everything, table.by),
        )

    def _show(self, table: Runs) -> None:
        self.runs, self._columns, self._axis = table, (), None
        self._keys = self._series = None
        self.facts = overview(self.loaded, table).split(" · ")
        self.doubts = doubts_shown(table)
        missing = missing_line(self.loaded, table)
        # Series along a size or over time lack no count.
        self.missing = missing if missing and self.axis.kind == "count" else None

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called here."""
        return OwnNames(self.loaded, metric=self.metrics.decided(self.choice).metric)

    # Columns

    def columns(self, glyphs: Glyphs) -> Sequence[TableColumn]:
        """Return the columns of the table."""
        if not self._columns:
            chosen, added = self._there(self._chosen), self._there(self._added)
            made = runs_columns(self.runs, glyphs, chosen, added)
            signed = marked(made, self.runs, self.loaded.records)[0]
            self._columns = with_doubts(signed, self.runs)
        return self._columns

    @property
    def column_names(self) -> tuple[Sequence[str], Sequence[str]]:
        """The columns that were chosen, and those that were added."""
        return tuple(self._chosen), tuple(self._added)

    def restore_columns(self, chosen: Sequence[str], added: Sequence[str]) -> None:
        """Show just these columns, the usual ones where none is chosen, and those added."""
        self._chosen, self._added, self._columns = chosen, [*added], ()

    def add_column(self, name: str) -> None:
        """Show one more column."""
        self.restore_columns(self._chosen, [*self._added, name])

    def choose_columns(self, text: str) -> None:
        """Show the columns of a list with commas, the usual ones where it is empty.

        Raises ``UsageError``.
        """
        with explaining_unknown_names(self.loaded):
            self._chosen = columns(text, self.runs.table.columns)
        self._added, self._columns = [], ()

    def _there(self, names: Sequence[str]) -> list[str]:
        """Return those of ``names`` that the table has, which depend on the metric."""
        return [name for name in names if name in self.runs.table.columns]

    # Its series

    @property
    def axis(self) -> SweepAxis:
        """What series are along: what was asked for, as far as this table has it."""
        if self._axis is None:
            try:
                self._axis = axis_of(self.runs, self.choice.over)
            except UsageError:
                self._axis = axis_of(self.runs)
        return self._axis

    def sweeps(self, rows: Sequence[int] | None = None) -> list[Sweep]:
        """Return the series of these rows along the axis, none where it is a count.

        Raises ``UsageError``.
        """
        # With the histories, which need the tests of a comparison.
        from analysis.sweeps.along import sweeps_along

        # Where the table has not the axis that was asked for, nor has it the place there.
        is_another = self.choice.over not in (None, self.axis.column)
        choice = replace(self.choice, place=None) if is_another else self.choice
        return sweeps_along(self.runs, self.axis, choice, rows)

    def sweep_of(self, row: Mapping[str, Any]) -> Sweep | None:
        """Return the series of one row along the axis; null where that is a count, or it has none.

        Over time no row stands for a day, and a history takes too long to follow the cursor.
        """
        runs, column = self.runs, self.axis.column
        if column is None or self.axis.kind == "time":
            return None
        if self._keys is None:
            self._keys = keys_of(runs.table, runs.by, column)
        alike = records_of(runs.table, row, self._keys)
        return next(iter(sweeps_of(runs, self.axis, alike["row"].to_list())), None)

    def series_of(self, row: Mapping[str, Any]) -> Sequence[ScalingSeries]:
        """Return the lines of the series of one row over its count, without laws.

        They are kept for its other rows: from one to the next is where the cursor mostly goes.
        """
        from analysis.series.series import series_of

        number = row.get("series")
        if self._series is None or self._series[0] != number:
            self._series = number, series_of(self.runs, [row["row"]], with_laws=False)
        return self._series[1]

    # What is said of it

    def report(self, rows: pl.Series, glyphs: Glyphs) -> Report:
        """Return the table as ``show`` prints it."""
        return runs_report(self.loaded, self.runs, rows, self._there(self._chosen), glyphs)

    def shared(self, glyphs: Glyphs) -> Sequence[str]:
        """Return what all rows have in common, and no column or tab says: the metric first.

        It is asked for at each move of the cursor, and kept for the columns beside it.
        """
        if self._chosen or self.runs.table.is_empty():
            return ()
        columns = self.columns(glyphs)
        if self._shared is None or self._shared[0] is not columns:
            said = [column.name for column in columns]
            found = shared_by_all(self.runs, [*said, "metric"] if self.tabs else said)
            self._shared = columns, found
        return self._shared[1]

    @property
    def tabs(self) -> list[MetricTab]:
        """The metrics that can be shown, where there are several."""
        return self.metrics.tabs(self.choice)

    def in_force(self) -> list[str]:
        """Return what is chosen: condition, grouping, kind of scaling, baseline.

        The tabs say the metric.
        """
        choice = self.choice
        parts = [f"where {choice.where}"] if choice.where else []
        parts += [f"by {choice.by}"] if choice.by else []
        parts += [f"over {choice.over}"] if choice.over else []
        parts += [choice.scaling] if choice.scaling != "auto" else []
        baseline = choice.place or choice.baseline
        return [*parts, f"baseline {baseline}"] if baseline != "smallest" else parts

    def audit_counts(self) -> list[str]:
        """Return ``audit: 3 findings``: those that cast doubt on a row."""
        grave = self.audited.audit.doubtful if self.audited is not None else 0
        return [f"audit: {pluralize(grave, 'finding')}"] if grave else []

    def nothing(self) -> str:
        """Say what left no row."""
        where = self.choice.where
        return f"no rows match {cut(where)}; Esc clears the filter" if where else "no row"

    # What else can be chosen

    @property
    def has_baseline(self) -> bool:
        """Whether any series has a speedup, by the baseline that is chosen."""
        used = self.runs.everything["baseline_devices"]
        return used.null_count() < len(used)


def baseline_of(text: str) -> Baseline:
    """Read a device count, ``stated`` or ``smallest``, which stands for no text.

    Raises ``UsageError``.
    """
    word = next((each for each in BASELINES if each == (text or "smallest")), None)
    if word is not None:
        return word
    if not text.isdecimal() or int(text) == 0:
        raise UsageError(f"no baseline {text!r}: give a device count, smallest or stated")
    return int(text)
