"""Weak scaling said ahead of the tables of a document, of times that stay flat."""

from __future__ import annotations

from pathlib import Path

import pytest

from runcmp import load

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")

SAID = "Each GPU always gets the same amount of work (weak scaling)."
FLAT = "| gpus | time (s) |\n|---|---|\n| 1 | 10 |\n| 2 | 10.4 |\n| 4 | 10.9 |\n"
SHARED = "| gpus | time (s) |\n|---|---|\n| 1 | 10 |\n| 2 | 5.2 |\n| 4 | 2.8 |\n"


def efficiencies(folder: Path, text: str) -> list[float | None]:
    path = folder / "notes.md"
    path.write_text(text)
    return [
        None if each is None else round(each, 3)
        for each in load(str(path)).configurations()["efficiency"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n{said}\n\n## Results\n\n{table}",
        "{said}\n\n## Results\n\n{table}",
        "# T\n\n## Setup\n\n{said}\n\n## Results\n\n{table}",
    ],
)
def test_it_holds_for_flat_times(tmp_path: Path, text: str) -> None:
    assert efficiencies(tmp_path, text.format(said=SAID, table=FLAT)) == [1.0, 0.962, 0.917]


def test_times_that_fall_are_of_strong_scaling(tmp_path: Path) -> None:
    assert efficiencies(tmp_path, f"{SAID}\n\n## Other\n\n{SHARED}") == [1.0, 0.962, 0.893]


def test_both_kinds_say_nothing(tmp_path: Path) -> None:
    text = f"{SAID}\n\nThen strong scaling.\n\n## Results\n\n{FLAT}"
    assert set(efficiencies(tmp_path, text)) == {None}


def test_no_runtime_is_in_flops(tmp_path: Path) -> None:
    text = "## Runtime measurements, performance in GFLOP/s\n\n"
    text += "| threads | 1 | 2 | 4 |\n|---|---|---|---|\n"
    found = efficiencies(tmp_path, f"{text}| cg | 10 | 19 | 36 |\n| mg | 20 | 37 | 70 |\n")
    assert sorted(each or 0 for each in found) == [0.875, 0.9, 0.925, 0.95, 1.0, 1.0]
