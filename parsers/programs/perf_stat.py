"""``perf stat``: the elapsed time of a command, and what was counted meanwhile."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="perf stat",
    begins=(r"^Performance counter stats for [^\n]*:",),
    primary="runtime",
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
    ),
    assumes=("with several runs, the value is their mean",),
)
