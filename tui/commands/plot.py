"""``plot``: the scaling chart as text, or as a picture for slides."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from rich.text import Text

from analysis.series.series import series_of
from analysis.usage import UsageError
from parsers.clean import clean
from tui.commands.destination import to_screen, write
from tui.commands.output import in_color
from tui.commands.sweeps import Swept, chosen_sweeps
from tui.drawing.chart_picture import chart_picture
from tui.drawing.chart_series import Chart
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import ASCII, BRAILLE
from tui.options.option_groups import ChartOptions
from tui.options.settings import PlotSettings
from tui.printed.text_report import write_lines
from tui.terminal.environment import Terminal
from tui.terminal.streams import say
from tui.views.runs.doubt_marks import doubts_shown
from tui.views.scaling.measures import first_measure
from tui.views.scaling.scaling_plot import chart_of
from tui.views.scaling.scaling_report import without_series
from tui.views.sweeps.sweep_plot import sweep_chart

_WIDTH: Final = 100
_HEIGHT: Final = 30
_SMALLEST: Final = (30, 8)
_LARGEST: Final = (1000, 1000)
"""Columns and lines: no terminal and no slide has more, and far more take all memory."""
_TALLEST: Final = 45
"""A chart need not be as high as a terminal may be."""
_PICTURE: Final = ".svg"
_NOT_DRAWN: Final = (".png", ".jpg", ".jpeg", ".gif", ".pdf", ".eps", ".ps", ".webp")


def plot(settings: PlotSettings, terminal: Terminal) -> None:
    """Draw the series of the inputs; those of a single point only where there are no others."""
    chart = settings.chart
    suffix = Path(chart.file or "").suffix.lower()
    if suffix in _NOT_DRAWN:
        raise UsageError(f"{chart.file}: a chart is text, or a picture where it ends in .svg")
    width, height = _size(chart)
    if width < _SMALLEST[0] or height < _SMALLEST[1]:
        raise UsageError(
            f"{width}x{height} is too small; a chart needs {_SMALLEST[0]}x{_SMALLEST[1]}"
        )
    if width > _LARGEST[0] or height > _LARGEST[1]:
        raise UsageError(
            f"{width}x{height} is too large; a chart has at most {_LARGEST[0]}x{_LARGEST[1]}"
        )
    swept = chosen_sweeps(settings, chart.file, repeats="sums")
    drawn = _of_sweeps(swept, settings) if swept.sweeps else _of_counts(swept, settings)
    if not drawn.series and chart.file not in (None, "-"):
        raise UsageError(f"{chart.file}: not written, there is nothing to draw")
    if suffix == _PICTURE:
        title = clean(" ".join(["runcmp plot", *settings.paths]))
        svg = chart_picture(drawn, width, height, title)
        write(chart.file, lambda out: out.writelines([svg.encode()]))
        return
    lines = scaling_chart(drawn, width, height, glyphs=BRAILLE if terminal.unicode else ASCII)
    if not drawn.series:
        lines = [Text("Nothing to draw.")]
    for line in lines:
        line.rstrip()
    colored = in_color(chart.file, settings.appearance, terminal)
    write(chart.file, lambda out: write_lines(lines, out, colored))


def _of_counts(swept: Swept, settings: PlotSettings) -> Chart:
    """Return the chart of series over a count. Raises ``UsageError``."""
    chart = settings.chart
    if chart.y == "ratio":
        raise UsageError("--y ratio is for sizes and parameters; over counts there is --y speedup")
    series = series_of(swept.runs, swept.rows, settings.series.floor, with_laws=chart.laws)
    series = series[: settings.series.limit]
    for doubt in doubts_shown(swept.runs):
        say(str(doubt))
    for reason in without_series(swept.loaded, swept.runs, series):
        say(reason)
    shown = [each for each in series if each.points.height > 1] or series
    return chart_of(
        shown,
        chart.y or first_measure(shown),
        laws=0 if chart.laws and shown else None,
        log_x="x" not in chart.linear,
        log_y=False if "y" in chart.linear else None,
        floor=settings.series.floor,
    )


def _of_sweeps(swept: Swept, settings: PlotSettings) -> Chart:
    """Return the chart of series over a size or a parameter. Raises ``UsageError``."""
    chart = settings.chart
    if chart.y not in (None, "value", "ratio"):
        raise UsageError(
            f"--y {chart.y}: over {swept.axis.column} there is value or ratio; {chart.y} belongs"
            " to counts, as in --over devices"
        )
    return sweep_chart(
        swept.sweeps[: settings.series.limit],
        "ratio" if chart.y == "ratio" else "value",
        models=chart.laws,
        log_x="x" not in chart.linear,
        log_y="y" not in chart.linear,
    )


def _size(chart: ChartOptions) -> tuple[int, int]:
    """Return columns and lines: what was asked for, else what the terminal has."""
    size = shutil.get_terminal_size() if to_screen(chart.file) else None
    width = chart.width or (size.columns if size else _WIDTH)
    height = chart.height or (min(size.lines - 1, _TALLEST) if size else _HEIGHT)
    return width, height
