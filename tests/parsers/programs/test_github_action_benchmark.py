"""github-action-benchmark: what stands in its ``data.js``."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from parsers import Loaded
from tests.parsers.programs.examples import loaded
from tests.parsers.programs.test_own_values import example

NAME = "github_action_benchmark.js"


def of(found: Loaded, suite: str, *columns: str) -> list[tuple[object, ...]]:
    records = found.records
    return records.filter(records["suite"] == suite).select(columns).rows()


def test_each_bench_of_a_commit_is_a_run() -> None:
    found = loaded(example(NAME))
    assert [each.readers for each in found.files] == [("github-action-benchmark",)]
    assert of(found, "Rust", "benchmark", "value", "unit", "better", "commit", "started") == [
        ("fft_1024", 255e-9, "s", "lower", "7c1f20c5", datetime(2024, 5, 1, 8)),
        ("fft_1024", 248e-9, "s", "lower", "e09ab14c", datetime(2024, 5, 2, 8)),
    ]


def test_the_unit_says_what_was_measured() -> None:
    found = loaded(example(NAME))
    assert of(found, "pytest", "metric", "value", "unit", "better") == [
        ("throughput", 363.5, "it/s", "higher")
    ]
    assert of(found, "C++", "metric", "value", "threads") == [
        ("runtime", pytest.approx(198.25e-9), 4)
    ]


def test_a_tool_of_ones_own_says_which_way_is_better() -> None:
    found = loaded(example(NAME))
    assert of(found, "nightly", "metric", "value", "unit", "better") == [
        ("runtime", 41.5, "s", "lower"),
        ("memory", 626e6, "B", "lower"),
        ("value", 97.5, "%", "higher"),
    ]
    assert of(found, "forks", "better", "platform") == [("lower", "ubuntu-24.04")]


def test_without_its_name_it_is_the_same() -> None:
    text = example(NAME)
    bare = text[text.index("{") :]
    assert (
        loaded(bare)
        .records.drop("source", "label", "run")
        .equals(loaded(text).records.drop("source", "label", "run"))
    )


def test_a_value_that_is_no_number_is_no_run() -> None:
    whole = json.loads(example(NAME).partition("=")[2])
    whole["entries"] = {"Rust": whole["entries"]["Rust"]}
    whole["entries"]["Rust"][0]["benches"][0]["value"] = "failed"
    assert loaded(json.dumps(whole)).records.height == 1
