"""``darshan-parser --perf``: the rate of each module by its slowest process."""

from __future__ import annotations

from parsers.programs.program import Program

PROGRAM = Program(
    name="Darshan",
    begins=(r"^# darshan log version:", r"^# (?:\w|-)+ module data *$"),
    primary="bandwidth",
    fields=(
        r"^# darshan log version: {version=word} *$",
        r"^# exe: *(?:\S*/)?{case=word}",
        r"^# nprocs: {ranks} *$",
        r"^# (?P<module>(?:\w|-)+) module data *$",
        r"^# total_bytes: {size} *$",
        r"^# run time: {job_seconds} *$",
    ),
    rows=(r"^# agg_perf_by_slowest: {bandwidth:MiB/s}(?: # MiB/s)? *$",),
    assumes=("a module is a run; the rate is that of its slowest process",),
)
