"""The ends around a value are statistics of it, and no quantities of their own."""

from __future__ import annotations

import pytest

from parsers.headings.read_heading import read_headings


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("low_ns", "estimate_ns", "high_ns"), "runtime"),
        (("mean (ms)", "lower (ms)", "upper (ms)"), "runtime"),
        (("lo (GB/s)", "bandwidth (GB/s)", "hi (GB/s)"), "bandwidth"),
    ],
)
def test_ends_are_of_the_value_between(texts: tuple[str, ...], name: str) -> None:
    read = read_headings(["benchmark", *texts])[1:]
    assert {each.name for each in read} == {name}
    assert sorted(each.kind for each in read) == ["metric", "statistic", "statistic"]
    assert {each.statistic for each in read if each.kind == "statistic"} == {"low", "high"}


@pytest.mark.parametrize(
    "texts",
    [
        ("low_ns", "high_ns"),
        ("low_ns", "time_ns", "wait_time_ns", "high_ns"),
        ("low_ns", "bandwidth (GB/s)", "high_ns"),
    ],
)
def test_without_one_value_of_their_unit_they_are_quantities(texts: tuple[str, ...]) -> None:
    read = {each.text: each for each in read_headings(["benchmark", *texts])}
    assert [read[text].kind for text in ("low_ns", "high_ns")] == ["metric", "metric"]
