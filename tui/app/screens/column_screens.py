"""What the columns of a table hold: how often each value stands in one, statistics of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import polars as pl
from textual.app import ComposeResult
from textual.events import Resize

from analysis.column_statistics import frequencies, statistics
from analysis.columns import title
from tui.app import actions
from tui.app.screens.place_screen import bindings
from tui.app.screens.table_screen import TableScreen
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.formatting.numbers import pluralize
from tui.views.column_tables import frequency_columns, statistics_columns
from tui.views.report import Report
from tui.views.table_view import TableColumn, TableView


class ColumnsScreen(TableScreen):
    """A table about columns of another one."""

    def __init__(self, about: str, facts: Sequence[str], found: pl.DataFrame) -> None:
        super().__init__()
        self._about, self._facts, self._found = about, facts, found

    def compose(self) -> ComposeResult:
        """Heading, table, keys or prompt."""
        yield Lines(id="heading")
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        yield Prompt(over="#status", id="prompt")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Fill the table."""
        self.table.focus()
        self.order = self.ordered()
        self.show_table(keep_cursor=False)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        """Show heading and keys for the new width."""
        self.call_after_refresh(self.show_rest)

    @property
    def frame(self) -> pl.DataFrame:
        """What was found out."""
        return self._found

    def copied(self) -> Sequence[str]:
        """Return all but the picture."""
        return [name for name, dtype in self.frame.schema.items() if not dtype.is_nested()]

    def report(self, rows: pl.Series) -> Report:
        """Return the table as it is shown."""
        data = self.frame[rows]
        return Report((), TableView(data, tuple(self.columns())), data.select(self.copied()))

    def show_rest(self) -> None:
        """Show heading and keys."""
        self._head()
        self.say()

    def _head(self) -> None:
        force = [f"where {self._condition}"] if self._condition else []
        self.heading(self._about, self._facts, [*force, *self.alike, self.at])

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        self._head()

    def on_run_table_activated(self) -> None:
        """Do what enter does."""
        self.action_choose()

    def action_choose(self) -> None:
        """Go on from the cursor's row."""
        raise NotImplementedError


class FrequenciesScreen(ColumnsScreen):
    """How often each value stands in a column; enter filters to one."""

    PLACE: ClassVar[actions.Place] = "frequencies"
    BINDINGS = bindings("frequencies")

    def __init__(
        self, column: pl.Series, units: Sequence[str], keep: Callable[[str, object], None]
    ) -> None:
        """Show the values of ``column``, which has ``units``.

        ``keep`` gets its name and the value to filter to.
        """
        found = frequencies(column)
        facts = [pluralize(found.height, "value"), pluralize(column.len(), "row")]
        if len(units) > 1:
            facts.append(f"in {', '.join(units)}")
        super().__init__(f"frequencies of {column.name}", facts, found)
        self._column, self._keep = column.name, keep
        self._unit = units[0] if len(units) == 1 else ""

    def columns(self) -> Sequence[TableColumn]:
        """Return value, rows, share and bar."""
        heading = title(self._column)
        return frequency_columns(self.frame, heading, self._unit, self.runcmp.glyphs)

    def action_choose(self) -> None:
        """Filter to the value."""
        row = self.row_to_use
        if row is not None:
            self._keep(self._column, row["value"])


class StatisticsScreen(ColumnsScreen):
    """All columns in few numbers; enter shows how often each value stands in one."""

    PLACE: ClassVar[actions.Place] = "statistics"
    BINDINGS = bindings("statistics")

    def __init__(
        self, table: pl.DataFrame, names: Sequence[str], look: Callable[[str], None]
    ) -> None:
        """Show the columns ``names`` of ``table``; ``look`` gets the one that was chosen."""
        found = statistics(table, names)
        facts = [pluralize(len(names), "column"), pluralize(table.height, "row")]
        if found["column"].is_in(["speedup", "efficiency"]).any():
            facts.append("speedup and efficiency without baselines")
        super().__init__("statistics", facts, found)
        self._look = look

    def columns(self) -> Sequence[TableColumn]:
        """Return name, counts, numbers and histogram."""
        return statistics_columns(self.frame, self.runcmp.glyphs)

    def action_choose(self) -> None:
        """Show how often each value stands in the column."""
        row = self.row_to_use
        if row is not None:
            self._look(row["column"])
