"""fio: a run for each job and direction of its JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from parsers.programs.chosen_settings import plain_value
from parsers.programs.json_program import JsonProgram, at, real
from parsers.programs.measurements import FoundRun, Measurement
from parsers.short_columns.short_texts import as_int

_DIRECTIONS: Final = ("read", "write", "trim")
_SETTINGS: Final = ("rw", "ioengine", "iodepth", "numjobs", "direct")
_POWERS: Final = {"k": 1, "m": 2, "g": 3, "t": 4}


class _Fio(JsonProgram):
    def _items(self, whole: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield the numbers of each direction that a job went in, with the job."""
        given = whole.get("global options")
        shared = given if isinstance(given, dict) else {}
        for job in super()._items(whole):
            for direction in _DIRECTIONS:
                numbers = job.get(direction)
                if isinstance(numbers, dict) and (
                    numbers.get("io_bytes") or numbers.get("total_ios")
                ):
                    own = job.get("job options")
                    options = {**shared, **(own if isinstance(own, dict) else {})}
                    yield {**numbers, "direction": direction, "job": job, "options": options}


def _refined(run: FoundRun, item: Mapping[str, Any]) -> FoundRun:
    job, options = item["job"], item["options"]
    facts: dict[str, object] = {
        **run.facts,
        "case": f"{job.get('jobname', '')} {item['direction']}".strip(),
    }
    facts |= {name: plain_value(options[name]) for name in _SETTINGS if name in options}
    facts["size"] = _bytes(str(options.get("bs", "")))
    if job.get("error"):
        return run._replace(
            facts=facts, measured=(), status="failed", reason=f"error {job['error']}"
        )
    measured = list(run.measured)
    percentiles = at(item, "clat_ns.percentile")
    for name, key in (("latency_p50", "50.000000"), ("latency_p99", "99.000000")):
        value = real(percentiles.get(key)) if isinstance(percentiles, dict) else None
        if value is not None:
            measured.append(Measurement(name, value, "ns"))
    if not any(each.metric == "bandwidth" for each in measured):
        measured += [
            Measurement("bandwidth", value, "KiB/s") for value in [real(item.get("bw"))] if value
        ]
    return run._replace(facts=facts, measured=measured)


def _bytes(text: str) -> int | None:
    """The bytes of a size such as ``4k``; its units are powers of 1024."""
    number, unit = text[:-1], text[-1:].lower()
    if (plain := as_int(text)) is not None:
        return plain
    scaled = as_int(number)
    return None if scaled is None or unit not in _POWERS else scaled * 1024 ** _POWERS[unit]


PROGRAM = _Fio(
    name="fio",
    keys=("fio version", "jobs"),
    primary="bandwidth",
    runs="jobs",
    shared={"software": "fio version"},
    results={
        "bandwidth": "bw_bytes B/s",
        "iops": "iops ops/s",
        "latency": "lat_ns.mean ns",
        "latency_min": "lat_ns.min ns",
        "latency_max": "lat_ns.max ns",
    },
    refined=_refined,
    assumes=("`latency` is the mean from submission on, percentiles those of completion",),
)
