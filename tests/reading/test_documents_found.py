"""Ways of writing met in public documents: text -> count -> efficiency in percent, by series.

The texts were written for these tests, after the layout of those that are named.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load
from tests.reading.test_layouts import BASE, Series, series_of_table

THREE: Series = {1: BASE, 2: 96.2, 4: 89.3}
"""Of 100 s, 52 s and 28 s."""
GROWN: Series = {1: BASE, 2: 96.2, 4: 89.3}
"""Of 100 s, 104 s and 112 s, where the work grows with the count."""

FOUND: dict[str, tuple[str, str, list[Series]]] = {
    "a grid of processes beside their number": (
        "heat.md",
        "| processes | grid | time |\n|---|---|---|\n"
        "| 1 | 1 × 1 | 100 s |\n| 2 | 2 × 1 | 52 s |\n| 4 | 2 × 2 | 28 s |\n",
        [THREE],
    ),
    "sides with powers (OpenPFC)": (
        "report.md",
        "| GCDs | grid | wall/step |\n|---|---|---|\n"
        "| 1 | 2048²×128 | 100 ms |\n| 2 | 2048²×256 | 104 ms |\n| 4 | 2048² x 512 | 112 ms |\n",
        [GROWN],
    ),
    "a figure of the other kind above, and list items (HPC-HW)": (
        "hw.md",
        "- Weak scaling study\n  - with `Nl = 100`\n\n| np | 1 | 2 | 4 |\n|--|--|--|--|\n"
        "| Timing (s) | 100 | 104 | 112 |\n\n![weak_scaling.png](weak_scaling.png)\n\n"
        "- Strong scaling study\n  - as weak scaling, with `N = 4096`\n\n"
        "| np | 1 | 2 | 4 |\n|--|--|--|--|\n| Timing (s) | 100 | 52 | 28 |\n",
        [GROWN, THREE],
    ),
    "what changed beside two variants": (
        "io.md",
        "**Write bandwidth (GB/s)**\n\n| Nodes | before | after | Δ |\n|---|---|---|---|\n"
        "| 1 | 10 | 11 | +10.0% |\n| 2 | 19 | 22 | +15.8% |\n| 4 | 36 | 40 | +11.1% |\n",
        [{1: BASE, 2: 95.0, 4: 90.0}, {1: BASE, 2: 100.0, 4: 90.9}],
    ),
}


def shown(tmp_path: Path, name: str, text: str) -> Runs:
    """The table of runs of a file with this ``text``, as it is shown without options."""
    path = tmp_path / name
    path.write_text(text)
    return runs(load([str(path)]).records, Choice())


@pytest.mark.parametrize("written", FOUND)
def test_efficiencies_are_those_that_an_expert_computes(written: str, tmp_path: Path) -> None:
    name, text, expected = FOUND[written]
    assert series_of_table(shown(tmp_path, name, text).table) == expected


def test_a_bus_bandwidth_has_no_efficiency(tmp_path: Path) -> None:
    text = (
        "**Avg Bus Bandwidth (GB/s)**\n\n| GPUs | default | tuned |\n|---|---|---|\n"
        "| 8 | 482.0 | 482.2 |\n| 16 | 350.3 | 344.9 |\n"
    )
    table = shown(tmp_path, "nccl.md", text).table
    assert set(table["metric"]) == {"busbw"}
    assert table["efficiency"].null_count() == table.height
