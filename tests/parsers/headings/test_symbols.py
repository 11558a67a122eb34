"""Headings of one letter, read by what stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.runs import Choice, runs
from parsers import load
from parsers.headings.read_heading import read_headings

READ = {
    "N G time": ["nodes", "devices", "runtime"],
    "N n c walltime": ["nodes", "ranks", "threads", "runtime"],
    "N p T": ["size", "ranks", "runtime"],
    "n P T_p": ["size", "ranks", "runtime"],
    "p T_p S_p E_p": ["ranks", "runtime", "stated_speedup", "stated_efficiency"],
    "p T(p) S(p)": ["ranks", "runtime", "stated_speedup"],
    "n T(n) S(n) E(n)": ["ranks", "runtime", "stated_speedup", "stated_efficiency"],
    "N T(N) E(N)": ["ranks", "runtime", "stated_efficiency"],
    "threads t": ["threads", "runtime"],
    "p img/s": ["ranks", "throughput"],
    "p time": ["ranks", "runtime"],
    # Something else is counted, or measured, or nothing is.
    "nodes p time": ["nodes", "p", "runtime"],
    "gpus T accuracy": ["devices", "t", "accuracy"],
    "P Q N Gflops": ["p", "q", "size", "flops"],
    "T P": ["t", "p"],
    "mean p": ["mean", "p"],
    "N T": ["size", "t"],
    # May be the cost of an algorithm for as many elements.
    "n T(n)": ["size", "t"],
}


@pytest.mark.parametrize("headings", READ)
def test_letters_mean_what_they_mean_beside_others(headings: str) -> None:
    assert [heading.name for heading in read_headings(headings.split())] == READ[headings]


def test_an_uncertainty_is_one_of_the_time() -> None:
    time, spread = read_headings(["np", "t", "dt"])[1:]
    assert (time.name, spread.name, spread.statistic) == ("runtime", "runtime", "uncertainty")


def test_probabilities_are_no_processes(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text("p,time (s)\n0.1,9\n0.5,8\n0.9,7\n")
    assert set(runs(load([str(path)]).records, Choice()).table["count"]) == {None}
