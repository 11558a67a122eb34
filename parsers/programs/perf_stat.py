"""``perf stat``: the elapsed time of a command, and what was counted meanwhile.

With ``-x`` a line is the count, its unit and the event, parted by a text of the user's choice. It
has an elapsed time only where the event ``duration_time`` was asked for.
"""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_PARTED: Final = r"[,;|:\t]"
_EVENT_ENDS: Final = r"(?::[a-zA-Z]+)?(?=[,;|:\t])"
"""Behind an event may stand where it was counted: ``cycles:u``."""

PROGRAM = Program(
    name="perf stat",
    begins=(
        r"^Performance counter stats for [^\n]*:",
        rf"^{{_}}[,;|:\t]msec[,;|:\t](?:task|cpu)-clock{_EVENT_ENDS}",
        r"^# started on \w{3} \w{3} +\d+ [\d:]+ \d{4} *$",
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
    assumes=("with several runs, the value is their mean",),
)
