"""Criterion.rs: the estimates that it leaves in ``target/criterion``, one file a benchmark.

Beside each stand its samples, the change from the run before and what it is called; only the
estimates are results, and what it is called is read with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from parsers.objects.json_text import parse
from parsers.programs.chosen_settings import plain_value
from parsers.programs.file_program import FileProgram
from parsers.programs.json_program import at, real
from parsers.programs.measurements import FoundRun, Measurement, as_reading
from parsers.reader import ReadError, Reading
from parsers.run_records.records import empty
from parsers.source import Source

_LATEST: Final = "new"
_BEFORE: Final = "base"
_LONGEST: Final = 64 * 1024


def _read(source: Source) -> Reading | None:
    """The run that a file of estimates holds; no run of files that belong to one."""
    estimates = _object(source.text)
    if estimates is None:
        return Reading(empty()) if source.stem in ("raw", "sample") else None
    # Once these were called MedianAbsDev, now median_abs_dev.
    named = {name.lower().replace("_", ""): value for name, value in estimates.items()}
    if "stddev" not in named or "medianabsdev" not in named or _is_superseded(source):
        return Reading(empty())
    time = _estimate(named, "slope") or _estimate(named, "mean")
    facts, throughput = _described(source)
    measured = [] if time is None else [Measurement("runtime", time, "ns")]
    measured += [] if time is None else list(_rate(throughput, time))
    median = _estimate(named, "median")
    measured += [] if median is None else [Measurement("runtime_median", median, "ns")]
    return as_reading(source, [FoundRun(None, facts, measured, "runtime")])


PROGRAM = FileProgram(
    name="Criterion.rs",
    primary="runtime",
    read=_read,
    assumes=("the value is the slope, or the mean where there is none, as Criterion prints it",),
)


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        found = parse(text)
    except (json.JSONDecodeError, ReadError):
        return None
    return found if isinstance(found, dict) else None


def _estimate(estimates: Mapping[str, Any], name: str) -> float | None:
    return real(at(estimates.get(name), "point_estimate"))


def _is_superseded(source: Source) -> bool:
    """Whether a file repeats the latest run, as the base of the next comparison."""
    folder = source.path.parent
    latest = folder.parent / _LATEST / source.path.name
    return source.content is None and folder.name == _BEFORE and latest.exists()


def _described(source: Source) -> tuple[dict[str, object], object]:
    """What a benchmark is called, by the file beside its estimates or else by its folders."""
    if source.content is not None:
        return {"benchmark": source.stem}, None
    folder = source.path.absolute().parent
    saved = folder.name if folder.name not in (_LATEST, _BEFORE) else None
    about = _object(_beside(folder / "benchmark.json")) or {}
    group, function = about.get("group_id"), about.get("function_id")
    value, throughput = about.get("value_str"), about.get("throughput")
    if not isinstance(group, str):
        parts = folder.parts[:-1]
        below = len(parts) - parts[::-1].index("criterion") if "criterion" in parts else -1
        group, throughput = "/".join(parts[below:]), None
    return {
        "benchmark": "/".join(filter(None, (group, function))),
        "parameter": None if value is None else plain_value(value),
        "baseline_name": saved,
    }, throughput


def _beside(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST)
    except OSError:
        return ""


def _rate(throughput: object, time: float) -> Iterator[Measurement]:
    """What was worked on in the time (``{"Bytes": 1024}``), per second."""
    if not isinstance(throughput, dict) or not time:
        return
    for kind, amount in throughput.items():
        number = real(amount)
        if number is not None and kind.startswith("Bytes"):
            yield Measurement("bandwidth", number / time * 1e9, "B/s")
        elif number is not None and kind == "Elements":
            yield Measurement("throughput", number / time * 1e9, "elements/s")
