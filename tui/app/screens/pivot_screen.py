"""The Pivot screen: the values of one column across, as papers print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, get_args

import polars as pl

from analysis.pivot import CellKind, Pivot, pivot
from analysis.usage import UsageError
from tui.app import actions
from tui.app.screens.column_screens import ColumnsScreen
from tui.app.screens.place_screen import bindings
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns
from tui.formatting.numbers import pluralize
from tui.views.report import Report
from tui.views.runs.pivot_report import pivot_report, pivot_table
from tui.views.table_view import TableColumn

_KINDS: Final[tuple[CellKind, ...]] = get_args(CellKind)


def show_pivot(screen: TableScreen, shown: ShownRuns, over: str) -> None:
    """Show the table of runs with the values of the column ``over`` across, or say why not."""
    # As they were read: sorted by what becomes cells, the counts of the rows would be in no order.
    table = shown.runs.table[screen.order.sort()]
    try:
        found = pivot(shown.runs._replace(table=table), over, "value")
    except UsageError:
        screen.say(f"{over or 'nothing'} does not tell configurations apart: no pivot")
    else:
        screen.app.push_screen(PivotScreen(shown, table, found))


class PivotScreen(ColumnsScreen):
    """Configurations with the values of a column across; a key changes what the cells are."""

    PLACE: ClassVar[actions.Place] = "pivot"
    BINDINGS = bindings("pivot")

    def __init__(self, shown: ShownRuns, table: pl.DataFrame, found: Pivot) -> None:
        """Show ``found``, a pivot of ``table``, those rows of ``shown`` that are in sight."""
        self._shown, self._table, self._pivot = shown, table, found
        self._kind: CellKind = "value"
        self._columns: Sequence[TableColumn] = ()
        facts = [pluralize(found.rows.height, "row"), pluralize(len(found.across), "column")]
        super().__init__(self._title, facts, pl.DataFrame())

    def on_mount(self) -> None:
        """Fill the table."""
        self._make()
        super().on_mount()

    @property
    def _title(self) -> str:
        return f"{self._kind} by {self._pivot.over}"

    def _make(self) -> None:
        view = pivot_table(self._pivot, self._kind, self.runcmp.glyphs)
        self._found, self._columns, self._about = view.frame, view.columns, self._title

    def columns(self) -> Sequence[TableColumn]:
        """Return what tells the rows apart, and a column for each value."""
        return self._columns

    def copied(self) -> Sequence[str]:
        """Return all but the number of the row."""
        return [name for name in super().copied() if name != "place"]

    def report(self, rows: pl.Series) -> Report:
        """Return what ``show --pivot`` prints of the rows."""
        shown, found = self._shown, self._pivot
        places = self.frame["place"].gather(rows).to_list()
        some = found._replace(
            rows=found.rows[places], cells=tuple(found.cells[at] for at in places)
        )
        return pivot_report(shown.loaded, shown.runs, some, self._kind, self.runcmp.glyphs)

    def action_cell(self) -> None:
        """Show the next kind of cell that any row has a number of."""
        runs = self._shown.runs._replace(table=self._table)
        at = _KINDS.index(self._kind)
        for kind in (*_KINDS[at + 1 :], *_KINDS[:at]):
            found = pivot(runs, self._pivot.over, kind)
            if any(cell.number is not None for row in found.cells for cell in row):
                self._pivot, self._kind = found, kind
                break
        self._make()
        self.order = self.ordered()
        self.show_table()
        self.show_rest()

    def action_choose(self) -> None:
        """A row of the pivot is many configurations: there is none to open."""
        self.say("m changes the cells, e writes the table, q goes back")
