"""Programs that time code: statistics without a unit, and what the timer chose for itself."""

from __future__ import annotations

from typing import Final

from parsers.headings import Heading
from parsers.words import word_set

_PROCESS: Final = word_set("user system")
_ROUNDS: Final = word_set("ops rounds mean")
_LOOP: Final = word_set("iterations real_time cpu_time")
_CHOSEN: Final = word_set(
    "iterations rounds outliers iqr_outliers stddev_outliers run_type repetitions aggregate_unit"
    " family_index per_family_instance_index"
)
"""What differs from one time to the next, or numbers the rows, and makes no other configuration."""
_QUARTILES: Final = {"q1": "p25", "q3": "p75"}


def as_timed(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, read as those of a timer where they are.

    hyperfine has ``user`` and ``system`` beside each other, pytest-benchmark ``ops`` and
    ``rounds``: their statistics are in seconds, which nothing states. The latter and Google
    Benchmark (``real_time`` beside ``cpu_time``) choose the number of rounds by themselves.
    """
    names = [heading.text.rpartition(".")[2].lower() for heading in headings]
    if set(names) >= _PROCESS or set(names) >= _ROUNDS:
        headings = [_in_seconds(*pair) for pair in zip(headings, names, strict=True)]
    if set(names) >= _ROUNDS or set(names) >= _LOOP:
        headings = [
            heading._replace(kind="remark", otherwise=None) if name in _CHOSEN else heading
            for heading, name in zip(headings, names, strict=True)
        ]
    if set(names) >= _LOOP | {"name", "run_name"}:
        headings[names.index("name")] = Heading("name", "remark", "name")
        headings[names.index("run_name")] = Heading("run_name", "schema", "benchmark")
    return headings


def _in_seconds(heading: Heading, name: str) -> Heading:
    """Return the meaning of one heading among those of a timer that states no unit."""
    if name in _PROCESS:
        return Heading(heading.text, "metric", f"{name}_time", "s", better="lower")
    if statistic := _QUARTILES.get(name):
        return Heading(heading.text, "statistic", statistic, "s", statistic=statistic)
    if heading.kind == "statistic" and heading.statistic != "count" and not heading.unit:
        return heading._replace(unit="s")
    return heading
