"""The table of runs as it is chosen: metric, condition, baseline, columns, marked rows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

import polars as pl

from analysis import select
from analysis.output_columns import SHOW
from analysis.runs import AUDIT
from analysis.usage import UsageError
from tui.app.first_table import FirstTable
from tui.app.screens.awaited_screen import AwaitedScreen
from tui.app.screens.undoing import TableState
from tui.app.shown_runs import ShownRuns
from tui.options.kept_layouts import TableLayout
from tui.options.own_names import OwnNames
from tui.options.settings import AppSettings
from tui.options.unknown_names import explaining_unknown_names
from tui.views.audit.severities import sign_column
from tui.views.report import Report
from tui.views.runs.curve_columns import earned
from tui.views.runs.marked_rows import Marks, place_of
from tui.views.runs.news import with_news
from tui.views.table_view import TableColumn

_MEASURED: Final = (
    "value",
    "metric",
    "unit",
    "n",
    "failed",
    "low",
    "high",
    "speedup",
    "efficiency",
)
"""What is the same in two rows of the table where they hold one measurement."""

if TYPE_CHECKING:
    from tui.app.screens.choose_runs import ChooseRuns
    from tui.app.typed_completion import Completion


class ChosenRunsScreen(AwaitedScreen):
    """A screen around the table of runs, of which keys and commands choose what is shown."""

    DRAWN_FROM: ClassVar = {
        "scaling_curve": "sort by efficiency",
        "progress": "sort by value",
    }

    def __init__(self, first: FirstTable, settings: AppSettings) -> None:
        super().__init__(first, settings)
        self._shown = ShownRuns()
        self._marks = Marks()
        self._keeps_layouts = not settings.session.no_state

    @cached_property
    def _choosing(self) -> ChooseRuns:
        from tui.app.screens.choose_runs import ChooseRuns

        return ChooseRuns(self, self._shown, self._show_anew)

    @abstractmethod
    def show_heading(self) -> None:
        """Show what is chosen, how many rows are marked, where the cursor is."""

    @abstractmethod
    def tell_doubts(self) -> None:
        """Say above the table what looks wrong with its numbers."""

    # The table

    @property
    def frame(self) -> pl.DataFrame:
        """The table of runs."""
        return self._shown.runs.table

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called in it."""
        return self._shown.names

    def columns(self) -> Sequence[TableColumn]:
        """Return the columns of the table of runs."""
        return self._shown.columns(self.runcmp.glyphs)

    def sign(self) -> TableColumn | None:
        """Return the column of the signs of the findings."""
        return with_news(sign_column(AUDIT, self.runcmp.glyphs), self._shown.news)

    def measured(self) -> tuple[str, ...]:
        """Return what was measured of a configuration; single runs are never folded."""
        return _MEASURED if "n" in self.frame.columns else ()

    def copied(self) -> Sequence[str]:
        """Return what tells a configuration apart, and its numbers."""
        return (*self._shown.runs.by, *SHOW)

    def report(self, rows: pl.Series) -> Report:
        """Return the table as ``show`` prints it."""
        return self._shown.report(rows, self.runcmp.glyphs)

    def nothing(self) -> str:
        """Say what left no row."""
        return self._shown.nothing()

    def action_efficiency(self) -> None:
        """Sort by efficiency, the best first; again: reverse."""
        if earned(self.frame):
            self._sort_by("efficiency")
        else:
            self.say("no efficiency to sort by: no series has runs on two counts")

    def state(self) -> TableState:
        """Return what can be changed about the table, the choice and the marks too."""
        shown = self._shown
        return (
            super()
            .state()
            ._replace(
                columns=shown.column_names,
                choice=shown.choice,
                marks=self._marks.by_key(shown.runs.by),
            )
        )

    def restore(self, state: TableState) -> None:
        """Show the table as it was. Raises ``UsageError`` where it cannot be so any more."""
        self._sort = state.sort
        self.column_choice.restore(state.hidden, state.frozen, state.wide)
        self._shown.restore_columns(*state.columns)
        self._marks.restore(state.marks.values())
        self._prompt.begin(state.condition)
        self._choosing.restore(state.choice)

    # Choosing anew

    def _show_anew(self, row: dict[str, Any] | None) -> None:
        """Show another table, the cursor on the ``row`` of the one before if it has that."""
        table, by = self.frame, self._shown.runs.by
        self._sort = tuple(key for key in self._sort if key.column in table.columns)
        self.order = select.order(table, self._sort)
        self.tell_doubts()
        self.show_table()
        self.table.set_marks(self._marks.meet(table, by))
        at = None if row is None else place_of(row, table, by)
        if at is not None:
            self.table.go_to(at)
        self.show_rest()

    def filter(self, sql: str) -> None:
        """Keep the configurations that meet ``sql``. Raises ``UsageError``."""
        self._choosing.rows(sql)

    def preview(self, sql: str) -> None:
        """Keep the configurations that meet ``sql`` for the time being. Raises ``UsageError``."""
        self._choosing.preview(sql)

    @property
    def completion(self) -> Completion:
        """What can be typed about the table of runs."""
        from tui.app.typed_completion import Completion
        from tui.options.kept_layouts import kept

        shown, layouts = self._shown, kept if self._keeps_layouts else tuple
        return Completion(self.PLACE, shown.runs.everything, shown.metrics.names, layouts)

    def clear(self) -> None:
        """Forget the text and the condition."""
        self._choosing.all_rows()
        self._prompt.forget()

    def action_metric(self) -> None:
        """Show the next metric, all at once after the last."""
        self._choosing.next_metric()

    def action_baseline(self) -> None:
        """Make the row's device count the baseline of every series, or the smallest again."""
        self._choosing.toggle_baseline()

    def offer_columns(self) -> None:
        """Offer the columns that are not shown."""
        self._choosing.offer_columns()

    def with_argument(self, name: str, text: str) -> None:
        """Do what a command with a text after it says. Raises ``UsageError``."""
        if name == "layout" and not self._keeps_layouts:
            raise UsageError("no layouts with --no-state")
        if name == "layout":
            from tui.app.screens.choose_layout import choose_layout

            choose_layout(self, text, self.layout_now, self.lay_out)
        elif not self._choosing.told(name, text):
            with explaining_unknown_names(self._shown.loaded):
                super().with_argument(name, text)

    # Layouts

    def lay_out(self, layout: TableLayout) -> None:
        """Lay the table out so, as far as it has what the layout names."""
        layout, missing = layout.among(self.frame.columns)
        self.remember()
        self._shown.restore_columns(layout.columns, layout.added)
        self.column_choice.restore(layout.hidden, layout.frozen, layout.wide)
        self._sort = select.sort_keys(layout.sort, self.frame.columns)
        self.order = self.ordered()
        self.show_table()
        self.show_rest()
        self.say(f"no column {', '.join(missing)} here" if missing else "")

    @property
    def layout_now(self) -> TableLayout:
        """How the table is laid out."""
        columns, added = self._shown.column_names
        choice = self.column_choice
        sort = ",".join(f"{'-' if key.descending else ''}{key.column}" for key in self._sort)
        return TableLayout(
            sort,
            tuple(columns),
            tuple(added),
            tuple(sorted(choice.hidden)),
            choice.frozen,
            tuple(sorted(choice.wide)),
        )

    # Mark

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        row, at = self.row_to_use, self.table.cursor_row
        if row is None or at is None:
            return
        self.remember()
        self._marks.toggle(row, self._shown.runs.by)
        self.table.toggle_mark(at)
        self.table.down()
        self.show_heading()

    def action_unmark(self) -> None:
        """Unmark all rows."""
        self.remember()
        self._marks.clear()
        self.table.clear_marks()
        self.show_heading()
