"""One plot library draws the series it is given as JSON: run by ``plots.py`` in its environment.

``python plot_peers.py NAME WIDTH HEIGHT < SERIES`` prints JSON: the drawing, with escape sequences,
and the seconds that it took, the median of some.
"""

from __future__ import annotations

import asyncio
import json
import math
import statistics
import sys
import time
from collections.abc import Callable

Series = dict[str, list[tuple[float, float]]]

TITLE = "speedup over devices, log-log"
TIMES = 15


def plotext(series: Series, width: int, height: int) -> Callable[[], str]:
    """Lines in braille on log axes."""
    import plotext as plt

    def draw() -> str:
        plt.clear_figure()
        plt.limitsize(False, False)
        plt.plotsize(width, height)
        plt.title(TITLE)
        plt.xscale("log")
        plt.yscale("log")
        for name, points in series.items():
            xs, ys = map(list, zip(*points, strict=True))
            plt.plot(xs, ys, label=name, marker="braille")
        plt.xticks(xs, [f"{x:g}" for x in xs])
        return str(plt.build())

    return draw


def uniplot(series: Series, width: int, height: int) -> Callable[[], str]:
    """Lines in braille on log axes; the size is that of the plot without frame and labels."""
    from uniplot import plot_to_string

    xs = [[x for x, _ in points] for points in series.values()]
    ys = [[y for _, y in points] for points in series.values()]

    def draw() -> str:
        return str(
            plot_to_string(
                ys,
                xs,
                lines=True,
                x_as_log=True,
                y_as_log=True,
                title=TITLE,
                legend_labels=list(series),
                character_set="braille",
                color=True,
                width=width - 14,
                height=height - 5,
            )
        )

    return draw


async def textual_plot(series: Series, width: int, height: int) -> tuple[str, float]:
    """Lines in braille in an app of its own; it has no log axes, so it gets logarithms."""
    from rich.console import Console
    from rich.segment import Segment, Segments
    from textual.app import App, ComposeResult
    from textual_plot import HiResMode, PlotWidget

    class Plot(App[None]):
        def compose(self) -> ComposeResult:
            yield PlotWidget()

    app = Plot()
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        widget = app.query_one(PlotWidget)
        colours = ("cyan", "yellow", "magenta", "green", "red", "blue", "white", "grey50")
        for (name, points), colour in zip(series.items(), colours, strict=False):
            xs, ys = ([math.log2(value) for value in side] for side in zip(*points, strict=True))
            widget.plot(xs, ys, colour, hires_mode=HiResMode.BRAILLE, label=name)
        widget.show_legend()
        await pilot.pause()
        seconds = []
        for _ in range(TIMES):
            start = time.perf_counter()
            widget._render_plot()
            strips = app.screen._compositor.render_strips()
            seconds.append(time.perf_counter() - start)
        console = Console(width=width, color_system="256", force_terminal=True)
        with console.capture() as captured:
            for strip in strips:
                console.print(Segments([*strip, Segment.line()]), end="")
        return captured.get(), statistics.median(seconds)


def main() -> None:
    name, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    series: Series = json.load(sys.stdin)
    if name == "textual-plot":
        drawing, median = asyncio.run(textual_plot(series, width, height))
    else:
        draw = {"plotext": plotext, "uniplot": uniplot}[name](series, width, height)
        drawing, seconds = draw(), []
        for _ in range(TIMES):
            start = time.perf_counter()
            draw()
            seconds.append(time.perf_counter() - start)
        median = statistics.median(seconds)
    json.dump({"drawing": drawing, "seconds": median}, sys.stdout)


if __name__ == "__main__":
    main()
