"""The Scaling screen: series in one chart, a list beside it, one point of one series read out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final, Protocol

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal

from analysis.runs import Runs
from analysis.usage import UsageError
from tui.app import actions
from tui.app.screens.open_source import show_baseline, show_row
from tui.app.screens.picker_screen import Item, PickingScreen
from tui.app.screens.place_screen import PlaceScreen, bindings
from tui.app.widgets.still_lines import Lines
from tui.drawing.scaling_chart import scaling_chart
from tui.drawing.series_styles import MOST
from tui.views.runs.places import SourcePlace
from tui.views.scaling.charted import Charted, HowDrawn, measured_places
from tui.views.scaling.foreground import SeriesInSight
from tui.views.scaling.series_list import ListedSeries, list_lines, list_width

_LIST_SHARE: Final = 3 / 8
"""The most of the width that the list takes."""
_LIST_WIDTHS: Final = (24, 50)
"""The least and the most columns that it takes."""
_LEAST_ROWS: Final = 8
"""What the laws leave the chart."""


class Axes(Protocol):
    """What the series of the screen can be along."""

    def offered(self) -> list[Item[str]]:
        """Return the axes to choose from, none where there is no other."""

    def along(self, column: str) -> tuple[Charted, Runs]:
        """Return the series along an axis from now on. Raises ``UsageError``."""


class ScalingScreen(PlaceScreen[None]):
    """Several series along one axis, and one point that can be stepped through them."""

    PLACE: ClassVar[actions.Place] = "scaling"
    BINDINGS = bindings("scaling")

    def __init__(
        self,
        charted: Charted,
        runs: Runs,
        row: int | None = None,
        axes: Axes | None = None,
    ) -> None:
        """Show series of ``runs``, and begin at the point of this row of runs.

        ``axes``: what else they can be drawn along.
        """
        super().__init__()
        self._axes = axes
        self._laws = False
        self._log_x = True
        self._take(charted, runs, row)

    def _take(self, charted: Charted, runs: Runs, row: int | None) -> None:
        """Show these series from now on."""
        self._charted, self._runs = charted, runs
        self._series = charted.series
        self._current, self._position = _start(charted, row)
        self._sight = SeriesInSight(charted, self._current)
        self._measure = charted.first_measure
        self._log_y = {measure: not charted.is_linear(measure) for measure in charted.measures}

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
        least, most = _LIST_WIDTHS
        wanted = list_width(self._to_list(range(len(self._series))))
        across = max(least, min(wanted, int(width * _LIST_SHARE), most))
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
        drawn = self._sight.drawn(self._current)
        place = {index: at for at, index in enumerate(drawn)}
        chosen = self._sight.chosen(self._current)
        here = place[self._current]
        how = HowDrawn(
            chosen=[None if index is None else place.get(index) for index in chosen],
            highlight=None if self._position is None else (here, self._position),
            fitted=here if self._laws else None,
            log_x=self._log_x,
            log_y=self._log_y[self._measure],
        )
        shown = self._charted.chart(drawn, self._measure, how)
        return scaling_chart(shown, width, height, glyphs=self.runcmp.glyphs, legend=False)

    def _to_list(self, listed: Iterable[int]) -> list[ListedSeries]:
        return [ListedSeries(self._series[at].name, self._charted.final(at)) for at in listed]

    def _listed(self, width: int, height: int) -> list[Text]:
        """Return the list of series and, where there is room below it, what else to know."""
        glyphs, cursor = self.runcmp.glyphs, self.runcmp.glyphs.cursor
        sight, here = self._sight, self._current
        listed, looks = sight.listed(here), sight.looks(here, glyphs)
        left_out = len(self._series) - len(listed)
        lines = list_lines(
            self._to_list(listed),
            {at: looks[index] for at, index in enumerate(listed) if index in looks},
            listed.index(self._current),
            width,
            height - bool(left_out),
            glyphs,
            cursor,
        )
        if left_out:
            lines.append(Text(f"    {left_out} more: v", "dim"))
        current, charted = self._current, self._charted
        lines += [Text(), *charted.legend(current, self._measure, width, glyphs), Text()]
        return [*lines, *charted.notes(current, width, height - len(lines), glyphs)]

    def _told(self, width: int, height: int) -> list[Text]:
        """Return the read-out and, where they are shown, the laws."""
        current, glyphs = self._current, self.runcmp.glyphs
        look = self._sight.looks(current, glyphs)[current]
        lines = self._charted.readout(current, self._position, look, width, glyphs)
        if self._laws:
            room = max(height - len(lines) - _LEAST_ROWS, 1)
            lines += self._begun(self._charted.fits(current, width, glyphs), room, width)
        return lines[: max((height - 2) // 2, 1)]

    def _begun(self, lines: list[Text], most: int, width: int) -> list[Text]:
        """Return the first lines, as many as ``most``, with a sign where there are more."""
        if len(lines) <= most:
            return lines
        *first, last = lines[:most]
        sign = self.runcmp.glyphs.ellipsis
        return [*first, last[: width - 1 - len(sign)].append(sign)]

    def _head(self) -> None:
        count = len(self._series)
        self.heading(
            f"{self._measure} over {self._charted.axis}",
            [f"{count} series", *self._charted.facts(self._current)],
            [f"{self._current + 1}/{count}"],
        )

    # Keys

    def action_move(self, how: str) -> None:
        """Go to the next point or series, or to the first or last of these."""
        if how in ("left", "right"):
            self._step(1 if how == "right" else -1)
        else:
            listed = self._sight.listed(self._current)
            last = len(listed) - 1
            page = max(self.query_one("#list", Lines).size.height - 1, 1)
            steps = {"up": -1, "down": 1, "page_up": -page, "page_down": page}
            here = listed.index(self._current)
            to = {"top": 0, "bottom": last}.get(how, here + steps.get(how, 0))
            self._go_to(listed[max(0, min(to, last))])
        self._show()

    def _step(self, step: int) -> None:
        places = measured_places(self._series[self._current])
        if self._position in places:
            at = places.index(self._position) + step
            self._position = places[max(0, min(at, len(places) - 1))]

    def _go_to(self, series: int) -> None:
        """Go to a series, to the point of it that is next to the one before along the axis."""
        charted, before = self._charted, self._position
        x = 0.0 if before is None else charted.place(self._current, before)
        self._current = series
        self._position = min(
            measured_places(self._series[series]),
            key=lambda at: abs(charted.place(series, at) - x),
            default=None,
        )

    def action_measure(self) -> None:
        """Draw the next measure: efficiency, speedup, value, cost; or value and ratio."""
        measures = self._charted.measures
        self._measure = measures[(measures.index(self._measure) + 1) % len(measures)]
        self._show()

    def action_axis(self) -> None:
        """Ask what the series shall be along."""
        axes = self._axes
        if axes is None:
            return
        items = axes.offered()
        if not items:
            self.say(f"no other axis: nothing else varies within series over {self._charted.axis}")
            return
        self.app.push_screen(PickingScreen("axis", "over", items), self._over)

    def _over(self, column: str | None) -> None:
        """Draw the series along the axis that was picked, if any."""
        if column is None or self._axes is None:
            return
        try:
            charted, runs = self._axes.along(column)
        except UsageError as error:
            self.say(str(error))
            return
        self._take(charted, runs, None)
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

    def action_show(self) -> None:
        """Give the current series a colour, or take it."""
        if self._sight.toggle(self._current):
            self._show()
        else:
            self.say(f"{MOST} series have a colour; Space on one of them frees it")

    def action_rest(self) -> None:
        """Draw the series without a colour, or leave them out."""
        before = self._sight.listed(self._current), self._sight.drawn(self._current)
        self._sight.is_rest_shown = not self._sight.is_rest_shown
        self._show()
        if before == (self._sight.listed(self._current), self._sight.drawn(self._current)):
            self.say("no other series: all are highlighted")

    def action_source(self) -> None:
        """Open the point's source at its lines."""
        point = self._point
        if point is None:
            self.say("no point of this series has a value")
        elif point["row"] is None:
            lines = () if point["line"] is None else (point["line"],)
            self.runcmp.show_source([SourcePlace(point["source"], lines)])
        else:
            show_row(self, self._row(point), self._runs)

    def action_source_baseline(self) -> None:
        """Open the source of what the point's speedup refers to."""
        point = self._point
        if point is None:
            self.say("no point of this series has a value")
        elif point["row"] is None:
            self.say("no baseline over time")
        else:
            show_baseline(self, self._row(point), self._runs)

    @property
    def _point(self) -> dict[str, Any] | None:
        """The point of the current series that is set apart."""
        if self._position is None:
            return None
        return self._series[self._current].points.row(self._position, named=True)

    def _row(self, point: dict[str, Any]) -> dict[str, Any]:
        """The row of runs that the point is."""
        return self._runs.everything.row(point["row"], named=True)

    def action_back(self) -> None:
        """Back to the runs."""
        self.app.pop_screen()


def _start(charted: Charted, row: int | None) -> tuple[int, int | None]:
    """Return where to begin: at a row of runs, else at the last point of the first series."""
    series = charted.series
    for index, each in enumerate(series):
        rows = each.points["row"].to_list()
        if row in rows and rows.index(row) in measured_places(each):
            return index, rows.index(row)
    return 0, next(reversed(measured_places(series[0])), None)
