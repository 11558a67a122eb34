"""What the efficiencies of a table are by: one count, of all rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, grave, lines, table

RIGHT = {
    "by the ranks but the one that hands out the work": table(
        "Ranks Time_(s) Speedup Efficiency",
        *("2 400.0 1.00 1.00", "3 203.0 1.97 0.99", "5 104.5 3.83 0.96", "9 54.8 7.30 0.91"),
        "17 30.1 13.29 0.83",
    ),
    "by the cores, beyond which there are threads": table(
        "Threads Time_(s) Speedup Efficiency",
        *("1 20.1 1.00 100%", "2 10.3 1.95 98%", "4 5.6 3.59 90%", "6 5.0 4.02 101%"),
        "8 4.6 4.37 109%",
    ),
    "over a node, where the speedups are over a device": table(
        "GPUs Rate_(samples/s) Speedup Efficiency",
        *("1 52.1 1.0 -", "8 381.0 7.3 100%", "16 720.0 13.8 94%", "32 1350.0 25.9 89%"),
        "64 2510.0 48.2 82%",
    ),
}


@pytest.mark.parametrize("written", RIGHT)
def test_what_explains_all_efficiencies_is_what_they_are_by(written: str, tmp_path: Path) -> None:
    found = audited(tmp_path, RIGHT[written])
    doubted = lines(found, kinds.DOUBTED_EFFICIENCY) + lines(found, kinds.WRONG_EFFICIENCY)
    assert doubted == []


HEAD = "Nodes Ranks Threads Time_(s) Speedup Efficiency"
HYBRID = ("1 2 24 512.0 1.00 100.0%", "2 4 24 267.0 1.92 95.9%", "4 8 24 139.9 3.66 91.5%")
PAIRS = ("a 1.296 0.529 2.45", "b 1.089 0.465 2.34", "d 1.460 0.583 2.50")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (table(HEAD, *HYBRID, "8 16 24 77.1 6.64 41.5%"), kinds.DOUBTED_EFFICIENCY),
        (
            table(
                "Case Serial_(s) Parallel_(s) Speedup", *PAIRS[:2], "c 1.167 2.668 2.29", PAIRS[2]
            ),
            kinds.DOUBTED_SPEEDUP,
        ),
        (
            table(
                "GPUs Ideal_Speedup Real_Speedup Efficiency",
                "2 2x 1.9x 95%",
                "4 4x 3.6x 90%",
                "8 8x 6.8x 85%",
                "16 16x 12.8x 40%",
            ),
            kinds.DOUBTED_EFFICIENCY,
        ),
    ],
    ids=["by the ranks", "the other way round", "beside speedups alone"],
)
def test_one_claim_computed_in_another_way_is_suspect(
    text: str, kind: kinds.Kind, tmp_path: Path
) -> None:
    document = audited(tmp_path, text.replace("_", " "))
    assert [where[-1] for where in lines(document, kind)] == [5 if "Serial" in text else 6]
    assert grave(document) == [kind.name]
