"""Averages of repeats that are numbered in other languages, and of all samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit.all_checks import audit
from parsers import load


def _grave(folder: Path, text: str) -> list[list[int]]:
    path = folder / "study.md"
    path.write_text(text)
    loaded = load([str(path)])
    found = audit(loaded.records, loaded.notes).of(("error", "suspect")).findings
    return found["lines"].to_list()


@pytest.mark.parametrize(
    "headings",
    [
        ("Percobaan 1", "Percobaan 2", "Rata-rata"),
        ("Запуск 1", "Запуск 2", "Среднее"),
        ("第1次", "第2次", "平均"),
        ("Execução 1", "Execução 2", "Média"),
    ],
)
def test_repeats_of_other_languages_are_averaged(tmp_path: Path, headings: tuple[str, ...]) -> None:
    rows = [(10.0, 12.0, 11.0), (20.0, 22.0, 21.0), (30.0, 34.0, 39.0), (40.0, 44.0, 42.0)]
    lines = [("N", *headings), ["---"] * 4, *((100 * 2**n, *row) for n, row in enumerate(rows))]
    text = "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
    assert _grave(tmp_path, text) == [[5]]


def test_a_mean_of_all_samples_among_sums_is_no_wrong_total(tmp_path: Path) -> None:
    text = """\
| Label | Samples | Average | Min | Max | Error % | Throughput |
|---|---|---|---|---|---|---|
| Login | 1000 | 120 | 20 | 500 | 0.0 | 50.1 |
| Browse | 3000 | 80 | 10 | 420 | 0.0 | 150.2 |
| Buy | 500 | 310 | 30 | 900 | 0.0 | 25.0 |
| Total | 4500 | 114 | 10 | 900 | 0.0 | 225.3 |
"""
    assert _grave(tmp_path, text) == []
