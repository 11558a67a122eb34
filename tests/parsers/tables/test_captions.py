"""What a text above a table says that its cells measure."""

from __future__ import annotations

import pytest

from parsers.tables.captions import measured_above


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
