"""What a tracker logged along a run -> the quantities of the run, each with its progress."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from parsers.clean import clean
from parsers.grammar.words import snake_case
from parsers.headings.heading import Heading
from parsers.headings.read_heading import read_heading, read_headings_apart
from parsers.programs.measurements import Measurement
from parsers.run_records.records import SCALE

Point = tuple[float, float]
"""A step or an epoch, and what was logged there."""

_SETTINGS: Final = frozenset({"schema", "parameter", "remark"})
_ASIDE: Final = re.compile(r"(?i)(?:.*[/_])?(?:grad_norm|total_flos|epoch|global_step|lr.*)")
_EACH: Final = frozenset({"device", "gpu", "rank"})
_FOR: Final = ("throughput", "step_time", "runtime", "accuracy", "loss")
"""What a run is looked at for, the first of these that one of its names speaks of."""


def measurements(series: Mapping[str, Sequence[Point]]) -> list[Measurement]:
    """Return a quantity for each name that is one: its last value, as trackers show it.

    Learning rates, gradient norms and counters are none. Names and units are read as headings.
    """
    found: dict[str, Measurement] = {}
    for name, points in series.items():
        heading = _heading(clean(name))
        sound = [point for point in points if math.isfinite(point[1])]
        if not points or heading.kind in _SETTINGS or _ASIDE.fullmatch(name):
            continue
        metric = heading.name if heading.name not in found else heading.text
        if heading.statistic:
            metric = f"{metric}_{heading.statistic}"
        unit = heading.written or heading.unit
        found[metric] = Measurement(
            metric,
            (sound or points)[-1][1],
            unit,
            better=heading.better,
            progress=[each for _, each in sound] if len(sound) > 1 else None,
            progress_at=[at for at, _ in sound] if len(sound) > 1 else None,
        )
    return list(found.values())


def _heading(tag: str) -> Heading:
    """What a name says: ``train/loss`` has its unit and its direction from its last part.

    ``device/samples_per_sec`` is the rate of each device.
    """
    group, _, last = tag.rpartition("/")
    outer, _, holder = group.rpartition("/")
    if holder in _EACH:
        group, last = outer, f"{last}_per_{holder}"
    (own,) = read_headings_apart([last])
    if not group:
        return own
    whole = read_heading(f"{group}_{last}".replace("/", "_")).name
    name = whole if whole.endswith(own.name) else f"{snake_case(group)}_{own.name}"
    return own._replace(name=name, text=tag)


def primary_of(metrics: Collection[str]) -> str | None:
    """Return the quantity that a run is looked at for: its pace before what it learned.

    That of all devices comes before that of each.
    """
    for word in _FOR:
        about = [metric for metric in metrics if word in metric]
        training = [metric for metric in about if not metric.startswith(("eval", "validation"))]
        judged = [metric for metric in about if metric not in training]
        learned = word in ("accuracy", "loss")
        if about:
            first = judged + training if learned else training + judged
            return min(first, key=lambda metric: metric.endswith("_per_device"))
    return next(iter(metrics), None)


def counts_of_series(series: Mapping[str, Sequence[Point]]) -> dict[str, int]:
    """Return what is counted in the names that were logged with one whole number all along."""
    found: dict[str, int] = {}
    for name, points in series.items():
        numbers = {number for _, number in points}
        (heading,) = read_headings_apart([clean(name).rpartition("/")[2]])
        counted = heading.name
        if counted in SCALE and len(numbers) == 1 and (number := numbers.pop()).is_integer():
            found.setdefault(counted, int(number))
    return found


def gathered(entries: Iterable[tuple[float, Mapping[str, object]]]) -> dict[str, list[Point]]:
    """Return the series of each name from entries that hold several, each at its step."""
    series: dict[str, list[Point]] = {}
    for at, entry in entries:
        for name, value in entry.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                series.setdefault(name, []).append((at, float(value)))
    return series
