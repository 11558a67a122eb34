"""``perf stat``: the elapsed time of a command, and what was counted meanwhile.

With ``-x`` a line is the count, its unit and the event, parted by a text of the user's choice. It
has an elapsed time only where the event ``duration_time`` was asked for. With ``-I`` each line has
the time since the start, and what was counted since the line before.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.programs.measurements import FoundRun, Measurement
from parsers.programs.program import Program, ProgramOutput

_PARTED: Final = r"[,;|:\t]"
_EVENT_ENDS: Final = r"(?::[a-zA-Z]+)?(?=[,;|:\t])"
"""Behind an event may stand where it was counted: ``cycles:u``."""

_INTERVAL: Final = Pattern(
    r"^ *(?P<at>\d+\.\d+) +(?P<count>[\d,]+(?:\.\d+)?) +(?:msec +)?(?P<event>[a-z][\w-]*)",
    re.MULTILINE,
)
_SUMMED: Final = {
    "task-clock": ("cpu_time", "ms"),
    "cpu-clock": ("cpu_time", "ms"),
    "cycles": ("cycles", "cycles"),
    "instructions": ("instructions", "instructions"),
    "cache-misses": ("cache_misses", "misses"),
}


class _PerfStat(Program):
    """What was counted in intervals is summed; the last of them ends with the command."""

    def read(self, output: ProgramOutput) -> tuple[list[FoundRun], int]:
        """Return the runs of one output, and where it ends."""
        runs, end = super().read(output)
        found = list(_INTERVAL.finditer(output.stream.text[output.start : output.end]))
        if not found or any(run.measured for run in runs):
            return runs, end
        sums: dict[str, float] = {}
        for each in found:
            count = float(each["count"].replace(",", ""))
            sums[each["event"]] = sums.get(each["event"], 0.0) + count
        measured = [Measurement("runtime", float(found[-1]["at"]), "s")] + [
            Measurement(_SUMMED[event][0], total, _SUMMED[event][1])
            for event, total in sums.items()
            if event in _SUMMED
        ]
        return [runs[0]._replace(measured=measured, status=None, reason=None)], end


PROGRAM = _PerfStat(
    name="perf stat",
    begins=(
        r"^Performance counter stats for [^\n]*:",
        rf"^{{_}}[,;|:\t]msec[,;|:\t](?:task|cpu)-clock{_EVENT_ENDS}",
        r"^# started on \w{3} \w{3} +\d+ [\d:]+ \d{4} *$",
        r"^# +time +counts (?:unit )?events",
    ),
    primary="runtime cpu_time",
    fields=(
        r"^Performance counter stats for '(?P<case>[^'\n]*)'",
        r"^Performance counter stats for [^\n]* \({repeats} runs\)",
    ),
    results=(
        r"^{runtime:s} (?:\+- {_} )?seconds time elapsed",
        r"^{user_time:s} (?:\+- {_} )?seconds user",
        r"^{system_time:s} (?:\+- {_} )?seconds sys",
        r"^{cycles:cycles} +cycles\b",
        r"^{instructions:instructions} +instructions\b",
        r"^{cache_misses:misses} +cache-misses\b",
        r"^{energy:J} Joules +power/energy-pkg/",
        rf"^{{runtime:ns}}{_PARTED}ns{_PARTED}duration_time{_EVENT_ENDS}",
        rf"^{{user_time:ns}}{_PARTED}ns{_PARTED}user_time{_EVENT_ENDS}",
        rf"^{{system_time:ns}}{_PARTED}ns{_PARTED}system_time{_EVENT_ENDS}",
        rf"^{{cpu_time:ms}}{_PARTED}msec{_PARTED}(?:task|cpu)-clock{_EVENT_ENDS}",
        rf"^{{cycles:cycles}}{_PARTED}{_PARTED}cycles{_EVENT_ENDS}",
        rf"^{{instructions:instructions}}{_PARTED}{_PARTED}instructions{_EVENT_ENDS}",
        rf"^{{cache_misses:misses}}{_PARTED}{_PARTED}cache-misses{_EVENT_ENDS}",
        rf"^{{energy:J}}{_PARTED}Joules{_PARTED}power/energy-pkg/{_EVENT_ENDS}",
    ),
    assumes=("with several runs, the value is their mean", "what `-I` counted is summed"),
)
