"""Which series of many are drawn in a colour of their own."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.series.series import ScalingSeries
from tui.drawing.series_styles import MOST


def own_group(series: Sequence[ScalingSeries], current: int) -> list[int]:
    """Return the indices of the series to begin with: all where each can have a colour.

    Of more, those of the benchmark and metric of the current one; where it is alone in that, those
    of its metric. Those with a curve come first.
    """
    everything = list(range(len(series)))
    if len(series) <= MOST:
        return everything
    here = series[current]
    same = [index for index in everything if series[index].metric == here.metric]
    alike = [index for index in same if _benchmark(series[index]) == _benchmark(here)]
    group = alike if len(alike) > 1 else same
    return sorted(group, key=lambda index: (index != current, not has_curve(series[index])))


def has_curve(series: ScalingSeries) -> bool:
    """Whether there is more than one point to draw."""
    return series.points["efficiency"].count() > 1


def _benchmark(series: ScalingSeries) -> object:
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
