"""Reports of several parts: lists beside tables, titles of wikis, two quantities in one cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.headings.directions import better
from parsers.headings.read_heading import read_headings
from parsers.tables.context import read_context
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

_HEAD = "| cores | time (s) |\n|---|---|\n"
_TABLE = f"{_HEAD}| 1 | 60 |\n| 2 | 36 |\n| 4 | 20 |\n\n"
_WIKI = '{| class="wikitable"\n|+ Run time in s\n! cores !! A !! B\n|-\n'
WRITTEN: dict[str, tuple[str, str, list[Series]]] = {
    "a list below a table": (
        "runs.md",
        f"## A\n\n{_TABLE}## B\n\n- 1 core: 100 s\n- 2 cores: 52 s (1.92x)\n- 4 cores: 28 s\n",
        [THREE, SECOND],
    ),
    "two lists below their own lines": (
        "runs.md",
        f"## A\n\n{_TABLE}## B\n\nold:\n- 1 core: 100 s\n- 2 cores: 52 s\n- 4 cores: 28 s\n\n"
        "new:\n- 1 core: 60.1 s\n- 2 cores: 36.1 s\n- 4 cores: 20.03 s\n",
        [THREE, SECOND, SECOND | {2: 83.2}],
    ),
    "a list that says the table again": (
        "runs.md",
        f"## A\n\n{_TABLE}In short:\n\n- 1 core: 60 s\n- 4 cores: 20 s\n",
        [SECOND],
    ),
    "a batch of each device in the title": (
        "runs.md",
        "# U-Net: step time (batch size 64 per GPU)\n\n| GPUs | ms/step |\n|---|---|\n"
        "| 1 | 100 |\n| 2 | 104 |\n| 4 | 112 |\n",
        [THREE],
    ),
    "a time and its cost": (
        "runs.md",
        "| GPUs | Time / cost |\n|---|---|\n| 1 | 100s / $0.44 |\n| 2 | 52s / $0.46 |\n"
        "| 4 | 28s / $0.49 |\n",
        [THREE],
    ),
    "a time and a speedup": (
        "runs.md",
        "| GPUs | Time (s) / Speedup |\n|---|---|\n| 1 | 100 / 1.00 |\n| 2 | 52 / 1.92 |\n"
        "| 4 | 28 / 3.57 |\n",
        [THREE],
    ),
    "the half-width of an interval": (
        "runs.md",
        "| cores | mean time (s) | half-width |\n|---|---|---|\n| 1 | 100 | 2.1 |\n"
        "| 2 | 52 | 1.3 |\n| 4 | 28 | 0.7 |\n",
        [THREE],
    ),
    "the same as above in words": (
        "runs.md",
        "| case | cores | time (s) |\n|---|---|---|\n| A | 1 | 100 |\n| same as above | 2 | 52 |\n"
        "| (same as above) | 4 | 28 |\n| B | 1 | 60 |\n| Ditto | 2 | 36 |\n| ditto | 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "dashes below names": (
        "runs.md",
        "| case | cores | time (s) |\n|---|---|---|\n| A | 1 | 100 |\n| - | 2 | 52 |\n"
        "| - | 4 | 28 |\n| B | 1 | 60 |\n| - | 2 | 36 |\n| - | 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "dashes below names, beside a noun that may be one": (
        "runs.md",
        "| Model | GPU | time (s) |\n|---|---|---|\n| A | 1 | 100 |\n| -- | 2 | 52 |\n"
        "| -- | 4 | 28 |\n| B | 1 | 60 |\n| -- | 2 | 36 |\n| -- | 4 | 20 |\n",
        [THREE, SECOND],
    ),
    "a caption of MediaWiki": (
        "runs.wiki",
        f"{_WIKI}| 1 || 100 || 60\n|-\n| 2 || 52 || 36\n|-\n| 4 || 28 || 20\n|}}\n",
        [THREE, SECOND],
    ),
    "cells of AsciiDoc without blanks": (
        "runs.adoc",
        "|===\n|cores |time (s)\n\n|1|100\n|2|52\n|4|28\n|===\n",
        [THREE],
    ),
    "runs by a sign beside their mean": (
        "runs.md",
        "# miniFE (s)\n\n| cores | #1 | #2 | Avg |\n|---|---|---|---|\n| 1 | 99 | 101 | 100 |\n"
        "| 2 | 51 | 53 | 52 |\n| 4 | 27 | 29 | 28 |\n",
        [THREE],
    ),
    "a branch beside master": (
        "runs.md",
        "Times in s.\n\n| cores | master | branch | Speedup |\n|---|---|---|---|\n"
        "| 1 | 100 | 60 | 1.67x |\n| 2 | 52 | 36 | 1.44x |\n| 4 | 28 | 20 | 1.40x |\n",
        [THREE, SECOND],
    ),
    "a way to share data called DP": (
        "runs.md",
        "Throughput in img/s\n\n| GPUs | DP | DDP |\n|---|---|---|\n| 1 | 100.5 | 120.1 |\n"
        "| 2 | 193.4 | 200.1 |\n| 4 | 359.1 | 360.3 |\n",
        [THREE | {2: 96.2}, {1: BASE, 2: 83.3, 4: 75.0}],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_all_parts_of_a_report_are_read(tmp_path: Path, way: str) -> None:
    name, text, expected = WRITTEN[way]
    path = tmp_path / name
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


SIDES = {
    "a base and its unit": ("master", "branch (ms)", "Speedup", ("1.5x", "1.25x")),
    "a change in per cent": ("upstream (ms)", "fork (ms)", "Improvement (%)", ("33.3", "20.0")),
    "one digit of a ratio": ("reference (ms)", "tuned (ms)", "x faster", ("x1.5", "x1.2")),
    "versions": ("v1.2", "v1.3", "Delta", ("-33.3%", "-20.0%")),
    "a request": ("main", "PR #412", "Change", ("-33.3%", "-20.0%")),
}


@pytest.mark.parametrize("way", SIDES)
@pytest.mark.parametrize("with_change", [True, False])
def test_sides_are_compared_in_one_quantity(tmp_path: Path, way: str, with_change: bool) -> None:
    one, other, change, changes = SIDES[way]
    rows = [["Benchmark", one, other, change], ["---"] * 4]
    rows += [["fft", "30", "20", changes[0]], ["sort", "50", "40", changes[1]]]
    path = tmp_path / "runs.md"
    cells = rows if with_change else [row[:3] for row in rows]
    table = "\n".join(f"| {' | '.join(row)} |" for row in cells)
    path.write_text(f"All times in ms, lower is better.\n\n{table}\n")
    records = load([str(path)]).records
    assert sorted(records["value"].to_list()) == [0.02, 0.03, 0.04, 0.05]
    assert {*records["unit"]} == {"s"}
    assert records.select("benchmark", "case").n_unique() == 4


@pytest.mark.parametrize(
    "heading", ["Time (s), mean (sd)", "Mean (SD) time [s]", "Avg time (s) (stdev)"]
)
def test_a_spread_in_brackets_leaves_a_mean(heading: str) -> None:
    read = read_headings(["cores", heading])[1]
    assert (read.kind, read.statistic, read.unit) == ("metric", "mean", "s")


def test_the_p100_is_no_percentile() -> None:
    assert better("p100_fp32", None) is None
    assert better("p99", None) == "lower"


@pytest.mark.parametrize(
    ("title", "settings"),
    [
        ("VGG (bs=32 per GPU)", {"bs per GPU": "32"}),
        ("VGG, batch 32/GPU", {"batch per GPU": "32"}),
        ("VGG with batch size 32", {"batch size": "32"}),
        ("VGG (batch size 32 to 64)", {}),
    ],
)
def test_titles_state_batches(title: str, settings: dict[str, str]) -> None:
    assert read_context([title]).settings == settings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.wiki", '= P =\n== A ==\n{| class="x"\n! cores !! time (s)\n|-\n| 1 || 5\n|}\n'),
        ("p.txt", "h1. P\n\nh2. A\n\n||cores||time (s)||\n|1|5|\n"),
        ("p.txt", "====== P ======\n===== A =====\n\n^ cores ^ time (s) ^\n| 1 | 5 |\n"),
        ("p.html", "<h1>P</h1>\n<h2>A</h2>\n<table><tr><th>cores</th><th>time (s)</th></tr>\n"
         "<tr><td>1</td><td>5</td></tr></table>\n"),
    ],
)  # fmt: skip
def test_titles_of_pages_are_read(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert load([str(path)]).records.select("benchmark", "case").rows() == [("P", "A")]
