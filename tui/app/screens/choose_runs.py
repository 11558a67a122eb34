"""Another choice of the runs that are shown: metric, condition, baseline, columns, other files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analysis.runs import Choice
from analysis.scaling.baselines import Baseline
from analysis.scaling.scaling_kind import KINDS
from analysis.sweeps.named_place import place_of
from analysis.usage import UsageError
from parsers import Loaded
from tui.app.screens.table_screen import TableScreen
from tui.app.shown_runs import ShownRuns, baseline_of
from tui.options.option_groups import BASELINES


class ChooseRuns:
    """Makes the choices that keys and commands ask for; says why where one cannot be."""

    def __init__(
        self,
        screen: TableScreen,
        shown: ShownRuns,
        show: Callable[[dict[str, Any] | None], None],
    ) -> None:
        """Choose on behalf of ``screen``; ``show`` has the table shown anew.

        It gets the row that the cursor was on.
        """
        self._screen = screen
        self._shown = shown
        self._show = show

    def _choose(self, choice: Choice) -> bool:
        """Make a choice; return whether that can be, else say what is wrong."""
        try:
            self._take(choice)
        except UsageError as error:
            self._screen.say(str(error))
            return False
        return True

    def _take(self, choice: Choice) -> None:
        self._screen.remember()
        self.restore(choice)

    def restore(self, choice: Choice) -> None:
        """Make a choice that was made before. Raises ``UsageError``."""
        row = self._screen.row
        self._shown.choose(choice)
        self._show(row)

    def told(self, name: str, text: str) -> bool:
        """Choose what a command says; return whether it is one of a choice. Raises ``UsageError``.

        The source's own headings are understood.
        """
        names = self._screen.names
        match name:
            case "metric":
                metric = names.metric(text) if text else None
                self._take(replace(self._shown.choice, metric=metric))
            case "baseline":
                self.baseline(text)
            case "columns":
                self.columns(names.listed(text))
            case "by":
                self.by(names.identities(text))
            case "over":
                self.over(names.identity(text))
            case "scaling":
                self.scaling(text)
            case _:
                return False
        return True

    def rows(self, sql: str) -> None:
        """Show the rows that meet ``sql``. Raises ``UsageError``."""
        self._take(replace(self._shown.choice, where=sql or None))

    def preview(self, sql: str) -> None:
        """Show the rows that meet ``sql``, which undo knows nothing of. Raises ``UsageError``."""
        self.restore(replace(self._shown.choice, where=sql or None))

    def replace(self, loaded: Loaded, told: str = "reloaded") -> bool:
        """Make the same choice of what was read again; say, and return, whether that can be.

        What is said begins with what is ``told`` of the files.
        """
        screen, row = self._screen, self._screen.row
        problems = "; ".join(str(note) for note in loaded.notes if note.kind == "error")
        if loaded.records.is_empty():
            screen.say(f"{told}; table unchanged: {problems or 'nothing could be read'}")
            return False
        try:
            self._shown.replace(loaded)
        except UsageError as error:
            screen.say(str(error))
            return False
        self._show(row)
        news = self._shown.news
        screen.say(f"{told}; {problems or news}" if problems or news else told)
        return True

    def all_rows(self) -> None:
        """Forget the condition."""
        if self._shown.choice.where is not None:
            self._choose(replace(self._shown.choice, where=None))
        self._screen.say()

    def next_metric(self) -> None:
        """Show the next metric, all at once after the last."""
        metrics = self._shown.metrics
        if len(metrics.names) < 2:
            self._screen.say(f"only one metric: {', '.join(metrics.names)}")
        else:
            self.metric(metrics.after(self._shown.choice))

    def metric(self, name: str | None) -> bool:
        """Show a metric, all, or the one that most runs are about; return whether that can be."""
        return self._choose(replace(self._shown.choice, metric=name))

    def toggle_baseline(self) -> None:
        """Make the row's device count the baseline of every series, or the smallest again."""
        try:
            self._toggle_baseline()
        except UsageError as error:
            self._screen.say(str(error))

    def _toggle_baseline(self) -> None:
        choice = self._shown.choice
        if choice.baseline != "smallest" or choice.place is not None:
            self._rebase("smallest")
            return
        screen = self._screen
        row = screen.row_to_use
        if row is not None and row["count"] is not None:
            self._rebase(row["count"])
        elif row is not None:
            screen.say("no device, rank, thread or node count in this row")

    def baseline(self, text: str) -> None:
        """Take the baseline that a command says. Raises ``UsageError``."""
        axis = self._shown.axis
        if axis.kind == "count" or text in ("", *BASELINES):
            self._rebase(baseline_of(text))
        else:
            place_of(text, axis)  # Raises where the axis has no such place.
            self._take(replace(self._shown.choice, baseline="smallest", place=text))

    def _rebase(self, baseline: Baseline) -> None:
        """Take a baseline, and say where no series has it. Raises ``UsageError``."""
        self._take(replace(self._shown.choice, baseline=baseline, place=None))
        if isinstance(baseline, int) and not self._shown.has_baseline:
            self._screen.say(f"no series has a run on {baseline}; b resets to the smallest")

    def by(self, columns: str) -> None:
        """Tell configurations apart by other columns, the usual ones where there is no text.

        Raises ``UsageError``.
        """
        self._take(replace(self._shown.choice, by=columns or None))

    def over(self, column: str) -> None:
        """Take the axis of series, the one that the data suggest where there is no text.

        Raises ``UsageError``.
        """
        self._take(replace(self._shown.choice, over=column or None, place=None))

    def scaling(self, kind: str) -> None:
        """Take the series for strong or weak scaling. Raises ``UsageError``."""
        known = next((each for each in KINDS if each == kind), None)
        if known is None:
            raise UsageError(f"no scaling {kind!r}: give {', '.join(KINDS)}")
        self._take(replace(self._shown.choice, scaling=known))

    # Columns

    def offer_columns(self) -> None:
        """Offer the columns that are not shown."""
        from tui.app.screens.add_column import ask_column

        shown = [each.name for each in self._screen.columns()]
        ask_column(self._screen, self._shown.runs, shown, self._add_column)

    def _add_column(self, name: str) -> None:
        screen = self._screen
        screen.remember()
        self._shown.add_column(name)
        screen.show_table()
        row = screen.table.cursor_row
        if row is not None:
            screen.table.go_to(row, name)
        screen.say(f"added {name}; - hides it")

    def columns(self, text: str) -> None:
        """Show the columns that a command lists. Raises ``UsageError``."""
        self._screen.remember()
        self._shown.choose_columns(text)
        self._screen.column_choice.hidden.clear()
        self._screen.show_table()
        self._screen.say()
