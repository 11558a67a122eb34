"""What a chart along each axis costs: milliseconds of this thread, and bytes to a terminal.

Series over counts, sizes, versions, and of 1,000 nights, on logarithmic and on linear axes, in
120 × 40 cells; and the Scaling screen opened on each in a pseudo-terminal.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from analysis.runs import Choice, runs  # noqa: E402
from analysis.series.series import series_of  # noqa: E402
from analysis.sweeps.along import sweeps_along  # noqa: E402
from analysis.sweeps.sweep_axis import axis_of  # noqa: E402
from parsers import load  # noqa: E402
from tests.pseudo_terminal import Terminal  # noqa: E402
from tui.drawing.scaling_chart import scaling_chart  # noqa: E402
from tui.views.scaling.scaling_plot import chart_of  # noqa: E402
from tui.views.sweeps.sweep_plot import sweep_chart  # noqa: E402

TIMES: Final = 200
BUDGET_MS, BUDGET_BYTES = 5.0, 12_000
AXES: Final = {"counts": None, "sizes": None, "versions": "version", "nights": None}


def rows(axis: str) -> Iterator[str]:
    """Yield the lines of a CSV whose runs are along ``axis``."""
    random = Random(1)

    def noise() -> float:
        return 1 + random.gauss(0, 0.01)

    if axis == "counts":
        yield "code,devices,throughput"
        for code in range(4):
            for count in (2**n for n in range(10)):
                rate = 100 * count / (1 + 0.002 * code * (count - 1)) * noise()
                yield f"code{code},{count},{rate:.2f}"
    elif axis == "sizes":
        yield "library,size,bandwidth (MB/s)"
        for library in range(4):
            for size in (2**n for n in range(24)):
                seconds = 1e-6 * (1 + library) + size / 1.2e10
                yield f"mpi{library},{size},{size / seconds / 1e6 * noise():.4f}"
    elif axis == "versions":
        yield "solver,version,runtime (s)"
        for solver in range(4):
            for minor in range(24):
                yield f"solver{solver},1.{minor},{(100 + 20 * solver - minor) * noise():.3f}"
    else:
        yield "date,compiler,code,seconds"
        for night in range(1000):
            day = date(2023, 1, 1) + timedelta(days=night)
            yield f"{day},gcc {night // 300},flow,{(100 + (night >= 600)) * noise():.3f}"


def charts(file: Path, over: str | None) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what draws the series of a file: a name of its scales, and a function."""
    choice = Choice(over=over)
    table = runs(load([str(file)]).records, choice)
    axis = axis_of(table, over)
    sweeps = sweeps_along(table, axis, choice)
    series = series_of(table) if not sweeps else []
    for name, log in (("log", True), ("linear", False)):

        def draw(log: bool = log) -> object:
            if sweeps:
                chart = sweep_chart(sweeps, "value", log_x=log, log_y=log)
            else:
                chart = chart_of(series, "efficiency", log_x=log, log_y=log)
            return scaling_chart(chart, 120, 40)

        yield name, draw


def median_ms(draw: Callable[[], object]) -> float:
    """Return the median of the milliseconds that this thread works on ``draw``."""
    draw()
    spent = []
    for _ in range(TIMES):
        start = time.thread_time()
        draw()
        spent.append(time.thread_time() - start)
    return statistics.median(spent) * 1e3


def screen_bytes(file: Path, over: str | None) -> int:
    """Return the bytes to open the Scaling screen."""
    command = [sys.executable, "-m", "runcmp", str(file)]
    with Terminal(command, columns=120, rows=40, cwd=HERE.parent) as terminal:
        terminal.wait_for("? help")
        terminal.settle(1.0)
        if over is not None:
            terminal.press(f":over {over}\r")
            terminal.settle(1.0)
        terminal.press("p")
        return terminal.answer(1.0)


def main() -> None:
    print(f"{'axis':<10}{'log ms':>8}{'linear ms':>11}{'screen bytes':>14}")
    with tempfile.TemporaryDirectory() as folder:
        for axis, over in AXES.items():
            file = Path(folder) / f"{axis}.csv"
            file.write_text("".join(f"{line}\n" for line in rows(axis)))
            spent = {name: median_ms(draw) for name, draw in charts(file, over)}
            sent = screen_bytes(file, over)
            over_it = max(spent.values()) > BUDGET_MS or sent > BUDGET_BYTES
            print(
                f"{axis:<10}{spent['log']:>8.2f}{spent['linear']:>11.2f}{sent:>14,}"
                f"{'  exceeded' if over_it else ''}"
            )
    print(f"budgets: {BUDGET_MS:g} ms, {BUDGET_BYTES:,} bytes")


if __name__ == "__main__":
    main()
