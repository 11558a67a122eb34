"""The search by properties: what it tried is counted, in Hypothesis' own words."""

from __future__ import annotations

from benchmarks import search


def test_examples_are_counted() -> None:
    counts, failure = search.tried(
        search.HOME / "tests" / "analysis" / "planning" / "test_repeats_needed.py", seconds=300
    )
    assert counts["passing"] >= 500
    assert (counts["failing"], failure) == (0, "")
