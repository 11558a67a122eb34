"""Tables with counts or codes across, rows that sum up or name groups, and columns of ratios."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.run_records.records import named
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

_HEAD = "| cores | time (s) |\n|---|---|\n"
_ACROSS = "| 1 | 2 | 4 |\n|---|---|---|---|\n| A | 100 | 52 | 28 |\n| B | 60 | 36 | 20 |\n"
_ROWS = (("1", "100"), ("2", "52"), ("4", "28"))
_BLOCK = "    cores   time (s)\n"
_FIRST = "".join(f"| {count} | {value} |\n" for count, value in _ROWS)
_SERIES: dict[str, tuple[str, str, list[Series]]] = {
    "time and counts in the corner": ("a.md", f"| time (s) / nodes {_ACROSS}", [THREE, SECOND]),
    "counts of what, in the caption": (
        "a.md",
        f"Wall time (s) for different node counts\n\n| code {_ACROSS}",
        [THREE, SECOND],
    ),
    "a title above counts in aligned text": (
        "a.txt",
        "Run time (s) on N nodes\ncode  1 nodes  2 nodes  4 nodes  8 nodes\n"
        "A         100       52       28       16\nB          60       36       20       15\n",
        [THREE | {8: 78.1}, SECOND | {8: 50.0}],
    ),
    "cells of a name across the row": (
        "a.md",
        f"{_HEAD}| A | A |\n{_FIRST}| B | B |\n| 1 | 60 |\n| 2 | 36 |\n| 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "names in the second column": (
        "a.md",
        f"{_HEAD}| | A |\n{_FIRST}| | B |\n| 1 | 60 |\n| 2 | 36 |\n| 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "ditto marks": (
        "a.md",
        "| code | cores | time (s) |\n|---|---|---|\n| A | 1 | 100 |\n| -//- | 2 | 52 |\n"
        "| ditto | 4 | 28 |\n| B | 1 | 60 |\n| do. | 2 | 36 |\n| ↑ | 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "quotes for the same between tabs": (
        "a.txt",
        'code\tcores\ttime (s)\nA\t1\t100\n"\t2\t52\n"\t4\t28\nB\t1\t60\n"\t2\t36\n"\t4\t20\n',
        [THREE, SECOND],
    ),
    "indented tables below headings of their own": (
        "a.md",
        f"# Strong scaling\n\n{_BLOCK}"
        + "".join(f"    {n}       {v}\n" for n, v in _ROWS)
        + f"\n# Weak scaling\n\n{_BLOCK}    1       100\n    2       104\n    4       112\n",
        [THREE, {1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "a long table of LaTeX": (
        "a.tex",
        "\\begin{longtable}{cc}\n\\caption{Weak scaling}\\\\\nnodes & time (s) \\\\\n"
        "\\endfirsthead\nnodes & time (s) \\\\\n\\endhead\n1 & 100 \\\\\n2 & 104 \\\\\n"
        "4 & 112 \\\\\n"
        "\\end{longtable}\n",
        [THREE],
    ),
    "two names before counts in two rows": (
        "a.tex",
        "\\begin{tabular}{llrrr}\n & & \\multicolumn{3}{c}{Nodes} \\\\\n"
        "code & precision & 1 & 2 & 4 \\\\\n"
        "A & double & 100 & 52 & 28 \\\\\n & mixed & 60 & 36 & 20 \\\\\n\\end{tabular}\n",
        [THREE, SECOND],
    ),
    "thousands of thousands with points": (
        "a.md",
        f"{_HEAD}| 1 | 1.000.000 |\n| 2 | 520.000 |\n| 4 | 280.000 |\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    "thousands of thousands between semicolons": (
        "a.csv",
        "cores;time (s)\n1;1,000,000\n2;520,000\n4;280,000\n",
        [{1: BASE, 2: 96.2, 4: 89.3}],
    ),
    **{
        f"a row of {name}": (
            "a.csv",
            f"cores,time_s\n1,100\n2,52\n4,28\n{name},{value}\n",
            [THREE],
        )
        for name, value in (
            ("**Total**", 180),
            ("Subtotal", 180),
            ("Grand total", 180),
            ("Arithmetic mean", 60),
            ("Average (all)", 60),
            ("Min", 28),
            ("Max", 100),
            ("All", 180),
            ("GM", 52.6),
        )
    },
}


@pytest.mark.parametrize("way", _SERIES)
def test_each_series_is_read(tmp_path: Path, way: str) -> None:
    name, text, expected = _SERIES[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


def _values(tmp_path: Path, text: str) -> set[tuple[object, ...]]:
    path = tmp_path / "a.md"
    path.write_text(text)
    records = named(load([str(path)]).records)
    return set(records.select("metric", "unit", "value").rows())


@pytest.mark.parametrize(
    ("names", "ratio", "cells"),
    [
        (("before", "after"), "speedup", ("1.25x", "1.30x", "1.12x")),
        (("CPU", "GPU"), "speedup", ("1.25x", "1.30x", "1.12x")),
        (("naive", "tiled"), "Δ %", ("-20.0%", "-23.1%", "-10.7%")),
        (("old (s)", "new (s)"), "factor", ("1.25", "1.30", "1.12")),
    ],
)
def test_a_column_that_is_a_ratio_of_two_is_no_result(
    tmp_path: Path, names: tuple[str, str], ratio: str, cells: tuple[str, ...]
) -> None:
    pairs = zip((100, 52, 28), (80, 40, 25), cells, strict=True)
    rows = "".join(f"| k{a} | {a} | {b} | {c} |\n" for a, b, c in pairs)
    text = f"Run time in seconds\n\n| kernel | {' | '.join(names)} | {ratio} |\n|---|---|---|---|\n"
    expected = {("runtime", "s", float(value)) for value in (100, 80, 52, 40, 28, 25)}
    assert _values(tmp_path, text + rows) == expected


def test_what_a_reduction_is_called_sums_nothing_up(tmp_path: Path) -> None:
    text = "| kernel | time (s) |\n|---|---|\n| dot | 3.5 |\n| axpy | 2.5 |\n| max | 4.5 |\n"
    assert len(_values(tmp_path, text)) == 3


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("time ($\\mu$s)", "100", 1e-4),
        ("time (s)", "100<sub>1.5</sub>", 100.0),
        ("time (s)", "$\\mathbf{100}$", 100.0),
        ("time (s)", "$1.5 \\cdot 10^{3}$", 1500.0),
    ],
)
def test_markup_of_mathematics_is_read(
    tmp_path: Path, heading: str, cell: str, value: float
) -> None:
    text = f"| cores | {heading} |\n|---|---|\n| 1 | {cell} |\n| 2 | {cell} |\n"
    ((_, unit, read),) = {row for row in _values(tmp_path, text) if row[2] != 1.5}
    assert (unit, read) == ("s", pytest.approx(value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Time (s) by size\n\n| cores | 512 MB | 1 GB |\n|---|---|---|\n| 1 | 100 | 60 |\n", "s"),
        (
            "Run time (h:mm)\n\n| code | 1 core | 2 cores |\n|---|---|---|\n| A | 2:02 | 1:03 |\n",
            "s",
        ),
    ],
)
def test_what_stands_above_says_what_cells_are(tmp_path: Path, text: str, expected: str) -> None:
    values = _values(tmp_path, text)
    assert {(metric, unit) for metric, unit, _ in values} == {("runtime", expected)}
    assert {value for *_, value in values} in ({100.0, 60.0}, {7320.0, 3780.0})
