"""Which series of many are drawn in a colour of their own."""

from __future__ import annotations

from collections.abc import Sequence

from tui.drawing.series_styles import MOST, SeriesStyle, series_styles
from tui.formatting.glyphs import Glyphs
from tui.views.scaling.charted import Charted, ChartedLine


def own_group(charted: Charted, current: int) -> list[int]:
    """Return the indices of the series to begin with: all where each can have a colour.

    Of more, those of the benchmark and metric of the current one; where it is alone in that, those
    of its metric. Those with a curve come first.
    """
    series = charted.series
    everything = list(range(len(series)))
    if len(series) <= MOST:
        return everything
    here = series[current]
    same = [index for index in everything if series[index].metric == here.metric]
    alike = [index for index in same if _benchmark(series[index]) == _benchmark(here)]
    group = alike if len(alike) > 1 else same
    return sorted(group, key=lambda index: (index != current, not charted.has_curve(index)))


def _benchmark(series: ChartedLine) -> object:
    return dict(series.identity).get("benchmark")


class Foreground:
    """Eight places, each with its colour and shape; a series keeps its place while others move."""

    def __init__(self, order: Sequence[int]) -> None:
        """Give the places to the first of ``order``."""
        self._places: list[int | None] = list(order[:MOST])
        self._places += [None] * (MOST - len(self._places))

    def __contains__(self, series: int) -> bool:
        return series in self._places

    def toggle(self, series: int) -> bool:
        """Give ``series`` the first free place, or take its own; return whether one was free."""
        if series in self._places:
            self._places[self._places.index(series)] = None
        elif None in self._places:
            self._places[self._places.index(None)] = series
        else:
            return False
        return True

    def with_current(self, series: int) -> list[int | None]:
        """Return the series in their places and, behind these, ``series`` if it has none."""
        return self._places if series in self else [*self._places, series]


class SeriesInSight:
    """Which series are listed and drawn, and how: a group of them at first, all on demand."""

    def __init__(self, charted: Charted, current: int) -> None:
        """Begin with the group of the ``current`` one."""
        self._everything = range(len(charted.series))
        self._group = own_group(charted, current)
        self._front = Foreground(sorted(self._group[:MOST]))
        self.is_rest_shown = False

    def toggle(self, series: int) -> bool:
        """Give a series a colour, or take it; return whether one was free."""
        return self._front.toggle(series)

    def chosen(self, current: int) -> list[int | None]:
        """Return the series with a colour in their places, the current one always."""
        return self._front.with_current(current)

    def drawn(self, current: int) -> list[int]:
        """Return the series that are drawn: all, or those in front and the current one."""
        if self.is_rest_shown:
            return list(self._everything)
        return [at for at in self._everything if at in self._front or at == current]

    def listed(self, current: int) -> list[int]:
        """Return the series that are listed: all, or the group and what else is drawn."""
        if self.is_rest_shown:
            return list(self._everything)
        return sorted({*self._group, *self.drawn(current)})

    def looks(self, current: int, glyphs: Glyphs) -> dict[int, SeriesStyle]:
        """Return how each series is drawn that is."""
        every = series_styles(len(self._everything), self.chosen(current), glyphs)
        return {index: every[index] for index in self.drawn(current)}
