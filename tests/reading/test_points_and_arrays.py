"""Sections, elements, points with labels, arrays that scripts plot, counts that are powers."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

BOTH = [THREE, SECOND]
TIMES = [
    *(("cg", 1, 100), ("cg", 2, 52), ("cg", 4, 28)),
    *(("mg", 1, 60), ("mg", 2, 36), ("mg", 4, 20)),
]


def written(row: str) -> str:
    """Return a row for each run of two codes, with ``{code}``, ``{n}`` and ``{t}`` in it."""
    return "".join(row.format(code=code, n=n, t=t) for code, n, t in TIMES)


WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "numbered sections": (
        "runs.ini",
        written("[{code} np={n}]\ncode = {code}\nnodes = {n}\nwalltime = {t}\n\n"),
        BOTH,
    ),
    "attributes": (
        "runs.xml",
        '<?xml version="1.0"?>\n<runs>'
        + written('<run code="{code}" nodes="{n}" time="{t}" unit="s"/>')
        + "</runs>",
        BOTH,
    ),
    "elements in elements": (
        "runs.xml",
        "<runs>"
        + written("<run><code>{code}</code><nodes>{n}</nodes><time unit='s'>{t}</time></run>")
        + "</runs>",
        BOTH,
    ),
    "Prometheus": (
        "runs.prom",
        "# TYPE runtime_seconds gauge\n"
        + written('runtime_seconds{{code="{code}",nodes="{n}"}} {t}\n'),
        BOTH,
    ),
    "InfluxDB": ("runs.lp", written("bench,code={code},nodes={n} time_s={t} 17000000000\n"), BOTH),
    "arrays of Python": (
        "plot.py",
        "nodes = [1, 2, 4]\ntime_cg = np.array([100, 52, 28])  # seconds\n"
        "time_mg = np.array([60, 36, 20])  # seconds\nplt.plot(nodes, time_cg)\n",
        BOTH,
    ),
    "a dictionary below a comment": (
        "plot.py",
        "# wall time in seconds by number of nodes\ntimes = {1: 100.0, 2: 52.0, 4: 28.0}\n",
        [THREE],
    ),
    "a dictionary that names both": (
        "plot.py",
        "walltime_by_nodes = {\n    1: 100.0,\n    2: 52.0,\n    4: 28.0,\n}\n",
        [THREE],
    ),
    "arrays of one letter": (
        "plot.py",
        "nprocs = np.array([1, 2, 4])\nt_cg = np.array([100, 52, 28])\nt_mg = [60, 36, 20]\n",
        BOTH,
    ),
    "a map of arrays": ("plot.py", "d = {\n 'cores': [1, 2, 4],\n 't': [100, 52, 28],\n}", [THREE]),
    "times of codes": ("runs.csv", "threads,t_cg,t_mg\n1,100,60\n2,52,36\n4,28,20\n", BOTH),
    "arrays of MATLAB": ("plot.m", "% cg\nnp = [1 2 4];\ntime = [100, 52, 28]; % s\n", [THREE]),
    "arrays of R": ("plot.R", "nodes <- c(1, 2, 4)\ntime <- c(100, 52, 28)\n", [THREE]),
    "a frame of R": ("a.R", "d <- data.frame(nodes = c(1, 2, 4), t_s = c(100, 52, 28))\n", [THREE]),
    "a frame of pandas": (
        "a.py",
        "df = pd.DataFrame({'nodes': [1, 2, 4], 'time_s': [100, 52, 28]})\n",
        [THREE],
    ),
    "a dictionary of codes": (
        "a.py",
        "nodes = [1, 2, 4]\nt = {\n    'cg': [100, 52, 28],\n    'mg': [60, 36, 20],\n}\n",
        BOTH,
    ),
    "calls that plot": (
        "a.py",
        "plt.plot([1, 2, 4], [100, 52, 28], label='cg')\n"
        "plt.plot([1, 2, 4], [60, 36, 20], label='mg')\nplt.xlabel('nodes')\nplt.ylabel('t (s)')\n",
        BOTH,
    ),
    "a block of gnuplot": (
        "a.gp",
        "set xlabel 'nodes'\nset ylabel 'time (s)'\n$d << EOD\n1 100 60\n2 52 36\n4 28 20\nEOD\n"
        "plot $d using 1:2 title 'cg', '' using 1:3 title 'mg'\n",
        BOTH,
    ),
    "rows behind plot": (
        "a.gp",
        "set xlabel 'nodes'\nset ylabel 'time (s)'\nplot '-' using 1:2 title 'cg'\n"
        "1 100\n2 52\n4 28\ne\n",
        [THREE],
    ),
    "tables of pgfplots": (
        "a.tex",
        "\\begin{axis}[xlabel={Nodes}, ylabel={Time (s)}]\n"
        "\\addplot table [x=n, y=cg] {\nn cg mg\n1 100 60\n2 52 36\n4 28 20\n};\n\\end{axis}\n",
        [THREE],
    ),
    "coordinates": (
        "plot.tex",
        "\\begin{axis}[xlabel={Number of nodes}, ylabel={Time (s)}]\n"
        "\\addplot coordinates {(1,100) (2,52) (4,28)};\n\\addlegendentry{cg}\n"
        "\\addplot coordinates {(1,60) (2,36) (4,20)};\n\\addlegendentry{mg}\n\\end{axis}\n",
        BOTH,
    ),
    "powers": ("runs.csv", "np,time (s)\n2^0,100\n2^1,52\n2^2,28\n", [THREE]),
    "logarithms": ("runs.csv", "log2(nodes),time (s)\n0,100\n1,52\n2,28\n", [THREE]),
    "rates of codes": ("runs.csv", "nodes,cg GFLOP/s,mg GFLOP/s\n1,50,100\n2,96.2,166.6\n", []),
    "a gain beside two sides": (
        "runs.csv",
        "cores,before (s),after (s),gain\n1,100,60,40%\n2,52,36,31%\n4,28,20,29%\n",
        BOTH,
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_runs_are_found_in_points(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    expected = expected or [{1: BASE, 2: 96.2}, {1: BASE, 2: 83.3}]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("solve.py", "nodes = [1, 2, 4]\ncolors = [1, 2, 3]\n"),
        ("times.py", "a = [1, 2, 4, 8]\nb = [20.1, 10.4, 5.5, 3.1]\nc = [21.0, 10.9, 5.6, 2.9]\n"),
        ("none.py", "import numpy as np\nprint(np.array([1, 2]))\n"),
        ("none.tex", "\\addplot coordinates {(1,2) (2,3)};"),
        ("axis.tex", "\\begin{axis}[xlabel={x}]\\addplot coordinates {(1,2) (2,3)};\\end{axis}"),
        ("huge.xml", '<!DOCTYPE a [<!ENTITY b "b">]><a><r nodes="1" time="2"/></a>'),
        ("cut.xml", '<?xml version="1.0"?>\n<runs><run nodes="1"'),
        ("odd.ini", "[a\nnodes = 1\n[b]\nc"),
    ],
)
def test_what_measures_nothing_is_left(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert load([str(path)]).records.is_empty()
