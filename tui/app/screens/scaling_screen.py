"""The Scaling screen: series in one chart, a list beside it, one point of one series read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal

from analysis.runs import Runs
from analysis.series.series import FLOOR, ScalingSeries
from tui.app import actions
from tui.app.screens.open_source import show_baseline, show_row
from tui.app.screens.place_screen import PlaceScreen, bindings
from tui.app.widgets.still_lines import Lines
from tui.drawing.series_styles import MOST, SeriesStyle, series_styles
from tui.views.scaling.foreground import Foreground, own_group
from tui.views.scaling.measures import MEASURES, Measure, first_measure
from tui.views.scaling.scaling_plot import knee_within, plot
from tui.views.scaling.scaling_text import (
    law_lines,
    line_legend,
    list_lines,
    list_width,
    note_lines,
    readout,
)

LIST_SHARE: Final = 3 / 8
"""The most of the width that the list takes."""
LIST_WIDTHS: Final = (24, 50)
"""The least and the most columns that it takes."""
LEAST_ROWS: Final = 8
"""What the laws leave the chart."""


class ScalingScreen(PlaceScreen[None]):
    """Several series against their counts, and one point that can be stepped through them."""

    PLACE: ClassVar[actions.Place] = "scaling"
    BINDINGS = bindings("scaling")

    def __init__(self, series: Sequence[ScalingSeries], runs: Runs, row: int | None = None) -> None:
        """Show ``series`` of ``runs``, one at least, and begin at the point of this row of runs."""
        super().__init__()
        self._series = series
        self._runs = runs
        self._current, self._position = _start(series, row)
        self._group = own_group(series, self._current)
        self._front = Foreground(sorted(self._group[:MOST]))
        self._rest_shown = False
        self._measure = first_measure(series)
        self._log_x = True
        self._log_y: dict[Measure, bool] = {
            measure: measure != "efficiency" for measure in MEASURES
        }
        self._laws = False

    def compose(self) -> ComposeResult:
        """Heading, chart beside list, read-out, keys."""
        yield Lines(id="heading")
        with Horizontal(id="plot"):
            yield Lines(id="chart")
            yield Lines(id="list")
        yield Lines(id="readout")
        yield Lines(id="status")

    def on_mount(self) -> None:
        """Draw."""
        self._show()

    def on_resize(self) -> None:
        """Draw anew for the new size."""
        self._show()

    def _show(self) -> None:
        """Give each part its size and fill it."""
        width, height = self.app.size
        told = self._told(width, height)
        least, most = LIST_WIDTHS
        across = max(least, min(list_width(self._series), int(width * LIST_SHARE), most))
        rows = max(height - len(told) - 2, 0)
        chart, beside, below = (
            self.query_one(f"#{name}", Lines) for name in ("chart", "list", "readout")
        )
        beside.styles.width, below.styles.height = across, len(told)
        chart.show(self._chart(width - across - 2, rows))
        beside.show(self._listed(across, rows))
        below.show(told)
        self._head()
        self.say()

    def _chart(self, width: int, height: int) -> list[Text]:
        drawn = self._drawn()
        place = {index: at for at, index in enumerate(drawn)}
        chosen = self._front.with_current(self._current)
        here = place[self._current]
        return plot(
            [self._series[index] for index in drawn],
            self._measure,
            width,
            height,
            self.runcmp.glyphs,
            chosen=[None if index is None else place.get(index) for index in chosen],
            highlight=None if self._position is None else (here, self._position),
            laws=here if self._laws else None,
            log_x=self._log_x,
            log_y=self._log_y[self._measure],
            legend=False,
        )

    def _listed(self, width: int, height: int) -> list[Text]:
        """Return the list of series and, where there is room below it, what else to know."""
        glyphs, cursor = self.runcmp.glyphs, self.runcmp.glyphs.cursor
        listed, looks = self._names(), self._looks()
        left_out = len(self._series) - len(listed)
        lines = list_lines(
            [self._series[index] for index in listed],
            {at: looks[index] for at, index in enumerate(listed) if index in looks},
            listed.index(self._current),
            width,
            height - bool(left_out),
            glyphs,
            cursor,
        )
        if left_out:
            lines.append(Text(f"    {left_out} more: v", "dim"))
        current = self._series[self._current]
        floor = FLOOR if self._measure == "efficiency" else None
        lines += [Text(), *line_legend(current, width, glyphs, floor), Text()]
        return [*lines, *note_lines(current, width, height - len(lines), glyphs)]

    def _told(self, width: int, height: int) -> list[Text]:
        """Return the read-out and, where they are shown, the laws."""
        current, glyphs = self._series[self._current], self.runcmp.glyphs
        look = self._looks()[self._current]
        lines = readout(current, self._position, look, width, glyphs)
        if self._laws:
            room = max(height - len(lines) - LEAST_ROWS, 1)
            lines += self._begun(law_lines(current, width, glyphs), room, width)
        return lines[: max((height - 2) // 2, 1)]

    def _begun(self, lines: list[Text], most: int, width: int) -> list[Text]:
        """Return the first lines, as many as ``most``, with a sign where there are more."""
        if len(lines) <= most:
            return lines
        *first, last = lines[:most]
        sign = self.runcmp.glyphs.ellipsis
        return [*first, last[: width - 1 - len(sign)].append(sign)]

    def _drawn(self) -> list[int]:
        """Return the series that are drawn: all, or those in front and the current one."""
        everything = range(len(self._series))
        if self._rest_shown:
            return list(everything)
        return [index for index in everything if index in self._front or index == self._current]

    def _names(self) -> list[int]:
        """Return the series that are listed: all, or the group and what else is drawn."""
        if self._rest_shown:
            return list(range(len(self._series)))
        return sorted({*self._group, *self._drawn()})

    def _looks(self) -> dict[int, SeriesStyle]:
        chosen = self._front.with_current(self._current)
        every = series_styles(len(self._series), chosen, self.runcmp.glyphs)
        return {index: every[index] for index in self._drawn()}

    def _head(self) -> None:
        count = len(self._series)
        current = self._series[self._current]
        scaling = (
            [current.scaling + (" scaling, assumed" if current.assumed else " scaling")]
            if current.scaling
            else []
        )
        knee = knee_within(current)
        self.heading(
            f"scaling: {self._measure}",
            [
                f"{count} series",
                *scaling,
                f"baseline {current.baseline}",
                *([] if knee is None else [f"knee at {knee}"]),
            ],
            [f"{self._current + 1}/{count}"],
        )

    # Keys

    def action_move(self, how: str) -> None:
        """Go to the next point or series, or to the first or last of these."""
        if how in ("left", "right"):
            self._step(1 if how == "right" else -1)
        else:
            listed = self._names()
            last = len(listed) - 1
            page = max(self.query_one("#list", Lines).size.height - 1, 1)
            steps = {"up": -1, "down": 1, "page_up": -page, "page_down": page}
            here = listed.index(self._current)
            to = {"top": 0, "bottom": last}.get(how, here + steps.get(how, 0))
            self._go_to(listed[max(0, min(to, last))])
        self._show()

    def _step(self, step: int) -> None:
        places = _measured(self._series[self._current])
        if self._position in places:
            at = places.index(self._position) + step
            self._position = places[max(0, min(at, len(places) - 1))]

    def _go_to(self, series: int) -> None:
        """Go to a series, to the point of it whose count is next to the one before."""
        before = self._series[self._current].points["count"]
        count = 0 if self._position is None else before[self._position]
        self._current = series
        points = self._series[series].points
        self._position = min(
            _measured(self._series[series]),
            key=lambda at: abs(points["count"][at] - count),
            default=None,
        )

    def action_measure(self) -> None:
        """Draw the next measure: efficiency, speedup, value, cost."""
        at = MEASURES.index(self._measure)
        self._measure = MEASURES[(at + 1) % len(MEASURES)]
        self._show()

    def action_log_x(self) -> None:
        """Draw counts on a logarithmic axis, or on a linear one."""
        self._log_x = not self._log_x
        self._show()

    def action_log_y(self) -> None:
        """Draw values on a logarithmic axis, or on a linear one."""
        self._log_y[self._measure] = not self._log_y[self._measure]
        self._show()

    def action_laws(self) -> None:
        """Draw the laws fitted to the current series, and say what they are; again: not."""
        self._laws = not self._laws
        self._show()
        if self._laws and not self._series[self._current].laws:
            self.say("no fit: this series has no speedup")

    def action_show(self) -> None:
        """Give the current series a colour, or take it."""
        if self._front.toggle(self._current):
            self._show()
        else:
            self.say(f"{MOST} series have a colour; Space on one of them frees it")

    def action_rest(self) -> None:
        """Draw the series without a colour, or leave them out."""
        self._rest_shown = not self._rest_shown
        self._show()

    def action_source(self) -> None:
        """Open the point's source at its lines."""
        row = self._row
        if row is None:
            self.say("no point of this series has a value")
        else:
            show_row(self, row, self._runs)

    def action_source_baseline(self) -> None:
        """Open the source of what the point's speedup refers to."""
        row = self._row
        if row is None:
            self.say("no point of this series has a value")
        else:
            show_baseline(self, row, self._runs)

    @property
    def _row(self) -> dict[str, Any] | None:
        """The row of runs that the point is."""
        if self._position is None:
            return None
        at = self._series[self._current].points["row"][self._position]
        return self._runs.everything.row(at, named=True)

    def action_back(self) -> None:
        """Back to the runs."""
        self.app.pop_screen()


def _start(series: Sequence[ScalingSeries], row: int | None) -> tuple[int, int | None]:
    """Return where to begin: at a row of runs, else at the last point of the first series."""
    for index, each in enumerate(series):
        rows = each.points["row"].to_list()
        if row in rows and rows.index(row) in _measured(each):
            return index, rows.index(row)
    return 0, next(reversed(_measured(series[0])), None)


def _measured(series: ScalingSeries) -> list[int]:
    """Return the rows of the points that have a value."""
    values = series.points["value"]
    return [at for at, value in enumerate(values) if value is not None]
