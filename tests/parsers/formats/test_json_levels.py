"""JSON whose names count, and lines of events that tell of one run in turn."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parsers import Loaded, load
from parsers.objects.counted_levels import counted_rows
from parsers.run_records.records import named


def read(tmp_path: Path, text: str, name: str = "scaling.json") -> Loaded:
    file = tmp_path / name
    file.write_text(text)
    return load([str(file)])


def rows(loaded: Loaded, *names: str) -> list[tuple[object, ...]]:
    return list(named(loaded.records).select(names).rows())


@pytest.mark.parametrize(
    "inside",
    [
        {"1_node": {"runtime": 64.5}, "2_nodes": {"runtime": 33.5}},
        {"nodes=1": {"runtime": 64.5}, "nodes=2": {"runtime": 33.5}},
        {"nodes": {"1": {"runtime": 64.5}, "2": {"runtime": 33.5}}},
        {"nodes": {"1": 64.5, "2": 33.5}},
        {"runtime": {"1 node": 64.5, "2 nodes": 33.5}},
    ],
)
def test_names_of_objects_count(inside: dict[str, Any], tmp_path: Path) -> None:
    loaded = read(tmp_path, json.dumps({"WRF": inside}))
    assert rows(loaded, "benchmark", "nodes", "value") == [("WRF", 1, 64.5), ("WRF", 2, 33.5)]


def test_lists_under_counts_are_repeats(tmp_path: Path) -> None:
    inside = {"1_gpu": {"runtime": [64.5, 64.7]}, "2_gpus": {"runtime": [33.5, 33.3]}}
    loaded = read(tmp_path, json.dumps({"WRF": inside, "ICON": inside}))
    assert rows(loaded, "benchmark", "devices") == [
        (code, count) for code in ("WRF", "ICON") for count in (1, 2)
    ]
    assert loaded.records["samples"].to_list()[0] == [64.5, 64.7]


def test_names_of_single_ranks_are_no_counts() -> None:
    ranks = {f"rank_{number}": {"runtime": 60.5 + number} for number in range(4)}
    assert counted_rows({"WRF": ranks}) == []
    nodes = {f"nodes_{number}": {"runtime": 60.5 / number} for number in (1, 2, 4)}
    assert len(counted_rows({"WRF": nodes})) == 3


def test_counts_beside_arrays_of_several_codes(tmp_path: Path) -> None:
    whole = {"cores": [1, 2], "runtime": {"WRF": [64.5, 33.5], "ICON": [12.5, 6.5]}}
    loaded = read(tmp_path, json.dumps(whole))
    assert rows(loaded, "benchmark", "cores", "value") == [
        ("WRF", 1, 64.5),
        ("WRF", 2, 33.5),
        ("ICON", 1, 12.5),
        ("ICON", 2, 6.5),
    ]


STARTS = [{"event": "start", "id": 1, "np": 4}, {"event": "start", "id": 2, "np": 8}]
ENDS = [{"event": "end", "id": 1, "runtime": 64.5}, {"event": "end", "id": 2, "runtime": 33.5}]


@pytest.mark.parametrize(
    "lines",
    [
        [STARTS[0], ENDS[0], STARTS[1], ENDS[1]],
        [STARTS[0], STARTS[1], ENDS[1], ENDS[0]],
    ],
)
def test_start_and_end_of_a_run_are_one(lines: list[dict[str, object]], tmp_path: Path) -> None:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    loaded = read(tmp_path, text, "events.jsonl")
    assert rows(loaded, "ranks", "value") == [(4, 64.5), (8, 33.5)]


def test_events_that_repeat_within_a_run_are_left_as_they_are(tmp_path: Path) -> None:
    lines = [STARTS[0], {"event": "end", "id": 1, "runtime": 64.5}, ENDS[0], STARTS[1]]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    loaded = read(tmp_path, text, "events.jsonl")
    assert not any("joined" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    "whole",
    [
        {"1": {"time": [8.5, 8.7]}, "2": {"time": [4.5, 4.4]}, "4": {"time": [2.5, 2.4]}},
        {"app": "WRF", "results": {"1": {"time": 8.5}, "2": {"time": 4.5}, "4": {"time": 2.5}}},
        {"app": "WRF", "times": {"1": [8.5, 8.6], "2": [4.5, 4.4], "4": [2.5, 2.4]}},
        {"app": "WRF", "inputs": {"a": {"np1": 8.5, "np2": 4.5, "np4": 2.5}}},
    ],
)
def test_numbers_that_double_count_where_times_fall(whole: dict[str, Any], tmp_path: Path) -> None:
    assert rows(read(tmp_path, json.dumps(whole)), "ranks", "metric") == [
        (count, "runtime") for count in (1, 2, 4)
    ]


@pytest.mark.parametrize("within", [lambda value: value, lambda value: {"time": value}])
def test_flat_times_count_beside_those_that_fall(
    within: Callable[[float], object], tmp_path: Path
) -> None:
    strong = {"1": within(8.5), "2": within(4.5), "4": within(2.5)}
    weak = {"1": within(8.5), "2": within(8.7), "4": within(9.0)}
    loaded = read(tmp_path, json.dumps({"strong": strong, "weak": weak}))
    assert loaded.records["metric"].unique().to_list() == ["runtime"]
    assert loaded.records["ranks"].to_list() == [1, 2, 4, 1, 2, 4]
    assert loaded.records["stated_scaling"].to_list() == ["strong"] * 3 + ["weak"] * 3


def test_numbers_below_the_name_of_a_setting_are_values_of_it(tmp_path: Path) -> None:
    inside = {"32": {"epoch_time": 100}, "64": {"epoch_time": 60}, "128": {"epoch_time": 40}}
    loaded = read(tmp_path, json.dumps({"batch": inside}))
    assert rows(loaded, "batch", "ranks") == [(32, None), (64, None), (128, None)]


def test_a_level_of_numbers_tells_rows_apart_whatever_it_means(tmp_path: Path) -> None:
    inside = {str(outer): {"32": {"samples_per_sec": 90 + outer}} for outer in (1, 2, 4)}
    loaded = read(tmp_path, json.dumps({"bert": inside, "t5": inside}))
    cases = [("bert", f"{outer} / 32", 90.0 + outer) for outer in (1, 2, 4)]
    assert rows(loaded, "benchmark", "case", "value")[:3] == cases
