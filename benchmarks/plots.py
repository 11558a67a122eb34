"""The scaling chart beside what plotext, textual-plot and uniplot make of the same series.

``python benchmarks/plots.py`` installs these for itself, has each draw three series in 100 × 30
cells, prints the drawings one below the other, and a table of their times and bytes. It ends with
what eight series of twelve points cost in 120 × 40, and with what the Scaling screen sends.
``--no-drawings`` prints the tables alone.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.peers import installed  # noqa: E402
from tests.pseudo_terminal import Terminal  # noqa: E402
from tui.drawing.chart_series import Chart, Curve, Panel, Point, Series  # noqa: E402
from tui.drawing.scaling_chart import scaling_chart  # noqa: E402

WIDTH, HEIGHT = 100, 30
COUNTS = (1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384, 512)
SHARES = {"weather": 0.001, "solver": 0.01, "training": 0.05}
"""Serial shares: how the series bend."""
TITLE = "speedup over devices, log-log"
TIMES = 50
DRAWING_BUDGET, SCREEN_BUDGET = 0.005, 12_000
"""Seconds for eight series, bytes for a whole screen."""


@dataclass(frozen=True)
class Drawn:
    """What a library made of the series, and the seconds it took."""

    drawing: str
    seconds: float

    @property
    def lines(self) -> int:
        """How many lines it is."""
        return len(self.drawing.rstrip("\n").split("\n"))

    @property
    def bytes(self) -> int:
        """How many bytes a terminal gets."""
        return len(self.drawing.encode())


def amdahl(share: float) -> list[tuple[float, float]]:
    """Return the points of a series with this serial share."""
    return [(float(n), n / (1 + share * (n - 1))) for n in COUNTS]


def named(name: str, share: float) -> Series:
    """Return the same with error bars."""
    points = [Point(n, speedup, speedup * 0.93, speedup * 1.07) for n, speedup in amdahl(share)]
    return Series(name, tuple(points), f"{points[-1].y / points[-1].x:.1%}" if points[-1].y else "")


def own() -> Drawn:
    """Return runcmp's drawing."""
    series = [named(name, share) for name, share in SHARES.items()]

    def draw() -> list[Text]:
        chart = Chart(series, title=TITLE, curves=[Curve("ideal", lambda n: n)])
        return scaling_chart(chart, WIDTH, HEIGHT)

    console = Console(
        file=io.StringIO(),
        width=WIDTH,
        color_system="256",
        force_terminal=True,
        legacy_windows=False,
    )
    with console.capture() as captured:
        for line in draw():
            console.print(line)
    return Drawn(captured.get(), median(draw))


def peer(name: str, python: Path) -> Drawn:
    """Return the drawing of a library in the environment of ``python``."""
    series = {name: amdahl(share) for name, share in SHARES.items()}
    series["ideal"] = amdahl(0)
    done = subprocess.run(
        [python, HERE / "plot_peers.py", name, str(WIDTH), str(HEIGHT)],
        input=json.dumps(series),
        capture_output=True,
        text=True,
        check=True,
    )
    return Drawn(**json.loads(done.stdout))


def median(draw: Callable[[], object]) -> float:
    """Return the median of the seconds that ``draw`` takes."""
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        draw()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def eight(*, panel: bool) -> float:
    """Return the seconds for eight series of twelve points, with efficiency below or without."""
    series = [named(f"series {n}", 0.0005 * 2**n) for n in range(8)]
    below = [
        Series(each.name, tuple(Point(p.x, p.y and p.y / p.x) for p in each.points))
        for each in series
    ]
    chart = Chart(
        series,
        title=TITLE,
        curves=[Curve("ideal", lambda n: n)],
        panel=Panel("efficiency", below, percent=True, include=[1]) if panel else None,
    )
    return median(lambda: scaling_chart(chart, 120, 40))


def screen_bytes() -> tuple[int, int]:
    """Return the bytes to open the Scaling screen on the sample data, and for a step in it."""
    command = [sys.executable, "-m", "tui", "sample_data", "--sort", "-efficiency"]
    with Terminal(command, columns=120, rows=40, cwd=HERE.parent) as terminal:
        terminal.wait_for("? help")
        terminal.settle(0.5)
        terminal.press("p")
        opened = terminal.answer(0.5)
        terminal.press("down")
        return opened, terminal.answer(0.5)


def within(figure: float, budget: float) -> str:
    return "" if figure <= budget else "  exceeded"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-drawings", action="store_true", help="print the tables alone")
    options = parser.parse_args()

    python = installed(HERE / "plot-requirements.txt") / "python"
    figures = {"runcmp": own()}
    figures |= {name: peer(name, python) for name in ("plotext", "textual-plot", "uniplot")}
    if not options.no_drawings:
        for name, drawn in figures.items():
            print(f"{name}\n\n{drawn.drawing}\n")
    print(f"{'three series, 100 x 30':<24}{'ms':>8}{'lines':>8}{'bytes':>8}")
    for name, drawn in figures.items():
        print(f"{name:<24}{drawn.seconds * 1e3:>8.2f}{drawn.lines:>8}{drawn.bytes:>8,}")

    print("\neight series of twelve points, 120 x 40")
    for what, panel in (("chart", False), ("chart and efficiency", True)):
        seconds = eight(panel=panel)
        budget = within(seconds, DRAWING_BUDGET)
        print(f"{what:<24}{seconds * 1e3:>8.2f} ms, budget {DRAWING_BUDGET * 1e3:g} ms{budget}")
    opened, step = screen_bytes()
    print("\nthe Scaling screen on the sample data, 120 x 40")
    over = within(opened, SCREEN_BUDGET)
    print(f"{'opening':<24}{opened:>8,} bytes, budget {SCREEN_BUDGET:,}{over}")
    print(f"{'another series':<24}{step:>8,} bytes")


if __name__ == "__main__":
    main()
