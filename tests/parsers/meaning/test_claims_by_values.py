"""Speedups and efficiencies under headings that do not say so: their values do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from runcmp import load

NODES = (1, 2, 4, 8)
STRONG = (100, 52, 27.1, 14.5)
WEAK = (100, 104, 109, 115)

pytestmark = pytest.mark.filterwarnings("ignore::runcmp.ResultsWarning")


def records(
    folder: Path, heading: str, times: tuple[float, ...], claims: list[str]
) -> list[dict[str, Any]]:
    rows = [f"{n},{t},{c}" for n, t, c in zip(NODES, times, claims, strict=True)]
    path = folder / "runs.csv"
    path.write_text("\n".join([f"nodes,time (s),{heading}", *rows]) + "\n")
    return load(str(path)).records.to_dicts()


@pytest.mark.parametrize("heading", ["accel.", "S", "Sp", "Faktor", "gain", "Speedup S_p", "x"])
@pytest.mark.parametrize("times", [STRONG, WEAK])
def test_times_over_times_are_a_speedup(
    tmp_path: Path, heading: str, times: tuple[float, ...]
) -> None:
    each = NODES if times is WEAK else (1,) * 4
    claims = [f"{n * 100 / t:.2f}" for n, t in zip(each, times, strict=True)]
    found = records(tmp_path, heading, times, claims)
    assert [row["stated_speedup"] for row in found] == [float(claim) for claim in claims]
    assert {row["metric"] for row in found} == {"runtime"}


@pytest.mark.parametrize("heading", ["E", "PE", "η", "E_p (%)"])
@pytest.mark.parametrize("hundred", [1, 100])
def test_their_share_of_the_count_is_an_efficiency(
    tmp_path: Path, heading: str, hundred: int
) -> None:
    claims = [f"{hundred * 100 / t / n:.3f}" for n, t in zip(NODES, STRONG, strict=True)]
    found = records(tmp_path, heading, STRONG, claims)
    assert [row["stated_efficiency"] for row in found] == pytest.approx(
        [float(claim) / hundred for claim in claims]
    )


def test_one_of_several_may_be_wrong(tmp_path: Path) -> None:
    rows = [f"{n},{100 / n:g},{n if n != 16 else 2.5:.2f}" for n in (1, 2, 3, 4, 8, 16, 32)]
    path = tmp_path / "runs.csv"
    path.write_text("\n".join(["nodes,time (s),boost", *rows]) + "\n")
    assert "stated_speedup" in load(str(path)).records.columns


@pytest.mark.parametrize("claims", [["1", "2", "4", "8"], ["1.0", "1.3", "0.9", "1.1"]])
def test_whole_numbers_and_others_are_left(tmp_path: Path, claims: list[str]) -> None:
    found = records(tmp_path, "x", STRONG, claims)
    assert {row.get("stated_speedup") for row in found} == {None}
