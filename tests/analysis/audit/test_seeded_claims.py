"""One wrong number in a small table, and what is right though it looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, grave, table

CLAIMS = "Setup Time_(s) Speedup"
EFFICIENCY = "Team Serial_(s) Parallel_(s) Speedup Efficiency"
WRONG: dict[str, tuple[int, str, *tuple[str, ...]]] = {
    "the speedup over the row above": (5, CLAIMS, "a 8.29 1.00", "b 7.04 1.18", "c 2.02 3.47"),
    "over a first row that states none": (
        6,
        CLAIMS,
        "a 135.26 -",
        "b 13.96 9.7",
        "c 22.84 5.95",
        "d 131.81 0.17",
    ),
    "upside down": (4, CLAIMS, "cpu 0.6207 1.00", "gpu 0.0168 0.03"),
    "a rate in another unit": (4, "GPUs Throughput_(tok/s) Speedup", "1 35300 1.00", "2 64.5 1.83"),
    "in percent, coarse": (6, CLAIMS, "a 60 4.7", "b 45 6.2", "c 35 8", "d 20 1400"),
    "one of two ratios the other way round": (
        4,
        "Depth Sequential_(s) Parallel_(s) Speedup",
        "6 0.15 0.12 1.25",
        "7 0.6 0.25 0.42",
    ),
    "1 that is not the ratio of two columns": (
        6,
        "Scene CPU_time_(s) GPU_time_(s) Speedup",
        "a 0.05 0.1 0.5",
        "b 0.5 0.1 5.0",
        "c 5.0 0.25 20",
        "d 60.0 3.0 1.0",
    ),
    "an efficiency of a team that its name counts": (
        6,
        EFFICIENCY,
        "2_people 24 14 1.71 85.5%",
        "3_people 36 15 2.40 80%",
        "5_people 60 18 3.33 66.6%",
        "7_people 84 24 3.50 40%",
    ),
    "an efficiency by another number than all others": (
        4,
        EFFICIENCY,
        "a 780 230 3.39 84.8%",
        "b 240 75 3.20 70%",
        "c 120 40 3.00 75%",
        "d 25 12 2.08 52%",
    ),
    "an efficiency of a throughput in factors": (
        4,
        "GPUs Method Throughput Efficiency",
        "8 server 3.2x 40%",
        "8 ddp 6.4x 90%",
        "8 ring 7.6x 95%",
        "8 packed 7.8x 97.5%",
    ),
    "an efficiency of a serial run that is not 1": (
        3,
        "Ranks Time_(s) Speedup Efficiency",
        "1 0.150 1.0 1.10",
        "2 0.082 1.83 0.91",
        "4 0.045 3.33 0.83",
    ),
    "a change relative to the first row": (
        4,
        "Engine Time_(s) Change_(%)",
        "a 88.67 -",
        "b 76.74 -16.8",
        "c 67.81 -23.5",
        "d 28.96 -67.3",
        "e 12.99 -85.3",
    ),
    "a time where the rate beside it is right": (
        5,
        "Ranks Time_(s) Step_(ms) Speedup Efficiency",
        "2 137.528 13.753 1.00 100%",
        "4 78.281 7.828 1.76 87.9%",
        "8 0.692167 4.153 3.31 82.8%",
        "16 24.496 2.450 5.61 70.2%",
    ),
}
"""Each with the line of the wrong number."""
RIGHT = {
    "each step over the one before": (
        CLAIMS,
        "a 8.29 1.00",
        "b 7.04 1.18",
        "c 2.02 3.49",
        "d 1.10 1.84",
    ),
    "the share of the time": ("Setup Time_(s) Relative", "a 5.3 1.00", "b 319 60.2"),
    "an efficiency on as many as it says": (
        "Setup Speedup Efficiency",
        "a 2.45 0.61",
        "b 5.95 0.74",
        "c 2.42 0.60",
    ),
    "an efficiency of what a first row states none of": (
        "Setup Time_(s) Speedup Efficiency",
        "a 10.87 - -",
        "b 7.48 1.45 15.1%",
        "c 4.38 2.48 49.4%",
    ),
    "a time per window beside the total": (
        "Threads Window_(ms) Total_(ms) Speedup",
        "1 1.20 4.80 1.0",
        "2 0.65 1.30 3.7",
        "4 0.35 1.40 3.4",
        "8 0.21 1.68 2.86",
    ),
}


@pytest.mark.parametrize("slip", WRONG)
def test_a_slip_is_found_in_its_line(slip: str, tmp_path: Path) -> None:
    line, *text = WRONG[slip]
    findings = audited(tmp_path, table(*text)).of(("error", "suspect")).findings
    assert line in findings["lines"].explode().to_list()


@pytest.mark.parametrize("right", RIGHT)
def test_what_is_right_is_not_doubted(right: str, tmp_path: Path) -> None:
    assert set(grave(audited(tmp_path, table(*RIGHT[right])))) <= {kinds.SUPER_LINEAR.name}
