"""``time`` of the fish shell: how long a command took, and its processor time."""

from __future__ import annotations

from typing import Final

from parsers.programs.program import Program

_UNITS: Final = (("millis", "ms"), ("micros", "us"), ("secs", "s"), ("mins", "min"))
_LINES: Final = (("Executed in", "runtime"), ("usr time", "user_time"), ("sys time", "system_time"))

PROGRAM = Program(
    name="fish time",
    begins=(r"^Executed in +[\d.]+ (?:millis|micros|secs|mins) ",),
    ends=r"^sys time [^\n]*",
    primary="runtime",
    results=tuple(
        f"^{line} {{{metric}:{unit}}} {word} " for line, metric in _LINES for word, unit in _UNITS
    ),
)
