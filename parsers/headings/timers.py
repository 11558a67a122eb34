"""Programs that time code: statistics without a unit, and what the timer chose for itself."""

from __future__ import annotations

from typing import Final

from parsers.grammar.words import word_set, words
from parsers.headings.heading import Heading, Kind
from parsers.run_records.records import SCALE

_PROCESS: Final = word_set("user system")
_SHELL: Final = ("real", "user", "sys")
"""What the shell's ``time`` prints, in seconds."""
_IDEAL: Final = word_set("ideal linear theoretical theory expected predicted model")
_ROUNDS: Final = word_set("ops rounds mean")
_LOOP: Final = word_set("iterations real_time cpu_time")
_CHOSEN: Final = word_set(
    "iterations rounds total outliers iqr_outliers stddev_outliers ld15iqr hd15iqr run_type"
    " repetitions aggregate_unit family_index per_family_instance_index"
)
"""What differs from one time to the next, or numbers the rows, and makes no other configuration."""
_QUARTILES: Final = {"q1": "p25", "q3": "p75"}


def as_timed(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, read as those of a timer where they are.

    hyperfine has ``user`` and ``system`` beside each other, pytest-benchmark ``ops`` and
    ``rounds`` (in JSON behind ``stats.``): their statistics are in seconds, which nothing states.
    The latter and Google Benchmark (``real_time`` beside ``cpu_time``) choose the number of rounds
    by themselves.
    """
    parted = [heading.text.lower().rpartition(".") for heading in headings]
    beside: dict[str, set[str]] = {}
    for holder, _, name in parted:
        beside.setdefault(holder, set()).add(name)
    if _is_alone(headings):
        # Of what the shell prints the real time is what people keep.
        beside[""] |= set(_SHELL)
    return [
        _of_timer(heading, name, beside[holder])
        for heading, (holder, _, name) in zip(headings, parted, strict=True)
    ]


def _is_alone(headings: list[Heading]) -> bool:
    """Whether ``real`` stands beside a count, and beside no other time and nothing ideal."""
    others = [heading for heading in headings if heading.text.lower() != "real"]
    return (
        len(others) < len(headings)
        and any(heading.name in SCALE for heading in others)
        and not any(heading.kind == "metric" and heading.is_time for heading in others)
        and _IDEAL.isdisjoint(word for heading in others for word in words(heading.text))
    )


def _of_timer(heading: Heading, name: str, beside: set[str]) -> Heading:
    """Return what a heading means among the names ``beside`` it."""
    if beside >= _LOOP | {"name", "run_name"} and name in ("name", "run_name"):
        # The former has the statistic in it.
        kind: Kind = "remark" if name == "name" else "schema"
        return Heading(heading.text, kind, "benchmark")
    if name in _SHELL and beside >= set(_SHELL) and heading.unit is None:
        called = "runtime" if name == "real" else f"{name}_time"
        return Heading(heading.text, "metric", called, "s", better="lower")
    if _is_user_time(heading):
        return heading._replace(kind="metric", name="user_time", unit="s", better="lower")
    if name in _CHOSEN and (beside >= _ROUNDS or beside >= _LOOP):
        return heading._replace(kind="remark", otherwise=None)
    return _in_seconds(heading, name) if beside >= _PROCESS or beside >= _ROUNDS else heading


def _is_user_time(heading: Heading) -> bool:
    """Whether ``user (s)`` or ``user_s`` stands alone: who ran it is not in seconds."""
    said = words(heading.text)
    return said[:1] == ("user",) and len(said) < 3 and heading.unit in ("s", "user-s")


def _in_seconds(heading: Heading, name: str) -> Heading:
    """Return the meaning of one heading among those of a timer that states no unit."""
    if name in _PROCESS:
        return Heading(heading.text, "metric", f"{name}_time", "s", better="lower")
    if statistic := _QUARTILES.get(name):
        return Heading(heading.text, "statistic", statistic, "s", statistic=statistic)
    if heading.kind == "statistic" and heading.statistic != "count" and not heading.unit:
        return heading._replace(unit="s")
    return heading
