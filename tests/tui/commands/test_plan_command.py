"""``plan``: what it prints, as text and as data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.cli import main

Plan = Callable[..., str]

RUNS = """\
code,gpus,runtime (s)
flow,1,400
flow,1,404
flow,1,398
flow,4,110
flow,4,109
"""


@pytest.fixture
def plan(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Plan:
    (tmp_path / "flow.csv").write_text(RUNS)

    def call(*arguments: str) -> str:
        assert main(["plan", str(tmp_path / "flow.csv"), *arguments]) == 0
        return capfd.readouterr().out

    return call


def test_it_advises_repeats_counts_and_cost(plan: Plan) -> None:
    text = plan()
    assert "to see 1 % in 1 configuration: 9 more runs" in text
    assert "1 configuration with fewer than 3 repeats" in text
    assert "flow: no value at 2 devices (about 0.116 device-hours a run)" in text


def test_the_cost_is_headed_by_the_hours_that_it_counts(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ranks.csv"
    path.write_text("ranks,runtime (s)\n48,3600\n48,3610\n48,3590\n96,1800\n")
    assert main(["plan", str(path)]) == 0
    text = capfd.readouterr().out
    assert "rank-hours/run\n" in text
    assert " 48\n" in text and " hours/run" not in text


def test_many_hours_have_no_exponent_and_costs_stand_point_below_point(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "long.csv"
    hours = [(1, (700000, 900000, 800000)), (2, (400000, 300000, 390000)), (64, (9900,))]
    rows = [f"{gpus},{time}" for gpus, times in hours for time in times]
    path.write_text("\n".join(["gpus,runtime (s)", *rows, ""]))
    assert main(["plan", str(path)]) == 0
    text = capfd.readouterr().out
    assert "e+" not in text
    assert re.search(r"\d,\d{3} device-hours", text)
    costs = re.findall(r" (\d+\.\d+)$", text, re.MULTILINE)
    assert len({len(cost.partition(".")[2]) for cost in costs}) == 1 < len(costs)


def test_data_have_the_documented_columns(plan: Plan) -> None:
    first, second = csv.DictReader(io.StringIO(plan("--format", "csv")))
    assert first["runs_for_1"] == "12"
    assert (second["n"], second["runs_for_1"]) == ("2", "")
