"""Headings that share what is measured and differ in a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.headings.read_heading import read_headings
from parsers.tables.alike_headings import alike_headings
from tests.reading.small_studies import BASE, series_in


@pytest.mark.parametrize(
    ("headings", "names", "measure"),
    [
        ("loop time GCC (s) | loop time ICC (s)", ["GCC", "ICC"], "loop time (s)"),
        ("time, Skylake (s) | time, Rome (s)", ["Skylake", "Rome"], "time (s)"),
        ("time (GCC) [s] | time (ICC) [s]", ["GCC", "ICC"], "time [s]"),
        ("time (s, GCC) | time (s, ICC)", ["GCC", "ICC"], "time (s)"),
        ("time (GCC, s) | time (ICC, s)", ["GCC", "ICC"], "time (s)"),
        ("wall time on v1 (s) | wall time on v2 (s)", ["v1", "v2"], "wall time (s)"),
        ("speed: case A (MLUPS) | speed: case B (MLUPS)", ["case A", "case B"], "speed (MLUPS)"),
        ("Open MPI time (s) | Intel MPI time (s)", ["Open", "Intel"], "MPI time (s)"),
        ("time 1.2.0 (s) | time 1.3.0 (s)", ["1.2.0", "1.3.0"], "time (s)"),
        ("time_gcc_s | time_icc_s", ["gcc", "icc"], "time s"),
        ("rate 256^3 (it/s) | rate 512^3 (it/s)", ["256^3", "512^3"], "rate (it/s)"),
    ],
)
def test_names_within_headings_are_told(headings: str, names: list[str], measure: str) -> None:
    texts = ["nodes", *headings.split(" | ")]
    found = alike_headings(texts, read_headings(texts))
    assert [name for name, _ in found.values()] == names
    assert {said for _, said in found.values()} == {measure}
    assert [*found] == [1, 2]


def test_a_name_may_seem_a_unit() -> None:
    texts = ["nodes", "time_torch", "time_JAX", "time_TF"]
    found = alike_headings(texts, read_headings(texts))
    assert found == {1: ("torch", "time"), 2: ("JAX", "time"), 3: ("TF", "time")}


@pytest.mark.parametrize(
    "headings",
    [
        "time 1 (s) | time 2 (s)",
        "min time (s) | max time (s)",
        "p50 latency (ms) | p99 latency (ms)",
        "time (s) | memory (GB)",
        "GCC (s) | ICC (s)",
        "time (s) | time (s)",
        "time GCC (s) | energy ICC (J)",
        # The word before is of the unit.
        "img/s | rsd img/s",
        "time_s | time_s (noise)",
        "Mixed Precision Top1 (Baseline) | Mixed Precision+ASP Top1",
    ],
)
def test_repeats_statistics_and_other_quantities_are_no_names(headings: str) -> None:
    texts = ["nodes", *headings.split(" | ")]
    assert not alike_headings(texts, read_headings(texts))


@pytest.mark.parametrize("name", ["s4.csv", "runtime.csv"])
def test_a_rate_beside_a_setting_is_no_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("cores,foo,GB/s\n1,a,31\n2,a,61\n4,a,117\n")
    assert [*series_in(tmp_path / name)] == [{1: BASE, 2: 98.4, 4: 94.4}]
