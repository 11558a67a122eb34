"""Two sides of many configurations: the table of matched rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

import polars as pl
from rich.text import Text
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size

from analysis import select
from analysis.compare.compare import Comparison
from analysis.compare.pairs import Pairs
from analysis.compare.verdicts import changed
from analysis.configurations import records_of
from analysis.output_columns import DIFF
from analysis.runs import Runs
from parsers import Loaded
from tui.app import actions
from tui.app.screens.diff_screen import DiffScreen
from tui.app.screens.notes_screen import NotesScreen
from tui.app.screens.open_source import open_side
from tui.app.screens.place_screen import bindings
from tui.app.screens.table_screen import TableScreen
from tui.app.widgets.prompt import Prompt
from tui.app.widgets.run_table import RunTable
from tui.app.widgets.still_lines import Lines
from tui.formatting.numbers import pluralize
from tui.options.own_names import OwnNames
from tui.views.compare.compare_report import comparison_report
from tui.views.compare.compare_summary import above, below, folded, lines_that_fit
from tui.views.compare.compare_table import compare_columns, naming_columns
from tui.views.compare.pair_charts import glance
from tui.views.compare.row_pairs import MatchedRows
from tui.views.compare.verdict_words import counted_words
from tui.views.report import Report
from tui.views.table_view import TableColumn

_ABOVE: Final = 4
_BELOW: Final = 8
"""One line in so many of the screen may say what is compared, and what came of it."""
_HEADING: Final = 2
"""Lines of the table that are no rows: names and units."""
_AROUND: Final = _HEADING + 2
"""Lines of a screen that are no rows: its heading, that of the table, the keys."""
_LEAST_ROWS: Final = 2
"""Lines that a table without rows takes to say so."""
_LEAST_GLANCE: Final = 2
_LEAST_BELOW: Final = 3
_PAIR: Final = 10
"""Lines that the repeats of a row take, with a heading and the reason for its verdict."""


class PairsScreen(TableScreen):
    """Matched rows with the change of each; what is compared above, what it comes to below."""

    PLACE: ClassVar[actions.Place] = "pairs"
    BINDINGS = bindings("pairs")

    def __init__(self, pairs: Pairs, runs: Runs, loaded: Loaded) -> None:
        """Show a comparison; ``runs``: the table of runs that it was made from, of ``loaded``."""
        super().__init__()
        self._loaded = loaded
        self._pairs = pairs
        self._runs = runs
        self._columns: Sequence[TableColumn] = ()
        self._only_changed = False
        self._laid_out = Size()
        self._free = 0

    # Layout

    def compose(self) -> ComposeResult:
        """Heading, what is compared, the table, what it comes to, keys or prompt."""
        yield Lines(id="heading")
        yield Lines(id="above")
        yield RunTable(glyphs=self.runcmp.glyphs, id="table")
        yield Lines(id="below")
        yield Lines(id="pair")
        yield Prompt(over="#status", id="prompt")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Fill the table."""
        self.table.focus()
        self._fill(self._pairs)

    def on_resize(self, event: Resize) -> None:
        """Wrap the lines around the table anew, once a size."""
        if event.size != self._laid_out:
            self._laid_out = event.size
            self.call_after_refresh(self.show_rest)

    def _fill(self, pairs: Pairs) -> None:
        """Show a comparison of the same sides in the table."""
        self._pairs = pairs
        self._columns = compare_columns(pairs.comparison, self.runcmp.glyphs)
        self.order = self.ordered()
        self.show_table(keep_cursor=False)

    @property
    def _comparison(self) -> Comparison:
        return self._pairs.comparison

    @property
    def frame(self) -> pl.DataFrame:
        """The matched rows."""
        return self._comparison.table

    @property
    def names(self) -> OwnNames:
        """What the source's own headings are called in them."""
        return OwnNames(self._loaded, metric="all", columns=self.frame.columns)

    def columns(self) -> Sequence[TableColumn]:
        """Return the columns of the comparison, as it is printed too."""
        return self._columns

    def copied(self) -> Sequence[str]:
        """Return what a row is known by, and its numbers."""
        return (*self._comparison.matched, *DIFF, "reason")

    def report(self, rows: pl.Series) -> Report:
        """Return the comparison as ``diff`` prints it."""
        return comparison_report(self._comparison, rows, (), (), self.runcmp.glyphs)

    def nothing(self) -> str:
        """Say what left no row."""
        return "no rows changed; c shows all" if self._only_changed else super().nothing()

    def wanted(self) -> pl.Expr | None:
        """Return which rows changed, where only these are shown."""
        return changed() if self._only_changed else None

    # Around the table

    def show_rest(self) -> None:
        """Show heading and keys, and what the rows that the filter leaves come to."""
        self._surround()
        self._head()
        self.say()

    def _head(self) -> None:
        force = ["only changed"] if self._only_changed else []
        force += [f"where {self._condition}"] if self._condition else []
        table = self._filtered.table
        counts = [pluralize(table.height, "row"), *counted_words(table)]
        self.heading("diff", counts, [*force, self.at])

    @property
    def _filtered(self) -> Comparison:
        """The comparison of the rows that meet the condition, changed or not."""
        if not self._condition:
            return self._comparison
        rows = select.where(self.frame.with_row_index("row"), self._condition)["row"]
        return self._comparison.of_rows(rows)

    def _surround(self) -> None:
        """Show the lines above and below, and below these the runs of the cursor's row.

        Where there are few rows: the lines below stand right below them, and the runs where the
        screen is free then. Elsewhere the table takes what the lines leave it.
        """
        width, height = self.app.size
        rows = max(self.table.row_count, _LEAST_ROWS)
        free = height - _AROUND - rows
        summed_up = self._filtered
        in_full = summed_up.table.height == self.table.row_count
        lines = [
            folded(each, width - 2, self.runcmp.glyphs.ascii)
            for each in (above(self._comparison), below(summed_up, in_full=in_full))
        ]
        most_above = max(height // _ABOVE, free - min(len(lines[1]), height // _BELOW))
        room = free - min(len(lines[0]), most_above)
        most_below = max(height // _BELOW, room - _PAIR if room >= _PAIR + _LEAST_BELOW else room)
        taken = 0
        for name, texts, most in (
            ("#above", lines[0], most_above),
            ("#below", lines[1], most_below),
        ):
            shown = lines_that_fit(texts, most)
            taken += len(shown)
            panel = self.query_one(name, Lines)
            panel.styles.height = len(shown)
            panel.display = bool(shown)
            panel.show(Text(f" {text}", text.style) for text in shown)
        self._free = max(free - taken, 0)
        # The heading takes a line less without units: then a line is blank. So it is with them.
        blank = free > taken and any(column.unit for column in self._columns)
        self._free -= blank
        # A panel takes a line even where none is left for it: the keys would go for it.
        self.query_one("#pair", Lines).display = self._free > 0
        self.table.styles.height = rows + _HEADING + blank if free >= taken else "1fr"
        self._show_pair()

    def _show_pair(self) -> None:
        """Show the runs of the cursor's row, where there is room."""
        row, panel = self.table.cursor_row, self.query_one("#pair", Lines)
        if row is None or self._free < _LEAST_GLANCE:
            panel.show(())
            return
        width, glyphs = self.app.size.width - 2, self.runcmp.glyphs
        panel.show(glance(self._pairs, row, self._naming, width, self._free, glyphs))

    @property
    def _naming(self) -> list[str]:
        """The matched columns that tell the rows apart."""
        matched = self._comparison.matched
        return [each.name for each in naming_columns(self._comparison) if each.name in matched]

    def on_run_table_cursor_moved(self) -> None:
        """Follow the cursor."""
        self._head()
        self._show_pair()

    def on_run_table_activated(self) -> None:
        """Open the pair."""
        self.action_pair()

    # Which rows

    def action_only_changed(self) -> None:
        """Leave out the rows that are the same or untested, or show them again."""
        self._only_changed = not self._only_changed
        self.show_order()
        if not self.table.row_count:
            self.say("no rows changed; c shows all")

    # What is compared, and how

    def action_swap(self) -> None:
        """Take the base for the new side and the other way round."""
        self._compare_again(self._pairs.swapped)

    def action_holm(self) -> None:
        """Correct p for the number of tested rows, or take it as it is."""
        criteria = self._comparison.criteria
        other = criteria._replace(holm=not criteria.holm)
        self._compare_again(lambda: self._pairs.judged_by(other))

    def _compare_again(self, compare: Callable[[], Pairs]) -> None:
        sides = self._pairs.sides
        records = sides.base.height + sides.new.height
        self.say_while("comparing ...", lambda: self._take_again(compare()), records)

    def _take_again(self, pairs: Pairs) -> None:
        """Show the same rows compared in another way, the cursor on its row."""
        row = self.row
        column = self.table.cursor_column
        self._fill(pairs)
        if row is not None:
            keys = (*self._comparison.matched, "metric", "unit")
            self.table.go_to(_place(self.frame, row, keys), column)
        self.show_rest()

    # One pair, and where it was read

    def action_pair(self) -> None:
        """Show both sides of the cursor's row in full."""
        at = self.table.cursor_row
        if self.row_to_use is None or at is None:
            return
        rows, here = self._pairs.first_rows(self.order, at)
        steps = MatchedRows(self._pairs, rows, self._naming, self._runs)
        self.app.push_screen(DiffScreen(steps, here, lambda number: self._follow(rows[number])))

    def _follow(self, row: int) -> None:
        self.table.go_to(row)
        self._head()

    def action_source(self) -> None:
        """Open the source of the base side at its line."""
        self._open("base")

    def action_source_new(self) -> None:
        """Open the source of the new side at its line."""
        self._open("new")

    def _open(self, side: str) -> None:
        row, sides = self.row_to_use, self._pairs.sides
        if row is not None:
            records = sides.base if side == "base" else sides.new
            keys = (*sides.matched, "metric", "unit")
            open_side(self, records_of(records, row, keys), side)

    def action_notes(self) -> None:
        """Show in full what is compared and what it comes to."""
        self.app.push_screen(NotesScreen(self._comparison))


def _place(table: pl.DataFrame, row: Mapping[str, Any], keys: Sequence[str]) -> int:
    """Return the number of the row that equals ``row`` in ``keys``."""
    return int(records_of(table.with_row_index("row"), row, keys)["row"][0])
