"""What the Scaling screen asks of the series that it shows, whatever these are along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import polars as pl
from rich.text import Text

from tui.drawing.chart_series import Chart
from tui.drawing.series_styles import SeriesStyle
from tui.formatting.glyphs import Glyphs


class HowDrawn(NamedTuple):
    """How series are drawn, by their places among those that are.

    ``chosen`` and ``highlight`` as for ``Chart``; ``fitted``: of which one the fits are drawn.
    """

    chosen: Sequence[int | None]
    highlight: tuple[int, int] | None
    fitted: int | None
    log_x: bool
    log_y: bool


class ChartedLine(Protocol):
    """One series: ``ScalingSeries`` or ``Sweep``."""

    @property
    def name(self) -> str:
        """What tells it from the others."""

    @property
    def identity(self) -> tuple[tuple[str, Any], ...]:
        """The columns that it is equal in."""

    @property
    def metric(self) -> str | None:
        """What was measured."""

    @property
    def points(self) -> pl.DataFrame:
        """Its points, with ``row value source line``."""


class Charted(Protocol):
    """Series with their measures, and what stands around their chart."""

    @property
    def series(self) -> Sequence[ChartedLine]:
        """The series, one at least."""

    @property
    def axis(self) -> str:
        """What they are along, as a heading has it."""

    @property
    def measures(self) -> Sequence[str]:
        """What can be drawn, in the order in which a key changes it."""

    @property
    def first_measure(self) -> str:
        """What is drawn first."""

    def is_linear(self, measure: str) -> bool:
        """Whether a measure is drawn on a linear axis unless somebody asks for another."""

    def place(self, series: int, position: int) -> float:
        """Return where along the axis a point is."""

    def final(self, series: int) -> str:
        """Return what stands after the name of a series in the list."""

    def has_curve(self, series: int) -> bool:
        """Whether a series has more than one point to draw."""

    def chart(self, drawn: Sequence[int], measure: str, how: HowDrawn) -> Chart:
        """Return the chart of the series ``drawn``, with what is fitted to one of them."""

    def facts(self, series: int) -> list[str]:
        """Return what the heading says of a series."""

    def legend(self, series: int, measure: str, width: int, glyphs: Glyphs) -> list[Text]:
        """Return what the lines that are no series stand for."""

    def notes(self, series: int, width: int, height: int, glyphs: Glyphs) -> list[Text]:
        """Return what to know about a series, wrapped, as far as ``height`` lines reach."""

    def readout(
        self, series: int, position: int | None, look: SeriesStyle, width: int, glyphs: Glyphs
    ) -> list[Text]:
        """Return what is known about a point, in two or three lines."""

    def fits(self, series: int, width: int, glyphs: Glyphs) -> list[Text]:
        """Return what is fitted to a series, or why nothing is; empty where nothing ever is."""


def measured_places(series: ChartedLine) -> list[int]:
    """Return the rows of the points that have a value."""
    values = series.points["value"]
    return [at for at, value in enumerate(values) if value is not None]
