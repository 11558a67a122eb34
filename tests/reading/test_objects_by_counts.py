"""JSON with counts as names, said beside them or above them, and arrays side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.run_records.records import named
from tests.reading.small_studies import BASE, SECOND, THREE, Series, series_in

WRITTEN: dict[str, tuple[str, list[Series]]] = {
    "an axis beside numbers": (
        '{"metric": "time_s", "axis": "nodes", "results": {"cg": {"1": 100, "2": 52, "4": 28},'
        ' "mg": {"1": 60, "2": 36, "4": 20}}}',
        [THREE, SECOND],
    ),
    "repeats of a metric beside them": (
        '{"metric": "time", "unit": "s", "nodes": {"cg": {"1": [99, 101], "2": [51, 53],'
        ' "4": [27, 29]}}}',
        [THREE],
    ),
    "a unit beside names that count": (
        '{"about": "wall time", "unit": "s", "results": {"cg": {"np1": 100, "np2": 52, "np4": 28},'
        ' "mg": {"np1": 60, "np2": 36, "np4": 20}}}',
        [THREE, SECOND],
    ),
    "times in seconds, one of which is missing": (
        '{"times_s": {"cg": {"np1": 100, "np2": 52, "np4": 28, "np8": null}}}',
        [{**THREE, 8: None}],
    ),
    "fields and their rows": (
        '{"fields": ["code", "nodes", "time_s"], "rows": [["cg", 1, 100], ["cg", 2, 52],'
        ' ["cg", 4, 28]]}',
        [THREE],
    ),
    "counts among resources": (
        '[{"name": "cg", "resources": {"nodes": 1}, "metrics": {"walltime": "00:01:40"}},'
        ' {"name": "cg", "resources": {"nodes": 2}, "metrics": {"walltime": "00:00:52"}}]',
        [{1: BASE, 2: 96.2}],
    ),
    "precisions around counts": (
        '{"results": {"fp16": {"1": 25, "2": 48.1, "4": 89.3}, "fp32": {"1": 60, "2": 100, "4": 180'
        '}}, "unit": "TFLOP/s", "x": "gpus"}',
        [THREE, SECOND],
    ),
    "precisions around numbers of which nothing says what they count": (
        '{"results": {"fp16": {"1": 25, "2": 48.1}, "fp32": {"1": 60, "2": 100}}, "unit": '
        '"TFLOP/s"}',
        [{None: None}] * 4,
    ),
    "two quantities around counts": (
        '{"results": {"time_s": {"1": 100, "2": 52, "4": 28}, "mem": {"1": 3, "2": 3, "4": 3}}}',
        [THREE, {1: None, 2: None, 4: None}],
    ),
    "arrays side by side in each of several": (
        '[{"name": "cg", "threads": [1, 2, 4], "time_s": [100, 52, 28]},'
        ' {"name": "mg", "threads": [1, 2, 4], "time_s": [60, 36, 20]}]',
        [THREE, SECOND],
    ),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_counts_are_found_around_the_values(tmp_path: Path, way: str) -> None:
    text, expected = WRITTEN[way]
    path = tmp_path / "runs.json"
    path.write_text(text)
    assert series_in(path) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        '{"app": "cg", "unit": "s", "nodes": {"1": 100, "2": 52, "4": 28}}',
        '{"nodes": {"1": 100, "2": 52, "4": 28}}',
        '{"time_s_by_nodes": {"1": 100, "2": 52, "4": 28}}',
    ],
)
def test_a_name_above_numbers_says_what_they_count(tmp_path: Path, text: str) -> None:
    path = tmp_path / "runs.json"
    path.write_text(text)
    records = named(load([str(path)]).records)
    assert records["nodes"].to_list() == [1, 2, 4]
    assert "ranks" not in records.columns or records["ranks"].null_count() == 3


def test_counts_that_nothing_names_are_told_of_in_yaml_too(tmp_path: Path) -> None:
    path = tmp_path / "runs.yaml"
    path.write_text("times:\n  1: 100\n  2: 52\n  4: 28\n")
    assert any("read as counts of ranks" in note.text for note in load([str(path)]).notes)
