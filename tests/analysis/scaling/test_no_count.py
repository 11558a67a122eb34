"""What is said where nothing was read as a count."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from analysis.scaling.scaling_notes import NOTHING_COUNTED
from parsers import load


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case,time (s)\na,10\nb,6\nc,4\n", True),
        ("code,1,2,4\nminiFE,88,45,24\nAMG,140,73,40\n", True),
        ("ranks,time (s)\n1,10\n2,6\n4,4\n", False),
        ("case,accuracy\na,0.8\nb,0.9\nc,0.7\n", False),
        ("case,time (s)\na,10\nb,6\n", False),
    ],
)
def test_times_and_rates_without_a_count_say_so(tmp_path: Path, text: str, told: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert (NOTHING_COUNTED in runs(load([str(path)]).records, Choice()).notes) is told
