"""What a run on the chosen count costs, in hours."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.runs import Choice, runs
from analysis.series.series import series_of
from tests.make import records, scaling_runs
from tui.views.proposal.device_hours import cost_sentence


def cost(table: pl.DataFrame, at: int | None = None, floor: float = 0.7) -> str:
    (series,) = series_of(runs(table, Choice()), floor=floor)
    return cost_sentence(series, at, floor)


TIMES = {"metric": "runtime", "unit": "s", "better": "lower"}


def test_of_a_time_it_is_that_of_a_run() -> None:
    table = scaling_runs({1: 7200.0, 2: 3600.0, 4: 3000.0}, **TIMES)
    assert cost(table) == (
        "cost on 2 devices (the largest count with efficiency >= 70 %): 2 device-hours per run"
    )
    assert cost(table, 4) == "cost on 4 devices (as chosen): 3.333 device-hours per run"


def test_nodes_are_billed_too() -> None:
    table = records(
        *({"devices": n, "nodes": n // 4, "value": 14400.0 / n} for n in (4, 8)), **TIMES
    )
    assert cost(table).endswith(": 4 device-hours per run, 1 node-hours")


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("samples/s", "0.5556 device-hours per million samples"),
        ("ns/day", "48 device-hours per ns"),
        ("tok/h", "2 device-hours per tok"),
    ],
)
def test_of_a_rate_it_is_that_of_some_work(unit: str, told: str) -> None:
    # Two devices that do one piece of work a unit of time, or a thousand a second.
    value = 1000.0 if unit.endswith("/s") else 1.0
    table = scaling_runs({1: value / 2, 2: value}, metric="throughput", unit=unit)
    assert cost(table).endswith(f": {told}")


def test_what_cannot_be_said_is_not() -> None:
    assert cost(scaling_runs({2: 10.0}, **TIMES)) == (
        "cost: no count chosen, as no efficiency but the baseline's is known (--count N)"
    )
    table = scaling_runs({1: 100.0, 2: 120.0}, metric="throughput", unit=None)
    assert cost(table, 2) == "cost: no device-hours follow from throughput without a unit"
    assert cost(table, 8) == "cost: not measured on 8 devices; measured counts: 1, 2"
    bad = scaling_runs({2: 100.0, 4: 101.0, 8: 102.0}, metric="throughput", unit="img/s")
    assert cost(bad, floor=1.1) == "cost: no count has efficiency >= 110 %; --count N chooses one"
