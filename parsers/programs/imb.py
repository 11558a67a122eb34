"""Intel MPI Benchmarks: a table for each benchmark and number of processes, a row for each size."""

from __future__ import annotations

import math
from typing import Any, Final

from parsers.programs.measurements import FoundRun, Measurement
from parsers.programs.printed_columns import PrintedColumns
from parsers.programs.program import Program

_HEADINGS: Final = r"^(?:#? *[Gg]roup +)?#(?:bytes|repetitions)[^\n]*(?:\[usec\]|Mbytes/sec)[^\n]*$"
"""They open a table, too, where nothing above it was kept."""
_TITLE: Final = r"^# Benchmarking \w[^\n]*(?=\s*\Z|\s*\n *# ?(?:#processes|\(|MODE|-{9}))"
"""Below it stands how many processes it has: others have benchmarks, too."""
_RATE: Final = "message_rate"
_PER_MESSAGE: Final = ("latency", "collective_latency_max", _RATE)
_WAYS: Final = (1, 2, 4)
"""How often a message counts in the rate: of PingPong, Sendrecv and Exchange."""


def _refined(run: FoundRun) -> FoundRun:
    """The rate in its unit: a megabyte is 2**20 bytes in old releases and 10**6 in new ones.

    The size and the time, or the number of messages, in the same row say which.
    """
    others = [each for each in run.measured if each.metric != "bandwidth"]
    rate = next((each for each in run.measured if each.metric == "bandwidth"), None)
    other = next((each for each in others if each.metric in _PER_MESSAGE), None)
    if rate is None or rate.value is None or other is None:
        return run
    unit = _unit(rate, other, run.facts.get("size"))
    return run._replace(measured=[*others, rate._replace(unit=unit)] if unit else others)


def _unit(rate: Measurement, other: Measurement, size: object) -> str | None:
    """``MB/s`` or ``MiB/s``, whichever alone fits the row within the digits that were written."""
    if not isinstance(size, (int, float)) or not rate.value or not other.value or size <= 0:
        return None
    if not (math.isfinite(rate.value) and math.isfinite(other.value)):
        return None
    slack = 0.6 * ((rate.digit or 0.0) / rate.value + (other.digit or 0.0) / other.value)
    messages = other.value if other.metric == _RATE else 1e6 / other.value
    fits = {
        unit
        for unit, million in (("MB/s", 1e6), ("MiB/s", 2.0**20))
        for way in _WAYS
        if abs(rate.value * million / (way * size * messages) - 1) <= slack + 1e-4
    }
    return fits.pop() if len(fits) == 1 else None


def _groups(facts: dict[str, Any]) -> dict[str, object]:
    """The processes of all groups; what a benchmark does not say is not that of one before."""
    found: dict[str, object] = {"mode": facts.get("mode") or None, "groups": None}
    if groups := facts.get("groups"):
        found |= {"ranks": facts["ranks"] * groups, "groups": groups}
    return found


PROGRAM = Program(
    name="Intel MPI Benchmarks",
    begins=(r"^[\x20#]*Intel ?\(R\) MPI Benchmark", _TITLE, _HEADINGS),
    ends=r"^# All processes entering MPI_Finalize",
    is_always_ended=False,
    primary="latency collective_latency overlapped_time bandwidth",
    fields=(
        r"^[\x20#]*Intel ?\(R\) MPI Benchmark(?:s| Suite) (?P<version>[^\n,]*\d)",
        r"^# Benchmarking (?P<benchmark>\w[\w-]*)(?P<mode>)",
        r"^# +MODE: (?P<mode>[\w-]+)",
        r"^# #processes = {ranks}(?P<groups>)",
        r"^# \( *{groups} groups of {ranks} processes",
    ),
    derived=_groups,
    columns=PrintedColumns(
        header=_HEADINGS,
        split=r"\s+",
        names={
            "group": "=group",
            "#bytes": "=size",
            "bytes": "=size",
            "#repetitions": "",
            "#rep.s": "",
            "repetitions": "",
            "t": "latency",
            "t_avg": "collective_latency",
            "t_min": "collective_latency_min",
            "t_max": "collective_latency_max",
            "mbytes/sec": "bandwidth:MB/s",
            "msg/sec": "message_rate:msg/s",
            "defects": "!defects",
            "t_pure": "communication_time",
            "t_ovrl": "overlapped_time",
            "t_cpu": "cpu_time",
            "overlap[%]": "overlap:%",
            "overlap": "overlap",
        },
    ),
    refined=_refined,
    assumes=(
        "`t_avg` is the result of a collective",
        "a rate whose megabyte cannot be told from the rest of its row is left out",
    ),
)
