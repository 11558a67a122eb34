"""What a text above a table says that its cells measure."""

from __future__ import annotations

import pytest

from parsers.tables.captions import measured_above, time_unit_above, units_said_below


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("tokens/s, bf16", "tokens/s"),
        ("tokens/s/GPU, bf16", "tokens/s per GPU"),
        ("All numbers are samples per second per GPU.", "samples per second per GPU"),
        ("Throughput: img/sec for each device", "Throughput (img/sec per device)"),
        ("tokens per second per gpus_per_node", "tokens per second"),
    ],
)
def test_a_rate_of_each_device_is_no_total(text: str, heading: str) -> None:
    assert measured_above([text]) == heading


@pytest.mark.parametrize(
    "text",
    [
        "GROMACS 2024, ns/day, mean ± sd of 5",
        "GROMACS, ns/day, mean of 3 runs",
        "GROMACS, ns/day, average",
        "GROMACS, ns/day",
    ],
)
def test_of_how_many_runs_a_number_is_stands_behind_its_unit(text: str) -> None:
    assert measured_above([text]) == "ns/day"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Times in milliseconds", "in milliseconds"),
        ("Wall time (ms)", "in ms"),
        ("Elapsed time, ms", "in ms"),
        ("(times in seconds, median of 5)", "in seconds"),
        ("Performance in GFLOP/s", "in GFLOP/s"),
        ("ns/day", "in ns/day"),
        ("We saw 5 GB/s on one node", ""),
        ("Average time per step in ms", ""),
        ("Throughput", ""),
    ],
)
def test_a_text_below_that_says_nothing_but_a_unit(text: str, unit: str) -> None:
    assert units_said_below(text) == unit


def test_the_unit_of_times_comes_from_below_where_nothing_above_says_one() -> None:
    assert time_unit_above(["Results", "in ms"]) == "ms"
    assert time_unit_above(["Times in s", "in ms"]) == "s"


@pytest.mark.parametrize("unit", ["milliseconds", "GFLOPS", "MLUPS"])
def test_a_unit_may_be_all_of_a_title(unit: str) -> None:
    assert measured_above([unit]) == unit
    assert measured_above(["min"]) is None
