"""Charts along each axis, log and linear, in ASCII and as SVG: all points and ticks are there."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest

from analysis.runs import Choice, runs
from analysis.series.series import series_of
from analysis.sweeps.along import sweeps_along
from analysis.sweeps.sweep_axis import axis_of
from parsers import load
from tui.drawing.chart_picture import chart_picture
from tui.drawing.chart_series import Chart
from tui.drawing.scaling_chart import scaling_chart
from tui.formatting.glyphs import ASCII, BRAILLE
from tui.views.scaling.scaling_plot import chart_of
from tui.views.sweeps.sweep_plot import sweep_chart

ROWS = {
    "nodes": "nodes,seconds\n1,100\n2,52\n4,27\n8,15\n",
    "size": "size,bandwidth (MB/s)\n1,2\n1024,900\n16384,3500\n1048576,9000\n",
    "tile": "tile,seconds\n8,100\n16,52\n32,47\n64,55\n",
    "batch": "batch,throughput (img/s)\n8,100\n16,152\n32,190\n64,205\n",
    "version": "version,seconds\nv1.9,100\nv1.10,92\nv1.2,107\nv2.0,95\n",
    "started": "date,seconds\n2026-01-01,100\n2026-01-02,92\n2026-01-04,97\n2026-01-09,95\n",
}
TICKS = {
    "nodes": ["1", "2", "4", "8"],
    "size": ["1", "1Ki", "16Ki", "1Mi"],
    "tile": ["8", "16", "32", "64"],
    "batch": ["8", "16", "32", "64"],
    "version": ["v1.2", "v1.9", "v1.10", "v2.0"],
}
CROWDED = {"size": ["1Mi"]}
"""On a linear axis the small sizes lie in one column, which has room for one tick."""
POINTS = 4


def ticks(axis: str, *, log_x: bool) -> list[str]:
    return TICKS.get(axis, []) if log_x else CROWDED.get(axis, TICKS.get(axis, []))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("axes")


@cache
def drawn(folder: Path, axis: str, log_x: bool, log_y: bool) -> Chart:
    path = folder / f"{axis}.csv"
    path.write_text(ROWS[axis])
    shown = runs(load([str(path)]).records, Choice())
    over = axis_of(shown, axis)
    if over.kind == "count":
        return chart_of(series_of(shown), "value", log_x=log_x, log_y=log_y)
    return sweep_chart(sweeps_along(shown, over, Choice()), "value", log_x=log_x, log_y=log_y)


each_chart = pytest.mark.parametrize(
    ("axis", "log_x", "log_y"),
    list(product(ROWS, (True, False), (True, False))),
    ids=lambda given: given if isinstance(given, str) else "log" if given else "linear",
)


@each_chart
def test_in_ascii_and_in_braille_every_point_and_tick_is_there(
    axis: str, log_x: bool, log_y: bool, folder: Path
) -> None:
    chart = drawn(folder, axis, log_x, log_y)
    for glyphs in (ASCII, BRAILLE):
        lines = [line.plain for line in scaling_chart(chart, 100, 24, glyphs=glyphs, legend=False)]
        text = "\n".join(lines)
        assert {len(line) for line in lines} == {100}
        assert text.count(glyphs.shapes[0]) >= POINTS
        assert "(log)" in lines[0] if log_y else "(log)" not in lines[0]
        below = "\n".join(lines[-2:]).split()
        assert [tick for tick in ticks(axis, log_x=log_x) if tick not in below] == []
        assert glyphs is BRAILLE or text.isascii()


@each_chart
def test_as_svg_every_tick_is_there(axis: str, log_x: bool, log_y: bool, folder: Path) -> None:
    chart = drawn(folder, axis, log_x, log_y)
    root = ElementTree.fromstring(chart_picture(chart, 100, 24, axis))
    said = {"".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert [tick for tick in ticks(axis, log_x=log_x) if tick not in said] == []
    assert len(root.findall(".//{http://www.w3.org/2000/svg}circle")) >= POINTS


def test_linear_axes_place_points_by_their_distance(folder: Path) -> None:
    def columns(log_x: bool) -> list[int]:
        chart = drawn(folder, "size", log_x, True)
        lines = [line.plain for line in scaling_chart(chart, 100, 24, glyphs=ASCII, legend=False)]
        shape = ASCII.shapes[0]
        return sorted(at for line in lines for at, sign in enumerate(line) if sign == shape)

    log, linear = columns(True), columns(False)
    assert linear[1] - linear[0] <= 1 < log[1] - log[0]
