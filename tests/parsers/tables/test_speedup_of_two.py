"""The speedup beside two columns that are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit.all_checks import audit
from parsers import load

QUERIES = {"lookup": (5.2, 0.05), "roster": (3.8, 0.12), "classes": (4.5, 0.15), "sms": (1.8, 0.1)}


def table(folder: Path, heading: str, claims: list[str], unit: str = " s", above: str = "") -> Path:
    rows = zip(QUERIES.items(), claims, strict=True)
    lines = [above, "", f"| Query | Before | After | {heading} |", "|---|---|---|---|"]
    lines += [f"| {name} | {a}{unit} | {b}{unit} | {claim} |" for (name, (a, b)), claim in rows]
    path = folder / "report.md"
    path.write_text("\n".join(lines) + "\n")
    return path


RIGHT = ["104x", "32x", "30x", "18x"]


def test_it_is_the_speedup_of_the_faster_one(tmp_path: Path) -> None:
    records = load([str(table(tmp_path, "Speedup", RIGHT))]).records
    assert records["stated_speedup"].to_list() == [None, 104, None, 32, None, 30, None, 18]


def test_of_rates_it_is_that_of_the_one_with_more(tmp_path: Path) -> None:
    records = load([str(table(tmp_path, "Speedup", RIGHT, "", "### Throughput (img/s)"))]).records
    assert records["stated_speedup"].to_list() == [104, None, 32, None, 30, None, 18, None]


@pytest.mark.parametrize("claims", [["2x", "3x", "4x", "5x"], ["104x", "32x", "-", "-"]])
def test_what_is_no_quotient_of_them_is_left_out(tmp_path: Path, claims: list[str]) -> None:
    loaded = load([str(table(tmp_path, "Speedup", claims))])
    stated = loaded.records.get_column("stated_speedup", default=None)
    assert stated is None or stated.null_count() == len(stated)


def test_one_that_departs_from_the_others_is_wrong(tmp_path: Path) -> None:
    loaded = load([str(table(tmp_path, "Speedup", ["104x", "32x", "50x", "18x"]))])
    found = audit(loaded.records, loaded.notes).of(("error",)).findings
    assert found["lines"].to_list() == [[7]]
