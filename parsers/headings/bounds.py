"""Columns around a value: ``low_ns``, ``estimate_ns`` and ``high_ns`` are of one quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.headings.heading import Heading

_ENDS: Final = (("low", "high"), ("lower", "upper"), ("lo", "hi"))
_VALUES: Final = (None, "mean", "median")
_ESTIMATE: Final = "estimate"


def as_bounds(headings: Sequence[Heading]) -> list[Heading]:
    """Return ``headings`` with two ends as statistics of the one value of their unit beside them.

    Else the lower end would be what a run is for, as it stands first.
    """
    read = list(headings)
    for ends in _ENDS:
        at = [[n for n, each in enumerate(read) if _is_metric(each, name)] for name in ends]
        if [len(each) for each in at] != [1, 1]:
            continue
        (low,), (high,) = at
        unit = read[low].unit
        values = [
            n
            for n, each in enumerate(read)
            if n not in (low, high)
            and each.kind == "metric"
            and each.unit == unit
            and each.statistic in _VALUES
        ]
        if unit is None or read[high].unit != unit or len(values) != 1:
            continue
        value = read[values[0]]
        if value.name == _ESTIMATE and unit == "s":
            read[values[0]] = value = value._replace(name="runtime")
        for end, name in ((low, "low"), (high, "high")):
            read[end] = read[end]._replace(kind="statistic", name=value.name, statistic=name)
    return read


def _is_metric(heading: Heading, name: str) -> bool:
    return heading.kind == "metric" and heading.name == name and heading.statistic is None
